package bsc

import (
	"slices"
	"strings"

	"github.com/go-bsc/bsc/internal/strictjson"
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
	var print strings.Builder
	print.WriteString(s.fingerprint)
	changed := make([]bool, len(c.nodes)) // whose children have other weights
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
		c.nodes[at].weight = weight
		changed[c.nodes[at].parent] = true
		print.WriteString("\n" + ref.String() + "=" + canonical(weight))
	}
	c.fingerprint = digest([]byte(print.String()))
	for at := range c.nodes {
		n := &c.nodes[at]
		if changed[at] {
			n.children = c.childrenOf(at)
		}
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

// childrenOf returns a node's children with the weights that they have; what it uses from elsewhere keeps its own.
func (s *Scorecard) childrenOf(at int) []child {
	children := slices.Clone(s.nodes[at].children)
	for i, ch := range children {
		if s.nodes[ch.node].parent == at {
			children[i].weight = s.nodes[ch.node].weight
		}
	}
	return children
}
