package organisation_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/stretchr/testify/require"
)

// TestCascade_restated compares one structure with the figures of all months: the company as if it had always been so.
func TestCascade_restated(t *testing.T) {
	inShares(t, oracle.Cards(100), func(t *testing.T, seed uint64) {
		h := write(seed, smallPlan)
		rng := rand.New(rand.NewPCG(seed, 21))
		for m := monthOf(firstYear, 1); m <= monthOf(lastYear, 12); m++ {
			for _, asOf := range moments(m, rng.IntN) {
				v := h.view(m, asOf, true)
				org, err := cascade.New(v.rules.units(), nil)
				require.NoError(t, err, "history %d, %s as of %s", seed, m.period(), asOf)
				in, err := v.input()
				require.NoError(t, err)
				result, err := org.Evaluate(in)
				require.NoError(t, err, "history %d, %s as of %s", seed, m.period(), asOf)
				same(t, seed, v, result)
			}
		}
	})
}

// same fails where a result differs from the one computed here, and shows the company.
func same(t *testing.T, seed uint64, v *view, result *cascade.Result) {
	t.Helper()
	if all := v.differences(result); len(all) > 0 {
		t.Fatalf("history %d, %s as of %s, restated %t:\n%s\n%s", seed, v.month.period(), v.asOf, v.restated,
			strings.Join(all[:min(len(all), 20)], "\n"), v)
	}
}

// inShares runs histories in four shares at once.
func inShares(t *testing.T, histories uint64, check func(t *testing.T, seed uint64)) {
	t.Helper()
	const shares = 4
	for share := range uint64(shares) {
		t.Run(fmt.Sprint("share ", share), func(t *testing.T) {
			t.Parallel()
			for seed := share; seed < histories; seed += shares {
				check(t, seed)
			}
		})
	}
}

// String shows who was where, version by version.
func (v *view) String() string {
	var lines []string
	for _, u := range v.versions {
		line := fmt.Sprintf("%s from %s under %s, %s to %s, card %s, gone %t, recorded %s, gives:", u.ID, u.from, u.Parent, u.Since, u.Until,
			u.Definition.ID, u.gone, u.recorded.Format("2006-01-02T15:04:05"))
		for _, c := range u.Contributes {
			line += fmt.Sprint(" ", c.Mode, " ", c.From)
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}
