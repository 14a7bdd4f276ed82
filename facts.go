package bsc

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/go-bsc/bsc/period"
)

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
		KPI: measuredRef(f.Ref), Period: f.Period, Label: f.Label, Unit: f.Unit,
		State: f.State, RecordedAt: f.RecordedAt, Note: f.Note,
	}
	if !f.Value.IsZero() || !f.hasNoValue() {
		out.Value = NumberOf(f.Value)
	}
	return out
}

// hasNoValue reports whether a zero Value is no value.
func (r *Reading) hasNoValue() bool {
	return r.Label != "" || r.State == StateNotApplicable || r.State == StateNotDue
}

// fact returns what the document says, or what is wrong with it.
func (j *factJSON) fact() (Fact, *Problem) {
	f := Fact{Unit: j.Unit, Ref: Ref(j.KPI), Period: j.Period, Reading: Reading{Label: j.Label, State: j.State, RecordedAt: j.RecordedAt, Note: j.Note}}
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

// MarshalJSON writes an object with the columns of ReadCSV as keys: kpi, period, value, label, unit,
// state, recorded_at and note. What is not there is left out.
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

// UnmarshalJSON reads what MarshalJSON writes, in place of what was there; see ParseReadings, which takes Options.
func (r *Readings) UnmarshalJSON(data []byte) error {
	read, err := ParseReadings(data, nil)
	if err != nil {
		return err
	}
	*r = *read
	return nil
}

// A factLoader adds the facts of a file to readings, all or none.
type factLoader struct {
	collector
	limits   Limits
	readings *Readings
	adder    adder
	counts   map[measured]int
}

// A measured is what facts are of.
type measured struct {
	unit string
	ref  Ref
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

func (l *factLoader) load(f Fact) *Problem {
	of := measured{f.Unit, f.Ref}
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

// into makes r what was loaded, if nothing is wrong with it.
func (l *factLoader) into(r *Readings) error {
	if l.errors > 0 {
		slices.SortStableFunc(l.problems, func(a, b *Problem) int { return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col)) })
		return &InputError{Problems: l.list()}
	}
	l.adder.finish()
	*r = *l.readings
	return nil
}
