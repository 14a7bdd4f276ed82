package bsc

import (
	"cmp"
	"slices"
	"strings"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/internal/target"
	"github.com/go-bsc/bsc/period"
)

// What an evaluation will ask its sources for, before it runs.

// A Need is a range of periods for which an evaluation may ask a Source for the readings of a KPI or series, or a
// TargetSource for the targets of a KPI. It is plain data; [Needs] lists them.
type Need struct {
	OrgUnit string        `json:"unit,omitempty"` // "" where there is only one
	Ref     Ref           `json:"ref"`
	From    period.Period `json:"from"` // the first period
	To      period.Period `json:"to"`   // the last, of the same frequency
}

// Has reports whether a query lies in the range. The moment does not matter.
func (n *Need) Has(q Query) bool {
	l, from, to := q.Period.Label(), n.From.Label(), n.To.Label()
	return q.OrgUnit == n.OrgUnit && q.Ref == n.Ref && l.Kind == from.Kind && from.Compare(l) <= 0 && l.Compare(to) <= 0
}

// Needs are the readings and targets to load before an evaluation, so that a host asks its database once instead of
// once for each reading; see [Scorecard.Needs]. There is one Need for each org unit, KPI or series, and frequency. They
// are sorted by org unit, reference and frequency, the longest first. The zero Needs are none.
type Needs struct {
	Readings []Need `json:"readings"`
	Targets  []Need `json:"targets"`
}

// Needs returns what evaluating the input may ask its Source and its TargetSource for: for every period from the first
// to that of the input, as EvaluatePeriods does, or only for the input's if from is zero. A host loads that, and
// evaluates. A Board begun on the input, and explanations, need no more.
//
//	needs, err := card.Needs(period.Month(2026, 1), in) // in.Period is 2026-12, in.Readings is nil
//	for _, n := range needs.Readings {
//		// WHERE unit = n.OrgUnit AND kpi = n.Ref.ID AND period BETWEEN n.From AND n.To
//	}
//
// In SQL this is one join with the Needs as rows. Periods as text are in order within a frequency.
//
// Neither source is asked, and Readings may be nil. Everything else of the input decides, as in an evaluation: the
// readings of org units that add up are those of Sums, what stands for a Score needs none, and only the org unit's time
// counts. Targets are named if the input has a TargetSource; an empty TargetsByOrgUnit will do.
//
// What readings and targets decide is not known yet, so that Needs name all that they may decide: the earlier readings
// that may be carried forward, the earlier window that is shown while a later one is not due, the parts of a year whose
// target is not phased, and the period evaluated, in which a reading of another frequency would be a mistake. A Need runs
// from the first to the last period, also over a gap, as from this month to that of last year. What an unknown
// TargetSource states is the most: its targets may be for a year, and compare with last year and with every series.
// OrgUnitTargets and TargetsByOrgUnit are known. So load the targets first, if org units have their own, and name the
// readings then. Where nothing is missing, a year to date by the month is named as it is asked for; a rolling window is
// named twice as long, and a month whose target is the year's, unphased, with the whole year.
//
// The error is an *InputError for an input that no evaluation can use.
func (s *Scorecard) Needs(from period.Period, in Input) (Needs, error) {
	if s == nil || len(s.nodes) == 0 {
		return Needs{}, notCompiled()
	}
	if from.IsZero() {
		from = in.Period
	}
	in.Readings, in.Assessments = new(Readings), nil
	if _, isPlan := in.Targets.(Plan); isPlan {
		in.Targets = nil // a plan is read as the readings are
	}
	scores := in.Scores
	in.Scores = nil
	r := &run{evaluation: &evaluation{inputs: inputs{card: s, in: in}}}
	problems := r.check()
	if len(problems) > 0 {
		return Needs{}, &InputError{problems}
	}
	periods, p := between(s.almanac, from, in.Period)
	if p != nil {
		return Needs{}, &InputError{Problems{p}}
	}
	n := needing{in: &r.in, today: r.today, periods: periods, readings: map[needKey]needed{}, targets: map[needKey]needed{}, summed: map[needKey]needed{}}
	unit := n.unit(&r.inputs)
	for i := range scores {
		unit.scores[scores[i].KPI] = true
	}
	unit.evaluated()
	unit.name()
	return Needs{Readings: sortedNeeds(n.readings), Targets: sortedNeeds(n.targets)}, nil
}

// Join returns these needs and others as one, each range once: those of several scorecards, org units or moments.
func (n Needs) Join(others ...Needs) Needs {
	readings, targets := map[needKey]needed{}, map[needKey]needed{}
	for _, needs := range append([]Needs{n}, others...) {
		for _, of := range []struct {
			into map[needKey]needed
			list []Need
		}{{readings, needs.Readings}, {targets, needs.Targets}} {
			for i := range of.list {
				need := &of.list[i]
				require(of.into, needKey{need.OrgUnit, need.Ref, need.From.Label().Kind}, needed{need.From.Label(), need.To.Label()})
			}
		}
	}
	return Needs{Readings: sortedNeeds(readings), Targets: sortedNeeds(targets)}
}

type needKey struct {
	unit string
	ref  Ref
	kind almanac.Kind
}

// needed is a range of periods of one kind.
type needed struct{ from, to almanac.Label }

// holds reports whether all of another range of the same kind lies in this one. The zero range holds none.
func (n needed) holds(of needed) bool {
	return !n.from.IsZero() && n.from.Compare(of.from) <= 0 && of.to.Compare(n.to) <= 0
}

// require adds a range to what is needed.
func require(in map[needKey]needed, key needKey, of needed) {
	if known, is := in[key]; is {
		if known.from.Compare(of.from) < 0 {
			of.from = known.from
		}
		if known.to.Compare(of.to) > 0 {
			of.to = known.to
		}
	}
	in[key] = of
}

func sortedNeeds(of map[needKey]needed) []Need {
	list := make([]Need, 0, len(of))
	for key, n := range of {
		list = append(list, Need{key.unit, key.ref, period.Of(n.from), period.Of(n.to)})
	}
	slices.SortFunc(list, func(a, b Need) int {
		return cmp.Or(
			strings.Compare(a.OrgUnit, b.OrgUnit), cmp.Compare(a.Ref.Kind, b.Ref.Kind), strings.Compare(a.Ref.ID, b.Ref.ID),
			cmp.Compare(a.From.Label().Kind, b.From.Label().Kind))
	})
	return list
}

// A needing finds what an evaluation needs.
type needing struct {
	in       *Input
	today    int
	periods  []period.Period
	readings map[needKey]needed
	targets  map[needKey]needed
	summed   map[needKey]needed // sums whose contributions are added already
}

// A unitNeeds finds what an evaluation needs of one org unit and of those that contribute to it.
type unitNeeds struct {
	*needing
	of     *inputs
	reach  *measure.Reach
	scores map[Ref]bool // KPIs that stand for nodes of other results
}

func (n *needing) unit(of *inputs) *unitNeeds {
	return &unitNeeds{needing: n, of: of, reach: measure.NewReach(of.card.time, n.today), scores: map[Ref]bool{}}
}

// evaluated adds what the KPIs and series of the org unit's card need.
func (u *unitNeeds) evaluated() {
	card := u.of.card
	for _, p := range u.periods {
		for slot := range card.time.Measures {
			u.reach.Own(slot, p.Label())
		}
	}
	for slot, at := range card.kpis {
		n := &card.nodes[at]
		if n.asked().previous {
			u.reach.Past(slot, measure.Previous)
		}
		for _, v := range n.kpi.values {
			u.reach.Beside([]int{v.slot}, slot)
		}
	}
	u.aims(card.kpis)
	u.reach.Spread(card.calculated)
}

// aims adds what the targets of KPIs need.
func (u *unitNeeds) aims(kpis []int) {
	card := u.of.card
	var unknown, series []int
	for _, at := range kpis {
		n := &card.nodes[at]
		if n.kpi.onlyJudged() {
			continue
		}
		u.named(n)
		stated := n.kpi.targets.All()
		own, has := u.of.targets[n.ref.ID]
		switch {
		case u.of.foreignTargets:
			unknown = append(unknown, n.kpi.slot)
			u.anyAim(n.kpi)
		case has:
			if st, p := own.state(card, card.shape(n.kpi), new(hints)); p == nil {
				stated = append(stated, &st)
			}
		}
		u.aim(n.kpi, stated)
		if n.kpi.summed {
			u.contributors(n)
		}
	}
	for i := range card.series {
		series = append(series, len(card.kpis)+i)
	}
	if len(unknown) > 0 {
		u.reach.Beside(series, unknown...)
	}
}

// aim adds the readings that stated targets may need: those that they are compared with and, where one is not divided
// among the parts of its period, those of all parts of their periods, which take their share with them where they do not
// apply.
func (u *unitNeeds) aim(kpi *kpiNode, stated []*target.Stated) {
	undivided := false
	for _, st := range stated {
		switch st.With {
		case target.Previous:
			u.reach.Past(kpi.slot, measure.Previous)
		case target.LastYear:
			u.reach.Past(kpi.slot, measure.LastYear)
		case target.Series:
			u.reach.Beside([]int{st.Series}, kpi.slot)
		}
		undivided = undivided || st.Phasing == target.Whole || st.Phasing == target.Step
	}
	if kpi.rollup != measure.Sum || !undivided {
		return
	}
	for _, st := range stated {
		if days, ok := u.of.card.almanac.Span(st.From); ok {
			u.reach.Around(kpi.slot, days)
		}
	}
	u.reach.AroundPeriods(kpi.slot)
}

// anyAim adds the readings that any target may need.
func (u *unitNeeds) anyAim(kpi *kpiNode) {
	u.reach.Past(kpi.slot, measure.Previous)
	u.reach.Past(kpi.slot, measure.LastYear)
	if kpi.rollup == measure.Sum {
		u.reach.Windows(kpi.slot, func(days almanac.Span, part, _ almanac.Kind) {
			u.reach.Around(kpi.slot, u.years(days, part))
		})
		u.reach.AroundPeriods(kpi.slot)
	}
}

// years returns the days of the years in which some periods of a kind lie.
func (u *unitNeeds) years(days almanac.Span, part almanac.Kind) almanac.Span {
	return u.of.card.time.Whole(u.of.card.time.Whole(days, part), almanac.Year)
}

// named adds the targets that a source of targets may be asked for: those of the years around a KPI's windows, down to
// the periods of their parts, and shorter ones in which the windows are counted or asked for.
func (u *unitNeeds) named(n *node) {
	if u.of.in.Targets == nil {
		return
	}
	a := u.of.card.almanac
	asked, _ := a.Span(u.periods[0].Label())
	last, _ := a.Span(u.in.Period.Label())
	asked.Last = last.Last
	u.reach.Windows(n.kpi.slot, func(days almanac.Span, part, shortest almanac.Kind) {
		days.First, days.Last = min(days.First, asked.First), max(days.Last, asked.Last)
		years := u.years(days, part)
		u.aimed(n.ref, years, part)
		if part == almanac.Day { // a target for the last week may be made up with days of the next year
			u.aimedBy(n.ref, u.of.card.time.Whole(years, almanac.Week), part)
		}
		u.aimed(n.ref, days, shortest)
	})
}

// aimed adds the targets of a KPI for all periods in some days that are not shorter than those of a kind.
func (u *unitNeeds) aimed(ref Ref, days almanac.Span, shortest almanac.Kind) {
	for kind := almanac.Year; kind <= almanac.Day; kind++ {
		if kind.Size() >= shortest.Size() {
			u.aimedBy(ref, days, kind)
		}
	}
}

// aimedBy adds the targets of a KPI for all periods of a kind in some days.
func (u *unitNeeds) aimedBy(ref Ref, days almanac.Span, kind almanac.Kind) {
	u.of.card.time.Covering(days, kind, func(from, to almanac.Label) {
		require(u.targets, needKey{u.of.in.OrgUnit, ref, kind}, needed{from, to})
	})
}

// contributors adds what the targets of those that contribute to a KPI need.
func (u *unitNeeds) contributors(n *node) {
	if !u.of.sums.adds(n.ref) {
		return
	}
	made := u.of.sums.of[n.ref]
	for i := range made.of {
		of := &made.of[i]
		theirs, isKPI := u.contributor(of.member)
		if !isKPI {
			continue
		}
		theirs.reach.Copy(theirs.of.card.slots[of.ref], u.reach, n.kpi.slot)
		theirs.aims([]int{theirs.of.card.index[of.ref]})
		theirs.name()
	}
}

// contributor returns the org unit that contributes a KPI, on the same input; false for a series.
func (u *unitNeeds) contributor(m member) (*unitNeeds, bool) {
	sums := u.of.sums.sums
	from := &sums.units[m.unit]
	of := &inputs{card: from.card, in: u.of.in, unit: from.time, foreignTargets: u.of.foreignTargets}
	of.in.OrgUnit = from.id
	if len(from.of) > 0 {
		of.sums = from
	}
	switch targets := of.in.Targets.(type) {
	case OrgUnitTargets:
		of.in.Targets = nil // they belong to the other org unit
	case TargetsByOrgUnit:
		of.targets = targets[from.id]
	}
	return u.needing.unit(of), m.ref.Kind == KindKPI
}

// name adds the readings that are wanted of the org unit, or of those whose readings add up to its.
func (u *unitNeeds) name() {
	card := u.of.card
	for slot := range card.time.Measures {
		if !card.reads(slot) {
			continue
		}
		ref := card.refOf(slot)
		if u.scores[ref] {
			continue
		}
		u.reach.Labels(slot, func(from, to almanac.Label) { u.read(ref, needed{from, to}) })
		if kind := card.time.Measures[slot].Kind; kind != 0 && kind != u.in.Period.Label().Kind {
			u.stray(ref, needed{u.periods[0].Label(), u.in.Period.Label()})
		}
	}
}

// read adds the readings of a KPI or series.
func (u *unitNeeds) read(ref Ref, of needed) {
	if u.of.sums.adds(ref) {
		made := u.of.sums.of[ref]
		u.summands(u.of.sums.sums, made, of)
		if !made.timed {
			return
		}
	}
	if of, any := within(u.of.card.almanac, of, u.of.unit.Hull()); any {
		require(u.readings, needKey{u.of.in.OrgUnit, ref, of.from.Kind}, of)
	}
}

// stray adds the readings of another frequency than that of a KPI or series, which would be a mistake.
func (u *unitNeeds) stray(ref Ref, of needed) {
	if u.of.sums.adds(ref) {
		made := u.of.sums.of[ref]
		u.summands(u.of.sums.sums, made, of)
		if !made.timed {
			return
		}
	}
	require(u.readings, needKey{u.of.in.OrgUnit, ref, of.from.Kind}, of)
}

// summands adds the readings that a sum is made of, and those that convert them. It recurses along contributions, of
// which at most maxSums stand in a row.
func (n *needing) summands(s *Sums, made *sum, of needed) {
	for _, each := range made.of {
		n.contributed(s, each.member, of)
		if each.by != nil && each.by.rates != nil {
			n.contributed(s, *each.by.rates, of)
		}
	}
}

// contributed adds the readings that an org unit contributes.
func (n *needing) contributed(s *Sums, m member, of needed) {
	u := &s.units[m.unit]
	of, any := within(u.card.almanac, of, u.time.Hull())
	own := u.measure(m.ref)
	if any {
		of, any = within(u.card.almanac, of, almanac.Span{First: own.Since, Last: own.Until})
	}
	key := needKey{u.id, m.ref, of.from.Kind}
	switch made := s.sumOf(m); {
	case !any:
	case made == nil:
		require(n.readings, key, of)
	case made.timed && !n.summed[key].holds(of): // where nothing is brought, it has readings of its own
		require(n.readings, key, of)
		fallthrough
	case !n.summed[key].holds(of):
		require(n.summed, key, of)
		n.summands(s, made, n.summed[key])
	}
}

// within returns the periods of a range that lie in some time, if only partly; false if there are none.
func within(a *almanac.Almanac, of needed, time almanac.Span) (needed, bool) {
	first, okFirst := a.Span(of.from)
	last, okLast := a.Span(of.to)
	days := almanac.Span{First: first.First, Last: last.Last}
	if !okFirst || !okLast || !time.Meets(days) {
		return of, false
	}
	days.First = max(days.First, time.First)
	if time.Last != 0 {
		days.Last = min(days.Last, time.Last)
	}
	from, to, ok := a.Meeting(days, of.from.Kind)
	return needed{from, to}, ok
}
