package main

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestRun_live runs the measurements of updates on little data, which compare every updated score with an
// evaluation.
func TestRun_live(t *testing.T) {
	var out strings.Builder
	require.NoError(t, run([]string{"-live", "-kpis", "400", "-rounds", "1", "-stint", "2ms"}, &out))
	for _, want := range []string{"400 KPIs", "200 KPIs", "Board.Apply of 100", "naive shopspring path", "Evaluate", "RWMutex", "1,000 at once"} {
		assert.Contains(t, out.String(), want)
	}
}

// TestVerify finds a node that differs from an evaluation of its readings.
func TestVerify(t *testing.T) {
	f, err := newFeed(tree(100))
	require.NoError(t, err)
	u := f.ladder("right", 1, true)
	for range 3 * len(f.kpis) / 2 { // past the end
		require.NoError(t, u.update(1))
	}
	require.NoError(t, f.verify([]*updater{u}))
	wrong := *u
	wrong.scores = func() []int64 {
		scores := u.scores()
		scores[len(scores)-2]++
		return scores
	}
	assert.ErrorIs(t, f.verify([]*updater{u, &wrong}), errStale)
}

// TestLatencies checks that quantiles are no more than a 32nd too low.
func TestLatencies(t *testing.T) {
	for _, want := range []time.Duration{0, 1, 31, 32, 63, 64, 65, 1000, 123_456_789, 1 << 62} {
		var l latencies
		l[bucket(want)]++
		assert.InDelta(t, float64(want), l.quantile(0.5), float64(want)/32)
	}
	var l latencies
	for d := range 1000 {
		l[bucket(time.Duration(d))]++
	}
	assert.InDelta(t, 500, l.quantile(0.5), 16)
	assert.InDelta(t, 990, l.quantile(0.99), 32)
}
