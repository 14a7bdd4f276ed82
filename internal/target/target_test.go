package target_test

import (
	"math/big"
	"testing"
	"time"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/internal/target"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var (
	year = almanac.NewLabel(almanac.Year, 2026, 1)
	card = measure.NewCard(&almanac.Almanac{Start: 1}, []measure.Measure{{Kind: almanac.Month, Rollup: measure.Sum, Basis: measure.Basis{ToDate: almanac.Year}}}, nil)
)

func month(m int) almanac.Label { return almanac.NewLabel(almanac.Month, 2026, m) }

func stated(from almanac.Label, value int64, phasing target.Phasing) target.Stated {
	s := target.Stated{From: from, Phasing: phasing}
	s.Numbers[target.Value] = decimal.NewNullDecimal(decimal.New(value, 0))
	return s
}

// A source says how months stand: those named are as they say, all others are there.
type source map[almanac.Label]measure.State

func (s source) Read(_ int, l almanac.Label, _ []int) measure.Reading {
	if state, known := s[l]; known {
		return measure.Reading{State: state}
	}
	return measure.Reading{State: measure.There, Value: decimal.New(1, 0)}
}

func (source) Givers(int) []int { return nil }

func (source) Calculate(int, almanac.Label, []decimal.Decimal, bool) (decimal.Decimal, error) {
	panic("nothing is calculated")
}

func (source) NoData(error) (words.Phrase, bool) { return words.Phrase{}, false }

func (source) Failure(err error) words.Phrase { return words.Text(err.Error()) }

func (source) Name(int) string { return "it" }

// find returns the target in force for the year to date of a month.
func find(t *testing.T, asked almanac.Label, readings source, targets ...target.Stated) target.Target {
	t.Helper()
	set := new(target.Set)
	for _, s := range targets {
		require.True(t, set.Add(s))
	}
	plan := target.NewPlan(card, 0, measure.Sum, set, func(l almanac.Label) (*target.Stated, error) { return set.At(l, time.Time{}), nil })
	book := new(measure.Book)
	book.Open(card, readings, 0, almanac.Stay{})
	v := book.Own(0, asked)
	found, _ := target.Find(nil, plan, target.NewView(card, book, 0, true, asked, &v))
	return found
}

// TestFind has the worked examples of a target for a year that is spread over its months.
func TestFind(t *testing.T) {
	out := measure.NotApplicable
	march := stated(month(3), 200, target.Whole)
	for _, test := range []struct {
		name     string
		asked    almanac.Label
		readings source
		targets  []target.Stated
		want     string
	}{
		{"linear, half of the year", month(6), nil, []target.Stated{stated(year, 1200, target.Linear)}, "600"},
		{"a part stated for itself", month(12), nil, []target.Stated{stated(year, 1200, target.Linear), march}, "1200"},
		{"and that does not apply", month(12), source{month(3): out}, []target.Stated{stated(year, 1200, target.Linear), march}, "1000"},
		{"and another does not", month(12), source{month(5): out}, []target.Stated{stated(year, 1200, target.Linear), march}, "1109.090909090909090909090909090909"},
		{"not phased, May does not apply", month(12), source{month(5): out}, []target.Stated{stated(year, 1200, target.Whole)}, "1100"},
		{"not phased, May is missing", month(12), source{month(5): measure.Missing}, []target.Stated{stated(year, 1200, target.Whole)}, "1100"},
		{"a step, before it", month(6), nil, []target.Stated{stated(year, 1200, target.Step)}, "0"},
		{"a step, the last month does not apply", month(11), source{month(12): out}, []target.Stated{stated(year, 1200, target.Step)}, "1100"},
		{"for every month", month(6), source{month(2): measure.Missing}, []target.Stated{stated(almanac.Label{}, 100, target.Whole)}, "500"},
	} {
		found := find(t, test.asked, test.readings, test.targets...)
		assert.Equal(t, test.want, found.Numbers[target.Value].Decimal.String(), test.name)
	}
}

// TestFind_shares adds the shares of a target up: they give it, whatever is stated besides.
func TestFind_shares(t *testing.T) {
	found := find(t, month(12), source{month(5): measure.NotApplicable}, stated(year, 1200, target.Linear), stated(month(3), 200, target.Whole))
	sum := new(big.Rat)
	for i := range found.Shares {
		share := &found.Shares[i]
		sum.Add(sum, new(big.Rat).Mul(&share.Of, &share.Part))
	}
	assert.Equal(t, big.NewRat(12200, 11), sum)
	assert.Equal(t, target.RuleRolledUp, found.Rule)
}

// TestFind_late has a step whose last month is missing: what falls due there cannot be measured.
func TestFind_late(t *testing.T) {
	found := find(t, month(12), source{month(12): measure.Missing}, stated(year, 1200, target.Step))
	assert.True(t, found.Late)
	assert.Contains(t, found.None.String(), "2026-12")
}

// TestFind_sought lists where a target was looked for that nobody has stated.
func TestFind_sought(t *testing.T) {
	found := find(t, month(6), nil)
	assert.False(t, found.Found())
	assert.Equal(t, []almanac.Label{month(1), almanac.NewLabel(almanac.Quarter, 2026, 1), almanac.NewLabel(almanac.Half, 2026, 1), year, {}}, found.Sought)
}

// TestSet_At finds targets by the moment they were recorded at, on it and just before.
func TestSet_At(t *testing.T) {
	set := new(target.Set)
	early, late := stated(year, 1, target.Whole), stated(year, 2, target.Whole)
	at := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	late.RecordedAt = at
	require.True(t, set.Add(late))
	require.True(t, set.Add(early))
	require.False(t, set.Add(late))
	value := func(moment time.Time) string { return set.At(year, moment).Numbers[target.Value].Decimal.String() }
	assert.Equal(t, "2", value(time.Time{}))
	assert.Equal(t, "2", value(at))
	assert.Equal(t, "1", value(at.Add(-1)))
	assert.Nil(t, set.At(month(1), at))
}
