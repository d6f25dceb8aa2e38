package media

import (
	"bytes"
	"context"
	"os"
	"testing"

	"smoothscope/testdata"
)

// The moov comes as it stands in the file, whatever became of the context that
// the file was opened with.
func TestMovie(t *testing.T) {
	raw, err := os.ReadFile(testdata.Path(t, "ladder", "mux_av.ismv"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := openBytes(t, raw).Movie(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	at := bytes.Index(raw, []byte("moov")) - 4
	if len(got) < 1000 || !bytes.Equal(got, raw[at:at+len(got)]) || string(raw[at+len(got)+4:at+len(got)+8]) != "moof" {
		t.Errorf("the moov at %d: %d bytes", at, len(got))
	}
}
