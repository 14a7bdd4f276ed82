package columns

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A snapshot is everything that columns say.
type snapshot struct {
	values, scores []int64
	marks          []Mark
	spans          []Span
	kept           []any
}

func snapshotOf(c *Columns, p *Plan) (s snapshot) {
	for at := range int32(p.Size()) {
		s.values, s.scores = append(s.values, c.Value(at)), append(s.scores, c.Score(at))
		s.marks, s.spans = append(s.marks, c.Mark(at)), append(s.spans, c.Span(at, p))
		s.kept = append(s.kept, c.Kept(at))
	}
	return s
}

// own makes the columns own a chunk.
func own(t *testing.T, c *Columns, number int) {
	t.Helper()
	require.NotPanics(t, func() { c.Own(number) }, "Own")
}

// TestColumns_Own is evidence that writing into a chunk that is owned changes nothing for the columns
// it was shared with, whoever of the two owns it; that the copy holds all there was; and that the
// other chunks stay shared.
func TestColumns_Own(t *testing.T) {
	const n = 11
	p := NewPlan(-5, 100, 200, n, 0)
	for _, owner := range []string{"the copy", "the original"} {
		t.Run(owner, func(t *testing.T) {
			original := NewChunks(n, 2)
			for at := range int32(n) {
				original.SetValue(at, int64(at)*7)
				original.Set(at, []Mark{Whole, Missing, Scored | Spread | Kept, Absent}[at%4], int64(at)+50, Span{int64(at), 99, 5})
				original.Keep(at, at)
			}
			before := snapshotOf(&original, p)
			written := original.Share()
			read := &original
			if owner == "the original" {
				copied := written
				written, read = original, &copied
			}
			require.Equal(t, before, snapshotOf(&written, p))
			number := written.Chunk(5)
			require.Equal(t, 1, number)
			own(t, &written, number)
			require.Equal(t, before, snapshotOf(&written, p), "the copy is whole")
			assert.Same(t, read.chunks[0], written.chunks[0])
			assert.NotSame(t, read.chunks[1], written.chunks[1])
			assert.Same(t, read.chunks[2], written.chunks[2])
			for at := int32(4); at < 8; at++ {
				written.SetValue(at, -1)
				written.Set(at, Scored|Kept|Spread, -2, Span{-3, -4, -5})
				written.Keep(at, "other")
				assert.Equal(t, snapshot{[]int64{-1}, []int64{-2}, []Mark{Scored | Kept | Spread}, []Span{{-3, -4, -5}}, []any{"other"}}, snapshot{
					[]int64{written.Value(at)}, []int64{written.Score(at)}, []Mark{written.Mark(at)}, []Span{written.Span(at, p)}, []any{written.Kept(at)},
				})
			}
			values, marks := written.Values(number)
			values[0], marks[1] = 77, Absent
			assert.Equal(t, int64(77), written.Value(4))
			assert.Equal(t, Absent, written.Mark(5))
			assert.Equal(t, before, snapshotOf(read, p), "the other columns")
		})
	}
}

// TestColumns_Own_bare is evidence that a chunk without spans and kept things can be owned, and gets
// its own when it needs them; and that the last chunk, which is shorter, and flat columns can be, too.
func TestColumns_Own_bare(t *testing.T) {
	p := NewPlan(0, 100, 100, 5, 0)
	for _, original := range []Columns{New(5), NewChunks(5, 2)} {
		original.SetValue(4, 9)
		before := snapshotOf(&original, p)
		written := original.Share()
		for number := range written.Chunks() {
			own(t, &written, number)
		}
		require.Equal(t, before, snapshotOf(&written, p))
		written.Set(4, Spread|Kept, 0, Span{1, 2, 3})
		written.Keep(4, 4)
		assert.Equal(t, Span{1, 2, 3}, written.Span(4, p))
		assert.Equal(t, 4, written.Kept(4))
		assert.Equal(t, before, snapshotOf(&original, p))
	}
}

// TestColumns_Own_updates is evidence of the same while a plan computes. Copies of one state that are updated
// separately, owning the chunks they write, change neither that state nor each other.
func TestColumns_Own_updates(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 6))
	for range 200 {
		base := newLive(rng, anyPlan(rng))
		before := snapshotOf(&base.columns, base.Plan)
		var copies []*live
		for range 2 {
			l := *base
			l.columns = base.columns.Share()
			l.sums, l.kpis = append([]Numerator(nil), base.sums...), append([]state(nil), base.kpis...)
			for at := range int32(l.Size()) {
				if number := l.columns.Chunk(at); l.columns.chunks[number] == base.columns.chunks[number] {
					own(t, &l.columns, number)
				}
			}
			copies = append(copies, &l)
		}
		for range 20 {
			l := copies[rng.IntN(2)]
			l.change(rng, rng.Int32N(int32(len(l.kpis))), true)
		}
		for _, l := range copies {
			l.requireFresh(t)
		}
		require.Equal(t, before, snapshotOf(&base.columns, base.Plan))
	}
}

// TestColumns_chunks is evidence for which chunk a position is in.
func TestColumns_chunks(t *testing.T) {
	c := NewChunks(9, 2)
	assert.Equal(t, 3, c.Chunks())
	for at, want := range []int{0, 0, 0, 0, 1, 1, 1, 1, 2} {
		assert.Equal(t, want, c.Chunk(int32(at)))
		c.SetValue(int32(at), int64(at))
	}
	for at := range int32(9) {
		assert.Equal(t, int64(at), c.Value(at))
		values, marks := c.Values(c.Chunk(at))
		assert.Equal(t, int64(at), values[at%4])
		assert.Equal(t, Whole, marks[at%4])
	}
	last, _ := c.Values(2)
	assert.Len(t, last, 1, "the last chunk is as short as what is left")
	one := New(1000)
	assert.Equal(t, 1, one.Chunks())
	assert.Zero(t, one.Chunk(999))
	four := NewChunks(8, 2)
	assert.Equal(t, 2, four.Chunks(), "no chunk is empty")
}

// TestColumns_Kept is evidence that what is kept of a position stays while its mark says so, and that
// positions beside it keep nothing.
func TestColumns_Kept(t *testing.T) {
	c := NewChunks(6, 2)
	assert.Nil(t, c.Kept(3))
	c.Keep(3, "a reason")
	c.Set(3, Kept|Bounded, 0, Span{})
	assert.Equal(t, "a reason", c.Kept(3))
	assert.Nil(t, c.Kept(2))
	assert.Nil(t, c.Kept(5))
	c.Set(3, Whole, 1, Span{})
	assert.Nil(t, c.Kept(3), "not marked")
	c.Set(3, Whole|Kept, 1, Span{})
	assert.Equal(t, "a reason", c.Kept(3))
	c.SetValue(3, 5)
	assert.Nil(t, c.Kept(3), "a value is not kept")
	c.Keep(3, 7)
	c.Set(3, Kept, 0, Span{})
	assert.Equal(t, 7, c.Kept(3))
}

// TestColumns_Span is evidence for what missing data leaves open, for all marks that a position can have.
func TestColumns_Span(t *testing.T) {
	p := NewPlan(-10, 100, 120, 2, 0)
	given := Span{3, 4, 5}
	for mark := range Mark(255) {
		c := New(2)
		c.Set(0, Spread, 0, Span{7, 8, 9}) // an older one, which must not shine through
		c.Set(1, Spread, 0, Span{1, 2, 3})
		c.Set(0, mark, 42, given)
		want := Span{-10, 120, 0}
		switch {
		case mark&Spread != 0:
			want = given
		case mark&Complete != 0:
			want = Span{42, 42, Full}
		}
		assert.Equal(t, want, c.Span(0, p), "mark %b", mark)
		assert.Equal(t, Span{1, 2, 3}, c.Span(1, p), "its neighbour, mark %b", mark)
		assert.Equal(t, mark, c.Mark(0))
	}
	fresh := New(1)
	assert.Equal(t, Span{-10, 120, 0}, fresh.Span(0, p), "nothing is known")
}

// TestPlan_Clone is evidence that a clone can get other leaves and compute with them without changing the
// plan.
func TestPlan_Clone(t *testing.T) {
	p := NewPlan(0, 100, 100, 2, 0)
	flat := Leaf{Kind: Curve, Exp: -2, Pieces: []Piece{{S0: 30, Run: 1}}, Round: Rounding{Step: 1}}
	p.SetLeaf(0, Leaf{Kind: Line, Exp: -1, Rise: 1000})
	p.SetLeaf(1, flat)
	p.Index()
	clone := p.Clone()
	clone.SetLeaf(0, flat)
	clone.SetLeaf(1, Leaf{Kind: Line, Exp: -3, Base: 100, Rise: 400})
	clone.Index()
	for _, c := range []struct {
		plan  *Plan
		kinds [2]Kind
		exps  [2]int8
		want  [2]int64
	}{{p, [2]Kind{Line, Curve}, [2]int8{-1, -2}, [2]int64{20, 30}}, {clone, [2]Kind{Curve, Line}, [2]int8{-2, -3}, [2]int64{30, 25}}} {
		columns := New(2)
		columns.SetValue(0, 200)
		columns.SetValue(1, 200)
		c.plan.Leaves(&columns)
		for at := range int32(2) {
			assert.Equal(t, c.kinds[at], c.plan.Kind(at))
			assert.Equal(t, c.exps[at], c.plan.Exp(at))
			assert.Equal(t, c.want[at], columns.Score(at))
		}
	}
}
