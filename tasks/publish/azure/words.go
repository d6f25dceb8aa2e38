package azure

import (
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
)

const onlyContainer = "a SAS of one container cannot do anything to the account"

// maxSkew is how far a clock may be off before Azure refuses its requests.
const maxSkew = 15 * time.Minute

// where is the container, where the person can look it up.
func (t *Target) where() string {
	return "container " + t.place.container + " of " + t.whereAccount()
}

func (t *Target) whereAccount() string {
	if strings.Contains(t.place.service.Host, ".blob.core.") {
		return "account " + t.place.account
	}
	return t.place.service.String()
}

// named is an error where no container is named.
func (t *Target) named(what string) error {
	if t.client != nil {
		return nil
	}
	return t.sayAccount(what, "no container is named", "choose one or create one")
}

func (t *Target) sayAccount(what, why, do string) error {
	return &Error{What: what, Where: t.whereAccount(), Why: why, Do: do, permanent: true}
}

// answered is why the server refused, and what to do about it.
func (t *Target) answered(e *azcore.ResponseError) (why, do string) {
	switch e.StatusCode {
	case http.StatusUnauthorized, http.StatusForbidden:
		why, do = t.refused(e)
	case http.StatusNotFound:
		why, do = notFound(e.ErrorCode)
	case http.StatusConflict:
		why, do = conflict(e.ErrorCode)
	case http.StatusBadRequest:
		why, do = badRequest(e)
	case http.StatusServiceUnavailable, http.StatusTooManyRequests:
		why, do = "the server is busy ("+status(e)+")", "send less at once or try again later"
	case http.StatusRequestEntityTooLarge:
		why = "the item is too large for one blob"
	}
	if why == "" {
		why = "the server answered " + status(e)
	}
	return why, do
}

func status(e *azcore.ResponseError) string {
	text := strconv.Itoa(e.StatusCode)
	if e.ErrorCode != "" {
		text += " " + e.ErrorCode
	}
	return text
}

// refused is 401 and 403: who is asking, or from where.
func (t *Target) refused(e *azcore.ResponseError) (why, do string) {
	switch e.ErrorCode {
	case "AuthenticationFailed", "InvalidAuthenticationInfo":
		return t.notBelieved(e)
	case "AuthorizationFailure", "AuthorizationSourceIPMismatch":
		if isAzurite(e.RawResponse) {
			return t.notBelieved(e)
		}
		return "the account's network rules or the SAS refuse this computer (" + status(e) + ")",
			"allow its address under Networking in the portal, or use a network that is allowed"
	case "AuthorizationPermissionMismatch", "InsufficientAccountPermissions":
		if t.place.sas != "" {
			return "this SAS does not allow it", "make one with the permissions read, create, write and list"
		}
		return "the one who signed in lacks a role for it",
			`give the role "Storage Blob Data Contributor" on the account or the container and wait some minutes`
	case "KeyBasedAuthenticationNotPermitted":
		return "the account does not accept keys", "sign in instead, or allow key access under Configuration"
	case "AuthorizationProtocolMismatch":
		return "the SAS allows https only", "use an https address"
	case "AuthorizationResourceTypeMismatch", "AuthorizationServiceMismatch":
		return "this account SAS is not made for it", "make one for the blob service with the resource types service, container and object"
	case "AccountIsDisabled":
		return "the account is disabled", "look for unpaid bills or a closed subscription in the portal"
	}
	return "the server refused (" + status(e) + ")", "check the credentials and the account's network rules"
}

// isAzurite reports whether the emulator answered: it has no network rules and
// says AuthorizationFailure where Azure says AuthenticationFailed.
func isAzurite(response *http.Response) bool {
	return response != nil && strings.HasPrefix(response.Header.Get("Server"), "Azurite")
}

// notBelieved is a key, SAS or token that the server does not accept, or a
// clock that makes a right one look wrong.
func (t *Target) notBelieved(e *azcore.ResponseError) (why, do string) {
	if skew, ok := clockSkew(e.RawResponse, time.Now()); ok {
		return fmt.Sprintf("this computer's clock is %s", skew), "set the clock right"
	}
	switch {
	case t.place.sas != "":
		return t.wrongSAS(time.Now())
	case t.place.key != "":
		return "the account key is wrong", "copy it again from Access keys in the portal"
	}
	return "the sign-in is not accepted (" + status(e) + ")", "sign in to the account's own tenant"
}

func (t *Target) wrongSAS(now time.Time) (why, do string) {
	const again = "make a new SAS"
	values, err := url.ParseQuery(t.place.sas)
	if err != nil {
		return "the SAS cannot be read", again
	}
	if end, err := time.Parse(time.RFC3339, values.Get("se")); err == nil && now.After(end) {
		return "the SAS has expired on " + end.Format(time.DateTime) + " UTC", again
	}
	if start, err := time.Parse(time.RFC3339, values.Get("st")); err == nil && now.Before(start) {
		return "the SAS is not valid before " + start.Format(time.DateTime) + " UTC", "wait, or " + again
	}
	return "the SAS is wrong", "copy the whole address again, or " + again
}

// clockSkew compares this computer's clock with the server's.
func clockSkew(response *http.Response, now time.Time) (string, bool) {
	if response == nil {
		return "", false
	}
	server, err := http.ParseTime(response.Header.Get("Date"))
	if err != nil {
		return "", false
	}
	switch skew := now.Sub(server).Round(time.Minute); {
	case skew > maxSkew:
		return fmt.Sprintf("%s ahead of the server's", minutes(skew)), true
	case skew < -maxSkew:
		return fmt.Sprintf("%s behind the server's", minutes(-skew)), true
	}
	return "", false
}

func minutes(d time.Duration) string { return strings.TrimSuffix(d.String(), "0s") }

func notFound(code string) (why, do string) {
	switch code {
	case "ContainerNotFound":
		return "the container does not exist", "create it first or choose another"
	case "BlobNotFound":
		return "the blob does not exist", ""
	case "ResourceNotFound":
		return "the account or container does not exist", "check both names"
	}
	return "", ""
}

func conflict(code string) (why, do string) {
	switch code {
	case "PublicAccessNotPermitted":
		return "the account forbids public containers",
			"allow blob anonymous access under Configuration in the portal, or create the container without public access"
	case "ContainerBeingDeleted":
		return "a container of that name is just being deleted", "wait a minute or choose another name"
	case "BlobImmutableDueToPolicy":
		return "a retention policy forbids replacing the blob", "publish under another name or prefix"
	case "LeaseIdMissing":
		return "somebody holds a lease on it", "break the lease in the portal"
	case "InvalidBlobType":
		return "a blob of another type is there", "remove it first"
	}
	return "", ""
}

func badRequest(e *azcore.ResponseError) (why, do string) {
	switch e.ErrorCode {
	case "InvalidResourceName", "OutOfRangeInput", "InvalidUri":
		return "the name of the container or blob is not allowed", "use lower-case letters, digits and single hyphens for a container"
	case "Md5Mismatch":
		return "the bytes changed on their way", "check whether the media file is being written"
	case "InvalidHeaderValue":
		return "the server does not know this version of the protocol", "update it; Azurite needs --skipApiVersionCheck"
	case "AuthenticationFailed", "InvalidAuthenticationInfo":
		return "the credentials are not well-formed", "copy them again"
	}
	return "", ""
}

// unanswered is why there was no answer at all.
func (t *Target) unanswered(err error) (why, do string, permanent bool) {
	var (
		dns       *net.DNSError
		signIn    *azidentity.AuthenticationFailedError
		authority x509.UnknownAuthorityError
		host      x509.HostnameError
	)
	switch {
	case errors.As(err, &dns) && dns.IsNotFound:
		return "there is no host " + dns.Name, "check the account's name and the network", true
	case errors.As(err, &signIn), t.place.key == "" && t.place.sas == "" && strings.Contains(err.Error(), "Credential"):
		why, do = t.notSignedIn(err)
		return why, do, true
	case errors.As(err, &authority), errors.As(err, &host):
		return "the server's certificate is not trusted: " + cleaned(err).Error(), "check the address", true
	case strings.Contains(err.Error(), "server gave HTTP response to HTTPS client"):
		return "the server speaks http, not https", "use an http address", true
	}
	var refused net.Error
	if errors.As(err, &refused) {
		return cleaned(err).Error(), "check the network, the address and the proxy", false
	}
	return cleaned(err).Error(), "", false
}

// notSignedIn is a sign-in that gave no token. The machine's own ways fail
// with many lines, one for each that was tried.
func (t *Target) notSignedIn(err error) (why, do string) {
	if t.way == ByBrowser {
		return "signing in did not work: " + strings.TrimSuffix(firstLine(err), "."), "sign in again"
	}
	return "nobody is signed in to Azure on this machine", "run az login, or set AZURE_STORAGE_KEY or AZURE_STORAGE_CONNECTION_STRING"
}

// whyNotPublic is why a stranger did not get a blob that is there.
func whyNotPublic(response *http.Response) string {
	status, code := response.StatusCode, response.Header.Get("x-ms-error-code")
	const private = "the container is private: allow anonymous access to its blobs, or give players a SAS"
	switch {
	case isAzurite(response) && status == http.StatusForbidden:
		return private
	case code == "PublicAccessNotPermitted":
		return "the account forbids public access: allow it under Configuration in the portal, or put a CDN before it"
	case code == "AuthorizationFailure":
		return "the account's network rules refuse strangers: open them under Networking in the portal"
	case status == http.StatusNotFound, status == http.StatusUnauthorized, status == http.StatusForbidden:
		return private
	case status == http.StatusConflict:
		return "the account forbids public access: allow it under Configuration in the portal"
	}
	return fmt.Sprintf("an anonymous request was answered with %d %s", status, code)
}
