package weights

import (
	"math/big"
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// A Judgement says that A matters Times as much as B: 1 equally, 3 moderately more, 5 strongly, 7 very
// strongly, 9 extremely (Saaty 1977), and anything between. If B matters more, either give a Times below 1 or
// swap A and B. Swapping is exact even for 1/3.
type Judgement struct {
	A     string     `json:"a"`
	B     string     `json:"b"`
	Times bsc.Number `json:"times,omitempty"` // 1/9 to 9
}

// A Judge is an expert with judgements of his own.
type Judge struct {
	Name       string      `json:"name"` // unique among the judges
	Judgements []Judgement `json:"judgements"`
}

// maxCompared is the most items that can be compared in pairs: the random index is known up to here.
const maxCompared = 10

// AHP returns weights from judgements of every pair of 2 to 10 items. Each pair is judged once, in any order
// and either way round. The weights are the principal eigenvector of the matrix of judgements (Saaty 1977).
//
// The Ratio is CR = CI/RI with CI = (λ - n)/(n - 1). RI is the mean CI of matrices with random judgements,
// from a simulation of 200,000 of each size, which agrees with Alonso and Lamata (2006). The Limit is 0.05
// for three items and 0.08 for four (Saaty 1994), because a random matrix of three passes 0.10 in one case of
// five. From five items on it is 0.10. Two items cannot contradict each other: their CR is 0.
//
// The Worst judgement is the one furthest, as a factor, from the quotient of the weights. With three items
// all are equally far off, and Worst is the first.
func AHP(items []string, judgements []Judgement) (Weights, error) {
	m, list, p := newMatrix(items, judgements)
	if p != nil {
		return Weights{}, p
	}
	vector := m.eigenvector()
	lambda := m.eigenvalue(vector)
	n := len(items)
	index := part(new(big.Int).Sub(lambda, whole(n)), n-1)
	c := Consistency{
		Method: MethodAHP,
		Lambda: decimal.NewNullDecimal(rounded(lambda)), Index: decimal.NewNullDecimal(rounded(index)),
		Worst: m.worst(items, list, vector),
	}
	random, limit := randomIndex(n)
	ratio := new(big.Int)
	if random.Sign() > 0 {
		ratio = over(index, fixed(random))
	}
	c.judge(rounded(ratio), decimal.NewNullDecimal(limit))
	return Weights{Items: weigh(items, cleanAll(vector)), Consistency: c}, nil
}

// randomIndex returns RI for n items, 0 if there is none, and the limit of CR.
func randomIndex(n int) (index, limit decimal.Decimal) {
	ri := [maxCompared + 1]int64{3: 5254, 8828, 11092, 12493, 13415, 14034, 14510, 14861}
	limits := [maxCompared + 1]int64{2: 5, 5, 8, 10, 10, 10, 10, 10, 10}
	return decimal.New(ri[n], -4), decimal.New(limits[n], -2)
}

// AHPGeometric is AHP by the geometric means of the matrix's rows, which minimise the squared logarithmic
// errors (Crawford and Williams 1985). For two and three items, the weights are those of AHP.
//
// The Ratio is GCI = 2/((n-1)(n-2)) · Σ ln²(a_ij·w_j/w_i) over the pairs i < j, and the
// Limit 0.31 for three items, 0.35 for four and 0.37 from five on, which match a CR of
// 0.10 (Aguarón and Moreno-Jiménez 2003). Lambda and Index are not valid.
func AHPGeometric(items []string, judgements []Judgement) (Weights, error) {
	m, list, p := newMatrix(items, judgements)
	if p != nil {
		return Weights{}, p
	}
	vector := make([]*big.Int, len(m))
	for i, row := range m {
		vector[i] = geometricMean(row...)
	}
	c := Consistency{Method: MethodAHPGeometric, Worst: m.worst(items, list, vector)}
	limit := decimal.New(int64([]int{31, 31, 31, 31, 35, 37}[min(len(items), 5)]), -2)
	c.judge(rounded(m.geometricIndex(vector)), decimal.NewNullDecimal(limit))
	return Weights{Items: weigh(items, cleanAll(vector)), Consistency: c}, nil
}

// Group merges the judgements of several judges for AHP or AHPGeometric. For each pair it returns the
// geometric mean of what they judge: the only mean that does not depend on which way round a pair is judged
// (Aczél and Saaty 1983). Every judge must judge every pair. In each result, A is the item that matters more,
// and Times has 18 decimal places.
//
// A consistent group need not agree, and its members need not be consistent: contradictions cancel out. To
// see them, give AHP the judgements of each judge.
func Group(items []string, judges []Judge) ([]Judgement, error) {
	if len(judges) == 0 {
		return nil, fault(bsc.ErrValue, words.New("one_judge_or_more"), "no_judges")
	}
	matrices := make([]matrix, len(judges))
	named := map[string]bool{}
	for i, j := range judges {
		if named[j.Name] {
			return nil, fault(bsc.ErrValue, words.Phrase{}, "judge_stands_twice", "name", j.Name)
		}
		named[j.Name] = true
		var p *bsc.Problem
		if matrices[i], _, p = newMatrix(items, j.Judgements); p != nil {
			p.Detail = words.New("judgements_of", "name", j.Name, "says", p.Detail)
			return nil, p
		}
	}
	var group []Judgement
	for i, a := range items {
		for j := i + 1; j < len(items); j++ {
			group = append(group, groupJudgement(a, items[j], i, j, matrices))
		}
	}
	return group, nil
}

func groupJudgement(a, b string, i, j int, matrices []matrix) Judgement {
	const judged = 18 // decimal places, as documented
	values := make([]*big.Int, len(matrices))
	for k, m := range matrices {
		values[k] = m[i][j]
	}
	mean := clean(geometricMean(values...))
	if mean.Cmp(unit()) < 0 {
		a, b, mean = b, a, over(unit(), mean)
	}
	units := exact.Div(mean, exact.Pow10(places-judged), exact.HalfAway)
	return Judgement{A: a, B: b, Times: bsc.NumberOf(decimal.NewFromBigInt(units, -judged))}
}

// checkCompared refuses items that cannot be compared in pairs.
func checkCompared(items []string) *bsc.Problem {
	if p := checkIDs(items); p != nil {
		return p
	}
	if len(items) > maxCompared {
		return fault(bsc.ErrValue, words.New("comparable_items"), "too_many_items", "n", len(items))
	}
	return nil
}

// read returns a judgement of these items.
func (j Judgement) read(items []string) (judged, *bsc.Problem) {
	a, b := slices.Index(items, j.A), slices.Index(items, j.B)
	switch {
	case a < 0:
		return judged{}, fault(bsc.ErrValue, words.New("items_given"), "judged_not_among_items", "id", j.A)
	case b < 0:
		return judged{}, fault(bsc.ErrValue, words.New("items_given"), "judged_not_among_items", "id", j.B)
	case a == b:
		return judged{}, fault(bsc.ErrValue, words.Phrase{}, "judged_against_itself", "id", j.A)
	}
	times, p := number(j.Times, "a_over_b", "a", j.A, "b", j.B)
	if p != nil {
		return judged{}, p
	}
	one, nine := decimal.New(1, 0), decimal.New(9, 0)
	if times.Cmp(nine) > 0 || times.Mul(nine).Cmp(one) < 0 {
		p = fault(bsc.ErrValue, words.New("times_range"), "a_over_b_is", "a", j.A, "b", j.B, "times", times)
		if times.Sign() > 0 && times.Cmp(one) < 0 {
			p.Hint = words.New("change_places")
		}
		return judged{}, p
	}
	return judged{a, b, times}, nil
}
