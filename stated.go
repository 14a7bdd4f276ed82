package bsc

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"
)

// A stated is one Target, checked, with its numbers.
type stated struct {
	ResolvedTarget // From is the period it is stated for
	recordedAt     time.Time
	phasing        Phasing
	profile        []decimal.Decimal
	profileKind    periodKind // of the sub-periods the profile weighs
	against        Comparison // with times
	times          decimal.Decimal
}

// statedTargets are a KPI's targets. The zero value has none.
type statedTargets struct {
	byPeriod map[Period][]stated // each ascending by moment; under the zero Period those for every period
	kinds    [dayPeriod + 1]bool // of periods for which there are any
}

// at returns the target that holds as of a moment, zero for everything known; nil where there is none.
func (s *statedTargets) at(p Period, asOf time.Time) *stated {
	known := s.byPeriod[p]
	for i := len(known) - 1; i >= 0; i-- {
		if asOf.IsZero() || !known[i].recordedAt.After(asOf) {
			return &known[i]
		}
	}
	return nil
}

// add puts a target in its place; it is false where one with its period and moment is there.
func (s *statedTargets) add(t stated) bool {
	if s.byPeriod == nil {
		s.byPeriod = map[Period][]stated{}
	}
	known := s.byPeriod[t.From]
	at, twice := slices.BinarySearchFunc(known, t.recordedAt, func(k stated, moment time.Time) int {
		return k.recordedAt.Compare(moment)
	})
	if !twice {
		s.byPeriod[t.From] = slices.Insert(known, at, t)
		s.kinds[t.From.kind] = true
	}
	return !twice
}

// state checks a target of a measure and parses its numbers. The path of a problem is
// relative to the target.
func (t *Target) state(m *measure, a *almanac) (stated, *Problem) {
	s := stated{recordedAt: t.RecordedAt, phasing: t.Phasing, against: t.Against}
	s.Origin, s.From, s.Rule = t.Origin, t.Period, TargetStated
	if t.Period.IsZero() {
		s.Rule = TargetStanding
	}
	if _, err := t.RecordedAt.MarshalText(); err != nil {
		problem := notMoment("it")
		problem.Path = "/recorded_at"
		return s, problem
	}
	fields := []struct {
		path Pointer
		text Number
		into *decimal.NullDecimal
	}{{"/baseline", t.Baseline, &s.Baseline}, {"/value", t.Value, &s.Value}, {"/stretch", t.Stretch, &s.Stretch}, {"/floor", t.Floor, &s.Floor}}
	for _, f := range fields {
		d, problem := nullDecimal(f.text)
		if problem != nil {
			problem.Path = f.path
			return s, problem
		}
		*f.into = d
	}
	for _, check := range []func(*Target, *measure, *almanac) *Problem{s.checkPeriod, s.checkComparison, s.checkPhasing, s.readProfile} {
		if problem := check(t, m, a); problem != nil {
			return s, problem
		}
	}
	return s, nil
}

// checkPeriod refuses a target for a period that the KPI never has a value for.
func (s *stated) checkPeriod(t *Target, m *measure, a *almanac) *Problem {
	if t.Period.IsZero() {
		return nil
	}
	own, ok := a.span(t.Period)
	if !ok {
		p := a.absent(t.Period)
		p.Path = "/period"
		return p
	}
	if m.kind == 0 || m.prorate {
		return nil
	}
	if _, _, ok := a.tiles(own, m.kind); !ok {
		p := fault(ErrFrequency, "a target for %s, which no whole %ss make up", t.Period, m.kind.noun())
		p.Path, p.Allowed = "/period", "periods made up of the KPI's own"
		p.Hint = hintProrate
		return p
	}
	return nil
}

func (s *stated) checkComparison(t *Target, _ *measure, _ *almanac) *Problem {
	s.times = one()
	if t.Against == "" {
		if t.Times == "" {
			return nil
		}
		p := fault(ErrTarget, "times without a comparison")
		p.Path, p.Allowed = "/times", "against: previous, last_year or a series"
		return p
	}
	if p := t.Against.check(); p != nil {
		p.Path = "/against"
		return p
	}
	if t.Value != "" || t.Phasing != "" {
		p := fault(ErrTarget, "a comparison and a value or a phasing exclude each other")
		p.Path, p.Allowed = "/against", "one of them"
		return p
	}
	if t.Times == "" {
		return nil
	}
	times, p := parseDecimal(string(t.Times))
	if p == nil && times.Sign() <= 0 {
		p = fault(ErrValue, "times is %s", t.Times)
		p.Allowed = "above 0"
	}
	if p != nil {
		p.Path = "/times"
		return p
	}
	s.times = times
	return nil
}

func (s *stated) checkPhasing(t *Target, m *measure, _ *almanac) *Problem {
	refuse := func(detail, allowed string) *Problem {
		p := fault(ErrPhasing, "%s", detail)
		p.Path, p.Allowed = "/phasing", allowed
		return p
	}
	switch {
	case t.Phasing == "":
		return nil
	case !slices.Contains(phasings(), t.Phasing):
		return notOneOf("/phasing", "phasing", t.Phasing, phasings())
	case t.Period.IsZero():
		return refuse("a target for every period is not phased", "a period, such as a year")
	case t.Phasing == PhasingGlide && m.sums():
		return refuse("glide does not suit a KPI that adds up", "linear, seasonal or step")
	case t.Phasing == PhasingGlide && (t.Baseline == "" || t.Value == ""):
		return refuse("a glide without a baseline or a value", "both")
	case t.Phasing != PhasingGlide && !m.sums():
		return refuse(string(t.Phasing)+" phases what adds up", "glide, or a KPI with the rollup sum")
	}
	return nil
}

// readProfile reads the weights of a seasonal phasing, and finds whose they are.
func (s *stated) readProfile(t *Target, m *measure, a *almanac) *Problem {
	if t.Phasing != PhasingSeasonal {
		if len(t.Profile) == 0 {
			return nil
		}
		p := fault(ErrPhasing, "a profile without the phasing seasonal")
		p.Path, p.Allowed = "/profile", "phasing: seasonal"
		return p
	}
	var total decimal.Decimal
	for i, text := range t.Profile {
		w, p := parseDecimal(string(text))
		if p == nil && w.Sign() < 0 {
			p = fault(ErrPhasing, "the weight %s is negative", text)
			p.Allowed = "0 or more"
		}
		if p != nil {
			p.Path = at("", "profile", i)
			return p
		}
		s.profile = append(s.profile, w)
		total = total.Add(w)
	}
	own, _ := a.span(t.Period) // checkPeriod has found it
	var p *Problem
	var counts []string
	if s.profileKind, counts = a.kindOfParts(own, len(t.Profile), m.kind); s.profileKind == 0 {
		p = fault(ErrPhasing, "a profile of %d weights for %s", len(t.Profile), t.Period)
		p.Path, p.Allowed = "/profile", "a weight for each of its "+strings.Join(counts, " or ")
	} else if total.IsZero() {
		p = fault(ErrPhasing, "all weights of the profile are 0")
		p.Path, p.Allowed = "/profile", "at least one weight above 0"
	}
	return p
}

// kindOfParts returns the kind of which exactly n periods make up some days: the given one
// or a larger one; with no kind given, any. It also returns how many there are of each kind.
func (a *almanac) kindOfParts(s span, n int, smallest periodKind) (found periodKind, counts []string) {
	for kind := yearPeriod; kind <= dayPeriod; kind++ {
		if smallest != 0 && kind.size() < smallest.size() {
			continue
		}
		units := a.units(window{s, kind}, false)
		if len(units) > 1 {
			counts = append(counts, strconv.Itoa(len(units))+" "+kind.noun()+"s")
		}
		if found == 0 && n > 0 && len(units) == n {
			found = kind
		}
	}
	return found, counts
}

// standsFor returns the target as it is in force for a period by a rule.
func (s *stated) standsFor(rule TargetRule) ResolvedTarget {
	r := s.ResolvedTarget
	r.Rule = rule
	return r
}

// scorable reports whether there is something to score against.
func (t *Target) scorable() bool { return t.Value != "" || t.Against != "" }
