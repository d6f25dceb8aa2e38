package preview_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"testing"

	"smoothscope/tasks/preview"
	"smoothscope/testdata"
)

func ladder(t testing.TB, o preview.Options) *preview.Site {
	t.Helper()
	return add(t, start(t, o), open(t, testdata.Path(t, "ladder", "ladder.ism")))
}

const firstVideo = "QualityLevels(20263)/Fragments(video=0)"

func TestManifestIsPackedForThoseWhoTakeIt(t *testing.T) {
	site := ladder(t, preview.Options{})
	want, err := os.ReadFile(testdata.Path(t, "ladder", "ladder.ismc"))
	if err != nil {
		t.Fatal(err)
	}
	for accept, packed := range map[string]bool{
		"": false, "gzip": true, "gzip, deflate, br": true, "deflate;q=1, GZIP;q=0.5": true, "*": true, "x-gzip": true,
		"gzip;q=0": false, "gzip; q=0.000": false, "*;q=0": false, "br": false, "identity": false, "gzip;q=0, *": false, "*;q=0, gzip": true,
	} {
		answer, b := get(t, site.Smooth, "Accept-Encoding", accept)
		h := answer.Header
		if got := h.Get("Content-Encoding") == "gzip"; got != packed {
			t.Errorf("%q: packed %v", accept, got)
		}
		if packed {
			in, err := gzip.NewReader(bytes.NewReader(b))
			if err != nil {
				t.Fatal(err)
			}
			if b, err = io.ReadAll(in); err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Equal(b, want) || h.Get("Content-Type") != "text/xml" || h.Get("Vary") != "Accept-Encoding" || h.Get("Cache-Control") == "" {
			t.Errorf("%q: %d of %d bytes, %v", accept, len(b), len(want), h)
		}
		again, b := get(t, site.Smooth, "Accept-Encoding", accept, "If-None-Match", `"x", W/`+h.Get("ETag"))
		if again.StatusCode != http.StatusNotModified || len(b) > 0 || again.Header.Get("ETag") != h.Get("ETag") {
			t.Errorf("%q: asked again: %s %v", accept, again.Status, again.Header)
		}
		head, b := ask(t, http.MethodHead, site.Smooth, "Accept-Encoding", accept)
		if head.StatusCode != 200 || len(b) > 0 || head.ContentLength != answer.ContentLength || head.Header.Get("ETag") != h.Get("ETag") {
			t.Errorf("%q: HEAD: %s %v", accept, head.Status, head.Header)
		}
	}
	plain, _ := get(t, site.Smooth)
	packed, _ := get(t, site.Smooth, "Accept-Encoding", "gzip")
	if plain.Header.Get("ETag") == packed.Header.Get("ETag") {
		t.Error("both forms have one ETag")
	}
}

func TestRangesAndConditions(t *testing.T) {
	site := ladder(t, preview.Options{})
	url := base(site) + firstVideo
	whole, all := get(t, url)
	h := whole.Header
	if h.Get("Content-Type") != "video/mp4" || h.Get("Accept-Ranges") != "bytes" || h.Get("ETag") == "" || h.Get("Last-Modified") == "" || h.Get("Cache-Control") == "" {
		t.Errorf("headers: %v", h)
	}
	n := len(all)
	for _, c := range []struct {
		ranges   string
		status   int
		from, to int
	}{
		{"bytes=0-0", 206, 0, 1}, {"bytes=10-99", 206, 10, 100}, {"bytes=100-", 206, 100, n}, {"bytes=-10", 206, n - 10, n},
		{"bytes=0-99999999", 206, 0, n}, {"bytes=-99999999", 206, 0, n}, {"bytes=99999999-", 416, 0, 0}, {"bytes=9-3", 416, 0, 0}, {"", 200, 0, n},
	} {
		answer, got := get(t, url, "Range", c.ranges)
		if answer.StatusCode != c.status || c.status != 416 && !bytes.Equal(got, all[c.from:c.to]) {
			t.Errorf("%s: %s, %d bytes", c.ranges, answer.Status, len(got))
		}
		if (c.status == 206) != strings.HasPrefix(answer.Header.Get("Content-Range"), "bytes "+strconv.Itoa(c.from)+"-") || answer.Header.Get("Access-Control-Allow-Origin") != "*" {
			t.Errorf("%s: %v", c.ranges, answer.Header)
		}
	}
	for _, c := range []struct {
		name, value string
		status      int
	}{
		{"If-None-Match", h.Get("ETag"), 304}, {"If-None-Match", "*", 304}, {"If-None-Match", `"other"`, 200},
		{"If-Modified-Since", h.Get("Last-Modified"), 304}, {"If-Modified-Since", "Mon, 01 Jan 2001 00:00:00 GMT", 200},
		{"If-Match", `"other"`, 412}, {"If-Match", h.Get("ETag"), 200},
	} {
		if answer, _ := get(t, url, c.name, c.value); answer.StatusCode != c.status {
			t.Errorf("%s: %s: %s", c.name, c.value, answer.Status)
		}
	}
	if answer, got := get(t, url, "Range", "bytes=5-6", "If-Range", `"other"`); answer.StatusCode != 200 || len(got) != n {
		t.Errorf("If-Range of another: %s", answer.Status)
	}
	head, got := ask(t, http.MethodHead, url)
	if head.StatusCode != 200 || len(got) > 0 || head.ContentLength != int64(n) {
		t.Errorf("HEAD: %s, %d bytes of %d", head.Status, len(got), head.ContentLength)
	}
	if audio, _ := get(t, base(site)+strings.Replace(open(t, testdata.Path(t, "ladder", "ladder.ism")).ChunkPath(1, 0, 0), "?", "", 1)); audio.Header.Get("Content-Type") != "audio/mp4" {
		t.Errorf("audio is %s %q", audio.Status, audio.Header.Get("Content-Type"))
	}
}

func TestAddressesAreFoundInAnyCaseAndEncoding(t *testing.T) {
	site := ladder(t, preview.Options{})
	_, want := get(t, base(site)+firstVideo)
	for _, path := range []string{
		"qualitylevels(20263)/fragments(video=0)", "QUALITYLEVELS(20263)/FRAGMENTS(video=0)",
		"QualityLevels%2820263%29/Fragments%28video%3D0%29", "%51ualityLevels(20263)/Fragments(%76ideo=%30)", firstVideo + "?x=y",
	} {
		if answer, got := get(t, base(site)+path); answer.StatusCode != 200 || !bytes.Equal(got, want) {
			t.Errorf("%s: %s, %d bytes", path, answer.Status, len(got))
		}
	}
	upper := strings.Replace(site.Smooth, "/ladder.ism/Manifest", "/LADDER.ISM/manifest", 1)
	if answer, _ := get(t, upper); answer.StatusCode != 200 {
		t.Errorf("%s: %s", upper, answer.Status)
	}
	if answer, _ := get(t, base(site)+strings.Replace(firstVideo, "20263", "20%32%36%33%2520", 1)); answer.StatusCode == 200 {
		t.Error("a path was decoded twice")
	}
}

func TestPlayersOfOtherSitesMayRead(t *testing.T) {
	site := ladder(t, preview.Options{Player: player()})
	for _, path := range []string{"Manifest", firstVideo, "QualityLevels(1)/Fragments(video=0)", "dash/manifest.mpd", "dash/0/0/init.mp4", "dash/0/0/0.m4s"} {
		answer, _ := get(t, base(site)+path, "Origin", "https://example.com")
		if h := answer.Header; h.Get("Access-Control-Allow-Origin") != "*" || !strings.Contains(h.Get("Access-Control-Expose-Headers"), "Content-Range") {
			t.Errorf("%s: %v", path, h)
		}
	}
	answer, b := ask(t, http.MethodOptions, base(site)+firstVideo, "Origin", "https://example.com", "Access-Control-Request-Method", "GET", "Access-Control-Request-Headers", "range")
	if h := answer.Header; answer.StatusCode != 204 || len(b) > 0 || !strings.Contains(h.Get("Access-Control-Allow-Headers"), "Range") || !strings.Contains(h.Get("Access-Control-Allow-Methods"), "HEAD") {
		t.Errorf("preflight: %s %v", answer.Status, h)
	}
	for _, path := range []string{"", "info.json"} {
		answer, _ := get(t, base(site)+path, "Origin", "https://example.com")
		if answer.StatusCode != 200 || answer.Header.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%q: %s, %v", path, answer.Status, answer.Header)
		}
	}
}

func TestPolicyFilesAndPages(t *testing.T) {
	site := ladder(t, preview.Options{Player: player()})
	root := strings.TrimSuffix(base(site), "ladder.ism/")
	for path, holds := range map[string]string{
		"clientaccesspolicy.xml": "<access-policy>", "ClientAccessPolicy.xml": "<access-policy>", "crossdomain.xml": "<cross-domain-policy>",
		"ladder.ism/": "<title>player</title>", "player/main.js": "1", "player/folder/one.js": "2", "": `href="/ladder.ism/"`, "favicon.ico": "PNG",
	} {
		answer, b := get(t, root+path)
		if answer.StatusCode != 200 || !strings.Contains(string(b), holds) {
			t.Errorf("%s: %s %.100q", path, answer.Status, b)
		}
		csp := answer.Header.Get("Content-Security-Policy")
		if page := !strings.HasSuffix(path, ".xml"); page != strings.HasPrefix(csp, "default-src 'self'") {
			t.Errorf("%s: policy %q", path, csp)
		}
		if strings.HasSuffix(path, ".xml") && answer.Header.Get("Content-Type") != "text/xml" {
			t.Errorf("%s is %s", path, answer.Header.Get("Content-Type"))
		}
		if strings.HasSuffix(path, ".js") && !strings.HasPrefix(answer.Header.Get("Content-Type"), "text/javascript") {
			t.Errorf("%s is %s", path, answer.Header.Get("Content-Type"))
		}
	}
	if answer, _ := get(t, root+"ladder.ism"); answer.StatusCode != 308 || answer.Header.Get("Location") != "ladder.ism/" && answer.Header.Get("Location") != "/ladder.ism/" {
		t.Errorf("without a slash: %s to %q", answer.Status, answer.Header.Get("Location"))
	}
	bare := ladder(t, preview.Options{})
	if answer, b := get(t, bare.Page); answer.StatusCode != 200 || !strings.Contains(string(b), "/ladder.ism/Manifest") {
		t.Errorf("without a player: %s %.100q", answer.Status, b)
	}
}
