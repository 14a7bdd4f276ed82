package bsc

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/go-bsc/bsc/internal/target"
	"github.com/shopspring/decimal"
)

// Ratings, and the built-in thresholds.

// A Rating is the id of one of a definition's rating levels, such as "green". "" is no rating.
type Rating string

// The ratings of DefaultRatings.
const (
	RatingRed   Rating = "red"
	RatingAmber Rating = "amber"
	RatingGreen Rating = "green"
)

// A RatingLevel describes a rating. A definition lists its levels from worst to best.
type RatingLevel struct {
	ID     Rating `json:"id"`
	Name   string `json:"name,omitempty"`
	Color  string `json:"color,omitempty"`  // #rrggbb
	Symbol string `json:"symbol,omitempty"` // a sign that tells it apart without colour
}

// DefaultRatings returns red, amber and green, worst first: the levels of a definition without ratings.
func DefaultRatings() []RatingLevel {
	return []RatingLevel{
		{ID: RatingRed, Name: "Red", Color: "#c0392b", Symbol: "▼"},
		{ID: RatingAmber, Name: "Amber", Color: "#e6a117", Symbol: "◆"},
		{ID: RatingGreen, Name: "Green", Color: "#2e8b57", Symbol: "●"},
	}
}

// rank returns where a rating stands among the levels, or -1.
func rank(levels []RatingLevel, r Rating) int {
	return slices.IndexFunc(levels, func(l RatingLevel) bool { return l.ID == r })
}

// unknownRating is the problem of a rating that is not among the levels.
func unknownRating(code Code, levels []RatingLevel, r Rating) *Problem {
	names := make([]Rating, len(levels))
	for i, l := range levels {
		names[i] = l.ID
	}
	p := notOneOf("", "rating", r, names)
	p.Code = code
	return p
}

// noneThreshold rates nothing.
type noneThreshold struct{}

func (noneThreshold) Rate(RateInput) (Rating, error) { return "", nil }

// bands is the built-in threshold. Bands ascend along what they are read on: the score, the actual, or the actual in
// percent of the target.
type bands struct {
	limits []bandLimit // nil: red, amber from 60 %, green from 90 % of Min..Met
	upper  bool        // a limit itself belongs to the band below it
	on     bandsOn
}

type bandLimit struct {
	rating Rating
	from   decimal.Decimal // of the first, unused: it is open downwards
}

type bandsOn string

const (
	onScore   bandsOn = "score"
	onActual  bandsOn = "actual"
	onPercent bandsOn = "percent_of_target"
)

func newBands(a Args) (Threshold, error) {
	var args struct {
		Bands []struct {
			Rating Rating `json:"rating"`
			From   Number `json:"from"`
		} `json:"bands"`
		Include string  `json:"include"`
		On      bandsOn `json:"on"`
	}
	if err := a.Decode(&args); err != nil {
		return nil, err
	}
	b := bands{on: args.On, upper: args.Include == "upper"}
	if b.on == "" {
		b.on = onScore
	}
	if sides := []string{"lower", "upper"}; args.Include != "" && !slices.Contains(sides, args.Include) {
		return nil, notOneOf("/include", "include", args.Include, sides)
	}
	if lines := []bandsOn{onScore, onActual, onPercent}; !slices.Contains(lines, b.on) {
		return nil, notOneOf("/on", "on", b.on, lines)
	}
	for i, given := range args.Bands {
		limit := bandLimit{rating: given.Rating}
		if p := limit.parse(i, given.From, b.limits); p != nil {
			p.Path = Pointer("/bands/"+strconv.Itoa(i)) + p.Path
			return nil, p
		}
		b.limits = append(b.limits, limit)
	}
	if len(b.limits) == 0 && b.on != onScore {
		p := fault(ErrBands, "no bands")
		p.Path, p.Allowed = "/bands", "bands, where they are not read on the score"
		return nil, p
	}
	return b, nil
}

func (l *bandLimit) parse(i int, from Number, before []bandLimit) *Problem {
	if i == 0 {
		if from == "" {
			return nil
		}
		p := fault(ErrBands, "the lowest band starts at %s", quote(string(from)))
		p.Path, p.Allowed = "/from", "no limit: the lowest band is open downwards"
		return p
	}
	d, p := parseDecimal(string(from))
	if p == nil && i > 1 && !d.GreaterThan(before[i-1].from) {
		p = fault(ErrBands, "the band from %s follows the one from %s", canonical(d), canonical(before[i-1].from))
		p.Allowed = "limits strictly rising"
	}
	if p != nil {
		p.Path = "/from"
		return p
	}
	l.from = d
	return nil
}

// checkRatings finds a rating the definition does not have.
func (b bands) checkRatings(levels []RatingLevel) *Problem {
	for _, limit := range b.resolved(DefaultScale()) {
		if rank(levels, limit.rating) >= 0 {
			continue
		}
		return unknownRating(ErrBands, levels, limit.rating)
	}
	return nil
}

// checkUse says why the bands do not fit the node that uses them: they are read on something the node does not have, or
// the order of their ratings contradicts its direction.
func (b bands) checkUse(levels []RatingLevel, isKPI bool, d Direction) *Problem {
	if b.on != onScore && !isKPI {
		p := fault(ErrBands, "bands on %s of a node that is no KPI", b.on)
		p.Allowed, p.Hint = `"on": "score"`, "give the node, or the Defaults above it, bands on score"
		return p
	}
	if b.on != onScore && d == DirectionCloser {
		return nil // ratings may rise to the target and fall beyond it
	}
	falling := b.on != onScore && d == DirectionLower
	limits := b.resolved(DefaultScale())
	for i := 1; i < len(limits); i++ {
		before, at := rank(levels, limits[i-1].rating), rank(levels, limits[i].rating)
		if before < 0 || at < 0 || before != at && before > at == falling {
			continue
		}
		p := fault(ErrBands, "the rating %s follows %s", quote(string(limits[i].rating)), quote(string(limits[i-1].rating)))
		p.Allowed = "ratings from worst to best"
		if falling {
			p.Allowed = "ratings from best to worst, as lower is better"
		}
		return p
	}
	return nil
}

// resolved returns the limits, with the default bands as numbers on the scale.
func (b bands) resolved(s ResolvedScale) []bandLimit {
	if b.limits != nil {
		return b.limits
	}
	at := func(percent int64) decimal.Decimal {
		return s.Min.Add(s.Met.Sub(s.Min).Mul(decimal.New(percent, -2)))
	}
	return []bandLimit{{rating: RatingRed}, {RatingAmber, at(60)}, {RatingGreen, at(90)}}
}

// levels returns the lowest score of each rating, worst first, if the bands are read on the score.
func (b bands) levels(s ResolvedScale) []Level {
	if b.on != onScore {
		return nil
	}
	var levels []Level
	for i, limit := range b.resolved(s) {
		from := limit.from
		if i == 0 {
			from = s.Min
		}
		levels = append(levels, Level{limit.rating, from})
	}
	return levels
}

// Rate returns the rating of the band hit.
func (b bands) Rate(in RateInput) (Rating, error) {
	if p := cmp.Or(admit("the actual", &in.Actual.Decimal), in.Target.admit(), in.Scale.admit()); p != nil {
		return "", p
	}
	return b.rate(&in)
}

func (b bands) rate(in *RateInput) (Rating, error) {
	band, p := b.find(in)
	if p != nil {
		return "", p
	}
	return band.Rating, nil
}

// A Band is a range with one rating: the one that an outcome hit, or one of a node's bands.
type Band struct {
	Rating       Rating
	On           string              // what was compared: score, actual or percent_of_target
	Low, High    decimal.NullDecimal // not valid: open
	IncludeUpper bool                // High belongs to the band, Low does not; else the reverse
}

func (b bands) find(in *RateInput) (Band, *Problem) {
	value, factor, p := b.reading(in)
	if p != nil {
		return Band{}, p
	}
	limits := b.resolved(in.Scale)
	hit := 0
	for i, limit := range limits[1:] {
		cmp := value.Cmp(limit.from.Mul(factor))
		if cmp < 0 || cmp == 0 && b.upper {
			break
		}
		hit = i + 1
	}
	band := Band{Rating: limits[hit].rating, On: string(b.on), IncludeUpper: b.upper}
	if hit > 0 {
		band.Low = decimal.NewNullDecimal(limits[hit].from)
	}
	if hit < len(limits)-1 {
		band.High = decimal.NewNullDecimal(limits[hit+1].from)
	}
	return band, nil
}

// reading returns what is compared with limit × factor: 100·A against limit·T needs no division.
func (b bands) reading(in *RateInput) (value, factor decimal.Decimal, p *Problem) {
	if b.on == onScore {
		score, ok := in.Score.Decimal()
		if !ok {
			return value, one(), fault(ErrNoData, "no score to rate")
		}
		return score, one(), nil
	}
	if !in.Actual.Valid {
		return value, one(), fault(ErrNoData, "no actual to rate")
	}
	if b.on == onActual {
		return in.Actual.Decimal, one(), nil
	}
	if p := in.Target.need(); p != nil {
		return value, one(), p
	}
	target := in.Target.Value.Decimal
	if target.Sign() <= 0 {
		return value, one(), noPercentage(target)
	}
	return in.Actual.Decimal.Shift(2), target, nil
}

func noPercentage(target decimal.Decimal) *Problem {
	p := fault(ErrTarget, "no percentage of target %s", canonical(target))
	p.Allowed = "a positive target"
	return p
}

// checkTarget says why bands cannot be read on a stated target. A 0 stated for a period may be one part of a sum, and a
// comparison is known only later: where they come to 0 or less, there is no rating.
func (b bands) checkTarget(t *target.Stated) *Problem {
	value := t.Numbers[target.Value]
	if b.on != onPercent || !value.Valid || t.With != target.Nothing {
		return nil
	}
	if value.Decimal.Sign() > 0 || value.Decimal.IsZero() && !t.From.IsZero() {
		return nil
	}
	p := noPercentage(value.Decimal)
	p.Hint = `read the bands on "score" or "actual"`
	return p
}

// need returns a problem if the target has no value.
func (t *ResolvedTarget) need() *Problem {
	of := t.forScoring()
	return problemOf(of.Need())
}
