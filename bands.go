package bsc

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/target"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// The built-in threshold bands. What its limits are is in bands_limits.go.

// bands rates by bands that ascend along what they are read on.
type bands struct {
	on      ratedOn
	upper   bool       // a limit belongs to the band below it, unless its band says otherwise
	limits  bandLimits // those of no period; nil: red, amber from 60 %, green from 90 % of Min..Met
	dated   []datedBands
	almanac *almanac.Almanac // of dated
	asked   asked
}

// datedBands are the bands of a period.
type datedBands struct {
	label  almanac.Label
	days   almanac.Span
	limits bandLimits
}

func newBands(a Args) (Threshold, error) {
	var args BandsArgs
	if err := a.Decode(&args); err != nil {
		return nil, err
	}
	b := &bands{on: ratedOn(cmp.Or(args.On, string(onScore))), upper: args.Include == "upper", almanac: a.calendar()}
	if lines := []ratedOn{onScore, onActual, onPercent, onVariance, onVariancePercent}; !slices.Contains(lines, b.on) {
		return nil, notOneOf("/on", "on", b.on, lines)
	}
	if p := checkInclude(args.Include); p != nil {
		return nil, p
	}
	var p *Problem
	if b.limits, p = b.parse(args.Bands); p == nil && len(b.limits) == 0 && b.on != onScore {
		p = fault(ErrBands, "no_bands")
		p.Allowed = words.New("bands_unless_on_score")
	}
	if p != nil {
		p.Path = "/bands" + p.Path
		return nil, p
	}
	for i := range args.Periods {
		if p := b.date(&args.Periods[i]); p != nil {
			p.Path = at("", "periods", i) + p.Path
			return nil, p
		}
	}
	for _, list := range b.lists() {
		for i := range list {
			if id := list[i].series; id != "" && !slices.Contains(b.asked.series, id) {
				b.asked.series = append(b.asked.series, id)
			}
		}
	}
	return b, nil
}

func checkInclude(include string) *Problem {
	if sides := []string{"lower", "upper"}; include != "" && !slices.Contains(sides, include) {
		return notOneOf("/include", "include", include, sides)
	}
	return nil
}

// parse reads a list of bands. The path of a problem is relative to it.
func (b *bands) parse(list []BandArgs) (limits bandLimits, p *Problem) {
	if len(list) == 0 {
		return nil, nil
	}
	for i := range list {
		limit, p := b.limit(i, &list[i], limits)
		if p != nil {
			p.Path = Pointer("/"+strconv.Itoa(i)) + p.Path
			return nil, p
		}
		limits = append(limits, limit)
	}
	if !slices.ContainsFunc(limits, func(l bandLimit) bool { return l.rating != "" }) {
		p := fault(ErrBands, "bands_without_rating")
		p.Allowed = words.New("rating_in_one_band")
		return nil, p
	}
	return limits, nil
}

// date adds the bands of a period.
func (b *bands) date(of *PeriodBands) *Problem {
	label := of.Period.Label()
	days, ok := b.almanac.Span(label)
	if !ok {
		p := problemOf(period.Absent(b.almanac, of.Period))
		p.Path = "/period"
		return p
	}
	if slices.ContainsFunc(b.dated, func(d datedBands) bool { return d.label == label }) {
		p := fault(ErrDuplicate, "bands_twice", "period", of.Period)
		p.Path, p.Allowed = "/period", words.New("each_period_once")
		return p
	}
	limits, p := b.parse(of.Bands)
	if p == nil && limits == nil {
		p = fault(ErrBands, "no_bands_for_period", "period", of.Period)
	}
	if p != nil {
		p.Path = "/bands" + p.Path
		return p
	}
	b.dated = append(b.dated, datedBands{label, days, limits})
	return nil
}

// of returns the bands for a period: those stated for it, else for the smallest period around it, else the latest
// earlier ones of its size, else those of no period.
func (b *bands) of(p period.Period, s *ResolvedScale) bandLimits {
	if len(b.dated) > 0 {
		label := p.Label()
		if days, ok := b.almanac.Span(label); ok {
			if found := b.datedFor(label, days); found != nil {
				return found.limits
			}
		}
	}
	return b.resolved(s)
}

// datedFor finds the bands of a period as package target finds a target.
func (b *bands) datedFor(label almanac.Label, days almanac.Span) (found *datedBands) {
	const stated, twin, around, earlier = 4, 3, 2, 1
	best := 0
	for i := range b.dated {
		d := &b.dated[i]
		longer, rank := d.label.Kind.Size()-label.Kind.Size(), 0
		switch {
		case d.label == label:
			rank = stated
		case longer == 0 && d.days == days:
			rank = twin
		case longer > 0 && d.days.Holds(days):
			rank = around
		case d.label.Kind == label.Kind && d.days.Last < days.First:
			rank = earlier
		}
		if rank > best || rank == best && rank > 0 && d.closer(found, rank == earlier) {
			found, best = d, rank
		}
	}
	return found
}

// closer reports whether bands are closer to a period than others that also lie before it, or around it.
func (d *datedBands) closer(than *datedBands, before bool) bool {
	if before {
		return d.days.Last > than.days.Last
	}
	own, other := d.label.Kind, than.label.Kind
	return own.Size() < other.Size() || own.Size() == other.Size() && own > other
}

// lists returns all lists of limits: those of no period first.
func (b *bands) lists() []bandLimits {
	scale := DefaultScale()
	lists := []bandLimits{b.resolved(&scale)}
	for i := range b.dated {
		lists = append(lists, b.dated[i].limits)
	}
	return lists
}

// resolved returns the limits of no period, with the default bands as numbers on the scale.
func (b *bands) resolved(s *ResolvedScale) bandLimits {
	if b.limits != nil {
		return b.limits
	}
	at := func(percent int64) decimal.Decimal {
		return s.Min.Add(s.Met.Sub(s.Min).Mul(decimal.New(percent, -2)))
	}
	return bandLimits{
		{rating: RatingRed, upper: b.upper},
		{rating: RatingAmber, by: at(60), upper: b.upper},
		{rating: RatingGreen, by: at(90), upper: b.upper},
	}
}

// fixed reports whether the limits are the same for every outcome and every period.
func (b *bands) fixed() bool {
	return len(b.dated) == 0 && !b.limits.vary()
}

func (b *bands) checkRatings(levels []RatingLevel) *Problem {
	for _, list := range b.lists() {
		if p := list.checkRatings(levels); p != nil {
			return p
		}
	}
	return nil
}

// checkUse says why the bands do not fit the node that uses them: they are read on something the node does not have, or
// the order of their ratings contradicts its direction.
func (b *bands) checkUse(levels []RatingLevel, isKPI bool, d Direction) *Problem {
	if b.on != onScore && !isKPI {
		p := fault(ErrBands, "bands_need_kpi", "on", b.on)
		p.Allowed, p.Hint = words.New("bands_on_score"), words.New("give_bands_on_score")
		return p
	}
	if b.on.turns(d) {
		return nil // ratings may rise to the target and fall beyond it
	}
	for _, list := range b.lists() {
		if p := list.checkOrder(levels, b.on.falls(d)); p != nil {
			return p
		}
	}
	return nil
}

// checkTarget says why the bands cannot be read on a stated target: those for its period or, if it stands for every
// period, all of them.
func (b *bands) checkTarget(t *target.Stated) *Problem {
	if p := b.on.checkTarget(t); p != nil {
		return p
	}
	lists := b.lists()
	if !t.From.IsZero() {
		scale := DefaultScale()
		lists = []bandLimits{b.of(period.Of(t.From), &scale)}
	}
	for _, list := range lists {
		if p := list.checkTarget(t); p != nil {
			return p
		}
	}
	return nil
}

func (b *bands) readsActual() bool { return b.on != onScore }

func (b *bands) reads() asked { return b.asked }

// levels returns the lowest score of each rating in a period, worst first, if the bands are read on the score.
func (b *bands) levels(s *ResolvedScale, in period.Period) []Level {
	if b.on != onScore {
		return nil
	}
	var levels []Level
	for i, limit := range b.of(in, s) {
		from := limit.by
		if i == 0 {
			from = s.Min
		}
		if limit.rating != "" {
			levels = append(levels, Level{limit.rating, from})
		}
	}
	return levels
}

// Rate returns the rating of the band hit.
func (b *bands) Rate(in RateInput) (Rating, error) {
	if p := in.admit(); p != nil {
		return "", p
	}
	rating, p := b.rate(&in)
	if p != nil {
		return "", p
	}
	return rating, nil
}

func (b *bands) rate(in *RateInput) (Rating, *Problem) {
	limits, hit, p := b.find(in)
	if p != nil {
		return "", p
	}
	return limits[hit].rating, nil
}

// find returns the limits for an input, as numbers, and the place of the band hit.
func (b *bands) find(in *RateInput) (limits bandLimits, hit int, p *Problem) {
	value, factor, p := b.on.reading(in)
	if p != nil {
		return nil, 0, p
	}
	limits, p = b.of(in.Period, &in.Scale).known(in)
	if p != nil {
		return nil, 0, p
	}
	for i := range limits[1:] {
		limit := &limits[1+i]
		cmp := value.Cmp(limit.by.Mul(factor))
		if cmp < 0 || cmp == 0 && limit.upper {
			break
		}
		hit = i + 1
	}
	return limits, hit, nil
}

// A Band is a range with one rating: the one that an outcome hit, or one of a node's bands.
type Band struct {
	Rating       Rating              `json:"rating"` // "": a gap, which gives no rating
	On           string              `json:"on"`     // what was compared: score, actual, percent_of_target, variance or variance_percent
	Low          decimal.NullDecimal `json:"low"`    // not valid: open, as for High
	High         decimal.NullDecimal `json:"high"`
	IncludeLower bool                `json:"include_lower,omitempty"` // Low belongs to the band
	IncludeUpper bool                `json:"include_upper,omitempty"` // High belongs to the band
}

// band returns one of some limits' bands.
func (b *bands) band(limits bandLimits, i int) Band {
	band := Band{Rating: limits[i].rating, On: string(b.on), IncludeUpper: b.upper}
	if i > 0 {
		band.Low, band.IncludeLower = decimal.NewNullDecimal(limits[i].by), !limits[i].upper
	}
	if i < len(limits)-1 {
		band.High, band.IncludeUpper = decimal.NewNullDecimal(limits[i+1].by), limits[i+1].upper
	}
	return band
}

// all returns the bands between some limits, ascending.
func (b *bands) all(limits bandLimits) []Band {
	list := make([]Band, len(limits))
	for i := range limits {
		list[i] = b.band(limits, i)
	}
	return list
}

// why says why the bands give an input no rating.
func (b *bands) why(in *RateInput) *Problem {
	limits, hit, p := b.find(in)
	if p == nil && limits[hit].rating == "" {
		band := b.band(limits, hit)
		p = fault(ErrNoData, "in_gap_of_bands", "band", bandFormula(&band))
	}
	return p
}

// bandFormula shows the ends of a band: 50 <= score < 80.
func bandFormula(b *Band) words.Formula {
	signs := map[bool]string{false: " < ", true: " <= "}
	line := words.Formula{{Phrase: words.Name("rated_on", b.On)}}
	if b.Low.Valid {
		line = append(words.Formula{{Number: words.Number(canonical(b.Low.Decimal)), Of: "low"}, {Text: signs[b.IncludeLower]}}, line...)
	}
	if b.High.Valid {
		line = append(line, words.Token{Text: signs[b.IncludeUpper]}, words.Token{Number: words.Number(canonical(b.High.Decimal)), Of: "high"})
	}
	return line
}
