package conformance_test

import (
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What JSON Schema cannot say. The schema accepts each of these documents, and bsc refuses it: by an entry of
// beyond or, if readers disagree on it as JSON, before anything is decoded.
func TestSchemas_differences(t *testing.T) {
	all, pinned := judges(t), map[string]bool{}
	kpi := func(fields string) string {
		return `{"id": "c", "series": [{"id": "s"}], "perspectives": [{"id": "p", "objectives": [{"id": "o", "kpis": [{"id": "k", ` + fields + `}]}]}]}`
	}
	link := func(fields string) string {
		return `{"id": "c", "perspectives": [{"id": "p", "objectives": [{"id": "a"}, {"id": "b"}]}], "links": [` + fields + `]}`
	}
	for _, d := range []struct {
		form     *form
		code     bsc.Code
		document string
	}{
		{definitions, bsc.ErrDuplicate, `{"id": "a", "id": "b"}`},
		{definitions, bsc.ErrDuplicate, `{"id": "c", "themes": [{"id": "a"}, {"id": "a"}]}`},
		{definitions, bsc.ErrDuplicate, kpi(`"targets": [{"value": 1}, {"value": 2}]`)},
		{definitions, bsc.ErrSyntax, `{"id": "c", "name": "\ud800"}`},
		{definitions, bsc.ErrSyntax, "\ufeff" + minimal},
		{definitions, bsc.ErrUnknownRef, `{"id": "c", "initiatives": [{"id": "i", "objectives": ["none"]}]}`},
		{definitions, bsc.ErrUnknownRef, kpi(`"calculator": {"name": "sum", "args": {"of": ["none"]}}`)},
		{definitions, bsc.ErrCycle, link(`{"from": "a", "to": "objective:a"}`)},
		{definitions, bsc.ErrCycle, link(`{"from": "a", "to": "b"}, {"from": "b", "to": "a"}`)},
		{definitions, bsc.ErrDirection, kpi(`"direction": "closer"`)},
		{definitions, bsc.ErrTarget, kpi(`"targets": [{"baseline": 1, "value": 1}]`)},
		{definitions, bsc.ErrTarget, kpi(`"targets": [{"times": 2}]`)},
		{definitions, bsc.ErrFrequency, kpi(`"prorate": true`)},
		{definitions, bsc.ErrFrequency, kpi(`"basis": "rolling_3"`)},
		{definitions, bsc.ErrPhasing, kpi(`"targets": [{"value": 2, "phasing": "linear"}]`)},
		{definitions, bsc.ErrWeight, kpi(`"weight": 0`)},
		{definitions, bsc.ErrBands, kpi(`"threshold": {"name": "bands", "args": {"bands": [{"rating": "none"}]}}`)},
		{definitions, bsc.ErrBands, `{"id": "c", "ratings": [{"id": "own"}]}`},
		{definitions, bsc.ErrCalendar, `{"id": "c", "calendar": {"table": [{"label": "2026", "first": "2026-02-01", "last": "2026-01-31"}]}}`},
		{definitions, bsc.ErrPeriod, kpi(`"since": "2026-02-29"`)},
		{definitions, bsc.ErrPeriod, kpi(`"since": "2027-W53"`)},
		{definitions, bsc.ErrPeriod, kpi(`"since": "2026-P13"`)},
		{definitions, bsc.ErrValue, kpi(`"targets": [{"value": 1, "recorded_at": "2026-02-29T00:00:00Z"}]`)},
		{definitions, bsc.ErrNumber, kpi(`"targets": [{"value": 12345678901234567890123456789012345}]`)},
		{definitions, bsc.ErrNumber, kpi(`"targets": [{"value": "1e52"}]`)},
		{definitions, bsc.ErrNumber, kpi(`"targets": [{"value": 1e-53}]`)},
		{definitions, bsc.ErrNumber, kpi(`"targets": [{"value": 1.` + strings.Repeat("0", 96) + `}]`)},
		{definitions, bsc.ErrValue, `{"id": "c", "scale": {"met": 99.00000000001}}`},
		{definitions, bsc.ErrValue, `{"id": "c", "scale": {"met": "2e6"}}`},
		{definitions, bsc.ErrValue, `{"id": "c", "scale": {"min": 100}}`},
		{definitions, bsc.ErrValue, `{"id": "c", "initiatives": [{"id": "i", "progress": "101"}]}`},
		{definitions, bsc.ErrValue, `{"id": "c", "initiatives": [{"id": "i", "start": "2026", "end": "2025"}]}`},
		{definitions, bsc.ErrValue, link(`{"from": "a", "to": "b", "strength": "1.5"}`)},
		{definitions, bsc.ErrSyntax, `{"id": "c", "schema": 1.0}`},
		{definitions, bsc.ErrValue, kpi(`"scorer": {"name": "curve", "args": {"anchors": [[2, 0], [1, 100]]}}`)},
		{definitions, bsc.ErrValue, kpi(`"scorer": {"name": "percent_bands", "args": {"limits": [1, 1]}}`)},
		{definitions, bsc.ErrValue, kpi(`"scorer": {"name": "goal_flag", "args": {"goal": 1, "red_flag": 1}}`)},
		{definitions, bsc.ErrPolicyArgs, `{"id": "c", "threshold": "none", "aggregator": "most_frequent"}`},
		{definitions, bsc.ErrPolicyArgs, kpi(`"threshold": {"name": "rules", "args": {"rules": [{"when": {"score": {"from": 2, "to": 1}}}]}}`)},
		{definitions, bsc.ErrPolicyArgs, kpi(`"threshold": {"name": "rules", "args": {"rules": [{"when": {"after": "2026-02-29"}}]}}`)},
		{definitions, bsc.ErrPolicyArgs, kpi(`"calculator": {"name": "bsc/formula@1", "args": {"expr": "1 +"}}`)},
		{definitions, bsc.ErrPolicyName, kpi(`"scorer": "acme.com/unheard-of@1"`)},
		{definitions, bsc.ErrID, `{"id": "` + strings.Repeat("é", 100) + `"}`},
		{definitions, bsc.ErrID, `{"id": "a\u0378"}`},
		{definitions, bsc.ErrValue, `{"id": "c", "name": "\ufdd0"}`},
		{definitions, bsc.ErrLimit, `{"id": "c", "name": "` + strings.Repeat("x", 201) + `"}`},
		{definitions, bsc.ErrLimit, `{"id": "c", "name": "e` + strings.Repeat("\u0301", 9) + `"}`},
		{readings, bsc.ErrConflict, `{"readings": [{"kpi": "k", "period": "2026", "value": 1}, {"kpi": "k", "period": "2026", "value": 2}]}`},
		{readings, bsc.ErrPeriod, `{"readings": [{"kpi": "k", "period": "2026-02-29", "value": 1}]}`},
		{readings, bsc.ErrNumber, `{"readings": [{"kpi": "k", "period": "2026", "value": 1e52}]}`},
		{reportForms, bsc.ErrNumber, `{"nodes": [{"score": 0.00000000001}]}`},
		{reportForms, bsc.ErrNumber, `{"nodes": [{"actual": 88.888888888888888888888888888888889}]}`},
	} {
		assert.NoError(t, all[d.form].validate([]byte(strings.TrimPrefix(d.document, "\ufeff"))), d.document)
		problems := d.form.check([]byte(d.document))
		require.NotEmpty(t, problems, d.document)
		for _, p := range problems {
			assert.Equal(t, d.code, p.Code, "%s: %s", d.document, p)
			why := whyBeyond(p, []byte(d.document))
			assert.True(t, why != "" || d.code == bsc.ErrSyntax, "%s: %s", d.document, p)
			pinned[why] = true
		}
	}
	for _, b := range beyond {
		assert.True(t, pinned[b.why], "no document shows %s", b.why)
	}
}

// report.Parse reads a report without a key that every report has, or with an unknown word.
func TestSchemas_reportsAreReadLoosely(t *testing.T) {
	all := judges(t)
	for _, document := range []string{`{}`, `{"timing": "sideways"}`, `{"nodes": [{"flags": ["odd"]}]}`} {
		assert.Error(t, all[reports].validate([]byte(document)), document)
		assert.NoError(t, all[reportForms].validate([]byte(document)), document)
		assert.Empty(t, reports.check([]byte(document)), document)
	}
}
