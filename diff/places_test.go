package diff_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/diff"
	"github.com/go-bsc/bsc/internal/strictjson"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/require"
)

// A field that is added later must be seen as well: each in turn is set to something else.
func TestDefinitions_everyField(t *testing.T) {
	types := map[reflect.Type]bool{}
	count := 0
	for i := 0; ; i++ {
		before, after := diffFull(), diffFull()
		var at diffPlace
		places := 0
		visitPlaces(after, func(p diffPlace) {
			if places++; places == i+1 {
				at = p
			}
		})
		if i == places {
			break
		}
		types[at.parent] = true
		count++
		changes := []diff.Changes{}
		for _, v := range otherValues(at.value) {
			at.value.Set(v)
			changes = append(changes, diff.Definitions(before, after))
		}
		require.True(t, len(changes) > 0 || at.value.Kind() == reflect.Struct, "%v: its fields are places", at)
		for _, found := range changes {
			require.NotEmpty(t, found, at)
			expectPlace(t, at, found)
		}
	}
	for _, v := range []any{
		bsc.Definition{},
		bsc.Perspective{},
		bsc.Objective{},
		bsc.KPI{},
		bsc.Series{},
		bsc.Theme{},
		bsc.Initiative{},
		bsc.Use{},
		bsc.Link{},
		bsc.Target{},
		period.Calendar{},
		period.WeekYear{},
		period.CalendarRow{},
		bsc.Scale{},
		bsc.RatingLevel{},
		bsc.Defaults{},
		bsc.Missing{},
		bsc.Quota{},
		bsc.Rounding{},
		bsc.Policy{},
	} {
		require.True(t, types[reflect.TypeOf(v)], "%T", v)
	}
	require.Greater(t, count, 150, "places")
}

// expectPlace requires that changes name the node and the field that was set.
func expectPlace(t *testing.T, at diffPlace, changes diff.Changes) {
	t.Helper()
	if at.field == "id" || at.field == "kpi" || at.field == "from" || at.field == "to" || at.node == (bsc.Ref{}) {
		return // another node, use or link; or within the definition's own fields
	}
	found := slices.ContainsFunc(changes, func(c diff.Change) bool {
		return c.Ref == at.node && (c.Field == at.field || strings.HasPrefix(c.Field, at.field+"/") || strings.HasSuffix(c.Field, "/"+at.field) || c.Kind == diff.Added || c.Kind == diff.Retired || c.Kind == diff.Retargeted)
	})
	below := slices.ContainsFunc(changes, func(c diff.Change) bool { return c.Kind == diff.Added || c.Kind == diff.Retired })
	require.True(t, found || below, "%v: %s", at, changes)
}

// diffFull is a definition in which every list has an element and every pointer is set.
func diffFull() *bsc.Definition {
	var fill func(v reflect.Value)
	fill = func(v reflect.Value) {
		switch {
		case diffLeaf(v.Type()):
		case v.Kind() == reflect.Pointer:
			v.Set(reflect.New(v.Type().Elem()))
			fill(v.Elem())
		case v.Kind() == reflect.Slice:
			v.Set(reflect.MakeSlice(v.Type(), 1, 1))
			fill(v.Index(0))
		case v.Kind() == reflect.Struct:
			for i := range v.NumField() {
				fill(v.Field(i))
			}
		}
	}
	d := new(bsc.Definition)
	fill(reflect.ValueOf(d).Elem())
	p := &d.Perspectives[0]
	o := &p.Objectives[0]
	d.ID, p.ID, o.ID, o.KPIs[0].ID = "d", "p", "o", "k"
	d.Series[0].ID, d.Themes[0].ID, d.Initiatives[0].ID = "s", "t", "i"
	o.Uses[0].KPI, d.Links[0].From, d.Links[0].To = "k", bsc.ObjectiveRef("o"), bsc.KPIRef("k")
	return d
}

// A diffPlace is a value somewhere in a definition.
type diffPlace struct {
	value  reflect.Value
	parent reflect.Type // the struct it is a field of
	name   string       // JSON name of the field
	field  string       // that of the outermost field within its node
	node   bsc.Ref
}

func (p diffPlace) String() string {
	return fmt.Sprint(p.node, " ", p.field, " of ", p.parent, ": ", p.value)
}

// diffLeaf reports whether values of a type are changed whole.
func diffLeaf(t reflect.Type) bool {
	switch t {
	case reflect.TypeFor[period.Period](), reflect.TypeFor[time.Time](), reflect.TypeFor[bsc.Ref](), reflect.TypeFor[json.RawMessage]():
		return true
	}
	return t.Kind() != reflect.Struct && t.Kind() != reflect.Pointer && t.Kind() != reflect.Slice
}

// visitPlaces visits every value in a definition that can be set.
func visitPlaces(d *bsc.Definition, visit func(diffPlace)) {
	var walk func(v reflect.Value, at diffPlace, outermost bool)
	walk = func(v reflect.Value, at diffPlace, outermost bool) {
		switch {
		case v.Kind() == reflect.Struct && !diffLeaf(v.Type()):
			if ref := diffRef(v.Interface()); ref != (bsc.Ref{}) {
				at.node, outermost = ref, true
			}
			at.parent = v.Type()
			for _, f := range reflect.VisibleFields(v.Type()) {
				if !f.IsExported() {
					continue
				}
				inner := at
				inner.value, inner.name = v.FieldByIndex(f.Index), strictjson.Name(f)
				if outermost {
					inner.field = inner.name
				}
				visit(inner)
				walk(inner.value, inner, false)
			}
		case v.Kind() == reflect.Pointer && !v.IsNil():
			walk(v.Elem(), at, false)
		case v.Kind() == reflect.Slice && !diffLeaf(v.Type()):
			for i := range v.Len() {
				inner := at
				inner.value = v.Index(i)
				visit(inner)
				walk(inner.value, inner, false)
			}
		}
	}
	walk(reflect.ValueOf(d).Elem(), diffPlace{}, true)
}

func diffRef(v any) bsc.Ref {
	switch v := v.(type) {
	case bsc.Definition:
		return bsc.Ref{Kind: bsc.KindScorecard, ID: v.ID}
	case bsc.Perspective:
		return bsc.PerspectiveRef(v.ID)
	case bsc.Objective:
		return bsc.ObjectiveRef(v.ID)
	case bsc.KPI:
		return bsc.KPIRef(v.ID)
	case bsc.Series:
		return bsc.SeriesRef(v.ID)
	case bsc.Theme:
		return bsc.Ref{Kind: bsc.KindTheme, ID: v.ID}
	case bsc.Initiative:
		return bsc.Ref{Kind: bsc.KindInitiative, ID: v.ID}
	case bsc.Link:
		return v.From
	}
	return bsc.Ref{}
}

// otherValues are values of a type that differ from v also in JSON, none where v is a part of
// something that is changed at another place.
func otherValues(v reflect.Value) []reflect.Value {
	other := reflect.New(v.Type()).Elem()
	switch t := v.Type(); {
	case t == reflect.TypeFor[period.Period]():
		return []reflect.Value{reflect.ValueOf(period.Month(2026, 7))}
	case t == reflect.TypeFor[time.Time]():
		return []reflect.Value{reflect.ValueOf(time.Date(2026, 7, 3, 9, 0, 0, 1, time.UTC))}
	case t == reflect.TypeFor[bsc.Ref]():
		return []reflect.Value{reflect.ValueOf(bsc.PerspectiveRef("p"))}
	case t == reflect.TypeFor[json.RawMessage]():
		return []reflect.Value{reflect.ValueOf(json.RawMessage(`{"x":1}`))}
	case t.Kind() == reflect.Bool:
		other.SetBool(true)
	case t.Kind() == reflect.String:
		other.SetString("7")
	case t.Kind() >= reflect.Int && t.Kind() <= reflect.Int64:
		other.SetInt(7)
	case t.Kind() == reflect.Map:
		return []reflect.Value{reflect.ValueOf(map[string]string{"x": "1"}), reflect.ValueOf(map[string]string{"x": ""})}
	case t.Kind() == reflect.Slice && v.Len() > 0:
		twice := reflect.AppendSlice(reflect.MakeSlice(t, 0, 2), v)
		return []reflect.Value{reflect.Zero(t), reflect.Append(twice, v.Index(0))}
	case t.Kind() == reflect.Pointer && !v.IsNil():
		return []reflect.Value{reflect.Zero(t)}
	default:
		return []reflect.Value{}
	}
	return []reflect.Value{other}
}
