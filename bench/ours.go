package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"runtime"
	"sync"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/columns"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// ours returns the ways in which this library computes the data.
func ours() []contestant[*data] {
	return []contestant[*data]{
		{name: "bsc Evaluate", exact: true, make: makeEvaluate},
		{name: "bsc EvaluateOrgUnits, from Tables", exact: true, make: makeTables},
		{name: "bsc Board.Apply of everything", exact: true, make: makeApply},
		{name: "bsc columns", exact: true, make: func(d *data) (job, error) { return makeColumns(d, 1) }},
		{name: "bsc columns, all cores", exact: true, make: func(d *data) (job, error) { return makeColumns(d, runtime.GOMAXPROCS(0)) }},
	}
}

// definition returns the first card of the data as a scorecard.
func (d *data) definition() *bsc.Definition {
	def := &bsc.Definition{ID: "card"}
	number := func(n int64) bsc.Number { return bsc.NumberOf(decimal.New(n, -2)) }
	for p, weight := range d.perspectives.weight {
		if d.perspectives.parent[p] == 0 {
			def.Perspectives = append(def.Perspectives, bsc.Perspective{ID: perspectiveID(p), Weight: bsc.NumberOf(decimal.New(weight, 0))})
		}
	}
	for o, weight := range d.objectives.weight {
		if p := int(d.objectives.parent[o]); p < len(def.Perspectives) {
			of := &def.Perspectives[p]
			of.Objectives = append(of.Objectives, bsc.Objective{ID: objectiveID(o), Weight: bsc.NumberOf(decimal.New(weight, 0))})
		}
	}
	o := 0
	for p := range def.Perspectives {
		for i := range def.Perspectives[p].Objectives {
			of := &def.Perspectives[p].Objectives[i]
			for k := o * objectiveKPIs; k < (o+1)*objectiveKPIs; k++ {
				of.KPIs = append(of.KPIs, bsc.KPI{
					ID: id(k), Weight: bsc.NumberOf(decimal.New(d.kpis.weight[k], 0)),
					Targets: []bsc.Target{{Baseline: number(d.baseline[k]), Value: number(d.target[k])}},
				})
			}
			o++
		}
	}
	return def
}

func id(kpi int) string { return fmt.Sprint("k", kpi) }

func objectiveID(objective int) string { return fmt.Sprint("o", objective) }

func perspectiveID(perspective int) string { return fmt.Sprint("p", perspective) }

// units returns the actuals of every card by the ids of their KPIs.
func (d *data) units() []bsc.Actuals {
	n := len(d.actual) / d.cards
	units := make([]bsc.Actuals, d.cards)
	for u := range units {
		units[u] = make(bsc.Actuals, n)
		for k := range n {
			units[u][id(k)] = decimal.New(d.actual[u*n+k], -2)
		}
	}
	return units
}

// read collects the scores of results, one for each card of so many KPIs.
func read(all []*bsc.Result, kpis int) (*results, error) {
	r := &results{}
	for _, result := range all {
		for k := range kpis {
			r.kpis = append(r.kpis, scoreUnits(result.ScoreOf(bsc.KPIRef(id(k)))))
		}
		r.cards = append(r.cards, scoreUnits(result.Score()))
	}
	return r, nil
}

// scoreUnits returns a score in units of 10^-10.
func scoreUnits(s bsc.Score) int64 {
	if score, ok := s.Decimal(); ok {
		return decimalUnits(score)
	}
	return none
}

// makeEvaluate evaluates from maps of decimals: one card with Evaluate, many with EvaluateOrgUnits.
func makeEvaluate(d *data) (job, error) {
	card, err := bsc.Compile(d.definition(), nil)
	if err != nil {
		return job{}, err
	}
	units := d.units()
	var inputs iter.Seq[bsc.Input] = func(yield func(bsc.Input) bool) {
		for _, actuals := range units {
			if !yield(bsc.Input{Period: period.Year(2026), Readings: actuals}) {
				return
			}
		}
	}
	all := make([]*bsc.Result, 0, d.cards)
	return job{
		run: func() error {
			if len(units) == 1 {
				r, err := card.Evaluate(bsc.Input{Period: period.Year(2026), Readings: units[0]})
				all = append(all[:0], r)
				return err
			}
			return evaluateAll(card, inputs, &all)
		},
		scores: func() (*results, error) { return read(all, len(d.actual)/d.cards) },
	}, nil
}

// evaluateAll evaluates units and replaces the results of the previous run.
func evaluateAll(card *bsc.Scorecard, inputs iter.Seq[bsc.Input], all *[]*bsc.Result) error {
	clear(*all)
	*all = (*all)[:0]
	for r, err := range card.EvaluateOrgUnits(context.Background(), inputs) {
		if err != nil {
			return err
		}
		*all = append(*all, r)
	}
	return nil
}

// makeTables fills a Table for each card by Handle, and evaluates them.
func makeTables(d *data) (job, error) {
	card, err := bsc.Compile(d.definition(), nil)
	if err != nil {
		return job{}, err
	}
	n, year := len(d.actual)/d.cards, period.Year(2026)
	handles := make([]bsc.Handle, n)
	for k := range handles {
		handles[k], _ = card.KPI(id(k))
	}
	var failed error
	var inputs iter.Seq[bsc.Input] = func(yield func(bsc.Input) bool) {
		for u := range d.cards {
			table, err := card.Table(year, year)
			for k, of := range handles {
				err = errors.Join(err, table.Fill(of, -2, d.actual[u*n+k:u*n+k+1]))
			}
			if failed = errors.Join(failed, err); !yield(bsc.Input{Period: year, Readings: table}) {
				return
			}
		}
	}
	all := make([]*bsc.Result, 0, d.cards)
	return job{
		run: func() error {
			return errors.Join(evaluateAll(card, inputs, &all), failed)
		},
		scores: func() (*results, error) { return read(all, len(d.actual)/d.cards) },
	}, nil
}

// makeApply sets everything on boards, one for each card, in one commit each.
func makeApply(d *data) (job, error) {
	card, err := bsc.Compile(d.definition(), nil)
	if err != nil {
		return job{}, err
	}
	boards, updates := make([]*bsc.Board, d.cards), make([][]bsc.Update, d.cards)
	n := len(d.actual) / d.cards
	for u := range boards {
		if boards[u], err = card.Board(bsc.Input{Period: period.Year(2026)}); err != nil {
			return job{}, err
		}
		updates[u] = make([]bsc.Update, n)
		for k := range n {
			h, _ := card.KPI(id(k))
			updates[u][k] = bsc.Update{Of: h, Reading: bsc.Reading{Value: decimal.New(d.actual[u*n+k], -2)}}
		}
	}
	return job{
		run: func() error {
			for u, b := range boards {
				if err := b.Apply(updates[u]...); err != nil {
					return err
				}
			}
			return nil
		},
		scores: func() (*results, error) {
			all := make([]*bsc.Result, len(boards))
			for u, b := range boards {
				all[u] = b.Result()
			}
			return read(all, len(d.actual)/d.cards)
		},
	}, nil
}

// makeColumns computes only in the engine's columns, on values that are already there. That is the work left
// once readings are converted, as on a board or if many units are kept.
func makeColumns(d *data, workers int) (job, error) {
	card, kpis := d.plan(), len(d.actual)/d.cards
	units := make([]columns.Columns, d.cards)
	for u := range units {
		units[u] = columns.New(card.Size())
		for k := range kpis {
			units[u].SetValue(int32(k), d.actual[u*kpis+k]*room)
		}
	}
	compute := func(some []columns.Columns) {
		for u := range some {
			card.Leaves(&some[u])
			card.Nodes(&some[u], nil, nil)
		}
	}
	return job{
		run: func() error {
			var running sync.WaitGroup
			share := (len(units) + workers - 1) / workers
			for from := share; from < len(units); from += share {
				running.Go(func() { compute(units[from:min(from+share, len(units))]) })
			}
			compute(units[:min(share, len(units))])
			running.Wait()
			return nil
		},
		scores: func() (*results, error) {
			r := &results{}
			for u := range units {
				for k := range kpis {
					r.kpis = append(r.kpis, units[u].Score(int32(k)))
				}
				r.cards = append(r.cards, units[u].Score(int32(card.Size()-1)))
			}
			return r, nil
		},
	}, nil
}

// room is the factor that the engine reserves for decimals beyond those of baselines and targets.
const room = 1_000_000_000

// plan returns the plan that Compile makes of the first card.
func (d *data) plan() *columns.Plan {
	kpis := len(d.actual) / d.cards
	objectives, perspectives := len(d.objectives.weight)/d.cards, len(d.perspectives.weight)/d.cards
	p := columns.NewPlan(0, 1e12, 1e12, kpis, objectives+perspectives+1)
	for k := range kpis {
		p.SetLeaf(int32(k), columns.Leaf{Kind: columns.Line, Exp: -11, Base: d.baseline[k] * room, Rise: (d.target[k] - d.baseline[k]) * room})
		p.SetChild(int32(k), d.kpis.weight[k], columns.Exclude)
	}
	at, node := int32(0), int32(0)
	group := func(parents int, children level) {
		starts := children.starts(len(children.weight))
		for i := range parents {
			n := starts[i+1] - starts[i]
			p.SetNode(node, columns.Node{Method: columns.Mean, First: at, Count: n, Round: columns.Rounding{Step: 1}})
			at, node = at+n, node+1
		}
	}
	weigh := func(from int, l level, n int) {
		for i := range n {
			p.SetChild(int32(from+i), l.weight[i], columns.Exclude)
		}
	}
	weigh(kpis, d.objectives, objectives)
	weigh(kpis+objectives, d.perspectives, perspectives)
	group(objectives, d.kpis)
	group(perspectives, d.objectives)
	group(1, d.perspectives)
	p.Index()
	return p
}
