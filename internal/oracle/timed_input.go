package oracle

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
)

// Input is what the library evaluates for an org unit. The error is the library's, if it refuses a fact.
func (c *TimedCard) Input(unit string) (bsc.Input, error) {
	in := bsc.Input{Period: c.Period, AsOf: c.AsOf, OrgUnit: unit, Readings: c.Actuals, FinalOnly: c.FinalOnly}
	for _, u := range c.Units {
		if u.ID == unit {
			in.Since, in.Until = u.Since, u.Until
		}
		if len(u.Targets) > 0 {
			in.Targets = timedTargets{c}
		}
	}
	if c.Actuals != nil {
		return in, nil
	}
	readings := new(bsc.Readings)
	err := readings.Add(c.Facts...)
	if in.Readings = readings; len(c.Broken) > 0 {
		in.Readings = brokenSource{readings, c.Broken}
	}
	return in, err
}

// Result is the library's result for the first org unit. An error shows the card.
func (c *TimedCard) Result() (*bsc.Result, error) {
	card, err := bsc.Compile(c.Definition(), nil)
	if err != nil {
		return nil, fmt.Errorf("%w of %s", err, c)
	}
	in, err := c.Input(c.Units[0].ID)
	if err != nil {
		return nil, fmt.Errorf("%w of %s", err, c)
	}
	result, err := card.Evaluate(in)
	if err != nil {
		return nil, fmt.Errorf("%w of %s", err, c)
	}
	return result, nil
}

// Organisation is the card's org units for a Cascade.
func (c *TimedCard) Organisation() []cascade.OrgUnit {
	var units []cascade.OrgUnit
	for _, u := range c.Units {
		units = append(units, cascade.OrgUnit{
			ID: u.ID, Parent: u.Parent, Since: u.Since, Until: u.Until, Definition: u.Definition,
			Contributes: u.Contributes,
		})
	}
	return units
}

// Definition is that of the first org unit.
func (c *TimedCard) Definition() *bsc.Definition { return c.Units[0].Definition }

// Copy is the card with its own definitions and facts.
func (c *TimedCard) Copy() *TimedCard {
	other := *c
	other.Units, other.Facts = slices.Clone(c.Units), slices.Clone(c.Facts)
	for i := range other.Units {
		other.Units[i].Definition = c.Units[i].Definition.Clone()
	}
	return &other
}

// brokenSource panics for some readings.
type brokenSource struct {
	bsc.Source
	broken map[TimedPlace]bool
}

func (b brokenSource) Reading(q bsc.Query) (bsc.Reading, bool) {
	if b.broken[TimedPlace{q.OrgUnit, q.Ref, q.Period}] {
		panic("no connection")
	}
	return b.Source.Reading(q)
}

// timedTargets gives org units their own targets by exact period, or the one for every period.
type timedTargets struct{ card *TimedCard }

func (t timedTargets) Target(q bsc.Query) (bsc.Target, bool) {
	var found bsc.Target
	best := 0
	for _, u := range t.card.Units {
		for _, own := range u.Targets[q.Ref.ID] {
			rank := 0
			switch {
			case u.ID != q.OrgUnit || q.Ref.Kind != bsc.KindKPI || !t.card.recorded(own.RecordedAt):
			case own.Period == q.Period:
				rank = 2
			case own.Period.IsZero():
				rank = 1
			}
			if rank > best || rank == best && rank > 0 && own.RecordedAt.After(found.RecordedAt) {
				found, best = own, rank
			}
		}
	}
	return found, best > 0
}

// String shows the card completely, so that a failure can be reproduced.
func (c *TimedCard) String() string {
	text := fmt.Sprint(c.Period, " as of ", c.AsOf.Format(time.RFC3339), " actuals ", c.Actuals, " final only ", c.FinalOnly)
	for _, u := range c.Units {
		definition, err := json.Marshal(u.Definition)
		own, err2 := json.Marshal(u.Targets)
		text += fmt.Sprintf("\nunit %q of %q %s to %s: %s %v", u.ID, u.Parent, u.Since, u.Until, definition, err)
		text += fmt.Sprintf("\n own targets %s %v\n gives %v", own, err2, u.Contributes)
	}
	var of bsc.Ref
	unit := "-"
	for _, f := range c.Facts {
		if f.Ref != of || f.OrgUnit != unit {
			text += fmt.Sprintf("\n%s %s: ", f.OrgUnit, f.Ref)
			of, unit = f.Ref, f.OrgUnit
		}
		text += fmt.Sprint(f.Period, " ", f.Value, f.Label, " ", f.State, " ", f.RecordedAt.Format(time.RFC3339), "; ")
	}
	return text + fmt.Sprint("\nbroken: ", c.Broken)
}
