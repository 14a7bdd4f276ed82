package bridge

import (
	"math/big"
	"strings"
	"time"

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
	from, to, shown := b.numbers(append(changes, rest))
	var list []any
	for i, p := range parts[:n] {
		if !shown[i].IsZero() {
			list = append(list, p.phrase(shown[i], b.Places()))
		}
	}
	switch other := shown[n]; {
	case other.IsZero():
	case n == 0:
		list = append(list, words.New("bridge_all", "sign", sign(other), "change", digits(other, b.Places()), "n", len(parts)))
	default:
		list = append(list, words.New("bridge_rest", "sign", sign(other), "change", digits(other, b.Places()), "n", len(parts)-n))
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
	from, to, shown := b.numbers(changes)
	begin, end := b.Ends()
	lines := []words.Phrase{words.New("bridge_of", "node", named(b.Ref, b.Name), "from", from, "to", to, "begin", begin, "end", end)}
	for i, s := range b.Steps {
		if s.Change.IsZero() {
			continue
		}
		lines = append(lines, words.New("bridge_cause", "sign", sign(shown[i]), "change", digits(shown[i], b.Places()), "cause", words.Name("cause", string(s.Cause))))
		own := make([]decimal.Decimal, len(s.Parts))
		for k, p := range s.Parts {
			own[k] = p.Change
		}
		for k, d := range apportion(own, shown[i], b.Places()) {
			part := CausedPart{s.Cause, s.Parts[k]}
			lines = append(lines, words.New("bridge_part", "part", part.phrase(d, b.Places())))
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

// Ends name what lies at both ends: the period, the org unit, and the moment where nothing else tells the two apart.
func (b *Bridge) Ends() (from, to words.Phrase) {
	if b == nil {
		return words.Phrase{}, words.Phrase{}
	}
	alike := b.From.Period == b.To.Period && b.From.OrgUnit == b.To.OrgUnit
	return b.From.says(alike), b.To.says(alike)
}

func (e *End) says(dated bool) words.Phrase {
	var of, known words.Phrase
	if e.OrgUnit != "" {
		of = words.New("bridge_end_unit", "unit", e.OrgUnit)
	}
	if dated && !e.AsOf.IsZero() {
		known = words.New("bridge_end_known", "day", e.AsOf.Format(time.DateOnly))
	}
	return words.New("bridge_end", "period", e.Period, "of", of, "known", known)
}

// Shown rounds what people are shown: the scores are those of End.Display, and changes that add up to Change are rounded
// to the same places so that they add up to the difference of these scores: towards 0, and then by largest remainder, the
// first of equals.
func (b *Bridge) Shown(changes ...decimal.Decimal) (from, to decimal.Decimal, shown []decimal.Decimal) {
	if b == nil {
		return from, to, make([]decimal.Decimal, len(changes))
	}
	from, to = b.From.shown(), b.To.shown()
	return from, to, apportion(changes, to.Sub(from), b.Places())
}

// Places returns how many decimal places people are shown: those of the scale, or more where a score would else look like
// one of another rating.
func (b *Bridge) Places() int32 {
	if b == nil {
		return 0
	}
	return max(b.From.places(), b.To.places())
}

// shown returns the score that people are shown; 0 if there is none.
func (e *End) shown() decimal.Decimal {
	d, err := bsc.Number(e.Display).Decimal()
	if err != nil {
		return decimal.Decimal{}
	}
	return d.Round(exact.Places)
}

func (e *End) places() int32 {
	_, digits, _ := strings.Cut(e.Display, ".")
	return int32(min(len(digits), exact.Places))
}

// numbers are what is Shown, in digits.
func (b *Bridge) numbers(changes []decimal.Decimal) (from, to words.Number, shown []decimal.Decimal) {
	_, _, shown = b.Shown(changes...)
	return words.Number(b.From.Display), words.Number(b.To.Display), shown
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

// phrase says a part: "−4.9 On-time delivery (92 → 88 %)".
func (p *CausedPart) phrase(shown decimal.Decimal, places int32) words.Phrase {
	code := "bridge_performed"
	switch p.Event {
	case Entered:
		code = "bridge_entered"
	case Retired:
		code = "bridge_retired"
	case Appeared:
		code = "bridge_appeared"
	case Vanished:
		code = "bridge_vanished"
	case Judged:
		code = "bridge_judged"
	case Method:
		code = "bridge_method"
	default:
		switch p.Cause {
		case Restated:
			code = "bridge_corrected"
		case Weights:
			code = p.reweighed()
		case Targets:
			code = p.retargeted()
		}
	}
	var moved words.Phrase
	if way := p.Moved(); !way.IsZero() {
		moved = words.New("bridge_moved", "way", way)
	}
	return words.New(code, "sign", sign(shown), "change", digits(shown, places), "node", named(p.Ref, p.Name), "moved", moved)
}

// reweighed says which way a weight has moved.
func (p *CausedPart) reweighed() string {
	a, b := p.From.Weight, p.To.Weight
	switch {
	case !a.Valid || !b.Valid || a.Decimal.Equal(b.Decimal): // that of a KPI as another objective uses it
		return "bridge_weighed"
	case a.Decimal.LessThan(b.Decimal):
		return "bridge_heavier"
	}
	return "bridge_lighter"
}

// retargeted says which way a target has moved.
func (p *CausedPart) retargeted() string {
	a, b := p.From.Target, p.To.Target
	switch {
	case !a.Valid || !b.Valid || a.Decimal.Equal(b.Decimal):
		return "bridge_retargeted"
	case a.Decimal.LessThan(b.Decimal):
		return "bridge_raised"
	}
	return "bridge_lowered"
}

// Moved says from what to what the cause has moved the node, in its unit: "92 → 88 %". That is a weight, a target, or an
// actual, a label or a score. The zero Phrase: it did not, or an event says more.
func (p *CausedPart) Moved() words.Phrase {
	from, to, unit := p.From.shows(), p.To.shows(), p.Unit
	switch {
	case p.Event != "":
		return words.Phrase{}
	case p.Cause == Weights:
		from, to, unit = number(p.From.Weight), number(p.To.Weight), ""
	case p.Cause == Targets:
		from, to = number(p.From.Target), number(p.To.Target)
	}
	before, after := from.String(), to.String()
	switch {
	case before == "" || after == "" || before == after:
		return words.Phrase{}
	case unit == "":
		return words.New("bridge_way", "before", from, "after", to)
	}
	return words.New("bridge_way_in", "before", from, "after", to, "unit", unit)
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

// number shows a number by its five first digits, but never without one before its point; the zero Phrase if there is
// none.
func number(d decimal.NullDecimal) words.Phrase {
	if !d.Valid {
		return words.Phrase{}
	}
	places := 5 - int32(d.Decimal.NumDigits()) - d.Decimal.Exponent()
	return words.New("bridge_number", "n", d.Decimal.Round(min(max(places, 0), exact.Places)).Normalize())
}
