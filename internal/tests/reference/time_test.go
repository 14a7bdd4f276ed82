package reference_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/report"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestEvaluate_timeReference compares every KPI of random timed scorecards with the reference for time: which value,
// made of what, against which target, and how each part of its window stands.
func TestEvaluate_timeReference(t *testing.T) {
	inShares(t, oracle.Cards(600), func(t *testing.T, books []*oracle.Daybook, seed uint64) {
		c := oracle.RandomTimedCard(seed, books)
		c.FinalOnly = seed%5 == 1
		result, err := c.Result()
		require.NoError(t, err, "card %d", seed)
		same(t, seed, c, oracle.EvaluateTimed(c).Differences(c.Units[0].ID, result))
	})
}

// TestEvaluate_hostReference does the same with cards as hosts make them, most of whose KPIs rows score.
func TestEvaluate_hostReference(t *testing.T) {
	inShares(t, oracle.Cards(300), func(t *testing.T, books []*oracle.Daybook, seed uint64) {
		c := oracle.RandomHostCard(seed, books)
		c.FinalOnly = seed%5 == 1
		result, err := c.Result()
		require.NoError(t, err, "card %d", seed)
		same(t, seed, c, oracle.EvaluateTimed(c).Differences(c.Units[0].ID, result))
	})
}

// TestCascade_timeReference does the same with every unit of random organisations.
func TestCascade_timeReference(t *testing.T) {
	inShares(t, oracle.Cards(120), func(t *testing.T, books []*oracle.Daybook, seed uint64) {
		c := oracle.RandomTimedCascade(seed, books)
		c.FinalOnly = seed%5 == 1
		org, err := cascade.New(c.Organisation(), nil)
		require.NoError(t, err, "organisation %d", seed)
		in, err := c.Input("")
		require.NoError(t, err, "organisation %d", seed)
		result, err := org.Evaluate(in)
		require.NoError(t, err, "organisation %d", seed)
		same(t, seed, c, oracle.EvaluateTimed(c).CascadeDifferences(result))
	})
}

// TestExplain_timeReference reads explanations as JSON. The parts of a window, and the readings that entered a value,
// are those that the reference has. A part that is there or carried brings one reading, unless its value is one of a
// whole window.
func TestExplain_timeReference(t *testing.T) {
	inShares(t, oracle.Cards(200), func(t *testing.T, books []*oracle.Daybook, seed uint64) {
		c := oracle.RandomTimedCard(seed, books)
		c.FinalOnly = seed%5 == 1
		result, err := c.Result()
		require.NoError(t, err, "card %d", seed)
		want, unit := oracle.EvaluateTimed(c), c.Units[0].ID
		for k := range c.Definition().KPIs() {
			o := want.Of(unit, k.ID)
			parts, readings := explainedParts(t, result, k.ID)
			if o.Unfit || o.Code == bsc.ErrFrequency || len(o.Parts) < 2 {
				continue
			}
			assert.Equal(t, o.Parts, parts, "card %d, %s: %s", seed, k.ID, c)
			if k.Calculator.IsZero() || k.Rollup != "" {
				assert.Equal(t, entered(o.Parts), readings, "card %d, %s: %s", seed, k.ID, c)
			}
		}
	})
}

// explainedParts are the parts of a KPI's window, and of its readings, as its explanation has them.
func explainedParts(t *testing.T, r *bsc.Result, kpi string) (parts, readings []oracle.TimedPart) {
	t.Helper()
	x, err := report.Explain(r, bsc.KPIRef(kpi))
	require.NoError(t, err)
	text, err := json.Marshal(x)
	require.NoError(t, err)
	var written struct {
		Node struct {
			Window struct{ Parts []oracle.TimedPart }
		}
		Readings []oracle.TimedPart
	}
	require.NoError(t, json.Unmarshal(text, &written))
	for _, r := range written.Readings {
		readings = append(readings, oracle.TimedPart{Period: r.Period, Of: r.Of})
	}
	return written.Node.Window.Parts, readings
}

// entered are the parts that are there or carried, each with the period that its reading is of.
func entered(parts []oracle.TimedPart) []oracle.TimedPart {
	var all []oracle.TimedPart
	for _, p := range parts {
		switch p.State {
		case "there":
			all = append(all, oracle.TimedPart{Period: p.Period, Of: p.Period})
		case "carried":
			all = append(all, oracle.TimedPart{Period: p.Period, Of: p.Of})
		}
	}
	return all
}

// same fails where there are differences, and shows the card.
func same(t *testing.T, seed uint64, c *oracle.TimedCard, differences []string) {
	t.Helper()
	if len(differences) > 0 {
		assert.Empty(t, differences, "card %d: %s", seed, c)
	}
}

// inShares runs cards in four shares at once.
func inShares(t *testing.T, cards uint64, check func(t *testing.T, books []*oracle.Daybook, seed uint64)) {
	t.Helper()
	const shares = 4
	for share := range uint64(shares) {
		t.Run(fmt.Sprint("share ", share), func(t *testing.T) {
			t.Parallel()
			books := oracle.Daybooks()
			for seed := share; seed < cards; seed += shares {
				check(t, books, seed)
			}
		})
	}
}
