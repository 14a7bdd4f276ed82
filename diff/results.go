package diff

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/wire"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// A ResultChange is a node that stands differently in two results, found by Results. It is plain data: it shares
// nothing with the results and survives JSON.
type ResultChange struct {
	Kind Kind    `json:"kind"` // Added: only in the later one; Retired: only in the earlier one; Changed: in both
	Ref  bsc.Ref `json:"ref"`
	Name string  `json:"name,omitempty"` // the node's name in the later result, or else in the earlier one
	// What differs in the outcome: score, counted, rating, final_rating, final_score, flags and reason.
	What []Difference `json:"what,omitempty"`
	// Why it may: what entered the outcome of the node itself.
	//
	//	period, org_unit                             of the scorecard: what was evaluated
	//	parent, weight, judged                       where it stands, and how it counts
	//	scorer, calculator, aggregator, threshold    how it is computed
	//	direction, unit, timing                      of KPIs
	//	actual, label, missing                       of KPIs: what was read or calculated, and what was not there
	//	brings/                                      of KPIs: what an org unit brings, where it is converted
	//	baseline, target, stretch, floor             of KPIs: the target in force
	//	assessment                                   a person's judgement
	Why []Difference `json:"why,omitempty"`
	// Children are those below it that bring something else than before, have another weight, or are new or gone.
	Children []bsc.Ref `json:"children,omitempty"`
}

// A Difference is a field with what it was and what it is, as text; "" where there was or is nothing. Numbers have all
// their digits, policies are their JSON.
type Difference struct {
	Field  string `json:"field"`
	Before string `json:"before,omitempty"`
	After  string `json:"after,omitempty"`
}

// ResultChanges lists nodes in the order of the later result; those that are gone follow.
type ResultChanges []ResultChange

// MarshalJSON writes a list.
func (c ResultChanges) MarshalJSON() ([]byte, error) { return wire.Marshal([]ResultChange(c)) }

// Results returns what differs between two results, node by node, and why: between two periods, two moments, two
// versions of the definition, or two org units on one card. There is nothing where nothing differs. A nil Result, and
// the zero one, have no nodes. Nodes are the same if their Refs are; the two scorecards themselves are the same node
// whatever their ids.
//
// A difference that every node shares, such as that of the period, is told of the scorecard alone. What a reason leads
// to is not computed: where several things differ in one node, all are listed. Results are immutable: goroutines may
// compare them at the same time.
func Results(before, after *bsc.Result) ResultChanges {
	old, now := standingsOf(before), standingsOf(after)
	changes := ResultChanges{}
	for _, ref := range now.order {
		c := ResultChange{Kind: Added, Ref: ref, Name: now.of[ref].Name}
		if _, was := old.of[ref]; was {
			if c = compareNodes(old, now, ref); len(c.What)+len(c.Why)+len(c.Children) == 0 {
				continue
			}
		}
		changes = append(changes, c)
	}
	for _, ref := range old.order {
		if _, is := now.of[ref]; !is {
			changes = append(changes, ResultChange{Kind: Retired, Ref: ref, Name: old.of[ref].Name})
		}
	}
	return changes
}

// standings are the outcomes of a result. The scorecard stands under the zero id.
type standings struct {
	result *bsc.Result
	order  []bsc.Ref
	of     map[bsc.Ref]*bsc.Outcome
	top    bsc.Ref
}

func standingsOf(r *bsc.Result) *standings {
	s := &standings{result: r, of: map[bsc.Ref]*bsc.Outcome{}, top: r.Scorecard().Ref()}
	for o := range r.All() {
		ref := s.common(o.Ref)
		s.order, s.of[ref] = append(s.order, ref), &o
	}
	return s
}

// common returns the name of a node in both results.
func (s *standings) common(ref bsc.Ref) bsc.Ref {
	if ref == s.top {
		return bsc.Ref{Kind: bsc.KindScorecard}
	}
	return ref
}

// children returns what is below a node, with the weights there.
func (s *standings) children(o *bsc.Outcome) map[bsc.Ref]decimal.Decimal {
	weights := map[bsc.Ref]decimal.Decimal{}
	for _, child := range s.result.Scorecard().Children(o.Ref) {
		weights[child.Ref] = child.Weight
	}
	return weights
}

// compareNodes compares a node that is in both results.
func compareNodes(old, now *standings, ref bsc.Ref) ResultChange {
	was, is := old.of[ref], now.of[ref]
	c := ResultChange{Kind: Changed, Ref: is.Ref, Name: is.Name}
	what := differences{&c.What}
	what.add("score", scoreText(was.Score), scoreText(is.Score))
	what.add("counted", scoreText(was.Counted), scoreText(is.Counted))
	what.add("rating", string(was.Rating), string(is.Rating))
	if was.Assessment != nil || is.Assessment != nil {
		what.add("final_rating", string(was.FinalRating), string(is.FinalRating))
		what.add("final_score", scoreText(was.FinalScore), scoreText(is.FinalScore))
	}
	what.add("flags", strings.Join(was.Flags.Names(), " "), strings.Join(is.Flags.Names(), " "))
	what.add("reason", was.Reason.String(), is.Reason.String())
	why := differences{&c.Why}
	if ref.ID == "" {
		why.add("period", old.result.Period().String(), now.result.Period().String())
		why.add("org_unit", old.result.OrgUnit(), now.result.OrgUnit())
	} else {
		why.add("parent", old.common(was.Parent).String(), now.common(is.Parent).String())
	}
	why.add("weight", number(was.Weight), number(is.Weight))
	why.rules(old.result.Scorecard(), now.result.Scorecard(), was.Ref, is.Ref)
	if ref.Kind == bsc.KindKPI {
		why.measured(was, is)
		why.brought(old.result, now.result, ref)
	}
	why.add("assessment", jsonText(was.Assessment), jsonText(is.Assessment))
	c.Children = moved(old, now, was, is)
	return c
}

// moved returns the children of a node that bring something else, in the order of the later result; those that are gone
// follow.
func moved(old, now *standings, was, is *bsc.Outcome) (refs []bsc.Ref) {
	before := old.children(was)
	for _, child := range now.result.Scorecard().Children(is.Ref) {
		weight, has := before[child.Ref]
		a, b := old.of[child.Ref], now.of[child.Ref]
		if !has || !weight.Equal(child.Weight) || !a.Counted.Equal(b.Counted) {
			refs = append(refs, child.Ref)
		}
		delete(before, child.Ref)
	}
	for _, child := range old.result.Scorecard().Children(was.Ref) {
		if _, gone := before[child.Ref]; gone {
			refs = append(refs, child.Ref)
		}
	}
	return refs
}

// differences collects what differs.
type differences struct{ list *[]Difference }

func (d differences) add(field, before, after string) {
	if before != after {
		*d.list = append(*d.list, Difference{field, before, after})
	}
}

// rules compares how a node is computed.
func (d differences) rules(old, now *bsc.Scorecard, was, is bsc.Ref) {
	a, _ := old.Rules(was)
	b, _ := now.Rules(is)
	for _, p := range []struct {
		field         string
		before, after bsc.Policy
	}{
		{"scorer", a.Scorer, b.Scorer},
		{"calculator", a.Calculator, b.Calculator},
		{"aggregator", a.Aggregator, b.Aggregator},
		{"threshold", a.Threshold, b.Threshold},
	} {
		d.add(p.field, policyText(p.before), policyText(p.after))
	}
	d.add("direction", string(a.Direction), string(b.Direction))
	d.add("unit", a.Unit, b.Unit)
	d.add("timing", string(a.Timing), string(b.Timing))
	d.add("judged", jsonText(a.Judged), jsonText(b.Judged))
}

// measured compares what a KPI is measured by.
func (d differences) measured(was, is *bsc.Outcome) {
	d.add("actual", nullable(was.Actual), nullable(is.Actual))
	d.add("label", was.Label, is.Label)
	d.add("missing", missingText(&was.Window), missingText(&is.Window))
	for _, n := range []struct {
		field         string
		before, after decimal.NullDecimal
	}{
		{"baseline", was.Target.Baseline, is.Target.Baseline},
		{"target", was.Target.Value, is.Target.Value},
		{"stretch", was.Target.Stretch, is.Target.Stretch},
		{"floor", was.Target.Floor, is.Target.Floor},
	} {
		d.add(n.field, nullable(n.before), nullable(n.after))
	}
}

// brought compares what org units bring to a KPI with readings of its own.
func (d differences) brought(old, now *bsc.Result, kpi bsc.Ref) {
	if len(old.Scorecard().Inputs(kpi))+len(now.Scorecard().Inputs(kpi)) > 0 {
		return // it is in the actuals of what the KPI is calculated from
	}
	var units []string
	brings := func(r *bsc.Result) map[string]string {
		by := map[string]string{}
		x, err := r.Explain(kpi)
		if err != nil {
			return by // not reached: the KPI is in both results
		}
		for _, a := range x.Addends {
			if _, twice := by[a.OrgUnit]; !twice {
				units = append(units, a.OrgUnit)
			}
			by[a.OrgUnit] = strings.TrimSpace(by[a.OrgUnit] + " " + nullable(a.Value))
		}
		return by
	}
	before, after := brings(old), brings(now)
	slices.Sort(units)
	for _, unit := range slices.Compact(units) {
		d.add("brings/"+unit, before[unit], after[unit])
	}
}

// missingText lists the readings that are missing.
func missingText(w *bsc.Window) string {
	gaps := make([]string, len(w.Gaps))
	for i, g := range w.Gaps {
		gaps[i] = g.Ref.String() + " " + g.Period.String()
	}
	return strings.Join(gaps, ", ")
}

func scoreText(s bsc.Score) string {
	if !s.Valid() {
		return ""
	}
	return s.String()
}

func number(d decimal.Decimal) string { return string(bsc.NumberOf(d)) }

func nullable(d decimal.NullDecimal) string {
	if !d.Valid {
		return ""
	}
	return number(d.Decimal)
}

func policyText(p bsc.Policy) string {
	if p.IsZero() {
		return ""
	}
	return jsonText(p)
}

// jsonText returns plain data as JSON; "" for what is nil.
func jsonText(v any) string {
	text, err := json.Marshal(v)
	if err != nil || string(text) == "null" {
		return ""
	}
	return string(text)
}

// String returns the changes, one node per line.
func (cs ResultChanges) String() string {
	var b strings.Builder
	for _, c := range cs {
		b.WriteString(c.String() + "\n")
	}
	return b.String()
}

// String returns the change as one printable line: what differs, why, and below which children. It shows unset for what
// is not there, and cuts long text to where it differs.
func (c ResultChange) String() string { return c.Phrase().String() }

// Phrase returns what String says, for other languages. Names of fields, and Before and After, are the same in all.
func (c ResultChange) Phrase() words.Phrase {
	if c.Kind != Changed {
		return ofNode(c.Ref, c.Name, words.Name("change", string(c.Kind)))
	}
	says := words.New("stands_as_before")
	if len(c.What) > 0 {
		says = words.New("differences", "list", differencesOf(c.What))
	}
	if len(c.Why) > 0 {
		says = words.New("with_why", "says", says, "why", differencesOf(c.Why))
	}
	if len(c.Children) > 0 {
		says = words.New("with_children", "says", says, "children", words.List(c.Children))
	}
	return ofNode(c.Ref, c.Name, says)
}

func differencesOf(list []Difference) []words.Phrase {
	phrases := make([]words.Phrase, len(list))
	for i, d := range list {
		phrases[i] = Change{Kind: Changed, Before: d.Before, After: d.After}.what(d.Field)
	}
	return phrases
}
