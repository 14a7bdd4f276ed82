package measure_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A host has readings by slot and period, and adds what it calculates.
type host struct {
	readings map[int]map[almanac.Label]measure.Reading
	asked    map[string]int
	fails    error
}

func newHost() *host {
	return &host{readings: map[int]map[almanac.Label]measure.Reading{}, asked: map[string]int{}}
}

func (h *host) set(slot int, l almanac.Label, value int64) {
	h.put(slot, l, measure.Reading{State: measure.There, Value: decimal.New(value, 0)})
}

func (h *host) put(slot int, l almanac.Label, r measure.Reading) {
	if h.readings[slot] == nil {
		h.readings[slot] = map[almanac.Label]measure.Reading{}
	}
	h.readings[slot][l] = r
}

func (h *host) Read(slot int, l almanac.Label, _ []int) measure.Reading {
	h.asked[fmt.Sprint(slot, " ", l)]++
	return h.readings[slot][l]
}

func (h *host) Givers(int) []int { return nil }

func (h *host) Calculate(_ int, _ almanac.Label, values []decimal.Decimal, _ bool) (decimal.Decimal, error) {
	sum := decimal.Decimal{}
	for _, v := range values {
		sum = sum.Add(v)
	}
	return sum, h.fails
}

func (h *host) NoData(err error) (words.Phrase, bool) {
	return words.Text("nothing"), err == errNothing
}

func (h *host) Failure(err error) words.Phrase { return words.Text(err.Error()) }

func (h *host) Name(slot int) string { return fmt.Sprint("measure ", slot) }

var errNothing = errors.New("nothing")

func month(m int) almanac.Label { return almanac.NewLabel(almanac.Month, 2026, m) }

func open(c *measure.Card, h measure.Host, today int) *measure.Book {
	b := new(measure.Book)
	b.Open(c, h, today, almanac.Stay{})
	return b
}

func monthly(rollup measure.Rollup, basis measure.Basis) *measure.Card {
	return measure.NewCard(&almanac.Almanac{Start: 1}, []measure.Measure{{Kind: almanac.Month, Rollup: rollup, Basis: basis}}, nil)
}

// TestBook_Own rolls January 10, February 20 and April 40 up, of which March is missing, for April.
func TestBook_Own(t *testing.T) {
	toDate := measure.Basis{ToDate: almanac.Year}
	for _, test := range []struct {
		rollup   measure.Rollup
		basis    measure.Basis
		want     string
		coverage int64
	}{
		{measure.Sum, measure.Basis{}, "40", measure.Full},
		{measure.Sum, toDate, "70", 7_416_666_666}, // 89 of 120 days
		{measure.MeanOfPeriods, toDate, "23.33333333333333333333333333333333", 7_416_666_666},
		{measure.Mean, toDate, "23.25842696629213483146067415730337", 7_416_666_666}, // (310 + 560 + 1,200) / 89
		{measure.Last, toDate, "40", measure.Full},
		{measure.Min, toDate, "10", 7_416_666_666},
		{measure.Max, toDate, "40", 7_416_666_666},
		{measure.Sum, measure.Basis{Rolling: 2}, "40", 4_918_032_786}, // 30 of 61 days
		{measure.Sum, measure.Basis{Rolling: 3}, "60", 6_516_853_932}, // 58 of 89
	} {
		h := newHost()
		h.set(0, month(1), 10)
		h.set(0, month(2), 20)
		h.set(0, month(4), 40)
		v := open(monthly(test.rollup, test.basis), h, 0).Own(0, month(4))
		assert.Equal(t, measure.There, v.State)
		assert.Equal(t, test.want, v.Amount.String(), "%s %v", test.rollup, test.basis)
		assert.Equal(t, test.coverage, v.Coverage, "%s %v", test.rollup, test.basis)
		for question, times := range h.asked {
			assert.Equal(t, 1, times, question)
		}
	}
}

// TestBook_Own_enough has half of the months, and one less.
func TestBook_Own_enough(t *testing.T) {
	h := newHost()
	h.set(0, month(1), 1)
	h.set(0, month(2), 1)
	card := monthly(measure.Sum, measure.Basis{ToDate: almanac.Year})
	assert.False(t, open(card, h, 0).Own(0, month(4)).TooLittle)
	assert.True(t, open(card, h, 0).Own(0, month(5)).TooLittle)
}

// TestStand decides how a part stands around its end, on the day before each and on the day.
func TestStand(t *testing.T) {
	const first, last, grace = 100, 130, 5
	m := &measure.Measure{Grace: grace}
	there := measure.Reading{State: measure.There}
	for _, test := range []struct {
		name                 string
		today                int
		of                   measure.Reading
		want                 measure.State
		provisional, overdue bool
	}{
		{"without a moment", 0, measure.Reading{}, measure.Missing, false, false},
		{"before it begins", first - 1, there, measure.NotDue, false, false},
		{"on its first day", first, there, measure.There, true, false},
		{"on its last day", last, there, measure.There, true, false},
		{"when it is over", last + 1, there, measure.There, false, false},
		{"when it may come", last + grace, measure.Reading{}, measure.NotDue, false, false},
		{"when it is late", last + grace + 1, measure.Reading{}, measure.Missing, false, true},
		{"which does not apply, before it begins", first - 1, measure.Reading{State: measure.NotApplicable}, measure.NotApplicable, false, false},
		{"whose source fails, before it begins", first - 1, measure.Reading{State: measure.Failed}, measure.NotDue, false, false},
		{"whose source fails", first, measure.Reading{State: measure.Failed}, measure.Failed, false, false},
		{"which is said not to be due", last + grace + 1, measure.Reading{State: measure.NotDue}, measure.NotDue, false, false},
	} {
		c := measure.Stand(m, almanac.Span{First: first, Last: last}, test.today, test.of)
		assert.Equal(t, test.want, c.State, test.name)
		if test.want == measure.There {
			assert.Equal(t, test.provisional, c.Provisional, test.name)
		}
		assert.Equal(t, test.overdue, c.Overdue, test.name)
	}
}

// rowOf returns a card of so many measures of which each is the sum of the one before and the first has readings.
func rowOf(n int, rollup measure.Rollup) *measure.Card {
	measures := []measure.Measure{{Kind: almanac.Month, Rollup: measure.Sum}}
	var order []int
	for i := 1; i < n; i++ {
		calc := &measure.Calculation{Inputs: []int{i - 1}, Joining: measure.Added, Adds: true}
		measures = append(measures, measure.Measure{Kind: almanac.Month, Rollup: rollup, Calc: calc})
		order = append(order, i)
	}
	return measure.NewCard(&almanac.Almanac{Start: 1}, measures, order)
}

// TestBook_Own_rows calculates rows around the length from which on calculations are not made on the stack.
func TestBook_Own_rows(t *testing.T) {
	for _, rollup := range []measure.Rollup{measure.NoRollup, measure.Sum} {
		for _, n := range []int{2, 199, 200, 201, 202, 401, 5_000} {
			h := newHost()
			h.set(0, month(1), 7)
			v := open(rowOf(n, rollup), h, 0).Own(n-1, month(1))
			require.Equal(t, measure.There, v.State, "%d %s", n, rollup)
			assert.Equal(t, "7", v.Amount.String())
			missing := open(rowOf(n, rollup), newHost(), 0).Own(n-1, month(1))
			assert.Equal(t, measure.Missing, missing.State)
			assert.Equal(t, []measure.Gap{{Slot: 0, Label: month(1)}}, missing.Gaps)
		}
	}
}

// TestBook_Own_carried lets January's reading stand in for February and March, and not for April.
func TestBook_Own_carried(t *testing.T) {
	card := measure.NewCard(&almanac.Almanac{Start: 1}, []measure.Measure{{Kind: almanac.Month, Rollup: measure.Sum, Carry: 2}}, nil)
	h := newHost()
	h.set(0, month(1), 7)
	quarter := almanac.NewLabel(almanac.Quarter, 2026, 1)
	v := open(card, h, 0).Own(0, quarter)
	assert.Equal(t, "21", v.Amount.String())
	assert.Equal(t, []almanac.Label{{}, month(1), month(1)}, []almanac.Label{v.Carried(0), v.Carried(1), v.Carried(2)})
	assert.Equal(t, 2, v.Age)
	assert.Equal(t, int64(3_444_444_444), v.Coverage) // 31 of 90 days are its own
	stale := open(card, h, 0).Own(0, month(4))
	assert.Equal(t, measure.Stale, stale.State)
	assert.Equal(t, "7", stale.Amount.String())
}

// TestCard_Frame makes plans for periods and a moment; no host is asked, there is none.
func TestCard_Frame(t *testing.T) {
	year := almanac.NewLabel(almanac.Year, 2026, 1)
	for _, test := range []struct {
		basis measure.Basis
		asked almanac.Label
		units int
	}{
		{measure.Basis{}, month(7), 1},
		{measure.Basis{ToDate: almanac.Year}, month(7), 7},
		{measure.Basis{ToDate: almanac.Quarter}, month(8), 2},
		{measure.Basis{Running: true}, year, 12},
		{measure.Basis{Rolling: 12}, month(7), 23}, // as the window may end with any of the last 12
	} {
		f, wrong := monthly(measure.Sum, test.basis).Frame(0, test.asked, 0)
		require.Nil(t, wrong)
		assert.Len(t, f.Units, test.units, "%v %s", test.basis, test.asked)
	}
	_, wrong := monthly(measure.Sum, measure.Basis{Rolling: 12}).Frame(0, almanac.NewLabel(almanac.Month, 1, 11), 0)
	require.NotNil(t, wrong)
	assert.Contains(t, wrong.Text(), "does not reach back far enough")
}

// TestBook_Own_calculator passes on what a calculator says: that it has nothing, and that it fails.
func TestBook_Own_calculator(t *testing.T) {
	h := newHost()
	h.set(0, month(1), 7)
	h.fails = errNothing
	card := measure.NewCard(&almanac.Almanac{Start: 1}, []measure.Measure{
		{Kind: almanac.Month, Rollup: measure.Sum}, {Calc: &measure.Calculation{Inputs: []int{0}}},
	}, []int{1})
	v := open(card, h, 0).Own(1, month(1))
	assert.Equal(t, measure.Missing, v.State)
	assert.Equal(t, "nothing", v.None.String())
	h.fails = errors.New("broken")
	v = open(card, h, 0).Own(1, month(1))
	assert.Equal(t, measure.Failed, v.State)
	assert.Equal(t, h.fails, v.Err)
}
