package gui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"smoothscope/gui/explorer"
	"smoothscope/gui/kit"
	"smoothscope/gui/prefs"
)

// key is a shortcut of a menu item.
func key(name fyne.KeyName, mod fyne.KeyModifier) *desktop.CustomShortcut {
	return &desktop.CustomShortcut{KeyName: name, Modifier: mod}
}

const ctrl = fyne.KeyModifierShortcutDefault

func item(label string, shortcut fyne.Shortcut, do func()) *fyne.MenuItem {
	m := fyne.NewMenuItem(label, do)
	m.Shortcut = shortcut
	return m
}

// guarded keeps a shortcut from acting behind a dialog: menu shortcuts fire
// there, too.
func (h *Hall) guarded(do func()) func() {
	return func() {
		if h.win.Canvas().Overlays().Top() == nil {
			do()
		}
	}
}

// menus builds the main menu and the keys that need no modifier.
func (h *Hall) menus() {
	edit := h.editMenu()
	var all []*fyne.Menu
	for _, menu := range []*fyne.Menu{h.fileMenu(), edit, h.viewMenu(), h.assetMenu(), h.toolsMenu(), h.helpMenu()} {
		shown := hinted(menu)
		if menu == edit {
			h.actions.edits = shown
		}
		all = append(all, menu)
	}
	h.win.SetMainMenu(fyne.NewMainMenu(all...))
	h.refreshRecent()
	h.win.Canvas().SetOnTypedKey(h.typedKey)
	tab := func(by int) func(fyne.Shortcut) {
		return func(fyne.Shortcut) { h.tabs.Step(by) }
	}
	h.win.Canvas().AddShortcut(key(fyne.KeyZ, ctrl|fyne.KeyModifierShift), func(fyne.Shortcut) { h.handed(&fyne.ShortcutRedo{}, h.redo)() })
	h.win.Canvas().AddShortcut(key(fyne.KeyTab, fyne.KeyModifierControl), tab(1))
	h.win.Canvas().AddShortcut(key(fyne.KeyTab, fyne.KeyModifierControl|fyne.KeyModifierShift), tab(-1))
}

// typedKey is for the keys that nothing with the focus has used.
func (h *Hall) typedKey(ev *fyne.KeyEvent) {
	if ev.Name == fyne.KeyEscape {
		h.escape()
		return
	}
	if h.win.Canvas().Overlays().Top() != nil {
		return
	}
	switch ev.Name {
	case fyne.KeyF3:
		h.findNext()
	case fyne.KeyF5:
		h.reload()
	case fyne.KeyF9:
		h.previewNow()
	case fyne.KeyF1:
		h.showShortcuts()
	}
}

func (h *Hall) fileMenu() *fyne.Menu {
	h.actions.recent = fyne.NewMenuItem(lang.L("Recent"), nil)
	h.actions.recent.ChildMenu = fyne.NewMenu("")
	quit := item(lang.L("Quit"), key(fyne.KeyQ, ctrl), h.Quit)
	quit.IsQuit = true
	return fyne.NewMenu(lang.L("File"),
		item(lang.L("Open…"), key(fyne.KeyO, ctrl), h.guarded(h.openFiles)),
		item(lang.L("Open folder…"), key(fyne.KeyO, ctrl|fyne.KeyModifierShift), h.guarded(h.openFolder)),
		item(lang.L("Open URL…"), key(fyne.KeyL, ctrl), h.guarded(h.openURL)),
		h.actions.recent,
		fyne.NewMenuItemSeparator(),
		h.needsDirty(item(lang.L("Save changes…"), key(fyne.KeyS, ctrl), h.guarded(h.saveChanges))),
		h.needsDraft(item(lang.L("Save a copy…"), nil, h.guarded(h.saveCopy))),
		h.needsDirty(item(lang.L("Discard changes"), nil, h.guarded(h.discard))),
		h.needsFile(item(lang.L("Save selection…"), key(fyne.KeyS, ctrl|fyne.KeyModifierShift), h.guarded(h.saveSelection))),
		fyne.NewMenuItemSeparator(),
		h.needsAsset(item(lang.L("Close asset"), key(fyne.KeyW, ctrl), h.guarded(h.closeCurrent))),
		quit,
	)
}

func (h *Hall) needsAsset(m *fyne.MenuItem) *fyne.MenuItem {
	h.actions.items = append(h.actions.items, m)
	return m
}

// needsDraft is for what needs an asset that can be edited, needsDirty for what
// needs one with changes that are not saved.
func (h *Hall) needsDraft(m *fyne.MenuItem) *fyne.MenuItem {
	h.actions.draft = append(h.actions.draft, m)
	return m
}

// needsLoose is for what needs media without manifests.
func (h *Hall) needsLoose(m *fyne.MenuItem) *fyne.MenuItem {
	h.actions.loose = append(h.actions.loose, m)
	return m
}

func (h *Hall) needsDirty(m *fyne.MenuItem) *fyne.MenuItem {
	h.actions.dirty = append(h.actions.dirty, m)
	return m
}

func (h *Hall) needsFile(m *fyne.MenuItem) *fyne.MenuItem {
	h.actions.file = append(h.actions.file, m)
	return m
}

// editMenu copies; what the focus is on copies itself with Ctrl+C.
func (h *Hall) editMenu() *fyne.Menu {
	menu := fyne.NewMenu(lang.L("Edit"), append(h.changeItems(), fyne.NewMenuItemSeparator())...)
	menu.Items = append(append(menu.Items, h.copyItems()...),
		fyne.NewMenuItemSeparator(),
		h.needsFile(item(lang.L("Find…"), key(fyne.KeyF, ctrl), h.guarded(h.focusSearch))),
		h.needsFile(item(lang.L("Find next (F3)"), nil, h.findNext)),
		h.needsFile(item(lang.L("Next broken box"), key(fyne.KeyB, ctrl), h.guarded(h.nextBroken))),
		h.needsFile(item(lang.L("Go to offset…"), key(fyne.KeyG, ctrl), h.guarded(h.askOffset))),
		fyne.NewMenuItemSeparator(),
		item(lang.L("Settings…"), key(fyne.KeyComma, ctrl), h.guarded(h.showSettings)),
	)
	return menu
}

func (h *Hall) copyItems() []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for i, format := range explorer.CopyFormats() {
		var shortcut fyne.Shortcut
		if i == 0 {
			shortcut = key(fyne.KeyX, ctrl|fyne.KeyModifierShift)
		}
		items = append(items, h.needsFile(item(copyTitle(format), shortcut, func() {
			sel := h.session.Selection()
			h.explorer.CopyBytes(format, sel.From, sel.To)
		})))
	}
	return append(items,
		h.needsFile(item(lang.L("Copy the box as JSON"), key(fyne.KeyJ, ctrl|fyne.KeyModifierShift), h.copyJSON)),
		h.needsFile(item(lang.L("Copy the offset"), key(fyne.KeyE, ctrl|fyne.KeyModifierShift), h.copyOffset)),
		h.needsFile(item(lang.L("Copy the path"), key(fyne.KeyC, ctrl|fyne.KeyModifierShift), h.copyPath)),
	)
}

func copyTitle(f explorer.CopyFormat) string {
	return lang.L("Copy as {{.Format}}", map[string]any{"Format": lang.L(f.Name)})
}

func (h *Hall) viewMenu() *fyne.Menu {
	h.actions.themes = map[prefs.Theme]*fyne.MenuItem{}
	h.actions.rows = map[int]*fyne.MenuItem{}
	themes := fyne.NewMenuItem(lang.L("Theme"), nil)
	themes.ChildMenu = fyne.NewMenu("")
	for _, t := range []prefs.Theme{prefs.System, prefs.Light, prefs.Dark} {
		one := fyne.NewMenuItem(lang.L(themeName(t)), func() { h.setTheme(t) })
		h.actions.themes[t] = one
		themes.ChildMenu.Items = append(themes.ChildMenu.Items, one)
	}
	rows := fyne.NewMenuItem(lang.L("Bytes a row"), nil)
	rows.ChildMenu = fyne.NewMenu("")
	for _, n := range []int{16, 32} {
		one := fyne.NewMenuItem(kit.Group(int64(n)), func() { h.setBytesPerRow(n) })
		h.actions.rows[n] = one
		rows.ChildMenu.Items = append(rows.ChildMenu.Items, one)
	}
	h.actions.back = item(lang.L("Back"), key(fyne.KeyLeft, fyne.KeyModifierAlt), h.guarded(h.session.Back))
	h.actions.forward = item(lang.L("Forward"), key(fyne.KeyRight, fyne.KeyModifierAlt), h.guarded(h.session.Forward))
	h.actions.drawer = item(lang.L("Tasks"), key(fyne.KeyT, ctrl), func() { h.drawer.toggle() })
	h.checkMarks()
	return fyne.NewMenu(lang.L("View"),
		h.actions.back, h.actions.forward, fyne.NewMenuItemSeparator(),
		h.needsAsset(item(lang.L("Boxes"), key(fyne.Key1, ctrl), h.guarded(func() { h.showTab(tabBoxes) }))),
		h.needsAsset(item(lang.L("Timeline"), key(fyne.Key2, ctrl), h.guarded(func() { h.showTab(tabTimeline) }))),
		h.needsAsset(item(lang.L("Checks"), key(fyne.Key3, ctrl), h.guarded(func() { h.showTab(tabChecks) }))),
		h.needsAsset(item(lang.L("Manifest"), key(fyne.Key4, ctrl), h.guarded(func() { h.showTab(tabManifest) }))),
		h.needsAsset(item(lang.L("Captions"), key(fyne.Key5, ctrl), h.guarded(func() { h.showTab(tabCaptions) }))),
		h.needsAsset(item(lang.L("Markers"), key(fyne.Key6, ctrl), h.guarded(func() { h.showTab(tabMarkers) }))),
		h.needsAsset(item(lang.L("Offsets"), key(fyne.Key7, ctrl), h.guarded(func() { h.showTab(tabOffsets) }))),
		h.needsAsset(item(lang.L("Preview"), key(fyne.Key8, ctrl), h.guarded(func() { h.showTab(tabPreview) }))),
		h.needsAsset(item(lang.L("Publish"), key(fyne.Key9, ctrl), h.guarded(func() { h.showTab(tabPublish) }))),
		fyne.NewMenuItemSeparator(), themes, rows, h.actions.drawer,
	)
}

func themeName(t prefs.Theme) string {
	switch t {
	case prefs.Light:
		return "Light"
	case prefs.Dark:
		return "Dark"
	}
	return "As the system"
}

func (h *Hall) assetMenu() *fyne.Menu {
	return fyne.NewMenu(lang.L("Asset"),
		h.needsAsset(item(lang.L("Read again (F5)"), key(fyne.KeyR, ctrl), h.guarded(h.reload))),
		h.needsAsset(item(lang.L("What is odd about it"), nil, h.showWarnings)),
	)
}

func (h *Hall) toolsMenu() *fyne.Menu {
	h.actions.cancel = item(lang.L("Cancel what runs"), key(fyne.KeyPeriod, ctrl), h.cancelTask)
	h.actions.cancel.Disabled = true
	return fyne.NewMenu(lang.L("Tools"),
		h.needsAsset(item(lang.L("Check"), key(fyne.KeyK, ctrl), h.guarded(h.checkNow))),
		h.needsAsset(item(lang.L("Export the offsets…"), key(fyne.KeyE, ctrl), h.guarded(h.exportFromMenu))),
		h.needsAsset(item(lang.L("Preview (F9)"), key(fyne.KeyP, ctrl|fyne.KeyModifierShift), h.guarded(h.previewNow))),
		h.needsFile(item(lang.L("Play from here"), key(fyne.KeyH, ctrl|fyne.KeyModifierShift), h.guarded(h.playFromHere))),
		h.needsAsset(item(lang.L("Publish…"), key(fyne.KeyP, ctrl), h.guarded(func() { h.showTab(tabPublish) }))),
		h.needsLoose(item(lang.L("Make manifests…"), nil, h.guarded(h.makeManifests))),
		fyne.NewMenuItemSeparator(), h.actions.cancel,
	)
}

// cancelTask stops what was started last.
func (h *Hall) cancelTask() {
	if running := h.drawer.running(); len(running) > 0 {
		running[0].Cancel()
	}
}

func (h *Hall) helpMenu() *fyne.Menu {
	menu := fyne.NewMenu(lang.L("Help"), item(lang.L("Keyboard shortcuts (F1)"), nil, h.showShortcuts))
	if h.options.Help != nil && len(h.options.Help()) > 0 {
		menu.Items = append(menu.Items, item(lang.L("User guide"), nil, h.showGuide))
	}
	menu.Items = append(menu.Items, fyne.NewMenuItemSeparator(), item(lang.L("About Smoothscope"), nil, h.showAbout))
	return menu
}

// enableMenus lets a person choose what is possible now.
func (h *Hall) enableMenus(opened bool) {
	change := false
	set := func(m *fyne.MenuItem, on bool) {
		if m != nil && m.Disabled == on {
			m.Disabled, change = !on, true
		}
	}
	for _, m := range h.actions.items {
		set(m, opened)
	}
	sel := h.session.Selection()
	for _, m := range h.actions.file {
		set(m, sel.File != nil)
	}
	current := h.session.Current()
	for _, m := range h.actions.draft {
		set(m, current != nil && current.Draft != nil)
	}
	for _, m := range h.actions.dirty {
		set(m, dirty(current))
	}
	for _, m := range h.actions.loose {
		set(m, loose(current))
	}
	change = h.showUndo(current) || change
	set(h.actions.back, h.session.CanBack())
	set(h.actions.forward, h.session.CanForward())
	if change {
		h.refreshMenu()
	}
}

// enableCancel follows whether something runs.
func (h *Hall) enableCancel(on bool) {
	if m := h.actions.cancel; m != nil && m.Disabled == on {
		m.Disabled = !on
		h.refreshMenu()
	}
}

func (h *Hall) refreshMenu() {
	if menu := h.win.MainMenu(); menu != nil {
		menu.Refresh()
	}
}

// refreshRecent lists what was opened lately.
func (h *Hall) refreshRecent() {
	h.actions.recent.ChildMenu.Items = nil
	for _, names := range h.prefs.Recent() {
		h.actions.recent.ChildMenu.Items = append(h.actions.recent.ChildMenu.Items,
			fyne.NewMenuItem(titleOf(names), func() { h.Open(names) }))
	}
	h.actions.recent.Disabled = len(h.actions.recent.ChildMenu.Items) == 0
	if !h.actions.recent.Disabled {
		h.actions.recent.ChildMenu.Items = append(h.actions.recent.ChildMenu.Items, fyne.NewMenuItemSeparator(),
			fyne.NewMenuItem(lang.L("Forget these"), func() {
				h.prefs.ClearRecent()
				h.refreshRecent()
				h.panel.refresh()
			}))
	}
	h.refreshMenu()
}

// checkMarks ticks the choices that hold.
func (h *Hall) checkMarks() {
	for t, m := range h.actions.themes {
		m.Checked = t == h.prefs.Theme()
	}
	for n, m := range h.actions.rows {
		m.Checked = n == h.prefs.BytesPerRow()
	}
}

// popUp is the menu of the explorer.
func (h *Hall) popUp(pos fyne.Position) {
	kept := h.actions.file
	menu := fyne.NewMenu("", h.copyItems()...)
	h.actions.file = kept
	menu.Items = append(menu.Items, fyne.NewMenuItemSeparator(),
		item(lang.L("Play from here"), nil, h.playFromHere), item(lang.L("Save selection…"), nil, h.saveSelection))
	for _, m := range menu.Items {
		m.Shortcut = nil
	}
	widget.ShowPopUpMenuAtPosition(menu, h.win.Canvas(), pos)
}
