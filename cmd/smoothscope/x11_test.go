package main

import (
	"encoding/binary"
	"fmt"
	"net"
	"net/url"
	"testing"
	"time"
)

// x11 is a client of an X server that knows just enough of the protocol to be
// the other side of a drag and of the clipboard.
type x11 struct {
	t     *testing.T
	conn  net.Conn
	root  uint32
	own   uint32 // our window
	atoms map[string]uint32
	queue [][]byte // events that came while a reply was awaited
}

var order = binary.LittleEndian

// dialX11 connects to display :n and makes a window to speak from.
func dialX11(t *testing.T, n int) *x11 {
	t.Helper()
	conn, err := net.Dial("unix", fmt.Sprintf("/tmp/.X11-unix/X%d", n))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	x := &x11{t: t, conn: conn, atoms: map[string]uint32{}}
	x.write([]byte{'l', 0, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0})
	head := x.read(8)
	if head[0] != 1 {
		t.Fatal("the X server refuses the connection")
	}
	rest := x.read(int(order.Uint16(head[6:])) * 4)
	base := order.Uint32(rest[4:])
	vendor := (int(order.Uint16(rest[16:])) + 3) &^ 3
	x.root = order.Uint32(rest[32+vendor+8*int(rest[21]):])
	x.own = base | 1
	x.request(1, 0, x.own, x.root, 0, 1|1<<16, 0, 0, 0) // CreateWindow, 1 by 1
	return x
}

func (x *x11) write(b []byte) {
	x.t.Helper()
	if _, err := x.conn.Write(b); err != nil {
		x.t.Fatal(err)
	}
}

func (x *x11) read(n int) []byte {
	x.t.Helper()
	b := make([]byte, n)
	if err := x.conn.SetReadDeadline(time.Now().Add(15 * time.Second)); err != nil {
		x.t.Fatal(err)
	}
	for got := 0; got < n; {
		k, err := x.conn.Read(b[got:])
		if err != nil {
			x.t.Fatal("the X server says nothing: ", err)
		}
		got += k
	}
	return b
}

// request sends an opcode, its extra byte, and words.
func (x *x11) request(opcode, extra byte, words ...uint32) {
	b := []byte{opcode, extra, 0, 0}
	order.PutUint16(b[2:], uint16(1+len(words)))
	for _, w := range words {
		b = order.AppendUint32(b, w)
	}
	x.write(b)
}

// text sends an opcode, words, and bytes padded to words.
func (x *x11) text(opcode, extra byte, data []byte, words ...uint32) {
	for _, chunk := range [][]byte{data} {
		for len(chunk)%4 != 0 {
			chunk = append(chunk, 0)
		}
		for i := 0; i < len(chunk); i += 4 {
			words = append(words, order.Uint32(chunk[i:]))
		}
	}
	x.request(opcode, extra, words...)
}

// reply waits for the answer of the last request, with what follows it.
func (x *x11) reply() []byte {
	for {
		b := x.read(32)
		switch b[0] {
		case 1:
			return append(b, x.read(int(order.Uint32(b[4:]))*4)...)
		case 0:
			x.t.Fatalf("the X server answers with error %d of request %d", b[1], b[10])
		default:
			x.queue = append(x.queue, b)
		}
	}
}

// event is the next event.
func (x *x11) event() []byte {
	if len(x.queue) > 0 {
		b := x.queue[0]
		x.queue = x.queue[1:]
		return b
	}
	b := x.read(32)
	if b[0] == 0 {
		x.t.Fatalf("the X server answers with error %d of request %d", b[1], b[10])
	}
	return b
}

func (x *x11) atom(name string) uint32 {
	if a, ok := x.atoms[name]; ok {
		return a
	}
	x.text(16, 0, []byte(name), uint32(len(name))) // InternAtom
	x.atoms[name] = order.Uint32(x.reply()[8:])
	return x.atoms[name]
}

// message sends a client message to a window.
func (x *x11) message(window uint32, kind string, data ...uint32) {
	e := []byte{33, 32, 0, 0}
	e = order.AppendUint32(e, window)
	e = order.AppendUint32(e, x.atom(kind))
	for i := range 5 {
		word := uint32(0)
		if i < len(data) {
			word = data[i]
		}
		e = order.AppendUint32(e, word)
	}
	x.text(25, 0, e, window, 0) // SendEvent
}

// drop drags files onto a place of a window and lets them go, as XDND 5 has
// it. The window may refuse.
func (x *x11) drop(window uint32, atX, atY int, files ...string) {
	x.t.Helper()
	list := ""
	for _, f := range files {
		list += (&url.URL{Scheme: "file", Path: f}).String() + "\r\n"
	}
	uris := x.atom("text/uri-list")
	x.request(22, 0, x.own, x.atom("XdndSelection"), 0) // SetSelectionOwner
	x.message(window, "XdndEnter", x.own, 5<<24, uris)
	x.message(window, "XdndPosition", x.own, 0, uint32(atX)<<16|uint32(atY), 0, x.atom("XdndActionCopy"))
	let := false
	for {
		e := x.event()
		switch {
		case e[0]&0x7f == 33 && order.Uint32(e[8:]) == x.atom("XdndStatus") && !let:
			let = true
			x.message(window, "XdndDrop", x.own)
		case e[0]&0x7f == 33 && order.Uint32(e[8:]) == x.atom("XdndFinished"):
			return
		case e[0]&0x7f == 30:
			x.answer(e, uris, []byte(list))
		}
	}
}

// answer gives a selection's content to who asks.
func (x *x11) answer(e []byte, kind uint32, data []byte) {
	at, requestor := order.Uint32(e[4:]), order.Uint32(e[12:])
	selection, target, property := order.Uint32(e[16:]), order.Uint32(e[20:]), order.Uint32(e[24:])
	x.text(18, 0, data, requestor, property, kind, 8, uint32(len(data))) // ChangeProperty
	n := []byte{31, 0, 0, 0}
	for _, w := range []uint32{at, requestor, selection, target, property, 0, 0} {
		n = order.AppendUint32(n, w)
	}
	x.text(25, 0, n, requestor, 0)
}

// clipboard is the text that is on the clipboard now, "" for none.
func (x *x11) clipboard() string {
	x.t.Helper()
	place := x.atom("SMOOTHSCOPE_TEST")
	x.request(24, 0, x.own, x.atom("CLIPBOARD"), x.atom("UTF8_STRING"), place, 0) // ConvertSelection
	for {
		e := x.event()
		if e[0]&0x7f != 31 {
			continue
		}
		if order.Uint32(e[20:]) == 0 {
			return ""
		}
		x.request(20, 1, x.own, place, 0, 0, 1<<18) // GetProperty, and delete it
		r := x.reply()
		return string(r[32 : 32+order.Uint32(r[16:])])
	}
}

// pixel is the colour of a place of the display.
func (x *x11) pixel(atX, atY int) uint32 {
	x.t.Helper()
	x.request(73, 2, x.root, uint32(atX)|uint32(atY)<<16, 1|1<<16, 1<<32-1) // GetImage
	return order.Uint32(x.reply()[32:]) & 0xffffff
}
