package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// A contestant is a way to compute all scores of data of the type D. This is the rule for plain data; the
// type history has the rule for scorecards over time:
//
// A KPI's score is 100*(actual-baseline)/(target-baseline), at least 0 and at most 100, rounded half away
// from zero to 10 decimal places. The score of an objective is the weighted mean of its KPIs' scores, rounded
// in the same way. The score of a perspective is that of its objectives' scores, and the score of a card that
// of its perspectives' scores.
type contestant[D any] struct {
	name  string
	exact bool // its digits must be those of every other exact one
	// make prepares everything outside one computation. It must not change the data, nor share its arrays:
	// they would count as held by nobody. It returns an errAbsent if this machine lacks what the contestant
	// needs.
	make func(D) (job, error)
}

// A job is a contestant with prepared data.
type job struct {
	run    func() error             // one full computation
	scores func() (*results, error) // what the last run computed
	// own is the time that the last run took by the contestant's own clock, if another process computes; else
	// nil.
	own   func() time.Duration
	close func() error // nil: nothing to do
	bytes int64        // held for the data set; 0: measured by heap growth; negative: unknown
}

// Results are scores in units of 10^-10, in the order of the data; none if there is no score.
type results struct {
	kpis, cards []int64
	floats      []float64 // the KPIs' scores before any rounding; nil if they are exact
}

// none stands for a missing score.
const none = -1

// errAbsent says that something is not installed here.
var errAbsent = errors.New("not here")

// all returns the contestants. All others are compared with the first.
func all() []contestant[*data] {
	return slices.Concat([]contestant[*data]{
		{name: "naive shopspring loop", exact: true, make: makeShopspring},
		{name: "udecimal loop", exact: true, make: makeUdecimal},
		{name: "float64 tree", make: makeFloatTree},
		{name: "float64 arrays", make: makeFloatArrays},
	}, ours(), databases())
}

// pick returns the contestants whose names start with one of the comma-separated prefixes; all if there are
// none.
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
