package report

import (
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
)

// An Explanation is a bsc.Explanation as plain data: how one node came to its score, and the nodes below that it is
// made of. Its JSON uses the keys of a Report for the same things. What is not there is left out.
type Explanation struct {
	Node          Node           `json:"node"`
	Policy        string         `json:"policy,omitempty"`
	Formula       words.Formula  `json:"formula,omitempty"`
	Value         bsc.Number     `json:"value,omitempty"`
	Calculator    string         `json:"calculator,omitempty"`
	Calculation   words.Formula  `json:"calculation,omitempty"`
	Inputs        []Input        `json:"inputs,omitempty"`
	Basis         bsc.Basis      `json:"basis,omitempty"`
	Rollup        bsc.Rollup     `json:"rollup,omitempty"`
	Readings      []Reading      `json:"readings,omitempty"`
	Addends       []Addend       `json:"addends,omitempty"`
	TargetShares  []TargetShare  `json:"target_shares,omitempty"`
	Notes         []Amount       `json:"notes,omitempty"`
	Contributions []Contribution `json:"contributions,omitempty"`
	LeftOut       []LeftOut      `json:"left_out,omitempty"`
	Decided       []bsc.Ref      `json:"decided,omitempty"`
	Adjustments   []Amount       `json:"adjustments,omitempty"`
	Threshold     string         `json:"threshold,omitempty"`
	Band          *HitBand       `json:"band,omitempty"`
	Rule          words.Phrase   `json:"rule,omitzero"`
	// Judgement is set for a KPI that stands for another result's node: the assessment that counts for that node.
	Judgement *bsc.Assessment `json:"judgement,omitempty"`
	Below     []*Explanation  `json:"below,omitempty"`
	// Lines are the whole explanation, with what is below, for showing it as text in any language. Only the outermost
	// Explanation has them.
	Lines []bsc.ExplanationLine `json:"lines,omitempty"`
}

// An Input is a bsc.InputValue as plain data.
type Input struct {
	Ref    bsc.Ref    `json:"ref"`
	Value  bsc.Number `json:"value,omitempty"`
	Rollup bsc.Rollup `json:"rollup,omitempty"`
	Window *Window    `json:"window,omitempty"`
}

// A Reading is a bsc.UsedReading as plain data.
type Reading struct {
	Period period.Period `json:"period"`
	Of     period.Period `json:"of"`
	Value  bsc.Number    `json:"value,omitempty"`
	Label  string        `json:"label,omitempty"`
	State  bsc.State     `json:"state,omitempty"`
	Days   int           `json:"days"`
	OfDays int           `json:"of_days"`
	// Note, Author and RecordedAt are set where somebody said something with it.
	Note       string    `json:"note,omitempty"`
	Author     string    `json:"author,omitempty"`
	RecordedAt time.Time `json:"recorded_at,omitzero"`
}

// An Addend is a bsc.Addend as plain data.
type Addend struct {
	To     bsc.Ref      `json:"to"`
	Unit   string       `json:"unit"`
	Ref    bsc.Ref      `json:"ref"`
	Factor *Factor      `json:"factor,omitempty"`
	Value  bsc.Number   `json:"value,omitempty"`
	Target bsc.Number   `json:"target,omitempty"`
	Parts  []AddendPart `json:"parts,omitempty"`
}

// A Factor is a bsc.Factor as plain data.
type Factor struct {
	Number bsc.Number `json:"number,omitempty"`
	Share  bsc.Number `json:"share,omitempty"`
	Rates  bsc.Ref    `json:"rates,omitzero"`
	Unit   string     `json:"unit,omitempty"` // whose rates; "": those of the org unit that brings it
}

// An AddendPart is a bsc.AddendPart as plain data.
type AddendPart struct {
	Period period.Period `json:"period"`
	Value  bsc.Number    `json:"value"`
	Factor bsc.Number    `json:"factor"`
}

// A TargetShare is a bsc.TargetShare as plain data.
type TargetShare struct {
	Period period.Period `json:"period,omitzero"`
	Value  bsc.Number    `json:"value,omitempty"`
	Part   string        `json:"part"`
	Off    []TakenOff    `json:"off,omitempty"`
}

// A TakenOff is a bsc.TakenOff as plain data.
type TakenOff struct {
	Period period.Period `json:"period"`
	State  bsc.PartState `json:"state"`
	Part   string        `json:"part"`
}

// An Amount is a policy's note or an adjustment, with its name.
type Amount struct {
	Name   string     `json:"name"`
	Amount bsc.Number `json:"amount,omitempty"`
}

// A Contribution is a bsc.Contribution as plain data.
type Contribution struct {
	Ref      bsc.Ref    `json:"ref"`
	Score    bsc.Number `json:"score,omitempty"`
	Weight   bsc.Number `json:"weight,omitempty"`
	Share    bsc.Number `json:"share,omitempty"`
	Amount   bsc.Number `json:"amount,omitempty"`
	Filled   bool       `json:"filled,omitempty"`
	Judged   bool       `json:"judged,omitempty"`
	JudgedBy string     `json:"judged_by,omitempty"` // the author
	JudgedAs string     `json:"judged_as,omitempty"` // the role
}

// A LeftOut is a bsc.LeftOut as plain data.
type LeftOut struct {
	Ref    bsc.Ref      `json:"ref"`
	Reason words.Phrase `json:"reason"`
}

// A HitBand is the band of a threshold that a node has hit.
type HitBand struct {
	Rating       bsc.Rating `json:"rating"`
	On           string     `json:"on"`
	Low          bsc.Number `json:"low,omitempty"`
	High         bsc.Number `json:"high,omitempty"`
	IncludeLower bool       `json:"include_lower,omitempty"`
	IncludeUpper bool       `json:"include_upper,omitempty"`
}

// Explain returns the explanation of a node of a result as plain data, which belongs to the caller. The error is that
// of bsc.Result.Explain.
func Explain(r *bsc.Result, of bsc.Ref) (*Explanation, error) {
	x, err := r.Explain(of)
	if err != nil {
		return nil, err
	}
	out := explanationOf(r, x)
	out.Lines = x.Lines()
	return out, nil
}

// explanationOf recurses only over the kinds of a definition: three levels deep.
func explanationOf(r *bsc.Result, x *bsc.Explanation) *Explanation {
	out := &Explanation{
		Node: nodeOf(r, &x.Outcome), Policy: x.Policy, Formula: x.Formula, Value: optional(x.Value), Basis: x.Basis, Rollup: x.Rollup,
		Calculator: x.Calculator, Calculation: x.Calculation, Decided: x.Decided, Threshold: x.ThresholdName, Rule: x.Rule, Judgement: x.Judgement,
	}
	for _, in := range x.Inputs {
		out.Inputs = append(out.Inputs, Input{in.Ref, optional(in.Value), in.Rollup, windowOf(&in.Window)})
	}
	for _, used := range x.Readings {
		out.Readings = append(out.Readings, readingOf(used))
	}
	for _, a := range x.Addends {
		out.Addends = append(out.Addends, addendOf(a))
	}
	for _, s := range x.TargetShares {
		out.TargetShares = append(out.TargetShares, shareOf(s))
	}
	for _, n := range x.Notes {
		out.Notes = append(out.Notes, Amount{n.Name, bsc.NumberOf(n.Value)})
	}
	for _, a := range x.Adjustments {
		out.Adjustments = append(out.Adjustments, Amount{a.Name, bsc.NumberOf(a.Amount)})
	}
	for _, c := range x.Contributions {
		out.Contributions = append(out.Contributions, Contribution{
			c.Ref, bsc.NumberOf(c.Score), bsc.NumberOf(c.Weight), bsc.NumberOf(c.Share), optional(c.Amount), c.Filled, c.Judged, c.JudgedBy, c.JudgedAs,
		})
	}
	for _, l := range x.LeftOut {
		out.LeftOut = append(out.LeftOut, LeftOut(l))
	}
	if b := x.Band; b != nil {
		out.Band = &HitBand{b.Rating, b.On, optional(b.Low), optional(b.High), b.IncludeLower, b.IncludeUpper}
	}
	for i := range x.Below {
		out.Below = append(out.Below, explanationOf(r, &x.Below[i]))
	}
	return out
}

func readingOf(r bsc.UsedReading) Reading {
	shown := Reading{r.Period, r.Of, bsc.NumberOf(r.Value), r.Label, r.State, r.Days, r.OfDays, r.Note, r.Author, r.RecordedAt}
	if r.Label != "" {
		shown.Value = ""
	}
	return shown
}

func addendOf(a bsc.Addend) Addend {
	shown := Addend{To: a.To, Unit: a.OrgUnit, Ref: a.Ref, Factor: factorOf(a.Factor), Value: optional(a.Value), Target: optional(a.Target)}
	for _, part := range a.Parts {
		shown.Parts = append(shown.Parts, AddendPart{part.Period, bsc.NumberOf(part.Value), bsc.NumberOf(part.Factor)})
	}
	return shown
}

// factorOf returns a factor; nil if there is none.
func factorOf(f bsc.Factor) *Factor {
	if f == (bsc.Factor{}) {
		return nil
	}
	return &Factor{f.Number, f.Share, f.Rates, f.OrgUnit}
}

func shareOf(s bsc.TargetShare) TargetShare {
	shown := TargetShare{Period: s.Period, Value: bsc.NumberOf(s.Value), Part: s.Part}
	for _, off := range s.Off {
		shown.Off = append(shown.Off, TakenOff(off))
	}
	return shown
}
