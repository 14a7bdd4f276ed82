package rows

import "github.com/go-bsc/bsc/internal/columns"

// holes is the result for a window in which a part is missing, not applicable or not final.
type holes struct {
	outcome     Outcome
	value       Quotient
	line        Line  // of the parts that enter
	away        bool  // some do not enter
	coverage    int64 // in units of 10^-10
	missing     int   // parts that apply and are not there
	provisional bool
}

// A census counts the parts of a window and adds up those that enter.
type census struct {
	there, days int64 // days of the parts that are there, and of those that are due
	enter       int64 // parts that enter
	value, base int64 // what they give to the target
	few         [8]int64
	sums        []int64
}

// gather looks at the parts one by one. It returns false to leave the entry to the wide path: if a part is
// odd, or may not be due, or an earlier one may stand in, or if the target does not follow from the parts.
func (e *Entry) gather(u *Unit, g *Grid) (h holes, ok bool) {
	var c census
	if c.sums = c.few[:]; len(e.Terms) > len(c.few) {
		c.sums = make([]int64, len(e.Terms))
	}
	if e.Method == Ratio || e.Method == Combined {
		ok = e.countJointly(u, g, &h, &c)
	} else {
		ok = e.count(u, g, &h, &c)
	}
	if !ok || h.away && e.Method == Single && !e.Only || h.away && c.enter > 0 && !e.Level && e.Shares == nil {
		return h, false
	}
	if c.enter == 0 {
		return h, e.nothing(u, &h)
	}
	if h.coverage = columns.Full; h.missing > 0 {
		h.coverage = c.there * columns.Full / c.days
	}
	if h.value, ok = e.entered(u, g, c.sums, c.enter); ok && h.away && e.Shares != nil && !e.Level {
		h.line, ok = e.reached(c.value, c.base)
	}
	if e.Quoted && h.coverage < e.Quota || !e.Quoted && 2*c.enter < c.enter+int64(h.missing) {
		h.outcome = NoData
	}
	return h, ok
}

// count counts the parts of one row.
func (e *Entry) count(u *Unit, g *Grid, h *holes, c *census) bool {
	row := u.Row(e.Rows[0])
	at, to := int(e.From)-row.First, int(e.To)-row.First
	if at < 0 || to > len(row.States) {
		return false
	}
	states, values := row.States[at:to], row.Values[at:to]
	for i, state := range states {
		if !e.take(state, e.From+int32(i), u, g, h, c) {
			return false
		}
		if state == There || state == Provisional {
			c.sums[0] += values[i]
		}
	}
	return true
}

// countJointly counts the parts that several rows have in common.
func (e *Entry) countJointly(u *Unit, g *Grid, h *holes, c *census) bool {
	for at := e.From; at < e.To; at++ {
		state := e.state(u, at)
		if !e.take(state, at, u, g, h, c) {
			return false
		}
		if state == There || state == Provisional {
			e.add(u, at, c.sums)
		}
	}
	return true
}

// take adds one part to a census. It returns false to leave the entry to the wide path.
func (e *Entry) take(state State, at int32, u *Unit, g *Grid, h *holes, c *census) bool {
	switch state {
	case Odd:
		return false
	case NotApplicable:
		h.away = true
		return true
	case Missing:
		if e.Carry || u.Today != 0 && u.Today <= g.end(at)+e.Grace {
			return false
		}
		h.away = true
		h.missing++
		c.days += g.days(at)
		return true
	case Provisional:
		h.provisional = true
	}
	days := g.days(at)
	c.days, c.there, c.enter = c.days+days, c.there+days, c.enter+1
	if e.Shares != nil {
		e.Shares.add(at, &c.value, &c.base)
	}
	return true
}

// nothing settles a window without any part. It returns false to leave the entry to the wide path: if
// something may be recorded for the period itself, or nothing may be expected yet.
func (e *Entry) nothing(u *Unit, h *holes) bool {
	if h.missing == 0 {
		h.outcome = Absent
		return true
	}
	if h.outcome = NoData; e.Stray || e.Level || e.Shares == nil {
		return !e.Stray && e.Level
	}
	var value, base int64
	for at := e.From; at < e.To; at++ {
		if e.state(u, at) == Missing {
			e.Shares.add(at, &value, &base)
		}
	}
	var ok bool
	h.line, ok = e.reached(value, base)
	return ok
}

// reached returns the line that some parts should reach or, of an org unit's own target, the part of it.
func (e *Entry) reached(value, base int64) (Line, bool) {
	if e.Parts {
		return e.Shares.part(value), true
	}
	return e.Shares.line(value, base)
}

// state returns the state of a part, over all rows of the entry.
func (e *Entry) state(u *Unit, at int32) State {
	switch e.Method {
	case Ratio:
		return joint(u.Row(e.Rows[0]).stands(at), u.Row(e.Rows[1]).stands(at), e.Leaves)
	case Combined:
		state := u.Row(e.Terms[0].Row).stands(at)
		for _, t := range e.Terms[1:] {
			state = joint(state, u.Row(t.Row).stands(at), e.Leaves)
		}
		return state
	}
	return u.Row(e.Rows[0]).stands(at)
}

// stands returns the state of a part, or Odd outside the row.
func (r *Row) stands(at int32) State {
	if i := int(at) - r.First; uint(i) < uint(len(r.States)) {
		return r.States[i]
	}
	return Odd
}

// joint returns the state of a part that two inputs of a calculation share.
func joint(a, b State, leaves bool) State {
	switch {
	case a == Odd || b == Odd:
		return Odd
	case leaves && a == NotApplicable:
		return b
	case leaves && b == NotApplicable:
		return a
	case a == NotApplicable || b == NotApplicable:
		return NotApplicable
	case a == Missing || b == Missing:
		return Missing
	}
	return max(a, b) // There, or Provisional
}

// add adds the numbers of a part.
func (e *Entry) add(u *Unit, at int32, sums []int64) {
	switch e.Method {
	case Combined:
		for i, t := range e.Terms {
			sums[i] += u.Row(t.Row).value(at)
		}
		return
	case Ratio:
		sums[1] += u.Row(e.Rows[1]).value(at)
	}
	sums[0] += u.Row(e.Rows[0]).value(at)
}

// value returns the number of a part.
func (r *Row) value(at int32) int64 { return r.Values[int(at)-r.First] }

// entered returns the value of the enter parts that enter. sums are their sums in each row.
func (e *Entry) entered(u *Unit, g *Grid, sums []int64, enter int64) (Quotient, bool) {
	row := u.Row(e.Rows[0])
	switch e.Method {
	case Sum:
		return Quotient{sums[0], 1, row.Exp}, true
	case Ratio:
		return e.ratio(sums[0], sums[1], row.Exp-u.Row(e.Rows[1]).Exp)
	case Combined:
		return e.combined(u, sums)
	case MeanOfPeriods:
		return Quotient{sums[0], enter, row.Exp}, true
	}
	return e.rolled(row, g)
}
