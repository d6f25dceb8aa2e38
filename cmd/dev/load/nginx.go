package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// keepFiles lets nginx keep the handles of files that it has sent, which few
// set-ups dare: what is replaced on disk goes on being served for a while.
const keepFiles = "open_file_cache max=20000 inactive=10m; open_file_cache_valid 10m;"

// startNginx serves a folder as nginx does it well: sendfile, whole packets,
// no log, connections for as long as anybody likes. More are further
// directives of its configuration.
func (b *bench) startNginx(ctx context.Context, name, folder, more string) (*process, error) {
	program, err := findNginx()
	if err != nil {
		return nil, err
	}
	port, err := freePort(ctx)
	if err != nil {
		return nil, err
	}
	home, err := os.MkdirTemp(b.scratch, "nginx-")
	if err != nil {
		return nil, err
	}
	config := filepath.Join(home, "nginx.conf")
	if err := os.WriteFile(config, []byte(nginxConfig(home, folder, port, more)), 0o600); err != nil {
		return nil, err
	}
	p := &process{name: name, url: fmt.Sprintf("http://127.0.0.1:%d", port), said: &bytes.Buffer{}, gone: make(chan struct{})}
	close(p.gone) // it prints nothing
	p.cmd = exec.CommandContext(ctx, program, "-p", home, "-c", config)
	p.cmd.Stderr = p.said
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	if err := answers(ctx, p.url); err != nil {
		p.stop()
		return nil, fmt.Errorf("nginx does not listen: %w: %s", err, p.said)
	}
	return p, nil
}

func nginxConfig(home, folder string, port int, more string) string {
	user := ""
	if os.Geteuid() == 0 {
		user = "user root;\n" // its workers must be able to read the folder
	}
	return user + fmt.Sprintf(`daemon off;
worker_processes auto;
worker_rlimit_nofile 65536;
pid %[1]s/pid;
error_log stderr error;
events { worker_connections 4096; }
http {
  access_log off;
  sendfile on;
  tcp_nopush on;
  tcp_nodelay on;
  keepalive_requests 1000000000;
  %[4]s
  default_type video/mp4;
  client_body_temp_path %[1]s/body;
  proxy_temp_path %[1]s/proxy;
  fastcgi_temp_path %[1]s/fastcgi;
  uwsgi_temp_path %[1]s/uwsgi;
  scgi_temp_path %[1]s/scgi;
  server { listen 127.0.0.1:%[2]d; root %[3]s; }
}
`, home, port, folder, more)
}

// findNginx looks also where a plain user's PATH does not.
func findNginx() (string, error) {
	for _, name := range []string{"nginx", "/usr/sbin/nginx", "/usr/local/sbin/nginx"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", errors.New("nginx is missing: go run ./cmd/dev bench installs it")
}

func freePort(ctx context.Context) (int, error) {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	port := l.Addr().(*net.TCPAddr).Port
	return port, l.Close()
}

// answers waits until a server takes connections.
func answers(ctx context.Context, url string) error {
	var last error
	for range 100 {
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
		if err != nil {
			return err
		}
		response, err := http.DefaultClient.Do(request)
		if err == nil {
			return response.Body.Close()
		}
		last = err
		time.Sleep(50 * time.Millisecond)
	}
	return last
}
