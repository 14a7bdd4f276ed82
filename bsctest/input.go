package bsctest

import (
	"fmt"
	"math/big"
	"reflect"
	"strings"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// ownID is the id of a node that exists only in the suites.
const ownID = "bsctest"

// holds calls f for every field of an input, by pointer, that holds a map or a slice.
func holds(in any, f func(name string, field reflect.Value)) {
	v := reflect.ValueOf(in).Elem()
	for i := range v.NumField() {
		field := v.Field(i)
		if k := field.Kind(); (k == reflect.Map || k == reflect.Slice) && !field.IsNil() {
			f(v.Type().Field(i).Name, field)
		}
	}
}

// copyOf returns an input with its own maps and slices. The slices have spare capacity, as the engine's may,
// so that an append in place shows.
func copyOf[In any](in In) In {
	holds(&in, func(_ string, field reflect.Value) {
		if field.Kind() == reflect.Slice {
			const room = 4
			own := reflect.MakeSlice(field.Type(), field.Len(), field.Len()+room)
			reflect.Copy(own, field)
			field.Set(own)
			return
		}
		own := reflect.MakeMap(field.Type())
		for _, key := range field.MapKeys() {
			own.SetMapIndex(key, field.MapIndex(key))
		}
		field.Set(own)
	})
	return in
}

// changed returns the name of a map or slice that differs between two copies, or "".
func changed[In any](was, is In) string {
	found := ""
	now := reflect.ValueOf(is)
	holds(&was, func(name string, before reflect.Value) {
		after := now.FieldByName(name)
		if before.Kind() == reflect.Slice {
			before, after = before.Slice(0, before.Cap()), after.Slice(0, after.Cap())
		}
		if found == "" && !reflect.DeepEqual(before.Interface(), after.Interface()) {
			found = name
		}
	})
	return found
}

// spoil overwrites the contents of an input's maps and slices.
func spoil[In any](in In) {
	holds(&in, func(_ string, field reflect.Value) { field.Clear() })
}

// withTrace returns a copy with a Trace, if the input has a place for one.
func withTrace[In any](in In) In {
	in = copyOf(in)
	if field := reflect.ValueOf(&in).Elem().FieldByName("Trace"); field.IsValid() {
		field.Set(reflect.ValueOf(new(bsc.Trace)))
	}
	return in
}

// variants returns absurd inputs, the simplest first: each given input, or else the fallback, under every
// edit, and the first one also under every pair of edits. An edit replaces maps and slices and never writes
// into them.
func variants[In any](given []In, fallback In, edits []func(*In)) []In {
	var all []In
	if len(given) == 0 {
		given = []In{fallback}
		all = append(all, fallback)
	}
	for _, base := range given {
		for _, edit := range edits {
			in := base
			edit(&in)
			all = append(all, in)
		}
	}
	for i, first := range edits {
		for _, second := range edits[i+1:] {
			in := given[0]
			first(&in)
			second(&in)
			all = append(all, in)
		}
	}
	return all
}

// edits returns an edit for each value.
func edits[In, T any](values []T, set func(*In, T)) []func(*In) {
	list := make([]func(*In), len(values))
	for i, v := range values {
		list[i] = func(in *In) { set(in, v) }
	}
	return list
}

func whole(n int64) decimal.Decimal { return decimal.New(n, 0) }

// nines returns a number of 34 nines, the most digits a number may have.
func nines(exponent int32) decimal.Decimal {
	n := new(big.Int).Exp(big.NewInt(10), big.NewInt(34), nil)
	return decimal.NewFromBigInt(n.Sub(n, big.NewInt(1)), exponent)
}

// numbers returns numbers from all over the bounds, including the extremes.
func numbers() []decimal.Decimal {
	return []decimal.Decimal{
		{},
		whole(1), whole(-1), nines(0), nines(0).Neg(), nines(18), nines(18).Neg(), nines(-52),
		decimal.New(1, 18), decimal.New(1, -52), decimal.New(-1, -52),
	}
}

// periods returns the first and the last period there is.
func periods() []period.Period { return []period.Period{period.Year(1), period.Day(9999, 12, 31)} }

// optional returns a missing number, and all numbers.
func optional() []decimal.NullDecimal {
	list := []decimal.NullDecimal{{}}
	for _, n := range numbers() {
		list = append(list, decimal.NewNullDecimal(n))
	}
	return list
}

// scales returns a scale with a negative Min and a Cap above Met, and one far from zero.
func scales() []bsc.ResolvedScale {
	return []bsc.ResolvedScale{
		{Min: whole(-100), Met: whole(100), Cap: whole(150)},
		{Min: whole(300), Met: whole(850), Cap: whole(900)},
	}
}

func directions() []bsc.Direction {
	return []bsc.Direction{bsc.DirectionHigher, bsc.DirectionLower, bsc.DirectionCloser}
}

func attributes() []map[string]string {
	return []map[string]string{nil, {"": "", ownID: "not a number"}}
}

// targets returns targets, including some that no scorer can use.
func targets() []bsc.ResolvedTarget {
	var list []bsc.ResolvedTarget
	for _, n := range optional() {
		list = append(list, bsc.ResolvedTarget{Value: n})
	}
	some := func(n int64) decimal.NullDecimal { return decimal.NewNullDecimal(whole(n)) }
	list = append(list,
		bsc.ResolvedTarget{Baseline: some(0), Value: some(100)},
		bsc.ResolvedTarget{Baseline: some(100), Value: some(0)},
		bsc.ResolvedTarget{Baseline: some(100), Value: some(100)},
		bsc.ResolvedTarget{Baseline: some(100)},
		bsc.ResolvedTarget{Value: some(100), Stretch: some(120), Floor: some(80)},
		bsc.ResolvedTarget{Value: some(100), Stretch: some(100), Floor: some(100)},
		bsc.ResolvedTarget{Stretch: some(-1), Floor: some(1)},
	)
	for i := range list {
		list[i].Rule = bsc.TargetStanding
	}
	list[0] = bsc.ResolvedTarget{}
	return list
}

// fillScale gives an input without a scale the default one.
func fillScale(s *bsc.ResolvedScale) {
	if s.Min.IsZero() && s.Met.IsZero() && s.Cap.IsZero() {
		*s = bsc.DefaultScale()
	}
}

func scaleText(s bsc.ResolvedScale) string {
	return fmt.Sprintf("scale %s/%s/%s", number(s.Min), number(s.Met), number(s.Cap))
}

func nullText(name string, d decimal.NullDecimal) string {
	if !d.Valid {
		return "no " + name
	}
	return name + " " + number(d.Decimal)
}

// targetText shows the fields of a target that are set.
func targetText(t bsc.ResolvedTarget) string {
	text := nullText("target", t.Value)
	for _, f := range []struct {
		name  string
		value decimal.NullDecimal
	}{{"baseline", t.Baseline}, {"stretch", t.Stretch}, {"floor", t.Floor}} {
		if f.value.Valid {
			text += ", " + nullText(f.name, f.value)
		}
	}
	return text
}

// describe joins the parts of an input's description. It adds attributes if there are any.
func describe(attributes map[string]string, unit string, own map[string]string, parts ...string) string {
	if unit != "" || len(own) > 0 {
		parts = append(parts, fmt.Sprintf("org unit %q with attributes %q", unit, own))
	}
	if len(attributes) > 0 {
		parts = append(parts, fmt.Sprintf("attributes %q", attributes))
	}
	return strings.Join(parts, ", ")
}
