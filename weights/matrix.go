package weights

import (
	"math/big"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// A matrix holds judgements: row i says in fixed point how many times item i matters as much as each item. It
// has ones on the diagonal and reciprocals across it.
type matrix [][]*big.Int

// judged is a judgement as places in a matrix.
type judged struct {
	a, b  int
	times decimal.Decimal
}

// newMatrix reads the judgements. There must be one for each pair.
func newMatrix(items []string, judgements []Judgement) (matrix, []judged, *bsc.Problem) {
	if p := checkCompared(items); p != nil {
		return nil, nil, p
	}
	m := make(matrix, len(items))
	for i := range m {
		m[i] = make([]*big.Int, len(items))
		m[i][i] = unit()
	}
	list := make([]judged, len(judgements))
	for i, judgement := range judgements {
		j, p := judgement.read(items)
		if p != nil {
			return nil, nil, p
		}
		if m[j.a][j.b] != nil {
			return nil, nil, fault(bsc.ErrValue, words.New("one_judgement_each_pair"), "judged_twice", "a", judgement.A, "b", judgement.B)
		}
		m[j.a][j.b] = fixed(j.times)
		m[j.b][j.a] = over(unit(), m[j.a][j.b])
		list[i] = j
	}
	for i, row := range m {
		for j, entry := range row {
			if entry == nil {
				return nil, nil, fault(bsc.ErrValue, words.New("one_judgement_each_pair"), "not_judged", "a", items[i], "b", items[j])
			}
		}
	}
	return m, list, nil
}

// eigenvector returns the principal eigenvector, with the sum 1.
//
// It is the power iteration m^k·1 for k = 2^13, by squaring the matrix 13 times. All entries lie between 1/9
// and 9, so one step brings any two vectors closer, in Hilbert's metric, by the factor tanh(ln 9) = 80/82 or
// better (Birkhoff 1957): 2^13 steps by 10^-87. No test for convergence is needed. All numbers are positive,
// so squaring only doubles their relative errors: 4 digits of the 60 are lost.
func (m matrix) eigenvector() []*big.Int {
	const squarings = 13
	for range squarings {
		m = m.square()
	}
	vector, total := make([]*big.Int, len(m)), new(big.Int)
	for i, row := range m {
		vector[i] = sum(row)
		total.Add(total, vector[i])
	}
	for i, v := range vector {
		vector[i] = over(v, total)
	}
	return vector
}

// square returns m·m, scaled so that its entries have the mean 1.
func (m matrix) square() matrix {
	squared, total := make(matrix, len(m)), new(big.Int)
	for i := range m {
		squared[i] = make([]*big.Int, len(m))
		for j := range m {
			entry := new(big.Int)
			for k := range m {
				entry.Add(entry, new(big.Int).Mul(m[i][k], m[k][j]))
			}
			squared[i][j] = entry
			total.Add(total, entry)
		}
	}
	mean := part(total, len(m)*len(m))
	for _, row := range squared {
		for j, entry := range row {
			row[j] = over(entry, mean)
		}
	}
	return squared
}

// eigenvalue returns the λ of m·v = λ·v, for a vector with the sum 1: the sum of m·v.
func (m matrix) eigenvalue(vector []*big.Int) *big.Int {
	lambda := new(big.Int)
	for _, row := range m {
		for j, entry := range row {
			lambda.Add(lambda, times(entry, vector[j]))
		}
	}
	return lambda
}

// geometricIndex returns 2/((n-1)(n-2)) · Σ ln²(a_ij·v_j/v_i); 0 for two items.
func (m matrix) geometricIndex(vector []*big.Int) *big.Int {
	index := new(big.Int)
	n := len(m)
	if n < 3 {
		return index
	}
	for i := range m {
		for j := i + 1; j < n; j++ {
			l := ln(m.misfit(i, j, vector))
			index.Add(index, times(l, l))
		}
	}
	return part(index.Lsh(index, 1), (n-1)*(n-2))
}

// misfit returns a_ij·v_j/v_i: 1 if the judgement follows from the weights.
func (m matrix) misfit(i, j int, vector []*big.Int) *big.Int {
	return over(times(m[i][j], vector[j]), vector[i])
}

// worst returns the judgement furthest from the weights, the first of equals; nil if all fit to 10 places.
func (m matrix) worst(items []string, list []judged, vector []*big.Int) *Misfit {
	var worst *Misfit
	most := decimal.New(1, 0)
	for _, j := range list {
		off := m.misfit(j.a, j.b, vector)
		if off.Cmp(unit()) < 0 {
			off = over(unit(), off)
		}
		if factor := rounded(off); factor.Cmp(most) > 0 {
			most = factor
			worst = &Misfit{A: items[j.a], B: items[j.b], Times: j.times, Fits: rounded(over(vector[j.a], vector[j.b]))}
		}
	}
	return worst
}

func sum(values []*big.Int) *big.Int {
	total := new(big.Int)
	for _, v := range values {
		total.Add(total, v)
	}
	return total
}

// whole returns n in fixed point.
func whole(n int) *big.Int { return new(big.Int).Mul(big.NewInt(int64(n)), unit()) }
