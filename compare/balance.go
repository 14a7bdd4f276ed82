package compare

import (
	"math/big"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/shopspring/decimal"
)

// A WeightBalance shows how evenly a scorecard's design spreads its weight; readings play no part in it. Shares are
// nominal: what each node would weigh if every KPI had a score. A node that never counts, because of weight 0, the
// scorer none, or no KPI below it, has a share of 0, and its siblings carry its weight. Aggregators other than weighted
// give weights another meaning; shares are then those of the weights alone. All numbers have at most 10 decimal places.
// It is plain data.
type WeightBalance struct {
	Perspectives []PerspectiveShare `json:"perspectives"` // in definition order; the shares sum to 1, unless nothing counts

	// Evenness is H/ln K (Pielou 1966), with the entropy H = -Σ p·ln p of the K perspectives' shares: 1 if all shares
	// are equal, 0 if one perspective has everything. It is not valid if there are fewer than two perspectives, or
	// nothing counts.
	Evenness decimal.NullDecimal `json:"evenness"`

	// Effective is e^H (Hill 1973): the number of perspectives of equal weight that would be as diverse, 1 to K; 0 if
	// nothing counts.
	Effective decimal.Decimal `json:"effective"`

	Lead       decimal.Decimal `json:"lead"` // the shares of KPIs by Timing; they sum to 1, unless nothing counts
	Lag        decimal.Decimal `json:"lag"`
	Undeclared decimal.Decimal `json:"undeclared"`
}

// A PerspectiveShare is a perspective's share of the scorecard's weight.
type PerspectiveShare struct {
	Ref   bsc.Ref         `json:"ref"`
	Name  string          `json:"name,omitempty"`
	Share decimal.Decimal `json:"share"` // 0 to 1
}

// WeightBalanceOf returns how the scorecard's design spreads weight over perspectives, and over lead and lag KPIs. For
// how its scores are spread, see [ScoreBalanceOf].
func WeightBalanceOf(card *bsc.Scorecard) WeightBalance {
	var b WeightBalance
	d := designOf(card)
	if len(d.nodes) == 0 {
		return b
	}
	var terms []decimal.Decimal
	var total decimal.Decimal
	for _, ch := range d.nodes[0].children {
		var weight decimal.Decimal
		if d.nodes[ch.node].counts {
			weight = ch.weight
		}
		terms, total = append(terms, weight), total.Add(weight)
		ref := d.nodes[ch.node].ref
		b.Perspectives = append(b.Perspectives, PerspectiveShare{Ref: ref, Name: card.NameOf(ref)})
	}
	if total.IsZero() {
		return b
	}
	for i, units := range exact.Shares(terms, total) {
		b.Perspectives[i].Share = fromUnits(units)
	}
	effective := effectiveNumber(terms, total)
	b.Effective = fromUnits(exact.Div(effective, exact.Pow10(balancePlaces-exact.Places), exact.HalfAway))
	if k := int64(len(terms)); k > 1 {
		most := new(big.Int).Mul(big.NewInt(k), exact.Pow10(balancePlaces))
		b.Evenness = decimal.NewNullDecimal(evenness(effective, most))
	}
	b.Lead, b.Lag, b.Undeclared = d.timingShares()
	return b
}

// fromUnits returns units of 10^-10 as a decimal.
func fromUnits(units *big.Int) decimal.Decimal {
	return decimal.NewFromBigInt(units, -exact.Places).Normalize()
}

// A design is a scorecard reduced to what weights need.
type design struct{ nodes []node } // in definition order: the scorecard first, parents before what is below them

type node struct {
	ref      bsc.Ref
	children []child
	timing   bsc.Timing // of KPIs
	counts   bool       // it can count for its parent, apart from its own weight there
}

type child struct {
	node   int
	weight decimal.Decimal
}

// designOf reads a scorecard, and finds the nodes that can ever count.
func designOf(card *bsc.Scorecard) *design {
	d := new(design)
	if card == nil {
		return d
	}
	at := map[bsc.Ref]int{}
	for i, ref := range card.Nodes() {
		at[ref] = i
		d.nodes = append(d.nodes, node{ref: ref})
	}
	for i := range d.nodes {
		n := &d.nodes[i]
		if n.ref.Kind == bsc.KindKPI {
			rules, _ := card.Rules(n.ref)
			n.timing, n.counts = rules.Timing, !rules.Unscored
			continue
		}
		for _, ch := range card.Children(n.ref) {
			n.children = append(n.children, child{at[ch.Ref], ch.Weight})
		}
	}
	for i := len(d.nodes) - 1; i >= 0; i-- {
		n := &d.nodes[i]
		for _, ch := range n.children {
			n.counts = n.counts || d.nodes[ch.node].counts && ch.weight.Sign() > 0
		}
	}
	return d
}

// timingShares returns the shares of lead and lag KPIs, and of those without a timing.
func (d *design) timingShares() (lead, lag, undeclared decimal.Decimal) {
	sums := make([]decimal.Decimal, 3)
	for i, share := range d.nominal() {
		if d.nodes[i].ref.Kind != bsc.KindKPI {
			continue
		}
		of := 2
		switch d.nodes[i].timing {
		case bsc.TimingLead:
			of = 0
		case bsc.TimingLag:
			of = 1
		}
		sums[of] = sums[of].Add(decimal.NewFromBigInt(share, -balancePlaces))
	}
	units := exact.Shares(sums, sums[0].Add(sums[1]).Add(sums[2]))
	return fromUnits(units[0]), fromUnits(units[1]), fromUnits(units[2])
}

// nominal returns the share of every node, in units of 10^-balancePlaces: the product of the local shares on the way
// down to it, summed over all ways.
func (d *design) nominal() []*big.Int {
	shares := make([]*big.Int, len(d.nodes))
	for i := range shares {
		shares[i] = new(big.Int)
	}
	shares[0] = exact.Pow10(balancePlaces)
	for at := range d.nodes {
		var total decimal.Decimal
		for _, ch := range d.nodes[at].children {
			if d.nodes[ch.node].counts {
				total = total.Add(ch.weight)
			}
		}
		for _, ch := range d.nodes[at].children {
			if d.nodes[ch.node].counts && ch.weight.Sign() > 0 {
				exponent := min(ch.weight.Exponent(), total.Exponent())
				part := exact.Scaled(ch.weight, exponent)
				part.Mul(part, shares[at])
				shares[ch.node].Add(shares[ch.node], exact.Div(part, exact.Scaled(total, exponent), exact.HalfEven))
			}
		}
	}
	return shares
}

// balancePlaces is the number of decimal places in computing shares, entropies and logarithms.
const balancePlaces = 60

// effectiveNumber returns e^H of the shares w/total, in units of 10^-balancePlaces. As H
// is -Σ p·ln p, it is the reciprocal of the geometric mean of the shares, weighted by themselves.
func effectiveNumber(weights []decimal.Decimal, total decimal.Decimal) *big.Int {
	exponent := total.Exponent()
	for _, w := range weights {
		exponent = min(exponent, w.Exponent())
	}
	var scores, whole []*big.Int
	for _, w := range weights {
		if w.Sign() > 0 { // 0·ln 0 is 0
			n := exact.Scaled(w, exponent)
			whole = append(whole, n)
			scores = append(scores, new(big.Int).Mul(n, exact.Pow10(balancePlaces)))
		}
	}
	sum := exact.Scaled(total, exponent)
	mean := exact.PowerMean(scores, whole, sum, new(big.Int), big.NewInt(1)) // of the weights, in units of 10^-80
	sum.Mul(sum, exact.Pow10(2*balancePlaces+exact.MeanPlaces-exact.Places))
	return exact.Div(sum, mean, exact.HalfEven)
}

// evenness returns ln x / ln k to ten places, for numbers in units of 10^-balancePlaces.
func evenness(x, k *big.Int) decimal.Decimal {
	unit := exact.Pow10(balancePlaces)
	num := exact.Ln(x, unit)
	num.Mul(num, exact.Pow10(exact.Places))
	return fromUnits(exact.Div(num, exact.Ln(k, unit), exact.HalfAway))
}
