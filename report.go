package bsc

import (
	"encoding/json"

	"github.com/shopspring/decimal"
)

// A Report is a Result as plain data: what its JSON holds, for front ends and stores that
// know nothing of this package. Nodes stand in definition order and name their parents.
type Report struct {
	Schema      int           `json:"schema"`
	Scorecard   string        `json:"scorecard"` // its id
	Name        string        `json:"name,omitempty"`
	Period      Period        `json:"period"`
	Unit        string        `json:"unit,omitempty"`
	Timing      Timing        `json:"timing,omitempty"` // where only lead or lag KPIs count
	Scale       ReportScale   `json:"scale"`
	Ratings     []RatingLevel `json:"ratings"` // worst first, with names, colours and symbols
	Nodes       []ReportNode  `json:"nodes"`
	Links       []Link        `json:"links,omitempty"`
	Initiatives []Initiative  `json:"initiatives,omitempty"`
}

// A ReportScale is the line the scores of a Report lie on.
type ReportScale struct {
	Min Number `json:"min"`
	Met Number `json:"met"`
	Cap Number `json:"cap"`
}

// A ReportNode is an Outcome as plain data. Numbers that are not there are left out.
type ReportNode struct {
	Ref             Ref               `json:"ref"` // "kpi:17"
	Kind            Kind              `json:"kind"`
	ID              string            `json:"id"`
	Parent          Ref               `json:"parent,omitzero"`
	Name            string            `json:"name,omitempty"`
	Score           Score             `json:"score"` // null: no score
	Attainment      Score             `json:"attainment,omitzero"`
	Rating          Rating            `json:"rating,omitempty"`
	Flags           []string          `json:"flags,omitempty"`
	Reason          string            `json:"reason,omitempty"` // why there is no score
	Error           string            `json:"error,omitempty"`
	ErrorCode       Code              `json:"error_code,omitempty"`
	Low             Score             `json:"low,omitzero"` // bounds while data is missing
	High            Score             `json:"high,omitzero"`
	Coverage        Number            `json:"coverage"`         // 0 to 1
	Weight          Number            `json:"weight"`           // among its siblings
	EffectiveWeight Number            `json:"effective_weight"` // of the total, 0 to 1
	Actual          Number            `json:"actual,omitempty"`
	Label           string            `json:"label,omitempty"`
	Unit            string            `json:"unit,omitempty"`
	Owner           string            `json:"owner,omitempty"`
	Timing          Timing            `json:"timing,omitempty"`
	Target          *ReportTarget     `json:"target,omitempty"`
	Assessment      *Assessment       `json:"assessment,omitempty"`
	Attributes      map[string]string `json:"attributes,omitempty"`
}

// A ReportTarget is a target in force as plain data.
type ReportTarget struct {
	Baseline Number     `json:"baseline,omitempty"`
	Value    Number     `json:"value,omitempty"`
	Stretch  Number     `json:"stretch,omitempty"`
	Floor    Number     `json:"floor,omitempty"`
	Origin   string     `json:"origin,omitempty"`
	Rule     TargetRule `json:"rule"`
}

// Report returns the result as plain data.
func (r *Result) Report() Report {
	report := Report{Schema: SchemaVersion, Period: r.Period(), Unit: r.Unit(), Timing: r.input().Timing}
	if r.e == nil {
		return report
	}
	card := r.e.card
	report.Scorecard, report.Name = card.id, card.name
	report.Scale = ReportScale{NumberOf(card.scale.Min), NumberOf(card.scale.Met), NumberOf(card.scale.Cap)}
	report.Ratings = card.Ratings()
	report.Links = card.Map().Links()
	report.Initiatives = card.Initiatives(Ref{})
	for o := range r.All() {
		report.Nodes = append(report.Nodes, reportNode(o))
	}
	return report
}

// MarshalJSON writes the Report.
func (r *Result) MarshalJSON() ([]byte, error) { return json.Marshal(r.Report()) }

func reportNode(o Outcome) ReportNode {
	node := ReportNode{
		Ref: o.Ref, Kind: o.Ref.Kind, ID: o.Ref.ID, Parent: o.Parent, Name: o.Name,
		Score: o.Score, Attainment: o.Attainment, Rating: o.Rating, Flags: o.Flags.Names(), Reason: o.Reason,
		Low: o.Low, High: o.High, Coverage: NumberOf(o.Coverage),
		Weight: NumberOf(o.Weight), EffectiveWeight: NumberOf(o.EffectiveWeight),
		Actual: optional(o.Actual), Label: o.Label, Unit: o.Unit, Owner: o.Owner, Timing: o.Timing,
		Assessment: o.Assessment, Attributes: o.Attributes,
	}
	if p, ok := o.Err.(*Problem); ok {
		node.Error, node.ErrorCode = p.Error(), p.Code
	}
	if t := o.Target; t.Rule != "" {
		node.Target = &ReportTarget{optional(t.Baseline), optional(t.Value), optional(t.Stretch), optional(t.Floor), t.Origin, t.Rule}
	}
	return node
}

func optional(d decimal.NullDecimal) Number {
	if !d.Valid {
		return ""
	}
	return NumberOf(d.Decimal)
}
