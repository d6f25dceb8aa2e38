package assets

import (
	"embed"
	"io/fs"
)

//go:embed policy/*.xml
var policy embed.FS

// Policy is the files that let Silverlight and Flash players of other sites
// read from a server: clientaccesspolicy.xml and crossdomain.xml, which lie at
// the root of its address.
func Policy() fs.FS {
	sub, err := fs.Sub(policy, "policy")
	if err != nil {
		return policy // the folder is embedded: it is always there
	}
	return sub
}
