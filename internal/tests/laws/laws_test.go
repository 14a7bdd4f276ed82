package laws_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The laws that the semantics claim, each on random cards and only where it is claimed. A law
// changes a card in a way that should not matter, or only in one direction, and compares.

// law runs check on some random cards. Check returns how often it put the law to the test; a law
// that hardly ever was fails. Where BSC_CARDS asks for few cards, more are drawn until the law was tested.
func law(t *testing.T, check func(t *testing.T, r *rand.Rand, c oracle.Card) (tested int)) {
	t.Helper()
	t.Parallel()
	const usually = 120
	cards, tested := oracle.Cards(usually), 0
	for seed := uint64(0); seed < cards || seed < usually && tested <= int(cards)/4; seed++ {
		c := oracle.RandomCard(seed)
		tested += check(t, rand.New(rand.NewPCG(seed, 1)), c)
		if t.Failed() {
			t.Fatalf("card %d: %s", seed, c)
		}
	}
	require.Greater(t, tested, int(cards)/4, "the law was hardly tested")
}

// resultOf is what the library makes of a card, dated or not.
func resultOf(t testing.TB, c interface{ Result() (*bsc.Result, error) }) *bsc.Result {
	t.Helper()
	result, err := c.Result()
	require.NoError(t, err)
	return result
}

// names says whether the definition has any of the policies.
func names(c oracle.Card, policies ...string) bool {
	text := c.String()
	return slices.ContainsFunc(policies, func(p string) bool { return strings.Contains(text, `"`+p) })
}

const ofHost = "test.example/"

// inputs are the ids of the KPIs that calculators read.
func inputs(c oracle.Card) []string {
	var ids []string
	for k := range c.Definition.KPIs() {
		if !k.Calculator.IsZero() {
			for _, name := range oracle.Inputs(k.Calculator) {
				ids = append(ids, strings.TrimPrefix(name, "kpi:"))
			}
		}
	}
	return ids
}

// standing is what of an outcome no law below may change, as text.
func standing(o bsc.Outcome) string {
	return fmt.Sprint(o.Score, " ", o.Attainment, " ", o.Rating, " ", o.Flags, " in ", o.Low, "..", o.High, " covered ", bsc.NumberOf(o.Coverage))
}

// assertUnchanged compares all nodes of one result with the nodes of another that ref names, or
// the same ones.
func assertUnchanged(t *testing.T, before, after *bsc.Result, ref func(bsc.Ref) bsc.Ref) {
	t.Helper()
	for o := range before.All() {
		name := o.Ref
		if ref != nil {
			name = ref(name)
		}
		now, ok := after.Of(name)
		if !ok || standing(o) != standing(now) {
			t.Errorf("%s was %s, is %s", o.Ref, standing(o), standing(now))
		}
	}
}

func TestLaw_siblingsInAnyOrder(t *testing.T) {
	law(t, func(t *testing.T, r *rand.Rand, c oracle.Card) int {
		if names(c, ofHost) { // which take the first part
			return 0
		}
		other := c.Clone()
		shuffle(r, other.Definition.Perspectives)
		for i := range other.Definition.Perspectives {
			shuffle(r, other.Definition.Perspectives[i].Objectives)
		}
		for o := range oracle.Objectives(other.Definition) {
			shuffle(r, o.KPIs)
			shuffle(r, o.Uses)
		}
		assertUnchanged(t, resultOf(t, c), resultOf(t, other), nil)
		return 1
	})
}

func shuffle[T any](r *rand.Rand, s []T) {
	r.Shuffle(len(s), func(i, j int) { s[i], s[j] = s[j], s[i] })
}

func TestLaw_weightsAreRelative(t *testing.T) {
	law(t, func(t *testing.T, r *rand.Rand, c oracle.Card) int {
		other := c.Clone()
		tree := oracle.NewTree(c)
		scaled := 0
		for parent, weights := range oracle.Siblings(other.Definition) {
			k := []decimal.Decimal{decimal.New(2, 0), decimal.New(7, -3), decimal.New(11, 1)}[r.IntN(3)]
			if tree.Node(parent).Aggregates() != "weighted_sum" && scaleWeights(weights, k) {
				scaled++
			}
		}
		before, after := resultOf(t, c), resultOf(t, other)
		assertUnchanged(t, before, after, nil)
		for o := range before.All() {
			now, _ := after.Of(o.Ref)
			if !o.EffectiveWeight.Equal(now.EffectiveWeight) {
				t.Errorf("%s weighed %s, weighs %s", o.Ref, o.EffectiveWeight, now.EffectiveWeight)
			}
		}
		return scaled
	})
}

// scaleWeights multiplies weights, unless one would no longer pass the doors.
func scaleWeights(weights []*bsc.Number, k decimal.Decimal) bool {
	var scaled []decimal.Decimal
	for _, w := range weights {
		scaled = append(scaled, weightOf(*w).Mul(k))
	}
	if !slices.ContainsFunc(scaled, func(d decimal.Decimal) bool { return !oracle.Admitted(d) }) {
		for i, d := range scaled {
			*weights[i] = bsc.NumberOf(d)
		}
		return true
	}
	return false
}

func weightOf(w bsc.Number) decimal.Decimal {
	if w == "" {
		return decimal.New(1, 0)
	}
	return decimal.RequireFromString(string(w))
}

func TestLaw_splitChildren(t *testing.T) {
	half := decimal.New(5, -1)
	law(t, func(t *testing.T, r *rand.Rand, c oracle.Card) int {
		other := c.Clone()
		tree := oracle.NewTree(c)
		split := 0
		for o := range oracle.Objectives(other.Definition) {
			node := tree.Node(bsc.ObjectiveRef(o.ID))
			if len(o.KPIs) == 0 || node.Quota != (bsc.Quota{}) || !slices.Contains(means(), node.Aggregator.Name) {
				continue
			}
			k := &o.KPIs[r.IntN(len(o.KPIs))]
			if !scaleWeights([]*bsc.Number{&k.Weight}, half) {
				continue
			}
			twin := *k
			twin.ID = "twin-of-" + k.ID
			o.KPIs = append(o.KPIs, twin)
			if reading, ok := c.Readings[bsc.KPIRef(k.ID)]; ok {
				other.Readings[bsc.KPIRef(twin.ID)] = reading
			}
			if target, ok := c.Targets[k.ID]; ok {
				other.Targets[twin.ID] = target
			}
			split++
		}
		assertUnchanged(t, resultOf(t, c), resultOf(t, other), nil)
		return split
	})
}

// TestLaw_betterNeverLowers improves one reading at a time. Where a node has a score only
// before or only after, its siblings carry other weights, and nothing is claimed.
func TestLaw_betterNeverLowers(t *testing.T) {
	law(t, func(t *testing.T, r *rand.Rand, c oracle.Card) int {
		if names(c, "most_frequent", ofHost) {
			return 0
		}
		tree, read := oracle.NewTree(c), inputs(c)
		before := resultOf(t, c)
		improved := 0
		for k := range c.Definition.KPIs() {
			reading, ok := c.Readings[bsc.KPIRef(k.ID)]
			statedLower := tree.Node(bsc.KPIRef(k.ID)).Scorer.Name == "stated" && k.Direction == bsc.DirectionLower
			if !ok || reading.Label != "" || k.Direction == bsc.DirectionCloser || statedLower || slices.Contains(read, k.ID) {
				continue
			}
			step := decimal.New(r.Int64N(100), -r.Int32N(12))
			if k.Direction == bsc.DirectionLower {
				step = step.Neg()
			}
			other := c
			other.Readings = maps.Clone(c.Readings)
			reading.Value = reading.Value.Add(step)
			other.Readings[bsc.KPIRef(k.ID)] = reading
			improved += assertNotLowered(t, before, resultOf(t, other))
		}
		return improved
	})
}

// assertNotLowered compares all scores, where the same nodes have one. It returns 1 where it did.
func assertNotLowered(t *testing.T, before, after *bsc.Result) int {
	t.Helper()
	for o := range before.All() {
		if now, _ := after.Of(o.Ref); now.Score.Valid() != o.Score.Valid() {
			return 0
		}
	}
	for o := range before.All() {
		if now, _ := after.Of(o.Ref); now.Score.Compare(o.Score) < 0 {
			t.Errorf("%s fell from %s to %s", o.Ref, o.Score, now.Score)
		}
	}
	return 1
}

// TestLaw_weightZero adds KPIs of weight 0, whatever has become of them, to objectives without a
// veto, at which even those may look.
func TestLaw_weightZero(t *testing.T) {
	law(t, func(t *testing.T, r *rand.Rand, c oracle.Card) int {
		other := c.Clone()
		tree := oracle.NewTree(c)
		added := 0
		for o := range oracle.Objectives(other.Definition) {
			if len(o.KPIs)+len(o.Uses) == 0 || tree.Node(bsc.ObjectiveRef(o.ID)).Aggregator.Name == "veto" {
				continue
			}
			extra := bsc.KPI{ID: "extra-" + o.ID, Weight: "0", Scorer: bsc.Policy{Name: "stated"}}
			extra.Missing.Rule = []bsc.MissingRule{"", bsc.MissingRequire, bsc.MissingZero}[r.IntN(3)]
			if r.IntN(2) == 0 {
				other.Readings[bsc.KPIRef(extra.ID)] = bsc.Reading{Value: decimal.New(r.Int64N(100), 0)}
			}
			o.KPIs = slices.Insert(o.KPIs, r.IntN(len(o.KPIs)+1), extra)
			added++
		}
		assertUnchanged(t, resultOf(t, c), resultOf(t, other), nil)
		return added
	})
}

// TestLaw_noData adds KPIs without a reading, of whatever weight, to objectives that have a score: no score and no
// rating changes. Nothing is claimed where a quota asks for coverage, which the law takes away, or under weighted_sum,
// which counts what is missing.
func TestLaw_noData(t *testing.T) {
	law(t, func(t *testing.T, r *rand.Rand, c oracle.Card) int {
		if names(c, "weighted_sum", ofHost) {
			return 0
		}
		c = c.Clone()
		c.Definition.Quota.MinCoverage = ""
		for i := range c.Definition.Perspectives {
			c.Definition.Perspectives[i].Quota.MinCoverage = ""
		}
		for o := range oracle.Objectives(c.Definition) {
			o.Quota.MinCoverage = ""
		}
		other, before := c.Clone(), resultOf(t, c)
		added := 0
		for o := range oracle.Objectives(other.Definition) {
			if !of(t, before, bsc.ObjectiveRef(o.ID)).Score.Valid() {
				continue
			}
			extra := bsc.KPI{ID: "extra-" + o.ID, Weight: oracle.Pick(r, bsc.Number("1"), "0.5", "900"), Scorer: bsc.Policy{Name: "stated"}}
			extra.Missing.Rule = bsc.MissingExclude
			o.KPIs = slices.Insert(o.KPIs, r.IntN(len(o.KPIs)+1), extra)
			added++
		}
		after := resultOf(t, other)
		for o := range before.All() {
			now := of(t, after, o.Ref)
			same := o.Score.Equal(now.Score) && o.Attainment.Equal(now.Attainment) && o.Rating == now.Rating
			assert.True(t, same, "%s was %s, is %s", o.Ref, standing(o), standing(now))
			assert.True(t, now.Coverage.LessThanOrEqual(o.Coverage), "%s covered %s, then %s", o.Ref, o.Coverage, now.Coverage)
		}
		return added
	})
}

// TestLaw_boundsHold completes the missing data in some way, but for KPIs that others are
// calculated from. Where a node that could have a score has none for all that, because an
// aggregator refuses the data or not all of it is there, its siblings carry other weights, and
// nothing is claimed.
func TestLaw_boundsHold(t *testing.T) {
	law(t, func(t *testing.T, r *rand.Rand, c oracle.Card) int {
		before := resultOf(t, c)
		other := c.Clone()
		completed, read := 0, inputs(c)
		g := &oracle.Generator{Rand: r, Scale: before.Scorecard().Scale()}
		for k := range other.Definition.KPIs() {
			if o, _ := before.Of(bsc.KPIRef(k.ID)); o.Score.Valid() || !o.Low.Valid() || slices.Contains(read, k.ID) {
				continue
			}
			k.Calculator, k.Scorer = bsc.Policy{}, bsc.Policy{Name: "stated"}
			other.Readings[bsc.KPIRef(k.ID)] = bsc.Reading{Value: g.Score()}
			completed = 1
		}
		after := resultOf(t, other)
		for o := range before.All() {
			if now, _ := after.Of(o.Ref); o.Low.Valid() && !now.Score.Valid() {
				return 0
			}
		}
		for o := range before.All() {
			now, _ := after.Of(o.Ref)
			if now.Score.Compare(o.Low) < 0 || now.Score.Compare(o.High) > 0 {
				t.Errorf("%s, %s to %s, became %s", o.Ref, o.Low, o.High, now.Score)
			}
		}
		return completed
	})
}

// TestLaw_renaming gives every node a new id, in another order, and reads the document again.
func TestLaw_renaming(t *testing.T) {
	id := regexp.MustCompile(`"(kpi:|series:)?(p\d+o|[pks])(\d+)"`)
	number := regexp.MustCompile(`\d+"?$`)
	rename := func(quoted string) string {
		return number.ReplaceAllStringFunc(quoted, func(digits string) string {
			n, _ := strconv.Atoi(strings.TrimSuffix(digits, `"`))
			return fmt.Sprint("_", 9999-n, digits[len(strings.TrimSuffix(digits, `"`)):])
		})
	}
	renamed := func(ref bsc.Ref) bsc.Ref {
		if ref.Kind != bsc.KindScorecard {
			ref.ID = rename(ref.ID)
		}
		return ref
	}
	law(t, func(t *testing.T, _ *rand.Rand, c oracle.Card) int {
		document, err := json.Marshal(c.Definition)
		require.NoError(t, err)
		other := oracle.Card{Readings: map[bsc.Ref]bsc.Reading{}, Targets: bsc.OrgUnitTargets{}, Period: c.Period, Timing: c.Timing}
		other.Definition, err = bsc.ParseDefinition(id.ReplaceAllFunc(document, func(b []byte) []byte { return []byte(rename(string(b))) }), nil)
		require.NoError(t, err)
		for ref, reading := range c.Readings {
			other.Readings[renamed(ref)] = reading
		}
		for kpi, target := range c.Targets {
			other.Targets[rename(kpi)] = target
		}
		assertUnchanged(t, resultOf(t, c), resultOf(t, other), renamed)
		return 1
	})
}

func of(t *testing.T, r *bsc.Result, ref bsc.Ref) bsc.Outcome {
	t.Helper()
	o, ok := r.Of(ref)
	require.True(t, ok, ref)
	return o
}
