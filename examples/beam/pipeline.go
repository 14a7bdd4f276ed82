package main

import (
	"context"
	"fmt"
	"path"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	"github.com/go-bsc/bsc"
)

func init() {
	register.DoFn2x2[context.Context, []byte, []byte, error](&planFn{})
	register.DoFn3x1[context.Context, []byte, func(string, string), error](&filesFn{})
	register.DoFn6x1[context.Context, string, func(*string) bool, []byte, func([]byte), func(digest), error](&regionFn{})
	register.DoFn5x1[context.Context, []byte, []byte, func(*[]byte) bool, func(digest), error](&topFn{})
	register.DoFn2x1[context.Context, digest, error](&reportFn{})
	register.Function2x1(addDigests)
	register.Emitter2[string, string]()
	register.Emitter1[[]byte]()
	register.Emitter1[digest]()
	register.Iter1[string]()
	register.Iter1[[]byte]()
}

// build lays the pipeline out.
//
//	plan ───────────────┬───────────────────────┐ side inputs
//	names of files ─▶ by region ─▶ regionFn ─▶ heads ─▶ topFn
//	                                  │                   │
//	                                  └──▶ scores, digests ◀
func (j job) build(s beam.Scope) {
	plan := beam.SideInput{Input: beam.ParDo(s, &planFn{j}, beam.Impulse(s))}
	regions := beam.GroupByKey(s, beam.ParDo(s, &filesFn{j}, beam.Impulse(s)))
	heads, below := beam.ParDo2(s, &regionFn{Job: j}, regions, plan)
	above := beam.ParDo(s, &topFn{j}, beam.Impulse(s), plan, beam.SideInput{Input: heads})
	all := beam.Combine(s, addDigests, beam.Flatten(s, below, above))
	beam.ParDo0(s, &reportFn{j}, all)
}

// planFn reads the plan, once for all workers.
type planFn struct{ Job job }

func (f *planFn) ProcessElement(ctx context.Context, _ []byte) ([]byte, error) {
	return readFile(ctx, f.Job.Data+"/plan.json")
}

// filesFn names the files of every region. Only their names are sent around: who evaluates a region reads them.
type filesFn struct{ Job job }

func (f *filesFn) ProcessElement(ctx context.Context, _ []byte, emit func(region, file string)) error {
	names, err := list(ctx, f.Job.Data+"/regions/*/*.csv")
	for _, name := range names {
		emit(path.Base(path.Dir(name)), name)
	}
	return err
}

// regionFn evaluates a region.
type regionFn struct {
	Job  job
	plan *plan // read for the first region
}

func (f *regionFn) ProcessElement(ctx context.Context, region string, files func(*string) bool, document []byte, up func([]byte), written func(digest)) (err error) {
	if f.plan == nil {
		if f.plan, err = readPlan(document, f.Job.Period); err != nil {
			return err
		}
	}
	var names []string
	for name := ""; files(&name); {
		names = append(names, name)
	}
	in, err := readInputs(ctx, names)
	if err != nil {
		return err
	}
	result, head, err := f.plan.region(in)
	if err != nil {
		return fmt.Errorf("region %s: %w", region, err)
	}
	d, err := writeScores(ctx, f.Job.Out+"/regions/"+region+".csv", result, in.units)
	if err != nil {
		return err
	}
	carried, err := bsc.Marshal(head, nil)
	if err != nil {
		return err
	}
	up(carried)
	written(d)
	return nil
}

// topFn evaluates the org units above the regions, when all regions are done.
type topFn struct{ Job job }

func (f *topFn) ProcessElement(ctx context.Context, _, document []byte, carried func(*[]byte) bool, written func(digest)) error {
	plan, err := readPlan(document, f.Job.Period)
	if err != nil {
		return err
	}
	names, err := list(ctx, f.Job.Data+"/top/*.csv")
	if err != nil {
		return err
	}
	in, err := readInputs(ctx, names)
	if err != nil {
		return err
	}
	var heads []*head
	for document := []byte(nil); carried(&document); {
		h := new(head)
		if err := bsc.Unmarshal(document, h, trusted); err != nil {
			return err
		}
		heads = append(heads, h)
	}
	result, err := plan.top(in, heads)
	if err != nil {
		return fmt.Errorf("top: %w", err)
	}
	d, err := writeScores(ctx, f.Job.Out+"/top.csv", result, in.units)
	written(d)
	return err
}

// reportFn writes the digest of all scores.
type reportFn struct{ Job job }

func (f *reportFn) ProcessElement(ctx context.Context, all digest) error {
	return writeFile(ctx, f.Job.digest(), []byte(all.String()+"\n"))
}
