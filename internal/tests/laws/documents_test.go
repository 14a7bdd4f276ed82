package laws_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/report"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The laws of documents: what is written is read as the same, nothing in a document is lost, what
// is accepted is JSON, and what is refused is refused at its place.

// documentLaw runs check on the definitions of random cards, of every kind there is.
func documentLaw(t *testing.T, usually uint64, check func(t *testing.T, r *rand.Rand, d *bsc.Definition)) {
	t.Helper()
	t.Parallel()
	books := oracle.Daybooks()
	for seed := range oracle.Cards(usually) {
		r := rand.New(rand.NewPCG(seed, 4))
		def := oracle.RandomCard(seed).Definition
		switch seed % 3 {
		case 1:
			def = oracle.RandomTimedCard(seed, books).Definition()
		case 2:
			def = oracle.RandomMap(r)
		}
		if r.IntN(2) == 0 {
			dress(def)
		}
		check(t, r, def)
		if t.Failed() {
			t.Fatalf("card %d", seed)
		}
	}
}

// TestLaw_documents writes definitions and readings and reads them again: they are the same, and written the same.
func TestLaw_documents(t *testing.T) {
	documentLaw(t, 150, func(t *testing.T, _ *rand.Rand, d *bsc.Definition) {
		text, err := json.Marshal(d)
		require.NoError(t, err)
		read, err := bsc.ParseDefinition(text, nil)
		require.NoError(t, err, "%s", text)
		again, err := json.Marshal(read)
		require.NoError(t, err)
		assert.Equal(t, string(text), string(again))
		assert.Equal(t, fingerprintOf(d), fingerprintOf(read), "and means the same")

		spaced, err := json.MarshalIndent(d, "", "\t")
		require.NoError(t, err)
		read, err = bsc.ParseDefinition(spaced, nil)
		require.NoError(t, err)
		again, err = json.Marshal(read)
		require.NoError(t, err)
		assert.Equal(t, string(text), string(again), "however it was spaced")
	})
}

func fingerprintOf(d *bsc.Definition) string {
	card, err := bsc.Compile(d, &bsc.Options{Registry: oracle.Registry()})
	if err != nil {
		return err.Error()
	}
	return card.Fingerprint()
}

// TestLaw_readings does the same with the readings of random timed cards, and with reports of their results.
func TestLaw_readings(t *testing.T) {
	timeLaw(t, 30, func(t *testing.T, _ *rand.Rand, c *oracle.TimedCard) {
		readings := new(bsc.Readings)
		require.NoError(t, readings.Add(c.Facts...))
		text, err := json.Marshal(readings)
		require.NoError(t, err)
		read, err := bsc.ParseReadings(text, nil)
		require.NoError(t, err)
		again, err := json.Marshal(read)
		require.NoError(t, err)
		assert.Equal(t, string(text), string(again))

		result := document(t, resultOf(t, c))
		reported, err := report.Parse([]byte(result), nil)
		require.NoError(t, err)
		again, err = json.Marshal(reported)
		require.NoError(t, err)
		assert.Equal(t, result, string(again))
	})
}

// spoil changes some bytes of a document: it takes, doubles, moves, or replaces them.
func spoil(r *rand.Rand, text []byte) []byte {
	text = slices.Clone(text)
	bits := []string{`"`, ",", ":", "{", "}", "[", "]", "null", "1e5", "-", "0", `\ud800`, "\xff", " ", `"id":"x",`, "true", "\u202e", `\u0000`}
	for range 1 + r.IntN(2) {
		from := r.IntN(len(text))
		to := min(len(text), from+r.IntN(12))
		switch r.IntN(4) {
		case 0:
			text = slices.Delete(text, from, to)
		case 1:
			text = slices.Insert(text, from, text[from:to]...)
		case 2:
			text = slices.Insert(text, from, []byte(bits[r.IntN(len(bits))])...)
		default:
			text = slices.Replace(text, from, min(len(text), from+1), []byte(bits[r.IntN(len(bits))])...)
		}
		if len(text) == 0 {
			return text
		}
	}
	return text
}

// TestLaw_spoiledDocuments spoils documents. What is accepted all the same, encoding/json reads as the same value; what
// is refused is refused at a place in the document, all or nothing.
func TestLaw_spoiledDocuments(t *testing.T) {
	accepted, refused := 0, 0
	documentLaw(t, 300, func(t *testing.T, r *rand.Rand, d *bsc.Definition) {
		text, err := json.Marshal(d)
		require.NoError(t, err)
		for range 10 {
			doc := spoil(r, text)
			read, err := bsc.ParseDefinition(doc, nil)
			if err != nil {
				refused++
				assert.Nil(t, read)
				assertPlaced(t, doc, problems(t, err))
				continue
			}
			accepted++
			plain := new(bsc.Definition)
			require.NoError(t, json.Unmarshal(doc, plain), "%s", doc)
			require.Equal(t, plain, read, "%s", doc)
			for _, p := range bsc.Check(read, nil) {
				assert.NotEmpty(t, p.Code)
				assert.NoError(t, oracle.Resolves(doc, p.Path), "%v", p)
			}
		}
	})
	assert.Positive(t, accepted)
	assert.Positive(t, refused)
}

// assertPlaced checks that problems have codes, stand within a document, in its order, and, where it is JSON at all,
// that their pointers name something in it.
func assertPlaced(t *testing.T, doc []byte, list bsc.Problems) {
	t.Helper()
	require.NotEmpty(t, list)
	rows := strings.Split(string(doc), "\n")
	isJSON := json.Valid(doc)
	line, col := 1, 1
	for _, p := range list {
		assert.NotEmpty(t, p.Code)
		assert.Equal(t, !p.Warning, errors.Is(list.Err(), p.Code))
		require.True(t, 0 < p.Line && p.Line <= len(rows) && 0 < p.Col && p.Col <= len(rows[p.Line-1])+1, "%v in %s", p, doc)
		assert.False(t, p.Line < line || p.Line == line && p.Col < col, "%v is out of order in %s", p, doc)
		line, col = p.Line, p.Col
		if isJSON && !strings.ContainsAny(string(p.Path), "…\ufffd") { // else what it quotes is cut, or made printable
			assert.NoError(t, oracle.Resolves(doc, p.Path))
		}
	}
}

// TestLaw_nothingVanishes puts a field that nobody knows into some object of a document: that is an error that names
// the field and its place. What a host may add, attributes, is there again when the document is written.
func TestLaw_nothingVanishes(t *testing.T) {
	documentLaw(t, 100, func(t *testing.T, r *rand.Rand, d *bsc.Definition) {
		text, err := json.Marshal(d)
		require.NoError(t, err)
		var tree any
		decoder := json.NewDecoder(bytes.NewReader(text))
		decoder.UseNumber()
		require.NoError(t, decoder.Decode(&tree))
		pointer := addField(r, tree.(map[string]any), "", "")
		spoiled, err := json.Marshal(tree)
		require.NoError(t, err)
		_, err = bsc.ParseDefinition(spoiled, nil)
		if strings.Contains(pointer, "/args/") { // what a policy's arguments may be, only the policy knows
			read, err := bsc.ParseDefinition(spoiled, nil)
			require.NoError(t, err)
			err = bsc.Check(read, &bsc.Options{Registry: oracle.Registry()}).Err()
			require.Error(t, err, "%s", spoiled)
			return
		}
		found := problems(t, err)
		require.Len(t, found, 1, "%s", spoiled)
		assert.Equal(t, pointer, string(found[0].Path))
		assert.Contains(t, found[0].Detail.String(), `unknown field "zz"`)

		if d.Attributes == nil {
			d.Attributes = map[string]string{}
		}
		key := fmt.Sprint("host-", r.IntN(1000))
		d.Attributes[key] = randomText(r)
		text, err = json.Marshal(d)
		require.NoError(t, err)
		read, err := bsc.ParseDefinition(text, nil)
		require.NoError(t, err)
		assert.Equal(t, d.Attributes, read.Attributes)
	})
}

// addField adds the field "zz" to an object or to one somewhere in it that has fields of its own, and returns where.
func addField(r *rand.Rand, object map[string]any, path, field string) string {
	var inner []func() string
	for key, v := range object {
		switch v := v.(type) {
		case map[string]any:
			if key != "attributes" && key != "labels" {
				inner = append(inner, func() string { return addField(r, v, path+"/"+key, key) })
			}
		case []any:
			for i, e := range v {
				if o, ok := e.(map[string]any); ok {
					inner = append(inner, func() string { return addField(r, o, path+"/"+key+"/"+strconv.Itoa(i), key) })
				}
			}
		}
	}
	if len(inner) > 0 && r.IntN(3) > 0 {
		return inner[r.IntN(len(inner))]()
	}
	object["zz"] = 1
	return path + "/zz"
}

// randomText is a text of several scripts with what others would not show: directions, joiners, marks, markup.
func randomText(r *rand.Rand) string {
	bits := []string{"a", "Ä", "ß", "語", "م", "👩‍👧", "\u202e", "\u200b", "e\u0301", "<b>", "&amp;", `"`, `\`, "'", "=1+1", "]", "%", "\u00ad", " "}
	var b strings.Builder
	b.WriteString("n")
	for range r.IntN(8) {
		b.WriteString(bits[r.IntN(len(bits))])
	}
	return b.String()
}

// TestLaw_names gives every node a name of its own. Data carries the names as they are; what is made to be read carries
// them in lines that are safe to print.
func TestLaw_names(t *testing.T) {
	t.Parallel()
	for seed := range oracle.Cards(60) {
		c := oracle.RandomCard(seed)
		r := rand.New(rand.NewPCG(seed, 5))
		names := map[bsc.Ref]string{}
		name := func(ref bsc.Ref, into *string) {
			*into = randomText(r)
			names[ref] = *into
		}
		for i := range c.Definition.Perspectives {
			name(bsc.PerspectiveRef(c.Definition.Perspectives[i].ID), &c.Definition.Perspectives[i].Name)
		}
		for o := range oracle.Objectives(c.Definition) {
			name(bsc.ObjectiveRef(o.ID), &o.Name)
		}
		for k := range c.Definition.KPIs() {
			name(bsc.KPIRef(k.ID), &k.Name)
		}
		result := resultOf(t, c.Clone())
		read, err := report.Parse([]byte(document(t, result)), nil)
		require.NoError(t, err)
		shown := 0
		for _, n := range read.Nodes {
			if want, named := names[n.Ref]; named {
				assert.Equal(t, want, n.Name)
				shown++
			}
		}
		assert.Equal(t, len(names), shown)
		for _, line := range strings.Split(explained(t, result), "\n") {
			assert.False(t, strings.ContainsFunc(line, func(r rune) bool { return !unicode.IsPrint(r) }), "%q", line)
		}
		if t.Failed() {
			t.Fatalf("card %d", seed)
		}
	}
}

// problems returns what an error lists.
func problems(t *testing.T, err error) bsc.Problems {
	t.Helper()
	list, unfit := oracle.Problems(err)
	require.NoError(t, unfit)
	return list
}
