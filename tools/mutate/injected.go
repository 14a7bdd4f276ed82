package main

import "strings"

// helpers returns the file that is added to the changed package, with the functions that the changes call.
// Each function takes the number of its place, and does what the code did unless a mutant there is on.
func (p *pkg) helpers() string {
	var b strings.Builder
	b.WriteString("package " + p.name + "\n" + helperImports)
	if p.imports["github.com/shopspring/decimal"] {
		b.WriteString("import mutDecimals \"github.com/shopspring/decimal\"\n")
	}
	if p.imports["math/big"] {
		b.WriteString("import mutBigs \"math/big\"\n")
	}
	b.WriteString(helperCore)
	if p.imports["github.com/shopspring/decimal"] {
		b.WriteString(helperDecimals)
	}
	if p.imports["math/big"] {
		b.WriteString(helperBigs)
	}
	return b.String()
}

const helperImports = `
import (
	mutCmp "cmp"
	mutOS "os"
	mutConv "strconv"
	mutSync "sync"
)
`

const helperCore = `
var (
	mutActive, _ = mutConv.Atoi(mutOS.Getenv("MUTANT"))
	mutFile      = mutOpen()
	mutLock      mutSync.Mutex
	mutSeen      = map[int]bool{}
)

func mutOpen() *mutOS.File {
	path := mutOS.Getenv("MUTANT_SEEN")
	if path == "" {
		return nil
	}
	f, err := mutOS.Create(path)
	if err != nil {
		panic(err)
	}
	return f
}

// mutAt returns which of the k mutants at a place is on, from 1, or 0 for none.
func mutAt(place, k int) int {
	if mutFile != nil {
		mutLock.Lock()
		if !mutSeen[place] {
			mutSeen[place] = true
			mutFile.Write([]byte{byte(place), byte(place >> 8), byte(place >> 16), 0})
		}
		mutLock.Unlock()
	}
	if at := mutActive - place; at >= 0 && at < k {
		return at + 1
	}
	return 0
}

func mutOn(place int) bool { return mutAt(place, 1) == 1 }

func mutNot(place int, b bool) bool { return b != mutOn(place) }

func mutNil[T any](place int, v T) T {
	if mutOn(place) {
		var none T
		return none
	}
	return v
}

func mutErr(place int, err error) error { return mutNil(place, err) }

func mutPick[F any](place int, own F, others ...F) F {
	if at := mutAt(place, len(others)); at > 0 {
		return others[at-1]
	}
	return own
}

func mutAnd(place int, a bool, b func() bool) bool {
	switch mutAt(place, 3) {
	case 1:
		return a || b()
	case 2:
		return a
	case 3:
		return b()
	}
	return a && b()
}

func mutOr(place int, a bool, b func() bool) bool {
	switch mutAt(place, 3) {
	case 1:
		return a && b()
	case 2:
		return a
	case 3:
		return b()
	}
	return a || b()
}

func mutLt[T mutCmp.Ordered](place int, a, b T) bool {
	switch mutAt(place, 2) {
	case 1:
		return a <= b
	case 2:
		return a >= b
	}
	return a < b
}

func mutLe[T mutCmp.Ordered](place int, a, b T) bool {
	switch mutAt(place, 2) {
	case 1:
		return a < b
	case 2:
		return a > b
	}
	return a <= b
}

func mutGt[T mutCmp.Ordered](place int, a, b T) bool { return mutLt(place, b, a) }

func mutGe[T mutCmp.Ordered](place int, a, b T) bool { return mutLe(place, b, a) }

type mutInteger interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64
}

type mutNumber interface{ mutInteger | ~float32 | ~float64 }

func mutAdd[T mutNumber](place int, a, b T) T {
	if mutOn(place) {
		return a - b
	}
	return a + b
}

func mutSub[T mutNumber](place int, a, b T) T {
	if mutOn(place) {
		return a + b
	}
	return a - b
}

func mutMul[T mutNumber](place int, a, b T) T {
	if mutOn(place) {
		return a / b
	}
	return a * b
}

func mutQuo[T mutNumber](place int, a, b T) T {
	if mutOn(place) {
		return a * b
	}
	return a / b
}

func mutRem[T mutInteger](place int, a, b T) T {
	if mutOn(place) {
		return a / b
	}
	return a % b
}

func mutBitAnd[T mutInteger](place int, a, b T) T {
	if mutOn(place) {
		return a | b
	}
	return a & b
}

func mutBitOr[T mutInteger](place int, a, b T) T {
	if mutOn(place) {
		return a & b
	}
	return a | b
}

func mutShl[T, S mutInteger](place int, a T, b S) T {
	if mutOn(place) {
		return a >> b
	}
	return a << b
}

func mutShr[T, S mutInteger](place int, a T, b S) T {
	if mutOn(place) {
		return a << b
	}
	return a >> b
}

func mutSigned[T mutNumber](place int, v T) T {
	switch mutAt(place, 2) {
	case 1:
		return -v
	case 2:
		return 0
	}
	return v
}

// mutInt returns one more, or one less if the number is not 0.
func mutInt[T mutNumber](place int, v T) T {
	switch mutAt(place, 2) {
	case 1:
		return v + 1
	case 2:
		return v - 1
	}
	return v
}

func mutNeg(place, v int) int {
	if mutOn(place) {
		return -v
	}
	return v
}

func mutMin[T mutCmp.Ordered](place int, first T, rest ...T) T {
	on := mutOn(place)
	for _, v := range rest {
		if on {
			first = max(first, v)
		} else {
			first = min(first, v)
		}
	}
	return first
}

func mutMax[T mutCmp.Ordered](place int, first T, rest ...T) T {
	on := mutOn(place)
	for _, v := range rest {
		if on {
			first = min(first, v)
		} else {
			first = max(first, v)
		}
	}
	return first
}
`

const helperDecimals = `
type mutDecimal = mutDecimals.Decimal

func mutDecimalSame(d mutDecimal) mutDecimal { return d }

func mutDecimalFirst(d, _ mutDecimal) mutDecimal { return d }

func mutDecimalLess(d, by mutDecimal, places int32) mutDecimal { return d.DivRound(by, places-1) }
`

const helperBigs = `
type (
	mutBig = mutBigs.Int
	mutRat = mutBigs.Rat
)

func mutBigFirst(z, x, _ *mutBig) *mutBig { return z.Set(x) }
`
