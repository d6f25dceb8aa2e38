package main

import (
	"errors"
	"os/exec"
	"runtime"
	"strings"
	"testing"
)

func TestAPanicOfTheToolkitBecomesOneError(t *testing.T) {
	give := func(cause any) (err error) {
		defer explain(&err)
		panic(cause)
	}
	if err := give("NotInitialized: The GLFW library is not initialized"); !errors.Is(err, errNoScreen) {
		t.Errorf("error %v", err)
	}
	defer func() {
		if recover() != "something else" {
			t.Error("another panic was swallowed")
		}
	}()
	t.Errorf("returned %v", give("something else"))
}

func TestWithoutADisplayOneLineSaysSo(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only there it is known from the environment")
	}
	cmd := exec.Command(build(t))
	cmd.Env = []string{"HOME=" + t.TempDir()}
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != 2 {
		t.Errorf("ended with %v", err)
	}
	if text := string(out); strings.Count(text, "\n") != 1 || !strings.Contains(text, "smoothctl") {
		t.Errorf("said %q", text)
	}
}
