package bsc_test

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestRows_cards holds what rows score of random cards over time against the wide path: in every outcome, for a year of
// periods in one pass and each by itself.
func TestRows_cards(t *testing.T) {
	found := []uint64{
		742,   // a series is held as its month is not due
		1681,  // a moment is after the last part of a window that a lifetime cuts, and before its end
		2092,  // a lifetime cuts a joint part
		2566,  // a month does not apply that begins before the year of a target
		19241, // a lifetime leaves one month of a year, without a rollup
		22843, // a year to date ends in a unit that it has no part of
	}
	compareRows(t, oracle.RandomTimedCard, found, 300, 50)
}

// TestRows_hostCards does the same with cards as hosts make them, most of which rows score.
func TestRows_hostCards(t *testing.T) {
	compareRows(t, oracle.RandomHostCard, nil, 200, 3)
}

// compareRows evaluates random cards in rows and on the wide path. At least one in so many KPIs must be in rows. Where
// BSC_CARDS asks for few cards, more are drawn until one has holes.
func compareRows(t *testing.T, random func(uint64, []*oracle.Daybook) *oracle.TimedCard, found []uint64, usually uint64, atLeast int) {
	const shares = 4
	cards := oracle.Cards(usually)
	for share := range uint64(shares) {
		t.Run(fmt.Sprint("share ", share), func(t *testing.T) {
			t.Parallel()
			books := oracle.Daybooks()
			kpis, inRows, holes := 0, 0, 0
			compare := func(seed uint64) {
				c := random(seed, books)
				card, err := bsc.Compile(c.Definition(), nil)
				require.NoError(t, err)
				in, err := c.Input(c.Units[0].ID)
				require.NoError(t, err)
				if own := ownTargets(c); own != nil {
					in.Targets = own
				}
				for r := range resultsOf(card, in) {
					in.Period = r.Period()
					want, err := bsc.WithoutRows(card).Evaluate(in)
					require.NoError(t, err)
					differences, some, open := bsc.RowsDiffer(r, want)
					assert.Empty(t, differences, "card %d, %s: %s", seed, in.Period, c)
					kpis, inRows, holes = kpis+len(c.Definition().Perspectives[0].Objectives[0].KPIs), inRows+some, holes+open
				}
			}
			for _, seed := range found {
				compare(seed)
			}
			for seed := share; seed < cards || seed < usually && holes == 0; seed += shares {
				compare(seed)
			}
			t.Logf("%d KPIs, %d in rows, %d of these with holes", kpis, inRows, holes)
			assert.Greater(t, atLeast*inRows, kpis, "too little was scored in rows")
			assert.Positive(t, holes)
		})
	}
}

// resultsOf evaluates the year up to an input's period in one pass, where that can be, and the period itself.
func resultsOf(card *bsc.Scorecard, in bsc.Input) func(func(*bsc.Result) bool) {
	return func(yield func(*bsc.Result) bool) {
		r, err := card.Evaluate(in)
		if err != nil || !yield(r) {
			return
		}
		from, err := period.Parse(yearBefore(in.Period))
		if err != nil {
			return
		}
		for r, err := range card.EvaluatePeriods(from, in) {
			if err != nil || !yield(r) {
				return
			}
		}
	}
}

// yearBefore is the label of the period a year before.
func yearBefore(p period.Period) string {
	label := p.String()
	var year int
	if _, err := fmt.Sscanf(label, "%4d", &year); err != nil {
		return ""
	}
	return fmt.Sprintf("%04d%s", year-1, label[4:])
}

// ownTargets are the targets that a card's unit has of its own, one for each KPI at the most, as plain data; nil: none.
func ownTargets(c *oracle.TimedCard) bsc.TargetSource {
	if len(c.Units[0].Targets) == 0 {
		return nil
	}
	own := bsc.OrgUnitTargets{}
	for kpi, targets := range c.Units[0].Targets {
		if len(targets) > 0 {
			own[kpi] = targets[0]
		}
	}
	return bsc.TargetsByOrgUnit{c.Units[0].ID: own}
}

// monthlySum is a KPI that adds up months.
func monthlySum(id string, basis bsc.Basis, targets ...bsc.Target) bsc.KPI {
	return bsc.KPI{ID: id, Frequency: period.Monthly, Rollup: bsc.RollupSum, Basis: basis, Targets: targets}
}

// eachMonth has the same value for each month of a year.
func eachMonth(t *testing.T, r *bsc.Readings, kpi string, year int, value string) {
	t.Helper()
	for m := range 12 {
		f := bsc.Fact{Ref: bsc.KPIRef(kpi), Period: period.Month(year, m+1)}
		f.Value = dec(value)
		require.NoError(t, r.Add(f))
	}
}

// sameAsWide holds a result against that of the wide path for the same input.
func sameAsWide(t *testing.T, card *bsc.Scorecard, r *bsc.Result, in bsc.Input, what ...any) {
	t.Helper()
	in.Period = r.Period()
	want, err := bsc.WithoutRows(card).Evaluate(in)
	require.NoError(t, err)
	differences, _, _ := bsc.RowsDiffer(r, want)
	assert.Empty(t, differences, "%v %s", what, in.Period)
}

// TestRows_ownTargetWithHoles has a unit's target for a year and a window that begins before it: while a month of the
// other year is missing, the target is in force for what is left.
func TestRows_ownTargetWithHoles(t *testing.T) {
	t.Parallel()
	card := bsc.MustCompile(oracle.CardOf(monthlySum("k", bsc.Rolling(3), bsc.Target{Value: "10"})), nil)
	window := []period.Period{period.Month(2025, 12), period.Month(2026, 1), period.Month(2026, 2)}
	for missing := range len(window) + 1 {
		readings := new(bsc.Readings)
		for i, p := range window {
			f := bsc.Fact{Ref: bsc.KPIRef("k"), Period: p}
			if f.Value = dec("5"); i != missing {
				require.NoError(t, readings.Add(f))
			}
		}
		own := bsc.OrgUnitTargets{"k": {Period: period.Year(2026), Value: "1200", Phasing: bsc.PhasingLinear}}
		in := bsc.Input{Period: window[2], Readings: readings, Targets: own}
		r, err := card.Evaluate(in)
		require.NoError(t, err)
		sameAsWide(t, card, r, in, "without part", missing)
		if missing == 0 {
			assert.Equal(t, "5", r.Score().String(), "10 of 200")
		}
	}
}

// TestRows_profiles has org units with own targets that differ in nothing but their profile, one after the other.
func TestRows_profiles(t *testing.T) {
	t.Parallel()
	card := bsc.MustCompile(oracle.CardOf(monthlySum("k", bsc.BasisYearToDate)), nil)
	readings := new(bsc.Readings)
	eachMonth(t, readings, "k", 2026, "50")
	var inputs []bsc.Input
	for heavy := range 12 {
		profile := slices.Repeat([]bsc.Number{"1"}, 12)
		profile[heavy] = "13"
		own := bsc.OrgUnitTargets{"k": {Period: period.Year(2026), Value: "2400", Phasing: bsc.PhasingSeasonal, Profile: profile}}
		inputs = append(inputs, bsc.Input{Period: period.Month(2026, 6), Readings: readings, Targets: own})
	}
	var scores []string
	for r, err := range card.EvaluateOrgUnits(context.Background(), slices.Values(inputs)) {
		require.NoError(t, err)
		sameAsWide(t, card, r, inputs[len(scores)], "profile", len(scores))
		scores = append(scores, r.Score().String())
	}
	early, late := "16.6666666667", "50" // 300 of 1800, and of 600
	assert.Equal(t, append(slices.Repeat([]string{early}, 6), slices.Repeat([]string{late}, 6)...), scores)
}

// TestRows_inputEnds has a ratio of which one input ends, or begins, within the window, with readings beyond.
func TestRows_inputEnds(t *testing.T) {
	t.Parallel()
	for _, end := range []bsc.Series{{}, {Until: period.Month(2026, 4)}, {Until: period.Month(2026, 6)}, {Since: period.Month(2026, 3)}, {Since: period.Month(2026, 3), Until: period.Month(2026, 4)}} {
		def := oracle.CardOf(bsc.KPI{ID: "k", Frequency: period.Monthly, Basis: bsc.BasisYearToDate, Calculator: bsc.NewPolicy("ratio", map[string]any{"num": "a", "den": "b"}), Targets: []bsc.Target{{Value: "1"}}})
		for _, id := range []string{"a", "b"} {
			s := bsc.Series{ID: id, Frequency: period.Monthly, Rollup: bsc.RollupSum}
			if id == "a" {
				s.Since, s.Until = end.Since, end.Until
			}
			def.Series = append(def.Series, s)
		}
		card := bsc.MustCompile(def, nil)
		readings := new(bsc.Readings)
		for month := 1; month <= 12; month++ {
			for id, value := range map[string]string{"a": fmt.Sprint(month), "b": "10"} {
				f := bsc.Fact{Ref: bsc.SeriesRef(id), Period: period.Month(2026, month)}
				f.Value = dec(value)
				require.NoError(t, readings.Add(f))
			}
		}
		for month := 1; month <= 12; month++ {
			in := bsc.Input{Period: period.Month(2026, month), Readings: readings}
			r, err := card.Evaluate(in)
			require.NoError(t, err)
			sameAsWide(t, card, r, in, end)
		}
	}
}

// TestRows_smallTargets has targets at the end of what numbers a card may have, over zeros and beside them.
func TestRows_smallTargets(t *testing.T) {
	t.Parallel()
	const tiny = "0.0000000000000000000000000000000000000001"
	card := bsc.MustCompile(oracle.CardOf(
		monthlySum("times", bsc.BasisYearToDate, bsc.Target{Against: bsc.ComparisonLastYear, Times: tiny}),
		monthlySum("plus", bsc.BasisYearToDate, bsc.Target{Against: bsc.ComparisonLastYear, Plus: tiny}),
		monthlySum("percent", bsc.BasisYearToDate, bsc.Target{Against: bsc.ComparisonLastYear, Percent: tiny}),
		monthlySum("linear", bsc.BasisYearToDate, bsc.Target{Period: period.Year(2026), Value: tiny, Phasing: bsc.PhasingLinear}),
		monthlySum("own", bsc.BasisYearToDate),
	), nil)
	for _, values := range [][2]string{{"0", "0"}, {"0", "0.000000000000000001"}, {"1", "0"}, {"1", "1"}, {"1", "1000000000000000000"}, {"1", "-1"}} {
		readings := new(bsc.Readings)
		for _, kpi := range []string{"times", "plus", "percent", "linear", "own"} {
			eachMonth(t, readings, kpi, 2026, values[0])
			eachMonth(t, readings, kpi, 2025, values[1])
		}
		own := bsc.OrgUnitTargets{"own": {Period: period.Year(2026), Value: "1200", Floor: tiny, Phasing: bsc.PhasingLinear}}
		in := bsc.Input{Period: period.Month(2026, 7), Readings: readings, Targets: own}
		r, err := card.Evaluate(in)
		require.NoError(t, err)
		sameAsWide(t, card, r, in, values)
	}
}

// TestEvaluateOrgUnits_monthsApart has months of one unit in a row that must not be evaluated together: one Actuals for
// all of them, and one moment that is another day elsewhere.
func TestEvaluateOrgUnits_monthsApart(t *testing.T) {
	t.Parallel()
	card := bsc.MustCompile(oracle.CardOf(monthlySum("k", "",
		bsc.Target{Period: period.Month(2026, 1), Value: "100"},
		bsc.Target{Period: period.Month(2026, 2), Value: "200"},
		bsc.Target{Period: period.Month(2026, 3), Value: "400"},
	)), nil)
	evaluate := func(inputs []bsc.Input) (scores []string) {
		for r, err := range card.EvaluateOrgUnits(context.Background(), slices.Values(inputs)) {
			require.NoError(t, err)
			sameAsWide(t, card, r, inputs[len(scores)])
			scores = append(scores, r.Score().String())
		}
		return scores
	}
	actuals := bsc.Actuals{"k": dec("100")}
	var months []bsc.Input
	for m := range 3 {
		months = append(months, bsc.Input{Period: period.Month(2026, m+1), Readings: actuals})
	}
	assert.Equal(t, []string{"100", "50", "25"}, evaluate(months))

	readings := new(bsc.Readings)
	eachMonth(t, readings, "k", 2026, "50")
	moment := time.Date(2026, 3, 1, 0, 30, 0, 0, time.UTC) // in the west it is still February, which is not due there
	assert.Equal(t, []string{"50", "no score"}, evaluate([]bsc.Input{
		{Period: period.Month(2026, 1), Readings: readings, AsOf: moment},
		{Period: period.Month(2026, 2), Readings: new(bsc.Readings), AsOf: moment.In(time.FixedZone("west", -8*3600))},
	}))
}

// An ending source ends the goroutine that asks for a period.
type ending struct{ at period.Period }

func (e *ending) Reading(q bsc.Query) (bsc.Reading, bool) {
	if q.Period == e.at {
		runtime.Goexit()
	}
	return bsc.Reading{Value: dec("1")}, true
}

// TestEvaluateOrgUnits_goexit loses the months that need what cannot be read, and no others, though it reads them
// together.
func TestEvaluateOrgUnits_goexit(t *testing.T) {
	t.Parallel()
	card := bsc.MustCompile(oracle.CardOf(monthlySum("k", bsc.Rolling(3), bsc.Target{Value: "1"})), nil)
	source := &ending{period.Month(2026, 8)}
	inputs := func(yield func(bsc.Input) bool) {
		for m := 4; m <= 12 && yield(bsc.Input{OrgUnit: "u", Period: period.Month(2026, m), Readings: source}); m++ {
		}
	}
	var lost []string
	month := 4
	for r, err := range card.EvaluateOrgUnits(context.Background(), inputs) {
		if err != nil {
			require.ErrorIs(t, err, bsc.ErrPanic)
			lost = append(lost, fmt.Sprint(month))
		} else {
			assert.Equal(t, period.Month(2026, month), r.Period())
		}
		month++
	}
	assert.Equal(t, []string{"8", "9", "10"}, lost)
	assert.Equal(t, 13, month)
}

// TestEvaluatePeriods_rows goes on from one version of a card to the next in one pass: with the same KPIs in another
// order and targets of a unit's own, and with another calendar.
func TestEvaluatePeriods_rows(t *testing.T) {
	t.Parallel()
	year := func(id string) bsc.KPI {
		return monthlySum(id, bsc.BasisYearToDate, bsc.Target{Period: period.Year(2026), Value: "1200", Phasing: bsc.PhasingLinear})
	}
	ruling := ruled(bsc.MustCompile(oracle.CardOf(year("a"), year("b")), nil), period.Month(2026, 3), bsc.MustCompile(oracle.CardOf(year("b"), year("a")), nil))
	readings := new(bsc.Readings)
	eachMonth(t, readings, "a", 2026, "100")
	eachMonth(t, readings, "b", 2026, "90")
	for _, own := range []bsc.OrgUnitTargets{
		{"a": {Value: "50"}},
		{"a": {Period: period.Year(2026), Value: "2400", Phasing: bsc.PhasingLinear}},
		{"a": {Period: period.Month(2026, 4), Value: "2400"}, "b": {Value: "30"}},
	} {
		ruledAsWide(t, ruling, period.Month(2026, 1), bsc.Input{Period: period.Month(2026, 5), Readings: readings, Targets: own})
	}

	thirteen := oracle.CardOf(bsc.KPI{ID: "k", Frequency: period.ByPeriod, Rollup: bsc.RollupSum, Basis: bsc.BasisYearToDate, Targets: []bsc.Target{{Value: "100"}}})
	twelve := *thirteen
	thirteen.Calendar = oracle.Thirteen()
	card := bsc.MustCompile(thirteen, nil)
	ruling = ruled(card, period.Numbered(2026, 3), bsc.MustCompile(&twelve, nil))
	readings = new(bsc.Readings)
	for i := range 26 {
		f := bsc.Fact{Ref: bsc.KPIRef("k"), Period: period.Numbered(2025+i/13, i%13+1)}
		f.Value = dec(fmt.Sprint(45 + 5*i))
		require.NoError(t, readings.Add(f))
	}
	in := bsc.Input{Period: period.Numbered(2026, 4), Readings: readings}
	ruledAsWide(t, ruling, period.Numbered(2025, 11), in)
	for r, err := range card.EvaluatePeriods(period.Numbered(2025, 11), in) { // the same ends, and a period more between them
		require.NoError(t, err)
		sameAsWide(t, card, r, in)
	}
}

// ruled gives one scorecard for the periods before one, and another from it on.
func ruled(before *bsc.Scorecard, from period.Period, after *bsc.Scorecard) func(period.Period) (*bsc.Scorecard, error) {
	return func(p period.Period) (*bsc.Scorecard, error) {
		if p.Compare(from) < 0 {
			return before, nil
		}
		return after, nil
	}
}

// ruledAsWide evaluates periods in one pass, and holds each against the wide path of the card that rules it.
func ruledAsWide(t *testing.T, ruling func(period.Period) (*bsc.Scorecard, error), from period.Period, in bsc.Input) {
	t.Helper()
	for r, err := range bsc.EvaluatePeriods(from, in, ruling) {
		require.NoError(t, err)
		card, _ := ruling(r.Period())
		sameAsWide(t, card, r, in)
	}
}

// TestBoard_oddReadings sets readings that no row can hold: results from before still say what they said.
func TestBoard_oddReadings(t *testing.T) {
	t.Parallel()
	def := oracle.CardOf(bsc.KPI{
		ID: "r", Frequency: period.Monthly, Basis: bsc.BasisYearToDate, Targets: []bsc.Target{{Value: "10"}},
		Calculator: bsc.NewPolicy("ratio", map[string]any{"num": "s", "den": "d"}),
	})
	def.Series = []bsc.Series{{ID: "s", Frequency: period.Monthly, Rollup: bsc.RollupSum}, {ID: "d", Frequency: period.Monthly, Rollup: bsc.RollupSum}}
	card := bsc.MustCompile(def, nil)
	handle, ok := card.Series("s")
	require.True(t, ok)
	input := func(s bsc.Reading) bsc.Input {
		readings := new(bsc.Readings)
		month := period.Month(2026, 2)
		require.NoError(t, readings.Add(
			bsc.Fact{Ref: bsc.SeriesRef("s"), Period: month, Reading: s},
			bsc.Fact{Ref: bsc.SeriesRef("d"), Period: month, Reading: bsc.Reading{Value: dec("1")}},
		))
		return bsc.Input{Period: month, Readings: readings}
	}
	shown := func(r *bsc.Result) []string {
		value, ok := r.Value(bsc.SeriesRef("s"))
		x, err := r.Explain(bsc.KPIRef("r"))
		require.NoError(t, err)
		return []string{fmt.Sprint(value, ok), x.String()}
	}
	states := []bsc.Reading{
		{Value: dec("7")},
		{Label: "early"},
		{Value: dec("1234567890123456789.5")},
		{Value: dec("9234567890123456789.5")},
		{Value: dec("3"), State: bsc.StateStale},
		{State: bsc.StateNotApplicable},
		{State: bsc.StateNotDue},
	}
	for _, first := range states {
		for _, then := range states {
			board, err := card.Board(input(first))
			require.NoError(t, err)
			old := board.Result()
			was := shown(old)
			require.NoError(t, board.Apply(bsc.Update{Of: handle, Reading: then}))
			sameAsWide(t, card, board.Result(), input(then), first, "then", then)
			want, err := bsc.WithoutRows(card).Evaluate(input(then))
			require.NoError(t, err)
			assert.Equal(t, shown(want), shown(board.Result()), "%v then %v", first, then)
			assert.Equal(t, was, shown(old), "%v then %v", first, then)
		}
	}
}
