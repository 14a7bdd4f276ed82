package bsc

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"github.com/go-bsc/bsc/internal/almanac"
	faults "github.com/go-bsc/bsc/internal/fault"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
)

// The input of an evaluation, and the checks of inputs, facts and targets.

// An Input is what a scorecard is evaluated on: a period, readings, and what else counts. Period and Readings are
// required.
type Input struct {
	Period   period.Period
	Readings Source
	Targets  TargetSource // an org unit's own targets; nil: the definition's
	OrgUnit  string       // the org unit whose readings and targets these are; "" where there is only one
	// OrgUnitAttributes are the org unit's own, such as its region or a person's grade, for a host's policies.
	OrgUnitAttributes map[string]string
	// Since is the org unit's first period, of any size: what lies before does not apply to it; zero: always
	Since period.Period
	Until period.Period // the org unit's last period, of any size; zero: always
	// Times say what Since and Until were before, if they were others: who has come back was there before, too. None: they
	// are the same for all time.
	Times []OrgUnitTime
	// AsOf limits the evaluation to what was recorded by then. Its date, in its location, decides what is due. Zero:
	// everything known.
	AsOf time.Time
	// Today is the day that decides what is due, if it is not the date of AsOf: one moment has two dates in two time
	// zones. It may also be set without AsOf, where everything known counts. Zero: the date of AsOf.
	Today       period.Period
	Assessments []Assessment // people's judgements beside the computed scores
	Sums        *Sums        // KPIs and series whose readings are other org units' added up; nil: none
	Scores      []ScoreFrom  // KPIs that stand for nodes of other scorecards' results
	Timing      Timing       // Lead or Lag: only those KPIs count, and carry the others' weight; "": all
	// FinalOnly takes a provisional reading for missing: the one in force, even if a final one was recorded before it. It
	// says nothing of a period that is under way: what is final so far counts. Scores of other results stay as they are.
	FinalOnly bool
	_         struct{}
}

// check finds what makes an input unusable.
func (r *run) check() Problems {
	var problems Problems
	problems = append(problems, r.checkTime()...)
	if p := problemOf(faults.CheckText(r.in.OrgUnit, false)); p != nil {
		p.Detail = words.New("unit_text", "says", p.Detail)
		problems = append(problems, p)
	}
	if faults.IsNil(r.in.Readings) {
		problems = append(problems, fault(ErrInput, "input_no_readings"))
	}
	if r.in.Timing != "" && r.in.Timing != TimingLead && r.in.Timing != TimingLag {
		p := notOneOf("", "timing", r.in.Timing, timings())
		p.Code = ErrInput
		problems = append(problems, p)
	}
	if faults.IsNil(r.in.Targets) {
		r.in.Targets = nil
	}
	switch targets := r.in.Targets.(type) {
	case nil:
	case OrgUnitTargets:
		r.targets = targets
	case TargetsByOrgUnit:
		r.targets = targets[r.in.OrgUnit]
	case Plan:
		r.foreignTargets = true
		if p := r.checkPlan(targets); p != nil {
			problems = append(problems, p)
		}
	default:
		r.foreignTargets = true
	}
	problems = append(problems, r.checkSums()...)
	problems = append(problems, r.checkScores()...)
	if actuals, ok := r.in.Readings.(Actuals); ok {
		r.whole = true
		if !r.readActuals(actuals) {
			problems = append(problems, r.checkActuals(actuals)...)
		}
	}
	if targets, ok := r.in.Targets.(OrgUnitTargets); ok {
		problems = append(problems, r.card.CheckTargets(targets)...)
	}
	r.in.OrgUnitAttributes = maps.Clone(r.in.OrgUnitAttributes)
	problems = append(problems, r.checkAssessments()...)
	r.raiseAll()
	return problems
}

// checkTime finds the days of the period, the moment and the org unit's time.
func (i *inputs) checkTime() Problems {
	var problems Problems
	days := func(p period.Period) almanac.Span {
		s, ok := i.card.almanac.Span(p.Label())
		if !ok {
			problem := problemOf(period.Absent(i.card.almanac, p))
			problems = append(problems, problem)
		}
		return s
	}
	if i.in.Period.IsZero() {
		p := fault(ErrPeriod, "input_no_period")
		p.Allowed = words.New("h_q_w_or_p")
		return Problems{p}
	}
	i.asked = days(i.in.Period)
	stay, wrong := unitStay(i.card.almanac, i.in.Since, i.in.Until, i.in.Times)
	i.unit = stay
	for _, p := range wrong {
		p.Path = ""
		problems = append(problems, p)
	}
	i.today = i.in.today()
	if today := i.in.Today; !today.IsZero() && i.today == 0 {
		p := fault(ErrPeriod, "today_not_a_day", "period", today)
		p.Allowed = words.New("day_for_today")
		problems = append(problems, p)
	}
	return problems
}

// today returns the day that decides what is due; 0 if there is none, or Today is no day.
func (in *Input) today() int {
	if !in.Today.IsZero() {
		return in.Today.Label().DayNumber()
	}
	if in.AsOf.IsZero() {
		return 0
	}
	year, month, day := in.AsOf.Date()
	return almanac.Number(year, int(month), day)
}

// An OrgUnitTime says what the first and the last period of an org unit were in an earlier time. Who left in March and
// came back in September has Since September now, and until August had Until March. A period counts as it was on its
// last day.
type OrgUnitTime struct {
	Through period.Period `json:"through"`        // it was so through this period, of any size, from the end of the time before it on
	Since   period.Period `json:"since,omitzero"` // as in Input; zero: always
	Until   period.Period `json:"until,omitzero"`
	Away    bool          `json:"away,omitempty"` // it was not there at all
}

// unitStay returns the days of an org unit, now and before, and what is wrong with them.
func unitStay(a *almanac.Almanac, since, until period.Period, times []OrgUnitTime) (stay almanac.Stay, problems Problems) {
	stay.Span, problems = unitTime(a, since, until)
	for i, t := range times {
		days, ok := a.Span(t.Through.Label())
		if !ok {
			p := problemOf(period.Absent(a, t.Through))
			p.Path = item("/times", i) + "/through"
			problems = append(problems, p)
		}
		time, wrong := unitTime(a, t.Since, t.Until)
		for _, p := range wrong {
			p.Path = item("/times", i) + p.Path
			problems = append(problems, p)
		}
		if t.Away {
			time = almanac.Never
		}
		stay.Before = append(stay.Before, almanac.Past{Through: days.Last, Span: time})
	}
	slices.SortStableFunc(stay.Before, func(a, b almanac.Past) int { return cmp.Compare(a.Through, b.Through) })
	return stay, problems
}

// unitTime returns the days of an org unit at one time, and what is wrong with its first and last period.
func unitTime(a *almanac.Almanac, since, until period.Period) (time almanac.Span, problems Problems) {
	for _, end := range []struct {
		period period.Period
		path   Pointer
		what   string
	}{{since, "/since", "unit_first_period"}, {until, "/until", "unit_last_period"}} {
		days, ok := a.Span(end.period.Label())
		switch {
		case end.period.IsZero():
		case !ok:
			p := problemOf(period.Absent(a, end.period))
			p.Path, p.Detail = end.path, words.New(end.what, "says", p.Detail)
			problems = append(problems, p)
		case end.path == "/since":
			time.First = days.First
		default:
			time.Last = days.Last
		}
	}
	if time.Last != 0 && time.Last < time.First {
		p := fault(ErrPeriod, "unit_until_before_since", "until", until, "since", since)
		p.Path, p.Allowed = "/until", words.New("end_not_before_start")
		problems = append(problems, p)
	}
	return time, problems
}

// CheckReadings finds facts that the scorecard has no use for: usually a typo, or a KPI that was retired. It returns a
// problem for every KPI and series that the readings have facts of and that is not on the scorecard, is calculated or is
// judged by people.
// Evaluate ignores such facts, because readings may serve more than one card.
func (s *Scorecard) CheckReadings(r *Readings) Problems {
	s = s.known()
	return checkFacts(r.Facts(), s.most, s.factProblem)
}

// Takes reports whether some evaluation would use a fact. It is quick; CheckFact also searches all names for the one
// that may have been meant.
func (s *Scorecard) Takes(f Fact) bool { return s.known().factProblem(f, false) == nil }

// checkFacts collects the problems of facts, one for each name that is unknown. Only listed problems get a hint,
// because each hint searches all names.
func checkFacts(facts []Fact, most int, check func(f Fact, hint bool) *Problem) Problems {
	c := collector{most: most}
	var unknown Ref
	for _, f := range facts {
		if f.Ref == unknown {
			continue
		}
		p := check(f, !c.full())
		if p == nil {
			continue
		}
		if p.Code == ErrUnknownRef {
			unknown = f.Ref
		}
		p.Ref = f.Ref
		c.add(p)
	}
	return c.list()
}

// CheckFact returns why no evaluation of any org unit would use a fact: the scorecard does not have the KPI or series,
// or calculates it, or people judge it, or the period does not fit. It returns nil for a fact that counts.
func (s *Scorecard) CheckFact(f Fact) *Problem {
	s = s.known()
	p := s.factProblem(f, true)
	if p != nil {
		p.Ref = f.Ref
	}
	return p
}

// factProblem returns why no evaluation would use a fact; nil if one would.
func (s *Scorecard) factProblem(f Fact, hint bool) *Problem {
	if p := s.checkMeasured(f.Ref, hint); p != nil {
		return p
	}
	if _, ok := s.almanac.Span(f.Period.Label()); !ok {
		return problemOf(period.Absent(s.almanac, f.Period))
	}
	kind := s.time.Measures[s.slots[f.Ref]].Kind
	if kind == 0 || kind == f.Period.Label().Kind {
		return nil
	}
	return strayReading(f.Ref, kind, f.Period)
}

// isMeasured reports whether something is on the scorecard and has readings.
func (s *Scorecard) isMeasured(ref Ref) bool {
	slot, ok := s.slots[ref]
	return ok && s.reads(slot)
}

// checkMeasured returns why something cannot have readings on this scorecard.
func (s *Scorecard) checkMeasured(ref Ref, hint bool) *Problem {
	slot, ok := s.slots[ref]
	if s.isMeasured(ref) {
		return nil
	}
	p := fault(ErrUnknownRef, "reading_of_calculated", "node", ref)
	if !ok {
		p.Detail = words.New("reading_of_unknown", "node", ref)
	}
	switch {
	case ok && s.calculatorOf(slot) == nil:
		p.Detail, p.Hint = words.New("reading_of_judged", "node", ref), words.New("give_assessment")
	case ok:
	case ref.Kind == KindKPI && s.isMeasured(SeriesRef(ref.ID)):
		p.Hint = words.New("write_as_series", "node", SeriesRef(ref.ID))
	case ref.Kind == KindSeries && s.isMeasured(KPIRef(ref.ID)):
		p.Hint = words.New("write_as_kpi", "node", KPIRef(ref.ID))
	case hint:
		var names []string
		for known := range s.slots {
			names = append(names, known.String())
		}
		slices.Sort(names)
		p.Hint = didYouMean(ref.String(), names)
	}
	p.Ref = ref
	return p
}

// checkActuals finds keys that name nothing with readings, so that a typo loses no figure, and numbers out of range.
func (e *inputs) checkActuals(actuals Actuals) Problems {
	c := collector{most: e.card.most}
	for _, key := range slices.Sorted(maps.Keys(actuals)) {
		ref := ParseRef(key)
		if ref.Kind != KindKPI && ref.Kind != KindSeries {
			_, isKPI := e.card.slots[KPIRef(key)]
			_, isSeries := e.card.slots[SeriesRef(key)]
			if isKPI && isSeries {
				p := fault(ErrUnknownRef, "reading_ambiguous", "id", key)
				p.Allowed = words.New("either_node", "node", KPIRef(key), "other_node", SeriesRef(key))
				c.add(p)
				continue
			}
			if ref = KPIRef(key); isSeries {
				ref = SeriesRef(key)
			}
		}
		p := e.card.checkMeasured(ref, !c.full())
		if p == nil {
			if _, p = checkDecimal(actuals[key]); p != nil {
				p.Ref, p.Detail = ref, words.New("its_reading", "period", e.in.Period, "says", p.Detail)
			}
		}
		if p != nil {
			c.add(p)
		}
	}
	return c.list()
}

// CheckTargets returns a problem for every target of an org unit that names no KPI of the scorecard, which is usually a
// typo or a KPI that was retired, names one that people judge, or has a number that is none or out of range. Evaluate
// refuses such targets.
func (s *Scorecard) CheckTargets(targets OrgUnitTargets) Problems {
	s = s.known()
	c := collector{most: s.most}
	for _, id := range slices.Sorted(maps.Keys(targets)) {
		if slot, ok := s.slots[KPIRef(id)]; ok {
			own := targets[id]
			p := own.checkNumbers()
			if p == nil {
				p = s.nodes[s.kpis[slot]].kpi.noTarget()
			}
			if p != nil {
				p = ofUnit(p)
				p.Ref = KPIRef(id)
				c.add(p)
			}
			continue
		}
		p := fault(ErrUnknownRef, "target_of_unknown", "id", id)
		if !c.full() {
			var names []string
			for _, at := range s.kpis {
				names = append(names, s.nodes[at].ref.ID)
			}
			p.Hint = didYouMean(id, names)
		}
		c.add(p)
	}
	return c.list()
}
