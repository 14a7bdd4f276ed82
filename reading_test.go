package bsc_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/cost"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestReadCSV_backwards reads corrections of one reading, the latest first: four times as many take four times as long.
func TestReadCSV_backwards(t *testing.T) {
	file := func(n int) string {
		var b strings.Builder
		b.WriteString("kpi,period,value,recorded_at\n")
		for i := range n {
			fmt.Fprintf(&b, "k,2026,%d,%s\n", i, time.Unix(int64(1e9-i), 0).UTC().Format(time.RFC3339))
		}
		return b.String()
	}
	few, many := file(20_000), file(80_000)
	read := func(text string) func() {
		return func() {
			readings, err := bsc.ReadCSV(strings.NewReader(text), nil)
			require.NoError(t, err)
			require.NotEmpty(t, readings.Facts())
		}
	}
	cost.AtMost(t, 10, read(many), read(few))
}

// TestReadings_Add_anyOrder adds facts one by one, and in batches, in any order: they come out by their moments, what
// is there already changes nothing, and what contradicts it is refused.
func TestReadings_Add_anyOrder(t *testing.T) {
	g := rand.New(rand.NewPCG(1, 2))
	fact := func(second int, value string) bsc.Fact {
		zone := time.FixedZone("", g.IntN(20)*600)
		f := bsc.Fact{Ref: bsc.KPIRef("k"), Period: period.Year(2026)}
		f.Value, f.RecordedAt = dec(value), time.Unix(int64(second), 0).In(zone)
		return f
	}
	for _, batch := range []int{1, 7, 1000} {
		const n = 600
		var facts []bsc.Fact
		for _, second := range g.Perm(n) {
			facts = append(facts, fact(second, fmt.Sprint(second)))
		}
		facts = append(facts, fact(3, "3"), fact(590, "590"))
		readings := new(bsc.Readings)
		for part := range slices.Chunk(facts, batch) {
			require.NoError(t, readings.Add(part...))
		}
		all := readings.Facts()
		require.Len(t, all, n)
		for second, f := range all {
			require.Equal(t, fmt.Sprint(second), f.Value.String())
		}
		err := readings.Add(
			fact(5, "7"), fact(n, "0"), fact(n+1, "0"),
			fact(-2, "1"), fact(-2, "1"), fact(-2, "2"), fact(-1, "1"),
		)
		require.ErrorIs(t, err, bsc.ErrConflict)
		assert.Len(t, problems(t, err), 2)
		assert.Len(t, readings.Facts(), n+4)
		assert.Equal(t, int64(-2), readings.Facts()[0].RecordedAt.Unix())
		got, _ := readings.Reading(bsc.Query{Ref: bsc.KPIRef("k"), Period: period.Year(2026), AsOf: time.Unix(-2, 0)})
		assert.Equal(t, "1", got.Value.String())
	}
}
