package bsc

import (
	"cmp"
	"iter"
	"maps"
	"time"

	"github.com/go-bsc/bsc/internal/columns"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// The outcomes of an evaluation.

// A Result is an evaluated scorecard: an outcome for every node. It is immutable and
// safe for concurrent use. The zero value has no nodes, and neither has a nil Result.
type Result struct{ e *evaluation }

// An Outcome says how one node stands. It belongs to the caller: writing into it, or through its pointers, slices and
// maps, does not change the Result.
type Outcome struct {
	Ref    Ref    `json:"ref"`
	Parent Ref    `json:"parent,omitzero"` // the zero Ref for the scorecard itself
	Name   string `json:"name,omitempty"`

	Score      Score  `json:"score"`               // on the scale, clamped to Min..Cap
	Attainment Score  `json:"attainment,omitzero"` // the same number before clamping
	Counted    Score  `json:"counted"`             // what it brings to its parent: Score, an assessment's if that counts, or Min where Missing says so
	Rating     Rating `json:"rating,omitempty"`    // "" is none
	// FinalRating is that of the assessment that counts or, if that has only a score, the one that the node's threshold
	// gives this score, its other inputs as they are. Without an assessment it is Rating. It does not depend on whether
	// assessments count for the parent: then the Rating of the parent is already made of what counts.
	FinalRating Rating `json:"final_rating,omitempty"`
	// FinalScore is what the FinalRating rests on: the score of the assessment that counts, and no score if that has only
	// a rating. Without an assessment it is Score.
	FinalScore Score        `json:"final_score,omitzero"`
	Flags      Flags        `json:"flags,omitempty"`
	Reason     words.Phrase `json:"reason,omitzero"` // why there is no score, or why its bands give it no rating; "" where there are both
	Err        error        `json:"-"`               // why it is Failed: a *Problem

	Low  Score `json:"low,omitzero"` // what the score could be once no data is missing
	High Score `json:"high,omitzero"`
	// Coverage is the share that has data, 0 to 1, rounded down: of the weight below a node, or of a KPI's days.
	Coverage        decimal.Decimal `json:"coverage"`
	Weight          decimal.Decimal `json:"weight"`           // among its siblings, as defined
	EffectiveWeight decimal.Decimal `json:"effective_weight"` // its share of the scorecard's total over what was present, 0 to 1

	Actual   decimal.NullDecimal `json:"actual"`            // of KPIs: the value read or calculated
	Label    string              `json:"label,omitempty"`   // of KPIs read as labels
	Unit     string              `json:"unit,omitempty"`    // of KPIs: the unit of the values
	Owner    string              `json:"owner,omitempty"`   // of objectives and KPIs
	Timing   Timing              `json:"timing,omitempty"`  // of KPIs
	Target   ResolvedTarget      `json:"target,omitzero"`   // of KPIs: the target in force
	Variance Variance            `json:"variance,omitzero"` // of KPIs: by how much the actual is better than the target
	Window   Window              `json:"window,omitzero"`   // of KPIs: the periods the value is made of
	// ReadingNotes are what people said with the readings in the Window, in the order of their periods: those of the KPI
	// or, if it is calculated, of the KPIs and series that it names. What org units bring in Sums is not among them.
	ReadingNotes []ReadingNote     `json:"notes,omitempty"`
	Pace         *Pace             `json:"pace,omitempty"`       // of KPIs measured towards the target of a longer period; nil: of others
	Attributes   map[string]string `json:"attributes,omitempty"` // the host's own, a copy
	// Assessments are people's judgements beside the computed outcome: the one of each role that holds, in the order of
	// the definition's Roles or, without, by the names of the roles. Those of its Advisory roles follow.
	Assessments []Assessment `json:"assessments,omitempty"`
	Assessment  *Assessment  `json:"assessment,omitempty"` // the one of them that counts; nil: none
}

// Period returns the period that was evaluated.
func (r *Result) Period() period.Period { return r.input().Period }

// OrgUnit returns the org unit that was evaluated.
func (r *Result) OrgUnit() string { return r.input().OrgUnit }

// AsOf returns the moment by which everything that counts was recorded, from Input.AsOf; zero: everything known.
func (r *Result) AsOf() time.Time { return r.input().AsOf }

// Today returns the day that decided what is due: Input.Today or, without it, the date of AsOf. The zero Period:
// everything was due.
func (r *Result) Today() period.Period {
	in := r.input()
	if in.Today.IsZero() && !in.AsOf.IsZero() {
		return period.DayOf(in.AsOf)
	}
	return in.Today
}

// FinalOnly reports whether provisional readings were taken for missing.
func (r *Result) FinalOnly() bool { return r.input().FinalOnly }

// Timing returns which KPIs counted: only Lead or Lag; "": all.
func (r *Result) Timing() Timing { return r.input().Timing }

// Fingerprint names the definition that the result came from; see Scorecard.Fingerprint.
func (r *Result) Fingerprint() string {
	if r == nil || r.e == nil {
		return ""
	}
	return r.e.card.fingerprint
}

func (r *Result) input() Input {
	if r == nil || r.e == nil {
		return Input{}
	}
	return r.e.in
}

// Scorecard returns the scorecard that was evaluated; nil for the zero Result.
func (r *Result) Scorecard() *Scorecard {
	if r == nil || r.e == nil {
		return nil
	}
	return r.e.card
}

// Total returns the outcome of the scorecard itself.
func (r *Result) Total() Outcome {
	if r == nil || r.e == nil {
		return Outcome{}
	}
	return r.e.outcome(0)
}

// Bands returns the bands of a node's built-in threshold, ascending, as they hold in this result: those for its period,
// with limits that are taken from the target or a series as the numbers they are here. There are none where a limit is
// not known, and for other thresholds.
func (r *Result) Bands(of Ref) []Band {
	if r == nil || r.e == nil {
		return nil
	}
	at, ok := r.e.card.index[of]
	if !ok {
		return nil
	}
	own, ok := r.e.card.nodes[at].threshold.policy.(*bands)
	if !ok {
		return nil
	}
	in := RateInput{Period: r.e.in.Period, Scale: r.e.card.scale}
	limits := own.of(in.Period, &in.Scale)
	if limits.vary() {
		in = r.e.rateInputOf(at)
		var p *Problem
		if limits, p = limits.known(&in); p != nil {
			return nil
		}
	}
	return own.all(limits)
}

// Score returns the scorecard's own score.
func (r *Result) Score() Score {
	if r == nil || r.e == nil {
		return Score{}
	}
	return r.e.score(0)
}

// Of returns the outcome of a node.
func (r *Result) Of(ref Ref) (Outcome, bool) {
	if r == nil || r.e == nil {
		return Outcome{}, false
	}
	at, ok := r.e.card.index[ref]
	if !ok {
		return Outcome{}, false
	}
	return r.e.outcome(at), true
}

// ScoreOf returns only a node's score; no score for a node that is not on the scorecard.
func (r *Result) ScoreOf(ref Ref) Score {
	if r == nil || r.e == nil {
		return Score{}
	}
	at, ok := r.e.card.index[ref]
	if !ok {
		return Score{}
	}
	return r.e.score(at)
}

// Display returns a node's score rounded half away from zero to the given places, 0 to 10, for showing it beside the
// rating. If rounding would carry it into the band of another rating (89.96 amber shown as 90.0), it is rounded the
// other way, or shown with more places: the node's threshold says which. Without a score, or for a node that is not on
// the scorecard, it returns "no score".
func (r *Result) Display(of Ref, places int32) string {
	return r.display(of, places, func(at int) Score { return r.e.score(at) })
}

// DisplayFinal is Display of Outcome.FinalScore, for showing it beside the final rating.
func (r *Result) DisplayFinal(of Ref, places int32) string {
	return r.display(of, places, func(at int) Score { return r.e.finalScore(at) })
}

func (r *Result) display(of Ref, places int32, scoreOf func(at int) Score) string {
	if r == nil || r.e == nil {
		return Score{}.Text(places)
	}
	at, known := r.e.card.index[of]
	if !known {
		return Score{}.Text(places)
	}
	own := scoreOf(at)
	score, ok := own.Decimal()
	if !ok {
		return Score{}.Text(places)
	}
	in := r.e.rateInputOf(at)
	rating := r.e.rated(at, in, score)
	for places = min(max(places, 0), exact.Places); places < exact.Places; places++ {
		for _, shown := range []decimal.Decimal{score.Round(places), score.RoundFloor(places), score.RoundCeil(places)} {
			if r.e.rated(at, in, shown) == rating {
				return shown.StringFixed(places)
			}
		}
	}
	return own.Text(places)
}

// All returns the outcomes of all nodes in definition order: the scorecard, then each
// perspective with its objectives, each with its KPIs.
func (r *Result) All() iter.Seq[Outcome] {
	return func(yield func(Outcome) bool) {
		if r == nil || r.e == nil {
			return
		}
		r.e.allShares()
		for at := range r.e.card.nodes {
			if !yield(r.e.outcome(at)) {
				return
			}
		}
	}
}

// Value returns the value of a KPI or a series that was read or calculated.
func (r *Result) Value(ref Ref) (decimal.Decimal, bool) {
	if r == nil || r.e == nil {
		return decimal.Decimal{}, false
	}
	slot, ok := r.e.card.slots[ref]
	if !ok {
		return decimal.Decimal{}, false
	}
	v := r.e.valueOf(slot)
	n := v.number()
	return n.Decimal, n.Valid
}

// A Share is a node's part of something that is divided.
type Share struct {
	Ref   Ref             `json:"ref"`
	Share decimal.Decimal `json:"share"`
}

// Divide divides a node's share of something among its children that count: by what each of them brings to its score,
// over what was present, as effective weights do. The shares have ten places and sum to the given share exactly, by
// largest remainder; a given share with more places is first rounded down. There are no shares for a KPI, a node
// without a score, or a node whose score a person's judgement decides; nor of a share of 0 or less, or of 10^8 or more.
func (r *Result) Divide(of Ref, share decimal.Decimal) []Share {
	if r == nil || r.e == nil {
		return nil
	}
	at, ok := r.e.card.index[of]
	if !ok || share.Sign() <= 0 || int64(share.NumDigits())+int64(share.Exponent()) > 8 {
		return nil
	}
	nodes, shares := r.e.pass(at, exact.Cut(share).Shift(exact.Places).IntPart())
	var parts []Share
	for i, node := range nodes {
		parts = append(parts, Share{r.e.card.nodes[node].ref, decimal.New(shares[i], -exact.Places).Normalize()})
	}
	return parts
}

// CountRatings counts the nodes of a kind by rating, and with "" those that have none. Every rating of the scorecard
// has an entry, also with 0; [Scorecard.Ratings] has their order, worst first. The map is the caller's own.
func (r *Result) CountRatings(kind Kind) map[Rating]int {
	return r.countRatings(kind, func(at int) Rating { return r.e.state(at).rating })
}

// CountFinalRatings is CountRatings of final ratings; see Outcome.FinalRating.
func (r *Result) CountFinalRatings(kind Kind) map[Rating]int {
	return r.countRatings(kind, func(at int) Rating {
		v, st := r.e.stands(at)
		rating, _ := r.e.finalRating(at, &v, st) // a threshold that fails gives none, and the outcome says so
		return rating
	})
}

func (r *Result) countRatings(kind Kind, of func(at int) Rating) map[Rating]int {
	if r == nil || r.e == nil {
		return nil
	}
	counts := make(map[Rating]int, len(r.e.card.ratings)+1)
	for _, level := range r.e.card.ratings {
		counts[level.ID] = 0
	}
	counts[""] = 0
	for at := range r.e.card.nodes {
		if r.e.card.nodes[at].ref.Kind == kind {
			counts[of(at)]++
		}
	}
	return counts
}

// outcome makes the Outcome of a node.
func (e *evaluation) outcome(at int) Outcome {
	o := e.outcomeAlone(at)
	o.EffectiveWeight = decimal.New(e.share(at), -exact.Places).Normalize()
	return o
}

// outcomeAlone makes the Outcome of a node without its EffectiveWeight, which other nodes enter, too.
func (e *evaluation) outcomeAlone(at int) Outcome {
	n := &e.card.nodes[at]
	v, st := e.stands(at)
	o := Outcome{
		Ref: n.ref, Name: n.name, Score: e.score(at), Counted: e.brings(at, st), Attainment: st.attainment, Rating: st.rating, Flags: st.flags,
		Reason:     cmp.Or(e.reasonOf(at, st), e.unrated(at, &v, st)),
		Coverage:   decimal.New(st.coverage, -exact.Places).Normalize(),
		Weight:     n.weight,
		Attributes: maps.Clone(n.attributes), Target: st.target,
	}
	o.Owner = n.said.owner
	if n.parent >= 0 {
		o.Parent = e.card.nodes[n.parent].ref
	}
	if st.err != nil {
		located := *st.err
		located.Ref = n.ref
		o.Err = &located
	}
	if st.bounded {
		o.Low, o.High = Score{quanta: st.low, ok: true}, Score{quanta: st.high, ok: true}
	}
	if n.kpi != nil {
		o.Label, o.Unit, o.Timing = v.label, n.kpi.unit, n.kpi.timing
		o.Actual = v.number()
		o.Variance = varianceOf(o.Actual, o.Target.Value, n.kpi.direction)
		o.Window = e.windowOf(&v)
		e.markWithheld(e.memoOf(at), &o.Window)
		o.ReadingNotes = e.notes(at, &o.Window)
		if st.pace != nil {
			pace := *st.pace // the evaluation may keep the original
			o.Pace = &pace
		}
	}
	e.assess(at, &v, st, &o)
	return o
}

// brings returns the score with which a node's parent counts it: also the Min for a node without a score, which its
// missing rule or a parent with weights in percent asks for.
func (e *evaluation) brings(at int, st *state) Score {
	score, n := e.counted(at), &e.card.nodes[at]
	if score.Valid() || st.absent || n.parent < 0 {
		return score
	}
	if n.missing == MissingZero || n.missing != MissingRequire && e.card.nodes[n.parent].traits.percent {
		return Score{quanta: e.card.low, ok: true}
	}
	return score
}

// reason returns why a node has no score.
func (e *evaluation) reason(at int) words.Phrase { return e.reasonOf(at, e.state(at)) }

func (e *evaluation) reasonOf(at int, st *state) words.Phrase {
	n := &e.card.nodes[at]
	switch st.why {
	case whyNoReading:
		return e.noValue(at)
	case whyNoScore:
		return st.none
	case whyNotApplicable:
		return words.New("not_applicable")
	case whyNotDue:
		return words.New("not_due_yet")
	case whyNotExpected:
		if st.target.Baseline.Valid {
			return words.New("nothing_expected_above_baseline")
		}
		return words.New("nothing_expected")
	case whyStale:
		return words.New("reading_stale")
	case whyFailed:
		return st.err.said()
	case whyTooLittle:
		return words.New("too_little")
	case whyNoTarget:
		return st.none
	case whyUnscored:
		return words.New("shown_only")
	case whyUnmade:
		kind := e.card.time.Measures[n.kpi.slot].Kind
		return words.New("not_shown_by", "period", e.in.Period.Label().Kind.Noun(), "measured", kind.Noun())
	case whyTiming:
		return words.New("other_timing", "timing", words.Name("timing", string(e.in.Timing)))
	case whyNothingBelow:
		return words.New("nothing_below_counts")
	case whyNothingKnown:
		return words.New("no_child_score")
	case whyRequired:
		return words.New("required_without_score", "node", e.card.nodes[e.card.nodeAt(e.gather(at, columns.Scores).Required)].ref)
	case whyNotJudged:
		return e.notJudged(at)
	case whyJudgedAlone:
		return words.New("judged_only")
	case whyMinChildren:
		return words.New("min_children", "scored", e.gather(at, columns.Scores).Scored, "min", n.minChildren)
	case whyMinCoverage:
		return words.New("min_coverage", "coverage", decimal.New(st.coverage, -exact.Places), "min", n.minCoverage)
	}
	return words.Phrase{}
}

// noValue returns why a KPI has no value.
func (e *evaluation) noValue(at int) words.Phrase {
	v := e.value(at)
	if !v.none.IsZero() {
		return v.none
	}
	gap := Gap{Ref: e.card.nodes[at].ref, Period: e.in.Period}
	if v.window != nil && len(v.window.Gaps) > 0 {
		gap = v.window.Gaps[0]
	}
	code := "no_reading"
	if e.memoOf(at).isWithheld(e.in.OrgUnit, gap.Ref, gap.Period) {
		code = "only_provisional"
	}
	var more, unit words.Phrase
	if v.window != nil && len(v.window.Gaps) > 1 {
		more = words.New("more_periods", "n", len(v.window.Gaps)-1)
	}
	if e.in.OrgUnit != "" {
		unit = words.New("from_unit", "unit", e.in.OrgUnit)
	}
	return words.New(code, "period", gap.Period, "more", more, "of", unit)
}

// windowOf returns a copy of a value's window for an outcome.
func (e *evaluation) windowOf(v *value) Window {
	switch {
	case v.window != nil:
		w := *v.window
		w.Parts, w.Gaps = append([]WindowPart(nil), w.Parts...), append([]Gap(nil), w.Gaps...)
		return w
	case v.state != measure.There:
		return Window{}
	}
	part := WindowPart{Period: e.in.Period, State: PartThere}
	return Window{First: e.in.Period, Last: e.in.Period, Parts: []WindowPart{part}, Readings: 1, Freshness: one()}
}
