package e2e

import (
	"cmp"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"smoothscope/testdata"
)

// A film is what the preview has to play, each as Smooth and as DASH.
type film struct {
	name   string   // of the pages
	files  []string // that open it
	steady float64  // seconds to play without a frame lost
	length float64  // seconds
	sound  string   // media file that holds the sound, "" for none
	first  string   // media file that holds the picture
	levels int
	tracks int // of audio
}

func films(t *testing.T) []film {
	t.Helper()
	ladder := testdata.Path(t, "ladder", "ladder.ism")
	beside := func(name string) string { return filepath.Join(filepath.Dir(ladder), name) }
	list := []film{{name: "ladder", files: []string{ladder}, steady: 2, length: 8, first: beside("v_20.ismv"), sound: beside("a_eng0.isma"), levels: 3, tracks: 1}}
	corpus := filepath.Join(filepath.Dir(ladder), "..", "..", "..", "shared", "corpus")
	made := func(name string) string { return filepath.Join(corpus, "_made", name) }
	// The only asset of the corpus that Microsoft's encoder made, that is whole,
	// and that Chromium can decode: two seconds of H.264 High without sound.
	microsoft := filepath.Join(corpus, "Azure+azure-sdk-for-media-services", "test", "net", "Scenario", "Media")
	for _, f := range []film{
		{name: "languages", files: []string{made("mux_av2.ismv")}, steady: 2, length: 20, first: made("mux_av2.ismv"), sound: made("mux_av2.ismv"), levels: 1, tracks: 2},
		{name: "bframes", files: []string{made("v_bframes.ismv")}, steady: 2, length: 6, first: made("v_bframes.ismv"), levels: 1},
		{name: "microsoft", files: []string{filepath.Join(microsoft, "small.ism")}, steady: 1, length: 2, first: filepath.Join(microsoft, "small.ismv"), levels: 1},
	} {
		if _, err := os.Stat(f.files[0]); err != nil {
			t.Logf("%s: %v: not played", f.name, err)
			continue
		}
		list = append(list, f)
	}
	return list
}

// What a person would call playing, on the page that the preview server hands
// out, in a real browser.
func TestPreviewPlays(t *testing.T) {
	tools(t)
	list := films(t)
	server := startPreview(t)
	var pages []visit
	for _, f := range list {
		site := server.add(t, f.files...)
		if site.DASH == "" {
			t.Errorf("%s is not served as DASH: %q", f.name, site.Warnings)
		}
		for _, mode := range []string{"smooth", "dash"} {
			pages = append(pages, f.visit(t, mode, site.Page))
		}
	}
	seen := visitAll(t, pages)
	for _, f := range list {
		for _, mode := range []string{"smooth", "dash"} {
			t.Run(f.name+" as "+mode, func(t *testing.T) { f.judge(t, mode, seen[f.name+"-"+mode]) })
		}
	}
}

// visit is what is done on a page of the film.
func (f film) visit(t *testing.T, mode, page string) visit {
	t.Helper()
	name := f.name + "-" + mode
	steps := [][]any{{"playing"}, {"steady", f.steady, f.crowded(t)}, {"beginnings"}}
	if f.levels > 1 {
		steps = append(steps, []any{"levels"})
	}
	if f.tracks > 1 {
		steps = append(steps, []any{"languages"})
	}
	at := f.length / 2
	steps = append(steps, []any{"hash", at}, []any{"frames"})
	other := map[string]string{"smooth": "dash", "dash": "smooth"}[mode]
	if f.length > 5 {
		steps = append(steps, []any{"mode", other}, []any{"mode ", mode})
	}
	if f.name == "ladder" {
		steps = append(steps, pictures(t, "preview-"+mode))
	}
	steps = append(steps, []any{"end"})
	return visit{Name: name, URL: page + "#t=0.2&mode=" + mode, Steps: steps, Picture: picture(t, "preview-"+name+".png")}
}

func (f film) judge(t *testing.T, mode string, s visited) {
	s.quiet(t)
	f.judgePlaying(t, s)
	if f.sound != "" {
		s.together(t, f)
	}
	if f.levels > 1 {
		s.tookLevels(t, f.levels)
	}
	if f.tracks > 1 {
		s.tookLanguages(t, f.tracks)
	}
	if at := read[float64](t, s, "hash"); math.Abs(at-f.length/2) > 0.02 {
		t.Errorf("#t=%g goes to %g s", f.length/2, at)
	}
	s.stepped(t)
	if f.length > 5 {
		s.changed(t, mode)
	}
	end := read[pageState](t, s, "end")
	if !end.Ended && !end.Paused || end.Time < f.length-0.1 {
		t.Errorf("after seeking to the end of %g s: %+v", f.length, end)
	}
}

// judgePlaying holds that the time goes on as fast as the clock on the wall,
// and that no frame is lost on the way but those that no screen can show. A
// busy machine loses some, so the last of several tries counts.
func (f film) judgePlaying(t *testing.T, s visited) {
	t.Helper()
	tries := read[[]stretch](t, s, "steady")
	if len(tries) == 0 {
		t.Fatal("it was not played")
	}
	for _, s := range tries {
		t.Logf("%.2f s of film in %.2f s, %d frames, %d dropped", s.Media, s.Wall, s.Frames, s.Dropped)
	}
	last := tries[len(tries)-1]
	if load := busy(); load > 0 && last.Dropped > f.crowded(t) {
		t.Logf("frames were dropped in all %d tries, but %.1f programs wait for each processor here: not judged", len(tries), load)
	} else if last.Dropped > f.crowded(t) || float64(last.Frames) < last.Media*15 {
		t.Errorf("%d frames are decoded and %d dropped in %.2f s, at the last of %d tries", last.Frames, last.Dropped, last.Wall, len(tries))
	}
	best := slices.MinFunc(tries, func(a, b stretch) int { return cmp.Compare(a.late(), b.late()) })
	if best.late() > 0.2 {
		t.Errorf("%.2f s of film take %.2f s", best.Media, best.Wall)
	}
	playing := read[pageState](t, s, "playing")
	if playing.Width == 0 || math.Abs(playing.Duration-f.length) > 0.2 {
		t.Errorf("the page says %d pixels wide, %.3f s long; it is %g s", playing.Width, playing.Duration, f.length)
	}
}

// together holds that sound and picture stay as they are in the media files:
// when the browser will show the first frame and play the first sound, against
// the times that ffprobe reads from the files.
func (s visited) together(t *testing.T, f film) {
	t.Helper()
	due := read[map[string]float64](t, s, "beginnings")
	picture, sound := times(t, f.first, "v:0")[0], times(t, f.sound, "a:0")[0]
	offset := (due["audio"] - sound) - (due["video"] - picture)
	t.Logf("first picture at %.3f s (file: %.3f s), first sound at %.3f s (file: %.3f s): %.0f ms apart", due["video"], picture, due["audio"], sound, offset*1000)
	if math.Abs(offset) > 0.05 {
		t.Errorf("sound and picture are %.0f ms apart", offset*1000)
	}
}

// crowded is how many frames follow another within 5 ms, so that the browser
// drops one of the two. Microsoft's asset has such a pair.
func (f film) crowded(t *testing.T) int {
	t.Helper()
	n, before := 0, math.Inf(-1)
	for _, at := range times(t, f.first, "v:0") {
		if at-before < 0.005 {
			n++
		}
		before = at
	}
	return n
}

// busy is how many programs want each processor, 0 while there are few or where
// the system does not say. Software decoding beside them drops frames of any film.
func busy() float64 {
	b, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return 0
	}
	first, _, _ := strings.Cut(string(b), " ")
	load, err := strconv.ParseFloat(first, 64)
	if per := load / float64(runtime.NumCPU()); err == nil && per > 3 {
		return per
	}
	return 0
}

// late is how far the film was from keeping its speed, as a share of 1.
func (s stretch) late() float64 { return math.Abs(s.Media/s.Wall - 1) }

func (s visited) tookLevels(t *testing.T, count int) {
	t.Helper()
	type level struct {
		Wanted, Got        int
		WantedWidth, Width int
	}
	levels := read[[]level](t, s, "levels")
	if len(levels) != count {
		t.Errorf("%d of %d levels can be chosen", len(levels), count)
	}
	for _, l := range levels {
		if l.Got != l.Wanted || l.Width != l.WantedWidth || l.Width == 0 {
			t.Errorf("level %d b/s, %d pixels wide: it plays %d b/s, %d pixels wide", l.Wanted, l.WantedWidth, l.Got, l.Width)
		}
	}
}

func (s visited) tookLanguages(t *testing.T, count int) {
	t.Helper()
	type track struct {
		Language string
		Active   bool
		Ahead    float64
		Last     string // address of the last chunk
	}
	tracks := read[[]track](t, s, "languages")
	if len(tracks) != count {
		t.Errorf("%d of %d languages can be chosen", len(tracks), count)
	}
	for i, tr := range tracks {
		if !tr.Active || tr.Ahead <= 0 {
			t.Errorf("language %q: chosen %v, %.1f s buffered", tr.Language, tr.Active, tr.Ahead)
			continue
		}
		if i > 0 && stream(tr.Last) == stream(tracks[0].Last) {
			t.Errorf("languages %q and %q come from the same stream: %s", tracks[0].Language, tr.Language, tr.Last)
		}
	}
}

// stream is an address without the time of its chunk.
func stream(url string) string {
	if before, _, smooth := strings.Cut(url, "="); smooth {
		return before
	}
	return url[:strings.LastIndex(url, "/")]
}

func (s visited) stepped(t *testing.T) {
	t.Helper()
	step := read[struct{ Start, Next, Back, Frame float64 }](t, s, "frames")
	on, back := step.Next-step.Start, step.Next-step.Back
	if step.Frame <= 0 || math.Abs(on-step.Frame) > 0.002 || math.Abs(back-step.Frame) > 0.002 {
		t.Errorf("a frame lasts %.4f s; one on goes %.4f s, one back %.4f s", step.Frame, on, back)
	}
}

// changed holds that the other manifest goes on from the same moment, and the
// first again after it.
func (s visited) changed(t *testing.T, mode string) {
	t.Helper()
	for _, step := range []string{"mode", "mode "} {
		c := read[struct {
			Before, After, Wall float64
			Mode, Address       string
		}](t, s, step)
		if (c.Mode == mode) != (step == "mode ") || c.After < c.Before || c.After > c.Before+c.Wall+0.5 {
			t.Errorf("the change to %s goes from %.2f s to %.2f s in %.2f s", c.Mode, c.Before, c.After, c.Wall)
		}
		if strings.Contains(c.Address, "mode=dash") != (c.Mode == "dash") {
			t.Errorf("%s plays under the address %s", c.Mode, c.Address)
		}
	}
}
