package bsc

import (
	"encoding/json"
	"time"

	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
)

// Readings as JSON. Package csvfile reads CSV.

// parseMeasured reads what has readings: a bare id is a KPI.
func parseMeasured(text string, into *Ref) *Problem {
	var ok bool
	if *into, ok = cutKind(text); !ok {
		*into = KPIRef(text)
	}
	if into.Kind != KindKPI && into.Kind != KindSeries || into.ID == "" {
		p := fault(ErrUnknownRef, "cannot_readings", "what", text)
		p.Allowed = words.New("id_kpi_or_series_and")
		return p
	}
	return nil
}

// readingsJSON is the documented form of Readings: the columns of package csvfile as keys.
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
	Author     string        `json:"author,omitempty"`
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
		State: f.State, RecordedAt: f.RecordedAt, Note: f.Note, Author: f.Author,
	}
	if !f.Value.IsZero() || !f.hasNoValue() {
		out.Value = NumberOf(f.Value)
	}
	return out
}

// fact returns what the document says, or what is wrong with it.
func (j *factJSON) fact() (Fact, *Problem) {
	reading := Reading{Label: j.Label, State: j.State, RecordedAt: j.RecordedAt, Note: j.Note, Author: j.Author}
	f := Fact{OrgUnit: j.Unit, Ref: Ref(j.KPI), Period: j.Period, Reading: reading}
	if j.Value == "" && !f.hasNoValue() {
		p := fault(ErrValue, "reading_empty")
		p.Allowed = words.New("reading_contents")
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

// MarshalJSON writes an object with the columns of package csvfile as keys: kpi, period, value, label, unit, state,
// recorded_at, note and author. Empty ones are left out.
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
// readings, whose keys are the columns of package csvfile.
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
	readings := new(Readings)
	batch := readings.Batch(o)
	c := collector{most: batch.limits.Problems}
	for i := range doc.Readings {
		f, p := doc.Readings[i].fact()
		if p == nil {
			p = batch.Add(f)
		}
		if p != nil {
			p.Path, p.Ref = at("", "readings", i), f.Ref
			c.add(p)
		}
	}
	if c.errors > 0 {
		c.problems.Locate(document, o)
		return nil, &InputError{Problems: c.list()}
	}
	if err := batch.Commit(); err != nil {
		return nil, err // unreachable: nobody else has the readings
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
	r.lock.Lock()
	defer r.lock.Unlock()
	r.now = read.now
	r.now.changes++
	return nil
}
