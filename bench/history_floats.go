package main

// A floatTable is a history as flat arrays of float64.
type floatTable struct {
	readings                              []float64 // by unit, KPI and month
	targets                               []float64 // by year and KPI
	kpis, objectives, perspectives, cards []float64 // by unit, month and node
}

// makeHistoryFloats makes flat arrays of float64.
func makeHistoryFloats(h *history) (job, error) {
	room := func(nodes int) []float64 { return make([]float64, h.units*tableMonths*nodes) }
	t := &floatTable{
		readings: mapped(h.cents, floatCents), targets: mapped(h.yearly, floatCents),
		kpis: room(tableKPIs), objectives: room(tableObjectives), perspectives: room(tablePerspectives), cards: room(1),
	}
	return job{
		run: func() error {
			for u := range h.units {
				t.score(u)
			}
			floatMeans(t.objectives, t.kpis)
			floatMeans(t.perspectives, t.objectives)
			floatMeans(t.cards, t.perspectives)
			return nil
		},
		scores: func() (*results, error) { return floatResults(t.kpis, t.cards), nil },
	}, nil
}

// score scores the KPIs of a unit, month by month.
func (t *floatTable) score(unit int) {
	var sums [tableSums]float64
	readings := t.readings[unit*tableSums*tableMonths:][:tableSums*tableMonths]
	for m := range tableMonths {
		if m%twelve == 0 {
			clear(sums[:])
		}
		scores := t.kpis[(unit*tableMonths+m)*tableKPIs:][:tableKPIs]
		targets := t.targets[m/twelve*tableSums:][:tableSums]
		part := float64(m%twelve+1) / twelve
		for k, target := range targets {
			sums[k] += readings[k*tableMonths+m]
			scores[k] = max(0, min(100, 100*sums[k]/(target*part)))
		}
		for r := range tableRatios {
			num, den := terms(r)
			scores[tableSums+r] = max(0, min(100, 100*sums[num]/sums[den]))
		}
	}
}

// floatMeans sets the scores of parents, which have the same number of children each.
func floatMeans(parents, children []float64) {
	per := len(children) / len(parents)
	for p := range parents {
		var sum float64
		for _, s := range children[p*per : (p+1)*per] {
			sum += s
		}
		parents[p] = sum / float64(per)
	}
}
