package bsc

import (
	"slices"
	"strings"

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
	refs := make([]Ref, 0, len(weights))
	for ref := range weights {
		refs = append(refs, ref)
	}
	slices.SortFunc(refs, func(a, b Ref) int { return strings.Compare(a.String(), b.String()) })
	print := s.fingerprint
	for _, ref := range refs {
		at, known := s.index[ref]
		weight, p := parseDecimal(string(weights[ref]))
		switch {
		case !known || at == 0:
			p = fault(ErrUnknownRef, "there is no %s with a weight on the card", quote(ref.String()))
		case p == nil && weight.Sign() < 0:
			p = fault(ErrWeight, "the weight %s is negative", quote(string(weights[ref])))
			p.Allowed = "0 or more"
		}
		if p != nil {
			p.Path, p.Ref = Pointer("/"+strings.NewReplacer("~", "~0", "/", "~1").Replace(ref.String())), ref
			problems = append(problems, p)
			continue
		}
		c.setWeight(at, weight)
		print += "\n" + ref.String() + "=" + canonical(weight)
	}
	c.fingerprint = digest([]byte(print))
	for at := range c.nodes {
		if p := c.weightless(at); p != nil && len(problems) == 0 {
			problems = append(problems, p)
		}
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

// weightless says what is wrong with the weights below a node.
func (s *Scorecard) weightless(at int) *Problem {
	n := &s.nodes[at]
	if len(n.children) == 0 {
		return nil
	}
	var total decimal.Decimal
	for _, ch := range n.children {
		total = total.Add(ch.weight)
	}
	var p *Problem
	switch {
	case total.IsZero():
		p = fault(ErrWeight, "all weights below %s are 0", n.ref)
		p.Allowed = "at least one weight above 0"
	case n.traits.percent && !total.Equal(decimal.New(100, 0)):
		p = fault(ErrWeight, "the weights below %s add up to %s", n.ref, canonical(total))
		p.Allowed = "100 under weighted_sum"
	default:
		return nil
	}
	p.Ref = n.ref
	return p
}
