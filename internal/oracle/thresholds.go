package oracle

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// A limit is a rating and where it begins. The lowest is open: nil.
type limit struct {
	rating bsc.Rating // "": a gap
	from   *fraction
	of     string // of what from is a multiple; "": it is a number
	upper  bool   // it belongs to the band below it
}

// A threshold is the arguments of bands (16), with the bands that hold in the card's period, or those of rules.
type threshold struct {
	limits []limit
	on     string
	rules  *bsc.RulesArgs // nil: bands
}

// A bandList is a list of bands as the arguments have them.
type bandList []struct {
	Rating  bsc.Rating
	From    json.RawMessage
	Include string
}

// readThreshold reads a threshold as it holds in a period. Bands without a list have red, amber from 60 % and green
// from 90 % of Min..Met.
func readThreshold(p bsc.Policy, on scale, asked period.Period) threshold {
	if p.Name == "rules" {
		args := arguments[bsc.RulesArgs](p)
		return threshold{rules: &args}
	}
	args := arguments[struct {
		Bands       bandList
		Include, On string
		Periods     []struct {
			Period period.Period
			Bands  bandList
		}
	}](p)
	upper := args.Include == "upper"
	t := threshold{on: cmp.Or(args.On, "score")}
	stated := make([]period.Period, len(args.Periods))
	for i, of := range args.Periods {
		stated[i] = of.Period
	}
	list := args.Bands
	if at := closest(stated, asked); at >= 0 {
		list = args.Periods[at].Bands
	}
	for i, given := range list {
		l := limit{rating: given.Rating}
		if i > 0 {
			l.from, l.of = readLimit(given.From)
			l.upper = cmp.Or(given.Include, args.Include) == "upper"
		}
		t.limits = append(t.limits, l)
	}
	if list == nil {
		tenth := on.met.minus(on.min).over(integer(10))
		amber, green := on.min.plus(tenth.times(integer(6))), on.min.plus(tenth.times(integer(9)))
		t.limits = []limit{{rating: bsc.RatingRed}, {bsc.RatingAmber, amber, "", upper}, {bsc.RatingGreen, green, "", upper}}
	}
	return t
}

// readLimit reads a number, the name of what a limit is, or how many times that.
func readLimit(text json.RawMessage) (*fraction, string) {
	var args struct {
		Of    string
		Times json.Number
	}
	switch text[0] {
	case '{':
		args = arguments[struct {
			Of    string
			Times json.Number
		}](bsc.Policy{Args: text})
		return fractionOf(cmp.Or(args.Times, "1")), args.Of
	case '"':
		name := string(bytes.Trim(text, `"`))
		return integer(1), name
	}
	return fractionOf(json.Number(text)), ""
}

// Limits are where the bands of a threshold begin, from the second on, to ten places.
func Limits(threshold bsc.Policy) []decimal.Decimal {
	var all []decimal.Decimal
	for _, l := range readThreshold(threshold, scale{}, period.Period{}).limits[1:] {
		all = append(all, l.from.rounded(10, bsc.RoundHalfAway).decimal())
	}
	return all
}

// A rateable is what a threshold sees of a node. What is nil is not there.
type rateable struct {
	scoring
	score          *fraction
	floor, stretch *fraction
	movement       *fraction
	series         func(id string) *fraction
	flags          bsc.Flags
	period         period.Period
}

// rate is the rating of what a node shows: that of the band it lies in, [from, next) or (from, next] as the limits say,
// or of the first rule that holds.
func (t threshold) rate(x rateable) bsc.Rating {
	if x.score == nil && x.actual == nil {
		return ""
	}
	if t.rules != nil {
		for _, r := range t.rules.Rules {
			if x.meets(&r.When) {
				return r.Rating
			}
		}
		return t.rules.Otherwise
	}
	v := x.on(t.on)
	var limits []*fraction
	for _, l := range t.limits[1:] {
		at := x.limit(l)
		if v == nil || at == nil || len(limits) > 0 && at.below(limits[len(limits)-1]) {
			return "" // nothing to compare, or limits that fall
		}
		limits = append(limits, at)
	}
	if v == nil {
		return ""
	}
	for i, l := range t.limits[1:] {
		if v.below(limits[i]) || l.upper && v.compare(limits[i]) == 0 {
			return t.limits[i].rating
		}
	}
	return t.limits[len(t.limits)-1].rating
}

// limit is a limit as a number.
func (x rateable) limit(l limit) *fraction {
	var of *fraction
	switch l.of {
	case "":
		return l.from
	case "target":
		of = x.target
	case "baseline":
		of = x.baseline
	case "floor":
		of = x.floor
	case "stretch":
		of = x.stretch
	default:
		of = x.series(strings.TrimPrefix(l.of, "series:"))
	}
	if of == nil {
		return nil
	}
	return of.times(l.from).significant().rounded(52, bsc.RoundHalfAway)
}

// on is the number that ratings are read on. A variance is how much better than the target the actual is.
func (x rateable) on(what string) *fraction {
	switch {
	case what == "score":
		return x.score
	case what == "movement":
		return x.movement
	case what == "actual" || x.actual == nil:
		return x.actual
	case x.target == nil:
		return nil
	}
	hundred, better := integer(100), x.actual.minus(x.target)
	switch x.direction {
	case bsc.DirectionLower:
		better = x.target.minus(x.actual)
	case bsc.DirectionCloser:
		better = integer(0).minus(better.magnitude())
	}
	switch {
	case what == "variance":
		return better
	case what == "percent_of_target" && x.target.sign() > 0:
		return x.actual.times(hundred).over(x.target)
	case what == "variance_percent" && x.target.sign() != 0:
		return better.times(hundred).over(x.target.magnitude())
	}
	return nil
}

// variance is by how much the actual is better than the target: as a number, and in percent of the absolute target, to
// ten places. It has 34 significant digits at most, and is not there where it is out of range.
func (x rateable) variance() (amount, percent *fraction) {
	if x.actual == nil || x.target == nil {
		return nil, nil
	}
	if v := x.on("variance").significant(); v.magnitude().below(tenTo(52)) {
		amount = v
	}
	if x.target.sign() == 0 {
		return amount, nil
	}
	v := x.on("variance_percent")
	if percent = v.rounded(10, bsc.RoundHalfAway); !percent.magnitude().below(tenTo(24)) {
		percent = v.significant()
	}
	if !percent.magnitude().below(tenTo(52)) {
		percent = nil
	}
	return amount, percent
}

// meets says whether all conditions hold.
func (x rateable) meets(w *bsc.When) bool {
	for what, in := range map[string]bsc.Interval{
		"score": w.Score, "actual": w.Actual, "percent_of_target": w.PercentOfTarget, "variance": w.Variance,
		"variance_percent": w.VariancePercent, "movement": w.Movement,
	} {
		v := x.on(what)
		if in != (bsc.Interval{}) && (v == nil || !lies(v, in)) {
			return false
		}
	}
	for _, name := range w.Flags.Names() {
		if !slices.Contains(x.flags.Names(), name) {
			return false
		}
	}
	for _, name := range w.Without.Names() {
		if slices.Contains(x.flags.Names(), name) {
			return false
		}
	}
	var calendar period.Calendar
	_, last, err := calendar.Bounds(x.period)
	if err != nil {
		panic(err)
	}
	end := last.String()
	return (w.After.IsZero() || end > w.After.String()) && (w.Before.IsZero() || end < w.Before.String())
}

func lies(v *fraction, in bsc.Interval) bool {
	return (in.From == "" || !v.below(fractionOf(in.From))) && (in.Above == "" || fractionOf(in.Above).below(v)) &&
		(in.To == "" || !fractionOf(in.To).below(v)) && (in.Below == "" || v.below(fractionOf(in.Below)))
}
