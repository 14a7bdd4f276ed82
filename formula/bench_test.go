package formula_test

import (
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/formula"
	"github.com/shopspring/decimal"
)

// BenchmarkCalculator is the formula of the package comment.
func BenchmarkCalculator(b *testing.B) {
	c, err := registry(b).NewCalculator(formula.Policy("(won + 0.5 * drawn) / played * 100"))
	if err != nil {
		b.Fatal(err)
	}
	in := bsc.CalculateInput{Values: []decimal.Decimal{dec("17"), dec("6"), dec("34")}}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := c.Calculate(in); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkByHand is the same in Go.
func BenchmarkByHand(b *testing.B) {
	won, drawn, played := dec("17"), dec("6"), dec("34")
	b.ReportAllocs()
	for b.Loop() {
		_ = won.Add(dec("0.5").Mul(drawn)).DivRound(played, 33).Mul(decimal.NewFromInt(100))
	}
}
