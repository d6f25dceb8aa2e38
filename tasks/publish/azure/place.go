package azure

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"regexp"
	"strings"
)

// place is where the blobs go and what opens the door.
type place struct {
	service   *url.URL // of the account's blob service, without a query
	account   string   // may be empty where the address does not tell it
	container string   // may be empty, to list containers
	key       string   // base64; secret
	sas       string   // the query of a shared access signature; secret
}

// parsePlace reads the settings of a form, or of Match.
func parsePlace(settings map[string]string) (place, error) {
	var (
		p   place
		err error
	)
	switch settings[SignIn] {
	case ByConnection:
		p, err = fromConnection(settings[Connection])
		if err == nil && settings[Account] != "" {
			err = p.mustBe(settings[Account])
		}
	case BySAS:
		p, err = fromSAS(settings[SAS])
	default:
		p, err = fromAccount(settings[Account])
		if settings[SignIn] == ByKey {
			p.key = strings.TrimSpace(settings[Key])
		}
	}
	if p.container == "" {
		p.container = strings.TrimSpace(settings[Container])
	}
	return p, err
}

// mustBe refuses a connection string of another account than the one that was
// named, and takes over the address where one was.
func (p *place) mustBe(account string) error {
	if !strings.Contains(account, "://") {
		if account != p.account {
			return fmt.Errorf("the connection string is of account %s, not of %s", p.account, account)
		}
		return nil
	}
	at, err := fromURL(account)
	if err != nil {
		return err
	}
	p.service, p.container = at.service, at.container
	return p.mustBe(at.account)
}

// fromAccount reads an account's name, or the address of its blob service.
func fromAccount(text string) (place, error) {
	text = strings.TrimSpace(text)
	if strings.Contains(text, "://") {
		return fromURL(text)
	}
	if err := checkAccount(text); err != nil {
		return place{}, err
	}
	return place{service: &url.URL{Scheme: "https", Host: text + ".blob.core.windows.net"}, account: text}, nil
}

// fromURL reads http(s)://HOST/[ACCOUNT/][CONTAINER][?SAS]. The account is
// part of the path where the host is none that names it: an IP address,
// localhost, or another server than Azure's own.
func fromURL(text string) (place, error) {
	u, err := url.Parse(strings.TrimSpace(text))
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return place{}, errors.New("the address is not of the form https://ACCOUNT.blob.core.windows.net/CONTAINER")
	}
	p := place{service: &url.URL{Scheme: u.Scheme, Host: u.Host}, sas: u.RawQuery}
	parts := strings.Split(strings.Trim(u.Path, "/"), "/")
	if parts[0] == "" {
		parts = nil
	}
	if inPath(u, len(parts)) {
		if len(parts) == 0 {
			return place{}, fmt.Errorf("the address must name the account: %s://%s/ACCOUNT/CONTAINER", u.Scheme, u.Host)
		}
		p.account = parts[0]
		p.service.Path = "/" + p.account
		parts = parts[1:]
	} else {
		p.account, _, _ = strings.Cut(u.Hostname(), ".")
	}
	if len(parts) > 1 {
		return place{}, fmt.Errorf("the address must end with the container: put %q into the prefix", strings.Join(parts[1:], "/"))
	}
	if len(parts) == 1 {
		p.container = parts[0]
	}
	return p, nil
}

func inPath(u *url.URL, parts int) bool {
	host := u.Hostname()
	return net.ParseIP(host) != nil || !strings.Contains(host, ".") ||
		parts == 2 && !strings.Contains(host, ".blob.")
}

func fromSAS(text string) (place, error) {
	p, err := fromURL(text)
	if err == nil && !strings.Contains("&"+p.sas, "&sig=") {
		err = errors.New("the address has no shared access signature: it must hold sig=")
	}
	return p, err
}

// fromConnection reads the connection string that the portal gives.
func fromConnection(text string) (place, error) {
	values := map[string]string{}
	for _, part := range strings.Split(strings.TrimSpace(text), ";") {
		if name, value, ok := strings.Cut(part, "="); ok {
			values[strings.ToLower(strings.TrimSpace(name))] = strings.TrimSpace(value)
		}
	}
	p := place{account: values["accountname"], key: values["accountkey"]}
	endpoint := values["blobendpoint"]
	if endpoint == "" && p.account != "" {
		endpoint = fmt.Sprintf("%s://%s.blob.%s", or(values["defaultendpointsprotocol"], "https"),
			p.account, or(values["endpointsuffix"], "core.windows.net"))
	}
	at, err := fromURL(endpoint)
	if err != nil {
		return p, errors.New("the connection string has neither AccountName nor a usable BlobEndpoint: copy it again")
	}
	p.service, p.account = at.service, or(p.account, at.account)
	if p.key == "" {
		p.sas = strings.TrimPrefix(values["sharedaccesssignature"], "?")
	}
	if p.key == "" && p.sas == "" {
		return p, errors.New("the connection string has neither AccountKey nor SharedAccessSignature: copy it again")
	}
	return p, nil
}

func or(value, otherwise string) string {
	if value == "" {
		return otherwise
	}
	return value
}

// ofContainer reports whether the SAS is for one container, and therefore can
// do nothing to the account.
func (p place) ofContainer() bool {
	values, err := url.ParseQuery(p.sas)
	return err == nil && values.Get("sr") != ""
}

// allows reports whether the SAS gives a permission; without a SAS, or with
// one that follows a stored policy, only the server knows.
func (p place) allows(permission byte) bool {
	values, err := url.ParseQuery(p.sas)
	if p.sas == "" || err != nil || values.Get("sp") == "" {
		return true
	}
	return strings.IndexByte(values.Get("sp"), permission) >= 0
}

// blobURL is the address of a blob for everyone.
func (p place) blobURL(name string) string {
	u := *p.service
	u.Path = u.Path + "/" + p.container + "/" + name
	return u.String()
}

const (
	accountPattern   = `^[a-z0-9]{3,24}$`
	containerPattern = `^(\$root|\$web|[a-z0-9](-?[a-z0-9])*)$`
)

func checkAccount(name string) error {
	if ok, err := regexp.MatchString(accountPattern, name); !ok || err != nil {
		return errors.New("an account has 3 to 24 lower-case letters and digits")
	}
	return nil
}

func checkContainer(name string) error {
	ok, err := regexp.MatchString(containerPattern, name)
	if !ok || err != nil || len(name) < 3 || len(name) > 63 {
		return errors.New("a container has 3 to 63 lower-case letters, digits and single hyphens")
	}
	return nil
}
