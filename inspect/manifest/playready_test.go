package manifest

import (
	"encoding/base64"
	"encoding/binary"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
)

// object is a PlayReady object around a WRMHEADER, in base64.
func object(header string) string {
	var record []byte
	for _, c := range utf16.Encode([]rune(header)) {
		record = binary.LittleEndian.AppendUint16(record, c)
	}
	b := binary.LittleEndian.AppendUint32(nil, uint32(10+len(record)))
	b = binary.LittleEndian.AppendUint16(b, 1)
	b = binary.LittleEndian.AppendUint16(b, 1)
	b = binary.LittleEndian.AppendUint16(b, uint16(len(record)))
	return base64.StdEncoding.EncodeToString(append(b, record...))
}

func TestPlayReady(t *testing.T) {
	const space = `xmlns="http://schemas.microsoft.com/DRM/2007/03/PlayReadyHeader"`
	const id = "c5c97189-7e67-4646-949e-0cd4dd92cbd7"
	for name, c := range map[string]struct {
		header string
		want   PlayReady
	}{
		"4.0": {
			`<WRMHEADER ` + space + ` version="4.0.0.0"><DATA><PROTECTINFO><KEYLEN>16</KEYLEN><ALGID>AESCTR</ALGID></PROTECTINFO>` +
				`<KID>iXHJxWd+RkaUngzU3ZLL1w==</KID><CHECKSUM>AAAAAAAAAAA=</CHECKSUM><LA_URL>http://a/b?c=d&amp;e</LA_URL><DS_ID>AH+03juKbUGbHl1V/QIwRA==</DS_ID>` +
				`<CUSTOMATTRIBUTES><A>1</A></CUSTOMATTRIBUTES></DATA></WRMHEADER>`,
			PlayReady{
				Version: "4.0.0.0", LicenceURL: "http://a/b?c=d&e", ServiceID: "AH+03juKbUGbHl1V/QIwRA==", Custom: "<A>1</A>",
				Keys: []PlayReadyKey{{ID: id, Algorithm: "AESCTR", Length: "16", Checksum: "AAAAAAAAAAA="}},
			},
		},
		"4.2": {
			`<WRMHEADER ` + space + ` version="4.2.0.0"><DATA><PROTECTINFO><KIDS><KID ALGID="AESCTR" VALUE="iXHJxWd+RkaUngzU3ZLL1w=="/>` +
				`<KID ALGID="AESCBC" CHECKSUM="x" VALUE="no GUID"/></KIDS></PROTECTINFO><LUI_URL>http://l</LUI_URL></DATA></WRMHEADER>`,
			PlayReady{
				Version: "4.2.0.0", SignUpURL: "http://l",
				Keys: []PlayReadyKey{{ID: id, Algorithm: "AESCTR"}, {ID: "no GUID", Algorithm: "AESCBC", Checksum: "x"}},
			},
		},
	} {
		got, err := ParsePlayReady(object(c.header))
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		c.want.Header, c.want.Records = c.header, 1
		if d := cmp.Diff(c.want, *got); d != "" {
			t.Errorf("%s: -want +got\n%s", name, d)
		}
	}
}

func TestPlayReadyThatIsNone(t *testing.T) {
	for text, want := range map[string]string{
		"%%%":                                   "not base64",
		"AAAA":                                  "too few",
		"DAAAAAAA":                              "says it has 12",
		"DAAAAAEAAQAQAAAA":                      "is cut",
		object("<WRMHEADER/>"):                  "no WRMHEADER",
		object(strings.Repeat("<a>", 100)):      "nested too deep",
		object("<WRMHEADER version='4.0.0.0'>"): "",
	} {
		_, err := ParsePlayReady(text)
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%.20s: %v, want %q", text, err, want)
		}
	}
}

func FuzzPlayReady(f *testing.F) {
	f.Add(object(`<WRMHEADER version="4.0.0.0"><DATA><KID>iXHJxWd+RkaUngzU3ZLL1w==</KID></DATA></WRMHEADER>`))
	f.Add("DAAAAAEAAQAQAA==")
	f.Fuzz(func(t *testing.T, text string) {
		p, err := ParsePlayReady(text)
		if p == nil || err == nil && p.Version == "" && p.Records > 0 && p.Header != "" {
			t.Errorf("%v, %v", p, err)
		}
	})
}
