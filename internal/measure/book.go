package measure

import (
	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/fault"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// A Host answers the engine's questions for its user.
type Host interface {
	// Read returns what the source says of a measure with readings for a period. It leaves out the readings of the org
	// units in left. It is called once for each question.
	Read(slot int, l almanac.Label, left []int) Reading
	// Givers returns the org units whose readings add up to those of a measure, in order; nil: it has readings of its
	// own.
	Givers(slot int) []int
	// Calculate runs the calculator of a measure on the values of the inputs that apply. more means that the result is
	// added to that of the call before.
	Calculate(slot int, label almanac.Label, values []decimal.Decimal, more bool) (decimal.Decimal, error)
	// NoData returns the message of a calculator that has no data; false for any other error.
	NoData(err error) (why words.Phrase, is bool)
	// Failure says what failed: a reading, or a calculator.
	Failure(err error) words.Phrase
	// Name names a measure in a message.
	Name(slot int) string
}

// A Book holds what is known of the measures of a card for one org unit as of one moment. It asks for every reading
// once, and makes every calculation once. It is for one goroutine, and must not be copied.
type Book struct {
	Card        *Card
	Host        Host
	Contributed bool         // org units may contribute to several inputs of one calculation
	today       int          // the day of the moment; 0: everything is known
	unit        almanac.Stay // the org unit's time

	cells  map[cellKey]*Cell
	joints map[jointKey]*Cell
	values map[valueKey]*Value
	frames map[frameKey]*Frame
	nones  map[valueKey][]int // the org units to which a measure does not apply
	gives  map[int][]int      // the org units that contribute to a measure
	*work                     // of the book that leaves no org unit out
	under  work               // the work of this book

	whole *Book            // the book that leaves no org unit out; nil: this one
	left  []int            // the org units that are left out
	apart map[string]*Book // the books that leave org units out
}

// work is what the running calculations of a book, and of the books beside it, have in common.
type work struct {
	depth   int
	pending []pending // calculations that lie too deep and are waited for
	waiting []func()  // while there are any, these forget what was made
}

type cellKey struct {
	slot  int
	label almanac.Label
}

type frameKey struct {
	slot  int
	asked almanac.Label
}

// A valueKey identifies the value of a calculated measure over a window, with all that the window's past may depend on.
type valueKey struct {
	slot, count   int
	days, planned almanac.Span
	kind, unit    almanac.Kind
	asked, label  almanac.Kind
	period, own   bool
}

// keyOf returns the key of a measure's value over a window.
func keyOf(slot int, w *Window) valueKey {
	planned := w.planned()
	return valueKey{
		slot: slot, count: w.Count, days: w.Span, planned: planned.Span,
		kind: w.Kind, unit: w.Unit, asked: w.Asked, label: w.Label.Kind, period: w.Period,
	}
}

// Open opens a book in which nothing is known yet.
func (b *Book) Open(c *Card, h Host, today int, unit almanac.Stay) {
	*b = Book{Card: c, Host: h, today: today, unit: unit}
	b.work = &b.under
}

// note stores a result in one of a book's maps.
func note[K comparable, V any](in *map[K]V, key K, v V) {
	if *in == nil {
		*in = map[K]V{}
	}
	(*in)[key] = v
}

// keep stores a result. If it waits for a calculation that lies too deep, keep also notes how to forget it; until then
// it is not made again.
func keep[K comparable, V any](b *Book, in *map[K]V, key K, v V) {
	note(in, key, v)
	if len(b.pending) > 0 {
		b.waiting = append(b.waiting, func() { delete(*in, key) })
	}
}

// resume forgets the results that waited for calculations too deep, and clears the list.
func (w *work) resume() {
	for _, forget := range w.waiting {
		forget()
	}
	w.pending, w.waiting = nil, nil
}

// inUnit reports whether a part is in the org unit's time.
func (b *Book) inUnit(part almanac.Span) bool { return b.unit.Applies(part) }

// part returns what is known of a part of a window that is counted in periods of a kind. For a calculation that adds
// up, that is what is known of the part's days in the window.
func (b *Book) part(slot int, p *Part, outer almanac.Kind) *Cell {
	if b.Card.Adds(slot) {
		return b.joint(slot, p, outer)
	}
	return b.cell(slot, p)
}

// cell returns what is known of a part of a measure that has readings or is calculated part by part.
func (b *Book) cell(slot int, p *Part) *Cell {
	key := cellKey{slot, p.Label}
	if c, known := b.cells[key]; known {
		return c
	}
	c := new(Cell)
	m := &b.Card.Measures[slot]
	switch {
	case !b.inUnit(p.Span):
		*c = Cell{State: NotApplicable}
	case m.Calc == nil:
		*c = *b.read(slot, p)
	default:
		*c = b.calculatedCell(slot, p)
	}
	keep(b, &b.cells, key, c)
	return c
}

// read reads one part of a measure.
func (b *Book) read(slot int, p *Part) *Cell {
	if b.whole != nil { // for most measures, the org units left out do not matter
		if c := b.whole.cell(slot, p); len(common(b.left, b.givers(slot))) == len(common(b.left, c.absent)) {
			return c
		}
	}
	c := Stand(&b.Card.Measures[slot], p.Span, b.today, b.Host.Read(slot, p.Label, b.left))
	return &c
}

// calculatedCell calculates one part of a measure.
func (b *Book) calculatedCell(slot int, p *Part) Cell {
	w := ofPeriod(p.Label, p.Span)
	v := b.calculated(slot, w, false)
	c := Cell{
		State: v.State, Value: v.Amount, Provisional: v.Provisional, Coverage: v.Coverage, Err: v.Err,
		Gaps: v.Gaps, None: v.None, ofItself: v.ofItself, Held: v.Held, Age: v.Age, Life: v.Life,
	}
	if !p.Span.Begun(b.today) && c.State != NotApplicable {
		c = Cell{State: NotDue}
	}
	return c
}

// unitState returns the state of a unit of a frame, from the parts in it.
func (b *Book) unitState(slot int, f *Frame, u *Part) State {
	m := &b.Card.Measures[slot]
	if m.Calc == nil || m.Rollup != NoRollup {
		return b.cell(slot, u).State
	}
	w := &Window{Span: u.Inside, Kind: f.Kind, Label: u.Label, Anchor: u.Label, Period: true}
	b.Card.divide(slot, w)
	b = b.leaving(slot, w)
	if len(m.Calc.flows) == 0 {
		return b.calculated(slot, w, false).State
	}
	if w.Made != nil {
		return Missing // nothing can ever make it up
	}
	var s states
	for i := range w.Parts {
		s.add(b.joint(slot, &w.Parts[i], w.Kind).State)
	}
	return s.coarse()
}

// Window returns the window of a measure's own value when a period is asked for; nil if it is not due.
func (b *Book) Window(slot int, asked almanac.Label) (*Window, *fault.Fault) {
	f, wrong := b.frame(slot, asked)
	if wrong != nil || f.NoneYet {
		return nil, wrong
	}
	first, last := f.choose(&b.Card.Measures[slot], func(u *Part) State { return b.unitState(slot, f, u) })
	return b.Card.window(slot, f, first, last), nil
}

func (b *Book) frame(slot int, asked almanac.Label) (*Frame, *fault.Fault) {
	key := frameKey{slot, asked}
	if f, known := b.frames[key]; known {
		return f, nil
	}
	f, wrong := b.Card.Frame(slot, asked, b.today)
	if wrong != nil {
		return nil, wrong
	}
	note(&b.frames, key, f)
	return f, nil
}

// PartState returns the state of a whole part of a measure, in a window that is counted in periods of a kind.
func (b *Book) PartState(slot int, p *Part, outer almanac.Kind) State {
	all := whole(p.Label, p.Span)
	return b.stateIn(slot, &all, &Window{Span: p.Span, Kind: outer, Label: p.Label})
}

// stateIn returns the state of a part of a measure on its days in a window.
func (b *Book) stateIn(slot int, p *Part, w *Window) State {
	state := NotApplicable
	b.settled(func() Value {
		switch m := &b.Card.Measures[slot]; {
		case m.Calc != nil && m.Rollup == NoRollup && len(m.Calc.flows) > 0:
			state = b.leaving(slot, w).joint(slot, p, w.Kind).State
		case !m.Once():
			state = b.cell(slot, p).State
		case b.inUnit(p.Span):
			state = There // the question is only whether it applies
		}
		return Value{}
	})
	return state
}

// UnitState returns whether a part applies, by the org unit's time alone, and whether it has begun.
func (b *Book) UnitState(p *Part) State {
	switch {
	case !b.inUnit(p.Span):
		return NotApplicable
	case !p.Span.Begun(b.today):
		return NotDue
	}
	return There
}

// Standing returns a value that stands for a period as it is, over the window that a measure of a card has for the
// period. A part is there if it has begun.
func (b *Book) Standing(c *Card, slot int, asked almanac.Label, v *Value) *Value {
	stands := &Value{State: v.State, Amount: v.Amount, Label: v.Label, Window: c.standingWindow(slot, asked)}
	for i := range stands.Window.Parts {
		state := b.UnitState(&stands.Window.Parts[i])
		stands.Selection.States = append(stands.Selection.States, state)
		if v.State == There && state == There {
			stands.Selection.Entries = append(stands.Selection.Entries, Entry{Part: i})
		}
	}
	stands.Stood = len(stands.Selection.Entries) == 0
	return stands
}

// deepest is how many calculations may run within one another. Longer chains of them are calculated from a list, not on
// the stack.
const deepest = 200

// A pending calculation lies too deep and is waited for.
type pending struct {
	book *Book
	slot int
	w    Window
	own  bool
	part *Part // of the window; nil: the window itself
}

// settled returns the result of f once all calculations that it needs are known.
func (b *Book) settled(f func() Value) Value {
	for {
		b.resume()
		v := f()
		if len(b.pending) == 0 {
			return v
		}
		for todo := b.pending; len(todo) > 0; {
			top := todo[len(todo)-1]
			b.resume()
			if top.part != nil {
				top.book.joint(top.slot, top.part, top.w.Kind)
			} else {
				top.book.calculated(top.slot, &top.w, top.own)
			}
			if len(b.pending) == 0 {
				todo = todo[:len(todo)-1]
			}
			todo = append(todo, b.pending...)
		}
	}
}
