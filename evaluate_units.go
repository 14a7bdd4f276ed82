package bsc

import (
	"context"
	"errors"
	"iter"
	"maps"
	"reflect"
	"runtime"
	"runtime/debug"
	"slices"
	"sync"

	"github.com/go-bsc/bsc/internal/columns"
	faults "github.com/go-bsc/bsc/internal/fault"
	"github.com/go-bsc/bsc/internal/timeplan"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
)

// Evaluations of many org units, and of many periods.

// EvaluateOrgUnits evaluates the scorecard for many org units, such as the branches of a retailer or all employees on
// one template. Each has an Input of its own, with its readings. EvaluateOrgUnits yields a result for every input, in
// their order. For an input that cannot be used it yields nil and the error of Evaluate, with the org unit's name. The
// code is ErrPanic if a policy or a source ended its goroutine, as runtime.Goexit and t.FailNow do.
//
// The inputs are evaluated on all cores, so sources are asked from many goroutines at once. How the work is divided
// changes no digit. The evaluation runs ahead of the caller by some batches of about 4,000 nodes per core at most, so
// that memory does not grow with the number of inputs.
//
// Consecutive periods of one org unit, from the same sources, share what is read, as in EvaluatePeriods.
//
// Once ctx is done, EvaluateOrgUnits yields nil and the context's error, and nothing more. It starts no more calls of
// policies and sources, and waits for those that are running. However the loop ends, nothing keeps running afterwards.
func (s *Scorecard) EvaluateOrgUnits(ctx context.Context, units iter.Seq[Input]) iter.Seq2[*Result, error] {
	return func(yield func(*Result, error) bool) {
		if s == nil || len(s.nodes) == 0 {
			yield(nil, notCompiled())
			return
		}
		if faults.IsNil(ctx) || units == nil {
			yield(nil, &InputError{Problems{fault(ErrInput, "evaluation_without_context_or_units")}})
			return
		}
		f := startFleet(ctx, s)
		defer f.stop()
		if f.run(units, yield) && ctx.Err() != nil {
			yield(nil, ctx.Err())
		}
	}
}

// A fleet is the goroutines that evaluate org units, and their work.
type fleet struct {
	ctx     context.Context
	card    *Scorecard
	size    int // of a batch, in org units
	tasks   chan *batch
	waiting []*batch // in the order of the org units
	running sync.WaitGroup
}

// A batch is a number of consecutive org units, enough that handing them over costs little.
type batch struct {
	units   []task
	next    int       // the next org unit to evaluate
	row     int       // the end of the consecutive periods that are evaluated together
	alone   int       // up to here, each is evaluated by itself
	results []*Result // nil where there is an error, or the context was done first
	errors  []error
	done    chan struct{}
}

// A task is one org unit, with the plan for its period.
type task struct {
	in   Input
	plan *columns.Plan
}

const (
	batchNodes = 1 << 12 // how many nodes a batch has, if an org unit has no more
	ahead      = 4       // how many batches per goroutine may wait for the caller
)

func startFleet(ctx context.Context, s *Scorecard) *fleet {
	workers := runtime.GOMAXPROCS(0)
	f := &fleet{ctx: ctx, card: s, size: max(1, batchNodes/len(s.nodes)), tasks: make(chan *batch, workers*ahead)}
	for range workers {
		f.work(nil)
	}
	return f
}

// work evaluates batches on a goroutine, beginning with b, until there are no more. If a host's code ends the
// goroutine, another one continues with the rest.
func (f *fleet) work(b *batch) {
	f.running.Go(func() {
		returned := false
		defer func() {
			if !returned {
				b.lose(recover())
				f.work(b)
			}
		}()
		for ok := true; ok; b, ok = <-f.tasks {
			if b != nil {
				b.evaluate(f.ctx, f.card)
			}
		}
		returned = true
	})
}

// stop waits for running work. Work that has not begun is dropped with its context, or its results are discarded.
func (f *fleet) stop() {
	close(f.tasks)
	for range f.tasks { // discard the results
	}
	f.running.Wait()
}

// evaluate evaluates the remaining org units.
func (b *batch) evaluate(ctx context.Context, s *Scorecard) {
	var p pass
	for left := 0; b.next < len(b.units) && ctx.Err() == nil; b.next++ {
		unit := &b.units[b.next]
		if left == 0 {
			p = pass{card: s, periods: b.inARow(s), plan: unit.plan, stop: ctx.Err}
			left = len(p.periods)
			b.row = b.next + left
		}
		left--
		r, err := p.evaluate(unit.in)
		if ctx.Err() != nil {
			break
		}
		b.results[b.next], b.errors[b.next] = r, ofInput(err, unit.in.OrgUnit)
	}
	close(b.done)
}

// inARow returns the periods of the next task and of those that follow it, where they are consecutive periods of one
// org unit.
func (b *batch) inARow(s *Scorecard) []period.Period {
	first := &b.units[b.next].in
	periods := []period.Period{first.Period}
	if !s.timed || b.next < b.alone {
		return periods
	}
	for i := b.next + 1; i < min(len(b.units), b.next+timeplan.Longest) && b.units[i].in.sameBut(first); i++ {
		next, ok := s.almanac.Next(periods[len(periods)-1].Label())
		if !ok || period.Of(next) != b.units[i].in.Period {
			break
		}
		periods = append(periods, b.units[i].in.Period)
	}
	return periods
}

// sameBut reports whether two inputs are certain to differ only in their periods.
func (in *Input) sameBut(other *Input) bool {
	if in.OrgUnit != other.OrgUnit || in.Since != other.Since || in.Until != other.Until || in.Timing != other.Timing || in.FinalOnly != other.FinalOnly || !slices.Equal(in.Times, other.Times) {
		return false
	}
	if !maps.Equal(in.OrgUnitAttributes, other.OrgUnitAttributes) {
		return false
	}
	if isActuals(in.Readings) { // these are of one period: the same map says the same of each
		return false
	}
	if !in.sameMoment(other) {
		return false
	}
	if in.Sums != other.Sums || len(in.Scores)+len(other.Scores) > 0 {
		return false
	}
	return sameHost(in.Readings, other.Readings) && sameHost(in.Targets, other.Targets) && len(in.Assessments)+len(other.Assessments) == 0
}

// sameMoment reports whether the same is known and due in two inputs: the day of one moment differs from place to place.
func (in *Input) sameMoment(other *Input) bool {
	return in.AsOf.Equal(other.AsOf) && in.today() == other.today()
}

// sameHost reports whether two sources are the same: both nil, or the same pointer or map.
func sameHost(a, b any) bool {
	if a == nil || b == nil {
		return a == nil && b == nil
	}
	t := reflect.TypeOf(a)
	if t != reflect.TypeOf(b) || t.Kind() != reflect.Pointer && t.Kind() != reflect.Map {
		return false
	}
	return reflect.ValueOf(a).Pointer() == reflect.ValueOf(b).Pointer()
}

// lose records the error of the org unit at which a goroutine ended. Consecutive periods are first tried one by one.
func (b *batch) lose(panicked any) {
	if b.row > b.next+1 && b.next >= b.alone {
		b.alone = b.row
		return
	}
	b.errors[b.next] = lost(b.units[b.next].in.OrgUnit, panicked)
	b.next++
}

// lost is the error of an org unit whose evaluation ended its goroutine, or panicked outside of any policy or source.
func lost(unit string, panicked any) error {
	p := fault(ErrPanic, "goroutine_ended")
	if panicked != nil {
		p.Detail, p.Err = words.New("the_evaluation"), &PanicError{Value: panicked, Stack: debug.Stack()}
	}
	return ofInput(&InputError{Problems{p}}, unit)
}

// ofInput adds to an error the org unit whose input cannot be used.
func ofInput(err error, unit string) error {
	var input *InputError
	if unit == "" || !errors.As(err, &input) {
		return err
	}
	for _, p := range input.Problems {
		p.Detail = words.New("of_unit", "unit", unit, "says", p.Detail)
	}
	return err
}

// run hands out the org units and yields their results. It returns false if the caller wants no more.
func (f *fleet) run(units iter.Seq[Input], yield func(*Result, error) bool) bool {
	var last task // org units mostly share their plan
	b, still := &batch{}, map[*Readings]Source{}
	for in := range units {
		if f.ctx.Err() != nil {
			return true
		}
		if r, is := in.Readings.(*Readings); is {
			if still[r] == nil {
				still[r] = stillOf(r)
			}
			in.Readings = still[r]
		}
		if f.card.timed && !isActuals(in.Readings) {
			last = task{} // rows do without
		} else if last.plan == nil || last.in.Period != in.Period || !last.in.sameMoment(&in) {
			last = task{Input{Period: in.Period, AsOf: in.AsOf, Today: in.Today}, f.card.planFor(in)}
		}
		if len(b.units) >= f.size && (b.units[len(b.units)-1].in.OrgUnit != in.OrgUnit || len(b.units) >= f.size*ahead) {
			f.hand(b)
			b = &batch{}
		}
		b.units = append(b.units, task{in, last.plan})
		if len(f.waiting) == cap(f.tasks) && !f.take(yield) {
			return false
		}
	}
	f.hand(b)
	for len(f.waiting) > 0 {
		if !f.take(yield) {
			return false
		}
	}
	return true
}

func isActuals(s Source) bool {
	_, is := s.(Actuals)
	return is
}

// hand gives a batch to the first goroutine that is free.
func (f *fleet) hand(b *batch) {
	b.results, b.errors, b.done = make([]*Result, len(b.units)), make([]error, len(b.units)), make(chan struct{})
	f.tasks <- b
	f.waiting = append(f.waiting, b)
}

// take yields the results of the first waiting batch, once they are there.
func (f *fleet) take(yield func(*Result, error) bool) bool {
	b := f.waiting[0]
	f.waiting = f.waiting[1:]
	<-b.done
	for i := range b.units {
		if f.ctx.Err() != nil {
			return true
		}
		if !yield(b.results[i], b.errors[i]) {
			return false
		}
	}
	return true
}

// EvaluatePeriods evaluates the scorecard for every period from the first to that of the input, both included, on the
// input's readings. Use it for trends, reports of a year, or filling a database with months. Each reading and each
// target is asked for once, however many periods need it; the readings of all periods are asked for before the first is
// evaluated. What does not change between periods is computed once. Each result is that of Evaluate, and is yielded
// before the next period is evaluated.
//
// If a period cannot be evaluated, EvaluatePeriods yields nil and the error of Evaluate, and nothing more. It does so
// before the first period if the two periods differ in frequency, if from is the later, if there are more than 10,000
// periods, or if the readings are Actuals, which have one period. The scorecard may be shared; the loop runs on one
// goroutine.
func (s *Scorecard) EvaluatePeriods(from period.Period, in Input) iter.Seq2[*Result, error] {
	return EvaluatePeriods(from, in, func(period.Period) (*Scorecard, error) { return s, nil })
}

// EvaluatePeriods is like Scorecard.EvaluatePeriods, for hosts whose definitions change over the years: ruling returns
// the scorecard for each period. The scorecards share what the sources have said, so that each reading is asked for
// once though many of them need it. ruling is called first for the period of the input, and the calendar of that
// scorecard determines the periods. An error of ruling is yielded as it is, and ends the loop.
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
		in.Readings = stillOf(in.Readings)
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

// evaluateAll yields the results of a pass; it returns false if that ends the loop.
func (p *pass) evaluateAll(in Input, yield func(*Result, error) bool) bool {
	for _, in.Period = range p.periods {
		r, err := p.evaluate(in)
		if !yield(r, err) || err != nil {
			return false
		}
	}
	return true
}

// stretch returns a pass over the first of some periods, as many as one scorecard rules.
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

// ruledPeriods lists the periods from the first to that of an input, by the calendar of the scorecard that rules the
// last.
func ruledPeriods(
	from period.Period, in Input, ruling func(period.Period) (*Scorecard, error),
) ([]period.Period, error) {
	if ruling == nil {
		return nil, &InputError{Problems{fault(ErrInput, "periods_without_ruling")}}
	}
	last, err := compiled(ruling(in.Period))
	if err != nil {
		return nil, err
	}
	periods, p := between(last.almanac, from, in.Period)
	if _, single := in.Readings.(Actuals); single {
		p = fault(ErrInput, "periods_of_actuals")
		p.Allowed = words.New("readings_or_another_source")
	}
	if p != nil {
		return nil, &InputError{Problems{p}}
	}
	return periods, nil
}

// compiled returns an error for a scorecard that is not compiled.
func compiled(s *Scorecard, err error) (*Scorecard, error) {
	if err == nil && (s == nil || len(s.nodes) == 0) {
		return nil, notCompiled()
	}
	return s, err
}
