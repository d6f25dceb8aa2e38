package targettest_test

import (
	"testing"

	"smoothscope/tasks/publish"
	"smoothscope/tasks/publish/targettest"
)

func TestMemory(t *testing.T) {
	targettest.Run(t, func(*testing.T) publish.Target { return &targettest.Memory{} })
}
