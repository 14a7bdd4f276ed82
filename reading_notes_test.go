package bsc_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/cost"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// notedCard has a KPI for each way in which values are made.
func notedCard(t *testing.T) *bsc.Scorecard {
	t.Helper()
	target := []bsc.Target{{Value: "10", Baseline: "0", Origin: "agreed", Author: "Eve"}}
	kpis := []bsc.KPI{
		{ID: "plain", Targets: target},
		{ID: "label", Scorer: bsc.NewPolicy("points", map[string]any{"labels": map[string]int{"yes": 100}})},
		{ID: "sum", Targets: target, Frequency: period.Monthly, Rollup: bsc.RollupSum},
		{ID: "last", Targets: target, Frequency: period.Monthly, Rollup: bsc.RollupLast},
		{ID: "carried", Targets: target, Frequency: period.Monthly, Rollup: bsc.RollupMean, Missing: bsc.Missing{Rule: bsc.MissingCarryForward, MaxAge: 3}},
		{ID: "margin", Targets: target, Calculator: bsc.NewPolicy("ratio", map[string]any{"num": "profit", "den": "sum"})},
		{ID: "double", Targets: target, Calculator: bsc.NewPolicy("sum", map[string]any{"of": []string{"margin", "margin"}})},
	}
	def := &bsc.Definition{
		ID: "c", Series: []bsc.Series{{ID: "profit", Frequency: period.Monthly, Rollup: bsc.RollupSum}, {ID: "idle"}},
		Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{{ID: "o", KPIs: kpis}}}},
	}
	card, err := bsc.Compile(def, nil)
	require.NoError(t, err)
	return card
}

// notedFacts are readings of a unit from March to July, each with a note that names it.
func notedFacts(unit string) []bsc.Fact {
	var facts []bsc.Fact
	add := func(ref bsc.Ref, p period.Period, r bsc.Reading) {
		r.Note, r.Author = strings.TrimSpace(unit+" "+ref.ID+" "+p.String()), "Ann"
		facts = append(facts, bsc.Fact{OrgUnit: unit, Ref: ref, Period: p, Reading: r})
	}
	value := func(n int64) bsc.Reading { return bsc.Reading{Value: decimal.New(n, 0)} }
	q := period.Quarter(2026, 2)
	add(bsc.KPIRef("plain"), q, value(8))
	add(bsc.KPIRef("plain"), period.Quarter(2026, 1), value(8))
	add(bsc.KPIRef("label"), q, bsc.Reading{Label: "yes"})
	for m := 3; m <= 7; m++ {
		for _, ref := range []bsc.Ref{bsc.KPIRef("sum"), bsc.KPIRef("last"), bsc.SeriesRef("profit")} {
			add(ref, period.Month(2026, m), value(int64(m)))
		}
	}
	add(bsc.KPIRef("carried"), period.Month(2026, 3), value(5))
	add(bsc.KPIRef("carried"), period.Month(2026, 6), bsc.Reading{State: bsc.StateNotApplicable})
	add(bsc.SeriesRef("idle"), q, value(1))
	return facts
}

// said lists the notes of each KPI, in one line.
func said(r *bsc.Result) map[string]string {
	lines := map[string]string{}
	for o := range r.All() {
		var notes []string
		for _, n := range o.ReadingNotes {
			text := n.Ref.String() + " " + n.Period.String()
			if n.Author != "Ann" || !strings.HasSuffix(n.Note, n.Ref.ID+" "+n.Period.String()) {
				text += " " + n.Note + " by " + n.Author
			}
			notes = append(notes, text)
		}
		if len(notes) > 0 {
			lines[o.Ref.ID] = strings.Join(notes, ", ")
		}
	}
	return lines
}

// saidInQ2 is what belongs to the second quarter: all that is in a window, what was carried into it, and why a part of
// it does not apply. "last" looks at June only. "double" is made of a KPI that has notes of its own.
func saidInQ2() map[string]string {
	return map[string]string{
		"plain": "kpi:plain 2026-Q2", "label": "kpi:label 2026-Q2",
		"sum": "kpi:sum 2026-04, kpi:sum 2026-05, kpi:sum 2026-06", "last": "kpi:last 2026-06",
		"carried": "kpi:carried 2026-03, kpi:carried 2026-06",
		"margin": "series:profit 2026-04, kpi:sum 2026-04, series:profit 2026-05, kpi:sum 2026-05, " +
			"series:profit 2026-06, kpi:sum 2026-06",
	}
}

// askedOnce is a host's source that counts.
type askedOnce struct {
	readings *bsc.Readings
	asked    map[bsc.Query]int
}

func (a askedOnce) Reading(q bsc.Query) (bsc.Reading, bool) {
	a.asked[q]++
	return a.readings.Reading(q)
}

// wordy is a source with an author for everything.
type wordy struct{ author string }

func (w wordy) Reading(bsc.Query) (bsc.Reading, bool) { return bsc.Reading{Author: w.author}, true }

// TestOutcome_readingNotes takes notes through every way of evaluating.
func TestOutcome_readingNotes(t *testing.T) {
	card, readings := notedCard(t), new(bsc.Readings)
	require.NoError(t, readings.Add(append(notedFacts(""), notedFacts("west")...)...))
	in := bsc.Input{Period: period.Quarter(2026, 2), Readings: readings}
	result, err := card.Evaluate(in)
	require.NoError(t, err)
	assert.Equal(t, saidInQ2(), said(result))

	host := askedOnce{readings, map[bsc.Query]int{}}
	hosted := in
	hosted.Readings = host
	of, err := card.Evaluate(hosted)
	require.NoError(t, err)
	before := fmt.Sprint(host.asked)
	assert.Equal(t, saidInQ2(), said(of), "a host's source")
	assert.Equal(t, before, fmt.Sprint(host.asked), "an outcome asks nothing")
	for q, n := range host.asked {
		assert.Equal(t, 1, n, q)
	}

	bad := wordy{"two\nlines"}
	in.Readings = bad
	of, err = card.Evaluate(in)
	require.NoError(t, err)
	o, _ := of.Of(bsc.KPIRef("plain"))
	assert.ErrorIs(t, o.Err, bsc.ErrValue, "what no document may hold")
	assert.Empty(t, o.ReadingNotes)
	in.Readings = readings

	var quarters []map[string]string
	for r, err := range card.EvaluatePeriods(period.Quarter(2026, 1), in) {
		require.NoError(t, err)
		quarters = append(quarters, said(r))
	}
	assert.Equal(t, "kpi:sum 2026-03", quarters[0]["sum"])
	assert.Equal(t, saidInQ2(), quarters[1], "periods in a row")

	west := in
	west.OrgUnit = "west"
	inputs := func(yield func(bsc.Input) bool) { _ = yield(in) && yield(west) }
	n := 0
	for r, err := range card.EvaluateOrgUnits(t.Context(), inputs) {
		require.NoError(t, err)
		assert.Equal(t, saidInQ2(), said(r))
		o, _ := r.Of(bsc.KPIRef("plain"))
		assert.Equal(t, strings.TrimSpace(r.OrgUnit()+" plain 2026-Q2"), strings.TrimSpace(o.ReadingNotes[0].Note))
		n++
	}
	assert.Equal(t, 2, n)

	late := time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)
	require.NoError(t, readings.Add(bsc.Fact{Ref: bsc.KPIRef("plain"), Period: in.Period, Reading: bsc.Reading{RecordedAt: late, Note: "recount", Author: "Bob"}}))
	assert.Equal(t, saidInQ2(), said(result), "a Result keeps what was said when it was made")
	in.AsOf = late
	result, err = card.Evaluate(in)
	require.NoError(t, err)
	assert.Equal(t, "kpi:plain 2026-Q2 recount by Bob", said(result)["plain"])
	in.AsOf = late.Add(-time.Second)
	result, err = card.Evaluate(in)
	require.NoError(t, err)
	assert.Equal(t, "kpi:plain 2026-Q2", said(result)["plain"], "a moment before")
}

// TestBoard_readingNotes sets readings with notes, without, and takes them back.
func TestBoard_readingNotes(t *testing.T) {
	card, readings := notedCard(t), new(bsc.Readings)
	require.NoError(t, readings.Add(notedFacts("")...))
	board, err := card.Board(bsc.Input{Period: period.Quarter(2026, 2), Readings: readings})
	require.NoError(t, err)
	first := board.Result()
	assert.Equal(t, saidInQ2(), said(first))
	plain, _ := card.KPI("plain")
	sum, _ := card.KPI("sum")
	profit, _ := card.Series("profit")
	june := period.Month(2026, 6)
	value := func(n int64, note string) bsc.Reading {
		return bsc.Reading{Value: decimal.New(n, 0), Note: note, Author: "Bob"}
	}
	require.NoError(t, board.Apply(
		bsc.Update{Of: plain, Reading: value(9, "recount")},
		bsc.Update{Of: sum, Period: june, Reading: value(7, "late bill")},
		bsc.Update{Of: profit, Period: june, Reading: bsc.Reading{Value: decimal.New(1, 0)}},
	))
	second := board.Result()
	want := saidInQ2()
	want["plain"] = "kpi:plain 2026-Q2 recount by Bob"
	want["sum"] = "kpi:sum 2026-04, kpi:sum 2026-05, kpi:sum 2026-06 late bill by Bob"
	want["margin"] = "series:profit 2026-04, kpi:sum 2026-04, series:profit 2026-05, kpi:sum 2026-05, kpi:sum 2026-06 late bill by Bob"
	assert.Equal(t, want, said(second))

	require.NoError(t, board.Set(plain, decimal.New(4, 0)))
	require.NoError(t, board.Apply(bsc.Update{Of: sum, Period: june, Unset: true}, bsc.Update{Of: profit, Period: june, Unset: true}))
	want = saidInQ2()
	delete(want, "plain")
	assert.Equal(t, want, said(board.Result()), "a number without a word; what was before shows again")
	require.NoError(t, board.Unset(plain))
	assert.Equal(t, saidInQ2(), said(board.Result()))
	assert.Equal(t, saidInQ2(), said(first), "a Result never changes")
	assert.Contains(t, said(second)["plain"], "recount")

	err = board.Apply(bsc.Update{Of: plain, Reading: value(3, "bad\xff")})
	assert.ErrorIs(t, err, bsc.ErrSyntax)
	empty, err := card.Board(bsc.Input{Period: period.Quarter(2026, 2)})
	require.NoError(t, err)
	require.NoError(t, empty.Apply(bsc.Update{Of: plain, Reading: value(3, "first")}))
	assert.Equal(t, map[string]string{"plain": "kpi:plain 2026-Q2 first by Bob"}, said(empty.Result()))
}

// TestReadings_equalReadings keeps a note that comes later, and the first of two.
func TestReadings_equalReadings(t *testing.T) {
	said := func(r *bsc.Readings) string {
		f := r.Facts()[0]
		return f.Note + "|" + f.Author
	}
	of := func(note, author string) bsc.Fact {
		return bsc.Fact{Ref: bsc.KPIRef("k"), Period: period.Year(2026), Reading: bsc.Reading{Note: note, Author: author}}
	}
	readings := new(bsc.Readings)
	require.NoError(t, readings.Add(of("", "")))
	batch := readings.Batch(nil)
	require.Nil(t, batch.Add(of("why", "Ann")))
	assert.Equal(t, "|", said(readings), "a batch changes nothing until it is committed")
	require.NoError(t, batch.Commit())
	require.NoError(t, readings.Add(of("", ""), of("other", "Bob"), of("", "Bob")))
	assert.Equal(t, "why|Ann", said(readings))
	assert.ErrorIs(t, readings.Add(of("", "two\nlines")), bsc.ErrValue)
	assert.ErrorIs(t, readings.Add(of("", "bad\xff")), bsc.ErrSyntax)

	late := new(bsc.Readings) // beyond the facts that are moved to insert one before them
	for i := range 103 {
		f := of("", "")
		f.RecordedAt = time.Unix(int64(1000+i), 0)
		require.NoError(t, late.Add(f))
	}
	quiet, noted, again := of("", ""), of("why", "Ann"), of("other", "Bob")
	for _, f := range []*bsc.Fact{&quiet, &noted, &again} {
		f.RecordedAt = time.Unix(1, 0)
	}
	require.NoError(t, late.Add(quiet, noted, again))
	assert.Equal(t, "why|Ann", said(late))
}

// TestExplain_readingNotes shows notes and authors beside readings and targets.
func TestExplain_readingNotes(t *testing.T) {
	card, readings := notedCard(t), new(bsc.Readings)
	require.NoError(t, readings.Add(notedFacts("")...))
	result, err := card.Evaluate(bsc.Input{Period: period.Quarter(2026, 2), Readings: readings})
	require.NoError(t, err)
	x, err := result.Explain(bsc.KPIRef("carried"))
	require.NoError(t, err)
	assert.Contains(t, x.String(), "\n  noted on 2026-06 by Ann: carried 2026-06\n")
	assert.Contains(t, x.String(), "target 10, baseline 0 (standing, agreed, by Eve)")
	assert.Equal(t, "Eve", x.Outcome.Target.Author)
	require.NotEmpty(t, x.Readings)
	assert.Equal(t, period.Month(2026, 3), x.Readings[0].Of)
	assert.Equal(t, "carried 2026-03", strings.TrimSpace(x.Readings[0].Note))
	assert.Equal(t, "Ann", x.Readings[0].Author)
	x, err = result.Explain(bsc.KPIRef("margin"))
	require.NoError(t, err)
	assert.Contains(t, x.String(), "\n  noted on series:profit in 2026-05 by Ann: profit 2026-05\n")
}

// TestReadingNotes_doors: what is said with a reading that is no part of a value is not said of the value, at any door.
func TestReadingNotes_doors(t *testing.T) {
	note := func(text string) bsc.Reading { return bsc.Reading{Value: dec("10"), Note: text} }
	k := bsc.KPIRef("k")
	notes := func(r *bsc.Result) string {
		o, _ := r.Of(k)
		text := ""
		for _, n := range o.ReadingNotes {
			text += n.Period.String() + " " + n.Note + ";"
		}
		return text
	}
	monthly := bsc.MustCompile(oracle.CardOf(bsc.KPI{ID: "k", Frequency: period.Monthly, Rollup: bsc.RollupMean}), nil)
	readings := new(bsc.Readings)
	require.NoError(t, readings.Add(
		bsc.Fact{Ref: k, Period: period.Month(2026, 5), Reading: note("May")},
		bsc.Fact{Ref: k, Period: period.Week(2026, 21), Reading: note("stray")}, // of another frequency
	))
	for r, err := range monthly.EvaluatePeriods(period.Week(2026, 20), bsc.Input{Period: period.Week(2026, 25), Readings: readings}) {
		require.NoError(t, err)
		alone, err := monthly.Evaluate(bsc.Input{Period: r.Period(), Readings: readings})
		require.NoError(t, err)
		assert.Equal(t, notes(alone), notes(r), r.Period())
		assert.NotContains(t, notes(r), "stray")
	}

	plain := bsc.MustCompile(oracle.CardOf(bsc.KPI{ID: "k"}), nil)
	for _, c := range []struct {
		card *bsc.Scorecard
		in   bsc.Input
		said period.Period
		want string
	}{
		{plain, bsc.Input{Period: period.Year(2026)}, period.Month(2026, 3), ""}, // not of the period
		{plain, bsc.Input{Period: period.Month(2026, 3)}, period.Month(2026, 3), "2026-03 said;"},
		{monthly, bsc.Input{Period: period.Year(2026), Until: period.Month(2026, 3)}, period.Month(2026, 4), ""}, // nobody is there
		{monthly, bsc.Input{Period: period.Year(2026), Until: period.Month(2026, 4)}, period.Month(2026, 4), "2026-04 said;"},
	} {
		c.in.Readings = new(bsc.Readings)
		board, err := c.card.Board(c.in)
		require.NoError(t, err)
		of, _ := c.card.KPI("k")
		require.NoError(t, board.Apply(bsc.Update{Of: of, Period: c.said, Reading: note("said")}))
		assert.Equal(t, c.want, notes(board.Result()), c.said)
		require.NoError(t, c.in.Readings.(*bsc.Readings).Add(bsc.Fact{Ref: k, Period: c.said, Reading: note("said")}))
		r, err := c.card.Evaluate(c.in)
		require.NoError(t, err)
		assert.Equal(t, notes(r), notes(board.Result()), c.said)
	}
}

// TestReadingNotes_many: a note on one KPI does not make setting others slower, nor do many on one.
func TestReadingNotes_many(t *testing.T) {
	sets := func(kpis int) func() {
		var list []bsc.KPI
		for i := range kpis {
			list = append(list, bsc.KPI{ID: fmt.Sprint("k", i), Scorer: bsc.Policy{Name: "stated"}})
		}
		card := bsc.MustCompile(oracle.CardOf(list...), nil)
		board, err := card.Board(bsc.Input{Period: period.Year(2026), Readings: new(bsc.Readings)})
		require.NoError(t, err)
		var updates []bsc.Update
		for i := range kpis {
			of, _ := card.KPI(fmt.Sprint("k", i))
			updates = append(updates, bsc.Update{Of: of, Period: period.Year(2026), Reading: bsc.Reading{Value: dec("5")}})
		}
		updates[0].Reading.Note = "n"
		require.NoError(t, board.Apply(updates...))
		return func() {
			for i := range 500 {
				require.NoError(t, board.Set(updates[1+i].Of, dec("7")))
			}
		}
	}
	cost.AtMost(t, 4, sets(10_000), sets(1_000))
	noted := func(days int) func() {
		card := bsc.MustCompile(oracle.CardOf(bsc.KPI{ID: "k", Frequency: period.Daily, Rollup: bsc.RollupLast}), nil)
		of, _ := card.KPI("k")
		var updates []bsc.Update
		for i := range days {
			day := period.DayOf(time.Date(2026, 1, 1+i, 0, 0, 0, 0, time.UTC))
			updates = append(updates, bsc.Update{Of: of, Period: day, Reading: bsc.Reading{Value: dec("5"), Note: "n"}})
		}
		return func() {
			board, err := card.Board(bsc.Input{Period: period.Year(2026), Readings: new(bsc.Readings)})
			require.NoError(t, err)
			require.NoError(t, board.Apply(updates...))
		}
	}
	cost.AtMost(t, 50, noted(8_000), noted(800))
}
