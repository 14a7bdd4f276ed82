package oracle

import (
	"math/big"
	"slices"

	"github.com/go-bsc/bsc"
)

// The reference for bridges, to be read beside the doc comment of bridge.Between: what each cause has brought is the mean
// over all orders, every order gone through, every score between evaluated by the reference.

// Ends are the two cards of a bridge. Targets stand in the KPIs of their definitions, one each, for every period.
type Ends struct {
	From, To Card
	Restated *Card // one of them as it is known now; nil: nothing was corrected
	Early    bool  // it is From
	Node     bsc.Ref

	trees map[string]*Tree // evaluated so far, by what has taken effect
}

// A Reckoning is what the causes have brought, by name, in units of the tenth place.
type Reckoning struct {
	Brought map[string]*big.Rat
	Mixed   bool // a score between was none
	Apart   bool // what both have in common has no score
}

// Causes goes through all orders. ok is false where an end has no score.
func (e *Ends) Causes() (r Reckoning, ok bool) {
	out, in := onlyIn(e.From.Definition, e.To.Definition), onlyIn(e.To.Definition, e.From.Definition)
	first, last := e.unitsOf("from", func() Card { return e.From }), e.unitsOf("to", func() Card { return e.To })
	if first == nil || last == nil {
		return r, false
	}
	r.Brought = map[string]*big.Rat{"structure": new(big.Rat)}
	players := []string{"structure", "weights", "targets", "performance"}
	if e.Restated != nil {
		players = append(players, "restated")
	}
	half := new(big.Rat)
	score := func(done []string) *big.Rat {
		key := ""
		for _, p := range players {
			if slices.Contains(done, p) {
				key += p + " "
			}
		}
		units := e.unitsOf(key, func() Card { return e.hybrid(done, out, in) })
		if units == nil {
			r.Mixed = true
			return half
		}
		return units
	}
	start, finish := score(nil), score(players)
	if r.Mixed {
		r.Mixed, r.Apart = false, true
		r.Brought["structure"].Sub(last, first)
		return r, true
	}
	half.Add(start, finish).Quo(half, big.NewRat(2, 1))
	orders := int64(0)
	for _, p := range players {
		r.Brought[p] = new(big.Rat)
	}
	permute(players, func(order []string) {
		if !e.admits(order) {
			return
		}
		orders++
		for i, p := range order {
			step := new(big.Rat).Sub(score(order[:i+1]), score(order[:i]))
			r.Brought[p].Add(r.Brought[p], step)
		}
	})
	for _, p := range players {
		r.Brought[p].Quo(r.Brought[p], big.NewRat(orders, 1))
	}
	structure := r.Brought["structure"]
	structure.Add(structure, start).Sub(structure, first).Add(structure, last).Sub(structure, finish)
	return r, true
}

// admits says whether corrections have their place in an order: before what was performed, and after it on the way back.
func (e *Ends) admits(order []string) bool {
	if e.Restated == nil {
		return true
	}
	return e.Early == (slices.Index(order, "restated") < slices.Index(order, "performance"))
}

// permute yields all orders of a list.
func permute(list []string, yield func([]string)) {
	var walk func(done, left []string)
	walk = func(done, left []string) {
		if len(left) == 0 {
			yield(done)
			return
		}
		for i := range left {
			walk(append(slices.Clone(done), left[i]), slices.Delete(slices.Clone(left), i, i+1))
		}
	}
	walk(nil, list)
}

// unitsOf is the score of the node on a card, in units of the tenth place; nil: none.
func (e *Ends) unitsOf(key string, card func() Card) *big.Rat {
	if e.trees == nil {
		e.trees = map[string]*Tree{}
	}
	t := e.trees[key]
	if t == nil {
		t = evaluate(card())
		e.trees[key] = t
	}
	n := t.Nodes[0]
	if e.Node.Kind != "" {
		n = t.Node(e.Node)
	}
	if n.score == nil {
		return nil
	}
	return n.score.times(tenTo(10)).rat()
}

// hybrid is the card on which some causes have taken effect, of the KPIs that both have.
func (e *Ends) hybrid(done, out, in []string) Card {
	side := func(cause string) Card {
		if slices.Contains(done, cause) {
			return e.To
		}
		return e.From
	}
	c := side("structure").Clone()
	c.Period = e.valued(done).Period
	reweigh(c.Definition, side("weights").Definition)
	retarget(c.Definition, side("targets").Definition, e.valued(done).Definition)
	own := kpisOf(e.valued(done).Definition)
	c.Readings = map[bsc.Ref]bsc.Reading{}
	for ref, reading := range e.valued(done).Readings {
		c.Readings[ref] = reading
	}
	leave := out
	if slices.Contains(done, "structure") {
		leave = in
	}
	for id := range kpisOf(c.Definition) {
		if own[id] == nil || slices.Contains(leave, id) {
			c.Readings[bsc.KPIRef(id)] = bsc.Reading{State: bsc.StateNotApplicable}
		}
	}
	return c
}

// valued is the card whose actuals count.
func (e *Ends) valued(done []string) Card {
	performed, restated := slices.Contains(done, "performance"), slices.Contains(done, "restated")
	switch {
	case e.Restated == nil && performed, performed && restated:
		return e.To
	case e.Restated != nil && (performed || restated):
		return *e.Restated
	}
	return e.From
}

func kpisOf(d *bsc.Definition) map[string]*bsc.KPI {
	list := map[string]*bsc.KPI{}
	for o := range Objectives(d) {
		for i := range o.KPIs {
			list[o.KPIs[i].ID] = &o.KPIs[i]
		}
	}
	return list
}

// onlyIn are the KPIs that another definition does not have.
func onlyIn(d, other *bsc.Definition) (ids []string) {
	there := kpisOf(other)
	for id := range kpisOf(d) {
		if there[id] == nil {
			ids = append(ids, id)
		}
	}
	return ids
}

// retarget gives KPIs the targets of a definition or, of those that have none there, what they have on the card of their
// actuals.
func retarget(d, targets, own *bsc.Definition) {
	there, here := kpisOf(targets), kpisOf(own)
	for id, k := range kpisOf(d) {
		k.Targets = nil
		if h := here[id]; h != nil {
			k.Targets = h.Targets
		}
		if t := there[id]; t != nil && len(t.Targets) > 0 && t.Targets[0].Value != "" {
			k.Targets = t.Targets
		}
	}
}

// reweigh gives nodes the weights that they have below the same parent of another definition.
func reweigh(d, other *bsc.Definition) {
	weights := map[[2]string]bsc.Number{}
	eachWeight(other, func(parent, child string, w *bsc.Number) { weights[[2]string{parent, child}] = *w })
	eachWeight(d, func(parent, child string, w *bsc.Number) {
		if own, ok := weights[[2]string{parent, child}]; ok {
			*w = own
		}
	})
}

func eachWeight(d *bsc.Definition, do func(parent, child string, w *bsc.Number)) {
	for i := range d.Perspectives {
		p := &d.Perspectives[i]
		do("", "p:"+p.ID, &p.Weight)
		for k := range p.Objectives {
			o := &p.Objectives[k]
			do("p:"+p.ID, "o:"+o.ID, &o.Weight)
			for j := range o.KPIs {
				do("o:"+o.ID, o.KPIs[j].ID, &o.KPIs[j].Weight)
			}
			for j := range o.Uses {
				do("o:"+o.ID, o.Uses[j].KPI, &o.Uses[j].Weight)
			}
		}
	}
}
