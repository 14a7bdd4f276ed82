package cascade_test

import (
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
)

// adding is a company whose KPIs all add up from org unit to org unit, each with so many below it. The org units at the
// bottom have readings of January to June 2026. The template has 20 KPIs, to date.
func adding(t testing.TB, units, branching int) (*cascade.Cascade, *bsc.Readings) {
	t.Helper()
	def, readings := oracle.Template(), new(bsc.Readings)
	for i := range def.Perspectives {
		for j := range def.Perspectives[i].Objectives[0].KPIs {
			def.Perspectives[i].Objectives[0].KPIs[j].Basis = bsc.BasisYearToDate
		}
	}
	var gives []cascade.Contribution
	for k := range def.KPIs() {
		gives = append(gives, cascade.Contribution{Mode: cascade.Additive, From: bsc.KPIRef(k.ID), To: bsc.KPIRef(k.ID)})
	}
	list := make([]cascade.OrgUnit, units)
	for i := range list {
		list[i] = cascade.OrgUnit{ID: fmt.Sprint("u", i), Definition: def}
		if i > 0 {
			list[i].Parent, list[i].Contributes = fmt.Sprint("u", (i-1)/branching), gives
		}
		if i*branching+1 < units {
			continue
		}
		var facts []bsc.Fact
		for k := range def.KPIs() {
			for month := 1; month <= 6; month++ {
				facts = append(facts, fact(list[i].ID, k.ID, month, int64(i%7+month)))
			}
		}
		require.NoError(t, readings.Add(facts...))
	}
	c, err := cascade.New(list, nil)
	require.NoError(t, err)
	return c, readings
}

func fact(unit, kpi string, month int, value int64) bsc.Fact {
	return bsc.Fact{OrgUnit: unit, Ref: bsc.KPIRef(kpi), Period: period.Month(2026, month), Reading: bsc.Reading{Value: decimal.NewFromInt(value)}}
}

// counting is a source that counts what it is asked for.
type counting struct {
	bsc.Source
	questions atomic.Int64
}

func (c *counting) Reading(q bsc.Query) (bsc.Reading, bool) {
	c.questions.Add(1)
	return c.Source.Reading(q)
}

// BenchmarkEvaluate_adding evaluates 10,000 org units of 20 KPIs to date, all of which add up over five levels.
func BenchmarkEvaluate_adding(b *testing.B) {
	c, readings := adding(b, 10_000, 9)
	for _, host := range []bool{false, true} {
		in := bsc.Input{Period: period.Month(2026, 6), Readings: readings}
		b.Run(fmt.Sprint("host=", host), func(b *testing.B) {
			b.ReportAllocs()
			asked := &counting{Source: readings.Snapshot()}
			if host {
				in.Readings = asked
			}
			for b.Loop() {
				_, err := c.Evaluate(in)
				require.NoError(b, err)
			}
			if host {
				b.ReportMetric(float64(asked.questions.Load())/float64(b.N), "questions/op")
			}
		})
	}
}

// TestBoard_cost holds what a commit asks and evaluates to a thousandth of what a full evaluation does.
func TestBoard_cost(t *testing.T) {
	t.Parallel()
	c, readings := adding(t, 2000, 9)
	source := &counting{Source: readings}
	board, err := c.Board(bsc.Input{Period: period.Month(2026, 6), Readings: source})
	require.NoError(t, err)
	full, before := source.questions.Swap(0), board.Result()
	require.NoError(t, board.Apply(cascade.Update{OrgUnit: "u1999", Of: bsc.KPIRef("financial0"), Reading: bsc.Reading{Value: decimal.NewFromInt(50)}}))
	require.LessOrEqual(t, source.questions.Load()*1000, full, "questions")
	evaluated := 0
	for id, result := range board.Result().All() {
		if result != before.Of(id) {
			evaluated++
		}
	}
	require.Equal(t, 5, evaluated, "u1999, u221, u24, u2 and u0")
}

// BenchmarkBoard makes commits on the board of 10,000 org units of 20 KPIs to date, all of which add up over five levels.
func BenchmarkBoard(b *testing.B) {
	c, readings := adding(b, 10_000, 9)
	_, err := c.Evaluate(bsc.Input{Period: period.Month(2026, 6), Readings: readings})
	require.NoError(b, err)
	start := time.Now()
	_, err = c.Evaluate(bsc.Input{Period: period.Month(2026, 6), Readings: readings})
	require.NoError(b, err)
	full := time.Since(start)
	for _, listens := range []bool{false, true} {
		board, err := c.Board(bsc.Input{Period: period.Month(2026, 6), Readings: readings.Snapshot()})
		require.NoError(b, err)
		if listens {
			board.Subscribe("", func(*cascade.Board, cascade.Notice) {})
		}
		b.Run(fmt.Sprint("listens=", listens), func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				of := cascade.Update{OrgUnit: fmt.Sprint("u", 9999-i%8000), Of: bsc.KPIRef("financial0"), Reading: bsc.Reading{Value: decimal.NewFromInt(int64(i))}}
				require.NoError(b, board.Apply(of))
			}
			b.ReportMetric(float64(full)*float64(b.N)/float64(b.Elapsed()), "commits/evaluation")
		})
	}
}
