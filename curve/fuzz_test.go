package curve_test

import (
	"testing"

	"github.com/go-bsc/bsc/curve"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
)

// FuzzCurve_Reaching checks a curve against its inverse: a value in one of the ranges
// reaches the score, and one outside them all does not.
func FuzzCurve_Reaching(f *testing.F) {
	f.Add(int64(0), int64(0), int64(70), int64(50), int64(100), int64(100), int64(60), int8(2))
	f.Add(int64(0), int64(0), int64(5), int64(9), int64(10), int64(0), int64(3), int8(0))
	f.Add(int64(-9), int64(7), int64(-8), int64(7), int64(-7), int64(-7), int64(7), int8(-3))
	f.Fuzz(func(t *testing.T, x1, y1, x2, y2, x3, y3, score int64, places int8) {
		at := func(x, y int64) curve.Anchor {
			return curve.Anchor{Value: decimal.New(x, -3), Score: decimal.New(y, -3)}
		}
		line, err := curve.New(at(x1, y1), at(x2, y2), at(x3, y3))
		if err != nil {
			assert.NoError(t, oracle.Bounded(err))
			return
		}
		want, digits := decimal.New(score, -3), int32(places)%19
		ranges := line.Reaching(want, digits)
		var probes []decimal.Decimal
		for _, r := range ranges {
			probes = append(probes, r.Low.Decimal, r.High.Decimal)
		}
		for _, x := range []int64{x1, x2, x3} {
			probes = append(probes, decimal.New(x, -3).Round(digits))
		}
		for _, p := range probes {
			for step := range 3 {
				v := p.Add(decimal.New(int64(step-1), -digits))
				if inside(ranges, v) {
					assert.True(t, line.At(v).GreaterThanOrEqual(want), "%s is in %v", v, ranges)
				} else {
					assert.True(t, line.At(v).LessThanOrEqual(want), "%s is not in %v", v, ranges) // equal where At rounds up
				}
			}
		}
	})
}

func inside(ranges []curve.Interval, v decimal.Decimal) bool {
	for _, r := range ranges {
		if (!r.Low.Valid || v.GreaterThanOrEqual(r.Low.Decimal)) && (!r.High.Valid || v.LessThanOrEqual(r.High.Decimal)) {
			return true
		}
	}
	return false
}
