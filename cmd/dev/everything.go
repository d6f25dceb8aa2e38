package main

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
)

// The packages whose tests need a screen, or Azurite and a browser together.
const (
	windowPackage = "smoothscope/cmd/smoothscope"
	e2ePackage    = "smoothscope/cmd/dev/e2e"
)

// testAll is what CI runs.
func testAll(ctx context.Context, s *shop, _ []string) error {
	r := &report{out: s.out, counts: true}
	steps := []step{{"packages of the system", s.systemForTests}, {"packages of npm", s.npmForTests}}
	steps = append(steps, s.lintSteps()...)
	return r.all(ctx, append(steps,
		step{"build as released", s.buildReleased},
		step{"tests", func(ctx context.Context) error { return s.unitTests(ctx, &r.tests) }},
		step{"fuzz tests, " + fuzzTime + " each", s.fuzz},
		step{"window", func(ctx context.Context) error { return s.windowTest(ctx, &r.tests) }},
		step{"publish and play", func(ctx context.Context) error { return s.play(ctx, &r.tests) }},
	))
}

func endToEnd(ctx context.Context, s *shop, _ []string) error {
	r := &report{out: s.out, counts: true}
	return r.all(ctx, []step{
		{"packages of the system", func(ctx context.Context) error { return s.wish(s.install(ctx, mediaNeeds())) }},
		{"packages of npm", s.npmForTests},
		{"publish and play", func(ctx context.Context) error { return s.play(ctx, &r.tests) }},
	})
}

// systemForTests installs what the tests need. What only makes some of them
// skip is a failure in CI alone.
func (s *shop) systemForTests(ctx context.Context) error {
	return s.wish(s.install(ctx, slices.Concat(buildNeeds(), windowNeeds(), mediaNeeds())))
}

func (s *shop) npmForTests(ctx context.Context) error {
	if err := s.installNPM(ctx, slices.Sorted(maps.Keys(npmPackages()))...); err != nil {
		return s.wish(err)
	}
	return s.wish(s.player(ctx))
}

// wish turns an error into a remark, except in CI.
func (s *shop) wish(err error) error {
	if err == nil || s.strict {
		return err
	}
	_, _ = s.out.Write([]byte("   " + err.Error() + "\n   going on without; tests that need it are skipped\n"))
	return nil
}

func (s *shop) buildReleased(ctx context.Context) error {
	return s.run(ctx, "go", "build", "-buildvcs=false", "-tags", releaseTag, "./...")
}

func (s *shop) unitTests(ctx context.Context, t *tally) error {
	list, err := s.ask(ctx, "go", "list", "./...")
	if err != nil {
		return err
	}
	packages := slices.DeleteFunc(strings.Fields(list), func(p string) bool { return p == windowPackage || p == e2ePackage })
	if len(packages) == 0 {
		return errors.New("there are no packages")
	}
	args := []string{"-timeout", "20m"}
	if cgo, err := s.ask(ctx, "go", "env", "CGO_ENABLED"); err == nil && cgo == "1" && s.has("gcc") {
		args = append(args, "-race") // the race detector needs cgo
	}
	return s.goTest(ctx, t, nil, append(args, packages...)...)
}

// windowTest brings its own screen; it neither disturbs a person nor needs one.
func (s *shop) windowTest(ctx context.Context, t *tally) error {
	return s.goTest(ctx, t, []string{"LIBGL_ALWAYS_SOFTWARE=1"}, "-count", "1", "-timeout", "15m", windowPackage)
}

func (s *shop) play(ctx context.Context, t *tally) error {
	return s.goTest(ctx, t, nil, "-count", "1", "-timeout", "15m", e2ePackage)
}
