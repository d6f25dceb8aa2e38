package gui

import (
	"context"
	"testing"

	"smoothscope/gui/async"
	"smoothscope/tasks"
)

func TestTheDrawerGivesItsRoomBack(t *testing.T) {
	h := newHouse(t)
	h.win.Resize(h.win.Canvas().Size().AddWidthHeight(1200, 800))
	before := h.content.Size().Height
	ended, hold := false, make(chan bool)
	h.start("a task", shown, func(context.Context, *tasks.Progress) error { <-hold; return nil },
		func(*async.Task) { ended = true })
	if got := h.content.Size().Height; got >= before {
		t.Errorf("the drawer takes no room: %v of %v", got, before)
	}
	close(hold)
	h.until("the end", func() bool { return ended })
	h.drawer.toggle()
	if got := h.content.Size().Height; got != before {
		t.Errorf("%v is left of %v without the drawer", got, before)
	}
}
