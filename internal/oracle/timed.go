package oracle

import (
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/period"
)

// The reference for time says what a period, a window, a value and a target mean. It is made to be read beside
// the design's page on time, whose points stand here in parentheses: (3) is "not applicable parts are not there".
// It counts days, asks the public Calendar, goes from part to part, prepares nothing, and uses nothing of what
// the library computes. Its words are those of the page: a *measure* is a KPI or a series; its *parts* are
// periods; a *frame* is the days over which a value is asked for.
//
//	timed.go             the card that is evaluated
//	timed_days.go        days and the calendar
//	timed_measures.go    what KPIs and series say about time
//	timed_formulas.go    what calculators do with their inputs
//	timed_parts.go       the state of one part (1, 2)
//	timed_givers.go      what other org units contribute (7)
//	timed_frames.go      which days a value is asked for (4, 8)
//	timed_tally.go       what of the parts counts, and whether it is enough (5)
//	timed_values.go      values by roll-up (5, 12, 13)
//	timed_joint.go       joint parts of calculations (6, 11)
//	timed_calculate.go   values of calculations (6)
//	timed_compare.go     what a value is compared with (9)
//	timed_targets.go     the target in force (24 of the page on semantics)
//	timed_sums.go        targets that add up (3, 5, 11)
//	timed_shares.go      shares of what is stated for a larger period (3)
//	timed_actuals.go     values that stand for the period as they are
//	timed_outcome.go     a KPI's outcome, and its score (10)
//	timed_differences.go what the library says otherwise

// A TimedCard is what the reference evaluates: one org unit or a whole organisation, with everything that was
// ever recorded, and what is asked.
type TimedCard struct {
	Book    *Daybook
	Units   []TimedUnit
	Facts   []bsc.Fact
	Broken  map[TimedPlace]bool // readings for which the source fails
	Period  period.Period
	AsOf    time.Time
	Actuals bsc.Actuals // not nil: the values of the first org unit, for the period as they stand
	// FinalOnly takes provisional readings for missing.
	FinalOnly bool
}

// A TimedUnit is one org unit with its scorecard. If it is the only one, its id may be "".
type TimedUnit struct {
	ID, Parent   string
	Definition   *bsc.Definition
	Since, Until period.Period
	Targets      map[string][]bsc.Target // its own, by KPI
	Contributes  []cascade.Contribution  // additive ones
}

// A TimedPlace is where one reading stands.
type TimedPlace struct {
	Unit   string
	Ref    bsc.Ref
	Period period.Period
}

// A reckoner computes the numbers of one org unit.
type reckoner struct {
	*Daybook
	card     *TimedCard
	unit     *TimedUnit
	others   map[string]*reckoner // all org units by their ids
	time     span                 // of the org unit
	measures map[bsc.Ref]timedMeasure
	kpis     []*bsc.KPI
	read     map[TimedPlace]bsc.Fact // what was known of each reading by the moment
}

// reckoners are those of all units of a card.
func (c *TimedCard) reckoners() map[string]*reckoner {
	all, read := map[string]*reckoner{}, c.known()
	for i := range c.Units {
		u := &c.Units[i]
		r := &reckoner{
			Daybook: c.Book, card: c, unit: u, others: all,
			time: c.Book.lifetime(u.Since, u.Until), measures: map[bsc.Ref]timedMeasure{}, read: read,
		}
		r.learn()
		all[u.ID] = r
	}
	for i := range c.Units {
		all[c.Units[i].ID].give()
	}
	return all
}

// known keeps of every reading the latest fact that was recorded by the moment.
func (c *TimedCard) known() map[TimedPlace]bsc.Fact {
	read := map[TimedPlace]bsc.Fact{}
	for _, f := range c.Facts {
		place := TimedPlace{f.OrgUnit, f.Ref, f.Period}
		before, ok := read[place]
		if c.recorded(f.RecordedAt) && (!ok || f.RecordedAt.After(before.RecordedAt)) {
			read[place] = f
		}
	}
	return read
}

// recorded says whether something was known by the moment.
func (c *TimedCard) recorded(at time.Time) bool { return c.AsOf.IsZero() || !at.After(c.AsOf) }

// today is the civil day of the moment where that was taken. Without a moment there is none.
func (c *TimedCard) today() (day int, ok bool) {
	year, month, d := c.AsOf.Date()
	return int(time.Date(year, month, d, 0, 0, 0, 0, time.UTC).Unix() / 86400), !c.AsOf.IsZero()
}

// begun says whether some days have begun on the moment's date.
func (c *TimedCard) begun(s span) bool {
	today, ok := c.today()
	return !ok || s.first <= today
}

// running says whether some days are not over on the moment's date, or only those after them.
func (c *TimedCard) running(s span, grace int) bool {
	today, ok := c.today()
	return ok && today <= s.last+grace
}

// LastDay is the last day of the period that is asked for, counted from 1970.
func (c *TimedCard) LastDay() int { return c.Book.daysOf(c.Period).last }

// DaysAgo is by how many days another period ends before the one that is asked for.
func (c *TimedCard) DaysAgo(p period.Period) int { return c.LastDay() - c.Book.daysOf(p).last }

// lifetime is the time from a first period to a last one, of any size; zero periods are open ends (8).
func (b *Daybook) lifetime(since, until period.Period) span {
	s := ever()
	if !since.IsZero() {
		s.first = b.daysOf(since).first
	}
	if !until.IsZero() {
		s.last = b.daysOf(until).last
	}
	return s
}
