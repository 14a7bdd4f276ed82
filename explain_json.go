package bsc

import (
	"encoding/json"

	"github.com/go-bsc/bsc/period"
)

// explanationJSON is the documented form of an Explanation: keys as in a Report, numbers
// as numbers, and what is not there left out.
type explanationJSON struct {
	Node          nodeJSON           `json:"node"`
	Policy        string             `json:"policy,omitempty"`
	Formula       string             `json:"formula,omitempty"`
	Value         Number             `json:"value,omitempty"`
	Calculator    string             `json:"calculator,omitempty"`
	Calculation   string             `json:"calculation,omitempty"`
	Inputs        []inputJSON        `json:"inputs,omitempty"`
	Basis         Basis              `json:"basis,omitempty"`
	Rollup        Rollup             `json:"rollup,omitempty"`
	Readings      []readingJSON      `json:"readings,omitempty"`
	TargetShares  []targetShareJSON  `json:"target_shares,omitempty"`
	Notes         []amountJSON       `json:"notes,omitempty"`
	Contributions []contributionJSON `json:"contributions,omitempty"`
	LeftOut       []leftOutJSON      `json:"left_out,omitempty"`
	Decided       []Ref              `json:"decided,omitempty"`
	Adjustments   []amountJSON       `json:"adjustments,omitempty"`
	Threshold     string             `json:"threshold,omitempty"`
	Band          *bandJSON          `json:"band,omitempty"`
	Below         []*Explanation     `json:"below,omitempty"`
}

type inputJSON struct {
	Ref    Ref         `json:"ref"`
	Value  Number      `json:"value,omitempty"`
	Rollup Rollup      `json:"rollup,omitempty"`
	Window *windowJSON `json:"window,omitempty"`
}

type readingJSON struct {
	Period period.Period `json:"period"`
	Of     period.Period `json:"of"`
	Value  Number        `json:"value,omitempty"`
	Label  string        `json:"label,omitempty"`
	State  State         `json:"state,omitempty"`
	Days   int           `json:"days"`
	OfDays int           `json:"of_days"`
}

type targetShareJSON struct {
	Period period.Period  `json:"period,omitzero"`
	Value  Number         `json:"value"`
	Part   string         `json:"part"`
	Off    []takenOffJSON `json:"off,omitempty"`
}

type takenOffJSON struct {
	Period period.Period `json:"period"`
	State  PartState     `json:"state"`
	Part   string        `json:"part"`
}

type amountJSON struct {
	Name   string `json:"name"`
	Amount Number `json:"amount"`
}

type contributionJSON struct {
	Ref    Ref    `json:"ref"`
	Score  Number `json:"score"`
	Weight Number `json:"weight"`
	Share  Number `json:"share"`
	Amount Number `json:"amount,omitempty"`
	Filled bool   `json:"filled,omitempty"`
	Judged bool   `json:"judged,omitempty"`
}

type leftOutJSON struct {
	Ref    Ref    `json:"ref"`
	Reason string `json:"reason"`
}

type bandJSON struct {
	Rating       Rating `json:"rating"`
	On           string `json:"on"`
	Low          Number `json:"low,omitempty"`
	High         Number `json:"high,omitempty"`
	IncludeUpper bool   `json:"include_upper,omitempty"`
}

// MarshalJSON writes the explanation with keys as in a Report: node, policy, formula, value, calculator, calculation,
// inputs, basis, rollup, readings, target_shares, notes, contributions, left_out, decided, adjustments, threshold, band
// and below.
func (x *Explanation) MarshalJSON() ([]byte, error) {
	out := explanationJSON{
		Policy: x.Policy, Formula: x.Formula, Value: optional(x.Value),
		Basis: x.Basis, Rollup: x.Rollup, Calculator: x.Calculator, Calculation: x.Calculation, Decided: x.Decided, Threshold: x.ThresholdName,
	}
	if x.Outcome.e != nil {
		out.Node = nodeAsJSON(x.Outcome)
	}
	for _, in := range x.Inputs {
		out.Inputs = append(out.Inputs, inputJSON{in.Ref, optional(in.Value), in.Rollup, windowAsJSON(&in.Window)})
	}
	for _, r := range x.Readings {
		shown := readingJSON{r.Period, r.Of, NumberOf(r.Value), r.Label, r.State, r.Days, r.OfDays}
		if r.Label != "" {
			shown.Value = ""
		}
		out.Readings = append(out.Readings, shown)
	}
	for _, s := range x.TargetShares {
		shown := targetShareJSON{Period: s.Period, Value: NumberOf(s.Value), Part: s.Part}
		for _, off := range s.Off {
			shown.Off = append(shown.Off, takenOffJSON(off))
		}
		out.TargetShares = append(out.TargetShares, shown)
	}
	for _, n := range x.Notes {
		out.Notes = append(out.Notes, amountJSON{n.Name, NumberOf(n.Value)})
	}
	for _, a := range x.Adjustments {
		out.Adjustments = append(out.Adjustments, amountJSON{a.Name, NumberOf(a.Amount)})
	}
	for _, c := range x.Contributions {
		out.Contributions = append(out.Contributions, contributionJSON{
			c.Ref, NumberOf(c.Score), NumberOf(c.Weight), NumberOf(c.Share), optional(c.Amount), c.Filled, c.Judged,
		})
	}
	for _, l := range x.LeftOut {
		out.LeftOut = append(out.LeftOut, leftOutJSON(l))
	}
	if b := x.Band; b != nil {
		out.Band = &bandJSON{b.Rating, b.On, optional(b.Low), optional(b.High), b.IncludeUpper}
	}
	for i := range x.Below {
		out.Below = append(out.Below, &x.Below[i])
	}
	return json.Marshal(out)
}
