// Package gui is the hall of the window: menus, toolbar, drop, the asset
// panel, the tasks drawer and the tabs. It opens the rooms and joins their
// callbacks with what is open (session), what is remembered (prefs) and what
// runs (async). What a screen does is its room's business.
package gui

import (
	"io/fs"
	"net/url"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"

	"smoothscope/gui/async"
	"smoothscope/gui/captions"
	"smoothscope/gui/checks"
	"smoothscope/gui/explorer"
	"smoothscope/gui/kit"
	"smoothscope/gui/manifests"
	"smoothscope/gui/markers"
	"smoothscope/gui/offsets"
	"smoothscope/gui/prefs"
	"smoothscope/gui/preview"
	"smoothscope/gui/publish"
	"smoothscope/gui/session"
	"smoothscope/gui/timeline"
	"smoothscope/gui/watch"
	"smoothscope/inspect/asset"
	publishing "smoothscope/tasks/publish"
)

// Name is the program's name, and how the window's title begins.
const Name = "Smoothscope"

// Options is what main decides.
type Options struct {
	Version string
	OnUI    func(func())           // queues for the UI goroutine
	Sample  func() (string, error) // writes the sample asset and says where
	Kinds   []publishing.Kind      // of publish targets, the first is the default
	Help    func() []HelpPage      // the user guide
	Chooser Chooser                // of the system; nil where the window shows its own
	Player  fs.FS                  // files of the player page; nil: none
	OpenURL func(*url.URL) error   // shows an address in the browser; nil: the system's way
	Exit    func()                 // ends the program at once where the window system does not; may be nil
}

// HelpPage is one page of the user guide, in Markdown.
type HelpPage struct{ Title, Text string }

// The tabs, in their order.
const (
	tabBoxes = iota
	tabTimeline
	tabChecks
	tabManifest
	tabCaptions
	tabMarkers
	tabOffsets
	tabPreview
	tabPublish
)

// Hall is the window and what is joined in it. UI goroutine only.
type Hall struct {
	app     fyne.App
	win     fyne.Window
	options Options
	run     *async.Runner
	prefs   *prefs.Prefs
	session *session.Session

	explorer  *explorer.Room
	timeline  *timeline.Room
	checks    *checks.Room
	manifests *manifests.Room
	captions  *captions.Room
	markers   *markers.Room
	offsets   *offsets.Room
	preview   *preview.Room
	publish   *publish.Room

	panel    *panel
	drawer   *drawer
	disk     *disk
	status   *kit.StatusBar
	body     *kit.Split
	tight    bool // there is little room
	enabled  bool // there is something open
	opened   bool // it has been opened whole
	search   *kit.SearchBox
	tabs     *kit.Tabs
	screens  []fyne.CanvasObject
	content  *fyne.Container
	center   *fyne.Container // the tabs, what they show, and the drawer
	actions  actions
	find     finder
	notice   string // a word in the status bar until something else happens
	last     map[*session.File]session.Selection
	dialogs  []closer
	asking   bool                     // the system shows a dialog
	parting  fyne.CanvasObject        // the question before the window closes
	codecs   map[*session.File]string // what is in a file, for the status bar
	wanted   wantedCue                // the caption to choose when it is there
	said     map[int]string           // what editors tell for the status bar, by tab
	unmarked bool                     // the markers have to be read again before they are looked at
	previews *previewer
	checker  *checker
	editor   *editor
	keeper   *keeper
	comeBack func(*session.Asset) // to the tab that was shown before an asset was read again

	chunks    map[*session.Asset]*chunkMap
	offsetsOf *session.Asset // whose chunks the offsets screen shows
	offsetsAt *asset.Asset   // and of which content of it

	offsetsShown []offsets.Entry
}

// New builds the window. Show or ShowAndRun the Window that it holds.
func New(app fyne.App, options Options) *Hall {
	h := &Hall{
		app: app, options: options, run: async.New(options.OnUI), prefs: prefs.New(app.Preferences()),
		session: session.New(), last: map[*session.File]session.Selection{},
		codecs: map[*session.File]string{}, chunks: map[*session.Asset]*chunkMap{},
		comeBack: func(*session.Asset) {},
	}
	h.previews, h.checker = newPreviewer(h), newChecker(h)
	h.editor, h.keeper = newEditor(h), newKeeper(h.run)
	h.win = app.NewWindow(Name)
	h.applyTheme()
	h.rooms()
	h.panel, h.drawer, h.status = newPanel(h), newDrawer(h), kit.NewStatusBar()
	h.disk = newDisk(h, watch.Usual())
	h.win.SetContent(h.layOut())
	h.menus()
	h.session.Changed, h.session.Selected, h.session.Leaving = h.changed, h.selected, h.leaving
	h.win.Resize(h.prefs.WindowSize())
	h.win.SetPadded(false)
	h.win.SetOnDropped(func(_ fyne.Position, uris []fyne.URI) {
		// A frame is drawn right after a drop. Opened behind it, the first boxes
		// are there before the next one, and no empty screen is drawn for them.
		h.run.OnUI(func() { h.Dropped(uris) })
	})
	h.win.SetCloseIntercept(h.Quit)
	h.changed()
	return h
}

// Window is the window.
func (h *Hall) Window() fyne.Window { return h.win }

func (h *Hall) rooms() {
	h.explorer = explorer.New(h.run, h.run.Serial(), h.splits(explorer.FirstSizes()))
	h.explorer.OnSelect = h.session.Select
	h.explorer.OnMenu = h.popUp
	h.explorer.OnCopy = h.copied
	h.explorer.OnSplit = h.rememberSplit
	h.explorer.SetBytesPerRow(h.prefs.BytesPerRow())
	h.explorer.SetDecimal(h.prefs.DecimalOffsets())

	h.newTimeline()
	h.newChecks()
	h.newEditors()
	h.rememberTimes()
	h.offsets = offsets.New()
	h.offsets.OnPick = h.pickChunk
	h.offsets.OnCopy = h.copied
	h.offsets.OnExport = h.exportOffsets
	h.offsets.OnPlay = h.playEntry
	h.offsets.OnMenu = h.showMenu

	h.preview = preview.New(h.splits(preview.FirstSizes()))
	h.preview.OnStart = func(open bool) { h.startPreview(h.session.Current(), open, "") }
	h.preview.OnStop = h.previews.stop
	h.preview.OnOpen = h.openAddress
	h.preview.OnReload = h.reload
	h.preview.OnSettings = h.showSettings
	h.preview.OnCopy = h.copied
	h.preview.OnPick = h.pickRequest
	h.preview.OnPlay = h.playRequest
	h.preview.OnMenu = h.showMenu
	h.preview.OnSplit = h.rememberSplit
	h.preview.Content = h.contentOf

	h.publish = publish.New(desk{Hall: h}, h.options.Kinds)
	h.publish.OnCopy = h.copied
	h.publish.AtOnce = h.prefs.AtOnce()
	h.publish.Judged = h.verdictFor
}

func (h *Hall) newTimeline() {
	h.timeline = timeline.New()
	h.timeline.OnPick = h.pickTime
	h.timeline.OnPlay = h.playFragment
	h.timeline.OnMenu = h.showMenu
	h.timeline.OnCopy = h.copied
	h.timeline.OnStatus = h.describe
	h.timeline.OnPickMarker = h.pickMarker
	h.timeline.OnPickCue = h.pickCue
}

// newChecks makes the screen of the checks; its findings in short go below the
// timeline.
func (h *Hall) newChecks() {
	h.checks = checks.New(h.splits(checks.FirstSizes()))
	h.checks.OnPick = h.pickFinding
	h.checks.OnPlay = h.playPlace
	h.checks.CanPlay = h.canPlay
	h.checks.OnCheck = h.checkAgain
	h.checks.OnProfile = h.checker.setProfile
	h.checks.OnSave = h.saveReport
	h.checks.OnCopy = h.copied
	h.checks.OnMenu = h.showMenu
	h.checks.OnSplit = h.rememberSplit
	h.timeline.SetBelow(h.checks.Strip(), h.prefs.Split(splitStrip, 0), func(at float32) { h.rememberSplit(splitStrip, at) })
}

func (h *Hall) layOut() fyne.CanvasObject {
	h.tabs = kit.NewTabs(lang.L("Boxes"), lang.L("Timeline"), lang.L("Checks"),
		lang.L("Manifest"), lang.L("Captions"), lang.L("Markers"), lang.L("Offsets"), lang.L("Preview"), lang.L("Publish"))
	h.tabs.OnSelect = h.showTab
	h.screens = []fyne.CanvasObject{h.explorer.Object(), h.timeline.Object(), h.checks.Object(),
		h.manifests.Object(), h.captions.Object(), h.markers.Object(), h.offsets.Object(), h.preview.Object(), h.publish.Object()}
	h.content = container.NewStack()
	h.center = kit.Dock(kit.Rows(0, h.disk.object, h.tabs), h.drawer.object, nil, nil, h.content)
	h.body = kit.NewHSplit(h.panel.object, h.center, panelWidth)
	h.body.OnMoved = func(at float32) {
		if !h.tight {
			h.rememberSplit(splitPanel, at)
		}
	}
	h.body.SetKept(h.prefs.Split(splitPanel, panelWidth))
	all := kit.Dock(h.toolbar(), h.status, nil, nil, container.New(h, h.body))
	return kit.NewPanel(kit.Background, all)
}

func (h *Hall) toolbar() fyne.CanvasObject {
	open := kit.NewQuiet(lang.L("Open"), h.openFiles)
	openURL := kit.NewQuiet(lang.L("Open URL"), h.openURL)
	h.actions.check = kit.NewQuiet(lang.L("Check"), h.checkNow).WithIcon("✓")
	h.actions.preview = kit.NewQuiet(lang.L("Preview"), h.previewNow).WithIcon("▶")
	h.actions.publish = kit.NewPrimary(lang.L("Publish"), func() { h.showTab(tabPublish) }).WithIcon("⇪")
	h.search = kit.NewSearchBox(lang.L("Find a box, field, offset, time or rule"), "Ctrl F")
	h.search.OnSubmitted = func(text string) { h.lookFor(text) }
	h.search.OnCancel = h.focusScreen
	return kit.NewToolbar(open, openURL, kit.ToolbarGap(), h.actions.check, h.actions.preview, h.actions.publish, layout.NewSpacer(),
		container.NewGridWrap(fyne.NewSize(380, kit.ControlHeight), h.search))
}

// actions are the things that need an asset to be of use.
type actions struct {
	check   *kit.Button
	preview *kit.Button
	publish *kit.Button
	items   []*fyne.MenuItem // need an asset
	file    []*fyne.MenuItem // need a file that is shown
	draft   []*fyne.MenuItem // need an asset that can be edited
	dirty   []*fyne.MenuItem // need changes that are not saved
	loose   []*fyne.MenuItem // need media without manifests
	undo    *fyne.MenuItem
	redo    *fyne.MenuItem
	steps   *fyne.MenuItem
	edits   *hints // of the Edit menu
	back    *fyne.MenuItem
	forward *fyne.MenuItem
	recent  *fyne.MenuItem
	themes  map[prefs.Theme]*fyne.MenuItem
	rows    map[int]*fyne.MenuItem
	drawer  *fyne.MenuItem
	cancel  *fyne.MenuItem // needs something that runs
}

// changed follows what is open.
func (h *Hall) changed() {
	a := h.session.Current()
	h.win.SetTitle(titled(a))
	h.badgeEditors(a)
	h.disk.follow()
	h.panel.refresh()
	h.enable(a)
	h.checker.refresh()
	h.showContent()
	h.fillEditors(a)
	h.describe()
}

// enable lets a person do what is possible now.
func (h *Hall) enable(a *session.Asset) {
	opened := a != nil && a.Content != nil
	if h.opened != opened || a == nil || !h.enabled {
		for i := range h.screens {
			h.tabs.SetDisabled(i, a == nil || (i != tabBoxes && !opened))
		}
	}
	h.opened, h.enabled = opened, a != nil
	able(h.actions.check, opened)
	able(h.actions.preview, opened)
	able(h.actions.publish, opened)
	able(h.search, h.session.Selection().File != nil)
	h.enableMenus(opened)
}

func able(o fyne.Disableable, on bool) {
	switch {
	case on && o.Disabled():
		o.Enable()
	case !on && !o.Disabled():
		o.Disable()
	}
}

// selected follows the one selection.
func (h *Hall) selected(sel session.Selection) {
	h.notice = ""
	if sel.File != nil {
		h.last[sel.File] = sel
	}
	h.explorer.Show(sel)
	h.panel.mark()
	h.badge()
	h.markChunk()
	h.followSelection()
	h.enable(h.session.Current())
	h.describe()
}

// showTab brings a screen to the front.
func (h *Hall) showTab(i int) {
	a := h.session.Current()
	if a == nil || (i != tabBoxes && a.Content == nil) {
		return
	}
	h.tabs.Select(i)
	h.showContent()
	h.focusScreen()
	h.describe()
}

func (h *Hall) showContent() {
	a := h.session.Current()
	shown := h.empty()
	if a != nil {
		if h.tabs.Selected() != tabBoxes && a.Content == nil {
			h.tabs.Select(tabBoxes)
		}
		shown = h.screens[h.tabs.Selected()]
		h.fill(a)
	}
	if len(h.content.Objects) == 1 && h.content.Objects[0] == shown {
		return
	}
	h.content.Objects = []fyne.CanvasObject{shown}
	h.content.Refresh()
}

// fill gives the screen in front what it shows.
func (h *Hall) fill(a *session.Asset) {
	switch h.tabs.Selected() {
	case tabCaptions:
		if a.Content.URL != "" {
			h.showTracks(a)
		}
	case tabMarkers:
		h.fillMarkers()
	case tabOffsets:
		h.fillOffsets(a)
	case tabPreview:
		h.fillPreview(a)
	case tabPublish:
		h.publish.Show(a.Content)
	}
}

func (h *Hall) focusScreen() {
	if h.session.Current() == nil {
		h.win.Canvas().Unfocus()
		return
	}
	switch h.tabs.Selected() {
	case tabBoxes:
		h.win.Canvas().Focus(h.explorer.Focusable())
	case tabTimeline:
		h.win.Canvas().Focus(h.timeline.Focusable())
	case tabChecks:
		h.win.Canvas().Focus(h.checks.Focusable())
	case tabManifest:
		h.win.Canvas().Focus(h.manifests.Focusable())
	case tabCaptions:
		h.win.Canvas().Focus(h.captions.Focusable())
	case tabMarkers:
		h.win.Canvas().Focus(h.markers.Focusable())
	case tabOffsets:
		h.win.Canvas().Focus(h.offsets.Focusable())
	case tabPreview:
		h.win.Canvas().Focus(h.preview.Focusable())
	default:
		h.win.Canvas().Focus(h.publish.Focusable())
	}
}

func (h *Hall) splits(first map[string]float32) map[string]float32 {
	sizes := make(map[string]float32, len(first))
	for name, at := range first {
		sizes[name] = h.prefs.Split(name, at)
	}
	return sizes
}

func (h *Hall) rememberSplit(name string, at float32) { h.prefs.SetSplit(name, at) }

const (
	splitPanel = "panel"
	splitStrip = "timeline-findings"
	panelWidth = 236
	tightPanel = 204
	tightWidth = 1180 // of the window
)

// Layout is for Fyne: in a small window the panel gives room to the screens.
func (h *Hall) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	if tight := size.Width < tightWidth; tight != h.tight {
		h.tight = tight
		width := h.prefs.Split(splitPanel, panelWidth)
		if tight {
			width = min(width, tightPanel)
		}
		h.body.SetKept(width)
	}
	objects[0].Resize(size)
}

// MinSize is for Fyne.
func (h *Hall) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }
