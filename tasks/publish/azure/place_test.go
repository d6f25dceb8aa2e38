package azure_test

import (
	"strings"
	"testing"

	"smoothscope/tasks/publish/azure"
)

const secret = "c2VjcmV0a2V5"

func env(pairs ...string) func(string) string {
	return func(name string) string {
		for i := 0; i < len(pairs); i += 2 {
			if pairs[i] == name {
				return pairs[i+1]
			}
		}
		return ""
	}
}

// TestArguments reads TARGETs and looks at what they become: the address of a
// blob, or the words of the error.
func TestArguments(t *testing.T) {
	key := env("AZURE_STORAGE_KEY", secret)
	connection := env("AZURE_STORAGE_CONNECTION_STRING", "DefaultEndpointsProtocol=https;AccountName=media;AccountKey="+secret+";EndpointSuffix=core.windows.net")
	for _, c := range []struct {
		arg  string
		env  func(string) string
		want string // in the probe's address or in the error
	}{
		{"azure://media/videos", key, "https://media.blob.core.windows.net/videos"},
		{"azure://media/videos/", connection, "https://media.blob.core.windows.net/videos"},
		{"azure://other/videos", connection, "the connection string is of account media, not of other"},
		{"azure://media/videos/2026", key, "put the folder into the prefix"},
		{"azure://Media_1/videos", key, "3 to 24 lower-case"},
		{"azure://media/Videos", key, "3 to 63 lower-case"},
		{"azure://media/a--b", key, "single hyphens"},
		{"azure://media/videos", env("AZURE_STORAGE_KEY", "not base64!"), "the account key is not whole"},
		{"https://media.blob.core.windows.net/videos", key, "https://media.blob.core.windows.net/videos"},
		{"https://media.blob.core.windows.net/videos/2026?sig=x", key, `put "2026" into the prefix`},
		{"http://127.0.0.1:10000/devstoreaccount1/videos?sp=rw&sig=x", key, "http://127.0.0.1:10000/devstoreaccount1/videos"},
		{"http://127.0.0.1:10000/devstoreaccount1/videos", key, "http://127.0.0.1:10000/devstoreaccount1/videos"},
		{"http://blobs.lan.example:10000/media/videos", key, "http://blobs.lan.example:10000/media/videos"},
		{"http://127.0.0.1:10000", key, "must name the account"},
		{"https://media.blob.core.windows.net/videos?sv=1", key, "no shared access signature"},
		{"http://127.0.0.1:10000/devstoreaccount1/videos", env(), "signing in needs https"},
		{"https://media.blob.core.windows.net/%zz?sig=topsecret", key, "the address is not of the form"},
		{"azure://media/videos", env("AZURE_STORAGE_CONNECTION_STRING", "nonsense"), "neither AccountName nor"},
		{"azure://media/videos", env("AZURE_STORAGE_CONNECTION_STRING", "AccountName=media"), "neither AccountKey nor"},
	} {
		settings, ok := azure.Kind().Match(c.arg, c.env)
		if !ok {
			t.Errorf("%s is not taken", c.arg)
			continue
		}
		target, err := azure.Kind().Open(t.Context(), settings)
		if err != nil {
			if !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), secret) || strings.Contains(err.Error(), "topsecret") {
				t.Errorf("%s: %v; want %q", c.arg, err, c.want)
			}
			continue
		}
		if got := target.(*azure.Target).Address(); got != c.want {
			t.Errorf("%s is %s, want %s", c.arg, got, c.want)
		}
	}
}

func TestForeignArguments(t *testing.T) {
	for _, arg := range []string{"out", "/srv/www", `c:\out`, "s3://bucket", ""} {
		if _, ok := azure.Kind().Match(arg, env()); ok {
			t.Errorf("%q is taken for an address of Azure", arg)
		}
	}
}

func TestFormAsksOnlyWhatMatters(t *testing.T) {
	kind := azure.Kind()
	for way, want := range map[string]string{
		azure.ByKey:        "signin account key container",
		azure.ByConnection: "signin connection container",
		azure.BySAS:        "signin sas container",
		azure.ByBrowser:    "signin account container",
		"":                 "signin account key container",
	} {
		var names []string
		for _, f := range kind.Asked(map[string]string{azure.SignIn: way}) {
			names = append(names, f.Name)
			if secret := f.Name == azure.Key || f.Name == azure.Connection || f.Name == azure.SAS; f.Secret != secret {
				t.Errorf("field %s: secret is %v", f.Name, f.Secret)
			}
		}
		if got := strings.Join(names, " "); got != want {
			t.Errorf("%s asks for %q, want %q", way, got, want)
		}
	}
	whole := map[string]string{azure.SignIn: azure.BySAS, azure.SAS: "https://media.blob.core.windows.net/videos?sig=x"}
	if field, err := kind.Check(whole); err != nil {
		t.Errorf("a SAS URL that names the container is refused: %s: %v", field, err)
	}
	if field, err := kind.Check(map[string]string{azure.SignIn: azure.ByKey, azure.Account: "media", azure.Key: "x"}); field != azure.Key || err == nil {
		t.Errorf("the wrong field is %q (%v), want the key", field, err)
	}
}
