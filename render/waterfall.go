package render

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/bridge"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// A Waterfall is what to draw of the way from one score to another: a bar for each cause that has brought something,
// between both scores. It is plain data. The zero Waterfall has nothing to draw, which is an error. Many goroutines may
// draw one.
//
// What is shown adds up to the last digit shown. The axis leaves 0 out where changes would be too small to see, and says
// so.
type Waterfall struct {
	Bridge *bridge.Bridge
	// Range draws a bar for each of its bridges instead of a Bridge. For a bar for each cause, take its Whole as Bridge.
	Range *bridge.Range
	// Largest draws bars for so many parts of the Bridge, the largest first, instead of causes, and one for the others; < 0
	// is all.
	Largest int

	// Words are the language of all that is not the host's own; nil: English. Templates are one line each.
	Words words.Catalogue
}

// A fall is a waterfall that is being drawn.
type fall struct {
	*subject
	axis
	bridge   *bridge.Bridge
	places   int32
	from, to string // names of the ends
	score    decimal.Decimal
	steps    []fallStep // without the ends
}

// A fallStep is a change with its bar.
type fallStep struct {
	ref      bsc.Ref
	cause    bridge.Cause // "": several
	label    string
	about    string
	change   decimal.Decimal // as shown
	from, to decimal.Decimal
}

// fall works out the bars. The error is a *bsc.Problem with bsc.ErrInput.
func (w Waterfall) fall() (*fall, error) {
	b := w.Bridge
	if w.Range != nil {
		b = w.Range.Whole()
	}
	if b == nil || !b.From.Score.Valid() || !b.To.Score.Valid() {
		return nil, &bsc.Problem{Code: bsc.ErrInput, Detail: words.New("nothing_to_draw"), Allowed: words.New("drawable_waterfall")}
	}
	f := &fall{subject: &subject{speech: w.Words}, bridge: b, places: b.Places()}
	f.from, f.to = f.ends(b)
	switch {
	case w.Range != nil:
		f.stages(w.Range)
	case w.Largest != 0:
		f.parts(w.Largest)
	default:
		f.causes()
	}
	if len(f.steps) > MaxNodes {
		return nil, tooMany("too_many_lines_to_draw", len(f.steps))
	}
	to := f.score
	numbers := []decimal.Decimal{to}
	for i := range f.steps {
		s := &f.steps[i]
		s.from, to = to, to.Add(s.change)
		s.to = to
		numbers = append(numbers, to)
	}
	f.axis = axisOf(numbers...)
	return f, nil
}

// causes makes a bar of each cause that has brought something.
func (f *fall) causes() {
	var changes []decimal.Decimal
	for _, s := range f.bridge.Steps {
		if s.Change.IsZero() {
			continue
		}
		parts := make([]bridge.CausedPart, len(s.Parts))
		for i, p := range s.Parts {
			parts[i] = bridge.CausedPart{Cause: s.Cause, Part: p}
		}
		changes = append(changes, s.Change)
		f.steps = append(f.steps, fallStep{ref: f.bridge.Ref, cause: s.Cause, label: f.causeName(s.Cause), about: f.most(parts)})
	}
	f.show(changes)
}

// parts makes a bar of each of the n largest parts, and one of the others.
func (f *fall) parts(n int) {
	parts := f.bridge.Parts()
	if n < 0 || n > len(parts) {
		n = len(parts)
	}
	rest := f.bridge.Change
	var changes []decimal.Decimal
	for i := range parts[:n] {
		p := &parts[i]
		about := f.causeName(p.Cause)
		if p.Event != "" {
			about += ": " + f.sayName(words.Name("event", string(p.Event)))
		} else if way := f.way(p); way != "" {
			about += ": " + way
		}
		changes, rest = append(changes, p.Change), rest.Sub(p.Change)
		f.steps = append(f.steps, fallStep{ref: p.Ref, cause: p.Cause, label: nameOr(p.Name, p.Ref), about: about})
	}
	if others := parts[n:]; len(others) > 0 {
		changes = append(changes, rest)
		f.steps = append(f.steps, fallStep{ref: f.bridge.Ref, label: f.say("other_changes", "n", len(others)), about: f.most(others)})
	}
	f.show(changes)
}

// show rounds changes.
func (f *fall) show(changes []decimal.Decimal) {
	from, _, shown := f.bridge.Shown(changes...)
	f.score = from
	for i := range shown {
		f.steps[i].change = shown[i]
	}
}

// stages makes a bar of each bridge of a range.
func (f *fall) stages(r *bridge.Range) {
	for _, b := range r.Bridges {
		if b != nil {
			f.places = max(f.places, b.Places())
		}
	}
	f.score, _, _ = f.bridge.Shown()
	for _, b := range r.Bridges {
		if b == nil {
			continue
		}
		from, to, _ := b.Shown()
		_, label := f.ends(b)
		f.steps = append(f.steps, fallStep{ref: b.Ref, label: label, about: f.byCause(b), change: to.Sub(from)})
	}
}

// byCause says what each cause has brought that has brought something.
func (f *fall) byCause(b *bridge.Bridge) string {
	var changes []decimal.Decimal
	var list []string
	for i := range b.Steps {
		changes = append(changes, b.Steps[i].Change)
	}
	_, _, shown := b.Shown(changes...)
	for i, d := range shown {
		if !d.IsZero() {
			list = append(list, f.causeName(b.Steps[i].Cause)+" "+f.signed(d))
		}
	}
	return strings.Join(list, ", ")
}

// ends names the ends of a bridge.
func (f *fall) ends(b *bridge.Bridge) (from, to string) {
	a, z := b.Ends()
	safe := func(text string) string { return isolate(clean(text)) }
	return orElse(f.speech.SayWith(a, safe), "–"), orElse(f.speech.SayWith(z, safe), "–")
}

// way shows from what to what a part was moved; "" if that is not known.
func (f *fall) way(p *bridge.CausedPart) string {
	return f.speech.SayWith(p.Moved(), func(text string) string { return isolate(clean(text)) })
}

// most names the nodes of the three largest parts.
func (f *fall) most(parts []bridge.CausedPart) string {
	var names []string
	for i := range parts {
		if i == 3 {
			names = append(names, "…")
			break
		}
		name := isolate(nameOr(parts[i].Name, parts[i].Ref))
		if way := f.way(&parts[i]); way != "" {
			name += " " + way
		}
		names = append(names, name)
	}
	return strings.Join(names, ", ")
}

// nameOr returns the name of a node, or its id if it has none.
func nameOr(name string, ref bsc.Ref) string { return orElse(clean(name), clean(ref.ID)) }

// causeName names a cause as a heading.
func (f *fall) causeName(c bridge.Cause) string {
	name := f.sayName(words.Name("cause", string(c)))
	first, size := utf8.DecodeRuneInString(name)
	if size == 0 || first == utf8.RuneError {
		return name
	}
	return string(unicode.ToUpper(first)) + name[size:]
}

// title names the drawing.
func (f *fall) title() string {
	title := isolate(nameOr(f.bridge.Name, f.bridge.Ref)) + ", " + f.from
	if f.to != f.from {
		title += " → " + f.to
	}
	return title
}

// number shows a score.
func (f *fall) number(d decimal.Decimal) string { return f.speech.Number(d.StringFixed(f.places)) }

// signed shows a change with its sign.
func (f *fall) signed(d decimal.Decimal) string {
	return []string{"−", "", "+"}[d.Sign()+1] + f.number(d.Abs())
}

// Markdown writes the waterfall as a table in GitHub's Markdown: each change, the score after it, and a bar of characters,
// in which + rises and − falls. The error is that of w, or a *bsc.Problem with bsc.ErrInput for a waterfall without a
// Bridge or a Range, or with more than MaxNodes bars.
func (w Waterfall) Markdown(to io.Writer) error {
	f, err := w.fall()
	if err != nil {
		return err
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "# %s\n\n| | %s | | %s |\n|---|---:|---:|---|---|\n", escapeMarkdown(f.title()), f.heads("change", "score"), f.heads("notes"))
	total := func(name string, score decimal.Decimal, shown string) {
		bar := newTextBar()
		bar.put(&f.axis, f.base(), score, '█')
		fmt.Fprintf(&b, "| **%s** | | **%s** | %s | |\n", escapeMarkdown(name), escapeMarkdown(f.speech.Number(shown)), bar)
	}
	from, end, _ := f.bridge.Shown()
	total(f.from, from, f.bridge.From.Display)
	for i := range f.steps {
		s := &f.steps[i]
		bar := newTextBar()
		switch s.change.Sign() {
		case 1:
			bar.put(&f.axis, s.from, s.to, '+')
		case -1:
			bar.put(&f.axis, s.from, s.to, '−')
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", escapeMarkdown(s.label), escapeMarkdown(f.signed(s.change)), escapeMarkdown(f.number(s.to)), bar, escapeMarkdown(s.about))
	}
	total(f.to, end, f.bridge.To.Display)
	if cut := f.cut(f.subject); cut != "" {
		fmt.Fprintf(&b, "\n%s\n", escapeMarkdown(cut))
	}
	return write(to, &b)
}
