package bsc_test

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
)

// targetIn shows the target of sales in a period, and how it came to be in force.
func targetIn(k bsc.KPI, in bsc.Input, facts ...bsc.Fact) string {
	o := outcomeOf(k, in, facts...)
	if !o.Target.Value.Valid {
		return o.Reason.String()
	}
	return fmt.Sprintf("%s (%s)", o.Target.Value.Decimal, o.Target.Rule)
}

// Targets that add up may be stated for every month, for some, or for longer periods. These are of June's year to date.
func ExampleTarget_addingUp() {
	month := bsc.Target{Value: "100"}
	june := func(value bsc.Number) bsc.Target { return bsc.Target{Period: period.Month(2026, 6), Value: value} }
	quarter := func(number int, value bsc.Number) bsc.Target {
		return bsc.Target{Period: period.Quarter(2026, number), Value: value}
	}
	year := func(phasing bsc.Phasing, profile ...bsc.Number) bsc.Target {
		return bsc.Target{Period: period.Year(2026), Value: "1200", Phasing: phasing, Profile: profile}
	}
	facts := salesOf("90", "90", "90", "90", "90", "90")
	facts = append(facts, monthsFrom(bsc.KPIRef("sales"), period.Month(2025, 1), "80", "80", "80", "80", "80", "80")...)
	for _, c := range []struct {
		what    string
		targets []bsc.Target
	}{
		{"100 for every month", []bsc.Target{month}},
		{"and 130 for June", []bsc.Target{month, june("130")}},
		{"300 and 330 for the quarters", []bsc.Target{quarter(1, "300"), quarter(2, "330")}},
		{"1200 for the year, linear", []bsc.Target{year(bsc.PhasingLinear)}},
		{"and 210 for June", []bsc.Target{year(bsc.PhasingLinear), june("210")}},
		{"1200, seasonal, 1 2 3 4", []bsc.Target{year(bsc.PhasingSeasonal, "1", "2", "3", "4")}},
		{"1200 in one step", []bsc.Target{year(bsc.PhasingStep)}},
		{"1200, not phased", []bsc.Target{year("")}},
		{"last year's, 10 percent more", []bsc.Target{{Against: bsc.ComparisonLastYear, Percent: "10"}}},
	} {
		k := salesWith(c.targets...)
		k.Basis = bsc.BasisYearToDate
		fmt.Printf("%-28s %s\n", c.what, targetIn(k, bsc.Input{Period: period.Month(2026, 6)}, facts...))
	}
	// Output:
	// 100 for every month          600 (standing)
	// and 130 for June             630 (rolled_up)
	// 300 and 330 for the quarters 630 (rolled_up)
	// 1200 for the year, linear    600 (phased)
	// and 210 for June             660 (rolled_up)
	// 1200, seasonal, 1 2 3 4      360 (phased)
	// 1200 in one step             0 (phased)
	// 1200, not phased             1200 (enclosing)
	// last year's, 10 percent more 528 (compared)
}

// A target of what does not add up, such as a mean or a rate, holds for every period within its own, and after it.
func ExampleTarget_notAddingUp() {
	facts := salesOf("", "", "", "", "", "90")
	year := period.Year(2026)
	for _, c := range []struct {
		what string
		t    bsc.Target
	}{
		{"95 for every month", bsc.Target{Value: "95"}},
		{"96 for the year", bsc.Target{Period: year, Value: "96"}},
		{"gliding from 60 to 120", bsc.Target{Period: year, Baseline: "60", Value: "120", Phasing: bsc.PhasingGlide}},
		{"97 for April", bsc.Target{Period: period.Month(2026, 4), Value: "97"}},
	} {
		k := salesWith(c.t)
		k.Rollup = bsc.RollupMean
		fmt.Printf("%-22s %s\n", c.what, targetIn(k, bsc.Input{Period: period.Month(2026, 6)}, facts...))
	}
	// Output:
	// 95 for every month     95 (standing)
	// 96 for the year        96 (enclosing)
	// gliding from 60 to 120 90 (glide)
	// 97 for April           97 (earlier)
}

// A target without a period stands for all periods, those before among them. To raise it from August on, state it from
// August on.
func ExampleTarget_raised() {
	raised := hundred()
	raised.Targets = append(raised.Targets, bsc.Target{Value: "110", RecordedAt: noonOf(2026, 8, 1)})
	fromAugust := hundred()
	for month := 8; month <= 12; month++ {
		fromAugust.Targets = append(fromAugust.Targets, bsc.Target{Period: period.Month(2026, month), Value: "110"})
	}
	facts := salesOf("90", "90", "90", "90", "90", "90", "90", "90", "90")
	for _, asked := range []period.Period{period.Quarter(2026, 2), period.Quarter(2026, 3)} {
		in := bsc.Input{Period: asked}
		fmt.Println(asked, targetIn(raised, in, facts...), targetIn(fromAugust, in, facts...))
	}
	// Output:
	// 2026-Q2 330 (standing) 300 (standing)
	// 2026-Q3 330 (standing) 320 (rolled_up)
}

// A target may be taken from the KPI's own past: of the months that are there, and changed as it is said.
func ExampleComparison() {
	for _, c := range []struct {
		what, then, now string
		t               bsc.Target
	}{
		{"as last year", "80", "90", bsc.Target{}},
		{"times 1.1", "80", "90", bsc.Target{Times: "1.1"}},
		{"10 percent more", "80", "90", bsc.Target{Percent: "10"}},
		{"2 more", "80", "90", bsc.Target{Plus: "2"}},
		{"times 1.1, of a loss", "-20", "-19", bsc.Target{Times: "1.1"}},
		{"10 percent more, of a loss", "-20", "-19", bsc.Target{Percent: "10"}},
		{"nothing last year", "", "90", bsc.Target{}},
	} {
		c.t.Against = bsc.ComparisonLastYear
		k := salesWith(c.t)
		k.Scorer.Name = "binary"
		facts := append(salesOf(c.now), monthsFrom(bsc.KPIRef("sales"), period.Month(2025, 1), c.then)...)
		fmt.Printf("%s: %s\n", c.what, targetIn(k, bsc.Input{Period: period.Month(2026, 1)}, facts...))
	}
	// Output:
	// as last year: 80 (compared)
	// times 1.1: 88 (compared)
	// 10 percent more: 88 (compared)
	// 2 more: 82 (compared)
	// times 1.1, of a loss: times has no answer to -20, which is below 0: use percent
	// 10 percent more, of a loss: -18 (compared)
	// nothing last year: nothing complete to compare with in 2025-01
}

// Of a month with a target of 0 nothing is expected yet where higher is better. Where lower is better, 0 meets it.
func ExampleTarget_zero() {
	seasonal := bsc.Target{Period: period.Quarter(2026, 1), Value: "90", Phasing: bsc.PhasingSeasonal}
	seasonal.Profile = []bsc.Number{"1", "0", "2"}
	for _, direction := range []bsc.Direction{bsc.DirectionLower, bsc.DirectionHigher} {
		for _, value := range []string{"0", "5"} {
			k := salesWith(seasonal)
			k.Direction = direction
			o := outcomeOf(k, bsc.Input{Period: period.Month(2026, 2)}, salesOf("30", value)...)
			fmt.Printf("%s, %s: %s %q\n", direction, against(o), o.Score, o.Flags)
		}
	}
	// Output:
	// lower, 0 of 0: 100 ""
	// lower, 5 of 0: 0 ""
	// higher, 0 of 0: no score "not_due"
	// higher, 5 of 0: no score "not_due"
}

// A notedSource is a TargetSource that notes for which periods it is asked.
type notedSource struct {
	asked []string
	has   map[period.Period]bsc.Target
}

// Target returns the target for a period, if there is one.
func (s *notedSource) Target(q bsc.Query) (bsc.Target, bool) {
	s.asked = append(s.asked, q.Period.String())
	t, ok := s.has[q.Period]
	t.Period = q.Period
	return t, ok
}

// A source of targets is asked for one period after the other, each once, until it is known what is in force.
func ExampleTargetSource() {
	may, q2, toDate, rolling := period.Month(2026, 5), period.Quarter(2026, 2), bsc.BasisQuarterToDate, bsc.Rolling(2)
	months := map[period.Period]bsc.Target{}
	for month := 4; month <= 6; month++ {
		months[period.Month(2026, month)] = bsc.Target{Value: "100"}
	}
	phased := map[period.Period]bsc.Target{q2: {Value: "300", Phasing: bsc.PhasingLinear}}
	kpi := func(f period.Frequency, r bsc.Rollup) bsc.KPI { return bsc.KPI{ID: "k", Frequency: f, Rollup: r} }
	none, last := kpi(period.Monthly, ""), kpi(period.Monthly, bsc.RollupLast)
	sum, mean := kpi(period.Monthly, bsc.RollupSum), kpi(period.Monthly, bsc.RollupMean)
	ratio, sums := calculated("ratio", `{"num": "a", "den": "b"}`), calculated("sum", `{"of": ["a", "b"]}`)
	for _, c := range []struct {
		what   string
		kpi    bsc.KPI
		basis  bsc.Basis
		period period.Period
		states string
		has    map[period.Period]bsc.Target
	}{
		{"no roll-up", none, "", may, "nothing", nil},
		{"sum", sum, "", q2, "nothing", nil},
		{"sum", sum, "", q2, "months", months},
		{"sum", sum, toDate, may, "nothing", nil},
		{"sum", sum, rolling, may, "nothing", nil},
		{"sum", sum, toDate, may, "months", months},
		{"sum", sum, toDate, may, "Q2, phased", phased},
		{"mean", mean, "", q2, "nothing", nil},
		{"mean", mean, toDate, may, "nothing", nil},
		{"last", last, toDate, may, "nothing", nil},
		{"ratio", ratio, "", q2, "nothing", nil},
		{"ratio", ratio, toDate, may, "nothing", nil},
		{"sum of sums", sums, toDate, may, "nothing", nil},
		{"by the quarter", kpi(period.Quarterly, bsc.RollupSum), "", may, "nothing", nil},
	} {
		source := &notedSource{has: c.has}
		c.kpi.Basis = c.basis
		var facts []bsc.Fact
		for _, ref := range []bsc.Ref{bsc.KPIRef("k"), bsc.SeriesRef("a"), bsc.SeriesRef("b")} {
			facts = append(facts, monthsFrom(ref, period.Month(2026, 4), "90", "90", "90")...)
		}
		outcomeWith([]bsc.Series{flow("a"), flow("b")}, c.kpi, bsc.Input{Period: c.period, Targets: source}, facts...)
		basis, periods := cmp.Or(c.basis, bsc.BasisPeriod), strings.Join(source.asked, " ")
		fmt.Printf("%-14s  %-15s  %-7s  %-10s  %s\n", c.what, basis, c.period, c.states, periods)
	}
	// Output:
	// no roll-up      period           2026-05  nothing     2026-05 2026-P05 2026-Q2 2026-H1 2026
	// sum             period           2026-Q2  nothing     2026-Q2 2026-04 2026-P04 2026-H1 2026
	// sum             period           2026-Q2  months      2026-Q2 2026-04 2026-05 2026-06
	// sum             quarter_to_date  2026-05  nothing     2026-04 2026-P04 2026-Q2 2026-H1 2026 2026-05
	// sum             rolling_2        2026-05  nothing     2026-04 2026-P04 2026-Q2 2026-H1 2026 2026-05
	// sum             quarter_to_date  2026-05  months      2026-04 2026-05
	// sum             quarter_to_date  2026-05  Q2, phased  2026-04 2026-P04 2026-Q2 2026-05 2026-06 2026-P05 2026-P06
	// mean            period           2026-Q2  nothing     2026-Q2 2026-04 2026-P04 2026-H1 2026
	// mean            quarter_to_date  2026-05  nothing     2026-04 2026-P04 2026-Q2 2026-H1 2026 2026-05 2026-P05
	// last            quarter_to_date  2026-05  nothing     2026-05 2026-P05 2026-Q2 2026-H1 2026
	// ratio           period           2026-Q2  nothing     2026-Q2 2026-H1 2026
	// ratio           quarter_to_date  2026-05  nothing     2026-05 2026-P05 2026-Q2 2026-H1 2026
	// sum of sums     quarter_to_date  2026-05  nothing     2026-04 2026-P04 2026-Q2 2026-H1 2026 2026-05
	// by the quarter  period           2026-05  nothing     2026-Q1 2026-H1 2026 2026-05
}
