package dash

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"smoothscope/tasks/preview/boxes"
	"smoothscope/testdata"
)

// What PIFF encrypted can be decrypted from the DASH view with the key, as
// ffmpeg does it by Common Encryption: each packet is that of the clear file.
// The key is the one that mp4ff publishes with these files.
func TestPiffDecryptsAsCommonEncryption(t *testing.T) {
	const key = "602a9289bfb9b1995b75ac63f123fc86"
	folder := filepath.Join(testdata.Corpus(t), "Eyevinn+mp4ff", "cmd", "mp4ff-decrypt", "testdata", "PIFF", "video")
	m, err := New(t.Context(), opened(t, true, filepath.Join(folder, "complseg-1.0001.mp4")))
	if err != nil {
		t.Fatal(err)
	}
	one := filepath.Join(t.TempDir(), "one.mp4")
	save(t, one, append(initOf(t, m, 0, 0), whole(t, m, 0, 0, m.level(0, 0).viewed(&m.level(0, 0).chunks[0]))...))
	hash := []string{"-map", "0:v", "-c", "copy", "-f", "md5", "-"}
	got, warnings := tool(t, "ffmpeg", append([]string{"-decryption_key", key, "-i", one}, hash...)...)
	want, _ := tool(t, "ffmpeg", append([]string{"-i", filepath.Join(folder, "complseg-1.0001_dec.mp4")}, hash...)...)
	if got != want || !strings.HasPrefix(got, "MD5=") || warnings != "" {
		t.Errorf("decrypted: %s, want %s; %s", got, want, warnings)
	}
	if pictures, warnings := tool(t, "ffmpeg", "-decryption_key", key, "-i", one, "-f", "framemd5", "-"); strings.Count(pictures, "\n0,") != 120 || warnings != "" {
		t.Errorf("%d pictures of 120; %s", strings.Count(pictures, "\n0,"), warnings)
	}
}

// The MPD names the key and the key systems of an asset that Microsoft's tools
// encrypted.
func TestContentProtection(t *testing.T) {
	m, err := New(t.Context(), opened(t, true, filepath.Join(testdata.Corpus(t), "flecoqui+ASTool", "Tests", "Assets", "Audio_0_enc.isma")))
	if err != nil {
		t.Fatal(err)
	}
	guards := m.level(0, 0).contentProtection()
	if len(guards) != 2 || guards[0].Value != "cenc" || guards[0].KID != "" { // its key ID is all zeros: unknown
		t.Fatalf("%+v", guards)
	}
	if g := guards[1]; g.Scheme != "urn:uuid:"+playReady || g.Pro == "" || g.Pssh == "" {
		t.Errorf("%+v", g)
	}
	if b, err := os.ReadFile(written(t, m)); err != nil || strings.Count(string(b), "<mspr:pro>") != 1 {
		t.Errorf("%s, %v", b, err)
	}
	// Its sinf has no frma, but an mfra in its place.
	entry := commonEncryption(m.level(0, 0).movie.entries[0], "mp4a.40.2")
	if _, children, ok := splitEntry(entry, "sinf"); !ok || string(boxes.Child(children, "sinf", "frma")) != "mp4a" {
		t.Errorf("sample entry %x", entry)
	}
}

// senc is the payload of a sample encryption box of PIFF with an override.
func senc(algorithm, iv byte, kid byte, entries ...byte) []byte {
	b := append([]byte{0, 0, 0, 1, 0, 0, algorithm, iv}, make([]byte, 16)...)
	b[8] = kid
	return append(append(b, 0, 0, 0, 1), entries...)
}

// A fragment with a key of its own says so in a sample group; one that names the
// key of the track says nothing; a clear one has no vectors.
func TestOverride(t *testing.T) {
	usual := key{scheme: "cenc", protected: true, ivSize: 8, kid: [16]byte{7}}
	vector := []byte{1, 2, 3, 4, 5, 6, 7, 8}
	for _, c := range []struct {
		name    string
		body    []byte
		own     bool
		entries int
	}{
		{"the same key", senc(piffCTR, 8, 7, vector...), false, 8},
		{"another key", senc(piffCTR, 8, 9, vector...), true, 8},
		{"clear", senc(piffClear, 0, 0), true, 0},
	} {
		var k keys
		k.add(c.body, true)
		if err := k.read(usual, 1); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if (k.seig != nil) != c.own || len(k.entries) != c.entries {
			t.Errorf("%s: %+v", c.name, k)
		}
	}
}
