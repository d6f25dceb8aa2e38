package azure_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/storage/azblob/sas"
	"github.com/Azure/azure-sdk-for-go/sdk/storage/azblob/service"

	"smoothscope/tasks/publish"
	"smoothscope/tasks/publish/azure"
	"smoothscope/tasks/publish/targettest"
)

func open(t *testing.T, settings map[string]string) publish.Target {
	t.Helper()
	target, err := azure.Kind().Open(t.Context(), settings)
	if err != nil {
		t.Fatal(err)
	}
	return target
}

func byKey(a *targettest.Azurite, container string) map[string]string {
	return map[string]string{
		azure.SignIn: azure.ByKey, azure.Account: a.URL,
		azure.Key: targettest.AzuriteKey, azure.Container: container,
	}
}

// TestAzurite is everything that a real emulator can show, with one process.
func TestAzurite(t *testing.T) {
	a := targettest.StartAzurite(t)
	t.Run("conformance", func(t *testing.T) { conformance(t, a) })
	t.Run("headers", func(t *testing.T) { blobHeaders(t, a) })
	t.Run("large", func(t *testing.T) { largeBlob(t, a) })
	t.Run("ways to sign in", func(t *testing.T) { signIns(t, a) })
	t.Run("wrong key", func(t *testing.T) { wrongKey(t, a) })
	t.Run("no container", func(t *testing.T) { noContainer(t, a) })
	t.Run("containers", func(t *testing.T) { containers(t, a) })
	t.Run("cors", func(t *testing.T) { cors(t, a) })
	t.Run("SAS", func(t *testing.T) { limitedSAS(t, a) })
}

func conformance(t *testing.T, a *targettest.Azurite) {
	var n atomic.Int32
	targettest.Run(t, func(t *testing.T) publish.Target {
		name := fmt.Sprintf("conformance-%d", n.Add(1))
		return made(t, a, name, false)
	})
}

// made is a target whose container was just created.
func made(t *testing.T, a *targettest.Azurite, name string, public bool) publish.Target {
	t.Helper()
	target := open(t, byKey(a, name))
	if err := target.(publish.Containers).CreateContainer(t.Context(), name, public); err != nil {
		t.Fatal(err)
	}
	return target
}

func blobHeaders(t *testing.T, a *targettest.Azurite) {
	target := made(t, a, "headers", true)
	const name = "p/clip.ism/QualityLevels(400000)/Fragments(video=0)"
	if err := target.Put(t.Context(), targettest.Item(name, []byte("bytes"))); err != nil {
		t.Fatal(err)
	}
	response, err := http.Get(a.URL + "/headers/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	for header, want := range map[string]string{
		"Content-Type": "video/mp4", "Cache-Control": "public, max-age=31536000", "Content-MD5": "SzpiGLs+OnMD6KFxpg/Pkg==",
	} {
		if got := response.Header.Get(header); got != want {
			t.Errorf("%s is %q, want %q", header, got, want)
		}
	}
}

func largeBlob(t *testing.T, a *targettest.Azurite) {
	target := made(t, a, "large", false)
	b := bytes.Repeat([]byte("0123456789abcde\n"), (33<<20)/16+3)
	item := targettest.Item("large", b)
	if err := target.Put(t.Context(), item); err != nil {
		t.Fatal(err)
	}
	objects, err := target.List(t.Context(), "large")
	if err != nil || len(objects) != 1 || !bytes.Equal(objects[0].MD5, item.MD5) || objects[0].ContentType != item.ContentType {
		t.Errorf("listed are %v (%v)", objects, err)
	}
	r, err := target.(publish.Getter).Get(t.Context(), "large")
	if err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(r)
	if err := errors.Join(err, r.Close()); err != nil || !bytes.Equal(got, b) {
		t.Errorf("%d bytes come back, equal: %v (%v)", len(got), bytes.Equal(got, b), err)
	}
	item.Size += 10
	if err := target.Put(t.Context(), item); err == nil {
		t.Error("a large item that is too short is stored")
	}
}

func accountSAS(t *testing.T, a *targettest.Azurite, permissions sas.AccountPermissions) string {
	t.Helper()
	credential, err := service.NewSharedKeyCredential(targettest.AzuriteAccount, targettest.AzuriteKey)
	if err != nil {
		t.Fatal(err)
	}
	values, err := sas.AccountSignatureValues{
		Protocol: sas.ProtocolHTTPSandHTTP, ExpiryTime: time.Now().Add(time.Hour), Permissions: permissions.String(),
		ResourceTypes: (&sas.AccountResourceTypes{Service: true, Container: true, Object: true}).String(),
	}.SignWithSharedKey(credential)
	if err != nil {
		t.Fatal(err)
	}
	return values.Encode()
}

func containerSAS(t *testing.T, container string, permissions sas.ContainerPermissions, expiry time.Time) string {
	t.Helper()
	credential, err := service.NewSharedKeyCredential(targettest.AzuriteAccount, targettest.AzuriteKey)
	if err != nil {
		t.Fatal(err)
	}
	values, err := sas.BlobSignatureValues{
		Protocol: sas.ProtocolHTTPSandHTTP, ExpiryTime: expiry,
		ContainerName: container, Permissions: permissions.String(),
	}.SignWithSharedKey(credential)
	if err != nil {
		t.Fatal(err)
	}
	return values.Encode()
}

func readWrite() sas.ContainerPermissions {
	return sas.ContainerPermissions{Read: true, Add: true, Create: true, Write: true, List: true}
}

func signIns(t *testing.T, a *targettest.Azurite) {
	made(t, a, "ways", false)
	env := map[string]string{}
	lookUp := func(name string) string { return env[name] }
	account := accountSAS(t, a, sas.AccountPermissions{Read: true, Write: true, Create: true, List: true, Add: true})
	for _, c := range []struct {
		name, arg string
		env       map[string]string
	}{
		{"connection string", "azure://" + targettest.AzuriteAccount + "/ways", map[string]string{"AZURE_STORAGE_CONNECTION_STRING": a.ConnectionString()}},
		{"connection string and address", a.URL + "/ways", map[string]string{"AZURE_STORAGE_CONNECTION_STRING": a.ConnectionString()}},
		{"key and address", a.URL + "/ways", map[string]string{"AZURE_STORAGE_KEY": targettest.AzuriteKey}},
		{"container SAS", a.URL + "/ways?" + containerSAS(t, "ways", readWrite(), time.Now().Add(time.Hour)), nil},
		{"account SAS", a.URL + "/ways?" + account, nil},
		{"SAS in a connection string", a.URL + "/ways", map[string]string{"AZURE_STORAGE_CONNECTION_STRING": "BlobEndpoint=" + a.URL + ";SharedAccessSignature=" + account}},
	} {
		t.Run(c.name, func(t *testing.T) {
			env = c.env
			settings, ok := azure.Kind().Match(c.arg, lookUp)
			if !ok {
				t.Fatalf("%s is not taken for an address of Azure", c.name)
			}
			target := open(t, settings)
			if err := target.Put(t.Context(), targettest.Item("x/"+c.name, []byte(c.name))); err != nil {
				t.Fatal(err)
			}
			objects, err := target.List(t.Context(), "x/"+c.name)
			if err != nil || len(objects) == 0 {
				t.Errorf("listed are %v (%v)", objects, err)
			}
		})
	}
}

// one checks that an error is one line that has all these parts and no secret.
func one(t *testing.T, err error, parts ...string) {
	t.Helper()
	if err == nil {
		t.Errorf("no error, want one with %q", parts)
		return
	}
	for _, part := range parts {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("the error is %q, want %q in it", err, part)
		}
	}
	for e := err; e != nil; e = errors.Unwrap(e) {
		if strings.ContainsAny(e.Error(), "\r\n") || strings.Contains(e.Error(), "sig=") || strings.Contains(e.Error(), targettest.AzuriteKey) {
			t.Errorf("the error is more than a line or has a secret: %q", e)
		}
	}
}

func wrongKey(t *testing.T, a *targettest.Azurite) {
	made(t, a, "wrongkey", false)
	settings := byKey(a, "wrongkey")
	settings[azure.Key] = "d3Jvbmcga2V5"
	target := open(t, settings)
	_, err := target.List(t.Context(), "")
	one(t, err, "cannot list", "wrongkey", "the account key is wrong", "Access keys")
	if !target.IsPermanent(err) {
		t.Error("a wrong key would be tried again")
	}
	one(t, target.Put(t.Context(), targettest.Item("x", []byte("x"))), "cannot store x", "the account key is wrong")
}

func noContainer(t *testing.T, a *targettest.Azurite) {
	target := open(t, byKey(a, "not-there"))
	_, err := target.List(t.Context(), "")
	one(t, err, "container not-there", "does not exist", "create it")
	if !target.IsPermanent(err) {
		t.Error("a missing container would be looked for again")
	}
	one(t, target.Put(t.Context(), targettest.Item("x", []byte("x"))), "does not exist", "create it")
	one(t, open(t, byKey(a, "")).Put(t.Context(), targettest.Item("x", []byte("x"))), "no container is named")
}

func containers(t *testing.T, a *targettest.Azurite) {
	target := made(t, a, "private-one", false)
	made(t, a, "public-one", true)
	names, err := open(t, byKey(a, "")).(publish.Containers).ListContainers(t.Context())
	if err != nil || !strings.Contains(strings.Join(names, " "), "private-one public-one") {
		t.Errorf("listed are %v (%v)", names, err)
	}
	err = target.(publish.Containers).CreateContainer(t.Context(), "private-one", false)
	if !errors.Is(err, publish.ErrContainerExists) {
		t.Errorf("the second time the error is %v", err)
	}
	one(t, target.(publish.Containers).CreateContainer(t.Context(), "Not_Allowed", false), "3 to 63 lower-case")
	for name, public := range map[string]bool{"private-one": false, "public-one": true} {
		target := open(t, byKey(a, name))
		if err := target.Put(t.Context(), targettest.Item("a.ism/Manifest", []byte("x"))); err != nil {
			t.Fatal(err)
		}
		url, note := target.(publish.PublicProbe).Probe(t.Context(), "a.ism/Manifest")
		if public && url != a.URL+"/public-one/a.ism/Manifest" {
			t.Errorf("the public address is %q (%s)", url, note)
		}
		if !public && (url != "" || !strings.Contains(note, "private")) {
			t.Errorf("the private blob's address is %q (%s)", url, note)
		}
	}
}

func cors(t *testing.T, a *targettest.Azurite) {
	ctx := t.Context()
	target := made(t, a, "cors", true)
	if err := target.Put(ctx, targettest.Item("a.ism/Manifest", []byte("x"))); err != nil {
		t.Fatal(err)
	}
	if _, note := target.(publish.PublicProbe).Probe(ctx, "a.ism/Manifest"); !strings.Contains(note, "CORS") {
		t.Errorf("without a rule the note is %q", note)
	}
	client, err := service.NewClientFromConnectionString(a.ConnectionString(), nil)
	if err != nil {
		t.Fatal(err)
	}
	theirs, method, none := "https://somebody.example", "PUT", ""
	if _, err := client.SetProperties(ctx, &service.SetPropertiesOptions{CORS: []*service.CORSRule{
		{AllowedOrigins: &theirs, AllowedMethods: &method, AllowedHeaders: &none, ExposedHeaders: &none},
	}}); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second time there is nothing to add
		if err := target.(publish.CORS).SetCORS(ctx); err != nil {
			t.Fatal(err)
		}
	}
	properties, err := client.GetProperties(ctx, nil)
	if err != nil || len(properties.CORS) != 2 || *properties.CORS[0].AllowedOrigins != theirs {
		t.Errorf("the rules are %v (%v), want theirs and ours", properties.CORS, err)
	}
	url, note := target.(publish.PublicProbe).Probe(ctx, "a.ism/Manifest")
	if url == "" || note != "" {
		t.Errorf("with a rule the probe says %q, %q", url, note)
	}
	if got := allowedOrigin(ctx, t, url); got != "*" && got != "https://web.example" {
		t.Errorf("Access-Control-Allow-Origin is %q", got)
	}
}

func allowedOrigin(ctx context.Context, t *testing.T, url string) string {
	t.Helper()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Origin", "https://web.example")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	_ = response.Body.Close()
	return response.Header.Get("Access-Control-Allow-Origin")
}

func limitedSAS(t *testing.T, a *targettest.Azurite) {
	made(t, a, "limited", false)
	bySAS := func(query string) publish.Target {
		return open(t, map[string]string{azure.SignIn: azure.BySAS, azure.SAS: a.URL + "/limited?" + query})
	}
	hour := time.Now().Add(time.Hour)
	full := bySAS(containerSAS(t, "limited", readWrite(), hour))
	one(t, full.(publish.CORS).SetCORS(t.Context()), "cannot set the CORS rule", "a SAS of one container", "account key")
	one(t, full.(publish.Containers).CreateContainer(t.Context(), "another", false), "a SAS of one container")
	_, err := full.(publish.Containers).ListContainers(t.Context())
	one(t, err, "a SAS of one container")

	writer := bySAS(containerSAS(t, "limited", sas.ContainerPermissions{Create: true, Write: true}, hour))
	_, err = writer.List(t.Context(), "")
	if !errors.Is(err, publish.ErrNoList) {
		t.Errorf("a SAS without list says %v", err)
	}
	if err := writer.Put(t.Context(), targettest.Item("x", []byte("x"))); err != nil {
		t.Error(err)
	}
	reader := bySAS(containerSAS(t, "limited", sas.ContainerPermissions{Read: true, List: true}, hour))
	err = reader.Put(t.Context(), targettest.Item("x", []byte("y")))
	one(t, err, "cannot store x", "does not allow it", "permissions")
	if !reader.IsPermanent(err) {
		t.Error("a SAS without write would be tried again")
	}
	old := bySAS(containerSAS(t, "limited", readWrite(), time.Now().Add(-time.Hour)))
	_, err = old.List(t.Context(), "")
	one(t, err, "the SAS has expired")
}
