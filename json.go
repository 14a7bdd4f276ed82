package bsc

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"reflect"
	"time"

	"github.com/go-bsc/bsc/internal/strictjson"
	"github.com/go-bsc/bsc/period"
)

// How documents are read strictly and compared, and readings as JSON. Other types have their JSON beside them.

// SchemaVersion is the newest document format this package reads: the value of Definition.Schema.
const SchemaVersion = 1

// parseStrictly reads a document into v, a pointer, and returns everything that is wrong with it.
func parseStrictly(document []byte, v any, o *Options) Problems {
	found := strictjson.Unmarshal(document, v, o.rules())
	return problemsOf(found, o)
}

// rules returns how a host's documents are read.
func (o *Options) rules() *strictjson.Rules {
	l := o.limits()
	return &strictjson.Rules{
		Bytes: l.Bytes, Depth: l.Depth, Values: l.Values, String: l.StringBytes, Faults: l.Problems, Schema: SchemaVersion,
		Text:    func(field, text string) error { return asError(l.text(field, text)) },
		Number:  checkLiteral,
		Numeric: reflect.TypeFor[Number](),
		Null:    reflect.TypeFor[Score](),
		Objects: []reflect.Type{reflect.TypeFor[Policy]()},
		Counts: l.counts(
			reflect.TypeFor[Link](),
			reflect.TypeFor[Perspective](), reflect.TypeFor[Objective](), reflect.TypeFor[KPI](), reflect.TypeFor[Series](),
			reflect.TypeFor[Theme](), reflect.TypeFor[Initiative](),
		),
	}
}

// counts says of which types there may be only so many in a document.
func (l *Limits) counts(links reflect.Type, nodes ...reflect.Type) []strictjson.Count {
	return []strictjson.Count{
		{Most: l.Nodes, Noun: "nodes", Of: nodes},
		{Most: l.Links, Noun: "links", Of: []reflect.Type{links}},
	}
}

// ParseCalendar reads a calendar from JSON, as strictly as ParseDefinition, and checks it.
// The error is a *DefinitionError with everything that is wrong; then the Calendar is zero.
func ParseCalendar(document []byte, o *Options) (period.Calendar, error) {
	var c period.Calendar
	problems := parseStrictly(document, &c, o)
	if len(problems) == 0 {
		problems = calendarProblems(c)
	}
	if err := problems.upTo(o.limits().Problems).Err(); err != nil {
		return period.Calendar{}, err
	}
	return c, nil
}

// calendarProblems returns everything that is wrong with a calendar, with paths from it on.
func calendarProblems(c period.Calendar) (problems Problems) {
	var wrong period.Errors
	if errors.As(c.Check(), &wrong) {
		for _, e := range wrong {
			problems = append(problems, ownProblem(e))
		}
	}
	return problems
}

func problemsOf(found strictjson.Found, o *Options) Problems {
	var problems Problems
	for i := range found.Faults {
		problems = append(problems, faultOf(&found.Faults[i]))
	}
	if found.More > 0 {
		problems = append(problems, notListed(found.More, o.limits().Problems))
	}
	return problems
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
		KPI: measuredRef(f.Ref), Period: f.Period, Label: f.Label, Unit: f.Unit,
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
	f := Fact{Unit: j.Unit, Ref: Ref(j.KPI), Period: j.Period, Reading: reading}
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

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// sortedKeys returns a JSON document with the keys of its objects in alphabetical order, so
// that the order in which a host wrote a policy's arguments makes no difference.
func sortedKeys(document []byte) []byte {
	decoder := json.NewDecoder(bytes.NewReader(document))
	decoder.UseNumber()
	var v any
	if err := decoder.Decode(&v); err != nil {
		return document
	}
	sorted, err := json.Marshal(v)
	if err != nil {
		return document
	}
	return sorted
}
