package reference_test

import (
	"fmt"
	"testing"

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
