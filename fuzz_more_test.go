package bsc_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// FuzzParseReadings_Marshal reads any bytes as readings: what is accepted has the same facts
// when it is written and read again, and is always written alike.
func FuzzParseReadings_Marshal(f *testing.F) {
	f.Add([]byte(readingsDocument))
	f.Add([]byte(`{"readings":[{"kpi":"a","period":"2026","label":"x","value":1e-18,"recorded_at":"2026-07-01T00:00:00+02:00"}]}`))
	f.Add([]byte(`{"readings":[{"kpi":"kpi:kpi:a","period":"2026-02-29","state":"stale"}]}`))
	f.Fuzz(func(t *testing.T, doc []byte) {
		readings, err := bsc.ParseReadings(doc, nil)
		if err != nil {
			assertBounded(t, err)
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
			assert.Equal(t, [4]any{facts[i].Unit, facts[i].Ref, facts[i].Period, facts[i].Label}, [4]any{again[i].Unit, again[i].Ref, again[i].Period, again[i].Label})
		}
		rewritten, err := json.Marshal(back)
		require.NoError(t, err)
		assert.Equal(t, string(written), string(rewritten))
	})
}

// FuzzParseReport_Marshal does the same for reports.
func FuzzParseReport_Marshal(f *testing.F) {
	for seed := range uint64(3) {
		card := bsc.MustCompile(small(), nil)
		result, err := card.Evaluate(bsc.Input{Period: bsc.Year(2026), Readings: sparse{}, Unit: string(rune('a' + seed)), AsOf: time.Unix(int64(seed)*1e9, 0).UTC()})
		require.NoError(f, err)
		f.Add(must(result.MarshalJSON()))
	}
	f.Fuzz(func(t *testing.T, doc []byte) {
		report, err := bsc.ParseReport(doc, nil)
		if err != nil {
			assertBounded(t, err)
			return
		}
		written, err := json.Marshal(report)
		require.NoError(t, err)
		back, err := bsc.ParseReport(written, nil)
		require.NoError(t, err, string(written))
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
	def := small()
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
		board, err := card.Board(bsc.Input{Period: bsc.Year(2026), Readings: bsc.Actuals{}})
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
			whole, err := card.Evaluate(bsc.Input{Period: bsc.Year(2026), Readings: facts})
			require.NoError(t, err)
			live := board.Result()
			for _, ref := range card.Nodes() {
				require.True(t, whole.ScoreOf(ref).Equal(live.ScoreOf(ref)), "%s after step %d", ref, i)
			}
		}
		whole, err := card.Evaluate(bsc.Input{Period: bsc.Year(2026), Readings: facts})
		require.NoError(t, err)
		require.Equal(t, string(must(whole.MarshalJSON())), string(must(board.Result().MarshalJSON())))
	})
}
