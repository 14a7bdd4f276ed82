package bad_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/csvfile"
	"github.com/go-bsc/bsc/internal/golden"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The bad inputs that the library promises an outcome for, by number. Each is a file in testdata/bad with its outcome
// beside it, a row of TestBad_generated or TestBad_host, or is tested elsewhere.

const badDir = "testdata/bad"

// lastBad is the number of the last bad input.
const lastBad = 82

// codesOfBad are what errors.Is finds in the error of a file that is refused, by number. Without one, no file is.
var codesOfBad = map[int][]bsc.Code{
	1: {bsc.ErrSyntax}, 2: {bsc.ErrSyntax}, 3: {bsc.ErrSyntax}, 4: {bsc.ErrSyntax}, 5: {bsc.ErrSyntax},
	6: {bsc.ErrSyntax}, 7: {bsc.ErrSyntax}, 8: {bsc.ErrDuplicate}, 9: {bsc.ErrSyntax}, 10: {bsc.ErrSyntax},
	11: {bsc.ErrSyntax, bsc.ErrNumber}, 12: {bsc.ErrLimit}, 16: {bsc.ErrSyntax, bsc.ErrNumber, bsc.ErrPolicyArgs}, 17: {bsc.ErrSchema},
	18: {bsc.ErrNumber}, 19: {bsc.ErrNumber}, 20: {bsc.ErrNumber}, 22: {bsc.ErrNumber, bsc.ErrSyntax}, 23: {bsc.ErrNumber, bsc.ErrSyntax},
	24: {bsc.ErrNumber, bsc.ErrSyntax}, 29: {bsc.ErrSyntax}, 30: {bsc.ErrDuplicate}, 32: {bsc.ErrID}, 33: {bsc.ErrID},
	34: {bsc.ErrUnknownRef}, 35: {bsc.ErrCycle}, 36: {bsc.ErrCycle}, 37: {bsc.ErrDuplicate}, 40: {bsc.ErrWeight},
	41: {bsc.ErrWeight}, 44: {bsc.ErrBands, bsc.ErrNumber, bsc.ErrPolicyArgs}, 45: {bsc.ErrPolicyName}, 47: {bsc.ErrTarget}, 48: {bsc.ErrTarget},
	49: {bsc.ErrTarget}, 50: {bsc.ErrUnknownRef}, 51: {bsc.ErrConflict}, 53: {bsc.ErrPeriod}, 54: {bsc.ErrPeriod},
	55: {bsc.ErrPeriod}, 56: {bsc.ErrPeriod}, 57: {bsc.ErrPeriod, bsc.ErrValue}, 74: {bsc.ErrValue, bsc.ErrSyntax},
	80: {bsc.ErrLimit}, 82: {bsc.ErrValue},
}

// TestBad reads every file of testdata/bad and compares what comes of it, line by line, with the file beside it. A
// definition NN_name.json is evaluated on NN_name.facts.csv, where there is one; NN_name.csv and NN_name.facts.json
// are readings of card.json.
func TestBad(t *testing.T) {
	for _, name := range badFiles(t) {
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile(filepath.Join(badDir, name))
			require.NoError(t, err)
			var out outcome
			if base, ok := strings.CutSuffix(name, ".json"); ok && !strings.HasSuffix(base, ".facts") {
				out = outcomeOfDefinition(t, text, base)
			} else {
				out = outcomeOfFacts(t, text, name)
			}
			golden.Check(t, "bad/"+strings.TrimSuffix(name, filepath.Ext(name))+".want", out.text())
			out.check(t, codesOfBad[numberOfBad(t, name)])
		})
	}
}

// badFiles are the names of the bad documents and files of readings.
func badFiles(t *testing.T) []string {
	t.Helper()
	entries, err := os.ReadDir(badDir)
	require.NoError(t, err)
	var names []string
	for _, e := range entries {
		name := e.Name()
		if name != "card.json" && filepath.Ext(name) != ".want" && !strings.HasSuffix(name, ".facts.csv") {
			names = append(names, name)
		}
	}
	return names
}

func numberOfBad(t *testing.T, name string) int {
	t.Helper()
	n, err := strconv.Atoi(name[:2])
	require.NoError(t, err, name)
	return n
}

// An outcome is what comes of a bad input.
type outcome struct {
	problems bsc.Problems // why it is refused, or warnings
	document []byte       // of a definition that was read: its problems have no line of their own
	nodes    []string     // how each node stands, where it is accepted
}

// text shows an outcome as the files do.
func (o *outcome) text() string {
	text := oracle.Lines(o.problems)
	if o.problems.Err() == nil {
		text = append([]string{"accepted"}, text...)
	}
	return strings.Join(append(text, o.nodes...), "\n") + "\n"
}

// check makes sure that what is refused is refused with one of the codes, and that every problem says where it stands:
// by line and column where the file could not be read, else by a pointer into it, or by what the readings are of.
func (o *outcome) check(t *testing.T, codes []bsc.Code) {
	t.Helper()
	err := o.problems.Err()
	if err == nil {
		return
	}
	assert.NoError(t, oracle.Bounded(err))
	assert.Empty(t, o.nodes)
	assert.True(t, slices.ContainsFunc(codes, func(c bsc.Code) bool { return errors.Is(err, c) }), "%v has none of the codes %v", err, codes)
	for _, p := range o.problems {
		switch {
		case o.document != nil:
			assert.NoError(t, oracle.Resolves(o.document, p.Path))
		case p.Line == 0:
			assert.NotZero(t, p.Ref, "%v", p)
		default:
			assert.Positive(t, p.Col, "%v", p)
		}
	}
}

func outcomeOfDefinition(t *testing.T, text []byte, base string) outcome {
	def, err := bsc.ParseDefinition(text, nil)
	if err != nil {
		assert.Nil(t, def, "nothing is loaded by halves")
		return outcome{problems: problems(t, err)}
	}
	out := outcome{problems: bsc.Check(def, nil), document: text}
	card, err := bsc.Compile(def, nil)
	assert.Equal(t, out.problems.Err(), err)
	if err != nil {
		assert.Nil(t, card)
		return out
	}
	readings := new(bsc.Readings)
	if file, err := os.Open(filepath.Join(badDir, base+".facts.csv")); err == nil {
		defer file.Close()
		require.NoError(t, csvfile.Dialect{}.AddReadings(readings, file, bsc.Input{}.AsOf, nil))
	}
	out.nodes = standings(t, card, readings)
	return out
}

func outcomeOfFacts(t *testing.T, text []byte, name string) outcome {
	document, err := os.ReadFile(filepath.Join(badDir, "card.json"))
	require.NoError(t, err)
	card := bsc.MustCompile(must(bsc.ParseDefinition(document, nil)), nil)
	readings := new(bsc.Readings)
	if filepath.Ext(name) == ".json" {
		readings, err = bsc.ParseReadings(text, nil)
	} else {
		readings, err = csvfile.Dialect{}.Readings(strings.NewReader(string(text)), nil)
	}
	if err != nil {
		assert.Nil(t, readings, "nothing is loaded by halves")
		return outcome{problems: problems(t, err)}
	}
	out := outcome{problems: card.CheckReadings(readings)}
	if out.problems.Err() == nil {
		out.nodes = standings(t, card, readings)
	}
	return out
}

// standings evaluates a card in every period of its readings, or in 2026, and says how its nodes stand.
func standings(t *testing.T, card *bsc.Scorecard, readings *bsc.Readings) []string {
	t.Helper()
	periods := []period.Period{}
	for _, f := range readings.Facts() {
		if !slices.Contains(periods, f.Period) {
			periods = append(periods, f.Period)
		}
	}
	if len(periods) == 0 {
		periods = []period.Period{period.Year(2026)}
	}
	var list []string
	for _, p := range periods {
		result, err := card.Evaluate(bsc.Input{Period: p, Readings: readings})
		require.NoError(t, err)
		for o := range result.All() {
			text := fmt.Sprint(p, " ", o.Ref, ": ", o.Score)
			if o.Score.Valid() && !o.Attainment.Equal(o.Score) {
				text += fmt.Sprint(" of ", o.Attainment)
			}
			text += fmt.Sprint(", covered ", bsc.NumberOf(o.Coverage))
			for _, also := range []string{string(o.Rating), o.Flags.String(), o.Reason.String()} {
				if also != "" {
					text += ", " + also
				}
			}
			list = append(list, text)
		}
	}
	return list
}

// problems returns what an error lists.
func problems(t *testing.T, err error) bsc.Problems {
	t.Helper()
	list, unfit := oracle.Problems(err)
	require.NoError(t, unfit)
	return list
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
