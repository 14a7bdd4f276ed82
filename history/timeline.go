package history

import (
	"cmp"
	"errors"
	"iter"
	"slices"
	"strconv"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/wire"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
)

// A Version is a definition with the time it rules: from the first day of a period until a later version takes over. A
// version for the same period with a later moment corrects it.
type Version struct {
	From       period.Period   `json:"from"`
	RecordedAt time.Time       `json:"recorded_at,omitzero"` // when it was decided; zero: always known
	Note       string          `json:"note,omitempty"`       // why
	Author     string          `json:"author,omitempty"`     // who decided it
	Draft      bool            `json:"draft,omitempty"`      // not approved: it is checked, and rules nothing
	Definition *bsc.Definition `json:"definition,omitempty"`
}

// ParseVersions reads a list of versions from JSON as strictly as bsc.ParseDefinition does. Limits.Nodes and
// Limits.Links apply to all versions together. The error is a *bsc.DefinitionError with every fault.
func ParseVersions(document []byte, o *bsc.Options) ([]Version, error) {
	var versions []Version
	if err := bsc.Unmarshal(document, &versions, o); err != nil {
		return nil, err
	}
	return versions, nil
}

// A Timeline is a scorecard over the years: the versions of its definition, compiled. Reported figures can be computed
// again from it, digit for digit. It is immutable and safe for concurrent use. The zero value has no versions.
type Timeline struct {
	_        wire.As[[]Version]
	versions []ruling // ascending by first day, then by moment
}

// A ruling is a compiled Version.
type ruling struct {
	Version
	first   int // the first day it rules
	card    *bsc.Scorecard
	almanac *almanac.Almanac // of the card's calendar
}

// NewTimeline compiles the versions, given in any order. The error is a *bsc.DefinitionError with the problems of all
// of them. The path of each begins with its version's place, as in /1/definition/perspectives/0. Two versions of one
// period with the same moment are a problem, too, unless one of them is a draft.
//
// A draft is compiled and checked like any version, but no period is evaluated with it, and the versions rule as if it
// were not there. To try one, evaluate on the scorecard that All yields for it.
func NewTimeline(versions []Version, o *bsc.Options) (*Timeline, error) {
	t := new(Timeline)
	var problems bsc.Problems
	first := map[start]int{} // of the versions
	for i, v := range versions {
		place := bsc.Pointer("/" + strconv.Itoa(i))
		r, found := newRuling(v, o)
		for _, p := range found {
			p.Path = place + p.Path
			problems = append(problems, p)
		}
		if j, twice := first[startOf(v)]; twice && !v.Draft {
			p := fault(bsc.ErrConflict, "second_version", "period", v.From)
			p.Path, p.Hint = place, words.New("first_is", "place", "/"+strconv.Itoa(j))
			problems = append(problems, p)
		} else if !v.Draft {
			first[startOf(v)] = i
		}
		t.versions = append(t.versions, r)
	}
	if len(versions) == 0 {
		problems = append(problems, fault(bsc.ErrInput, "timeline_without_versions"))
	}
	if err := problems.Limit(o).Err(); err != nil {
		return nil, err
	}
	slices.SortStableFunc(t.versions, func(a, b ruling) int {
		return cmp.Or(cmp.Compare(a.first, b.first), a.RecordedAt.Compare(b.RecordedAt))
	})
	return t, nil
}

// A start identifies a version: no two may share one.
type start struct {
	from       period.Period
	second     int64
	nanosecond int
}

func startOf(v Version) start { return start{v.From, v.RecordedAt.Unix(), v.RecordedAt.Nanosecond()} }

// newRuling compiles a version. The paths of its problems are relative to the version.
func newRuling(v Version, o *bsc.Options) (ruling, bsc.Problems) {
	for _, field := range []struct{ key, text string }{{"note", v.Note}, {"author", v.Author}} {
		if p := o.ResolvedLimits().CheckText(field.key, field.text); p != nil {
			p.Path = bsc.Pointer("/" + field.key)
			return ruling{}, bsc.Problems{p}
		}
	}
	if v.Definition == nil {
		p := fault(bsc.ErrInput, "version_without_definition")
		p.Path, p.Allowed = "/definition", words.New("version_has")
		return ruling{}, bsc.Problems{p}
	}
	card, err := bsc.Compile(v.Definition, o)
	var wrong *bsc.DefinitionError
	if errors.As(err, &wrong) {
		for _, p := range wrong.Problems {
			p.Path = "/definition" + p.Path
		}
		return ruling{}, wrong.Problems
	}
	r := ruling{Version: v, card: card}
	r.almanac, _ = card.Calendar().Almanac() // Compile has checked it
	days, ok := r.almanac.Span(v.From.Label())
	if !ok {
		p := absent(r.almanac, v.From)
		p.Path = "/from"
		return ruling{}, bsc.Problems{p}
	}
	r.first = days.First
	return r, nil
}

// At returns the scorecard that rules a period as of a moment; the zero moment means everything known. It is that of
// the latest version in force on the period's last day and recorded by then, drafts aside; false if there is none.
//
// To see the past by today's definition, evaluate a past period on today's scorecard.
func (t *Timeline) At(p period.Period, asOf time.Time) (*bsc.Scorecard, bool) {
	for _, r := range slices.Backward(t.versions) {
		days, ok := r.almanac.Span(p.Label())
		if ok && !r.Draft && r.first <= days.Last && (asOf.IsZero() || !r.RecordedAt.After(asOf)) {
			return r.card, true
		}
	}
	return nil, false
}

// All returns the versions in the order in which they rule, each with its scorecard. Drafts are among them.
func (t *Timeline) All() iter.Seq2[Version, *bsc.Scorecard] {
	return func(yield func(Version, *bsc.Scorecard) bool) {
		for i := range t.versions {
			if !yield(t.versions[i].Version, t.versions[i].card) {
				return
			}
		}
	}
}

// CheckReadings is like Scorecard.CheckReadings, but returns a problem only for what no version has a use for. Drafts
// have none.
func (t *Timeline) CheckReadings(r *bsc.Readings) bsc.Problems {
	rule := slices.DeleteFunc(slices.Clone(t.versions), func(v ruling) bool { return v.Draft })
	if len(rule) == 0 {
		return nil
	}
	unused := slices.DeleteFunc(r.Facts(), func(f bsc.Fact) bool {
		return slices.ContainsFunc(rule, func(v ruling) bool { return v.card.Takes(f) })
	})
	rest := new(bsc.Readings)
	_ = rest.Add(unused...) // no error: they were together in r
	return rule[len(rule)-1].card.CheckReadings(rest)
}

// Evaluate evaluates the scorecard that rules the input's period as of the input's moment. The error is that of
// Scorecard.Evaluate, or one with ErrPeriod if no version rules the period.
func (t *Timeline) Evaluate(in bsc.Input) (*bsc.Result, error) {
	card, err := t.ruling(in.Period, in.AsOf)
	if err != nil {
		return nil, err
	}
	return card.Evaluate(in)
}

// EvaluatePeriods is like Scorecard.EvaluatePeriods, but evaluates each period with the scorecard that rules it as of
// the input's moment. The scorecards share what the sources have said.
func (t *Timeline) EvaluatePeriods(from period.Period, in bsc.Input) iter.Seq2[*bsc.Result, error] {
	return bsc.EvaluatePeriods(from, in, func(p period.Period) (*bsc.Scorecard, error) { return t.ruling(p, in.AsOf) })
}

// Trend is like NewTrend, but evaluates each period with the scorecard that rules it.
func (t *Timeline) Trend(from period.Period, in bsc.Input) (*Trend, error) {
	return TrendOf(t.EvaluatePeriods(from, in))
}

// Last is like the function Last, but evaluates each period with the scorecard that rules it. It begins with the first
// period that a version rules, if that is later.
func (t *Timeline) Last(n int, in bsc.Input) (*Trend, error) {
	card, err := t.ruling(in.Period, in.AsOf)
	if err != nil {
		return nil, err
	}
	from, err := back(card.Calendar(), n, in.Period)
	if err != nil {
		return nil, err
	}
	for from != in.Period {
		if _, ruled := t.At(from, in.AsOf); ruled {
			break
		}
		if from, err = card.Calendar().Next(from); err != nil {
			return nil, err // unreachable: the period of the input comes after it
		}
	}
	return t.Trend(from, in)
}

// ruling is like At, with an error for a period that no version rules or that no calendar has.
func (t *Timeline) ruling(p period.Period, asOf time.Time) (*bsc.Scorecard, error) {
	if card, ok := t.At(p, asOf); ok {
		return card, nil
	}
	if n := len(t.versions); n > 0 {
		has := func(v ruling) bool { _, ok := v.almanac.Span(p.Label()); return ok }
		if !slices.ContainsFunc(t.versions, has) {
			return nil, &bsc.InputError{Problems: bsc.Problems{absent(t.versions[n-1].almanac, p)}}
		}
	}
	none := fault(bsc.ErrPeriod, "no_version_in_force", "period", p)
	return nil, &bsc.InputError{Problems: bsc.Problems{none}}
}

func fault(code bsc.Code, says string, args ...any) *bsc.Problem {
	return &bsc.Problem{Code: code, Detail: words.New(says, args...)}
}

// absent is the problem of a period that a calendar does not have.
func absent(a *almanac.Almanac, p period.Period) *bsc.Problem {
	f := period.Absent(a, p)
	return &bsc.Problem{Code: bsc.Code(f.Code), Detail: f.Detail, Allowed: f.Allowed, Hint: f.Hint}
}
