package rows

import (
	"testing"

	"github.com/go-bsc/bsc/internal/measure"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
)

// TestRow_Enter gets every reading back that was entered, be it one that a row can hold or not.
func TestRow_Enter(t *testing.T) {
	number := func(text string) decimal.Decimal { return decimal.RequireFromString(text) }
	for _, test := range []struct {
		said  measure.Reading
		holds bool
	}{
		{measure.Reading{State: measure.Missing}, true},
		{measure.Reading{State: measure.Missing, Decided: true}, false},
		{measure.Reading{State: measure.NotApplicable}, true},
		{measure.Reading{State: measure.NotApplicable, Absent: []int{1}}, false},
		{measure.Reading{State: measure.There, Value: number("1.5")}, true},
		{measure.Reading{State: measure.There, Value: number("1.5"), Provisional: true}, true},
		{measure.Reading{State: measure.There, Value: number("1.5"), Coverage: 1}, false},
		{measure.Reading{State: measure.There, Value: number("1e40")}, false},
		{measure.Reading{State: measure.There, Label: "early"}, false},
		{measure.Reading{State: measure.Stale}, false},
	} {
		r := new(Row)
		r.Make(7, 2, new(Slab))
		assert.Equal(t, test.holds, r.Enter(8, test.said), test.said)
		r.Seal()
		got, ok := r.Reading(8)
		assert.True(t, ok)
		assert.Equal(t, test.said, got)
		some := test.said.State != measure.Missing
		assert.Equal(t, test.holds && some, r.Known(Range{7, 9}), test.said)
		_, ok = r.Reading(9)
		assert.False(t, ok)
	}
}
