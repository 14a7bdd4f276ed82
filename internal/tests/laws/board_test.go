package laws_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
)

// facts is a Source of whatever stands in a map, for tests that change it.
type facts map[factKey]bsc.Reading

type factKey struct {
	ref    bsc.Ref
	period period.Period
}

func (f facts) Reading(q bsc.Query) (bsc.Reading, bool) {
	r, ok := f[factKey{q.Ref, q.Period}]
	return r, ok && (q.AsOf.IsZero() || !r.RecordedAt.After(q.AsOf))
}

// layered is a Source of what was set, and what there was before. Of both the one recorded later holds, where what
// was set says when.
type layered struct {
	set  facts
	base bsc.Source
}

func (l layered) Reading(q bsc.Query) (bsc.Reading, bool) {
	above, set := l.set.Reading(q)
	below, found := l.base.Reading(q)
	if set && (!found || above.RecordedAt.IsZero() || !below.RecordedAt.After(above.RecordedAt)) {
		return above, true
	}
	return below, found
}

// put sets a fact as a board in force as of a moment should.
func (f facts) put(key factKey, r bsc.Reading, asOf time.Time) {
	old, ok := f[key]
	unknown := !asOf.IsZero() && r.RecordedAt.After(asOf)
	if !unknown && (!ok || r.RecordedAt.IsZero() || !old.RecordedAt.After(r.RecordedAt)) {
		f[key] = r
	}
}

// A boardTest drives a board and, beside it, keeps the facts it should stand for.
type boardTest struct {
	*rand.Rand
	t     *testing.T
	card  *bsc.Scorecard
	board *bsc.Board
	in    bsc.Input
	base  facts
	over  bsc.Source // in place of base, where it is there
	set   facts
	refs  []bsc.Ref
	value func() bsc.Reading
	trace []string
	told  [][]bsc.Ref // the outcomes of which notices have told
}

// follow asks the board for notices of outcomes.
func (b *boardTest) follow() {
	b.board.SubscribeOutcomes(func(_ *bsc.Board, n bsc.Notice) { b.told = append(b.told, n.Outcomes) })
}

// checkNotice compares what the last commit has told with the outcomes before and after it.
func (b *boardTest) checkNotice(before *bsc.Result) {
	b.t.Helper()
	var want [][]bsc.Ref
	if changed := changedOutcomes(b.t, before, b.board.Result()); len(changed) > 0 {
		want = append(want, changed)
	}
	require.Equal(b.t, want, b.told, "%q", b.trace)
	b.told = nil
}

// changedOutcomes are the nodes that stand in another way in the second of two results: by what is written of them, by
// their windows, also where nothing is shown in them, and by why they failed.
func changedOutcomes(t *testing.T, before, after *bsc.Result) (changed []bsc.Ref) {
	t.Helper()
	for now := range after.All() {
		was, ok := before.Of(now.Ref)
		require.True(t, ok)
		was.EffectiveWeight, now.EffectiveWeight = decimal.Decimal{}, decimal.Decimal{}
		if jsonOf(t, was) != jsonOf(t, now) || fmt.Sprint(was.Window) != fmt.Sprint(now.Window) || fmt.Sprint(was.Err) != fmt.Sprint(now.Err) {
			changed = append(changed, now.Ref)
		}
	}
	return changed
}

func jsonOf(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	require.NoError(t, err)
	return string(text)
}

// handle returns the handle of a KPI or a series.
func (b *boardTest) handle(ref bsc.Ref) bsc.Handle {
	find := b.card.KPI
	if ref.Kind == bsc.KindSeries {
		find = b.card.Series
	}
	h, ok := find(ref.ID)
	require.True(b.t, ok, "%s", ref)
	return h
}

// step sets, unsets, or applies many, and says what it did.
func (b *boardTest) step() {
	updates := make([]bsc.Update, 1)
	if b.IntN(4) == 0 {
		updates = make([]bsc.Update, 1+b.IntN(12))
	}
	text := ""
	for i := range updates {
		u := bsc.Update{Of: b.handle(b.refs[b.IntN(len(b.refs))]), Unset: b.IntN(4) == 0}
		key := factKey{u.Of.Ref(), b.in.Period}
		if b.IntN(5) == 0 {
			u.Period = period.Quarter(2026, 2) // which only a movement asks for
			key.period = u.Period
		}
		if u.Unset {
			delete(b.set, key)
		} else {
			u.Reading = b.value()
			b.set.put(key, u.Reading, b.in.AsOf)
		}
		text += fmt.Sprint(key, u.Unset, u.Reading, "; ")
		updates[i] = u
	}
	b.trace = append(b.trace, text)
	before := b.board.Result()
	require.NoError(b.t, b.board.Apply(updates...), "%s", text)
	b.checkNotice(before)
}

// check compares the board with a full evaluation.
func (b *boardTest) check() bool {
	b.t.Helper()
	in := b.in
	in.Readings = layered{b.set, b.base}
	if b.over != nil {
		in.Readings = layered{b.set, b.over}
	}
	want, err := b.card.Evaluate(in)
	require.NoError(b.t, err)
	got := b.board.Result()
	if w, g := document(b.t, want), document(b.t, got); w != g {
		at := 0
		for at < min(len(w), len(g)) && w[at] == g[at] {
			at++
		}
		near := func(s string) string { return s[max(0, at-300):min(len(s), at+300)] }
		b.t.Errorf("after %q\nthe board differs\nwant …%s…\ngot  …%s…", b.trace, near(w), near(g))
		return false
	}
	if b.IntN(8) == 0 {
		if w, g := explained(b.t, want), explained(b.t, got); w != g {
			b.t.Errorf("after %q\nthe board is explained otherwise\nwant %s\ngot  %s", b.trace, w, g)
			return false
		}
	}
	return true
}

// day is a moment on which something may have been recorded.
func day(n int) time.Time { return time.Date(2026, 10, n, 0, 0, 0, 0, time.UTC) }

// usualUpdates is how many updates a law makes on all its boards together.
const usualUpdates = 4000

// TestLaw_boardIsEvaluation sets random readings on the boards of random cards, and takes them back: after every step
// the board is what a full evaluation of the same readings is, digit by digit, and explained in the same words.
// BSC_CARDS scales it.
func TestLaw_boardIsEvaluation(t *testing.T) {
	t.Parallel()
	const steps = 25
	for seed := range oracle.Cards(usualUpdates / steps) {
		c := oracle.RandomCard(seed)
		if judged := oracle.RandomJudgedCard(seed); seed%2 == 1 && !judged.Refuses() {
			c = judged
		}
		g := &oracle.Generator{Rand: rand.New(rand.NewPCG(seed, 77))}
		card, err := bsc.Compile(c.Definition, &bsc.Options{Registry: oracle.Registry()})
		require.NoError(t, err)
		b := &boardTest{Rand: g.Rand, t: t, card: card, in: c.Input(), base: facts{}, set: facts{}, value: func() bsc.Reading {
			r := bsc.Reading{RecordedAt: oracle.Pick(g.Rand, time.Time{}, time.Time{}, day(1), day(2), day(3)), Value: g.Plain(), State: oracle.Pick(g.Rand, "", "", "", "", bsc.StateFinal, bsc.StateProvisional, bsc.StateNotApplicable, bsc.StateStale)}
			if g.Chance(4) {
				r.Label = "good"
			}
			return r
		}}
		for ref, r := range c.Readings {
			b.base[factKey{ref, c.Period}] = r
		}
		b.in.Readings = b.base
		if seed%3 == 0 {
			b.base, b.in.Readings = facts{}, facts{}
		}
		for k := range c.Definition.KPIs() {
			if k.Calculator.IsZero() && k.Scorer.Name != "judged" {
				b.refs = append(b.refs, bsc.KPIRef(k.ID))
			}
		}
		for _, s := range c.Definition.Series {
			b.refs = append(b.refs, bsc.SeriesRef(s.ID))
		}
		if len(b.refs) == 0 {
			continue
		}
		b.board, err = card.Board(b.in)
		require.NoError(t, err)
		b.follow()
		for range steps {
			b.step()
			if !b.check() {
				t.Logf("card %d: %s", seed, c)
				break
			}
		}
		b.set = facts{} // set, then unset, is never set
		for _, ref := range b.refs {
			before := bsc.Update{Of: b.handle(ref), Period: period.Quarter(2026, 2), Unset: true}
			require.NoError(t, b.board.Apply(bsc.Update{Of: before.Of, Unset: true}, before))
		}
		b.check()
	}
}

// TestLaw_boardOverTime does the same with cards whose values are made of readings of many periods.
func TestLaw_boardOverTime(t *testing.T) {
	t.Parallel()
	books := oracle.Daybooks()
	applied, refused := 0, 0
	for seed := range max(10, oracle.Cards(60)) {
		c := oracle.RandomTimedCard(seed, books)
		rng := rand.New(rand.NewPCG(seed, 78))
		card, err := bsc.Compile(c.Definition(), nil)
		require.NoError(t, err)
		b := &boardTest{Rand: rng, t: t, card: card, in: inputOf(t, c), base: facts{}, set: facts{}}
		var some []bsc.Update
		for i, f := range c.Facts {
			if i%2 == 0 {
				b.base[factKey{f.Ref, f.Period}] = f.Reading
			} else {
				some = append(some, bsc.Update{Of: b.handle(f.Ref), Period: f.Period, Reading: f.Reading})
			}
		}
		b.in.Readings = b.base
		b.board, err = card.Board(b.in)
		require.NoError(t, err)
		b.follow()
		for i := 0; i < len(some) && i < 12; i++ {
			u := some[rng.IntN(len(some))]
			key := factKey{u.Of.Ref(), u.Period}
			u.Unset = rng.IntN(3) == 0
			u.Reading.Value = u.Reading.Value.Add(decimal.New(rng.Int64N(9), 0))
			if rng.IntN(3) == 0 {
				u.Reading.RecordedAt = time.Time{}
			}
			if rng.IntN(3) == 0 {
				u.Period = c.Period
				key.period = c.Period
			}
			before := b.board.Result()
			if err := b.board.Apply(u); err != nil {
				require.ErrorIs(t, err, bsc.ErrFrequency, "a stray fact, which a board refuses")
				refused++
				continue
			}
			applied++
			if u.Unset {
				delete(b.set, key)
			} else {
				b.set.put(key, u.Reading, b.in.AsOf)
			}
			b.trace = append(b.trace, fmt.Sprint(key, u.Unset, u.Reading))
			b.checkNotice(before)
			if !b.check() {
				t.Logf("card %d: %s", seed, c)
				break
			}
		}
	}
	t.Logf("%d updates applied, %d refused", applied, refused)
	require.Greater(t, applied, refused, "boards take most of what is set")
}

// TestLaw_boardRecords records late facts on boards of random cards over time, among readings that are set and taken
// back: the board is what an evaluation on its Readings is, and so is one that is made anew on them.
func TestLaw_boardRecords(t *testing.T) {
	t.Parallel()
	books := oracle.Daybooks()
	added := 0
	for seed := range max(10, oracle.Cards(60)) {
		c := oracle.RandomTimedCard(seed, books)
		rng := rand.New(rand.NewPCG(seed, 79))
		card, err := bsc.Compile(c.Definition(), nil)
		require.NoError(t, err)
		readings := new(bsc.Readings)
		b := &boardTest{Rand: rng, t: t, card: card, in: inputOf(t, c), base: facts{}, set: facts{}, over: readings}
		var late []bsc.Fact
		for _, f := range c.Facts {
			if f.OrgUnit = b.in.OrgUnit; card.CheckFact(f) != nil {
				continue
			}
			if rng.IntN(3) == 0 {
				late = append(late, f)
			} else if readings.Add(f) != nil {
				continue // of another org unit, which has been given this one's name
			}
		}
		rng.Shuffle(len(late), func(i, j int) { late[i], late[j] = late[j], late[i] })
		b.in.Readings = readings
		b.board, err = card.Board(b.in)
		require.NoError(t, err)
		b.follow()
		for i := 0; i < len(late) && i < 30; {
			before, n := b.board.Result(), min(1+rng.IntN(4), len(late)-i)
			some := late[i : i+n]
			if i += n; rng.IntN(3) == 0 {
				u := bsc.Update{Of: b.handle(some[0].Ref), Period: c.Period, Unset: rng.IntN(3) == 0}
				if u.Reading.Value = decimal.New(rng.Int64N(90), 0); b.board.Apply(u) == nil {
					key := factKey{some[0].Ref, c.Period}
					if b.set.put(key, u.Reading, b.in.AsOf); u.Unset {
						delete(b.set, key)
					}
					b.trace = append(b.trace, fmt.Sprint("set ", key, u.Unset, u.Reading))
				}
				b.told, before = nil, b.board.Result()
			}
			known := len(readings.Facts())
			err := b.board.Add(some...)
			b.trace = append(b.trace, fmt.Sprint("add ", some, err))
			if err != nil {
				require.ErrorIs(t, err, bsc.ErrConflict)
				require.Len(t, readings.Facts(), known, "all or none")
				require.Same(t, before, b.board.Result())
				continue
			}
			added += n
			b.checkNotice(before)
			if !b.check() {
				t.Logf("card %d: %s", seed, c)
				break
			}
		}
		for key := range b.set {
			require.NoError(t, b.board.Apply(bsc.Update{Of: b.handle(key.ref), Period: key.period, Unset: true}))
			delete(b.set, key)
		}
		b.check()
		again, err := card.Board(b.in)
		require.NoError(t, err)
		require.Equal(t, document(t, again.Result()), document(t, b.board.Result()))
	}
	require.Greater(t, added, 100)
}
