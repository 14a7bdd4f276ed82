package bsc

import (
	"encoding/json"
	"reflect"
	"time"

	"github.com/go-bsc/bsc/internal/columns"
	"github.com/go-bsc/bsc/internal/strictjson"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// A Report is a Result as plain data: what its JSON holds, for front ends and stores that
// know nothing of this package. Nodes stand in definition order and name their parents. Numbers and lists that are not
// there are left out; those that the schema requires, every Result has.
type Report struct {
	Schema      int           `json:"schema"`
	Scorecard   string        `json:"scorecard"` // its id
	Name        string        `json:"name,omitempty"`
	Fingerprint string        `json:"fingerprint,omitempty"` // of its definition
	Period      period.Period `json:"period"`
	AsOf        time.Time     `json:"as_of,omitzero"`
	Unit        string        `json:"unit,omitempty"`
	Timing      Timing        `json:"timing,omitempty"` // where only lead or lag KPIs count
	Scale       ReportScale   `json:"scale"`
	Ratings     []RatingLevel `json:"ratings,omitempty"` // worst first, with names, colours and symbols
	Nodes       []ReportNode  `json:"nodes,omitempty"`
	Links       []ReportLink  `json:"links,omitempty"`
	Initiatives []Initiative  `json:"initiatives,omitempty"`
}

// A ReportScale is the line the scores of a Report lie on.
type ReportScale struct {
	Min Number `json:"min,omitempty"`
	Met Number `json:"met,omitempty"`
	Cap Number `json:"cap,omitempty"`
}

// A ReportNode is an Outcome as plain data.
type ReportNode struct {
	Ref             Ref               `json:"ref"` // "kpi:17"
	Kind            Kind              `json:"kind"`
	ID              string            `json:"id"`
	Parent          Ref               `json:"parent,omitzero"`
	Name            string            `json:"name,omitempty"`
	Children        []ReportChild     `json:"children,omitempty"` // also KPIs that are used from elsewhere
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
	Target          *ReportTarget     `json:"target,omitempty"`
	Window          *ReportWindow     `json:"window,omitempty"` // of KPIs: the periods the value is made of, where that is not just one reading of the period
	Pace            *ReportPace       `json:"pace,omitempty"`
	Bands           *ReportBands      `json:"bands,omitempty"` // of the built-in threshold
	Assessment      *Assessment       `json:"assessment,omitempty"`
	Attributes      map[string]string `json:"attributes,omitempty"`
}

// A ReportTarget is a target in force as plain data.
type ReportTarget struct {
	Baseline Number        `json:"baseline,omitempty"`
	Value    Number        `json:"value,omitempty"`
	Stretch  Number        `json:"stretch,omitempty"`
	Floor    Number        `json:"floor,omitempty"`
	Origin   string        `json:"origin,omitempty"`
	Rule     TargetRule    `json:"rule"`
	From     period.Period `json:"from,omitzero"` // the period it was stated for, or compared with
	OfUnit   bool          `json:"of_unit,omitempty"`
}

// A ReportWindow is a Window as plain data.
type ReportWindow struct {
	First     period.Period `json:"first"`
	Last      period.Period `json:"last"`
	Parts     []ReportPart  `json:"parts,omitempty"` // where there are several
	Readings  int           `json:"readings"`
	Gaps      []ReportGap   `json:"gaps,omitempty"`
	Age       int           `json:"age,omitempty"`
	Freshness Number        `json:"freshness,omitempty"`
}

// A ReportPart is a WindowPart as plain data.
type ReportPart struct {
	Period period.Period `json:"period"`
	State  PartState     `json:"state"`
	Of     period.Period `json:"of,omitzero"` // carried: the earlier period whose value stands in
}

// A ReportGap is a Gap as plain data.
type ReportGap struct {
	Ref     Ref           `json:"ref"`
	Period  period.Period `json:"period"`
	NotDue  bool          `json:"not_due,omitempty"`
	Overdue bool          `json:"overdue,omitempty"`
}

// A ReportPace is a Pace as plain data.
type ReportPace struct {
	Of       period.Period `json:"of"`
	Target   Number        `json:"target,omitempty"`
	Progress Number        `json:"progress,omitempty"`
	Expected Number        `json:"expected,omitempty"`
}

// A ReportChild is a node under its parent, with its weight there.
type ReportChild struct {
	Ref    Ref    `json:"ref"`
	Weight Number `json:"weight,omitempty"`
}

// ReportBands are the limits of a node's ratings, ascending, for drawing a gauge.
type ReportBands struct {
	On           string       `json:"on"` // what is compared: score, actual or percent_of_target
	IncludeUpper bool         `json:"include_upper,omitempty"`
	Bands        []ReportBand `json:"bands,omitempty"`
}

// A ReportBand is a rating and where its band starts; the lowest is open downwards.
type ReportBand struct {
	Rating Rating `json:"rating"`
	From   Number `json:"from,omitempty"`
}

// A ReportLink is a Link with its strength as a number.
type ReportLink struct {
	From     Ref      `json:"from"`
	To       Ref      `json:"to"`
	Kind     LinkKind `json:"kind"`
	Inverse  bool     `json:"inverse,omitempty"`
	Strength Number   `json:"strength,omitempty"`
	Lag      int      `json:"lag,omitempty"`
	Owner    string   `json:"owner,omitempty"`
	Note     string   `json:"note,omitempty"`
}

// ParseReport reads the JSON of a Result, as strictly as ParseDefinition: for stores that keep what was reported. The
// error is an *InputError with every problem; then there is no report. What json.Marshal writes of a Report,
// ParseReport reads as the same Report: attainments may have more digits than other numbers. It reads the form only,
// and computes nothing.
func ParseReport(document []byte, o *Options) (*Report, error) {
	report, rules, limits := new(Report), o.rules(), o.limits()
	rules.Counts = limits.counts(reflect.TypeFor[ReportLink](), reflect.TypeFor[ReportNode]())
	rules.Number = func(literal string) error {
		_, p := parseDecimal(literal)
		return asError(p)
	}
	if problems := problemsOf(strictjson.Unmarshal(document, report, rules), o); len(problems) > 0 {
		return nil, &InputError{Problems: problems}
	}
	return report, nil
}

// Report returns the result as plain data.
func (r *Result) Report() Report {
	report := Report{Schema: SchemaVersion, Fingerprint: r.Fingerprint(), Period: r.Period(), AsOf: r.input().AsOf, Unit: r.Unit(), Timing: r.input().Timing}
	if r.e == nil {
		return report
	}
	card := r.e.card
	report.Scorecard, report.Name = card.id, card.name
	report.Scale = ReportScale{NumberOf(card.scale.Min), NumberOf(card.scale.Met), NumberOf(card.scale.Cap)}
	report.Ratings = card.Ratings()
	for _, l := range card.Map().Links() {
		strength, _ := l.Strength.value() // Compile has checked it
		report.Links = append(report.Links, ReportLink{l.From, l.To, l.Kind, l.Inverse, NumberOf(strength), l.Lag, l.Owner, l.Note})
	}
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
		node.Target = &ReportTarget{optional(t.Baseline), optional(t.Value), optional(t.Stretch), optional(t.Floor), t.Origin, t.Rule, t.From, t.OfUnit}
	}
	if o.Window.Readings != 1 || o.Window.First != o.e.in.Period || o.Window.Age > 0 || len(o.Window.Gaps) > 0 {
		node.Window = reportWindow(&o.Window)
	}
	if p := o.Pace; p != nil {
		node.Pace = &ReportPace{p.Of, NumberOf(p.Target), NumberOf(p.Progress), NumberOf(p.Expected)}
	}
	for _, ch := range o.e.card.Children(o.Ref) {
		node.Children = append(node.Children, ReportChild{ch.Ref, NumberOf(ch.Weight)})
	}
	if b, ok := o.e.card.nodes[o.at].threshold.policy.(bands); ok {
		node.Bands = b.report()
	}
	return node
}

func reportWindow(w *Window) *ReportWindow {
	if w.First.IsZero() {
		return nil
	}
	r := &ReportWindow{First: w.First, Last: w.Last, Readings: w.Readings, Age: w.Age, Freshness: NumberOf(w.Freshness)}
	if len(w.Parts) > 1 {
		for _, part := range w.Parts {
			r.Parts = append(r.Parts, ReportPart(part))
		}
	}
	for _, g := range w.Gaps {
		r.Gaps = append(r.Gaps, ReportGap(g))
	}
	return r
}

func (b bands) report() *ReportBands {
	r := &ReportBands{On: string(b.on), IncludeUpper: b.upper}
	for i, limit := range b.limits {
		band := ReportBand{Rating: limit.rating}
		if i > 0 {
			band.From = NumberOf(limit.from)
		}
		r.Bands = append(r.Bands, band)
	}
	return r
}

func optional(d decimal.NullDecimal) Number {
	if !d.Valid {
		return ""
	}
	return NumberOf(d.Decimal)
}
