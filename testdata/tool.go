package testdata

import (
	"os"
	"os/exec"
	"testing"
)

// Tool is the path of a program that the tests install (go run ./cmd/dev test).
// Where it is absent the test is skipped, but fails where the variable CI is set.
func Tool(t testing.TB, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	Need(t, err == nil, name+" is not installed: go run ./cmd/dev test installs it")
	return path
}

// Need skips the test where something that it should have is missing, and says
// what; where the variable CI is set it fails.
func Need(t testing.TB, ok bool, missing string) {
	t.Helper()
	switch {
	case ok:
	case os.Getenv("CI") != "":
		t.Fatal(missing)
	default:
		t.Skip(missing)
	}
}
