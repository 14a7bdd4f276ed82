package cascades_test

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestCascade_large evaluates 10,000 units of 20 KPIs on one template, five levels deep: units to which nobody
// contributes are as they are alone, and every other objective is the weighted mean of its KPIs and of what
// contributes to it, worked out by hand in fractions.
func TestCascade_large(t *testing.T) {
	n := int(min(oracle.Cards(10_000), 10_000))
	const branching = 9
	units, readings := oracle.Company(n, branching)
	org, err := cascade.New(units, nil)
	require.NoError(t, err)
	assert.Empty(t, org.Warnings())
	in := bsc.Input{Period: period.Month(2026, 3), Readings: readings}
	result, err := org.Evaluate(in)
	require.NoError(t, err)
	alone := bsc.MustCompile(oracle.Template(), nil)
	for i := range units {
		id, first := units[i].ID, i*branching+1
		got := result.Of(id)
		in.OrgUnit = id
		single, err := alone.Evaluate(in)
		require.NoError(t, err)
		for o := range single.All() {
			theirs, ok := got.Of(o.Ref)
			require.True(t, ok)
			if first >= n || o.Ref.Kind == bsc.KindKPI {
				if !o.Score.Equal(theirs.Score) || o.Rating != theirs.Rating || !o.Coverage.Equal(theirs.Coverage) || !o.Low.Equal(theirs.Low) || !o.High.Equal(theirs.High) {
					t.Fatalf("%s %s is %s alone, and %s", id, o.Ref, o.Score, theirs.Score)
				}
			} else if o.Ref.Kind == bsc.KindObjective {
				checkRollup(t, result, single, id, first, min(first+branching, n), theirs)
			}
		}
	}
	var sum decimal.Decimal
	for _, share := range result.Shares() {
		sum = sum.Add(share.Share)
	}
	assert.True(t, dec("1").Equal(sum), "the shares of all KPIs are the whole: %s", sum)
}

// checkRollup works out an objective from its own KPIs and the scores of the units below.
func checkRollup(t *testing.T, all *cascade.Result, single *bsc.Result, id string, first, end int, got bsc.Outcome) {
	num, den, covered, there := new(big.Rat), new(big.Rat), new(big.Rat), new(big.Rat)
	add := func(o bsc.Outcome, weight decimal.Decimal) {
		there.Add(there, weight.Rat())
		covered.Add(covered, new(big.Rat).Mul(weight.Rat(), o.Coverage.Rat()))
		if score, ok := o.Score.Decimal(); ok {
			num.Add(num, new(big.Rat).Mul(weight.Rat(), score.Rat()))
			den.Add(den, weight.Rat())
		}
	}
	for _, child := range single.Scorecard().Children(got.Ref) {
		add(of(t, single, child.Ref), child.Weight)
	}
	for i := first; i < end; i++ {
		add(of(t, all.Of(fmt.Sprint("u", i)), got.Ref), dec("2"))
	}
	score, _ := got.Score.Decimal()
	want := new(big.Rat).Quo(num, den)
	if got, want := score.StringFixed(10), want.FloatString(10); got != want {
		t.Fatalf("%s: %s, by hand %s", id, got, want)
	}
	if got, want := got.Coverage.StringFixed(10), floored(new(big.Rat).Quo(covered, there)); got != want {
		t.Fatalf("%s: coverage %s, by hand %s", id, got, want)
	}
}

// floored shows a fraction to ten places, rounded down.
func floored(r *big.Rat) string {
	units := new(big.Int).Mul(r.Num(), big.NewInt(10_000_000_000))
	return decimal.NewFromBigInt(units.Quo(units, r.Denom()), -10).StringFixed(10)
}

// shop is a small organisation with every mode of contribution.
func shop() []cascade.OrgUnit {
	kpi := func(id string, target bsc.Number) bsc.KPI {
		return bsc.KPI{ID: id, Frequency: period.Monthly, Rollup: bsc.RollupSum, Targets: []bsc.Target{{Value: target}}}
	}
	card := func(id string, objectives ...bsc.Objective) *bsc.Definition {
		return &bsc.Definition{ID: id, Perspectives: []bsc.Perspective{{ID: "all", Objectives: objectives}}}
	}
	ratio := bsc.KPI{ID: "returns-rate", Direction: bsc.DirectionLower, Targets: []bsc.Target{{Baseline: "50", Value: "10"}}, Calculator: bsc.NewPolicy("ratio", map[string]any{"num": "returns", "den": "orders", "times": 100})}
	company := card("company", bsc.Objective{ID: "grow", KPIs: []bsc.KPI{kpi("sales", "300"), ratio}}, bsc.Objective{ID: "serve", KPIs: []bsc.KPI{{ID: "nps", Frequency: period.Monthly, Rollup: bsc.RollupMean, Targets: []bsc.Target{{Value: "50"}}, Weight: "3"}}})
	company.Series = []bsc.Series{{ID: "returns", Frequency: period.Monthly, Rollup: bsc.RollupSum}, {ID: "orders", Frequency: period.Monthly, Rollup: bsc.RollupSum}}
	store := card("store", bsc.Objective{ID: "sell", KPIs: []bsc.KPI{kpi("sales", "100"), {ID: "nps", Frequency: period.Monthly, Rollup: bsc.RollupMean, Targets: []bsc.Target{{Value: "40"}}}}}, bsc.Objective{ID: "care", KPIs: []bsc.KPI{kpi("calls", "20")}})
	store.Series = company.Series
	k, s := bsc.KPIRef, bsc.SeriesRef
	gives := []cascade.Contribution{
		{Mode: cascade.Additive, From: k("sales"), To: k("sales")},
		{Mode: cascade.Additive, From: s("returns"), To: s("returns")},
		{Mode: cascade.Additive, From: s("orders"), To: s("orders")},
		{Mode: cascade.Contributory, From: bsc.ObjectiveRef("care"), To: bsc.ObjectiveRef("serve"), Weight: "1"},
		{Mode: cascade.SharedMeasure, From: k("nps"), To: k("nps")},
	}
	return []cascade.OrgUnit{
		{ID: "north", Name: "North", Parent: "all", Definition: store, Contributes: gives},
		{ID: "all", Name: "The company", Definition: company},
		{ID: "south", Parent: "all", Definition: store, Contributes: gives, Weights: map[bsc.Ref]bsc.Number{bsc.ObjectiveRef("care"): "3"}},
	}
}

// shopReadings are "unit id period value".
func shopReadings(t *testing.T, lines ...string) *bsc.Readings {
	t.Helper()
	r := new(bsc.Readings)
	for _, line := range lines {
		f := strings.Fields(line)
		asked, err := period.Parse(f[2])
		require.NoError(t, err)
		ref := bsc.KPIRef(f[1])
		if f[1] == "returns" || f[1] == "orders" || f[1] == "gbp" {
			ref = bsc.SeriesRef(f[1])
		}
		require.NoError(t, r.Add(bsc.Fact{OrgUnit: f[0], Ref: ref, Period: asked, Reading: bsc.Reading{Value: dec(f[3])}}))
	}
	return r
}

var shopFigures = []string{
	"north sales 2026-03 90", "south sales 2026-03 120", "north returns 2026-03 10", "north orders 2026-03 100", "south returns 2026-03 90", "south orders 2026-03 300",
	"north calls 2026-03 10", "south calls 2026-03 20", "all nps 2026-03 30",
}

// TestCascade_modes adds values and then scores, takes rates as ratios of sums, contributes scores, and shares
// measures.
func TestCascade_modes(t *testing.T) {
	org, err := cascade.New(shop(), nil)
	require.NoError(t, err)
	readings := shopReadings(t, shopFigures...)
	assert.Empty(t, org.CheckReadings(readings))
	result, err := org.Evaluate(bsc.Input{Period: period.Month(2026, 3), Readings: readings})
	require.NoError(t, err)
	all, north := result.Of("all"), result.Of("north")
	sales := of(t, all, bsc.KPIRef("sales"))
	assert.True(t, dec("210").Equal(sales.Actual.Decimal))
	assert.True(t, dec("70").Equal(number(t, sales.Score)))
	assert.True(t, dec("25").Equal(of(t, all, bsc.KPIRef("returns-rate")).Actual.Decimal), "100 of 400, not the mean of 10 % and 30 %")
	serve := of(t, all, bsc.ObjectiveRef("serve"))
	assert.True(t, dec("66").Equal(number(t, serve.Score)), "(3·60 + 50 + 100) / 5: %s", serve.Score)
	assert.True(t, dec("75").Equal(number(t, of(t, north, bsc.KPIRef("nps")).Score)), "the company's 30 against its own 40")
	south := result.Of("south")
	assert.True(t, dec("96.875").Equal(number(t, south.Score())), "(87.5 + 3·100) / 4: %s", south.Score())
	assert.NotEqual(t, north.Fingerprint(), south.Fingerprint(), "its weights are its own")

	t.Run("explained through the levels", func(t *testing.T) {
		x, err := all.Explain(bsc.ObjectiveRef("serve"))
		require.NoError(t, err)
		assert.Contains(t, x.String(), `kpi:north/objective:care: score 50, weight 1, share 0.2, contributes 10`)
		var got []string
		for _, of := range []bsc.Ref{bsc.ObjectiveRef("serve"), bsc.KPIRef("sales"), bsc.SeriesRef("orders"), bsc.KPIRef("returns-rate"), bsc.KPIRef("nps")} {
			for _, c := range result.Contributors("all", of) {
				got = append(got, fmt.Sprint(of.ID, ": ", c.OrgUnit, " ", c.From, " ", c.Mode, " ", c.Outcome.Score, " ", c.Value.Decimal, " ", c.Weight.Decimal))
			}
		}
		assert.Equal(t, []string{
			"serve: north objective:care contributory 50 0 1", "serve: south objective:care contributory 100 0 1",
			"sales: north kpi:sales additive 90 90 0", "sales: south kpi:sales additive 100 120 0",
			"orders: north series:orders additive no score 100 0", "orders: south series:orders additive no score 300 0",
			"returns-rate: north series:returns additive no score 10 0", "returns-rate: south series:returns additive no score 90 0",
			"returns-rate: north series:orders additive no score 100 0", "returns-rate: south series:orders additive no score 300 0",
		}, got)
		assert.Len(t, result.Contributors("all", bsc.ObjectiveRef("grow")), 6, "all that is below it")
		assert.Empty(t, result.Contributors("all", bsc.KPIRef("nps")))
		assert.Equal(t, cascade.SharedMeasure, result.Contributors("north", bsc.KPIRef("nps"))[0].Mode)
	})
	t.Run("line of sight", func(t *testing.T) {
		sights, more := result.LineOfSight("north", bsc.KPIRef("calls"))
		require.Len(t, sights, 1)
		assert.False(t, more)
		var steps []string
		for _, s := range sights[0].Steps {
			steps = append(steps, s.OrgUnit+" "+s.Ref.String())
		}
		assert.Equal(t, []string{"north kpi:calls", "north objective:care", "all kpi:north/objective:care", "all objective:serve"}, steps)
		assert.True(t, dec("0.1").Equal(sights[0].Share), "a fifth of one half")
		sights, _ = result.LineOfSight("south", bsc.KPIRef("sales"))
		require.Len(t, sights, 1)
		assert.Equal(t, "0.1428571429", sights[0].Share.String(), "120 of 210, of a quarter")
		for _, of := range []bsc.Ref{bsc.KPIRef("nps"), bsc.ObjectiveRef("nothing")} {
			sights, _ = result.LineOfSight("north", of)
			assert.Empty(t, sights)
		}
		var sum decimal.Decimal
		for _, s := range result.Shares() {
			sum = sum.Add(s.Share)
		}
		assert.True(t, dec("1").Equal(sum), sum)
	})
	t.Run("judged by unit", func(t *testing.T) {
		judged, err := org.Evaluate(bsc.Input{Period: period.Month(2026, 3), Readings: readings, Assessments: []bsc.Assessment{{OrgUnit: "south", Ref: bsc.ObjectiveRef("care"), Score: "20"}}})
		require.NoError(t, err)
		assert.Nil(t, of(t, judged.Of("north"), bsc.ObjectiveRef("care")).Assessment)
		assert.NotNil(t, of(t, judged.Of("south"), bsc.ObjectiveRef("care")).Assessment)
		assert.Len(t, result.Contributors("all", bsc.KPIRef("north/objective:care")), 1)
	})
	t.Run("targets that do not add up", func(t *testing.T) {
		gaps := result.TargetGaps()
		require.Len(t, gaps, 1)
		assert.Equal(t, "all kpi:sales 300 200", fmt.Sprint(gaps[0].OrgUnit, " ", gaps[0].KPI, " ", gaps[0].Target.Decimal, " ", gaps[0].Sum))
	})
	t.Run("a part that is missing", func(t *testing.T) {
		result, err := org.Evaluate(bsc.Input{Period: period.Month(2026, 3), Readings: shopReadings(t, shopFigures[:4]...)})
		require.NoError(t, err)
		all := result.Of("all")
		assert.True(t, dec("210").Equal(of(t, all, bsc.KPIRef("sales")).Actual.Decimal))
		assert.False(t, of(t, all, bsc.KPIRef("returns-rate")).Score.Valid())
		march := period.Month(2026, 3)
		assert.Equal(t, []bsc.Gap{
			{OrgUnit: "south", Ref: bsc.SeriesRef("orders"), Period: march},
			{OrgUnit: "south", Ref: bsc.SeriesRef("returns"), Period: march},
		}, byRef(result.Of("all").Missing(bsc.KPIRef("returns-rate"))))
		assert.Empty(t, result.Of("all").Missing(bsc.KPIRef("sales")))
		assert.Nil(t, result.Of("nobody"))
		assert.False(t, result.Of("nobody").Score().Valid())
		assert.Empty(t, result.Of("nobody").Display(bsc.KPIRef("k"), 1)[len("no score"):])
		care := of(t, all, bsc.KPIRef("north/objective:care"))
		assert.True(t, care.Flags.Has(bsc.FlagNoData))
		assert.Equal(t, "no score of north: no child has a score", care.Reason.String())
	})
}

func byRef(list []bsc.Gap) []bsc.Gap {
	slices.SortFunc(list, func(a, b bsc.Gap) int { return strings.Compare(a.Ref.ID, b.Ref.ID) })
	return list
}

// TestNewCascade_bad lists everything that is wrong with units.
func TestNewCascade_bad(t *testing.T) {
	cases := map[string]struct {
		spoil func(u []cascade.OrgUnit) []cascade.OrgUnit
		want  []string
	}{
		"none":           {func(u []cascade.OrgUnit) []cascade.OrgUnit { return nil }, []string{"/units: there are no org units"}},
		"unknown parent": {func(u []cascade.OrgUnit) []cascade.OrgUnit { u[1].Parent = "nroth"; return u }, []string{`/units/1/parent: there is no org unit "nroth"; did you mean "north"?`}},
		"twice":          {func(u []cascade.OrgUnit) []cascade.OrgUnit { u[2].ID = "north"; return u }, []string{`/units/2/id: the org unit "north" stands twice; first at /units/0`}},
		"bad id":         {func(u []cascade.OrgUnit) []cascade.OrgUnit { u[2].ID = "a b"; return u }, []string{`/units/2/id: the id "a b" has spaces or invisible characters (1 to 128 bytes, printable, no spaces)`}},
		"in document order": {func(u []cascade.OrgUnit) []cascade.OrgUnit {
			u[0].Parent, u[2].ID = "nobody", "a b"
			return u
		}, []string{`/units/0/parent: there is no org unit "nobody"`, `/units/2/id: the id "a b" has spaces or invisible characters (1 to 128 bytes, printable, no spaces)`}},
		"circle":         {func(u []cascade.OrgUnit) []cascade.OrgUnit { u[1].Parent = "north"; return u }, []string{"/units/0/parent: units stand above one another in a circle: north → all"}},
		"no definition":  {func(u []cascade.OrgUnit) []cascade.OrgUnit { u[1].Definition = nil; return u }, []string{"/units/1/definition: the definition is nil"}},
		"bad definition": {func(u []cascade.OrgUnit) []cascade.OrgUnit { u[0].Definition.ID = ""; return u }, []string{"/units/0/definition/id: the id is missing (1 to 128 bytes, printable, no spaces)"}},
		"bad ends": {func(u []cascade.OrgUnit) []cascade.OrgUnit {
			u[0].Contributes = []cascade.Contribution{
				{Mode: cascade.Additive, From: bsc.KPIRef("sale"), To: bsc.KPIRef("returns-rate")},
				{Mode: "sum", From: bsc.KPIRef("sales"), To: bsc.KPIRef("sales")},
				{Mode: cascade.Contributory, From: bsc.ObjectiveRef("care"), To: bsc.KPIRef("nps")},
				{Mode: cascade.Additive, OrgUnit: "x"},
				{Mode: cascade.Additive, OrgUnit: "north"},
				{Mode: cascade.Additive, From: bsc.KPIRef("sales"), To: bsc.KPIRef("sales"), Weight: "2"},
			}
			u[1].Contributes = []cascade.Contribution{{Mode: cascade.Additive}}
			return u
		}, []string{
			`/units/0/contributes/0/from: there is no "kpi:sale" on the card of north; did you mean "sales"?`,
			`/units/0/contributes/0/to: kpi:returns-rate of all has no readings of its own (a KPI or a series that is not calculated); of what is calculated, contribute what it is calculated from`,
			`/units/0/contributes/1/mode: unknown mode "sum" (additive, contributory, shared)`,
			`/units/0/contributes/2/to: the score of objective:care is contributed to kpi:nps (an objective)`,
			`/units/0/contributes/3/unit: there is no org unit "x"`,
			`/units/0/contributes/4/unit: an org unit contributes to itself`,
			`/units/0/contributes/5/weight: a weight of what is additive (a weight of a contributory one; here each card has its own)`,
			`/units/1/contributes/0/unit: a contribution of an org unit without a parent names no org unit`,
		}},
		"weights": {func(u []cascade.OrgUnit) []cascade.OrgUnit {
			u[2].Weights = map[bsc.Ref]bsc.Number{bsc.ObjectiveRef("care"): "-1", bsc.ObjectiveRef("x/y"): "1", bsc.KPIRef("calls"): "many"}
			return u
		}, []string{
			`/units/2/weights/kpi:calls: "many" is not a number (a decimal number of at most 34 significant digits and 52 decimal places, below 10^52)`,
			`/units/2/weights/objective:care: the weight "-1" is negative (0 or more)`,
			`/units/2/weights/objective:x~1y: there is no "objective:x/y" with a weight on the card`,
		}},
		"no weight left": {func(u []cascade.OrgUnit) []cascade.OrgUnit {
			u[2].Weights = map[bsc.Ref]bsc.Number{bsc.KPIRef("calls"): "0"}
			return u
		}, []string{"/units/2/weights: all weights below objective:care are 0 (at least one weight above 0)"}},
		"a circle of scores": {func(u []cascade.OrgUnit) []cascade.OrgUnit {
			u[1].Contributes = []cascade.Contribution{{Mode: cascade.Contributory, OrgUnit: "north", From: bsc.ObjectiveRef("serve"), To: bsc.ObjectiveRef("care")}}
			return u
		}, []string{"/units/0/contributes: org units contribute scores in a circle: north → all"}},
		"a circle of readings": {func(u []cascade.OrgUnit) []cascade.OrgUnit {
			u[1].Contributes = []cascade.Contribution{{Mode: cascade.Additive, OrgUnit: "north", From: bsc.KPIRef("sales"), To: bsc.KPIRef("sales")}}
			return u
		}, []string{`/units/0/contributes: the readings of kpi:sales add up to themselves; take one of the contributions away`}},
		"another frequency": {func(u []cascade.OrgUnit) []cascade.OrgUnit {
			u[1].Definition.Perspectives[0].Objectives[0].KPIs[0].Frequency = period.Quarterly
			return u
		}, []string{
			`/units/0/contributes/0: kpi:sales of north and kpi:sales of all are measured differently often (the same frequency)`,
			`/units/2/contributes/0: kpi:sales of south and kpi:sales of all are measured differently often (the same frequency)`,
		}},
		"another scale": {func(u []cascade.OrgUnit) []cascade.OrgUnit {
			u[1].Definition.Scale.Cap = "120"
			return u
		}, []string{"/units/0/contributes/3: the scales of north and all differ", "/units/2/contributes/3: the scales of south and all differ"}},
		"the same twice": {func(u []cascade.OrgUnit) []cascade.OrgUnit {
			u[2].Contributes = append(u[2].Contributes, u[2].Contributes[3])
			return u
		}, []string{`/units/2/contributes/5: objective:care of south is contributed to all twice; the first is /units/2/contributes/3`}},
		"shared and added to": {func(u []cascade.OrgUnit) []cascade.OrgUnit {
			u[2].Contributes = append(u[2].Contributes, cascade.Contribution{Mode: cascade.Additive, OrgUnit: "north", From: bsc.KPIRef("nps"), To: bsc.KPIRef("nps")})
			return u
		}, []string{`/units/2/contributes/5: kpi:nps of north has its readings from elsewhere already`}},
		"added to and shared": {func(u []cascade.OrgUnit) []cascade.OrgUnit {
			u[0].Contributes, u[2].Contributes = u[2].Contributes[:4:4], []cascade.Contribution{{Mode: cascade.Additive, OrgUnit: "north", From: bsc.KPIRef("nps"), To: bsc.KPIRef("nps")}}
			u[0].Contributes = append(u[0].Contributes, cascade.Contribution{Mode: cascade.SharedMeasure, From: bsc.KPIRef("calls"), To: bsc.KPIRef("nps")})
			u[2].Contributes = append(u[2].Contributes, cascade.Contribution{Mode: cascade.Additive, OrgUnit: "north", From: bsc.KPIRef("sales"), To: bsc.KPIRef("calls")})
			return u
		}, []string{`/units/2/contributes/1: kpi:calls of north has its readings from elsewhere already`}},
		"added twice": {func(u []cascade.OrgUnit) []cascade.OrgUnit {
			u[2].Contributes = append(u[2].Contributes, cascade.Contribution{Mode: cascade.Additive, OrgUnit: "north", From: bsc.KPIRef("calls"), To: bsc.KPIRef("sales")},
				cascade.Contribution{Mode: cascade.Additive, From: bsc.KPIRef("calls"), To: bsc.KPIRef("sales")})
			return u
		}, []string{`/units/2/contributes: kpi:calls of south is counted twice in kpi:sales of all; it comes by two ways; take one of them away`}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			_, err := cascade.New(c.spoil(shop()), nil)
			var e *bsc.DefinitionError
			require.ErrorAs(t, err, &e)
			var got []string
			for _, p := range e.Problems {
				q := *p
				q.Ref = bsc.Ref{}
				got = append(got, q.Error())
			}
			assert.Equal(t, c.want, got)
		})
	}
}

// TestCascade_twice warns of a score that counts as itself and in what it is part of, also over two levels.
func TestCascade_twice(t *testing.T) {
	units := shop()
	units[0].Contributes = append(units[0].Contributes, cascade.Contribution{Mode: cascade.Contributory, From: bsc.KPIRef("calls"), To: bsc.ObjectiveRef("grow")})
	org, err := cascade.New(units, nil)
	require.NoError(t, err)
	require.Len(t, org.Warnings(), 1)
	assert.Equal(t, "warning: /units/0/contributes: objective:care and kpi:calls of north both count in the card of all, and one is part of the other", oracle.Lines(org.Warnings())[0])

	def := oracle.Template()
	two := []cascade.Contribution{{Mode: cascade.Contributory, From: bsc.ObjectiveRef("customer"), To: bsc.ObjectiveRef("customer")}, {Mode: cascade.Contributory, OrgUnit: "top", From: bsc.ObjectiveRef("customer"), To: bsc.ObjectiveRef("process")}}
	org, err = cascade.New([]cascade.OrgUnit{
		{ID: "top", Definition: def}, {ID: "middle", Parent: "top", Definition: def, Contributes: oracle.Upward("")}, {ID: "low", Parent: "middle", Definition: def, Contributes: two},
	}, nil)
	require.NoError(t, err)
	assert.Len(t, org.Warnings(), 1)

	swapped := shop()
	swapped[0].Contributes = append([]cascade.Contribution{{Mode: cascade.Contributory, From: bsc.KPIRef("calls"), To: bsc.ObjectiveRef("grow")}}, swapped[0].Contributes...)
	org, err = cascade.New(swapped, nil)
	require.NoError(t, err)
	assert.Len(t, org.Warnings(), 1, "whichever is said first")

	values := shop() // sales add up, and are part of an objective whose score is contributed
	values[2].Contributes = append(values[2].Contributes, cascade.Contribution{Mode: cascade.Contributory, From: bsc.ObjectiveRef("sell"), To: bsc.ObjectiveRef("grow")})
	org, err = cascade.New(values, nil)
	require.NoError(t, err)
	assert.Equal(t, []string{"warning: /units/2/contributes: kpi:sales and objective:sell of south both count in the card of all, and one is part of the other"}, oracle.Lines(org.Warnings()))
}

// TestCascade_inherited contributes scores to objectives whose KPIs inherit rules that are for values.
func TestCascade_inherited(t *testing.T) {
	def := oracle.Template()
	def.Defaults.Missing = bsc.Missing{Rule: bsc.MissingCarryForward, MaxAge: 2}
	onTarget := bsc.NewPolicy("bands", map[string]any{"on": "percent_of_target", "bands": []any{map[string]any{"rating": "red"}, map[string]any{"rating": "green", "from": 80}}})
	for i := range def.Perspectives {
		def.Perspectives[i].Objectives[0].Defaults.Threshold = onTarget
	}
	org, err := cascade.New([]cascade.OrgUnit{{ID: "top", Definition: def}, {ID: "low", Parent: "top", Definition: def, Contributes: oracle.Upward("")}}, nil)
	require.NoError(t, err)
	readings := new(bsc.Readings)
	require.NoError(t, readings.Add(bsc.Fact{OrgUnit: "low", Ref: bsc.KPIRef("customer0"), Period: period.Month(2026, 3), Reading: bsc.Reading{Value: dec("70")}}))
	result, err := org.Evaluate(bsc.Input{Period: period.Month(2026, 3), Readings: readings})
	require.NoError(t, err)
	score := of(t, result.Of("top"), bsc.KPIRef("low/objective:customer"))
	assert.NoError(t, score.Err)
	assert.Equal(t, bsc.RatingAmber, score.Rating, "as the objective below")
	assert.True(t, dec("70").Equal(number(t, result.Of("top").Score())))
}

// TestNewCascade_levels takes as many levels as are allowed, and refuses one more.
func TestNewCascade_levels(t *testing.T) {
	chain := func(n int) []cascade.OrgUnit {
		units := make([]cascade.OrgUnit, n)
		def := oracle.Template()
		for i := range units {
			units[i] = cascade.OrgUnit{ID: fmt.Sprint("u", i), Definition: def}
			if i > 0 {
				units[i].Parent = units[i-1].ID
			}
		}
		return units
	}
	_, err := cascade.New(chain(cascade.MaxLevels), nil)
	assert.NoError(t, err)
	_, err = cascade.New(chain(cascade.MaxLevels+1), nil)
	assert.ErrorIs(t, err, bsc.ErrInput)
	assert.ErrorContains(t, err, fmt.Sprintf("more than %d org units above one another", cascade.MaxLevels))
}

// TestCascade_questions asks a cascade for what is there and what is not.
func TestCascade_questions(t *testing.T) {
	org, err := cascade.New(shop(), nil)
	require.NoError(t, err)
	assert.Equal(t, []string{"north", "all", "south"}, org.OrgUnits())
	assert.Equal(t, []string{"all"}, org.Below(""))
	assert.Equal(t, []string{"north", "south"}, org.Below("all"))
	assert.Empty(t, org.Below("nobody"))
	assert.Equal(t, "The company", org.NameOf("all"))
	assert.Nil(t, org.Scorecard("nobody"))
	someone := []bsc.Assessment{{OrgUnit: "nroth", Ref: bsc.ObjectiveRef("care"), Rating: bsc.RatingRed}}
	for _, in := range []bsc.Input{{Period: period.Month(2026, 3), Readings: new(bsc.Readings), Assessments: someone}, {Period: period.Month(2026, 3)}, {Period: period.Month(2026, 3), Readings: bsc.Actuals{}}, {Readings: new(bsc.Readings)}} {
		_, err := org.Evaluate(in)
		assert.Error(t, err)
	}
	_, err = new(cascade.Cascade).Evaluate(bsc.Input{})
	assert.ErrorIs(t, err, bsc.ErrInput)
	empty := new(cascade.Result)
	assert.Nil(t, empty.Of("all"))
	assert.Empty(t, empty.Shares())
	sights, _ := empty.LineOfSight("all", bsc.KPIRef("sales"))
	assert.Empty(t, sights)
	for _, targets := range []bsc.TargetSource{
		bsc.OrgUnitTargets{}, bsc.TargetsByOrgUnit{"nroth": nil}, bsc.TargetsByOrgUnit{"north": {"sails": {Value: "1"}}},
	} {
		_, err := org.Evaluate(bsc.Input{Period: period.Month(2026, 3), Readings: new(bsc.Readings), Targets: targets})
		assert.ErrorContains(t, err, "target")
	}
	_, err = org.Evaluate(bsc.Input{
		Period: period.Month(2026, 3), Readings: new(bsc.Readings), Targets: bsc.TargetsByOrgUnit{"south": {"sales": {Value: "1e52"}}},
	})
	assert.ErrorContains(t, err, `unit:south: kpi:sales: the unit's target, value: "1e52" has more than 52 digits before its point`)
	own := bsc.TargetsByOrgUnit{"south": {"sales": {Value: "240"}}}
	result, err := org.Evaluate(bsc.Input{Period: period.Month(2026, 3), Readings: shopReadings(t, shopFigures...), Targets: own})
	require.NoError(t, err)
	assert.True(t, dec("50").Equal(number(t, of(t, result.Of("south"), bsc.KPIRef("sales")).Score)))
	problems := org.CheckReadings(shopReadings(t, "nroth sales 2026-03 1", "all sales 2026-03 1", "north sales 2026-Q1 1", "north sails 2026-03 1"))
	assert.Len(t, problems, 4, oracle.Lines(problems))
	assert.Contains(t, oracle.Lines(problems), `kpi:sales: of "nroth", 2026-03: there is no org unit "nroth"; did you mean "north"?`)
	problems = org.CheckReadings(shopReadings(t, "nroth sales 2026-03 1", "suoth sales 2026-03 1"))
	assert.Len(t, problems, 2, "a unit that there is not says nothing of the KPI")
}

// TestCascade_concurrent evaluates one cascade, and asks one result, by many goroutines.
func TestCascade_concurrent(t *testing.T) {
	org, err := cascade.New(shop(), nil)
	require.NoError(t, err)
	in := bsc.Input{Period: period.Month(2026, 3), Readings: shopReadings(t, shopFigures...)}
	shared, err := org.Evaluate(in)
	require.NoError(t, err)
	want := fmt.Sprint(shared.Shares())
	var wait sync.WaitGroup
	for range 16 {
		wait.Go(func() {
			result, err := org.Evaluate(in)
			assert.NoError(t, err)
			for _, r := range []*cascade.Result{shared, result} {
				assert.Equal(t, want, fmt.Sprint(r.Shares()))
				sights, _ := r.LineOfSight("south", bsc.KPIRef("sales"))
				assert.Len(t, sights, 1)
				assert.Len(t, r.Contributors("all", bsc.ObjectiveRef("grow")), 6)
				assert.Len(t, r.TargetGaps(), 1)
			}
		})
	}
	wait.Wait()
}

// TestCascade_judged contributes an objective that somebody has judged, where judgements count: the judgement goes up.
func TestCascade_judged(t *testing.T) {
	t.Parallel()
	team := bsc.Definition{ID: "team", Defaults: bsc.Defaults{Assessments: bsc.AssessmentsCount}, Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{{ID: "serve", KPIs: []bsc.KPI{
		{ID: "calls", Targets: []bsc.Target{{Value: "10"}}},
	}}}}}}
	top := bsc.Definition{ID: "top", Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{{ID: "serve", KPIs: []bsc.KPI{{ID: "own", Targets: []bsc.Target{{Value: "10"}}}}}}}}}
	org, err := cascade.New([]cascade.OrgUnit{
		{ID: "top", Definition: &top},
		{ID: "team", Parent: "top", Definition: &team, Contributes: []cascade.Contribution{{Mode: cascade.Contributory, From: bsc.ObjectiveRef("serve"), To: bsc.ObjectiveRef("serve")}}},
	}, nil)
	require.NoError(t, err)
	facts := new(bsc.Readings)
	for unit, kpi := range map[string]string{"team": "calls", "top": "own"} {
		require.NoError(t, facts.Add(bsc.Fact{OrgUnit: unit, Ref: bsc.KPIRef(kpi), Period: period.Year(2026), Reading: bsc.Reading{Value: dec("5")}}))
	}
	in := bsc.Input{Period: period.Year(2026), Readings: facts}
	result, err := org.Evaluate(in)
	require.NoError(t, err)
	assert.Equal(t, "50", result.Of("top").Score().String())
	in.Assessments = []bsc.Assessment{{OrgUnit: "team", Ref: bsc.ObjectiveRef("serve"), Score: "90"}}
	result, err = org.Evaluate(in)
	require.NoError(t, err)
	assert.Equal(t, "70", result.Of("top").Score().String())
}

// TestCascade_Warnings_own locates warnings, which writes into them.
func TestCascade_Warnings_own(t *testing.T) {
	units := shop()
	calls := cascade.Contribution{Mode: cascade.Contributory, From: bsc.KPIRef("calls"), To: bsc.ObjectiveRef("grow")}
	units[0].Contributes = append(units[0].Contributes, calls)
	org, err := cascade.New(units, nil)
	require.NoError(t, err)
	own := org.Warnings()
	own.Locate([]byte(`{"units":[]}`), nil)
	require.NotZero(t, own[0].Line)
	assert.Zero(t, org.Warnings()[0].Line)
}
