package oracle

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// A Generator draws valid definitions, policies and numbers, and prefers awkward ones: ties and their neighbours,
// limits met exactly, missing data, weights of 0, numbers near what is allowed. What it draws fits its scale and its
// ratings, which a test sets or draws.
type Generator struct {
	*rand.Rand
	Scale   bsc.ResolvedScale
	Ratings []bsc.Rating // worst first

	card    Card
	extreme bool     // draws numbers near what is allowed, and beyond
	kpis    []string // ids so far
}

// RandomCard returns the card of a seed. It stays the same until the generator changes.
func RandomCard(seed uint64) Card {
	g := &Generator{Rand: rand.New(rand.NewPCG(seed, 0))}
	g.extreme = g.Chance(15)
	g.card = Card{
		Definition: &bsc.Definition{ID: "card"},
		Readings:   map[bsc.Ref]bsc.Reading{},
		Targets:    bsc.OrgUnitTargets{},
		Period:     period.Quarter(2026, 3),
	}
	if g.Chance(10) {
		g.card.Timing = Pick(g.Rand, bsc.TimingLead, bsc.TimingLag)
	}
	g.definition()
	g.uses()
	g.weights()
	g.thresholds(seed)
	return g.card
}

// Chance is true with a probability of percent.
func (g *Generator) Chance(percent int) bool { return g.IntN(100) < percent }

// Pick draws one of several values.
func Pick[T any](rng *rand.Rand, from ...T) T { return from[rng.IntN(len(from))] }

// Moment is an hour of a day, counted from 1970, in some time zone.
func (g *Generator) Moment(day int) time.Time {
	zone := time.FixedZone("", 3600*Pick(g.Rand, 0, 0, 0, -12, 14, 2))
	date := time.Unix(int64(day)*86400, 0).UTC()
	return time.Date(date.Year(), date.Month(), date.Day(), g.IntN(24), g.IntN(60), 0, 0, zone)
}

// Amount is what a reading of a timed card may be.
func (g *Generator) Amount() decimal.Decimal {
	if g.Chance(6) {
		return decimal.Decimal{}
	}
	return decimal.New(int64(g.IntN(2200)-100), Pick(g.Rand, int32(0), 0, -1, -2))
}

// definition fills the definition from the top down.
func (g *Generator) definition() {
	d := g.card.Definition
	d.Scale = g.DrawScale()
	g.drawRatings(d)
	for i := range 3 {
		id := fmt.Sprint("s", i)
		d.Series = append(d.Series, bsc.Series{ID: id})
		if g.Chance(90) {
			g.card.Readings[bsc.SeriesRef(id)] = bsc.Reading{
				Value: g.Plain(), State: Pick(g.Rand, "", "", "", "", "", bsc.StateStale),
			}
		}
	}
	inherited := g.defaults(&d.Defaults, "linear")
	d.Aggregator, d.Round, d.Quota = g.aggregator(), g.round(), g.quota(3)
	d.Threshold = g.threshold()
	for i := range Pick(g.Rand, 1, 1, 2, 2, 3) {
		d.Perspectives = append(d.Perspectives, g.perspective(fmt.Sprint("p", i), inherited))
	}
}

// DrawScale draws a scale, or none, and uses it from then on.
func (g *Generator) DrawScale() bsc.Scale {
	var s bsc.Scale
	if g.Chance(50) {
		low := Pick(g.Rand, "-100", "-2.5", "0", "1", "0.0000000001", "-1000000", "20")
		span := Pick(g.Rand, decimal.New(1, -10), decimal.New(4, 0), decimal.New(999, -1), decimal.New(1000, 0))
		met := decimal.RequireFromString(low).Add(span)
		s = bsc.Scale{Min: bsc.Number(low), Met: bsc.NumberOf(met)}
		if g.Chance(50) {
			s.Cap = bsc.NumberOf(met.Add(Pick(g.Rand, decimal.Zero, decimal.New(1, -10), decimal.New(205, -1))))
		}
	}
	g.Scale = Resolve(s)
	return s
}

// drawRatings draws ratings, or takes the usual ones.
func (g *Generator) drawRatings(d *bsc.Definition) {
	g.Ratings = []bsc.Rating{bsc.RatingRed, bsc.RatingAmber, bsc.RatingGreen}
	if g.Chance(25) {
		g.Ratings = []bsc.Rating{"worst", "bad", "fair", "good", "best"}[:1+g.IntN(5)]
		for _, r := range g.Ratings {
			d.Ratings = append(d.Ratings, bsc.RatingLevel{ID: r})
		}
		d.Defaults.Threshold = g.Bands("score", g.Ratings)
	}
}

// Resolve is a scale with its defaults.
func Resolve(s bsc.Scale) bsc.ResolvedScale {
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

// defaults fills some Defaults and returns the name of the scorer in force below them.
func (g *Generator) defaults(d *bsc.Defaults, scorer string) string {
	if g.Chance(15) {
		scorer = Pick(g.Rand, "linear", "binary", "stated", "none")
		d.Scorer.Name = scorer
	}
	if g.Chance(15) {
		d.Aggregator = g.aggregator()
	}
	if d.Threshold.IsZero() {
		d.Threshold = g.threshold()
	}
	d.Missing, d.Round = g.missing(), g.round()
	return scorer
}

func (g *Generator) perspective(id, inherited string) bsc.Perspective {
	p := bsc.Perspective{
		ID: id, Aggregator: g.aggregator(), Threshold: g.threshold(),
		Missing: g.missing(), Quota: g.quota(3), Round: g.round(),
	}
	inherited = g.defaults(&p.Defaults, inherited)
	for i := range Pick(g.Rand, 0, 1, 1, 1, 2, 2, 3) {
		p.Objectives = append(p.Objectives, g.objective(fmt.Sprint(id, "o", i), inherited))
	}
	if len(p.Objectives) > 0 && g.Chance(15) {
		p.Aggregator = g.veto(p.Objectives[0].ID)
	}
	return p
}

func (g *Generator) objective(id, inherited string) bsc.Objective {
	o := bsc.Objective{
		ID: id, Aggregator: g.aggregator(), Threshold: g.threshold(),
		Missing: g.missing(), Quota: g.quota(4), Round: g.round(),
	}
	inherited = g.defaults(&o.Defaults, inherited)
	for range Pick(g.Rand, 0, 1, 1, 2, 2, 3, 3, 4, 5) {
		o.KPIs = append(o.KPIs, g.kpi(fmt.Sprint("k", len(g.kpis)), inherited))
	}
	if len(o.KPIs) > 0 && g.Chance(15) {
		o.Aggregator = g.veto(o.KPIs[len(o.KPIs)-1].ID)
	}
	return o
}

// uses lets objectives use KPIs of others.
func (g *Generator) uses() {
	for o := range Objectives(g.card.Definition) {
		if len(g.kpis) == 0 || !g.Chance(20) {
			continue
		}
		id := Pick(g.Rand, g.kpis...)
		if !slices.ContainsFunc(o.KPIs, func(k bsc.KPI) bool { return k.ID == id }) {
			o.Uses = append(o.Uses, bsc.Use{KPI: id})
		}
	}
}

// weights gives all siblings their weights, once it is known which aggregators take percent.
func (g *Generator) weights() {
	tree := NewTree(g.card)
	for parent, weights := range Siblings(g.card.Definition) {
		g.weigh(weights, tree.Node(parent).Aggregates() == "weighted_sum")
	}
}

// weigh fills in the weights of siblings. Not all may be 0, and percentages add up to 100.
func (g *Generator) weigh(weights []*bsc.Number, percent bool) {
	if len(weights) == 0 {
		return
	}
	usual := []bsc.Number{"", "", "1", "2", "3", "0", "0.1", "33.3333333333", "7e2"}
	if g.extreme {
		usual = append(usual, "1e-18", "1e-30", "1e18", "1234567890123456789012345678901234", "0.333333333333333333")
	}
	left := decimal.New(100, 0)
	for _, w := range weights {
		*w = Pick(g.Rand, usual...)
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

func (g *Generator) missing() bsc.Missing {
	return bsc.Missing{Rule: Pick(g.Rand,
		"", "", "", "", "", bsc.MissingExclude, bsc.MissingZero, bsc.MissingZero, bsc.MissingRequire)}
}

func (g *Generator) round() *bsc.Rounding {
	if g.Chance(75) {
		return nil
	}
	modes := []bsc.RoundingMode{
		"", bsc.RoundHalfAway, bsc.RoundHalfEven, bsc.RoundUp, bsc.RoundDown, bsc.RoundFloor, bsc.RoundCeiling,
	}
	return &bsc.Rounding{Places: Pick(g.Rand, 0, 1, 2, int32(g.IntN(11))), Mode: Pick(g.Rand, modes...)}
}

func (g *Generator) quota(most int) bsc.Quota {
	var q bsc.Quota
	if g.Chance(10) {
		q.MinChildren = g.IntN(most + 1)
	}
	if g.Chance(10) {
		q.MinCoverage = Pick(g.Rand, bsc.Number("0.25"), "0.5", "0.3333333333", "0.3333333334", "0.6666666667", "0.75", "1")
	}
	return q
}
