// Command dev is the project's workshop: it installs what the machine lacks
// and then does what it was asked. The README's two commands are
//
//	go run ./cmd/dev run [files]
//	go run ./cmd/dev test
//
// It uses the standard library only, so that it starts on a bare machine with
// Go. A new verb is one file with its function and one line in verbs.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
)

type verb struct {
	name string
	help string
	run  func(ctx context.Context, s *shop, args []string) error
}

func verbs() []verb {
	return []verb{
		{"run", "[files]  build the app and open it, on the bundled sample when no file is named", runApp},
		{"test", "         everything that CI checks", testAll},
		{"lint", "         gofmt, go vet and the linters", lintAll},
		{"bench", "[go [regexp]|load [part …]] the Go benchmarks, and the preview server under load beside nginx", bench},
		{"e2e", "         publish the ladder to Azurite and play it in Chromium", endToEnd},
		{"package", "         a tar for Linux and a zip for Windows, in .ci/out", packageAll},
	}
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	err := dev(ctx, os.Args[1:], os.Stdout)
	if err != nil {
		fmt.Fprintln(os.Stderr, "dev:", err)
		stop()
		os.Exit(1)
	}
}

func dev(ctx context.Context, args []string, out io.Writer) error {
	if len(args) == 0 {
		usage(out)
		return errors.New("say what to do")
	}
	for _, v := range verbs() {
		if v.name != args[0] {
			continue
		}
		s, err := newShop(out)
		if err != nil {
			return err
		}
		return v.run(ctx, s, args[1:])
	}
	usage(out)
	return fmt.Errorf("%q is none of these", args[0])
}

func usage(out io.Writer) {
	fmt.Fprintln(out, "go run ./cmd/dev VERB")
	for _, v := range verbs() {
		fmt.Fprintf(out, "  %-8s %s\n", v.name, v.help)
	}
}

// top is the folder of go.mod, at or above the working folder.
func top() (string, error) {
	at, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(at, "go.mod")); err == nil {
			return at, nil
		}
		above := filepath.Dir(at)
		if above == at {
			return "", errors.New("run it inside the project: there is no go.mod here or above")
		}
		at = above
	}
}
