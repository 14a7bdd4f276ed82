package render_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/history"
	"github.com/go-bsc/bsc/internal/golden"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/render"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
)

// TestView_golden pins every byte of drawings that have everything in them, so that whoever changes one sees what
// changed. Run with -update, and look at the files.
func TestView_golden(t *testing.T) {
	card, trend := coffee(t)
	whole := busy(t)
	results := whole.Results()
	for name, v := range map[string]render.View{
		"coffee-card": {Card: card}, "coffee-trend": {Trend: trend},
		"busy-card": {Card: results[0].Scorecard()}, "busy-result": {Result: results[1]}, "busy-trend": {Trend: whole},
	} {
		for file, to := range drawings(v) {
			t.Run(name+"/"+file, func(t *testing.T) { golden.Check(t, name+"-"+file, draw(t, to)) })
		}
	}
}

// busy is a trend of four quarters of a scorecard with names of many scripts, every kind of node, link, rating and gap,
// and links enough to crowd their labels.
func busy(t *testing.T) *history.Trend {
	t.Helper()
	const unit = "Zürich"
	def := busyDefinition()
	card, err := bsc.Compile(def, nil)
	require.NoError(t, err)
	readings := new(bsc.Readings)
	add := func(id string, quarter int, r bsc.Reading) {
		require.NoError(t, readings.Add(bsc.Fact{OrgUnit: unit, Ref: bsc.KPIRef(id), Period: period.Quarter(2026, quarter), Reading: r}))
	}
	rng := rand.New(rand.NewPCG(9, 26))
	for _, ref := range card.Nodes() {
		if ref.Kind != bsc.KindKPI || ref.ID == "gone" || ref.ID == "word" {
			continue
		}
		for quarter := 1; quarter <= 4; quarter++ {
			value := decimalOf(t, fmt.Sprintf("%d.%05d", rng.IntN(130)-10, rng.IntN(100_000)))
			switch {
			case ref.ID == "carried" && quarter > 1, ref.ID == "gap" && quarter == 2: // no reading
			case ref.ID == "steady":
				add(ref.ID, quarter, bsc.Reading{Value: decimalOf(t, "80")})
			case ref.ID == "exempt" && quarter == 3:
				add(ref.ID, quarter, bsc.Reading{State: bsc.StateNotApplicable})
			default:
				add(ref.ID, quarter, bsc.Reading{Value: value})
			}
		}
	}
	add("word", 4, bsc.Reading{Label: "so so"})
	trend, err := history.NewTrend(card, period.Quarter(2026, 1), bsc.Input{Period: period.Quarter(2026, 4), OrgUnit: unit, Readings: readings})
	require.NoError(t, err)
	return trend
}

func busyDefinition() *bsc.Definition {
	def := &bsc.Definition{
		ID: "busy", Name: "A scorecard with a long name, as they are where several departments had a say in what it should be called, and שלום", Frequency: period.Quarterly,
		Scale: bsc.Scale{Min: "-10", Met: "100", Cap: "120"},
		Ratings: []bsc.RatingLevel{
			{ID: "red", Name: "Behind the plan by so much that it needs help", Symbol: "✗", Color: "#b3261e"},
			{ID: "amber", Symbol: "wait", Color: "#ffb300"},
			{ID: "green", Name: "On plan"},
		},
		Perspectives: []bsc.Perspective{{ID: "learn", Name: "Learning and growth"}, {ID: "inside", Name: "Internal/processes-and-theirsubprocesses"}, {ID: "none"}, {ID: "outside", Name: "お客様の視点"}, {ID: "money"}},
	}
	names := []string{
		"Train", "Keep people who know how things are done, and why they are done that way", "ÄÖÜ Ωμέγα Щука", "Short", "نمی\u200cخواهم بدانم", "顧客を満足させる製品を作る", "हिन्दी में नाम", "👩\u200d👩\u200d👧 families",
		"Donaudampfschifffahrtsgesellschaftskapitän", "ไทยภาษา", "e\u0301a\u0300", "and/or-or", "MWMWMWMW iiiillll", "A\u00adb\u200dc", "Grow 5 % (net)", "Spend less & less <b>",
	}
	kpi := func(id string, weight bsc.Number) bsc.KPI {
		return bsc.KPI{ID: id, Name: "KPI of " + id, Weight: weight, Unit: "€/m²", Targets: []bsc.Target{{Baseline: "0", Value: "100"}}}
	}
	for i, name := range names {
		o := bsc.Objective{ID: fmt.Sprint("o", i), Name: name, KPIs: []bsc.KPI{kpi(fmt.Sprint("k", i), bsc.Number(fmt.Sprint(1+i%3)))}}
		p := []int{0, 0, 0, 1, 1, 1, 1, 1, 1, 3, 3, 3, 4, 4, 4, 4}[i]
		def.Perspectives[p].Objectives = append(def.Perspectives[p].Objectives, o)
	}
	first := &def.Perspectives[0].Objectives[0]
	for _, id := range []string{"gone", "carried", "gap", "steady", "exempt", "shown", "word"} {
		k := kpi(id, "2")
		switch id {
		case "carried":
			k.Missing = bsc.Missing{Rule: bsc.MissingCarryForward, MaxAge: 3}
		case "shown":
			k.Scorer, k.Targets, k.Unit = bsc.Policy{Name: "none"}, nil, ""
		case "word":
			k.Scorer, k.Targets = bsc.NewPolicy("points", map[string]any{"labels": map[string]any{"well": 120, "so so": 40}}), nil
		}
		first.KPIs = append(first.KPIs, k)
	}
	def.Perspectives[3].Objectives[1].Uses = []bsc.Use{{KPI: "k0", Weight: "0.25"}}
	busyLinks(def)
	return def
}

// busyLinks draws links of all kinds, by a seed, and some between other nodes than objectives.
func busyLinks(def *bsc.Definition) {
	rng := rand.New(rand.NewPCG(4, 2))
	for len(def.Links) < 44 {
		l := bsc.Link{From: bsc.ObjectiveRef(fmt.Sprint("o", rng.IntN(16))), To: bsc.ObjectiveRef(fmt.Sprint("o", rng.IntN(16))), Delay: 1 + rng.IntN(12)}
		if l.From == l.To || slices.ContainsFunc(def.Links, func(o bsc.Link) bool { return o.From == l.From && o.To == l.To }) {
			continue
		}
		l.Kind = []bsc.LinkKind{"", bsc.LinkHypothesis, bsc.LinkDefinitional, bsc.LinkConstraint}[rng.IntN(4)]
		l.Inverse = rng.IntN(4) == 0
		l.Strength = []bsc.Strength{"", bsc.StrengthStrong, bsc.StrengthWeak, "0.07", "1"}[rng.IntN(5)]
		def.Links = append(def.Links, l)
	}
	def.Links = append(def.Links,
		bsc.Link{From: bsc.KPIRef("k1"), To: bsc.ObjectiveRef("o9")}, bsc.Link{From: bsc.KPIRef("steady"), To: bsc.PerspectiveRef("money"), Kind: bsc.LinkConstraint},
		bsc.Link{From: bsc.PerspectiveRef("learn"), To: bsc.ObjectiveRef("o3"), Inverse: true})
}

func decimalOf(t *testing.T, text string) decimal.Decimal {
	t.Helper()
	d, err := bsc.Number(text).Decimal()
	require.NoError(t, err)
	return d
}
