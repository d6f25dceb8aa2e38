//go:build linux

package choose

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestNative puts a program in the place of the one that shows dialogs on
// Linux. Which one is there is looked up once, so all is asked in one test.
func TestNative(t *testing.T) {
	bin := t.TempDir()
	asked := filepath.Join(bin, "asked")
	answers := "#!/bin/sh\nprintf '%s\\n' \"$@\" > " + asked + "\n" +
		"case \"$*\" in *Nothing*) exit 1;; *Broken*) exit 3;; *--multiple*) printf '/a/x.ismv\\036/a/y.ismv\\n';; *) echo /a/b;; esac\n"
	if err := os.WriteFile(filepath.Join(bin, "qarma"), []byte(answers), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	ctx := context.Background()
	names, err := Native{}.Files(ctx, Ask{Title: "Open", At: "/a/", Parent: 7, Filters: []Filter{{"Media", []string{"*.ismv"}}}})
	if diff := cmp.Diff([]string{"/a/x.ismv", "/a/y.ismv"}, names); diff != "" || err != nil {
		t.Errorf("%v %s", err, diff)
	}
	b, err := os.ReadFile(asked)
	for _, want := range []string{"--title\nOpen", "--filename\n/a/", "--attach\n7", "--modal", "--file-filter=Media|*.[iI][sſS][mM][vV]"} {
		if err != nil || !strings.Contains(string(b), want) {
			t.Errorf("%q was not asked with: %s", want, b)
		}
	}
	if name, err := (Native{}).Folder(ctx, Ask{Title: "Folder"}); name != "/a/b" || err != nil {
		t.Errorf("folder %q %v", name, err)
	}
	if name, err := (Native{}).Save(ctx, Ask{Title: "Save"}); name != "/a/b" || err != nil {
		t.Errorf("save %q %v", name, err)
	}
	if _, err := (Native{}).Folder(ctx, Ask{Title: "Nothing"}); !errors.Is(err, ErrCancelled) {
		t.Errorf("cancelled: %v", err)
	}
	if _, err := (Native{}).Folder(ctx, Ask{Title: "Broken"}); err == nil || errors.Is(err, ErrCancelled) {
		t.Errorf("broken: %v", err)
	}
}
