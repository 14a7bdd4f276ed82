package bsc

import (
	"sync/atomic"
	"time"
)

// A turn is that of whoever commits to a board: one at a time. It knows whether the one whose turn it is has called a
// host's code, so that whoever is called by it, and waits for a turn of his own, does not wait for ever.
type turn struct {
	taken chan struct{}  // holds one: the turn is taken
	calls *atomic.Uint64 // begun and ended: odd while one is under way
}

func newTurn() turn { return turn{make(chan struct{}, 1), new(atomic.Uint64)} }

// patience is how long one and the same call of a host's code may keep others waiting.
const patience = time.Second

// take waits for the turn. It is false where one and the same call of a host's code has been under way for all of its
// patience: that call is most likely the one that waits.
func (t turn) take() bool {
	select {
	case t.taken <- struct{}{}:
		return true
	default:
	}
	for {
		before := t.calls.Load()
		wait := time.NewTimer(patience)
		select {
		case t.taken <- struct{}{}:
			wait.Stop()
			return true
		case <-wait.C:
			if before%2 == 1 && t.calls.Load() == before {
				return false
			}
		}
	}
}

// pass lets another have the turn.
func (t turn) pass() { <-t.taken }

// call runs a host's code in the turn.
func (t turn) call(f func() error) error {
	t.calls.Add(1)
	defer t.calls.Add(1)
	return guard(f)
}

func setWithin() error {
	p := fault(ErrLoop, "a board is set while a commit has been in one call of a policy or a source for a second")
	p.Hint = "do not set it by what it asks, but by a subscriber, which is told when the commit is done"
	return &InputError{Problems{p}}
}
