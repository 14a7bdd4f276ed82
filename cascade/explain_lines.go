package cascade

import (
	"strings"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// An Explanation in lines of text.

// Lines returns the explanation line by line, in codes with their arguments. What others bring to a KPI follows its own
// lines, one level deeper. The org unit stands first, and the ways up from the node follow.
func (x *Explanation) Lines() []bsc.ExplanationLine {
	l := lines{}
	if x == nil {
		return nil
	}
	l.line(0, "explain_unit", "unit", x.OrgUnit)
	for _, s := range x.Counts {
		if last := s.Steps[len(s.Steps)-1]; len(s.Steps) > 1 {
			l.line(1, "explain_counts", "node", last.Ref, "unit", last.OrgUnit, "share", s.Share, "way", wayPhrase(s.Steps))
		}
	}
	if x.MoreCounts {
		l.line(1, "explain_more_ways")
	}
	l.explain(x, 1)
	return l.list
}

// String shows the explanation as indented text that can be checked with a pencil.
func (x *Explanation) String() string { return x.In(nil) }

// In shows the explanation as String does, in another language.
func (x *Explanation) In(language words.Catalogue) string {
	var b strings.Builder
	for _, line := range x.Lines() {
		b.WriteString(strings.Repeat("  ", line.Depth) + language.Say(line.Says) + "\n")
	}
	return b.String()
}

// wayPhrase names the org units between the first and the last of a way; nothing if there are none.
func wayPhrase(steps []Step) words.Phrase {
	var units []any
	for i, s := range steps {
		if between := s.OrgUnit != steps[0].OrgUnit && s.OrgUnit != steps[len(steps)-1].OrgUnit; between && s.OrgUnit != steps[i-1].OrgUnit {
			units = append(units, s.OrgUnit)
		}
	}
	if len(units) == 0 {
		return words.Phrase{}
	}
	return words.New("by_way_of", "units", units)
}

// lines gathers the lines of an explanation.
type lines struct{ list []bsc.ExplanationLine }

func (l *lines) line(depth int, code string, args ...any) { l.say(depth, words.New(code, args...)) }

func (l *lines) say(depth int, p words.Phrase) {
	l.list = append(l.list, bsc.ExplanationLine{Depth: depth, Says: p})
}

// explain recurses along contributions of scores, of which at most MaxLevels stand in a row.
func (l *lines) explain(x *Explanation, depth int) {
	if x.Of == nil {
		return
	}
	brought := make(map[bsc.Ref]*Brought, len(x.Brought))
	for i := range x.Brought {
		brought[x.Brought[i].To] = &x.Brought[i]
	}
	l.card(brought, x.Of, x.Of.Lines(), depth)
}

// card shows a node of a card with all its lines, the last of which are those of the nodes below it.
func (l *lines) card(brought map[bsc.Ref]*Brought, of *bsc.Explanation, all []bsc.ExplanationLine, depth int) {
	below, own := make([][]bsc.ExplanationLine, len(of.Below)), len(all)
	for i := range of.Below {
		below[i] = of.Below[i].Lines()
		own -= len(below[i])
	}
	b := brought[of.Outcome.Ref]
	for _, line := range all[:own] {
		if b == nil || line.Says.Code() != "explain_brings" { // the tree of addends has them, too
			l.say(depth+line.Depth, line.Says)
		}
	}
	if b != nil {
		l.brought(b, depth+1)
		delete(brought, of.Outcome.Ref) // an objective may use it again
	}
	for i := range of.Below {
		l.card(brought, &of.Below[i], below[i], depth+1)
	}
}

func (l *lines) brought(b *Brought, depth int) {
	switch b.Mode {
	case Additive:
		l.addends(b.Addends, b.More, depth)
	case SharedMeasure:
		l.line(depth, "explain_shared", "node", b.From.Ref, "unit", b.From.OrgUnit)
	case Contributory:
		var told words.Phrase
		switch {
		case b.Told:
			told = words.New("explained_elsewhere")
		case b.Score == nil:
			told = words.New("explanation_left_out")
		}
		l.line(depth, "explain_score_of", "node", b.From.Ref, "unit", b.From.OrgUnit, "told", told)
		if b.Score != nil {
			l.explain(b.Score, depth+1)
		}
	}
}

// addends recurses along sums, of which at most MaxLevels stand in a row.
func (l *lines) addends(tree []bsc.AddendTree, more, depth int) {
	for i := range tree {
		a := &tree[i]
		l.line(depth, "explain_brings", "unit", a.OrgUnit, "value", valuePhrase(&a.Addend), "node", a.To, "parts", partsPhrase(a.Parts))
		l.addends(a.Below, a.More, depth+1)
	}
	if more > 0 {
		l.line(depth, "explain_more_addends", "n", more)
	}
}

func valuePhrase(a *bsc.Addend) any {
	switch {
	case a.Value.Valid:
		return a.Value
	case len(a.Parts) == 0:
		return words.New("brings_nothing")
	}
	return words.New("brings_no_single_value")
}

// partsPhrase shows the periods of an addend: 100 × 1.15 in 2026-01, 100 × 1.17 in 2026-02.
func partsPhrase(parts []bsc.AddendPart) words.Phrase {
	if len(parts) == 0 {
		return words.Phrase{}
	}
	list := make([]words.Phrase, len(parts))
	for i, p := range parts {
		if p.Factor.Equal(decimal.New(1, 0)) {
			list[i] = words.New("brought_in", "value", p.Value, "period", p.Period)
		} else {
			list[i] = words.New("converted", "value", p.Value, "factor", p.Factor, "period", p.Period)
		}
	}
	return words.New("converted_parts", "parts", list)
}
