// Package live has what boards share: whose turn it is to commit, and how subscribers are told of commits.
package live

import (
	"sync/atomic"
	"time"
)

// A Turn serialises commits: one at a time. It knows whether the commit under way is in a call of a host's code, so that
// a commit made by that very call does not wait for ever. Make it with NewTurn.
type Turn struct {
	taken chan struct{}  // holds one element while the turn is taken
	calls *atomic.Uint64 // counts begins and ends: odd during a call
}

// NewTurn returns a turn that nobody has.
func NewTurn() Turn { return Turn{make(chan struct{}, 1), new(atomic.Uint64)} }

// patience is how long a single call of a host's code may keep others waiting.
const patience = time.Second

// Take waits for the turn. It returns false if a single call of a host's code has been under way for all of its
// patience: most likely that call is the one that waits.
func (t Turn) Take() bool {
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

// Pass releases the turn.
func (t Turn) Pass() { <-t.taken }

// Begin says that a host's code is called, until End.
func (t Turn) Begin() { t.calls.Add(1) }

// Next says that one call has ended and another one begins, of many that run at once.
func (t Turn) Next() { t.calls.Add(2) }

// End says that the call has ended.
func (t Turn) End() { t.calls.Add(1) }
