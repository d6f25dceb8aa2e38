package choose

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver"
)

// WindowID is what the system calls a window, so that a dialog can stay in
// front of it; nil where the system has no such name. UI goroutine only.
func WindowID(w fyne.Window) any {
	native, ok := w.(driver.NativeWindow)
	if !ok {
		return nil
	}
	var id any
	native.RunNative(func(context any) {
		switch c := context.(type) {
		case driver.X11WindowContext:
			id = int(c.WindowHandle)
		case *driver.X11WindowContext:
			id = int(c.WindowHandle)
		case driver.WindowsWindowContext:
			id = c.HWND
		case *driver.WindowsWindowContext:
			id = c.HWND
		}
	})
	return id
}
