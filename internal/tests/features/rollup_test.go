package features_test

import (
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/history"
	"github.com/go-bsc/bsc/lint"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// How scores roll up.

// under evaluates three KPIs of 40, 70 and 90 with weights 1, 2 and 3 under an aggregator.
func under(t *testing.T, aggregator bsc.Policy) bsc.Outcome {
	t.Helper()
	def := definition(stated("a", "1"), stated("b", "2"), stated("c", "3"))
	def.Perspectives[0].Objectives[0].Aggregator = aggregator
	return of(t, evaluated(t, compiled(t, def), "a", "40", "b", "70", "c", "90"), bsc.ObjectiveRef("o"))
}

func TestRollup_weightedMean(t *testing.T) {
	assert.Equal(t, "75", under(t, bsc.Policy{}).Score.String(), "(40 + 140 + 270) / 6")
}

func TestRollup_meanMinMaxSum(t *testing.T) {
	r := evaluated(t, card(t, stated("a", "1"), stated("b", "1"), stated("c", "1")), "a", "40", "b", "70", "c", "90")
	assert.Equal(t, "66.6666666667", r.Score().String())
	assert.Equal(t, "40", under(t, bsc.Policy{Name: "min"}).Score.String())
	assert.Equal(t, "90", under(t, bsc.Policy{Name: "max"}).Score.String())
	def := definition(stated("a", "20"), stated("b", "30"), stated("c", "50"))
	def.Perspectives[0].Objectives[0].Aggregator = bsc.Policy{Name: "weighted_sum"}
	assert.Equal(t, "74", evaluated(t, compiled(t, def), "a", "40", "b", "70", "c", "90").Score().String(), "8 + 21 + 45")
}

func TestRollup_worstAndBestChild(t *testing.T) {
	assert.Equal(t, bsc.RatingRed, under(t, bsc.Policy{Name: "min"}).Rating)
	assert.Equal(t, bsc.RatingGreen, under(t, bsc.Policy{Name: "max"}).Rating)
	veto := bsc.NewPolicy("veto", bsc.VetoArgs{Limit: "50", Cap: "60"})
	assert.Equal(t, "60", under(t, veto).Score.String(), "75, capped by the 40")
}

// Red, amber and green weigh 1, 2 and 3: green. With equal weights the worst of them wins.
func TestRollup_mostFrequent(t *testing.T) {
	assert.Equal(t, bsc.RatingGreen, under(t, bsc.Policy{Name: "most_frequent"}).Rating)
	def := definition(stated("a", "1"), stated("b", "1"), stated("c", "1"))
	def.Perspectives[0].Objectives[0].Aggregator = bsc.Policy{Name: "most_frequent"}
	assert.Equal(t, bsc.RatingRed, of(t, evaluated(t, compiled(t, def), "a", "40", "b", "70", "c", "90"), bsc.ObjectiveRef("o")).Rating)
}

func TestRollup_countsByStatus(t *testing.T) {
	r := evaluated(t, card(t, stated("a", "1"), stated("b", "1"), stated("c", "1"), stated("d", "1")), "a", "40", "b", "70", "c", "20")
	assert.Equal(t, map[bsc.Rating]int{bsc.RatingRed: 2, bsc.RatingAmber: 1, bsc.RatingGreen: 0, "": 1}, r.CountRatings(bsc.KindKPI))
}

func TestRollup_weightsAreRelative(t *testing.T) {
	for _, weights := range [][2]string{{"1", "3"}, {"25", "75"}, {"0.1", "0.3"}} {
		r := evaluated(t, card(t, stated("a", weights[0]), stated("b", weights[1])), "a", "0", "b", "100")
		assert.Equal(t, "75", r.Score().String(), weights)
		assert.Equal(t, "0.25", of(t, r, bsc.KPIRef("a")).EffectiveWeight.String())
	}
}

// Where weights are percent of a whole, they must make up 100. A lint warns of weights that hardly count.
func TestRollup_weightsChecked(t *testing.T) {
	def := definition(stated("a", "50"), stated("b", "49"))
	def.Perspectives[0].Objectives[0].Aggregator = bsc.Policy{Name: "weighted_sum"}
	_, err := bsc.Compile(def, nil)
	assert.ErrorIs(t, err, bsc.ErrWeight)
	assert.ErrorContains(t, err, "99")
	def.Perspectives[0].Objectives[0].KPIs[1].Weight = "50"
	_, err = bsc.Compile(def, nil)
	assert.NoError(t, err)

	light := definition(stated("a", "99"), stated("b", "1"))
	report, err := lint.Check(lint.Input{Definition: light}, nil)
	require.NoError(t, err)
	var found []bsc.Ref
	for _, f := range report.Findings {
		if f.Rule == "W01" {
			found = append(found, f.Ref)
		}
	}
	assert.Equal(t, []bsc.Ref{bsc.KPIRef("b")}, found)
}

func TestRollup_weightsOverTime(t *testing.T) {
	timeline, err := history.NewTimeline([]history.Version{
		{From: period.Year(2025), Definition: definition(stated("a", "1"), stated("b", "1"))},
		{From: period.Year(2026), Definition: definition(stated("a", "1"), stated("b", "3"))},
	}, nil)
	require.NoError(t, err)
	for p, score := range map[period.Period]string{period.Year(2025): "50", period.Year(2026): "75"} {
		r, err := timeline.Evaluate(bsc.Input{Period: p, Readings: bsc.Actuals{"a": number("0"), "b": number("100")}})
		require.NoError(t, err)
		assert.Equal(t, score, r.Score().String(), p)
	}
}

// A KPI with half of an objective's weight, in one of two perspectives of equal weight, has a quarter of the total.
func TestRollup_weightOfThePath(t *testing.T) {
	def := definition(stated("a", "1"), stated("b", "1"))
	def.Perspectives = append(def.Perspectives, bsc.Perspective{ID: "q", Objectives: []bsc.Objective{{ID: "r", KPIs: []bsc.KPI{stated("c", "1")}}}})
	r := evaluated(t, compiled(t, def), "a", "10", "b", "20", "c", "30")
	assert.Equal(t, "0.25", of(t, r, bsc.KPIRef("a")).EffectiveWeight.String())
	assert.Equal(t, "0.5", of(t, r, bsc.KPIRef("c")).EffectiveWeight.String())
}

// Values add up and are scored above; scores are averaged elsewhere. 30 of 100 and 130 of 100 are 160 of 200, which
// scores 80, and not the mean of 30 and 100.
func TestRollup_valuesApartFromScores(t *testing.T) {
	sales := func(goal string) bsc.KPI {
		return bsc.KPI{ID: "sales", Frequency: period.Yearly, Rollup: bsc.RollupSum, Targets: target(goal)}
	}
	below := func(id string) cascade.OrgUnit {
		return cascade.OrgUnit{
			ID: id, Parent: "group", Definition: definition(sales("100")),
			Contributes: []cascade.Contribution{{From: bsc.KPIRef("sales"), To: bsc.KPIRef("sales"), Mode: cascade.Additive}},
		}
	}
	org, err := cascade.New([]cascade.OrgUnit{{ID: "group", Definition: definition(sales("200"))}, below("north"), below("south")}, nil)
	require.NoError(t, err)
	readings := new(bsc.Readings)
	for unit, value := range map[string]string{"north": "30", "south": "130"} {
		require.NoError(t, readings.Add(bsc.Fact{OrgUnit: unit, Ref: bsc.KPIRef("sales"), Period: year, Reading: bsc.Reading{Value: number(value)}}))
	}
	r, err := org.Evaluate(bsc.Input{Period: year, Readings: readings})
	require.NoError(t, err)
	assert.Equal(t, "80", r.Of("group").Score().String())
	assert.Equal(t, "30", r.Of("north").Score().String())
	assert.Equal(t, "100", r.Of("south").Score().String())
}

// Values are the mean of the quarter, targets the last one stated.
func TestRollup_targetsByTheirOwnRule(t *testing.T) {
	k := bsc.KPI{ID: "k", Frequency: period.Monthly, Rollup: bsc.RollupMeanOfPeriods, TargetRollup: bsc.RollupLast}
	for month, value := range map[int]bsc.Number{4: "50", 5: "60", 6: "80"} {
		k.Targets = append(k.Targets, bsc.Target{Period: period.Month(2026, month), Value: value})
	}
	r := read(t, card(t, k), bsc.Input{Period: period.Quarter(2026, 2)}, bsc.KPIRef("k"), "2026-04", "50", "2026-05", "60", "2026-06", "70")
	o := of(t, r, bsc.KPIRef("k"))
	assert.Equal(t, "60", o.Actual.Decimal.String())
	assert.Equal(t, "80", o.Target.Value.Decimal.String())
	assert.Equal(t, "75", o.Score.String())
}

func TestRollup_childCappedInItsParent(t *testing.T) {
	r := evaluated(t, card(t, bsc.KPI{ID: "a", Targets: target("10")}, bsc.KPI{ID: "b", Targets: target("10")}), "a", "30", "b", "5")
	assert.Equal(t, "300", of(t, r, bsc.KPIRef("a")).Attainment.String())
	assert.Equal(t, "75", r.Score().String(), "100 and 50")
}

func TestRollup_leadingAndLagging(t *testing.T) {
	lead, lag := stated("lead", "1"), stated("lag", "1")
	lead.Timing, lag.Timing = bsc.TimingLead, bsc.TimingLag
	s := card(t, lead, lag)
	for timing, score := range map[bsc.Timing]string{"": "60", bsc.TimingLead: "40", bsc.TimingLag: "80"} {
		r, err := s.Evaluate(bsc.Input{Period: year, Timing: timing, Readings: bsc.Actuals{"lead": number("40"), "lag": number("80")}})
		require.NoError(t, err)
		assert.Equal(t, score, r.Score().String(), timing)
	}
}
