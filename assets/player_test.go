package assets

import (
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// pageFiles are the texts of the page by name, without the library.
func pageFiles(t *testing.T) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := fs.WalkDir(Player(), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || strings.HasPrefix(name, "dashjs/") {
			return err
		}
		b, err := fs.ReadFile(Player(), name)
		files[name] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestPlayerPageHoldsWhatItLoads(t *testing.T) {
	files := pageFiles(t)
	loads := regexp.MustCompile(`(?:(?:src|href)="\.\./player/|from "\./)([^"]+)"`)
	used := map[string]bool{"index.html": true}
	for name, text := range files {
		for _, m := range loads.FindAllStringSubmatch(text, -1) {
			used[m[1]] = true
			if _, ok := files[m[1]]; !ok {
				t.Errorf("%s loads %s, which is not there", name, m[1])
			}
		}
	}
	for name := range files {
		if !used[name] {
			t.Errorf("nothing loads %s", name)
		}
	}
}

// The page works without a network and under a policy that allows no script in
// the page itself.
func TestPlayerPageAsksNobodyAndHoldsNoScript(t *testing.T) {
	outside := regexp.MustCompile(`(?i)(?:https?:)?//[a-z0-9-]+(?:\.[a-z0-9-]+)+`)
	inline := regexp.MustCompile(`(?i)<script(?:\s+type="module")?>|\son[a-z]+="|javascript:`)
	for name, text := range pageFiles(t) {
		for _, found := range outside.FindAllString(text, -1) {
			if !strings.Contains(found, "www.w3.org/2000/svg") && !strings.HasSuffix(found, "www.w3.org") {
				t.Errorf("%s names %s", name, found)
			}
		}
		if path.Ext(name) == ".html" && inline.MatchString(text) {
			t.Errorf("%s holds a script: %q", name, inline.FindString(text))
		}
	}
}

func TestPlayerWordsAreInBothLanguages(t *testing.T) {
	files := pageFiles(t)
	english, german := words(t, files["words.js"], "english"), words(t, files["words.js"], "german")
	for _, key := range slices.Sorted(maps.Keys(english)) {
		if german[key] == nil {
			t.Errorf("%q has no German words", key)
		} else if !slices.Equal(german[key], english[key]) {
			t.Errorf("%q takes %q in English and %q in German", key, english[key], german[key])
		}
	}
	for _, key := range slices.Sorted(maps.Keys(german)) {
		if english[key] == nil {
			t.Errorf("%q has no English words", key)
		}
	}
	asked := regexp.MustCompile(`word\("(\w+)"`)
	for name, text := range files {
		for _, m := range asked.FindAllStringSubmatch(text, -1) {
			if english[m[1]] == nil {
				t.Errorf("%s asks for the words of %q, which are not there", name, m[1])
			}
		}
	}
}

// words maps the keys of a language to the sorted names of the values in them.
func words(t *testing.T, text, language string) map[string][]string {
	t.Helper()
	_, list, found := strings.Cut(text, "const "+language+" = {\n")
	list, _, closed := strings.Cut(list, "\n};")
	if !found || !closed {
		t.Fatalf("words.js has no list %q", language)
	}
	line := regexp.MustCompile(`(?m)^  (\w+): "(.*)",$`)
	value := regexp.MustCompile(`\{\w+\}`)
	keys := map[string][]string{}
	for _, m := range line.FindAllStringSubmatch(list, -1) {
		names := value.FindAllString(m[2], -1)
		slices.Sort(names)
		keys[m[1]] = append([]string{}, names...)
	}
	if len(keys) != strings.Count(list, "\n")+1 {
		t.Fatalf("%s: %d words in %d lines", language, len(keys), strings.Count(list, "\n")+1)
	}
	return keys
}
