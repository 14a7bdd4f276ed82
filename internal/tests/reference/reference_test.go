package reference_test

import (
	"fmt"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestEvaluate_reference compares every node of random scorecards with the reference, digit by
// digit. BSC_CARDS=100000 compares that many, in a few minutes, and tests the laws on more cards
// in proportion: for a release, or after a change of what computes.
func TestEvaluate_reference(t *testing.T) {
	cards := oracle.Cards(oracle.UsualCards)
	const shares = 4
	for share := range uint64(shares) {
		t.Run(fmt.Sprint("share ", share), func(t *testing.T) {
			t.Parallel()
			for seed := share; seed < cards; seed += shares {
				c := oracle.RandomCard(seed)
				c.FinalOnly = seed%5 == 1
				result, err := c.Result()
				require.NoError(t, err)
				assert.Empty(t, c.Differences(result), "card %d: %s", seed, c)
			}
		})
	}
}

// TestEvaluate_judgedReference does the same with scorecards that people have assessed: which assessments hold and
// count, what is made of those of parts, and what a judgement decides. What the reference refuses, Evaluate does.
func TestEvaluate_judgedReference(t *testing.T) {
	cards := oracle.Cards(1200)
	refused, judged := 0, 0
	for seed := range cards {
		c := oracle.RandomJudgedCard(seed)
		result, err := c.Result()
		if c.Refuses() {
			require.Error(t, err, "card %d: %s", seed, c)
			refused++
			continue
		}
		require.NoError(t, err)
		require.Empty(t, c.Differences(result), "card %d: %s", seed, c)
		if result.Total().Flags.Has(bsc.FlagJudged) {
			judged++
		}
	}
	assert.NotZero(t, refused)
	assert.Greater(t, judged, int(cards)/5)
}
