package faults_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/history"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A reply is what a host's code returns: what of it a callback has use for.
type reply struct {
	number decimal.Decimal
	rating bsc.Rating
	err    error
}

// A host is one of each callback, all of which give the same reply to questions about what it is for.
type host struct {
	of    string // the callback that replies; the others are as they should be
	reply func() reply
}

// hostName is the name of the host's policies.
const hostName = "acme.com/host@1"

// registry has the host's policies, and monotone ones under another name.
func (h host) registry(t testing.TB) *bsc.Registry {
	t.Helper()
	reg := new(bsc.Registry)
	require.NoError(t, reg.Scorer(hostName, bsc.ScorerFunc(func(bsc.ScoreInput) (decimal.Decimal, error) {
		r := h.reply()
		return r.number, r.err
	}).New))
	require.NoError(t, reg.Aggregator(hostName, bsc.AggregatorFunc(func(bsc.AggregateInput) (decimal.Decimal, error) {
		r := h.reply()
		return r.number, r.err
	}).New))
	require.NoError(t, reg.Threshold(hostName, bsc.ThresholdFunc(func(bsc.RateInput) (bsc.Rating, error) {
		r := h.reply()
		return r.rating, r.err
	}).New))
	require.NoError(t, reg.Calculator(hostName, func(a bsc.Args) (bsc.Calculator, error) {
		a.Reads("hours")
		return bsc.CalculatorFunc(func(bsc.CalculateInput) (decimal.Decimal, error) {
			r := h.reply()
			return r.number, r.err
		}), nil
	}))
	return reg
}

// definition is the small one with the host's policy in its place.
func (h host) definition() *bsc.Definition {
	def := oracle.Small()
	grow := &def.Perspectives[1].Objectives[0]
	switch sales := &grow.KPIs[0]; h.of {
	case "scorer":
		sales.Scorer.Name = hostName
	case "threshold":
		sales.Threshold.Name = hostName
	case "calculator":
		sales.Calculator.Name = hostName
	case "aggregator":
		grow.Aggregator.Name = hostName
	}
	return def
}

// Reading makes the host a source: hours 4, sales 5, margin 9.
func (h host) Reading(q bsc.Query) (bsc.Reading, bool) {
	if h.of == "source" && q.Ref.ID == "sales" {
		return bsc.Reading{Value: h.reply().number}, true
	}
	v, ok := all[q.Ref.ID]
	return bsc.Reading{Value: v}, ok
}

// Target makes the host a source of targets, all of them 10.
func (h host) Target(q bsc.Query) (bsc.Target, bool) {
	if h.of == "targets" && q.Ref.ID == "sales" {
		return bsc.Target{Value: bsc.Number(h.reply().number.String())}, true
	}
	return bsc.Target{Baseline: "0", Value: "10"}, true
}

func (h host) compile(t testing.TB) *bsc.Scorecard {
	t.Helper()
	card, err := bsc.Compile(h.definition(), &bsc.Options{Registry: h.registry(t)})
	require.NoError(t, err)
	return card
}

// input has the host's sources.
func (h host) input() bsc.Input {
	in := bsc.Input{Period: period.Year(2026), Readings: h}
	if h.of == "targets" {
		in.Targets = h
	}
	return in
}

// node is the node that the host's callback concerns.
func (h host) node() bsc.Ref {
	if h.of == "aggregator" {
		return bsc.ObjectiveRef("grow")
	}
	return bsc.KPIRef("sales")
}

// evil is an error none of whose methods can be called.
type evil struct{}

func (evil) Error() string   { panic("no text") }
func (evil) Is(error) bool   { panic("no is") }
func (evil) As(any) bool     { panic("no as") }
func (evil) Unwrap() []error { panic("no causes") }

// sly is an error that has a text, and no more.
type sly struct{ evil }

func (sly) Error() string { return "no rate" }

// listed is an error that cannot be compared.
type listed []string

func (l listed) Error() string { return strings.Join(l, ", ") }

// cyclic is a map that contains itself: printing it is a stack overflow, which nothing recovers.
func cyclic() map[string]any {
	m := map[string]any{}
	m["self"] = m
	return m
}

// panics is a reply that is not given.
func panics(v any) func() reply { return func() reply { panic(v) } }

func fails(err error) func() reply {
	return func() reply { return reply{number: dec("1"), rating: bsc.RatingRed, err: err} }
}

func gives(d decimal.Decimal) func() reply {
	return func() reply { return reply{number: d, rating: bsc.RatingRed} }
}

// callbacks are the host's, with how the faults of each begin, and what of sales, or of grow, and of the total is left
// then.
var callbacks = []struct{ of, begins, left string }{
	{"scorer", `kpi:sales: the scorer "acme.com/host@1"`, "no score, total 65"},
	{"calculator", `kpi:sales: the calculator "acme.com/host@1"`, "no score, total 65"},
	{"threshold", `kpi:sales: the threshold "acme.com/host@1"`, "50, total 55"},
	{"aggregator", `objective:grow: the aggregator "acme.com/host@1"`, "no score, total 40"},
	{"source", `kpi:sales: the source of readings`, "no score, total 65"},
	{"targets", `kpi:sales: the source of targets`, "no score, total 65"},
}

// TestFaults_matrix has every callback go wrong in every way that it can, and pins what becomes of it: the code, the
// flags, the text. It is the same by itself, on a board, on a board that is set, and among many units; nothing else
// fails.
func TestFaults_matrix(t *testing.T) {
	const bounds = " (a decimal number of at most 34 significant digits and 52 decimal places, below 10^52)"
	const numbers = " returned a number out of range (numbers below 10^52)"
	outOfRange := map[string]string{ // by callback; with its code and flags, where they are others
		"scorer": "number failed ..." + numbers, "aggregator": "number failed ..." + numbers,
		"calculator": "number failed ..." + numbers,
		"source":     "number failed kpi:sales: its reading for 2026: a number has more than 52 digits before its point" + bounds,
	}
	long := strings.Repeat("long ", 200_000)
	digits := decimal.NewFromBigInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(100_000), nil), 0).Add(dec("1"))
	policies := []string{"scorer", "calculator", "threshold", "aggregator"}
	every := append([]string{"source", "targets"}, policies...)
	for _, row := range []struct {
		name  string
		reply func() reply
		of    []string // callbacks; none: those in instead
		want  string   // code, flags, and the error; ... stands for how it begins
		also  map[string]string
	}{
		{"panic with text", panics("no such table"), every, "panic failed ...: panic: no such table", nil},
		{"panic with many lines", panics("no\x00such\u202e\ntable"), every, "panic failed ...: panic: no\uFFFDsuch\uFFFD\uFFFDtable", nil},
		{"panic with an error", panics(errors.New("no table")), every, "panic failed ...: panic: no table", nil},
		{"panic with no data", panics(bsc.ErrNoData), every, "panic failed ...: panic: no_data", nil},
		{"panic with an evil error", panics(evil{}), every, "panic failed ...: panic with a faults_test.evil", nil},
		{"panic with a cyclic map", panics(cyclic()), every, "panic failed ...: panic with a map[string]interface {}", nil},
		{"panic with a number", panics(7), every, "panic failed ...: panic with a int", nil},
		{"panic with nil", panics(nil), every, "panic failed ...: panic with nil", nil},
		{"panic with nil, which recover does not see", panics(nil), every, "panic failed ...: panic with nil", nil},
		{"panic of the runtime", func() reply { var p *reply; return *p }, every, "panic failed ...: panic: runtime error: invalid memory address or nil pointer dereference", nil},
		{"error", fails(errors.New("no rate")), policies, "policy failed ...: no rate", nil},
		{"error of many lines", fails(errors.New("no\nrate")), policies, "policy failed ...: no\uFFFDrate", nil},
		{"long error", fails(errors.New(long)), policies, "policy failed ...: long long", nil},
		{"evil error", fails(evil{}), policies, "policy failed ...: a faults_test.evil whose text cannot be had", nil},
		{"sly error", fails(sly{}), policies, "policy failed ...: no rate", nil},
		{"uncomparable error", fails(listed{"a", "b"}), policies, "policy failed ...: a, b", nil},
		{"nil pointer as an error", fails((*bsc.Problem)(nil)), policies, "policy failed ...: a *bsc.Problem whose text cannot be had", nil},
		{"problem", fails(&bsc.Problem{Code: bsc.ErrTarget, Detail: words.Text("no\trate"), Err: evil{}}), policies, "", map[string]string{
			"scorer": "target failed kpi:sales: no\uFFFDrate: a faults_test.evil whose text cannot be had", "threshold": "target failed kpi:sales: no\uFFFDrate: a faults_test.evil whose text cannot be had",
			"calculator": "target failed kpi:sales: no\uFFFDrate: a faults_test.evil whose text cannot be had", "aggregator": "target failed objective:grow: no\uFFFDrate: a faults_test.evil whose text cannot be had",
		}},
		{"error with a panic in it", fails(fmt.Errorf("call: %w", &bsc.PanicError{Value: "down"})), policies, "panic failed ...: call: panic: down", nil},
		{"error that means no data", fails(fmt.Errorf("none: %w", bsc.ErrNoData)), []string{"scorer", "calculator", "aggregator"}, "- no_data", map[string]string{"threshold": "-"}},
		{"huge number", gives(decimal.New(1, 1e9)), nil, "", outOfRange},
		{"tiny number", gives(decimal.New(-1, -1e9)), nil, "", map[string]string{ // which policies may return
			"scorer": "-", "calculator": "-", "aggregator": "-",
			"source": "number failed kpi:sales: its reading for 2026: a number has more than 52 decimal places" + bounds,
		}},
		{"long number", gives(digits), nil, "", outOfRange},
		{"above the scale", gives(decimal.New(1, 10)), nil, "", map[string]string{"scorer": "- capped 100, total 67.5", "calculator": "- capped 100, total 67.5", "source": "- capped 100, total 67.5", "aggregator": "- capped 100, total 70"}},
		{"below the scale", gives(decimal.New(-1, 10)), nil, "", map[string]string{"scorer": "- capped 0, total 42.5", "calculator": "- capped 0, total 42.5", "source": "- capped 0, total 42.5", "aggregator": "- capped 0, total 20"}},
		{"unknown rating", func() reply { return reply{rating: "blue"} }, nil, "", map[string]string{"threshold": `policy failed kpi:sales: unknown rating "blue" (red, amber, green)`}},
		{"target out of range", gives(decimal.New(1, 52)), nil, "", map[string]string{"targets": `number failed kpi:sales: the unit's target, value: "1` + strings.Repeat("0", 52) + `" has more than 52 digits before its point` + bounds}},
	} {
		for _, callback := range callbacks {
			want, ok := row.also[callback.of]
			if !ok && !slices.Contains(row.of, callback.of) {
				continue
			}
			want = strings.Replace(cmp.Or(want, row.want), "...", callback.begins, 1)
			t.Run(row.name+"/"+callback.of, func(t *testing.T) {
				if strings.Contains(row.name, "recover does not see") {
					t.Setenv("GODEBUG", "panicnil=1")
				}
				h := host{callback.of, row.reply}
				for by, got := range h.results(t) {
					h.check(t, by, got, want, callback.left)
				}
			})
		}
	}
}

// results evaluates the host in all ways that there are.
func (h host) results(t *testing.T) map[string]*bsc.Result {
	t.Helper()
	results := map[string]*bsc.Result{}
	card := h.compile(t)
	var err error
	results["evaluation"], err = card.Evaluate(h.input())
	require.NoError(t, err)
	board, err := card.Board(h.input())
	require.NoError(t, err)
	results["board"] = board.Result()
	for _, id := range []string{"hours", "margin"} {
		require.NoError(t, board.Set(handle(t, card, id), all[id].Add(dec("1"))))
		require.NoError(t, board.Set(handle(t, card, id), all[id]))
	}
	results["board that is set"] = board.Result()
	for r, err := range card.EvaluateOrgUnits(context.Background(), func(yield func(bsc.Input) bool) { yield(h.input()) }) {
		require.NoError(t, err)
		results["unit"] = r
	}
	return results
}

// check compares what became of the host's node with what is wanted: code, flags, and the beginning of the error, or
// the scores.
func (h host) check(t *testing.T, by string, r *bsc.Result, want, left string) {
	t.Helper()
	node := of(t, r, h.node())
	code, text := "-", ""
	var panicked *bsc.PanicError
	if p, failed := node.Err.(*bsc.Problem); failed { // errors.As would ask an evil error
		code, text = string(p.Code), p.Error()
		panicked, _ = p.Err.(*bsc.PanicError)
		assert.NoError(t, oracle.Bounded(errors.New(text)))
	}
	scores := fmt.Sprint(node.Score, ", total ", r.Score())
	if code == "-" && strings.Contains(want, "total") {
		text = scores
	}
	got := strings.TrimSpace(strings.Join([]string{code, node.Flags.String(), text}, " "))
	if strings.HasSuffix(want, "long long") {
		assert.True(t, strings.HasPrefix(got, want), "%s: %s", by, got)
		assert.True(t, strings.HasSuffix(got, "…"))
	} else {
		assert.Equal(t, want, strings.Replace(got, "  ", " ", 1), by)
	}
	if code != "-" {
		assert.Equal(t, left, scores, by)
	}
	if panicked != nil {
		assert.Contains(t, string(panicked.Stack), "faults_test.go", "where it happened")
	}
	for o := range r.All() {
		assert.Equal(t, o.Ref == node.Ref && node.Err != nil, o.Err != nil, "%s: %s", by, o.Ref)
		assert.LessOrEqual(t, len(o.Reason.String()), 300)
	}
	document(t, r)
	explained(t, r)
}

// TestFaults_nils gives the library nothing in every way that an interface can hold it. A nil map or slice is an empty
// one.
func TestFaults_nils(t *testing.T) {
	reg := new(bsc.Registry)
	for name, scorer := range map[string]bsc.Scorer{
		"nil": nil, "pointer": (*pointerHost)(nil), "func": bsc.ScorerFunc(nil), "chan": chanHost(nil), "map": mapHost(nil), "slice": sliceHost(nil),
	} {
		policy := bsc.Policy{Name: "acme.com/" + name + "@1"}
		require.NoError(t, reg.Scorer(policy.Name, func(bsc.Args) (bsc.Scorer, error) { return scorer, nil }))
		_, err := reg.NewScorer(policy)
		if name == "map" || name == "slice" {
			assert.NoError(t, err, name)
			continue
		}
		assert.EqualError(t, err, `scorer "`+policy.Name+`" is nil`, name)
		def := oracle.Small()
		def.Perspectives[1].Objectives[0].KPIs[0].Scorer = policy
		_, err = bsc.Compile(def, &bsc.Options{Registry: reg})
		assert.EqualError(t, err, `bsc: /perspectives/1/objectives/0/kpis/0/scorer: scorer "`+policy.Name+`" is nil`)
	}
	card := bsc.MustCompile(oracle.Small(), nil)
	org, err := cascade.New([]cascade.OrgUnit{{ID: "a", Definition: oracle.Small()}}, nil)
	require.NoError(t, err)
	for name, source := range map[string]bsc.Source{"nil": nil, "pointer": (*pointerHost)(nil), "readings": (*bsc.Readings)(nil), "func": sourceOf(nil), "chan": chanHost(nil)} {
		in := bsc.Input{Period: period.Year(2026), Readings: source}
		_, err := card.Evaluate(in)
		assert.EqualError(t, err, "bsc: the input has no readings", name)
		_, err = org.Evaluate(in)
		assert.EqualError(t, err, "bsc: the input has no readings", name)
		_, err = history.NewTrend(card, period.Year(2025), in)
		assert.EqualError(t, err, "bsc: the input has no readings", name)
		_, err = card.Board(in)
		assert.Equal(t, name != "nil", err != nil, "a board without readings has none yet")
		for _, err := range card.EvaluateOrgUnits(context.Background(), func(yield func(bsc.Input) bool) { yield(in) }) {
			assert.EqualError(t, err, "bsc: the input has no readings", name)
		}
	}
	for name, source := range map[string]bsc.Source{"map": mapHost(nil), "slice": sliceHost(nil), "actuals": bsc.Actuals(nil)} {
		result, err := card.Evaluate(bsc.Input{Period: period.Year(2026), Readings: source})
		require.NoError(t, err, name)
		assert.Equal(t, "no_data", result.Total().Flags.String(), name)
	}
	for name, targets := range map[string]bsc.TargetSource{"pointer": (*pointerHost)(nil), "func": targetsOf(nil), "chan": chanHost(nil), "map": mapHost(nil), "own": bsc.OrgUnitTargets(nil)} {
		result, err := card.Evaluate(bsc.Input{Period: period.Year(2026), Readings: all, Targets: targets})
		require.NoError(t, err, name)
		assert.Equal(t, "55", result.Score().String(), name)
	}
}

// Hosts of every kind that can be nil. None has anything, and those of no use as nil say so by a panic.
type (
	pointerHost struct{ host }
	chanHost    chan reply
	mapHost     map[string]decimal.Decimal
	sliceHost   []decimal.Decimal
)

func (chanHost) Score(bsc.ScoreInput) (decimal.Decimal, error)     { panic("nil") }
func (chanHost) Reading(bsc.Query) (bsc.Reading, bool)             { panic("nil") }
func (chanHost) Target(bsc.Query) (bsc.Target, bool)               { panic("nil") }
func (*pointerHost) Score(bsc.ScoreInput) (decimal.Decimal, error) { panic("nil") }
func (m mapHost) Score(in bsc.ScoreInput) (decimal.Decimal, error) { return m[in.Ref.ID], nil }
func (m mapHost) Target(bsc.Query) (bsc.Target, bool)              { return bsc.Target{}, m != nil }
func (sliceHost) Score(bsc.ScoreInput) (decimal.Decimal, error)    { return decimal.Decimal{}, nil }
func (s sliceHost) Reading(bsc.Query) (bsc.Reading, bool)          { return bsc.Reading{}, s != nil }

func (m mapHost) Reading(q bsc.Query) (bsc.Reading, bool) {
	v, ok := m[q.Ref.ID]
	return bsc.Reading{Value: v}, ok
}

// TestFaults_mutation has policies change all that they are given: nobody else sees it, not in this evaluation and not
// in the next.
func TestFaults_mutation(t *testing.T) {
	spoil := false
	reg := new(bsc.Registry)
	scrawl := func(attributes map[string]string) string {
		own := attributes["owner"]
		if spoil {
			attributes["owner"] = "nobody"
			delete(attributes, "level")
		}
		return own
	}
	require.NoError(t, reg.Scorer(hostName, bsc.ScorerFunc(func(in bsc.ScoreInput) (decimal.Decimal, error) {
		in.Trace.Formula("%s", scrawl(in.Attributes))
		return in.Actual, nil
	}).New))
	require.NoError(t, reg.Threshold(hostName, bsc.ThresholdFunc(func(in bsc.RateInput) (bsc.Rating, error) {
		if scrawl(in.Attributes) != "ann" {
			return "", errors.New("whose?")
		}
		return bsc.RatingGreen, nil
	}).New))
	require.NoError(t, reg.MonotoneAggregator(hostName, bsc.AggregatorFunc(func(in bsc.AggregateInput) (decimal.Decimal, error) {
		in.Trace.Formula("%s of %s and %s from %s", scrawl(in.Attributes), in.Parts[0].Ref, in.Beside, in.Levels[0].From)
		best := in.Parts[0].Score
		if spoil {
			for _, list := range [][]bsc.Part{in.Parts[:cap(in.Parts)], in.Beside[:cap(in.Beside)]} {
				for i := range list {
					list[i] = bsc.Part{Score: dec("77"), Weight: dec("-3")}
				}
			}
			in.Levels[0] = bsc.Level{Rating: "blue", From: dec("1000")}
		}
		return best, nil
	}).New))
	require.NoError(t, reg.Calculator(hostName, func(a bsc.Args) (bsc.Calculator, error) {
		a.Reads("sales", "margin")
		return bsc.CalculatorFunc(func(in bsc.CalculateInput) (decimal.Decimal, error) {
			in.Trace.Formula("%s", scrawl(in.Attributes))
			sum := in.Values[0].Add(in.Values[1])
			if spoil {
				clear(in.Values)
			}
			return sum, nil
		}), nil
	}))
	def, own := oracle.Small(), map[string]string{"owner": "ann", "level": "1"}
	grow := &def.Perspectives[1].Objectives[0]
	grow.Attributes, grow.Aggregator.Name = own, hostName
	grow.KPIs[0].Attributes, grow.KPIs[0].Scorer.Name, grow.KPIs[0].Threshold.Name = own, hostName, hostName
	grow.KPIs = append(grow.KPIs, bsc.KPI{ID: "sum", Calculator: bsc.Policy{Name: hostName}, Attributes: own, Scorer: policy("stated", "")}, bsc.KPI{ID: "beside", Weight: "0", Scorer: policy("stated", "")})
	def.Perspectives[1].Aggregator = policy("veto", `{"limit": 1, "cap": 1, "of": "`+hostName+`"}`)
	def.Perspectives[1].Attributes = own
	card, err := bsc.Compile(def, &bsc.Options{Registry: reg})
	require.NoError(t, err)
	in := bsc.Input{Period: period.Year(2026), Readings: bsc.Actuals{"sales": dec("5"), "margin": dec("9"), "beside": dec("3")}}
	evaluated := func() string {
		result, err := card.Evaluate(in)
		require.NoError(t, err)
		assert.Zero(t, result.Total().Flags&bsc.FlagFailed)
		return document(t, result) + explained(t, result) + document(t, result)
	}
	want := evaluated()
	spoil = true
	for range 3 {
		assert.Equal(t, want, evaluated())
	}
	assert.Contains(t, want, "ann of kpi:sales and [{kpi:beside")
}
