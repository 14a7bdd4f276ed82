package bsc_test

import (
	"fmt"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestReadings_Batch adds facts all or none, and counts those that are there already.
func TestReadings_Batch(t *testing.T) {
	fact := func(unit string, month int, value int64) bsc.Fact {
		f := bsc.Fact{OrgUnit: unit, Ref: bsc.KPIRef("k"), Period: period.Month(2026, month)}
		f.Value = decimal.New(value, 0)
		return f
	}
	readings := new(bsc.Readings)
	require.NoError(t, readings.Add(fact("", 1, 1)))
	two := &bsc.Options{Limits: bsc.Limits{Facts: 2}}

	left := readings.Batch(two)
	assert.Nil(t, left.Add(fact("", 2, 2)))
	assert.ErrorIs(t, left.Add(fact("", 3, 3)), bsc.ErrLimit, "what is there counts")
	assert.Nil(t, left.Add(fact("north", 3, 3)), "of each org unit")
	assert.ErrorIs(t, left.Add(bsc.Fact{Ref: bsc.KPIRef("x")}), bsc.ErrPeriod)
	assert.Len(t, readings.Facts(), 1, "a batch that is left changes nothing")

	batch := readings.Batch(nil)
	p := batch.Add(fact("", 1, 7))
	assert.EqualError(t, p, "kpi:k: two different readings for 2026-01, recorded at the same moment: 1 and 7")
	assert.Equal(t, bsc.KPIRef("k"), p.Ref)
	assert.Nil(t, batch.Add(fact("", 1, 1)), "the same again")
	assert.Nil(t, batch.Add(fact("", 2, 2)))
	require.NoError(t, batch.Commit())
	assert.Len(t, readings.Facts(), 2)
}

// A host reads rows of its own, such as a workbook's, all or none.
func ExampleBatch() {
	rows := []string{"sales 2026-05 80", "sales 2026-06 75", "sales 2026-06 76"}
	readings := new(bsc.Readings)
	batch := readings.Batch(nil)
	good := true
	for i, row := range rows {
		var kpi, label, value string
		_, _ = fmt.Sscan(row, &kpi, &label, &value)
		f := bsc.Fact{Ref: bsc.KPIRef(kpi)}
		f.Period, _ = period.Parse(label)
		f.Value, _ = bsc.Number(value).Decimal()
		if p := batch.Add(f); p != nil {
			fmt.Println("row", i+1, p)
			good = false
		}
	}
	if good {
		if err := batch.Commit(); err != nil {
			fmt.Println(err)
		}
	}
	fmt.Println(len(readings.Facts()))
	// Output:
	// row 3 kpi:sales: two different readings for 2026-06, recorded at the same moment: 75 and 76
	// 0
}

// A host checks texts of its own format as all documents are checked.
func ExampleLimits_CheckText() {
	limits := new(bsc.Options).ResolvedLimits()
	fmt.Println(limits.CheckText("name", "two\nlines"))
	fmt.Println(limits.CheckText("note", "two\nlines"))
	// Output:
	// "two\nlines" has a line break or a tab (one line of printable text)
	// <nil>
}
