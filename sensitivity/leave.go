package sensitivity

import (
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/parallel"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// A LeftOut says what becomes of scores without one node. It is plain data.
type LeftOut struct {
	Ref     bsc.Ref `json:"ref"` // that is taken out
	Name    string  `json:"name,omitempty"`
	Parent  bsc.Ref `json:"parent"`
	Results []Moved `json:"results"` // the best first, as they are with the node
	Ratings int     `json:"ratings"` // how many results get another rating
	Ranks   int     `json:"ranks"`   // how many get another rank
	// Most is the largest change of a score, up or down. Not valid: no result has a score both with the node and without.
	Most decimal.NullDecimal `json:"most"`
	Says words.Phrase        `json:"says"`
}

// A Moved is a result without a node.
type Moved struct {
	Contender
	Without Standing            `json:"without"`
	Change  decimal.NullDecimal `json:"change"` // of the score, in points; not valid: there is none, with the node or without
}

// LeaveOneOut takes each node below another out, one at a time, so that its siblings carry its weight, and says what
// becomes of the score, the rating and the ranks of some results, in definition order. The zero Ref is the scorecard's
// total. A KPI does not apply then, wherever it is used. An objective or a perspective weighs nothing, and the KPIs below
// it do not apply, but for those that are used from elsewhere, too. The error is that of Reversals. Its time grows with
// the results times the square of the nodes.
func LeaveOneOut(results []*bsc.Result, of bsc.Ref) ([]LeftOut, error) {
	of, p := oneCard(results, of)
	if p != nil {
		return nil, p
	}
	order, before := ranked(results, of)
	all, at := levers(results[0], of), map[bsc.Ref]*lever{}
	for _, l := range all {
		at[l.of] = l
	}
	left := make([]LeftOut, len(all))
	errs := parallel.Each(len(all), func(i int) (err error) {
		left[i], err = all[i].leave(order, before, of, at)
		return err
	}, lost)
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return left, nil
}

// leave takes the node of a weight out.
func (l *lever) leave(order []*bsc.Result, before []Contender, of bsc.Ref, at map[bsc.Ref]*lever) (LeftOut, error) {
	left := LeftOut{Ref: l.of, Name: l.card.NameOf(l.of), Parent: l.parent}
	card, without, err := l.without(at)
	if err != nil {
		return left, err
	}
	mixed := make([]*bsc.Result, len(order))
	for i, r := range order {
		if mixed[i], err = (bsc.Mix{Of: r, Card: card, Without: without}).Evaluate(); err != nil {
			return left, err
		}
	}
	again, after := ranked(mixed, of)
	for i, r := range mixed {
		m := Moved{Contender: before[i], Without: after[slices.Index(again, r)].Standing}
		score, ok := m.Score.Decimal()
		if then, both := m.Without.Score.Decimal(); ok && both {
			m.Change = decimal.NewNullDecimal(then.Sub(score))
			if by := m.Change.Decimal.Abs(); !left.Most.Valid || by.GreaterThan(left.Most.Decimal) {
				left.Most = decimal.NewNullDecimal(by)
			}
		}
		if m.Rating != m.Without.Rating {
			left.Ratings++
		}
		if m.Rank != m.Without.Rank {
			left.Ranks++
		}
		left.Results = append(left.Results, m)
	}
	left.Says = left.says()
	return left, nil
}

// without returns how a node is taken out: on a scorecard on which it weighs nothing, and without KPIs. A node without
// siblings takes its parent with it.
func (l *lever) without(at map[bsc.Ref]*lever) (*bsc.Scorecard, []bsc.Ref, error) {
	if l.of.Kind == bsc.KindKPI {
		return l.card, []bsc.Ref{l.of}, nil
	}
	own, all := l.kpis()
	for up := l; up != nil; up = at[up.parent] {
		if up.moves() {
			card, err := up.with(decimal.Decimal{})
			return card, own, err
		}
	}
	return l.card, all, nil
}

// kpis returns the KPIs below a node: those that nothing else uses, and all.
func (l *lever) kpis() (own, all []bsc.Ref) {
	uses := map[bsc.Ref]int{} // of KPIs: the objectives that have them
	for _, ref := range l.card.Nodes() {
		for _, child := range l.card.Children(ref) {
			uses[child.Ref]++
		}
	}
	open := []bsc.Ref{l.of}
	for len(open) > 0 {
		children := l.card.Children(open[0])
		open = open[1:]
		for _, child := range children {
			if child.Ref.Kind != bsc.KindKPI {
				open = append(open, child.Ref)
				continue
			}
			all = append(all, child.Ref)
			if uses[child.Ref]--; uses[child.Ref] == 0 {
				own = append(own, child.Ref)
			}
		}
	}
	return own, all
}

// says tells people what a node's absence does.
func (l *LeftOut) says() words.Phrase {
	name := labelOf(l.Name, l.Ref)
	if len(l.Results) > 1 {
		return words.New("without_node", "node", name, "ratings", l.Ratings, "ranks", l.Ranks, "n", len(l.Results))
	}
	m := l.Results[0]
	if m.Rating == m.Without.Rating || m.Without.Rating == "" {
		return words.New("without_node_score", "node", name, "score", scoreOf(m.Without.Score), "was", scoreOf(m.Score))
	}
	return words.New("without_node_rating", "node", name, "score", scoreOf(m.Without.Score), "was", scoreOf(m.Score), "rating", ratingName(m.Without.Rating))
}

// scoreOf shows a score.
func scoreOf(s bsc.Score) any {
	if d, ok := s.Decimal(); ok {
		return d.Round(2)
	}
	return words.New("without_score")
}
