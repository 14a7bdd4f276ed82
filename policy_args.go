package bsc

import (
	"encoding/json"

	"github.com/go-bsc/bsc/internal/exact"
)

// The arguments of the built-in policies, so that Go code writes no JSON:
//
//	NewPolicy("range", RangeArgs{Within: BothSides("5%"), ZeroAt: BothSides("20%")})
//
// A field that is not set is left out, and has its default. Compile checks the rest.

// CurveArgs are the arguments of the scorer curve: two or more pairs of a value and its score, by rising value.
type CurveArgs struct {
	Anchors [][2]Number `json:"anchors"`
}

// AchievementArgs are the arguments of the scorer achievement: two or more pairs of how much of the target is reached,
// in percent, and its score. Both rise, also where lower is better.
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
		p.Allowed = "the id of a KPI or a series, or a number"
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
		p = fault(ErrNumber, "a distance is missing")
		p.Allowed = `a distance from the target such as 5 or "5%"`
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
		p := fault(ErrNumber, "a distance on one side is missing")
		p.Allowed = "low and high"
		return p
	}
	*d = Distances(sides)
	return nil
}
