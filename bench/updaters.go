package main

import (
	"fmt"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/columns"
	"github.com/shopspring/decimal"
)

// shifted is the name of the updater that uses the columns alone.
const shifted = "columns: Shift"

// updaters returns all ways to update a card. Most are compared with the first. On a large card, a run of the
// quick ones is long enough for the caches to hold what they can.
func (f *feed) updaters() ([]*updater, error) {
	start, all := f.d.units()[0], len(f.d.actual)
	var list []*updater
	board := func(name string, n, batch int) error {
		u, _, err := f.board(name, start, batch)
		if err == nil {
			u.n = n
			list = append(list, u)
		}
		return err
	}
	if err := board("Board.Set", max(1000, all/100), 1); err != nil {
		return nil, err
	}
	for _, batch := range []int{100, 10_000, 100_000} {
		if batch >= all {
			break
		}
		if err := board(fmt.Sprintf("Board.Apply of %d", batch), batch, batch); err != nil {
			return nil, err
		}
	}
	if err := board("Board.Apply of all", all, all); err != nil {
		return nil, err
	}
	list = append(list, f.ladder(shifted, max(1000, all/10), true), f.ladder("columns: add siblings again", max(1000, all/10), false), f.naive())
	if all <= smallCard { // more updates make the same point slowly
		list = append(list, f.again(start))
	}
	return list, nil
}

// board returns a board, and an updater of it that sets so many readings in one commit.
func (f *feed) board(name string, start bsc.Actuals, batch int) (*updater, *bsc.Board, error) {
	b, err := f.card.Board(input(start))
	if err != nil {
		return nil, nil, err
	}
	c := &cursor{feed: f}
	return &updater{
		name: name, cursor: c,
		update: func(n int) error {
			for n > 0 {
				from, to := c.take(min(n, batch))
				n -= to - from
				if batch == 1 {
					if err := b.Set(f.updates[from].Of, f.updates[from].Reading.Value); err != nil {
						return err
					}
					continue
				}
				if err := b.Apply(f.updates[from:to]...); err != nil {
					return err
				}
			}
			return nil
		},
		scores: func() []int64 { return f.scores(b.Result()) },
	}, b, nil
}

// A ladder is the columns alone: what a board does to them for an update before it is published, without its
// checks. The chunks are those of a board.
type ladder struct {
	plan    *columns.Plan
	columns columns.Columns
	sums    []columns.Numerator
}

func newLadder(d *data) *ladder {
	l := &ladder{plan: d.plan()}
	l.columns = columns.NewChunks(l.plan.Size(), 9)
	l.sums = make([]columns.Numerator, l.plan.Size()-len(d.actual))
	for k, actual := range d.actual {
		l.columns.SetValue(int32(k), actual*room)
	}
	l.plan.Leaves(&l.columns)
	l.plan.Nodes(&l.columns, l.sums, nil)
	return l
}

// climb sets a value and carries the change of its score to all nodes above it, until a node does not change.
// It shifts sums, or adds up all children again.
func (l *ladder) climb(place int32, value int64, shift bool) {
	before := l.columns.Score(place)
	l.columns.SetValue(place, value)
	l.plan.Leaf(&l.columns, place)
	for {
		change := l.columns.Score(place) - before
		node := l.plan.Parent(place)
		if change == 0 || node < 0 {
			return
		}
		weight := l.plan.Weight(place)
		place = l.plan.Position(node)
		before = l.columns.Score(place)
		if !shift || !l.plan.Shift(&l.columns, node, weight, change, l.sums) {
			l.plan.Node(&l.columns, node, nil)
		}
	}
}

// ladder returns the columns as an updater.
func (f *feed) ladder(name string, n int, shift bool) *updater {
	l, c := newLadder(f.d), &cursor{feed: f}
	return &updater{
		name: name, n: n, cursor: c,
		update: func(n int) error {
			for range n {
				i, _ := c.take(1)
				l.climb(f.kpis[i], f.cents[i]*room, shift)
			}
			return nil
		},
		scores: l.scores,
	}
}

// scores returns the scores of all positions.
func (l *ladder) scores() []int64 {
	all := make([]int64, l.plan.Size())
	for at := range all {
		all[at] = l.columns.Score(int32(at))
	}
	return all
}

// naive returns the shopspring tree as an updater. It scores the KPI, and adds up all children of each node
// above it again.
func (f *feed) naive() *updater {
	card := grow(f.d, decimal.NewFromInt, func(n int64) decimal.Decimal { return decimal.New(n, -2) })[0]
	scoreShopspring(card)
	var objectives []*node[decimal.Decimal]
	var kpis []*kpi[decimal.Decimal]
	for _, p := range card.nodes {
		objectives = append(objectives, p.nodes...)
		for _, o := range p.nodes {
			kpis = append(kpis, o.kpis...)
		}
	}
	c := &cursor{feed: f}
	return &updater{
		name: "naive shopspring path", n: 10, cursor: c,
		update: func(n int) error {
			for range n {
				i, _ := c.take(1)
				k := f.kpis[i]
				o := f.d.kpis.parent[k]
				kpis[k].actual = f.updates[i].Reading.Value
				scoreKPI(kpis[k])
				addUp(objectives[o])
				addUp(card.nodes[f.d.objectives.parent[o]])
				addUp(card)
			}
			return nil
		},
		scores: func() []int64 {
			var scores []decimal.Decimal
			for _, k := range kpis {
				scores = append(scores, k.score)
			}
			for _, n := range append(append(objectives, card.nodes...), card) {
				scores = append(scores, n.score)
			}
			return mapped(scores, decimalUnits)
		},
	}
}

// addUp scores a node from the scores of its children.
func addUp(n *node[decimal.Decimal]) {
	var sum, weights decimal.Decimal
	for _, k := range n.kpis {
		sum = sum.Add(k.weight.Mul(k.score))
		weights = weights.Add(k.weight)
	}
	for _, c := range n.nodes {
		sum = sum.Add(c.weight.Mul(c.score))
		weights = weights.Add(c.weight)
	}
	n.score = sum.DivRound(weights, 10)
}

// again returns an updater that evaluates the whole card.
func (f *feed) again(start bsc.Actuals) *updater {
	actuals := make(bsc.Actuals, len(start))
	for id, value := range start {
		actuals[id] = value
	}
	c := &cursor{feed: f}
	var last *bsc.Result
	return &updater{
		name: "Evaluate", n: 1, cursor: c,
		update: func(n int) (err error) {
			for range n {
				i, _ := c.take(1)
				actuals[f.refs[f.kpis[i]].ID] = f.updates[i].Reading.Value
				if last, err = f.card.Evaluate(input(actuals)); err != nil {
					return err
				}
			}
			return nil
		},
		scores: func() []int64 { return f.scores(last) },
	}
}
