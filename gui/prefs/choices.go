package prefs

import (
	"slices"

	"smoothscope/inspect/check"
)

// Languages are the codes of those that the window speaks.
func Languages() []string { return []string{"en", "de"} }

// Language is the code of the chosen language, "" for that of the system.
func (p *Prefs) Language() string {
	for _, code := range Languages() {
		if p.store.String(keySpeech) == code {
			return code
		}
	}
	return ""
}

// SetLanguage remembers the language.
func (p *Prefs) SetLanguage(code string) { p.store.SetString(keySpeech, code) }

// DecimalOffsets tells whether offsets are written in decimal.
func (p *Prefs) DecimalOffsets() bool { return p.store.Bool(keyDecimal) }

// SetDecimalOffsets remembers it.
func (p *Prefs) SetDecimalOffsets(on bool) { p.store.SetBool(keyDecimal, on) }

// PreviewPort is the port of the preview server, 0 for any free one.
func (p *Prefs) PreviewPort() int {
	n := p.store.Int(keyPort)
	if n < 0 || n > maxPort {
		return 0
	}
	return n
}

// SetPreviewPort remembers it.
func (p *Prefs) SetPreviewPort(n int) { p.store.SetInt(keyPort, n) }

// Profile is what assets are checked for, the first of all unless another was
// chosen.
func (p *Prefs) Profile() check.Profile {
	if at := check.Profile(p.store.String(keyProfile)); slices.Contains(check.Profiles(), at) {
		return at
	}
	return check.Profiles()[0]
}

// SetProfile remembers it.
func (p *Prefs) SetProfile(to check.Profile) { p.store.SetString(keyProfile, string(to)) }

// Times is how the times of markers are shown, 0 the first of so many ways.
func (p *Prefs) Times(ways int) int {
	if at := p.store.Int(keyTimes); at > 0 && at < ways {
		return at
	}
	return 0
}

// SetTimes remembers it.
func (p *Prefs) SetTimes(at int) { p.store.SetInt(keyTimes, at) }

const maxPort = 65535

// maxAtOnce is more than any target takes well.
const maxAtOnce = 64

// AtOnce is how many items are published at once, 0 for what suits the target.
func (p *Prefs) AtOnce() int {
	n := p.store.Int(keyAtOnce)
	if n < 0 || n > maxAtOnce {
		return 0
	}
	return n
}

// SetAtOnce remembers it.
func (p *Prefs) SetAtOnce(n int) { p.store.SetInt(keyAtOnce, n) }

// SaveAtOnce tells whether changes are saved without a look at them first.
func (p *Prefs) SaveAtOnce() bool { return p.store.Bool(keyAtSave) }

// SetSaveAtOnce remembers it.
func (p *Prefs) SetSaveAtOnce(on bool) { p.store.SetBool(keyAtSave, on) }
