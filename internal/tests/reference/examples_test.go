package reference_test

import (
	"slices"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/history"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestExamples_time holds the library to the worked examples of the design's page on time, at every door where each
// applies.
func TestExamples_time(t *testing.T) {
	examples := append(oracle.TimeExamples(), oracle.OpenTimeExamples()...)
	for _, d := range []struct {
		name  string
		least int // so many of the examples apply there
		open  door
	}{
		{"Evaluate", 150, evaluated},
		{"Evaluate from a host's source", 145, fromSource},
		{"Evaluate from Actuals", 20, fromActuals},
		{"Board of all readings", 150, onBoard},
		{"Board set one by one", 150, onBoardOneByOne},
		{"EvaluateOrgUnits", 150, asUnits},
		{"Trend", 145, inTrend},
		{"Timeline", 150, onTimeline},
		{"Trend of a Timeline", 145, inTrendOfTimeline},
		{"Cascade", 160, inCascade},
		{"Cascade from a host's source", 160, inCascadeFromSource},
	} {
		t.Run(d.name, func(t *testing.T) {
			applied := 0
			for _, e := range examples {
				results := d.open(t, e.Card, e.Unit)
				if len(results) == 0 {
					continue
				}
				applied++
				t.Run(e.Name, func(t *testing.T) {
					for _, r := range results {
						o, there := r.Of(bsc.KPIRef(e.KPI))
						require.True(t, there)
						assert.Empty(t, e.Want.Misses(oracle.ShownOutcome(o)), "%s %v\n%s", o.Reason, o.Err, e.Card)
					}
				})
			}
			assert.GreaterOrEqual(t, applied, d.least)
		})
	}
}

// A door is a way to have a unit of a card evaluated; there are no results where the card is of another kind.
type door func(t *testing.T, c *oracle.TimedCard, unit string) []*bsc.Result

func evaluated(t *testing.T, c *oracle.TimedCard, _ string) []*bsc.Result {
	card, in, ok := alone(t, c)
	if !ok {
		return nil
	}
	return evaluate(t, card, in)
}

func evaluate(t *testing.T, card *bsc.Scorecard, in bsc.Input) []*bsc.Result {
	t.Helper()
	result, err := card.Evaluate(in)
	require.NoError(t, err)
	return []*bsc.Result{result}
}

// alone is a card of one unit; it is false for one of an organisation.
func alone(t *testing.T, c *oracle.TimedCard) (*bsc.Scorecard, bsc.Input, bool) {
	t.Helper()
	if len(c.Units) > 1 {
		return nil, bsc.Input{}, false
	}
	in, err := c.Input(c.Units[0].ID)
	require.NoError(t, err)
	card, err := bsc.Compile(c.Definition(), nil)
	require.NoError(t, err)
	return card, in, true
}

// hostSource is what a host may write: it looks for the latest fact that was known.
type hostSource struct{ facts []bsc.Fact }

func (h hostSource) Reading(q bsc.Query) (found bsc.Reading, ok bool) {
	for _, f := range h.facts {
		known := q.AsOf.IsZero() || !f.RecordedAt.After(q.AsOf)
		asked := f.OrgUnit == q.OrgUnit && f.Ref == q.Ref && f.Period == q.Period
		if known && asked && (!ok || f.RecordedAt.After(found.RecordedAt)) {
			found, ok = f.Reading, true
		}
	}
	return found, ok
}

func fromSource(t *testing.T, c *oracle.TimedCard, _ string) []*bsc.Result {
	card, in, ok := alone(t, c)
	if !ok || c.Actuals != nil {
		return nil
	}
	in.Readings = hostSource{c.Facts}
	return evaluate(t, card, in)
}

// fromActuals gives readings of the period that is evaluated as Actuals, where that says the same: where they are
// final, there are no others, and no measure rolls anything up.
func fromActuals(t *testing.T, c *oracle.TimedCard, _ string) []*bsc.Result {
	card, in, ok := alone(t, c)
	if !ok {
		return nil
	}
	if c.Actuals != nil {
		return evaluate(t, card, in)
	}
	asked := func(f period.Frequency) bool { return f == "" || f == c.Period.Frequency() }
	for k := range c.Definition().KPIs() {
		compared := slices.ContainsFunc(k.Targets, func(target bsc.Target) bool { return target.Against != "" })
		if k.Basis != "" || !asked(k.Frequency) || k.Calculator.Name == "change" || compared {
			return nil
		}
	}
	for _, s := range c.Definition().Series {
		if !asked(s.Frequency) {
			return nil
		}
	}
	actuals := bsc.Actuals{}
	for _, f := range c.Facts {
		if f.Period != c.Period || f.State != bsc.StateFinal {
			return nil
		}
		actuals[f.Ref.String()] = f.Value
	}
	in.Readings = actuals
	return evaluate(t, card, in)
}

func onBoard(t *testing.T, c *oracle.TimedCard, _ string) []*bsc.Result {
	card, in, ok := alone(t, c)
	if !ok {
		return nil
	}
	board, err := card.Board(in)
	require.NoError(t, err)
	return []*bsc.Result{board.Result()}
}

// onBoardOneByOne begins with no reading and sets them, the latest first.
func onBoardOneByOne(t *testing.T, c *oracle.TimedCard, _ string) []*bsc.Result {
	card, in, ok := alone(t, c)
	if !ok {
		return nil
	}
	facts := slices.Clone(c.Facts)
	if in.Readings = new(bsc.Readings); c.Actuals != nil {
		in.Readings = bsc.Actuals{}
		for id, value := range c.Actuals {
			ref := bsc.KPIRef(id)
			if _, isKPI := card.KPI(id); !isKPI {
				ref = bsc.SeriesRef(id)
			}
			facts = append(facts, bsc.Fact{Ref: ref, Reading: bsc.Reading{Value: value}})
		}
	}
	board, err := card.Board(in)
	require.NoError(t, err)
	for _, f := range slices.Backward(facts) {
		require.NoError(t, board.Apply(bsc.Update{Of: handleOf(t, card, f.Ref), Period: f.Period, Reading: f.Reading}))
	}
	return []*bsc.Result{board.Result()}
}

// asUnits evaluates three units that have the same readings.
func asUnits(t *testing.T, c *oracle.TimedCard, _ string) []*bsc.Result {
	card, _, ok := alone(t, c)
	if !ok {
		return nil
	}
	var inputs []bsc.Input
	for _, id := range []string{"north", "south", "west"} {
		in, err := named(c, id).Input(id)
		require.NoError(t, err)
		inputs = append(inputs, in)
	}
	var results []*bsc.Result
	for r, err := range card.EvaluateOrgUnits(t.Context(), slices.Values(inputs)) {
		require.NoError(t, err)
		results = append(results, r)
	}
	require.Len(t, results, len(inputs))
	return results
}

// named is a card whose only unit has an id.
func named(c *oracle.TimedCard, id string) *oracle.TimedCard {
	other := *c
	other.Units, other.Facts = slices.Clone(c.Units), slices.Clone(c.Facts)
	other.Units[0].ID = id
	for i := range other.Facts {
		other.Facts[i].OrgUnit = id
	}
	return &other
}

// before is the period two before the one that is evaluated: where a trend begins.
func before(t *testing.T, c *oracle.TimedCard) period.Period {
	t.Helper()
	p := c.Period
	for range 2 {
		var err error
		p, err = c.Book.Previous(p)
		require.NoError(t, err)
	}
	return p
}

func inTrend(t *testing.T, c *oracle.TimedCard, _ string) []*bsc.Result {
	card, in, ok := alone(t, c)
	if !ok || c.Actuals != nil {
		return nil
	}
	trend, err := history.NewTrend(card, before(t, c), in)
	require.NoError(t, err)
	return trend.Results()[2:]
}

// timeline has the card's definition in force, after one without targets.
func timeline(t *testing.T, c *oracle.TimedCard) *history.Timeline {
	t.Helper()
	earlier := c.Definition().Clone()
	for k := range earlier.KPIs() {
		k.Targets, k.Target = nil, ""
	}
	line, err := history.NewTimeline([]history.Version{
		{From: period.Month(2000, 1), Definition: earlier}, {From: c.Period, Definition: c.Definition()},
	}, nil)
	require.NoError(t, err)
	return line
}

func onTimeline(t *testing.T, c *oracle.TimedCard, _ string) []*bsc.Result {
	_, in, ok := alone(t, c)
	if !ok {
		return nil
	}
	result, err := timeline(t, c).Evaluate(in)
	require.NoError(t, err)
	return []*bsc.Result{result}
}

func inTrendOfTimeline(t *testing.T, c *oracle.TimedCard, _ string) []*bsc.Result {
	_, in, ok := alone(t, c)
	if !ok || c.Actuals != nil {
		return nil
	}
	trend, err := timeline(t, c).Trend(before(t, c), in)
	require.NoError(t, err)
	return trend.Results()[2:]
}

func inCascade(t *testing.T, c *oracle.TimedCard, unit string) []*bsc.Result {
	return inCascadeOn(t, c, unit, func(in bsc.Input) bsc.Source { return in.Readings })
}

func inCascadeFromSource(t *testing.T, c *oracle.TimedCard, unit string) []*bsc.Result {
	return inCascadeOn(t, c, unit, func(in bsc.Input) bsc.Source {
		return hostSource{in.Readings.(*bsc.Readings).Facts()}
	})
}

// inCascadeOn evaluates an organisation, or a unit by itself as one.
func inCascadeOn(t *testing.T, c *oracle.TimedCard, unit string, source func(bsc.Input) bsc.Source) []*bsc.Result {
	t.Helper()
	if c.Actuals != nil {
		return nil
	}
	if unit == "" {
		unit = "unit"
		c = named(c, unit)
	}
	org, err := cascade.New(c.Organisation(), nil)
	require.NoError(t, err)
	in, err := c.Input("")
	require.NoError(t, err)
	in.Readings = source(in)
	result, err := org.Evaluate(in)
	require.NoError(t, err)
	return []*bsc.Result{result.Of(unit)}
}
