package render

import (
	"iter"
	"slices"
	"strings"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// A row is one line of a scorecard.
type row struct {
	ref    bsc.Ref
	name   string
	weight decimal.Decimal // under its parent
	depth  int             // 0: the scorecard, 1: a perspective, 2: an objective, 3: a KPI
	last   []bool          // whether each of its ancestors, and itself, is the last of its siblings
}

// lines lists the scorecard of a view in definition order. A KPI that an objective uses from elsewhere stands
// under that objective, too.
func (v View) lines() (*subject, []row, error) {
	s, err := v.subject()
	if err != nil {
		return nil, nil, err
	}
	var rows []row
	var add func(c bsc.Child, last []bool) // four levels deep
	add = func(c bsc.Child, last []bool) {
		rows = append(rows, row{c.Ref, s.name(c.Ref), c.Weight, len(last), last})
		children := s.card.Children(c.Ref)
		for i, child := range children {
			add(child, append(last[:len(last):len(last)], i == len(children)-1))
		}
	}
	add(bsc.Child{Ref: s.card.Ref()}, nil)
	if len(rows) > MaxNodes {
		return nil, nil, tooMany("too_many_lines_to_draw", len(rows))
	}
	return s, rows, nil
}

// refsOf yields the nodes of lines.
func refsOf(rows []row) iter.Seq[bsc.Ref] {
	return func(yield func(bsc.Ref) bool) {
		for _, r := range rows {
			if !yield(r.ref) {
				return
			}
		}
	}
}

// figures returns what a KPI measured and its target, in words; "" if it measured nothing.
func (s *subject) figures(o bsc.Outcome) string {
	actual, _ := s.values(o)
	if actual != "" && o.Target.Value.Valid {
		return s.say("actual_and_target", "actual", actual, "target", s.number(o.Target.Value.Decimal)) // in the same unit
	}
	return actual
}

// values returns what a KPI measured and its target; "" for one that is missing.
func (s *subject) values(o bsc.Outcome) (actual, target string) {
	unit := clean(o.Unit)
	if unit != "" {
		unit = " " + unit
	}
	switch {
	case o.Label != "":
		actual = clean(o.Label)
	case o.Actual.Valid:
		actual = s.number(o.Actual.Decimal) + unit
	}
	if o.Target.Value.Valid {
		target = s.number(o.Target.Value.Decimal) + unit
	}
	return actual, target
}

// narrowSpace parts groups of digits.
const narrowSpace = '\u202f'

// number shows a decimal with the decimal mark of the language.
func (s *subject) number(d decimal.Decimal) string { return s.speech.Number(number(d)) }

// number shows a decimal as people read it: rounded to five significant digits, but never before its point, and with
// the digits before the point in groups of three where there are more than four: 41 768 421, 18.5, 0.012346. Groups are
// parted by a narrow space that does not break, which means the same in every language.
func number(d decimal.Decimal) string {
	const digits = 5
	before := d.NumDigits() + int(d.Exponent())
	text := string(bsc.NumberOf(d.Round(int32(min(max(digits-before, 0), 20)))))
	sign := ""
	if text[0] == '-' {
		sign, text = "-", text[1:]
	}
	whole, rest, fraction := strings.Cut(text, ".")
	var groups []string
	for len(whole) > 4 || len(groups) > 0 && len(whole) > 3 {
		groups = append(groups, whole[len(whole)-3:])
		whole = whole[:len(whole)-3]
	}
	groups = append(groups, whole)
	slices.Reverse(groups)
	text = sign + strings.Join(groups, string(narrowSpace))
	if fraction {
		text += "." + rest
	}
	return text
}

// notes describes what is particular about an outcome.
func (s *subject) notes(o bsc.Outcome) string {
	flags := (o.Flags &^ bsc.FlagCapped).Names()
	for i, flag := range flags {
		flags[i] = s.sayName(words.Name("flag", flag))
	}
	return strings.Join(flags, ", ")
}

// linkWords describes what is particular about a link.
func (s *subject) linkWords(l bsc.Link) string {
	var parts []string
	if l.Kind != bsc.LinkHypothesis {
		parts = append(parts, s.sayName(words.Name("link", string(l.Kind))))
	}
	if l.Inverse {
		parts = append(parts, s.say("inverse"))
	}
	if l.Strength != "" && l.Strength != bsc.StrengthModerate {
		parts = append(parts, s.strength(l.Strength))
	}
	if l.Delay > 0 {
		parts = append(parts, s.say("after."+s.lagsCount(), "n", l.Delay))
	}
	return strings.Join(parts, ", ")
}

// strength shows the strength of a link: a word, or a number.
func (s *subject) strength(of bsc.Strength) string {
	switch of {
	case bsc.StrengthWeak, bsc.StrengthModerate, bsc.StrengthStrong:
		return s.sayName(words.Name("strength", string(of)))
	}
	return s.speech.Number(string(of))
}
