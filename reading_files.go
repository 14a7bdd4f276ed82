package bsc

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	faults "github.com/go-bsc/bsc/internal/fault"
	"github.com/go-bsc/bsc/internal/sheet"
	"github.com/go-bsc/bsc/period"
)

// Readings in files: as CSV, as JSON, and the loader that both share.

// csvColumns returns the columns that ReadCSV knows; the first three are required.
func csvColumns() []string {
	return []string{"kpi", "period", "value", "label", "unit", "state", "recorded_at", "note"}
}

// ReadCSV reads facts from a CSV file with a header: kpi, period and value, and optionally label, unit, state,
// recorded_at (RFC 3339) and note, in any order. The kpi column holds a KPI's id, or "series:id" for a series; the unit
// column holds an org unit. A line with neither a value nor a label is skipped, unless its state is not_applicable or
// not_due.
//
// It reads the whole file first. The error is an *InputError with every problem, each with its line and column; then
// there are no readings. The Limits of the options bound what a file may hold.
func ReadCSV(r io.Reader, o *Options) (*Readings, error) {
	readings := new(Readings)
	if err := readings.AddCSV(r, time.Time{}, o); err != nil {
		return nil, err
	}
	return readings, nil
}

// AddCSV adds the facts of a CSV file in the form that ReadCSV reads. Lines without recorded_at get the given moment,
// such as that of the delivery; the zero time means known at any moment. The error is that of ReadCSV, also for a line
// that contradicts what is there already. Then nothing is added.
func (r *Readings) AddCSV(file io.Reader, recordedAt time.Time, o *Options) error {
	l := newFactLoader(r, o)
	form := sheet.Form{Columns: csvColumns(), Needed: 3, Bytes: l.limits.Bytes}
	c := csvReader{Reader: sheet.New(file, form, l.reportFault), factLoader: l, recordedAt: recordedAt}
	if err := c.readAll(); err != nil {
		return err
	}
	return l.into(r)
}

type csvReader struct {
	*sheet.Reader
	*factLoader
	recordedAt time.Time // of lines without a moment
}

func (c *csvReader) readAll() error {
	for {
		more, err := c.Next()
		if errors.Is(err, sheet.ErrTooLarge) {
			c.collector = collector{most: c.most} // drop what was found before
			c.add(tooLarge(c.limits.Bytes))
			return nil
		}
		if err != nil || !more {
			return err
		}
		c.record()
	}
}

// record turns one line into a fact. Each field reports its own problem.
func (c *csvReader) record() {
	before := c.errors
	field := func(name string, read func(text string) *Problem) {
		text, line, col, ok := c.Field(name)
		if !ok {
			return
		}
		p := c.limits.field(name, text)
		if p == nil {
			p = read(text)
		}
		if p != nil {
			c.report(line, col, p)
		}
	}
	f := Fact{Reading: Reading{RecordedAt: c.recordedAt}}
	var empty bool
	field("kpi", func(s string) *Problem { return parseMeasured(s, &f.Ref) })
	field("period", func(s string) *Problem { return parseInto(&f.Period, s) })
	field("value", func(s string) (p *Problem) {
		if empty = s == ""; !empty {
			f.Value, p = parseDecimal(s)
		}
		return p
	})
	field("label", func(s string) *Problem { f.Label = s; return nil })
	field("unit", func(s string) *Problem { f.OrgUnit = s; return nil })
	field("state", func(s string) *Problem { f.State = State(s); return checkReading(&f.Reading) })
	field("recorded_at", func(s string) *Problem { return parseMoment(s, &f.RecordedAt) })
	field("note", func(s string) *Problem { f.Note = s; return nil })
	noReading := empty && f.Label == "" && f.State != StateNotApplicable && f.State != StateNotDue
	if c.errors > before || noReading {
		return
	}
	if p := c.load(f); p != nil {
		line, col := c.Place()
		c.report(line, col, p)
	}
}

// parseMeasured reads the kpi column: a bare id is a KPI.
func parseMeasured(text string, into *Ref) *Problem {
	var ok bool
	if *into, ok = cutKind(text); !ok {
		*into = KPIRef(text)
	}
	if into.Kind != KindKPI && into.Kind != KindSeries || into.ID == "" {
		p := fault(ErrUnknownRef, "%s cannot have readings", quote(text))
		p.Allowed = "the id of a KPI, or series: and the id of a series"
		return p
	}
	return nil
}

func parseInto(into *period.Period, text string) *Problem {
	p, err := period.Parse(text)
	if err != nil {
		return ownProblem(err)
	}
	*into = p
	return nil
}

func parseMoment(text string, into *time.Time) *Problem {
	if text == "" {
		return nil
	}
	moment, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return notMoment(quote(text))
	}
	*into = moment
	return nil
}

// readingsJSON is the documented form of Readings: the columns of a CSV file as keys.
type readingsJSON struct {
	Schema   int        `json:"schema,omitempty"`
	Readings []factJSON `json:"readings"`
}

// factJSON is the documented form of a Fact.
type factJSON struct {
	KPI        measuredRef   `json:"kpi"`
	Period     period.Period `json:"period"`
	Value      Number        `json:"value,omitempty"`
	Label      string        `json:"label,omitempty"`
	Unit       string        `json:"unit,omitempty"`
	State      State         `json:"state,omitempty"`
	RecordedAt time.Time     `json:"recorded_at,omitzero"`
	Note       string        `json:"note,omitempty"`
}

// A measuredRef names what has readings: a KPI by its bare id, a series by "series:id".
type measuredRef Ref

func (r measuredRef) MarshalText() ([]byte, error) {
	if _, ambiguous := cutKind(r.ID); r.Kind == KindKPI && !ambiguous {
		return []byte(r.ID), nil
	}
	return []byte(Ref(r).String()), nil
}

func (r *measuredRef) UnmarshalText(text []byte) error {
	return asError(parseMeasured(string(text), (*Ref)(r)))
}

func (f *Fact) json() factJSON {
	out := factJSON{
		KPI: measuredRef(f.Ref), Period: f.Period, Label: f.Label, Unit: f.OrgUnit,
		State: f.State, RecordedAt: f.RecordedAt, Note: f.Note,
	}
	if !f.Value.IsZero() || !f.hasNoValue() {
		out.Value = NumberOf(f.Value)
	}
	return out
}

// fact returns what the document says, or what is wrong with it.
func (j *factJSON) fact() (Fact, *Problem) {
	reading := Reading{Label: j.Label, State: j.State, RecordedAt: j.RecordedAt, Note: j.Note}
	f := Fact{OrgUnit: j.Unit, Ref: Ref(j.KPI), Period: j.Period, Reading: reading}
	if j.Value == "" && !f.hasNoValue() {
		p := fault(ErrValue, "a reading with neither a value nor a label")
		p.Allowed = "either, or the state not_applicable or not_due"
		return f, p
	}
	if j.Value != "" {
		var p *Problem
		if f.Value, p = parseDecimal(string(j.Value)); p != nil {
			return f, p
		}
	}
	return f, checkFact(&f)
}

// MarshalJSON writes an object with the columns of ReadCSV as keys: kpi, period, value, label, unit, state, recorded_at
// and note. Empty ones are left out.
func (f Fact) MarshalJSON() ([]byte, error) { return json.Marshal(f.json()) }

// UnmarshalJSON reads what MarshalJSON writes, as strictly as ParseReadings.
func (f *Fact) UnmarshalJSON(data []byte) error {
	var j factJSON
	if p := parseInner(data, &j); p != nil {
		return p
	}
	fact, p := j.fact()
	if p != nil {
		return p
	}
	*f = fact
	return nil
}

// ParseReadings reads facts from JSON, as strictly as ParseDefinition: an object with a list of
// readings, whose keys are the columns of ReadCSV.
//
//	{"readings": [{"kpi": "sales", "period": "2026-07", "value": 4.5, "recorded_at": "2026-08-03T09:00:00Z"}]}
//
// The error is an *InputError with every problem, each with line, column and JSON pointer; then
// there are no readings. What json.Marshal writes of Readings, ParseReadings reads.
func ParseReadings(document []byte, o *Options) (*Readings, error) {
	var doc readingsJSON
	if problems := parseStrictly(document, &doc, o); len(problems) > 0 {
		return nil, &InputError{Problems: problems}
	}
	l := newFactLoader(nil, o)
	for i := range doc.Readings {
		f, p := doc.Readings[i].fact()
		if p == nil {
			p = l.load(f)
		}
		if p != nil {
			p.Path, p.Ref = at("", "readings", i), f.Ref
			l.add(p)
		}
	}
	l.problems.Locate(document)
	readings := new(Readings)
	if err := l.into(readings); err != nil {
		return nil, err
	}
	return readings, nil
}

// MarshalJSON writes every fact, in the order of Facts.
func (r *Readings) MarshalJSON() ([]byte, error) {
	doc := readingsJSON{Schema: SchemaVersion, Readings: []factJSON{}}
	for _, f := range r.Facts() {
		doc.Readings = append(doc.Readings, f.json())
	}
	return json.Marshal(doc)
}

// UnmarshalJSON reads what MarshalJSON writes and replaces what was there. ParseReadings does the same with Options.
func (r *Readings) UnmarshalJSON(data []byte) error {
	read, err := ParseReadings(data, nil)
	if err != nil {
		return err
	}
	*r = *read
	return nil
}

// A measured is a KPI or series of an org unit.
type measured struct {
	unit string
	ref  Ref
}

// A factLoader adds the facts of a file to readings, all or none.
type factLoader struct {
	collector
	limits   Limits
	readings *Readings
	adder    adder
	counts   map[measured]int
}

func newFactLoader(to *Readings, o *Options) *factLoader {
	l := &factLoader{limits: o.limits(), readings: to.clone(), counts: map[measured]int{}}
	l.most, l.adder.to = l.limits.Problems, l.readings
	for key, year := range l.readings.years {
		for _, known := range year.known {
			l.counts[measured{key.unit, key.ref}] += len(known)
		}
	}
	return l
}

// report adds a problem at a place of the file.
func (l *factLoader) report(line, col int, p *Problem) {
	p.Line, p.Col = line, col
	l.add(p)
}

func (l *factLoader) reportFault(line, col int, f *faults.Fault) { l.report(line, col, problemOf(f)) }

func (l *factLoader) load(f Fact) *Problem {
	of := measured{f.OrgUnit, f.Ref}
	if l.counts[of] >= l.limits.Facts {
		p := fault(ErrLimit, "too many readings of %s", quote(f.Ref.String()))
		p.Allowed, p.Ref = fmt.Sprintf("at most %d", l.limits.Facts), f.Ref
		return p
	}
	l.counts[of]++
	p := l.adder.add(f)
	if p != nil {
		p.Ref = f.Ref
	}
	return p
}

// into replaces r with what was loaded, if nothing is wrong with it.
func (l *factLoader) into(r *Readings) error {
	if l.errors > 0 {
		slices.SortStableFunc(l.problems, func(a, b *Problem) int {
			return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col))
		})
		return &InputError{Problems: l.list()}
	}
	l.adder.finish()
	*r = *l.readings
	return nil
}
