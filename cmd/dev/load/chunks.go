package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"
)

// chunks asks all servers for the same chunks, in turns.
func (b *bench) chunks(ctx context.Context, s size) error {
	m, err := b.medium(ctx, s)
	if err != nil {
		return err
	}
	servers, stop, err := b.startAll(ctx, m)
	defer stop()
	if err != nil {
		return err
	}
	script, err := b.writeWalk(s.name, m.paths, false)
	if err != nil {
		return err
	}
	ours := servers[1]
	if _, err := b.round(ctx, servers, script, time.Second); err != nil { // caches fill
		return err
	}
	idle, rates, costs := ours.settle(0), make([][]float64, len(servers)), make([][]float64, len(servers))
	watched, memory := ours.watch(ctx), []string{}
	defer watched.end()
	for range b.rounds {
		got, err := b.round(ctx, servers, script, b.each)
		if err != nil {
			return err
		}
		for i, one := range got {
			rates[i], costs[i] = append(rates[i], one.rate), append(costs[i], one.cost)
		}
		memory = append(memory, megabytes(ours.memory()))
	}
	b.sayChunks(s, m, rates, costs)
	b.sayMemory(watched, memory, idle, ours.settle(idle))
	return nil
}

// loaded is what one server did in one round.
type loaded struct {
	rate float64 // chunks per second
	cost float64 // microseconds of processor time per chunk
}

// round loads each server once.
func (b *bench) round(ctx context.Context, servers []*process, script string, during time.Duration) ([]loaded, error) {
	var all []loaded
	for _, p := range servers {
		before := p.cpu()
		got, err := b.wrk(ctx, p, script, during)
		if err != nil {
			return nil, err
		}
		took := float64((p.cpu() - before).Microseconds())
		all = append(all, loaded{got.perSecond(), took / float64(max(got.Requests, 1))})
	}
	return all, nil
}

func (b *bench) startAll(ctx context.Context, m *medium) (servers []*process, stop func(), err error) {
	stop = func() {
		for _, p := range servers {
			p.stop()
		}
	}
	self, err := os.Executable()
	if err != nil {
		return nil, stop, err
	}
	for _, begin := range []func() (*process, error){
		func() (*process, error) { return b.startNginx(ctx, "nginx", m.folder, "") },
		func() (*process, error) { return start(ctx, "ours", b.smoothctl, "serve", m.file) },
		func() (*process, error) { return start(ctx, "bare Go", self, fileServerVerb, m.folder) },
		func() (*process, error) { return b.startNginx(ctx, "nginx that keeps files open", m.folder, keepFiles) },
	} {
		p, err := begin()
		if err != nil {
			return servers, stop, err
		}
		servers = append(servers, p)
	}
	return servers, stop, nil
}

// sayChunks prints the line of a size. Ratios are of one round each, because
// the machine's other work changes from round to round.
func (b *bench) sayChunks(s size, m *medium, rates, costs [][]float64) {
	ratio := median(ratios(rates[1], rates[0]))
	verdict := b.want(ratio >= s.ratio, fmt.Sprintf("%s chunks at %.2f of nginx, wanted %.2f", s.label, ratio, s.ratio))
	fmt.Fprintf(b.out, "%s chunks: %d of %d bytes on average\n", s.label, len(m.paths), m.bytes/int64(len(m.paths)))
	for i, name := range []string{"nginx", "ours", "bare Go", "nginx, files kept open"} {
		rate := median(rates[i])
		each := ratios(rates[i], rates[0])
		line := fmt.Sprintf("  %-24s %8.0f/s %8.1f MB/s   %.2f (%.2f to %.2f)   processor %5.1f µs each", name, rate,
			rate*float64(m.bytes)/float64(len(m.paths))/1e6, median(each), slices.Min(each), slices.Max(each), median(costs[i]))
		if i == 1 {
			line += fmt.Sprintf("   wanted %.2f: %s", s.ratio, verdict)
		}
		fmt.Fprintln(b.out, line)
	}
}

// sayMemory prints how the server did while it was loaded.
func (b *bench) sayMemory(g *gauge, memory []string, idle, left int) {
	verdict := b.want(left <= idle, fmt.Sprintf("%d handles are left open", left-idle))
	fmt.Fprintf(b.out, "  ours: memory after each round %s, %s at most; handles %d before, %d at most, %d after: %s\n",
		strings.Join(memory, ", "), megabytes(g.end().most), idle, g.handles, left, verdict)
}

// settle waits until the handles of clients that are gone are closed, a second
// at least and at most five while there are more than wanted; it counts them.
func (p *process) settle(want int) int {
	time.Sleep(time.Second)
	left := p.handles()
	for range 40 {
		if want == 0 || left <= want {
			break
		}
		time.Sleep(100 * time.Millisecond)
		left = p.handles()
	}
	return left
}

func median(all []float64) float64 {
	sorted := slices.Sorted(slices.Values(all))
	if n := len(sorted); n%2 == 0 {
		return (sorted[n/2-1] + sorted[n/2]) / 2
	}
	return sorted[len(sorted)/2]
}

// ratios is what each round's a is of its b.
func ratios(a, b []float64) []float64 {
	all := make([]float64, len(a))
	for i := range a {
		all[i] = a[i] / b[i]
	}
	return all
}
