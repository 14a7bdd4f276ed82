package bsc

import (
	"github.com/go-bsc/bsc/internal/columns"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// The form of an outcome in the JSON of an Explanation: that of a node of package report, which holds both against
// each other.

// nodeJSON is an Outcome as plain data.
type nodeJSON struct {
	Ref             Ref               `json:"ref"` // "kpi:17"
	Kind            Kind              `json:"kind"`
	ID              string            `json:"id"`
	Parent          Ref               `json:"parent,omitzero"`
	Name            string            `json:"name,omitempty"`
	Children        []childJSON       `json:"children,omitempty"` // also KPIs that are used from elsewhere
	Score           Score             `json:"score"`              // null: no score
	Display         string            `json:"display,omitempty"`  // the score to one place, as it agrees with the rating
	Counted         Score             `json:"counted"`            // what it brings to its parent
	Attainment      Score             `json:"attainment,omitzero"`
	Rating          Rating            `json:"rating,omitempty"`
	Flags           []string          `json:"flags,omitempty"`
	Reason          string            `json:"reason,omitempty"` // why there is no score
	Error           string            `json:"error,omitempty"`
	ErrorCode       Code              `json:"error_code,omitempty"`
	Low             Score             `json:"low,omitzero"` // bounds while data is missing
	High            Score             `json:"high,omitzero"`
	Coverage        Number            `json:"coverage,omitempty"`         // 0 to 1; left out where the node does not count
	Weight          Number            `json:"weight,omitempty"`           // among its siblings
	EffectiveWeight Number            `json:"effective_weight,omitempty"` // of the total, 0 to 1
	Actual          Number            `json:"actual,omitempty"`
	Label           string            `json:"label,omitempty"`
	Unit            string            `json:"unit,omitempty"`
	Owner           string            `json:"owner,omitempty"`
	Timing          Timing            `json:"timing,omitempty"`
	Target          *targetJSON       `json:"target,omitempty"`
	Window          *windowJSON       `json:"window,omitempty"` // of KPIs: the periods the value is made of, where that is not just one reading of the period
	Pace            *paceJSON         `json:"pace,omitempty"`
	Bands           *bandsJSON        `json:"bands,omitempty"` // of the built-in threshold
	Assessment      *Assessment       `json:"assessment,omitempty"`
	Attributes      map[string]string `json:"attributes,omitempty"`
}

// targetJSON is a target in force as plain data.
type targetJSON struct {
	Baseline Number        `json:"baseline,omitempty"`
	Value    Number        `json:"value,omitempty"`
	Stretch  Number        `json:"stretch,omitempty"`
	Floor    Number        `json:"floor,omitempty"`
	Origin   string        `json:"origin,omitempty"`
	Rule     TargetRule    `json:"rule"`
	From     period.Period `json:"from,omitzero"` // the period it was stated for, or compared with
	OfUnit   bool          `json:"of_unit,omitempty"`
}

// windowJSON is a Window as plain data.
type windowJSON struct {
	First     period.Period `json:"first"`
	Last      period.Period `json:"last"`
	Parts     []partJSON    `json:"parts,omitempty"` // where there are several
	Readings  int           `json:"readings"`
	Gaps      []gapJSON     `json:"gaps,omitempty"`
	Age       int           `json:"age,omitempty"`
	Freshness Number        `json:"freshness,omitempty"`
}

// partJSON is a WindowPart as plain data.
type partJSON struct {
	Period period.Period `json:"period"`
	State  PartState     `json:"state"`
	Of     period.Period `json:"of,omitzero"` // carried: the earlier period whose value stands in
}

// gapJSON is a Gap as plain data.
type gapJSON struct {
	Ref     Ref           `json:"ref"`
	Period  period.Period `json:"period"`
	NotDue  bool          `json:"not_due,omitempty"`
	Overdue bool          `json:"overdue,omitempty"`
}

// paceJSON is a Pace as plain data.
type paceJSON struct {
	Of       period.Period `json:"of"`
	Target   Number        `json:"target,omitempty"`
	Progress Number        `json:"progress,omitempty"`
	Expected Number        `json:"expected,omitempty"`
}

// childJSON is a node under its parent, with its weight there.
type childJSON struct {
	Ref    Ref    `json:"ref"`
	Weight Number `json:"weight,omitempty"`
}

// bandsJSON is the limits of a node's ratings, ascending, for drawing a gauge.
type bandsJSON struct {
	On           string      `json:"on"` // what is compared: score, actual or percent_of_target
	IncludeUpper bool        `json:"include_upper,omitempty"`
	Bands        []limitJSON `json:"bands,omitempty"`
}

// limitJSON is a rating and where its band starts; the lowest is open downwards.
type limitJSON struct {
	Rating Rating `json:"rating"`
	From   Number `json:"from,omitempty"`
}

func nodeAsJSON(o Outcome) nodeJSON {
	node := nodeJSON{
		Ref: o.Ref, Kind: o.Ref.Kind, ID: o.Ref.ID, Parent: o.Parent, Name: o.Name,
		Score: o.Score, Counted: o.Counted, Attainment: o.Attainment, Rating: o.Rating, Flags: o.Flags.Names(), Reason: o.Reason,
		Low: o.Low, High: o.High, Weight: NumberOf(o.Weight), EffectiveWeight: NumberOf(o.EffectiveWeight),
		Actual: optional(o.Actual), Label: o.Label, Unit: o.Unit, Owner: o.Owner, Timing: o.Timing,
		Assessment: o.Assessment, Attributes: o.Attributes,
	}
	if o.Score.Valid() {
		node.Display = o.Display(1)
	}
	if o.e.mark(o.at)&columns.Absent == 0 {
		node.Coverage = NumberOf(o.Coverage)
	}
	if p, ok := o.Err.(*Problem); ok {
		node.Error, node.ErrorCode = p.Error(), p.Code
	}
	if t := o.Target; t.Rule != "" {
		node.Target = &targetJSON{optional(t.Baseline), optional(t.Value), optional(t.Stretch), optional(t.Floor), t.Origin, t.Rule, t.From, t.OfUnit}
	}
	if o.Window.Readings != 1 || o.Window.First != o.e.in.Period || o.Window.Age > 0 || len(o.Window.Gaps) > 0 {
		node.Window = windowAsJSON(&o.Window)
	}
	if p := o.Pace; p != nil {
		node.Pace = &paceJSON{p.Of, NumberOf(p.Target), NumberOf(p.Progress), NumberOf(p.Expected)}
	}
	for _, ch := range o.e.card.Children(o.Ref) {
		node.Children = append(node.Children, childJSON{ch.Ref, NumberOf(ch.Weight)})
	}
	if b, ok := o.e.card.nodes[o.at].threshold.policy.(bands); ok {
		node.Bands = bandsAsJSON(b.all())
	}
	return node
}

func windowAsJSON(w *Window) *windowJSON {
	if w.First.IsZero() {
		return nil
	}
	r := &windowJSON{First: w.First, Last: w.Last, Readings: w.Readings, Age: w.Age, Freshness: NumberOf(w.Freshness)}
	if len(w.Parts) > 1 {
		for _, part := range w.Parts {
			r.Parts = append(r.Parts, partJSON(part))
		}
	}
	for _, g := range w.Gaps {
		r.Gaps = append(r.Gaps, gapJSON(g))
	}
	return r
}

func bandsAsJSON(list []Band) *bandsJSON {
	r := &bandsJSON{On: list[0].On, IncludeUpper: list[0].IncludeUpper}
	for _, b := range list {
		r.Bands = append(r.Bands, limitJSON{b.Rating, optional(b.Low)})
	}
	return r
}

func optional(d decimal.NullDecimal) Number {
	if !d.Valid {
		return ""
	}
	return NumberOf(d.Decimal)
}
