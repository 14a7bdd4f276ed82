package main

import "math"

// float converts a weight.
func float(n int64) float64 { return float64(n) }

// floatCents converts a count of hundredths to the nearest float64, as parsing its text does.
func floatCents(n int64) float64 { return float64(n) / 100 }

// floatUnits rounds a score half away from zero to units of 10^-10.
func floatUnits(s float64) int64 { return int64(math.Round(s * 1e10)) }

// floatResults returns the results of unrounded scores.
func floatResults(kpis, cards []float64) *results {
	r := exactResults(kpis, cards, floatUnits)
	r.floats = kpis
	return r
}

// makeFloatTree makes a tree of pointers with float64.
func makeFloatTree(d *data) (job, error) {
	cards := grow(d, float, floatCents)
	return job{
		run: func() error {
			for _, c := range cards {
				scoreFloat(c)
			}
			return nil
		},
		scores: func() (*results, error) {
			return floatResults(collect(cards)), nil
		},
	}, nil
}

// scoreFloat scores a node and everything below it.
func scoreFloat(n *node[float64]) {
	var sum, weights float64
	for _, k := range n.kpis {
		k.score = max(0, min(100, 100*(k.actual-k.baseline)/(k.target-k.baseline)))
		sum += k.weight * k.score
		weights += k.weight
	}
	for _, c := range n.nodes {
		scoreFloat(c)
		sum += c.weight * c.score
		weights += c.weight
	}
	n.score = sum / weights
}

// A floatLevel is a level of float64 arrays.
type floatLevel struct {
	weight, score []float64
	starts        []int32 // where the children of each parent start
}

func newFloatLevel(l level, parents int) floatLevel {
	f := floatLevel{weight: make([]float64, len(l.weight)), score: make([]float64, len(l.weight)), starts: l.starts(parents)}
	for i, w := range l.weight {
		f.weight[i] = float(w)
	}
	return f
}

// means sets the scores of the parents of a level.
func (f *floatLevel) means(parents []float64) {
	for p := range parents {
		start, end := f.starts[p], f.starts[p+1]
		score := f.score[start:end]
		weight := f.weight[start:end][:len(score)]
		var sum, weights float64
		for i, s := range score {
			sum += weight[i] * s
			weights += weight[i]
		}
		parents[p] = sum / weights
	}
}

// makeFloatArrays makes flat arrays of float64: about as fast as plain Go gets on one thread.
func makeFloatArrays(d *data) (job, error) {
	n := len(d.actual)
	baseline, target, actual := make([]float64, n), make([]float64, n), make([]float64, n)
	for i := range n {
		baseline[i], target[i], actual[i] = floatCents(d.baseline[i]), floatCents(d.target[i]), floatCents(d.actual[i])
	}
	kpis := newFloatLevel(d.kpis, len(d.objectives.weight))
	objectives := newFloatLevel(d.objectives, len(d.perspectives.weight))
	perspectives := newFloatLevel(d.perspectives, d.cards)
	cards := make([]float64, d.cards)
	return job{
		run: func() error {
			score := kpis.score
			baseline, target, actual := baseline[:len(score)], target[:len(score)], actual[:len(score)]
			for i := range score { // min and max do not branch: branches would take four times as long
				score[i] = max(0, min(100, 100*(actual[i]-baseline[i])/(target[i]-baseline[i])))
			}
			kpis.means(objectives.score)
			objectives.means(perspectives.score)
			perspectives.means(cards)
			return nil
		},
		scores: func() (*results, error) { return floatResults(kpis.score, cards), nil },
	}, nil
}
