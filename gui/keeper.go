package gui

import (
	"context"
	"sync"

	"smoothscope/gui/async"
	"smoothscope/inspect/asset"
)

// keeper closes the contents of assets that others have taken the place of, as
// soon as nobody reads from them any more. An edit brings a new content while
// checks, a publish or a player go on with the one before.
type keeper struct {
	run   *async.Runner
	mu    sync.Mutex
	users map[*asset.Asset]int
	gone  map[*asset.Asset]bool
}

func newKeeper(run *async.Runner) *keeper {
	return &keeper{run: run, users: map[*asset.Asset]int{}, gone: map[*asset.Asset]bool{}}
}

// use keeps a content open until release is called, once, on any goroutine.
func (k *keeper) use(c *asset.Asset) (release func()) {
	if c == nil {
		return func() {}
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.users[c]++
	return func() {
		k.mu.Lock()
		defer k.mu.Unlock()
		if k.users[c]--; k.users[c] <= 0 {
			delete(k.users, c)
			if k.gone[c] {
				delete(k.gone, c)
				k.end(c)
			}
		}
	}
}

// retire says that a content is shown no longer.
func (k *keeper) retire(c *asset.Asset) {
	if c == nil {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.users[c] > 0 {
		k.gone[c] = true
		return
	}
	k.end(c)
}

func (k *keeper) end(c *asset.Asset) {
	k.run.Do(func(context.Context) { _ = c.Close() }, func() {}) // only read from
}

// lease is a use as something to be closed.
type lease func()

// Close is for session.Closer.
func (l lease) Close() error { l(); return nil }
