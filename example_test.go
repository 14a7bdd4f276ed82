package bsc_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync/atomic"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/csvfile"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// cafe is the definition most examples use.
func cafe() *bsc.Definition {
	return &bsc.Definition{
		ID: "cafe", Name: "Café", Frequency: period.Quarterly,
		Perspectives: []bsc.Perspective{
			{
				ID: "customer", Name: "Customer", Weight: "40",
				Objectives: []bsc.Objective{{
					ID: "loyal", Name: "Guests come back",
					KPIs: []bsc.KPI{
						{ID: "repeat", Name: "Returning guests", Unit: "%", Weight: "2", Targets: []bsc.Target{{Baseline: "30", Value: "50"}}},
						{ID: "wait", Name: "Waiting time", Unit: "min", Direction: bsc.DirectionLower, Targets: []bsc.Target{{Baseline: "9", Value: "4"}}},
					},
				}},
			},
			{
				ID: "financial", Name: "Financial", Weight: "60",
				Objectives: []bsc.Objective{{
					ID: "profit", Name: "Earn a profit",
					KPIs: []bsc.KPI{{ID: "margin", Name: "Margin", Unit: "%", Targets: []bsc.Target{{Baseline: "2", Value: "10"}}}},
				}},
			},
		},
		Links: []bsc.Link{{From: bsc.ObjectiveRef("loyal"), To: bsc.ObjectiveRef("profit"), Strength: bsc.StrengthStrong, Delay: 1}},
	}
}

func n(text string) decimal.Decimal { return decimal.RequireFromString(text) }

// cafeResult evaluates the café with a reading missing.
func cafeResult() *bsc.Result {
	result, err := bsc.MustCompile(cafe(), nil).Evaluate(bsc.Input{
		Period:   period.Quarter(2026, 3),
		Readings: bsc.Actuals{"repeat": n("42"), "margin": n("8.4")},
	})
	if err != nil {
		panic(err)
	}
	return result
}

func ExampleScorecard_Evaluate() {
	card, err := bsc.Compile(cafe(), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	result, err := card.Evaluate(bsc.Input{
		Period:   period.Quarter(2026, 3),
		Readings: bsc.Actuals{"repeat": n("42"), "wait": n("7"), "margin": n("8.4")},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for node := range result.All() {
		fmt.Println(node.Ref, node.Score, node.Rating)
	}
	// Output:
	// scorecard:cafe 69.3333333333 amber
	// perspective:customer 53.3333333333 red
	// objective:loyal 53.3333333333 red
	// kpi:repeat 60 amber
	// kpi:wait 40 red
	// perspective:financial 80 amber
	// objective:profit 80 amber
	// kpi:margin 80 amber
}

func ExampleCompile_problems() {
	def := cafe()
	def.Perspectives[0].Weight = "-40"
	def.Perspectives[1].Objectives[0].KPIs[0].Scorer.Name = "linaer"
	def.Links[0].To = bsc.ObjectiveRef("profits")
	_, err := bsc.Compile(def, nil)

	var all *bsc.DefinitionError
	if errors.As(err, &all) {
		for _, p := range all.Problems {
			fmt.Printf("%s %q\n", p.Path, p.Hint)
		}
	}
	fmt.Println(errors.Is(err, bsc.ErrWeight), errors.Is(err, bsc.ErrCycle))
	// Output:
	// /perspectives/0/weight ""
	// /perspectives/1/objectives/0/kpis/0/scorer "did you mean \"linear\"?"
	// /links/0/to "did you mean \"profit\"?"
	// true false
}

func ExampleCheck() {
	def := cafe()
	def.Links[0].From, def.Links[0].To = def.Links[0].To, def.Links[0].From
	for _, p := range bsc.Check(def, nil) {
		fmt.Println(p.Warning, p.Code, p.Path)
	}
	// Output:
	// true downward /links/0
}

func ExampleParseDefinition() {
	def, err := bsc.ParseDefinition([]byte(`{
		"id": "shop", "perspectives": [{"id": "customer", "objectives": [{"id": "fast", "kpis": [
			{"id": "on-time", "unit": "%", "targets": [{"baseline": 80, "value": 98}]}
		]}]}]
	}`), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(def.Perspectives[0].Objectives[0].KPIs[0].Targets[0].Value)

	_, err = bsc.ParseDefinition([]byte(`{"id": "shop", "perspectivs": []}`), nil)
	fmt.Println(err)
	// Output:
	// 98
	// bsc: line 1, column 16: /perspectivs: unknown field "perspectivs"; did you mean "perspectives"?
}

// The zero Score is no score, which is not a score of zero.
func ExampleScore() {
	var none bsc.Score
	zero, _ := bsc.NewScore(decimal.Zero)
	_, ok := none.Decimal()
	fmt.Println(none, zero, none.Equal(zero), ok)
	// Output:
	// no score 0 false false
}

// Missing data is neither zero nor one hundred: the siblings carry the weight, and the
// bounds say what the score could still become.
func ExampleOutcome_missing() {
	result := cafeResult()
	total := result.Total()
	fmt.Println(total.Score, total.Flags, "coverage", total.Coverage, "from", total.Low, "to", total.High)
	wait, _ := result.Of(bsc.KPIRef("wait"))
	fmt.Println(wait.Score, wait.Reason)
	// Output:
	// 72 partial coverage 0.8666666666 from 64 to 77.3333333333
	// no score no reading for 2026-Q3
}

func ExampleResult_Display() {
	result, _ := bsc.MustCompile(cafe(), nil).Evaluate(bsc.Input{
		Period: period.Year(2026), Readings: bsc.Actuals{"margin": n("9.197")},
	})
	margin, _ := result.Of(bsc.KPIRef("margin"))
	fmt.Println(margin.Score, margin.Score.Text(1), margin.Rating)
	fmt.Println(result.Display(margin.Ref, 1), margin.Rating)
	// Output:
	// 89.9625 90.0 amber
	// 89.9 amber
}

func ExampleResult_Explain() {
	explanation, err := cafeResult().Explain(bsc.ObjectiveRef("loyal"))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(explanation)
	// Output:
	// objective:loyal "Guests come back": 60 amber
	//   weighted_mean: (2 × 60) / 2 = 60
	//   kpi:repeat: score 60, weight 2, share 1, contributes 60
	//   left out: kpi:wait, no reading for 2026-Q3
	//   coverage 0.6666666666: with all data the score would lie between 40 and 73.3333333333
	//   rating amber: 60 <= score < 90
	//   kpi:repeat "Returning guests": 60 amber
	//     actual 42 %
	//     target 50, baseline 30 (standing): worse by 8, 16 %
	//     linear: 100 × (42 - 30) / (50 - 30) = 60
	//     rating amber: 60 <= score < 90
	//   kpi:wait "Waiting time": no score, no reading for 2026-Q3
	//     target 4, baseline 9 (standing)
}

func ExampleResult_CountRatings() {
	result := cafeResult()
	counts := result.CountRatings(bsc.KindKPI)
	for _, level := range result.Scorecard().Ratings() {
		fmt.Println(level.ID, counts[level.ID])
	}
	fmt.Println("without a rating", counts[""])
	// Output:
	// red 0
	// amber 2
	// green 0
	// without a rating 1
}

func ExampleScorecard_Map() {
	strategy := bsc.MustCompile(cafe(), nil).Map()
	for _, ref := range strategy.Order() {
		for _, link := range strategy.Effects(ref) {
			fmt.Println(link.From, "drives", link.To, link.Strength, "after", link.Delay)
		}
	}
	// Output:
	// objective:loyal drives objective:profit strong after 1
}

// A KPI can be calculated from others and from series, data that is only an input.
func ExampleCalculator() {
	def := cafe()
	def.Series = []bsc.Series{{ID: "profit"}, {ID: "sales"}}
	margin := &def.Perspectives[1].Objectives[0].KPIs[0]
	margin.Calculator = bsc.NewPolicy("ratio", map[string]any{"num": "profit", "den": "sales", "times": 100})
	result, _ := bsc.MustCompile(def, nil).Evaluate(bsc.Input{
		Period: period.Year(2026), Readings: bsc.Actuals{"profit": n("21"), "sales": n("250")},
	})
	outcome, _ := result.Of(bsc.KPIRef("margin"))
	fmt.Println(outcome.Actual.Decimal, outcome.Score)
	// Output:
	// 8.4 80
}

// A host's own scorer: the net promoter score, from -100 to 100, laid on the scale.
func ExampleRegistry() {
	nps := bsc.ScorerFunc(func(in bsc.ScoreInput) (decimal.Decimal, error) {
		if in.Actual.Abs().GreaterThan(n("100")) {
			return decimal.Zero, errors.New("a net promoter score lies between -100 and 100")
		}
		return in.Actual.Add(n("100")).DivRound(n("2"), 10), nil
	})
	registry := new(bsc.Registry)
	if err := registry.Scorer("cafe.example/nps@1", nps.New); err != nil {
		fmt.Println(err)
		return
	}
	def := cafe()
	def.Perspectives[0].Objectives[0].KPIs[0].Scorer.Name = "cafe.example/nps@1"
	card, err := bsc.Compile(def, &bsc.Options{Registry: registry})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, actual := range []string{"42", "142"} {
		result, _ := card.Evaluate(bsc.Input{Period: period.Year(2026), Readings: bsc.Actuals{"repeat": n(actual)}})
		repeat, _ := result.Of(bsc.KPIRef("repeat"))
		fmt.Printf("%s, %q, %v\n", repeat.Score, repeat.Flags, repeat.Err)
	}
	// Output:
	// 71, "", <nil>
	// no score, "failed", kpi:repeat: the scorer "cafe.example/nps@1": a net promoter score lies between -100 and 100
}

// Built-in policies can be called directly, without a scorecard.
func ExampleRegistry_NewScorer() {
	scorer, err := new(bsc.Registry).NewScorer(bsc.Policy{Name: "linear"})
	if err != nil {
		fmt.Println(err)
		return
	}
	score, err := scorer.Score(bsc.ScoreInput{
		Actual: n("8.4"), Scale: bsc.DefaultScale(),
		Target: bsc.ResolvedTarget{Baseline: decimal.NewNullDecimal(n("2")), Value: decimal.NewNullDecimal(n("10"))},
	})
	fmt.Println(score, err)
	// Output:
	// 80 <nil>
}

// A person's judgement stands beside the computed outcome.
func ExampleAssessment() {
	result, _ := bsc.MustCompile(cafe(), nil).Evaluate(bsc.Input{
		Period:   period.Year(2026),
		Readings: bsc.Actuals{"margin": n("8.4")},
		Assessments: []bsc.Assessment{{
			Ref: bsc.KPIRef("margin"), Score: "60", Rating: bsc.RatingRed, Author: "CFO", Reason: "one-off grant",
		}},
	})
	margin, _ := result.Of(bsc.KPIRef("margin"))
	fmt.Println(margin.Score, margin.Assessment.Score, margin.Assessment.Reason, result.Score())
	// Output:
	// 80 60 one-off grant 80
}

// A host swaps definitions under running evaluations.
func Example_hotSwap() {
	var live atomic.Pointer[bsc.Scorecard]
	live.Store(bsc.MustCompile(cafe(), nil))
	old := live.Load()

	revised := cafe()
	revised.Perspectives[1].Weight = "40"
	card, err := bsc.Compile(revised, nil)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return
	}
	live.Store(card)

	in := bsc.Input{Period: period.Year(2026), Readings: bsc.Actuals{"repeat": n("42"), "margin": n("8.4")}}
	before, _ := old.Evaluate(in)
	after, _ := live.Load().Evaluate(in)
	fmt.Println(before.Score(), after.Score())
	// Output:
	// 72 70
}

// Readings are JSON with the columns of a CSV file as keys.
func ExampleParseReadings() {
	readings, err := bsc.ParseReadings([]byte(`{"readings": [
		{"kpi": "margin", "period": "2026-Q3", "value": 8.4},
		{"kpi": "series:guests", "period": "2026-07", "value": 3120, "recorded_at": "2026-08-03T09:00:00Z"}
	]}`), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	text, _ := json.Marshal(readings.Facts()[0])
	fmt.Println(string(text))

	_, err = bsc.ParseReadings([]byte(`{"readings": [{"kpi": "margin", "period": "2026-Q5", "value": 8.4}]}`), nil)
	fmt.Println(err)
	// Output:
	// {"kpi":"margin","period":"2026-Q3","value":8.4,"state":"final"}
	// bsc: line 1, column 43: /readings/0/period: "2026-Q5" is not a period (2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07, years 0001 to 9999)
}

// What Compile finds has a path; Locate says where that is in the document of whoever wrote it.
func ExampleProblems_Locate() {
	document := []byte(`{
  "id": "shop",
  "perspectives": [{"id": "money", "weight": -1, "objectives": [{"name": "no id"}]}]
}`)
	def, err := bsc.ParseDefinition(document, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	problems := bsc.Check(def, nil)
	problems.Locate(document, nil)
	for _, p := range problems {
		fmt.Println(p)
	}
	// Output:
	// line 3, column 46: /perspectives/0/weight: the weight "-1" is negative (0 or more)
	// line 3, column 65: /perspectives/0/objectives/0/id: the id is missing (1 to 128 bytes, printable, no spaces)
	// line 3, column 65: /perspectives/0/objectives/0/kpis: the objective has no KPIs; fill it, or judge it: under "assessments": "count" an assessment counts for it
}

// Limits bound what a host's users may load.
func ExampleLimits() {
	o := &bsc.Options{Limits: bsc.Limits{Bytes: 1 << 10, NameRunes: 20}}
	_, err := bsc.ParseDefinition([]byte(`{"id": "shop", "name": "Our very own and only shop"}`), o)
	fmt.Println(err)
	_, err = csvfile.Dialect{}.Readings(strings.NewReader("kpi,period,value\n"+strings.Repeat("sales,2026-07,1\n", 100)), o)
	fmt.Println(err)
	// Output:
	// bsc: line 1, column 24: /name: "Our very own and only shop" is too long (at most 20 characters)
	// bsc: the file is too large (at most 1024 bytes)
}
