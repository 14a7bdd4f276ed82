package bsc

import (
	"slices"

	"github.com/go-bsc/bsc/internal/strictjson"
	"github.com/shopspring/decimal"
)

// reweight gives a unit its own weights.
func (b *cascadeBuilder) reweight(i int) {
	u := &b.cascade.units[i]
	if len(b.units[i].Weights) == 0 || u.card == nil {
		return
	}
	card, problems := u.card.withWeights(b.units[i].Weights)
	for _, p := range problems {
		p.Path = at("", "units", i) + "/weights" + p.Path
		b.problems = append(b.problems, p)
	}
	u.card = card
}

// withWeights returns a copy of the scorecard in which some nodes have other weights.
func (s *Scorecard) withWeights(weights map[Ref]Number) (*Scorecard, Problems) {
	c := *s
	c.nodes = slices.Clone(s.nodes)
	var problems Problems
	print := s.fingerprint
	for _, ref := range sortedRefs(weights) {
		at, known := s.index[ref]
		weight, p := parseWeight(weights[ref])
		if !known || at == 0 {
			p = fault(ErrUnknownRef, "there is no %s with a weight on the card", quote(ref.String()))
		}
		if p != nil {
			p.Path, p.Ref = Pointer("/"+strictjson.Escape(ref.String())), ref
			problems = append(problems, p)
			continue
		}
		c.setWeight(at, weight)
		print += "\n" + ref.String() + "=" + canonical(weight)
	}
	c.fingerprint = digest([]byte(print))
	for at := range c.nodes {
		n := &c.nodes[at]
		if p := n.weighing(" below " + n.ref.String()); p != nil && len(problems) == 0 {
			p.Ref = n.ref
			problems = append(problems, p)
		}
	}
	if len(problems) == 0 {
		c.layOut()
	}
	return &c, problems
}

func (s *Scorecard) setWeight(at int, weight decimal.Decimal) {
	s.nodes[at].weight = weight
	parent := &s.nodes[s.nodes[at].parent]
	parent.children = slices.Clone(parent.children)
	for i := range parent.children {
		if parent.children[i].node == at {
			parent.children[i].weight = weight
		}
	}
}
