package laws_test

import (
	"context"
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/report"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// document is a result as JSON.
func document(t *testing.T, r *bsc.Result) string {
	t.Helper()
	text, err := json.Marshal(report.Of(r))
	require.NoError(t, err)
	return string(text)
}

// explained is the explanation of everything as text.
func explained(t *testing.T, r *bsc.Result) string {
	t.Helper()
	x, err := r.Explain(r.Total().Ref)
	require.NoError(t, err)
	return x.String()
}

// TestLaw_decimalSettings turns every knob of the decimal package, which belong to the host. It
// must not run beside other tests.
func TestLaw_decimalSettings(t *testing.T) {
	var cards []oracle.Card
	var documents, explanations []string
	for seed := range uint64(60) {
		c := oracle.RandomCard(seed)
		r := resultOf(t, c)
		cards, documents, explanations = append(cards, c), append(documents, document(t, r)), append(explanations, explained(t, r))
	}
	turn(t, &decimal.DivisionPrecision, 1)
	turn(t, &decimal.PowPrecisionNegativeExponent, 1)
	turn(t, &decimal.ExpMaxIterations, 1)
	turn(t, &decimal.MaxDecodeExponent, 1)
	turn(t, &decimal.MarshalJSONWithoutQuotes, true)
	turn(t, &decimal.TrimTrailingZeros, false)
	turn(t, &decimal.UseScientificNotation, true)
	for i, c := range cards {
		r := resultOf(t, c)
		assert.Equal(t, documents[i], document(t, r), "card %d", i)
		assert.Equal(t, explanations[i], explained(t, r), "card %d", i)
	}
}

// turn sets a package's variable until the test ends.
func turn[T any](t *testing.T, setting *T, to T) {
	before := *setting
	t.Cleanup(func() { *setting = before })
	*setting = to
}

// TestLaw_manyGoroutines evaluates and explains one scorecard from many goroutines.
func TestLaw_manyGoroutines(t *testing.T) {
	t.Parallel()
	for seed := range uint64(8) {
		c := oracle.RandomCard(seed)
		card, err := bsc.Compile(c.Definition, &bsc.Options{Registry: oracle.Registry()})
		require.NoError(t, err)
		want := document(t, resultOf(t, c)) + explained(t, resultOf(t, c))
		var all sync.WaitGroup
		for range 64 {
			all.Go(func() {
				r, err := card.Evaluate(c.Input())
				if assert.NoError(t, err) {
					assert.Equal(t, want, document(t, r)+explained(t, r))
				}
			})
		}
		all.Wait()
	}
}

// A cancellingSource cancels a context when it is asked for the last of so many readings.
type cancellingSource struct {
	bsc.Source
	left   *atomic.Int64
	cancel context.CancelFunc
}

func (c cancellingSource) Reading(q bsc.Query) (bsc.Reading, bool) {
	if c.left.Add(-1) == 0 {
		c.cancel()
	}
	return c.Source.Reading(q)
}

// TestLaw_cancelled cancels the evaluation of many units while some reading is asked for. What has come by then is what
// an evaluation alone gives, the context's error comes once and last, and afterwards everything is evaluated as ever.
func TestLaw_cancelled(t *testing.T) {
	t.Parallel()
	const units = 40
	cancelled := 0
	for seed := range max(10, oracle.Cards(60)) { // enough to cancel some
		c, r := oracle.RandomCard(seed), rand.New(rand.NewPCG(seed, 7))
		card, err := bsc.Compile(c.Definition, &bsc.Options{Registry: oracle.Registry()})
		require.NoError(t, err)
		want := document(t, resultOf(t, c))
		evaluate := func(after int64) (results int, last error) {
			ctx, cancel := context.WithCancel(context.Background())
			defer cancel()
			in, left := c.Input(), new(atomic.Int64)
			left.Store(after)
			in.Readings = cancellingSource{in.Readings, left, cancel}
			for result, err := range card.EvaluateOrgUnits(ctx, slices.Values(slices.Repeat([]bsc.Input{in}, units))) {
				require.NoError(t, last, "nothing comes after the error")
				if last = err; err == nil {
					assert.Equal(t, want, document(t, result))
					results++
				}
			}
			if last != nil {
				require.ErrorIs(t, last, ctx.Err())
				cancelled++
			}
			return results, last
		}
		evaluate(1 + r.Int64N(units*6))
		results, err := evaluate(0)
		require.NoError(t, err)
		assert.Equal(t, units, results, "card %d", seed)
	}
	assert.Positive(t, cancelled)
}

// TestLaw_definitionIsCopied changes everything in a definition after Compile.
func TestLaw_definitionIsCopied(t *testing.T) {
	t.Parallel()
	for seed := range uint64(40) {
		c := oracle.RandomCard(seed)
		dress(c.Definition)
		card, err := bsc.Compile(c.Definition, &bsc.Options{Registry: oracle.Registry()})
		require.NoError(t, err)
		before, err := card.Evaluate(c.Input())
		require.NoError(t, err)
		want := document(t, before) + explained(t, before)
		scramble(reflect.ValueOf(c.Definition))
		after, err := card.Evaluate(c.Input())
		require.NoError(t, err)
		assert.Equal(t, want, document(t, after)+explained(t, after), "card %d", seed)
		assert.Equal(t, want, document(t, before)+explained(t, before), "card %d: a result of before", seed)
	}
}

// dress gives a definition what is shown and not computed.
func dress(d *bsc.Definition) {
	name, attributes := "name", func() map[string]string { return map[string]string{"key": "value"} }
	d.Name, d.Attributes = name, attributes()
	d.Themes = []bsc.Theme{{ID: "theme", Name: name}}
	for i := range d.Perspectives {
		p := &d.Perspectives[i]
		p.Name, p.Attributes = name, attributes()
		for j := range p.Objectives {
			o := &p.Objectives[j]
			o.Name, o.Owner, o.Themes, o.Attributes = name, name, []string{"theme"}, attributes()
			d.Links = append(d.Links, bsc.Link{From: bsc.PerspectiveRef(p.ID), To: bsc.ObjectiveRef(o.ID), Note: name})
			d.Initiatives = append(d.Initiatives, bsc.Initiative{ID: "for-" + o.ID, Objectives: []string{o.ID}, Attributes: attributes()})
			for k := range o.KPIs {
				o.KPIs[k].Name, o.KPIs[k].Unit, o.KPIs[k].Attributes = name, "%", attributes()
			}
		}
	}
}

// scramble changes every value that can be reached, in place.
func scramble(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			scramble(v.Elem())
		}
		return
	case reflect.Struct:
		for i := range v.NumField() {
			scramble(v.Field(i))
		}
		return
	case reflect.Slice:
		for i := range v.Len() {
			scramble(v.Index(i))
		}
		return
	case reflect.Map:
		v.Clear()
		return
	}
	switch {
	case !v.CanSet(): // within a Period
	case v.CanInt():
		v.SetInt(7)
	case v.CanUint():
		v.SetUint('x')
	case v.Kind() == reflect.String:
		v.SetString("scrambled")
	case v.Kind() == reflect.Bool:
		v.SetBool(!v.Bool())
	}
}
