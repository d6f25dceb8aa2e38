package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// connections is how many wrk keeps open.
const connections = 32

// A measure is what wrk saw of a server.
type measure struct {
	Requests, Bytes int64
	Microseconds    int64
	Status          int64 // answers other than 2xx and 3xx
	Connect, Read   int64 // errors of sockets
	Write, Timeout  int64
}

func (m measure) perSecond() float64 {
	return float64(m.Requests) / (float64(max(m.Microseconds, 1)) / 1e6)
}

// failed says what went wrong, "" when nothing did.
func (m measure) failed() string {
	if m.Status+m.Connect+m.Read+m.Write+m.Timeout == 0 {
		return ""
	}
	return fmt.Sprintf("%d answers other than 200, %d connect, %d read, %d write errors, %d timeouts of %d",
		m.Status, m.Connect, m.Read, m.Write, m.Timeout, m.Requests)
}

// walk lets the requests of each thread go through all paths, each thread from
// a place of its own. The requests are made beforehand.
const walk = `
local threads = 0
function setup(thread) thread:set("id", threads); threads = threads + 1 end
local paths = dofile(%q)
local requests, n = {}, #paths
function init(args)
  for i = 1, n do requests[i] = wrk.format("GET", paths[i], %s) end
  at = math.floor(id * n / %d)
end
function request() at = at %% n + 1; return requests[at] end
function done(summary, latency, requests)
  local e = summary.errors
  io.stdout:write(string.format('\n{"Requests":%%d,"Bytes":%%d,"Microseconds":%%d,"Status":%%d,"Connect":%%d,"Read":%%d,"Write":%%d,"Timeout":%%d}\n',
    summary.requests, summary.bytes, summary.duration, e.status, e.connect, e.read, e.write, e.timeout))
end
`

// writeWalk writes the script for wrk; gzip says whether requests ask for it.
func (b *bench) writeWalk(name string, paths []string, gzip bool) (string, error) {
	var list strings.Builder
	list.WriteString("return {\n")
	for _, p := range paths {
		list.WriteString(strconv.Quote(p) + ",\n")
	}
	list.WriteString("}\n")
	data := filepath.Join(b.scratch, name+"-paths.lua")
	if err := os.WriteFile(data, []byte(list.String()), 0o600); err != nil {
		return "", err
	}
	headers := "nil"
	if gzip {
		headers = `{["Accept-Encoding"]="gzip"}`
	}
	script := filepath.Join(b.scratch, name+".lua")
	return script, os.WriteFile(script, fmt.Appendf(nil, walk, data, headers, threads), 0o600)
}

// threads of wrk: it shares two cores with what it measures.
const threads = 2

// wrk loads a server for a while.
func (b *bench) wrk(ctx context.Context, p *process, script string, during time.Duration) (measure, error) {
	var m measure
	c := exec.CommandContext(ctx, "wrk", "-t", strconv.Itoa(threads), "-c", strconv.Itoa(connections),
		"-d", strconv.Itoa(int(during/time.Second))+"s", "--timeout", "10s", "-s", script, p.url)
	said, err := c.CombinedOutput()
	if err != nil {
		return m, fmt.Errorf("wrk: %w: %s", err, said)
	}
	at := strings.LastIndex(string(said), "\n{")
	if at < 0 {
		return m, fmt.Errorf("wrk: no figures: %s", said)
	}
	if err := json.Unmarshal(said[at:], &m); err != nil {
		return m, fmt.Errorf("wrk: %w: %s", err, said)
	}
	if why := m.failed(); why != "" {
		return m, fmt.Errorf("%s: %s", p.name, why)
	}
	return m, nil
}
