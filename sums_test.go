package bsc_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// region is a card with sales by the month and a rate of two series.
func region() *bsc.Definition {
	monthly := func(id string) bsc.Series {
		return bsc.Series{ID: id, Frequency: period.Monthly, Rollup: bsc.RollupSum}
	}
	rate := stated("rate")
	rate.Calculator = bsc.NewPolicy("ratio", map[string]any{"num": "hits", "den": "shots"})
	sales := salesWith(bsc.Target{Value: "30"})
	def := cardOf(bsc.Objective{ID: "o", KPIs: []bsc.KPI{sales, rate, stated("other")}})
	def.Series = []bsc.Series{monthly("hits"), monthly("shots")}
	return def
}

// branchSums are those of a region whose sales are those of two branches.
func branchSums(card *bsc.Scorecard) []bsc.OrgUnitSums {
	sales := bsc.KPIRef("sales")
	return []bsc.OrgUnitSums{
		{OrgUnit: "north", Scorecard: card},
		{OrgUnit: "region", Scorecard: card, Sums: map[bsc.Ref][]bsc.Summand{
			sales: {{OrgUnit: "north", Ref: sales}, {OrgUnit: "south", Ref: sales}},
		}},
		{OrgUnit: "south", Scorecard: card, Since: period.Month(2026, 2)},
	}
}

func sumsOf(t *testing.T, units []bsc.OrgUnitSums) *bsc.Sums {
	t.Helper()
	sums, err := bsc.NewSums(units, nil)
	require.NoError(t, err)
	return sums
}

func salesFact(unit string, month int, value string) bsc.Fact {
	return bsc.Fact{OrgUnit: unit, Ref: bsc.KPIRef("sales"), Period: period.Month(2026, month), Reading: bsc.Reading{Value: dec(value)}}
}

// TestSums adds readings up at every door that evaluates, and names what is missing.
func TestSums(t *testing.T) {
	card := bsc.MustCompile(region(), nil)
	readings := new(bsc.Readings)
	require.NoError(t, readings.Add(
		salesFact("north", 1, "10"), salesFact("north", 2, "10"), salesFact("south", 1, "99"), salesFact("south", 2, "20"),
		salesFact("north", 3, "10"), salesFact("region", 4, "7")))
	in := bsc.Input{Period: period.Month(2026, 2), OrgUnit: "region", Readings: readings, Sums: sumsOf(t, branchSums(card))}
	var got []string
	say := func(r *bsc.Result, err error) {
		require.NoError(t, err)
		v, _ := r.Value(bsc.KPIRef("sales"))
		got = append(got, fmt.Sprint(r.Period(), " ", v, " ", r.Missing(bsc.KPIRef("sales"))))
	}
	months := []bsc.Input{in, in, in}
	for i := range months {
		months[i].Period = period.Month(2026, i+1)
	}
	for _, month := range months {
		say(card.Evaluate(month))
	}
	want := []string{"2026-01 10 []", "2026-02 30 []", "2026-03 0 [{south kpi:sales 2026-03 false false false}]"}
	assert.Equal(t, want, got, "in January the south is not there yet")
	for r, err := range card.EvaluateOrgUnits(context.Background(), slices.Values(months)) {
		say(r, err)
	}
	in.Period = period.Month(2026, 3)
	for r, err := range card.EvaluatePeriods(period.Month(2026, 1), in) {
		say(r, err)
	}
	assert.Equal(t, slices.Concat(want, want, want), got)

	late := months[2]
	for day, want := range map[int]string{20: "[{south kpi:sales 2026-03 true false false}]", 41: "[{south kpi:sales 2026-03 false true false}]"} {
		late.AsOf = time.Date(2026, 3, day, 0, 0, 0, 0, time.UTC)
		r, err := card.Evaluate(late)
		require.NoError(t, err)
		assert.Equal(t, want, fmt.Sprint(r.Missing(bsc.KPIRef("sales"))), day)
	}

	in.OrgUnit = "north"
	r, err := card.Evaluate(in)
	require.NoError(t, err)
	assert.Equal(t, "10", of(t, r, bsc.KPIRef("sales")).Actual.Decimal.String(), "its own")
	lighter, err := card.With(bsc.Overrides{Weights: map[bsc.Ref]bsc.Number{bsc.KPIRef("sales"): "2"}})
	require.NoError(t, err)
	in.OrgUnit, in.Period = "region", period.Month(2026, 2)
	say(lighter.Evaluate(in))
	assert.Equal(t, want[1], got[len(got)-1])
}

// TestSums_bad refuses inputs whose sums do not fit.
func TestSums_bad(t *testing.T) {
	card := bsc.MustCompile(region(), nil)
	in := bsc.Input{Period: period.Month(2026, 2), OrgUnit: "region", Readings: new(bsc.Readings), Sums: sumsOf(t, branchSums(card))}
	for want, change := range map[string]func(*bsc.Input){
		`bsc: the sums have no org unit "regoin"; did you mean "region"?`: func(in *bsc.Input) { in.OrgUnit = "regoin" },
		`bsc: sums of Actuals, which know no org units (Readings, or another Source)`: func(in *bsc.Input) {
			in.Readings = bsc.Actuals{}
		},
	} {
		wrong := in
		change(&wrong)
		_, err := card.Evaluate(wrong)
		assert.EqualError(t, err, want)
	}
	_, err := bsc.MustCompile(region(), nil).Evaluate(in)
	assert.EqualError(t, err, `bsc: the sums of "region" are those of another scorecard (sums of the scorecard that is evaluated)`)
	_, err = card.Board(in)
	assert.EqualError(t, err, "bsc: a board on sums, or on scores of other results (an input without them)")
}

// TestNewSums_bad lists everything that is wrong with sums.
func TestNewSums_bad(t *testing.T) {
	card := bsc.MustCompile(region(), nil)
	sales, hits := bsc.KPIRef("sales"), bsc.SeriesRef("hits")
	from := func(ids ...string) (list []bsc.Summand) {
		for _, id := range ids {
			list = append(list, bsc.Summand{OrgUnit: id, Ref: sales})
		}
		return list
	}
	shared := func(list []bsc.Summand) []bsc.Summand { // the last of them
		list[len(list)-1].Shared = true
		return list
	}
	unit := func(id string, sums map[bsc.Ref][]bsc.Summand) bsc.OrgUnitSums {
		return bsc.OrgUnitSums{OrgUnit: id, Scorecard: card, Sums: sums}
	}
	for _, c := range []struct {
		units []bsc.OrgUnitSums
		want  []string
	}{
		{
			[]bsc.OrgUnitSums{unit("", nil), unit("a", nil), unit("a", nil), {OrgUnit: "b"}, {OrgUnit: "c", Scorecard: card, Since: period.Month(2026, 2), Until: period.Month(2026, 1)}},
			[]string{
				"/0/org_unit: the id is missing (1 to 128 bytes, printable, no spaces)",
				`/2/org_unit: the org unit "a" stands twice`,
				"/3/scorecard: the org unit has no compiled scorecard",
				"/4/until: the org unit is there until 2026-01, and only since 2026-02 (an end not before the start)",
			},
		},
		{
			[]bsc.OrgUnitSums{
				unit("a", map[bsc.Ref][]bsc.Summand{sales: from("b", "x", "a"), hits: from("b")}),
				unit("b", map[bsc.Ref][]bsc.Summand{sales: {}, bsc.KPIRef("rate"): from("a"), bsc.KPIRef("sale"): from("a")}),
				unit("c", map[bsc.Ref][]bsc.Summand{sales: shared(from("a", "b")), bsc.KPIRef("other"): from("a")}),
			},
			[]string{
				`/0/sums/kpi:sales/1/org_unit: there is no org unit "x"`,
				"/0/sums/kpi:sales/2/org_unit: kpi:sales of a is made of readings of the same org unit",
				"/1/sums/kpi:rate: kpi:rate of b has no readings of its own (a KPI or a series that is not calculated)",
				`/1/sums/kpi:sale: there is no "kpi:sale" on the card of b`,
				"/1/sums/kpi:sales: kpi:sales of b is made of the readings of 0 org units (one or more)",
				"/2/sums/kpi:other/0: kpi:sales of a and kpi:other of c are measured differently often (the same frequency)",
				"/2/sums/kpi:sales: kpi:sales of c is made of the readings of 2 org units (one, whose readings are shared)",
			},
		},
		{
			[]bsc.OrgUnitSums{unit("a", map[bsc.Ref][]bsc.Summand{sales: from("b")}), unit("b", map[bsc.Ref][]bsc.Summand{sales: from("a")})},
			[]string{"/0/sums/kpi:sales: the readings of kpi:sales add up to themselves"},
		},
		{
			[]bsc.OrgUnitSums{unit("a", map[bsc.Ref][]bsc.Summand{sales: from("b", "c")}), unit("b", map[bsc.Ref][]bsc.Summand{sales: from("c")}), unit("c", nil)},
			[]string{"/0/sums/kpi:sales: kpi:sales of c is counted twice in kpi:sales of a"},
		},
	} {
		_, err := bsc.NewSums(c.units, nil)
		var refused *bsc.DefinitionError
		require.ErrorAs(t, err, &refused)
		var got []string
		for _, p := range refused.Problems {
			q := *p
			q.Hint, q.Ref = words.Phrase{}, bsc.Ref{}
			got = append(got, q.Error())
		}
		assert.Equal(t, c.want, got)
	}
}

// TestScores lets KPIs stand for nodes of another result.
func TestScores(t *testing.T) {
	supplier := bsc.MustCompile(cardOf(bsc.Objective{ID: "deliver", KPIs: manyStated(2)}), nil)
	theirs, err := supplier.Evaluate(bsc.Input{Period: period.Year(2026), OrgUnit: "supplier", Readings: bsc.Actuals{"k0": dec("60")}})
	require.NoError(t, err)
	card := bsc.MustCompile(region(), nil)
	readings := new(bsc.Readings)
	require.NoError(t, readings.Add(salesFact("", 1, "30")))
	in := bsc.Input{Period: period.Month(2026, 1), Readings: readings, Scores: []bsc.ScoreFrom{
		{KPI: bsc.KPIRef("other"), Result: theirs, Of: bsc.ObjectiveRef("deliver")},
	}}
	r, err := card.Evaluate(in)
	require.NoError(t, err)
	o := of(t, r, bsc.KPIRef("other"))
	assert.Equal(t, "60 0.5 partial 30 80", fmt.Sprint(o.Score, " ", o.Coverage, " ", o.Flags, " ", o.Low, " ", o.High))
	assert.Equal(t, "80", of(t, r, bsc.ObjectiveRef("o")).Score.String())

	none, err := supplier.Evaluate(bsc.Input{Period: period.Year(2026), Readings: bsc.Actuals{}})
	require.NoError(t, err)
	in.Scores[0].Result = none
	r, err = card.Evaluate(in)
	require.NoError(t, err)
	assert.Equal(t, "no score of c: no child has a score", of(t, r, bsc.KPIRef("other")).Reason.String(), "without a unit its scorecard is named")

	scaled := cardOf(bsc.Objective{ID: "o", KPIs: manyStated(1)})
	scaled.Scale.Cap = "200"
	wide, err := bsc.MustCompile(scaled, nil).Evaluate(bsc.Input{Period: period.Year(2026), Readings: bsc.Actuals{}})
	require.NoError(t, err)
	deliver := bsc.ObjectiveRef("deliver")
	in.Scores = []bsc.ScoreFrom{
		{KPI: bsc.KPIRef("othr"), Result: theirs, Of: deliver},
		{KPI: bsc.KPIRef("rate"), Result: theirs, Of: deliver},
		{KPI: bsc.KPIRef("sales"), Of: deliver},
		{KPI: bsc.KPIRef("sales"), Result: theirs, Of: bsc.ObjectiveRef("o")},
		{KPI: bsc.KPIRef("sales"), Result: wide, Of: bsc.ObjectiveRef("o")},
		{KPI: bsc.KPIRef("other"), Result: theirs, Of: deliver},
		{KPI: bsc.KPIRef("other"), Result: theirs, Of: deliver},
	}
	_, err = card.Evaluate(in)
	var refused *bsc.InputError
	require.ErrorAs(t, err, &refused)
	var got []string
	for _, p := range refused.Problems {
		got = append(got, p.Detail.String())
	}
	assert.Equal(t, []string{
		`a score for "kpi:othr", which is no KPI of the scorecard`,
		"a score for kpi:rate, which is calculated",
		"a score for kpi:sales from no result",
		`a score of "objective:o" for kpi:sales, which is not on the other scorecard`,
		"a score for kpi:sales from a scorecard with another scale",
		"a second score for kpi:other",
	}, got)
}

// TestResult_Missing names the readings of a unit by itself.
func TestResult_Missing(t *testing.T) {
	card := bsc.MustCompile(region(), nil)
	readings := new(bsc.Readings)
	require.NoError(t, readings.Add(salesFact("", 1, "30")))
	r, err := card.Evaluate(bsc.Input{Period: period.Quarter(2026, 1), Readings: readings})
	require.NoError(t, err)
	assert.Equal(t, "[{ kpi:sales 2026-02 false false false} { kpi:sales 2026-03 false false false}]", fmt.Sprint(r.Missing(bsc.KPIRef("sales"))))
	assert.Equal(t, "[{ kpi:other 2026-Q1 false false false}]", fmt.Sprint(r.Missing(bsc.KPIRef("other"))))
	assert.Empty(t, r.Missing(bsc.ObjectiveRef("o")))
	assert.Empty(t, new(bsc.Result).Missing(bsc.KPIRef("sales")))
	r, err = card.Evaluate(bsc.Input{Period: period.Quarter(2026, 1), Readings: readings, AsOf: time.Date(2026, 3, 10, 0, 0, 0, 0, time.UTC)})
	require.NoError(t, err)
	assert.Equal(t, "[{ kpi:sales 2026-02 false true false} { kpi:sales 2026-03 true false false}]", fmt.Sprint(r.Missing(bsc.KPIRef("sales"))))
	r, err = card.Evaluate(bsc.Input{Period: period.Quarter(2026, 1), Readings: bsc.Actuals{"sales": dec("3")}})
	require.NoError(t, err)
	assert.Empty(t, r.Missing(bsc.KPIRef("sales")))
	assert.Equal(t, "[{ series:hits 2026-Q1 false false false} { series:shots 2026-Q1 false false false}]", fmt.Sprint(r.Missing(bsc.KPIRef("rate"))))
}

// TestScorecard_CheckTargets says what is wrong with the targets of an org unit.
func TestScorecard_CheckTargets(t *testing.T) {
	card := bsc.MustCompile(region(), nil)
	assert.Empty(t, card.CheckTargets(bsc.OrgUnitTargets{"sales": {Value: "3"}}))
	assert.Len(t, card.CheckTargets(bsc.OrgUnitTargets{"sale": {Value: "3"}}), 1)
}
