package bsc

import (
	"slices"
	"sync/atomic"

	"github.com/go-bsc/bsc/internal/columns"
	"github.com/go-bsc/bsc/internal/graph"
	"github.com/go-bsc/bsc/internal/live"
	"github.com/go-bsc/bsc/internal/target"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// A Board is a scorecard's live state. Readings come in one by one, and only what depends on them is computed again.
// Readers take immutable Results from it without waiting. Whatever was set, in whatever order, its Result is the one
// that Evaluate would give on the same readings.
//
// Scorecard.Board makes a Board; setting the zero Board is an error. A Board is safe for concurrent use: many
// goroutines may call its methods at once, also from within its own notifications.
//
// Policies and sources that a commit calls may read the board; they see the state of the commit before. They should not
// set it: Set waits for the commit under way, which waits for them. If Set has waited a second and the commit is still
// in the same call, it gives up with ErrLoop, and nothing changes. A policy or source that ends its goroutine, as
// runtime.Goexit does, ends the call that set the board; what was set shows with the next commit.
type Board struct {
	core  *board
	depth int // of notifications that led to the holder of this Board
}

// board is what a Board and the Boards handed to its subscribers share.
type board struct {
	current atomic.Pointer[Result]

	turn     live.Turn // to commit; also held while policies and sources are called
	live     *evaluation
	sums     []columns.Numerator
	owned    []bool // chunks of the columns that no Result shares yet
	own      []int
	facts    overlay
	record   *Readings          // that the board was made on, and facts are added to; nil: another source
	set      []bool             // by slot: the columns alone have the value that was set
	readers  map[int32][]int32  // by slot: the other KPIs whose value or target is made of its readings
	again    map[int32]bool     // KPIs and series, by slot, to be computed again
	dirty    []bool             // nodes, by number, to be computed again outside the columns
	todo     *graph.Heap[int32] // the nodes that are dirty
	moved    []int              // nodes whose outcome may have changed since the last commit
	watched  bool               // there are subscribers
	followed bool               // some of them have asked for outcomes
	amended  amendment          // what was said with readings since the board was made; nil: nothing
	amends   bool               // no Result shares it yet
	listed   map[Ref]bool       // its lists that no Result shares yet

	line live.Line[bool, Notice] // to the subscribers; true: they have asked for outcomes
}

// chunkBits is the size of a board's chunks: a commit copies those in which something changed.
const chunkBits = 9

// Board returns the scorecard's live state on an input. The board starts from the readings of the input; nil is none
// yet. They are asked for when the board is made, and again for what has to be computed anew. So they must keep giving
// the same answers, from whatever goroutine sets the board; to Readings, facts may be added with Board.Add. On Actuals,
// the board holds the current values of its period and takes no readings of other periods. A board takes neither Sums
// nor Scores, because what they are made of may change without its notice. The error is that of Evaluate.
func (s *Scorecard) Board(in Input) (*Board, error) {
	if s == nil || len(s.nodes) == 0 {
		return nil, notCompiled()
	}
	if in.Sums != nil || len(in.Scores) > 0 {
		p := fault(ErrInput, "board_of_sums_or_scores")
		p.Allowed = words.New("input_without_sums_and_scores")
		return nil, &InputError{Problems{p}}
	}
	if in.Readings == nil {
		in.Readings = new(Readings)
	}
	record, _ := in.Readings.(*Readings)
	in.Readings = stillOf(in.Readings)
	plan := s.planFor(in)
	r := &run{evaluation: &evaluation{inputs: inputs{card: s, in: in, plan: plan}, columns: columns.New(plan.Size())}}
	if problems := r.check(); len(problems) > 0 {
		return nil, &InputError{problems}
	}
	c := &board{live: r.evaluation, record: record, sums: make([]columns.Numerator, len(s.parents)), set: make([]bool, len(s.kpis)), again: map[int32]bool{}}
	c.turn = live.NewTurn()
	c.dirty, c.todo = make([]bool, len(s.parents)), graph.NewHeap(func(a, b int32) bool { return a < b })
	c.facts = overlay{base: r.in.Readings, set: map[factAt]Reading{}}
	r.in.Readings = &c.facts
	if plan.Size() > 1<<chunkBits { // what check has read is read again, into chunks
		r.columns, r.loaded, r.rest = columns.NewChunks(plan.Size(), chunkBits), false, nil
	}
	r.know(newKnowledge(&r.inputs, new(memo)))
	if !r.whole && !in.FinalOnly && r.useRows([]period.Period{in.Period}) {
		r.evaluation.timed = r.knowledge.timed
	}
	r.run(c.sums)
	c.live.calls = c.call
	c.owned = make([]bool, r.columns.Chunks())
	c.readers = c.readersOf()
	c.current.Store(c.snapshot())
	return &Board{core: c}, nil
}

// readersOf returns for every slot the other KPIs whose value or target is made of its readings: those calculated from
// it, directly or not, those compared with it, and those whose scorer or threshold reads it.
func (c *board) readersOf() map[int32][]int32 {
	s := c.live.card
	c.readers = map[int32][]int32{}
	for slot, at := range s.kpis {
		for _, of := range s.nodes[at].kpi.values {
			c.reads(int32(slot), int32(of.slot))
		}
	}
	for _, slot := range slices.Backward(s.calculated) { // its readers are known already
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

// reads records that a KPI is made of the readings of another KPI, or of a series.
func (c *board) reads(reader, of int32) {
	if list := c.readers[of]; !slices.Contains(list, reader) {
		c.readers[of] = append(list, reader)
	}
}

// compare records the series with which the org unit's own targets compare KPIs.
func (c *board) compare(answers *memo) {
	for key, answer := range answers.targets {
		if answer.stated != nil && answer.stated.With == target.Series {
			c.reads(int32(key.slot), int32(answer.stated.Series))
		}
	}
}

// overlay is a Source in which what was set on a board takes precedence over what the board started from.
type overlay struct {
	base Source
	set  map[factAt]Reading
}

// Reading returns what was set, or what there was before. If both exist and what was set says when it was recorded, it
// returns the one recorded later.
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

// put sets a reading, unless there is one that was recorded later.
func (o *overlay) put(key factAt, r Reading) {
	if old, ok := o.set[key]; !ok || r.RecordedAt.IsZero() || !old.RecordedAt.After(r.RecordedAt) {
		o.set[key] = r
	}
}

// Result returns the board as of the last commit. It does not wait for a commit under way, and what it returns never
// changes. The zero Board has a Result without nodes.
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

// Set sets the value of a KPI or series for the period of the board. It is Apply with one Update, whose problem has no Path.
func (b *Board) Set(of Handle, value decimal.Decimal) error {
	return b.apply([]Update{{Of: of, Reading: Reading{Value: value}}}, noRow)
}

// Unset takes back what was set for the period of the board, as if it had never been set.
func (b *Board) Unset(of Handle) error { return b.apply([]Update{{Of: of, Unset: true}}, noRow) }

// noRow is the place of what is no list.
func noRow(int) Pointer { return "" }

// Apply sets many readings in one commit: readers see all of them or none, and what depends on several is computed
// once. If two updates of one reading both say when they were recorded, the one recorded later holds, as in Readings,
// also against what the board started from; otherwise the one set later holds. Updates recorded after Input.AsOf are
// ignored.
//
// The error is an *InputError that lists every bad update, each with its place among the updates as Path, as in /3: a
// zero or foreign Handle, a KPI without readings of its own, a number out of range, an unknown state, or a period that
// does not fit the frequency. Then nothing changes. Without a frequency every period fits, and readings of other periods
// than the board's have no effect. A reading that the KPI's scorer cannot use, such as an unknown label, is not refused:
// the KPI fails and says why.
//
// A panic in a subscriber is an error with ErrPanic; the changes stand. Notifications can set the board at most eight
// deep. Beyond that both the call that tried and the call that started the chain get ErrLoop. A policy or source that
// tries to set the board while a commit calls it gets ErrLoop too.
func (b *Board) Apply(updates ...Update) error { return b.apply(updates, row) }

func (b *Board) apply(updates []Update, place func(int) Pointer) error {
	return b.commit(func(c *board) Problems { return c.checkAll(updates, place) }, func(c *board) Problems {
		for i := range updates {
			c.apply(&updates[i])
		}
		return nil
	})
}

// Add records facts in the Readings that the board was made on, and brings the board up to date, in one commit. So a
// late fact goes in once: the board's Result follows, and the Readings keep its history. Evaluations of other periods or
// of earlier moments, and trends, may read the Readings meanwhile. The facts are of the board's org unit; those of
// others, add to the Readings themselves. What Set and Apply set is not recorded: it stands above the facts until it is
// taken back or, where both say when they were recorded, a later fact comes.
//
// The error is that of Readings.Add or Apply, with the place of each bad fact among the facts as Path, as in /3. It is
// one with ErrInput for a fact of another org unit, and for a board that was not made on Readings. Then nothing is added.
// The facts of the board's org unit must not enter the Readings on another way, of which the board would not know.
func (b *Board) Add(facts ...Fact) error {
	return b.commit(func(c *board) Problems { return c.checkFacts(facts) }, func(c *board) Problems {
		known, problems := c.record.addShared(facts)
		if len(problems) > 0 {
			return problems
		}
		c.facts.base = known
		for i := range facts {
			c.learn(&facts[i])
		}
		return nil
	})
}

// commit checks what is to be changed, changes it in the board's turn and publishes it, and tells subscribers. Where
// something is wrong nothing changes.
func (b *Board) commit(check, change func(*board) Problems) error {
	if b == nil || b.core == nil {
		return &InputError{Problems{fault(ErrInput, "board_not_made")}}
	}
	c := b.core
	if c.line.TooDeep(b.depth) {
		return loopError()
	}
	if problems := check(c); len(problems) > 0 {
		return &InputError{problems}
	}
	tell, err := c.change(change, b.depth)
	if err != nil || !tell {
		return err
	}
	return c.deliver()
}

// change changes the board and publishes it. It reports whether there is something to deliver to subscribers.
func (c *board) change(by func(*board) Problems, depth int) (tell bool, err error) {
	if !c.turn.Take() {
		return false, setWithin()
	}
	defer c.turn.Pass()
	c.look()
	if problems := by(c); len(problems) > 0 {
		return false, &InputError{problems}
	}
	return c.compute(depth), nil
}

// checkAll returns what is wrong with updates.
func (c *board) checkAll(updates []Update, place func(int) Pointer) (problems Problems) {
	for i := range updates {
		if p := c.check(&updates[i]); p != nil {
			p.Path = place(i)
			problems = append(problems, p)
		}
	}
	return problems
}

// checkFacts returns what is wrong with facts that are to be recorded.
func (c *board) checkFacts(facts []Fact) (problems Problems) {
	if c.record == nil {
		p := fault(ErrInput, "board_without_readings")
		p.Hint = words.New("set_with_apply")
		return Problems{p}
	}
	for i, f := range facts {
		p := checkFact(&f)
		if p == nil {
			p = c.live.card.factProblem(f, true)
		}
		if p == nil && f.OrgUnit != c.live.in.OrgUnit {
			p = fault(ErrInput, "fact_of_other_unit", "unit", f.OrgUnit, "board", c.live.in.OrgUnit)
			p.Hint = words.New("add_to_its_own")
		}
		if p != nil {
			p.Path, p.Ref = row(i), f.Ref
			problems = append(problems, p)
		}
	}
	return problems
}

// check returns what is wrong with an update.
func (c *board) check(u *Update) *Problem {
	card, h := c.live.card, u.Of
	if h.card != card {
		p := fault(ErrUnknownRef, "handle_of_nothing")
		if h.card != nil {
			p = fault(ErrUnknownRef, "handle_of_other_scorecard")
			p.Ref = h.Ref()
		}
		p.Allowed = words.New("handles_of_board")
		return p
	}
	if _, plain := c.amount(u); plain && !u.Reading.noted() {
		return nil
	}
	f := c.fact(u)
	p := checkFact(&f)
	switch {
	case p != nil:
	case c.live.whole && f.Period != c.live.in.Period:
		p = fault(ErrPeriod, "reading_outside_board", "period", f.Period, "other_period", c.live.in.Period)
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

// fact returns the fact that an update sets.
func (c *board) fact(u *Update) Fact {
	f := Fact{Ref: u.Of.Ref(), Period: u.Period, Reading: u.Reading}
	if f.Period.IsZero() {
		f.Period = c.live.in.Period
	}
	return f
}

// ofBoard reports whether an update is for the board's own period.
func (c *board) ofBoard(u *Update) bool { return u.Period.IsZero() || u.Period == c.live.in.Period }

// amount returns an update's value in the form of the columns; false if they do not score it.
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
