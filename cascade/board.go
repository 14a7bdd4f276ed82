package cascade

import (
	"slices"
	"sync/atomic"
	"time"

	"github.com/go-bsc/bsc"
	faults "github.com/go-bsc/bsc/internal/fault"
	"github.com/go-bsc/bsc/internal/live"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
)

// A Board is the live state of a whole cascade, as a [bsc.Board] is that of one scorecard. Readings come in one by one,
// and only the org units that depend on them are evaluated again: those whose readings they are, those to which they add
// up, and those that take scores of these. Whatever was set, in whatever order, its Result is the one that
// Cascade.Evaluate would give on the same readings.
//
// Cascade.Board makes a Board; setting the zero Board is an error. A Board is safe for concurrent use: many goroutines
// may call its methods at once, also from within its own notifications.
//
// Policies and sources that a commit calls may read the board; they see the state of the commit before. They should not
// set it: Apply waits for the commit under way, which waits for them. If Apply has waited a second, and the commit has
// not finished an org unit in that time, it gives up with ErrLoop, and nothing changes.
type Board struct {
	core  *board
	depth int // of notifications that led to the holder of this Board
}

// board is what a Board and the Boards handed to its subscribers share.
type board struct {
	cascade *Cascade
	period  period.Period
	asOf    time.Time
	record  *bsc.Readings // that the board was made on, and facts are added to; nil: another source
	reach   reach
	levels  []int // by org unit: the level in which it is evaluated

	current atomic.Pointer[Result]
	line    live.Line[int, Notice] // to the subscribers, each of an org unit; -1: of all

	turn     live.Turn // to commit; guards what follows
	known    *evaluation
	readings overlay
	pending  []bsc.Query // facts that were added by a commit that failed
}

// Board returns the cascade's live state on an input. The board starts from the readings of the input; nil is none yet.
// They are asked for when the board is made, and again for what has to be computed anew. So they must keep giving the
// same answers, from whatever goroutine sets the board, and so must the targets; to Readings, facts may be added with
// Board.Add. The error is that of Evaluate.
func (c *Cascade) Board(in bsc.Input) (*Board, error) {
	if in.Readings == nil {
		in.Readings = new(bsc.Readings)
	}
	e, err := c.begin(in)
	if err != nil {
		return nil, err
	}
	b := &board{
		cascade: c, period: in.Period, asOf: in.AsOf, reach: c.reachOf(in.Targets), levels: make([]int, len(c.units)),
		turn: live.NewTurn(), known: e, readings: overlay{base: e.in.Readings},
	}
	b.record, _ = in.Readings.(*bsc.Readings)
	r := &Result{cascade: c, results: make([]*bsc.Result, len(c.units))}
	for n, level := range c.levels {
		if err := e.evaluate(level, r.results); err != nil {
			return nil, err
		}
		for _, unit := range level {
			b.levels[unit] = n
		}
	}
	e.done = b.turn.Next
	b.current.Store(r)
	return &Board{core: b}, nil
}

// Result returns the board as of the last commit. It does not wait for a commit under way, and what it returns never
// changes. Org units that a commit does not reach keep their results. The zero Board has a Result without org units.
func (b *Board) Result() *Result {
	if b == nil || b.core == nil {
		return new(Result)
	}
	return b.core.current.Load()
}

// MarshalJSON always fails: the board's Result can be written. The error is a *bsc.Problem with bsc.ErrInput.
func (Board) MarshalJSON() ([]byte, error) {
	p := fault(bsc.ErrInput, "board_not_json")
	p.Hint = words.New("write_board_result")
	return nil, p
}

// An Update is one reading that is set on a Board, or taken back.
type Update struct {
	OrgUnit string        `json:"unit"`
	Of      bsc.Ref       `json:"ref"`             // a KPI or series of its card with readings of its own
	Period  period.Period `json:"period,omitzero"` // zero: that of the board
	Reading bsc.Reading   `json:"reading"`
	Unset   bool          `json:"unset,omitempty"` // takes back what was set: what the board started from, and what was added since, shows again
	_       struct{}
}

// Apply sets readings of org units in one commit: readers see all of them or none, and what depends on several is
// evaluated once. If two updates of one reading both say when they were recorded, the one recorded later holds, as in
// Readings, also against what the board started from; otherwise the one set later holds. Updates recorded after
// Input.AsOf are ignored.
//
// The error is a *bsc.InputError that lists every bad update, each with its place among the updates as Path, as in /3:
// one of an unknown org unit, of a KPI or series that its card does not have, that is calculated, or that has its
// readings from other org units, a number out of range, an unknown state, or a period that does not fit the frequency.
// Then nothing changes. A reading that the KPI's scorer cannot use, such as an unknown label, is not refused: the KPI
// fails and says why.
//
// A policy or source that ends its goroutine, as runtime.Goexit does, is an error with ErrPanic, and nothing changes. So
// is a panic in a subscriber; there the changes stand. Notifications can set the board at most eight deep. Beyond that
// both the call that tried and the call that started the chain get ErrLoop. A policy or source that tries to set the
// board while a commit calls it gets ErrLoop too.
func (b *Board) Apply(updates ...Update) error {
	var facts []bsc.Fact
	return b.commit(func(c *board) (problems bsc.Problems) {
		facts, problems = c.checkUpdates(updates)
		return problems
	}, func(c *board) ([]bsc.Query, error) {
		before := c.readings
		var changed []bsc.Query
		for i, f := range facts {
			if !updates[i].Unset && !c.knows(&f) {
				continue
			}
			c.readings.set(f, updates[i].Unset)
			changed = append(changed, bsc.Query{OrgUnit: f.OrgUnit, Ref: f.Ref, Period: f.Period})
		}
		err := c.compute(changed)
		if err != nil {
			c.readings = before
		}
		return nil, err
	})
}

// Add records facts in the Readings that the board was made on, and brings the board up to date, in one commit: history
// and board in one place. The facts may be of any org units. Evaluations of other periods or of earlier moments may read
// the Readings meanwhile. What Apply sets is not recorded: it stands above the facts until it is taken back or, where
// both say when they were recorded, a later fact comes.
//
// The error is that of Apply, or of Readings.Add, with the place of each bad fact among the facts as Path, as in /3. It
// is one with ErrInput for a board that was not made on Readings. Then nothing is added. If a policy or source ends its
// goroutine, the facts stay recorded, and show with the next commit. Facts must not enter the Readings on another way,
// of which the board would not know.
func (b *Board) Add(facts ...bsc.Fact) error {
	return b.commit(func(c *board) bsc.Problems { return c.checkFacts(facts) }, func(c *board) ([]bsc.Query, error) {
		if err := c.record.Add(facts...); err != nil {
			return nil, err
		}
		c.readings.base = c.record.Snapshot()
		var changed []bsc.Query
		for _, f := range facts {
			if c.knows(&f) {
				changed = append(changed, bsc.Query{OrgUnit: f.OrgUnit, Ref: f.Ref, Period: f.Period})
			}
		}
		return changed, c.compute(changed)
	})
}

// commit checks what is to be changed, changes it in the board's turn and publishes it, and tells subscribers. Where
// something is wrong nothing changes, but for what stays recorded.
func (b *Board) commit(check func(*board) bsc.Problems, change func(*board) (recorded []bsc.Query, err error)) error {
	if b == nil || b.core == nil {
		return refuse(fault(bsc.ErrInput, "cascade_board_not_made"))
	}
	c := b.core
	if c.line.TooDeep(b.depth) {
		return loopError()
	}
	if problems := check(c); len(problems) > 0 {
		return &bsc.InputError{Problems: problems}
	}
	tell, err := c.change(change, b.depth)
	if err != nil || !tell {
		return err
	}
	return c.deliver()
}

// change changes the board. It reports whether there is something to deliver to subscribers.
func (c *board) change(by func(*board) ([]bsc.Query, error), depth int) (tell bool, err error) {
	if !c.turn.Take() {
		p := fault(bsc.ErrLoop, "board_set_within_commit")
		p.Hint = words.New("set_board_by_subscriber")
		return false, refuse(p)
	}
	defer c.turn.Pass()
	wants, before := c.line.Wants(), c.current.Load()
	recorded, err := by(c)
	if err != nil {
		c.pending = append(c.pending, recorded...)
		return false, err
	}
	n := before.news(c.current.Load(), wants)
	return c.line.Add(n, len(n.Changes) > 0, depth), nil
}

// compute evaluates the org units that changed readings reach, and publishes the results.
func (c *board) compute(changed []bsc.Query) error {
	changed = slices.Concat(c.pending, changed)
	if len(changed) == 0 {
		return nil
	}
	e := *c.known
	e.in.Readings = c.readings.source()
	e.in.Sums = e.in.Sums.Kept(e.in, changed...)
	touched := c.reach.units(changed)
	slices.SortFunc(touched, func(a, b int) int { return c.levels[a] - c.levels[b] })
	results := slices.Clone(c.current.Load().results)
	c.turn.Begin()
	defer c.turn.End()
	for len(touched) > 0 {
		n := slices.IndexFunc(touched, func(unit int) bool { return c.levels[unit] > c.levels[touched[0]] })
		if n < 0 {
			n = len(touched)
		}
		if err := e.evaluate(touched[:n], results); err != nil {
			return err
		}
		touched = touched[n:]
	}
	c.known, c.pending = &e, nil
	c.current.Store(&Result{cascade: c.cascade, results: results})
	return nil
}

// knows reports whether a fact is known as of the board's moment.
func (c *board) knows(f *bsc.Fact) bool { return c.asOf.IsZero() || !f.RecordedAt.After(c.asOf) }

// checkUpdates returns the facts that updates set, and what is wrong with them.
func (c *board) checkUpdates(updates []Update) (facts []bsc.Fact, problems bsc.Problems) {
	facts = make([]bsc.Fact, len(updates))
	var h faults.Hints
	for i := range updates {
		u, f := &updates[i], &facts[i]
		*f = bsc.Fact{OrgUnit: u.OrgUnit, Ref: u.Of, Period: u.Period}
		if f.Period.IsZero() {
			f.Period = c.period
		}
		if !u.Unset {
			f.Reading = u.Reading
		}
		if p := c.check(f, &h); p != nil {
			p.Path, p.Ref = item(i), f.Ref
			problems = append(problems, p)
		}
	}
	return facts, problems
}

// checkFacts returns what is wrong with facts that are to be recorded.
func (c *board) checkFacts(facts []bsc.Fact) (problems bsc.Problems) {
	if c.record == nil {
		p := fault(bsc.ErrInput, "board_without_readings")
		p.Hint = words.New("set_with_apply")
		return bsc.Problems{p}
	}
	var h faults.Hints
	for i, f := range facts {
		if p := c.check(&f, &h); p != nil {
			p.Path, p.Ref = item(i), f.Ref
			problems = append(problems, p)
		}
	}
	return problems
}

// check returns why a fact cannot be used. The value of one that can gets its shortest form.
func (c *board) check(f *bsc.Fact, h *faults.Hints) *bsc.Problem {
	if p := c.cascade.factProblem(*f, h, false); p != nil {
		return p
	}
	one := new(bsc.Readings)
	if err := one.Add(*f); err != nil {
		return err.(*bsc.InputError).Problems[0]
	}
	f.Reading, _ = one.Reading(bsc.Query{OrgUnit: f.OrgUnit, Ref: f.Ref, Period: f.Period})
	return nil
}
