package bsc

import (
	"iter"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/timeplan"
	"github.com/go-bsc/bsc/period"
)

// EvaluatePeriods evaluates the scorecard for every period from one to that of the input, both among them, with the
// input's readings: for trends, reports of a year, and whoever fills a database with months. Each reading and each
// target is asked for once, however many periods need it, the readings of all periods before the first is evaluated.
// What does not change from period to period is found out once. Each result is that of Evaluate, and is yielded before
// the next period is evaluated.
//
// Where a period cannot be evaluated it yields nil and the error of Evaluate, and nothing more; so it does, before the
// first, if the two periods are not of one frequency, if from is the later, if there are more than 10,000, or if the
// readings are Actuals, which have one period. The scorecard may be shared; the loop is run by one goroutine.
func (s *Scorecard) EvaluatePeriods(from period.Period, in Input) iter.Seq2[*Result, error] {
	return EvaluatePeriods(from, in, func(period.Period) (*Scorecard, error) { return s, nil })
}

// EvaluatePeriods is like Scorecard.EvaluatePeriods, each period with the scorecard that ruling gives for it: for hosts
// whose definitions change over the years. The scorecards share what the sources have said, so that each reading is
// asked for once though many of them need it. The period of the input is asked for first, and its scorecard's calendar
// says which periods there are. An error of ruling is yielded as it is, and ends the loop.
//
// Package history does this for versions of a definition that it keeps.
func EvaluatePeriods(
	from period.Period, in Input, ruling func(period.Period) (*Scorecard, error),
) iter.Seq2[*Result, error] {
	return func(yield func(*Result, error) bool) {
		periods, err := ruledPeriods(from, in, ruling)
		if err != nil {
			yield(nil, err)
			return
		}
		said := new(memo)
		for len(periods) > 0 {
			p, err := stretch(periods, ruling)
			if err != nil {
				yield(nil, err)
				return
			}
			p.said, periods = said, periods[len(p.periods):]
			if !p.evaluateAll(in, yield) {
				return
			}
		}
	}
}

// evaluateAll yields the results of a pass; it is false where that was the end.
func (p *pass) evaluateAll(in Input, yield func(*Result, error) bool) bool {
	for _, in.Period = range p.periods {
		r, err := p.evaluate(in)
		if !yield(r, err) || err != nil {
			return false
		}
	}
	return true
}

// stretch is a pass over the first of some periods, as many as one scorecard rules.
func stretch(periods []period.Period, ruling func(period.Period) (*Scorecard, error)) (pass, error) {
	card, err := compiled(ruling(periods[0]))
	if err != nil {
		return pass{}, err
	}
	n := 1
	for n < min(len(periods), timeplan.Longest) {
		if next, err := ruling(periods[n]); err != nil || next != card {
			break
		}
		n++
	}
	return pass{card: card, periods: periods[:n]}, nil
}

// ruledPeriods lists the periods from one to that of an input, by the calendar of the scorecard that rules the last.
func ruledPeriods(
	from period.Period, in Input, ruling func(period.Period) (*Scorecard, error),
) ([]period.Period, error) {
	last, err := compiled(ruling(in.Period))
	if err != nil {
		return nil, err
	}
	periods, p := between(last.almanac, from, in.Period)
	if _, single := in.Readings.(Actuals); single {
		p = fault(ErrInput, "periods of Actuals, which have one")
		p.Allowed = "Readings, or another Source"
	}
	if p != nil {
		return nil, &InputError{Problems{p}}
	}
	return periods, nil
}

// compiled refuses a scorecard that is not.
func compiled(s *Scorecard, err error) (*Scorecard, error) {
	if err == nil && (s == nil || len(s.nodes) == 0) {
		return nil, notCompiled()
	}
	return s, err
}

// mostPeriods is the most periods that are evaluated in one pass.
const mostPeriods = 10_000

// between lists the periods from one to another of the same kind.
func between(a *almanac.Almanac, from, to period.Period) ([]period.Period, *Problem) {
	var days [2]almanac.Span
	for i, p := range []period.Period{from, to} {
		var ok bool
		if days[i], ok = a.Span(p.Label()); !ok {
			return nil, problemOf(period.Absent(a, p))
		}
	}
	if from.Frequency() != to.Frequency() || days[1].First < days[0].First {
		p := fault(ErrPeriod, "periods from %s to %s", from, to)
		p.Allowed = "two " + to.Label().Kind.Noun() + "s, the earlier one first"
		return nil, p
	}
	var periods []period.Period
	for l := range a.Walk(from.Label(), to.Label()) {
		if periods = append(periods, period.Of(l)); len(periods) > mostPeriods {
			return nil, fault(ErrPeriod, "more than %d periods at once", mostPeriods)
		}
	}
	return periods, nil
}
