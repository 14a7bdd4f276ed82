package dialect_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

func (r *reader) complain(format string, args ...any) {
	r.wrong = append(r.wrong, fmt.Sprintf(format, args...))
}

// value reads one value, of a key, and returns how it begins: '{', '[' or something else.
func (r *reader) value(key string) json.Delim {
	next, err := r.decoder.Token()
	if err != nil {
		r.complain("no JSON: %v", err)
		return 0
	}
	begin, ok := next.(json.Delim)
	switch {
	case !ok:
		if place := r.typ + "." + key; next == nil && !mayBeNull.MatchString(place) {
			r.complain("%s is null", place)
		}
	case begin == '[':
		for r.decoder.More() {
			r.value("in a list")
		}
		_, _ = r.decoder.Token()
	case begin == '{':
		r.object()
	}
	return begin
}

func (r *reader) object() {
	seen := map[string]bool{}
	r.depth++
	for r.decoder.More() {
		next, _ := r.decoder.Token()
		key, _ := next.(string)
		if !snake.MatchString(key) {
			r.complain("the key %q is not in snake case", key)
		}
		if seen[key] {
			r.complain("the key %q is there twice", key)
		}
		if seen[key] = true; r.depth == 1 {
			r.keys[key] = true
		}
		r.value(key)
	}
	r.depth--
	_, _ = r.decoder.Token()
}

// number is what every decimal is filled with.
const number = "1234.5678"

// fill sets every field that a value has, at most so many pointers and lists deep.
func fill(v reflect.Value, depth int) {
	if known, ok := known()[v.Type()]; ok {
		v.Set(reflect.ValueOf(known))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString("x")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int32, reflect.Int64:
		v.SetInt(1)
	case reflect.Uint8, reflect.Uint16:
		v.SetUint(1)
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				fill(v.Field(i), depth)
			}
		}
	case reflect.Array:
		for i := range v.Len() {
			fill(v.Index(i), depth)
		}
	case reflect.Interface:
		if p := reflect.ValueOf(&bsc.Problem{Code: bsc.ErrPolicy, Detail: words.Text("d")}); p.Type().Implements(v.Type()) {
			v.Set(p)
		}
	case reflect.Pointer, reflect.Slice, reflect.Map:
		if depth > 0 {
			fillDeep(v, depth-1)
		}
	}
}

func fillDeep(v reflect.Value, depth int) {
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), depth)
	case reflect.Slice:
		if depth == 0 && v.Type().Elem().Kind() == reflect.Pointer {
			return // a list of nothing is not filled
		}
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fill(v.Index(0), depth)
		fill(v.Index(1), depth)
	case reflect.Map:
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		fill(key, depth)
		fill(value, depth)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(key, value)
	}
}

// known has values of types that are not filled field by field.
func known() map[reflect.Type]any {
	d := decimal.RequireFromString(number)
	score, _ := bsc.NewScore(d)
	values := map[reflect.Type]any{}
	for _, v := range []any{
		d, decimal.NewNullDecimal(d), bsc.Number(number), score, bsc.StrengthStrong, bsc.KPIRef("x"), bsc.FlagNoData,
		bsc.BandLimit{Of: "target", Times: number},
		bsc.Distance("5%"),
		bsc.Operand{ID: "x"},
		period.Month(2026, 7), words.New("no_reading", "period", period.Month(2026, 7)), words.Number(number), time.Unix(0, 0).UTC(), json.RawMessage(`{"a":1}`),
	} {
		values[reflect.TypeOf(v)] = v
	}
	return values
}
