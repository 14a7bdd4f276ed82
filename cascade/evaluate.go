package cascade

import (
	"errors"
	"runtime/debug"

	"github.com/go-bsc/bsc"
	faults "github.com/go-bsc/bsc/internal/fault"
	"github.com/go-bsc/bsc/internal/parallel"
	"github.com/go-bsc/bsc/words"
)

// Evaluate evaluates every org unit on the input, contributors before those they contribute to. It uses all cores: its
// sources are asked from many goroutines at once. What adds up is added up once, however many org units stand above it.
// The OrgUnit, its attributes, Since, Until, Sums and Scores of each evaluation are those of the org unit, not the
// input's. Readings and Targets are asked for by org unit, and Assessments name theirs. Where assessments count, what a
// judgement decides is flagged as judged in every org unit that it reaches. An org unit evaluated alone, by its
// Scorecard, has the same outcomes except for what others contribute.
//
// The error is a *bsc.InputError, as for bsc.Scorecard.Evaluate. Evaluate also refuses Actuals and Tables, which know no
// org units, and an assessment of no org unit or an unknown one. In Readings it refuses a reading, for the period or a
// part of it, of what has its readings from other org units. Its code is bsc.ErrPanic if a policy or a source ended the
// goroutine of an org unit.
func (c *Cascade) Evaluate(in bsc.Input) (*Result, error) {
	e, err := c.begin(in)
	if err != nil {
		return nil, err
	}
	r := &Result{cascade: c, results: make([]*bsc.Result, len(c.units))}
	for _, level := range c.levels {
		if err := e.evaluate(level, r.results); err != nil {
			return nil, err
		}
	}
	return r, nil
}

// An evaluation is a cascade with an input that is checked.
type evaluation struct {
	*Cascade
	in       bsc.Input                   // its Sums are for the org units that have some
	assessed map[string][]bsc.Assessment // by org unit
	done     func()                      // is called for every org unit that is evaluated
}

// begin checks an input. Readings are taken as they are now.
func (c *Cascade) begin(in bsc.Input) (*evaluation, error) {
	if c == nil || len(c.units) == 0 {
		return nil, notCompiled()
	}
	if p := ofOneUnit(in.Readings); p != nil {
		return nil, refuse(p)
	}
	if in.Readings == nil {
		return nil, refuse(fault(bsc.ErrInput, "input_no_readings"))
	}
	if readings, is := in.Readings.(*bsc.Readings); is && readings != nil {
		in.Readings = readings.Snapshot() // one for all org units
	}
	e := &evaluation{Cascade: c, in: in, assessed: map[string][]bsc.Assessment{}, done: func() {}}
	var problems bsc.Problems
	var h faults.Hints
	units := c.OrgUnits()
	for _, a := range in.Assessments {
		e.assessed[a.OrgUnit] = append(e.assessed[a.OrgUnit], a)
		if len(c.cardsOf(a.OrgUnit)) == 0 {
			p := fault(bsc.ErrUnknownRef, "assessment_of_unknown_unit", "unit", a.OrgUnit)
			p.Ref, p.Hint = a.Ref, h.DidYouMean(a.OrgUnit, units)
			problems = append(problems, p)
		}
	}
	problems = append(problems, c.checkTargets(in.Targets)...)
	if pair, differ := c.apart[in.Period.Label().Kind]; differ {
		from, to := c.units[pair.from].id, c.units[pair.to].id
		p := fault(bsc.ErrCalendar, "days_differ", "period", in.Period, "from", from, "to", to)
		p.Allowed = words.New("civil_periods")
		problems = append(problems, p)
	}
	if len(problems) > 0 {
		return nil, &bsc.InputError{Problems: problems}
	}
	e.in.Sums = c.sums.Kept(e.in)
	return e, nil
}

// evaluate evaluates org units of one level, on all cores. Those that contribute scores to them have their results.
func (e *evaluation) evaluate(level []int, results []*bsc.Result) error {
	errs := parallel.Each(len(level), func(i int) (err error) {
		u := &e.units[level[i]]
		in := e.inputOf(level[i], e.in, results)
		in.Assessments = e.assessed[u.id]
		results[level[i]], err = u.card.Evaluate(in)
		e.done()
		return err
	}, func(i int, panicked any) error { return lost(e.units[level[i]].id, panicked) })
	return e.joined(errs)
}

// ofOneUnit returns the problem of a source that has the same readings for every org unit; nil for any other.
func ofOneUnit(s bsc.Source) (p *bsc.Problem) {
	switch s.(type) {
	case bsc.Actuals:
		p = fault(bsc.ErrInput, "cascade_on_actuals")
	case *bsc.Table:
		p = fault(bsc.ErrInput, "cascade_on_table")
	default:
		return nil
	}
	p.Allowed = words.New("readings_or_another_source")
	return p
}

// joined returns one error with the problems of several org units, each problem once; nil if there are none.
func (c *Cascade) joined(errs []error) error {
	var all bsc.Problems
	said := map[string]bool{}
	for _, err := range errs {
		var refused *bsc.InputError
		if errors.As(err, &refused) {
			for _, p := range refused.Problems {
				if text := p.Error(); !said[text] {
					said[text] = true
					all = append(all, p)
				}
			}
		} else if err != nil {
			return err
		}
	}
	if len(all) == 0 {
		return nil
	}
	return &bsc.InputError{Problems: all.Limit(&bsc.Options{Limits: bsc.Limits{Problems: c.most}})}
}

func notCompiled() error { return refuse(fault(bsc.ErrInput, "cascade_not_compiled")) }

// refuse is the error of an input with a problem.
func refuse(p *bsc.Problem) error { return &bsc.InputError{Problems: bsc.Problems{p}} }

// lost is the error of an org unit whose evaluation ended its goroutine, or panicked outside of any policy or source.
func lost(unit string, panicked any) error {
	p := fault(bsc.ErrPanic, "evaluation_ended", "unit", unit)
	if panicked != nil {
		p.Detail, p.Err = words.New("evaluation_of", "unit", unit), &bsc.PanicError{Value: panicked, Stack: debug.Stack()}
	}
	return refuse(p)
}

// checkTargets finds targets of org units and KPIs that do not exist.
func (c *Cascade) checkTargets(source bsc.TargetSource) bsc.Problems {
	var problems bsc.Problems
	switch targets := source.(type) {
	case bsc.OrgUnitTargets:
		p := fault(bsc.ErrInput, "targets_of_one_unit")
		p.Allowed = words.New("targets_by_org_unit")
		problems = append(problems, p)
	case bsc.TargetsByOrgUnit:
		problems = append(problems, c.CheckTargets(targets)...)
	}
	return problems
}

// inputOf returns the input of one org unit, with the results of those that contribute to it; nil: none are known yet. The
// Sums of the input are for the org units that have some.
func (c *Cascade) inputOf(at int, in bsc.Input, results []*bsc.Result) bsc.Input {
	u := &c.units[at]
	in.OrgUnit, in.OrgUnitAttributes, in.Since, in.Until, in.Times, in.Scores = u.id, u.attributes, u.since, u.until, u.times, nil
	if len(u.sums) == 0 {
		in.Sums = nil
	}
	if len(u.gets) > 0 {
		in.Scores = make([]bsc.ScoreFrom, 0, len(u.gets))
		for node, m := range u.gets {
			score := bsc.ScoreFrom{KPI: u.card.nodes[node], Of: m.ref}
			if results != nil {
				score.Result = results[m.unit]
			}
			in.Scores = append(in.Scores, score)
		}
	}
	return in
}
