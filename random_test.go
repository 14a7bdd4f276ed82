package bsc_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"runtime/debug"
	"slices"
	"strconv"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
)

// TestEvaluate_reference compares every node of random scorecards with the reference, digit by
// digit. BSC_CARDS=100000 compares that many, in a few minutes, and tests the laws on more cards
// in proportion: for a release, or after a change of what computes.
func TestEvaluate_reference(t *testing.T) {
	cards := cardCount(t, usualCards)
	const shares = 4
	for share := range uint64(shares) {
		t.Run(fmt.Sprint("share ", share), func(t *testing.T) {
			t.Parallel()
			computed, nodes := 0, 0
			for seed := share; seed < cards; seed += shares {
				c := randomCard(seed)
				result := c.result(t)
				if differences := evaluateReference(c).differences(result); len(differences) > 0 {
					t.Errorf("card %d differs: %q\n%s", seed, differences, c)
				}
				differences, inColumns := bsc.ColumnsDiffer(result)
				if len(differences) > 0 {
					t.Errorf("card %d: the columns differ from the rules: %q\n%s", seed, differences, c)
				}
				computed, nodes = computed+inColumns, nodes+len(result.Scorecard().Nodes())
			}
			t.Logf("%d of %d nodes were computed in columns", computed, nodes)
		})
	}
}

// usualCards is how many cards are compared where BSC_CARDS does not say.
const usualCards = 3000

// cardCount is how many cards to test where it usually is some number: more or fewer as BSC_CARDS
// says, and a third under the race detector, which makes them slow and has little to find there.
func cardCount(t *testing.T, usually uint64) uint64 {
	t.Helper()
	if text := os.Getenv("BSC_CARDS"); text != "" {
		n, err := strconv.ParseUint(text, 10, 64)
		require.NoError(t, err, "BSC_CARDS")
		return usually * n / usualCards
	}
	info, _ := debug.ReadBuildInfo()
	if slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"}) {
		return usually / 3
	}
	return usually
}

// result evaluates the card.
func (c testCard) result(t testing.TB) *bsc.Result {
	t.Helper()
	card, err := bsc.Compile(c.def, &bsc.Options{Registry: hostAggregators()})
	require.NoError(t, err, "%s", c)
	result, err := card.Evaluate(c.input())
	require.NoError(t, err, "%s", c)
	return result
}

// String shows the card, so that a failure can be told by itself.
func (c testCard) String() string {
	definition, err := json.Marshal(c.def)
	return fmt.Sprint(string(definition), err, c.readings, c.targets, c.timing)
}

func (c testCard) visitObjectives(visit func(*bsc.Objective)) {
	for p := range c.def.Perspectives {
		for o := range c.def.Perspectives[p].Objectives {
			visit(&c.def.Perspectives[p].Objectives[o])
		}
	}
}

func (c testCard) visitKPIs(visit func(*bsc.KPI)) {
	c.visitObjectives(func(o *bsc.Objective) {
		for k := range o.KPIs {
			visit(&o.KPIs[k])
		}
	})
}

// differences compares the library's outcomes with the reference's.
func (r *reference) differences(result *bsc.Result) []string {
	var all []string
	for _, n := range r.nodes {
		o, _ := result.Of(n.ref)
		differ := func(what string, want, got any) {
			all = append(all, fmt.Sprintf("%s %s: want %v, got %v", n.ref, what, want, got))
		}
		compare := func(what string, want, got decimal.NullDecimal) {
			if want.Valid != got.Valid || !want.Decimal.Equal(got.Decimal) {
				differ(what, want, got)
			}
		}
		compare("score", n.score.nullable(), nullScore(o.Score))
		compare("attainment", n.attainment.nullable(), nullScore(o.Attainment))
		compare("low", n.low.nullable(), nullScore(o.Low))
		compare("high", n.high.nullable(), nullScore(o.High))
		compare("coverage", n.coverage.nullable(), decimal.NewNullDecimal(o.Coverage))
		compare("effective weight", decimal.NewNullDecimal(decimal.NewFromBigInt(n.units, -10)), decimal.NewNullDecimal(o.EffectiveWeight))
		if n.rating != o.Rating {
			differ("rating", n.rating, o.Rating)
		}
		if got := n.comparable(o.Flags); got != n.flags {
			differ("flags", n.flags, got)
		}
		if x := n.value.number; x != nil && (!o.Actual.Valid || x.compare(fractionOfDecimal(o.Actual.Decimal)) != 0) {
			differ("actual", x.rat(), o.Actual)
		}
	}
	return all
}

// comparable reduces the library's flags to what the semantics say: why a parent is not there,
// of several reasons below it, is left open.
func (n *referenceNode) comparable(flags bsc.Flags) bsc.Flags {
	if n.kpi == nil && flags&notThere != 0 {
		return flags&^notThere | bsc.FlagUnscored
	}
	return flags
}

func nullScore(s bsc.Score) decimal.NullDecimal {
	d, ok := s.Decimal()
	return decimal.NullDecimal{Decimal: d, Valid: ok}
}

// A generator makes valid definitions and readings that lean to what is awkward: ties and their
// neighbours, limits met exactly, missing data, weights of 0, numbers near the doors.
type generator struct {
	*rand.Rand
	card    testCard
	scale   bsc.ResolvedScale
	ratings []bsc.Rating // worst first
	extreme bool         // numbers near the doors
	kpis    []string     // ids so far
}

// randomCard is the card of a seed: the same for ever, until the generator changes.
func randomCard(seed uint64) testCard {
	g := &generator{Rand: rand.New(rand.NewPCG(seed, 0))}
	g.extreme = g.chance(15)
	g.card = testCard{
		def:      &bsc.Definition{ID: "card"},
		readings: map[bsc.Ref]bsc.Reading{},
		targets:  bsc.UnitTargets{},
		period:   bsc.Quarter(2026, 3),
	}
	if g.chance(10) {
		g.card.timing = pick(g, bsc.Lead, bsc.Lag)
	}
	g.definition()
	g.uses()
	g.weights()
	return g.card
}

func (g *generator) chance(percent int) bool { return g.IntN(100) < percent }

func pick[T any](g *generator, from ...T) T { return from[g.IntN(len(from))] }

// definition fills the definition from the top down.
func (g *generator) definition() {
	d := g.card.def
	g.scaleAndRatings(d)
	for i := range 3 {
		id := fmt.Sprint("s", i)
		d.Series = append(d.Series, bsc.Series{ID: id})
		if g.chance(90) {
			g.card.readings[bsc.SeriesRef(id)] = bsc.Reading{Value: g.plain(), State: pick(g, "", "", "", "", "", bsc.StateStale)}
		}
	}
	inherited := g.defaults(&d.Defaults, "linear")
	d.Aggregator, d.Round, d.Quota = g.aggregator(), g.round(), g.quota(3)
	d.Threshold = g.threshold()
	for i := range pick(g, 1, 1, 2, 2, 3) {
		d.Perspectives = append(d.Perspectives, g.perspective(fmt.Sprint("p", i), inherited))
	}
}

func (g *generator) scaleAndRatings(d *bsc.Definition) {
	if g.chance(50) {
		low := pick(g, "-100", "-2.5", "0", "1", "0.0000000001", "-1000000", "20")
		met := decimal.RequireFromString(low).Add(pick(g, decimal.New(1, -10), decimal.New(4, 0), decimal.New(999, -1), decimal.New(1000, 0)))
		d.Scale = bsc.Scale{Min: bsc.Number(low), Met: bsc.NumberOf(met)}
		if g.chance(50) {
			d.Scale.Cap = bsc.NumberOf(met.Add(pick(g, decimal.Zero, decimal.New(1, -10), decimal.New(205, -1))))
		}
	}
	g.scale = resolved(d.Scale)
	g.ratings = []bsc.Rating{bsc.Red, bsc.Amber, bsc.Green}
	if g.chance(25) {
		g.ratings = []bsc.Rating{"worst", "bad", "fair", "good", "best"}[:1+g.IntN(5)]
		for _, r := range g.ratings {
			d.Ratings = append(d.Ratings, bsc.RatingLevel{ID: r})
		}
		d.Defaults.Threshold = g.bands("score", g.ratings)
	}
}

func resolved(s bsc.Scale) bsc.ResolvedScale {
	r := bsc.DefaultScale()
	for _, f := range []struct {
		text bsc.Number
		into *decimal.Decimal
	}{{s.Min, &r.Min}, {s.Met, &r.Met}, {s.Met, &r.Cap}, {s.Cap, &r.Cap}} {
		if f.text != "" {
			*f.into = decimal.RequireFromString(string(f.text))
		}
	}
	return r
}

// defaults fills some Defaults and returns the name of the scorer that holds below them.
func (g *generator) defaults(d *bsc.Defaults, scorer string) string {
	if g.chance(15) {
		scorer = pick(g, "linear", "binary", "stated", "none")
		d.Scorer.Name = scorer
	}
	if g.chance(15) {
		d.Aggregator = g.aggregator()
	}
	if d.Threshold.IsZero() {
		d.Threshold = g.threshold()
	}
	d.Missing, d.Round = g.missing(), g.round()
	return scorer
}

func (g *generator) perspective(id, inherited string) bsc.Perspective {
	p := bsc.Perspective{ID: id, Aggregator: g.aggregator(), Threshold: g.threshold(), Missing: g.missing(), Quota: g.quota(3), Round: g.round()}
	inherited = g.defaults(&p.Defaults, inherited)
	for i := range pick(g, 0, 1, 1, 1, 2, 2, 3) {
		p.Objectives = append(p.Objectives, g.objective(fmt.Sprint(id, "o", i), inherited))
	}
	if len(p.Objectives) > 0 && g.chance(15) {
		p.Aggregator = g.veto(p.Objectives[0].ID)
	}
	return p
}

func (g *generator) objective(id, inherited string) bsc.Objective {
	o := bsc.Objective{ID: id, Aggregator: g.aggregator(), Threshold: g.threshold(), Missing: g.missing(), Quota: g.quota(4), Round: g.round()}
	inherited = g.defaults(&o.Defaults, inherited)
	for range pick(g, 0, 1, 1, 2, 2, 3, 3, 4, 5) {
		o.KPIs = append(o.KPIs, g.kpi(fmt.Sprint("k", len(g.kpis)), inherited))
	}
	if len(o.KPIs) > 0 && g.chance(15) {
		o.Aggregator = g.veto(o.KPIs[len(o.KPIs)-1].ID)
	}
	return o
}

// uses lets objectives use KPIs of others.
func (g *generator) uses() {
	g.card.visitObjectives(func(o *bsc.Objective) {
		if len(g.kpis) == 0 || !g.chance(20) {
			return
		}
		id := pick(g, g.kpis...)
		if !slices.ContainsFunc(o.KPIs, func(k bsc.KPI) bool { return k.ID == id }) {
			o.Uses = append(o.Uses, bsc.Use{KPI: id})
		}
	})
}

// weights gives all siblings their weights, once it is known which aggregators take percent.
func (g *generator) weights() {
	tree := newReference(g.card)
	siblings(g.card.def, func(parent bsc.Ref, weights []*bsc.Number) {
		percent := innermost(tree.find(parent).aggregator) == "weighted_sum"
		g.weigh(weights, percent)
	})
}

// siblings visits the weights of all nodes, parent by parent.
func siblings(d *bsc.Definition, visit func(parent bsc.Ref, weights []*bsc.Number)) {
	var perspectives []*bsc.Number
	for i := range d.Perspectives {
		p := &d.Perspectives[i]
		perspectives = append(perspectives, &p.Weight)
		var objectives []*bsc.Number
		for j := range p.Objectives {
			o := &p.Objectives[j]
			objectives = append(objectives, &o.Weight)
			var kpis []*bsc.Number
			for k := range o.KPIs {
				kpis = append(kpis, &o.KPIs[k].Weight)
			}
			for k := range o.Uses {
				kpis = append(kpis, &o.Uses[k].Weight)
			}
			visit(bsc.ObjectiveRef(o.ID), kpis)
		}
		visit(bsc.PerspectiveRef(p.ID), objectives)
	}
	visit(bsc.Ref{Kind: bsc.KindScorecard, ID: d.ID}, perspectives)
}

// weigh fills in the weights of siblings. Not all may be 0, and percentages add up to 100.
func (g *generator) weigh(weights []*bsc.Number, percent bool) {
	if len(weights) == 0 {
		return
	}
	usual := []bsc.Number{"", "", "1", "2", "3", "0", "0.1", "33.3333333333", "7e2"}
	if g.extreme {
		usual = append(usual, "1e-18", "1e18", "1234567890123456789012345678901234", "0.333333333333333333")
	}
	left := decimal.New(100, 0)
	for _, w := range weights {
		*w = pick(g, usual...)
		if percent {
			part := left.Mul(decimal.New(int64(g.IntN(101)), -2)).RoundFloor(int32(g.IntN(12)))
			*w = bsc.NumberOf(part)
			left = left.Sub(part)
		}
	}
	first := weights[0]
	switch {
	case percent:
		*first = bsc.NumberOf(decimal.RequireFromString(string(*first)).Add(left))
	case *first == "0":
		*first = "1"
	}
}

func (g *generator) missing() bsc.Missing {
	return bsc.Missing{Rule: pick(g, "", "", "", "", "", bsc.MissingExclude, bsc.MissingZero, bsc.MissingZero, bsc.MissingRequire)}
}

func (g *generator) round() *bsc.Rounding {
	if g.chance(75) {
		return nil
	}
	modes := []bsc.RoundingMode{"", bsc.RoundHalfAway, bsc.RoundHalfEven, bsc.RoundUp, bsc.RoundDown, bsc.RoundFloor, bsc.RoundCeiling}
	return &bsc.Rounding{Places: pick(g, 0, 1, 2, int32(g.IntN(11))), Mode: pick(g, modes...)}
}

func (g *generator) quota(most int) bsc.Quota {
	var q bsc.Quota
	if g.chance(10) {
		q.MinChildren = g.IntN(most + 1)
	}
	if g.chance(10) {
		q.MinCoverage = pick(g, bsc.Number("0.25"), "0.5", "0.3333333333", "0.3333333334", "0.6666666667", "0.75", "1")
	}
	return q
}
