package bsc_test

import (
	"fmt"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// A cost is what a run takes at best.
type cost struct {
	time  time.Duration
	bytes uint64 // that are allocated
}

// costsAtMost asserts that one run takes at most so many times the time and the memory of another. Both are run
// in turns, and again where the machine may have been busy: what counts is the best run of each.
func costsAtMost(t *testing.T, times float64, run, measure func()) {
	t.Helper()
	best, unit := cost{1 << 62, 1 << 62}, cost{1 << 62, 1 << 62}
	for round := range 8 {
		unit.run(measure)
		best.run(run)
		over := max(float64(best.time)/float64(unit.time), float64(best.bytes)/float64(unit.bytes)) / times
		if over <= 1 {
			return
		}
		if round > 0 && over > 10 {
			break // no machine is that busy
		}
	}
	require.Fail(t, "it takes too much", "%s, more than %g times %s", best, times, unit)
}

func (c *cost) run(f func()) {
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := time.Now()
	f()
	c.time = min(c.time, time.Since(start))
	runtime.ReadMemStats(&after)
	c.bytes = min(c.bytes, after.TotalAlloc-before.TotalAlloc)
}

func (c cost) String() string { return fmt.Sprintf("%s and %d KiB", c.time, c.bytes>>10) }
