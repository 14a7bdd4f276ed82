package bsc_test

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
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The laws that the semantics claim, each on random cards and only where it is claimed. A law
// changes a card in a way that should not matter, or only in one direction, and compares.

// law runs check on some random cards. Check returns how often it put the law to the test; a law
// that hardly ever was fails.
func law(t *testing.T, check func(t *testing.T, r *rand.Rand, c testCard) (tested int)) {
	t.Helper()
	t.Parallel()
	cards, tested := cardCount(t, 120), 0
	for seed := range cards {
		c := randomCard(seed)
		tested += check(t, rand.New(rand.NewPCG(seed, 1)), c)
		if t.Failed() {
			t.Fatalf("card %d: %s", seed, c)
		}
	}
	require.Greater(t, tested, int(cards)/4, "the law was hardly tested")
}

// clone is a copy of the card that shares nothing that a law changes.
func (c testCard) clone(t *testing.T) testCard {
	t.Helper()
	document, err := json.Marshal(c.def)
	require.NoError(t, err)
	c.def, err = bsc.ParseDefinition(document, nil)
	require.NoError(t, err, "%s", document)
	c.readings, c.targets = maps.Clone(c.readings), maps.Clone(c.targets)
	return c
}

// names says whether the definition has any of the policies.
func (c testCard) names(policies ...string) bool {
	text := c.String()
	return slices.ContainsFunc(policies, func(p string) bool { return strings.Contains(text, `"`+p) })
}

const ofHost = "test.example/"

// inputs are the ids of the KPIs that calculators read.
func (c testCard) inputs() []string {
	var ids []string
	c.visitKPIs(func(k *bsc.KPI) {
		if !k.Calculator.IsZero() {
			for _, name := range inputsOf(k.Calculator) {
				ids = append(ids, strings.TrimPrefix(name, "kpi:"))
			}
		}
	})
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
	law(t, func(t *testing.T, r *rand.Rand, c testCard) int {
		if c.names(ofHost) { // which take the first part
			return 0
		}
		other := c.clone(t)
		shuffle(r, other.def.Perspectives)
		for i := range other.def.Perspectives {
			shuffle(r, other.def.Perspectives[i].Objectives)
		}
		other.visitObjectives(func(o *bsc.Objective) {
			shuffle(r, o.KPIs)
			shuffle(r, o.Uses)
		})
		assertUnchanged(t, c.result(t), other.result(t), nil)
		return 1
	})
}

func shuffle[T any](r *rand.Rand, s []T) {
	r.Shuffle(len(s), func(i, j int) { s[i], s[j] = s[j], s[i] })
}

func TestLaw_weightsAreRelative(t *testing.T) {
	law(t, func(t *testing.T, r *rand.Rand, c testCard) int {
		other := c.clone(t)
		tree := newReference(c)
		scaled := 0
		siblings(other.def, func(parent bsc.Ref, weights []*bsc.Number) {
			k := []decimal.Decimal{decimal.New(2, 0), decimal.New(7, -3), decimal.New(11, 1)}[r.IntN(3)]
			if innermost(tree.find(parent).aggregator) == "weighted_sum" || !scaleWeights(weights, k) {
				return
			}
			scaled++
		})
		before, after := c.result(t), other.result(t)
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
	if !slices.ContainsFunc(scaled, func(d decimal.Decimal) bool { return !admitted(d) }) {
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
	law(t, func(t *testing.T, r *rand.Rand, c testCard) int {
		other := c.clone(t)
		tree := newReference(c)
		split := 0
		other.visitObjectives(func(o *bsc.Objective) {
			node := tree.find(bsc.ObjectiveRef(o.ID))
			if len(o.KPIs) == 0 || node.quota != (bsc.Quota{}) || !slices.Contains(means(), node.aggregator.Name) {
				return
			}
			k := &o.KPIs[r.IntN(len(o.KPIs))]
			if !scaleWeights([]*bsc.Number{&k.Weight}, half) {
				return
			}
			twin := *k
			twin.ID = "twin-of-" + k.ID
			o.KPIs = append(o.KPIs, twin)
			if reading, ok := c.readings[bsc.KPIRef(k.ID)]; ok {
				other.readings[bsc.KPIRef(twin.ID)] = reading
			}
			if target, ok := c.targets[k.ID]; ok {
				other.targets[twin.ID] = target
			}
			split++
		})
		assertUnchanged(t, c.result(t), other.result(t), nil)
		return split
	})
}

// TestLaw_betterNeverLowers improves one reading at a time. Where a node has a score only
// before or only after, its siblings carry other weights, and nothing is claimed.
func TestLaw_betterNeverLowers(t *testing.T) {
	law(t, func(t *testing.T, r *rand.Rand, c testCard) int {
		if c.names("most_frequent", ofHost) {
			return 0
		}
		tree, inputs := newReference(c), c.inputs()
		before := c.result(t)
		improved := 0
		c.visitKPIs(func(k *bsc.KPI) {
			reading, ok := c.readings[bsc.KPIRef(k.ID)]
			statedLower := tree.kpis[k.ID].scorer.Name == "stated" && k.Direction == bsc.LowerIsBetter
			if !ok || reading.Label != "" || k.Direction == bsc.CloserIsBetter || statedLower || slices.Contains(inputs, k.ID) {
				return
			}
			step := decimal.New(r.Int64N(100), -r.Int32N(12))
			if k.Direction == bsc.LowerIsBetter {
				step = step.Neg()
			}
			other := c
			other.readings = maps.Clone(c.readings)
			reading.Value = reading.Value.Add(step)
			other.readings[bsc.KPIRef(k.ID)] = reading
			improved += assertNotLowered(t, before, other.result(t))
		})
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
	law(t, func(t *testing.T, r *rand.Rand, c testCard) int {
		other := c.clone(t)
		tree := newReference(c)
		added := 0
		other.visitObjectives(func(o *bsc.Objective) {
			if len(o.KPIs)+len(o.Uses) == 0 || tree.find(bsc.ObjectiveRef(o.ID)).aggregator.Name == "veto" {
				return
			}
			extra := bsc.KPI{ID: "extra-" + o.ID, Weight: "0", Scorer: bsc.Policy{Name: "stated"}}
			extra.Missing.Rule = []bsc.MissingRule{"", bsc.MissingRequire, bsc.MissingZero}[r.IntN(3)]
			if r.IntN(2) == 0 {
				other.readings[bsc.KPIRef(extra.ID)] = bsc.Reading{Value: decimal.New(r.Int64N(100), 0)}
			}
			o.KPIs = slices.Insert(o.KPIs, r.IntN(len(o.KPIs)+1), extra)
			added++
		})
		assertUnchanged(t, c.result(t), other.result(t), nil)
		return added
	})
}

// TestLaw_noData adds KPIs without a reading, of whatever weight, to objectives that have a score: no score and no rating
// changes. Where a quota asks for coverage nothing is claimed, and weighted_sum counts what is missing.
func TestLaw_noData(t *testing.T) {
	law(t, func(t *testing.T, r *rand.Rand, c testCard) int {
		if c.names("min_coverage", "weighted_sum", ofHost) {
			return 0
		}
		other, before := c.clone(t), c.result(t)
		added := 0
		other.visitObjectives(func(o *bsc.Objective) {
			if !of(t, before, bsc.ObjectiveRef(o.ID)).Score.Valid() {
				return
			}
			extra := bsc.KPI{ID: "extra-" + o.ID, Weight: pick(&generator{Rand: r}, bsc.Number("1"), "0.5", "900"), Scorer: bsc.Policy{Name: "stated"}}
			extra.Missing.Rule = bsc.MissingExclude
			o.KPIs = slices.Insert(o.KPIs, r.IntN(len(o.KPIs)+1), extra)
			added++
		})
		after := other.result(t)
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
	law(t, func(t *testing.T, r *rand.Rand, c testCard) int {
		before := c.result(t)
		other := c.clone(t)
		completed, inputs := 0, c.inputs()
		g := &generator{Rand: r, scale: before.Scorecard().Scale()}
		other.visitKPIs(func(k *bsc.KPI) {
			if o, _ := before.Of(bsc.KPIRef(k.ID)); o.Score.Valid() || !o.Low.Valid() || slices.Contains(inputs, k.ID) {
				return
			}
			k.Calculator, k.Scorer = bsc.Policy{}, bsc.Policy{Name: "stated"}
			other.readings[bsc.KPIRef(k.ID)] = bsc.Reading{Value: g.score()}
			completed = 1
		})
		after := other.result(t)
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
	law(t, func(t *testing.T, _ *rand.Rand, c testCard) int {
		document, err := json.Marshal(c.def)
		require.NoError(t, err)
		other := testCard{readings: map[bsc.Ref]bsc.Reading{}, targets: bsc.UnitTargets{}, period: c.period, timing: c.timing}
		other.def, err = bsc.ParseDefinition(id.ReplaceAllFunc(document, func(b []byte) []byte { return []byte(rename(string(b))) }), nil)
		require.NoError(t, err)
		for ref, reading := range c.readings {
			other.readings[renamed(ref)] = reading
		}
		for kpi, target := range c.targets {
			other.targets[rename(kpi)] = target
		}
		assertUnchanged(t, c.result(t), other.result(t), renamed)
		return 1
	})
}
