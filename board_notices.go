package bsc

import (
	"reflect"
	"slices"
	"time"

	"github.com/go-bsc/bsc/internal/live"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// How a board tells its subscribers what a commit has changed.

// A RatingChange is a node whose rating a commit has changed.
type RatingChange struct {
	Ref  Ref    `json:"ref"`
	From Rating `json:"from,omitempty"` // "" is none, as for To
	To   Rating `json:"to,omitempty"`
}

// A Notice tells a board's subscribers about one commit.
type Notice struct {
	Result  *Result        `json:"-"`       // the board as the commit left it; Board.Result may be further on already
	Changes []RatingChange `json:"changes"` // in definition order
	// Outcomes are the nodes whose outcome is another one, each once, in definition order: what a page has to draw again.
	// Only subscribers of SubscribeOutcomes have them.
	Outcomes []Ref `json:"outcomes,omitempty"`
	_        struct{}
}

func (n *Notice) isEmpty() bool { return len(n.Changes)+len(n.Outcomes) == 0 }

// Subscribe calls f after every commit that changes a rating, until cancel is called. Commits are reported in order,
// one at a time, by a goroutine that made one of them, before its call returns. No lock is held meanwhile.
//
// f may read the board. To set it, f should use the Board that it is given: a chain of commits caused by notifications
// then ends after eight with ErrLoop. Setting the board through any other variable also works and is also notified, but
// is not counted: two subscribers that react to each other's changes then never stop.
func (b *Board) Subscribe(f func(*Board, Notice)) (cancel func()) { return b.subscribe(f, false) }

// SubscribeOutcomes is like Subscribe, but calls f after every commit that changes an outcome, and lists the nodes in
// Notice.Outcomes: those of which any field of their Outcome is another one than before, but for EffectiveWeight. That
// is a share of the whole, and may change for all nodes as soon as one has data: read it when it is shown. A reading
// that is set to what it was changes nothing.
//
// It costs time in proportion to the nodes that a commit computes, however large the scorecard is. Commits on a board
// without such subscribers take no longer for it.
func (b *Board) SubscribeOutcomes(f func(*Board, Notice)) (cancel func()) {
	return b.subscribe(f, true)
}

func (b *Board) subscribe(f func(*Board, Notice), all bool) (cancel func()) {
	if b == nil || b.core == nil || f == nil {
		return func() {}
	}
	c := b.core
	return c.line.Subscribe(all, func(n Notice, depth int) error {
		if n.Outcomes = slices.Clone(n.Outcomes); !all {
			n.Outcomes = nil
		}
		if n.isEmpty() {
			return nil
		}
		n.Changes = slices.Clone(n.Changes)
		err := guard(func() error {
			f(&Board{core: c, depth: depth}, n)
			return nil
		})
		if err != nil {
			return asProblem(err, ErrPanic, words.New("board_subscriber"))
		}
		return nil
	})
}

// look finds out what subscribers want to know of the next commit.
func (c *board) look() {
	wants := c.line.Wants()
	c.watched, c.followed = len(wants) > 0, slices.Contains(wants, true)
}

// news returns what a commit has changed, as far as subscribers want to know.
func (c *board) news(before, after *Result) Notice {
	n := Notice{Result: after}
	slices.Sort(c.moved)
	for _, at := range slices.Compact(c.moved) {
		ref := after.e.card.nodes[at].ref
		from, to := before.e.state(at).rating, after.e.state(at).rating
		if from != to {
			n.Changes = append(n.Changes, RatingChange{ref, from, to})
		}
		if c.followed && !sameOutcome(before.e.outcomeAlone(at), after.e.outcomeAlone(at)) {
			n.Outcomes = append(n.Outcomes, ref)
		}
	}
	c.moved = c.moved[:0]
	return n
}

// ChangesSince returns how a result differs from an earlier one of the same org unit, as a board tells its subscribers:
// the ratings that are others, and the nodes whose outcome is another one, both in definition order. Nodes that the
// earlier result does not have are new, and have had no rating; those that are gone are not listed. See
// Board.SubscribeOutcomes for what makes an outcome another one.
func (r *Result) ChangesSince(before *Result) (ratings []RatingChange, outcomes []Ref) {
	if r == nil || r.e == nil || r == before {
		return nil, nil
	}
	for at := range r.e.card.nodes {
		ref := r.e.card.nodes[at].ref
		var was Outcome
		if before != nil && before.e != nil {
			if then, known := before.e.card.index[ref]; known {
				was = before.e.outcomeAlone(then)
			}
		}
		is := r.e.outcomeAlone(at)
		if was.Rating != is.Rating {
			ratings = append(ratings, RatingChange{ref, was.Rating, is.Rating})
		}
		if !sameOutcome(was, is) {
			outcomes = append(outcomes, ref)
		}
	}
	return ratings, outcomes
}

// sameOutcome reports whether two outcomes say the same, whatever number of zeros their decimals end in.
func sameOutcome(a, b Outcome) bool { return alike(reflect.ValueOf(a), reflect.ValueOf(b)) }

// alike reports whether two values of one type, made of what outcomes are made of, say the same.
func alike(a, b reflect.Value) bool {
	switch x := a.Interface().(type) {
	case decimal.Decimal:
		return x.Equal(b.Interface().(decimal.Decimal))
	case decimal.NullDecimal:
		y := b.Interface().(decimal.NullDecimal)
		return x.Valid == y.Valid && (!x.Valid || x.Decimal.Equal(y.Decimal))
	case Score:
		return x.Equal(b.Interface().(Score))
	case time.Time:
		return x.Equal(b.Interface().(time.Time))
	case words.Phrase:
		return reflect.DeepEqual(x, b.Interface())
	case *Problem:
		y, _ := b.Interface().(*Problem)
		return x == y || x != nil && y != nil && x.Error() == y.Error()
	}
	switch a.Kind() {
	case reflect.Interface, reflect.Pointer:
		if a.IsNil() || b.IsNil() || a.Elem().Type() != b.Elem().Type() {
			return a.IsNil() && b.IsNil()
		}
		return alike(a.Elem(), b.Elem())
	case reflect.Slice:
		if a.Len() != b.Len() {
			return false
		}
		for i := range a.Len() {
			if !alike(a.Index(i), b.Index(i)) {
				return false
			}
		}
		return true
	case reflect.Struct:
		if a.Type() == reflect.TypeFor[period.Period]() {
			return a.Equal(b)
		}
		for i := range a.NumField() {
			if a.Type().Field(i).IsExported() && !alike(a.Field(i), b.Field(i)) {
				return false
			}
		}
		return true
	case reflect.Map:
		return reflect.DeepEqual(a.Interface(), b.Interface())
	}
	return a.Equal(b)
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
	p := fault(ErrLoop, "notifications_too_deep", "most", live.MaxDepth)
	p.Hint = words.New("subscriber_waits_for_itself")
	return &InputError{Problems{p}}
}
