package bsc

import (
	"slices"

	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/internal/target"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// The limits of bands: numbers, or multiples of a target's numbers or of a series.

// bandLimits are the limits of bands, ascending. The lowest band is open downwards: its limit is unused.
type bandLimits []bandLimit

type bandLimit struct {
	rating Rating
	of     string          // what it is a multiple of: a number of the target, or a series; "": it is a number
	series string          // the id of that series
	by     decimal.Decimal // the number, or the factor
	upper  bool            // the limit itself belongs to the band below it
}

// targetNumbers are the limits that are a number of the target.
func targetNumbers() []string { return []string{"baseline", "target", "stretch", "floor"} }

// limit reads the limit of a band that follows others.
func (b *bands) limit(i int, given *BandArgs, before bandLimits) (l bandLimit, p *Problem) {
	l = bandLimit{rating: given.Rating, upper: b.upper}
	if p := checkInclude(given.Include); p != nil {
		return l, p
	}
	if i == 0 {
		return l, openDownwards(given)
	}
	if given.Include != "" {
		l.upper = given.Include == "upper"
	}
	if p = l.parse(&given.From); p == nil {
		if l.of != "" && b.on != onActual {
			p = fault(ErrBands, "limit_needs_bands_on_actual", "limit", l.of, "on", b.on)
			p.Allowed = words.New("numbers_or_bands_on_actual")
		} else {
			p = l.follows(before)
		}
	}
	if p != nil {
		p.Path = "/from" + p.Path
	}
	return l, p
}

// openDownwards says what is wrong with the lowest band.
func openDownwards(given *BandArgs) *Problem {
	var p *Problem
	switch {
	case given.From != BandLimit{}:
		p = fault(ErrBands, "lowest_band_starts_at", "limit", given.From)
		p.Path = "/from"
	case given.Include != "":
		p = fault(ErrBands, "lowest_band_includes")
		p.Path = "/include"
	default:
		return nil
	}
	p.Allowed = words.New("lowest_band_open")
	return p
}

// parse reads a limit. The path of a problem is relative to it.
func (l *bandLimit) parse(from *BandLimit) (p *Problem) {
	if from.Of == "" {
		l.by, p = parseDecimal(string(from.Value))
		return p
	}
	if p := from.checkOf(); p != nil {
		return p
	}
	if l.of = from.Of; !slices.Contains(targetNumbers(), l.of) {
		ref, _ := cutKind(l.of)
		l.series = ref.ID
	}
	l.by = one()
	if from.Times == "" {
		return nil
	}
	if l.by, p = parseDecimal(string(from.Times)); p == nil && l.by.Sign() <= 0 {
		p = fault(ErrValue, "times_not_positive", "times", from.Times)
		p.Allowed = words.New("above_zero")
	}
	if p != nil {
		p.Path = "/times"
	}
	return p
}

// follows says why a limit cannot follow others: of numbers, each is above those before; and nothing stands twice.
func (l *bandLimit) follows(before bandLimits) *Problem {
	for i := len(before) - 1; i > 0; i-- {
		if b := &before[i]; b.of == l.of && (l.of == "" && !l.by.GreaterThan(b.by) || l.by.Equal(b.by)) {
			p := fault(ErrBands, "band_limits_not_rising", "limit", l, "before", b)
			p.Allowed = words.New("limits_strictly_rising")
			return p
		}
	}
	return nil
}

// String shows a limit as errors have it.
func (l *bandLimit) String() string {
	switch {
	case l.of == "":
		return canonical(l.by)
	case l.by.Equal(one()):
		return l.of
	}
	return canonical(l.by) + " × " + l.of
}

// is shows a limit with the number that it is.
func (l *bandLimit) is(d decimal.Decimal) any {
	if l.of == "" {
		return d
	}
	return words.New("limit_with_number", "limit", l, "number", d)
}

// vary reports whether a limit is not a number.
func (l bandLimits) vary() bool {
	return slices.ContainsFunc(l, func(one bandLimit) bool { return one.of != "" })
}

func (l bandLimits) checkRatings(levels []RatingLevel) *Problem {
	for i := range l {
		if r := l[i].rating; r != "" && rank(levels, r) < 0 {
			return unknownRating(ErrBands, levels, r)
		}
	}
	return nil
}

// checkOrder says why the ratings of the bands do not run from worst to best or, where they fall, from best to worst.
func (l bandLimits) checkOrder(levels []RatingLevel, falling bool) *Problem {
	var before *bandLimit
	for i := range l {
		limit := &l[i]
		if limit.rating == "" {
			continue
		}
		last, at := -1, rank(levels, limit.rating)
		if before != nil {
			last = rank(levels, before.rating)
		}
		if last >= 0 && at >= 0 && (last == at || last > at != falling) {
			p := fault(ErrBands, "band_ratings_not_in_order", "rating", limit.rating, "before", before.rating)
			p.Allowed = words.New("ratings_rising")
			if falling {
				p.Allowed = words.New("ratings_falling")
			}
			return p
		}
		before = limit
	}
	return nil
}

// known returns the limits as numbers that do not fall. Between two that are the same there is an empty band.
func (l bandLimits) known(in *RateInput) (bandLimits, *Problem) {
	if !l.vary() {
		return l, nil
	}
	numbers := slices.Clone(l)
	for i := 1; i < len(l); i++ {
		d, p := l[i].number(in)
		if p != nil {
			return nil, p
		}
		numbers[i].by, numbers[i].of = d, ""
		if i > 1 && d.LessThan(numbers[i-1].by) {
			return nil, l.falls(i, d, numbers[i-1].by)
		}
	}
	return numbers, nil
}

// falls is the problem of a limit that comes to less than the one before.
func (l bandLimits) falls(i int, d, before decimal.Decimal) *Problem {
	p := fault(ErrBands, "limits_fall", "limit", l[i].is(d), "before", l[i-1].is(before))
	p.Allowed = words.New("limits_rising")
	return p
}

// number returns a limit as a number.
func (l *bandLimit) number(in *RateInput) (decimal.Decimal, *Problem) {
	if l.of == "" {
		return l.by, nil
	}
	base := in.Target.number(l.of)
	if l.series != "" {
		base.Decimal, base.Valid = in.Values[l.series]
	}
	if !base.Valid {
		return decimal.Decimal{}, l.lacking()
	}
	return exact.Bounded(base.Decimal.Mul(l.by)), nil
}

// lacking is the problem of a limit that is not there.
func (l *bandLimit) lacking() *Problem {
	if l.series != "" {
		return fault(ErrNoData, "limit_series_incomplete", "series", l.of)
	}
	return fault(ErrNoTarget, "limit_number_missing", "of", words.Name("number", l.of))
}

// number returns a number of the target by its name in limits.
func (t *ResolvedTarget) number(name string) decimal.NullDecimal {
	switch name {
	case "baseline":
		return t.Baseline
	case "stretch":
		return t.Stretch
	case "floor":
		return t.Floor
	}
	return t.Value
}

// checkTarget says why a stated target gives no limits: a number is not stated, or the limits fall. A target without a
// value states that there is none; what it is compared with is known only later.
func (l bandLimits) checkTarget(t *target.Stated) *Problem {
	value := t.Numbers[target.Value]
	if !l.vary() || t.With == target.Nothing && !value.Valid {
		return nil
	}
	in := RateInput{Target: resolvedStated(t)}
	var before decimal.NullDecimal
	for i := 1; i < len(l); i++ {
		if open := l[i].series != "" || l[i].of == "target" && t.With != target.Nothing; open {
			before.Valid = false
			continue
		}
		d, p := l[i].number(&in)
		if p != nil {
			p.Allowed = words.New("target_with_number", "of", words.Name("number", l[i].of))
			return p
		}
		if before.Valid && d.LessThan(before.Decimal) {
			return l.falls(i, d, before.Decimal)
		}
		before = decimal.NewNullDecimal(d)
	}
	return nil
}
