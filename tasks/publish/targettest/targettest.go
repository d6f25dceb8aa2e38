// Package targettest is the conformance suite that every target must pass, a
// target in memory, and an Azure Blob emulator that a test can start.
package targettest

import (
	"bytes"
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"smoothscope/tasks/publish"
)

// Run proves that targets keep what publish.Target promises. open gives an
// empty target each time.
func Run(t *testing.T, open func(t *testing.T) publish.Target) {
	for _, c := range []struct {
		name string
		test func(*testing.T, publish.Target)
	}{
		{"lists nothing at first", listsNothing},
		{"keeps the bytes", keepsBytes},
		{"replaces", replaces},
		{"lists by prefix", listsByPrefix},
		{"a short item is not stored", refusesShort},
		{"a reader that breaks stores nothing", refusesBroken},
		{"a cancelled put stores nothing", refusesCancelled},
		{"a failed put keeps the old item", keepsOld},
		{"puts at the same time", putsAtOnce},
		{"a missing item is an error", missingIsError},
	} {
		t.Run(c.name, func(t *testing.T) {
			target := open(t)
			if p, ok := target.(publish.Preparer); ok {
				if err := p.Prepare(t.Context(), ""); err != nil {
					t.Fatal(err)
				}
			}
			c.test(t, target)
		})
	}
}

// Names that the suite stores: the shapes of a published asset, in several
// writings.
var names = [...]string{
	"clip.ism/Manifest",
	"clip.ism/QualityLevels(400000)/Fragments(video=0)",
	"a folder/clip.ism/QualityLevels(64000,hardwareProfile=1)/Fragments(audio_eng=18446744073709551615)",
	"clip.ism/QualityLevels(1000)/Fragments(Untertitel_öäü=20000000)",
	"100%25 #1&.ism/Manifest",
}

func content(name string) []byte {
	return bytes.Repeat([]byte("bytes of "+name+"\x00\xff"), 1000)
}

func put(t *testing.T, target publish.Target, name string, b []byte) {
	t.Helper()
	if err := target.Put(t.Context(), Item(name, b)); err != nil {
		t.Fatal(err)
	}
}

func list(t *testing.T, target publish.Target, prefix string) []publish.Object {
	t.Helper()
	objects, err := target.List(t.Context(), prefix)
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(objects, func(a, b publish.Object) int { return strings.Compare(a.Name, b.Name) })
	return objects
}

// holds checks the bytes, the size and, where known, the digest and the type.
func holds(t *testing.T, target publish.Target, name string, want []byte) {
	t.Helper()
	item := Item(name, want)
	for _, o := range list(t, target, name) {
		if o.Name != name {
			continue
		}
		if o.Size != item.Size || (o.MD5 != nil && !bytes.Equal(o.MD5, item.MD5)) ||
			(o.ContentType != "" && o.ContentType != item.ContentType) {
			t.Errorf("%s is listed as %d bytes, MD5 %x, %s", name, o.Size, o.MD5, o.ContentType)
		}
		if got := get(t, target, name); got != nil && !bytes.Equal(got, want) {
			t.Errorf("%s: the bytes differ", name)
		}
		return
	}
	t.Errorf("%s is not listed", name)
}

func get(t *testing.T, target publish.Target, name string) []byte {
	t.Helper()
	getter, ok := target.(publish.Getter)
	if !ok {
		return nil
	}
	r, err := getter.Get(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(r)
	if err := errors.Join(err, r.Close()); err != nil {
		t.Fatal(err)
	}
	return b
}

func listsNothing(t *testing.T, target publish.Target) {
	if got := list(t, target, ""); len(got) != 0 {
		t.Errorf("an empty target lists %v", got)
	}
	if got := list(t, target, "no/such/folder/"); len(got) != 0 {
		t.Errorf("a folder that is not there lists %v", got)
	}
}

func keepsBytes(t *testing.T, target publish.Target) {
	for _, name := range names {
		put(t, target, name, content(name))
	}
	put(t, target, "empty", nil)
	for _, name := range names {
		holds(t, target, name, content(name))
	}
	holds(t, target, "empty", nil)
}

func replaces(t *testing.T, target publish.Target) {
	for _, b := range [][]byte{[]byte("a long first version"), []byte("short"), nil} {
		put(t, target, names[1], b)
		holds(t, target, names[1], b)
	}
	if got := list(t, target, ""); len(got) != 1 {
		t.Errorf("listed are %v, want one item", got)
	}
}

func listsByPrefix(t *testing.T, target publish.Target) {
	for _, name := range []string{"p/a.ism/Manifest", "p/a.ism/Q/F", "p/a.ismx/Manifest", "q/a.ism/Manifest"} {
		put(t, target, name, content(name))
	}
	for prefix, want := range map[string]string{
		"":                 "p/a.ism/Manifest p/a.ism/Q/F p/a.ismx/Manifest q/a.ism/Manifest",
		"p/":               "p/a.ism/Manifest p/a.ism/Q/F p/a.ismx/Manifest",
		"p/a.ism/":         "p/a.ism/Manifest p/a.ism/Q/F",
		"p/a.ism":          "p/a.ism/Manifest p/a.ism/Q/F p/a.ismx/Manifest",
		"p/a.ism/Manifest": "p/a.ism/Manifest",
		"r":                "",
	} {
		var got []string
		for _, o := range list(t, target, prefix) {
			got = append(got, o.Name)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("List(%q) = %q, want %q", prefix, got, want)
		}
	}
}

// refused checks that a Put has failed and stored nothing.
func refused(t *testing.T, target publish.Target, err error) {
	t.Helper()
	if err == nil {
		t.Error("Put says that all is well")
	}
	if got := list(t, target, ""); len(got) != 0 {
		t.Errorf("a failed Put left %v", got)
	}
}

func refusesShort(t *testing.T, target publish.Target) {
	item := Item(names[0], []byte("short"))
	item.Size = 100_000
	item.MD5 = nil
	refused(t, target, target.Put(t.Context(), item))
}

var errBroken = errors.New("the reader broke")

// breaking gives n bytes of its reader and then calls at, whose error it
// returns when there is one.
type breaking struct {
	io.ReadSeekCloser
	n  int
	at func() error
}

func (b *breaking) Read(p []byte) (int, error) {
	if b.n <= 0 {
		if err := b.at(); err != nil {
			return 0, err
		}
		return b.ReadSeekCloser.Read(p)
	}
	n, err := b.ReadSeekCloser.Read(p[:min(len(p), b.n)])
	b.n -= n
	return n, err
}

// broken is an item of some size whose reader breaks in the middle.
func broken(name string, at func() error) publish.Item {
	item := Item(name, make([]byte, 1<<20))
	open := item.Open
	item.Open = func() (io.ReadSeekCloser, error) {
		r, err := open()
		return &breaking{r, 300_000, at}, err
	}
	return item
}

func refusesBroken(t *testing.T, target publish.Target) {
	refused(t, target, target.Put(t.Context(), broken(names[1], func() error { return errBroken })))
}

func refusesCancelled(t *testing.T, target publish.Target) {
	ctx, cancel := context.WithCancel(t.Context())
	refused(t, target, target.Put(ctx, broken(names[1], func() error { cancel(); return ctx.Err() })))
}

func keepsOld(t *testing.T, target publish.Target) {
	old := []byte("the old bytes")
	put(t, target, names[1], old)
	if err := target.Put(t.Context(), broken(names[1], func() error { return errBroken })); err == nil {
		t.Error("Put says that all is well")
	}
	holds(t, target, names[1], old)
}

func putsAtOnce(t *testing.T, target publish.Target) {
	const n = 24
	failed := make(chan error, n)
	for i := range n {
		go func() {
			name := "clip.ism/Q/" + strings.Repeat("f", i%6+1) + string(rune('a'+i))
			failed <- target.Put(t.Context(), Item(name, content(name)))
		}()
	}
	for range n {
		if err := <-failed; err != nil {
			t.Error(err)
		}
	}
	if got := len(list(t, target, "clip.ism/Q/")); got != n {
		t.Errorf("%d items are there, want %d", got, n)
	}
}

func missingIsError(t *testing.T, target publish.Target) {
	getter, ok := target.(publish.Getter)
	if !ok {
		t.Skip("this target cannot give bytes back")
	}
	if r, err := getter.Get(t.Context(), "no/such/item"); err == nil {
		_ = r.Close()
		t.Error("a missing item is given without an error")
	}
}
