package bsc

import (
	"maps"
	"slices"

	"github.com/go-bsc/bsc/internal/columns"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
)

// How a board applies updates, and computes what depends on them.

// apply makes one update, and passes the change up as far as the columns can. What needs more than the columns goes on
// the lists of computeAgain and settle.
func (c *board) apply(u *Update) {
	e, slot := c.live, u.Of.slot
	if asOf := e.in.AsOf; !u.Unset && !asOf.IsZero() && u.Reading.RecordedAt.After(asOf) {
		return // not known as of the board's moment
	}
	number, plain := c.amount(u)
	readers := c.readers[slot]
	if len(readers) > 0 || !plain || len(c.facts.set) > 0 {
		f := c.fact(u)
		if key := (factAt{f.Ref, f.Period}); u.Unset || plain && len(readers) == 0 { // nothing will ask for it
			delete(c.facts.set, key)
		} else {
			checkFact(&f) // it is valid; its number gets its shortest form
			c.facts.put(key, f.Reading)
		}
	}
	if len(readers) > 0 || !plain {
		c.setRow(u)
	}
	if u.Reading.noted() || c.amended != nil || c.live.memo.notes != nil {
		c.amend(c.fact(u), plain)
	}
	for _, reader := range readers {
		c.again[reader] = true
	}
	switch isSeries := int(slot) >= len(e.card.kpis); {
	case isSeries:
		c.again[slot] = true
	case plain:
		c.set[slot] = true
		delete(c.again, slot) // requested by an update before this one
		before := c.standing(slot)
		c.write(slot)
		e.columns.SetValue(slot, number)
		if e.running() {
			e.columns.Set(slot, columns.Whole|columns.Provisional, 0, columns.Span{})
		}
		e.plan.Leaf(&e.columns, slot)
		c.climb(slot, before)
	case c.ofBoard(u) || !c.set[slot]: // a value that was set needs no other period's reading
		c.set[slot] = false
		c.again[slot] = true
	}
}

// learn does with a fact that is recorded what apply does with an update. Both read what holds now.
func (c *board) learn(f *Fact) {
	if asOf := c.live.in.AsOf; !asOf.IsZero() && f.RecordedAt.After(asOf) {
		return // not known as of the board's moment
	}
	slot := int32(c.live.card.slots[f.Ref])
	u := Update{Of: Handle{c.live.card, slot}, Period: f.Period, Reading: f.Reading}
	for _, reader := range c.readers[slot] {
		c.again[reader] = true
	}
	isSeries := int(slot) >= len(c.set)
	switch {
	case isSeries || !c.set[slot] || !c.ofBoard(&u):
		c.setRow(&u)
		if f.noted() || c.amended != nil || c.live.memo.notes != nil {
			c.amend(c.fact(&u), false)
		}
	case f.noted(): // what was set has no note; unset, it has this one
		c.enterNote(&Fact{Ref: f.Ref, Period: f.Period})
	}
	if isSeries || !c.set[slot] {
		c.again[slot] = true
	}
}

// setRow puts what an update sets into its row, if the row has the period. It copies the row, because Results have the
// old one.
func (c *board) setRow(u *Update) {
	t := &c.live.timed
	if t.plan == nil {
		return
	}
	f := c.fact(u)
	place, ok := t.Place(int(u.Of.slot), f.Period.Label())
	if !ok {
		return
	}
	var heard measure.Reading
	q := Query{OrgUnit: c.live.in.OrgUnit, Ref: f.Ref, Period: f.Period, AsOf: c.live.in.AsOf}
	err := c.call(func() error {
		r, found := c.facts.Reading(q)
		heard = said(r, found, f.Period)
		return nil
	})
	if err != nil {
		heard = sourceFailed(err)
	}
	t.Set(int(u.Of.slot), place, heard)
}

// spoken reports whether somebody has said something with a reading that an update replaces.
func (c *board) spoken(ref Ref, p period.Period) bool {
	_, amended := noteFor(c.amended[ref], p)
	_, heard := noteFor(c.live.memo.notesOf(ref), p)
	return amended || heard
}

// amend enters what is said with a reading that an update has changed, also nothing where something was said before.
func (c *board) amend(f Fact, plain bool) {
	if !f.noted() && !c.spoken(f.Ref, f.Period) {
		return
	}
	if !plain {
		q := Query{OrgUnit: c.live.in.OrgUnit, Ref: f.Ref, Period: f.Period, AsOf: c.live.in.AsOf}
		err := c.call(func() error {
			f.Reading, _ = c.facts.Reading(q)
			return nil
		})
		if err != nil || checkReading(&f.Reading) != nil || c.live.withholds(&f.Reading) {
			f.Reading = Reading{} // the outcome says what is wrong
		}
	}
	c.enterNote(&f)
}

// enterNote enters what is said with a reading.
func (c *board) enterNote(f *Fact) {
	if !c.amends {
		c.amended, c.amends = maps.Clone(c.amended), true
		clear(c.listed)
	}
	if c.amended == nil {
		c.amended, c.listed = amendment{}, map[Ref]bool{}
	}
	if !c.listed[f.Ref] { // a Result has the list
		c.amended[f.Ref], c.listed[f.Ref] = slices.Clone(c.amended[f.Ref]), true
	}
	c.amended.set(f.Ref, f.Period, &f.Reading)
}

// compute brings everything on the lists up to date and publishes it. It calls the host's policies and sources: if one
// of them ends its goroutine, the rest stays on the lists.
func (c *board) compute(depth int) (tell bool) {
	c.computeAgain()
	c.settle()
	after := c.snapshot()
	news := c.news(c.current.Load(), after)
	c.current.Store(after)
	return c.line.Add(news, !news.isEmpty(), depth)
}

// write makes sure that no Result shares the chunk of a position.
func (c *board) write(place int32) {
	if n := c.live.columns.Chunk(place); !c.owned[n] {
		c.live.columns.Own(n)
		c.owned[n] = true
		c.own = append(c.own, n)
	}
}

// A standing is what a node's parents see of it.
type standing struct {
	mark  columns.Mark
	score int64
	span  columns.Span
}

func (c *board) standing(place int32) standing {
	e := c.live
	s := standing{mark: e.columns.Mark(place), score: e.columns.Score(place)}
	if s.mark&columns.Whole != columns.Whole {
		s.span = e.columns.Span(place, e.plan)
	}
	return s
}

// climb passes a node's change to all nodes above it, until nothing changes. Nodes with host policies go on a list:
// they are computed once, after everything below them.
func (c *board) climb(place int32, before standing) {
	plan := c.live.plan
	after := c.standing(place)
	c.changed(place)
	if node := plan.Parent(place); node >= 0 {
		c.lift(node, plan.Weight(place), before, after)
	}
	for _, use := range plan.Uses(place) {
		c.lift(use.Node, use.Weight, before, after)
	}
}

// lift passes the change of one child to a node.
func (c *board) lift(node int32, weight int64, from, to standing) {
	e := c.live
	if c.isForeign(node) {
		if !c.dirty[node] {
			c.dirty[node] = true
			c.todo.Push(node)
		}
		return
	}
	if from == to && to.mark&columns.Absent == 0 && len(e.judgedBelow) == 0 {
		return
	}
	place := e.plan.Position(node)
	before := c.standing(place)
	c.write(place)
	c.changed(place) // how it stands may be the same, and the reason for it another
	whole := from.mark&columns.Whole == columns.Whole && to.mark&columns.Whole == columns.Whole && len(e.assessed) == 0
	if !whole || !e.plan.Shift(&e.columns, node, weight, to.score-from.score, c.sums) {
		e.plan.Node(&e.columns, node, c.sums)
	}
	// The reason for its absence may have changed, or whether a judgement decides it.
	if after := c.standing(place); after != before || after.mark&columns.Absent != 0 || len(e.judgedBelow) > 0 {
		c.climb(place, before)
	}
}

// isForeign reports whether a node is computed outside the columns.
func (c *board) isForeign(node int32) bool {
	return c.live.plan.Method(node) == columns.Foreign
}

// changed records that a node's outcome may have changed.
func (c *board) changed(place int32) {
	if c.watched {
		c.moved = append(c.moved, c.live.card.nodeAt(place))
	}
}

// computeAgain computes the series that have changed, and the affected KPIs that are not in the columns or have left
// them.
func (c *board) computeAgain() {
	if len(c.again) == 0 {
		return
	}
	r := &run{evaluation: c.live, knowledge: newKnowledge(&c.live.inputs, new(memo))}
	r.evaluated, r.knowledge.calls, r.knowledge.timed = c.live.in.Period, c.call, c.live.timed
	c.live.series = slices.Clone(c.live.series) // Results have the old ones
	for _, slot := range slices.Sorted(maps.Keys(c.again)) {
		if series := int(slot) - len(c.live.card.kpis); series >= 0 {
			own := r.own(int(slot))
			c.live.series[series] = r.shown(&own)
			continue
		}
		c.computeKPI(r, slot)
	}
	c.compare(r.answers)
	clear(c.again)
}

// computeKPI computes one KPI on the current readings.
func (c *board) computeKPI(r *run, slot int32) {
	before := c.standing(slot)
	c.write(slot)
	at := c.live.card.kpis[slot]
	switch {
	case r.inRow(at):
	case c.live.card.calculatorOf(int(slot)) == nil && c.readAgain(r, slot):
		c.live.plan.Leaf(&c.live.columns, slot)
	default:
		k := r.compute(at)
		k.memo = r.answers
		c.live.enter(at, k)
	}
	c.climb(slot, before)
}

// readAgain reads a KPI's value into the columns; false if they cannot score it.
func (c *board) readAgain(r *run, slot int32) (ok bool) {
	q := r.query(Ref{}, r.in.Period)
	err := c.call(func() error {
		ok = r.readOne(int(slot), &q)
		return nil
	})
	if err != nil {
		r.remember(int(slot), sourceFailed(err))
	}
	return ok
}

// settle computes the nodes with host policies below which something has changed, children first.
func (c *board) settle() {
	for !c.todo.Empty() {
		node := c.todo.Top()
		place := c.live.plan.Position(node)
		before := c.standing(place)
		c.write(place)
		c.live.parentOf(node)
		c.todo.Pop()
		c.dirty[node] = false
		c.climb(place, before)
	}
}

// snapshot returns the board as a Result. From then on its chunks are copied before they are written.
func (c *board) snapshot() *Result {
	for _, n := range c.own {
		c.owned[n] = false
	}
	c.own, c.amends = c.own[:0], false
	return &Result{&evaluation{inputs: c.live.inputs, columns: c.live.columns.Share(), series: c.live.series, memo: c.live.memo, timed: c.live.timed, amended: c.amended}}
}

// call runs a host's code during a commit.
func (c *board) call(f func() error) error {
	c.turn.Begin()
	defer c.turn.End()
	return guard(f)
}

func setWithin() error {
	p := fault(ErrLoop, "board_set_within_commit")
	p.Hint = words.New("set_board_by_subscriber")
	return &InputError{Problems{p}}
}
