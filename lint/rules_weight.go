package lint

import (
	"math/big"
	"strings"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// checkWeights is W01. Weights are relative to those of the siblings; their sum may be anything.
func checkWeights(s *Subject) []Finding {
	var findings []Finding
	for _, parent := range s.Card.Nodes() {
		children, total := s.counted(parent)
		if total.IsZero() {
			continue
		}
		for _, child := range children {
			share := new(big.Rat).Quo(child.Weight.Rat(), total.Rat())
			hundredfold := child.Weight.Mul(decimal.New(100, 0))
			least, most := s.Limits.MinWeight, s.Limits.MaxWeight
			low := hundredfold.LessThan(total.Mul(decimal.New(int64(max(least, 0)), 0)))
			high := most >= 0 && len(children) > 2 && hundredfold.GreaterThan(total.Mul(decimal.New(int64(most), 0)))
			if !low && !high {
				continue
			}
			f := found(s.PathOf(child.Ref), child.Ref, "weight_negligible", "percent", percentOf(share), "node", parent, "least", least).advise(words.New("give_more_weight"))
			limit := least
			if high {
				f = found(s.PathOf(child.Ref), child.Ref, "weight_outweighs", "percent", percentOf(share), "node", parent, "most", most).
					advise(words.New("others_hardly_count"))
				limit = most
			}
			findings = append(findings, f.with("parent", parent).with("weight", child.Weight).with("of", total).with("percent", percentOf(share)).with("limit", limit))
		}
	}
	return findings
}

// counted returns the children of a node that count, and the sum of their weights.
func (s *Subject) counted(parent bsc.Ref) ([]bsc.Child, decimal.Decimal) {
	var children []bsc.Child
	var total decimal.Decimal
	for _, child := range s.Card.Children(parent) {
		if !child.Weight.IsZero() && !s.shown[child.Ref] {
			children = append(children, child)
			total = total.Add(child.Weight)
		}
	}
	return children, total
}

// checkGaming is G01.
func checkGaming(s *Subject) []Finding {
	paid := 0
	var findings []Finding
	for _, k := range s.kpis {
		if !isSet(k.Attributes[s.settings.bonus]) {
			continue
		}
		paid++
		cliff := k.Scored == "steps" || k.Scored == "binary" || k.Scored == "points"
		if !isSet(k.Attributes[s.settings.selfReported]) || !cliff || !s.alone(k) {
			continue
		}
		f := found(k.Path, k.Ref, "pay_hangs_on_kpi", "scorer", k.Scored)
		findings = append(findings, f.with("scorer", k.Scored).advise(words.New("take_cliff_away")))
	}
	if paid == 0 {
		s.NotRun(words.New("needs_attribute", "name", s.settings.bonus))
	}
	return findings
}

// isSet reads a yes-or-no attribute.
func isSet(value string) bool {
	switch strings.ToLower(strings.TrimSpace(value)) {
	case "", "no", "false", "0":
		return false
	}
	return true
}

// alone reports whether one of the objectives that count a KPI counts nothing else.
func (s *Subject) alone(k KPI) bool {
	for _, o := range s.counting[k.Ref] {
		if children, _ := s.counted(o.Ref); len(children) == 1 {
			return true
		}
	}
	return false
}

// checkUnique is B01.
func checkUnique(s *Subject) []Finding {
	if len(s.Others) == 0 {
		s.NotRun(words.New("needs_others"))
		return nil
	}
	common := map[string]bool{}
	for _, other := range s.Others {
		for _, id := range kpiIDs(other) {
			common[id] = true
		}
	}
	unique, own := new(big.Rat), []bsc.Ref{}
	shares := s.shares()
	for _, k := range s.kpis {
		if share, ok := shares[k.Ref]; ok && !common[k.ID] {
			unique.Add(unique, share)
			own = append(own, k.Ref)
		}
	}
	if most := s.Limits.MaxUnique; most >= 0 && unique.Cmp(big.NewRat(int64(most), 100)) > 0 {
		f := found("", s.Card.Ref(), "weight_unique", "percent", percentOf(unique), "n", len(own), "most", most)
		return []Finding{f.with("percent", percentOf(unique)).with("kpis", own).with("limit", most).
			advise(words.New("unique_is_overlooked"))}
	}
	return nil
}

func kpiIDs(def *bsc.Definition) []string {
	var ids []string
	if def == nil {
		return nil
	}
	for _, p := range def.Perspectives {
		for _, o := range p.Objectives {
			for _, k := range o.KPIs {
				ids = append(ids, k.ID)
			}
		}
	}
	return ids
}

// shares returns each KPI's nominal share of the scorecard's total, over all the objectives that count it. A
// node without children that count carries no weight.
func (s *Subject) shares() map[bsc.Ref]*big.Rat {
	shares := map[bsc.Ref]*big.Rat{}
	var share func(of bsc.Ref, part *big.Rat)
	share = func(of bsc.Ref, part *big.Rat) {
		if of.Kind == bsc.KindKPI {
			if shares[of] == nil {
				shares[of] = new(big.Rat)
			}
			shares[of].Add(shares[of], part)
			return
		}
		children, total := s.counted(of)
		for _, child := range children {
			local := new(big.Rat).Quo(child.Weight.Rat(), total.Rat())
			share(child.Ref, local.Mul(local, part))
		}
	}
	share(s.Card.Ref(), big.NewRat(1, 1))
	return shares
}
