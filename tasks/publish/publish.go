// Package publish puts an asset's chunks and its client manifest where a
// player can fetch them: Plan says what goes where, Send does it.
//
// It knows nothing of where the items land; that is a Target. Retry, rate
// limit, resume and verification are here, outside the targets. A new kind of
// target is a package below this one that offers a Kind, and one line in
// package targets; package targettest proves it.
package publish

import (
	"context"
	"io"
	"time"
)

// Item is one thing to publish.
type Item struct {
	// Name is the path below the target's root, slash separated.
	Name         string
	Size         int64 // bytes
	ContentType  string
	CacheControl string
	// MD5 is the digest of the bytes. Send fills it before it calls Put.
	MD5 []byte
	// Open gives the bytes from the start. It may be called again and again,
	// also at the same time; whoever called it closes what it gives.
	Open func() (io.ReadSeekCloser, error)
	// Last is true for what promises the other items, and therefore waits for
	// all of them: the manifest.
	Last bool
}

// Object is what a target already holds.
type Object struct {
	Name        string
	Size        int64  // bytes
	MD5         []byte // nil where the target does not know it
	ContentType string // empty where the target does not know it
}

// Target is a place that holds items by name. Its methods may be called from
// several goroutines.
type Target interface {
	// Put stores an item whole or not at all, replacing what has its name. It
	// reads the bytes once and does not retry.
	Put(ctx context.Context, item Item) error
	// List is everything whose name starts with prefix. A target whose
	// credentials cannot list answers ErrNoList.
	List(ctx context.Context, prefix string) ([]Object, error)
	// IsPermanent reports whether trying again after err is in vain.
	IsPermanent(err error) bool
}

// Abilities that only some targets have, asked for at run time.
type (
	// Preparer wants to be called once before the first item, with the prefix
	// of all names.
	Preparer interface {
		Prepare(ctx context.Context, prefix string) error
	}
	// Getter gives an object's bytes back.
	Getter interface {
		Get(ctx context.Context, name string) (io.ReadCloser, error)
	}
	// Parallel knows how many items at once suit the target.
	Parallel interface {
		Parallel() int
	}
	// Containers is a target whose root is one of several containers.
	Containers interface {
		// ListContainers is the names of those that the credentials show.
		ListContainers(ctx context.Context) ([]string, error)
		// CreateContainer makes a container; public lets everyone read its
		// items. That it exists already is an error.
		CreateContainer(ctx context.Context, name string, public bool) error
		// Container is the name of the one that is the root; may be empty.
		Container() string
	}
	// CORS can let web pages of other hosts read the items.
	CORS interface {
		// SetCORS adds such a rule to those that are there.
		SetCORS(ctx context.Context) error
	}
	// PublicProbe finds out how everyone gets at an item.
	PublicProbe interface {
		// Probe asks for the item as a stranger would. url is empty where
		// that does not work, and note says why; note may also qualify a url.
		Probe(ctx context.Context, name string) (url, note string)
	}
)

// waiter is an error that knows when trying again may help.
type waiter interface{ RetryAfter() time.Duration }

// constError is an error that someone branches on.
type constError string

func (e constError) Error() string { return string(e) }

const (
	// ErrNoList says that the target's credentials let it write but not list.
	ErrNoList = constError("the credentials may not list what is there")
	// ErrContainerExists says that the container to create is there already.
	ErrContainerExists = constError("the container exists already")
	// ErrNoContainer says that the target's container is not there: it can be
	// created.
	ErrNoContainer = constError("the container does not exist")
	// ErrGivenUp says that Send stopped because item after item failed.
	ErrGivenUp = constError("given up")
)
