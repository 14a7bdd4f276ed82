package bsc

import (
	"slices"
	"sync"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/internal/strictjson"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
)

// KPIs and series whose readings are those of other org units added up.

// OrgUnitSums say which readings of an org unit are made of other org units' readings, and how its own readings count
// in the sums of others. It is plain data; see [NewSums].
type OrgUnitSums struct {
	OrgUnit   string            // its id, the OrgUnit of its readings and targets
	Scorecard *Scorecard        // its calendar, grace and targets apply to what it contributes
	Since     period.Period     // its first period, of any size: what lies before does not apply to it; zero: always
	Until     period.Period     // its last period, of any size; zero: always
	Times     []OrgUnitTime     // what Since and Until were before, if they were others; none: the same for all time
	Sums      map[Ref][]Summand // its KPIs and series without readings of their own; none: it only contributes
}

// A Summand is what one org unit brings to a KPI or a series of another, whose readings add up period by period.
type Summand struct {
	OrgUnit string `json:"unit,omitempty"`
	Ref     Ref    `json:"ref"`              // a KPI or series of its scorecard that is not calculated; its readings may be sums in turn
	Shared  bool   `json:"shared,omitempty"` // nothing adds up: the readings are those of this one, which stands alone
	Factor  Factor `json:"factor,omitzero"`  // of what adds up: converts its values first; zero: they add up as they are
	// Since and Until are the first and the last period, of any size, in which it is brought: a person's sales count in
	// the old branch until June, and in the new one from July on. A reading counts where the last day of its period lies
	// in that time. Elsewhere it is as if the summand were not stated. Zero: always.
	Since period.Period `json:"since,omitzero"`
	Until period.Period `json:"until,omitzero"`
}

// Sums say which KPIs and series have no readings of their own because they add up those of other org units: the sales
// of a region are the sales of its branches. Input.Sums gives them to an evaluation, and Input.OrgUnit says for which
// org unit. The source is asked for the readings of the org units at the bottom.
//
// The values add up period by period. What does not apply to an org unit is left out, of every input of a calculation.
// If one value is missing, the period is missing, unless the KPI or series sets ContributorsPartial: then the values
// that are there count. A KPI with TargetOfContributors has the sum of their targets.
//
// What adds up may change with time: see Summand.Since. A year to date then has each month as it was. In a period in
// which nothing is brought, a KPI or series has readings of its own.
//
// Sums are immutable and may be shared by goroutines; one value serves a whole organisation. Every evaluation adds up for
// itself, unless the sums are Kept. The zero value has no org units. Sums belong to the scorecards that they were made of,
// or to these with other weights, but not to another version. Package cascade makes them from an organisation chart.
type Sums struct {
	units    []summedUnit
	at       map[string]int
	warnings Problems
	shared   map[member]bool            // the readings at the bottom that several sums ask for
	feeds    func() map[member][]member // see feed; computed once
	kept     *totals                    // nil: every evaluation adds up for itself
}

// A summedUnit is an org unit with all that adding up needs.
type summedUnit struct {
	sums         *Sums
	id           string
	since, until period.Period
	times        []OrgUnitTime
	time         almanac.Stay // the same in days
	card         *Scorecard
	of           map[Ref]*sum
}

// A sum is what the readings of a KPI or series are made of.
type sum struct {
	of     []summand // directly
	leaves []leaf    // at the bottom
	givers []int     // their org units, in order
	shared bool      // all of it
	timed  bool      // some of it is not brought always
}

// A summand is a member that adds up to a sum.
type summand struct {
	member
	by     *factor      // nil: it adds up as it is
	shared bool         // it stands alone
	time   almanac.Span // in which it is brought
}

// A leaf is a member at the bottom of a sum.
type leaf struct {
	member
	time almanac.Span // in which it adds up to the sum
}

// A member is a KPI or series of an org unit.
type member struct {
	unit int
	ref  Ref
}

// maxSums is how many org units may add up to one another in a row.
const maxSums = 64

// NewSums checks and compiles the sums of org units, given in any order. Nothing may add up to itself or count twice in
// one sum, and at most 64 org units add up in a row. The error is a *DefinitionError with every problem, each with a
// pointer such as /3/sums/kpi:sales/0, and with the org unit as its Ref.
//
// NewSums refuses what has no meaning together:
//
//   - readings that are labels (ErrLabel);
//   - KPIs of opposite directions, unless a negative Factor turns one round (ErrDirection);
//   - different units of measure, unless a Factor converts (ErrUnit); one that is not stated goes with any;
//   - different frequencies (ErrFrequency);
//   - calendars in which the periods of that frequency have different days (ErrCalendar). Months, weeks and days are the
//     same in every calendar, so that sales by the month add up whenever the years begin. Without a frequency, and for a
//     KPI with TargetOfContributors, years, halves, quarters and numbered periods must be the same, too.
//
// What is shared must agree in all of these but the direction, which is that of each scorecard.
func NewSums(units []OrgUnitSums, o *Options) (*Sums, error) {
	s := &Sums{units: make([]summedUnit, len(units)), at: make(map[string]int, len(units))}
	b := &sumsBuilder{units: units, sums: s}
	for i := range units {
		b.unit(i)
	}
	if b.problems.Err() == nil {
		for i := range units {
			b.unitSums(i)
		}
	}
	if b.problems.Err() == nil {
		b.arrange()
	}
	b.warn()
	problems := b.problems.upTo(o.ResolvedLimits().Problems)
	if err := problems.Err(); err != nil {
		return nil, err
	}
	s.warnings = problems
	s.count()
	s.feeds = sync.OnceValue(s.feed)
	return s, nil
}

// Warnings returns what NewSums found doubtful but allowed, each once for all org units: percentages that add up, and
// roll-ups other than sum and last.
func (s *Sums) Warnings() Problems { return s.warnings.clone() }

// sumsBuilder compiles Sums. It continues after a problem, so that all are found.
type sumsBuilder struct {
	units    []OrgUnitSums
	sums     *Sums
	names    []string
	hints    hints
	problems Problems
	agreed   map[agreement]bool
	percents doubts
	rollups  doubts
}

func (b *sumsBuilder) report(path Pointer, unit string, p *Problem) {
	p.Path, p.Ref = path+p.Path, Ref{KindOrgUnit, unit}
	b.problems = append(b.problems, p)
}

// unit checks an org unit itself.
func (b *sumsBuilder) unit(i int) {
	u, path := &b.units[i], item("", i)
	s := &b.sums.units[i]
	*s = summedUnit{sums: b.sums, id: u.OrgUnit, since: u.Since, until: u.Until, times: u.Times, card: u.Scorecard}
	if p := checkID(u.OrgUnit); p != nil {
		b.report(path+"/org_unit", u.OrgUnit, p)
		return
	}
	if first, twice := b.sums.at[u.OrgUnit]; twice {
		p := fault(ErrDuplicate, "unit_twice", "unit", u.OrgUnit)
		p.Hint = words.New("first_stands_at", "path", item("", first))
		b.report(path+"/org_unit", u.OrgUnit, p)
		return
	}
	b.sums.at[u.OrgUnit] = i
	b.names = append(b.names, u.OrgUnit)
	if u.Scorecard == nil || len(u.Scorecard.nodes) == 0 {
		b.report(path+"/scorecard", u.OrgUnit, fault(ErrInput, "unit_without_scorecard"))
		return
	}
	time, problems := unitStay(u.Scorecard.almanac, u.Since, u.Until, u.Times)
	s.time = time
	for _, p := range problems {
		b.report(path, u.OrgUnit, p)
	}
}

// unitSums checks and records what an org unit's readings are sums of.
func (b *sumsBuilder) unitSums(i int) {
	u := &b.sums.units[i]
	for _, ref := range sortedRefs(b.units[i].Sums) {
		said := b.units[i].Sums[ref]
		path := sumPath(i, ref)
		if !b.reads(path, i, i, ref) {
			continue
		}
		if len(said) == 0 {
			p := fault(ErrValue, "sum_of_miscounted_units", "node", ref, "unit", u.id, "n", len(said))
			p.Allowed = words.New("one_or_more")
			b.report(path, u.id, p)
			continue
		}
		made := &sum{shared: true}
		for j, of := range said {
			if m, ok := b.summand(item(path, j), i, ref, of); ok {
				made.of = append(made.of, m)
				made.shared, made.timed = made.shared && m.shared, made.timed || m.time != almanac.Ever
			}
		}
		if n := made.beside(); n > 0 {
			p := fault(ErrValue, "sum_of_miscounted_units", "node", ref, "unit", u.id, "n", n)
			p.Allowed = words.New("one_shared")
			b.report(path, u.id, p)
		}
		record(&u.of, ref, made)
	}
}

func sumPath(unit int, ref Ref) Pointer {
	return item("", unit) + "/sums/" + Pointer(strictjson.Escape(ref.String()))
}

// summand checks and compiles one summand of an org unit's KPI or series.
func (b *sumsBuilder) summand(path Pointer, of int, ref Ref, s Summand) (m summand, ok bool) {
	unit, known := b.orgUnit(path+"/org_unit", of, s.OrgUnit)
	switch {
	case !known:
		return m, false
	case unit == of:
		p := fault(ErrCycle, "sum_of_same_unit", "node", ref, "unit", s.OrgUnit)
		p.Hint = words.New("calculator_adds_within_unit")
		b.report(path+"/org_unit", s.OrgUnit, p)
		return m, false
	case !b.reads(path+"/ref", of, unit, s.Ref):
		return m, false
	}
	m.member = member{unit, s.Ref}
	by, ok := b.factor(path+"/factor", m.member, member{of, ref}, &s)
	m.by, m.shared = by, s.Shared
	time, wrong := brought(b.sums.units[of].card.almanac, s.Since, s.Until)
	m.time = time
	for _, p := range wrong {
		b.report(path, b.sums.units[of].id, p)
	}
	from, to := b.end(m.member), b.end(member{of, ref})
	problems := b.unfit(&from, &to, m.by, s.Shared)
	for _, p := range problems {
		b.report(path, b.sums.units[of].id, p)
	}
	if ok = ok && len(problems)+len(wrong) == 0; ok && !s.Shared {
		b.doubt(path, &from, &to, m.by)
	}
	return m, ok
}

// orgUnit finds an org unit that another names.
func (b *sumsBuilder) orgUnit(path Pointer, says int, id string) (unit int, known bool) {
	if unit, known = b.sums.at[id]; !known {
		p := fault(ErrUnknownRef, "no_such_unit", "unit", id)
		p.Hint = b.hints.DidYouMean(id, b.names)
		b.report(path, b.sums.units[says].id, p)
	}
	return unit, known
}

// reads checks that a KPI or series is on an org unit's card and not calculated. A problem
// belongs to says, the org unit that names it.
func (b *sumsBuilder) reads(path Pointer, says, unit int, ref Ref) bool {
	u := &b.sums.units[unit]
	slot, known := u.card.slots[ref]
	var p *Problem
	switch {
	case !known:
		p = fault(ErrUnknownRef, "no_such_node_on_card", "node", ref, "unit", u.id)
		p.Hint = b.hints.didYouMeanRef(ref, u.card.slots)
	case !u.card.reads(slot) && u.card.calculatorOf(slot) == nil:
		p = fault(ErrValue, "judged_has_no_readings", "node", ref, "unit", u.id)
		p.Allowed, p.Hint = words.New("kpi_or_series_with_readings"), words.New("let_score_count")
	case u.card.calculatorOf(slot) != nil:
		p = fault(ErrValue, "no_readings_of_its_own", "node", ref, "unit", u.id)
		p.Allowed, p.Hint = words.New("kpi_or_series_not_calculated"), words.New("add_up_inputs")
	default:
		return true
	}
	b.report(path, b.sums.units[says].id, p)
	return false
}

// sumOf returns the sum that makes up the readings of a KPI or series; nil: the readings are its own.
func (s *Sums) sumOf(m member) *sum { return s.units[m.unit].of[m.ref] }

// measure returns how the values of a KPI or series of the org unit come in.
func (u *summedUnit) measure(ref Ref) *measure.Measure {
	return &u.card.time.Measures[u.card.slots[ref]]
}

// adds reports whether the readings of a KPI or series are made of other org units', at some time. For a nil unit,
// without sums, it is false.
func (u *summedUnit) adds(ref Ref) bool { return u != nil && u.of[ref] != nil }

// addsIn is like adds, for the reading of a period.
func (u *summedUnit) addsIn(ref Ref, p period.Period) bool {
	if !u.adds(ref) {
		return false
	}
	made := u.of[ref]
	if !made.timed {
		return true
	}
	days, ok := u.card.almanac.Span(p.Label())
	return ok && made.in(days)
}

// givers returns the org units at the bottom of what adds up to a KPI or series, in order.
func (u *summedUnit) givers(ref Ref) []int {
	if !u.adds(ref) || u.of[ref].shared {
		return nil
	}
	return u.of[ref].givers
}

// counts reports whether one of some org units is at the bottom of a sum.
func (s *sum) counts(units []int) bool {
	for _, unit := range units {
		if _, is := slices.BinarySearch(s.givers, unit); is {
			return true
		}
	}
	return false
}
