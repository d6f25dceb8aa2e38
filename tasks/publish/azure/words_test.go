package azure

import (
	"fmt"
	"net"
	"net/url"
	"strings"
	"testing"
)

// The error is made here: looking a name up would ask a server elsewhere.
func TestUnknownAccount(t *testing.T) {
	target := &Target{place: place{
		service: &url.URL{Scheme: "https", Host: "nosuchaccount.blob.core.windows.net"}, account: "nosuchaccount", key: "a2V5", container: "videos",
	}}
	err := target.explain("cannot list the blobs", fmt.Errorf("get: %w",
		&net.DNSError{Err: "no such host", Name: "nosuchaccount.blob.core.windows.net", IsNotFound: true}))
	for _, want := range []string{"cannot list the blobs", "account nosuchaccount", "there is no host nosuchaccount.blob", "check the account's name"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q does not say %q", err, want)
		}
	}
	if !target.IsPermanent(err) {
		t.Error("an unknown host would be asked again")
	}
}
