package bsc_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestColumns_cards holds what the columns compute of random cards against the rules for decimals.
func TestColumns_cards(t *testing.T) {
	const shares = 4
	for share := range uint64(shares) {
		t.Run(fmt.Sprint("share ", share), func(t *testing.T) {
			t.Parallel()
			computed, nodes := 0, 0
			for seed := share; seed < oracle.Cards(oracle.UsualCards); seed += shares {
				c := oracle.RandomCard(seed)
				result, err := c.Result()
				require.NoError(t, err)
				differences, inColumns := bsc.ColumnsDiffer(result)
				assert.Empty(t, differences, "card %d: %s", seed, c)
				computed, nodes = computed+inColumns, nodes+len(result.Scorecard().Nodes())
			}
			assert.Greater(t, 10*computed, nodes, "too little was computed in columns")
		})
	}
}

// TestColumns_boards does the same on boards, after each of some updates.
func TestColumns_boards(t *testing.T) {
	t.Parallel()
	const steps = 25
	for seed := range oracle.Cards(160) {
		c := oracle.RandomCard(seed)
		card, err := bsc.Compile(c.Definition, &bsc.Options{Registry: oracle.Registry()})
		require.NoError(t, err)
		g, ids := &oracle.Generator{Rand: rand.New(rand.NewPCG(seed, 8))}, measured(c.Definition)
		updates := make([]bsc.Update, steps)
		for i := range updates {
			r := bsc.Reading{Value: g.Plain(), State: oracle.Pick(g.Rand, "", "", bsc.StateStale, bsc.StateNotApplicable)}
			updates[i] = bsc.Update{Of: handle(t, card, oracle.Pick(g.Rand, ids...)), Unset: g.Chance(25), Reading: r}
		}
		assertColumns(t, card, c.Input(), updates)
	}
}

// TestColumns_boardsOverTime does the same with readings of many periods.
func TestColumns_boardsOverTime(t *testing.T) {
	t.Parallel()
	const steps = 12
	books := oracle.Daybooks()
	for seed := range oracle.Cards(60) {
		c := oracle.RandomTimedCard(seed, books)
		card, err := bsc.Compile(c.Definition(), nil)
		require.NoError(t, err)
		in, err := c.Input(c.Units[0].ID)
		require.NoError(t, err)
		g := &oracle.Generator{Rand: rand.New(rand.NewPCG(seed, 9))}
		var updates []bsc.Update
		for range min(steps, len(c.Facts)) {
			f := oracle.Pick(g.Rand, c.Facts...)
			f.Value = g.Amount()
			u := bsc.Update{Of: handle(t, card, f.Ref.ID), Period: f.Period, Unset: g.Chance(25), Reading: f.Reading}
			updates = append(updates, u)
		}
		assertColumns(t, card, in, updates)
	}
}

// assertColumns makes updates of a board, and looks at its columns after each.
func assertColumns(t *testing.T, card *bsc.Scorecard, in bsc.Input, updates []bsc.Update) {
	t.Helper()
	board, err := card.Board(in)
	require.NoError(t, err)
	for _, u := range updates {
		require.NoError(t, board.Apply(u))
		differences, _ := bsc.ColumnsDiffer(board.Result())
		require.Empty(t, differences, "%v", u)
	}
}

// measured are the ids of what has readings: KPIs that are not calculated, and series.
func measured(d *bsc.Definition) []string {
	var ids []string
	for k := range d.KPIs() {
		if k.Calculator.IsZero() {
			ids = append(ids, k.ID)
		}
	}
	for _, s := range d.Series {
		ids = append(ids, s.ID)
	}
	return ids
}
