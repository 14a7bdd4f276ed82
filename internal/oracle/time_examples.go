package oracle

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// A TimeExample is a case with its correct numbers: from the design's page on time, or found in use. Both the reference
// and the library are tested with it.
type TimeExample struct {
	Name string
	Card *TimedCard
	Unit string // whose KPI
	KPI  string
	Want TimeWant
}

// A TimeWant is the correct outcome. A field that is "" is not checked. Numbers are written as decimals or quotients,
// such as 12200/11, and "none" is no number.
type TimeWant struct {
	Actual, Target, Baseline string
	Attainment, Coverage     string // to ten places
	Flags                    string // all of them, as Flags writes them; "-": none
	Rule                     bsc.TargetRule
	From                     string // the period that the target is of; "-": none
	Parts                    string // the states of the window's parts, in order
	Gaps                     string // the periods that are missing or not due, in order
}

// Misses lists where an outcome differs from the correct one.
func (w TimeWant) Misses(o TimedOutcome) []string {
	var d difference
	d.exactly("actual", w.Actual, o.Actual)
	d.exactly("target", w.Target, o.Target)
	d.exactly("baseline", w.Baseline, o.Baseline)
	d.exactly("attainment", w.Attainment, o.Attainment)
	d.exactly("coverage", w.Coverage, o.Coverage)
	d.text("flags", w.Flags, o.Flags.String())
	d.text("rule", string(w.Rule), string(o.Rule))
	d.text("from", w.From, o.From.String())
	var states, gaps []string
	for _, p := range o.Parts {
		states = append(states, p.State)
	}
	for _, g := range o.Gaps {
		gaps = append(gaps, g.Period.String())
	}
	slices.Sort(gaps)
	d.text("gaps", w.Gaps, strings.Join(slices.Compact(gaps), " "))
	d.text("parts", w.Parts, strings.Join(states, " "))
	return d.texts
}

// ShownOutcome is an outcome of the library as one of the reference.
func ShownOutcome(o bsc.Outcome) TimedOutcome {
	shown := TimedOutcome{
		Ref: o.Ref, Flags: o.Flags, Label: o.Label, Actual: nullRat(o.Actual), Baseline: nullRat(o.Target.Baseline),
		Target: nullRat(o.Target.Value), Stretch: nullRat(o.Target.Stretch), Floor: nullRat(o.Target.Floor),
		Rule: o.Target.Rule, From: o.Target.From, OfUnit: o.Target.OfOrgUnit, Age: o.Window.Age, Gaps: o.Window.Gaps,
		Parts: windowParts(o.Window), Coverage: ratOf(o.Coverage),
	}
	if d, ok := o.Attainment.Decimal(); ok {
		shown.Attainment = ratOf(d)
	}
	return shown
}

func nullRat(d decimal.NullDecimal) *big.Rat {
	if !d.Valid {
		return nil
	}
	return ratOf(d.Decimal)
}

// exactly compares a number with a written one: its first twenty digits, or ten places.
func (d *difference) exactly(what, want string, got *big.Rat) {
	if want == "" {
		return
	}
	right, ok := new(big.Rat).SetString(want)
	if want == "none" || !ok || got == nil {
		if got != nil || want != "none" {
			d.add(what, want, ratText(got))
		}
		return
	}
	apart := tenTo(-20).rat()
	if what == "attainment" || what == "coverage" {
		apart = tenTo(-10).rat()
	}
	size := new(big.Rat).Abs(right)
	apart = apart.Mul(apart, size.Add(size, big.NewRat(1, 1)))
	if off := new(big.Rat).Sub(right, got); off.Abs(off).Cmp(apart) > 0 {
		d.add(what, want, ratText(got))
	}
}

func (d *difference) text(what, want, got string) {
	if want != "" && strings.TrimPrefix(want, "-") != got {
		d.add(what, want, got)
	}
}

// A timeCase is an example as it is written down.
type timeCase struct {
	name         string
	kpi          bsc.KPI // its id is k unless it says otherwise
	more         []bsc.KPI
	series       string // "s m sum": id, frequency and roll-up of each
	change       func(*bsc.Definition)
	facts        string // "k 2026-01=10 2026-02=n/a; s 2026-01=…": by KPI or series
	in           string
	asOf         string // a day
	since, until string // of the org unit
	own          []bsc.Target
	actuals      string // "k=24 s=3": values that stand for the period, instead of facts
	want         TimeWant
}

// example builds the card of a case.
func (c timeCase) example() TimeExample {
	if c.kpi.ID == "" {
		c.kpi.ID = "k"
	}
	def := &bsc.Definition{
		ID: "card", Scale: bsc.Scale{Cap: "1000"}, Series: seriesOf(c.series),
		Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{{ID: "o", KPIs: append(c.more, c.kpi)}}}},
	}
	if c.change != nil {
		c.change(def)
	}
	unit := TimedUnit{Definition: def, Since: periodOf(c.since), Until: periodOf(c.until)}
	if len(c.own) > 0 {
		unit.Targets = map[string][]bsc.Target{c.kpi.ID: c.own}
	}
	card := &TimedCard{
		Book: NewDaybook(def.Calendar), Units: []TimedUnit{unit}, Facts: factsOf(c.facts, "", def),
		Period: periodOf(c.in), AsOf: dateOf(c.asOf),
	}
	for _, f := range strings.Fields(c.actuals) {
		id, value, _ := strings.Cut(f, "=")
		if card.Actuals == nil {
			card.Actuals = bsc.Actuals{}
		}
		card.Actuals[id] = readingOf(value).Value
	}
	return TimeExample{c.name, card, "", c.kpi.ID, c.want}
}

func dateOf(day string) time.Time {
	if day == "" {
		return time.Time{}
	}
	date, err := time.Parse(time.DateOnly, day)
	if err != nil {
		panic(err)
	}
	return date.Add(12 * time.Hour)
}

func periodOf(label string) period.Period {
	if label == "" {
		return period.Period{}
	}
	p, err := period.Parse(label)
	if err != nil {
		panic(err)
	}
	return p
}

// seriesOf reads "a month sum; b year last".
func seriesOf(text string) []bsc.Series {
	var all []bsc.Series
	for _, line := range lists(text) {
		s := bsc.Series{ID: line[0], Frequency: period.Frequency(line[1])}
		if len(line) > 2 {
			s.Rollup = bsc.Rollup(line[2])
		}
		all = append(all, s)
	}
	return all
}

// factsOf reads "k 2026-01=10 2026-02=n/a; s 2026-01=5".
func factsOf(text, unit string, def *bsc.Definition) []bsc.Fact {
	var all []bsc.Fact
	for _, line := range lists(text) {
		ref := bsc.KPIRef(line[0])
		if slices.ContainsFunc(def.Series, func(s bsc.Series) bool { return s.ID == line[0] }) {
			ref = bsc.SeriesRef(line[0])
		}
		for _, word := range line[1:] {
			label, value, _ := strings.Cut(word, "=")
			f := bsc.Fact{OrgUnit: unit, Ref: ref, Period: periodOf(label), Reading: readingOf(value)}
			all = append(all, f)
		}
	}
	return all
}

// readingOf reads a number, n/a, a number with a state before it, as in stale:5, or a label, as in label:yes.
func readingOf(value string) bsc.Reading {
	if value == "n/a" {
		return bsc.Reading{State: bsc.StateNotApplicable}
	}
	r := bsc.Reading{State: bsc.StateFinal}
	if label, ok := strings.CutPrefix(value, "label:"); ok {
		r.Label = label
		return r
	}
	if state, number, ok := strings.Cut(value, ":"); ok {
		r.State, value = bsc.State(state), number
	}
	n, err := decimal.NewFromString(value)
	if err != nil {
		panic(err)
	}
	r.Value = n
	return r
}

// lists splits at semicolons, and each part into words.
func lists(text string) [][]string {
	var all [][]string
	for line := range strings.SplitSeq(text, ";") {
		if words := strings.Fields(line); len(words) > 0 {
			all = append(all, words)
		}
	}
	return all
}

// months are readings of months of 2026 from January on; "" is none.
func months(id string, values ...string) string {
	text := id
	for i, v := range values {
		if v != "" {
			text += fmt.Sprintf(" 2026-%02d=%s", i+1, v)
		}
	}
	return text + ";"
}

// repeat is a value so many times.
func repeat(n int, value string) []string { return slices.Repeat([]string{value}, n) }

// TimeExamples are all examples of what the page says. OpenTimeExamples are separate.
func TimeExamples() []TimeExample {
	var all []TimeExample
	for _, cases := range [][]timeCase{
		dueCases(), applicableCases(), missingCases(), jointCases(), timeCases(), comparedCases(), zeroCases(),
		additiveCases(), frameRules(), calculationRules(), targetRules(), foundCases(),
		foundFrames(), foundCalculations(), foundTargets(),
	} {
		for _, c := range cases {
			all = append(all, c.example())
		}
	}
	return append(all, givenExamples()...)
}
