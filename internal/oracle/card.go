package oracle

import (
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"maps"
	"os"
	"runtime/debug"
	"slices"
	"strconv"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// A Card is a definition with what it is evaluated on. It is its own source of readings.
type Card struct {
	Definition *bsc.Definition
	Readings   map[bsc.Ref]bsc.Reading
	Targets    bsc.OrgUnitTargets
	Period     period.Period
	Timing     bsc.Timing
	FinalOnly  bool // provisional readings are missing

	Assessments []bsc.Assessment
}

// Reading returns the card's reading of a KPI or a series, in whatever period.
func (c Card) Reading(q bsc.Query) (bsc.Reading, bool) {
	r, ok := c.Readings[q.Ref]
	return r, ok
}

// Input is what the library evaluates the card on.
func (c Card) Input() bsc.Input {
	return bsc.Input{
		Period: c.Period, Readings: c, Targets: c.Targets, Timing: c.Timing, FinalOnly: c.FinalOnly, Assessments: c.Assessments,
	}
}

// Result is the library's result for the card. An error shows the card.
func (c Card) Result() (*bsc.Result, error) {
	card, err := bsc.Compile(c.Definition, &bsc.Options{Registry: Registry()})
	if err != nil {
		return nil, fmt.Errorf("%w of %s", err, c)
	}
	result, err := card.Evaluate(c.Input())
	if err != nil {
		return nil, fmt.Errorf("%w of %s", err, c)
	}
	return result, nil
}

// String shows the card completely, so that a failure can be reproduced.
func (c Card) String() string {
	definition, err := json.Marshal(c.Definition)
	return fmt.Sprint(string(definition), err, c.Readings, c.Targets, c.Timing, c.FinalOnly, c.Assessments)
}

// Clone returns a copy that shares neither definition, readings nor targets with the card.
func (c Card) Clone() Card {
	c.Definition, c.Readings, c.Targets = c.Definition.Clone(), maps.Clone(c.Readings), maps.Clone(c.Targets)
	return c
}

// Objectives yields the objectives of a definition, to be read or changed.
func Objectives(d *bsc.Definition) iter.Seq[*bsc.Objective] {
	return func(yield func(*bsc.Objective) bool) {
		for i := range d.Perspectives {
			for j := range d.Perspectives[i].Objectives {
				if !yield(&d.Perspectives[i].Objectives[j]) {
					return
				}
			}
		}
	}
}

// Siblings yields every parent with the weights of its children, to be read or changed: objectives, then their
// perspective, and the card last.
func Siblings(d *bsc.Definition) iter.Seq2[bsc.Ref, []*bsc.Number] {
	return func(yield func(bsc.Ref, []*bsc.Number) bool) {
		var perspectives []*bsc.Number
		for i := range d.Perspectives {
			p := &d.Perspectives[i]
			perspectives = append(perspectives, &p.Weight)
			var objectives []*bsc.Number
			for j := range p.Objectives {
				o := &p.Objectives[j]
				objectives = append(objectives, &o.Weight)
				if !yield(bsc.ObjectiveRef(o.ID), weightsOf(o)) {
					return
				}
			}
			if !yield(bsc.PerspectiveRef(p.ID), objectives) {
				return
			}
		}
		yield(bsc.Ref{Kind: bsc.KindScorecard, ID: d.ID}, perspectives)
	}
}

// weightsOf are the weights of the KPIs under an objective, its own before those it uses.
func weightsOf(o *bsc.Objective) []*bsc.Number {
	var weights []*bsc.Number
	for i := range o.KPIs {
		weights = append(weights, &o.KPIs[i].Weight)
	}
	for i := range o.Uses {
		weights = append(weights, &o.Uses[i].Weight)
	}
	return weights
}

// The host's aggregators take the score of the first part. One is declared monotone, so that
// its bounds are not the whole scale.
const (
	firstPart         = "test.example/first@1"
	firstPartMonotone = "test.example/first-monotone@1"
)

// Registry has the policies of a host that random cards name.
func Registry() *bsc.Registry {
	first := func(bsc.Args) (bsc.Aggregator, error) {
		return bsc.AggregatorFunc(func(in bsc.AggregateInput) (decimal.Decimal, error) {
			return in.Parts[0].Score, nil
		}), nil
	}
	r := new(bsc.Registry)
	if err := errors.Join(r.Aggregator(firstPart, first), r.MonotoneAggregator(firstPartMonotone, first)); err != nil {
		panic(err)
	}
	return r
}

// UsualCards is how many cards are compared with the reference if BSC_CARDS is not set.
const UsualCards = 3000

// Cards returns how many cards to test instead of the usual number: more or fewer if BSC_CARDS says so, and a third of
// that under the race detector, which makes them slow and has little to find there. It panics if BSC_CARDS is no
// number.
func Cards(usually uint64) uint64 {
	if text := os.Getenv("BSC_CARDS"); text != "" {
		n, err := strconv.ParseUint(text, 10, 64)
		if err != nil {
			panic("BSC_CARDS: " + err.Error())
		}
		return usually * n / UsualCards
	}
	info, _ := debug.ReadBuildInfo()
	if slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"}) {
		return usually / 3
	}
	return usually
}
