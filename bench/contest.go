package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// A contestant is a way to compute all scores of data of the type D. Of the plain data the rule is this; that of
// scorecards over time is with the type history:
//
// A KPI's score is 100*(actual-baseline)/(target-baseline), at least 0 and at most 100, rounded
// half away from zero to 10 decimal places. The score of an objective is the weighted mean of
// its KPIs' scores, rounded likewise; of a perspective, that of its objectives' scores; of a
// card, that of its perspectives' scores.
type contestant[D any] struct {
	name  string
	exact bool // its digits must be those of every other exact one
	// make gets everything ready: what is not part of one computation. It must not change the data,
	// nor share its arrays, which would count as held by nobody. Its error is an
	// errAbsent where this machine lacks what the contestant needs.
	make func(D) (job, error)
}

// A job is a contestant with data that is ready.
type job struct {
	run    func() error             // one full computation
	scores func() (*results, error) // what the last run computed
	// own is the time that the last run took by the contestant's own clock, where another
	// process computes; nil where this one does.
	own   func() time.Duration
	close func() error // nil: nothing to do
	bytes int64        // held for the data set; 0: measured by heap growth; negative: unknown
}

// Results are scores in units of 10^-10, in the order of the data; none where there is no score.
type results struct {
	kpis, cards []int64
	floats      []float64 // the KPIs' scores before any rounding; nil where they are exact
}

// none stands for a score that there is not.
const none = -1

// errAbsent says that something is not installed here.
var errAbsent = errors.New("not here")

// all returns the contestants. The first one is what all are compared with.
func all() []contestant[*data] {
	return slices.Concat([]contestant[*data]{
		{name: "naive shopspring loop", exact: true, make: makeShopspring},
		{name: "udecimal loop", exact: true, make: makeUdecimal},
		{name: "float64 tree", make: makeFloatTree},
		{name: "float64 arrays", make: makeFloatArrays},
	}, ours(), databases())
}

// pick returns the contestants whose names start with one of the prefixes, which commas
// separate; all without prefixes.
func pick[D any](list []contestant[D], prefixes string) ([]contestant[D], error) {
	if prefixes == "" {
		return list, nil
	}
	var picked []contestant[D]
	for _, c := range list {
		for prefix := range strings.SplitSeq(prefixes, ",") {
			if strings.HasPrefix(strings.ToLower(c.name), strings.ToLower(strings.TrimSpace(prefix))) {
				picked = append(picked, c)
				break
			}
		}
	}
	if len(picked) == 0 {
		return nil, fmt.Errorf("no contestant's name starts with one of %q", prefixes)
	}
	return picked, nil
}
