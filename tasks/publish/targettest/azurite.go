package targettest

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"
	"time"
)

// The account that every Azurite has, as its documentation gives it.
const (
	AzuriteAccount = "devstoreaccount1"
	AzuriteKey     = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="
)

const azuriteStart = 60 * time.Second

// Azurite is a running emulator of Azure Blob Storage.
type Azurite struct {
	URL string // of the account's blob service
}

// ConnectionString is what the portal would give.
func (a *Azurite) ConnectionString() string {
	return fmt.Sprintf("DefaultEndpointsProtocol=http;AccountName=%s;AccountKey=%s;BlobEndpoint=%s", AzuriteAccount, AzuriteKey, a.URL)
}

// StartAzurite runs an emulator with an empty store until the test ends. It
// is skipped where the program is not installed, but fails where the variable
// CI is set.
func StartAzurite(t testing.TB) *Azurite {
	t.Helper()
	program, err := findAzurite()
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	port, err := freePort()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, "--blobHost", "127.0.0.1", "--blobPort", strconv.Itoa(port),
		"--location", t.TempDir(), "--silent", "--disableTelemetry", "--skipApiVersionCheck")
	if err := cmd.Start(); err != nil {
		t.Fatalf("start azurite: %v", err)
	}
	ended := make(chan struct{})
	go func() {
		_ = cmd.Wait()
		close(ended)
	}()
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		<-ended
	})
	host := "http://127.0.0.1:" + strconv.Itoa(port)
	if err := answers(host, ended); err != nil {
		t.Fatalf("azurite: %v", err)
	}
	return &Azurite{URL: host + "/" + AzuriteAccount}
}

// findAzurite looks where the variable SMOOTHSCOPE_AZURITE says, then where
// the project's own tool installs it, then in the path.
func findAzurite() (string, error) {
	name := "azurite-blob"
	if runtime.GOOS == "windows" {
		name += ".cmd"
	}
	if path := os.Getenv("SMOOTHSCOPE_AZURITE"); path != "" {
		return path, nil
	}
	if root, err := projectRoot(); err == nil {
		path := filepath.Join(root, ".ci", "cache", "npm", "node_modules", ".bin", name)
		if _, err := os.Stat(path); err == nil {
			return path, nil
		}
	}
	if path, err := exec.LookPath(name); err == nil {
		return path, nil
	}
	return "", errors.New("azurite is not installed: go run ./cmd/dev test installs it, or set SMOOTHSCOPE_AZURITE to the azurite-blob program")
}

// projectRoot is the folder of go.mod above this one.
func projectRoot() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", errors.New("no go.mod above " + dir)
		}
		dir = parent
	}
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	port := l.Addr().(*net.TCPAddr).Port
	return port, l.Close()
}

// answers waits until the server answers anything at all.
func answers(address string, ended <-chan struct{}) error {
	ctx, cancel := context.WithTimeout(context.Background(), azuriteStart)
	defer cancel()
	for {
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
		if err != nil {
			return err
		}
		if response, err := http.DefaultClient.Do(request); err == nil {
			return response.Body.Close()
		}
		select {
		case <-ended:
			return errors.New("it ended by itself")
		case <-ctx.Done():
			return errors.New("it does not answer")
		case <-time.After(50 * time.Millisecond):
		}
	}
}
