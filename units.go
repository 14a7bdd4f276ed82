package bsc

import (
	"context"
	"errors"
	"iter"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/go-bsc/bsc/internal/columns"
)

// EvaluateUnits evaluates the scorecard for many units, each an Input of its own with its readings: the branches of a
// retailer, all employees on one template. It yields the result of every input in their order, or
// nil and the error of Evaluate, with the unit's name, for one that cannot be used. The inputs are evaluated on all cores, so that their
// sources are asked from many goroutines at once, and no digit depends on how they were divided. What
// runs ahead of the caller is bounded, to some batches of about 4,000 nodes for each core, so that memory does not grow with their number.
//
// Once ctx is done it yields nil and the context's error, and nothing more. When the loop ends, however it ends, nothing goes on behind it.
func (s *Scorecard) EvaluateUnits(ctx context.Context, units iter.Seq[Input]) iter.Seq2[*Result, error] {
	return func(yield func(*Result, error) bool) {
		if s == nil || len(s.nodes) == 0 {
			yield(nil, notCompiled())
			return
		}
		if ctx == nil || units == nil {
			yield(nil, &InputError{Problems{fault(ErrInput, "units are evaluated without a context, or without units")}})
			return
		}
		f := startFleet(ctx, s)
		defer f.stop()
		if f.run(units, yield) && ctx.Err() != nil {
			yield(nil, ctx.Err())
		}
	}
}

// A fleet is the goroutines that evaluate units, and what they have to do.
type fleet struct {
	ctx     context.Context
	card    *Scorecard
	size    int // of a batch, in units
	tasks   chan *batch
	waiting []*batch // in the order of the units
	running sync.WaitGroup
}

// A batch is some units in a row: enough of them that handing it over costs little.
type batch struct {
	units   []task
	results []*Result // nil where there is an error, or the context was done before its turn
	errors  []error
	done    chan struct{}
}

// A task is one unit, with the plan for its period.
type task struct {
	in   Input
	plan *columns.Plan
}

const (
	batchNodes = 1 << 12 // how many nodes a batch has, if a unit has no more
	ahead      = 4       // how many batches for each goroutine may wait for the caller
)

func startFleet(ctx context.Context, s *Scorecard) *fleet {
	workers := runtime.GOMAXPROCS(0)
	f := &fleet{ctx: ctx, card: s, size: max(1, batchNodes/len(s.nodes)), tasks: make(chan *batch, workers*ahead)}
	for range workers {
		f.running.Go(func() {
			for b := range f.tasks {
				b.evaluate(ctx, s)
			}
		})
	}
	return f
}

// stop waits for what is running; what has not begun by then is dropped with its context or done for nobody.
func (f *fleet) stop() {
	close(f.tasks)
	for range f.tasks { // nobody wants them any more
	}
	f.running.Wait()
}

func (b *batch) evaluate(ctx context.Context, s *Scorecard) {
	defer close(b.done)
	for i := range b.units {
		if ctx.Err() != nil {
			return
		}
		in := &b.units[i].in
		r, err := s.evaluateOn(b.units[i].plan, *in, nil, nil)
		if err != nil {
			b.errors[i] = ofInput(err, in.Unit)
			continue
		}
		b.results[i] = r
	}
}

// ofInput says of which unit an input cannot be used.
func ofInput(err error, unit string) error {
	var input *InputError
	if unit == "" || !errors.As(err, &input) {
		return err
	}
	for _, p := range input.Problems {
		p.Detail = "of " + quote(unit) + ": " + p.Detail
	}
	return err
}

// run hands out the units and yields their results. It is false where the caller wants no more.
func (f *fleet) run(units iter.Seq[Input], yield func(*Result, error) bool) bool {
	var last task // units mostly share its plan
	b := &batch{}
	for in := range units {
		if f.ctx.Err() != nil {
			return true
		}
		if last.plan == nil || last.in.Period != in.Period || !last.in.AsOf.Equal(in.AsOf) {
			last = task{Input{Period: in.Period, AsOf: in.AsOf}, f.card.planFor(in)}
		}
		if b.units = append(b.units, task{in, last.plan}); len(b.units) == f.size {
			f.hand(b)
			b = &batch{}
		}
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

// hand gives a batch to whichever goroutine is free first.
func (f *fleet) hand(b *batch) {
	b.results, b.errors, b.done = make([]*Result, len(b.units)), make([]error, len(b.units)), make(chan struct{})
	f.tasks <- b
	f.waiting = append(f.waiting, b)
}

// take yields the results of the first batch that waits, once they are there.
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

// everywhere calls f for 0 to n-1 on all cores, in no order.
func everywhere(n int, f func(int)) {
	workers := min(runtime.GOMAXPROCS(0), n)
	if workers < 2 {
		for i := range n {
			f(i)
		}
		return
	}
	var next atomic.Int64
	var running sync.WaitGroup
	for range workers {
		running.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				f(i)
			}
		})
	}
	running.Wait()
}
