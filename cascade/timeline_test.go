package cascade_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// day returns a moment.
func day(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// toDate returns a card with sales to date, against 10 a month.
func toDate() *bsc.Definition {
	return sales(bsc.KPI{Basis: bsc.BasisYearToDate, Targets: []bsc.Target{{Value: "10"}}})
}

// moving is a company of two branches. Ann moves from north to south in July, as was recorded in June.
func moving() []cascade.Version {
	card, up := toDate(), []cascade.Contribution{additive(bsc.KPIRef("sales"))}
	unit := func(id, parent string) cascade.Version {
		u := cascade.OrgUnit{ID: id, Parent: parent, Definition: card}
		if parent != "" {
			u.Contributes = up
		}
		return cascade.Version{OrgUnit: u}
	}
	moved := unit("ann", "south")
	moved.From, moved.RecordedAt = period.Month(2026, 7), day(2026, 6, 10)
	return []cascade.Version{unit("company", ""), unit("north", "company"), unit("south", "company"), unit("ann", "north"), unit("bob", "north"), unit("cleo", "south"), moved}
}

// tens has sales of 10 in every month of 2026 for the people who have readings.
func tens(t *testing.T, people ...string) *bsc.Readings {
	t.Helper()
	r := new(bsc.Readings)
	for _, who := range people {
		for month := range 12 {
			require.NoError(t, r.Add(bsc.Fact{OrgUnit: who, Ref: bsc.KPIRef("sales"), Period: period.Month(2026, month+1), Reading: bsc.Reading{Value: dec("10")}}))
		}
	}
	return r
}

// actual returns the sales of an org unit.
func actual(t *testing.T, r *cascade.Result, unit string) string {
	t.Helper()
	o, ok := r.Of(unit).Of(bsc.KPIRef("sales"))
	require.True(t, ok && o.Actual.Valid, "%s: %v", unit, o.Reason)
	return o.Actual.Decimal.String()
}

// evaluated evaluates a timeline on tens.
func evaluated(t *testing.T, org *cascade.Timeline, p period.Period, people ...string) *cascade.Result {
	t.Helper()
	r, err := org.Evaluate(bsc.Input{Period: p, Readings: tens(t, people...)})
	require.NoError(t, err)
	return r
}

func timelineOf(t *testing.T, versions []cascade.Version) *cascade.Timeline {
	t.Helper()
	org, err := cascade.NewTimeline(versions, nil)
	require.NoError(t, err)
	assert.Empty(t, org.Check())
	return org
}

// TestTimeline_move counts what Ann sold in north and in south, at the time, by the structure of September, and as it was
// known before she moved.
func TestTimeline_move(t *testing.T) {
	org := timelineOf(t, moving())
	r := evaluated(t, org, period.Month(2026, 9), "ann", "bob", "cleo")
	assert.Equal(t, "150", actual(t, r, "north"), "bob nine months, ann six")
	assert.Equal(t, "120", actual(t, r, "south"), "cleo nine months, ann three")
	assert.Equal(t, "270", actual(t, r, "company"))
	assert.Equal(t, []string{"ann", "cleo"}, r.Cascade().Below("south"))

	readings := tens(t, "ann", "bob", "cleo")
	restated, err := org.Restated(period.Month(2026, 9), time.Time{})
	require.NoError(t, err)
	r, err = restated.Evaluate(bsc.Input{Period: period.Month(2026, 6), Readings: readings})
	require.NoError(t, err)
	assert.Equal(t, "60", actual(t, r, "north"))
	assert.Equal(t, "120", actual(t, r, "south"))

	in := bsc.Input{Period: period.Month(2026, 9), Readings: readings, AsOf: day(2026, 5, 31), Today: period.Day(2026, 12, 31)}
	r, err = org.Evaluate(in)
	require.NoError(t, err)
	assert.Equal(t, "180", actual(t, r, "north"), "nobody knew that she would move")
	assert.Equal(t, "90", actual(t, r, "south"))
}

// TestTimeline_sights asks what counts where over the year to date: it is of the period.
func TestTimeline_sights(t *testing.T) {
	r := evaluated(t, timelineOf(t, moving()), period.Month(2026, 9), "ann", "bob", "cleo")
	sights, more := r.LineOfSight("ann", bsc.KPIRef("sales"))
	assert.False(t, more)
	var ways []string
	for _, s := range sights {
		ways = append(ways, s.Steps[1].OrgUnit+" "+s.Share.String())
	}
	assert.Equal(t, []string{"south 0.1111111111", "north 0.2222222222"}, ways, "30 and 60 of 270")
	shares := map[string]string{}
	for _, s := range r.Shares() {
		shares[s.OrgUnit] = s.Share.String()
	}
	assert.Equal(t, map[string]string{"ann": "0.3333333333", "bob": "0.3333333334", "cleo": "0.3333333333"}, shares)
	var brought []string
	for _, c := range r.Contributors("north", bsc.KPIRef("sales")) {
		brought = append(brought, c.OrgUnit+" "+c.Brought.Decimal.String())
	}
	assert.Equal(t, []string{"bob 90", "ann 60"}, brought)

	r = evaluated(t, timelineOf(t, moving()), period.Month(2027, 1), "ann", "bob", "cleo")
	sights, _ = r.LineOfSight("ann", bsc.KPIRef("sales"))
	require.Len(t, sights, 1, "a year later nothing of hers counts in north")
}

// TestTimeline_structures changes the company in every way, and reads the years to date of June and December.
func TestTimeline_structures(t *testing.T) {
	card, up := toDate(), []cascade.Contribution{additive(bsc.KPIRef("sales"))}
	v := func(from period.Period, u cascade.OrgUnit) cascade.Version {
		if u.Definition = card; u.Parent != "" {
			u.Contributes = up
		}
		return cascade.Version{From: from, OrgUnit: u}
	}
	always, july := period.Period{}, period.Month(2026, 7)
	type units = []cascade.Version
	base := units{v(always, cascade.OrgUnit{ID: "company"}), v(always, cascade.OrgUnit{ID: "x", Parent: "company"}), v(always, cascade.OrgUnit{ID: "ann", Parent: "x"}), v(always, cascade.OrgUnit{ID: "bob", Parent: "x"})}
	for name, c := range map[string]struct {
		versions       units
		june, december map[string]string
	}{
		"a split": {
			units{
				{From: july, Gone: true, OrgUnit: cascade.OrgUnit{ID: "x"}},
				v(july, cascade.OrgUnit{ID: "x1", Parent: "company"}), v(july, cascade.OrgUnit{ID: "x2", Parent: "company"}),
				v(july, cascade.OrgUnit{ID: "ann", Parent: "x1"}), v(july, cascade.OrgUnit{ID: "bob", Parent: "x2"}),
			},
			map[string]string{"company": "120", "x": "120"},
			map[string]string{"company": "240", "x1": "60", "x2": "60", "ann": "120"},
		},
		"a merger": {
			units{
				v(always, cascade.OrgUnit{ID: "y", Parent: "company"}), v(always, cascade.OrgUnit{ID: "cleo", Parent: "y"}),
				v(july, cascade.OrgUnit{ID: "y", Parent: "company", Until: period.Month(2026, 6)}), v(july, cascade.OrgUnit{ID: "cleo", Parent: "x"}),
			},
			map[string]string{"company": "180", "x": "120", "y": "60"},
			map[string]string{"company": "360", "x": "300", "y": "60"},
		},
		"one above the other, and the other way round": {
			units{
				v(july, cascade.OrgUnit{ID: "x", Parent: "company", Since: period.Month(2026, 8)}),
				v(always, cascade.OrgUnit{ID: "p", Parent: "company"}), v(always, cascade.OrgUnit{ID: "q", Parent: "p"}), v(always, cascade.OrgUnit{ID: "cleo", Parent: "q"}),
				v(july, cascade.OrgUnit{ID: "q", Parent: "company"}), v(july, cascade.OrgUnit{ID: "p", Parent: "q"}), v(july, cascade.OrgUnit{ID: "cleo", Parent: "p"}),
			},
			map[string]string{"p": "60", "q": "60", "company": "180"},
			map[string]string{"p": "120", "q": "120", "company": "340"},
		},
		"joining and leaving": {
			units{
				v(july, cascade.OrgUnit{ID: "ann", Parent: "x", Until: period.Month(2026, 8)}),
				v(always, cascade.OrgUnit{ID: "cleo", Parent: "x", Since: period.Month(2026, 9)}),
			},
			map[string]string{"x": "120"},
			map[string]string{"x": "240", "ann": "80", "cleo": "40"},
		},
		"leaving and coming back": {
			units{
				v(july, cascade.OrgUnit{ID: "ann", Parent: "x", Until: period.Month(2026, 8)}),
				v(period.Month(2026, 11), cascade.OrgUnit{ID: "ann", Parent: "x", Since: period.Month(2026, 11)}),
			},
			map[string]string{"x": "120"},
			map[string]string{"x": "220", "ann": "100"},
		},
		"own figures until others bring them": {
			units{
				v(always, cascade.OrgUnit{ID: "z", Parent: "company"}),
				v(july, cascade.OrgUnit{ID: "cleo", Parent: "z"}),
			},
			map[string]string{"z": "60", "company": "180"},
			map[string]string{"z": "120", "company": "360"},
		},
		"entered by mistake": {
			units{
				{RecordedAt: day(2026, 3, 1), Gone: true, OrgUnit: cascade.OrgUnit{ID: "bob"}},
			},
			map[string]string{"x": "60"},
			map[string]string{"x": "120"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			org := timelineOf(t, append(slices.Clone(base), c.versions...))
			for _, at := range []struct {
				month period.Period
				want  map[string]string
			}{{period.Month(2026, 6), c.june}, {period.Month(2026, 12), c.december}} {
				people := []string{"ann", "bob", "cleo"}
				if _, own := c.june["z"]; own {
					people = append(people, "z")
				}
				readings := new(bsc.Readings)
				for _, f := range tens(t, people...).Facts() {
					if f.OrgUnit != "z" || f.Period.String() < "2026-07" {
						require.NoError(t, readings.Add(f))
					}
				}
				r, err := org.Evaluate(bsc.Input{Period: at.month, Readings: readings})
				require.NoError(t, err)
				for unit, want := range at.want {
					assert.Equal(t, want, actual(t, r, unit), "%s in %s", unit, at.month)
				}
			}
		})
	}
}

// TestNewTimeline_problems lists everything wrong, each with its place among the versions.
func TestNewTimeline_problems(t *testing.T) {
	versions := moving()
	versions[1].Note = strings.Repeat("a", 1<<20)
	versions = append(versions, versions[6])     // twice, with one moment
	versions[2].From = period.Numbered(2026, 13) // a calendar year has none
	versions = append(versions, cascade.Version{OrgUnit: cascade.OrgUnit{ID: "no good"}})
	versions[4].OrgUnit.Since, versions[4].OrgUnit.Until = period.Month(2026, 2), period.Month(2026, 1)
	_, err := cascade.NewTimeline(versions, nil)
	var wrong *bsc.DefinitionError
	require.ErrorAs(t, err, &wrong)
	var places []string
	for _, p := range wrong.Problems {
		places = append(places, string(p.Path)+" "+string(p.Code))
	}
	assert.Equal(t, []string{"/1/note limit", "/2/from period", "/4/unit/until period", "/7 conflict", "/8/unit/id id", "/8/unit/definition input"}, places)

	versions = moving()
	versions[6].OrgUnit.Parent = "nowhere"
	_, err = cascade.NewTimeline(versions, nil)
	assert.EqualError(t, err, `bsc: /6/unit/parent: there is no org unit "nowhere"`)

	_, err = cascade.NewTimeline(nil, nil)
	assert.ErrorIs(t, err, bsc.ErrInput)
}

// TestNewTimeline_silent warns of somebody who moves and whose contributions are forgotten.
func TestNewTimeline_silent(t *testing.T) {
	versions := moving()
	versions[6].OrgUnit.Contributes = nil
	org, err := cascade.NewTimeline(versions, nil)
	require.NoError(t, err)
	require.Len(t, org.Warnings(), 1)
	assert.EqualError(t, org.Warnings()[0], "/6/unit/contributes: an org unit with a parent contributes nothing; before, it did; a version is all of the org unit: state its contributions again")
}

// TestTimeline_Check finds a structure in the past that does not fit together. Other times can be evaluated.
func TestTimeline_Check(t *testing.T) {
	versions := moving()
	versions[4].OrgUnit.Parent = "nowhere" // bob, until july
	right := moving()[4]
	right.From = period.Month(2026, 7)
	org, err := cascade.NewTimeline(append(versions, right), nil)
	require.NoError(t, err)
	problems := org.Check()
	require.Len(t, problems, 1)
	assert.Equal(t, `/4/unit/parent: there is no org unit "nowhere"`, problems[0].Error())
	_, err = org.Evaluate(bsc.Input{Period: period.Month(2026, 6), Readings: tens(t, "ann")})
	var wrong *bsc.DefinitionError
	require.ErrorAs(t, err, &wrong)
	_, err = org.Evaluate(bsc.Input{Period: period.Month(2026, 8), Readings: tens(t, "ann", "bob", "cleo")})
	require.NoError(t, err)
}

// TestTimeline_forgotten warns where the card of today lacks what counted before.
func TestTimeline_forgotten(t *testing.T) {
	versions := moving()
	other := sales(bsc.KPI{Targets: []bsc.Target{{Value: "1"}}})
	other.Perspectives[0].Objectives[0].KPIs[0].ID = "revenue"
	versions[6].OrgUnit.Definition = other
	versions[6].OrgUnit.Contributes = []cascade.Contribution{{Mode: cascade.Additive, From: bsc.KPIRef("revenue"), To: bsc.KPIRef("sales")}}
	org, err := cascade.NewTimeline(versions, nil)
	require.NoError(t, err)
	require.Len(t, org.Warnings(), 1)
	assert.EqualError(t, org.Warnings()[0], "/3/unit/contributes/0: kpi:sales of ann counts together with north until 2026-06-30, and is not on its card any more: what was recorded is not counted; keep kpi:sales on the card, as a series or with weight 0")
}

// TestTimeline_unfit warns where what counted before does not fit the cards of today: ann's is in pounds now.
func TestTimeline_unfit(t *testing.T) {
	in := func(unit string) *bsc.Definition {
		return sales(bsc.KPI{Unit: unit, Targets: []bsc.Target{{Value: "10"}}})
	}
	euros, pounds := in("EUR"), in("GBP")
	versions := moving()
	for i := range versions {
		versions[i].OrgUnit.Definition = euros
	}
	versions[6].OrgUnit.Definition, versions[6].OrgUnit.Contributes = pounds, []cascade.Contribution{{
		Mode: cascade.Additive, From: bsc.KPIRef("sales"), To: bsc.KPIRef("sales"), Factor: bsc.Factor{Number: "1.15"},
	}}
	org, err := cascade.NewTimeline(versions, nil)
	require.NoError(t, err)
	require.Len(t, org.Warnings(), 1)
	assert.ErrorIs(t, org.Warnings()[0], bsc.ErrUnit)
	assert.Equal(t, bsc.Pointer("/3/unit/contributes/0"), org.Warnings()[0].Path)
	r := evaluated(t, org, period.Quarter(2026, 3), "ann", "bob", "cleo")
	assert.Equal(t, "64.5", actual(t, r, "south"), "three times 11.5 and 10")
}

func TestTimeline_nobody(t *testing.T) {
	versions := moving()
	for i := range versions {
		versions[i].From = period.Year(2027)
	}
	org, err := cascade.NewTimeline(versions[:6], nil)
	require.NoError(t, err)
	_, err = org.At(period.Month(2026, 6), time.Time{})
	assert.EqualError(t, err, "bsc: there is no org unit in 2026-06")
	_, err = org.At(period.Numbered(2027, 13), time.Time{})
	assert.ErrorIs(t, err, bsc.ErrPeriod)
	_, err = new(cascade.Timeline).At(period.Month(2026, 6), time.Time{})
	assert.ErrorIs(t, err, bsc.ErrInput)
	_, err = new(cascade.Timeline).Evaluate(bsc.Input{Period: period.Month(2026, 6)})
	assert.ErrorIs(t, err, bsc.ErrInput)
}

// TestTimeline_EvaluatePeriods gives each month as Evaluate does, and the trends of all org units.
func TestTimeline_EvaluatePeriods(t *testing.T) {
	versions := moving()
	joined := versions[5]
	joined.OrgUnit.ID, joined.From = "dora", period.Month(2026, 4)
	back := joined
	back.From = period.Month(2026, 8)
	gone := cascade.Version{From: period.Month(2026, 6), Gone: true, OrgUnit: cascade.OrgUnit{ID: "dora"}}
	org := timelineOf(t, append(versions, joined, back, gone))
	in := bsc.Input{Period: period.Month(2026, 12), Readings: tens(t, "ann", "bob", "cleo", "dora")}
	month := period.Month(2026, 1)
	for r, err := range org.EvaluatePeriods(month, in) {
		require.NoError(t, err)
		one := in
		one.Period = month
		alone, err := org.Evaluate(one)
		require.NoError(t, err)
		for unit, result := range r.All() {
			require.Equal(t, month, result.Period())
			require.Equal(t, alone.Of(unit).Total(), result.Total())
		}
		month, err = period.Calendar{}.Next(month)
		require.NoError(t, err)
	}
	assert.Equal(t, period.Month(2027, 1), month)

	trends, err := cascade.Trends(org.EvaluatePeriods(period.Month(2026, 1), in))
	require.NoError(t, err)
	assert.Len(t, trends["south"].Results(), 12)
	assert.Len(t, trends["dora"].Results(), 5, "from August on, when she came back")

	_, err = cascade.Trends(org.EvaluatePeriods(period.Quarter(2026, 1), in))
	assert.ErrorIs(t, err, bsc.ErrPeriod)
	c, err := org.At(period.Month(2026, 12), time.Time{})
	require.NoError(t, err)
	_, err = cascade.Trends(c.EvaluatePeriods(period.Month(2027, 1), in))
	assert.ErrorIs(t, err, bsc.ErrPeriod)
}

// TestTimeline_json reads what it writes.
func TestTimeline_json(t *testing.T) {
	org := timelineOf(t, moving())
	text, err := bsc.Marshal(org, nil)
	require.NoError(t, err)
	var versions []cascade.Version
	require.NoError(t, bsc.Unmarshal(text, &versions, nil))
	assert.Equal(t, org.Versions(), versions)
}

// TestTimeline_input names what a year needs of whom, and checks facts by the structure of their periods.
func TestTimeline_input(t *testing.T) {
	versions := moving()
	versions[3].From = period.Month(2026, 3) // ann joins
	org := timelineOf(t, append(versions, cascade.Version{From: period.Month(2026, 10), Gone: true, OrgUnit: cascade.OrgUnit{ID: "bob"}}))
	in := bsc.Input{Period: period.Month(2026, 12)}
	needs, err := org.Needs(period.Month(2026, 1), in)
	require.NoError(t, err)
	var of []string
	for _, need := range needs.Readings {
		of = append(of, fmt.Sprint(need.OrgUnit, " ", need.From, " ", need.To))
	}
	assert.Contains(t, of, "bob 2026-01 2026-12")
	assert.Contains(t, of, "ann 2026-03 2026-12", "she was not there before")
	alone, err := org.Needs(period.Period{}, in)
	require.NoError(t, err)
	assert.NotEmpty(t, alone.Readings)

	readings := tens(t, "ann", "cleo")
	require.NoError(t, readings.Add(bsc.Fact{OrgUnit: "north", Ref: bsc.KPIRef("sales"), Period: period.Month(2026, 1), Reading: bsc.Reading{Value: dec("1")}}))
	var texts []string
	for _, p := range org.CheckReadings(readings) {
		texts = append(texts, p.Error())
	}
	assert.Equal(t, []string{
		`kpi:sales: of "ann", 2026-01: there is no org unit "ann"`,
		`kpi:sales: of "ann", 2026-02: there is no org unit "ann"`,
		`kpi:sales: of "north", 2026-01: a reading of kpi:sales, which has its readings from other org units; record it there, as kpi:sales of bob`,
	}, texts)
}

// TestTimeline_board sets readings of before and after a move on a live board: each reaches the branch of its time.
func TestTimeline_board(t *testing.T) {
	versions := append(moving(), cascade.Version{From: period.Month(2026, 9), Gone: true, OrgUnit: cascade.OrgUnit{ID: "bob"}})
	org, err := timelineOf(t, versions).At(period.Month(2026, 9), time.Time{})
	require.NoError(t, err)
	readings := tens(t, "ann", "bob", "cleo")
	in := bsc.Input{Period: period.Month(2026, 9), Readings: readings}
	board, err := org.Board(in)
	require.NoError(t, err)
	assert.Equal(t, "140", actual(t, board.Result(), "north"), "bob eight months, ann six")
	set := func(unit string, month int, value string) {
		t.Helper()
		before := board.Result()
		require.NoError(t, board.Add(bsc.Fact{OrgUnit: unit, Ref: bsc.KPIRef("sales"), Period: period.Month(2026, month), Reading: bsc.Reading{Value: dec(value), RecordedAt: day(2027, 1, 1)}}))
		whole, err := org.Evaluate(in)
		require.NoError(t, err)
		for id, r := range whole.All() {
			require.Equal(t, r.Total(), board.Result().Of(id).Total(), id)
			require.Equal(t, actual(t, whole, id), actual(t, board.Result(), id), id)
		}
		assert.Same(t, before.Of("cleo"), board.Result().Of("cleo"))
	}
	set("ann", 2, "110")
	assert.Equal(t, "240", actual(t, board.Result(), "north"))
	set("ann", 8, "1010")
	assert.Equal(t, "240", actual(t, board.Result(), "north"))
	assert.Equal(t, "1120", actual(t, board.Result(), "south"))
	set("bob", 3, "20")
	assert.Equal(t, "250", actual(t, board.Result(), "north"), "who is gone still counts")
}
