package conformance

import (
	"encoding/json"
	"maps"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/diff"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/report"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// A boardMachine drives a board and knows what was set. live equals batch after every step.
type boardMachine struct {
	scorecard
	card  *bsc.Scorecard
	board *bsc.Board
	set   bsc.Actuals // over what the board started from
}

func newBoardMachine(t *rapid.T) *boardMachine {
	m := &boardMachine{scorecard: scorecards().Draw(t, "scorecard"), set: bsc.Actuals{}}
	var err error
	m.card, err = bsc.Compile(m.def, nil)
	noError(t, err)
	m.board, err = m.card.Board(bsc.Input{Period: thePeriod(), Readings: m.actuals})
	noError(t, err)
	return m
}

// pick returns the handle of some KPI.
func (m *boardMachine) pick(t *rapid.T) bsc.Handle {
	h, ok := m.card.KPI(rapid.SampledFrom(m.kpis()).Draw(t, "KPI").ID)
	if !ok {
		t.Fatal("a KPI without a handle")
	}
	return h
}

func (m *boardMachine) Set(t *rapid.T) {
	h, v := m.pick(t), values().Draw(t, "value")
	m.set[h.Ref().ID] = v
	noError(t, m.board.Set(h, v))
}

func (m *boardMachine) Unset(t *rapid.T) {
	h := m.pick(t)
	delete(m.set, h.Ref().ID)
	noError(t, m.board.Unset(h))
}

// Apply makes several changes at once. Of several changes of one KPI, the last holds.
func (m *boardMachine) Apply(t *rapid.T) {
	var updates []bsc.Update
	for range rapid.IntRange(0, 4).Draw(t, "updates") {
		u := bsc.Update{Of: m.pick(t), Unset: rapid.Bool().Draw(t, "unset")}
		if u.Unset {
			delete(m.set, u.Of.Ref().ID)
		} else {
			u.Reading.Value = values().Draw(t, "value")
			m.set[u.Of.Ref().ID] = u.Reading.Value
		}
		updates = append(updates, u)
	}
	noError(t, m.board.Apply(updates...))
}

// Refused is a commit with one update that is refused. None of it happens.
func (m *boardMachine) Refused(t *rapid.T) {
	good := bsc.Update{Of: m.pick(t), Reading: bsc.Reading{Value: values().Draw(t, "value")}}
	bad := bsc.Update{Of: m.pick(t), Reading: bsc.Reading{Value: decimal.New(1, 52)}}
	if err := m.board.Apply(good, bad); err == nil {
		t.Fatal("a number out of range was set")
	}
}

// Check compares the board with an evaluation of the same readings.
func (m *boardMachine) Check(t *rapid.T) {
	actuals := maps.Clone(m.actuals)
	maps.Copy(actuals, m.set)
	want, err := m.card.Evaluate(bsc.Input{Period: thePeriod(), Readings: actuals})
	noError(t, err)
	if w, g := document(t, report.Of(want)), document(t, report.Of(m.board.Result())); w != g {
		t.Fatalf("with %v set\nthe board is    %s\nthe scorecard is %s", m.set, g, w)
	}
}

func document(t *rapid.T, v any) string {
	data, err := json.Marshal(v)
	noError(t, err)
	return string(data)
}

func TestLaw_boardIsEvaluation(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		m := newBoardMachine(t)
		never := document(t, report.Of(m.board.Result()))
		t.Repeat(map[string]func(*rapid.T){"set": m.Set, "unset": m.Unset, "apply": m.Apply, "refused": m.Refused, "": m.Check})
		for id := range m.set {
			h, _ := m.card.KPI(id)
			noError(t, m.board.Unset(h))
		}
		if now := document(t, report.Of(m.board.Result())); now != never {
			t.Fatalf("set and then unset is not never set:\n%s\n%s", never, now)
		}
	})
}

// TestLaw_readBack writes documents and values, and reads them back the same.
func TestLaw_readBack(t *testing.T) {
	law(t, func(t *rapid.T, s scorecard) {
		def, err := bsc.ParseDefinition([]byte(document(t, s.def)), nil)
		noError(t, err)
		if a, b := document(t, s.def), document(t, def); a != b || len(diff.Definitions(s.def, def)) > 0 {
			t.Fatalf("a definition changed: %s\n%s", a, b)
		}
		want := report.Of(s.result(t))
		read, err := report.Parse([]byte(document(t, want)), nil)
		noError(t, err)
		if a, b := document(t, want), document(t, read); a != b {
			t.Fatalf("a report changed: %s\n%s", a, b)
		}
		readings := new(bsc.Readings)
		for id, v := range s.actuals {
			noError(t, readings.Add(bsc.Fact{Ref: bsc.KPIRef(id), Period: thePeriod(), Reading: bsc.Reading{Value: v}}))
		}
		again, err := bsc.ParseReadings([]byte(document(t, readings)), nil)
		noError(t, err)
		if a, b := document(t, readings), document(t, again); a != b {
			t.Fatalf("readings changed: %s\n%s", a, b)
		}
	})
}

// periods generates periods of every kind.
func periods() *rapid.Generator[period.Period] {
	return rapid.Custom(func(t *rapid.T) period.Period {
		year := rapid.IntRange(1, 9999).Draw(t, "year")
		return rapid.OneOf(
			rapid.Just(period.Year(year)),
			rapid.Map(rapid.IntRange(1, 2), func(n int) period.Period { return period.Half(year, n) }),
			rapid.Map(rapid.IntRange(1, 4), func(n int) period.Period { return period.Quarter(year, n) }),
			rapid.Map(rapid.IntRange(1, 12), func(n int) period.Period { return period.Month(year, n) }),
			rapid.Map(rapid.IntRange(1, 52), func(n int) period.Period { return period.Week(year, n) }),
			rapid.Map(rapid.IntRange(1, 99), func(n int) period.Period { return period.Numbered(year, n) }),
			rapid.Map(rapid.IntRange(1, 28), func(n int) period.Period { return period.Day(year, 2, n) }),
		).Draw(t, "period")
	})
}

// TestLaw_valuesReadBack sends periods, scores and refs through their text, column and BSON forms.
func TestLaw_valuesReadBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := periods().Draw(t, "period")
		var q period.Period
		noError(t, q.UnmarshalText([]byte(p.String())))
		column, err := p.Value()
		noError(t, err)
		var r period.Period
		noError(t, r.Scan(column))
		if p != q || p != r {
			t.Fatalf("%s, read back as %s and %s", p, q, r)
		}
		want, err := bsc.NewScore(decimal.New(rapid.Int64().Draw(t, "units"), -rapid.Int32Range(0, 10).Draw(t, "places")))
		noError(t, err)
		kind, data, err := want.MarshalBSONValue()
		noError(t, err)
		var a, b bsc.Score
		noError(t, a.UnmarshalBSONValue(kind, data))
		column, err = want.Value()
		noError(t, err)
		noError(t, b.Scan(column))
		if !want.Equal(a) || !want.Equal(b) {
			t.Fatalf("%s, read back as %s and %s", want, a, b)
		}
		ref := bsc.Ref{Kind: bsc.KindOrgUnit, ID: rapid.StringN(1, 20, -1).Draw(t, "id")}
		if back := bsc.ParseRef(ref.String()); back != ref {
			t.Fatalf("%v, read back as %v", ref, back)
		}
	})
}
