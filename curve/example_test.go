package curve_test

import (
	"fmt"

	"github.com/go-bsc/bsc/curve"
	"github.com/shopspring/decimal"
)

// A curve scores values, and says which values reach a score.
func Example() {
	n := func(i int64) decimal.Decimal { return decimal.New(i, 0) }
	line, err := curve.New(
		curve.Anchor{Value: n(0), Score: n(0)},
		curve.Anchor{Value: n(70), Score: n(50)},
		curve.Anchor{Value: n(100), Score: n(100)},
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(line.At(n(85)))
	for _, i := range line.Reaching(n(60), 1) {
		fmt.Println("from", i.Low.Decimal, "scores", line.At(i.Low.Decimal))
	}
	// Output:
	// 75
	// from 76 scores 60
}
