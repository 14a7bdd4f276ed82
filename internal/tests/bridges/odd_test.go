package bridges_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/bridge"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/report"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
)

// sound holds the bridges between two results, at every node, to what must hold of all. It returns how many there were.
func sound(t *testing.T, at string, from, to *bsc.Result, o *bridge.Options) (n int) {
	t.Helper()
	own := bridge.Options{}
	if o != nil {
		own = *o
	}
	for i, ref := range to.Scorecard().Nodes() {
		if i > 12 {
			break
		}
		own.Node = ref
		forth, err := bridge.Between(from, to, &own)
		if err != nil {
			var refused *bsc.InputError
			require.ErrorAs(t, err, &refused, at)
			require.NotContains(t, err.Error(), "{", at)
			continue
		}
		n++
		where := at + ", " + ref.String()
		parts := addsUp(t, where, forth)
		back, err := bridge.Between(to, from, &own)
		require.NoError(t, err, where)
		others := addsUp(t, where, back)
		for key, part := range parts {
			require.True(t, part.Neg().Equal(others[key]), "%s: %s brings %s and %s", where, key, part, others[key])
		}
		_, err = json.Marshal(forth)
		require.NoError(t, err, where)
		for _, line := range append(forth.Lines(), forth.Summary(3), forth.Summary(0), forth.Summary(-1)) {
			require.NotContains(t, line.String(), "{", where)
			require.NotEmpty(t, line.String(), where)
		}
	}
	return n
}

// readable holds a mixed result to what must hold of any: it can be read, explained, reported and written.
func readable(t *testing.T, at string, r *bsc.Result) {
	t.Helper()
	for o := range r.All() {
		x, err := r.Explain(o.Ref)
		require.NoError(t, err, "%s, %s", at, o.Ref)
		require.NotNil(t, x)
		text := fmt.Sprint(x)
		require.NotContains(t, text, "!{", "%s, %s", at, o.Ref)
		require.False(t, strings.Contains(text, "panic") && !strings.Contains(text, "no connection"), "%s, %s: %s", at, o.Ref, text)
		r.Missing(o.Ref)
		r.Addends(o.Ref)
		r.AddendTargets(o.Ref)
		r.Bands(o.Ref)
		r.Parts(o.Ref)
		r.Decided(o.Ref, r.Parts(o.Ref))
		if parts := r.Parts(o.Ref); o.Ref.Kind != bsc.KindKPI && len(parts) > 0 {
			score, err := r.Combine(o.Ref, parts)
			require.NoError(t, err, "%s, %s", at, o.Ref)
			require.Equal(t, o.Score, score, "%s, %s", at, o.Ref)
		}
		if o.Actual.Valid && o.Flags.Has(bsc.FlagNotApplicable) {
			require.Fail(t, "an actual of what does not apply", "%s, %s", at, o.Ref)
		}
	}
	shown, err := json.Marshal(report.Of(r))
	require.NoError(t, err, at)
	require.NotEmpty(t, shown)
}

// mixes are odd mixes of results.
func mixes(t *testing.T, at string, rng *rand.Rand, results ...*bsc.Result) {
	t.Helper()
	for range 3 {
		of := oracle.Pick(rng, results...)
		m := bsc.Mix{Of: of, Actuals: map[bsc.Ref]decimal.Decimal{}, Scores: map[bsc.Ref]decimal.Decimal{}}
		if rng.IntN(2) == 0 {
			m.Targets = oracle.Pick(rng, results...)
		}
		card := of.Scorecard()
		switch rng.IntN(3) {
		case 0:
			card = oracle.Pick(rng, results...).Scorecard()
			m.Card = card
		case 1:
			card = card.WithWeightsOf(oracle.Pick(rng, results...).Scorecard())
			m.Card = card
		}
		for _, ref := range card.Nodes() {
			if ref.Kind != bsc.KindKPI {
				continue
			}
			rules, _ := card.Rules(ref)
			switch rng.IntN(8) {
			case 0:
				if rules.Scorer.Name == "judged" {
					continue
				}
				m.Actuals[ref] = decimal.New(rng.Int64N(3000)-500, -1)
			case 1:
				m.Scores[ref] = decimal.New(rng.Int64N(1300)-100, -1)
			case 2:
				m.Without = append(m.Without, ref)
			}
		}
		r, err := m.Evaluate()
		require.NoError(t, err, at)
		readable(t, at, r)
		for ref, want := range m.Actuals {
			if _, also := m.Scores[ref]; also {
				continue
			}
			if o, _ := r.Of(ref); !o.Flags.Has(bsc.FlagNotApplicable) {
				require.True(t, o.Actual.Valid && o.Actual.Decimal.Equal(want), "%s: %s has %v, not %s: %v %s", at, ref, o.Actual, want, o.Flags, o.Reason)
			}
		}
		for ref, want := range m.Scores {
			o, _ := r.Of(ref)
			scale := card.Scale()
			d, ok := o.Score.Decimal()
			require.True(t, ok && (o.Flags.Has(bsc.FlagCapped) || d.Sub(want).Abs().LessThanOrEqual(decimal.New(1, 0))), "%s: %s has the score %s, not %s on %v", at, ref, o.Score, want, scale)
		}
		for _, ref := range m.Without {
			o, _ := r.Of(ref)
			require.False(t, o.Score.Valid() && !o.Flags.Has(bsc.FlagJudged), "%s: %s", at, ref)
		}
		again, err := bsc.Mix{Of: r}.Evaluate()
		require.NoError(t, err)
		require.Equal(t, r.Score(), again.Score(), at)
	}
}

// TestOdd_cards: two cards that have nothing to do with each other but ids.
func TestOdd_cards(t *testing.T) {
	n := 0
	for seed := range oracle.Cards(60) {
		draw := []func(uint64) oracle.Card{oracle.RandomCard, oracle.RandomJudgedCard}[seed%2]
		a, err := draw(seed).Result()
		b, other := draw(seed + 5000).Result()
		if err != nil || other != nil { // judgements that cannot be joined
			continue
		}
		at := fmt.Sprint("cards ", seed)
		n += sound(t, at, a, b, nil)
		mixes(t, at, rand.New(rand.NewPCG(seed, 35)), a, b)
	}
	t.Logf("%d bridges", n)
}

// TestOdd_timed: results over time, from a period to the next, from a moment to a later one, and by final figures only.
func TestOdd_timed(t *testing.T) {
	books := oracle.Daybooks()
	n, restated := 0, 0
	for seed := range oracle.Cards(60) {
		c := oracle.RandomTimedCard(seed, books)
		from, err := c.Result()
		require.NoError(t, err)
		at := fmt.Sprint("timed ", seed)
		next, err := c.Book.Calendar.Next(c.Period)
		if err != nil {
			continue
		}
		later := c.Copy()
		if later.Period = next; !later.AsOf.IsZero() {
			later.AsOf = later.AsOf.AddDate(0, 1, 0)
		}
		to, err := later.Result()
		if err != nil {
			continue
		}
		n += sound(t, at, from, to, nil)
		known := c.Copy()
		known.AsOf = later.AsOf
		now, err := known.Result()
		require.NoError(t, err)
		k := sound(t, at+" restated", from, to, &bridge.Options{Restated: now})
		n, restated = n+k, restated+k
		n += sound(t, at+" known", from, now, nil)
		final := later.Copy()
		final.FinalOnly = !final.FinalOnly
		only, err := final.Result()
		require.NoError(t, err)
		n += sound(t, at+" final", to, only, nil)
		mixes(t, at, rand.New(rand.NewPCG(seed, 36)), from, to, now, only)
	}
	t.Logf("%d bridges, %d of them restated", n, restated)
}

// TestOdd_organisations: org units that add up and pass on scores, one against another, and one as of two periods.
func TestOdd_organisations(t *testing.T) {
	n := 0
	for seed := range oracle.Cards(15) {
		rng := rand.New(rand.NewPCG(seed, 37))
		units, all := oracle.RandomCompany(rng)
		c, err := cascade.New(units, nil)
		if err != nil {
			continue
		}
		r, err := c.Evaluate(bsc.Input{Period: period.Month(2026, 3), Readings: oracle.WithoutReceived(units, all)})
		require.NoError(t, err)
		var list []*bsc.Result
		for _, own := range r.All() {
			list = append(list, own)
		}
		at := fmt.Sprint("company ", seed)
		a, b := oracle.Pick(rng, list...), oracle.Pick(rng, list...)
		n += sound(t, at, a, b, nil)
		mixes(t, at, rng, list...)
	}
	books := oracle.Daybooks()
	for seed := range oracle.Cards(30) {
		card := oracle.RandomTimedCascade(seed, books)
		c, err := cascade.New(card.Organisation(), nil)
		if err != nil {
			continue
		}
		in, err := card.Input("")
		if err != nil {
			continue
		}
		in.OrgUnit = ""
		r, err := c.Evaluate(in)
		if err != nil {
			continue
		}
		var list []*bsc.Result
		for _, own := range r.All() {
			if own != nil && own.Scorecard() != nil {
				list = append(list, own)
			}
		}
		if len(list) == 0 {
			continue
		}
		rng := rand.New(rand.NewPCG(seed, 38))
		at := fmt.Sprint("organisation ", seed)
		n += sound(t, at, oracle.Pick(rng, list...), oracle.Pick(rng, list...), nil)
		mixes(t, at, rng, list...)
	}
	t.Logf("%d bridges", n)
	require.Positive(t, n)
}

// TestOdd_many: wide nodes whose children come, go, veto and weigh nothing; KPIs that stayed as they were bring nothing.
func TestOdd_many(t *testing.T) {
	rules := []string{"veto", "veto", "min", "max", "median", "weighted_mean"}
	n := 0
	for seed := range oracle.Cards(6) {
		b := oracle.RandomBranch(seed, oracle.Shape{Rules: rules, Above: rules, Least: 8, Most: 26, Zero: true, Vanishing: true})
		ends, err := b.Ends()
		require.NoError(t, err)
		at := fmt.Sprint("tree ", seed)
		n += sound(t, at, ends[0], ends[1], nil)
		if !ends[0].Score().Valid() || !ends[1].Score().Valid() {
			continue
		}
		got, err := bridge.Between(ends[0], ends[1], nil)
		require.NoError(t, err)
		parts := addsUp(t, at, got)
		for _, l := range b.Leaves() {
			if l.Scores[0] != nil && l.Scores[1] != nil && l.Scores[0].Cmp(l.Scores[1]) == 0 {
				part := parts["performance kpi:"+l.ID]
				require.Zero(t, part.Sign(), "%s: %s has not moved, and brings %s", at, l.ID, part)
			}
		}
		mixes(t, at, rand.New(rand.NewPCG(seed, 43)), ends[:]...)
	}
	t.Logf("%d bridges", n)
}
