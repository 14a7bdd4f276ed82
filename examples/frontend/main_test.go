package main

import (
	"bufio"
	"encoding/json"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/examples/frontend/app"
	"github.com/go-bsc/bsc/render"
	"github.com/go-bsc/bsc/report"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// serve starts the server of the page.
func serve(t *testing.T) *httptest.Server {
	t.Helper()
	a, err := app.New(app.Card, app.Readings)
	require.NoError(t, err)
	page, err := fs.Sub(files, "page")
	require.NoError(t, err)
	server := httptest.NewServer(handler(a, page))
	t.Cleanup(server.Close)
	return server
}

// ask asks a question, and returns the status and the answer.
func ask(t *testing.T, server *httptest.Server, name, request string) (int, []byte) {
	t.Helper()
	response, err := http.Post(server.URL+"/ask/"+name, "application/json", strings.NewReader(request))
	require.NoError(t, err)
	return response.StatusCode, body(t, response)
}

func body(t *testing.T, response *http.Response) []byte {
	t.Helper()
	defer response.Body.Close()
	var b strings.Builder
	_, err := bufio.NewReader(response.Body).WriteTo(&b)
	require.NoError(t, err)
	return []byte(b.String())
}

// TestHandler_page: the page and its files come from the server alone, under a strict policy.
func TestHandler_page(t *testing.T) {
	server := serve(t)
	for path, has := range map[string]string{
		"/": "<main", "/app.js": "connect", "/page.css": "body", "/words/de.json": "Bewertung", "/words/en.json": "Rating",
	} {
		response, err := http.Get(server.URL + path)
		require.NoError(t, err)
		text := string(body(t, response))
		assert.Equal(t, http.StatusOK, response.StatusCode, path)
		assert.Contains(t, text, has, path)
		assert.NotContains(t, text, "https://", path)
		assert.Equal(t, policy, response.Header.Get("Content-Security-Policy"), path)
	}
	assert.NotContains(t, policy, "unsafe-inline")
	assert.NotContains(t, strings.ReplaceAll(policy, "wasm-unsafe-eval", ""), "unsafe-eval")
}

// TestHandler_questions: answers are the library's own documents, and the report is read back as one.
func TestHandler_questions(t *testing.T) {
	server := serve(t)
	status, text := ask(t, server, "report", `{"period":"2026-06","as_of":"2026-08-13T23:59:59Z"}`)
	require.Equal(t, http.StatusOK, status)
	r, err := report.Parse(text, nil)
	require.NoError(t, err)
	for _, n := range r.Nodes {
		if n.Ref == bsc.KPIRef("dso") {
			assert.Equal(t, bsc.Number("45"), n.Actual, "before it was corrected")
		}
	}
	var layout render.Layout
	status, text = ask(t, server, "layout", `{}`)
	require.Equal(t, http.StatusOK, status)
	require.NoError(t, json.Unmarshal(text, &layout))
	assert.Len(t, layout.Boxes, 8)
	for _, q := range []struct{ name, request, has string }{
		{"explain", `{"ref":"kpi:margin"}`, `"calculator":"ratio"`},
		{"trend", `{}`, `"periods":["2025-10",`},
		{"trend", `{"period":"2025-07"}`, `"2025-07"]`},
		{"what_if", `{"ref":"objective:skills","points":"10"}`, `"arrivals"`},
		{"definition", `{}`, `"nordlicht"`},
		{"schema", `{}`, `"$defs"`},
		{"check", `{"text":"{\"id\":\"x\",\"nmae\":1}"}`, `"line":1`},
		{"report", `{"readings":{"readings":[{"kpi":"nps","period":"2026-09","value":"0"}]}}`, `"actual":"0"`},
		{"report", `{"overrides":{"targets":{"kpi:dealers":[{"value":"160"}]}}}`, `"value":"160"`},
	} {
		status, text := ask(t, server, q.name, q.request)
		assert.Equal(t, http.StatusOK, status, q.name)
		assert.True(t, strings.Contains(string(text), q.has), "%s has no %s", q.name, q.has)
	}
}

// TestHandler_refuses: what cannot be answered is told as the library tells problems, and changes nothing.
func TestHandler_refuses(t *testing.T) {
	server := serve(t)
	_, before := ask(t, server, "report", `{}`)
	for _, q := range []struct{ name, request string }{
		{"nothing", `{}`},
		{"report", `{`},
		{"report", `{"period":"2026-13"}`},
		{"report", `{"overrides":{"targets":{"kpi:nobody":[{"value":"1"}]}}}`},
		{"explain", `{"ref":"kpi:nobody"}`},
		{"what_if", `{"ref":"objective:skills","points":"many"}`},
		{"what_if", `{"ref":"objective:nobody","points":"1"}`},
		{"save", `{"text":"{\"id\":\"x\",\"nmae\":1}"}`},
		{"upload", `{"text":"kpi,period,value\nnps,2026-09,1\nnps,2026-13,2\n"}`},
		{"upload", `{"text":"kpi,period,value\nnps,2026-09,1\nnobody,2026-09,2\n"}`},
		{"record", `{"readings":{"readings":[{"kpi":"nobody","period":"2026-09","value":"1"}]}}`},
	} {
		status, text := ask(t, server, q.name, q.request)
		assert.Equal(t, http.StatusUnprocessableEntity, status, "%s %s", q.name, q.request)
		var problems struct {
			Code     string
			Problems []struct{ Code string }
		}
		require.NoError(t, json.Unmarshal(text, &problems), string(text))
		assert.True(t, problems.Code != "" || len(problems.Problems) > 0 && problems.Problems[0].Code != "", string(text))
	}
	_, after := ask(t, server, "report", `{}`)
	assert.Equal(t, string(before), string(after))

	status, _ := ask(t, server, "check", `{"text":"`+strings.Repeat("x", 9<<20)+`"}`)
	assert.Equal(t, http.StatusRequestEntityTooLarge, status)
	foreign, err := http.NewRequest(http.MethodPost, server.URL+"/ask/save", strings.NewReader(`{}`))
	require.NoError(t, err)
	foreign.Header.Set("Sec-Fetch-Site", "cross-site")
	response, err := http.DefaultClient.Do(foreign)
	require.NoError(t, err)
	assert.Equal(t, http.StatusForbidden, response.StatusCode, "another site's page")
	body(t, response)
}

// TestHandler_notices: whoever watches is told of a reading, with what it changed.
func TestHandler_notices(t *testing.T) {
	server := serve(t)
	response, err := http.Get(server.URL + "/notices")
	require.NoError(t, err)
	defer response.Body.Close()
	events := bufio.NewScanner(response.Body)
	require.True(t, events.Scan(), "watching")
	status, text := ask(t, server, "record", `{"readings":{"readings":[{"kpi":"nps","period":"2026-09","value":"12","note":"a bad month"}]}}`)
	require.Equal(t, http.StatusOK, status, string(text))
	for events.Scan() && !strings.HasPrefix(events.Text(), "data: ") {
	}
	assert.Contains(t, events.Text(), `"ref":"kpi:nps","from":"amber","to":"red"`)
	_, text = ask(t, server, "report", `{}`)
	assert.Contains(t, string(text), "a bad month")
}
