package gui

import (
	"embed"
	"fmt"
	"path"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/prefs"
)

// Speak gives the window the words of the language that the person chose, or
// of the system's; words holds a file per language in folder. It must come
// before New: what is on the screen keeps its words.
func Speak(app fyne.App, words embed.FS, folder string) error {
	if err := lang.AddTranslationsFS(words, folder); err != nil {
		return fmt.Errorf("the words of the window: %w", err)
	}
	code := prefs.New(app.Preferences()).Language()
	if code == "" {
		return nil
	}
	chosen, err := words.ReadFile(path.Join(folder, code+".json"))
	if err != nil {
		return fmt.Errorf("the words of the window: %w", err)
	}
	// Fyne looks for the words of the system's language: these take their place.
	if err := lang.AddTranslationsForLocale(chosen, lang.SystemLocale()); err != nil {
		return fmt.Errorf("the words of the window: %w", err)
	}
	return nil
}
