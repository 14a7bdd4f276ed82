package cascade

import (
	"errors"
	"iter"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/strictjson"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
)

// The cascades of a timeline: which structure a period has, and the evaluations of it.

// cascade returns the cascade of a period, which may be one that was made before.
func (t *Timeline) cascade(p period.Period, asOf time.Time, restated bool) (*Cascade, error) {
	m, problems := t.make(p, asOf, restated)
	if err := problems.Limit(t.options).Err(); err != nil {
		return nil, err
	}
	if m == nil {
		return nil, t.nobody(p)
	}
	return m, nil
}

// made is a cascade with the organisation it was made of.
type made struct {
	rows     []*row // that rule
	known    int    // how many versions are known
	restated bool
	cascade  *Cascade
}

// kept is how many cascades a Timeline keeps. It makes others again when they are asked for.
const kept = 4

// make returns the cascade of a period, and what is wrong with it; nil and no problems if there are no org units.
func (t *Timeline) make(p period.Period, asOf time.Time, restated bool) (*Cascade, bsc.Problems) {
	all := make([][]reign, len(t.rows))
	for i, rows := range t.rows {
		all[i] = reignsOf(rows, p, asOf)
	}
	s := structureOf(all)
	if len(s.units) == 0 {
		return nil, nil
	}
	if restated {
		s.past, s.rows = past{}, s.rows[:len(s.units)]
	}
	t.lock.Lock()
	defer t.lock.Unlock()
	key := made{rows: s.rows, known: t.knownBy(asOf), restated: restated}
	for i, m := range t.recent {
		if m.known == key.known && m.restated == restated && slices.Equal(m.rows, key.rows) {
			t.recent = append(slices.Delete(t.recent, i, i+1), m)
			return m.cascade, nil
		}
	}
	b := &builder{units: s.units, past: s.past, options: t.options, compiled: t.compiled}
	key.cascade = b.build()
	if b.problems.Err() != nil {
		return nil, placed(b.problems, s.rows)
	}
	key.cascade.warnings = placed(key.cascade.warnings, s.rows)
	if t.recent = append(t.recent, key); len(t.recent) > kept {
		t.recent = slices.Clone(t.recent[1:])
	}
	return key.cascade, b.problems
}

// knownBy returns how many versions were known at a moment.
func (t *Timeline) knownBy(asOf time.Time) (n int) {
	for i := range t.versions {
		if asOf.IsZero() || !t.versions[i].RecordedAt.After(asOf) {
			n++
		}
	}
	return n
}

// nobody is the error of a period in which there is no organisation.
func (t *Timeline) nobody(p period.Period) error {
	for _, rows := range t.rows {
		for i := range rows {
			if _, ok := rows[i].almanac.Span(p.Label()); ok {
				return refuse(fault(bsc.ErrPeriod, "no_org_unit_in_force", "period", p))
			}
		}
	}
	if len(t.rows) == 0 {
		return notCompiled()
	}
	return refuse(problemOf(period.Absent(t.rows[0][0].almanac, p)))
}

// versionPath returns the place of a version.
func versionPath(i int) bsc.Pointer { return bsc.Pointer("/" + strconv.Itoa(i)) }

// placed translates the places of problems from org units to the versions that rule.
func placed(problems bsc.Problems, rows []*row) bsc.Problems {
	for _, p := range problems {
		rest, of := strings.CutPrefix(string(p.Path), "/units/")
		if !of {
			continue
		}
		unit, below, _ := strings.Cut(rest, "/")
		if i, err := strconv.Atoi(unit); err == nil && i < len(rows) {
			p.Path = versionPath(rows[i].place) + "/unit"
			if below != "" {
				p.Path += bsc.Pointer("/" + below)
			}
		}
	}
	return problems
}

// sortVersions sorts problems into the order of the versions and of their settings.
func sortVersions(problems bsc.Problems) {
	strictjson.SortByPlace(reflect.TypeFor[[]Version](), problems, func(p *bsc.Problem) string { return string(p.Path) })
}

// Evaluate evaluates every org unit of the input's period, by its structure as of the input's moment. The error is that
// of Cascade.Evaluate or At.
func (t *Timeline) Evaluate(in bsc.Input) (*Result, error) {
	c, err := t.At(in.Period, in.AsOf)
	if err != nil {
		return nil, err
	}
	return c.Evaluate(in)
}

// EvaluatePeriods is like Cascade.EvaluatePeriods, but evaluates each period by its own structure, as of the input's
// moment.
func (t *Timeline) EvaluatePeriods(from period.Period, in bsc.Input) iter.Seq2[*Result, error] {
	return evaluatePeriods(from, in, func(p period.Period) (*Cascade, error) { return t.At(p, in.AsOf) })
}

// EvaluatePeriods evaluates every org unit for every period from the first to that of the input, both included. Use it
// for trends and for reports of a year. Each result is that of Evaluate. It is yielded before the next period is
// evaluated, and nothing is kept of it, so that memory does not grow with the number of periods.
//
// If a period cannot be evaluated, EvaluatePeriods yields nil and the error of Evaluate, and nothing more. It does so
// before the first period if the two periods differ in size, or if from is the later.
func (c *Cascade) EvaluatePeriods(from period.Period, in bsc.Input) iter.Seq2[*Result, error] {
	return evaluatePeriods(from, in, func(period.Period) (*Cascade, error) { return c, nil })
}

// evaluatePeriods evaluates periods, each with the cascade that rules it. The calendar of the last period's first org
// unit has them.
func evaluatePeriods(from period.Period, in bsc.Input, ruling func(period.Period) (*Cascade, error)) iter.Seq2[*Result, error] {
	return func(yield func(*Result, error) bool) {
		last, err := ruling(in.Period)
		if err != nil {
			yield(nil, err)
			return
		}
		if last == nil || len(last.units) == 0 {
			yield(nil, notCompiled())
			return
		}
		periods, err := last.units[0].card.Calendar().Range(from, in.Period)
		if err != nil {
			yield(nil, refuse(problemOfPeriod(err)))
			return
		}
		if readings, is := in.Readings.(*bsc.Readings); is && readings != nil {
			in.Readings = readings.Snapshot() // one for all periods
		}
		for in.Period = range periods {
			r, err := evaluateOne(in, ruling)
			if !yield(r, err) || err != nil {
				return
			}
		}
	}
}

func evaluateOne(in bsc.Input, ruling func(period.Period) (*Cascade, error)) (*Result, error) {
	c, err := ruling(in.Period)
	if err != nil {
		return nil, err
	}
	return c.Evaluate(in)
}

// problemOfPeriod converts an error of package period.
func problemOfPeriod(err error) *bsc.Problem {
	var e *period.Error
	if !errors.As(err, &e) {
		return &bsc.Problem{Code: bsc.ErrPeriod, Detail: words.Text(err.Error()), Err: err}
	}
	return &bsc.Problem{Path: bsc.Pointer(e.Path), Code: bsc.Code(e.Code), Detail: e.Detail, Allowed: e.Allowed, Hint: e.Hint}
}
