package cascade

import (
	"errors"
	"iter"
	"time"

	"github.com/go-bsc/bsc"
	faults "github.com/go-bsc/bsc/internal/fault"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
)

// Evaluations of a timeline, and of many periods.

// Evaluate evaluates every org unit of the input's period, by its structure as of the input's moment. The error is that
// of Cascade.Evaluate or At.
func (t *Timeline) Evaluate(in bsc.Input) (*Result, error) {
	c, err := t.At(in.Period, in.AsOf)
	if err != nil {
		return nil, err
	}
	return c.Evaluate(in)
}

// Needs is like Cascade.Needs, for the structure of each period as of the input's moment.
func (t *Timeline) Needs(from period.Period, in bsc.Input) (bsc.Needs, error) {
	last, err := t.At(in.Period, in.AsOf)
	if err != nil {
		return bsc.Needs{}, err
	}
	if from.IsZero() {
		return last.Needs(from, in)
	}
	periods, wrong := last.periods(from, in.Period)
	if wrong != nil {
		return bsc.Needs{}, refuse(wrong)
	}
	var all []bsc.Needs
	var known *Cascade
	first, before := from, from // of the periods of one structure
	for p := range periods {
		c, err := t.At(p, in.AsOf)
		if err != nil {
			return bsc.Needs{}, err
		}
		if known != nil && c != known {
			needs, err := known.needs(first, before, in)
			if err != nil {
				return bsc.Needs{}, err
			}
			all, first = append(all, needs), p
		}
		known, before = c, p
	}
	needs, err := known.needs(first, in.Period, in)
	return needs.Join(all...), err
}

// needs is like Needs, up to another period than that of the input.
func (c *Cascade) needs(from, to period.Period, in bsc.Input) (bsc.Needs, error) {
	in.Period = to
	return c.Needs(from, in)
}

// CheckReadings is like Cascade.CheckReadings, for each fact by the structure of its period, as everything is known now.
func (t *Timeline) CheckReadings(r *bsc.Readings) bsc.Problems {
	if t == nil {
		return nil
	}
	structures := map[period.Period]*Cascade{}
	return checkReadings(r, t.options.ResolvedLimits().Problems, func(f bsc.Fact, h *faults.Hints, counted bool) *bsc.Problem {
		c, known := structures[f.Period]
		if !known {
			c, _ = t.At(f.Period, time.Time{})
			structures[f.Period] = c
		}
		if c == nil {
			p := fault(bsc.ErrPeriod, "no_org_unit_in_force", "period", f.Period)
			p.Ref = bsc.Ref{Kind: bsc.KindOrgUnit, ID: f.OrgUnit}
			return p
		}
		if at, known := c.at[f.OrgUnit]; known && at >= c.now {
			p := fault(bsc.ErrUnknownRef, "unit_is_gone", "unit", f.OrgUnit)
			p.Ref = bsc.Ref{Kind: bsc.KindOrgUnit, ID: f.OrgUnit}
			return p
		}
		return c.factProblem(f, h, counted)
	})
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
		periods, p := last.periods(from, in.Period)
		if p != nil {
			yield(nil, refuse(p))
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

// periods returns the periods from one to another.
func (c *Cascade) periods(from, to period.Period) (iter.Seq[period.Period], *bsc.Problem) {
	calendar := c.units[0].card.Calendar()
	periods, err := calendar.Range(from, to)
	if err != nil {
		return nil, problemOfPeriod(err)
	}
	if order, _ := calendar.Compare(from, to); order > 0 {
		p := fault(bsc.ErrPeriod, "periods_not_in_order", "from", from, "to", to)
		p.Allowed = words.New("two_in_order", "nouns", to.Label().Kind.Nouns())
		return nil, p
	}
	return periods, nil
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
