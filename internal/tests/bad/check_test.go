package bad_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/report"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func dec(s string) decimal.Decimal { return decimal.RequireFromString(s) }

// TestCheck_bad pins the exact text of what is wrong with a definition's structure, beside what TestBad does.
func TestCheck_bad(t *testing.T) {
	kpi := func(d *bsc.Definition) *bsc.KPI { return &d.Perspectives[1].Objectives[0].KPIs[0] }
	link := func(from, to string) bsc.Link {
		return bsc.Link{From: bsc.ObjectiveRef(from), To: bsc.ObjectiveRef(to)}
	}
	const atKPI = "/perspectives/1/objectives/0/kpis/0"
	cases := []struct {
		name  string
		spoil func(d *bsc.Definition)
		code  bsc.Code
		want  []string
	}{
		{"id like a ref", func(d *bsc.Definition) { kpi(d).ID = "kpi:7" }, bsc.ErrID, []string{
			atKPI + `/id: the id "kpi:7" begins with a kind and a colon (1 to 128 bytes, printable, no spaces)`,
		}},
		{"dangling link", func(d *bsc.Definition) { d.Links = []bsc.Link{link("train", "grwo")} }, bsc.ErrUnknownRef, []string{
			`/links/0/to: there is no objective "grwo"; did you mean "grow"?`,
		}},
		{"a link to an id in other characters", func(d *bsc.Definition) {
			d.Perspectives[0].Objectives[0].ID = "caf\u00e9"
			d.Links = []bsc.Link{link("cafe\u0301", "grow")}
		}, bsc.ErrUnknownRef, []string{
			"/links/0/from: there is no objective \"cafe\u0301\"; " + `did you mean "caf\u00e9"? "cafe\u0301" looks like it, in other characters`,
		}},
		{"ids that look the same", func(d *bsc.Definition) {
			kpis := &d.Perspectives[1].Objectives[0].KPIs
			*kpis = append(*kpis, bsc.KPI{ID: "caf\u00e9", Targets: (*kpis)[0].Targets}, bsc.KPI{ID: "caf\u00e7", Targets: (*kpis)[0].Targets},
				bsc.KPI{ID: "cafe\u0301", Targets: (*kpis)[0].Targets}, bsc.KPI{ID: "CAF\u00c9", Targets: (*kpis)[0].Targets})
		}, bsc.ErrSimilar, []string{
			"warning: /perspectives/1/objectives/0/kpis/4/id: the kpi ids \"caf\u00e9\" and \"cafe\u0301\" look the same, and are " + `"caf\u00e9" and "cafe\u0301"`,
			"warning: /perspectives/1/objectives/0/kpis/5/id: the kpi ids \"caf\u00e9\" and \"CAF\u00c9\" differ only by case",
		}},
		{"an orphan", func(d *bsc.Definition) {
			d.Perspectives[0].Objectives = append(d.Perspectives[0].Objectives, bsc.Objective{ID: "alone"})
			d.Links = []bsc.Link{link("train", "grow")}
		}, bsc.ErrOrphan, []string{
			`warning: /perspectives/0/objectives/1: objective:alone has no link on the strategy map`,
			`warning: /perspectives/0/objectives/1/kpis: the objective has no KPIs; fill it, or judge it: under "assessments": "count" an assessment counts for it`,
		}},
		{"cycle", func(d *bsc.Definition) { d.Links = []bsc.Link{link("train", "grow"), link("grow", "train")} }, bsc.ErrCycle, []string{
			`/links/0: links without lag form a cycle: objective:train → objective:grow → objective:train; give one of them a lag, or remove it`,
			`warning: /links/1: the link from objective:grow to objective:train leads down the map; links run from drivers to outcomes; perspectives stand bottom to top`,
		}},
		{"link to a theme", func(d *bsc.Definition) {
			d.Links = []bsc.Link{link("train", "grow"), {From: bsc.ParseRef("theme:x"), To: bsc.ObjectiveRef("grow")}}
		}, bsc.ErrValue, []string{
			`/links/1/from: a link cannot join "theme:x" (objectives, KPIs and perspectives)`,
		}},
		{"strength", func(d *bsc.Definition) {
			d.Links = []bsc.Link{{From: bsc.ObjectiveRef("train"), To: bsc.ObjectiveRef("grow"), Strength: "1.5", Delay: -1, Kind: "guess"}}
		}, bsc.ErrValue, []string{
			`/links/0/kind: unknown kind of link "guess" (hypothesis, definitional, constraint)`,
			`/links/0/strength: strength "1.5" is not known (weak, moderate, strong, or a number above 0 and up to 1)`,
			`/links/0/lag: the lag is -1 (0 to 1000 periods)`,
		}},
		{"weighted sum of 90", func(d *bsc.Definition) {
			d.Perspectives[1].Objectives[0].Aggregator.Name = "weighted_sum"
			kpi(d).Weight = "89"
		}, bsc.ErrWeight, []string{
			`/perspectives/1/objectives/0/kpis: the weights add up to 90 (100 under weighted_sum)`,
		}},
		{"bands against the direction", func(d *bsc.Definition) {
			kpi(d).Threshold = bsc.Policy{Name: "bands", Args: []byte(`{"bands": [{"rating": "green"}, {"rating": "red", "from": 60}]}`)}
		}, bsc.ErrBands, []string{
			atKPI + `/threshold: the rating "red" follows "green" (ratings from worst to best)`,
		}},
		{"bands on the actual against the direction", func(d *bsc.Definition) {
			kpi(d).Direction, kpi(d).Targets = bsc.DirectionLower, []bsc.Target{{Value: "5"}}
			kpi(d).Threshold = bsc.Policy{Name: "bands", Args: []byte(`{"on": "actual", "bands": [{"rating": "red"}, {"rating": "green", "from": 60}]}`)}
		}, bsc.ErrBands, []string{
			atKPI + `/threshold: the rating "green" follows "red" (ratings from best to worst, as lower is better)`,
		}},
		{"bands with a rating twice", func(d *bsc.Definition) {
			kpi(d).Threshold = bsc.Policy{Name: "bands", Args: []byte(`{"bands": [{"rating": "red"}, {"rating": "red", "from": 60}]}`)}
		}, bsc.ErrBands, []string{
			atKPI + `/threshold: the rating "red" follows "red" (ratings from worst to best)`,
		}},
		{"bands with an unknown rating", func(d *bsc.Definition) {
			kpi(d).Threshold = bsc.Policy{Name: "bands", Args: []byte(`{"bands": [{"rating": "gren"}]}`)}
		}, bsc.ErrBands, []string{
			atKPI + `/threshold: unknown rating "gren" (red, amber, green); did you mean "green"?`,
		}},
		{"bands on the actual of an objective", func(d *bsc.Definition) {
			d.Perspectives[0].Objectives[0].Threshold = bsc.Policy{Name: "bands", Args: []byte(`{"on": "actual", "bands": [{"rating": "red"}]}`)}
		}, bsc.ErrBands, []string{
			`/perspectives/0/objectives/0/threshold: bands on actual of a node that is no KPI ("on": "score"); give the node, or the Defaults above it, bands on score`,
		}},
		{"ratings without bands for them", func(d *bsc.Definition) { d.Ratings = []bsc.RatingLevel{{ID: "bad"}, {ID: "good"}} }, bsc.ErrBands, nil},
		{"arguments of a scorer without", func(d *bsc.Definition) { kpi(d).Scorer = bsc.NewPolicy("linear", map[string]int{"to": 3}) }, bsc.ErrPolicyArgs, []string{
			atKPI + `/scorer/args: scorer "linear" takes no arguments`,
		}},
		{"a typo in arguments", func(d *bsc.Definition) {
			kpi(d).Scorer = bsc.Policy{Name: "curve", Args: []byte(`{"anchor": [[0, 0], [10, 100]]}`)}
		}, bsc.ErrPolicyArgs, []string{
			atKPI + `/scorer/args/anchor: unknown field "anchor" (anchors); did you mean "anchors"?`,
		}},
		{"arguments that are no JSON", func(d *bsc.Definition) { kpi(d).Scorer = bsc.NewPolicy("curve", make(chan int)) }, bsc.ErrPolicyArgs, []string{
			atKPI + `/scorer/args: an object is expected, not text`,
		}},
		{"anchors out of order", func(d *bsc.Definition) {
			kpi(d).Scorer = bsc.NewPolicy("curve", map[string]any{"anchors": [][]int{{0, 0}, {10, 50}, {10, 60}}})
		}, bsc.ErrValue, []string{
			atKPI + `/scorer/args/anchors/2: anchor value 10 follows 10 (values strictly increasing)`,
		}},
		{"target on the wrong side", func(d *bsc.Definition) { kpi(d).Direction = bsc.DirectionLower }, bsc.ErrDirection, []string{
			atKPI + `/targets/0: target 10 is worse than baseline 0 where lower is better (a target better than the baseline); leave the baseline out to keep a level that is reached, or set direction to "higher"`,
		}},
		{"linear and closer", func(d *bsc.Definition) { kpi(d).Direction = bsc.DirectionCloser }, bsc.ErrDirection, []string{
			atKPI + `/direction: linear cannot score closer is better (higher, lower); use the scorer "range"`,
		}},
		{"no target", func(d *bsc.Definition) { kpi(d).Targets = nil }, bsc.ErrNoTarget, []string{
			`warning: ` + atKPI + `/targets: the KPI has no target, and its scorer linear needs one; give it a target, here or at evaluation (Input.Targets), or the scorer "none" to show it unscored`,
		}},
		{"two targets for a period", func(d *bsc.Definition) {
			kpi(d).Targets = []bsc.Target{{Period: period.Year(2026), Value: "1"}, {Period: period.Year(2026), Value: "2"}}
		}, bsc.ErrDuplicate, []string{
			atKPI + `/targets/1/period: a second target for 2026 (one target a period and recorded_at)`,
		}},
		{"words", func(d *bsc.Definition) {
			*kpi(d) = bsc.KPI{ID: "sales", Direction: "up", Timing: "leading", Frequency: "monthly", Missing: bsc.Missing{Rule: "skip"}, Round: &bsc.Rounding{Mode: "bankers"}}
		}, bsc.ErrValue, []string{
			atKPI + `/direction: unknown direction "up" (higher, lower, closer)`,
			atKPI + `/timing: unknown timing "leading" (lead, lag)`,
			atKPI + `/frequency: unknown frequency "monthly" (year, half, quarter, month, period, week, day); did you mean "month"?`,
			`warning: ` + atKPI + `/targets: the KPI has no target, and its scorer linear needs one; give it a target, here or at evaluation (Input.Targets), or the scorer "none" to show it unscored`,
			atKPI + `/missing/rule: unknown missing rule "skip" (exclude, zero, carry_forward, require)`,
			atKPI + `/round/mode: unknown rounding mode "bankers" (half_away, half_even, up, down, floor, ceiling)`,
		}},
		{"use of nothing", func(d *bsc.Definition) { d.Perspectives[0].Objectives[0].Uses = []bsc.Use{{KPI: "sale"}} }, bsc.ErrUnknownRef, []string{
			`/perspectives/0/objectives/0/uses/0/kpi: there is no kpi "sale"; did you mean "sales"?`,
		}},
		{"use of its own", func(d *bsc.Definition) { d.Perspectives[0].Objectives[0].Uses = []bsc.Use{{KPI: "hours"}} }, bsc.ErrDuplicate, []string{
			`/perspectives/0/objectives/0/uses/0/kpi: the KPI "hours" is under this objective already`,
		}},
		{"calculated from nothing", func(d *bsc.Definition) {
			kpi(d).Calculator = bsc.NewPolicy("sum", map[string]any{"of": []string{"hors"}})
		}, bsc.ErrUnknownRef, []string{
			atKPI + `/calculator: there is no KPI or series "hors"; did you mean "hours"?`,
		}},
		{"calculated from itself", func(d *bsc.Definition) {
			kpi(d).Calculator = bsc.NewPolicy("sum", map[string]any{"of": []string{"margin"}})
			d.Perspectives[1].Objectives[0].KPIs[1].Calculator = bsc.NewPolicy("sum", map[string]any{"of": []string{"hours", "sales"}})
		}, bsc.ErrCycle, []string{
			atKPI + `/calculator: calculated from itself: kpi:sales → kpi:margin → kpi:sales`,
		}},
		{"KPI or series", func(d *bsc.Definition) {
			d.Series = []bsc.Series{{ID: "hours"}}
			kpi(d).Calculator = bsc.NewPolicy("sum", map[string]any{"of": []string{"hours"}})
		}, bsc.ErrUnknownRef, []string{
			atKPI + `/calculator: "hours" is both a KPI and a series ("kpi:hours" or "series:hours")`,
		}},
		{"veto of nothing", func(d *bsc.Definition) {
			d.Perspectives[1].Objectives[0].Aggregator = bsc.NewPolicy("veto", map[string]any{"limit": 50, "cap": 60, "children": []string{"sale"}})
		}, bsc.ErrUnknownRef, []string{
			`/perspectives/1/objectives/0/aggregator/args/children/0: objective:grow has no child "sale"; did you mean "sales"?`,
		}},
		{"most frequent without limits", func(d *bsc.Definition) {
			d.Defaults.Threshold = bsc.NewPolicy("bands", map[string]any{"on": "percent_of_target", "bands": []any{map[string]any{"rating": "red"}}})
			d.Aggregator.Name = "most_frequent"
		}, bsc.ErrPolicyArgs, nil},
		{"initiative", func(d *bsc.Definition) {
			d.Initiatives = []bsc.Initiative{
				{ID: "i", Objectives: []string{"gro"}, Progress: "101", Budget: "1e60", Start: period.Month(2026, 7), End: period.Day(2026, 6, 30)},
				{ID: "j", Start: period.Month(2026, 7), End: period.Year(2026)},
				{ID: "k", Start: period.Month(2026, 7)},
			}
		}, bsc.ErrUnknownRef, []string{
			`/initiatives/0/objectives/0: there is no objective "gro"; did you mean "grow"?`,
			`/initiatives/0/end: it ends with 2026-06-30, before it starts with 2026-07 (an end not before the start)`,
			`/initiatives/0/budget: "1e60" has more than 52 digits before its point (a decimal number of at most 34 significant digits and 52 decimal places, below 10^52)`,
			`/initiatives/0/progress: progress is 101 (0 to 100 percent)`,
		}},
		{"theme", func(d *bsc.Definition) { d.Perspectives[0].Objectives[0].Themes = []string{"x"} }, bsc.ErrUnknownRef, []string{
			`/perspectives/0/objectives/0/themes/0: there is no theme "x"`,
		}},
		{"scale", func(d *bsc.Definition) { d.Scale = bsc.Scale{Min: "100", Met: "0"} }, bsc.ErrValue, []string{
			`/scale: the scale runs from 100 over 0 to 0 (min below met, and cap not below met)`,
		}},
		{"wide scale", func(d *bsc.Definition) { d.Scale = bsc.Scale{Cap: "1000001", Min: "0.00000000001"} }, bsc.ErrValue, []string{
			`/scale/min: "0.00000000001" cannot be on a scale (-1000000 to 1000000, with at most 10 decimal places)`,
			`/scale/cap: "1000001" cannot be on a scale (-1000000 to 1000000, with at most 10 decimal places)`,
		}},
		{"schema", func(d *bsc.Definition) { d.Schema = 2 }, bsc.ErrSchema, []string{`/schema: schema 2 is not known (1)`}},
		{"ratings", func(d *bsc.Definition) {
			d.Ratings = []bsc.RatingLevel{{ID: "bad"}, {ID: "a b"}, {ID: "bad"}, {ID: ""}}
			d.Defaults.Threshold = bsc.NewPolicy("bands", map[string]any{"bands": []any{map[string]any{"rating": "bad"}}})
		}, bsc.ErrDuplicate, []string{
			`/ratings/1/id: the id "a b" has spaces or invisible characters (1 to 128 bytes, printable, no spaces)`,
			`/ratings/2/id: the rating "bad" stands twice (ratings with ids of their own)`,
			`/ratings/3/id: the id is missing (1 to 128 bytes, printable, no spaces)`,
		}},
		{"roles", func(d *bsc.Definition) { d.Roles = []string{"self", "a b", "self", ""} }, bsc.ErrDuplicate, []string{
			`/roles/1: the id "a b" has spaces or invisible characters (1 to 128 bytes, printable, no spaces)`,
			`/roles/2: the role "self" stands twice (roles that differ)`,
			`/roles/3: the id is missing (1 to 128 bytes, printable, no spaces)`,
		}},
		{"advisory roles", func(d *bsc.Definition) {
			d.Roles, d.Advisory = []string{"manager"}, []string{"self", "manager", "self"}
		}, bsc.ErrDuplicate, []string{
			`/advisory/1: the role "manager" stands twice (roles that differ)`,
			`/advisory/2: the role "self" stands twice (roles that differ)`,
		}},
		{"many roles", func(d *bsc.Definition) {
			for i := range 65 {
				d.Roles = append(d.Roles, fmt.Sprint("r", i))
			}
		}, bsc.ErrValue, []string{`/roles: 65 roles (at most 64)`}},
		{"roll-up of assessments", func(d *bsc.Definition) { d.Defaults.AssessmentRollup = "sum" }, bsc.ErrValue, []string{
			`/defaults/assessment_rollup: unknown roll-up of assessments "sum" (mean, last, min, max, none)`,
		}},
		{"quota and rounding", func(d *bsc.Definition) {
			d.Quota = bsc.Quota{MinChildren: -1, MinCoverage: "1.5"}
			d.Round = &bsc.Rounding{Places: 11}
		}, bsc.ErrValue, []string{
			`/quota/min_children: min_children is -1 (0 or more)`,
			`/quota/min_coverage: min_coverage is 1.5 (0 to 1)`,
			`/round/places: rounding to 11 places (0 to 10)`,
		}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			def := oracle.Small()
			c.spoil(def)
			problems := bsc.Check(def, nil)
			if c.want != nil {
				assert.Equal(t, c.want, oracle.Lines(problems))
			}
			require.NotEmpty(t, problems)
			_, err := bsc.Compile(def, nil)
			if warnings := problems.Warnings(); len(warnings) == len(problems) {
				require.NoError(t, err)
				assert.ErrorIs(t, problems[0], c.code)
				return
			}
			assert.ErrorIs(t, err, c.code)
		})
	}
	assert.Empty(t, bsc.Check(oracle.Small(), nil), "the definition that is spoilt has no problems itself")
}

// TestCheck_bandsAroundTarget checks bands that rise to a target and fall beyond it.
func TestCheck_bandsAroundTarget(t *testing.T) {
	def := oracle.Small()
	kpi := &def.Perspectives[1].Objectives[0].KPIs[0]
	kpi.Direction, kpi.Scorer = bsc.DirectionCloser, policy("range", `{"zero_at": 5}`)
	kpi.Threshold = policy("bands", `{"on": "actual", "bands": [{"rating": "red"}, {"rating": "green", "from": 9}, {"rating": "red", "from": 11}]}`)
	assert.Empty(t, bsc.Check(def, nil))
	for actual, want := range map[string]bsc.Rating{"8": bsc.RatingRed, "10": bsc.RatingGreen, "11": bsc.RatingRed} {
		result := evaluate(t, def, bsc.Input{Readings: bsc.Actuals{"sales": dec(actual)}})
		assert.Equal(t, want, of(t, result, bsc.KPIRef("sales")).Rating, actual)
	}
}

// TestEvaluate_emptyLast checks that what is empty is not there, wherever it stands.
func TestEvaluate_emptyLast(t *testing.T) {
	def := oracle.Small()
	def.Perspectives = append(def.Perspectives, bsc.Perspective{ID: "empty", Weight: "5", Objectives: []bsc.Objective{{ID: "nothing"}}})
	result := evaluate(t, def, bsc.Input{Readings: bsc.Actuals{"hours": dec("4"), "sales": dec("5"), "margin": dec("9")}})
	assert.Equal(t, "55 1", fmt.Sprint(result.Score(), " ", result.Total().Coverage))
	nothing := of(t, result, bsc.ObjectiveRef("nothing"))
	assert.Equal(t, "unscored: nothing below it counts", nothing.Flags.String()+": "+nothing.Reason.String())
}

// TestCheck_chain compiles a long chain of links: nothing recurses over the data.
func TestCheck_chain(t *testing.T) {
	const n = 5_000
	def := &bsc.Definition{ID: "chain", Perspectives: []bsc.Perspective{{ID: "p"}}}
	for i := range n {
		o := bsc.Objective{ID: fmt.Sprint("o", i), KPIs: []bsc.KPI{{ID: fmt.Sprint("k", i), Scorer: bsc.Policy{Name: "stated"}}}}
		def.Perspectives[0].Objectives = append(def.Perspectives[0].Objectives, o)
		if i > 0 {
			def.Links = append(def.Links, bsc.Link{From: bsc.ObjectiveRef(fmt.Sprint("o", i-1)), To: bsc.ObjectiveRef(o.ID)})
		}
	}
	card, err := bsc.Compile(def, nil)
	require.NoError(t, err)
	assert.Len(t, card.Map().Order(), n)
	def.Links = append(def.Links, bsc.Link{From: bsc.ObjectiveRef(fmt.Sprint("o", n-1)), To: bsc.ObjectiveRef("o0")})
	problems := bsc.Check(def, nil)
	require.Len(t, problems, 1, "one problem a component")
	assert.Equal(t, `/links/0: links without lag form a cycle: objective:o0 → objective:o1 → objective:o2 → objective:o3 → objective:o4 → … → objective:o0; give one of them a lag, or remove it`, problems[0].Error())
}

// TestEvaluate_badFacts pins what happens with readings that are missing or wrong.
func TestEvaluate_badFacts(t *testing.T) {
	card := bsc.MustCompile(oracle.Small(), nil)
	asked := period.Quarter(2026, 3)

	t.Run("all missing", func(t *testing.T) {
		result, err := card.Evaluate(bsc.Input{Period: asked, Readings: bsc.Actuals{}})
		require.NoError(t, err)
		total := result.Total()
		assert.False(t, total.Score.Valid())
		assert.True(t, total.Coverage.IsZero())
		assert.Equal(t, "no child has a score", total.Reason.String())
		assert.Equal(t, "0 to 100", total.Low.String()+" to "+total.High.String())
	})

	inputs := []struct {
		name string
		in   bsc.Input
		code bsc.Code
		want string
	}{
		{"no period", bsc.Input{Readings: bsc.Actuals{}}, bsc.ErrPeriod, `bsc: the input has no period (2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07, years 0001 to 9999)`},
		{"no readings", bsc.Input{Period: asked}, bsc.ErrInput, `bsc: the input has no readings`},
		{"nil readings", bsc.Input{Period: asked, Readings: (*bsc.Readings)(nil)}, bsc.ErrInput, `bsc: the input has no readings`},
		{"timing", bsc.Input{Period: asked, Readings: bsc.Actuals{}, Timing: "early"}, bsc.ErrInput, `bsc: unknown timing "early" (lead, lag)`},
		{"assessment of nothing", assess(asked, bsc.Assessment{Ref: bsc.KPIRef("sals"), Rating: bsc.RatingRed}), bsc.ErrUnknownRef, `bsc: kpi:sals: an assessment of "kpi:sals", which is not on the scorecard; did you mean "kpi:sales"?`},
		{"empty assessment", assess(asked, bsc.Assessment{Ref: bsc.KPIRef("sales")}), bsc.ErrValue, `bsc: kpi:sales: an assessment of kpi:sales with neither a score nor a rating`},
		{"assessed beyond the scale", assess(asked, bsc.Assessment{Ref: bsc.KPIRef("sales"), Score: "101"}), bsc.ErrValue, `bsc: kpi:sales: an assessment with the score 101 (0 to 100, with at most 10 decimal places)`},
		{"unknown rating", assess(asked, bsc.Assessment{Ref: bsc.KPIRef("sales"), Rating: "blue"}), bsc.ErrValue, `bsc: kpi:sales: an assessment with the unknown rating "blue" (red, amber, green)`},
		{"two of one", assess(asked, bsc.Assessment{Ref: bsc.KPIRef("sales"), Rating: bsc.RatingRed}, bsc.Assessment{Ref: bsc.KPIRef("sales"), Rating: bsc.RatingRed}), bsc.ErrDuplicate, `bsc: kpi:sales: a second assessment of kpi:sales, recorded at the same moment`},
	}
	for _, c := range inputs {
		t.Run(c.name, func(t *testing.T) {
			_, err := card.Evaluate(c.in)
			require.Error(t, err)
			assert.Equal(t, c.want, err.Error())
			assert.ErrorIs(t, err, c.code)
		})
	}
}

func assess(asked period.Period, assessments ...bsc.Assessment) bsc.Input {
	return bsc.Input{Period: asked, Readings: bsc.Actuals{}, Assessments: assessments}
}

// TestEvaluate_lateTargets pins that a target which comes only with the input fails with
// the same code and words as one in the definition.
func TestEvaluate_lateTargets(t *testing.T) {
	cases := []struct {
		name   string
		target bsc.Target
		code   bsc.Code
		want   string
	}{
		{"the baseline", bsc.Target{Baseline: "7", Value: "7"}, bsc.ErrTarget, `kpi:sales: target and baseline are both 7 (a target better than the baseline); leave the baseline out to keep a level that is reached, or use the scorer "binary"`},
		{"zero", bsc.Target{Value: "0"}, bsc.ErrTarget, `kpi:sales: target 0 has no baseline to be measured from (a positive target, or a baseline); give the target a baseline: the value that scores the least`},
		{"wrong side", bsc.Target{Baseline: "7", Value: "5"}, bsc.ErrDirection, `kpi:sales: target 5 is worse than baseline 7 where higher is better (a target better than the baseline); leave the baseline out to keep a level that is reached, or set direction to "lower"`},
		{"none", bsc.Target{Baseline: "7"}, bsc.ErrNoTarget, `kpi:sales: no target is in force; give the KPI a target, or the scorer none`},
		{"a benchmark of nothing", bsc.Target{Against: "series:rival"}, bsc.ErrUnknownRef, `kpi:sales: the unit's target, against: there is no series "rival"`},
	}
	card := bsc.MustCompile(oracle.Small(), nil)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			result, err := card.Evaluate(bsc.Input{
				Period: period.Year(2026), Readings: bsc.Actuals{"sales": dec("1"), "margin": dec("5")}, Targets: bsc.OrgUnitTargets{"sales": c.target},
			})
			require.NoError(t, err)
			sales, _ := result.Of(bsc.KPIRef("sales"))
			require.True(t, sales.Flags.Has(bsc.FlagFailed))
			assert.ErrorIs(t, sales.Err, c.code)
			assert.Equal(t, c.want, sales.Err.Error())
			assert.False(t, sales.Score.Valid())
			assert.Equal(t, "50", result.Score().String(), "the others are evaluated")
		})
	}
}

// TestEvaluate_targetNumbers refuses an org unit's targets whose numbers are none or out of range: no other KPI takes the
// weight of theirs.
func TestEvaluate_targetNumbers(t *testing.T) {
	const allowed = " (a decimal number of at most 34 significant digits and 52 decimal places, below 10^52)"
	card := bsc.MustCompile(oracle.Small(), nil)
	for want, target := range map[string]bsc.Target{
		`value: "ten" is not a number`:                           {Value: "ten"},
		`value: "1e52" has more than 52 digits before its point`: {Value: "1e52"},
		`baseline: "1e-53" has more than 52 decimal places`:      {Value: "1", Baseline: "1e-53"},
		`times: "x" is not a number`:                             {Against: bsc.ComparisonLastYear, Times: "x"},
		`profile/1: "y" is not a number`:                         {Value: "1", Profile: []bsc.Number{"1", "y"}},
	} {
		in := bsc.Input{Period: period.Year(2026), Readings: bsc.Actuals{"margin": dec("5")}, Targets: bsc.OrgUnitTargets{"sales": target}}
		_, err := card.Evaluate(in)
		var refused *bsc.InputError
		require.ErrorAs(t, err, &refused)
		require.ErrorIs(t, err, bsc.ErrNumber)
		assert.Equal(t, []string{"kpi:sales: the unit's target, " + want + allowed}, oracle.Lines(refused.Problems))
		_, err = card.Board(in)
		assert.ErrorAs(t, err, &refused)
	}
}

// TestReadings_conflict pins which facts may stand beside each other.
func TestReadings_conflict(t *testing.T) {
	moment := time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)
	fact := func(value string, at time.Time) bsc.Fact {
		return bsc.Fact{Ref: bsc.KPIRef("sales"), Period: period.Quarter(2026, 3), Reading: bsc.Reading{Value: dec(value), RecordedAt: at}}
	}
	var readings bsc.Readings
	require.NoError(t, readings.Add(fact("5", moment)))
	require.NoError(t, readings.Add(fact("5.0", moment)), "the same again changes nothing")
	require.NoError(t, readings.Add(fact("6", moment.Add(time.Hour))), "a correction")
	err := readings.Add(fact("7", moment), fact("1e60", moment), fact("8", moment.Add(2*time.Hour)))
	assert.ErrorIs(t, err, bsc.ErrConflict)
	assert.ErrorIs(t, err, bsc.ErrNumber)
	var input *bsc.InputError
	require.ErrorAs(t, err, &input)
	assert.Equal(t, []string{
		`/0 kpi:sales: two different readings for 2026-Q3, recorded at the same moment: 5 and 7`,
		`/1 kpi:sales: a number has more than 52 digits before its point (a decimal number of at most 34 significant digits and 52 decimal places, below 10^52)`,
	}, oracle.Lines(input.Problems))
	assert.Len(t, readings.Facts(), 2, "nothing is added")
	require.NoError(t, readings.Add(fact("8", moment.Add(2*time.Hour))))

	card := bsc.MustCompile(oracle.Small(), nil)
	for asOf, want := range map[time.Time]string{
		{}:                           "80",
		moment.Add(-time.Hour):       "no score",
		moment:                       "50",
		moment.Add(90 * time.Minute): "60",
	} {
		result, err := card.Evaluate(bsc.Input{Period: period.Quarter(2026, 3), Readings: &readings, AsOf: asOf})
		require.NoError(t, err)
		assert.Equal(t, want, result.Score().String(), asOf)
	}
}

// TestRegistry_refuses pins what cannot be registered, and nil policies found at Compile.
func TestRegistry_refuses(t *testing.T) {
	reg := new(bsc.Registry)
	fine := func(bsc.Args) (bsc.Scorer, error) {
		return bsc.ScorerFunc(func(bsc.ScoreInput) (decimal.Decimal, error) { return dec("1"), nil }), nil
	}
	require.NoError(t, reg.Scorer("acme.com/nps@1", fine))
	cases := []struct {
		name string
		f    bsc.Factory[bsc.Scorer]
		want string
	}{
		{"acme.com/nps@1", fine, `scorer "acme.com/nps@1" is registered already (a changed rule gets a new version)`},
		{"acme.com/nil@1", nil, `scorer "acme.com/nil@1" has a nil factory`},
		{"linear", fine, `scorer "linear" needs a namespace and a version (such as acme.com/nps@1)`},
		{"acme.com/nps", fine, `scorer "acme.com/nps" needs a namespace and a version (such as acme.com/nps@1)`},
		{"acme.com/nps@", fine, `scorer "acme.com/nps@" needs a namespace and a version (such as acme.com/nps@1)`},
		{"acme.com/nps@latest", fine, `scorer "acme.com/nps@latest" needs a namespace and a version (such as acme.com/nps@1)`},
		{"/nps@1", fine, `scorer "/nps@1" needs a namespace and a version (such as acme.com/nps@1)`},
	}
	for _, c := range cases {
		err := reg.Scorer(c.name, c.f)
		assert.ErrorIs(t, err, bsc.ErrRegistration)
		assert.EqualError(t, err, c.want)
	}
	var none *bsc.Registry
	assert.ErrorIs(t, none.Scorer("acme.com/nps@1", fine), bsc.ErrRegistration)

	nilPolicies := map[string]bsc.Factory[bsc.Scorer]{
		"acme.com/nil@2":   func(bsc.Args) (bsc.Scorer, error) { return nil, nil },
		"acme.com/typed@1": func(bsc.Args) (bsc.Scorer, error) { return bsc.ScorerFunc(nil), nil },
		"acme.com/panic@1": func(bsc.Args) (bsc.Scorer, error) { panic("half made") },
	}
	wants := map[string]string{
		"acme.com/nil@2":   `scorer "acme.com/nil@2" is nil`,
		"acme.com/typed@1": `scorer "acme.com/typed@1" is nil`,
		"acme.com/panic@1": `/args: scorer "acme.com/panic@1": panic: half made`,
	}
	for name, f := range nilPolicies {
		require.NoError(t, reg.Scorer(name, f))
		_, err := reg.NewScorer(bsc.Policy{Name: name})
		assert.EqualError(t, err, wants[name])
	}
}

// TestCompile_copies pins that a definition edited after Compile changes nothing.
func TestCompile_copies(t *testing.T) {
	def := oracle.Small()
	def.Perspectives[1].Objectives[0].KPIs[0].Attributes = map[string]string{"id": "1"}
	card := bsc.MustCompile(def, nil)
	in := bsc.Input{Period: period.Year(2026), Readings: bsc.Actuals{"sales": dec("3"), "hours": dec("4"), "margin": dec("5")}}
	before, err := card.Evaluate(in)
	require.NoError(t, err)
	was, err := json.Marshal(report.Of(before))
	require.NoError(t, err)
	kpi := &def.Perspectives[1].Objectives[0].KPIs[0]
	kpi.Weight, kpi.Targets[0].Value, kpi.Attributes["id"] = "100", "1", "2"
	def.Perspectives = def.Perspectives[:1]
	after, err := card.Evaluate(in)
	require.NoError(t, err)
	is, err := json.Marshal(report.Of(after))
	require.NoError(t, err)
	assert.Equal(t, string(was), string(is))
}

// TestDefinitionError pins how errors with many problems read.
func TestDefinitionError(t *testing.T) {
	def := oracle.Small()
	def.Perspectives[0].Weight = "-1"
	def.Perspectives[1].Weight = "x"
	def.ID = strings.Repeat("y", 400)
	_, err := bsc.Compile(def, nil)
	var all *bsc.DefinitionError
	require.ErrorAs(t, err, &all)
	assert.Len(t, all.Problems, 3)
	assert.LessOrEqual(t, len(err.Error()), 300)
	assert.True(t, strings.HasSuffix(err.Error(), " (and 2 more)"), err.Error())
	for _, code := range []bsc.Code{bsc.ErrID, bsc.ErrWeight, bsc.ErrNumber} {
		assert.ErrorIs(t, err, code)
	}
	_, err = bsc.Compile(nil, nil)
	assert.EqualError(t, err, "bsc: the definition is nil")
}
