package conformance_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/formula"
	"github.com/go-bsc/bsc/report"
	"github.com/go-bsc/bsc/schema"
	"github.com/google/jsonschema-go/jsonschema"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
)

// A form is a kind of document, with its schema and what bsc says of a document.
type form struct {
	name   string
	schema func() []byte
	check  func(document []byte) bsc.Problems
}

var (
	definitions = &form{"definition", schema.Definition, checkDefinition}
	readings    = &form{"readings", schema.Readings, func(document []byte) bsc.Problems {
		_, err := bsc.ParseReadings(document, nil)
		return problemsOf(err)
	}}
	reports = &form{"report", schema.Report, func(document []byte) bsc.Problems {
		_, err := report.Parse(document, nil)
		return problemsOf(err)
	}}
)

// reportForms is the form that report.Parse reads. report.Parse computes nothing, and requires neither keys nor
// known words: the schema is that of reports without "required", with any printable text for every "oneOf", which
// lists words, and with a host's own words for a phrase.
var reportForms = &form{"report's form", func() []byte {
	var root any
	if err := json.Unmarshal(schema.Report(), &root); err != nil {
		panic(err)
	}
	loosen(root)
	defs := root.(map[string]any)["$defs"].(map[string]any)
	defs["coded"] = defs["phrase"]
	defs["phrase"] = map[string]any{"anyOf": []any{map[string]any{"$ref": "#/$defs/prose"}, map[string]any{"$ref": "#/$defs/coded"}}}
	text, err := json.Marshal(root)
	if err != nil {
		panic(err)
	}
	return text
}, reports.check}

// loosen removes "required" and "oneOf" from a schema and its parts.
func loosen(v any) {
	switch v := v.(type) {
	case []any:
		for _, part := range v {
			loosen(part)
		}
	case map[string]any:
		for key, part := range v {
			if _, list := part.([]any); list && (key == "required" || key == "oneOf") {
				delete(v, key)
			}
			if key == "oneOf" {
				v["$ref"] = "#/$defs/line" // printable, whatever it says
			}
			loosen(part)
		}
	}
}

// schemaOf returns the form whose schema says everything that the parser checks.
func (f *form) schemaOf() *form {
	if f == reports {
		return reportForms
	}
	return f
}

func checkDefinition(document []byte) bsc.Problems {
	def, err := bsc.ParseDefinition(document, options)
	if err != nil {
		return problemsOf(err)
	}
	return problemsOf(bsc.Check(def, options).Err())
}

func problemsOf(err error) bsc.Problems {
	var def *bsc.DefinitionError
	var in *bsc.InputError
	switch {
	case errors.As(err, &def):
		return def.Problems
	case errors.As(err, &in):
		return in.Problems
	}
	return nil
}

// options has the host policies that the documents name. They take any arguments.
var options = &bsc.Options{Registry: hosts()}

func hosts() *bsc.Registry {
	r := new(bsc.Registry)
	takeAll := func(a bsc.Args) error {
		var args json.RawMessage
		return a.Decode(&args)
	}
	scorer := func(a bsc.Args) (bsc.Scorer, error) {
		return bsc.ScorerFunc(func(bsc.ScoreInput) (decimal.Decimal, error) { return decimal.Decimal{}, bsc.ErrNoData }), takeAll(a)
	}
	aggregator := func(a bsc.Args) (bsc.Aggregator, error) {
		return bsc.AggregatorFunc(func(bsc.AggregateInput) (decimal.Decimal, error) { return decimal.Decimal{}, bsc.ErrNoData }), takeAll(a)
	}
	threshold := func(a bsc.Args) (bsc.Threshold, error) {
		return bsc.ThresholdFunc(func(bsc.RateInput) (bsc.Rating, error) { return "", nil }), takeAll(a)
	}
	for _, err := range []error{
		formula.Register(r),
		r.Scorer("acme.com/nps@1", scorer), r.Scorer("example.com/nps@1", scorer), r.Aggregator("acme.com/worst@2", aggregator),
		r.Aggregator("example.com/worst_two@1", aggregator), r.Threshold("acme.com/watch@1", threshold), r.Threshold("example.com/watch@1", threshold),
	} {
		if err != nil {
			panic(err)
		}
	}
	return r
}

// beyond lists what JSON Schema cannot say, or only at great length: problems of documents that a schema
// accepts. TestSchemas_differences pins each of them.
var beyond = []struct {
	why    string
	code   bsc.Code
	detail string // a regular expression of its text, or of the code of its text; "": all of the code's
	value  string // of the value at the problem's path, as JSON; "": any
}{
	{"a key that stands twice, an id or a target that does", bsc.ErrDuplicate, "", ""},
	{"what references name", bsc.ErrUnknownRef, "", ""},
	{"ways that lead back, and links from a node to itself", bsc.ErrCycle, "", ""},
	{"values that must follow the direction", bsc.ErrDirection, "", ""},
	{"targets that fit the scorer, the baseline and one another", bsc.ErrTarget, "", ""},
	{"frequencies, bases and roll-ups that fit one another", bsc.ErrFrequency, "", ""},
	{"phasings that fit the target", bsc.ErrPhasing, "phases what adds up|is not phased|glide|a profile|all weights of the profile", ""},
	{"the sum of weights", bsc.ErrWeight, "all weights|add up to", ""},
	{"bands in order, of known ratings, on what the node has", bsc.ErrBands, `^unknown rating "[^"]|follows|of a node that is no KPI|ratings of its own`, ""},
	{"rows of a calendar's table that fit one another", bsc.ErrCalendar, "follows|ends before|begins on|ends on|lies in", ""},
	{"periods that the calendar has, weeks and leap days that the year has", bsc.ErrPeriod, `in the calendar|-02-29" is not|-W53" is not`, ""},
	{"a 29th of February", bsc.ErrValue, "", `^"[0-9]{4}-02-29T.*"$`},
	{"how many digits and decimal places a number has", bsc.ErrNumber, "has more than|out of range|too long", ""},
	{"a score of more than 10 places", bsc.ErrNumber, "at most 10 decimal places", ""},
	{"numbers on a scale have at most 10 places", bsc.ErrValue, "cannot be on a scale", `\.[0-9]{11}|e-[0-9]{2}`},
	{"a bound of a number that is written as text", bsc.ErrValue, "", `^"-?[0-9][0-9.eE+-]*"$`},
	{"a whole number that is written with a point or an exponent", bsc.ErrSyntax, "not a whole number", `^[0-9]{1,3}(\.0+|e0)$`},
	{"a scale, or an initiative, that runs backwards", bsc.ErrValue, "the scale runs|it ends with", ""},
	{"arguments that are in order, or different", bsc.ErrValue, "do not form|anchor value|are both", ""},
	{"arguments that fit the node", bsc.ErrPolicyArgs, "most_frequent needs|nest deeper", ""},
	{"an interval whose ends are in order", bsc.ErrPolicyArgs, "nothing is ", ""},
	{"leap days in arguments", bsc.ErrPolicyArgs, `-02-29" is not`, ""},
	{"what a formula says", bsc.ErrPolicyArgs, "^formula_", ""},
	{"which policies a host has", bsc.ErrPolicyName, `"[^"]+/[^"]+@[0-9]+"$`, ""},
	{"ids by bytes, and of characters that Unicode gives no shape", bsc.ErrID, "too long|invisible", ""},
	{"marks in a row, and codes that are no character", bsc.ErrValue, "code that is no character", ""},
	{"the host's limits", bsc.ErrLimit, "", ""},
	{"readings that contradict one another", bsc.ErrConflict, "", ""},
}

func isBeyond(p *bsc.Problem, document []byte) bool { return whyBeyond(p, document) != "" }

// whyBeyond says what a schema cannot say of a problem; "" if it can.
func whyBeyond(p *bsc.Problem, document []byte) string {
	for _, b := range beyond {
		detail := regexpOf(b.detail)
		says := detail.MatchString(p.Detail.String()) || detail.MatchString(p.Detail.Code())
		if p.Code == b.code && says && (b.value == "" || regexpOf(b.value).Match(valueAt(document, string(p.Path)))) {
			return b.why
		}
	}
	return ""
}

var compiled = map[string]*regexp.Regexp{}

func regexpOf(s string) *regexp.Regexp {
	if compiled[s] == nil {
		compiled[s] = regexp.MustCompile(s)
	}
	return compiled[s]
}

// valueAt returns the value of a JSON pointer; nothing if there is none.
func valueAt(document []byte, pointer string) []byte {
	at := json.RawMessage(document)
	if pointer == "" {
		return at
	}
	for _, token := range strings.Split(pointer, "/")[1:] {
		token = strings.NewReplacer("~1", "/", "~0", "~").Replace(token)
		var object map[string]json.RawMessage
		var list []json.RawMessage
		if json.Unmarshal(at, &object) == nil {
			at = object[token]
		} else if i, err := strconv.Atoi(token); err == nil && json.Unmarshal(at, &list) == nil && i < len(list) {
			at = list[i]
		} else {
			return nil
		}
	}
	return at
}

// A judge compares a schema with what bsc says.
type judge struct {
	form     *form
	resolved *jsonschema.Resolved
}

func judges(t *testing.T) map[*form]*judge {
	t.Helper()
	all := map[*form]*judge{}
	for _, f := range []*form{definitions, readings, reports, reportForms} {
		s := new(jsonschema.Schema)
		require.NoError(t, json.Unmarshal(f.schema(), s))
		resolved, err := s.Resolve(nil)
		require.NoError(t, err)
		all[f] = &judge{f, resolved}
	}
	return all
}

// validate returns why the schema refuses a document; nil if it accepts it.
func (j *judge) validate(document []byte) error {
	d := json.NewDecoder(bytes.NewReader(document))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return err
	}
	return j.resolved.Validate(floats(v))
}

// floats limits the numbers of a decoded document to those that the validator knows: beyond float64 they are
// the largest.
func floats(v any) any {
	switch v := v.(type) {
	case json.Number:
		f, _ := v.Float64()
		return max(min(f, math.MaxFloat64), -math.MaxFloat64)
	case []any:
		for i := range v {
			v[i] = floats(v[i])
		}
	case map[string]any:
		for k := range v {
			v[k] = floats(v[k])
		}
	}
	return v
}

// disagrees says where the schema and bsc differ on a document that was changed at some places; "" where they agree:
//
//   - What the schema takes, the parser takes (ParseDefinition and then Check, ParseReadings, or
//     report.Parse, of reportForms), but for problems that are beyond it.
//   - What the schema refuses, the parser refuses, too: with a problem that is not beyond it, or with one at a place
//     that was changed.
func (j *judge) disagrees(document []byte, changes []change) string {
	refused, problems := j.validate(document), j.form.check(document)
	if refused == nil {
		for _, p := range problems {
			if !isBeyond(p, document) {
				return "only the schema takes it: " + string(p.Code) + " " + p.Error()
			}
		}
		return ""
	}
	for _, p := range problems {
		if !isBeyond(p, document) || touches(p, changes) {
			return ""
		}
	}
	return "only bsc takes it: " + refused.Error() + "\n" + problems.String()
}

// touches reports whether a problem is at a place that was changed, above or below it.
func touches(p *bsc.Problem, changes []change) bool {
	for _, c := range changes {
		if at, place := string(p.Path)+"/", c.place+"/"; at != "/" && (strings.HasPrefix(at, place) || strings.HasPrefix(place, at)) {
			return true
		}
	}
	return false
}
