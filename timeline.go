package bsc

import (
	"cmp"
	"iter"
	"slices"
	"strconv"
	"time"

	"github.com/go-bsc/bsc/period"
)

// A Version is a definition with the time it rules: from the first day of a period until a
// later version takes over. One for the same period with a later moment corrects it.
type Version struct {
	From       period.Period `json:"from"`
	RecordedAt time.Time     `json:"recorded_at,omitzero"` // when it was decided; zero: always known
	Note       string        `json:"note,omitempty"`       // who and why
	Definition *Definition   `json:"definition"`
}

// ParseVersions reads a list of versions from JSON, as strictly as ParseDefinition. Limits.Nodes and
// Limits.Links are those of all versions together.
func ParseVersions(document []byte, o *Options) ([]Version, error) {
	var versions []Version
	if err := parseStrictly(document, &versions, o).Err(); err != nil {
		return nil, err
	}
	return versions, nil
}

// A Timeline is a scorecard over the years: the versions of its definition, compiled. What
// was reported can be computed again from it, digit for digit. It is immutable and safe
// for concurrent use. The zero value has no versions.
type Timeline struct {
	versions []ruling // ascending by first day, then by moment
}

// A ruling is a compiled Version.
type ruling struct {
	Version
	first int // the first day it rules
	card  *Scorecard
}

// NewTimeline compiles the versions, in any order. The error is a *DefinitionError with the
// problems of all of them, the paths of each beginning with its place, as in
// /1/definition/perspectives/0; two versions of one period with the same moment are one, too.
func NewTimeline(versions []Version, o *Options) (*Timeline, error) {
	t := new(Timeline)
	var problems Problems
	type start struct {
		from period.Period
		at   moment
	}
	first := map[start]int{} // of the versions
	for i, v := range versions {
		r := ruling{Version: v}
		var found Problems
		r.card, found = compile(v.Definition, o)
		place := Pointer("/" + strconv.Itoa(i))
		for _, p := range found {
			p.Path = place + "/definition" + p.Path
			problems = append(problems, p)
		}
		if found.Err() == nil {
			s, ok := r.card.almanac.Span(v.From.Label())
			if r.first = s.First; !ok {
				p := problemOf(period.Absent(r.card.almanac, v.From))
				p.Path = place + "/from"
				problems = append(problems, p)
			}
			r.card.warnings = found
		}
		if j, twice := first[start{v.From, momentOf(v.RecordedAt)}]; twice {
			p := fault(ErrConflict, "a second version from %s, recorded at the same moment", v.From)
			p.Path, p.Hint = place, "the first is /"+strconv.Itoa(j)
			problems = append(problems, p)
		} else {
			first[start{v.From, momentOf(v.RecordedAt)}] = i
		}
		t.versions = append(t.versions, r)
	}
	if len(versions) == 0 {
		problems = append(problems, fault(ErrInput, "a timeline without versions"))
	}
	if err := problems.upTo(o.limits().Problems).Err(); err != nil {
		return nil, err
	}
	slices.SortStableFunc(t.versions, func(a, b ruling) int {
		return cmp.Or(cmp.Compare(a.first, b.first), a.RecordedAt.Compare(b.RecordedAt))
	})
	return t, nil
}

// At returns the scorecard that rules a period as of a moment, zero for everything known:
// that of the latest version in force on the period's last day and recorded by then. It is
// false where there is none.
//
// To see the past as today's definition would have it, evaluate a past period on the scorecard
// of today's.
func (t *Timeline) At(p period.Period, asOf time.Time) (*Scorecard, bool) {
	for _, r := range slices.Backward(t.versions) {
		s, ok := r.card.almanac.Span(p.Label())
		if ok && r.first <= s.Last && (asOf.IsZero() || !r.RecordedAt.After(asOf)) {
			return r.card, true
		}
	}
	return nil, false
}

// All returns the versions in the order in which they rule, each with its scorecard.
func (t *Timeline) All() iter.Seq2[Version, *Scorecard] {
	return func(yield func(Version, *Scorecard) bool) {
		for i := range t.versions {
			if !yield(t.versions[i].Version, t.versions[i].card) {
				return
			}
		}
	}
}

// CheckReadings is like Scorecard.CheckReadings, and returns a problem only for what no
// version has a use for.
func (t *Timeline) CheckReadings(r *Readings) Problems {
	if len(t.versions) == 0 {
		return nil
	}
	return checkFacts(r.Facts(), t.versions[0].card.most, func(f Fact, hint bool) (p *Problem) {
		for _, v := range t.versions {
			if p = v.card.factProblem(f, hint); p == nil {
				return nil
			}
		}
		return p
	})
}

// Evaluate evaluates the scorecard that rules the input's period as of the input's moment.
// The error is that of Scorecard.Evaluate, and one with ErrPeriod where none rules it.
func (t *Timeline) Evaluate(in Input) (*Result, error) {
	card, ok := t.At(in.Period, in.AsOf)
	if !ok {
		return nil, t.notInForce(in.Period)
	}
	return card.Evaluate(in)
}

// EvaluatePeriods is like Scorecard.EvaluatePeriods, each period with the scorecard that rules it as of the input's
// moment. Scorecards share what the sources have said.
func (t *Timeline) EvaluatePeriods(from period.Period, in Input) iter.Seq2[*Result, error] {
	last, ok := t.At(in.Period, in.AsOf)
	if !ok {
		return failing(t.notInForce(in.Period))
	}
	return periodsOf(from, in, last.almanac, func(p period.Period) (*Scorecard, *InputError) {
		card, ok := t.At(p, in.AsOf)
		if !ok {
			return nil, notInForce(p)
		}
		return card, nil
	})
}

// Trend is like Scorecard.Trend, each period with the scorecard that rules it.
func (t *Timeline) Trend(from period.Period, in Input) (*Trend, error) {
	return trendOf(t.EvaluatePeriods(from, in))
}

// notInForce is the error for a period that no version rules, or that no calendar has.
func (t *Timeline) notInForce(p period.Period) *InputError {
	if n := len(t.versions); n > 0 {
		a := t.versions[n-1].card.almanac
		if !slices.ContainsFunc(t.versions, func(v ruling) bool { _, ok := v.card.almanac.Span(p.Label()); return ok }) {
			return &InputError{Problems{problemOf(period.Absent(a, p))}}
		}
	}
	return notInForce(p)
}

func notInForce(p period.Period) *InputError {
	return &InputError{Problems{fault(ErrPeriod, "no version of the scorecard is in force in %s", p)}}
}
