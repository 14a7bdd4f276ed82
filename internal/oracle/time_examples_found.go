package oracle

import (
	"fmt"
	"strings"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
)

// foundCases are of what use has found where the pages leave room: each is decided here.
func foundCases() []timeCase {
	prorated := func(d *bsc.Definition) { d.Series[0].Prorate = true }
	perPeriod := func(f period.Frequency, value bsc.Number) bsc.KPI {
		return with(calculated("sum", `{"of": ["a"]}`, standing(value)), func(k *bsc.KPI) { k.Frequency, k.Prorate = f, true })
	}
	quarterly := func(in string, target string) timeCase {
		return timeCase{
			name: "11: a standing target for each quarter, of weeks that lie in two, in " + in,
			kpi:  perPeriod(period.Quarterly, "10"), series: "a week sum", change: prorated, in: in,
			facts: weeksOf("a", 53), want: TimeWant{Target: target, Rule: bsc.TargetStanding},
		}
	}
	july := monthly(bsc.YearToDate, stated("2026", "28", ""), bsc.Target{Period: period.Month(2026, 7), Against: bsc.LastYear, Times: "2"})
	year := months("k", repeat(9, "1")...) + strings.ReplaceAll(months("k", repeat(9, "1")...), "2026", "2025")
	until := with(calculated("product", `{"of": ["grown", "sales"]}`, standing("1")), func(k *bsc.KPI) {
		k.Until = period.Month(2026, 2)
		k.Quota.MinCoverage = "0"
	})
	growth := calculated("change", `{"of": "sales"}`, standing("1"))
	growth.ID = "grown"
	toDate := with(calculated("difference", `{"of": ["grown"]}`, standing("1")), func(k *bsc.KPI) { k.Basis = bsc.YearToDate })
	rolling := with(calculated("sum", `{"of": ["grown"]}`, standing("1")), func(k *bsc.KPI) {
		k.ID, k.Frequency, k.Basis = "rolling", period.Monthly, bsc.Rolling(3)
	})
	stock := with(growth, func(k *bsc.KPI) { k.Calculator.Args = []byte(`{"of": "stock"}`) })
	return []timeCase{
		quarterly("2026", "40"), quarterly("2026-H1", "20"), quarterly("2026-Q1", "10"),
		{
			name: "11: a standing target for each week, of months", kpi: perPeriod(period.Weekly, "70"),
			series: "a month sum", change: prorated, in: "2026-03", facts: months("a", "1", "1", "155", "1"),
			want: TimeWant{Actual: "155", Target: "310", Attainment: "50"}, // 31 days of 70 a week
		},
		{
			name: "9: a comparison beside what is stated for the year", kpi: july, in: "2026-09", facts: year,
			want: TimeWant{Actual: "9", Target: "18", Rule: bsc.TargetCompared},
		},
		{
			name: "6: of months that prorate and periods that do not, the periods are joined",
			kpi:  calculated("sum", `{"of": ["a", "b"]}`, standing("10")), series: "a month sum; b period sum",
			in: "2026-P03", facts: months("a", repeat(12, "31")...) + "b 2026-P03=28",
			change: func(d *bsc.Definition) {
				prorated(d)
				d.Calendar.Weeks = &period.WeekYear{Pattern: period.Weeks445, EndDay: period.Saturday, EndMonth: 12, Nearest: true}
			},
			want: TimeWant{Actual: "1894/30", Parts: "there"}, // 28, March, and four days of April
		},
		{
			name: "9: what is measured until February is compared with January and February", kpi: until,
			more: []bsc.KPI{growth}, series: "sales month sum", in: "2026",
			facts: months("sales", "20", "30", "1") + "sales 2025-01=5 2025-02=10 2025-03=7",
			want:  TimeWant{Actual: "1750", Parts: "there there"}, // (50 - 15) · 50
		},
		{
			name: "9: one change to date beside the same, rolling", kpi: toDate, more: []bsc.KPI{stock, rolling},
			series: "stock month mean", in: "2026-03",
			facts: months("stock", "31", "28", "31") + "stock 2025-10=1 2025-11=1 2025-12=1",
			want:  TimeWant{Actual: "none", Flags: "no_data"}, // not of October to December
		},
	}
}

// weeksOf are readings of 1 of so many weeks of 2026.
func weeksOf(id string, n int) string {
	text := id
	for w := 1; w <= n; w++ {
		text += fmt.Sprintf(" 2026-W%02d=1", w)
	}
	return text + ";"
}
