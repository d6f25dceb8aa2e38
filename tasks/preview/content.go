package preview

import "context"

// content is what a site serves: an asset, or a published folder. Its methods
// are called concurrently.
type content interface {
	// manifest is the client manifest; the error is for the player.
	manifest(x *exchange) (*document, error)
	// mpd is the DASH manifest, dashBody an initialization or media segment.
	mpd(x *exchange) (*document, error)
	dashBody(x *exchange) (*body, error)
	// chunk is the body of an answer to a request for a chunk.
	chunk(x *exchange) (*body, error)
	// other is the answer to what the parser of addresses does not know below
	// the site: the names of files, and addresses from odd Url templates.
	other(x *exchange) (*body, error)
	// facts is what the player page needs to know, without addresses.
	facts(ctx context.Context) (*facts, error)
	warnings() []string
	hasDASH() bool
	close()
}
