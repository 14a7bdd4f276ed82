// Package parallel runs work that may call a host's code on all cores.
package parallel

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// Each calls f for 0 to n-1 on all cores, in no order, and returns the errors. If a host's code ends a goroutine, lost
// returns the error of the call under way, and another goroutine continues.
func Each(n int, f func(int) error, lost func(i int, panicked any) error) []error {
	errs := make([]error, n)
	var next atomic.Int64
	var running sync.WaitGroup
	var work func()
	work = func() {
		i, returned := 0, false
		defer func() {
			if !returned {
				errs[i] = lost(i, recover())
				running.Go(work)
			}
		}()
		for i = int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
			errs[i] = f(i)
		}
		returned = true
	}
	for range min(runtime.GOMAXPROCS(0), n) {
		running.Go(work)
	}
	running.Wait()
	return errs
}
