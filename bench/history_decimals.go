package main

import (
	"slices"

	"github.com/shopspring/decimal"
)

// A decimalTable is a history as a user of shopspring/decimal would keep it, with the scores by unit, month
// and node.
type decimalTable struct {
	readings                              [][][]decimal.Decimal // by unit, KPI and month
	targets                               [][]decimal.Decimal   // by year and KPI
	kpis, objectives, perspectives, cards []decimal.Decimal
}

// cents returns a count of hundredths as a decimal.
func cents(n int64) decimal.Decimal { return decimal.New(n, -2) }

// decimals returns the readings of a history, by unit, KPI and month.
func (h *history) decimals() [][][]decimal.Decimal {
	all := make([][][]decimal.Decimal, h.units)
	for u := range all {
		all[u] = make([][]decimal.Decimal, tableSums)
		for k := range all[u] {
			all[u][k] = mapped(h.series(u, k), cents)
		}
	}
	return all
}

// makeDecimals makes the loop that a user of shopspring/decimal would write.
func makeDecimals(h *history) (job, error) {
	room := func(nodes int) []decimal.Decimal { return make([]decimal.Decimal, h.units*tableMonths*nodes) }
	t := &decimalTable{
		readings: h.decimals(),
		kpis:     room(tableKPIs), objectives: room(tableObjectives), perspectives: room(tablePerspectives), cards: room(1),
	}
	for year := range slices.Chunk(h.yearly, tableSums) {
		t.targets = append(t.targets, mapped(year, cents))
	}
	return job{
		run: func() error {
			t.score()
			return nil
		},
		scores: func() (*results, error) { return exactResults(t.kpis, t.cards, decimalUnits), nil },
	}, nil
}

// score scores all units, month by month. It continues the sums since January from one month to the next.
func (t *decimalTable) score() {
	var sums [tableSums]decimal.Decimal
	for u, readings := range t.readings {
		for m := range tableMonths {
			if m%twelve == 0 {
				clear(sums[:])
			}
			for k := range sums {
				sums[k] = sums[k].Add(readings[k][m])
			}
			at := u*tableMonths + m
			scoreTable(t.kpis[at*tableKPIs:][:tableKPIs], sums[:], t.targets[m/twelve], m%twelve+1)
		}
	}
	decimalMeans(t.objectives, t.kpis)
	decimalMeans(t.perspectives, t.objectives)
	decimalMeans(t.cards, t.perspectives)
}

// scoreTable scores the KPIs of a unit, whose sums are of so many months.
func scoreTable(scores, sums, targets []decimal.Decimal, months int) {
	percent, part := decimal.NewFromInt(100*twelve), decimal.NewFromInt(int64(months))
	for k, sum := range sums {
		scores[k] = within(sum.Mul(percent).DivRound(targets[k].Mul(part), 10))
	}
	for r := range tableRatios {
		num, den := terms(r)
		scores[tableSums+r] = within(sums[num].Mul(hundred).DivRound(sums[den], 10))
	}
}

// within clamps a score to 0 and 100.
func within(score decimal.Decimal) decimal.Decimal {
	return decimal.Max(zero, decimal.Min(hundred, score))
}

// decimalMeans sets the scores of parents, which have the same number of children each.
func decimalMeans(parents, children []decimal.Decimal) {
	per := len(children) / len(parents)
	n := decimal.NewFromInt(int64(per))
	for p := range parents {
		sum := zero
		for _, s := range children[p*per : (p+1)*per] {
			sum = sum.Add(s)
		}
		parents[p] = sum.DivRound(n, 10)
	}
}
