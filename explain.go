package bsc

import (
	"maps"
	"slices"
	"time"

	"github.com/go-bsc/bsc/internal/columns"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/internal/target"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// An Explanation shows one node's outcome as arithmetic that a person can redo, with the explanations of the nodes
// below it, down to the readings. String shows it as text, and Lines as codes for any language.
type Explanation struct {
	Outcome     Outcome
	Policy      string              // the scorer's or aggregator's name
	Formula     words.Formula       // the arithmetic, with the numbers filled in; none where the policy gave none
	Value       decimal.NullDecimal // the result of the formula, to ten places; with the adjustments it is the score
	Notes       []Note              // intermediate results a host's policies noted, and the values that policies read
	Calculator  string              // of calculated KPIs: the calculator's name
	Calculation words.Formula       // and its arithmetic
	Inputs      []InputValue        // and what it read
	Basis       Basis               // of KPIs: what the value covers; "" is the period
	Rollup      Rollup              // of KPIs whose value is made of several readings: how
	Readings    []UsedReading       // the readings that the value is made of, in order of time
	// Addends are what org units bring to a KPI in Sums, or to what it is calculated from. There are none where no Factor
	// converts any of it.
	Addends []Addend
	// TargetShares are the stated targets that the target of a KPI is made of. There are none where it is one target as
	// it stands.
	TargetShares  []TargetShare
	Contributions []Contribution // of parents: the children that count, in definition order
	LeftOut       []LeftOut      // of parents: the children that do not
	// Decided are the children that decided under min, max, median, most_frequent and veto, and what a host's aggregator
	// says with Trace.Decided: one that drops the worst names those that it keeps. None: all decided.
	Decided       []Ref
	Adjustments   []Adjustment // what else entered the score: rounding, a cap, the clamp to the scale
	Band          *Band        // the band hit; nil where another threshold rated it, or none
	Rule          words.Phrase // of the threshold rules: which one holds, such as "rule 2: score 60 to below 90"
	ThresholdName string
	// Judgement is set for a KPI that stands for another result's node: the assessment that counts for that node.
	Judgement *Assessment
	Below     []Explanation // of the children, in definition order
}

// An InputValue is a value that a calculator read.
type InputValue struct {
	Ref    Ref                 `json:"ref"`
	Value  decimal.NullDecimal `json:"value"`
	Rollup Rollup              `json:"rollup,omitempty"` // if it is made of several readings
	Window Window              `json:"window,omitzero"`  // of those readings
}

// A UsedReading is a value that entered a roll-up.
type UsedReading struct {
	Period period.Period   `json:"period"` // the period that it counts for
	Of     period.Period   `json:"of"`     // the period of the reading: an earlier one where it was carried forward
	Value  decimal.Decimal `json:"value"`
	Label  string          `json:"label,omitempty"`
	State  State           `json:"state,omitempty"`
	Days   int             `json:"days"`    // days of the period that count: fewer than OfDays where it is prorated
	OfDays int             `json:"of_days"` // days that the period has
	// Note and Author are what somebody said with it, and RecordedAt is when; all zero where nobody said anything.
	Note       string    `json:"note,omitempty"`
	Author     string    `json:"author,omitempty"`
	RecordedAt time.Time `json:"recorded_at,omitzero"`
}

// A Contribution is what one child brings to its parent.
type Contribution struct {
	Ref    Ref                 `json:"ref"`
	Score  decimal.Decimal     `json:"score"`
	Weight decimal.Decimal     `json:"weight"`           // as defined
	Share  decimal.Decimal     `json:"share"`            // of the weights that count, 0 to 1, whatever the aggregator makes of them: see Decided
	Amount decimal.NullDecimal `json:"amount"`           // of the parent's score; only where amounts and adjustments sum to it exactly
	Filled bool                `json:"filled,omitempty"` // it has no score; its missing rule, or weighted_sum, counts it with the scale's Min
	// Judged is set if an assessment counts for it and not what was computed: its score or, where the aggregator looks
	// at ratings, its rating. JudgedBy is the author, and JudgedAs the role.
	Judged   bool   `json:"judged,omitempty"`
	JudgedBy string `json:"judged_by,omitempty"`
	JudgedAs string `json:"judged_as,omitempty"`
}

// A LeftOut is a child that does not count.
type LeftOut struct {
	Ref    Ref          `json:"ref"`
	Reason words.Phrase `json:"reason"`
}

// Explain explains a node, down to the readings. It evaluates that part again, from the same inputs, with traces. The
// error is a *Problem with ErrUnknownRef.
func (r *Result) Explain(ref Ref) (*Explanation, error) {
	if r != nil && r.e != nil {
		if at, ok := r.e.card.index[ref]; ok {
			x := r.e.explain(at)
			return &x, nil
		}
	}
	p := fault(ErrUnknownRef, "node_not_on_scorecard", "node", ref)
	if ref == (Ref{}) && r != nil && r.e != nil {
		p.Hint = words.New("scorecard_is_node", "node", r.e.card.Ref())
	}
	return nil, p
}

// explain recurses only over the kinds of a definition: three levels deep.
func (e *evaluation) explain(at int) Explanation {
	n := &e.card.nodes[at]
	x := Explanation{Outcome: e.outcome(at), ThresholdName: n.threshold.name}
	if c, isScore := e.given[at]; isScore {
		x.Judgement = c.from.judgement(c.at)
	}
	if n.kpi != nil {
		e.explainKPI(at, &x)
	} else {
		e.explainParent(at, &x)
	}
	e.explainRating(at, &x)
	return x
}

func (e *evaluation) explainKPI(at int, x *Explanation) {
	n, st := &e.card.nodes[at], e.state(at)
	x.Policy, x.Basis = n.kpi.scorer.name, n.kpi.basis
	if score, ok := e.assumed[at]; ok {
		x.Formula = inWords("formula.score_assumed")
		e.adjust(at, exact.Whole(score), x)
		return
	}
	if n.kpi.onlyJudged() {
		if j := e.judged(at); st.ok {
			x.Formula, x.Value = inWords("formula.score_given", "by", byWhom(j.Author, j.Role)), decimal.NewNullDecimal(j.score.value())
		}
		return
	}
	v := e.value(at)
	if _, isScore := e.given[at]; !isScore && e.of == nil {
		e.explainTime(at, &v, x)
		x.Addends = e.converted(at)
	}
	if !st.ok {
		return
	}
	trace := new(Trace)
	q, err := e.scoreKPI(n, &v, st.target, trace)
	if err != nil {
		return // not reached: scorers are pure, and this one gave a score before
	}
	x.Formula, x.Notes = trace.formula, append(x.Notes, trace.notes...)
	e.adjust(at, q, x)
}

// explainTime explains what a KPI's value and target are made of. It makes both again, from what the sources have said.
func (e *evaluation) explainTime(at int, v *value, x *Explanation) {
	n := &e.card.nodes[at]
	r := &run{evaluation: e, knowledge: e.asAsked(e.memoOf(at))}
	own := plainValue(&e.inputs, v)
	if e.stored(at) != nil || e.isInRows(at) {
		r.trace = &calculationTrace{slot: n.kpi.slot}
		own = r.own(n.kpi.slot)
		r.explainValue(n, &own, x)
	}
	if _, isPlan := r.in.Targets.(Plan); isPlan {
		return // the plan is not made of stated targets
	}
	if _, standing := n.kpi.standingTarget(); standing && r.in.Targets == nil && len(own.Selection.States) < 2 || own.Window == nil || n.kpi.summed {
		return
	}
	found, _ := target.Find(r.unitPlan(n.kpi), r.definitionPlan(n.kpi), r.view(n.kpi, &own))
	for i := range found.Shares {
		if share := shareOf(&found.Shares[i]); len(found.Shares) > 1 || share.Part != "1" {
			x.TargetShares = append(x.TargetShares, share)
		}
	}
}

// explainValue explains what a KPI's value is made of.
func (r *run) explainValue(n *node, v *measure.Value, x *Explanation) {
	m := &r.card.time.Measures[n.kpi.slot]
	once := m.Once()
	if !once && v.Window != nil && len(v.Selection.Entries) > 0 {
		if len(v.Window.Parts) > 1 || v.Age > 0 {
			x.Rollup = rollupText(m.Rollup, r.card.time.Adds(n.kpi.slot))
			r.usedReadings(v, x)
		}
	}
	if m.Calc == nil {
		return
	}
	x.Calculator = n.kpi.calculator.name
	if !once && v.Window != nil && len(v.Window.Parts) > 1 {
		return // it was calculated part by part
	}
	var formulas []words.Formula
	for _, t := range r.trace.traces {
		formulas, x.Notes = append(formulas, t.formula), append(x.Notes, t.notes...)
	}
	x.Calculation = words.Join(formulas, " + ")
	inputs := v.Inputs
	if !once && v.Window != nil && len(v.Window.Parts) == 1 {
		inputs = r.book.Inputs(n.kpi.slot, v.Window)
	}
	for i := range inputs {
		slot := n.kpi.inputs[min(i, len(n.kpi.inputs)-1)]
		x.Inputs = append(x.Inputs, r.inputValue(slot, &inputs[i]))
	}
}

// usedReadings lists the readings that entered a roll-up.
func (r *run) usedReadings(v *measure.Value, x *Explanation) {
	notes := map[period.Period]*ReadingNote{}
	for i := range x.Outcome.ReadingNotes {
		if note := &x.Outcome.ReadingNotes[i]; note.Ref == x.Outcome.Ref {
			notes[note.Period] = note
		}
	}
	for i := range v.Selection.Entries {
		entry := &v.Selection.Entries[i]
		part := &v.Window.Parts[entry.Part]
		of := part.Label
		if entry.Age > 0 {
			of = entry.Of
		}
		state := StateFinal
		if entry.Cell.Provisional {
			state = StateProvisional
		}
		used := UsedReading{
			Period: period.Of(part.Label), Of: period.Of(of), Value: entry.Cell.Value, Label: entry.Cell.Label,
			State: state, Days: part.Days(), OfDays: part.Span.Days(),
		}
		if note, ok := notes[used.Of]; ok {
			used.Note, used.Author, used.RecordedAt = note.Note, note.Author, note.RecordedAt
		}
		x.Readings = append(x.Readings, used)
	}
}

// inputValue returns a value that a calculator read.
func (r *run) inputValue(slot int, v *measure.Value) InputValue {
	shown := r.shown(v)
	in := InputValue{Ref: r.card.refOf(slot), Value: shown.number()}
	if v.State != measure.There {
		in.Value.Valid = false
	}
	if shown.window != nil {
		in.Window = *shown.window
		r.inputs.markWithheld(r.answers, &in.Window)
		if len(in.Window.Parts) > 1 {
			in.Rollup = rollupText(r.card.time.Measures[slot].Rollup, r.card.time.Adds(slot))
		}
	}
	return in
}

// rollupText names a roll-up; it is the sum for what adds up without saying so.
func rollupText(r measure.Rollup, adds bool) Rollup {
	if r == measure.NoRollup && adds {
		return RollupSum
	}
	return Rollup(r.String())
}

// A TargetShare is what one stated target contributes to the target in force: 4 × 100 for every month, or 7/12 of 1,200
// for a year.
type TargetShare struct {
	Period period.Period   `json:"period,omitzero"` // the period it is stated for; zero: every period
	Value  decimal.Decimal `json:"value"`           // its value, less what is stated for parts of its period
	Part   string          `json:"part"`            // how much of that, as a whole number or a fraction: 4, 7/12
	Off    []TakenOff      `json:"off,omitempty"`   // what Part leaves out
}

// A TakenOff is a period whose share is taken off because the period does not apply or is missing. The target is not
// phased, or falls due in one step.
type TakenOff struct {
	Period period.Period `json:"period"`
	State  PartState     `json:"state"`
	Part   string        `json:"part"` // of the target, as a fraction
}

func shareOf(s *target.Share) TargetShare {
	share := TargetShare{Period: period.Of(s.From), Value: exact.OfRat(&s.Of), Part: s.Part.RatString()}
	for i := range s.Off {
		off := &s.Off[i]
		share.Off = append(share.Off, TakenOff{period.Of(off.Part), partState(off.State), off.Share.RatString()})
	}
	return share
}

func (e *evaluation) explainParent(at int, x *Explanation) {
	n, st := &e.card.nodes[at], e.state(at)
	x.Policy = n.aggregator.name
	g := e.gather(at, columns.Scores)
	for _, place := range g.Left {
		child := e.card.nodeAt(place)
		x.LeftOut = append(x.LeftOut, LeftOut{e.card.nodes[child].ref, e.reason(child)})
	}
	for _, ch := range n.children {
		if ch.weight.IsZero() {
			x.LeftOut = append(x.LeftOut, LeftOut{e.card.nodes[ch.node].ref, words.New("weight_is_zero")})
		}
		x.Below = append(x.Below, e.explain(ch.node))
	}
	if !st.ok {
		return
	}
	trace := new(Trace)
	q, err := e.combine(n, g, trace)
	if err != nil {
		return // not reached: aggregators are pure, and this one gave a score before
	}
	x.Formula, x.Notes, x.Decided = trace.formula, trace.notes, trace.decided
	x.Contributions = e.contributions(at, g, trace)
	x.Adjustments = trace.extras
	e.adjust(at, q, x)
}

// contributions lists what the parts bring. Amounts are set if the aggregator claims them.
func (e *evaluation) contributions(at int, g gathering, trace *Trace) []Contribution {
	weights := make([]decimal.Decimal, len(g.parts))
	for i, p := range g.parts {
		weights[i] = p.Weight
	}
	shares := exact.Shares(weights, totalWeight(g.parts))
	list := make([]Contribution, len(g.parts))
	parent := &e.card.nodes[at]
	for i, p := range g.parts {
		list[i] = Contribution{
			Ref: p.Ref, Score: p.Score.Normalize(), Weight: p.Weight,
			Share:  decimal.NewFromBigInt(shares[i], -exact.Places).Normalize(),
			Filled: g.Children[i].Filled,
		}
		if j := e.judgedFor(parent, g.nodes[i]); j != nil {
			list[i].Judged, list[i].JudgedBy, list[i].JudgedAs = true, j.Author, j.Role
		}
		if i < len(trace.amounts) {
			list[i].Amount = decimal.NewNullDecimal(trace.amounts[i])
		}
	}
	return list
}

// adjust records how the exact score became the score: by rounding and by the clamp.
func (e *evaluation) adjust(at int, q exact.Ratio, x *Explanation) {
	st := e.state(at)
	exactly := scoreOf(q.Units(exact.TenPlaces())).value()
	x.Value = decimal.NewNullDecimal(exactly)
	if rounding := st.attainment.value().Sub(exactly); !rounding.IsZero() {
		x.Adjustments = append(x.Adjustments, Adjustment{"rounding", rounding.Normalize()})
	}
	if st.flags.Has(FlagCapped) {
		clamp := x.Outcome.Score.value().Sub(st.attainment.value())
		x.Adjustments = append(x.Adjustments, Adjustment{"clamp", clamp.Normalize()})
	}
}

// explainValues notes the values that a KPI's scorer and threshold read beside its own.
func (e *evaluation) explainValues(at int, values map[string]decimal.Decimal, x *Explanation) {
	n := &e.card.nodes[at]
	if n.kpi == nil || x.Outcome.Rating == "" && len(n.kpi.scorer.reads)+len(n.threshold.reads) == 0 {
		return // bands that give no rating
	}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		i := slices.IndexFunc(n.kpi.values, func(v valueRead) bool { return v.name == name })
		x.Notes = append(x.Notes, Note{e.card.refOf(n.kpi.values[i].slot).String(), values[name]})
	}
}

// explainRating adds the band hit, the rule that holds, or the notes of a host's threshold.
func (e *evaluation) explainRating(at int, x *Explanation) {
	in := e.rateInputOf(at)
	e.explainValues(at, in.Values, x)
	if x.Outcome.Rating == "" || x.Judgement != nil && x.Judgement.Rating == x.Outcome.Rating {
		return // there is none, or somebody has said so
	}
	if in.Previous.Valid {
		x.Notes = append(x.Notes, Note{"previous_actual", in.Previous.Decimal})
	}
	switch own := e.card.nodes[at].threshold.policy.(type) {
	case *bands:
		if limits, hit, p := own.find(&in); p == nil {
			band := own.band(limits, hit)
			x.Band = &band
		}
		return
	case *rules:
		x.Rule = own.hit(&in)
		return
	}
	in.Trace = new(Trace)
	if _, err := e.ratingFor(at, &in); err == nil {
		x.Notes = append(x.Notes, in.Trace.notes...)
	}
}
