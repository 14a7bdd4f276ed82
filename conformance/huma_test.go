package conformance

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

type echoed struct{ Body record }

// A checkedInput shows what a host adds so that huma also checks an enumeration.
type checkedInput struct {
	Direction bsc.Direction `query:"direction" enum:"higher,lower,closer"`
}

// service returns an HTTP service that sends back what it understood, and its description. prepare may change
// the service's schemas.
func service(prepare func(huma.Registry)) (http.Handler, *huma.OpenAPI) {
	mux := http.NewServeMux()
	config := huma.DefaultConfig("test", "1")
	config.CreateHooks = nil // which add a $schema to bodies
	api := humago.New(mux, config)
	if prepare != nil {
		prepare(api.OpenAPI().Components.Schemas)
	}
	huma.Get(api, "/query", func(_ context.Context, in *record) (*echoed, error) {
		return &echoed{Body: *in}, nil
	})
	huma.Get(api, "/path/{period}/{ref}/{direction}", func(_ context.Context, in *struct {
		Period    period.Period `path:"period"`
		Ref       bsc.Ref       `path:"ref"`
		Direction bsc.Direction `path:"direction"`
	},
	) (*echoed, error) {
		return &echoed{Body: record{Period: in.Period, Ref: in.Ref, Direction: in.Direction}}, nil
	})
	huma.Get(api, "/checked", func(_ context.Context, in *checkedInput) (*echoed, error) {
		return &echoed{Body: record{Direction: in.Direction}}, nil
	})
	huma.Post(api, "/body", func(_ context.Context, in *struct{ Body record }) (*echoed, error) {
		return &echoed{Body: in.Body}, nil
	})
	return mux, api.OpenAPI()
}

func send(t *testing.T, service http.Handler, method, target, body string) (status int, answer string) {
	t.Helper()
	request := httptest.NewRequest(method, target, strings.NewReader(body))
	if body != "" {
		request.Header.Set("Content-Type", "application/json")
	}
	recorder := httptest.NewRecorder()
	service.ServeHTTP(recorder, request)
	text, err := io.ReadAll(recorder.Result().Body)
	require.NoError(t, err)
	return recorder.Code, string(text)
}

// understood sends a request, and returns the record that came back.
func understood(t *testing.T, service http.Handler, method, target, body string) record {
	t.Helper()
	status, answer := send(t, service, method, target, body)
	require.Equal(t, http.StatusOK, status, "%s %s: %s", target, body, answer)
	var got record
	require.NoError(t, json.Unmarshal([]byte(answer), &got))
	return got
}

// query returns a record as the parameters of a URL, by the text form of each field.
func query(t *testing.T, r record) string {
	t.Helper()
	values := url.Values{}
	v := reflect.ValueOf(r)
	for f := 1; f < v.NumField(); f++ {
		text := v.Field(f).String()
		if m, ok := v.Field(f).Interface().(interface{ MarshalText() ([]byte, error) }); ok {
			written, err := m.MarshalText()
			require.NoError(t, err)
			text = string(written)
		}
		if text != "" {
			values.Set(v.Type().Field(f).Tag.Get("query"), text)
		}
	}
	return values.Encode()
}

func TestHuma_parameters(t *testing.T) {
	mux, _ := service(nil)
	for _, want := range records(t) {
		sameRecord(t, want, understood(t, mux, "GET", "/query?"+query(t, want), ""), true)
	}
	want := record{Period: period.Quarter(2026, 3), Ref: bsc.KPIRef("a"), Direction: bsc.DirectionLower}
	sameRecord(t, want, understood(t, mux, "GET", "/path/2026-Q3/kpi:a/lower", ""), true)
	for _, bad := range []string{"/query?period=2026-13", "/query?score=zzz", "/query?score=1e161", "/path/zzz/kpi:a/lower", "/checked?direction=zzz"} {
		status, answer := send(t, mux, "GET", bad, "")
		assert.Equal(t, http.StatusUnprocessableEntity, status, "%s: %s", bad, answer)
	}
	assert.Equal(t, bsc.DirectionLower, understood(t, mux, "GET", "/checked?direction=lower", "").Direction)
}

// TestHuma_limit documents what huma does not check by itself: an enumeration whose field has no enum tag,
// and the text of a Number, which is a string kind. The host calls Scan or Decimal, or leaves it to Compile.
func TestHuma_limit(t *testing.T) {
	mux, _ := service(nil)
	got := understood(t, mux, "GET", "/query?direction=zzz", "")
	assert.Equal(t, bsc.Direction("zzz"), got.Direction)
	assert.ErrorIs(t, got.Direction.Scan(string(got.Direction)), bsc.ErrValue)
	status, answer := send(t, mux, "GET", "/query?number=zzz", "")
	assert.Equal(t, http.StatusOK, status)
	assert.Contains(t, answer, `"number":"zzz"`, "a string where a number stands says what is wrong with it")
}

// fields returns the types of a record's fields in the description of a service.
func fields(t *testing.T, api *huma.OpenAPI) map[string]string {
	t.Helper()
	schema := api.Components.Schemas.Map()["Record"]
	require.NotNil(t, schema)
	types := map[string]string{}
	for name, s := range schema.Properties {
		types[name] = s.Type
	}
	return types
}

// TestHuma_body describes every type as a string, even Score, Number and Strength, which JSON writes as
// numbers. huma then refuses a body with the number before the library sees it, and accepts a string that
// holds it.
func TestHuma_body(t *testing.T) {
	mux, api := service(nil)
	for name, kind := range fields(t, api) {
		assert.Equal(t, "string", kind, name)
	}
	want := record{Direction: bsc.DirectionLower, Period: period.Week(2026, 53), Ref: bsc.KPIRef("a"), Score: score("87.5"), Number: "12.50"}
	body := `{"direction":"lower","period":"2026-W53","ref":"kpi:a","score":"87.5","number":"12.50"}`
	sameRecord(t, want, understood(t, mux, "POST", "/body", body), true)
	for _, bad := range []string{`{"score":87.5}`, `{"number":12.50}`, `{"period":2026}`, `{"period":"2026-13"}`, `{"score":"zzz"}`, `{"direction":1}`} {
		status, answer := send(t, mux, "POST", "/body", bad)
		assert.GreaterOrEqual(t, status, 400, "%s: %s", bad, answer)
		assert.Less(t, status, 500, "%s: %s", bad, answer)
	}
	_, answer := send(t, mux, "POST", "/body", body)
	assert.Contains(t, answer, `"number":12.50`)
	assert.Contains(t, answer, `"score":87.5`)
}

// TestHuma_numbers tells huma that a Score and a Number are numbers, which is all it takes.
func TestHuma_numbers(t *testing.T) {
	mux, api := service(func(schemas huma.Registry) {
		number := reflect.TypeFor[float64]()
		schemas.RegisterTypeAlias(reflect.TypeFor[bsc.Score](), number)
		schemas.RegisterTypeAlias(reflect.TypeFor[bsc.Number](), number)
	})
	types := fields(t, api)
	assert.Equal(t, "number", types["score"])
	assert.Equal(t, "number", types["number"])
	for _, want := range records(t) {
		want.Strength = "" // a name or a number: to be described as both
		sameRecord(t, want, understood(t, mux, "POST", "/body", string(written(t, want))), true)
	}
	status, answer := send(t, mux, "POST", "/body", `{"score":"87.5"}`)
	assert.Equal(t, http.StatusUnprocessableEntity, status, answer)
}
