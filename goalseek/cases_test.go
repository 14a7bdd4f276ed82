package goalseek_test

import (
	"encoding/json"
	"errors"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/goalseek"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// hosts has a host's scorers: one that rises, one with a hill, one that fails; and an aggregator that looks at one
// child.
func hosts(t *testing.T) *bsc.Registry {
	t.Helper()
	r := new(bsc.Registry)
	root := bsc.ScorerFunc(func(in bsc.ScoreInput) (decimal.Decimal, error) { // 10 · x below 4, then 40 + (x - 4)
		if in.Actual.LessThan(n("4")) {
			return in.Actual.Mul(n("10")), nil
		}
		return in.Actual.Add(n("36")), nil
	})
	hill := bsc.ScorerFunc(func(in bsc.ScoreInput) (decimal.Decimal, error) {
		return n("100").Sub(in.Actual.Sub(n("30")).Abs().Mul(n("4"))), nil
	})
	fails := bsc.ScorerFunc(func(bsc.ScoreInput) (decimal.Decimal, error) { return decimal.Zero, errors.New("no") })
	require.NoError(t, errors.Join(
		r.Scorer("acme.com/root@1", root.New), r.Scorer("acme.com/hill@1", hill.New), r.Scorer("acme.com/fails@1", fails.New),
	))
	return r
}

func cardOf(t *testing.T, actuals bsc.Actuals, kpis ...bsc.KPI) *bsc.Result {
	t.Helper()
	def := oracle.CardOf(kpis...)
	def.Scale = bsc.Scale{}
	card, err := bsc.Compile(def, &bsc.Options{Registry: hosts(t)})
	require.NoError(t, err)
	r, err := card.Evaluate(bsc.Input{Period: period.Quarter(2026, 3), Readings: actuals})
	require.NoError(t, err)
	return r
}

// TestAlone_host bisects a host's scorers, and says so.
func TestAlone_host(t *testing.T) {
	kpi := bsc.KPIRef("k")
	for _, c := range []struct {
		name, scorer, actual, score string
		direction                   bsc.Direction
		bounds                      goalseek.Bounds
		want                        string
		reached                     bool
	}{
		{"rising", "root", "1", "30", "", goalseek.Bounds{}, "3", true},
		{"rising, further", "root", "1", "75", "", goalseek.Bounds{}, "39", true},
		{"rising, to spare", "root", "9", "30", "", goalseek.Bounds{}, "3", true},
		{"rising, bounded", "root", "1", "75", "", goalseek.Bounds{High: null("20.5"), Step: n("1")}, "20", false},
		{"a hill, from below", "hill", "1", "60", "", goalseek.Bounds{}, "20", true},
		{"a hill, from above", "hill", "50", "60", "lower", goalseek.Bounds{Step: n("0.5")}, "40", true},
		{"a hill, closer", "hill", "50", "60", "closer", goalseek.Bounds{Step: n("0.5")}, "40", true},
		{"a hill, closer, to spare", "hill", "26", "60", "closer", goalseek.Bounds{}, "20", true},
		{"it always fails", "fails", "1", "60", "", goalseek.Bounds{}, "", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			k := bsc.KPI{ID: "k", Direction: c.direction, Scorer: bsc.Policy{Name: "acme.com/" + c.scorer + "@1"}, Targets: []bsc.Target{{Value: "30"}}}
			r := cardOf(t, bsc.Actuals{"k": n(c.actual)}, k)
			a, err := goalseek.Alone(goalseek.Goal{Result: r, Score: n(c.score), Bounds: map[bsc.Ref]goalseek.Bounds{kpi: c.bounds}}, kpi)
			require.NoError(t, err)
			assert.True(t, a.Bisected)
			assert.Equal(t, c.reached, a.Reached, a)
			if assert.Equal(t, c.want != "", a.Needed.Valid, a); a.Needed.Valid {
				assert.Equal(t, c.want, a.Needed.Decimal.String(), a)
			}
			assert.Equal(t, c.reached, a.Reason.IsZero())
		})
	}
	rising := bsc.KPI{ID: "k", Scorer: bsc.Policy{Name: "acme.com/root@1"}}
	other := bsc.KPI{ID: "l", Targets: []bsc.Target{{Value: "100"}}}
	r := cardOf(t, bsc.Actuals{"k": n("1"), "l": n("50")}, rising, other)
	p, err := goalseek.Together(goalseek.Goal{Result: r, Score: n("60")})
	require.NoError(t, err)
	assert.True(t, p.Reached && p.Moves[0].Bisected && !p.Moves[1].Bisected, p)
	p, err = goalseek.Cheapest(goalseek.Goal{Result: r, Score: n("60")}, map[bsc.Ref]decimal.Decimal{kpi: n("1"), bsc.KPIRef("l"): n("1")})
	require.NoError(t, err)
	assert.True(t, p.Reached && !p.Optimal && !p.Reason.IsZero(), p)
}

// TestAlone_refused says why a KPI cannot be sought.
func TestAlone_refused(t *testing.T) {
	target := []bsc.Target{{Value: "100"}}
	def := &bsc.Definition{ID: "card", Defaults: bsc.Defaults{Assessments: bsc.AssessmentsCount}, Perspectives: []bsc.Perspective{
		{ID: "p", Objectives: []bsc.Objective{
			{ID: "free", KPIs: []bsc.KPI{
				{ID: "k", Targets: target},
				{ID: "judged", Scorer: bsc.Policy{Name: "judged"}},
				{ID: "shown", Scorer: bsc.Policy{Name: "none"}},
				{ID: "light", Weight: "0", Targets: target},
				{ID: "gone", Targets: target, Until: period.Quarter(2025, 1)},
				{ID: "said", Targets: target},
			}},
			{ID: "decided", KPIs: []bsc.KPI{{ID: "below", Targets: target}}},
			{ID: "another", Weight: "0", KPIs: []bsc.KPI{{ID: "beside", Targets: target}}},
		}},
	}}
	in := bsc.Input{Period: period.Quarter(2026, 3), Readings: bsc.Actuals{"k": n("50"), "light": n("1"), "below": n("1"), "said": n("1")}, Assessments: []bsc.Assessment{
		{Ref: bsc.ObjectiveRef("decided"), Score: "50"}, {Ref: bsc.KPIRef("said"), Score: "50"},
	}}
	r, err := bsc.MustCompile(def, nil).Evaluate(in)
	require.NoError(t, err)
	answers, err := goalseek.Each(goalseek.Goal{Result: r, Score: n("60")})
	require.NoError(t, err)
	want := map[string]string{
		"judged": "seek_judged", "shown": "seek_unscored", "light": "seek_weight_zero", "gone": "not_applicable", "said": "seek_judged",
		"below": "seek_judged_above", "beside": "seek_weight_zero",
	}
	assert.Len(t, answers, 8)
	for _, a := range answers {
		assert.Equal(t, want[a.Ref.ID], a.Reason.Code(), a)
		assert.Equal(t, a.Ref.ID == "k", a.Reached, a)
	}
	a, err := goalseek.Alone(goalseek.Goal{Result: r, Node: bsc.ObjectiveRef("decided"), Score: n("60")}, bsc.KPIRef("below"))
	require.NoError(t, err)
	assert.True(t, a.Reached, "of the judged node's own score it can be asked: %s", a)
	a, err = goalseek.Alone(goalseek.Goal{Result: r, Node: bsc.ObjectiveRef("decided"), Score: n("60")}, bsc.KPIRef("k"))
	require.NoError(t, err)
	assert.Equal(t, "seek_elsewhere", a.Reason.Code())
}

// TestGoal_errors names what is wrong with a question.
func TestGoal_errors(t *testing.T) {
	r := fourKPIs(t)
	a := bsc.KPIRef("a")
	bounds := func(b goalseek.Bounds) map[bsc.Ref]goalseek.Bounds { return map[bsc.Ref]goalseek.Bounds{a: b} }
	for _, c := range []struct {
		goal goalseek.Goal
		kpi  bsc.Ref
		want bsc.Code
	}{
		{goalseek.Goal{}, a, bsc.ErrInput},
		{goalseek.Goal{Result: new(bsc.Result)}, a, bsc.ErrInput},
		{goalseek.Goal{Result: r, Node: bsc.ObjectiveRef("oo")}, a, bsc.ErrUnknownRef},
		{goalseek.Goal{Result: r}, bsc.KPIRef("aa"), bsc.ErrUnknownRef},
		{goalseek.Goal{Result: r}, bsc.ObjectiveRef("o"), bsc.ErrUnknownRef},
		{goalseek.Goal{Result: r, Score: n("1e60")}, a, bsc.ErrNumber},
		{goalseek.Goal{Result: r, Rating: "blue"}, a, bsc.ErrBands},
		{goalseek.Goal{Result: r, Bounds: bounds(goalseek.Bounds{Low: null("1e60")})}, a, bsc.ErrNumber},
		{goalseek.Goal{Result: r, Bounds: bounds(goalseek.Bounds{Low: null("2"), High: null("1")})}, a, bsc.ErrValue},
		{goalseek.Goal{Result: r, Bounds: bounds(goalseek.Bounds{Step: n("-1")})}, a, bsc.ErrValue},
		{goalseek.Goal{Result: r, Bounds: bounds(goalseek.Bounds{Step: n("1e-19")})}, a, bsc.ErrValue},
	} {
		_, err := goalseek.Alone(c.goal, c.kpi)
		require.ErrorIs(t, err, c.want)
		var p *bsc.Problem
		require.ErrorAs(t, err, &p)
		if c.kpi == a {
			_, err = goalseek.Each(c.goal)
			require.ErrorIs(t, err, c.want)
			_, err = goalseek.Together(c.goal)
			require.ErrorIs(t, err, c.want)
			_, err = goalseek.Cheapest(c.goal, nil)
			require.ErrorIs(t, err, c.want)
		}
	}
	for cost, want := range map[bsc.Ref]bsc.Code{a: bsc.ErrValue, bsc.KPIRef("x"): bsc.ErrUnknownRef, bsc.ObjectiveRef("o"): bsc.ErrUnknownRef} {
		_, err := goalseek.Cheapest(goalseek.Goal{Result: r, Score: n("80")}, map[bsc.Ref]decimal.Decimal{cost: n("0")})
		assert.ErrorIs(t, err, want)
	}
	_, err := goalseek.Cheapest(goalseek.Goal{Result: r, Score: n("80")}, map[bsc.Ref]decimal.Decimal{a: n("1e60")})
	assert.ErrorIs(t, err, bsc.ErrNumber)
	none, err := goalseek.Alone(goalseek.Goal{Result: r, Score: n("80"), Bounds: bounds(goalseek.Bounds{Low: null("1.2"), High: null("1.8"), Step: n("1")})}, a)
	require.NoError(t, err)
	assert.Equal(t, "seek_no_number", none.Reason.Code())
}

// TestGoal_Rating seeks the lower limit of a rating; a limit that belongs to the band below is passed by the least
// there is.
func TestGoal_Rating(t *testing.T) {
	for include, want := range map[string]string{"": "90", "upper": "90.0000000001"} {
		k := bsc.KPI{ID: "k", Targets: []bsc.Target{{Value: "100"}}}
		if include != "" {
			k.Threshold = bsc.NewPolicy("bands", bsc.BandsArgs{Include: include})
		}
		r := cardOf(t, bsc.Actuals{"k": n("50")}, k)
		a, err := goalseek.Alone(goalseek.Goal{Result: r, Node: bsc.KPIRef("k"), Rating: bsc.RatingGreen, Bounds: map[bsc.Ref]goalseek.Bounds{bsc.KPIRef("k"): {Step: n("1e-10")}}}, bsc.KPIRef("k"))
		require.NoError(t, err)
		assert.Equal(t, want, a.Goal.String())
		assert.Equal(t, want, a.Needed.Decimal.String())
		then, err := bsc.Mix{Of: r, Actuals: map[bsc.Ref]decimal.Decimal{a.Ref: a.Needed.Decimal}}.Evaluate()
		require.NoError(t, err)
		o, _ := then.Of(a.Ref)
		assert.Equal(t, bsc.RatingGreen, o.Rating)
	}
}

// TestAlone_calculated seeks a KPI from which others are calculated: more of it is better there and worse here.
func TestAlone_calculated(t *testing.T) {
	target := func(value bsc.Number) []bsc.Target { return []bsc.Target{{Value: value}} }
	r := cardOf(t, bsc.Actuals{"cost": n("80"), "revenue": n("100")},
		bsc.KPI{ID: "cost", Direction: "lower", Targets: target("70")},
		bsc.KPI{ID: "revenue", Targets: target("120")},
		bsc.KPI{ID: "margin", Targets: target("50"), Calculator: bsc.NewPolicy("difference", map[string]any{"of": []any{"revenue", "cost"}})},
	)
	g := goalseek.Goal{Result: r, Score: n("90"), Bounds: map[bsc.Ref]goalseek.Bounds{}}
	answers, err := goalseek.Each(g)
	require.NoError(t, err)
	for _, a := range answers {
		assert.Equal(t, a.Ref.ID != "margin", a.Bisected, a)
		if a.Reached {
			edge(t, 0, g, a, func(x decimal.Decimal) bool {
				return totalWith(t, r, map[bsc.Ref]decimal.Decimal{a.Ref: x}).LessThan(g.Score)
			})
		}
	}
	p, err := goalseek.Together(g)
	require.NoError(t, err)
	assert.True(t, p.Reached, p)
	assert.Len(t, p.Moves, 2, "the calculated one follows")
}

// TestBestOf takes the best of several results.
func TestBestOf(t *testing.T) {
	target := []bsc.Target{{Value: "30"}}
	kpis := []bsc.KPI{{ID: "up", Targets: target}, {ID: "down", Direction: "lower", Targets: target}, {ID: "near", Direction: "closer", Scorer: bsc.Policy{Name: "binary"}, Targets: target}, {ID: "none", Targets: target}}
	one := cardOf(t, bsc.Actuals{"up": n("1"), "down": n("5"), "near": n("29")}, kpis...)
	two := cardOf(t, bsc.Actuals{"up": n("3"), "down": n("7"), "near": n("32")}, kpis...)
	assert.Equal(t, map[bsc.Ref]goalseek.Bounds{
		bsc.KPIRef("up"): {High: null("3")}, bsc.KPIRef("down"): {Low: null("5")}, bsc.KPIRef("near"): {Low: null("29"), High: null("32")},
	}, goalseek.BestOf(one, two))
}

// TestAnswer_Phrase says every kind of answer in German, too.
func TestAnswer_Phrase(t *testing.T) {
	r := fourKPIs(t)
	german := words.German()
	for score, want := range map[string]string{
		"80": "kpi:b: von 60 auf 86,666667, dann hat scorecard:card 80,0000001",
		"95": "kpi:b: scorecard:card erreicht 95 nicht; von 60 auf 100 sind es höchstens 84",
		"0":  "kpi:b: scorecard:card erreicht 0 bei jedem Istwert",
	} {
		a, err := goalseek.Alone(goalseek.Goal{Result: r, Score: n(score)}, bsc.KPIRef("b"))
		require.NoError(t, err)
		assert.Equal(t, want, german.Say(a.Phrase()))
		_, err = json.Marshal(a)
		assert.NoError(t, err)
	}
}
