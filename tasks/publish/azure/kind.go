package azure

import (
	"encoding/base64"
	"errors"
	"net/url"
	"strings"

	"smoothscope/tasks/publish"
)

// The names of the settings.
const (
	Account    = "account"
	SignIn     = "signin"
	Key        = "key"
	Connection = "connection"
	SAS        = "sas"
	Container  = "container"
)

// The ways to sign in: the values of the setting SignIn.
const (
	ByKey        = "account key"
	ByConnection = "connection string"
	BySAS        = "SAS URL"
	ByBrowser    = "in the browser"
	ByMachine    = "as signed in on this machine"
)

// Kind is how to ask for a container. Whoever keeps the Kind keeps a sign-in
// in the browser too, for all targets that it opens.
func Kind() publish.Kind {
	o := &opener{}
	return publish.Kind{Name: "azure", Label: "Azure Blob Storage", Fields: fields(), Open: o.open, Match: match}
}

func fields() []publish.Field {
	by := func(ways ...string) func(map[string]string) bool {
		return func(settings map[string]string) bool {
			for _, way := range ways {
				if or(settings[SignIn], ByKey) == way {
					return true
				}
			}
			return false
		}
	}
	return []publish.Field{
		{Name: SignIn, Label: "Sign in", Default: ByKey, Options: []string{ByKey, ByConnection, BySAS, ByBrowser, ByMachine}},
		{Name: Account, Label: "Account", Placeholder: "mediaarchive", Check: checkAccountField, When: by(ByKey, ByBrowser, ByMachine)},
		{Name: Key, Label: "Account key", Secret: true, Check: checkKey, When: by(ByKey)},
		{Name: Connection, Label: "Connection string", Placeholder: "AccountName=…;AccountKey=…", Secret: true, Check: checkConnection, When: by(ByConnection)},
		{Name: SAS, Label: "SAS URL", Placeholder: "https://…blob.core.windows.net/videos?sv=…&sig=…", Secret: true, Check: checkSAS, When: by(BySAS)},
		{Name: Container, Label: "Container", Placeholder: "videos", Check: checkContainer, When: needsContainer},
	}
}

// needsContainer is false where the SAS URL names it.
func needsContainer(settings map[string]string) bool {
	if settings[SignIn] != BySAS {
		return true
	}
	p, err := fromSAS(settings[SAS])
	return err != nil || p.container == ""
}

func checkAccountField(value string) error {
	_, err := fromAccount(value)
	return err
}

func checkKey(value string) error {
	if value = strings.TrimSpace(value); value == "" {
		return errors.New("paste the account's key")
	}
	if _, err := base64.StdEncoding.DecodeString(value); err != nil {
		return errors.New("this is not a whole account key: copy it again")
	}
	return nil
}

func checkConnection(value string) error {
	_, err := fromConnection(value)
	return err
}

func checkSAS(value string) error {
	_, err := fromSAS(value)
	return err
}

// match reads azure://ACCOUNT/CONTAINER and http(s)://HOST/…/CONTAINER[?SAS].
func match(arg string, env func(string) string) (map[string]string, bool) {
	u, err := url.Parse(arg)
	scheme, _, _ := strings.Cut(strings.ToLower(arg), "://")
	switch {
	case scheme != "azure" && scheme != "http" && scheme != "https":
		return nil, false
	case err != nil: // the opening says it in words, without the secret part
		return map[string]string{SignIn: BySAS, SAS: arg}, true
	case scheme == "azure":
		return fromEnvironment(map[string]string{Account: u.Host, Container: strings.Trim(u.Path, "/")}, env), true
	case u.RawQuery != "":
		return map[string]string{SignIn: BySAS, SAS: arg}, true
	}
	return fromEnvironment(map[string]string{Account: arg}, env), true
}

// fromEnvironment adds the credentials that the environment has.
func fromEnvironment(settings map[string]string, env func(string) string) map[string]string {
	if text := env("AZURE_STORAGE_CONNECTION_STRING"); text != "" {
		settings[SignIn], settings[Connection] = ByConnection, text
		return settings
	}
	if key := env("AZURE_STORAGE_KEY"); key != "" {
		settings[SignIn], settings[Key] = ByKey, key
		return settings
	}
	settings[SignIn] = ByMachine
	return settings
}
