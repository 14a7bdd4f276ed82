package report

import (
	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// Of returns a result as plain data, which belongs to the caller. For the zero Result it has no nodes. A Result is
// immutable: goroutines may make reports of one at the same time.
func Of(r *bsc.Result) *Report {
	report := &Report{
		Schema: bsc.SchemaVersion, Fingerprint: r.Fingerprint(),
		Period: r.Period(), AsOf: r.AsOf(), Today: r.Today(), OrgUnit: r.OrgUnit(), Timing: r.Timing(), FinalOnly: r.FinalOnly(),
	}
	card := r.Scorecard()
	if card == nil {
		return report
	}
	report.place(card.Calendar())
	scale := card.Scale()
	report.Scorecard, report.Name = card.ID(), card.Name()
	report.Scale = Scale{bsc.NumberOf(scale.Min), bsc.NumberOf(scale.Met), bsc.NumberOf(scale.Cap)}
	report.Ratings = card.Ratings()
	for _, l := range card.Map().Links() {
		strength, _ := l.Strength.Decimal() // Compile has checked it
		report.Links = append(report.Links, Link{l.From, l.To, l.Kind, l.Inverse, bsc.NumberOf(strength), l.Delay, l.Owner, l.Note})
	}
	report.Initiatives = card.Initiatives(bsc.Ref{})
	for o := range r.All() {
		report.Nodes = append(report.Nodes, nodeOf(r, &o))
	}
	return report
}

// place says where the period lies in its calendar. At the ends of time a period has no neighbour.
func (r *Report) place(c period.Calendar) {
	r.FirstDay, r.LastDay, _ = c.Bounds(r.Period)
	r.Previous, _ = c.Previous(r.Period)
	r.Next, _ = c.Next(r.Period)
}

// rulesOf returns what the definition says of a node.
func rulesOf(card *bsc.Scorecard, of bsc.Ref) Rules {
	r, _ := card.Rules(of)
	return Rules{
		r.Description, r.Themes, r.Source, r.Formula, r.Direction, r.Frequency, r.Rollup, r.Basis,
		r.Scorer.Name, r.Calculator.Name, r.Aggregator.Name,
	}
}

// notThere holds the flags of nodes that do not count.
const notThere = bsc.FlagUnscored | bsc.FlagNotApplicable | bsc.FlagNotDue

func nodeOf(r *bsc.Result, o *bsc.Outcome) Node {
	node := Node{
		Ref: o.Ref, Kind: o.Ref.Kind, ID: o.Ref.ID, Parent: o.Parent, Name: o.Name, Rules: rulesOf(r.Scorecard(), o.Ref),
		Score: o.Score, Counted: o.Counted, Attainment: o.Attainment, Rating: o.Rating, Flags: o.Flags.Names(), Reason: o.Reason,
		Low: o.Low, High: o.High, Weight: bsc.NumberOf(o.Weight), EffectiveWeight: bsc.NumberOf(o.EffectiveWeight),
		Actual: optional(o.Actual), Label: o.Label, Unit: o.Unit, Owner: o.Owner, Timing: o.Timing,
		Notes: o.ReadingNotes, Assessments: o.Assessments, Assessment: o.Assessment, Attributes: o.Attributes,
	}
	if o.Assessment != nil {
		node.FinalRating, node.FinalScore = o.FinalRating, o.FinalScore
	}
	if o.Score.Valid() {
		node.Display = r.Display(o.Ref, r.Scorecard().Scale().Places())
	}
	if o.Flags&notThere == 0 {
		node.Coverage = bsc.NumberOf(o.Coverage)
	}
	if p, ok := o.Err.(*bsc.Problem); ok {
		node.Error, node.ErrorCode = p.Phrase(), p.Code
	}
	if t := o.Target; t.Rule != "" {
		node.Target = &Target{
			optional(t.Baseline), optional(t.Value), optional(t.Stretch), optional(t.Floor),
			t.Origin, t.Author, t.Rule, t.From, t.OfOrgUnit,
		}
	}
	if v := o.Variance; v.Amount.Valid {
		node.Variance = &Variance{optional(v.Amount), optional(v.Percent), v.Favourable()}
	}
	if w := &o.Window; w.Readings != 1 || w.First != r.Period() || w.Age > 0 || len(w.Gaps) > 0 {
		node.Window = windowOf(w)
	}
	if p := o.Pace; p != nil {
		node.Pace = &Pace{p.Of, bsc.NumberOf(p.Target), bsc.NumberOf(p.Progress), bsc.NumberOf(p.Expected)}
	}
	for _, ch := range r.Scorecard().Children(o.Ref) {
		node.Children = append(node.Children, Child{ch.Ref, bsc.NumberOf(ch.Weight)})
	}
	node.Bands = bandsOf(r.Bands(o.Ref))
	return node
}

// windowOf returns a window; nil where a KPI has nothing to show, and for other nodes.
func windowOf(w *bsc.Window) *Window {
	if w.First.IsZero() {
		return nil
	}
	window := &Window{
		First: w.First, Last: w.Last, Readings: w.Readings, Age: w.Age, Freshness: bsc.NumberOf(w.Freshness),
	}
	if len(w.Parts) > 1 {
		for _, part := range w.Parts {
			window.Parts = append(window.Parts, Part(part))
		}
	}
	for _, g := range w.Gaps {
		window.Gaps = append(window.Gaps, Gap{g.Ref, g.Period, g.NotDue, g.Overdue, g.Provisional})
	}
	return window
}

// bandsOf returns the bands of a built-in threshold; nil where there are none.
func bandsOf(list []bsc.Band) *Bands {
	if len(list) == 0 {
		return nil
	}
	bands := &Bands{On: list[0].On, IncludeUpper: true}
	for _, b := range list {
		bands.IncludeUpper = bands.IncludeUpper && b.IncludeUpper
		bands.Bands = append(bands.Bands, Band{b.Rating, optional(b.Low), b.IncludeLower})
	}
	return bands
}

func optional(d decimal.NullDecimal) bsc.Number {
	if !d.Valid {
		return ""
	}
	return bsc.NumberOf(d.Decimal)
}
