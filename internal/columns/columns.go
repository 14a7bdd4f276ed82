// Package columns computes scores in integers at the speed of memory. It handles the part of an evaluation in
// which everything is built in and every number fits. A score is an int64 in units of 10^-10, intermediates
// have 128 bits, and each node takes one division and one rounding, by the rules of exact.Div. What does not
// fit is computed by its owner in decimals, and only its score enters the columns: exotic input stays where
// it is.
//
// A Plan says what to compute, and never changes. Columns hold what is computed: a value, a score and a Mark
// for every position. KPIs have the first positions. The nodes above them follow, children before parents and
// siblings side by side.
//
//	Plan.Leaves   values → scores of KPIs
//	Plan.Nodes    scores of children → scores of parents
//
// leaf.go scores KPIs, node.go has the plan and nodes whose children are all there, gather.go the missing rules, quotas,
// coverage and bounds of all others, share.go what each child weighs.
//
//	Plan.Shift    one child's score has changed → its parent's
package columns

import "slices"

// A Mark is the set of things known about a position. The zero Mark is nothing known.
type Mark uint8

// The marks.
const (
	Scored      Mark = 1 << iota // its score is in the columns
	Absent                       // its parent treats it as not there
	Bounded                      // it has a score, or could have one once data comes in
	Complete                     // all of its data is there
	Fixed                        // no missing data could change its score
	Spread                       // its Span is in the columns; else it follows from the other marks
	Kept                         // its owner keeps more about it
	Provisional                  // its value is not final, which does not change the score
)

// Whole is the Mark of a position with a score and all of its data.
const Whole = Scored | Bounded | Complete | Fixed

// Missing is the Mark of a KPI without data.
const Missing = Bounded

// A Span is what a position's missing data leaves open.
type Span struct {
	Low, High int64 // what the score could be
	Coverage  int64 // the share of the weight below that has data, in units of 10^-10
}

// Full is the coverage of a position with all of its data.
const Full = 10_000_000_000

// Columns are the state of one evaluation, in chunks of equal size: copies share unchanged chunks and are
// cheap. Many goroutines may read them while nothing writes.
type Columns struct {
	shift  uint // from a position to its chunk
	chunks []*chunk
	judged []judgement // by position
}

// A chunk holds consecutive positions.
type chunk struct {
	values []int64 // of KPIs, in units of 10^Exp
	scores []int64
	marks  []Mark
	spans  []Span // nil until one is Spread
	kept   []any  // nil until one is Kept
}

// flat is the shift of columns that are one chunk.
const flat = 62

// New returns columns of n positions, in one chunk.
func New(n int) Columns {
	return Columns{shift: flat, chunks: []*chunk{newChunk(n)}}
}

// NewChunks returns columns of n positions, in chunks of 2^shift.
func NewChunks(n int, shift uint) Columns {
	c := Columns{shift: shift}
	for size := 1 << shift; n > 0; n -= size {
		c.chunks = append(c.chunks, newChunk(min(n, size)))
	}
	return c
}

func newChunk(n int) *chunk {
	numbers := make([]int64, 2*n)
	return &chunk{values: numbers[:n:n], scores: numbers[n:], marks: make([]Mark, n)}
}

// at returns the chunk of a position, and its place there.
func (c *Columns) at(position int32) (*chunk, int) {
	return c.chunks[uint(position)>>c.shift], int(uint(position) & (1<<c.shift - 1))
}

// Chunk returns the number of a position's chunk.
func (c *Columns) Chunk(position int32) int { return int(uint(position) >> c.shift) }

// Chunks returns the number of chunks.
func (c *Columns) Chunks() int { return len(c.chunks) }

// Share returns columns that hold the same chunks. One of the two must Own a chunk before
// it writes into it.
func (c *Columns) Share() Columns {
	return Columns{c.shift, slices.Clone(c.chunks), c.judged}
}

// Own replaces a chunk by a copy.
func (c *Columns) Own(number int) {
	old := c.chunks[number]
	c.chunks[number] = &chunk{
		values: slices.Clone(old.values), scores: slices.Clone(old.scores), marks: slices.Clone(old.marks),
		spans: slices.Clone(old.spans), kept: slices.Clone(old.kept),
	}
}

// Mark returns a position's mark.
func (c *Columns) Mark(position int32) Mark {
	ch, i := c.at(position)
	return ch.marks[i]
}

// Score returns a position's score. It is meaningless if there is none.
func (c *Columns) Score(position int32) int64 {
	ch, i := c.at(position)
	return ch.scores[i]
}

// Value returns a KPI's value in units of 10^Exp, unless its owner keeps another.
func (c *Columns) Value(position int32) int64 {
	ch, i := c.at(position)
	return ch.values[i]
}

// SetValue sets a KPI's value. Leaves scores it.
func (c *Columns) SetValue(position int32, value int64) {
	ch, i := c.at(position)
	ch.values[i], ch.marks[i] = value, Whole
}

// Values returns the slices that hold the values and marks of a chunk, to be written in the order of its
// positions.
func (c *Columns) Values(number int) ([]int64, []Mark) {
	return c.chunks[number].values, c.chunks[number].marks
}

// SetScore sets the score of a position with all of its data.
func (c *Columns) SetScore(position int32, score int64) {
	ch, i := c.at(position)
	ch.scores[i], ch.marks[i] = score, Whole
}

// Set sets a position's mark, score and span.
func (c *Columns) Set(position int32, mark Mark, score int64, span Span) {
	ch, i := c.at(position)
	ch.set(i, mark, score, span)
}

func (ch *chunk) set(i int, mark Mark, score int64, span Span) {
	if mark&Spread != 0 {
		if ch.spans == nil {
			ch.spans = make([]Span, len(ch.marks))
		}
		ch.spans[i] = span
	}
	ch.marks[i], ch.scores[i] = mark, score
}

// Keep keeps what an owner wants to remember of a position. Set must mark it Kept.
func (c *Columns) Keep(position int32, what any) {
	ch, i := c.at(position)
	if ch.kept == nil {
		ch.kept = make([]any, len(ch.marks))
	}
	ch.kept[i] = what
}

// Kept returns what is kept of a position; nil if it is not marked Kept.
func (c *Columns) Kept(position int32) any {
	ch, i := c.at(position)
	if ch.marks[i]&Kept == 0 {
		return nil
	}
	return ch.kept[i]
}

// Span returns the span of a position.
func (c *Columns) Span(position int32, p *Plan) Span {
	ch, i := c.at(position)
	return ch.span(i, p)
}

func (ch *chunk) span(i int, p *Plan) Span {
	switch mark := ch.marks[i]; {
	case mark&Spread != 0:
		return ch.spans[i]
	case mark&Complete != 0:
		return Span{ch.scores[i], ch.scores[i], Full}
	}
	return Span{p.Low, p.High, 0}
}
