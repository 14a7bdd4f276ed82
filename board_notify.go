package bsc

import (
	"slices"
	"sync/atomic"
	"time"
)

// How a board notifies subscribers of rating changes, and whose turn it is to commit.

// A RatingChange is a node whose rating a commit has changed.
type RatingChange struct {
	Ref      Ref
	From, To Rating // "" is none
}

// A Notice tells a board's subscribers about one commit.
type Notice struct {
	Result  *Result        // the board as the commit left it; Board.Result may be further on already
	Changes []RatingChange // in definition order
	_       struct{}
}

// maxDepth is how many notifications may follow from one another.
const maxDepth = 8

// A subscriber is notified of changed ratings.
type subscriber struct {
	tell func(*Board, Notice) // nil: it has cancelled
}

// queued is a notice on the list, with the number of notifications that led to it.
type queued struct {
	Notice
	depth int
}

// Subscribe calls f after every commit that changes a rating, until cancel is called. Commits are reported in order,
// one at a time, by a goroutine that made one of them, before its call returns. No lock is held meanwhile.
//
// f may read the board. To set it, f should use the Board that it is given: a chain of commits caused by notifications
// then ends after eight with ErrLoop. Setting the board through any other variable also works and is also notified, but
// is not counted: two subscribers that react to each other's changes then never stop.
func (b *Board) Subscribe(f func(*Board, Notice)) (cancel func()) {
	if b == nil || b.core == nil || f == nil {
		return func() {}
	}
	c, s := b.core, &subscriber{f}
	c.telling.Lock()
	defer c.telling.Unlock()
	c.subscribers = append(slices.Clip(c.subscribers), s)
	return func() {
		c.telling.Lock()
		defer c.telling.Unlock()
		s.tell = nil
		c.subscribers = slices.DeleteFunc(slices.Clone(c.subscribers), func(other *subscriber) bool { return other == s })
	}
}

// isWatched reports whether there are subscribers.
func (c *board) isWatched() bool {
	c.telling.Lock()
	defer c.telling.Unlock()
	return len(c.subscribers) > 0
}

// changes returns the rating changes of a commit.
func (c *board) changes(before, after *Result) []RatingChange {
	slices.Sort(c.moved)
	var changes []RatingChange
	for _, at := range slices.Compact(c.moved) {
		from, to := before.e.state(at).rating, after.e.state(at).rating
		if from != to {
			changes = append(changes, RatingChange{after.e.card.nodes[at].ref, from, to})
		}
	}
	c.moved = c.moved[:0]
	return changes
}

// notify puts a commit's notice on the list. It reports whether there is anything on it.
func (c *board) notify(q queued) bool {
	c.telling.Lock()
	defer c.telling.Unlock()
	if len(q.Changes) > 0 {
		c.notices = append(c.notices, q)
	}
	return len(c.notices) > 0
}

// deliver delivers the notices on the list to the subscribers, unless another call is doing so. It returns the first
// panic of a subscriber, or that they set the board in a loop.
func (c *board) deliver() (err error) {
	c.telling.Lock()
	defer c.telling.Unlock()
	if c.delivering {
		return nil
	}
	c.delivering = true
	defer func() { c.delivering = false }()
	for len(c.notices) > 0 {
		next := c.notices[0]
		c.notices = c.notices[1:]
		for _, s := range c.subscribers {
			if failed := c.tell(s.tell, next); failed != nil && err == nil {
				err = failed
			}
		}
	}
	if c.looped && err == nil {
		err = loopError()
	}
	c.looped = false
	return err
}

// loop refuses a change at too great a depth of notifications.
func (c *board) loop() error {
	c.telling.Lock()
	defer c.telling.Unlock()
	c.looped = c.delivering
	return loopError()
}

func loopError() error {
	p := fault(ErrLoop, "notifications have set the board %d times in a row", maxDepth)
	p.Hint = "a subscriber's change makes the rating change that it waits for"
	return &InputError{Problems{p}}
}

// tell calls one subscriber without holding the lock.
func (c *board) tell(f func(*Board, Notice), n queued) error {
	if f == nil {
		return nil
	}
	n.Changes = slices.Clone(n.Changes)
	c.telling.Unlock()
	defer c.telling.Lock()
	err := guard(func() error {
		f(&Board{core: c, depth: n.depth + 1}, n.Notice)
		return nil
	})
	if err != nil {
		return asProblem(err, ErrPanic, "a subscriber of the board")
	}
	return nil
}

// A turn serialises commits to a board: one at a time. It knows whether the commit under way is in a call of a host's
// code, so that a commit made by that very call does not wait for ever.
type turn struct {
	taken chan struct{}  // holds one element while the turn is taken
	calls *atomic.Uint64 // counts begins and ends: odd during a call
}

func newTurn() turn { return turn{make(chan struct{}, 1), new(atomic.Uint64)} }

// patience is how long a single call of a host's code may keep others waiting.
const patience = time.Second

// take waits for the turn. It returns false if a single call of a host's code has been under way for all of its
// patience: most likely that call is the one that waits.
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

// pass releases the turn.
func (t turn) pass() { <-t.taken }

// call runs a host's code during the turn.
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
