package codec

import "fmt"

// maxNAL bounds a parameter set: its length field in a record has 16 bits.
const maxNAL = 1<<16 - 1

// guarded runs a library's parser on a bounded copy of a NAL unit and turns a
// panic of it into an error. It is the only place where bytes of a file reach
// that library.
func guarded(what string, nal []byte, parse func([]byte) error) (err error) {
	if len(nal) < 4 || len(nal) > maxNAL {
		return fmt.Errorf("%s of %d bytes", what, len(nal))
	}
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("%s: its parser gave up: %v", what, cause)
		}
	}()
	if err := parse(append([]byte(nil), nal...)); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}

// maxSide is the largest width or height in pixels that is believed.
const maxSide = 1 << 16

// believable says whether a picture size can be one: cropping more than there
// is wraps around.
func believable(width, height uint64) bool {
	return width > 0 && width <= maxSide && height > 0 && height <= maxSide
}
