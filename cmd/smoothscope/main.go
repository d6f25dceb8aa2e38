// Command smoothscope is the desktop app: it puts the window together and
// runs it. What the window does is package gui's business.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"smoothscope/assets"
	"smoothscope/gui"
	"smoothscope/gui/choose"
	"smoothscope/tasks/publish/targets"
)

// What FyneApp.toml says, too; a test compares them.
const (
	appID   = "io.github.smoothscope.Smoothscope"
	version = "0.1.0"
)

func main() {
	sample := flag.Bool("sample", false, "open the sample asset that comes with the program")
	flag.Usage = usage
	flag.Parse()
	if err := run(*sample, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "smoothscope:", err)
		os.Exit(2)
	}
}

func usage() {
	fmt.Fprintln(flag.CommandLine.Output(), `usage: smoothscope [--sample] [FILE | FOLDER | URL]...

Opens what is named: files that belong together are one asset.
Without a window, smoothctl does the same.`)
	flag.PrintDefaults()
}

func run(sample bool, names []string) (err error) {
	if err := findDisplay(os.Getenv); err != nil {
		return err
	}
	defer explain(&err)
	a := app.NewWithID(appID)
	if err := gui.Speak(a, assets.Translations, "translations"); err != nil {
		return err
	}
	a.SetIcon(fyne.NewStaticResource("smoothscope.png", assets.Icon()))
	hall := gui.New(a, gui.Options{
		Version: version, OnUI: fyne.Do, Sample: writeSample, Kinds: targets.All(), Help: help,
		Chooser: choose.Native{}, Exit: func() { os.Exit(0) }, Player: assets.Player(),
	})
	a.Lifecycle().SetOnStarted(func() {
		if sample {
			hall.OpenSample()
		}
		hall.OpenAll(names)
	})
	hall.Window().ShowAndRun()
	return nil
}

// writeSample puts the sample where programs keep what they can make again.
func writeSample() (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	return assets.WriteSample(filepath.Join(cache, "smoothscope", "sample"))
}

// help is the user guide that travels inside the program.
func help() []gui.HelpPage {
	var pages []gui.HelpPage
	for _, page := range assets.Help() {
		pages = append(pages, gui.HelpPage(page))
	}
	return pages
}
