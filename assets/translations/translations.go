// Package translations holds the words of the window in each language: a file
// per language, named after it, from the English words to those of the
// language. A new language is one more file.
package translations

import "embed"

// FS holds the files. English is complete; what another language lacks is
// shown in English.
//
//go:embed *.json
var FS embed.FS
