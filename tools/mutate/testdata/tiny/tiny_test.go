package tiny

import (
	"math/big"
	"testing"
)

func TestGrade(t *testing.T) {
	if Grade(5) != "low" || Grade(20) != "high" {
		t.Fail()
	}
}

func TestCount(t *testing.T) {
	if Count(3) != 3 {
		t.Fail()
	}
}

func TestHalf(t *testing.T) {
	if half, err := Half(big.NewInt(6)); err != nil || half.Int64() != 3 {
		t.Fail()
	}
	if _, err := Half(big.NewInt(7)); err == nil {
		t.Fail()
	}
}

func TestBroken(t *testing.T) { t.Fail() }
