package main

import "math/rand/v2"

const (
	cardKPIs      = 100 // KPIs of a card of a forest
	objectiveKPIs = 10  // KPIs of every objective
)

// A level is all nodes of one kind. The nodes of one parent stand next to each other.
type level struct {
	weight []int64
	parent []int32 // the place of each node's parent in the level above
}

// Data is what all contestants compute: scorecards with four levels, as flat arrays.
// Baselines, targets and actuals are counts of hundredths. Every target is above its
// baseline, by less than 10,000.
type data struct {
	shape                    string
	baseline, target, actual []int64 // of the KPIs
	kpis                     level   // below objectives
	objectives               level   // below perspectives
	perspectives             level   // below cards
	cards                    int
}

// newLevel returns the children of parents, children[p] for parent p, with random weights up to heaviest.
func newLevel(rng *rand.Rand, heaviest int64, children []int) level {
	var l level
	for p, n := range children {
		for range n {
			l.weight = append(l.weight, 1+rng.Int64N(heaviest))
			l.parent = append(l.parent, int32(p))
		}
	}
	return l
}

// repeat returns n copies of l with copied parents. parents is the number of parents of l.
func (l level) repeat(n, parents int) level {
	all := level{weight: make([]int64, 0, n*len(l.weight)), parent: make([]int32, 0, n*len(l.parent))}
	for i := range n {
		all.weight = append(all.weight, l.weight...)
		for _, p := range l.parent {
			all.parent = append(all.parent, int32(i*parents)+p)
		}
	}
	return all
}

// starts returns where the children of each parent start. The last value is where all end.
func (l level) starts(parents int) []int32 {
	s := make([]int32, parents+1)
	for _, p := range l.parent {
		s[p+1]++
	}
	for p := range parents {
		s[p+1] += s[p]
	}
	return s
}

// forest returns cards of 100 KPIs each: 10 below each of 10 objectives, which stand below 4 perspectives.
// All cards have the baselines, targets and weights of one template, but their own actuals. The number of
// KPIs is rounded up to whole cards.
func forest(kpis int) *data {
	rng := rand.New(rand.NewPCG(1, 2))
	n := max(1, (kpis+cardKPIs-1)/cardKPIs)
	d := &data{
		shape:        "forest",
		kpis:         newLevel(rng, 7, same(10, objectiveKPIs)),
		objectives:   newLevel(rng, 4, []int{3, 3, 2, 2}),
		perspectives: newLevel(rng, 3, []int{4}),
		cards:        n,
	}
	d.ranges(rng, cardKPIs)
	d.kpis, d.objectives, d.perspectives = d.kpis.repeat(n, 10), d.objectives.repeat(n, 4), d.perspectives.repeat(n, 1)
	baseline, target := d.baseline, d.target
	d.baseline, d.target = make([]int64, 0, n*cardKPIs), make([]int64, 0, n*cardKPIs)
	for range n {
		d.baseline, d.target = append(d.baseline, baseline...), append(d.target, target...)
	}
	d.measure(rng)
	return d
}

// tree returns one card, with 10 KPIs below each objective and up to 100 objectives below each perspective.
// The number of KPIs is rounded up to whole objectives.
func tree(kpis int) *data {
	rng := rand.New(rand.NewPCG(3, 4))
	objectives := max(1, (kpis+objectiveKPIs-1)/objectiveKPIs)
	under := same((objectives+99)/100, 100)
	under[len(under)-1] = objectives - 100*(len(under)-1)
	d := &data{
		shape:        "tree",
		kpis:         newLevel(rng, 7, same(objectives, objectiveKPIs)),
		objectives:   newLevel(rng, 4, under),
		perspectives: newLevel(rng, 3, []int{len(under)}),
		cards:        1,
	}
	d.ranges(rng, objectives*objectiveKPIs)
	d.measure(rng)
	return d
}

// same returns n times the value v.
func same(n, v int) []int {
	s := make([]int, n)
	for i := range s {
		s[i] = v
	}
	return s
}

// ranges gives n KPIs baselines with cents, and targets that are 1 to 10,000 higher in steps of a tenth.
// Every threshold can therefore be hit exactly.
func (d *data) ranges(rng *rand.Rand, n int) {
	d.baseline, d.target = make([]int64, n), make([]int64, n)
	for i := range n {
		d.baseline[i] = 1 + rng.Int64N(500_000)
		d.target[i] = d.baseline[i] + 10*(10+rng.Int64N(99_990))
	}
}

// measure gives every KPI an actual, from a little below its baseline to a little above its target. One in
// twenty scores exactly 0, 60, 90 or 100.
func (d *data) measure(rng *rand.Rand) {
	d.actual = make([]int64, len(d.baseline))
	for i, baseline := range d.baseline {
		span := d.target[i] - baseline
		if rng.IntN(20) == 0 {
			d.actual[i] = baseline + span*[...]int64{0, 60, 90, 100}[rng.IntN(4)]/100
			continue
		}
		d.actual[i] = baseline - span/10 + rng.Int64N(span+span*3/10)
	}
}

// stands compares the exact score of KPI i with a threshold: negative below it, 0 exactly on it.
func (d *data) stands(i int, threshold int64) int64 {
	return 100*(d.actual[i]-d.baseline[i]) - threshold*(d.target[i]-d.baseline[i])
}
