package bsc

import (
	"errors"
	"fmt"
	"reflect"
	"strings"

	"github.com/go-bsc/bsc/internal/strictjson"
	"github.com/go-bsc/bsc/period"
)

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
		Counts: []strictjson.Count{
			{Most: l.Nodes, Noun: "nodes", Of: []reflect.Type{
				reflect.TypeFor[Perspective](), reflect.TypeFor[Objective](), reflect.TypeFor[KPI](), reflect.TypeFor[Series](),
				reflect.TypeFor[Theme](), reflect.TypeFor[Initiative](), reflect.TypeFor[ReportNode](),
			}},
			{Most: l.Links, Noun: "links", Of: []reflect.Type{reflect.TypeFor[Link](), reflect.TypeFor[ReportLink]()}},
		},
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

// parseInner reads JSON within a document that has been read, or that was built in Go: how
// much of it there may be was decided then.
func parseInner(data []byte, v any) *Problem {
	rules := strictjson.Anything()
	rules.Faults, rules.Number = 1, checkLiteral
	rules.Null, rules.Objects = reflect.TypeFor[Score](), []reflect.Type{reflect.TypeFor[Policy]()}
	found := strictjson.Unmarshal(data, v, rules)
	if len(found.Faults) == 0 {
		return nil
	}
	p := faultOf(&found.Faults[0])
	if p.Allowed == "" {
		p.Allowed = strings.Join(found.Faults[0].Fields, ", ")
	}
	return p
}

func checkLiteral(literal string) error {
	_, p := parseDecimal(literal)
	return asError(p)
}

// asError keeps a nil *Problem from becoming an error that is not nil.
func asError(p *Problem) error {
	if p == nil {
		return nil
	}
	return p
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

// faultOf makes a Problem of a fault in a JSON document.
func faultOf(f *strictjson.Fault) *Problem {
	p := &Problem{Path: Pointer(f.Pointer), Code: ErrSyntax, Detail: f.Detail, Allowed: f.Allowed, Line: f.Line, Col: f.Col}
	switch f.Kind {
	case strictjson.Duplicate:
		p.Code = ErrDuplicate
	case strictjson.Unknown:
		p.Hint = didYouMean(f.Name, f.Fields)
	case strictjson.Limit:
		p.Code = ErrLimit
	case strictjson.Schema:
		p.Code = ErrSchema
	case strictjson.Value:
		if own := ownProblem(f.Err); own != nil {
			p.Path += own.Path
			p.Code, p.Detail, p.Allowed, p.Hint = own.Code, own.Detail, own.Allowed, own.Hint
		} else {
			p.Detail = f.Err.Error()
		}
	case strictjson.Moment:
		own := notMoment(f.Name)
		p.Code, p.Detail, p.Allowed = own.Code, own.Detail, own.Allowed
	}
	return p
}

// First returns the first so many problems and as many warnings, and one more of each that counts the others, where there
// are any. It is for whoever gathers problems from several places; those that were counted there count. 0 is as many as
// Limits.Problems says by itself.
func (ps Problems) First(most int) Problems {
	return ps.upTo((&Options{Limits: Limits{Problems: most}}).limits().Problems)
}

// upTo returns the first problems, and as many warnings, with a line of each kind that says how many more there are.
func (ps Problems) upTo(most int) Problems {
	c := collector{most: most}
	for _, p := range ps {
		c.add(p)
	}
	return c.list()
}

// A collector keeps the first problems, and as many warnings, and counts the others.
type collector struct {
	most             int
	problems         Problems
	errors, warnings int // how many there are
}

func (c *collector) add(p *Problem) {
	n := &c.errors
	if p.Warning {
		n = &c.warnings
	}
	if *n += max(p.more, 1); *n-max(p.more, 1) < c.most && p.more == 0 {
		c.problems = append(c.problems, p)
	}
}

// full reports whether further problems will only be counted.
func (c *collector) full() bool { return c.errors >= c.most }

func (c *collector) list() Problems {
	if more := c.warnings - c.most; more > 0 {
		p := notListed(more, c.most)
		p.Warning = true
		c.problems = append(c.problems, p)
	}
	if more := c.errors - c.most; more > 0 {
		c.problems = append(c.problems, notListed(more, c.most))
	}
	return c.problems
}

func notListed(more, most int) *Problem {
	what := fmt.Sprintf("%d more problems are not listed", more)
	if more == 1 {
		what = "1 more problem is not listed"
	}
	p := fault(ErrLimit, "%s", what)
	p.Allowed, p.more = fmt.Sprintf("the first %d", most), more
	return p
}
