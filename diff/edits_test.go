package diff_test

import (
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/diff"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/require"
)

// TestDefinitions_fingerprint edits random definitions at random: there is a change exactly where
// the fingerprint is another.
func TestDefinitions_fingerprint(t *testing.T) {
	compiled, same := 0, 0
	seeds := oracle.Cards(1000)
	for seed := range seeds {
		e := &editor{Rand: rand.New(rand.NewPCG(seed, 1))}
		before, after := e.definition(seed), e.definition(seed)
		for range e.IntN(4) {
			e.edit(after)
		}
		was, is := documentOf(t, before), documentOf(t, after)
		changes := diff.Definitions(before, after)
		require.Equal(t, was == is, len(changes) == 0, "seed %d: %s\n%s\n%s", seed, changes, was, is)
		require.Equal(t, was, documentOf(t, before), "it is not changed")
		require.Equal(t, is, documentOf(t, after), "it is not changed")
		require.Equal(t, changes, diff.Definitions(before, after), "the same again")
		if before.ID == after.ID { // else what stands under the definition is told by its new id
			require.Equal(t, mirrored(changes), sortedText(diff.Definitions(after, before)), "seed %d the other way round", seed)
		}
		if was == is {
			same++
		}
		options := &bsc.Options{Registry: oracle.Registry()}
		a, err := bsc.Compile(before, options)
		require.NoError(t, err)
		if b, err := bsc.Compile(after, options); err == nil {
			compiled++
			require.Equal(t, a.Fingerprint() == b.Fingerprint(), len(changes) == 0, "seed %d: %s", seed, changes)
		}
	}
	require.Greater(t, compiled, int(seeds)/3, "enough that compile")
	require.Greater(t, same, int(seeds)/10, "enough that are the same")
}

// An editor changes definitions at random, now and then to what means the same.
type editor struct{ *rand.Rand }

// definition is a random card with what the generator of cards leaves out: the same for a seed.
func (e *editor) definition(seed uint64) *bsc.Definition {
	card := oracle.RandomCard(seed)
	d := card.Definition
	d.Themes = []bsc.Theme{{ID: "t0"}, {ID: "t1", Name: "T"}}
	d.Initiatives = []bsc.Initiative{{ID: "i0"}, {ID: "i1", Budget: "3"}}
	d.Attributes = map[string]string{"a": "1", "b": "2"}
	var last bsc.Ref
	for o := range oracle.Objectives(card.Definition) {
		if o.Themes = []string{"t1", "t0"}; last != (bsc.Ref{}) {
			d.Links = append(d.Links, bsc.Link{From: last, To: bsc.ObjectiveRef(o.ID)})
		}
		last = bsc.ObjectiveRef(o.ID)
	}
	for k := range card.Definition.KPIs() {
		for i := range k.Targets {
			again := k.Targets[i]
			again.RecordedAt = time.Date(2026, 7, 3, 9, 0, 0, 0, time.UTC)
			k.Targets = append(k.Targets, again)
		}
	}
	return d
}

// edit changes one place.
func (e *editor) edit(d *bsc.Definition) {
	var places []diffPlace
	visitPlaces(d, func(p diffPlace) { places = append(places, p) })
	p := places[e.IntN(len(places))]
	v := p.value
	if v.Kind() == reflect.Slice && !diffLeaf(v.Type()) {
		e.list(v)
		return
	}
	if e.IntN(10) == 0 {
		e.move(d)
		return
	}
	e.value(v)
	if p.name == "id" || p.name == "kpi" { // which part it is must be text
		v.SetString(strings.ToValidUTF8(v.String(), "?"))
	}
}

// value sets a value to another of its type, or to the one it has.
func (e *editor) value(v reflect.Value) {
	one := func(values ...any) { v.Set(reflect.ValueOf(values[e.IntN(len(values))])) }
	summer := time.Date(2026, 7, 3, 9, 0, 0, 0, time.UTC)
	switch v.Interface().(type) {
	case period.Period:
		one(period.Period{}, period.Year(2026), period.Quarter(2026, 3))
	case time.Time:
		one(time.Time{}, summer, summer.In(time.FixedZone("", 3600)), summer.In(time.Local), summer.Add(1))
	case bsc.Ref:
		one(bsc.ObjectiveRef("p0o0"), bsc.KPIRef("k0"), bsc.KPIRef("k1"), bsc.PerspectiveRef("p0"))
	case json.RawMessage:
		one(json.RawMessage(nil), json.RawMessage{}, json.RawMessage(`{"limit": 5, "cap": 6}`), json.RawMessage(`{"cap":6,"limit":5}`))
	case bsc.Policy:
		one(bsc.Policy{}, bsc.Policy{Args: json.RawMessage{}}, bsc.Policy{Name: "none"}, bsc.Policy{Name: "min"})
	case map[string]string:
		one(map[string]string(nil), map[string]string{}, map[string]string{"a": "1"}, map[string]string{"a": ""}, map[string]string{"a": "\xff", "b/c": "&"}, map[string]string{"\xff": "a", "\xfe": "b"})
	case *bsc.Rounding:
		one((*bsc.Rounding)(nil), &bsc.Rounding{}, &bsc.Rounding{Places: 1})
	case bsc.Number:
		one(bsc.Number(""), bsc.Number("1"), bsc.Number("1.0"), bsc.Number("10e-1"), bsc.Number("2"))
	default:
		e.simple(v)
	}
}

func (e *editor) simple(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		texts := []string{v.String(), v.String(), "", "k0", "k1", "p1", "sum", "lower", "\xff", "�", "<é>"}
		v.SetString(texts[e.IntN(len(texts))])
	case reflect.Int, reflect.Int32:
		v.SetInt(int64(e.IntN(3)))
	case reflect.Bool:
		v.SetBool(e.IntN(2) == 0)
	}
}

// list changes the order or the elements of a list.
func (e *editor) list(v reflect.Value) {
	n := v.Len()
	if n == 0 {
		v.Set([]reflect.Value{reflect.Zero(v.Type()), reflect.MakeSlice(v.Type(), 0, 0)}[e.IntN(2)])
		return
	}
	i, j := e.IntN(n), e.IntN(n)
	fresh := reflect.AppendSlice(reflect.MakeSlice(v.Type(), 0, n+1), v)
	switch e.IntN(3) {
	case 0:
		reflect.Swapper(fresh.Interface())(i, j)
	case 1:
		fresh = reflect.AppendSlice(fresh.Slice(0, i), v.Slice(i+1, n))
	case 2:
		fresh = reflect.Append(fresh, v.Index(i))
		if copied := fresh.Index(n); copied.Kind() == reflect.Struct {
			if id := copied.Field(0); id.Kind() == reflect.String {
				id.SetString([]string{"k0", "k1", "p1", "new"}[e.IntN(4)])
			} else {
				e.value(id)
			}
		}
	}
	v.Set(fresh)
}

// move puts a KPI or an objective elsewhere.
func (e *editor) move(d *bsc.Definition) {
	if len(d.Perspectives) == 0 {
		return // deleted by another edit
	}
	from, to := &d.Perspectives[e.IntN(len(d.Perspectives))], &d.Perspectives[e.IntN(len(d.Perspectives))]
	if len(from.Objectives) == 0 || len(to.Objectives) == 0 {
		return
	}
	if e.IntN(2) == 0 {
		o := from.Objectives[0]
		from.Objectives = slices.Clone(from.Objectives[1:])
		to.Objectives = append(slices.Clone(to.Objectives), o)
		return
	}
	a, b := &from.Objectives[e.IntN(len(from.Objectives))], &to.Objectives[e.IntN(len(to.Objectives))]
	if len(a.KPIs) > 0 {
		k := a.KPIs[0]
		a.KPIs = slices.Clone(a.KPIs[1:])
		b.KPIs = append(slices.Clone(b.KPIs), k)
	}
}
