package bsc

import (
	"slices"
	"sync"
	"sync/atomic"

	"github.com/go-bsc/bsc/internal/columns"
	"github.com/go-bsc/bsc/internal/graph"
	"github.com/go-bsc/bsc/internal/target"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// A Board is a scorecard's live state: readings come in one by one, only what depends on them is
// computed again, and readers take immutable Results from it without waiting. Whatever was set, in
// whatever order, its Result is the one that Evaluate would give on the same readings.
//
// Boards are made by Scorecard.Board; setting the zero Board is an error. A Board is safe for concurrent use: its
// methods may be called by many goroutines at once, and from within its own notifications.
//
// Policies and sources that a commit asks may read a board, which is as the commit before has left it. None should set
// one: Set waits for the commit under way, and that for what it asks. Where it has waited a second and the commit is in
// the same call still, it gives up with ErrLoop, and nothing changes. A policy or a source that ends its goroutine, as
// runtime.Goexit does, ends the call that set the board, and what was set shows with the next commit.
type Board struct {
	core  *board
	depth int // of notifications around whoever uses it
}

// board is what a Board and those it hands to its subscribers share.
type board struct {
	current atomic.Pointer[Result]

	turn    turn // of whoever commits, also while policies and sources are asked
	live    *evaluation
	sums    []columns.Numerator
	owned   []bool // chunks of the columns that no Result has yet
	own     []int
	facts   overlay
	set     []bool             // by slot: the columns have the value that was set, which stands nowhere else
	readers map[int32][]int32  // by slot: the KPIs whose value or target is made of its readings, too
	again   map[int32]bool     // KPIs and series, by slot, to be computed again
	dirty   []bool             // nodes, by number, that are not computed in the columns and have to be again
	todo    *graph.Heap[int32] // those that are dirty
	moved   []int              // nodes that may have another rating since the last commit
	watched bool               // there are subscribers

	telling     sync.Mutex // of what follows; never held while a host's code runs
	subscribers []*subscriber
	notices     []queued
	delivering  bool
	looped      bool // a notification has set the board too deep
}

// chunkBits is the size of a board's chunks: a commit copies those in which something changed.
const chunkBits = 9

// Board returns the scorecard's live state on an input. The readings of the input are what the board starts from; nil
// is none yet. They are asked for when the board is made, and again for what has to be computed anew, so that they must
// go on giving the same answers, from whatever goroutine sets the board. On Actuals the board is one of values for its
// period as they stand, and takes no readings of other periods. A board takes neither Sums nor Scores: what they are
// made of may change behind its back. The error is that of Evaluate.
func (s *Scorecard) Board(in Input) (*Board, error) {
	if s == nil || len(s.nodes) == 0 {
		return nil, notCompiled()
	}
	if in.Sums != nil || len(in.Scores) > 0 {
		p := fault(ErrInput, "a board on sums, or on scores of other results")
		p.Allowed = "an input without them"
		return nil, &InputError{Problems{p}}
	}
	if in.Readings == nil {
		in.Readings = new(Readings)
	}
	plan := s.planFor(in)
	r := &run{evaluation: &evaluation{inputs: inputs{card: s, in: in, plan: plan}, columns: columns.New(plan.Size())}}
	if problems := r.check(); len(problems) > 0 {
		return nil, &InputError{problems}
	}
	c := &board{live: r.evaluation, sums: make([]columns.Numerator, len(s.parents)), set: make([]bool, len(s.kpis)), again: map[int32]bool{}}
	c.turn = newTurn()
	c.dirty, c.todo = make([]bool, len(s.parents)), graph.NewHeap(func(a, b int32) bool { return a < b })
	c.facts = overlay{base: r.in.Readings, set: map[factAt]Reading{}}
	r.in.Readings = &c.facts
	if plan.Size() > 1<<chunkBits { // what check has read is read again, into chunks
		r.columns, r.loaded, r.rest = columns.NewChunks(plan.Size(), chunkBits), false, nil
	}
	r.know(newKnowledge(&r.inputs, new(memo)))
	if !r.whole && r.useRows([]period.Period{in.Period}) {
		r.evaluation.timed = r.knowledge.timed
	}
	r.run(c.sums)
	c.live.calls = c.turn.call
	c.owned = make([]bool, r.columns.Chunks())
	c.readers = c.readersOf()
	c.current.Store(c.snapshot())
	return &Board{core: c}, nil
}

// readersOf returns for every slot the KPIs whose value or target is made of its readings, too: those
// calculated from it, directly or not, and those that are compared with it.
func (c *board) readersOf() map[int32][]int32 {
	s := c.live.card
	c.readers = map[int32][]int32{}
	for _, slot := range slices.Backward(s.calculated) { // whoever reads it is known already
		for _, input := range s.nodes[s.kpis[slot]].kpi.inputs {
			c.reads(int32(slot), int32(input))
			for _, reader := range c.readers[int32(slot)] {
				c.reads(reader, int32(input))
			}
		}
	}
	for slot, at := range s.kpis {
		for _, series := range s.nodes[at].kpi.targets.Series() {
			c.reads(int32(slot), int32(series))
		}
	}
	c.compare(c.live.memo)
	return c.readers
}

// reads notes that a KPI is made of the readings of another, or of a series.
func (c *board) reads(reader, of int32) {
	if list := c.readers[of]; !slices.Contains(list, reader) {
		c.readers[of] = append(list, reader)
	}
}

// compare notes with which series the unit's own targets compare KPIs.
func (c *board) compare(answers *memo) {
	for key, answer := range answers.targets {
		if answer.stated != nil && answer.stated.With == target.Series {
			c.reads(int32(key.slot), int32(answer.stated.Series))
		}
	}
}

// overlay is a Source with what was set on a board before what it started from.
type overlay struct {
	base Source
	set  map[factAt]Reading
}

// Reading returns what was set, or else what there was before; of both, where what was set says when it was recorded,
// the later one.
func (o *overlay) Reading(q Query) (Reading, bool) {
	r, ok := o.set[factAt{q.Ref, q.Period}]
	if ok && r.RecordedAt.IsZero() {
		return r, true
	}
	before, found := o.base.Reading(q)
	if found && (!ok || before.RecordedAt.After(r.RecordedAt)) {
		return before, true
	}
	return r, ok
}

// put sets a reading, if none holds that was recorded later.
func (o *overlay) put(key factAt, r Reading) {
	if old, ok := o.set[key]; !ok || r.RecordedAt.IsZero() || !old.RecordedAt.After(r.RecordedAt) {
		o.set[key] = r
	}
}

// Result returns the board as it stands after the last commit. It does not wait for whoever
// sets the board, and what it returns never changes. The zero Board has a Result without nodes.
func (b *Board) Result() *Result {
	if b == nil || b.core == nil {
		return new(Result)
	}
	return b.core.current.Load()
}

// An Update is one reading that is set on a Board, or taken back.
type Update struct {
	Of      Handle
	Period  period.Period // zero: that of the board
	Reading Reading
	Unset   bool // takes back what was set: what the board started from shows again
	_       struct{}
}

// Set sets the value of a KPI or series for the period of the board. It is Apply of one Update.
func (b *Board) Set(of Handle, value decimal.Decimal) error {
	return b.Apply(Update{Of: of, Reading: Reading{Value: value}})
}

// Unset takes back what was set for the period of the board, as if it had never been.
func (b *Board) Unset(of Handle) error { return b.Apply(Update{Of: of, Unset: true}) }

// Apply sets many readings in one commit: readers see all of them or none, and what depends on several is computed
// once. Of two updates of one reading that both say when they were recorded the one recorded later holds, as in
// Readings, also against what the board started from; else the one set later. What was recorded after Input.AsOf is not
// known.
//
// The error is an *InputError that lists every update that cannot be: of a zero or foreign Handle or a calculated KPI,
// a number out of range, an unknown state, or a period that does not fit the frequency. Then nothing changes. Without a
// frequency every period fits, and readings of others than the board's are of no effect. A reading that the KPI's
// scorer cannot use, such as an unknown label, is not refused: the KPI fails, and says why.
//
// A panic in a subscriber is an error with ErrPanic; the changes stand. Within notifications more than eight deep
// nothing can be set: that is ErrLoop, for whoever tried it and for the call that set them off. So it is within a
// policy or a source that a commit asks.
func (b *Board) Apply(updates ...Update) error {
	if b == nil || b.core == nil {
		return &InputError{Problems{fault(ErrInput, "the board is not made by Scorecard.Board")}}
	}
	if b.depth > maxDepth {
		return b.core.loop()
	}
	tell, err := b.core.commit(updates, b.depth)
	if err != nil || !tell {
		return err
	}
	return b.core.deliver()
}

// commit changes the board and publishes it. It says whether there is something to tell.
func (c *board) commit(updates []Update, depth int) (tell bool, err error) {
	var problems Problems
	for i := range updates {
		if p := c.check(&updates[i]); p != nil {
			problems = append(problems, p)
		}
	}
	if len(problems) > 0 {
		return false, &InputError{problems}
	}
	if !c.turn.take() {
		return false, setWithin()
	}
	defer c.turn.pass()
	c.watched = c.isWatched()
	for i := range updates {
		c.apply(&updates[i])
	}
	return c.compute(depth), nil
}

// check says why an update cannot be.
func (c *board) check(u *Update) *Problem {
	card, h := c.live.card, u.Of
	if h.card != card {
		p := fault(ErrUnknownRef, "a handle of nothing")
		if h.card != nil {
			p = fault(ErrUnknownRef, "a handle of another scorecard")
			p.Ref = h.Ref()
		}
		p.Allowed = "handles from KPI or Series of the board's own scorecard"
		return p
	}
	if _, plain := c.amount(u); plain {
		return nil
	}
	f := c.fact(u)
	p := checkFact(&f)
	switch {
	case p != nil:
	case c.live.whole && f.Period != c.live.in.Period:
		p = fault(ErrPeriod, "a reading for %s on a board of Actuals, which has only %s", f.Period, c.live.in.Period)
	case c.live.whole:
		p = card.checkMeasured(f.Ref, true)
	default:
		p = card.factProblem(f, true)
	}
	if p != nil {
		p.Ref = f.Ref
	}
	return p
}

// fact returns what an update sets.
func (c *board) fact(u *Update) Fact {
	f := Fact{Ref: u.Of.Ref(), Period: u.Period, Reading: u.Reading}
	if f.Period.IsZero() {
		f.Period = c.live.in.Period
	}
	return f
}

// ofBoard reports whether an update is one for the board's own period.
func (c *board) ofBoard(u *Update) bool { return u.Period.IsZero() || u.Period == c.live.in.Period }

// amount returns an update's value as the columns have it; it is false where they do not score it.
func (c *board) amount(u *Update) (int64, bool) {
	e, slot, r := c.live, u.Of.slot, &u.Reading
	if u.Unset || !c.ofBoard(u) || int(slot) >= len(e.card.kpis) || !e.inColumns(int(slot)) {
		return 0, false
	}
	if r.Label != "" || r.State != "" && r.State != StateFinal || !r.RecordedAt.IsZero() {
		return 0, false
	}
	return columns.Aligned(r.Value, int32(e.plan.Exp(slot)))
}
