package limits_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/csvfile"
	"github.com/go-bsc/bsc/history"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/report"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func repeat(unit, sep string, n int) string {
	return strings.TrimSuffix(strings.Repeat(unit+sep, n), sep)
}

// numbered returns n objects with ids of their own in a list.
func numbered(n int, format string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format+",", i)
	}
	return strings.TrimSuffix(b.String(), ",")
}

// TestLimits_definition loads what just keeps to every limit, the default and one of the
// host's, and what is one beyond it.
func TestLimits_definition(t *testing.T) {
	cases := []struct {
		name    string
		usual   int
		limits  func(n int) bsc.Limits
		doc     func(n int) string
		allowed string
	}{
		{
			"bytes", 8 << 20, func(n int) bsc.Limits { return bsc.Limits{Bytes: n} },
			func(n int) string { return `{"id":"a"}` + strings.Repeat(" ", n-10) },
			`line 1, column 1: the document is too large (at most %d bytes)`,
		},
		{
			"depth", 32, func(n int) bsc.Limits { return bsc.Limits{Depth: n} },
			func(n int) string {
				return `{"aggregator":{"name":"x","args":` + strings.Repeat("[", n-2) + strings.Repeat("]", n-2) + `}}`
			},
			`the document nests too deep (at most %d levels)`,
		},
		{
			"values", 200_000, func(n int) bsc.Limits { return bsc.Limits{Values: n} },
			func(n int) string {
				return `{"aggregator":{"name":"x","args":[` + repeat("1", ",", n-4) + `]}}`
			},
			`the document has too many values (at most %d)`,
		},
		{
			"string", 64 << 10, func(n int) bsc.Limits { return bsc.Limits{StringBytes: n, TextRunes: 1 << 20} },
			func(n int) string { return `{"description":"` + strings.Repeat("x", n) + `"}` },
			`line 1, column 16: /description: a text is too long (at most %d bytes)`,
		},
		{
			"key", 64 << 10, func(n int) bsc.Limits { return bsc.Limits{StringBytes: n, NameRunes: 1 << 20} },
			func(n int) string { return `{"attributes":{"` + strings.Repeat("x", n) + `":""}}` },
			`a key is too long (at most %d bytes)`,
		},
		{
			"name", 200, func(n int) bsc.Limits { return bsc.Limits{NameRunes: n} },
			func(n int) string { return `{"name":"` + strings.Repeat("ä", n) + `"}` },
			`is too long (at most %d characters)`,
		},
		{
			"text", 4000, func(n int) bsc.Limits { return bsc.Limits{TextRunes: n} },
			func(n int) string { return `{"description":"` + strings.Repeat("ä", n) + `"}` },
			`is too long (at most %d characters)`,
		},
		{
			"attribute", 4000, func(n int) bsc.Limits { return bsc.Limits{TextRunes: n} },
			func(n int) string { return `{"attributes":{"a":"` + strings.Repeat("ä", n) + `"}}` },
			`is too long (at most %d characters)`,
		},
		{
			"marks", 8, func(n int) bsc.Limits { return bsc.Limits{Marks: n} },
			func(n int) string {
				return `{"name":"a` + strings.Repeat("\u0301", n) + "b" + strings.Repeat("\u0301", n) + `"}`
			},
			`has too many marks on one letter (at most %d in a row)`,
		},
		{
			"nodes", 20_000, func(n int) bsc.Limits { return bsc.Limits{Nodes: n} },
			func(n int) string {
				return `{"themes":[{}],"series":[{}],"initiatives":[{}],"perspectives":[{"objectives":[{"kpis":[` + repeat("{}", ",", n-5) + `]}]}]}`
			},
			`the document has too many nodes (at most %d)`,
		},
		{
			"links", 100_000, func(n int) bsc.Limits { return bsc.Limits{Links: n, Values: 1 << 20} },
			func(n int) string { return `{"links":[` + repeat("{}", ",", n) + `]}` },
			`the document has too many links (at most %d)`,
		},
	}
	for _, c := range cases {
		for _, n := range []int{c.usual, 60} {
			t.Run(fmt.Sprintf("%s/%d", c.name, n), func(t *testing.T) {
				o := &bsc.Options{Limits: c.limits(n)}
				if n == c.usual {
					o.Limits = c.limits(0)
				}
				_, err := bsc.ParseDefinition([]byte(c.doc(n)), o)
				require.NoError(t, err)
				def, err := bsc.ParseDefinition([]byte(c.doc(n+1)), o)
				assert.Nil(t, def)
				found := problems(t, err)
				require.Len(t, found, 1)
				assert.ErrorIs(t, err, bsc.ErrLimit)
				assert.Contains(t, found[0].Error(), fmt.Sprintf(c.allowed, n))
			})
		}
	}
	_, err := bsc.ParseDefinition([]byte(`{}`), &bsc.Options{Limits: bsc.Limits{Bytes: -1}})
	assert.ErrorIs(t, err, bsc.ErrLimit, "a negative limit allows nothing")
}

// TestLimits_texts checks which characters a document may have, and where.
func TestLimits_texts(t *testing.T) {
	cases := map[string]string{
		`{"name":"a\u202eb\u200bc \u00ad 👨‍👩‍👧"}`:           ``, // shown isolated
		`{"description":"a\n\tb\r\n"}`:                      ``,
		`{"name":"a\nb"}`:                                   `/name: "a\nb" has a line break or a tab (one line of printable text)`,
		`{"name":"a\u0000b"}`:                               `/name: "a\x00b" has a control character (printable text)`,
		`{"description":"a\u0007b"}`:                        `/description: "a\ab" has a control character (printable text)`,
		`{"description":"a\u0085b"}`:                        `/description: "a\u0085b" has a control character (printable text)`,
		`{"name":"a\ufffeb"}`:                               `/name: "a\ufffeb" has a code that is no character (printable text)`,
		`{"name":"a\ufdd0b"}`:                               `/name: "a\ufdd0b" has a code that is no character (printable text)`,
		`{"name":"a\ud83f\udfffb"}`:                         `/name: "a\U0001ffffb" has a code that is no character (printable text)`,
		`{"attributes":{"a\u0001":"b"}}`:                    "/attributes/a\ufffd: " + `"a\x01" has a control character (printable text)`,
		`{"aggregator":{"name":"x","args":{"a":"\u0001"}}}`: `/aggregator/args/a: "\x01" has a control character (printable text)`,
	}
	for doc, want := range cases {
		_, err := bsc.ParseDefinition([]byte(doc), nil)
		found := problems(t, err)
		if want == "" {
			assert.Empty(t, found, doc)
			continue
		}
		require.Len(t, found, 1, doc)
		assert.Contains(t, found[0].Error(), want, doc)
	}
}

// TestLimits_readings does the same for files and documents of readings.
func TestLimits_readings(t *testing.T) {
	csv := func(doc string, l bsc.Limits) error {
		_, err := csvfile.Dialect{}.Readings(strings.NewReader(doc), &bsc.Options{Limits: l})
		return err
	}
	parse := func(doc string, l bsc.Limits) error {
		_, err := bsc.ParseReadings([]byte(doc), &bsc.Options{Limits: l})
		return err
	}
	const header = "kpi,period,value,recorded_at,note\n"
	at := func(n int) string { return fmt.Sprintf("%04d-01-01T00:00:%02dZ", n/60+1, n%60) }
	lines := func(n int) string {
		var b strings.Builder
		b.WriteString(header)
		for i := range n {
			b.WriteString("k,2026," + "1," + at(i) + ",\n")
		}
		return b.String()
	}
	objects := func(n int) string {
		var b strings.Builder
		b.WriteString(`{"readings":[`)
		for i := range n {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString(`{"kpi":"k","period":"2026","value":1,"recorded_at":"` + at(i) + `"}`)
		}
		return b.String() + `]}`
	}
	wide := bsc.Limits{Bytes: 1 << 30, Values: 1 << 30}
	cases := []struct {
		name   string
		read   func(string, bsc.Limits) error
		limits bsc.Limits
		n      int
		doc    func(n int) string
		want   string
	}{
		{"csv bytes", csv, bsc.Limits{}, 8 << 20, func(n int) string {
			return header + strings.Repeat("\n", n-len(header))
		}, `the file is too large (at most 8388608 bytes)`},
		{"csv bytes set", csv, bsc.Limits{Bytes: 100}, 100, func(n int) string {
			return header + "k,2026,1,,\n" + strings.Repeat("\n", n-len(header)-11)
		}, `the file is too large (at most 100 bytes)`},
		{"csv facts", csv, wide, 100_000, lines, `line 100002, column 1: kpi:k: too many readings of "kpi:k" (at most 100000)`},
		{"csv facts set", csv, bsc.Limits{Facts: 3}, 3, lines, `line 5, column 1: kpi:k: too many readings of "kpi:k" (at most 3)`},
		{"csv text", csv, bsc.Limits{TextRunes: 5}, 5, func(n int) string {
			return header + "k,2026,1,," + strings.Repeat("ä", n) + "\n"
		}, `line 2, column 11: "ääääää" is too long (at most 5 characters)`},
		{"csv string", csv, bsc.Limits{StringBytes: 25}, 25, func(n int) string {
			return header + "k,2026,1,," + strings.Repeat("a", n) + "\n"
		}, `line 2, column 11: a text is too long (at most 25 bytes)`},
		{"json facts", parse, wide, 100_000, objects, `/readings/100000: too many readings of "kpi:k" (at most 100000)`},
		{"json facts set", parse, bsc.Limits{Facts: 3}, 3, objects, `line 1, column 239: /readings/3: too many readings of "kpi:k" (at most 3)`},
		{"json note", parse, bsc.Limits{TextRunes: 5}, 5, func(n int) string {
			return `{"readings":[{"kpi":"k","period":"2026","value":1,"note":"` + strings.Repeat("ä", n) + `"}]}`
		}, `/readings/0/note: "ääääää" is too long (at most 5 characters)`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			require.NoError(t, c.read(c.doc(c.n), c.limits))
			err := c.read(c.doc(c.n+1), c.limits)
			require.ErrorIs(t, err, bsc.ErrLimit)
			assert.Contains(t, problems(t, err)[0].Error(), c.want)
		})
	}

	readings := new(bsc.Readings)
	two := &bsc.Options{Limits: bsc.Limits{Facts: 2}}
	require.NoError(t, csvfile.Dialect{}.AddReadings(readings, strings.NewReader(lines(2)), bsc.Input{}.AsOf, two))
	assert.ErrorIs(t, csvfile.Dialect{}.AddReadings(readings, strings.NewReader("kpi,period,value\nk,2027,1\n"), bsc.Input{}.AsOf, two), bsc.ErrLimit, "what is there already counts")
	require.NoError(t, csvfile.Dialect{}.AddReadings(readings, strings.NewReader("kpi,period,value,unit\nk,2027,1,n\nl,2027,1,\n"), bsc.Input{}.AsOf, two))
	assert.Len(t, readings.Facts(), 4)
}

// TestLimits_problems checks that problems are listed up to the limit, and counted beyond it.
func TestLimits_problems(t *testing.T) {
	unknown := func(n int) error {
		_, err := bsc.ParseDefinition([]byte("{"+numbered(n, `"x%d":1`)+"}"), nil)
		return err
	}
	weights := func(n int) error {
		def := &bsc.Definition{ID: "c", Perspectives: []bsc.Perspective{{ID: "p"}}}
		for i := range n {
			def.Perspectives[0].Objectives = append(def.Perspectives[0].Objectives, bsc.Objective{ID: fmt.Sprint(i), Weight: "-1"})
		}
		_, err := bsc.Compile(def, nil)
		return err
	}
	file := func(n int) error {
		_, err := csvfile.Dialect{}.Readings(strings.NewReader("kpi,period,value\n"+strings.Repeat("k,2026,x\n", n)), nil)
		return err
	}
	facts := func(n int) error {
		_, err := bsc.ParseReadings([]byte(`{"readings":[`+repeat(`{}`, ",", n)+`]}`), nil)
		return err
	}
	actuals := func(n int) error {
		readings := bsc.Actuals{}
		for i := range n {
			readings[fmt.Sprintf("no%d", i)] = decimal.New(1, 0)
		}
		_, err := bsc.MustCompile(oracle.Small(), nil).Evaluate(bsc.Input{Period: period.Year(2026), Readings: readings})
		return err
	}
	stray := func(n int) error {
		var readings bsc.Readings
		for i := range n {
			require.NoError(t, readings.Add(bsc.Fact{Ref: bsc.KPIRef(fmt.Sprintf("no%d", i)), Period: period.Year(2026)}))
		}
		return bsc.MustCompile(oracle.Small(), nil).CheckReadings(&readings).Err()
	}
	for name, door := range map[string]func(int) error{
		"a document": unknown, "Compile": weights, "a file": file, "readings": facts, "an input": actuals, "CheckReadings": stray,
	} {
		t.Run(name, func(t *testing.T) {
			all := problems(t, door(100))
			require.Len(t, all, 100)
			assert.NotEqual(t, bsc.ErrLimit, all[99].Code)
			for beyond, text := range map[int]string{101: "1 more problem is not listed", 350: "250 more problems are not listed"} {
				err := door(beyond)
				all = problems(t, err)
				require.Len(t, all, 101)
				assert.Equal(t, text+" (the first 100)", all[100].Error())
				assert.Equal(t, bsc.ErrLimit, all[100].Code)
				assert.Contains(t, err.Error(), fmt.Sprintf("(and %d more)", beyond-1))
			}
		})
	}

	def := &bsc.Definition{ID: "c", Perspectives: []bsc.Perspective{{ID: "p", Weight: "-1"}}}
	for i := range 30 {
		def.Perspectives[0].Objectives = append(def.Perspectives[0].Objectives, bsc.Objective{ID: fmt.Sprint(i)})
	}
	o := &bsc.Options{Limits: bsc.Limits{Problems: 20}}
	all := bsc.Check(def, o)
	require.Len(t, all, 22, "warnings leave the errors their room")
	assert.Equal(t, "warning: 10 more problems are not listed (the first 20)", oracle.Lines(all)[21])
	assert.Error(t, all.Err())
	def.Perspectives[0].Weight = ""
	card, err := bsc.Compile(def, o)
	require.NoError(t, err)
	assert.Len(t, card.Warnings(), 21)
}

// problems returns what an error lists.
func problems(t *testing.T, err error) bsc.Problems {
	t.Helper()
	list, unfit := oracle.Problems(err)
	require.NoError(t, unfit)
	return list
}

// TestLimits_negative sets every limit below 0 in turn, at every door: each allows nothing, as 0 would, and a problem is
// always listed. A document that has nothing of what is limited is read.
func TestLimits_negative(t *testing.T) {
	definition := `{"id":"c","name":"é","description":"x","links":[{"from":"a","to":"b"}],"perspectives":[{"id":"p"}]}`
	facts := `{"readings":[{"kpi":"k","period":"2026","value":1,"label":"e\u0301","note":"n"}]}`
	doors := map[string]func(o *bsc.Options) error{
		"ParseDefinition": func(o *bsc.Options) error { return second(bsc.ParseDefinition([]byte(definition), o)) },
		"ParseReadings":   func(o *bsc.Options) error { return second(bsc.ParseReadings([]byte(facts), o)) },
		"csvfile": func(o *bsc.Options) error {
			return second(csvfile.Dialect{}.Readings(strings.NewReader("kpi,period,value,note\nk,2026,1,e\u0301\n"), o))
		},
		"report.Parse": func(o *bsc.Options) error {
			return second(report.Parse([]byte(`{"name":"e\u0301","nodes":[{"ref":"kpi:k","reason":"r"}],"links":[{"from":"a","to":"b"}]}`), o))
		},
		"ParseVersions": func(o *bsc.Options) error {
			return second(history.ParseVersions([]byte(`[{"from":"2026","note":"n","definition":`+definition+`}]`), o))
		},
	}
	of := map[string]string{ // which doors a limit concerns
		"Bytes": "ParseDefinition ParseReadings csvfile report.Parse ParseVersions", "Depth": "ParseDefinition ParseReadings report.Parse ParseVersions",
		"Values": "ParseDefinition ParseReadings report.Parse ParseVersions", "StringBytes": "ParseDefinition ParseReadings csvfile report.Parse ParseVersions",
		"NameRunes": "ParseDefinition ParseReadings csvfile report.Parse ParseVersions", "TextRunes": "ParseDefinition ParseReadings csvfile report.Parse ParseVersions",
		"Marks": "csvfile report.Parse ParseReadings", "Nodes": "ParseDefinition report.Parse ParseVersions", "Links": "ParseDefinition report.Parse ParseVersions",
		"Facts": "ParseReadings csvfile", "Problems": "",
	}
	limits := reflect.TypeFor[bsc.Limits]()
	for i := range limits.NumField() {
		field := limits.Field(i)
		if !field.IsExported() {
			continue
		}
		concerned, known := of[field.Name]
		require.True(t, known, "say which doors %s concerns", field.Name)
		for name, read := range doors {
			o := new(bsc.Options)
			reflect.ValueOf(&o.Limits).Elem().Field(i).SetInt(-7)
			err := read(o)
			if !slices.Contains(strings.Fields(concerned), name) {
				assert.NoError(t, err, "%s, %s", field.Name, name)
				continue
			}
			found := problems(t, err)
			require.NotEmpty(t, found, "%s, %s", field.Name, name)
			assert.ErrorIs(t, err, bsc.ErrLimit, "%s, %s", field.Name, name)
			for _, p := range found {
				assert.NotContains(t, p.Error(), "-7")
				assert.NotContains(t, p.Error(), "at most -")
			}
		}
	}
	def, err := bsc.ParseDefinition([]byte(`{}`), &bsc.Options{Limits: bsc.Limits{Nodes: -1, Links: -1, Facts: -1, Marks: -1, NameRunes: -1}})
	require.NoError(t, err)
	assert.Error(t, bsc.Check(def, &bsc.Options{Limits: bsc.Limits{Problems: -1}}).Err(), "one problem is always listed")
}
