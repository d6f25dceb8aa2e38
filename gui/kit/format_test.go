package kit

import (
	"math"
	"strings"
	"testing"
)

func TestGroup(t *testing.T) {
	for n, want := range map[int64]string{
		0: "0", 24: "24", 999: "999", 1000: "1_000", 12537: "12_537", 400000: "400_000",
		-1234567: "-1_234_567", math.MaxInt64: "9_223_372_036_854_775_807", math.MinInt64: "-9_223_372_036_854_775_808",
	} {
		want = strings.ReplaceAll(want, "_", thinSpace)
		if got := Group(n); got != want {
			t.Errorf("Group(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestBytes(t *testing.T) {
	for n, want := range map[int64]string{
		0: "0 B", 312: "312 B", 999: "999 B", 1000: "1.0 kB", 20900: "20.9 kB", 999949: "999.9 kB",
		999950: "1.0 MB", 446_000: "446.0 kB", 10_000_000_000: "10.0 GB", math.MaxInt64: "9.2 EB", -2048: "-2.0 kB",
	} {
		if got := Bytes(n); got != want {
			t.Errorf("Bytes(%d) = %q, want %q", n, got, want)
		}
	}
}
