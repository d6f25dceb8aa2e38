package asset

import "testing"

func TestEqualLanguage(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"eng", "ENG", true}, {"en", "eng", true}, {"fre", "fra", true}, {"ger", "de", true}, {"en-US", "eng", true},
		{"en-US", "en-GB", false}, {"eng", "fra", false}, {"und", "eng", false}, {"qaa", "qab", false},
		{"no language", "eng", false}, {"no language", "NO LANGUAGE", true},
	} {
		if equalLanguage(c.a, c.b) != c.want || equalLanguage(c.b, c.a) != c.want {
			t.Errorf("%q and %q: want %v", c.a, c.b, c.want)
		}
	}
}
