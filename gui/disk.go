package gui

import (
	"maps"
	"path/filepath"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
	"smoothscope/gui/session"
	"smoothscope/gui/watch"
	"smoothscope/inspect/source"
)

// disk is what became of the open files since they were opened, and the bar
// that says so.
type disk struct {
	hall      *Hall
	watcher   *watch.Watcher
	watched   []string
	states    map[string]watch.State
	dismissed map[string]watch.State // seen and put away
	told      map[string]watch.State // all of them, those that rest as well
	resting   map[string]bool        // we are writing to them: nothing is said of them
	label     *kit.Label
	object    *fyne.Container
}

func newDisk(h *Hall, pauses watch.Pauses) *disk {
	d := &disk{hall: h, dismissed: map[string]watch.State{}, resting: map[string]bool{}, label: kit.NewLabel("", kit.Text)}
	d.watcher = watch.New(h.run, pauses, d.tell)
	d.label.Whole = false
	row := kit.Dock(nil, nil, kit.Pad(0, kit.Space, 0, 0, kit.NewLabel("●", kit.Warning)),
		kit.Cols(kit.Space, kit.NewButton(lang.L("Reload (F5)"), h.reload).WithHeight(24), kit.NewButton(lang.L("Dismiss"), d.dismiss).WithHeight(24)),
		d.label)
	d.object = kit.NewPanel(kit.Panel, kit.Dock(nil, kit.HLine(), nil, nil, kit.Pad(kit.Tight, kit.Space, kit.Tight, kit.Wide, row)))
	d.object.Hide()
	return d
}

// follow watches the files of all that is open.
func (d *disk) follow() {
	var paths []string
	for _, a := range d.hall.session.Assets() {
		paths = append(paths, filesOf(a)...)
	}
	slices.Sort(paths)
	if paths = slices.Compact(paths); !slices.Equal(paths, d.watched) {
		d.watched = paths
		d.watcher.Set(paths)
		gone := func(path string, _ watch.State) bool { return !slices.Contains(paths, path) }
		maps.DeleteFunc(d.dismissed, gone)
		maps.DeleteFunc(d.states, gone)
		maps.DeleteFunc(d.told, gone)
	}
	d.refresh()
}

// rest says nothing of files that the program itself is going to write.
func (d *disk) rest(paths []string) {
	for _, path := range paths {
		d.resting[path] = true
	}
	d.tell(d.told)
}

// wake speaks of files again. Those that were written are as they should be from
// now on; of the others it is told what has become of them meanwhile.
func (d *disk) wake(paths []string, written bool) {
	if written {
		d.watcher.Set(slices.DeleteFunc(slices.Clone(d.watched), func(path string) bool { return d.resting[path] }))
		d.watcher.Set(d.watched)
		maps.DeleteFunc(d.told, func(path string, _ watch.State) bool { return slices.Contains(paths, path) })
	}
	for _, path := range paths {
		delete(d.resting, path)
	}
	d.follow()
	d.tell(d.told)
}

// filesOf are the local files of an asset, those that are missing as well.
func filesOf(a *session.Asset) []string {
	var paths []string
	add := func(path string) {
		if path != "" && !source.IsURL(path) {
			paths = append(paths, path)
		}
	}
	if a.Content != nil {
		for _, m := range a.Content.Members {
			add(m.Full)
		}
	}
	for _, f := range a.Files() {
		add(f.Path)
	}
	return paths
}

// tell takes what is on disk now.
func (d *disk) tell(states map[string]watch.State) {
	d.told = states
	states = maps.Clone(states)
	maps.DeleteFunc(states, func(path string, _ watch.State) bool { return d.resting[path] })
	d.states = states
	maps.DeleteFunc(d.dismissed, func(path string, s watch.State) bool { return states[path] != s })
	d.refresh()
	d.hall.panel.refresh()
	d.hall.previews.refresh()
	d.hall.checker.follow()
}

// state is what became of a file, 0 for nothing.
func (d *disk) state(path string) watch.State { return d.states[path] }

// changed says in words what became of an asset's files, "" for nothing.
func (d *disk) changed(a *session.Asset) string {
	paths := filesOf(a)
	slices.Sort(paths)
	return d.words(slices.DeleteFunc(slices.Compact(paths), func(path string) bool { return d.states[path] == 0 }))
}

// dismiss puts the bar away until something else happens.
func (d *disk) dismiss() {
	for _, path := range d.news() {
		d.dismissed[path] = d.states[path]
	}
	d.refresh()
	d.hall.previews.refresh()
	d.hall.focusScreen()
}

// news are the files of the shown asset about which the bar has to tell.
func (d *disk) news() []string {
	a := d.hall.session.Current()
	if a == nil {
		return nil
	}
	paths := filesOf(a)
	slices.Sort(paths)
	return slices.DeleteFunc(slices.Compact(paths), func(path string) bool {
		return d.states[path] == 0 || d.dismissed[path] == d.states[path]
	})
}

// refresh shows or hides the bar.
func (d *disk) refresh() {
	news := d.news()
	text := d.words(news)
	if hidden := len(news) == 0; hidden != d.object.Hidden || d.label.Text != text {
		d.label.Text, d.object.Hidden = text, hidden
		d.label.Refresh()
		d.hall.center.Refresh()
	}
}

// words are what the bar says.
func (d *disk) words(paths []string) string {
	if len(paths) == 0 {
		return ""
	}
	name := map[string]any{"Name": filepath.Base(paths[0]), "Count": len(paths) - 1}
	if len(paths) > 1 {
		return lang.L("{{.Name}} and {{.Count}} more changed on disk", name)
	}
	switch d.states[paths[0]] {
	case watch.Missing:
		return lang.L("{{.Name}} is missing on disk", name)
	case watch.Back:
		return lang.L("{{.Name}} is there again", name)
	}
	return lang.L("{{.Name}} changed on disk", name)
}

// mark tells in a row of the panel what became of its file.
func (d *disk) mark(row *panelRow, path string) {
	switch d.state(path) {
	case watch.Changed:
		row.right = kit.Cell{Text: lang.L("● changed"), Color: kit.Warning}
	case watch.Missing:
		row.right = kit.Cell{Text: lang.L("✕ missing"), Color: kit.Error}
	case watch.Back:
		row.right = kit.Cell{Text: lang.L("● there again"), Color: kit.Warning}
	}
}
