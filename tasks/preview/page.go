package preview

import (
	"net/http"
)

// fixed answers the addresses that belong to no site: the player's files and
// the policy files. It says whether it did.
func (s *Server) fixed(x *exchange) bool {
	return false
}

// list answers with what is served.
func (s *Server) list(x *exchange) error {
	return errNotFound
}

// page answers with the player page of a site.
func (s *Server) page(x *exchange, site *Site) error {
	return failf(http.StatusNotFound, "there is no player page")
}
