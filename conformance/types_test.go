package conformance

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A row is one type that travels through databases and documents.
type row struct {
	typ    reflect.Type
	good   []any    // values to write and read back; the zero value is added
	bad    string   // text that is refused; "": any text is a value
	code   bsc.Code // of what is refused
	number bool     // a column may be numeric
	null   bool     // the zero value is NULL; else it is empty text
}

// kind makes the row of an enumeration, which is a string kind.
func kind[T ~string](values ...T) row { return of("zzz", bsc.ErrValue, values...) }

func of[T any](bad string, code bsc.Code, values ...T) row {
	r := row{typ: reflect.TypeFor[T](), bad: bad, code: code}
	for _, v := range values {
		r.good = append(r.good, v)
	}
	return r
}

// numeric says that columns of the type may be numeric, and that a missing value is NULL.
func (r row) numeric() row { r.number, r.null = true, true; return r }

// nullable says that the zero value is NULL.
func (r row) nullable() row { r.null = true; return r }

func (r row) String() string { return r.typ.Name() }

// values returns the good ones and the zero value.
func (r row) values() []any { return append(slices.Clone(r.good), reflect.Zero(r.typ).Interface()) }

// pointer returns a new variable of the type that holds v, to be scanned into.
func (r row) pointer(v any) any {
	p := reflect.New(r.typ)
	p.Elem().Set(reflect.ValueOf(v))
	return p.Interface()
}

// rows lists the types. TestRows_complete fails if one is missing.
func rows() []row {
	return []row{
		kind(bsc.KindScorecard, bsc.KindPerspective, bsc.KindObjective, bsc.KindKPI, bsc.KindSeries, bsc.KindTheme, bsc.KindInitiative, bsc.KindOrgUnit),
		kind(bsc.DirectionHigher, bsc.DirectionLower, bsc.DirectionCloser),
		kind(bsc.TimingLead, bsc.TimingLag),
		kind(period.Daily, period.Weekly, period.Monthly, period.Quarterly, period.HalfYearly, period.Yearly, period.ByPeriod),
		kind(bsc.RollupSum, bsc.RollupMean, bsc.RollupMeanOfPeriods, bsc.RollupLast, bsc.RollupMin, bsc.RollupMax),
		kind(bsc.BasisPeriod, bsc.BasisPeriodToDate, bsc.BasisYearToDate, bsc.BasisHalfToDate, bsc.BasisQuarterToDate, bsc.BasisMonthToDate, bsc.Rolling(1), bsc.Rolling(400)),
		kind(bsc.MissingExclude, bsc.MissingZero, bsc.MissingCarryForward, bsc.MissingRequire),
		kind(bsc.RoundHalfAway, bsc.RoundHalfEven, bsc.RoundUp, bsc.RoundDown, bsc.RoundFloor, bsc.RoundCeiling),
		kind(bsc.AssessmentsBeside, bsc.AssessmentsCount),
		kind(bsc.ContributorsPartial),
		kind(bsc.TargetOfContributors),
		kind(bsc.LinkHypothesis, bsc.LinkDefinitional, bsc.LinkConstraint),
		kind(bsc.StrengthWeak, bsc.StrengthModerate, bsc.StrengthStrong, bsc.Strength("0.125"), bsc.Strength("1")),
		kind(bsc.StateFinal, bsc.StateProvisional, bsc.StateNotApplicable, bsc.StateNotDue, bsc.StateStale),
		kind(bsc.PhasingLinear, bsc.PhasingSeasonal, bsc.PhasingStep, bsc.PhasingGlide),
		kind(bsc.ComparisonPrevious, bsc.ComparisonLastYear, "series:industry"),
		kind(period.NamedByEnd, period.NamedByStart),
		kind(period.Weeks445, period.Weeks454, period.Weeks544),
		kind(period.Monday, period.Tuesday, period.Wednesday, period.Thursday, period.Friday, period.Saturday, period.Sunday),
		kind(cascade.Additive, cascade.Contributory, cascade.SharedMeasure),
		// The definition says which ratings there are.
		of("two words", bsc.ErrValue, bsc.RatingGreen, bsc.Rating("zzz"), bsc.Rating("grün")),
		of("zzz", bsc.ErrNumber, bsc.Number("0"), bsc.Number("-2.5"), bsc.Number("1e3"), bsc.Number("12.50"),
			bsc.Number("1234567890123456.789012345678901234"), bsc.Number("9999999999999999999999999999999999")).numeric(),
		of("zzz", bsc.ErrNumber, score("0"), score("87.5"), score("-3"), score("99.9999999999"), score("12345678901234567890.5")).numeric(),
		of("2026-13", bsc.ErrPeriod, period.Year(2026), period.Half(2026, 1), period.Quarter(2026, 3), period.Month(2026, 7), period.Week(2026, 53), period.Day(2024, 2, 29), period.Numbered(2026, 7)).nullable(),
		// Other text is an objective's id.
		of("", bsc.ErrValue, bsc.KPIRef("17"), bsc.ObjectiveRef("grow"), bsc.Ref{Kind: bsc.KindOrgUnit, ID: "north:1"}).nullable(),
	}
}

func score(text string) bsc.Score {
	s, err := bsc.NewScore(decimal.RequireFromString(text))
	if err != nil {
		panic(err)
	}
	return s
}

// same compares two values of a row's type. It compares numbers by value if only that is kept.
func same(t *testing.T, want, got any, asText bool) {
	t.Helper()
	switch w := want.(type) {
	case bsc.Score:
		assert.True(t, w.Equal(got.(bsc.Score)), "want %s, got %s", want, got)
	case bsc.Number:
		if g := got.(bsc.Number); !asText && w != "" && g != "" {
			a, _ := w.Decimal()
			b, err := g.Decimal()
			require.NoError(t, err)
			assert.True(t, a.Equal(b), "want %s, got %s", want, got)
			return
		}
		assert.Equal(t, want, got)
	default:
		assert.Equal(t, want, got)
	}
}

// content returns what a pointer points to.
func content(p any) any { return reflect.ValueOf(p).Elem().Interface() }

// refused checks that an error is a Problem or an error of package period, with the code, and that the value
// is unchanged.
func refused(t *testing.T, err error, code bsc.Code, before, p any) {
	t.Helper()
	var problem *bsc.Problem
	var ofPeriod *period.Error
	assert.True(t, errors.As(err, &problem) || errors.As(err, &ofPeriod), "%v", err)
	assert.ErrorIs(t, err, code)
	assert.Equal(t, before, content(p), "the target keeps its value")
}

// resultsOnly are the string kinds without Scan. A host does not store them alone: it keeps the Report, or the text or
// the policy that they are part of.
func resultsOnly() map[string]string {
	return map[string]string{
		"Code":       "names a problem; a store of problems keeps text",
		"Pointer":    "a place in a document that was read",
		"TargetRule": "says how a target came to be in force; in a Report only",
		"Distance":   "part of a policy's arguments, which are JSON",
		"PartState":  "says how a period of a window stands; in a Report only",
	}
}

// TestRows_complete fails if a package whose names hosts store has an exported string kind, or a type with Scan, that
// no row tests.
func TestRows_complete(t *testing.T) {
	kinds, scanned := exported(t)
	tested := map[string]bool{}
	for _, r := range rows() {
		assert.False(t, tested[r.String()], "%s has two rows", r)
		tested[r.String()] = true
		assert.Contains(t, scanned, r.String())
	}
	require.Greater(t, len(kinds), 20)
	for _, name := range kinds {
		_, result := resultsOnly()[name]
		assert.True(t, tested[name] != result, "%s is a string kind: it needs Scan and a row, or a reason for neither", name)
	}
	for _, name := range scanned {
		assert.True(t, tested[name], "%s has Scan and needs a row", name)
	}
	for name := range resultsOnly() {
		assert.Contains(t, kinds, name)
	}
}

// exported reads the source of packages bsc, period and cascade. It returns their exported string kinds and the types
// with Scan.
func exported(t *testing.T) (kinds, scanned []string) {
	t.Helper()
	var files []string
	for _, folder := range []string{"..", "../period", "../cascade"} {
		more, err := filepath.Glob(folder + "/*.go")
		require.NoError(t, err)
		files = append(files, more...)
	}
	under := map[string]string{}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		tree, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		require.NoError(t, err)
		ast.Inspect(tree, func(n ast.Node) bool {
			switch d := n.(type) {
			case *ast.TypeSpec:
				if of, ok := d.Type.(*ast.Ident); ok {
					under[d.Name.Name] = of.Name
				}
			case *ast.FuncDecl:
				if d.Name.Name == "Scan" && d.Recv != nil {
					scanned = append(scanned, d.Recv.List[0].Type.(*ast.StarExpr).X.(*ast.Ident).Name)
				}
				return false
			}
			return true
		})
	}
	for name := range under {
		last := name
		for under[last] != "" && last != "string" {
			last = under[last]
		}
		if last == "string" && ast.IsExported(name) {
			kinds = append(kinds, name)
		}
	}
	slices.Sort(kinds)
	return kinds, scanned
}

func pointerTo[T any](v T) *T { return &v }
