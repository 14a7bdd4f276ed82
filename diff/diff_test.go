package diff_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/diff"
	"github.com/go-bsc/bsc/internal/strictjson"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/require"
)

// diffBase is a small definition with one of everything that a change can be about.
func diffBase() *bsc.Definition {
	return &bsc.Definition{
		ID: "acme", Name: "Acme",
		Perspectives: []bsc.Perspective{
			{ID: "people", Name: "People", Objectives: []bsc.Objective{
				{ID: "train", Name: "Train", KPIs: []bsc.KPI{{ID: "hours", Name: "Hours"}, {ID: "skills"}}},
			}},
			{ID: "money", Name: "Money", Objectives: []bsc.Objective{
				{
					ID: "grow", Name: "Grow", Themes: []string{"service"},
					KPIs: []bsc.KPI{{
						ID: "sales", Name: "Sales", Weight: "2",
						Targets: []bsc.Target{{Period: period.Year(2025), Value: "1000"}, {Period: period.Year(2026), Value: "1200"}, {Value: "900", Baseline: "500"}},
					}},
					Uses: []bsc.Use{{KPI: "hours", Weight: "1"}, {KPI: "skills"}},
				},
				{ID: "save", Name: "Save"},
			}},
		},
		Series:      []bsc.Series{{ID: "orders", Name: "Orders"}, {ID: "heads"}},
		Links:       []bsc.Link{{From: bsc.ObjectiveRef("train"), To: bsc.ObjectiveRef("grow")}, {From: bsc.ObjectiveRef("grow"), To: bsc.ObjectiveRef("save")}},
		Themes:      []bsc.Theme{{ID: "service", Name: "Service"}},
		Initiatives: []bsc.Initiative{{ID: "academy", Name: "Academy", Objectives: []string{"train"}}},
		Attributes:  map[string]string{"region": "EU", "system": "old"},
	}
}

func TestDefinitions_lines(t *testing.T) {
	moment := time.Date(2026, 7, 3, 9, 0, 0, 0, time.UTC)
	money := func(d *bsc.Definition) *bsc.Perspective { return &d.Perspectives[1] }
	grow := func(d *bsc.Definition) *bsc.Objective { return &d.Perspectives[1].Objectives[0] }
	sales := func(d *bsc.Definition) *bsc.KPI { return &d.Perspectives[1].Objectives[0].KPIs[0] }
	tests := []struct {
		name string
		edit func(*bsc.Definition)
		want string // joined by newlines
	}{
		{"nothing", func(*bsc.Definition) {}, ""},
		{"nothing that the document shows", func(d *bsc.Definition) {
			d.Schema, sales(d).Attributes, d.Perspectives[0].Objectives[0].Uses = bsc.SchemaVersion, map[string]string{}, []bsc.Use{}
		}, ""},
		{"id of the definition", func(d *bsc.Definition) { d.ID = "bcme" }, `scorecard:bcme "Acme": id from acme to bcme`},
		{"schema", func(d *bsc.Definition) { d.Schema = 7 }, `scorecard:acme "Acme": schema from 1 to 7`},
		{"calendar", func(d *bsc.Definition) { d.Calendar.StartMonth = 4 }, `scorecard:acme "Acme": calendar/start_month from unset to 4`},
		{"scale", func(d *bsc.Definition) { d.Scale = bsc.Scale{Met: "90", Cap: "120"} }, `scorecard:acme "Acme": scale/cap from unset to 120
scorecard:acme "Acme": scale/met from unset to 90`},
		{"ratings", func(d *bsc.Definition) { d.Ratings = []bsc.RatingLevel{{ID: "bad"}, {ID: "good", Name: "All right"}} }, `scorecard:acme "Acme": ratings from unset to [{"id":"bad"},{"id":"good","name":"All right"}]`},
		{"defaults", func(d *bsc.Definition) {
			d.Defaults = bsc.Defaults{Scorer: bsc.NewPolicy("acme.com/nps@2", map[string]any{"floor": -20, "<": "&"}), Missing: bsc.Missing{Rule: bsc.MissingZero}}
		}, `scorecard:acme "Acme": defaults/missing from unset to {"rule":"zero"}
scorecard:acme "Acme": defaults/scorer from unset to {"args":{"<":"&","floor":-20},"name":"acme.com/nps@2"}`},
		{"aggregator and quota", func(d *bsc.Definition) {
			d.Aggregator, d.Quota.MinCoverage = bsc.Policy{Name: "min"}, "0.50"
		}, `scorecard:acme "Acme": aggregator from unset to min
scorecard:acme "Acme": quota/min_coverage from unset to 0.5`},
		{"round", func(d *bsc.Definition) { d.Round = &bsc.Rounding{} }, `scorecard:acme "Acme": round/places from unset to 0`},
		{"attributes", func(d *bsc.Definition) {
			d.Attributes = map[string]string{"region": "EU", "system": "new one", "a/b~": ""}
		}, `scorecard:acme "Acme": attributes/a~1b~0 from unset to ""
scorecard:acme "Acme": attributes/system from old to "new one"`},

		{"renamed", func(d *bsc.Definition) { money(d).Name = "Financial" }, `perspective:money "Financial": renamed from "Money" to "Financial"`},
		{"named no more", func(d *bsc.Definition) { money(d).Name = "" }, `perspective:money "Money": renamed from "Money" to ""`},
		{"reweighted", func(d *bsc.Definition) { money(d).Weight, sales(d).Weight = "1", "2.50" }, `perspective:money "Money": weight from unset to 1
kpi:sales "Sales": weight from 2 to 2.5`},
		{"the spelling of a number", func(d *bsc.Definition) { sales(d).Weight = "2.0" }, ""},
		{"fields", func(d *bsc.Definition) {
			k := sales(d)
			k.Direction, k.Prorate, k.GraceDays, k.Review, k.Description, k.Owner = bsc.DirectionLower, true, 3, period.Quarter(2026, 3), "All\tof it\nbut VAT", "Ann Lee"
		}, `kpi:sales "Sales": description from unset to "All�of it�but VAT"
kpi:sales "Sales": owner from unset to "Ann Lee"
kpi:sales "Sales": direction from unset to lower
kpi:sales "Sales": prorate from unset to true
kpi:sales "Sales": grace_days from unset to 3
kpi:sales "Sales": review from unset to 2026-Q3`},
		{"themes of an objective", func(d *bsc.Definition) { grow(d).Themes = []string{"service", "green"} }, `objective:grow "Grow": themes from ["service"] to ["service","green"]`},

		{"added", func(d *bsc.Definition) {
			d.Perspectives = slices.Insert(d.Perspectives, 1, bsc.Perspective{ID: "process", Objectives: []bsc.Objective{{
				ID: "flow", Name: "Flow", Weight: "3", Uses: []bsc.Use{{KPI: "sales"}},
				KPIs: []bsc.KPI{{ID: "lead", Targets: []bsc.Target{{Value: "3"}}}},
			}}})
			d.Series = append(d.Series, bsc.Series{ID: "hours"})
			d.Themes = append(d.Themes, bsc.Theme{ID: "green", Name: "Green"})
			d.Initiatives = append(d.Initiatives, bsc.Initiative{ID: "crm"})
		}, `perspective:process: added to scorecard:acme
objective:flow "Flow": added to perspective:process
kpi:lead: added to objective:flow
series:hours: added to scorecard:acme
theme:green "Green": added to scorecard:acme
initiative:crm: added to scorecard:acme`},
		{"retired follows what is still there", func(d *bsc.Definition) {
			d.Perspectives[1].Objectives = append([]bsc.Objective{{ID: "new"}}, d.Perspectives[1].Objectives[1])
			d.Perspectives[1].Weight, d.Perspectives[1].Objectives[1].Weight = "5", "6"
			d.Links = d.Links[:0]
		}, `perspective:money "Money": weight from unset to 5
objective:new: added to perspective:money
objective:save "Save": weight from unset to 6
objective:grow "Grow": retired from perspective:money
kpi:sales "Sales": retired from objective:grow
objective:train "Train": link to objective:grow retired
objective:grow "Grow": link to objective:save retired`},
		{"moved", func(d *bsc.Definition) {
			d.Perspectives[1].Objectives[1].KPIs = grow(d).KPIs
			grow(d).KPIs = nil
			sales(d2(d)).Weight = "4"
		}, `kpi:sales "Sales": moved from objective:grow to objective:save
kpi:sales "Sales": weight from 2 to 4`},
		{"moved out of what is retired into what is new", func(d *bsc.Definition) {
			d.Perspectives[0].Objectives = []bsc.Objective{{ID: "learn", KPIs: d.Perspectives[0].Objectives[0].KPIs[1:]}}
		}, `objective:learn: added to perspective:people
kpi:skills: moved from objective:train to objective:learn
objective:train "Train": retired from perspective:people
kpi:hours "Hours": retired from objective:train`},
		{"reordered", func(d *bsc.Definition) {
			slices.Reverse(d.Perspectives)
			slices.Reverse(d.Perspectives[1].Objectives[0].KPIs)
			slices.Reverse(d.Series)
			d.Series = slices.Insert(d.Series, 1, bsc.Series{ID: "new"})
			slices.Reverse(d.Links)
			slices.Reverse(d.Perspectives[0].Objectives[0].Uses)
			slices.Reverse(d.Perspectives[0].Objectives[0].KPIs[0].Targets)
		}, `scorecard:acme "Acme": perspectives reordered from ["people","money"] to ["money","people"]
kpi:sales "Sales": targets reordered from ["2025","2026","every period"] to ["every period","2026","2025"]
objective:grow "Grow": uses reordered from ["hours","skills"] to ["skills","hours"]
objective:train "Train": kpis reordered from ["hours","skills"] to ["skills","hours"]
scorecard:acme "Acme": series reordered from ["orders","heads"] to ["heads","orders"]
series:new: added to scorecard:acme
scorecard:acme "Acme": links reordered from ["objective:train → objective:grow","objective:grow → objective:save"] to ["objective:grow → objective:save","objective:train → objective:grow"]`},

		{"uses", func(d *bsc.Definition) {
			grow(d).Uses = []bsc.Use{{KPI: "hours", Weight: "2"}}
			d.Perspectives[1].Objectives[1].Uses = []bsc.Use{{KPI: "sales"}}
		}, `objective:grow "Grow": use of kpi:hours: weight from 1 to 2
objective:grow "Grow": use of kpi:skills retired
objective:save "Save": use of kpi:sales added`},
		{"links", func(d *bsc.Definition) {
			d.Links[0].Delay, d.Links[0].Strength, d.Links[0].Note, d.Links[0].Kind = 2, "0.6", "as in 2025", bsc.LinkConstraint
			d.Links[1].To = bsc.KPIRef("sales")
		}, `objective:train "Train": link to objective:grow: kind from unset to constraint
objective:train "Train": link to objective:grow: strength from unset to 0.6
objective:train "Train": link to objective:grow: lag from unset to 2
objective:train "Train": link to objective:grow: note from unset to "as in 2025"
objective:grow "Grow": link to kpi:sales added
objective:grow "Grow": link to objective:save retired`},

		{"target changed", func(d *bsc.Definition) {
			sales(d).Targets[1].Value, sales(d).Targets[2].Baseline = "1300", ""
		}, `kpi:sales "Sales": target for 2026 from 1200 to 1300
kpi:sales "Sales": target for every period from 900, baseline 500 to 900`},
		{"target revised", func(d *bsc.Definition) {
			sales(d).Targets = append(sales(d).Targets, bsc.Target{Period: period.Year(2026), Value: "1300", RecordedAt: moment})
		}, `kpi:sales "Sales": target for 2026 from 1200 to 1300, recorded 2026-07-03T09:00:00Z`},
		{"target for another period", func(d *bsc.Definition) { sales(d).Targets[0].Period = period.Year(2027) }, `kpi:sales "Sales": target for 2027 from unset to 1000
kpi:sales "Sales": target for 2025 from 1000 to unset`},
		{"target with all it can say", func(d *bsc.Definition) {
			sales(d).Targets = append(sales(d).Targets, bsc.Target{
				Period: period.Quarter(2026, 1), Baseline: "1", Stretch: "9", Floor: "0", Against: bsc.ComparisonLastYear, Times: "1.05",
				Phasing: bsc.PhasingSeasonal, Profile: []bsc.Number{"1", "2"}, Origin: "agreed by all", RecordedAt: moment,
			})
		}, `kpi:sales "Sales": target for 2026-Q1 from unset to baseline 1, stretch 9, floor 0, against last_year, times 1.05, phasing seasonal, profile [1,2], origin "agreed by all", recorded 2026-07-03T09:00:00Z`},

		{"series, theme and initiative", func(d *bsc.Definition) {
			d.Series[0].Rollup, d.Themes[0].Description, d.Initiatives[0].Budget, d.Initiatives[0].Start = bsc.RollupSum, "close", "1e4", period.Day(2026, 3, 1)
		}, `series:orders "Orders": rollup from unset to sum
theme:service "Service": description from unset to close
initiative:academy "Academy": start from unset to 2026-03-01
initiative:academy "Academy": budget from unset to 10000`},
		{"long text is cut to where it differs", func(d *bsc.Definition) {
			d.Ratings = []bsc.RatingLevel{{ID: "bad", Name: strings.Repeat("ä", 200)}}
		}, `scorecard:acme "Acme": ratings from unset to [{"id":"bad","name":"` + strings.Repeat("ä", 68) + "…"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			after := diffBase()
			test.edit(after)
			got := diff.Definitions(diffBase(), after)
			require.Equal(t, test.want, strings.TrimSuffix(got.String(), "\n"))
			require.NotContains(t, mirrored(got), "unknown")
			require.Equal(t, mirrored(got), sortedText(diff.Definitions(after, diffBase())), "the other way round")
		})
	}
}

// d2 is the definition as it is once sales has moved to the other objective, for the helpers above.
func d2(d *bsc.Definition) *bsc.Definition {
	return &bsc.Definition{Perspectives: []bsc.Perspective{{}, {Objectives: d.Perspectives[1].Objectives[1:]}}}
}

func TestDefinitions_longTexts(t *testing.T) {
	before, after := diffBase(), diffBase()
	before.Description = strings.Repeat("é", 300) + " was " + strings.Repeat("x", 300)
	after.Description = strings.Repeat("é", 300) + " is " + strings.Repeat("x", 300)
	changes := diff.Definitions(before, after)
	require.Equal(t, before.Description, changes[0].Before, "the data is whole")
	require.Equal(t, after.Description, changes[0].After)
	start := `"Acme": description from …` + strings.Repeat("é", 10) + " was " // 20 bytes before where they differ, at a rune's edge
	require.Contains(t, changes.String(), start)
	require.Contains(t, changes.String(), "… to …"+strings.Repeat("é", 10)+" is xxx")
	require.Less(t, len(changes.String()), 400)
}

func TestDefinitions_data(t *testing.T) {
	after := diffBase()
	grow := &after.Perspectives[1].Objectives[0]
	grow.KPIs[0].Targets[0].Value = "7"
	grow.KPIs[0].Weight = ""
	grow.Uses[0].Weight = "2"
	grow.Uses = grow.Uses[:1]
	after.Links[0].Delay = 1
	after.Links[1].Delay = 1
	after.Links[1].From = bsc.KPIRef("sales")
	changes := diff.Definitions(diffBase(), after)
	want := diff.Changes{
		{Kind: diff.Reweighted, Ref: bsc.KPIRef("sales"), Name: "Sales", Field: "weight", Before: "2"},
		{Kind: diff.Retargeted, Ref: bsc.KPIRef("sales"), Name: "Sales", Field: "targets", Period: period.Year(2025), Before: "1000", After: "7"},
		{Kind: diff.Reweighted, Ref: bsc.ObjectiveRef("grow"), Name: "Grow", To: bsc.KPIRef("hours"), Field: "uses/weight", Before: "1", After: "2"},
		{Kind: diff.Retired, Ref: bsc.ObjectiveRef("grow"), Name: "Grow", To: bsc.KPIRef("skills"), Field: "uses", Before: `{"kpi":"skills"}`},
		{Kind: diff.Changed, Ref: bsc.ObjectiveRef("train"), Name: "Train", To: bsc.ObjectiveRef("grow"), Field: "links/lag", After: "1"},
		{Kind: diff.Added, Ref: bsc.KPIRef("sales"), Name: "Sales", To: bsc.ObjectiveRef("save"), Field: "links", After: `{"from":"kpi:sales","lag":1,"to":"objective:save"}`},
		{Kind: diff.Retired, Ref: bsc.ObjectiveRef("grow"), Name: "Grow", To: bsc.ObjectiveRef("save"), Field: "links", Before: `{"from":"objective:grow","to":"objective:save"}`},
	}
	require.Equal(t, want, changes)

	document, err := json.Marshal(changes)
	require.NoError(t, err)
	require.Contains(t, string(document), `{"kind":"retargeted","ref":"kpi:sales","name":"Sales","field":"targets","period":"2025","before":"1000","after":"7"}`)
	require.NotContains(t, string(document), `"to":""`)
	var again diff.Changes
	require.NoError(t, json.Unmarshal(document, &again))
	require.Equal(t, changes, again)
	require.Equal(t, changes.String(), again.String())
}

func TestDefinitions_targets(t *testing.T) {
	moment := time.Date(2026, 7, 3, 9, 0, 0, 0, time.UTC)
	target := func(value bsc.Number, hours int) bsc.Target {
		return bsc.Target{Period: period.Year(2026), Value: value, RecordedAt: moment.Add(time.Duration(hours) * time.Hour)}
	}
	with := func(targets ...bsc.Target) *bsc.Definition {
		return &bsc.Definition{Perspectives: []bsc.Perspective{{Objectives: []bsc.Objective{{KPIs: []bsc.KPI{{ID: "k", Targets: targets}}}}}}}
	}
	elsewhere := target("1", 0)
	elsewhere.RecordedAt = elsewhere.RecordedAt.In(time.FixedZone("", 7200))
	odd := target("1", 0) // the seconds of its zone are not written: it has the text of another moment
	odd.RecordedAt = odd.RecordedAt.Add(-28 * time.Second).In(time.FixedZone("", 28))
	now := time.Now().In(time.UTC) // with a monotonic clock
	never := time.Date(12000, 1, 1, 0, 0, 0, 0, time.UTC)
	tests := []struct {
		name          string
		before, after *bsc.Definition
		want          string
	}{
		{"revises the latest before it", with(target("3", 2), target("1", 0), target("2", 1)), with(target("3", 2), target("9", 3), target("1", 0), target("2", 1)), "kpi:k: target for 2026 from 3, recorded 2026-07-03T11:00:00Z to 9, recorded 2026-07-03T12:00:00Z\n"},
		{"between two", with(target("1", 0), target("3", 2)), with(target("1", 0), target("2", 1), target("3", 2)), "kpi:k: target for 2026 from 1, recorded 2026-07-03T09:00:00Z to 2, recorded 2026-07-03T10:00:00Z\n"},
		{"another moment", with(target("1", 0)), with(target("1", 1)), "kpi:k: target for 2026 from 1, recorded 2026-07-03T09:00:00Z to 1, recorded 2026-07-03T10:00:00Z\nkpi:k: target for 2026 from 1, recorded 2026-07-03T09:00:00Z to unset\n"},
		{"the same moment written otherwise", with(target("1", 0)), with(elsewhere), "kpi:k: target for 2026 from 1, recorded 2026-07-03T09:00:00Z to 1, recorded 2026-07-03T11:00:00+02:00\n"},
		{"a moment that is written as another", with(odd), with(bsc.Target{Period: period.Year(2026), Value: "1", RecordedAt: odd.RecordedAt.Add(28 * time.Second).UTC()}), "kpi:k: target for 2026 from 1, recorded 2026-07-03T09:00:00+00:00 to 1, recorded 2026-07-03T09:00:00Z\n"},
		{"with a monotonic clock", with(bsc.Target{Value: "1", RecordedAt: now}), with(bsc.Target{Value: "1", RecordedAt: now.Round(0)}), ""},
		{"order", with(target("1", 0), target("2", 1)), with(target("2", 1), target("1", 0)), `kpi:k: targets reordered from ["2026 recorded 2026-07-03T09:00:00Z","2026 recorded 2026-07-03T10:00:00Z"] to ["2026 recorded 2026-07-03T10:00:00Z","2026 recorded 2026-07-03T09:00:00Z"]` + "\n"},
		{"two of one period and moment", with(target("1", 0), target("2", 0)), with(target("1", 0), target("3", 0)), "kpi:k: target for 2026 from 2, recorded 2026-07-03T09:00:00Z to 3, recorded 2026-07-03T09:00:00Z\n"},
		{"not to be written", with(bsc.Target{Value: "1", RecordedAt: never}), with(bsc.Target{Value: "2", RecordedAt: never}), "kpi:k: target for every period from 1, recorded not JSON to 2, recorded not JSON\n"},
		{"no moment at all", with(bsc.Target{Value: "1", RecordedAt: never}), with(bsc.Target{Value: "1", RecordedAt: never.AddDate(1, 0, 0)}), "kpi:k: target for every period from 1, recorded not JSON to 1, recorded not JSON\nkpi:k: target for every period from 1, recorded not JSON to unset\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			require.Equal(t, test.want, diff.Definitions(test.before, test.after).String())
		})
	}
}

func TestDefinitions_nil(t *testing.T) {
	require.Empty(t, diff.Definitions(nil, nil))
	require.Empty(t, diff.Definitions(nil, new(bsc.Definition)))
	require.Empty(t, diff.Definitions(&bsc.Definition{Schema: bsc.SchemaVersion}, nil))
	require.Equal(t, `scorecard:acme "Acme": id from "" to acme
scorecard:acme "Acme": renamed from "" to "Acme"
scorecard:acme "Acme": attributes/region from unset to EU
scorecard:acme "Acme": attributes/system from unset to old
perspective:people "People": added to scorecard:acme
objective:train "Train": added to perspective:people
kpi:hours "Hours": added to objective:train
kpi:skills: added to objective:train
perspective:money "Money": added to scorecard:acme
objective:grow "Grow": added to perspective:money
kpi:sales "Sales": added to objective:grow
objective:save "Save": added to perspective:money
series:orders "Orders": added to scorecard:acme
series:heads: added to scorecard:acme
objective:train "Train": link to objective:grow added
objective:grow "Grow": link to objective:save added
theme:service "Service": added to scorecard:acme
initiative:academy "Academy": added to scorecard:acme
`, diff.Definitions(nil, diffBase()).String())
	retired := diff.Definitions(diffBase(), nil)
	require.Equal(t, mirrored(retired), sortedText(diff.Definitions(nil, diffBase())))
	require.Equal(t, bsc.Ref{Kind: bsc.KindScorecard, ID: "acme"}, retired[0].Ref)
	require.NotPanics(t, func() { _ = diff.Change{}.String() })
}

// What Compile would refuse is compared all the same.
func TestDefinitions_faulty(t *testing.T) {
	twice := func(weights ...bsc.Number) *bsc.Definition {
		d := &bsc.Definition{ID: "d"}
		for _, w := range weights {
			d.Perspectives = append(d.Perspectives, bsc.Perspective{ID: "p", Objectives: []bsc.Objective{{ID: "o", Weight: w, KPIs: []bsc.KPI{{ID: "k", Targets: []bsc.Target{{Value: w}, {Value: w}}}}, Uses: []bsc.Use{{KPI: "k"}, {KPI: "k", Weight: w}}}}})
			d.Links = append(d.Links, bsc.Link{Note: string(w)}, bsc.Link{})
			d.Series = append(d.Series, bsc.Series{})
		}
		return d
	}
	require.Empty(t, diff.Definitions(twice("1", "2"), twice("1", "2")))
	require.Equal(t, "objective:o: weight from 2 to x\n"+
		"kpi:k: target for every period from 2 to x\nkpi:k: target for every period from 2 to x\n"+
		"objective:o: use of kpi:k: weight from 2 to x\n"+
		": link to : note from 2 to x\n", diff.Definitions(twice("1", "2"), twice("1", "x")).String())
	second := twice("1", "2")
	o := &second.Perspectives[1].Objectives[0]
	o.KPIs[0].Targets, o.Uses = append([]bsc.Target{{Value: "3"}}, o.KPIs[0].Targets...), nil
	second.Perspectives[0].Objectives[0].KPIs[0].Targets = nil
	require.Equal(t, strings.Repeat("kpi:k: target for every period from 1 to unset\n", 2)+
		"kpi:k: target for every period from 2 to 3\nkpi:k: target for every period from unset to 2\n"+
		strings.Repeat("objective:o: use of kpi:k retired\n", 2), diff.Definitions(twice("1", "2"), second).String())
	require.Len(t, diff.Definitions(twice("1"), twice("1", "2")), 6, "one perspective, objective and KPI, one series, and two links")

	args := func(raw string) *bsc.Definition {
		return &bsc.Definition{Defaults: bsc.Defaults{Scorer: bsc.Policy{Name: "s", Args: json.RawMessage(raw)}}}
	}
	require.Equal(t, `scorecard:: defaults from "not JSON" to "not JSON"`+"\n", diff.Definitions(args("{"), args("}")).String())
	require.Empty(t, diff.Definitions(args("{"), args("{")))
	require.Len(t, diff.Definitions(args("{"), args("1")), 1)
	deep := strings.Repeat("[", 5000)
	require.Len(t, diff.Definitions(args(deep+strings.Repeat("]", 5000)), args(deep+"1"+strings.Repeat("]", 5000))), 1)
	require.Len(t, diff.Definitions(args(strings.Repeat(deep, 100)), args(deep)), 1)
	require.Empty(t, diff.Definitions(args(`{"a": 1, "b": 2}`), args(`{"b":2,"a":1}`)), "as in a fingerprint")

	many := new(bsc.Definition)
	for range 50_000 {
		many.Series = append(many.Series, bsc.Series{})
		many.Links = append(many.Links, bsc.Link{})
	}
	start := time.Now()
	require.Len(t, diff.Definitions(nil, many), 100_000)
	require.Less(t, time.Since(start), 20*time.Second)
}

// sortedText are changes in an order of their own, one a line.
func sortedText(changes diff.Changes) string {
	var lines []string
	for _, c := range changes {
		if c.Name = ""; c.Ref.Kind == bsc.KindScorecard {
			c.Ref.ID = "" // of the definition that comes after
		}
		type plain diff.Change // without its String
		lines = append(lines, fmt.Sprintf("%+v", plain(c)))
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// mirrored are changes as they are the other way round.
func mirrored(changes diff.Changes) string {
	var back diff.Changes
	for _, c := range changes {
		c.Before, c.After = c.After, c.Before
		switch c.Kind {
		case diff.Added:
			c.Kind = diff.Retired
		case diff.Retired:
			c.Kind = diff.Added
		}
		back = append(back, c)
	}
	return sortedText(back)
}

// documentOf is a definition as a fingerprint sees it.
func documentOf(t *testing.T, def *bsc.Definition) string {
	t.Helper()
	copied := *def
	copied.Schema = cmp.Or(def.Schema, bsc.SchemaVersion)
	document, err := json.Marshal(copied)
	require.NoError(t, err)
	return string(strictjson.Canonical(document))
}

// TestDefinitions_judgements sees who may assess, and what is made of assessments.
func TestDefinitions_judgements(t *testing.T) {
	before := &bsc.Definition{ID: "card", Roles: []string{"self"}}
	after := &bsc.Definition{ID: "card", Roles: []string{"self", "manager"}, Advisory: []string{"peer"}, Defaults: bsc.Defaults{AssessmentRollup: bsc.RollupMean}}
	text := diff.Definitions(before, after).String()
	require.Contains(t, text, `advisory from unset to ["peer"]`)
	require.Contains(t, text, `roles from ["self"] to ["self","manager"]`)
	require.Contains(t, text, `defaults/assessment_rollup from unset to mean`)
}
