package box

import "fmt"

// maxDescriptors is how deep descriptors may nest.
const maxDescriptors = 8

// The tags of descriptors (ISO/IEC 14496-1, 7.2.2.1).
const (
	objectTag     = 0x01
	initialTag    = 0x02
	streamTag     = 0x03
	configTag     = 0x04
	specificTag   = 0x05
	syncTag       = 0x06
	streamIncTag  = 0x0e
	streamRefTag  = 0x0f
	initialMP4Tag = 0x10
	objectMP4Tag  = 0x11
)

// esds is the descriptor of an elementary stream.
func esds(d *D) {
	d.Full(0)
	d.descriptor(0, 0)
}

// iods is the initial object descriptor of the file.
func iods(d *D) {
	d.Full(0)
	d.descriptor(0, 0)
}

// descriptor reads one descriptor and those inside it. object is the object
// type of the decoder configuration around it, 0 for none.
func (d *D) descriptor(depth int, object uint64) {
	if d.Left() == 0 {
		return
	}
	tag := d.Peek(8)
	d.Group(descriptorName(tag), func() {
		d.Hex("tag", 8)
		n := d.varint("size_of_instance")
		if d.Failed() {
			return
		}
		if int64(n) > d.LeftBytes() {
			d.fail(fmt.Errorf("descriptor %#x claims %d bytes, %d left", tag, n, d.LeftBytes()))
			d.err = nil // read what there is
		}
		d.within(int64(n), func() { d.descriptorBody(tag, depth, object) })
	})
}

// descriptors reads descriptors to the end of the one around them.
func (d *D) descriptors(depth int, object uint64) {
	for depth < maxDescriptors && d.LeftBytes() >= 2 && d.made < maxFields {
		d.descriptor(depth+1, object)
	}
}

// varint reads a size of seven bits a byte; the highest bit says that another
// byte follows. At most five bytes are taken.
func (d *D) varint(name string) (v uint64) {
	d.Group(name, func() {
		for i := range 5 {
			next := d.U("next_byte", 1)
			v = v<<7 | d.U("size_byte", 7)
			if next == 0 {
				return
			}
			if i == 4 && !d.Failed() {
				d.cut(fmt.Errorf("%s is longer than five bytes", name))
			}
		}
	})
	if !d.Failed() && d.notes {
		d.Note(fmt.Sprintf("%d bytes", v))
	}
	return v
}

func (d *D) descriptorBody(tag uint64, depth int, object uint64) {
	switch tag {
	case objectTag, objectMP4Tag, initialTag, initialMP4Tag:
		d.objectDescriptor(tag, depth)
	case streamTag:
		d.streamDescriptor(depth)
	case configTag:
		d.decoderConfig(depth)
	case specificTag:
		d.decoderSpecific(object)
	case syncTag:
		d.U("predefined", 8)
		d.Rest("sl_config")
	case streamIncTag:
		d.U("track_id", 32)
	case streamRefTag:
		d.U("ref_index", 16)
	default:
		d.Rest("data")
	}
}

func (d *D) objectDescriptor(tag uint64, depth int) {
	d.U("object_descriptor_id", 10)
	url := d.U("url_flag", 1)
	initial := tag == initialTag || tag == initialMP4Tag
	if initial {
		d.U("include_inline_profile_level_flag", 1)
		d.Reserved(4)
	} else {
		d.Reserved(5)
	}
	switch {
	case url == 1:
		d.Chars("url_string", int64(d.U("url_length", 8)), utf8Text)
	case initial:
		for _, name := range []string{"od", "scene", "audio", "visual", "graphics"} {
			d.U(name+"_profile_level_indication", 8)
		}
	}
	d.descriptors(depth, 0)
}

func (d *D) streamDescriptor(depth int) {
	d.U("es_id", 16)
	depends := d.U("stream_dependence_flag", 1)
	url := d.U("url_flag", 1)
	clock := d.U("ocr_stream_flag", 1)
	d.U("stream_priority", 5)
	if depends == 1 {
		d.U("depends_on_es_id", 16)
	}
	if url == 1 {
		d.Chars("url_string", int64(d.U("url_length", 8)), utf8Text)
	}
	if clock == 1 {
		d.U("ocr_es_id", 16)
	}
	d.descriptors(depth, 0)
}

func (d *D) decoderConfig(depth int) {
	object := d.Hex("object_type_indication", 8)
	d.Note(objectType(object))
	d.U("stream_type", 6)
	d.U("up_stream", 1)
	d.Reserved(1)
	d.U("buffer_size_db", 24)
	d.U("max_bitrate", 32)
	d.U("avg_bitrate", 32)
	d.descriptors(depth, object)
}

func (d *D) decoderSpecific(object uint64) {
	if d.Left() == 0 {
		return
	}
	switch object {
	case 0x40, 0x66, 0x67, 0x68:
		d.Sub("audio_specific_config", d.LeftBytes(), func() { audioSpecificConfig(d) })
	default:
		d.Rest("decoder_specific_info")
	}
}

func descriptorName(tag uint64) string {
	switch tag {
	case objectTag, objectMP4Tag:
		return "object_descriptor"
	case initialTag, initialMP4Tag:
		return "initial_object_descriptor"
	case streamTag:
		return "es_descriptor"
	case configTag:
		return "decoder_config_descriptor"
	case specificTag:
		return "decoder_specific_info_descriptor"
	case syncTag:
		return "sl_config_descriptor"
	case streamIncTag:
		return "es_id_inc"
	case streamRefTag:
		return "es_id_ref"
	}
	return "descriptor"
}

func objectType(v uint64) string {
	switch v {
	case 0x20:
		return "MPEG-4 Visual"
	case 0x21:
		return "AVC"
	case 0x23:
		return "HEVC"
	case 0x40:
		return "MPEG-4 Audio"
	case 0x66, 0x67, 0x68:
		return "MPEG-2 AAC"
	case 0x69:
		return "MPEG-2 Audio (MP3)"
	case 0x6b:
		return "MPEG-1 Audio (MP3)"
	case 0x6c:
		return "JPEG"
	case 0xa5:
		return "AC-3"
	case 0xa6:
		return "E-AC-3"
	case 0xa9:
		return "DTS"
	case 0xad:
		return "Opus"
	case 0xe1:
		return "QCELP"
	}
	return ""
}
