// Package tiny is the code that the tests of mutate change.
package tiny

import (
	"errors"
	"math/big"
)

const limit = 10

// Grade tells low numbers from high ones. Its own test does not test the limit.
func Grade(n int) string {
	if n < limit && n != 3 {
		return "low"
	}
	return "high"
}

// Count counts down. Without its step it never ends.
func Count(n int) (steps int) {
	for n > 0 {
		n--
		steps += 1 * min(n+1, 1)
	}
	return steps
}

// Half fails if n is odd.
func Half(n *big.Int) (*big.Int, error) {
	quo, rem := new(big.Int).QuoRem(n, big.NewInt(2), new(big.Int))
	if rem.Sign() != 0 {
		return nil, errors.New("odd")
	}
	return quo.Add(quo, rem), nil
}

// Idle has no test.
func Idle(a, b int) bool { return a > b || !(a == 0) }
