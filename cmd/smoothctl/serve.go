package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"smoothscope/assets"
	"smoothscope/inspect/asset"
	"smoothscope/tasks/preview"
)

// serveOptions are the flags of serve.
type serveOptions struct {
	addr    string
	verbose bool
	alone   bool
}

func serveVerb() *cobra.Command {
	var o serveOptions
	cmd := &cobra.Command{
		Use:   "serve ASSET|FOLDER",
		Short: "Serve an asset to players on this computer, as Smooth Streaming and as DASH",
		Long: `Serves assets over HTTP on this computer, straight from their files, until it is interrupted.
It prints "listening URL", then for each asset "page URL" (a player for any browser),
"smooth URL" (ends in /NAME.ism/Manifest) and "dash URL", where they are available.
Several manifests or folders are served side by side.
` + assetHelp + `
FOLDER may also be a published tree, NAME.ism, or hold several of them.`,
		Args: needArgs(-1, "an ASSET or a FOLDER"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return o.run(cmd.Context(), args, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.addr, "addr", "127.0.0.1:0", "address and port to listen on, of this computer only; port 0 is a free one")
	f.BoolVar(&o.verbose, "verbose", false, "write a line per request to stderr")
	f.BoolVar(&o.alone, "alone", false, aloneHelp)
	return cmd
}

// rarely is how much the heap may grow between two collections, in percent. It
// is a few megabytes here, and a collection every hundredth of a second under
// load cost a tenth of the answers.
const rarely = 400

// run serves until ctx ends, which is the only good end.
func (o serveOptions) run(ctx context.Context, args []string, stdout, stderr io.Writer) (err error) {
	if err := checkAddr(o.addr); err != nil {
		return err
	}
	defer debug.SetGCPercent(debug.SetGCPercent(rarely))
	log := newRequestLog(stderr, o.verbose)
	defer log.close()
	server, err := preview.Start(ctx, preview.Options{Addr: o.addr, Player: assets.Player(), OnRequest: log.add})
	if err != nil {
		return err
	}
	s := serving{server: server}
	defer func() { err = errors.Join(err, s.close()) }() //nolint:contextcheck // ctx has ended, this is tidying up
	for _, names := range servedApart(args) {
		if err := s.add(ctx, names, asset.Options{Alone: o.alone}); err != nil {
			return err
		}
	}
	warn(stderr, s.warnings, nil)
	if err := s.print(stdout); err != nil {
		return fmt.Errorf("print the addresses: %w", err)
	}
	if isTerminal(stderr) {
		fmt.Fprintln(stderr, "press Ctrl+C to end")
	}
	<-ctx.Done()
	return ctx.Err()
}

// checkAddr takes addresses that nobody outside this computer can reach: what
// is served has no password.
func checkAddr(addr string) error {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return fmt.Errorf("--addr %q is no address with a port: write for example 127.0.0.1:8080", addr)
	}
	if n, err := strconv.ParseUint(port, 10, 16); err != nil || strconv.FormatUint(n, 10) != port {
		return fmt.Errorf("--addr %q: %q is no port: use 0 to 65535, 0 for a free one", addr, port)
	}
	ip, err := netip.ParseAddr(host)
	if strings.EqualFold(host, "localhost") || err == nil && ip.IsLoopback() {
		return nil
	}
	return fmt.Errorf("--addr %q is open to other computers, and what is served has no password: use 127.0.0.1:%s", addr, port)
}

// serving is a server with the assets that it serves.
type serving struct {
	server   *preview.Server
	assets   []*asset.Asset
	sites    []*preview.Site
	warnings []string
}

// add serves one asset. What is none, or lacks its media, may still be a
// published folder.
func (s *serving) add(ctx context.Context, names []string, o asset.Options) error {
	err := s.addAsset(ctx, names, o)
	var several *asset.SeveralError
	if err == nil || ctx.Err() != nil || errors.As(err, &several) {
		return err
	}
	folder, ok := treeOf(names)
	if !ok {
		return err
	}
	site, none := s.server.AddFolder(folder)
	if none != nil {
		return err // which says more than that this is no published folder either
	}
	for _, site := range append([]*preview.Site{site}, site.Others...) {
		s.sites = append(s.sites, site)
		s.warnings = append(s.warnings, site.Warnings...)
	}
	return nil
}

// treeOf is the folder that may be a published tree, or hold some.
func treeOf(names []string) (string, bool) {
	if len(names) != 1 {
		return "", false
	}
	info, err := os.Stat(names[0])
	switch {
	case err != nil:
		return "", false
	case info.IsDir():
		return names[0], true
	}
	return filepath.Dir(names[0]), strings.EqualFold(filepath.Base(names[0]), "Manifest")
}

func (s *serving) addAsset(ctx context.Context, names []string, o asset.Options) error {
	a, err := asset.Open(ctx, names, o)
	if err != nil {
		return err
	}
	s.assets = append(s.assets, a)
	if err := anyMedia(a, names); err != nil {
		return err
	}
	site, err := s.server.Add(a) //nolint:contextcheck // it serves for longer than this call
	if err != nil {
		return err
	}
	s.sites = append(s.sites, site)
	s.warnings = append(append(s.warnings, a.Warnings...), site.Warnings...)
	return nil
}

// anyMedia refuses an asset of which not a single chunk could be sent.
func anyMedia(a *asset.Asset, names []string) error {
	if a.URL != "" {
		return nil // its server says what is wrong with that
	}
	for _, s := range a.Streams {
		for _, l := range s.Levels {
			if m, ok := a.Member(l.File); ok && m.Present {
				return nil
			}
		}
	}
	return wrong(fmt.Errorf("%s: none of its media files is there, so there is nothing to serve: put them beside it", names[0]))
}

// print writes the address of the server, then those of each asset.
func (s *serving) print(stdout io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "listening %s\n", s.server.URL())
	for _, site := range s.sites {
		fmt.Fprintf(&b, "page %s\n", site.Page)
		fmt.Fprintf(&b, "smooth %s\n", site.Smooth)
		if site.DASH != "" {
			fmt.Fprintf(&b, "dash %s\n", site.DASH)
		}
	}
	_, err := io.WriteString(stdout, b.String())
	return err
}

// close ends the server, then lets go of what it served.
func (s *serving) close() error {
	err := s.server.Close()
	for _, a := range s.assets {
		err = errors.Join(err, a.Close())
	}
	return err
}
