package bsc

import (
	"reflect"
	"runtime"
)

// lock takes the board for a commit; it waits for one that is under way. It is false within a commit, of this or
// another board: whoever asked the policy or source that sets the board would wait for it, and it for that.
func (c *board) lock() bool {
	if c.mu.TryLock() {
		return true
	}
	if withinCommit() {
		return false
	}
	c.mu.Lock()
	return true
}

// withinCommit reports whether the caller is called by a commit: whether board.compute is on its stack. Goroutines
// have no names by which a lock could know its holder, but only the one that holds it computes.
func withinCommit() bool {
	marker := runtime.FuncForPC(reflect.ValueOf((*board).compute).Pointer()).Name()
	calls := make([]uintptr, 64)
	n := runtime.Callers(1, calls)
	for n == len(calls) {
		calls = make([]uintptr, 4*len(calls))
		n = runtime.Callers(1, calls)
	}
	for frames := runtime.CallersFrames(calls[:n]); ; {
		frame, more := frames.Next()
		if frame.Function == marker {
			return true
		}
		if !more {
			return false
		}
	}
}

func setWithin() error {
	p := fault(ErrLoop, "a board is set by a policy or a source that a commit asks")
	p.Hint = "set it by a subscriber, which is told when the commit is done"
	return &InputError{Problems{p}}
}
