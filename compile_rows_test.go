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
	const shares = 4
	for share := range uint64(shares) {
		t.Run(fmt.Sprint("share ", share), func(t *testing.T) {
			t.Parallel()
			books := oracle.Daybooks()
			kpis, inRows, holes := 0, 0, 0
			seeds := []uint64{2092, 19241} // a lifetime cuts a joint part, and leaves one month of a year without a rollup
			for seed := share; seed < oracle.Cards(300); seed += shares {
				seeds = append(seeds, seed)
			}
			for _, seed := range seeds {
				c := oracle.RandomTimedCard(seed, books)
				card, err := bsc.Compile(c.Definition(), nil)
				require.NoError(t, err)
				in, err := c.Input(c.Units[0].ID)
				require.NoError(t, err)
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
			assert.Greater(t, 50*inRows, kpis, "too little was scored in rows")
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
