package oracle

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/impact"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// RandomMap makes a small map whose links may lead anywhere. Links back to an earlier objective have a delay, so that
// there is no cycle without delay.
func RandomMap(rng *rand.Rand) *bsc.Definition {
	n := 2 + rng.IntN(6)
	layers := []string{"", "", ""}
	at := make([]int, n)
	for i := range n {
		at[i] = i * 3 / n
		layers[at[i]] += fmt.Sprint(" o", i)
	}
	var links []string
	for range rng.IntN(3 * n) {
		from, to := rng.IntN(n), rng.IntN(n)
		start := fmt.Sprintf("o%d o%d ", from, to)
		if from == to || slices.ContainsFunc(links, func(l string) bool { return strings.HasPrefix(l, start) }) {
			continue
		}
		lag := rng.IntN(3)
		if from > to {
			lag++
		}
		link := fmt.Sprintf("%s +%d %s", start, lag, []string{"weak", "moderate", "strong", "1", "0.3"}[rng.IntN(5)])
		if rng.IntN(3) == 0 {
			link += " inverse"
		}
		links = append(links, link)
	}
	return MapCard(layers, links...)
}

// MapCard makes a definition of objectives and links. Each layer is a perspective: "a b c". Links are written "a b",
// followed by strength, delay as in "+2", and "inverse", each only if it is not the default.
func MapCard(layers []string, links ...string) *bsc.Definition {
	def := &bsc.Definition{ID: "map", Frequency: period.Monthly}
	for i, layer := range layers {
		p := bsc.Perspective{ID: fmt.Sprint("layer", i)}
		for _, id := range strings.Fields(layer) {
			k := bsc.KPI{ID: id, Scorer: bsc.Policy{Name: "stated"}}
			p.Objectives = append(p.Objectives, bsc.Objective{ID: id, KPIs: []bsc.KPI{k}})
		}
		def.Perspectives = append(def.Perspectives, p)
	}
	for _, text := range links {
		words := strings.Fields(text)
		l := bsc.Link{From: bsc.ParseRef(words[0]), To: bsc.ParseRef(words[1])}
		for _, w := range words[2:] {
			switch {
			case w == "inverse":
				l.Inverse = true
			case strings.HasPrefix(w, "+"):
				fmt.Sscan(w[1:], &l.Delay)
			default:
				l.Strength = bsc.Strength(w)
			}
		}
		def.Links = append(def.Links, l)
	}
	return def
}

// A Map answers the questions about a strategy map in the plainest way: by listing all paths.
type Map struct {
	links []bsc.Link
	place map[bsc.Ref]int
}

// NewMap takes the links of a definition and the order of the nodes, from drivers to outcomes.
func NewMap(links []bsc.Link, order []bsc.Ref) Map {
	m := Map{links, map[bsc.Ref]int{}}
	for i, ref := range order {
		m.place[ref] = i
	}
	return m
}

// Closes says whether a link runs back in the order, and so closes a loop.
func (m Map) Closes(l bsc.Link) bool { return m.place[l.From] > m.place[l.To] }

// Paths lists every path from a node that visits no node twice, depth first in the order of the links. If open is set,
// it leaves out paths over a link that closes a loop.
func (m Map) Paths(from bsc.Ref, open bool) [][]bsc.Link {
	var list [][]bsc.Link
	visited := map[bsc.Ref]bool{}
	var walk func(at bsc.Ref, behind []bsc.Link)
	walk = func(at bsc.Ref, behind []bsc.Link) {
		if len(behind) > 0 {
			list = append(list, behind)
		}
		visited[at] = true
		for _, l := range m.links {
			if l.From == at && !visited[l.To] && !(open && m.Closes(l)) {
				walk(l.To, append(slices.Clone(behind), l))
			}
		}
		delete(visited, at)
	}
	walk(from, nil)
	return list
}

// Strength is the product of the strengths of a path's links.
func Strength(path []bsc.Link) *big.Rat {
	product := big.NewRat(1, 1)
	for _, l := range path {
		d, _ := l.Strength.Decimal()
		if l.Strength == "" {
			d = decimal.New(5, -1)
		}
		product.Mul(product, d.Rat())
	}
	return product
}

// Polarities says how a change of one node changes each node that it reaches: by the ways that close no loop or, if
// there are none, by all ways.
func (m Map) Polarities(from bsc.Ref) map[bsc.Ref]impact.Polarity {
	signs := m.polarities(from, true)
	for ref, sign := range m.polarities(from, false) {
		if signs[ref] == "" {
			signs[ref] = sign
		}
	}
	return signs
}

// polarities follows all ways up to the number of links after which nothing more can be learnt. They may visit a node
// more than once.
func (m Map) polarities(from bsc.Ref, open bool) map[bsc.Ref]impact.Polarity {
	type end struct {
		ref bsc.Ref
		odd bool
	}
	met, last := map[end]bool{}, map[end]bool{{from, false}: true}
	for range 4 * len(m.links) {
		next := map[end]bool{}
		for at := range last {
			for _, l := range m.links {
				if l.From == at.ref && !(open && m.Closes(l)) {
					next[end{l.To, at.odd != l.Inverse}] = true
					met[end{l.To, at.odd != l.Inverse}] = true
				}
			}
		}
		last = next
	}
	signs := map[bsc.Ref]impact.Polarity{}
	for e := range met {
		switch {
		case met[end{e.ref, false}] && met[end{e.ref, true}]:
			signs[e.ref] = impact.Mixed
		case e.odd:
			signs[e.ref] = impact.Inverse
		default:
			signs[e.ref] = impact.Direct
		}
	}
	return signs
}

// Impact is what a change of a node brings to each node, by the number of periods after which it comes: a simulation in
// fractions over all links, period by period until nothing moves within one.
func (m Map) Impact(from bsc.Ref, change *big.Rat, periods int) map[bsc.Ref]map[int]bsc.Number {
	moved := make([]map[bsc.Ref]*big.Rat, periods+1)
	for t := range moved {
		moved[t] = map[bsc.Ref]*big.Rat{}
	}
	var send func(t int, at bsc.Ref, change *big.Rat)
	send = func(t int, at bsc.Ref, change *big.Rat) {
		for _, l := range m.links {
			if l.From != at || t+l.Delay > periods {
				continue
			}
			part := new(big.Rat).Mul(change, Strength([]bsc.Link{l}))
			if l.Inverse {
				part.Neg(part)
			}
			if moved[t+l.Delay][l.To] == nil {
				moved[t+l.Delay][l.To] = new(big.Rat)
			}
			moved[t+l.Delay][l.To].Add(moved[t+l.Delay][l.To], part)
			send(t+l.Delay, l.To, part)
		}
	}
	moved[0][from] = change
	send(0, from, change)
	all := map[bsc.Ref]map[int]bsc.Number{}
	for t := range moved {
		for ref, part := range moved[t] {
			rounded, _ := decimal.NewFromString(part.FloatString(10)) // half away from zero
			if rounded.IsZero() {
				continue
			}
			if all[ref] == nil {
				all[ref] = map[int]bsc.Number{}
			}
			all[ref][t] = bsc.NumberOf(rounded)
		}
	}
	return all
}
