// Package cost compares what runs take, in time and in memory, within one test. Only tests import it.
package cost

import (
	"fmt"
	"runtime"
	"testing"
	"time"
)

// AtMost fails the test where one run takes more than so many times the time or the memory of another. Both are run
// in turns, and again where the machine may have been busy: what counts is the best run of each.
func AtMost(t *testing.T, times float64, run, unit func()) {
	t.Helper()
	best, one := spent{1 << 62, 1 << 62}, spent{1 << 62, 1 << 62}
	for round := range 8 {
		one.least(unit)
		best.least(run)
		over := max(float64(best.time)/float64(one.time), float64(best.bytes)/float64(one.bytes)) / times
		if over <= 1 {
			return
		}
		if round > 0 && over > 10 {
			break // no machine is that busy
		}
	}
	t.Fatalf("it takes %s, more than %g times %s", best, times, one)
}

// spent is what a run takes.
type spent struct {
	time  time.Duration
	bytes uint64 // that are allocated
}

// least keeps what a run takes where it takes less than those before.
func (s *spent) least(run func()) {
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := time.Now()
	run()
	s.time = min(s.time, time.Since(start))
	runtime.ReadMemStats(&after)
	s.bytes = min(s.bytes, after.TotalAlloc-before.TotalAlloc)
}

func (s spent) String() string { return fmt.Sprintf("%s and %d KiB", s.time, s.bytes>>10) }
