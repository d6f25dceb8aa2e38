package assets

import "embed"

// Translations holds the words of the window in each language: a file per
// language in the folder translations, from the English words to those of the
// language. A new language is one more file; what it lacks is shown in
// English.
//
//go:embed translations/*.json
var Translations embed.FS
