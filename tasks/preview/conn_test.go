package preview

import (
	"context"
	"io"
	"net"
	"os"
	"testing"

	"smoothscope/inspect/media"
)

// A file that cannot be read is not the player's fault: the answer says why it
// ended. A folder can be opened, but not read.
func TestAFileThatCannotBeReadIsNoHangUp(t *testing.T) {
	folder, err := os.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = folder.Close() }()
	l, err := (&net.ListenConfig{}).Listen(context.Background(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	player, err := (&net.Dialer{}).DialContext(context.Background(), "tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = player.Close() }()
	c, err := newListener(l, nil).Accept()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	b := &body{head: []byte("head"), spans: []media.Extent{{Size: 2 * smallBody}}}
	r := &reader{body: b, handle: folder, total: b.size()}
	n, err := c.(*conn).ReadFrom(&io.LimitedReader{R: r, N: r.total})
	if n != 4 || err == nil || r.err == nil {
		t.Errorf("%d bytes, %v; the reader says %v", n, err, r.err)
	}
}
