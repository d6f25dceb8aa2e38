// Package prefs remembers what a person chose: the theme, the window, recent
// assets and publish targets in the application's preferences, and secrets in
// the operating system's key store or nowhere. It draws nothing and decides
// nothing. Except for Keys, UI goroutine only.
package prefs

import (
	"encoding/json"
	"slices"

	"fyne.io/fyne/v2"
)

// Theme is which of the two looks the window takes.
type Theme string

// The themes.
const (
	System Theme = "system"
	Light  Theme = "light"
	Dark   Theme = "dark"
)

const (
	keyTheme   = "theme"
	keyRow     = "bytes-a-row"
	keyWidth   = "window-width"
	keyHeight  = "window-height"
	keySplit   = "split-"
	keyRecent  = "recent"
	keyTargets = "targets"
	keyFolder  = "last-folder"
	keySpeech  = "language"
	keyDecimal = "decimal-offsets"
	keyAtOnce  = "items-at-once"
	keyPort    = "preview-port"
	keyProfile = "check-profile"
	keyAtSave  = "save-at-once"
	keyTimes   = "marker-times"
)

const (
	maxRecent  = 12
	maxTargets = 8
	leastPane  = 40 // a pane that was made smaller comes back as it was at first
)

// Prefs reads and writes what is remembered.
type Prefs struct {
	store fyne.Preferences
}

// New makes a Prefs over the application's preferences.
func New(store fyne.Preferences) *Prefs { return &Prefs{store: store} }

// Theme is the chosen theme; System unless another was chosen.
func (p *Prefs) Theme() Theme {
	switch t := Theme(p.store.String(keyTheme)); t {
	case Light, Dark:
		return t
	}
	return System
}

// SetTheme remembers the theme.
func (p *Prefs) SetTheme(t Theme) { p.store.SetString(keyTheme, string(t)) }

// BytesPerRow is 16 or 32.
func (p *Prefs) BytesPerRow() int {
	if p.store.Int(keyRow) == 32 {
		return 32
	}
	return 16
}

// SetBytesPerRow remembers the width of the hex view.
func (p *Prefs) SetBytesPerRow(n int) { p.store.SetInt(keyRow, n) }

// WindowSize is the last size of the window, or a good first one.
func (p *Prefs) WindowSize() fyne.Size {
	w := p.store.FloatWithFallback(keyWidth, 1440)
	h := p.store.FloatWithFallback(keyHeight, 900)
	return fyne.NewSize(float32(min(max(w, 800), 8000)), float32(min(max(h, 500), 5000)))
}

// SetWindowSize remembers the size of the window.
func (p *Prefs) SetWindowSize(s fyne.Size) {
	p.store.SetFloat(keyWidth, float64(s.Width))
	p.store.SetFloat(keyHeight, float64(s.Height))
}

// Split is the size that a divider was left at; first where none was.
func (p *Prefs) Split(name string, first float32) float32 {
	at := float32(p.store.FloatWithFallback(keySplit+name, float64(first)))
	if at < leastPane || at > 8000 {
		return first
	}
	return at
}

// SetSplit remembers a divider.
func (p *Prefs) SetSplit(name string, at float32) { p.store.SetFloat(keySplit+name, float64(at)) }

// Recent is what was opened, newest first; each entry is what was opened
// together.
func (p *Prefs) Recent() [][]string {
	var list [][]string
	p.read(keyRecent, &list)
	return slices.DeleteFunc(list, func(names []string) bool { return len(names) == 0 })
}

// AddRecent puts names first.
func (p *Prefs) AddRecent(names []string) {
	list := slices.DeleteFunc(p.Recent(), func(old []string) bool { return slices.Equal(old, names) })
	list = slices.Insert(list, 0, names)
	p.write(keyRecent, list[:min(len(list), maxRecent)])
}

// ClearRecent forgets what was opened.
func (p *Prefs) ClearRecent() { p.store.RemoveValue(keyRecent) }

// Folder is where the last file was chosen or saved, "" at first.
func (p *Prefs) Folder() string { return p.store.String(keyFolder) }

// SetFolder remembers it.
func (p *Prefs) SetFolder(path string) { p.store.SetString(keyFolder, path) }

func (p *Prefs) read(key string, into any) {
	// What does not parse is from another version: it is as if it were not there.
	_ = json.Unmarshal([]byte(p.store.String(key)), into)
}

func (p *Prefs) write(key string, value any) {
	if b, err := json.Marshal(value); err == nil {
		p.store.SetString(key, string(b))
	}
}
