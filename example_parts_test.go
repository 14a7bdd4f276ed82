package bsc_test

import (
	"fmt"
	"slices"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
)

// salesWith is a KPI of sales that add up, with targets.
func salesWith(targets ...bsc.Target) bsc.KPI {
	return bsc.KPI{ID: "sales", Frequency: period.Monthly, Rollup: bsc.RollupSum, Targets: targets}
}

// hundred is a KPI of sales that should come to 100 in every month.
func hundred() bsc.KPI { return salesWith(bsc.Target{Value: "100"}) }

// flow is a series by the month that adds up.
func flow(id string) bsc.Series {
	return bsc.Series{ID: id, Frequency: period.Monthly, Rollup: bsc.RollupSum}
}

// calculated is a KPI that is calculated.
func calculated(calculator, args string) bsc.KPI {
	return bsc.KPI{ID: "k", Calculator: bsc.Policy{Name: calculator, Args: []byte(args)}}
}

// definitionWith is a scorecard with one objective.
func definitionWith(series []bsc.Series, kpis ...bsc.KPI) *bsc.Definition {
	return &bsc.Definition{ID: "card", Series: series, Perspectives: []bsc.Perspective{{
		ID: "financial", Objectives: []bsc.Objective{{ID: "sell", KPIs: kpis}},
	}}}
}

// outcomeOf evaluates a KPI on facts.
func outcomeOf(k bsc.KPI, in bsc.Input, facts ...bsc.Fact) bsc.Outcome {
	return outcomeWith(nil, k, in, facts...)
}

// outcomeWith evaluates a KPI that is calculated from series.
func outcomeWith(series []bsc.Series, k bsc.KPI, in bsc.Input, facts ...bsc.Fact) bsc.Outcome {
	readings := new(bsc.Readings)
	if err := readings.Add(facts...); err != nil {
		panic(err)
	}
	in.Readings = readings
	result, err := bsc.MustCompile(definitionWith(series, k), nil).Evaluate(in)
	if err != nil {
		panic(err)
	}
	o, _ := result.Of(bsc.KPIRef(k.ID))
	return o
}

// monthsFrom are readings of a KPI, or of a series, for the months from one on: a value, "n/a", or "" for none.
func monthsFrom(of bsc.Ref, first period.Period, values ...string) []bsc.Fact {
	var civil period.Calendar
	var facts []bsc.Fact
	for _, v := range values {
		f := bsc.Fact{Ref: of, Period: first}
		switch v {
		case "n/a":
			f.State = bsc.StateNotApplicable
		case "":
		default:
			f.Value = n(v)
		}
		if v != "" {
			facts = append(facts, f)
		}
		first, _ = civil.Next(first)
	}
	return facts
}

// salesOf are the months of sales from January 2026 on.
func salesOf(values ...string) []bsc.Fact {
	return monthsFrom(bsc.KPIRef("sales"), period.Month(2026, 1), values...)
}

// against shows the value of an outcome and its target.
func against(o bsc.Outcome) string {
	return fmt.Sprintf("%s of %s", o.Actual.Decimal, o.Target.Value.Decimal)
}

func noonOf(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 12, 0, 0, 0, time.UTC)
}

// What is in the value is in the target: the quarter's sales, with 90 in January and in February.
func ExampleKPI_likeForLike() {
	quarter := bsc.Input{Period: period.Quarter(2026, 1)}
	asOf := func(day time.Time) bsc.Input {
		in := quarter
		in.AsOf = day
		return in
	}
	toDate := hundred()
	toDate.Basis = bsc.BasisQuarterToDate
	for _, c := range []struct {
		what, march string
		kpi         bsc.KPI
		in          bsc.Input
	}{
		{"90", "90", hundred(), quarter},
		{"0", "0", hundred(), quarter},
		{"not applicable", "n/a", hundred(), quarter},
		{"missing", "", hundred(), quarter},
		{"late", "", hundred(), asOf(noonOf(2026, 4, 1))},
		{"not due yet", "", hundred(), asOf(noonOf(2026, 3, 20))},
		{"not due yet, quarter to date", "", toDate, asOf(noonOf(2026, 3, 20))},
	} {
		o := outcomeOf(c.kpi, c.in, salesOf("90", "90", c.march)...)
		fmt.Printf("%-28s %s: %s, coverage %s, %q\n", c.what, against(o), o.Score, o.Coverage.StringFixed(2), o.Flags)
	}
	// Output:
	// 90                           270 of 300: 90, coverage 1.00, ""
	// 0                            180 of 300: 60, coverage 1.00, ""
	// not applicable               180 of 200: 90, coverage 1.00, ""
	// missing                      180 of 200: 90, coverage 0.66, "partial"
	// late                         180 of 200: 90, coverage 0.66, "partial,overdue"
	// not due yet                  180 of 300: 60, coverage 0.66, "partial"
	// not due yet, quarter to date 180 of 200: 90, coverage 1.00, "held"
}

// A Window says of every period in it how it stands, so that a host can show why 180 stands against 200.
func ExampleWindow() {
	o := outcomeOf(hundred(), bsc.Input{Period: period.Quarter(2026, 1)}, salesOf("90", "90")...)
	for _, part := range o.Window.Parts {
		fmt.Println(part.Period, part.State)
	}
	fmt.Println(against(o))
	// Output:
	// 2026-01 there
	// 2026-02 there
	// 2026-03 missing
	// 180 of 200
}

// The basis says which time the value covers that May shows.
func ExampleBasis() {
	facts := salesOf("80", "90", "100", "110", "70")
	for _, basis := range []bsc.Basis{bsc.BasisPeriod, bsc.BasisQuarterToDate, bsc.BasisYearToDate, bsc.Rolling(3)} {
		k := hundred()
		k.Basis = basis
		o := outcomeOf(k, bsc.Input{Period: period.Month(2026, 5)}, facts...)
		fmt.Printf("%s: %s, %s to %s\n", basis, against(o), o.Window.First, o.Window.Last)
	}
	quarterly := salesWith(bsc.Target{Value: "300"})
	quarterly.Frequency = period.Quarterly
	first := bsc.Fact{Ref: bsc.KPIRef("sales"), Period: period.Quarter(2026, 1), Reading: bsc.Reading{Value: n("270")}}
	o := outcomeOf(quarterly, bsc.Input{Period: period.Month(2026, 5)}, first)
	fmt.Printf("by the quarter: %s, %s, %s\n", against(o), o.Window.First, o.Flags)
	// Output:
	// period: 70 of 100, 2026-05 to 2026-05
	// quarter_to_date: 180 of 200, 2026-04 to 2026-05
	// year_to_date: 450 of 500, 2026-01 to 2026-05
	// rolling_3: 280 of 300, 2026-03 to 2026-05
	// by the quarter: 270 of 300, 2026-Q1, held
}

// A KPI has a score where half of what is due is there, or as much as it asks for.
func ExampleQuota() {
	twoThirds := hundred()
	twoThirds.Quota.MinCoverage = "0.7"
	for _, c := range []struct {
		kpi bsc.KPI
		in  period.Period
	}{{hundred(), period.Quarter(2026, 1)}, {hundred(), period.Year(2026)}, {twoThirds, period.Quarter(2026, 1)}} {
		o := outcomeOf(c.kpi, bsc.Input{Period: c.in}, salesOf("90", "90")...)
		fmt.Printf("%s: %s, %s %q\n", c.in, against(o), o.Score, o.Reason)
	}
	// Output:
	// 2026-Q1: 180 of 200, 90 ""
	// 2026: 180 of 200, no score "too little of the window"
	// 2026-Q1: 180 of 200, no score "too little of the window"
}

// What a KPI without a reading brings to its objective is for its missing rule to say. Its sibling has 90.
func ExampleMissing() {
	rules := []bsc.MissingRule{bsc.MissingExclude, bsc.MissingZero, bsc.MissingRequire, bsc.MissingCarryForward}
	for _, rule := range rules {
		other := hundred()
		other.ID, other.Missing.Rule = "other", rule
		if rule == bsc.MissingCarryForward {
			other.Missing.MaxAge = 1
		}
		readings := new(bsc.Readings)
		_ = readings.Add(salesOf("90", "90")...)
		_ = readings.Add(monthsFrom(bsc.KPIRef("other"), period.Month(2026, 1), "80")...)
		card := bsc.MustCompile(definitionWith(nil, hundred(), other), nil)
		result, err := card.Evaluate(bsc.Input{Period: period.Month(2026, 2), Readings: readings})
		if err != nil {
			fmt.Println(err)
			return
		}
		objective, _ := result.Of(bsc.ObjectiveRef("sell"))
		fmt.Printf("%s: %s, coverage %s\n", rule, objective.Score, objective.Coverage)
	}
	// Output:
	// exclude: 90, coverage 0.5
	// zero: 45, coverage 0.5
	// require: no score, coverage 0.5
	// carry_forward: 85, coverage 0.5
}

// A KPI that is measured since April spreads its targets over its own months. A unit that is there since April takes
// the earlier months' share of the definition's targets with it, and spreads its own targets over its own time.
func ExampleInput_since() {
	year := hundred()
	year.Basis = bsc.BasisYearToDate
	year.Targets = []bsc.Target{{Period: period.Year(2026), Value: "1200", Phasing: bsc.PhasingLinear}}
	april := year
	april.Since = period.Month(2026, 4)
	june := bsc.Input{Period: period.Month(2026, 6)}
	unit := june
	unit.Since = period.Month(2026, 4)
	own := unit
	own.Targets = bsc.OrgUnitTargets{"sales": year.Targets[0]}
	for _, c := range []struct {
		what string
		kpi  bsc.KPI
		in   bsc.Input
	}{{"the KPI", april, june}, {"the unit", year, unit}, {"its own target", year, own}} {
		o := outcomeOf(c.kpi, c.in, salesOf("", "", "", "90", "90", "90")...)
		fmt.Printf("%s: %s\n", c.what, against(o))
	}
	// Output:
	// the KPI: 270 of 400
	// the unit: 270 of 300
	// its own target: 270 of 400
}

// Inputs that add up are joined month by month: what is missing, or does not apply, in one of them is left out of all.
// A sum leaves out only the input that does not apply.
func ExampleKPI_calculated() {
	rate, both := `{"num": "bad", "den": "all", "times": 100}`, `{"of": ["all", "bad"]}`
	series, quarter := []bsc.Series{flow("bad"), flow("all")}, bsc.Input{Period: period.Quarter(2026, 2)}
	for _, c := range []struct{ calculator, args, june string }{
		{"ratio", rate, "80"},
		{"ratio", rate, "n/a"},
		{"ratio", rate, ""},
		{"difference", both, "n/a"},
		{"sum", both, "n/a"},
	} {
		k := calculated(c.calculator, c.args)
		k.Scorer.Name = "none"
		facts := monthsFrom(bsc.SeriesRef("bad"), period.Month(2026, 4), "20", "20", c.june)
		facts = append(facts, monthsFrom(bsc.SeriesRef("all"), period.Month(2026, 4), "100", "100", "100")...)
		o := outcomeWith(series, k, quarter, facts...)
		fmt.Printf("%s, bad in June %q: %s\n", c.calculator, c.june, o.Actual.Decimal)
	}
	// Output:
	// ratio, bad in June "80": 40
	// ratio, bad in June "n/a": 20
	// ratio, bad in June "": 20
	// difference, bad in June "n/a": 160
	// sum, bad in June "n/a": 340
}

// Costs of 100 a month over a mean stock of 150. A stock may lack months, and is taken over those that are there. A sum
// may not: it would be one of fewer months than the stock.
func ExampleKPI_stock() {
	stock := flow("stock")
	stock.Rollup = bsc.RollupMean
	for _, c := range []struct{ costs, stocks int }{{12, 12}, {12, 9}, {9, 12}} {
		k := calculated("ratio", `{"num": "costs", "den": "stock"}`)
		k.Scorer.Name = "none"
		costs, stocks := slices.Repeat([]string{"100"}, c.costs), slices.Repeat([]string{"150"}, c.stocks)
		facts := monthsFrom(bsc.SeriesRef("costs"), period.Month(2026, 1), costs...)
		facts = append(facts, monthsFrom(bsc.SeriesRef("stock"), period.Month(2026, 1), stocks...)...)
		o := outcomeWith([]bsc.Series{flow("costs"), stock}, k, bsc.Input{Period: period.Year(2026)}, facts...)
		fmt.Printf("%d months of costs, %d of the stock: %s %v\n", c.costs, c.stocks, o.Actual.Decimal, o.Actual.Valid)
	}
	// Output:
	// 12 months of costs, 12 of the stock: 8 true
	// 12 months of costs, 9 of the stock: 8 true
	// 9 months of costs, 12 of the stock: 0 false
}

// Growth on last year is a KPI of its own.
func ExampleKPI_change() {
	k := calculated("change", `{"of": "revenue", "against": "last_year", "as": "percent"}`)
	k.Scorer.Name = "none"
	facts := monthsFrom(bsc.SeriesRef("revenue"), period.Month(2025, 1), "100", "100", "100")
	facts = append(facts, monthsFrom(bsc.SeriesRef("revenue"), period.Month(2026, 1), "110", "99", "121")...)
	o := outcomeWith([]bsc.Series{flow("revenue")}, k, bsc.Input{Period: period.Quarter(2026, 1)}, facts...)
	fmt.Println(o.Actual.Decimal, "%")
	// Output: 10 %
}
