package bsc

import (
	"encoding/json"
	"slices"

	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
)

// The arguments of the built-in policies, so that Go code writes no JSON:
//
//	NewPolicy("range", RangeArgs{Within: BothSides("5%"), ZeroAt: BothSides("20%")})
//
// A field that is not set is left out, and has its default. Compile checks the rest.

// CurveArgs are the arguments of the scorer curve: two or more pairs of a value and its score, by rising value. Values
// below the first have its score, and those above the last have that of the last.
type CurveArgs struct {
	Anchors [][2]Number `json:"anchors"`
}

// AchievementArgs are the arguments of the scorer achievement: two or more pairs of how much of the target is reached,
// in percent, and its score. Both rise, also where lower is better. What is below the first has its score, and what is
// above the last has that of the last: no more is gained by going further.
type AchievementArgs struct {
	Anchors [][2]Number `json:"anchors"`
}

// RangeArgs are the arguments of the scorer range: how far around the target the score is Met, by default not at all,
// and how far away it is Min.
type RangeArgs struct {
	Within Distances `json:"within,omitzero"`
	ZeroAt Distances `json:"zero_at,omitzero"`
}

// AvoidArgs are the arguments of the scorer avoid: how far around the target the score is Min, by default not at all,
// and how far away it is Met.
type AvoidArgs struct {
	Within Distances `json:"within,omitzero"`
	MetAt  Distances `json:"met_at,omitzero"`
}

// ToleranceArgs are the arguments of the scorer tolerance: how much worse than the target the score is Min.
type ToleranceArgs struct {
	ZeroAt Distance `json:"zero_at,omitzero"`
}

// GoalFlagArgs are the arguments of the scorer goal_flag: the values that score two thirds and one third of Min..Cap.
type GoalFlagArgs struct {
	Goal    Number `json:"goal,omitzero"`
	RedFlag Number `json:"red_flag,omitzero"`
}

// PercentBandsArgs are the arguments of the scorer percent_bands: two or more limits from the worst to the best.
type PercentBandsArgs struct {
	Limits []Number `json:"limits"`
}

// StepsArgs are the arguments of the scorer steps: pairs of a limit and the score of what reaches it.
type StepsArgs struct {
	From [][2]Number `json:"from"`
}

// PointsArgs are the arguments of the scorer points: the score of each label.
type PointsArgs struct {
	Labels map[string]Number `json:"labels"`
}

// PowerArgs are the arguments of the aggregator power: the exponent.
type PowerArgs struct {
	P Number `json:"p,omitzero"`
}

// VetoArgs are the arguments of the aggregator veto. A child whose score is below Limit caps the score that Of gives.
type VetoArgs struct {
	Limit    Number   `json:"limit,omitzero"`
	Cap      Number   `json:"cap,omitzero"`
	Children []string `json:"children,omitempty"` // ids; none: every child
	Of       Policy   `json:"of,omitzero"`        // an aggregator; default: weighted_mean
}

// BandsArgs are the arguments of the threshold bands. The zero value has the default bands, which are read on the score.
type BandsArgs struct {
	On      string        `json:"on,omitzero"`      // score, the default, actual, percent_of_target, variance or variance_percent
	Include string        `json:"include,omitzero"` // a limit belongs to the band above it: lower, the default; or below it: upper
	Bands   []BandArgs    `json:"bands,omitempty"`  // ascending
	Periods []PeriodBands `json:"periods,omitempty"`
}

// BandArgs are one of the bands of BandsArgs.
type BandArgs struct {
	Rating  Rating    `json:"rating,omitzero"`  // "": a gap, which gives no rating
	From    BandLimit `json:"from,omitzero"`    // unset for the first, which is open downwards
	Include string    `json:"include,omitzero"` // of From, where it is not that of all bands
}

// PeriodBands are the bands for one period. They also hold for shorter periods in it, and for later ones of its size,
// where nothing closer is given.
type PeriodBands struct {
	Period period.Period `json:"period"`
	Bands  []BandArgs    `json:"bands"`
}

// A BandLimit is where a band starts: a number or, for bands on the actual, a multiple of something else. The zero value is
// unset.
type BandLimit struct {
	Value Number `json:"value,omitzero"` // the number
	Of    string `json:"of,omitzero"`    // target, floor, stretch, baseline, or a series such as series:industry
	Times Number `json:"times,omitzero"` // of Of, above 0; default: 1
}

// A limitObject is a BandLimit that JSON reads and writes as an object.
type limitObject BandLimit

// MarshalJSON writes a number, what the limit is taken from as text, or an object with of and times.
func (l BandLimit) MarshalJSON() ([]byte, error) {
	switch {
	case l.Of == "" && l.Times == "":
		return l.Value.MarshalJSON()
	case l.Value == "" && l.Times == "":
		return json.Marshal(l.Of)
	}
	return json.Marshal(limitObject(l))
}

// UnmarshalJSON reads what MarshalJSON writes. The error is a *Problem.
func (l *BandLimit) UnmarshalJSON(data []byte) error {
	*l = BandLimit{}
	if len(data) > 0 && data[0] == '{' {
		var object limitObject
		if p := parseInner(data, &object); p != nil {
			return p
		}
		if *l = BandLimit(object); l.Value != "" || l.Of == "" {
			p := fault(ErrBands, "limit_of_nothing")
			p.Allowed = words.New("limit_forms")
			return p
		}
		return asError(l.checkOf())
	}
	text, p := numberText(data)
	if p != nil {
		return p
	}
	if len(data) > 0 && data[0] == '"' && !exact.IsNumber(text) {
		l.Of = text
		return asError(l.checkOf())
	}
	l.Value = Number(text)
	_, p = parseDecimal(text)
	return asError(p)
}

// String returns the limit as text: 60, or 0.95 × target.
func (l BandLimit) String() string {
	switch {
	case l.Of == "":
		return string(l.Value)
	case l.Times == "":
		return l.Of
	}
	return string(l.Times) + " × " + l.Of
}

// checkOf says what is wrong with what the limit is taken from.
func (l *BandLimit) checkOf() *Problem {
	if ref, ok := cutKind(l.Of); slices.Contains(targetNumbers(), l.Of) || ok && ref.Kind == KindSeries {
		return nil
	}
	p := unknown(ErrBands, "limit", l.Of)
	p.Allowed = words.New("limit_sources", "names", words.List(targetNumbers()))
	p.Hint = didYouMean(l.Of, targetNumbers())
	return p
}

// RulesArgs are the arguments of the threshold rules: the first rule whose conditions all hold gives the rating.
type RulesArgs struct {
	Rules     []RatingRule `json:"rules"`
	Otherwise Rating       `json:"otherwise,omitzero"` // where no rule holds; "": no rating
}

// A RatingRule is a rating and when it is given.
type RatingRule struct {
	When   When   `json:"when"`
	Rating Rating `json:"rating,omitzero"` // "": none
}

// When are the conditions of a RatingRule; all that are set must hold. A condition on something that is not there does not
// hold. Only KPIs have more than a score.
type When struct {
	Score           Interval      `json:"score,omitzero"`
	Actual          Interval      `json:"actual,omitzero"`
	PercentOfTarget Interval      `json:"percent_of_target,omitzero"` // of a positive target
	Variance        Interval      `json:"variance,omitzero"`          // how much better than the target
	VariancePercent Interval      `json:"variance_percent,omitzero"`  // the same in percent of the absolute target
	Movement        Interval      `json:"movement,omitzero"`          // the actual minus that of the period before; not on a basis to date, which has none
	Flags           Flags         `json:"flags,omitzero"`             // all of them are set
	Without         Flags         `json:"without,omitzero"`           // none of them is set
	After           period.Period `json:"after,omitzero"`             // the evaluated period ends after this day
	Before          period.Period `json:"before,omitzero"`            // the evaluated period ends before this day
}

// An Interval is what a number of a condition lies in. The zero value is no condition.
type Interval struct {
	From  Number `json:"from,omitzero"`  // or more
	Above Number `json:"above,omitzero"` // more than that
	To    Number `json:"to,omitzero"`    // or less
	Below Number `json:"below,omitzero"` // less than that
}

// UnmarshalJSON reads an object with one or two of from, above, to and below. The error is a *Problem.
func (i *Interval) UnmarshalJSON(data []byte) error {
	type object Interval
	if p := parseInner(data, (*object)(i)); p != nil {
		return p
	}
	if *i == (Interval{}) {
		p := fault(ErrPolicyArgs, "interval_without_ends")
		p.Allowed = words.New("interval_ends")
		return p
	}
	return nil
}

// RatioArgs are the arguments of the calculator ratio: the ids of KPIs or series, and a factor.
type RatioArgs struct {
	Num   string `json:"num"`
	Den   string `json:"den"`
	Times Number `json:"times,omitzero"` // default: 1
}

// ListArgs are the arguments of the calculators sum, difference, product and mean.
type ListArgs struct {
	Of []Operand `json:"of"`
}

// ChangeArgs are the arguments of the calculator change.
type ChangeArgs struct {
	Of      string     `json:"of"`               // the id of a KPI or a series
	Against Comparison `json:"against,omitzero"` // default: ComparisonPrevious
	As      string     `json:"as,omitzero"`      // absolute, the default, or percent
}

// An Operand is what a calculator reads: a KPI or a series by its id, or a constant. One of both is set.
type Operand struct {
	ID       string
	Constant Number
}

// MarshalJSON writes the id as text, or the constant as a number.
func (o Operand) MarshalJSON() ([]byte, error) {
	if o.Constant != "" {
		return o.Constant.MarshalJSON()
	}
	return json.Marshal(o.ID)
}

// UnmarshalJSON reads what MarshalJSON writes. The error is a *Problem with ErrNumber.
func (o *Operand) UnmarshalJSON(data []byte) error {
	*o = Operand{}
	if len(data) > 0 && data[0] == '"' {
		return json.Unmarshal(data, &o.ID)
	}
	if _, p := parseDecimal(string(data)); p != nil {
		p.Allowed = words.New("id_or_number")
		return p
	}
	o.Constant = Number(data)
	return nil
}

// A Distance is how far something is from the target: an amount such as "5", or a percentage of the target such as
// "5%". "" is unset.
type Distance string

// MarshalJSON writes an amount as a number, and anything else as text.
func (d Distance) MarshalJSON() ([]byte, error) {
	if exact.IsNumber(string(d)) {
		return []byte(d), nil
	}
	return json.Marshal(string(d))
}

// UnmarshalJSON reads a number or text. The error is a *Problem with ErrNumber.
func (d *Distance) UnmarshalJSON(data []byte) error {
	text, p := numberText(data)
	if p == nil && text == "" {
		p = fault(ErrNumber, "distance_missing")
		p.Allowed = words.New("distance_from_target_or")
	}
	if p != nil {
		return p
	}
	*d = Distance(text)
	return nil
}

// Distances are those below and above the target. The zero value is unset.
type Distances struct {
	Low  Distance `json:"low"`
	High Distance `json:"high"`
}

// BothSides returns the same distance below and above the target.
func BothSides(d Distance) Distances { return Distances{d, d} }

// MarshalJSON writes one distance where both are the same, and otherwise an object with low and high.
func (d Distances) MarshalJSON() ([]byte, error) {
	if d.Low == d.High {
		return d.Low.MarshalJSON()
	}
	type object Distances
	return json.Marshal(object(d))
}

// UnmarshalJSON reads what MarshalJSON writes. The error is a *Problem with ErrNumber.
func (d *Distances) UnmarshalJSON(data []byte) error {
	if len(data) == 0 || data[0] != '{' {
		var one Distance
		err := one.UnmarshalJSON(data)
		*d = BothSides(one)
		return err
	}
	type object Distances
	var sides object
	if p := parseInner(data, &sides); p != nil {
		return p
	}
	if sides.Low == "" || sides.High == "" {
		p := fault(ErrNumber, "distance_side_missing")
		p.Allowed = words.New("distance_sides")
		return p
	}
	*d = Distances(sides)
	return nil
}
