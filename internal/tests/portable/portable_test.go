package portable_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"math/rand/v2"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/compare"
	"github.com/go-bsc/bsc/history"
	"github.com/go-bsc/bsc/impact"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/render"
	"github.com/go-bsc/bsc/report"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// pinned are the hashes of all that so many random cards lead to, to the byte: the same on every machine, with
// every release of Go, and under every setting of the decimal package. .ci/portable checks that. They change
// where something means or says something else than before, and where the generators do.
func pinned() map[int]string {
	return map[int]string{
		200:    "0ee34db03895c47561f1ee6b0d17135e5876397ea1e1b5a53dadc7754f0b0e9e",
		600:    "fcf5a1a70f2aebdc2978905b9fd8a040274bd2e87182a6c5d43a767d77d8f6f6",
		20_000: "53855dc36378ebf1951c786e96dbc651cda860745f827047890e2adbf78eb84a",
	}
}

// portableCards is how many cards are hashed: 20,000 with BSC_CARDS=100000.
func portableCards(t *testing.T) uint64 { return max(200, oracle.Cards(600)) }

// TestPortable_hash evaluates, explains and draws random cards, timed and not, boards, trends, maps and
// cascades, and compares a hash of the bytes with what is pinned.
func TestPortable_hash(t *testing.T) {
	const shares = 4
	sums := make([][]byte, portableCards(t))
	t.Run("cards", func(t *testing.T) {
		for share := range shares {
			t.Run(fmt.Sprint("share ", share), func(t *testing.T) {
				t.Parallel()
				books := oracle.Daybooks()
				for seed := share; seed < len(sums); seed += shares {
					sums[seed] = newSample(t, uint64(seed), books).sum(t)
				}
			})
		}
	})
	checkPinned(t, sums)
}

// TestPortable_decimalSettings turns every knob of the decimal package, which belong to the host, after
// each card is made and before it is evaluated. It must not run beside other tests.
func TestPortable_decimalSettings(t *testing.T) {
	books := oracle.Daybooks()
	sums := make([][]byte, portableCards(t))
	for seed := range sums {
		s := newSample(t, uint64(seed), books)
		restore := turnDecimal()
		sums[seed] = s.sum(t)
		restore()
	}
	checkPinned(t, sums)
}

// turnDecimal turns all settings of the decimal package until restore.
func turnDecimal() (restore func()) {
	division, power, exp, decode := decimal.DivisionPrecision, decimal.PowPrecisionNegativeExponent, decimal.ExpMaxIterations, decimal.MaxDecodeExponent
	bare, trim, scientific := decimal.MarshalJSONWithoutQuotes, decimal.TrimTrailingZeros, decimal.UseScientificNotation
	decimal.DivisionPrecision, decimal.PowPrecisionNegativeExponent, decimal.ExpMaxIterations, decimal.MaxDecodeExponent = 1, 1, 1, 1
	decimal.MarshalJSONWithoutQuotes, decimal.TrimTrailingZeros, decimal.UseScientificNotation = !bare, !trim, !scientific
	return func() {
		decimal.DivisionPrecision, decimal.PowPrecisionNegativeExponent, decimal.ExpMaxIterations, decimal.MaxDecodeExponent = division, power, exp, decode
		decimal.MarshalJSONWithoutQuotes, decimal.TrimTrailingZeros, decimal.UseScientificNotation = bare, trim, scientific
	}
}

// checkPinned hashes the sums of all cards one after another, and compares at every number that is pinned.
func checkPinned(t *testing.T, sums [][]byte) {
	t.Helper()
	all, want := sha256.New(), pinned()
	for i, sum := range sums {
		all.Write(sum)
		if hash, ok := want[i+1]; ok {
			got := hex.EncodeToString(all.Sum(nil))
			assert.Equal(t, hash, got, "%d cards", i+1)
			t.Logf("%d cards: %s", i+1, got)
		}
	}
}

// A sample is what is made of one seed: always a card, and now and then the rest.
type sample struct {
	seed  uint64
	card  oracle.Card
	timed *oracle.TimedCard
	chart *bsc.Definition // of links
	units []cascade.OrgUnit
	facts *bsc.Readings // of the units
}

func newSample(t *testing.T, seed uint64, books []*oracle.Daybook) sample {
	s := sample{seed: seed, card: oracle.RandomCard(seed)}
	if seed%8 == 1 {
		s.timed = oracle.RandomTimedCard(seed, books)
	}
	if seed%8 == 2 {
		s.chart = oracle.RandomMap(rand.New(rand.NewPCG(seed, 41)))
	}
	if seed%25 == 3 {
		s.units, s.facts = oracle.RandomCompany(rand.New(rand.NewPCG(seed, 42)))
	}
	return s
}

// sum hashes all that the sample leads to.
func (s sample) sum(t *testing.T) []byte {
	h := hashed{t, sha256.New()}
	h.evaluate(s.card, s.seed%4 == 0)
	if s.timed != nil {
		h.follow(s.timed)
	}
	if s.chart != nil {
		h.trace(s.chart)
	}
	if s.units != nil {
		h.organisation(s.units, s.facts)
	}
	return h.Sum(nil)
}

// A hashed is what has been hashed so far.
type hashed struct {
	*testing.T
	hash.Hash
}

// say hashes values as text, each with its end.
func (h hashed) say(values ...any) {
	for _, v := range values {
		fmt.Fprintf(h, "%v\x00", v)
	}
}

// tell hashes a result as JSON, with the fingerprint of its card, and its explanation.
func (h hashed) tell(r *bsc.Result) {
	h.say(r.Fingerprint(), document(h.T, r), explained(h.T, r))
}

// draw hashes drawings.
func (h hashed) draw(drawings ...func(io.Writer) error) {
	for _, to := range drawings {
		require.NoError(h, to(h))
	}
}

// evaluate hashes a card: at once, and, where live, on a board which is told its readings one by one.
func (h hashed) evaluate(c oracle.Card, live bool) {
	card, err := bsc.Compile(c.Definition, &bsc.Options{Registry: oracle.Registry()})
	require.NoError(h, err)
	in := c.Input()
	result, err := card.Evaluate(in)
	require.NoError(h, err)
	h.tell(result)
	if !live {
		return
	}
	written, err := json.Marshal(c.Definition)
	require.NoError(h, err)
	h.say(string(written), card.Warnings())
	v := render.View{Result: result}
	h.draw(v.ScorecardSVG, v.Markdown, v.Text)
	in.Readings = new(bsc.Readings)
	board, err := card.Board(in)
	require.NoError(h, err)
	for _, ref := range card.Nodes() {
		if reading, ok := c.Readings[ref]; ok {
			of, _ := card.KPI(ref.ID)
			h.say(board.Apply(bsc.Update{Of: of, Reading: reading}))
		}
	}
	h.tell(board.Result())
}

// follow hashes a timed card, and the trend of its last three periods, where its readings have a past.
func (h hashed) follow(c *oracle.TimedCard) {
	in, err := c.Input(c.Units[0].ID)
	require.NoError(h, err)
	result, err := c.Result()
	require.NoError(h, err)
	h.tell(result)
	if c.Actuals != nil {
		return
	}
	from := c.Period
	for range 2 {
		if earlier, err := c.Book.Previous(from); err == nil {
			from = earlier
		}
	}
	trend, err := history.NewTrend(result.Scorecard(), from, in)
	require.NoError(h, err)
	for _, r := range trend.Results() {
		h.say(document(h.T, r))
	}
	for p := range trend.Of(bsc.ObjectiveRef("o")) {
		h.say(p.Period, p.Change.Valid, bsc.NumberOf(p.Change.Decimal), p.Movement, p.Streak)
	}
	v := render.View{Trend: trend}
	h.draw(v.MapSVG, v.ScorecardSVG, v.Markdown, v.Text)
}

// trace hashes a map: its drawings, its paths, and what a change leads to.
func (h hashed) trace(def *bsc.Definition) {
	card, err := bsc.Compile(def, nil)
	require.NoError(h, err)
	m := card.Map()
	h.say(card.Fingerprint(), m.Order(), m.Drivers(), m.Outcomes())
	for _, from := range m.Nodes() {
		impacts, err := impact.Of(card, from, decimal.New(7, 0), 5)
		require.NoError(h, err)
		for _, i := range impacts {
			h.say(i.Ref, bsc.NumberOf(i.Change))
		}
		for _, to := range m.Nodes() {
			paths, more := impact.Paths(m, from, to, 20)
			strongest, _ := impact.StrongestPath(m, from, to)
			h.say(paths, more, strongest, impact.CutPoints(m, from, to), impact.PolarityOf(m, from, to))
		}
	}
	v := render.View{Card: card}
	h.draw(v.MapSVG, v.MapDOT, v.MapMermaid, v.ScorecardSVG)
}

// organisation hashes units: each by itself, compared with the others, and all in a cascade.
func (h hashed) organisation(units []cascade.OrgUnit, readings *bsc.Readings) {
	in := bsc.Input{Period: period.Month(2026, 3), Readings: readings}
	inputs := func(yield func(bsc.Input) bool) {
		for _, u := range units {
			in.OrgUnit = u.ID
			if !yield(in) {
				return
			}
		}
	}
	var results []*bsc.Result
	for r, err := range bsc.MustCompile(oracle.Template(), nil).EvaluateOrgUnits(h.Context(), inputs) {
		require.NoError(h, err)
		h.say(document(h.T, r))
		results = append(results, r)
	}
	for _, row := range compare.OrgUnits(results[0].Total().Ref, results, 1).Rows {
		h.say(row.OrgUnit, row.Rank, row.Outcome.Score)
	}
	org, err := cascade.New(units, nil)
	if err != nil {
		h.say(err)
		return
	}
	in.OrgUnit, in.Readings = "", oracle.WithoutReceived(units, readings)
	result, err := org.Evaluate(in)
	require.NoError(h, err)
	for unit, r := range result.All() {
		h.say(unit)
		h.tell(r)
	}
	for _, s := range result.Shares() {
		h.say(s.OrgUnit, s.KPI, bsc.NumberOf(s.Share))
	}
}

// document is a result as JSON.
func document(t *testing.T, r *bsc.Result) string {
	t.Helper()
	text, err := json.Marshal(report.Of(r))
	require.NoError(t, err)
	return string(text)
}

// explained is the explanation of everything as text.
func explained(t *testing.T, r *bsc.Result) string {
	t.Helper()
	x, err := r.Explain(r.Total().Ref)
	require.NoError(t, err)
	return x.String()
}
