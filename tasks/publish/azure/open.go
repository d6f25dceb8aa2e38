package azure

import (
	"context"
	"errors"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
	"github.com/Azure/azure-sdk-for-go/sdk/storage/azblob/service"

	"smoothscope/tasks/publish"
)

const (
	dialTimeout   = 15 * time.Second
	answerTimeout = 90 * time.Second // from the request's last byte on
	idleTimeout   = 90 * time.Second
)

// opener opens targets and keeps the sign-in of the browser among them.
type opener struct {
	mu      sync.Mutex
	browser azcore.TokenCredential
}

func (o *opener) open(_ context.Context, settings map[string]string) (publish.Target, error) {
	p, err := parsePlace(settings)
	if err == nil && p.container != "" {
		err = checkContainer(p.container)
		if folder := strings.IndexByte(p.container, '/'); folder > 0 {
			err = errors.New("the address must end with the container: put the folder into the prefix")
		}
	}
	if err != nil {
		return nil, err
	}
	t := &Target{place: p, way: settings[SignIn], http: newHTTP()}
	if t.service, err = o.connect(settings[SignIn], p, t.http); err != nil {
		return nil, err
	}
	if p.container != "" {
		t.client = t.service.NewContainerClient(p.container)
	}
	return t, nil
}

func (o *opener) connect(way string, p place, client *http.Client) (*service.Client, error) {
	options := &service.ClientOptions{ClientOptions: azcore.ClientOptions{
		Transport: client,
		Retry:     policy.RetryOptions{MaxRetries: -1}, // retry is outside, where a person sees it
		Telemetry: policy.TelemetryOptions{ApplicationID: "smoothscope"},
	}}
	address := p.service.String()
	switch {
	case p.sas != "":
		return service.NewClientWithNoCredential(address+"/?"+p.sas, options)
	case p.key != "":
		credential, err := service.NewSharedKeyCredential(p.account, p.key)
		if err != nil {
			return nil, errors.New("the account key is not whole: copy it again")
		}
		return service.NewClientWithSharedKeyCredential(address, credential, options)
	case way == ByKey:
		return nil, errors.New("the account key is missing")
	case p.service.Scheme != "https":
		return nil, errors.New("signing in needs https: use a key or a SAS for " + address)
	}
	credential, err := o.credential(way)
	if err != nil {
		return nil, errors.New("cannot sign in: " + firstLine(err))
	}
	return service.NewClient(address, credential, options)
}

// credential signs in nobody yet; the first request does.
func (o *opener) credential(way string) (azcore.TokenCredential, error) {
	if way != ByBrowser {
		return azidentity.NewDefaultAzureCredential(nil)
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.browser == nil {
		browser, err := azidentity.NewInteractiveBrowserCredential(nil)
		if err != nil {
			return nil, err
		}
		o.browser = browser
	}
	return o.browser, nil
}

// newHTTP keeps as many connections open as items may be sent at once; the
// default keeps two and opens a new one for nearly every blob.
func newHTTP() *http.Client {
	return &http.Client{Transport: &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		DialContext:           (&net.Dialer{Timeout: dialTimeout}).DialContext,
		TLSHandshakeTimeout:   dialTimeout,
		ResponseHeaderTimeout: answerTimeout,
		IdleConnTimeout:       idleTimeout,
		MaxIdleConnsPerHost:   publish.MaxConcurrency,
		ForceAttemptHTTP2:     true,
	}}
}
