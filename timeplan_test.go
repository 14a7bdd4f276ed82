package bsc_test

import (
	"fmt"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestRows_cards holds what rows score of random cards over time against the wide path: in every outcome, for a year of
// periods in one pass and each by itself.
func TestRows_cards(t *testing.T) {
	found := []uint64{
		742,   // a series is held as its month is not due
		1681,  // a moment is after the last part of a window that a lifetime cuts, and before its end
		2092,  // a lifetime cuts a joint part
		2566,  // a month does not apply that begins before the year of a target
		19241, // a lifetime leaves one month of a year, without a rollup
		22843, // a year to date ends in a unit that it has no part of
	}
	compareRows(t, oracle.RandomTimedCard, found, oracle.Cards(300), 50)
}

// TestRows_hostCards does the same with cards as hosts make them, most of which rows score.
func TestRows_hostCards(t *testing.T) {
	compareRows(t, oracle.RandomHostCard, nil, oracle.Cards(200), 3)
}

// compareRows evaluates random cards in rows and on the wide path. At least one in so many KPIs must be in rows.
func compareRows(t *testing.T, random func(uint64, []*oracle.Daybook) *oracle.TimedCard, found []uint64, cards uint64, atLeast int) {
	const shares = 4
	for share := range uint64(shares) {
		t.Run(fmt.Sprint("share ", share), func(t *testing.T) {
			t.Parallel()
			books := oracle.Daybooks()
			kpis, inRows, holes := 0, 0, 0
			seeds := found
			for seed := share; seed < cards; seed += shares {
				seeds = append(seeds, seed)
			}
			for _, seed := range seeds {
				c := random(seed, books)
				card, err := bsc.Compile(c.Definition(), nil)
				require.NoError(t, err)
				in, err := c.Input(c.Units[0].ID)
				require.NoError(t, err)
				if own := ownTargets(c); own != nil {
					in.Targets = own
				}
				for r := range resultsOf(card, in) {
					in.Period = r.Period()
					want, err := bsc.WithoutRows(card).Evaluate(in)
					require.NoError(t, err)
					differences, some, open := bsc.RowsDiffer(r, want)
					assert.Empty(t, differences, "card %d, %s: %s", seed, in.Period, c)
					kpis, inRows, holes = kpis+len(c.Definition().Perspectives[0].Objectives[0].KPIs), inRows+some, holes+open
				}
			}
			t.Logf("%d KPIs, %d in rows, %d of these with holes", kpis, inRows, holes)
			assert.Greater(t, atLeast*inRows, kpis, "too little was scored in rows")
			assert.Positive(t, holes)
		})
	}
}

// resultsOf evaluates the year up to an input's period in one pass, where that can be, and the period itself.
func resultsOf(card *bsc.Scorecard, in bsc.Input) func(func(*bsc.Result) bool) {
	return func(yield func(*bsc.Result) bool) {
		r, err := card.Evaluate(in)
		if err != nil || !yield(r) {
			return
		}
		from, err := period.Parse(yearBefore(in.Period))
		if err != nil {
			return
		}
		for r, err := range card.EvaluatePeriods(from, in) {
			if err != nil || !yield(r) {
				return
			}
		}
	}
}

// yearBefore is the label of the period a year before.
func yearBefore(p period.Period) string {
	label := p.String()
	var year int
	if _, err := fmt.Sscanf(label, "%4d", &year); err != nil {
		return ""
	}
	return fmt.Sprintf("%04d%s", year-1, label[4:])
}

// ownTargets are the targets that a card's unit has of its own, one for each KPI at the most, as plain data; nil: none.
func ownTargets(c *oracle.TimedCard) bsc.TargetSource {
	if len(c.Units[0].Targets) == 0 {
		return nil
	}
	own := bsc.UnitTargets{}
	for kpi, targets := range c.Units[0].Targets {
		if len(targets) > 0 {
			own[kpi] = targets[0]
		}
	}
	return bsc.TargetsByUnit{c.Units[0].ID: own}
}
