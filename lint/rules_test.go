package lint_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/lint"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// planted are clean definitions with one thing spoilt, and all the findings.
func planted() []plant {
	return []plant{
		{"S01 objective", func(_ *testing.T, in *lint.Input) { objective(in.Definition, 1, 0).KPIs = nil }, []string{
			`/perspectives/1/objectives/0/kpis | S01 error objective:p1: the objective has no KPIs; fill it, or judge it: under "assessments": "count" an assessment counts for it | code=empty`,
		}},
		{"S01 perspective", func(_ *testing.T, in *lint.Input) {
			in.Definition.Perspectives = slices.Insert(in.Definition.Perspectives, 0, bsc.Perspective{ID: "society"})
		}, []string{
			`/perspectives/0/objectives | S01 error perspective:society: the perspective has no objectives; fill it, or leave it out | code=empty`,
		}},
		{"S01 scorecard", func(_ *testing.T, in *lint.Input) { *in.Definition = bsc.Definition{ID: "empty"} }, []string{
			`/perspectives | S01 error scorecard:empty: the scorecard has no perspectives; fill it, or leave it out | code=empty`,
		}},
		{"S02 few", func(_ *testing.T, in *lint.Input) {
			add(in.Definition, 0, 1)
			drop(in.Definition, 3, "f2", "c2")
		}, []string{
			`/perspectives/3 | S02 warning perspective:financial: 1 objective, fewer than 2; see whether something is missing, or belongs elsewhere | objectives=1 min=2`,
		}},
		{"S02 many", func(_ *testing.T, in *lint.Input) {
			in.Definition.Perspectives[1].Objectives[1].Name = "Write"
			add(in.Definition, 1, 2)
			add(in.Definition, 0, 6)
		}, []string{
			`/perspectives/0 | S02 warning perspective:learning: 8 objectives, more than 7; keep those that the strategy hangs on | objectives=8 max=7`,
			`/perspectives/0 | S04 warning perspective:learning: 8 KPIs, more than 7; keep those that the strategy hangs on | kpis=8 max=7`,
		}},
		{"S03 few", func(_ *testing.T, in *lint.Input) {
			in.Definition.Perspectives = in.Definition.Perspectives[1:]
			in.Definition.Links = in.Definition.Links[2:]
		}, []string{
			` | S03 warning scorecard:clean: 6 objectives, fewer than 8; see whether something is missing, or belongs elsewhere | objectives=6 min=8`,
		}},
		{"S03 S04 many", func(_ *testing.T, in *lint.Input) {
			for i, n := range []int{5, 5, 5, 2} {
				add(in.Definition, i, n)
			}
			for _, at := range [][2]int{{3, 0}} {
				o := objective(in.Definition, at[0], at[1])
				o.KPIs = append(o.KPIs, measure("second", "Second"))
			}
		}, []string{
			` | S03 warning scorecard:clean: 25 objectives, more than 24; keep those that the strategy hangs on | objectives=25 max=24`,
			` | S04 warning scorecard:clean: 26 KPIs, more than 25; keep those that the strategy hangs on | kpis=26 max=25`,
		}},
		{"S04 perspective", func(_ *testing.T, in *lint.Input) {
			for _, id := range []string{"a", "b"} {
				for j := range 2 {
					o := objective(in.Definition, 0, j)
					o.KPIs = append(o.KPIs, measure(id+o.ID, id+o.ID))
				}
			}
			add(in.Definition, 0, 2)
		}, []string{
			`/perspectives/0 | S04 warning perspective:learning: 8 KPIs, more than 7; keep those that the strategy hangs on | kpis=8 max=7`,
			`/perspectives/1 | S06 info perspective:process: 2 of 10 objectives are of internal processes, 20 %, less than 25 %; what the organisation must excel at is where a strategy is carried out | objectives=2 of=10 percent=20 limit=25`,
		}},
		{"S05", func(_ *testing.T, in *lint.Input) {
			o := objective(in.Definition, 2, 0)
			o.KPIs = append(o.KPIs, measure("a", "A"), measure("b", "B"))
			o.Uses = []bsc.Use{{KPI: "l1-kpi"}}
		}, []string{
			`/perspectives/2/objectives/0 | S05 warning objective:c1: 4 KPIs, more than 3; keep those that the strategy hangs on | kpis=4 max=3`,
		}},
		{"S06 few", func(_ *testing.T, in *lint.Input) { add(in.Definition, 2, 1) }, []string{
			`/perspectives/1 | S06 info perspective:process: 2 of 9 objectives are of internal processes, 22.2 %, less than 25 %; what the organisation must excel at is where a strategy is carried out | objectives=2 of=9 percent=22.2 limit=25`,
		}},
		{"S06 many", func(_ *testing.T, in *lint.Input) { add(in.Definition, 1, 5) }, []string{
			`/perspectives/1 | S06 info perspective:process: 7 of 13 objectives are of internal processes, 53.8 %, more than 50 %; what the organisation must excel at is where a strategy is carried out | objectives=7 of=13 percent=53.8 limit=50`,
		}},
		{"S07 few", func(_ *testing.T, in *lint.Input) { themes(in.Definition, 1) }, []string{
			`/themes | S07 info /themes: 1 theme, fewer than 2; see whether something is missing, or belongs elsewhere | themes=1 min=2`,
		}},
		{"S07 many", func(_ *testing.T, in *lint.Input) { themes(in.Definition, 6) }, []string{
			`/themes | S07 info /themes: 6 themes, more than 5; keep those that the strategy hangs on | themes=6 max=5`,
		}},
		{"S07 unused", func(_ *testing.T, in *lint.Input) {
			themes(in.Definition, 2)
			in.Definition.Themes = append(in.Definition.Themes, bsc.Theme{ID: "unused"})
		}, []string{
			`/themes/2 | S07 info theme:unused: no objective belongs to it; name it in the themes of the objectives it runs through |`,
		}},
		{"S08 financial", func(_ *testing.T, in *lint.Input) {
			for j := range 2 {
				o := objective(in.Definition, 3, j)
				o.KPIs = append(o.KPIs, measure("a"+o.ID, "A"+o.ID))
			}
			kpi(in.Definition, 0, 0).Scorer = bsc.Policy{Name: "none"}
		}, []string{
			`/perspectives/3 | S08 warning perspective:financial: 4 of 9 KPIs are financial, 44.4 %, more than 35 %; money shows what was; measure what brings it about | kpis=4 of=9 percent=44.4 limit=35`,
		}},
		{"S08 no timing", func(_ *testing.T, in *lint.Input) { each(in.Definition, func(k *bsc.KPI) { k.Timing = "" }) }, []string{
			` | S08 warning scorecard:clean: none of 8 KPIs says whether it leads or lags; give KPIs a timing: lead or lag | kpis=8`,
		}},
		{"S08 no lead", func(_ *testing.T, in *lint.Input) {
			for i := range 3 {
				kpi(in.Definition, i, 0).Timing = bsc.TimingLag // that of f1 leads, and drives nothing but itself
			}
		}, []string{
			`/perspectives/3/objectives/0 | S08 warning objective:f1: no leading KPI is among what drives this outcome; measure what must happen before it, and link that to it |`,
		}},
		{"M01", func(_ *testing.T, in *lint.Input) {
			in.Definition.Links[5].From = bsc.ObjectiveRef("c1") // was c2 to f2
		}, []string{
			`/perspectives/0/objectives/1 | M01 warning objective:l2: it leads to nothing in the top perspective, "financial"; link it to what it brings about, or ask what it is for | top=financial`,
			`/perspectives/1/objectives/1 | M01 warning objective:p2: it leads to nothing in the top perspective, "financial"; link it to what it brings about, or ask what it is for | top=financial`,
			`/perspectives/2/objectives/1 | M01 warning objective:c2: it leads to nothing in the top perspective, "financial"; link it to what it brings about, or ask what it is for | top=financial`,
		}},
		{"M01 no links", func(_ *testing.T, in *lint.Input) { in.Definition.Links = nil }, []string{
			`/links | M01 warning scorecard:clean: 8 objectives, and no link between them; say which objective is meant to bring about which | objectives=8`,
		}},
		{"M02 orphan", func(_ *testing.T, in *lint.Input) {
			add(in.Definition, 0, 1)
			in.Definition.Links = in.Definition.Links[:6]
		}, []string{
			`/perspectives/0/objectives/2 | M02 warning objective:l3: objective:l3 has no link on the strategy map; link it to what it brings about, and to what brings it about | code=orphan`,
			`/perspectives/1 | S06 info perspective:process: 2 of 9 objectives are of internal processes, 22.2 %, less than 25 %; what the organisation must excel at is where a strategy is carried out | objectives=2 of=9 percent=22.2 limit=25`,
		}},
		{"M02 loop", func(_ *testing.T, in *lint.Input) {
			in.Definition.Links = append(in.Definition.Links, bsc.Link{
				From: bsc.ObjectiveRef("f1"), To: bsc.ObjectiveRef("l1"), Delay: 4, Owner: "Board", Inverse: true, Note: "the next budget",
			})
		}, []string{
			`/links/6 | M02 info objective:f1: a loop through time: objective:l1 → objective:p1 → objective:c1 → objective:f1 → objective:l1; it takes 7 periods and balances itself; see that it is meant | nodes=objective:l1, objective:p1, objective:c1, objective:f1 lag=7 kind=balances`,
		}},
		{"M03", func(_ *testing.T, in *lint.Input) {
			in.Definition.Links = append(in.Definition.Links, bsc.Link{From: bsc.ObjectiveRef("c1"), To: bsc.ObjectiveRef("p2"), Kind: bsc.LinkConstraint})
		}, []string{
			`/links/6 | M03 info objective:c1: the link from objective:c1 to objective:p2 leads down the map; links run from drivers to outcomes; perspectives stand bottom to top | code=downward`,
		}},
		{"M04 owner", func(_ *testing.T, in *lint.Input) {
			in.Definition.Links[1].Owner = ""
			in.Definition.Links[2].Owner, in.Definition.Links[2].Kind = "", bsc.LinkDefinitional
		}, []string{
			`/links/1 | M04 warning objective:l2: nobody owns the hypothesis objective:l2 → objective:p2; name who finds out whether it holds | to=objective:p2`,
		}},
		{"M04 lag", func(_ *testing.T, in *lint.Input) {
			for i := range in.Definition.Links {
				in.Definition.Links[i].Delay = 0
			}
		}, []string{
			`/links | M04 warning scorecard:clean: of 6 hypotheses none says after how many periods its effect shows; give those a lag that take time | links=6`,
		}},
		{"M04 no frequency", func(_ *testing.T, in *lint.Input) { in.Definition.Frequency = "" }, []string{
			`/links/0/lag | M04 warning objective:l1: a lag of 1, and the definition has no frequency for lags to count in; say "frequency": "month", or what it is, so that effects can be dated | code=frequency`,
		}},
		{"M04 coarse", func(_ *testing.T, in *lint.Input) { kpi(in.Definition, 3, 1).Frequency = period.Yearly }, []string{
			`/links/5 | M04 warning objective:c2: the lag of objective:c2 → objective:f2 counts in quarters, and objective:f2 is measured by the year; measure it more often, or the effect cannot be dated | to=objective:f2 end=objective:f2 lags=quarter measured=year`,
		}},
		{"M04 coarse KPI", func(_ *testing.T, in *lint.Input) {
			k := measure("budget", "Budget kept")
			k.Frequency = period.HalfYearly
			objective(in.Definition, 3, 1).KPIs = append(objective(in.Definition, 3, 1).KPIs, k) // next to a quarterly one
			kpi(in.Definition, 0, 0).Frequency = ""                                              // not known
			kpi(in.Definition, 0, 0).Calculator = bsc.NewPolicy("sum", json.RawMessage(`{"of":["l2-kpi"]}`))
			yearly := measure("yearly", "Survey")
			yearly.Frequency = period.Yearly
			objective(in.Definition, 0, 0).KPIs = append(objective(in.Definition, 0, 0).KPIs, yearly)
			in.Definition.Links = append(in.Definition.Links, bsc.Link{From: bsc.KPIRef("budget"), To: bsc.KPIRef("f1-kpi"), Delay: 1, Owner: "Board"})
		}, []string{
			`/links/6 | M04 warning kpi:budget: the lag of kpi:budget → kpi:f1-kpi counts in quarters, and kpi:budget is measured by the half-year; measure it more often, or the effect cannot be dated | to=kpi:f1-kpi end=kpi:budget lags=quarter measured=half`,
		}},
		{"K01 all", func(_ *testing.T, in *lint.Input) {
			k := kpi(in.Definition, 0, 0)
			k.Owner, k.Unit, k.Source, k.Frequency = "", " ", "", ""
		}, []string{
			`/perspectives/0/objectives/0/kpis/0 | K01 warning kpi:l1-kpi: without an owner, a unit, a frequency, a source or a formula; name who answers for it | missing=owner, unit, frequency, source`,
		}},
		{"K01 one each", func(_ *testing.T, in *lint.Input) {
			kpi(in.Definition, 0, 0).Frequency = ""
			kpi(in.Definition, 0, 1).Source = ""
			kpi(in.Definition, 1, 0).Unit = ""
			kpi(in.Definition, 1, 1).Source, kpi(in.Definition, 1, 1).Formula = "", "sent / written"
			kpi(in.Definition, 2, 0).Frequency, kpi(in.Definition, 2, 0).Rollup = period.Daily, bsc.RollupMean
		}, []string{
			`/perspectives/0/objectives/0/kpis/0 | K01 warning kpi:l1-kpi: without a frequency; say how often it is measured | missing=frequency`,
			`/perspectives/0/objectives/1/kpis/0 | K01 warning kpi:l2-kpi: without a source or a formula; say where its numbers come from, or how they are calculated | missing=source`,
			`/perspectives/1/objectives/0/kpis/0 | K01 warning kpi:p1-kpi: without a unit; say what its numbers count | missing=unit`,
		}},
		{"K01 roll-up", func(_ *testing.T, in *lint.Input) {
			kpi(in.Definition, 0, 0).Frequency = period.Monthly
			in.Definition.Series = []bsc.Series{{ID: "staff", Frequency: period.Weekly}, {ID: "beds", Frequency: period.Yearly}}
		}, []string{
			`/perspectives/0/objectives/0/kpis/0 | K01 warning kpi:l1-kpi: without a roll-up to larger periods; say how its readings add up: sum, mean, last, min or max | missing=rollup`,
			`/series/0 | K01 warning series:staff: without a roll-up: it has readings by the week, and no value by the quarter; say how its readings add up: sum, mean, last, min or max | missing=rollup`,
		}},
		{"K01 roll-up to the period", func(_ *testing.T, in *lint.Input) {
			in.Period = period.Half(2026, 1)
			each(in.Definition, func(k *bsc.KPI) { k.Rollup = bsc.RollupLast })
			kpi(in.Definition, 3, 1).Rollup = ""
		}, []string{
			`/perspectives/3/objectives/1/kpis/0 | K01 warning kpi:f2-kpi: without a roll-up to larger periods; say how its readings add up: sum, mean, last, min or max | missing=rollup`,
		}},
		{"K01 exempt", func(_ *testing.T, in *lint.Input) {
			*kpi(in.Definition, 0, 0) = bsc.KPI{ID: "l1-kpi", Name: "Shown", Scorer: bsc.Policy{Name: "none"}, Timing: bsc.TimingLead}
			k := kpi(in.Definition, 0, 1)
			k.Unit, k.Targets, k.Scorer = "", nil, bsc.NewPolicy("points", json.RawMessage(`{"labels":{"yes":100,"no":0}}`))
			in.Definition.Series = []bsc.Series{{ID: "a", Rollup: bsc.RollupSum}}
			in.Definition.Defaults.Scorer = bsc.Policy{Name: "none"} // the nearest defaults hold
			for i := range in.Definition.Perspectives {
				in.Definition.Perspectives[i].Defaults.Scorer = bsc.Policy{Name: "linear"}
			}
			objective(in.Definition, 2, 0).Defaults.Scorer = bsc.Policy{Name: "stated"}
			kpi(in.Definition, 2, 0).Unit = ""
			in.Definition.Perspectives[3].Defaults.Scorer = bsc.Policy{Name: "stated"}
			kpi(in.Definition, 3, 0).Unit = ""
			k = kpi(in.Definition, 1, 0)
			k.Frequency, k.Source, k.Calculator = "", "", bsc.NewPolicy("ratio", json.RawMessage(`{"num":"a","den":"a"}`))
		}, []string{
			`/perspectives/0/objectives/0/kpis/0 | K01 warning kpi:l1-kpi: without an owner; name who answers for it | missing=owner`,
		}},
		{"K02 none", func(_ *testing.T, in *lint.Input) { kpi(in.Definition, 0, 0).Targets = nil }, []string{
			`/perspectives/0/objectives/0/kpis/0/targets | K02 error kpi:l1-kpi: the KPI has no target, and its scorer linear needs one; give it a target, here or at evaluation (Input.Targets), or the scorer "none" to show it unscored | code=no_target`,
		}},
		{"K02 sides", func(_ *testing.T, in *lint.Input) {
			each(in.Definition, func(k *bsc.KPI) { k.Scorer = bsc.Policy{Name: "binary"} })
			kpi(in.Definition, 0, 0).Targets[0].Value = "50.0"
			kpi(in.Definition, 0, 1).Direction = bsc.DirectionLower
			kpi(in.Definition, 1, 0).Targets[0].Value = "49"
			kpi(in.Definition, 1, 1).Targets[0] = bsc.Target{Value: "49"}
		}, []string{
			`/perspectives/0/objectives/0/kpis/0/targets/0 | K02 error kpi:l1-kpi: the target 50 is the baseline; check the numbers, and the direction | target=50 baseline=50`,
			`/perspectives/0/objectives/1/kpis/0/targets/0 | K02 error kpi:l2-kpi: the target 80 is worse than the baseline 50; check the numbers, and the direction | target=80 baseline=50`,
			`/perspectives/1/objectives/0/kpis/0/targets/0 | K02 error kpi:p1-kpi: the target 49 is worse than the baseline 50; check the numbers, and the direction | target=49 baseline=50`,
		}},
		{"K02 in force", func(_ *testing.T, in *lint.Input) {
			in.Period = period.Quarter(2026, 2)
			kpi(in.Definition, 0, 0).Targets[0].Period = period.Quarter(2026, 3)
			kpi(in.Definition, 0, 1).Targets[0].Period = period.Quarter(2026, 1) // holds on
			kpi(in.Definition, 1, 0).Targets[0].Period = period.Quarter(2026, 3)
			kpi(in.Definition, 1, 0).Since = period.Quarter(2026, 3) // not due before
			kpi(in.Definition, 1, 1).Targets[0] = bsc.Target{Against: bsc.ComparisonPrevious, Times: "1.1"}
		}, []string{
			`/perspectives/0/objectives/0/kpis/0/targets | K02 error kpi:l1-kpi: no target is in force in 2026-Q2; state one for the period, or one without a period for all | period=2026-Q2 targets=1`,
		}},
		{"K04 no reading", func(t *testing.T, in *lint.Input) {
			evaluated(t, in, 4, 70, map[string][]string{"l1-kpi": {"60", "", "", ""}, "l2-kpi": {"", "", "60", ""}, "p1-kpi": {"", "", "", "60"}})
		}, []string{
			`/perspectives/0/objectives/0/kpis/0 | K04 warning kpi:l1-kpi: no reading for 3 periods, more than 2; find out who reports it, or whether anybody needs it | periods=3 max=2`,
			`/perspectives/1/objectives/0 | I01 warning objective:p1: it is red in 2026-Q4 with 33.3, and no initiative serves it; start one, or say why waiting is enough | rating=red score=33.3333333333 period=2026-Q4`,
		}},
		{"K01 K02 K04 of what people judge", func(t *testing.T, in *lint.Input) {
			*kpi(in.Definition, 0, 0) = bsc.KPI{ID: "l1-kpi", Name: "Nurses trained in triage", Timing: bsc.TimingLead, Scorer: bsc.Policy{Name: "judged"}}
			evaluated(t, in, 4, 70, map[string][]string{"l1-kpi": {"", "", "", ""}})
		}, []string{
			`/perspectives/0/objectives/0/kpis/0 | K01 warning kpi:l1-kpi: without an owner; name who answers for it | missing=owner`,
		}},
		{"K04 carried", func(t *testing.T, in *lint.Input) {
			kpi(in.Definition, 0, 0).Missing = bsc.Missing{Rule: bsc.MissingCarryForward, MaxAge: 4}
			evaluated(t, in, 4, 70, map[string][]string{"l1-kpi": {"60", "", "", ""}})
			in.Result, in.Trend = in.Trend.Results()[3], nil
		}, []string{
			`/perspectives/0/objectives/0 | I01 warning objective:l1: it is red in 2026-Q4 with 33.3, and no initiative serves it; start one, or say why waiting is enough | rating=red score=33.3333333333 period=2026-Q4`,
			`/perspectives/0/objectives/0/kpis/0 | K04 warning kpi:l1-kpi: no reading for 3 periods, more than 2; find out who reports it, or whether anybody needs it | periods=3 max=2`,
		}},
		{"K04 carried in a trend", func(t *testing.T, in *lint.Input) {
			kpi(in.Definition, 0, 0).Missing = bsc.Missing{Rule: bsc.MissingCarryForward, MaxAge: 4}
			evaluated(t, in, 4, 70, map[string][]string{"l1-kpi": {"70", "", "", ""}})
		}, []string{
			`/perspectives/0/objectives/0/kpis/0 | K04 warning kpi:l1-kpi: no reading for 3 periods, more than 2; find out who reports it, or whether anybody needs it | periods=3 max=2`,
		}},
		{"K04 not yet", func(t *testing.T, in *lint.Input) {
			half := measure("half", "Half-yearly")
			half.Frequency = period.HalfYearly // four quarters are two halves
			objective(in.Definition, 1, 0).KPIs = append(objective(in.Definition, 1, 0).KPIs, half)
			kpi(in.Definition, 0, 0).Since = period.Quarter(2026, 4) // not due before
			none := []string{"", "", "", ""}
			evaluated(t, in, 4, 70, map[string][]string{"half": none, "l1-kpi": none})
		}, []string{}},
		{"K04 review", func(_ *testing.T, in *lint.Input) {
			in.Period = period.Quarter(2026, 2)
			kpi(in.Definition, 0, 0).Review = period.Day(2026, 6, 28)
			kpi(in.Definition, 0, 1).Review = period.Day(2026, 6, 30)
			kpi(in.Definition, 1, 0).Review = period.Day(2027, 6, 30)
			kpi(in.Definition, 1, 1).Review = period.Day(2027, 7, 1)
		}, []string{
			`/perspectives/0/objectives/0/kpis/0/review | K04 warning kpi:l1-kpi: its review was due in 2026-06-28, 2 days ago; ask whether it still measures what it should | due=2026-06-28 days=2`,
			`/perspectives/1/objectives/1/kpis/0/review | K04 warning kpi:p2-kpi: its review is due in 2027-07-01, more than 12 months from 2026-06-30; review KPIs every year | due=2027-07-01 max_months=12`,
		}},
		{"K05 phasing", func(_ *testing.T, in *lint.Input) {
			k := kpi(in.Definition, 0, 0)
			k.Unit, k.Rollup, k.Basis = "EUR", bsc.RollupSum, bsc.BasisYearToDate
			k.Targets[0] = bsc.Target{Period: period.Year(2026), Value: "1200"}
		}, []string{
			`/perspectives/0/objectives/0/kpis/0/targets/0/phasing | K05 error kpi:l1-kpi: the target for 2026 is not phased: a period within it is measured against the whole of it, and one that cuts it has no target; say how it is phased: linear in equal shares, seasonal by a profile, or step for all of it at the end | code=phasing`,
		}},
		{"K05 ratio", func(_ *testing.T, in *lint.Input) {
			in.Definition.Series = []bsc.Series{{ID: "a", Frequency: period.Monthly, Rollup: bsc.RollupSum}}
			k := kpi(in.Definition, 0, 0)
			k.Rollup, k.Calculator = bsc.RollupMean, bsc.NewPolicy("ratio", json.RawMessage(`{"num":"a","den":"a"}`))
			kpi(in.Definition, 0, 1).Rollup = bsc.RollupSum
			kpi(in.Definition, 1, 1).Rollup = bsc.RollupMean // of readings: what they are rates of is not known
		}, []string{
			`/perspectives/0/objectives/0/kpis/0/rollup | K05 error kpi:l1-kpi: the mean of ratios over time: 10 of 100 and 90 of 300 are 25 %, not the mean 20 % or the sum 40 %; leave the roll-up out: a ratio without one is a ratio of sums | rollup=mean`,
			`/perspectives/0/objectives/1/kpis/0/rollup | K05 error kpi:l2-kpi: percentages add up over time; calculate a ratio of two series that add up | rollup=sum unit=%`,
		}},
		{"K06 uses", func(_ *testing.T, in *lint.Input) {
			objective(in.Definition, 0, 1).Uses = []bsc.Use{{KPI: "l1-kpi"}} // in one perspective
			objective(in.Definition, 3, 1).Uses = []bsc.Use{{KPI: "f1-kpi"}}
			objective(in.Definition, 3, 0).KPIs = append(objective(in.Definition, 3, 0).KPIs, measure("scored", "Scored"))
			kpi(in.Definition, 3, 0).Scorer = bsc.Policy{Name: "none"}
			objective(in.Definition, 1, 1).Uses = []bsc.Use{{KPI: "p1-kpi", Weight: "0"}}   // shown only
			objective(in.Definition, 2, 1).Uses = []bsc.Use{{KPI: "p1-kpi", Weight: "0.5"}} // in another perspective
		}, []string{
			`/perspectives/0/objectives/0/kpis/0 | K06 warning kpi:l1-kpi: 2 objectives count it, and the perspective "learning" counts it twice; let the others use it with a weight of 0: shown, not counted | objectives=objective:l1, objective:l2 perspective=learning`,
		}},
		{"K06 three", func(_ *testing.T, in *lint.Input) {
			for i := 1; i < 3; i++ {
				objective(in.Definition, i, 0).Uses = []bsc.Use{{KPI: "l1-kpi"}}
			}
		}, []string{
			`/perspectives/0/objectives/0/kpis/0 | K06 warning kpi:l1-kpi: 3 objectives count it, more than 2; let the others use it with a weight of 0: shown, not counted | objectives=objective:l1, objective:p1, objective:c1 max=2`,
		}},
		{"K06 same", func(_ *testing.T, in *lint.Input) {
			in.Definition.Series = []bsc.Series{{ID: "a", Rollup: bsc.RollupSum}}
			kpi(in.Definition, 1, 0).Name = "nurses  TRAINED in triage"
			kpi(in.Definition, 1, 0).Formula = "a / b"
			kpi(in.Definition, 1, 1).Formula = "A / b"
			kpi(in.Definition, 2, 0).Calculator = bsc.NewPolicy("ratio", json.RawMessage(`{"num":"a","den":"a"}`))
			kpi(in.Definition, 2, 1).Calculator = bsc.NewPolicy("ratio", json.RawMessage(`{"den":"a", "num":"a"}`))
			kpi(in.Definition, 3, 1).Calculator = bsc.NewPolicy("ratio", json.RawMessage(`{"den":"a", "num":"a", "times": 2}`))
			kpi(in.Definition, 3, 0).Formula = "a / b"
			kpi(in.Definition, 3, 0).Scorer = bsc.Policy{Name: "none"}
		}, []string{
			`/perspectives/1/objectives/0/kpis/0 | K06 warning kpi:p1-kpi: it has the name of kpi:l1-kpi: one measure counts twice; keep one, and let other objectives use it with a weight of 0 | other=kpi:l1-kpi same=name`,
			`/perspectives/1/objectives/1/kpis/0 | K06 warning kpi:p2-kpi: it has the formula of kpi:p1-kpi: one measure counts twice; keep one, and let other objectives use it with a weight of 0 | other=kpi:p1-kpi same=formula`,
			`/perspectives/2/objectives/1/kpis/0 | K06 warning kpi:c2-kpi: it has the calculator of kpi:c1-kpi: one measure counts twice; keep one, and let other objectives use it with a weight of 0 | other=kpi:c1-kpi same=calculator`,
		}},
		{"K07", func(_ *testing.T, in *lint.Input) {
			objective(in.Definition, 0, 0).Name = "World-class, efficient care"
			kpi(in.Definition, 0, 1).Name = "Equality, qualityscore and effectivenesses" // no whole word
			kpi(in.Definition, 1, 1).Name = "QUALITY"
		}, []string{
			`/perspectives/0/objectives/0/name | K07 info objective:l1: the name "World-class, efficient care" says "efficient", "world class", which can mean anything; say what people would see or hear if it were so | words=efficient, world class`,
			`/perspectives/1/objectives/1/kpis/0/name | K07 info kpi:p2-kpi: the name "QUALITY" says "quality", which can mean anything; say what people would see or hear if it were so | words=quality`,
		}},
		{"K08", func(_ *testing.T, in *lint.Input) {
			kpi(in.Definition, 1, 0).Name, kpi(in.Definition, 1, 0).Timing = "Milestones of the roll-out", bsc.TimingLag
			kpi(in.Definition, 2, 0).Name = "Projects"   // leads
			kpi(in.Definition, 3, 0).Name = "Activities" // leads, on top
			kpi(in.Definition, 2, 1).Name, kpi(in.Definition, 2, 1).Timing = "Project hours", ""
			kpi(in.Definition, 3, 1).Name, kpi(in.Definition, 3, 1).Timing = "System installed", ""
		}, []string{
			`/perspectives/1/objectives/0/kpis/0/name | K08 info kpi:p1-kpi: the name "Milestones of the roll-out" says "milestones", "roll out": what was done, not what came of it; measure the outcome, and keep this as an initiative, or as a KPI that leads | words=milestones, roll out`,
			`/perspectives/3/objectives/1/kpis/0/name | K08 info kpi:f2-kpi: the name "System installed" says "installed": what was done, not what came of it; measure the outcome, and keep this as an initiative, or as a KPI that leads | words=installed`,
		}},
		{"W01", func(_ *testing.T, in *lint.Input) {
			in.Definition.Perspectives[0].Weight = "30"
			in.Definition.Perspectives[1].Weight = "0.9"
			objective(in.Definition, 2, 0).Weight = "30" // of two, one always has half
			o := objective(in.Definition, 3, 0)
			o.KPIs = append(o.KPIs, measure("shown", "Shown"))
			o.KPIs[1].Scorer = bsc.Policy{Name: "none"}
			o.KPIs[1].Weight = "100"
		}, []string{
			`/perspectives/0 | W01 warning perspective:learning: it has 91.2 % of the weight of scorecard:clean, more than 50 %; the others can hardly change the score | parent=scorecard:clean weight=30 of=32.9 percent=91.2 limit=50`,
			`/perspectives/1 | W01 warning perspective:process: it has 2.7 % of the weight of scorecard:clean, less than 3 %; give it more, or let it go | parent=scorecard:clean weight=0.9 of=32.9 percent=2.7 limit=3`,
		}},
		{"G01", func(_ *testing.T, in *lint.Input) {
			for j := range 2 {
				for i := range 3 {
					k := kpi(in.Definition, i, j)
					k.Scorer = bsc.Policy{Name: "binary"}
					k.Attributes = map[string]string{"bonus": "yes", "self_reported": "true"}
				}
			}
			kpi(in.Definition, 0, 1).Scorer = bsc.Policy{}
			kpi(in.Definition, 1, 0).Attributes["bonus"] = "No"
			kpi(in.Definition, 1, 1).Attributes["self_reported"] = ""
			objective(in.Definition, 2, 0).KPIs = append(objective(in.Definition, 2, 0).KPIs, measure("second", "Second"))
		}, []string{
			`/perspectives/0/objectives/0/kpis/0 | G01 warning kpi:l1-kpi: pay depends on this one KPI of its objective; its owner reports it, and its scorer "binary" has a cliff; score it on a line, have others report it, or measure its objective by a second KPI | scorer=binary`,
			`/perspectives/2/objectives/1/kpis/0 | G01 warning kpi:c2-kpi: pay depends on this one KPI of its objective; its owner reports it, and its scorer "binary" has a cliff; score it on a line, have others report it, or measure its objective by a second KPI | scorer=binary`,
		}},
		{"I01 initiative", func(_ *testing.T, in *lint.Input) {
			in.Definition.Initiatives = []bsc.Initiative{
				{ID: "a", Budget: "1000", End: period.Year(2026)},
				{ID: "b", Budget: "1000", Objectives: []string{"l1"}},
			}
		}, []string{
			`/initiatives/0 | I01 warning initiative:a: it serves no objective; name the objectives whose gap it closes, or ask why it is paid for |`,
			`/initiatives/1 | I01 warning initiative:b: a budget of 1000, and no end by which something must be there; state when it ends | budget=1000`,
		}},
		{"I01 red", func(t *testing.T, in *lint.Input) {
			in.Definition.Initiatives = []bsc.Initiative{
				{ID: "over", Objectives: []string{"l1"}, End: period.Day(2026, 3, 31)},
				{ID: "on", Objectives: []string{"l2"}, End: period.Day(2026, 4, 1)},
				{ID: "open", Objectives: []string{"p1"}},
			}
			red := []string{"55", "55"}
			evaluated(t, in, 2, 70, map[string][]string{"l1-kpi": red, "l2-kpi": red, "p1-kpi": red, "p2-kpi": {"55.123", "55.123"}})
		}, []string{
			`/perspectives/0/objectives/0 | I01 warning objective:l1: it is red in 2026-Q2 with 16.7, and no initiative serves it; start one, or say why waiting is enough | rating=red score=16.6666666667 period=2026-Q2`,
			`/perspectives/1/objectives/1 | I01 warning objective:p2: it is red in 2026-Q2 with 17.1, and no initiative serves it; start one, or say why waiting is enough | rating=red score=17.0766666667 period=2026-Q2`,
		}},
		{"C01", func(_ *testing.T, in *lint.Input) {
			objective(in.Definition, 0, 0).Owner = " "
			objective(in.Definition, 0, 1).Owner = "Ann; Ben"
			kpi(in.Definition, 0, 0).Owner = "Ann, Ben,"
			kpi(in.Definition, 0, 1).Owner = "Head of research and development,"
		}, []string{
			`/perspectives/0/objectives/0 | C01 warning objective:l1: nobody is accountable for it; name one person or role |`,
			`/perspectives/0/objectives/0/kpis/0/owner | C01 warning kpi:l1-kpi: 2 owners, "Ann", "Ben": what several answer for, nobody does; name the one who is accountable; others may help | owners=2 names=Ann, Ben`,
			`/perspectives/0/objectives/1/owner | C01 warning objective:l2: 2 owners, "Ann", "Ben": what several answer for, nobody does; name the one who is accountable; others may help | owners=2 names=Ann, Ben`,
		}},
		{"B01", func(_ *testing.T, in *lint.Input) {
			other := clean()
			kpi(other, 0, 0).ID, kpi(other, 0, 1).ID = "own", "other"
			in.Others = []*bsc.Definition{nil, other}
			objective(in.Definition, 1, 0).Uses = []bsc.Use{{KPI: "l1-kpi"}}
		}, []string{
			` | B01 info scorecard:clean: 31.3 % of the weight is on 2 KPIs that no other unit has, more than 25 %; people who compare units look at what they have in common, and overlook the rest | percent=31.3 kpis=kpi:l1-kpi, kpi:l2-kpi limit=25`,
		}},
	}
}

type plant struct {
	name  string
	spoil func(*testing.T, *lint.Input)
	want  []string
}

// add gives a perspective more objectives, each linked to the second of the perspective above or, on top, from below.
func add(def *bsc.Definition, i, n int) {
	for range n {
		p := &def.Perspectives[i]
		id := fmt.Sprintf("%s%d", p.ID[:1], len(p.Objectives)+1)
		p.Objectives = append(p.Objectives, bsc.Objective{ID: id, Name: id, Owner: "Head of " + p.ID, KPIs: []bsc.KPI{measure(id+"-kpi", id+" count")}})
		link := bsc.Link{From: bsc.ObjectiveRef(id), Delay: 1, Owner: "Head of " + p.ID}
		if i < 3 {
			link.To = bsc.ObjectiveRef(def.Perspectives[i+1].Objectives[0].ID)
		} else {
			link.From, link.To = bsc.ObjectiveRef("c1"), bsc.ObjectiveRef(id)
		}
		def.Links = append(def.Links, link)
	}
}

// drop removes an objective, and lets what led to it lead to the first of its perspective.
func drop(def *bsc.Definition, i int, id, cause string) {
	p := &def.Perspectives[i]
	p.Objectives = slices.DeleteFunc(p.Objectives, func(o bsc.Objective) bool { return o.ID == id })
	for j, l := range def.Links {
		if l.From.ID == cause && l.To.ID == id {
			def.Links[j].To = bsc.ObjectiveRef(p.Objectives[0].ID)
		}
	}
}

func themes(def *bsc.Definition, n int) {
	for i := range n {
		id := "t" + strconv.Itoa(i+1)
		def.Themes = append(def.Themes, bsc.Theme{ID: id})
		objective(def, 0, 0).Themes = append(objective(def, 0, 0).Themes, id)
	}
}

// each calls f with every KPI.
func each(def *bsc.Definition, f func(*bsc.KPI)) {
	for i := range def.Perspectives {
		for j := range def.Perspectives[i].Objectives {
			for k := range def.Perspectives[i].Objectives[j].KPIs {
				f(&def.Perspectives[i].Objectives[j].KPIs[k])
			}
		}
	}
}

// strange returns what a phrase says that English has no template for.
func strange(p words.Phrase) []string {
	var found []string
	if _, known := words.English()[p.Code()]; !known {
		found = append(found, p.String())
	}
	for _, arg := range p.Args() {
		list, ok := arg.([]any)
		if !ok {
			list = []any{arg}
		}
		for _, inner := range list {
			if inner, ok := inner.(words.Phrase); ok {
				found = append(found, strange(inner)...)
			}
		}
	}
	return found
}

func TestCheck_planted(t *testing.T) {
	met := map[string]bool{"compile": true, "suppression": true} // which have tests of their own
	for _, c := range planted() {
		t.Run(c.name, func(t *testing.T) {
			in := lint.Input{Definition: clean()}
			c.spoil(t, &in)
			report, err := lint.Check(in, nil)
			require.NoError(t, err)
			assert.Equal(t, c.want, show(report.Findings))
			for _, f := range report.Findings {
				met[f.Rule] = true
				assert.Empty(t, strange(f.Phrase()), f)
			}
		})
	}
	for _, r := range lint.Rules() {
		assert.True(t, met[r.ID], "%s has no planted definition", r.ID)
	}
}
