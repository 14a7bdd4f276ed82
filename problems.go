package bsc

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/go-bsc/bsc/curve"
	faults "github.com/go-bsc/bsc/internal/fault"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/internal/strictjson"
	"github.com/go-bsc/bsc/period"
)

// How problems are made, hinted at, gathered and sorted. What they are is in errors.go.

// fault makes the error of a built-in policy, or of a door for numbers.
func fault(code Code, format string, args ...any) *Problem {
	return &Problem{Code: code, Detail: fmt.Sprintf(format, args...)}
}

// problemOf makes a Problem of what an engine below says is wrong; nil of nothing.
func problemOf(f *faults.Fault) *Problem {
	if f == nil {
		return nil
	}
	return &Problem{Path: Pointer(f.Path), Code: Code(f.Code), Detail: f.Detail, Allowed: f.Allowed, Hint: f.Hint}
}

// ownProblem returns an error that this module made as a Problem of its own; nil for a host's.
func ownProblem(err error) *Problem {
	switch e := err.(type) {
	case *Problem:
		if e != nil {
			copied := *e
			return &copied
		}
	case *period.Error:
		return &Problem{Path: Pointer(e.Path), Code: Code(e.Code), Detail: e.Detail, Allowed: e.Allowed, Hint: e.Hint}
	case *curve.Error:
		return &Problem{Path: Pointer(e.Path), Code: Code(e.Code), Detail: e.Detail, Allowed: e.Allowed}
	case *measure.Error:
		return problemOf(e.Fault)
	}
	return nil
}

// asProblem returns err as a Problem: as it is where this module made it, else as the cause of one with the given code.
func asProblem(err error, code Code, detail string) *Problem {
	if p := ownProblem(err); p != nil {
		return p
	}
	if hasPanicked(err) {
		code = ErrPanic
	}
	return &Problem{Code: code, Detail: detail, Err: err}
}

// asError keeps a nil *Problem from becoming an error that is not nil.
func asError(p *Problem) error {
	if p == nil {
		return nil
	}
	return p
}

// faultOf makes a Problem of a fault in a JSON document.
func faultOf(f *strictjson.Fault) *Problem {
	p := fault(ErrSyntax, "%s", f.Detail)
	p.Path, p.Allowed, p.Line, p.Col = Pointer(f.Pointer), f.Allowed, f.Line, f.Col
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

func notMoment(text string) *Problem {
	p := fault(ErrValue, "%s is not a moment", text)
	p.Allowed = "RFC 3339, such as 2026-07-03T09:00:00Z"
	return p
}

// notOneOf is the problem of a value that is not among those allowed.
func notOneOf[T ~string](path Pointer, what string, got T, allowed []T) *Problem {
	p := fault(ErrValue, "unknown %s %s", what, quote(string(got)))
	p.Path, p.Allowed = path, list(allowed)
	p.Hint = didYouMean(string(got), texts(allowed))
	return p
}

// oneOf checks that a value is one of an enumeration's.
func oneOf[T ~string](what string, allowed []T) func(T) *Problem {
	return func(v T) *Problem {
		if slices.Contains(allowed, v) {
			return nil
		}
		return notOneOf("", what, v, allowed)
	}
}

func texts[T ~string](values []T) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
}

// list shows allowed values in an error.
func list[T ~string](values []T) string { return strings.Join(texts(values), ", ") }

// listed lists names in words: a, b and c. There is at least one.
func listed(names []string, conjunction string) string {
	last := len(names) - 1
	if last == 0 {
		return names[0]
	}
	return strings.Join(names[:last], ", ") + " " + conjunction + " " + names[last]
}

// at extends a path by a field and an index.
func at(path Pointer, field string, i int) Pointer {
	return item(path+Pointer("/"+field), i)
}

// item is the path of an item of a list.
func item(list Pointer, i int) Pointer { return list + Pointer("/"+strconv.Itoa(i)) }

// hints finds what unknown names may have meant. The zero value has found none.
type hints struct{ faults.Hints }

// didYouMean makes the hint of an unknown name.
func didYouMean(wrong string, names []string) string { return faults.DidYouMean(wrong, names) }

// didYouMeanRef makes the hint of an unknown node, from those of its kind.
func (h *hints) didYouMeanRef(wrong Ref, known map[Ref]int) string {
	if h.Spent() {
		return ""
	}
	var ids []string
	for ref := range known {
		if ref.Kind == wrong.Kind {
			ids = append(ids, ref.ID)
		}
	}
	slices.Sort(ids)
	return h.DidYouMean(wrong.ID, ids)
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

// upTo returns the first problems, and as many warnings, with a line of each kind that says how many more there are.
func (ps Problems) upTo(most int) Problems {
	c := collector{most: most}
	for _, p := range ps {
		c.add(p)
	}
	return c.list()
}

// sortByPlace sorts problems into the order of the document they are about, which is a T.
func sortByPlace[T any](problems Problems) {
	if len(problems) < 2 {
		return
	}
	place := strictjson.Places(reflect.TypeFor[T]())
	keys := make(map[*Problem][]int, len(problems))
	for _, p := range problems {
		keys[p] = place(string(p.Path))
	}
	slices.SortStableFunc(problems, func(a, b *Problem) int { return slices.Compare(keys[a], keys[b]) })
}
