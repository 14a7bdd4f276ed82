package dialect_test

import (
	"encoding/json"
	"reflect"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/csvfile"
	"github.com/go-bsc/bsc/curve"
	"github.com/go-bsc/bsc/diff"
	"github.com/go-bsc/bsc/history"
	"github.com/go-bsc/bsc/impact"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// Types whose MarshalJSON writes what their fields do not say have their form here, and nowhere else. If you give a
// type such a form, add it here.

// forms has, for a type that is written in the form of another, that other: one of the package, or a struct below.
func forms() map[reflect.Type]reflect.Type {
	return map[reflect.Type]reflect.Type{
		reflect.TypeFor[bsc.Outcome]():             reflect.TypeFor[outcomeForm](),
		reflect.TypeFor[bsc.Variance]():            reflect.TypeFor[varianceForm](),
		reflect.TypeFor[bsc.Reading]():             reflect.TypeFor[readingForm](),
		reflect.TypeFor[bsc.UsedReading]():         reflect.TypeFor[usedReadingForm](),
		reflect.TypeFor[bsc.Readings]():            reflect.TypeFor[readingsForm](),
		reflect.TypeFor[bsc.Fact]():                reflect.TypeFor[factForm](),
		reflect.TypeFor[bsc.StrategyMap]():         reflect.TypeFor[strategyMapForm](),
		reflect.TypeFor[bsc.Problems]():            reflect.TypeFor[[]bsc.Problem](),
		reflect.TypeFor[bsc.PanicError]():          reflect.TypeFor[panicForm](),
		reflect.TypeFor[period.Errors]():           reflect.TypeFor[[]period.Error](),
		reflect.TypeFor[curve.Curve]():             reflect.TypeFor[curveForm](),
		reflect.TypeFor[history.Trend]():           reflect.TypeFor[trendForm](),
		reflect.TypeFor[history.Timeline]():        reflect.TypeFor[[]history.Version](),
		reflect.TypeFor[cascade.Timeline]():        reflect.TypeFor[[]cascade.Version](),
		reflect.TypeFor[impact.Path]():             reflect.TypeFor[pathForm](),
		reflect.TypeFor[diff.Changes]():            reflect.TypeFor[[]diff.Change](),
		reflect.TypeFor[diff.ResultChanges]():      reflect.TypeFor[[]diff.ResultChange](),
		reflect.TypeFor[cascade.Result]():          reflect.TypeFor[cascadeForm](),
		reflect.TypeFor[csvfile.TargetsByPeriod](): reflect.TypeFor[[]targetRow](),
	}
}

type outcomeForm struct {
	Ref  bsc.Ref  `json:"ref"`
	Kind bsc.Kind `json:"kind"`
	ID   string   `json:"id"`
	bsc.Outcome
	Error     words.Phrase        `json:"error,omitzero"`       // what went wrong
	ErrorCode bsc.Code            `json:"error_code,omitempty"` // the code of the error
	Coverage  decimal.NullDecimal `json:"coverage"`             // how much of its weight has data; left out where the node does not count
	Target    *bsc.ResolvedTarget `json:"target,omitempty"`     // the target in force
	Window    *bsc.Window         `json:"window,omitempty"`     // of KPIs
}

type varianceForm struct {
	bsc.Variance
	Favourable bool `json:"favourable"` // the actual is as good as the target or better
}

type readingForm struct {
	Value decimal.NullDecimal `json:"value"`
	bsc.Reading
}

type usedReadingForm struct {
	bsc.UsedReading
	Value decimal.NullDecimal `json:"value"`
}

type readingsForm struct {
	Schema   int        `json:"schema"`   // the version of the document's form
	Readings []bsc.Fact `json:"readings"` // in the order of Facts
}

type factForm struct {
	KPI        string        `json:"kpi"` // the id of a KPI, or series: and the id of a series
	Period     period.Period `json:"period"`
	Value      bsc.Number    `json:"value,omitempty"`
	Label      string        `json:"label,omitempty"` // instead of a value
	OrgUnit    string        `json:"unit,omitempty"`  // whose reading it is
	State      bsc.State     `json:"state,omitempty"`
	RecordedAt time.Time     `json:"recorded_at,omitzero"`
	Note       string        `json:"note,omitempty"`
	Author     string        `json:"author,omitempty"`
}

type strategyMapForm struct {
	Nodes    []bsc.Ref   `json:"nodes"`    // the objectives, in definition order, and the KPIs and perspectives that links name
	Links    []bsc.Link  `json:"links"`    // each with its kind, and with its strength as a number
	Layers   []bsc.Layer `json:"layers"`   // the perspectives, each with its nodes
	Order    []bsc.Ref   `json:"order"`    // causes before their effects
	Drivers  []bsc.Ref   `json:"drivers"`  // what nothing drives
	Outcomes []bsc.Ref   `json:"outcomes"` // what drives nothing
	Loops    []bsc.Loop  `json:"loops"`    // what leads back to itself
}

type panicForm struct {
	Code   bsc.Code     `json:"code"`   // panic
	Detail words.Phrase `json:"detail"` // what panicked
}

type curveForm struct {
	Anchors []curve.Anchor `json:"anchors"` // by rising value
}

type trendForm struct {
	Periods []period.Period `json:"periods"` // in order
	Nodes   []trendNode     `json:"nodes"`   // those of the last period in definition order, then those that earlier ones had
}

// A trendNode is a node with its points in all periods.
type trendNode struct {
	Ref    bsc.Ref         `json:"ref"`
	Name   string          `json:"name,omitempty"` // the last it had
	Points []history.Point `json:"points"`         // one for each period in which it is there
}

type pathForm struct {
	Nodes    []bsc.Ref       `json:"nodes"` // from the first cause to the last effect
	Links    []bsc.Link      `json:"links"`
	Delay    int             `json:"lag"`               // of all links
	Inverse  bool            `json:"inverse,omitempty"` // a better score at its start brings a worse one at its end
	Strength decimal.Decimal `json:"strength"`          // the product of those of the links
}

type cascadeForm struct {
	Units      []cascadeUnit       `json:"units"`       // in the order in which they were given
	Shares     []cascade.Share     `json:"shares"`      // of all org units
	TargetGaps []cascade.TargetGap `json:"target_gaps"` // of all org units
}

// A cascadeUnit is an org unit of a cascade with its total and its contributors.
type cascadeUnit struct {
	Unit         string                `json:"unit"` // its id
	Name         string                `json:"name,omitempty"`
	Parent       string                `json:"parent,omitempty"` // the id of the org unit above it
	Total        bsc.Outcome           `wire:"score,rating,flags,reason"`
	Contributors []cascade.Contributor `json:"contributors"` // of its whole card
}

// A targetRow is a target of a file.
type targetRow struct {
	OrgUnit string `json:"unit,omitempty"` // whose target it is
	KPI     string `json:"kpi"`
	bsc.Target
}

// named has the names of forms that are no types of their own packages.
func named() map[reflect.Type]string {
	return map[reflect.Type]string{
		reflect.TypeFor[trendNode]():   "history.TrendNode",
		reflect.TypeFor[cascadeUnit](): "cascade.UnitResult",
		reflect.TypeFor[targetRow]():   "csvfile.TargetRow",
	}
}

func ref(name string) object { return object{{"$ref", "#/$defs/" + name}} }

func typed(name string) object { return object{{"type", name}} }

func either(of ...object) object {
	var all []any
	for _, each := range of {
		all = append(all, each)
	}
	return object{{"anyOf", all}}
}

// argument is the form of an argument of a phrase.
func argument() object {
	return object{{"description", "An argument of a phrase: a text, a number, a phrase, or a list: of these, or of the tokens of a formula."}}.
		and("anyOf", []any{typed("string"), typed("number"), ref("phrase"), listOf(ref("argument"))})
}

func listOf(of object) object { return object{{"type", "array"}, {"items", of}} }

// literals has the schemas of types that are not written field by field.
func literals() map[reflect.Type]object {
	const decimals = `^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+\-]?[0-9]+)?$`
	number := object{{"type", "string"}, {"pattern", decimals}}
	strict := func(properties object, required ...any) object {
		o := object{{"type", "object"}, {"properties", properties}}
		if required != nil {
			o = o.and("required", required)
		}
		return o.and("additionalProperties", false)
	}
	return map[reflect.Type]object{
		reflect.TypeFor[decimal.Decimal](): either(typed("number"), number),
		reflect.TypeFor[bsc.Score]():       either(typed("number"), number, typed("null")),
		reflect.TypeFor[time.Time](): {
			{"type", "string"},
			{"pattern", `^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+\-][0-9]{2}:[0-9]{2})$`},
		},
		reflect.TypeFor[json.RawMessage](): either(
			typed("string"), typed("number"), typed("boolean"), typed("null"), listOf(ref("json")),
			object{{"type", "object"}, {"additionalProperties", ref("json")}}),
		reflect.TypeFor[period.Period](): {
			{"type", "string"}, {"pattern", `^([0-9]{4}(-(H[12]|Q[1-4]|W[0-9]{2}|P[0-9]{2}|[0-9]{2}(-[0-9]{2})?))?)?$`},
		},
		reflect.TypeFor[bsc.Ref](): typed("string"),
		reflect.TypeFor[bsc.Policy](): either(
			typed("string"), strict(object{{"name", typed("string")}, {"args", ref("json")}}, "name", "args")),
		reflect.TypeFor[bsc.Strength](): either(ref("decimal"), object{{"enum", []any{"weak", "moderate", "strong"}}}),
		reflect.TypeFor[bsc.Distance](): either(ref("decimal"), object{{"type", "string"}, {"pattern", `%$`}}),
		reflect.TypeFor[bsc.Distances](): either(
			ref("Distance"), strict(object{{"low", ref("Distance")}, {"high", ref("Distance")}}, "low", "high")),
		reflect.TypeFor[bsc.Operand]():  either(typed("string"), typed("number")),
		reflect.TypeFor[words.Number](): either(typed("number"), number),
		reflect.TypeFor[words.Phrase](): {
			{"type", "object"},
			{"properties", object{
				{"code", object{{"description", "Says what is said. It never changes."}, {"type", "string"}}},
				{"text", object{{"description", "The same in English, or a host's own words."}, {"type", "string"}}},
			}},
			{"additionalProperties", ref("argument")},
		},
		reflect.TypeFor[words.Token](): strict(object{{"number", ref("decimal")}, {"of", typed("string")}, {"text", typed("string")}, {"phrase", ref("phrase")}}),
		reflect.TypeFor[bsc.BandLimit](): either(
			ref("decimal"), object{{"type", "string"}, {"pattern", `^(baseline|target|stretch|floor|series:.+)$`}},
			strict(object{{"of", typed("string")}, {"times", ref("decimal")}}, "of", "times")),
	}
}

// common has the names and the descriptions of the literals that are known by other names than those of their types.
func common() map[reflect.Type][2]string {
	return map[reflect.Type][2]string{
		reflect.TypeFor[decimal.Decimal](): {"decimal", "A decimal number: a number, or text with all its digits where the host asks for that."},
		reflect.TypeFor[bsc.Score]():       {"score", "A score of at most 10 decimal places, or null: no score, which is not a score of zero."},
		reflect.TypeFor[time.Time]():       {"moment", "A moment of RFC 3339, such as 2026-08-03T09:00:00Z."},
		reflect.TypeFor[json.RawMessage](): {"json", "Any JSON, such as the arguments of a host's policy."},
		reflect.TypeFor[period.Period](): {
			"period", "A period: 2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07. Empty text is no period.",
		},
		reflect.TypeFor[words.Phrase](): {"phrase", "Something to say in any language: a code and its arguments. A host's own words have no code."},
		reflect.TypeFor[bsc.Ref]():      {"ref", "A node by kind and id, such as kpi:17. Empty text is none."},
	}
}
