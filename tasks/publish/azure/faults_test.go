package azure_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"smoothscope/tasks/publish"
	"smoothscope/tasks/publish/azure"
	"smoothscope/tasks/publish/targettest"
)

// fake answers everything with one fault that the emulator cannot produce.
type fake struct {
	status int
	code   string
	header map[string]string
	cut    bool // the connection, in the middle of a body
}

func (f fake) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if f.cut {
		_, _ = io.CopyN(io.Discard, r.Body, 1000)
		panic(http.ErrAbortHandler)
	}
	w.Header().Set("x-ms-error-code", f.code)
	w.Header().Set("Date", time.Now().UTC().Format(http.TimeFormat))
	for name, value := range f.header {
		w.Header().Set(name, value)
	}
	w.WriteHeader(f.status)
}

// faulty is a target whose server answers so, signed in by key or by SAS.
func faulty(t *testing.T, f fake, query string) publish.Target {
	t.Helper()
	server := httptest.NewServer(f)
	t.Cleanup(server.Close)
	settings := map[string]string{
		azure.SignIn: azure.ByKey, azure.Account: server.URL + "/media", azure.Key: "a2V5", azure.Container: "videos",
	}
	if query != "" {
		settings = map[string]string{azure.SignIn: azure.BySAS, azure.SAS: server.URL + "/media/videos?" + query}
	}
	return open(t, settings)
}

func TestWordsOfFaults(t *testing.T) {
	ahead := time.Now().Add(-2 * time.Hour).UTC().Format(http.TimeFormat)
	behind := time.Now().Add(47 * time.Minute).UTC().Format(http.TimeFormat)
	for _, c := range []struct {
		name      string
		fake      fake
		sas       string
		permanent bool
		words     []string
	}{
		{"role", fake{status: 403, code: "AuthorizationPermissionMismatch"}, "", true, []string{"lacks a role", "Storage Blob Data Contributor"}},
		{"SAS permission", fake{status: 403, code: "AuthorizationPermissionMismatch"}, "sp=rl&sig=topsecret", true, []string{"SAS does not allow", "write"}},
		{"key", fake{status: 403, code: "AuthenticationFailed"}, "", true, []string{"account key is wrong", "copy it again"}},
		{"clock ahead", fake{status: 403, code: "AuthenticationFailed", header: map[string]string{"Date": ahead}}, "", true, []string{"clock is 2h0m ahead", "set the clock"}},
		{"clock behind", fake{status: 403, code: "AuthenticationFailed", header: map[string]string{"Date": behind}}, "", true, []string{"clock is 47m behind"}},
		{"SAS expired", fake{status: 403, code: "AuthenticationFailed"}, "se=2020-01-02T03:04:05Z&sig=topsecret", true, []string{"expired on 2020-01-02 03:04:05"}},
		{"SAS early", fake{status: 403, code: "AuthenticationFailed"}, "st=2120-01-02T03:04:05Z&sig=topsecret", true, []string{"not valid before 2120"}},
		{"SAS wrong", fake{status: 403, code: "AuthenticationFailed"}, "sp=rwl&sig=topsecret", true, []string{"SAS is wrong"}},
		{"firewall", fake{status: 403, code: "AuthorizationFailure"}, "", true, []string{"network rules", "Networking"}},
		{"keys off", fake{status: 403, code: "KeyBasedAuthenticationNotPermitted"}, "", true, []string{"does not accept keys", "sign in"}},
		{"SAS https", fake{status: 403, code: "AuthorizationProtocolMismatch"}, "sig=topsecret", true, []string{"https"}},
		{"SAS type", fake{status: 403, code: "AuthorizationResourceTypeMismatch"}, "ss=b&sig=topsecret", true, []string{"account SAS", "resource types"}},
		{"disabled", fake{status: 403, code: "AccountIsDisabled"}, "", true, []string{"disabled"}},
		{"unknown 403", fake{status: 403, code: "Whatever"}, "", true, []string{"403 Whatever"}},
		{"container", fake{status: 404, code: "ContainerNotFound"}, "", true, []string{"container does not exist", "create it first"}},
		{"account", fake{status: 404, code: "ResourceNotFound"}, "", true, []string{"does not exist", "check both names"}},
		{"retention", fake{status: 409, code: "BlobImmutableDueToPolicy"}, "", true, []string{"retention policy"}},
		{"lease", fake{status: 409, code: "LeaseIdMissing"}, "", true, []string{"lease"}},
		{"deleting", fake{status: 409, code: "ContainerBeingDeleted"}, "", false, []string{"being deleted"}},
		{"name", fake{status: 400, code: "InvalidResourceName"}, "", true, []string{"name", "not allowed"}},
		{"version", fake{status: 400, code: "InvalidHeaderValue"}, "", true, []string{"version of the protocol", "--skipApiVersionCheck"}},
		{"damaged", fake{status: 400, code: "Md5Mismatch"}, "", false, []string{"changed on their way"}},
		{"busy", fake{status: 503, code: "ServerBusy"}, "", false, []string{"busy (503 ServerBusy)"}},
		{"too many", fake{status: 429}, "", false, []string{"busy (429)"}},
		{"server error", fake{status: 500, code: "InternalError"}, "", false, []string{"answered 500 InternalError"}},
		{"teapot", fake{status: 418}, "", true, []string{"answered 418"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			target := faulty(t, c.fake, c.sas)
			err := target.Put(t.Context(), targettest.Item("a.ism/Manifest", []byte("x")))
			one(t, err, append(c.words, "cannot store a.ism/Manifest in container videos")...)
			if err != nil && strings.Contains(err.Error(), "topsecret") {
				t.Errorf("the error tells the secret: %v", err)
			}
			if target.IsPermanent(err) != c.permanent {
				t.Errorf("permanent is %v, want %v", !c.permanent, c.permanent)
			}
		})
	}
}

func TestRetryAfterIsPassedOn(t *testing.T) {
	target := faulty(t, fake{status: 503, code: "ServerBusy", header: map[string]string{"Retry-After": "7"}}, "")
	err := target.Put(t.Context(), targettest.Item("x", []byte("x")))
	var asks interface{ RetryAfter() time.Duration }
	if !errors.As(err, &asks) || asks.RetryAfter() != 7*time.Second {
		t.Errorf("%v asks for no 7 s", err)
	}
}

func TestPublicAccessNotPermitted(t *testing.T) {
	target := faulty(t, fake{status: 409, code: "PublicAccessNotPermitted"}, "")
	err := target.(publish.Containers).CreateContainer(t.Context(), "videos", true)
	one(t, err, "cannot create container videos", "forbids public containers", "Configuration", "without public access")
	url, note := target.(publish.PublicProbe).Probe(t.Context(), "a.ism/Manifest")
	if url != "" || !strings.Contains(note, "forbids public access") {
		t.Errorf("the probe says %q, %q", url, note)
	}
}

func TestProbeSaysWhyNot(t *testing.T) {
	for _, c := range []struct {
		fake fake
		want string
	}{
		{fake{status: 404, code: "ResourceNotFound"}, "private"},
		{fake{status: 401, code: "NoAuthenticationInformation"}, "private"},
		{fake{status: 403, code: "AuthorizationFailure"}, "network rules"},
		{fake{status: 500}, "500"},
		{fake{cut: true}, "does not answer"},
	} {
		url, note := faulty(t, c.fake, "sp=rwl&sig=topsecret").(publish.PublicProbe).Probe(t.Context(), "a.ism/Manifest")
		if url != "" || !strings.Contains(note, c.want) || strings.Contains(note, "topsecret") {
			t.Errorf("after %v the probe says %q, %q; want %q", c.fake, url, note, c.want)
		}
	}
}

func TestCORSWhenTheAccountIsFull(t *testing.T) {
	rule := "<CorsRule><AllowedOrigins>https://a.example</AllowedOrigins><AllowedMethods>PUT</AllowedMethods><AllowedHeaders/><ExposedHeaders/><MaxAgeInSeconds>1</MaxAgeInSeconds></CorsRule>"
	puts := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet {
			puts++
		}
		w.Header().Set("Content-Type", "application/xml")
		_, _ = io.WriteString(w, `<?xml version="1.0"?><StorageServiceProperties><Cors>`+strings.Repeat(rule, 5)+`</Cors></StorageServiceProperties>`)
	}))
	defer server.Close()
	target := open(t, map[string]string{azure.SignIn: azure.ByKey, azure.Account: server.URL + "/media", azure.Key: "a2V5", azure.Container: "videos"})
	one(t, target.(publish.CORS).SetCORS(t.Context()), "5 rules already", "remove one")
	if puts != 0 {
		t.Error("the rules were changed")
	}
}

func TestNoAnswer(t *testing.T) {
	cut := faulty(t, fake{cut: true}, "sp=rwl&sig=topsecret")
	err := cut.Put(t.Context(), targettest.Item("x", make([]byte, 1<<20)))
	one(t, err, "cannot store x")
	if cut.IsPermanent(err) {
		t.Errorf("a cut connection would not be tried again: %v", err)
	}

	server := httptest.NewServer(fake{status: 200})
	server.Close()
	gone := open(t, map[string]string{azure.SignIn: azure.BySAS, azure.SAS: server.URL + "/media/videos?sp=rwl&sig=topsecret"})
	err = gone.Put(t.Context(), targettest.Item("x", []byte("x")))
	one(t, err, "connection refused", "check the network")
	if gone.IsPermanent(err) {
		t.Errorf("a server that is away would not be tried again: %v", err)
	}
	for _, e := range []error{err, errors.Unwrap(err)} {
		if strings.Contains(e.Error(), "topsecret") {
			t.Errorf("the error tells the secret: %v", e)
		}
	}
}

func TestCancelIsBare(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		cancel()
		time.Sleep(time.Millisecond)
	}))
	defer server.Close()
	target := open(t, map[string]string{azure.SignIn: azure.BySAS, azure.SAS: server.URL + "/media/videos?sp=rwl&sig=topsecret"})
	err := target.Put(ctx, targettest.Item("x", []byte("x")))
	if err != nil && !errors.Is(err, context.Canceled) {
		t.Errorf("error is %v", err)
	}
	if err == nil {
		t.Error("a cancelled put says that all is well")
	}
}
