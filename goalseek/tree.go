package goalseek

import (
	"encoding/json"
	"math/big"
	"slices"
	"strings"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/words"
)

// A tree is what stands below the node of a goal.
type tree struct {
	kpis  []bsc.Ref             // in definition order
	ways  map[bsc.Ref]*way      // of what stands below it, and of itself
	feeds map[bsc.Ref][]bsc.Ref // what is calculated from, or sees, the value of a KPI
}

// A way is how a node counts in the score of the goal's node, over all paths.
type way struct {
	share   big.Rat // of the score, where all above is means
	counts  bool    // on some path nothing above it is judged or has weight 0
	mean    bool    // on every path it counts by weighted means alone, not rounded and not judged
	steady  bool    // no node above it has a lower score for a higher one
	blocker words.Phrase
}

func treeOf(s *sought) tree {
	t := tree{ways: map[bsc.Ref]*way{}, feeds: map[bsc.Ref][]bsc.Ref{}}
	root := &way{counts: true, mean: true, steady: true}
	root.share.SetInt64(1)
	t.ways[s.Node] = root
	if s.Node.Kind == bsc.KindKPI {
		t.kpis = append(t.kpis, s.Node)
	}
	for _, ref := range s.card.Nodes() { // parents before their children, but for KPIs, which have none
		if own := t.ways[ref]; own != nil {
			t.pass(s, ref, own)
		}
	}
	for _, ref := range s.card.Nodes() {
		if ref.Kind != bsc.KindKPI {
			continue
		}
		for _, of := range append(s.card.Inputs(ref), s.card.Values(ref)...) {
			if of != ref && of.Kind == bsc.KindKPI {
				t.feeds[of] = append(t.feeds[of], ref)
			}
		}
	}
	return t
}

// pass hands on to the children of a node how they count.
func (t *tree) pass(s *sought, ref bsc.Ref, own *way) {
	steady, mean := aggregates(s, ref)
	rules, _ := s.card.Rules(ref)
	beside := rules.Aggregator.Name == "veto" || strings.Contains(rules.Aggregator.Name, "/") // it sees weights of 0
	var total big.Rat
	parts := s.Result.Parts(ref)
	for _, p := range parts {
		total.Add(&total, exact.Rat(p.Weight))
	}
	for _, child := range s.card.Children(ref) {
		w := t.ways[child.Ref]
		if w == nil {
			w = &way{mean: true, steady: true}
			t.ways[child.Ref] = w
			if child.Ref.Kind == bsc.KindKPI {
				t.kpis = append(t.kpis, child.Ref)
			}
		}
		switch {
		case !own.counts:
			w.blocker = own.blocker
		case s.Result.IsJudged(child.Ref):
			w.blocker = words.New("seek_judged_above", "node", child.Ref)
		case child.Weight.Sign() == 0 && !beside:
			w.blocker = words.New("seek_weight_zero", "node", child.Ref)
		default:
			w.counts = true
			w.mean, w.steady = w.mean && own.mean && mean, w.steady && own.steady && steady
		}
		if i := slices.IndexFunc(parts, func(p bsc.Part) bool { return p.Ref == child.Ref }); i >= 0 && total.Sign() > 0 {
			share := exact.Rat(parts[i].Weight)
			share.Quo(share, &total)
			w.share.Add(&w.share, share.Mul(share, &own.share))
		}
	}
}

// aggregates says whether a node's score never falls as a child's rises, and whether it is their mean.
func aggregates(s *sought, ref bsc.Ref) (steady, mean bool) {
	rules, _ := s.card.Rules(ref)
	steady = isSteady(rules.Aggregator, s.card.Scale().Min.Sign() < 0)
	if name := rules.Aggregator.Name; name != "weighted_mean" && name != "weighted_sum" {
		return steady, false
	}
	score, _ := s.Result.ScoreOf(ref).Decimal()
	parts := s.Result.Parts(ref)
	if len(parts) == 0 {
		return steady, false
	}
	var sum, total big.Rat
	for _, p := range parts {
		weight := exact.Rat(p.Weight)
		total.Add(&total, weight)
		sum.Add(&sum, weight.Mul(weight, exact.Rat(p.Score)))
	}
	sum.Quo(&sum, &total)
	exactly := exact.Div(sum.Num().Mul(sum.Num(), exact.Pow10(exact.Places)), sum.Denom(), exact.HalfAway)
	return steady, exactly.Cmp(quanta(score, exact.HalfAway)) == 0
}

// isSteady reports whether an aggregator is known never to give less for more. Some refuse scores below 0.
func isSteady(p bsc.Policy, negative bool) bool {
	switch p.Name {
	case "weighted_mean", "weighted_sum", "min", "max", "median":
		return true
	case "geometric", "harmonic", "power":
		return !negative
	case "veto":
		var args bsc.VetoArgs
		if json.Unmarshal(p.Args, &args) != nil {
			return false
		}
		return args.Of.IsZero() || isSteady(args.Of, negative)
	}
	return false
}

// reach returns all KPIs whose outcome depends on the value of a KPI, itself first.
func (t *tree) reach(kpi bsc.Ref) []bsc.Ref {
	all := []bsc.Ref{kpi}
	for i := 0; i < len(all); i++ {
		for _, of := range t.feeds[all[i]] {
			if !slices.Contains(all, of) {
				all = append(all, of)
			}
		}
	}
	return all
}
