package conformance_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/catalog"
	"github.com/go-bsc/bsc/csvfile"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/report"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
)

// A document is a JSON document with the form it has.
type document struct {
	name string
	form *form
	text []byte
}

// weekYear and tableYear are definitions with the two forms of calendar that testdata/definition.json cannot
// have in addition to its own.
const (
	weekYear = `{"id": "retail", "calendar": {"named_by": "start", "weeks": {"pattern": "4-5-4", "end_day": "saturday", "end_month": 1, "nearest": true}},
  "perspectives": [{"id": "p", "objectives": [{"id": "o", "kpis": [{"id": "k", "frequency": "period", "targets": [{"period": "2026-P07", "value": 4}]}]}]}]}`
	tableYear = `{"id": "listed", "calendar": {"table": [{"label": "2026", "first": "2025-12-29", "last": "2026-12-27"},
  {"label": "2026-P01", "first": "2025-12-29", "last": "2026-06-28"}, {"label": "2026-P02", "first": "2026-06-29", "last": "2026-12-27"}]}}`
	minimal = `{"id": "x"}`
	facts   = `{"schema": 1, "readings": [
  {"kpi": "sales", "period": "2026-07", "value": 4.5, "unit": "north", "state": "provisional", "recorded_at": "2026-08-03T09:00:00Z", "note": "first\ncount"},
  {"kpi": "series:orders", "period": "2026-W31", "value": "12"}, {"kpi": "kpi:series", "period": "2026-07-15", "label": "good"},
  {"kpi": "a", "period": "2026", "state": "not_due"}, {"kpi": "a", "period": "2026-H1", "state": "not_applicable", "label": ""}]}`
)

// documents returns every document of the repository, and what json.Marshal writes of their compiled forms.
func documents(t *testing.T) []document {
	t.Helper()
	docs := []document{
		{"weeks", definitions, []byte(weekYear)},
		{"table", definitions, []byte(tableYear)},
		{"minimal", definitions, []byte(minimal)},
		{"readings", readings, []byte(facts)},
		{"all", definitions, read(t, "testdata/definition.json")},
		{"testdata/report.json", reports, read(t, "../report/testdata/report.json")},
	}
	docs = append(docs, ofExamples(t)...)
	docs = append(docs, ofCatalog(t)...)
	for _, d := range docs {
		if d.form == definitions {
			docs = append(docs, marshalled(t, d)...)
		}
	}
	return docs
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	return text
}

// ofExamples returns the definitions of the examples, alone or in a list of versions, and their readings.
func ofExamples(t *testing.T) []document {
	t.Helper()
	var docs []document
	require.NoError(t, filepath.WalkDir("../examples", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		switch text := read(t, path); {
		case strings.HasSuffix(path, ".json") && bytes.HasPrefix(text, []byte("[")):
			var versions []struct{ Definition json.RawMessage }
			require.NoError(t, json.Unmarshal(text, &versions))
			for i, v := range versions {
				docs = append(docs, document{fmt.Sprint(path, " ", i), definitions, v.Definition})
			}
		case filepath.Base(filepath.Dir(path)) == "words", entry.Name() == "tsconfig.json": // a language, and the compiler's own
		case strings.HasSuffix(path, ".json"):
			var plan struct{ Definition json.RawMessage } // of a document with more than that
			require.NoError(t, json.Unmarshal(text, &plan))
			if plan.Definition != nil {
				text = plan.Definition
			}
			docs = append(docs, document{path, definitions, text})
		case strings.HasSuffix(path, ".csv"):
			found, err := csvfile.Dialect{}.Readings(bytes.NewReader(text), nil)
			if err != nil {
				return nil // a table of another kind
			}
			docs = append(docs, document{path, readings, marshal(t, found)})
		}
		return nil
	}))
	require.Greater(t, len(docs), 15)
	return docs
}

// ofCatalog returns a definition with each template of the catalog.
func ofCatalog(t *testing.T) []document {
	t.Helper()
	var docs []document
	for _, template := range catalog.All() {
		def := &bsc.Definition{ID: "card", Defaults: bsc.Defaults{Scorer: bsc.Policy{Name: "none"}}, Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{{ID: "o"}}}}}
		require.NoError(t, template.AddTo(def, "o"))
		docs = append(docs, document{"catalog " + template.ID, definitions, marshal(t, def)})
	}
	return docs
}

// marshalled returns what Go writes of a definition, of readings for it, and of results.
func marshalled(t *testing.T, d document) []document {
	t.Helper()
	def, err := bsc.ParseDefinition(d.text, nil)
	require.NoError(t, err, d.name)
	card, err := bsc.Compile(def, options)
	require.NoError(t, err, d.name)
	asked := period.Quarter(2026, 2)
	if d.name == "table" {
		asked = period.Numbered(2026, 1)
	}
	facts := new(bsc.Readings)
	for i, ref := range card.Nodes() {
		if ref.Kind == bsc.KindKPI {
			at := period.Month(2026, i%12+1)
			if i%2 == 0 {
				at = asked
			}
			require.NoError(t, facts.Add(bsc.Fact{Ref: ref, Period: at, OrgUnit: "north", Reading: bsc.Reading{Value: decimal.New(int64(i), -1)}}))
		}
	}
	for i, s := range def.Series {
		for month := range 12 {
			require.NoError(t, facts.Add(bsc.Fact{Ref: bsc.SeriesRef(s.ID), Period: period.Month(2026, month+1), OrgUnit: "north", Reading: bsc.Reading{Value: decimal.New(int64(i+month+1), 0)}}))
		}
	}
	docs := []document{{d.name + " written", definitions, marshal(t, def)}, {d.name + " readings", readings, marshal(t, facts)}}
	role := ""
	for _, last := range def.Roles {
		role = last
	}
	for _, in := range []bsc.Input{
		{Period: asked, Readings: facts, OrgUnit: "north"},
		{Period: asked, Readings: facts, OrgUnit: "north", AsOf: time.Date(2026, 8, 3, 9, 0, 0, 1, time.UTC), Timing: bsc.TimingLag, Assessments: []bsc.Assessment{{
			Ref: card.Ref(), Period: asked, Role: role, Score: bsc.NumberOf(card.Scale().Met), Author: "Ann", Reason: "Seen", RecordedAt: time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC),
		}}},
	} {
		result, err := card.Evaluate(in)
		require.NoError(t, err, d.name)
		docs = append(docs, document{d.name + " result", reports, marshal(t, report.Of(result))})
	}
	return docs
}

func marshal(t *testing.T, v any) []byte {
	t.Helper()
	text, err := json.Marshal(v)
	require.NoError(t, err)
	return text
}
