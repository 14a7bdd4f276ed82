package report

import (
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
)

// The form of a report, from the whole to its parts.

// A Report is a Result as plain data, for front ends and stores that know nothing of package bsc. It is what its JSON
// holds. Nodes are in definition order and name their parents. Numbers and lists that are not there are left out; every
// Report made by Of has those that the schema requires. The zero Report belongs to no scorecard.
type Report struct {
	Schema      int               `json:"schema"`
	Scorecard   string            `json:"scorecard"` // its id
	Name        string            `json:"name,omitempty"`
	Fingerprint string            `json:"fingerprint,omitempty"` // of its definition
	Period      period.Period     `json:"period"`
	FirstDay    period.Period     `json:"first_day,omitzero"` // of the period
	LastDay     period.Period     `json:"last_day,omitzero"`
	Previous    period.Period     `json:"previous,omitzero"` // the period before
	Next        period.Period     `json:"next,omitzero"`
	AsOf        time.Time         `json:"as_of,omitzero"`
	Today       period.Period     `json:"today,omitzero"` // the day that decided what is due
	OrgUnit     string            `json:"unit,omitempty"`
	Timing      bsc.Timing        `json:"timing,omitempty"`     // set if only lead or lag KPIs count
	FinalOnly   bool              `json:"final_only,omitempty"` // provisional readings are missing
	Scale       Scale             `json:"scale"`
	Ratings     []bsc.RatingLevel `json:"ratings,omitempty"` // worst first, with names, colours and symbols
	Nodes       []Node            `json:"nodes,omitempty"`
	Links       []Link            `json:"links,omitempty"`
	Initiatives []bsc.Initiative  `json:"initiatives,omitempty"`
}

// A Scale is the line that the scores of a Report lie on.
type Scale struct {
	Min bsc.Number `json:"min,omitempty"`
	Met bsc.Number `json:"met,omitempty"`
	Cap bsc.Number `json:"cap,omitempty"`
}

// A Node is a bsc.Outcome as plain data, with what the definition says of the node.
type Node struct {
	Ref    bsc.Ref  `json:"ref"` // "kpi:17"
	Kind   bsc.Kind `json:"kind"`
	ID     string   `json:"id"`
	Parent bsc.Ref  `json:"parent,omitzero"`
	Name   string   `json:"name,omitempty"`
	Rules
	Children   []Child      `json:"children,omitempty"` // also KPIs used from elsewhere
	Score      bsc.Score    `json:"score"`              // null: no score
	Display    string       `json:"display,omitempty"`  // the score to the places of its scale, consistent with the rating
	Counted    bsc.Score    `json:"counted"`            // what it brings to its parent
	Attainment bsc.Score    `json:"attainment,omitzero"`
	Rating     bsc.Rating   `json:"rating,omitempty"`
	Flags      []string     `json:"flags,omitempty"`
	Reason     words.Phrase `json:"reason,omitzero"` // why there is no score, or no rating beside it
	Error      words.Phrase `json:"error,omitzero"`
	ErrorCode  bsc.Code     `json:"error_code,omitempty"`
	Low        bsc.Score    `json:"low,omitzero"` // bounds while data is missing
	High       bsc.Score    `json:"high,omitzero"`
	// Coverage is 0 to 1; it is left out where the node does not count.
	Coverage        bsc.Number `json:"coverage,omitempty"`
	Weight          bsc.Number `json:"weight,omitempty"`           // among its siblings
	EffectiveWeight bsc.Number `json:"effective_weight,omitempty"` // of the total, 0 to 1
	Actual          bsc.Number `json:"actual,omitempty"`
	Label           string     `json:"label,omitempty"`
	Unit            string     `json:"unit,omitempty"`
	Owner           string     `json:"owner,omitempty"`
	Timing          bsc.Timing `json:"timing,omitempty"`
	Target          *Target    `json:"target,omitempty"`
	Variance        *Variance  `json:"variance,omitempty"`
	// Window is set for KPIs; it is left out where it is one reading of the period.
	Window *Window `json:"window,omitempty"`
	// Notes are what people said with the readings in the window.
	Notes []bsc.ReadingNote `json:"notes,omitempty"`
	Pace  *Pace             `json:"pace,omitempty"`
	Bands *Bands            `json:"bands,omitempty"` // of the built-in threshold
	// Assessments are those that hold, one of each role; Assessment is the one of them that counts, and FinalRating what
	// follows from it, resting on FinalScore. Without any, they are Rating and Score.
	Assessments []bsc.Assessment  `json:"assessments,omitempty"`
	Assessment  *bsc.Assessment   `json:"assessment,omitempty"`
	FinalRating bsc.Rating        `json:"final_rating,omitempty"`
	FinalScore  bsc.Score         `json:"final_score,omitzero"`
	Attributes  map[string]string `json:"attributes,omitempty"`
}

// Rules are what a front end shows of a node's definition: what it is for, and how it is measured and scored. Policies are
// named; bsc.Rules has their arguments.
type Rules struct {
	Description string           `json:"description,omitempty"`
	Themes      []bsc.Ref        `json:"themes,omitempty"`  // of objectives
	Source      string           `json:"source,omitempty"`  // of KPIs, in words
	Formula     string           `json:"formula,omitempty"` // of KPIs, in words
	Direction   bsc.Direction    `json:"direction,omitempty"`
	Frequency   period.Frequency `json:"frequency,omitempty"`
	Rollup      bsc.Rollup       `json:"rollup,omitempty"`
	Basis       bsc.Basis        `json:"basis,omitempty"`
	Scorer      string           `json:"scorer,omitempty"`
	Calculator  string           `json:"calculator,omitempty"`
	Aggregator  string           `json:"aggregator,omitempty"` // of all but KPIs
}

// A Target is a target in force as plain data.
type Target struct {
	Baseline  bsc.Number     `json:"baseline,omitempty"`
	Value     bsc.Number     `json:"value,omitempty"`
	Stretch   bsc.Number     `json:"stretch,omitempty"`
	Floor     bsc.Number     `json:"floor,omitempty"`
	Origin    string         `json:"origin,omitempty"`
	Author    string         `json:"author,omitempty"`
	Rule      bsc.TargetRule `json:"rule"`
	From      period.Period  `json:"from,omitzero"` // the period it was stated for or compared with
	OfOrgUnit bool           `json:"of_unit,omitempty"`
}

// A Variance is that of an Outcome as plain data: by how much the actual of a KPI is better than its target.
type Variance struct {
	Amount     bsc.Number `json:"amount,omitempty"`
	Percent    bsc.Number `json:"percent,omitempty"` // of the absolute target
	Favourable bool       `json:"favourable"`        // the actual is as good as the target or better
}

// A Window is a bsc.Window as plain data: the periods that a KPI's value is made of.
type Window struct {
	First     period.Period `json:"first"`
	Last      period.Period `json:"last"`
	Parts     []Part        `json:"parts,omitempty"` // where there are several
	Readings  int           `json:"readings"`
	Gaps      []Gap         `json:"gaps,omitempty"`
	Age       int           `json:"age,omitempty"`
	Freshness bsc.Number    `json:"freshness,omitempty"`
}

// A Part is a bsc.WindowPart as plain data: one period of a Window.
type Part struct {
	Period period.Period `json:"period"`
	State  bsc.PartState `json:"state"`
	Of     period.Period `json:"of,omitzero"` // carried: the earlier period whose value stands in
}

// A Gap is a bsc.Gap of the org unit evaluated, as plain data: a period without the reading that a value needs.
type Gap struct {
	Ref     bsc.Ref       `json:"ref"`
	Period  period.Period `json:"period"`
	NotDue  bool          `json:"not_due,omitempty"`
	Overdue bool          `json:"overdue,omitempty"`
	// Provisional: there is one, and only final ones count.
	Provisional bool `json:"provisional,omitempty"`
}

// A Pace is a bsc.Pace as plain data: how far a KPI is towards the target of a larger period.
type Pace struct {
	Of       period.Period `json:"of"`
	Target   bsc.Number    `json:"target,omitempty"`
	Progress bsc.Number    `json:"progress,omitempty"`
	Expected bsc.Number    `json:"expected,omitempty"`
}

// A Child is a node below its parent, with its weight there.
type Child struct {
	Ref    bsc.Ref    `json:"ref"`
	Weight bsc.Number `json:"weight,omitempty"`
}

// Bands are the limits of a node's ratings, ascending, for drawing a gauge.
type Bands struct {
	On           string `json:"on"`                      // what is compared: score, actual, percent_of_target, variance or variance_percent
	IncludeUpper bool   `json:"include_upper,omitempty"` // every limit belongs to the band below it
	Bands        []Band `json:"bands,omitempty"`
}

// A Band is a rating and where its band starts; the lowest band has no lower end. A gap has no rating.
type Band struct {
	Rating       bsc.Rating `json:"rating"`
	From         bsc.Number `json:"from,omitempty"`
	IncludeLower bool       `json:"include_lower,omitempty"` // From belongs to it
}

// A Link is a bsc.Link with its strength as a number.
type Link struct {
	From     bsc.Ref      `json:"from"`
	To       bsc.Ref      `json:"to"`
	Kind     bsc.LinkKind `json:"kind"`
	Inverse  bool         `json:"inverse,omitempty"`
	Strength bsc.Number   `json:"strength,omitempty"`
	Delay    int          `json:"lag,omitempty"`
	Owner    string       `json:"owner,omitempty"`
	Note     string       `json:"note,omitempty"`
}
