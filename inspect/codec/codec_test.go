package codec

import (
	"bytes"
	"encoding/hex"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func unhex(t testing.TB, text string) []byte {
	t.Helper()
	b, err := hex.DecodeString(strings.Join(strings.Fields(text), ""))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// The private data of real manifests, and what it must be read as.
func TestFromPrivateData(t *testing.T) {
	tests := []struct {
		name, fourCC, private string
		hint                  Hint
		want                  Info // Private is compared on its own
		built                 string
	}{
		{
			name: "high 3.1", fourCC: "H264",
			private: "00000001 6764001FACD9405005BA10000003001000000303C0F1831960 00000001 68EBED4940",
			want:    Info{FourCC: "H264", RFC6381: "avc1.64001F", Text: "H.264 High 3.1", Width: 1280, Height: 720, FrameRate: Rate{30, 1}},
		},
		{
			name: "main cropped", fourCC: "AVC1",
			private: "00000001 674d401fe982833f3e0294141815000003000100000300329d470c4e 00000001 68efbc80",
			want:    Info{FourCC: "AVC1", RFC6381: "avc1.4D401F", Text: "H.264 Main 3.1", Width: 320, Height: 180, FrameRate: Rate{25, 1}},
		},
		{
			name: "high 1.3 cropped", fourCC: "H264",
			private: "000000016764000dacd941419f9f011000000300100000030320f14299600000000168ebecb22c",
			want:    Info{FourCC: "H264", RFC6381: "avc1.64000D", Text: "H.264 High 1.3", Width: 320, Height: 180, FrameRate: Rate{25, 1}},
		},
		{
			name: "baseline 1.0", fourCC: "H264",
			private: "000000016742C00ADA11FE7C0440000003004000000C83C489A80000000168CE3C80",
			want:    Info{FourCC: "H264", RFC6381: "avc1.42C00A", Text: "H.264 Constrained Baseline 1.0", Width: 64, Height: 36, FrameRate: Rate{25, 1}},
		},
		{
			name: "empty FourCC", fourCC: "", hint: Hint{Kind: "video"},
			private: "00000001 6764001FACD9405005BA10000003001000000303C0F1831960 00000001 68EBED4940",
			want:    Info{FourCC: "H264", RFC6381: "avc1.64001F", Text: "H.264 High 3.1", Width: 1280, Height: 720, FrameRate: Rate{30, 1}},
		},
		{
			name: "VC-1", fourCC: "WVC1",
			private: "250000010FD3FE27F1678A27F859E80C9082E948C1CD400000010E5A67F840",
			want:    Info{FourCC: "WVC1", RFC6381: "vc-1", Text: "VC-1 Advanced L2", Width: 1280, Height: 720},
		},
		{
			name: "AAC LC 44.1", fourCC: "AACL", private: "1210",
			want: aacInfo("AACL", "mp4a.40.2", "AAC LC", 44100, 2),
		},
		{
			name: "AAC LC 48", fourCC: "AACL", private: "1190",
			want: aacInfo("AACL", "mp4a.40.2", "AAC LC", 48000, 2),
		},
		{
			name: "AAC LC 5.1", fourCC: "AACL", private: "11B0",
			want: aacInfo("AACL", "mp4a.40.2", "AAC LC", 48000, 6),
		},
		{
			name: "backward compatible SBR", fourCC: "AACH", private: "131056E598",
			want: aacInfo("AACH", "mp4a.40.5", "HE-AAC", 48000, 2),
		},
		{
			name: "sync extension without SBR", fourCC: "AACL", private: "119056E500",
			want: aacInfo("AACL", "mp4a.40.2", "AAC LC", 48000, 2),
		},
		{
			name: "nothing, built from the manifest", fourCC: "AACL", hint: Hint{SamplingRate: 48000, Channels: 2, AudioTag: 255},
			want: aacInfo("AACL", "mp4a.40.2", "AAC LC", 48000, 2), built: "1190",
		},
		{
			name: "empty FourCC with a tag", fourCC: "", private: "1210", hint: Hint{Kind: "audio", AudioTag: 255},
			want: aacInfo("AACL", "mp4a.40.2", "AAC LC", 44100, 2),
		},
		{
			name: "HE-AAC, built: explicit signalling", fourCC: "AACH", hint: Hint{SamplingRate: 24000, Channels: 2},
			want: aacInfo("AACH", "mp4a.40.5", "HE-AAC", 48000, 2), built: "2b118800",
		},
		{
			name: "whole WAVEFORMATEX around AAC", fourCC: "", hint: Hint{Kind: "audio"},
			private: "ff00 0200 80bb0000 803e0000 0400 1000 0200 1190",
			want:    aacInfo("AACL", "mp4a.40.2", "AAC LC", 48000, 2), built: "1190",
		},
		{
			name: "E-AC-3", fourCC: "EC-3", hint: Hint{AudioTag: 65534},
			private: "00063F000000AF87FBA7022DFB42A4D405CD93843BDD0600200F00",
			want: Info{FourCC: "EC-3", RFC6381: "ec-3", Text: "Dolby Digital Plus 5.1", SamplingRate: 48000, Channels: 6,
				BitsPerSample: 16, PacketSize: 768, AudioTag: 65534},
		},
		{
			name: "WMA whole", fourCC: "WMA2",
			private: "6101020044AC0000853E00009D0B10000A00008800000F0000000000",
			want: Info{FourCC: "WMA2", RFC6381: "wma", Text: "WMA Standard", SamplingRate: 44100, Channels: 2,
				BitsPerSample: 16, PacketSize: 2973, AudioTag: 353},
		},
		{
			name: "WMA Pro tail", fourCC: "WMAP", hint: Hint{SamplingRate: 44100, Channels: 2, AudioTag: 354},
			private: "1000 03000000 00000000 00000000 E000 42C0",
			want:    Info{FourCC: "WMAP", RFC6381: "wma", Text: "WMA Pro", SamplingRate: 44100, Channels: 2, AudioTag: 354},
		},
		{
			name: "TTML", fourCC: "TTML", want: Info{FourCC: "TTML", RFC6381: "stpp", Text: "TTML"},
		},
		{
			name: "data", fourCC: "", hint: Hint{Kind: "text"}, want: Info{Text: "data"},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			private := unhex(t, test.private)
			got, err := FromPrivateData(test.fourCC, private, test.hint)
			if err != nil {
				t.Fatal(err)
			}
			wantPrivate := private
			if test.built != "" {
				wantPrivate = unhex(t, test.built)
			}
			if !bytes.Equal(got.Private, wantPrivate) {
				t.Errorf("private data %x, want %x", got.Private, wantPrivate)
			}
			got.Private = nil
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func aacInfo(fourCC, rfc, text string, rate, channels int) Info {
	return Info{FourCC: fourCC, RFC6381: rfc, Text: text, SamplingRate: rate, Channels: channels,
		BitsPerSample: 16, PacketSize: 4, AudioTag: 255}
}

func TestBuildASC(t *testing.T) {
	for _, test := range []struct {
		fourCC         string
		rate, channels int
		want           string
	}{
		{"AACL", 44100, 2, "1210"},
		{"AACL", 48000, 2, "1190"},
		{"AACL", 48000, 6, "11b0"},
		{"AACL", 48000, 8, "11b8"},
		{"AACL", 44056, 1, "1780560c08"}, // a rate without an index
	} {
		got, err := BuildASC(test.fourCC, test.rate, test.channels)
		if err != nil {
			t.Fatal(err)
		}
		if hex.EncodeToString(got) != test.want {
			t.Errorf("%s %d %d: %x, want %s", test.fourCC, test.rate, test.channels, got, test.want)
		}
		info, err := FromASC(got)
		if err != nil || info.SamplingRate != test.rate || info.Channels != test.channels {
			t.Errorf("%x is read as %d Hz, %d channels, %v", got, info.SamplingRate, info.Channels, err)
		}
	}
	for _, bad := range [][2]int{{0, 2}, {48000, 0}, {48000, 7}, {48000, 9}, {1 << 30, 2}} {
		if _, err := BuildASC("AACL", bad[0], bad[1]); err == nil {
			t.Errorf("%d Hz with %d channels gave no error", bad[0], bad[1])
		}
	}
}

// An avcC becomes the Annex B form of a manifest and says the same.
func TestFromAVCC(t *testing.T) {
	sps := unhex(t, "6764001FACD9405005BA10000003001000000303C0F1831960")
	pps := unhex(t, "68EBED4940")
	record := append([]byte{1, 0x64, 0, 0x1f, 0xff, 0xe1, 0, byte(len(sps))}, sps...)
	record = append(append(record, 1, 0, byte(len(pps))), pps...)
	info, err := FromAVCC(record)
	if err != nil {
		t.Fatal(err)
	}
	want := "000000016764001facd9405005ba10000003001000000303c0f18319600000000168ebed4940"
	if hex.EncodeToString(info.Private) != want {
		t.Errorf("private data %x", info.Private)
	}
	again, err := FromPrivateData("H264", info.Private, Hint{})
	if err != nil {
		t.Fatal(err)
	}
	again.NALLength = info.NALLength // the record's alone
	if diff := cmp.Diff(info, again); diff != "" || info.NALLength != 4 {
		t.Errorf("the record and its private data differ\n%s", diff)
	}
	// The record itself where Annex B belongs.
	inside, err := FromPrivateData("H264", record, Hint{})
	if err != nil || inside.Width != 1280 {
		t.Errorf("avcC as private data: %d, %v", inside.Width, err)
	}
	for n := range record {
		if cut, err := FromAVCC(record[:n]); err == nil && !bytes.Equal(cut.Private, info.Private) {
			t.Errorf("cut after %d bytes: no error", n)
		}
	}
}

// Parameter sets that x265 wrote for 1280x720, 25 frames a second.
func TestHEVC(t *testing.T) {
	vps := unhex(t, "40010c01ffff01600000030090000003000003005d95980900")
	sps := unhex(t, "42010101600000030090000003000003005da00280802d16595e4932bc05a01e808204000003000400000300652080")
	pps := unhex(t, "4401c172b46240")
	private := joinAnnexB(vps, sps, pps)
	info, err := FromPrivateData("HVC1", private, Hint{})
	if err != nil {
		t.Fatal(err)
	}
	if info.RFC6381 != "hvc1.1.6.L93.90" || info.Text != "HEVC Main 3.1" {
		t.Errorf("%s, %s", info.RFC6381, info.Text)
	}
	if info.Width != 1280 || info.Height != 720 {
		t.Errorf("%d x %d", info.Width, info.Height)
	}

	record := append([]byte{1}, unescape(sps)[3:15]...)
	record = append(record, 0xf0, 0, 0xfc, 0xfd, 0xf8, 0xf8, 0, 0, 0x0f, 3)
	for kind, nal := range map[byte][]byte{hevcVPS: vps} {
		record = append(append(record, kind, 0, 1, 0, byte(len(nal))), nal...)
	}
	for _, set := range []struct {
		kind byte
		nal  []byte
	}{{hevcPPS, pps}, {hevcSPS, sps}} {
		record = append(append(record, 0x80|set.kind, 0, 1, 0, byte(len(set.nal))), set.nal...)
	}
	fromRecord, err := FromHVCC(record)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(fromRecord.Private, private) {
		t.Errorf("hvcC gives %x", fromRecord.Private)
	}
	if fromRecord.RFC6381 != info.RFC6381 || fromRecord.Width != info.Width {
		t.Errorf("hvcC %+v, private data %+v", fromRecord, info)
	}
	if w, h := hevcSize(sps); w != 1280 || h != 720 {
		t.Errorf("size from the first fields: %d x %d", w, h)
	}
}

func TestFromEsds(t *testing.T) {
	long := "00000000 0380808022 000100 0480808014 4015000000 0001f4000001f400 0580808002 1190 068080800102"
	info, err := FromEsds(unhex(t, long))
	if err != nil {
		t.Fatal(err)
	}
	if info.RFC6381 != "mp4a.40.2" || info.SamplingRate != 48000 || hex.EncodeToString(info.Private) != "1190" {
		t.Errorf("%+v", info)
	}
	mp3, err := FromEsds(unhex(t, "00000000 0315 000100 040d 6b15000000 0001f4000001f400 060102"))
	if err != nil || mp3.Text != "MP3" || mp3.RFC6381 != "mp4a.6B" {
		t.Errorf("%+v, %v", mp3, err)
	}
	whole := unhex(t, long)
	for n := range whole {
		// Only its end may be missing without harm.
		if _, err := FromEsds(whole[:n]); err == nil && n < len(whole)-6 {
			t.Errorf("cut after %d bytes: no error", n)
		}
	}
}

// The wfex box of a real PIFF file.
func TestFromWave(t *testing.T) {
	info, err := FromWave(unhex(t, "6101 0200 80bb0000 803e0000 5615 1000 0a00 00880000 0f00 00000000"))
	if err != nil {
		t.Fatal(err)
	}
	want := Info{FourCC: "WMAP", RFC6381: "wma", Text: "WMA Standard", SamplingRate: 48000, Channels: 2, BitsPerSample: 16,
		PacketSize: 5462, AudioTag: 353, Private: unhex(t, "008800000f0000000000")}
	if diff := cmp.Diff(want, info); diff != "" {
		t.Error(diff)
	}
	if _, err := FromWave(make([]byte, 17)); err == nil {
		t.Error("17 bytes gave no error")
	}
}

func TestDolbyRecords(t *testing.T) {
	info, err := FromDec3(unhex(t, "0600200F00"))
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.ToUpper(hex.EncodeToString(info.Private)); got != "00063F000000AF87FBA7022DFB42A4D405CD93843BDD0600200F00" {
		t.Errorf("private data %s", got)
	}
	ac3, err := FromDac3(unhex(t, "103dc0")) // 48 kHz, 5.1, 384 kbit/s
	if err != nil || ac3.Text != "Dolby Digital 5.1" || ac3.SamplingRate != 48000 || ac3.RFC6381 != "ac-3" || ac3.PacketSize != 4*384 {
		t.Errorf("%+v, %v", ac3, err)
	}
	again, err := FromPrivateData("AC-3", ac3.Private, Hint{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(ac3, again); diff != "" {
		t.Error(diff)
	}
	seven, err := FromDec3(unhex(t, "1400200f0202")) // 5.1 and a pair of rear speakers
	if err != nil || seven.Channels != 8 {
		t.Errorf("%+v, %v", seven, err)
	}
}

// What is wrong must be said, and what is understood must stay.
func TestBroken(t *testing.T) {
	for _, test := range []struct{ name, fourCC, private, want string }{
		{"no parameter set", "H264", "00000001 68EBED4940", "no sequence parameter set"},
		{"nothing", "H264", "", "no sequence parameter set"},
		{"cut parameter set", "H264", "00000001 6764001FAC", "sequence parameter set"},
		{"endless reference counts", "H264", "00000001 6742c01e" + strings.Repeat("00", 40) + "80", "sequence parameter set"},
		{"no sequence header", "WVC1", "0000010E5A67F840", "no sequence header"},
		{"short config", "AACL", "12", "unexpected EOF"},
		{"reserved rate", "AACL", "1690", "reserved"},
		{"record missing", "EC-3", "00063F000000AF87FBA7022DFB42A4D405CD93843BDD", "no record"},
		{"unknown", "XYZW", "00", "not known"},
	} {
		t.Run(test.name, func(t *testing.T) {
			info, err := FromPrivateData(test.fourCC, unhex(t, test.private), Hint{})
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want %q", err, test.want)
			}
			if info.FourCC != test.fourCC {
				t.Errorf("FourCC %q is lost", info.FourCC)
			}
			if err != nil && strings.Contains(err.Error(), "\n") {
				t.Errorf("the error is not one line: %q", err)
			}
		})
	}
	info, err := FromPrivateData("H264", unhex(t, "00000001 6764001FAC"), Hint{})
	if err == nil || info.RFC6381 != "avc1.64001F" {
		t.Errorf("a cut parameter set still has its profile: %+v, %v", info, err)
	}
}

// Without private data and without rate and channels, the FourCC still says
// what a player must be able to decode.
func TestNakedAAC(t *testing.T) {
	for fourCC, want := range map[string]string{"AACL": "mp4a.40.2", "AACH": "mp4a.40.5", "AACP": "mp4a.40.29"} {
		info, err := FromPrivateData(fourCC, nil, Hint{})
		if err == nil || info.RFC6381 != want {
			t.Errorf("%s: %s, %v", fourCC, info.RFC6381, err)
		}
	}
}

func TestRate(t *testing.T) {
	if got := (Rate{30000, 1001}).Float(); got < 29.97 || got > 29.98 {
		t.Error(got)
	}
	if (Rate{}).Known() || (Rate{}).Float() != 0 {
		t.Error("the zero rate is unknown")
	}
	if reduced(50, 2) != (Rate{25, 1}) || reduced(60000, 2002) != (Rate{30000, 1001}) {
		t.Error("fractions are not in lowest terms")
	}
}

func FuzzPrivateData(f *testing.F) {
	for _, seed := range []struct{ fourCC, private string }{
		{"H264", "000000016764001FACD9405005BA10000003001000000303C0F18319600000000168EBED4940"},
		{"HVC1", "0000000142010101600000030090000003000003005da00280802d16595e4932bc05a01e808204000003000400000300652080"},
		{"WVC1", "250000010FD3FE27F1678A27F859E80C9082E948C1CD400000010E5A67F840"},
		{"AACL", "131056E598"}, {"EC-3", "00063F000000AF87FBA7022DFB42A4D405CD93843BDD0600200F00"},
		{"WMAP", "6101020044AC0000853E00009D0B10000A00008800000F0000000000"}, {"", ""},
	} {
		f.Add(seed.fourCC, unhex(f, seed.private))
	}
	f.Fuzz(func(t *testing.T, fourCC string, private []byte) {
		for _, hint := range []Hint{{}, {Kind: "text"}, {Kind: "audio", SamplingRate: 48000, Channels: 2}} {
			info, err := FromPrivateData(fourCC, private, hint)
			if fourCC != "" && info.FourCC != fourCC {
				t.Errorf("FourCC %q became %q", fourCC, info.FourCC)
			}
			if info.Width < 0 || info.Width > maxSide || info.Height < 0 || info.Height > maxSide {
				t.Errorf("a picture of %d x %d, %v", info.Width, info.Height, err)
			}
			// What is read is written in a form that reads the same.
			if err != nil || fourCC == "" {
				continue
			}
			again, err := FromPrivateData(info.FourCC, info.Private, hint)
			if err != nil {
				t.Fatalf("%x became %x, which is refused: %v", private, info.Private, err)
			}
			if !bytes.Equal(again.Private, info.Private) || again.RFC6381 != info.RFC6381 {
				t.Errorf("%x became %x, then %x", private, info.Private, again.Private)
			}
		}
		for _, read := range []func([]byte) (Info, error){FromAVCC, FromHVCC, FromASC, FromEsds, FromWave, FromDac3, FromDec3} {
			if info, err := read(private); err == nil && info.Text == "" {
				t.Errorf("%x: neither a text nor an error", private)
			}
		}
	})
}
