package laws_test

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/history"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/report"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The law of texts: what is accepted from Go can be saved and loaded, whatever a host writes into its texts.

// nastyTexts are texts that some writer or reader of documents does not keep as they are.
func nastyTexts() []string {
	return []string{
		"a\nb", "a\r\nb", "a\tb", "a\x00b", "\x07", "a\u0085b", "bad\xffutf", "\xc3", "\xed\xa0\x80", "a\ufffeb", "a\ufdd0b", "\U0001ffff",
		"a\u200bb", "\u202etxet", "\ufeffa", "\u2028", "\u2029", "\u00ad", "e\u0301", "a" + strings.Repeat("\u0301", 9), "<script>&amp;", `"\`,
		strings.Repeat("x", 201), strings.Repeat("ä", 4001), strings.Repeat("x", 64<<10+1), " ", " a", "null", "007", "+1", "1e99", "0x1", "NaN", "-", "kpi:a", "kpi:",
		":", "a/b~c", "2026-13", "0000", "\U0010ffff", "\ue000", "🙂",
	}
}

// everything is a definition in which every field that has a text is set.
func everything() *bsc.Definition {
	policy := func(name, args string) bsc.Policy { return bsc.Policy{Name: name, Args: json.RawMessage(args)} }
	attributes := func() map[string]string { return map[string]string{"key": "value"} }
	moment := time.Date(2026, 1, 2, 3, 4, 5, 6, time.UTC)
	bands := `{"bands":[{"rating":"red"},{"rating":"green","from":50}]}`
	defaults := bsc.Defaults{
		Scorer: policy("linear", ""), Threshold: policy("bands", bands), Aggregator: policy("weighted_mean", ""),
		Missing: bsc.Missing{Rule: bsc.MissingExclude}, Round: &bsc.Rounding{Places: 2, Mode: bsc.RoundHalfEven}, Assessments: bsc.AssessmentsBeside, AssessmentRollup: bsc.RollupMean,
	}
	kpi := bsc.KPI{
		ID: "k", Name: "n", Description: "d", Owner: "o", Unit: "u", Formula: "f", Source: "s", Weight: "1", Direction: bsc.DirectionHigher,
		Timing: bsc.TimingLead, Frequency: period.Monthly, Rollup: bsc.RollupSum, Basis: bsc.BasisYearToDate, Since: period.Year(2025), Until: period.Year(2027),
		Quota: bsc.Quota{MinCoverage: "0.5"}, Contributors: bsc.ContributorsPartial, TargetRollup: bsc.RollupSum, Scorer: policy("linear", ""),
		Targets: []bsc.Target{
			{Period: period.Year(2026), Baseline: "1", Value: "12", Stretch: "24", Floor: "6", Origin: "o", Author: "a", Phasing: bsc.PhasingSeasonal, Profile: slices.Repeat([]bsc.Number{"1"}, 12), RecordedAt: moment},
			{Period: period.Year(2027), Against: bsc.ComparisonLastYear, Times: "1.1"},
		},
		Threshold: policy("bands", bands), Missing: bsc.Missing{Rule: bsc.MissingExclude}, Round: &bsc.Rounding{Places: 2, Mode: bsc.RoundHalfEven},
		Review: period.Year(2026), Attributes: attributes(),
	}
	sum := bsc.KPI{ID: "sum", Calculator: policy("sum", `{"of":["k","series:s"]}`), Scorer: policy("none", ""), Target: bsc.TargetOfContributors}
	objective := bsc.Objective{
		ID: "o", Name: "n", Description: "d", Owner: "o", Themes: []string{"t"}, Weight: "1", KPIs: []bsc.KPI{kpi, sum}, Aggregator: policy("veto", `{"limit":1,"cap":2,"children":["k"]}`),
		Threshold: policy("bands", bands), Missing: bsc.Missing{Rule: bsc.MissingExclude}, Quota: bsc.Quota{MinCoverage: "0"}, Round: &bsc.Rounding{Mode: bsc.RoundUp}, Defaults: defaults, Attributes: attributes(),
	}
	other := bsc.Objective{ID: "p", Uses: []bsc.Use{{KPI: "k", Weight: "2"}}}
	return &bsc.Definition{
		Schema: 1, ID: "c", Name: "n", Description: "d", Roles: []string{"manager"}, Advisory: []string{"self"}, Frequency: period.Monthly, Calendar: period.Calendar{StartMonth: 4, NamedBy: period.NamedByEnd},
		Scale: bsc.Scale{Min: "0", Met: "100", Cap: "120"}, Ratings: []bsc.RatingLevel{{ID: "red", Name: "n", Color: "#ff0000", Symbol: "s"}, {ID: "green"}},
		Perspectives: []bsc.Perspective{{
			ID: "p", Name: "n", Description: "d", Weight: "1", Objectives: []bsc.Objective{objective, other}, Aggregator: policy("weighted_mean", ""), Threshold: policy("bands", bands),
			Missing: bsc.Missing{Rule: bsc.MissingExclude}, Quota: bsc.Quota{MinCoverage: "0"}, Round: &bsc.Rounding{Mode: bsc.RoundUp}, Defaults: defaults, Attributes: attributes(),
		}},
		Series:      []bsc.Series{{ID: "s", Name: "n", Description: "d", Unit: "u", Frequency: period.Monthly, Rollup: bsc.RollupSum, Contributors: bsc.ContributorsPartial, Attributes: attributes()}},
		Links:       []bsc.Link{{From: bsc.ObjectiveRef("o"), To: bsc.ObjectiveRef("p"), Kind: bsc.LinkHypothesis, Strength: "0.5", Owner: "o", Note: "n"}},
		Themes:      []bsc.Theme{{ID: "t", Name: "n", Description: "d"}},
		Initiatives: []bsc.Initiative{{ID: "i", Name: "n", Description: "d", Owner: "o", Objectives: []string{"o"}, Start: period.Year(2026), End: period.Year(2027), Budget: "1", Progress: "1", Attributes: attributes()}},
		Defaults:    defaults, Aggregator: policy("weighted_mean", ""), Threshold: policy("bands", bands), Quota: bsc.Quota{MinCoverage: "0"}, Round: &bsc.Rounding{Mode: bsc.RoundUp}, Attributes: attributes(),
	}
}

// aText is a place for a text somewhere in a value that was built in Go.
type aText struct {
	path string
	set  func(text string)
}

// textsOf returns all places for texts in a value, also in JSON and as keys.
func textsOf(v reflect.Value, path string) (all []aText) {
	switch {
	case v.Type() == reflect.TypeFor[json.RawMessage]():
		return []aText{
			{path + " JSON", func(text string) { v.SetBytes([]byte(text)) }},
			{path + " text", func(text string) { v.SetBytes([]byte(`{"x":"` + text + `"}`)) }},
			{path + " key", func(text string) { v.SetBytes([]byte(`{"` + text + `":1}`)) }},
		}
	case v.Kind() == reflect.String:
		return []aText{{path, v.SetString}}
	case v.Kind() == reflect.Pointer && !v.IsNil():
		return textsOf(v.Elem(), path)
	case v.Kind() == reflect.Slice:
		for i := range v.Len() {
			all = append(all, textsOf(v.Index(i), fmt.Sprint(path, "/", i))...)
		}
	case v.Kind() == reflect.Map && v.Type().Key().Kind() == reflect.String:
		for entry := v.MapRange(); entry.Next(); {
			key, value := entry.Key(), entry.Value()
			all = append(all, aText{path + " key", func(text string) {
				v.SetMapIndex(reflect.ValueOf(text).Convert(key.Type()), value)
			}})
			copied := reflect.New(value.Type()).Elem()
			copied.Set(value)
			for _, inner := range textsOf(copied, path+"/"+key.String()) {
				all = append(all, aText{inner.path, func(text string) {
					inner.set(text)
					v.SetMapIndex(key, copied)
				}})
			}
		}
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				all = append(all, textsOf(v.Field(i), path+"/"+f.Name)...)
			}
		}
	}
	return all
}

// eachText calls check with the values that make builds, each with a nasty text in one place. Every place gets every third
// of the texts; with BSC_CARDS, all.
func eachText[T any](t *testing.T, make func() T, check func(t *testing.T, v T) (kept bool)) {
	t.Helper()
	kept, refused := 0, 0
	_, all := os.LookupEnv("BSC_CARDS")
	probe := make()
	for i := range textsOf(reflect.ValueOf(&probe), "") {
		for j, text := range nastyTexts() {
			if (i+j)%3 > 0 && !all {
				continue
			}
			v := make()
			place := textsOf(reflect.ValueOf(&v), "")[i]
			place.set(text)
			if check(t, v) {
				kept++
			} else {
				refused++
			}
			if t.Failed() {
				t.Fatalf("%s is %.60q", place.path, text)
			}
		}
	}
	assert.Positive(t, kept)
	assert.Positive(t, refused)
}

// saved writes what was accepted, and reads it again: it is written as the same again.
func saved[T any](t *testing.T, v T, read func(text []byte) (T, error)) {
	t.Helper()
	text, err := json.Marshal(v)
	require.NoError(t, err)
	back, err := read(text)
	require.NoError(t, err)
	again, err := json.Marshal(back)
	require.NoError(t, err)
	require.Equal(t, string(text), string(again))
}

// roomy are the limits of a host with long texts.
func roomy() *bsc.Options {
	return &bsc.Options{Limits: bsc.Limits{NameRunes: 1 << 20, TextRunes: 1 << 20, StringBytes: 1 << 20, Marks: 100}}
}

// TestLaw_texts writes every nasty text into every place for a text of a definition that has all of them. Compile refuses
// it, or the definition is saved and loaded as it is.
func TestLaw_texts(t *testing.T) {
	t.Parallel()
	require.NoError(t, bsc.Check(everything(), nil).Err())
	eachText(t, everything, func(t *testing.T, def *bsc.Definition) bool {
		if err := bsc.Check(def, nil).Err(); err != nil {
			require.NoError(t, oracle.Bounded(err))
			return false
		}
		saved(t, def, func(text []byte) (*bsc.Definition, error) {
			read, err := bsc.ParseDefinition(text, nil)
			if err == nil {
				require.Equal(t, fingerprintOf(def), fingerprintOf(read))
			}
			return read, err
		})
		return true
	})
}

// TestLaw_textsOfReadings does the same with facts.
func TestLaw_textsOfReadings(t *testing.T) {
	t.Parallel()
	fact := func() bsc.Fact {
		return bsc.Fact{OrgUnit: "u", Ref: bsc.KPIRef("k"), Period: period.Month(2026, 1), Reading: bsc.Reading{Label: "l", State: bsc.StateFinal, Note: "n", Author: "a"}}
	}
	eachText(t, fact, func(t *testing.T, f bsc.Fact) bool {
		readings := new(bsc.Readings)
		if err := readings.Add(f); err != nil {
			require.NoError(t, oracle.Bounded(err))
			return false
		}
		saved(t, readings, func(text []byte) (*bsc.Readings, error) {
			read, err := bsc.ParseReadings(text, roomy())
			if err == nil {
				require.Equal(t, readings.Facts(), read.Facts())
			}
			return read, err
		})
		return true
	})
}

// said is what a host says for an evaluation in its own words.
type said struct {
	Unit       string
	Label      string
	Assessment bsc.Assessment
	Target     bsc.Target
}

func (s *said) Reading(q bsc.Query) (bsc.Reading, bool) {
	if q.Ref.ID == "grade" {
		return bsc.Reading{Label: s.Label}, true
	}
	return bsc.Reading{Value: decimal.New(5, 0)}, true
}

// TestLaw_textsOfReports does the same with what else comes to stand in a report: Evaluate refuses it, the KPI it
// concerns fails, or the report is saved and loaded as it is.
func TestLaw_textsOfReports(t *testing.T) {
	t.Parallel()
	def := oracle.Small()
	kpis := &def.Perspectives[1].Objectives[0].KPIs
	*kpis = append(*kpis, bsc.KPI{ID: "grade", Scorer: bsc.NewPolicy("points", json.RawMessage(`{"labels":{"A":100,"B":50}}`))})
	card := bsc.MustCompile(def, nil)
	all := func() said {
		return said{"u", "A", bsc.Assessment{OrgUnit: "u", Ref: bsc.KPIRef("sales"), Score: "7", Rating: "red", Role: "x", Author: "a", Reason: "r"}, bsc.Target{Value: "10", Origin: "o", Author: "a"}}
	}
	eachText(t, all, func(t *testing.T, s said) bool {
		in := bsc.Input{Period: period.Year(2026), Readings: &s, OrgUnit: s.Unit, Assessments: []bsc.Assessment{s.Assessment}}
		in.Targets = bsc.TargetsByOrgUnit{s.Unit: {"sales": s.Target}}
		result, err := card.Evaluate(in)
		if err != nil {
			require.NoError(t, oracle.Bounded(err))
			return false
		}
		saved(t, report.Of(result), func(text []byte) (*report.Report, error) { return report.Parse(text, roomy()) })
		return true
	})
}

// TestLaw_textsOfOrgUnits does the same with the org units of a cascade, and with versions.
func TestLaw_textsOfOrgUnits(t *testing.T) {
	t.Parallel()
	units := func() []cascade.OrgUnit {
		to := cascade.Contribution{Mode: cascade.Contributory, From: bsc.ObjectiveRef("grow"), To: bsc.ObjectiveRef("grow"), OrgUnit: "a", Weight: "2"}
		def := func() *bsc.Definition {
			return &bsc.Definition{ID: "c", Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{{ID: "grow"}}}}}
		}
		return []cascade.OrgUnit{
			{ID: "a", Name: "n", Definition: def()},
			{ID: "b", Name: "n", Parent: "a", Definition: def(), Weights: map[bsc.Ref]bsc.Number{bsc.ObjectiveRef("grow"): "3"}, Contributes: []cascade.Contribution{to}},
		}
	}
	eachText(t, units, func(t *testing.T, list []cascade.OrgUnit) bool {
		if _, err := cascade.New(list, nil); err != nil {
			require.NoError(t, oracle.Bounded(err))
			return false
		}
		saved(t, list, func(text []byte) (back []cascade.OrgUnit, err error) {
			if err = bsc.Unmarshal(text, &back, roomy()); err == nil {
				_, err = cascade.New(back, nil)
			}
			return back, err
		})
		return true
	})
	versions := func() []history.Version {
		return []history.Version{{From: period.Year(2026), Note: "n", Author: "a", Definition: &bsc.Definition{ID: "c"}}}
	}
	eachText(t, versions, func(t *testing.T, list []history.Version) bool {
		if _, err := history.NewTimeline(list, nil); err != nil {
			require.NoError(t, oracle.Bounded(err))
			return false
		}
		saved(t, list, func(text []byte) ([]history.Version, error) { return history.ParseVersions(text, roomy()) })
		return true
	})
}
