package cascade

import (
	"runtime/debug"
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/live"
	"github.com/go-bsc/bsc/words"
)

// How a board tells its subscribers what a commit has changed.

// A Notice tells a board's subscribers about one commit.
type Notice struct {
	Result  *Result  `json:"-"`       // the board as the commit left it; Board.Result may be further on already
	Changes []Change `json:"changes"` // in the order of the org units
	_       struct{}
}

// A Change is an org unit of which a commit has changed outcomes.
type Change struct {
	OrgUnit  string             `json:"unit"`
	Ratings  []bsc.RatingChange `json:"ratings"`  // in definition order
	Outcomes []bsc.Ref          `json:"outcomes"` // those whose outcome is another one, in definition order; see bsc.Board.SubscribeOutcomes
}

// Subscribe calls f after every commit that changes an outcome of an org unit or of one below it, until cancel is called;
// "" is all of them. The Notice has these alone. Commits are reported in order, one at a time, by a goroutine that made
// one of them, before its call returns. No lock is held meanwhile. f is never called for an org unit that the cascade
// does not have.
//
// f may read the board. To set it, f should use the Board that it is given: a chain of commits caused by notifications
// then ends after eight with ErrLoop. Setting the board through any other variable also works and is also notified, but
// is not counted: two subscribers that react to each other's changes then never stop.
func (b *Board) Subscribe(unit string, f func(*Board, Notice)) (cancel func()) {
	if b == nil || b.core == nil || f == nil {
		return func() {}
	}
	c, of := b.core, -1
	if unit != "" {
		known := false
		if of, known = c.cascade.at[unit]; !known {
			return func() {}
		}
	}
	return c.line.Subscribe(of, func(n Notice, depth int) error {
		n.Changes = slices.DeleteFunc(slices.Clone(n.Changes), func(change Change) bool {
			return !c.cascade.isWithin(c.cascade.at[change.OrgUnit], of)
		})
		if len(n.Changes) == 0 {
			return nil
		}
		for i := range n.Changes {
			own := &n.Changes[i]
			own.Ratings, own.Outcomes = slices.Clone(own.Ratings), slices.Clone(own.Outcomes)
		}
		return guard(func() { f(&Board{core: c, depth: depth}, n) })
	})
}

// isWithin reports whether an org unit is another one or below it; -1 is above all.
func (c *Cascade) isWithin(unit, of int) bool {
	for unit >= 0 && unit != of {
		unit = c.units[unit].parent
	}
	return unit == of
}

// news returns what a commit has changed, as far as subscribers want to know.
func (r *Result) news(after *Result, wants []int) Notice {
	n := Notice{Result: after}
	if len(wants) == 0 || r == after {
		return n
	}
	for i, result := range after.results {
		if result == r.results[i] || !slices.ContainsFunc(wants, func(of int) bool { return r.cascade.isWithin(i, of) }) {
			continue
		}
		if ratings, nodes := result.ChangesSince(r.results[i]); len(nodes) > 0 {
			n.Changes = append(n.Changes, Change{r.cascade.units[i].id, ratings, nodes})
		}
	}
	return n
}

// guard calls a subscriber, and returns its panic as an error.
func guard(f func()) (err error) {
	defer func() {
		if panicked := recover(); panicked != nil {
			err = &bsc.Problem{
				Code: bsc.ErrPanic, Detail: words.New("board_subscriber"),
				Err: &bsc.PanicError{Value: panicked, Stack: debug.Stack()},
			}
		}
	}()
	f()
	return nil
}

// deliver tells the subscribers what is on the line, unless another call is doing so. It returns the first panic of a
// subscriber, or that they set the board in a loop.
func (c *board) deliver() error {
	looped, err := c.line.Deliver()
	if looped && err == nil {
		return loopError()
	}
	return err
}

func loopError() error {
	p := fault(bsc.ErrLoop, "notifications_too_deep", "most", live.MaxDepth)
	p.Hint = words.New("subscriber_waits_for_itself")
	return refuse(p)
}
