package main

import (
	"context"
	"fmt"
	"io"
	"iter"
	"runtime"

	"github.com/go-bsc/bsc"
)

const (
	largestTree = 1_000_000 // KPIs of one card: a larger Definition fills the memory
	pooledUnits = 4096      // units with their own actuals
	enough      = 100_000   // KPIs of the copies whose bytes are measured
)

// growing prints whether the time and the bytes of one KPI stay the same as the number of KPIs grows: 1,000,
// and ten times as many, up to the number given.
func growing(w io.Writer, markdown bool, kpis, rounds int) error {
	fmt.Fprintln(w, machine())
	if err := growForest(w, markdown, sizes(1000, kpis), rounds); err != nil {
		return err
	}
	return growTree(w, markdown, sizes(1000, min(kpis, largestTree)), rounds)
}

// sizes returns the least, ten times as many, and so on up to the largest.
func sizes(least, largest int) []int {
	var list []int
	for n := least; n < largest; n *= 10 {
		list = append(list, n)
	}
	return append(list, largest)
}

// growForest prints what one KPI costs on forests.
func growForest(w io.Writer, markdown bool, sizes []int, rounds int) error {
	var list []contestant[*data]
	var forests []*data
	var held [][2]float64
	for _, n := range sizes {
		d := forest(n)
		run, err := d.evaluateUnits()
		if err != nil {
			return err
		}
		results, err := d.held(func() (any, error) {
			all := make([]*bsc.Result, 0, d.cards)
			err := run(func(r *bsc.Result) { all = append(all, r) })
			return all, err
		})
		if err != nil {
			return err
		}
		columns, err := d.held(func() (any, error) { return makeColumns(d, 1) })
		if err != nil {
			return err
		}
		forests, held = append(forests, d), append(held, [2]float64{results, columns})
		list = append(list,
			ran("EvaluateOrgUnits of", n, func() error { return run(func(*bsc.Result) {}) }),
			contestant[*data]{name: fmt.Sprint("columns of ", n), make: func(*data) (job, error) {
				j, err := makeColumns(d, 1)
				j.bytes = -1
				return j, err
			}})
	}
	fmt.Fprint(w, "\nforest: cards of 100 KPIs from one template\n\n")
	entries, err := timed(list, rounds, w)
	if err != nil {
		return err
	}
	base, least := entries[:2], len(forests[0].actual)
	rows := [][]string{{
		"KPIs", "EvaluateOrgUnits, CPU ns/KPI", "it : fewest", "wall ns/KPI", "columns, CPU ns/KPI", "it : fewest",
		"Results B/KPI", "columns B/KPI",
	}}
	for i, d := range forests {
		n := len(d.actual)
		units, columns := entries[2*i], entries[2*i+1]
		rows = append(rows, []string{
			fmt.Sprint(n), units.cpuPer(n), units.growth(n, base[0], least),
			fmt.Sprintf("%.1f", units.median(func(s sample) float64 { return float64(s.wall) })/float64(n)),
			columns.cpuPer(n), columns.growth(n, base[1], least),
			fmt.Sprintf("%.1f", held[i][0]), fmt.Sprintf("%.1f", held[i][1]),
		})
	}
	return grid(w, markdown, rows)
}

// growTree prints what one KPI costs on trees.
func growTree(w io.Writer, markdown bool, sizes []int, rounds int) error {
	var list []contestant[*data]
	var trees []*data
	var held [][]float64
	for _, n := range sizes {
		d := tree(n)
		def, actuals := d.definition(), d.units()[0]
		card, err := bsc.Compile(def, nil)
		if err != nil {
			return err
		}
		compile := func() (any, error) { return bsc.Compile(def, nil) }
		evaluate := func() (any, error) { return card.Evaluate(input(actuals)) }
		var bytes []float64
		for _, make := range []func() (any, error){
			compile,
			func() (any, error) { return d.plan(), nil },
			evaluate,
			func() (any, error) { return card.Board(input(actuals)) },
		} {
			b, err := d.held(make)
			if err != nil {
				return err
			}
			bytes = append(bytes, b)
		}
		trees, held = append(trees, d), append(held, bytes)
		list = append(list,
			ran("Compile of", n, func() error { _, err := compile(); return err }),
			ran("Evaluate of", n, func() error { _, err := evaluate(); return err }))
	}
	fmt.Fprint(w, "\ntree: one card of all KPIs\n\n")
	entries, err := timed(list, rounds, w)
	if err != nil {
		return err
	}
	base, least := entries[:2], len(trees[0].actual)
	rows := [][]string{{
		"KPIs", "Compile, CPU ns/KPI", "it : fewest", "Evaluate, CPU ns/KPI", "it : fewest",
		"Scorecard B/KPI", "its plan B/KPI", "Result B/KPI", "Board B/KPI",
	}}
	for i, d := range trees {
		n := len(d.actual)
		compile, evaluate := entries[2*i], entries[2*i+1]
		row := []string{
			fmt.Sprint(n), compile.cpuPer(n), compile.growth(n, base[0], least), evaluate.cpuPer(n), evaluate.growth(n, base[1], least),
		}
		for _, b := range held[i] {
			row = append(row, fmt.Sprintf("%.1f", b))
		}
		rows = append(rows, row)
	}
	return grid(w, markdown, rows)
}

// evaluateUnits returns an evaluation of all cards, which passes on every result. More cards than pooledUnits
// share the actuals of that many in turn: maps of 10,000,000 decimals would not fit, and the actuals must not
// be made while the clock runs. The pool is larger than the caches.
func (d *data) evaluateUnits() (func(func(*bsc.Result)) error, error) {
	card, err := bsc.Compile(d.definition(), nil)
	if err != nil {
		return nil, err
	}
	pool := *d
	pool.cards = min(d.cards, pooledUnits)
	pool.actual = d.actual[:pool.cards*cardKPIs]
	units := pool.units()
	var inputs iter.Seq[bsc.Input] = func(yield func(bsc.Input) bool) {
		for u := range d.cards {
			if !yield(input(units[u%len(units)])) {
				return
			}
		}
	}
	return func(each func(*bsc.Result)) error {
		for r, err := range card.EvaluateOrgUnits(context.Background(), inputs) {
			if err != nil {
				return err
			}
			each(r)
		}
		return nil
	}, nil
}

// held returns the bytes per KPI of what make returns, on average over enough copies.
func (d *data) held(make func() (any, error)) (float64, error) {
	return heldPer(len(d.actual), make)
}

// heldPer returns the bytes per piece of what make returns for so many pieces.
func heldPer(pieces int, make func() (any, error)) (float64, error) {
	copies := max(1, enough/pieces)
	var all []any
	before := heap()
	for range copies {
		one, err := make()
		if err != nil {
			return 0, err
		}
		all = append(all, one)
	}
	bytes := heap() - before
	runtime.KeepAlive(all)
	return float64(bytes) / float64(copies*pieces), nil
}

// ran returns a contestant that is ready to run.
func ran(name string, kpis int, run func() error) contestant[*data] {
	return contestant[*data]{name: fmt.Sprint(name, " ", kpis), make: func(*data) (job, error) { return job{run: run, bytes: -1}, nil }}
}

// timed makes contestants with their own data take turns. All data is in memory at once, so that a byte of
// garbage costs each size the same.
func timed(list []contestant[*data], rounds int, w io.Writer) ([]*entry, error) {
	entries, err := enter(list, nil, rounds, w)
	if err != nil {
		return nil, err
	}
	return entries, race(entries)
}

// cpuPer returns an entry's processor time per KPI in nanoseconds.
func (e *entry) cpuPer(kpis int) string {
	return fmt.Sprintf("%.1f", e.median(func(s sample) float64 { return float64(s.cpu) })/float64(kpis))
}

// growth returns an entry's processor time per KPI as a multiple of the base's.
func (e *entry) growth(kpis int, base *entry, baseKPIs int) string {
	return fmt.Sprintf("%.2f", median(base.ratios(e))*float64(baseKPIs)/float64(kpis))
}
