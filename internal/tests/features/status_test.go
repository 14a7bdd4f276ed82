package features_test

import (
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// How KPIs are rated.

// bands gives red, amber from one limit and green from another.
func bands(on string, amber, green bsc.BandLimit) bsc.Policy {
	return bsc.NewPolicy("bands", bsc.BandsArgs{On: on, Bands: []bsc.BandArgs{
		{Rating: bsc.RatingRed}, {Rating: bsc.RatingAmber, From: amber}, {Rating: bsc.RatingGreen, From: green},
	}})
}

func limit(value string) bsc.BandLimit { return bsc.BandLimit{Value: bsc.Number(value)} }

func TestStatus_ownBands(t *testing.T) {
	def := definition(stated("k", "1"))
	def.Ratings = []bsc.RatingLevel{
		{ID: "poor", Name: "Poor", Color: "#aa0000", Symbol: "--"}, {ID: "fair", Symbol: "-"}, {ID: "good", Symbol: "+"}, {ID: "superb", Symbol: "++"},
	}
	def.Defaults.Threshold = bsc.NewPolicy("bands", bsc.BandsArgs{Bands: []bsc.BandArgs{
		{Rating: "poor"}, {Rating: "fair", From: limit("40")}, {Rating: "good", From: limit("70")}, {Rating: "superb", From: limit("95")},
	}})
	s := compiled(t, def)
	for score, rating := range map[string]bsc.Rating{"39.9": "poor", "40": "fair", "70": "good", "94.9": "good", "95": "superb"} {
		assert.Equal(t, rating, evaluated(t, s, "k", score).Total().Rating, score)
	}
	assert.Equal(t, "Poor", s.Ratings()[0].Name)
	assert.Equal(t, "++", s.Ratings()[3].Symbol)
}

func TestStatus_absoluteOrPercentOfTarget(t *testing.T) {
	ratings(t, bsc.KPI{Targets: target("200"), Threshold: bands("actual", limit("150"), limit("190"))}, "149", "red", "150", "amber", "190", "green")
	ratings(t, bsc.KPI{Targets: target("200"), Threshold: bands("percent_of_target", limit("80"), limit("100"))}, "159", "red", "160", "amber", "200", "green")
	ratings(t, bsc.KPI{Targets: target("200"), Threshold: bands("variance", limit("-20"), limit("0"))}, "179", "red", "180", "amber", "200", "green")
}

// A limit may be the target, its floor, or what the industry reaches; a rule of the host's may be anything.
func TestStatus_limitFromASeriesOrAFunction(t *testing.T) {
	def := definition(bsc.KPI{
		ID: "k", Targets: []bsc.Target{{Value: "100", Floor: "60"}},
		Threshold: bands("actual", bsc.BandLimit{Of: "floor"}, bsc.BandLimit{Of: "series:industry", Times: "1.1"}),
	})
	def.Series = []bsc.Series{{ID: "industry"}}
	s := compiled(t, def)
	for actual, rating := range map[string]bsc.Rating{"59": "red", "60": "amber", "87.9": "amber", "88": "green"} {
		assert.Equal(t, rating, of(t, evaluated(t, s, "k", actual, "industry", "80"), bsc.KPIRef("k")).Rating, actual)
	}
	var registry bsc.Registry
	require.NoError(t, registry.Threshold("acme.com/region@1", bsc.ThresholdFunc(func(in bsc.RateInput) (bsc.Rating, error) {
		if in.OrgUnitAttributes["region"] == "new" {
			return bsc.RatingGreen, nil
		}
		return bsc.RatingRed, nil
	}).New))
	own, err := bsc.Compile(definition(bsc.KPI{ID: "k", Targets: target("1"), Threshold: bsc.Policy{Name: "acme.com/region@1"}}), &bsc.Options{Registry: &registry})
	require.NoError(t, err)
	r, err := own.Evaluate(bsc.Input{
		Period: year, Readings: bsc.Actuals{"k": number("1")}, OrgUnit: "lyon", OrgUnitAttributes: map[string]string{"region": "new"},
	})
	require.NoError(t, err)
	assert.Equal(t, bsc.RatingGreen, of(t, r, bsc.KPIRef("k")).Rating)
}

func TestStatus_byPeriod(t *testing.T) {
	args := bsc.BandsArgs{On: "actual", Bands: []bsc.BandArgs{{Rating: bsc.RatingRed}, {Rating: bsc.RatingGreen, From: limit("50")}}}
	args.Periods = []bsc.PeriodBands{{Period: period.Year(2027), Bands: []bsc.BandArgs{{Rating: bsc.RatingRed}, {Rating: bsc.RatingGreen, From: limit("80")}}}}
	s := card(t, bsc.KPI{ID: "k", Targets: target("100"), Threshold: bsc.NewPolicy("bands", args)})
	for p, rating := range map[period.Period]bsc.Rating{period.Year(2026): "green", period.Year(2027): "red", period.Month(2027, 5): "red", period.Year(2028): "red"} {
		r, err := s.Evaluate(bsc.Input{Period: p, Readings: bsc.Actuals{"k": number("60")}})
		require.NoError(t, err)
		assert.Equal(t, rating, of(t, r, bsc.KPIRef("k")).Rating, p)
	}
}

// The first rule that holds decides. A launch is judged mildly until the middle of the year.
func TestStatus_orderedRules(t *testing.T) {
	rules := bsc.NewPolicy("rules", bsc.RulesArgs{
		Rules: []bsc.RatingRule{
			{When: bsc.When{Before: period.Day(2026, 7, 1), Score: bsc.Interval{From: "20"}}, Rating: bsc.RatingGreen},
			{When: bsc.When{Score: bsc.Interval{From: "90"}}, Rating: bsc.RatingGreen},
			{When: bsc.When{Score: bsc.Interval{From: "60"}}, Rating: bsc.RatingAmber},
		},
		Otherwise: bsc.RatingRed,
	})
	s := card(t, bsc.KPI{ID: "k", Scorer: bsc.Policy{Name: "stated"}, Threshold: rules})
	for _, c := range []struct {
		month  int
		score  string
		rating bsc.Rating
	}{{6, "20", "green"}, {6, "19", "red"}, {7, "20", "red"}, {7, "60", "amber"}, {7, "90", "green"}} {
		r, err := s.Evaluate(bsc.Input{Period: period.Month(2026, c.month), Readings: bsc.Actuals{"k": number(c.score)}})
		require.NoError(t, err)
		assert.Equal(t, c.rating, of(t, r, bsc.KPIRef("k")).Rating, c)
	}
}

// Bands cannot overlap, because each begins where the one below it ends. Limits out of order are refused. A gap is said.
func TestStatus_gapsAndOverlaps(t *testing.T) {
	_, err := bsc.Compile(definition(bsc.KPI{ID: "k", Targets: target("1"), Threshold: bands("score", limit("80"), limit("60"))}), nil)
	assert.ErrorIs(t, err, bsc.ErrBands)
	gap := bsc.NewPolicy("bands", bsc.BandsArgs{Bands: []bsc.BandArgs{
		{Rating: bsc.RatingRed}, {From: limit("40")}, {Rating: bsc.RatingGreen, From: limit("60")},
	}})
	o := of(t, evaluated(t, card(t, bsc.KPI{ID: "k", Scorer: bsc.Policy{Name: "stated"}, Threshold: gap}), "k", "50"), bsc.KPIRef("k"))
	assert.Equal(t, bsc.Rating(""), o.Rating)
	assert.NotEmpty(t, o.Reason, "why there is no rating")
}

func TestStatus_bandsPerKPI(t *testing.T) {
	strict, mild := stated("strict", "1"), stated("mild", "1")
	strict.Threshold = bands("score", limit("90"), limit("99"))
	mild.Threshold = bands("score", limit("10"), limit("50"))
	r := evaluated(t, card(t, strict, mild), "strict", "80", "mild", "80")
	assert.Equal(t, bsc.RatingRed, of(t, r, bsc.KPIRef("strict")).Rating)
	assert.Equal(t, bsc.RatingGreen, of(t, r, bsc.KPIRef("mild")).Rating)
	assert.Equal(t, bsc.RatingAmber, r.Total().Rating, "the default bands: 80")
}

// A person's judgement stands beside what was computed, and replaces nothing.
func TestStatus_override(t *testing.T) {
	r, err := card(t, stated("k", "1")).Evaluate(bsc.Input{
		Period: year, Readings: bsc.Actuals{"k": number("95")},
		Assessments: []bsc.Assessment{{Ref: bsc.KPIRef("k"), Rating: bsc.RatingAmber, Author: "Ann", Reason: "one customer"}},
	})
	require.NoError(t, err)
	o := of(t, r, bsc.KPIRef("k"))
	assert.Equal(t, bsc.RatingGreen, o.Rating)
	assert.Equal(t, bsc.RatingAmber, o.Assessment.Rating)
	assert.Equal(t, "one customer", o.Assessment.Reason)
}

func TestStatus_noDataIsNotBad(t *testing.T) {
	r := evaluated(t, card(t, stated("a", "1"), stated("b", "1")), "a", "0")
	zero, none := of(t, r, bsc.KPIRef("a")), of(t, r, bsc.KPIRef("b"))
	assert.Equal(t, bsc.RatingRed, zero.Rating)
	assert.Equal(t, bsc.Rating(""), none.Rating)
	assert.True(t, none.Flags.Has(bsc.FlagNoData))
	assert.Equal(t, map[bsc.Rating]int{"": 1, bsc.RatingRed: 1, bsc.RatingAmber: 0, bsc.RatingGreen: 0}, r.CountRatings(bsc.KindKPI))
}

// What is stale is shown and does not count; what is late says so after its days of grace.
func TestStatus_staleAndOverdue(t *testing.T) {
	k := stated("k", "1")
	k.Frequency, k.GraceDays = period.Monthly, 5
	s := card(t, k)
	readings := new(bsc.Readings)
	require.NoError(t, readings.Add(bsc.Fact{Ref: bsc.KPIRef("k"), Period: period.Month(2026, 3), Reading: bsc.Reading{Value: number("95"), State: bsc.StateStale}}))
	at := func(month, day int) bsc.Outcome {
		r, err := s.Evaluate(bsc.Input{Period: period.Month(2026, month), Readings: readings, AsOf: time.Date(2026, 4, day, 12, 0, 0, 0, time.UTC)})
		require.NoError(t, err)
		return of(t, r, bsc.KPIRef("k"))
	}
	stale := at(3, 20)
	assert.True(t, stale.Flags.Has(bsc.FlagStale))
	assert.False(t, stale.Score.Valid())
	assert.Equal(t, "95", stale.Actual.Decimal.String())

	readings = new(bsc.Readings)
	assert.True(t, at(3, 5).Flags.Has(bsc.FlagNotDue), "the fifth day of grace")
	assert.True(t, at(3, 6).Flags.Has(bsc.FlagOverdue))

	for day, flag := range map[int]bsc.Flags{5: bsc.FlagNotDue, 6: bsc.FlagOverdue} { // the day alone, of everything known
		r, err := s.Evaluate(bsc.Input{Period: period.Month(2026, 3), Readings: readings, Today: period.Day(2026, 4, day)})
		require.NoError(t, err)
		assert.True(t, of(t, r, bsc.KPIRef("k")).Flags.Has(flag))
		assert.Equal(t, period.Day(2026, 4, day), r.Today())
	}
	_, err := s.Evaluate(bsc.Input{Period: period.Month(2026, 3), Readings: readings, Today: period.Month(2026, 4)})
	assert.ErrorIs(t, err, bsc.ErrPeriod)
	assert.ErrorContains(t, err, "2026-07-15")
}
