package bridge

import (
	"math/big"
	"strings"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/attribution"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// A Bridge as sentences. What is shown is rounded to the places of the scale so that it, too, adds up.

// String returns the summary with the five largest parts, in English.
func (b *Bridge) String() string { return b.Summary(5).String() }

// Summary says in one sentence where the score has gone and what the n largest parts are; what the others bring follows
// as one sum. n < 0 is all.
func (b *Bridge) Summary(n int) words.Phrase {
	if b == nil {
		return words.Phrase{}
	}
	parts := b.Parts()
	if n < 0 || n > len(parts) {
		n = len(parts)
	}
	rest := b.Change
	var changes []decimal.Decimal
	for _, p := range parts[:n] {
		changes = append(changes, p.Change)
		rest = rest.Sub(p.Change)
	}
	from, to, shown := b.shown(append(changes, rest))
	var list []any
	for i, p := range parts[:n] {
		if !shown[i].IsZero() {
			list = append(list, p.phrase(shown[i], b.places))
		}
	}
	switch other := shown[n]; {
	case other.IsZero():
	case n == 0:
		list = append(list, words.New("bridge_all", "sign", sign(other), "change", digits(other, b.places), "n", len(parts)))
	default:
		list = append(list, words.New("bridge_rest", "sign", sign(other), "change", digits(other, b.places), "n", len(parts)-n))
	}
	if len(list) == 0 {
		return words.New("bridge_unmoved", "from", from, "to", to)
	}
	return words.New("bridge_summary", "from", from, "to", to, "parts", list)
}

// Lines say the whole bridge: the scores, each cause that has brought something, and below it its parts, which begin
// with two spaces.
func (b *Bridge) Lines() []words.Phrase {
	if b == nil {
		return nil
	}
	changes := make([]decimal.Decimal, len(b.Steps))
	for i, s := range b.Steps {
		changes[i] = s.Change
	}
	from, to, shown := b.shown(changes)
	lines := []words.Phrase{words.New("bridge_of", "node", named(b.Ref, b.Name), "from", from, "to", to, "begin", b.From.says(), "end", b.To.says())}
	for i, s := range b.Steps {
		if s.Change.IsZero() {
			continue
		}
		lines = append(lines, words.New("bridge_cause", "sign", sign(shown[i]), "change", digits(shown[i], b.places), "cause", words.Name("cause", string(s.Cause))))
		own := make([]decimal.Decimal, len(s.Parts))
		for k, p := range s.Parts {
			own[k] = p.Change
		}
		for k, d := range apportion(own, shown[i], b.places) {
			part := CausedPart{s.Cause, s.Parts[k]}
			lines = append(lines, words.New("bridge_part", "part", part.phrase(d, b.places)))
		}
	}
	if b.Mixed {
		lines = append(lines, words.New("bridge_mixed"))
	}
	return lines
}

// Text returns the Lines in a language; the zero Catalogue is English.
func (b *Bridge) Text(in words.Catalogue) string {
	var text strings.Builder
	for _, line := range b.Lines() {
		text.WriteString(in.Say(line) + "\n")
	}
	return text.String()
}

// says names an end.
func (e *End) says() words.Phrase {
	var of words.Phrase
	if e.OrgUnit != "" {
		of = words.New("bridge_end_unit", "unit", e.OrgUnit)
	}
	return words.New("bridge_end", "period", e.Period, "of", of)
}

// shown rounds both scores, and changes so that they add up to the difference of what is shown.
func (b *Bridge) shown(changes []decimal.Decimal) (from, to words.Number, shown []decimal.Decimal) {
	a, _ := b.From.Score.Decimal()
	z, _ := b.To.Score.Decimal()
	a, z = a.Round(b.places), z.Round(b.places)
	return words.Number(a.StringFixed(b.places)), words.Number(z.StringFixed(b.places)), apportion(changes, z.Sub(a), b.places)
}

// apportion rounds changes to places so that they add up to a sum.
func apportion(changes []decimal.Decimal, sum decimal.Decimal, places int32) []decimal.Decimal {
	amounts := make([]*big.Int, len(changes))
	for i, d := range changes {
		amounts[i] = d.Shift(exact.Places).BigInt()
	}
	shown := make([]decimal.Decimal, len(changes))
	for i, n := range attribution.Apportion(amounts, exact.Pow10(int(exact.Places-places)), sum.Shift(places).IntPart()) {
		shown[i] = decimal.New(n, -places)
	}
	return shown
}

// sign and digits show a change.
func sign(d decimal.Decimal) string { return []string{"−", "", "+"}[d.Sign()+1] }

func digits(d decimal.Decimal, places int32) words.Number {
	return words.Number(d.Abs().StringFixed(places))
}

// named returns the name of a node for people: its own, or else its Ref.
func named(ref bsc.Ref, name string) string {
	if name != "" {
		return name
	}
	return ref.String()
}

// phrase says a part: "-4.9 On-time delivery (92 → 88 %)".
func (p *CausedPart) phrase(shown decimal.Decimal, places int32) words.Phrase {
	code, from, to := "performed", p.From.shows(), p.To.shows()
	switch {
	case p.Event != "":
		code, from, to = string(p.Event), words.Phrase{}, words.Phrase{}
	case p.Cause == Weights:
		code, from, to = "weighed", number(p.From.Weight), number(p.To.Weight)
		if a, b := p.From.Weight, p.To.Weight; a.Valid && b.Valid && a.Decimal.Equal(b.Decimal) {
			code = "weighed_beside" // its share of the whole has changed because others weigh otherwise
		}
	case p.Cause == Targets:
		code, from, to = p.moved(), number(p.From.Target), number(p.To.Target)
	case p.Cause == Restated:
		code = "corrected"
	}
	var moved words.Phrase
	if before, after := from.String(), to.String(); before != "" && after != "" && before != after {
		moved = words.New("bridge_moved", "before", from, "after", to)
		if p.Unit != "" && p.Cause != Weights {
			moved = words.New("bridge_moved_in", "before", from, "after", to, "unit", p.Unit)
		}
	}
	return words.New("bridge_"+code, "sign", sign(shown), "change", digits(shown, places), "node", named(p.Ref, p.Name), "moved", moved)
}

// moved says which way a target has moved.
func (p *CausedPart) moved() string {
	a, b := p.From.Target, p.To.Target
	switch {
	case !a.Valid || !b.Valid || a.Decimal.Equal(b.Decimal):
		return "retargeted"
	case a.Decimal.LessThan(b.Decimal):
		return "raised"
	}
	return "lowered"
}

// shows returns the actual or the label of a KPI, and else the score; the zero Phrase if there is none.
func (s *Standing) shows() words.Phrase {
	score, ok := s.Score.Decimal()
	switch {
	case s.Label != "":
		return words.Text(s.Label)
	case s.Actual.Valid:
		return number(s.Actual)
	}
	return number(decimal.NullDecimal{Decimal: score, Valid: ok})
}

// number shows a number to at most ten places; the zero Phrase if there is none.
func number(d decimal.NullDecimal) words.Phrase {
	if !d.Valid {
		return words.Phrase{}
	}
	return words.New("bridge_number", "n", d.Decimal.Round(exact.Places).Normalize())
}
