package bsc

import (
	"errors"
	"reflect"

	"github.com/go-bsc/bsc/internal/strictjson"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
)

// How a host's documents are read.

// ParseDefinition reads a definition from JSON, strictly: keys match exactly, none is unknown or stands twice, null is
// no value, numbers and texts are within their bounds, and nothing follows the document. The error is a
// *DefinitionError with every fault, each with line, column and JSON pointer; then there is no definition. It checks
// the form only: Compile checks the meaning.
//
// What json.Marshal writes of a definition, ParseDefinition reads as the same definition. The same definition is always
// written as the same bytes.
func ParseDefinition(document []byte, o *Options) (*Definition, error) {
	def := new(Definition)
	if err := parseStrictly(document, def, o).Err(); err != nil {
		return nil, err
	}
	return def, nil
}

// Unmarshal reads JSON into v, a pointer that is not nil, as strictly as ParseDefinition reads a definition. It is for
// a host's own documents that hold definitions, or other types of this module. The limits of nodes and links apply to
// all definitions in the document together. The error is a *DefinitionError with every fault, each with line, column
// and JSON pointer; then v is unchanged.
func Unmarshal(document []byte, v any, o *Options) error {
	if p := reflect.ValueOf(v); p.Kind() != reflect.Pointer || p.IsNil() {
		p := fault(ErrInput, "document_into_nothing")
		p.Allowed = words.New("pointer_not_nil")
		return Problems{p}.Err()
	}
	return parseStrictly(document, v, o).Err()
}

// ParseCalendar reads a calendar from JSON, as strictly as ParseDefinition, and checks it.
// The error is a *DefinitionError with everything that is wrong; then the Calendar is zero.
func ParseCalendar(document []byte, o *Options) (period.Calendar, error) {
	var c period.Calendar
	problems := parseStrictly(document, &c, o)
	if len(problems) == 0 {
		problems = calendarProblems(c)
	}
	if err := problems.upTo(o.ResolvedLimits().Problems).Err(); err != nil {
		return period.Calendar{}, err
	}
	return c, nil
}

// parseStrictly reads a document into v, a pointer, and returns everything that is wrong with it.
func parseStrictly(document []byte, v any, o *Options) Problems {
	found := strictjson.Unmarshal(document, v, o.rules())
	return problemsOf(found, o)
}

// rules returns the rules for reading a host's documents.
func (o *Options) rules() *strictjson.Rules {
	l := o.ResolvedLimits()
	rules := &strictjson.Rules{
		Bytes: l.Bytes, Depth: l.Depth, Values: l.Values, String: l.StringBytes, Faults: l.Problems, Schema: SchemaVersion, Columns: o.columns(),
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
	if o != nil && o.TextNumbers {
		rules.Bare, rules.Decimals = checkBare, decimals()
	}
	return rules
}

// counts returns how many nodes and links a document may have.
func (l *Limits) counts(links reflect.Type, nodes ...reflect.Type) []strictjson.Count {
	return []strictjson.Count{
		{Most: l.Nodes, Noun: "nodes", Of: nodes},
		{Most: l.Links, Noun: "links", Of: []reflect.Type{links}},
	}
}

// calendarProblems returns everything that is wrong with a calendar, with paths relative to it.
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
		problems = append(problems, notListed(found.More, o.ResolvedLimits().Problems))
	}
	return problems
}
