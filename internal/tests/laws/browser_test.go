package laws_test

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/internal/strictjson"
	"github.com/go-bsc/bsc/report"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The laws of documents that go through a browser.

// textNumbers are the options of a host that sends documents to a browser.
func textNumbers() *bsc.Options { return &bsc.Options{TextNumbers: true} }

// browser returns what JSON.parse and JSON.stringify leave of a document: numbers are doubles.
func browser(t *testing.T, document []byte) []byte {
	t.Helper()
	var tree any
	require.NoError(t, json.Unmarshal(document, &tree))
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	require.NoError(t, e.Encode(tree))
	return b.Bytes()
}

// TestLaw_browserDefinitions sends definitions through a browser: they come back with every digit.
func TestLaw_browserDefinitions(t *testing.T) {
	documentLaw(t, 150, func(t *testing.T, _ *rand.Rand, d *bsc.Definition) {
		plain, err := json.Marshal(d)
		require.NoError(t, err)
		same, err := bsc.Marshal(d, nil)
		require.NoError(t, err)
		require.Equal(t, string(plain), string(same))

		sent, err := bsc.Marshal(d, textNumbers())
		require.NoError(t, err)
		for _, o := range []*bsc.Options{nil, textNumbers()} {
			read, err := bsc.ParseDefinition(sent, o)
			require.NoError(t, err, "%s", sent)
			again, err := json.Marshal(read)
			require.NoError(t, err)
			require.Equal(t, string(plain), string(again), "before it is sent")
		}
		read, err := bsc.ParseDefinition(browser(t, sent), textNumbers())
		require.NoError(t, err, "%s", sent)
		again, err := json.Marshal(read)
		require.NoError(t, err)
		require.Equal(t, string(strictjson.Canonical(plain)), string(strictjson.Canonical(again)))
		require.Equal(t, fingerprintOf(d), fingerprintOf(read))
	})
}

// TestLaw_browserReports sends readings and reports through a browser: they come back the same to the
// byte, but for the order of the arguments of phrases.
func TestLaw_browserReports(t *testing.T) {
	numbers := 0
	timeLaw(t, 30, func(t *testing.T, _ *rand.Rand, c *oracle.TimedCard) {
		readings := new(bsc.Readings)
		require.NoError(t, readings.Add(c.Facts...))
		sent, err := bsc.Marshal(readings, textNumbers())
		require.NoError(t, err)
		read, err := bsc.ParseReadings(browser(t, sent), textNumbers())
		require.NoError(t, err)
		again, err := bsc.Marshal(read, textNumbers())
		require.NoError(t, err)
		require.Equal(t, string(sent), string(again))

		sent, err = bsc.Marshal(report.Of(resultOf(t, c)), textNumbers())
		require.NoError(t, err)
		reported, err := report.Parse(browser(t, sent), textNumbers())
		require.NoError(t, err, "%s", sent)
		again, err = bsc.Marshal(reported, textNumbers())
		require.NoError(t, err)
		require.Equal(t, string(strictjson.Canonical(sent)), string(strictjson.Canonical(again)))
		numbers += strings.Count(string(sent), `":"-`) + strings.Count(string(sent), `score":"`)
	})
	assert.Greater(t, numbers, 20)
}

// TestLaw_browserNumbers: what a browser has not kept of a bare number is refused, or it was never in the double's reach.
func TestLaw_browserNumbers(t *testing.T) {
	refused, kept := 0, 0
	rng := rand.New(rand.NewPCG(1, 5))
	for range 20_000 {
		number := bsc.Number(oracle.Pick(rng, "", "-"))
		for range 1 + rng.IntN(18) {
			number += bsc.Number('0' + byte(rng.IntN(10)))
		}
		digits := strings.TrimLeft(string(number), "-0")
		if digits == "" {
			continue
		}
		if number = bsc.Number(oracle.Pick(rng, "", "-") + digits); rng.IntN(2) == 0 {
			number = bsc.Number(oracle.Pick(rng, "0.", "0.0000000", "-0.00000000000000000000000000000") + digits)
		}
		var back bsc.Number
		document, err := json.Marshal(number)
		require.NoError(t, err)
		if err := bsc.Unmarshal(document, &back, textNumbers()); err != nil {
			refused++
			continue
		}
		kept++
		require.NoError(t, bsc.Unmarshal(browser(t, document), &back, textNumbers()), number)
		was, err := number.Decimal()
		require.NoError(t, err)
		is, err := back.Decimal()
		require.NoError(t, err)
		require.True(t, was.Equal(is), "%s is %s", number, back)
	}
	assert.Greater(t, refused, 1_000)
	assert.Greater(t, kept, 5_000)
}
