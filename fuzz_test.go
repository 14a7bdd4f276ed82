package bsc_test

import (
	"encoding/json"
	"math/big"
	"slices"
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

// FuzzParseDefinition_Marshal reads any bytes: what is accepted is accepted by
// encoding/json with the same value, comes out of JSON again as it was, and is compiled
// and evaluated without a panic.
func FuzzParseDefinition_Marshal(f *testing.F) {
	f.Add([]byte(`{"id":"a","scale":{"cap":120},"series":[{"id":"s"}],"perspectives":[{"id":"p","objectives":[{"id":"o","aggregator":{"name":"veto","args":{"limit":5,"cap":9}},"kpis":[
		{"id":"k","calculator":{"name":"ratio","args":{"num":"s","den":"l"}},"scorer":{"name":"curve","args":{"anchors":[[0,0],[5,100]]}}},{"id":"l","scorer":"stated"}]}]}]}`))
	f.Add([]byte(`{"id":"a","perspectives":[{"id":"p","weight":"2","aggregator":"min","objectives":[{"id":"o","kpis":[{"id":"k","targets":[{"value":10}]}]}]}]}`))
	f.Add([]byte(`{"id":"a","id":"b","links":[{"from":"x","to":"kpi:y","strength":0.5}],"defaults":{"round":{"places":2}}}`))
	f.Add([]byte(`{"id":"\ud800"}`))
	f.Add([]byte(`{"id":"a","calendar":{"start_month":4},"series":[{"id":"s","frequency":"week","rollup":"mean","prorate":true}],"perspectives":[{"id":"p","objectives":[{"id":"o","kpis":[
		{"id":"k","frequency":"month","rollup":"sum","basis":"year_to_date","since":"2025-11","grace_days":3,"missing":{"rule":"carry_forward","max_age":2,"half_life":3},
		"targets":[{"period":"2026","value":1200,"phasing":"seasonal","profile":[1,1,1,1,1,1,1,1,1,1,1,2]},{"period":"2026-Q3","value":300,"recorded_at":"2026-07-01T00:00:00Z"},{"against":"last_year","times":1.05}]},
		{"id":"l","calculator":{"name":"ratio","args":{"num":"s","den":"k"}},"basis":"rolling_3","frequency":"quarter","targets":[{"period":"2026","baseline":1,"value":2,"phasing":"glide"}]}]}]}]}`))
	f.Add([]byte(`{"id":"a","calendar":{"table":[{"label":"2026-P01","first":"2026-01-01","last":"2026-01-28"}]},"perspectives":[{"id":"p","objectives":[{"id":"o","kpis":[{"id":"k","frequency":"period","rollup":"last","target_rollup":"mean","basis":"month_to_date"}]}]}]}`))
	f.Fuzz(func(t *testing.T, doc []byte) {
		def, err := bsc.ParseDefinition(doc, nil)
		if err != nil {
			assert.NoError(t, oracle.Bounded(err))
			return
		}
		plain := new(bsc.Definition)
		require.NoError(t, json.Unmarshal(doc, plain))
		require.Equal(t, plain, def)
		written, err := json.Marshal(def)
		require.NoError(t, err)
		again, err := bsc.ParseDefinition(written, nil)
		require.NoError(t, err, string(written))
		rewritten, err := json.Marshal(again)
		require.NoError(t, err)
		assert.Equal(t, string(written), string(rewritten))
		compiled, err := bsc.Compile(def, nil)
		if err != nil {
			assert.NoError(t, oracle.Bounded(err))
			return
		}
		for _, label := range []string{"2026", "2026-Q3", "2026-P01", "2026-07", "2026-W31", "2026-07-15", "0001", "9999-12-31"} {
			evaluateAll(t, compiled, must(period.Parse(label)))
		}
	})
}

// evaluateAll evaluates a card in ways that must not fail but for a period its calendar does not have.
func evaluateAll(t *testing.T, card *bsc.Scorecard, asked period.Period) {
	for _, asOf := range []time.Time{{}, time.Date(2026, 7, 20, 0, 0, 0, 0, time.UTC)} {
		result, err := card.Evaluate(bsc.Input{Period: asked, Readings: oracle.Sparse{}, AsOf: asOf})
		if err != nil {
			assert.NoError(t, oracle.Bounded(err))
			require.ErrorIs(t, err, bsc.ErrPeriod)
			continue
		}
		x, err := result.Explain(card.Ref())
		require.NoError(t, err)
		assert.NotEmpty(t, x.String())
		_, err = json.Marshal(must(report.Explain(result, card.Ref())))
		require.NoError(t, err)
		_, err = json.Marshal(report.Of(result))
		require.NoError(t, err)
	}
}

// FuzzNumber_Rat reads any text: a number has the value that math/big gives it, and its
// shortest text reads back as the same number.
func FuzzNumber_Rat(f *testing.F) {
	for _, s := range []string{"0", "-12.50", "1e18", "1E-18", "007", "9999999999999999999999999999999999", "0e999999999", "1e", "--1", "٣"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := bsc.Number(text).Decimal()
		if err != nil {
			assert.NoError(t, oracle.Bounded(err))
			return
		}
		assert.True(t, json.Valid([]byte(text)))
		if mantissa, _, _ := strings.Cut(strings.ToLower(text), "e"); d.IsZero() {
			assert.Empty(t, strings.Trim(mantissa, "-0."), "0 with any exponent is 0; math/big would expand it")
			return
		}
		want, ok := new(big.Rat).SetString(text)
		require.True(t, ok)
		assert.Zero(t, want.Cmp(d.Rat()), text)
		back, err := bsc.NumberOf(d).Decimal()
		require.NoError(t, err)
		assert.True(t, back.Equal(d))
	})
}

// FuzzParsePeriod_String reads any label: what is accepted is written as it was read.
func FuzzParsePeriod_String(f *testing.F) {
	for _, s := range []string{"2026", "2026-H1", "2026-Q3", "2026-07", "2026-W53", "2026-02-29", "2026-P07", "0000", "2026-W00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, label string) {
		p, err := period.Parse(label)
		if err != nil {
			assert.NoError(t, oracle.Bounded(err))
			return
		}
		assert.Equal(t, label, p.String())
	})
}

// FuzzParseReadings_Marshal reads any bytes as readings: what is accepted has the same facts
// when it is written and read again, and is always written alike.
func FuzzParseReadings_Marshal(f *testing.F) {
	f.Add([]byte(readingsDocument))
	f.Add([]byte(`{"readings":[{"kpi":"a","period":"2026","label":"x","value":1e-18,"recorded_at":"2026-07-01T00:00:00+02:00"}]}`))
	f.Add([]byte(`{"readings":[{"kpi":"kpi:kpi:a","period":"2026-02-29","state":"stale"}]}`))
	f.Fuzz(func(t *testing.T, doc []byte) {
		readings, err := bsc.ParseReadings(doc, nil)
		if err != nil {
			assert.NoError(t, oracle.Bounded(err))
			return
		}
		written, err := json.Marshal(readings)
		require.NoError(t, err)
		back, err := bsc.ParseReadings(written, nil)
		require.NoError(t, err, string(written))
		facts, again := readings.Facts(), back.Facts()
		require.Len(t, again, len(facts))
		for i := range facts {
			assert.True(t, facts[i].Value.Equal(again[i].Value) && facts[i].RecordedAt.Equal(again[i].RecordedAt))
			assert.Equal(t, [4]any{facts[i].OrgUnit, facts[i].Ref, facts[i].Period, facts[i].Label}, [4]any{again[i].OrgUnit, again[i].Ref, again[i].Period, again[i].Label})
		}
		rewritten, err := json.Marshal(back)
		require.NoError(t, err)
		assert.Equal(t, string(written), string(rewritten))
	})
}

// FuzzAggregators_order aggregates any scores and weights: a mean lies within its parts, equal
// parts have their own score as mean, and the order of the parts changes nothing.
func FuzzAggregators_order(f *testing.F) {
	f.Add([]byte{1, 2, 3, 4, 5, 6, 7, 8, 9})
	f.Add([]byte{0, 0, 255, 255, 1, 128})
	f.Add([]byte{7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7})
	registry := new(bsc.Registry)
	aggregators := map[string]bsc.Aggregator{}
	for _, name := range []string{"weighted_mean", "geometric", "harmonic", "min", "max", "median"} {
		aggregators[name] = must(registry.NewAggregator(bsc.Policy{Name: name}))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		in := bsc.AggregateInput{Scale: bsc.DefaultScale()}
		for i := 0; i+2 < len(raw) && len(in.Parts) < 50; i += 3 {
			in.Parts = append(in.Parts, bsc.Part{
				Ref: bsc.KPIRef(string(rune('a' + i))), Weight: decimal.New(int64(raw[i])+1, int32(raw[i+1]%7)-3),
				Score: decimal.New(int64(raw[i+1])<<8+int64(raw[i+2]), -int32(raw[i]%4)),
			})
		}
		if len(in.Parts) == 0 {
			return
		}
		least, most := in.Parts[0].Score, in.Parts[0].Score
		for _, p := range in.Parts {
			least, most = decimal.Min(least, p.Score), decimal.Max(most, p.Score)
		}
		turned := in
		turned.Parts = slices.Clone(in.Parts)
		slices.Reverse(turned.Parts)
		last := decimal.New(1, -10)
		for name, a := range aggregators {
			got, err := a.Aggregate(in)
			require.NoError(t, err, name)
			assert.True(t, got.GreaterThanOrEqual(least.Sub(last)) && got.LessThanOrEqual(most.Add(last)), "%s of %v is %s", name, in.Parts, got)
			again, err := a.Aggregate(turned)
			require.NoError(t, err, name)
			assert.True(t, got.Equal(again), "%s of %v is %s, and %s the other way round", name, in.Parts, got, again)
		}
	})
}

// FuzzBoard_Set reads bytes as a script for a board: after every step it is what Evaluate gives.
func FuzzBoard_Set(f *testing.F) {
	f.Add([]byte{0, 10, 1, 20, 2, 30, 3, 0, 0, 11})
	f.Add([]byte{2, 1, 2, 1, 5, 9, 4, 0, 8, 77, 6, 6})
	def := oracle.Small()
	def.Series = []bsc.Series{{ID: "cost"}, {ID: "orders"}}
	kpis := &def.Perspectives[1].Objectives[0].KPIs
	*kpis = append(*kpis, bsc.KPI{ID: "rate", Calculator: policy("ratio", `{"num": "cost", "den": "orders"}`), Scorer: policy("steps", `{"from": [[0, 10], [2, 50], [5, 100]]}`)})
	def.Perspectives[1].Objectives[0].Aggregator = policy("veto", `{"limit": 40, "cap": 60}`)
	def.Perspectives[0].Missing.Rule = bsc.MissingZero
	card := bsc.MustCompile(def, nil)
	refs := []bsc.Ref{bsc.KPIRef("hours"), bsc.KPIRef("sales"), bsc.KPIRef("margin"), bsc.SeriesRef("cost"), bsc.SeriesRef("orders")}
	handles := []bsc.Handle{}
	for _, ref := range refs {
		find := card.KPI
		if ref.Kind == bsc.KindSeries {
			find = card.Series
		}
		h, _ := find(ref.ID)
		handles = append(handles, h)
	}
	f.Fuzz(func(t *testing.T, script []byte) {
		board, err := card.Board(bsc.Input{Period: period.Year(2026), Readings: bsc.Actuals{}})
		require.NoError(t, err)
		facts := bsc.Actuals{}
		for i := 0; i+1 < len(script) && i < 80; i += 2 {
			at, value := int(script[i])%len(refs), decimal.New(int64(int8(script[i+1])), -int32(script[i]/64))
			if script[i]/8%4 == 3 {
				require.NoError(t, board.Unset(handles[at]))
				delete(facts, refs[at].String())
			} else {
				require.NoError(t, board.Set(handles[at], value))
				facts[refs[at].String()] = value
			}
			whole, err := card.Evaluate(bsc.Input{Period: period.Year(2026), Readings: facts})
			require.NoError(t, err)
			live := board.Result()
			for _, ref := range card.Nodes() {
				require.True(t, whole.ScoreOf(ref).Equal(live.ScoreOf(ref)), "%s after step %d", ref, i)
			}
		}
		whole, err := card.Evaluate(bsc.Input{Period: period.Year(2026), Readings: facts})
		require.NoError(t, err)
		require.Equal(t, document(t, whole), document(t, board.Result()))
	})
}
