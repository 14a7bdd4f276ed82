package main

import "github.com/shopspring/decimal"

// A windowTable is a history as a user of shopspring/decimal would keep it for gaps, or for windows that are
// not years to date. It adds up every window anew.
type windowTable struct {
	rule     *variant
	h        *history
	readings [][][]decimal.Decimal // by unit, KPI and month
	targets  [][][]decimal.Decimal // likewise: twelve times the month's part of the target
	scores   [4][]decimal.NullDecimal
}

// lastYearTwelve is twelve times the factor that turns last year's reading into a target.
var lastYearTwelve = decimal.New(twelve*105, -2)

// loop makes the loop over the windows of a variant.
func (v *variant) loop(h *history) (job, error) {
	t := &windowTable{rule: v, h: h, readings: h.decimals(), targets: make([][][]decimal.Decimal, h.units)}
	for u := range t.targets {
		t.targets[u] = make([][]decimal.Decimal, tableSums)
		for k := range t.targets[u] {
			of := make([]decimal.Decimal, h.months())
			for m := range of {
				if v.lastYear && m >= twelve {
					of[m] = t.readings[u][k][m-twelve].Mul(lastYearTwelve)
				} else {
					of[m] = cents(h.target(u, k, m))
				}
			}
			t.targets[u][k] = of
		}
	}
	for level, nodes := range []int{tableKPIs, tableObjectives, tablePerspectives, 1} {
		t.scores[level] = make([]decimal.NullDecimal, h.units*v.count()*nodes)
	}
	return job{
		run: func() error {
			t.score()
			return nil
		},
		scores: func() (*results, error) { return exactResults(t.scores[0], t.scores[3], nullUnits), nil },
	}, nil
}

// nullUnits returns a score in units of 10^-10.
func nullUnits(s decimal.NullDecimal) int64 {
	if s.Valid {
		return decimalUnits(s.Decimal)
	}
	return none
}

// score scores all units, period by period.
func (t *windowTable) score() {
	kpis := t.scores[0]
	for u := range t.h.units {
		for p := range t.rule.count() {
			last := t.h.before + (p+1)*t.rule.each() - 1
			for k := range tableSums {
				kpis[0] = t.sum(u, k, last)
				kpis = kpis[1:]
			}
			for r := range tableRatios {
				kpis[0] = t.ratio(u, r, last)
				kpis = kpis[1:]
			}
		}
	}
	for level, parents := range t.scores[1:] {
		presentMeans(parents, t.scores[level])
	}
}

// sum scores a KPI that adds up, in the window that ends with a month.
func (t *windowTable) sum(unit, kpi, last int) decimal.NullDecimal {
	var value, target decimal.Decimal
	var seen [notApplicable + 1]int
	for m := t.rule.from(last); m <= last; m++ {
		state := t.h.gap(unit, kpi, m)
		if seen[state]++; state == there {
			value, target = value.Add(t.readings[unit][kpi][m]), target.Add(t.targets[unit][kpi][m])
		}
	}
	return quotient(value.Mul(decimal.NewFromInt(twelve)), target, seen)
}

// ratio scores a ratio, in the window that ends with a month.
func (t *windowTable) ratio(unit, ratio, last int) decimal.NullDecimal {
	var above, below decimal.Decimal
	var seen [notApplicable + 1]int
	num, den := terms(ratio)
	for m := t.rule.from(last); m <= last; m++ {
		state := max(t.h.gap(unit, num, m), t.h.gap(unit, den, m))
		if seen[state]++; state == there {
			above, below = above.Add(t.readings[unit][num][m]), below.Add(t.readings[unit][den][m])
		}
	}
	return quotient(above, below, seen)
}

// quotient scores a value against a target. seen counts the months of each kind of gap.
func quotient(value, target decimal.Decimal, seen [notApplicable + 1]int) decimal.NullDecimal {
	if seen[there] == 0 || seen[there] < seen[missing] {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(within(value.Mul(hundred).DivRound(target, 10)))
}

// presentMeans sets the scores of parents to the means of their children that have a score. All parents have
// the same number of children.
func presentMeans(parents, children []decimal.NullDecimal) {
	per := len(children) / len(parents)
	for p := range parents {
		sum, n := zero, int64(0)
		for _, s := range children[p*per : (p+1)*per] {
			if s.Valid {
				sum, n = sum.Add(s.Decimal), n+1
			}
		}
		if parents[p] = (decimal.NullDecimal{}); n > 0 {
			parents[p] = decimal.NewNullDecimal(sum.DivRound(decimal.NewFromInt(n), 10))
		}
	}
}
