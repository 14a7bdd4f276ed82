package bsctest

import (
	"slices"
	"strconv"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
)

// TestSource tests a source of readings. It must find a reading for each expected query; without any, little
// of it can be tested.
//
// Every reading must have a value within bounds and a known state. A query as of a moment must not find a
// reading recorded later. For an unknown KPI or series, the source returns false. For other org units and
// periods it may have readings or none: a source that holds a single period ignores them.
func TestSource(s bsc.Source, expected ...bsc.Query) error {
	if err := present("source", s); err != nil {
		return err
	}
	t := &suite[bsc.Query, found[bsc.Reading]]{
		what: "a source",
		call: func(q bsc.Query) (found[bsc.Reading], error) {
			r, ok := s.Reading(q)
			return found[bsc.Reading]{r, ok}, nil
		},
		describe: describeQuery,
		text:     readingText,
	}
	t.run(expected, variants(expected, ownQuery(), append(queryEdits(), momentEdits(t, expected)...)))
	findable(t)
	t.each("a reading must be one that bsc.Readings takes", func(q question[bsc.Query, found[bsc.Reading]]) string {
		if !q.says.value.ok {
			return ""
		}
		if err := admit(q.says.value.what); err != nil {
			return q.says.text + ": " + oneLine(err.Error())
		}
		return ""
	})
	t.each("as of a moment no reading recorded later may be returned", func(q question[bsc.Query, found[bsc.Reading]]) string {
		if !q.says.value.ok || q.in.AsOf.IsZero() || !q.says.value.what.RecordedAt.After(q.in.AsOf) {
			return ""
		}
		return q.says.text
	})
	return t.err()
}

// TestTargetSource tests a source of targets. It must find a target for each expected query.
//
// Every number of a target must be readable. For an unknown KPI, the source returns false. For other org
// units and periods it may have targets or none.
func TestTargetSource(s bsc.TargetSource, expected ...bsc.Query) error {
	if err := present("target source", s); err != nil {
		return err
	}
	t := &suite[bsc.Query, found[bsc.Target]]{
		what: "a target source",
		call: func(q bsc.Query) (found[bsc.Target], error) {
			r, ok := s.Target(q)
			return found[bsc.Target]{r, ok}, nil
		},
		describe: describeQuery,
		text:     statedText,
	}
	t.run(expected, variants(expected, ownQuery(), queryEdits()))
	findable(t)
	t.each("the numbers of a target must be such as bsc.Number reads", func(q question[bsc.Query, found[bsc.Target]]) string {
		target := q.says.value.what
		for _, n := range append([]bsc.Number{target.Baseline, target.Value, target.Stretch, target.Floor, target.Times}, target.Profile...) {
			if n == "" || !q.says.value.ok {
				continue
			}
			if _, err := n.Decimal(); err != nil {
				return q.says.text + ": " + oneLine(err.Error())
			}
		}
		return ""
	})
	return t.err()
}

// found is what a source returns.
type found[T any] struct {
	what T
	ok   bool
}

// findable checks that the expected queries are found, and those for unknown nodes are not.
func findable[T any](t *suite[bsc.Query, found[T]]) {
	t.each("the test expects this to be found", func(q question[bsc.Query, found[T]]) string {
		if !q.given || q.says.value.ok {
			return ""
		}
		return q.says.text
	})
	t.each("what is not known must not be found", func(q question[bsc.Query, found[T]]) string {
		if q.in.Ref.ID != ownID || !q.says.value.ok || q.given {
			return ""
		}
		return q.says.text
	})
}

func ownQuery() bsc.Query { return bsc.Query{Ref: bsc.KPIRef(ownID), Period: period.Month(2026, 1)} }

// queryEdits asks for nodes that no source has, and for strange moments.
func queryEdits() []func(*bsc.Query) {
	type input = bsc.Query
	return slices.Concat(
		edits([]bsc.Ref{bsc.KPIRef(ownID), bsc.SeriesRef(ownID), bsc.ObjectiveRef(ownID), {}, bsc.KPIRef(""), bsc.KPIRef("\x00")},
			func(in *input, r bsc.Ref) { in.Ref = r }),
		edits([]string{"", ownID, "\x00"}, func(in *input, unit string) { in.OrgUnit = unit }),
		edits([]period.Period{{}, period.Year(1), period.Year(9999), period.Week(2026, 1), period.Day(9999, 12, 31), period.Numbered(1, 99)},
			func(in *input, p period.Period) { in.Period = p }),
		edits([]time.Time{{}, time.Unix(0, 0), time.Date(1, 1, 2, 0, 0, 0, 0, time.UTC), time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)},
			func(in *input, at time.Time) { in.AsOf = at }),
	)
}

// momentEdits asks as of the moments at which the expected readings were recorded, and just before.
func momentEdits(t *suite[bsc.Query, found[bsc.Reading]], expected []bsc.Query) []func(*bsc.Query) {
	var moments []time.Time
	for _, q := range expected {
		if at := t.ask(q).value.what.RecordedAt; !at.IsZero() {
			moments = append(moments, at, at.Add(-1))
		}
	}
	return edits(moments, func(q *bsc.Query, at time.Time) { q.AsOf = at })
}

func describeQuery(q bsc.Query) string {
	parts := []string{strconv.Quote(q.Ref.String()), "period " + strconv.Quote(q.Period.String())}
	if q.OrgUnit != "" {
		parts = append(parts, "unit "+strconv.Quote(q.OrgUnit))
	}
	if !q.AsOf.IsZero() {
		parts = append(parts, "as of "+momentText(q.AsOf))
	}
	return describe(nil, "", nil, parts...)
}

func momentText(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

func readingText(f found[bsc.Reading]) string {
	if !f.ok {
		return "no reading"
	}
	r := f.what
	text := "value " + number(r.Value)
	if r.Label != "" {
		text = "label " + strconv.Quote(r.Label)
	}
	if r.State != "" {
		text += ", " + oneLine(string(r.State))
	}
	if !r.RecordedAt.IsZero() {
		text += ", recorded at " + momentText(r.RecordedAt)
	}
	if r.Note != "" {
		text += ", note " + strconv.Quote(r.Note)
	}
	return text
}

func statedText(f found[bsc.Target]) string {
	if !f.ok {
		return "no target"
	}
	t := f.what
	text := "target " + oneLine(string(t.Value))
	for _, field := range []struct{ name, value string }{
		{"period", t.Period.String()},
		{"baseline", string(t.Baseline)},
		{"stretch", string(t.Stretch)},
		{"floor", string(t.Floor)},
		{"against", string(t.Against)},
		{"times", string(t.Times)},
		{"phasing", string(t.Phasing)},
		{"origin", t.Origin},
		{"author", t.Author},
	} {
		if field.value != "" {
			text += ", " + field.name + " " + oneLine(field.value)
		}
	}
	return text
}
