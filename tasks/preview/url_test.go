package preview

import (
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	for _, c := range []struct {
		path string
		want target
	}{
		{"/", target{kind: Other}},
		{"/a.ism", target{site: "a.ism", kind: Other}},
		{"/a.ism/", target{site: "a.ism", folder: true, kind: Other}},
		{"/a.ism/Manifest", target{site: "a.ism", folder: true, rest: "Manifest", kind: Manifest}},
		{"/a.ism/MANIFEST", target{site: "a.ism", folder: true, rest: "MANIFEST", kind: Manifest}},
		{"/a.ism/manifest(format=mpd-time-csf)", target{site: "a.ism", folder: true, rest: "manifest(format=mpd-time-csf)", kind: Manifest, params: "format=mpd-time-csf"}},
		{"/a.ism/QualityLevels(300)/Fragments(video=0)", target{site: "a.ism", folder: true, rest: "QualityLevels(300)/Fragments(video=0)", kind: Fragment, level: "300", stream: "video"}},
		{"/a.ism/qualitylevels(300)/FRAGMENTINFO(video=18446744073709551615)", target{site: "a.ism", folder: true,
			rest: "qualitylevels(300)/FRAGMENTINFO(video=18446744073709551615)", kind: FragmentInfo, level: "300", stream: "video", time: 1<<64 - 1}},
		{"/a.ism/QualityLevels%28300%2CB%3D2%2CA%3D1%29/KeyFrames%28v%2520%3D7%29", target{site: "a.ism", folder: true,
			rest: "QualityLevels(300,B=2,A=1)/KeyFrames(v%20=7)", kind: KeyFrames, level: "300,A=1,B=2", stream: "v%20", time: 7}},
		{"/a.ism/QualityLevels(300)/RawFragments(video=5,format=m3u8-aapl)", target{site: "a.ism", folder: true,
			rest: "QualityLevels(300)/RawFragments(video=5,format=m3u8-aapl)", kind: RawFragments, level: "300", stream: "video", time: 5, params: "format=m3u8-aapl"}},
		{"/a.ism/dash/manifest.mpd", target{site: "a.ism", folder: true, rest: "dash/manifest.mpd", kind: MPD}},
		{"/a.ism/dash/1/2/init.mp4", target{site: "a.ism", folder: true, rest: "dash/1/2/init.mp4", kind: Init, streamIndex: 1, levelIndex: 2}},
		{"/a.ism/dash/1/2/99.m4s", target{site: "a.ism", folder: true, rest: "dash/1/2/99.m4s", kind: Segment, streamIndex: 1, levelIndex: 2, time: 99}},
		{"/%C3%A4%20b.ism/Manifest", target{site: "ä b.ism", folder: true, rest: "Manifest", kind: Manifest}},
	} {
		got, err := parse(c.path)
		if err != nil || got != c.want {
			t.Errorf("%s: %+v, %v\nwant %+v", c.path, got, err, c.want)
		}
	}
}

func malformed() []string {
	return []string{
		"", "a", "//", "//a", "/a//b", "/.", "/..", "/a/../b", "/a/%2e%2e/b", "/a/..%2fb", "/a%2fb", "/a/b%5cc", `/a/b\c`,
		"/a/%00", "/a/b%0a", "/a/%ff", "/a/%zz", "/a/%", "/a/%7f", "/a/%C2%85", "/" + strings.Repeat("a", maxPath),
		"/a/QualityLevels(1)", "/a/QualityLevels(1)/", "/a/QualityLevels(1)/Fragments", "/a/QualityLevels(1)/Fragments()",
		"/a/QualityLevels(1)/Fragments(video)", "/a/QualityLevels(1)/Fragments(=1)", "/a/QualityLevels(1)/Fragments(video=)",
		"/a/QualityLevels(1)/Fragments(video=-1)", "/a/QualityLevels(1)/Fragments(video=+1)", "/a/QualityLevels(1)/Fragments(video=1.5)",
		"/a/QualityLevels(1)/Fragments(video=0x10)", "/a/QualityLevels(1)/Fragments(video=1_0)",
		"/a/QualityLevels(1)/Fragments(video=18446744073709551616)", "/a/QualityLevels(1)/Fragments(video=" + strings.Repeat("9", 400) + ")",
		"/a/QualityLevels()/Fragments(video=1)", "/a/QualityLevels(1,)/Fragments(video=1)", "/a/QualityLevels(1,A)/Fragments(video=1)",
		"/a/QualityLevels(1,=A)/Fragments(video=1)", "/a/QualityLevels(1)/Chunks(video=1)", "/a/QualityLevels(1)/Fragments(video=1)/more",
		"/a/dash/x/0/init.mp4", "/a/dash/0/-1/init.mp4", "/a/dash/99999999999/0/init.mp4", "/a/dash/0/0/x.m4s",
	}
}

func TestParseRefuses(t *testing.T) {
	for _, path := range malformed() {
		if got, err := parse(path); err == nil {
			t.Errorf("%q is understood as %+v", path, got)
		}
	}
}

// Whatever comes, what is understood stays below the site and says the same
// when it is asked for again.
func FuzzParse(f *testing.F) {
	for _, path := range malformed() {
		f.Add(path)
	}
	f.Add("/a.ism/QualityLevels(300,A=1)/Fragments(video=0)")
	f.Add("/a.ism/manifest(format=x)")
	f.Add("/a.ism/dash/0/0/0.m4s")
	f.Fuzz(func(t *testing.T, path string) {
		got, err := parse(path)
		if err != nil {
			if strings.ContainsAny(err.Error(), "\n\r") {
				t.Errorf("%q: the error has more than one line: %q", path, err)
			}
			return
		}
		if strings.ContainsAny(got.site+got.rest, "\x00\\") || strings.Contains(got.site, "/") {
			t.Errorf("%q holds what it must not: %+v", path, got)
		}
		for _, s := range strings.Split(got.rest, "/") {
			if s == "." || s == ".." {
				t.Errorf("%q leads elsewhere: %+v", path, got)
			}
		}
		if strings.Contains(strings.TrimSuffix(got.rest, "/"), "//") || strings.HasPrefix(got.rest, "/") {
			t.Errorf("%q has an empty part: %+v", path, got)
		}
		again := "/" + escapePath(got.site)
		if got.folder {
			again += "/" + escapePath(got.rest)
		}
		if second, err := parse(again); len(again) <= maxPath && (err != nil || second != got) {
			t.Errorf("%q is %+v, but %q is %+v, %v", path, got, again, second, err)
		}
	})
}
