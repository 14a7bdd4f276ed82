package bsc

import (
	"maps"
	"slices"
	"strings"
	"sync"

	faults "github.com/go-bsc/bsc/internal/fault"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/internal/scoring"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// Policies by name: a host's own, and the built-in ones.

// A Registry holds a host's own policies by name. The zero value, and a nil *Registry,
// has the built-in policies only. It is safe for concurrent use; a Scorecard does not
// read it after Compile.
//
// Host names have a namespace and a version: acme.com/nps@2. A name never changes its
// meaning: a changed rule gets a new version. Registering a name twice is an error.
type Registry struct {
	mu          sync.RWMutex
	scorers     map[string]Factory[Scorer]
	aggregators map[string]Factory[Aggregator]
	thresholds  map[string]Factory[Threshold]
	calculators map[string]Factory[Calculator]
	monotone    map[string]bool
}

// Scorer registers a scorer. The error is a *Problem with ErrRegistration.
func (r *Registry) Scorer(name string, f Factory[Scorer]) error { return register(r, scorers, name, f) }

// Aggregator registers an aggregator. While data is missing, the bounds of its scores
// are the whole scale; see MonotoneAggregator.
func (r *Registry) Aggregator(name string, f Factory[Aggregator]) error {
	return register(r, aggregators, name, f)
}

// MonotoneAggregator registers an aggregator whose result never falls when a part's score rises. While data is missing,
// the engine then bounds its scores by what that data could make of them.
func (r *Registry) MonotoneAggregator(name string, f Factory[Aggregator]) error {
	if err := register(r, aggregators, name, f); err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.monotone == nil {
		r.monotone = map[string]bool{}
	}
	r.monotone[name] = true
	return nil
}

// Threshold registers a threshold.
func (r *Registry) Threshold(name string, f Factory[Threshold]) error {
	return register(r, thresholds, name, f)
}

// Calculator registers a calculator.
func (r *Registry) Calculator(name string, f Factory[Calculator]) error {
	return register(r, calculators, name, f)
}

// NewScorer returns a scorer to call directly, built in or registered. Built-in policies refuse numbers with more than
// 1,000 places before or after the point, with ErrNumber.
func (r *Registry) NewScorer(p Policy) (Scorer, error) { return makeDirect(r, scorers, p) }

// NewAggregator returns an aggregator to call directly. Built-in ones refuse parts without a weight above 0, with
// ErrWeight.
func (r *Registry) NewAggregator(p Policy) (Aggregator, error) { return makeDirect(r, aggregators, p) }

// NewThreshold returns a threshold to call directly.
func (r *Registry) NewThreshold(p Policy) (Threshold, error) { return makeDirect(r, thresholds, p) }

// NewCalculator returns a calculator to call directly. Its input has the values that its arguments name, in their order
// there.
func (r *Registry) NewCalculator(p Policy) (Calculator, error) { return makeDirect(r, calculators, p) }

// A family is one kind of policy: its built-ins, and where a registry keeps the host's.
type family[T any] struct {
	name     string
	builtins func() map[string]Factory[T]
	of       func(*Registry) *map[string]Factory[T]
}

// phrase names the kind of policy.
func (f *family[T]) phrase() words.Phrase { return words.Name("term", f.name) }

func scorers() family[Scorer] {
	of := func(r *Registry) *map[string]Factory[Scorer] { return &r.scorers }
	return family[Scorer]{"scorer", builtinScorers, of}
}

func aggregators() family[Aggregator] {
	of := func(r *Registry) *map[string]Factory[Aggregator] { return &r.aggregators }
	return family[Aggregator]{"aggregator", builtinAggregators, of}
}

func thresholds() family[Threshold] {
	of := func(r *Registry) *map[string]Factory[Threshold] { return &r.thresholds }
	return family[Threshold]{"threshold", builtinThresholds, of}
}

func calculators() family[Calculator] {
	of := func(r *Registry) *map[string]Factory[Calculator] { return &r.calculators }
	return family[Calculator]{"calculator", builtinCalculators, of}
}

func register[T any](r *Registry, family func() family[T], name string, f Factory[T]) error {
	fam := family()
	refuse := func(code string, allowed words.Phrase) error {
		p := fault(ErrRegistration, code, "policy", fam.phrase(), "name", name)
		p.Allowed = allowed
		return p
	}
	switch {
	case r == nil:
		return refuse("registry_nil", words.Phrase{})
	case f == nil:
		return refuse("factory_nil", words.Phrase{})
	case !isHostName(name):
		return refuse("policy_name_unversioned", words.New("versioned_policy_name"))
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	known := fam.of(r)
	if _, twice := (*known)[name]; twice {
		return refuse("policy_registered", words.New("changed_policy_new_version"))
	}
	if *known == nil {
		*known = map[string]Factory[T]{}
	}
	(*known)[name] = f
	return nil
}

// isHostName reports whether a name is namespace/name@version.
func isHostName(name string) bool {
	path, version, ok := strings.Cut(name, "@")
	if !ok || version == "" || strings.Trim(version, "0123456789") != "" || checkID(name) != nil {
		return false
	}
	parts := strings.Split(path, "/")
	return len(parts) > 1 && !slices.Contains(parts, "")
}

// makePolicy makes one policy. The problem's path is relative to the policy.
func makePolicy[T any](r *Registry, family func() family[T], p Policy, state *argsState) (T, *Problem) {
	var none T
	fam := family()
	factory, names := lookup(r, fam, p.Name)
	if factory == nil {
		problem := unknown(ErrPolicyName, fam.name, p.Name)
		problem.Allowed = words.New("one_of", "values", names)
		problem.Hint = didYouMean(p.Name, names)
		if problem.Hint.IsZero() && isHostName(p.Name) {
			problem.Hint = words.New("register_policy")
		}
		return none, problem
	}
	policy, err := callFactory(factory, Args{raw: p.Args, state: state})
	if err != nil {
		problem := asProblem(err, ErrPolicyArgs, words.New("policy_named", "policy", fam.phrase(), "name", p.Name))
		problem.Path = "/args" + problem.Path
		return none, problem
	}
	if faults.IsNil(policy) {
		return none, fault(ErrPolicyArgs, "policy_nil", "policy", fam.phrase(), "name", p.Name)
	}
	if len(p.Args) > 0 && strings.Join(strings.Fields(string(p.Args)), "") != "{}" && !state.decoded {
		problem := fault(ErrPolicyArgs, "policy_without_arguments", "policy", fam.phrase(), "name", p.Name)
		problem.Path = "/args"
		return none, problem
	}
	return policy, nil
}

// lookup finds a factory; if there is none, it returns all names instead.
func lookup[T any](r *Registry, fam family[T], name string) (Factory[T], []string) {
	builtins := fam.builtins()
	if f, ok := builtins[name]; ok {
		return f, nil
	}
	names := slices.Sorted(maps.Keys(builtins))
	if r == nil {
		return nil, names
	}
	r.mu.RLock()
	defer r.mu.RUnlock()
	if f, ok := (*fam.of(r))[name]; ok {
		return f, nil
	}
	return nil, append(names, slices.Sorted(maps.Keys(*fam.of(r)))...)
}

func callFactory[T any](f Factory[T], a Args) (policy T, err error) {
	err = guard(func() error {
		policy, err = f(a)
		return err
	})
	return policy, err
}

// makeDirect makes a policy for a host that calls it without a scorecard.
func makeDirect[T any](r *Registry, family func() family[T], p Policy) (T, error) {
	policy, problem := makePolicy(r, family, p, &argsState{registry: r})
	if problem != nil {
		return policy, problem
	}
	return policy, nil
}

// Aggregator makes the aggregator that another policy's arguments name. It is for aggregators built on others.
func (a Args) Aggregator(p Policy) (Aggregator, error) {
	const maxDepth = 8
	inner := &argsState{registry: a.registrar(), depth: 1}
	if a.state != nil {
		inner.depth += a.state.depth
	}
	if inner.depth > maxDepth {
		return nil, fault(ErrPolicyArgs, "aggregators_too_deep", "most", maxDepth)
	}
	return inner.registry.aggregator(p, inner)
}

// registrar returns the registry of a Compile; outside of Compile, one with the built-in policies only.
func (a Args) registrar() registrar {
	if a.state == nil {
		return (*Registry)(nil)
	}
	return a.state.registry
}

// aggregator makes an aggregator for another policy.
func (r *Registry) aggregator(p Policy, state *argsState) (Aggregator, error) {
	made, problem := makePolicy(r, aggregators, p, state)
	if problem != nil {
		return nil, problem
	}
	return made, nil
}

func (r *Registry) isMonotone(name string) bool {
	if r == nil {
		return false
	}
	r.mu.RLock()
	defer r.mu.RUnlock()
	return r.monotone[name]
}

func builtinScorers() map[string]Factory[Scorer] {
	return map[string]Factory[Scorer]{
		"linear":            plainScorer(scoring.Linear{}),
		"curve":             newCurveScorer,
		"range":             newRangeScorer,
		"avoid":             newAvoidScorer,
		"tolerance":         newToleranceScorer,
		"achievement":       newAchievementScorer,
		"log":               plainScorer(scoring.Log{}),
		"percent_of_target": plainScorer(scoring.PercentOfTarget{}),
		"goal_flag":         newGoalFlagScorer,
		"percent_bands":     newPercentBandsScorer,
		"steps":             newStepsScorer,
		"binary":            plainScorer(scoring.Binary{}),
		"points":            newPointsScorer,
		"stated":            plainScorer(scoring.Stated{}),
		"judged":            func(Args) (Scorer, error) { return judgedScorer{}, nil },
		"none":              func(Args) (Scorer, error) { return noneScorer{}, nil },
	}
}

func builtinAggregators() map[string]Factory[Aggregator] {
	plain := func(agg combiner) Factory[Aggregator] {
		return func(Args) (Aggregator, error) { return builtinAggregator{agg}, nil }
	}
	return map[string]Factory[Aggregator]{
		"weighted_mean": plain(weightedMean{}),
		"weighted_sum":  plain(weightedMean{percent: true}),
		"geometric":     plain(powerMean{name: "geometric"}),
		"harmonic":      plain(harmonicMean{}),
		"power":         newPower,
		"min":           plain(extreme{want: -1}),
		"max":           plain(extreme{want: 1}),
		"median":        plain(median{}),
		"most_frequent": plain(mostFrequent{}),
		"veto":          newVeto,
	}
}

func builtinThresholds() map[string]Factory[Threshold] {
	return map[string]Factory[Threshold]{
		"bands": newBands,
		"rules": newRules,
		"none":  func(Args) (Threshold, error) { return noneThreshold{}, nil },
	}
}

func builtinCalculators() map[string]Factory[Calculator] {
	adding := measure.Calculation{Joining: measure.Added, Adds: true}
	return map[string]Factory[Calculator]{
		"ratio":      newRatioCalculator,
		"sum":        listCalculator(" + ", inTurn(decimal.Decimal.Add), adding),
		"difference": listCalculator(" - ", inTurn(decimal.Decimal.Sub), measure.Calculation{Adds: true}),
		"product":    listCalculator(" × ", product, measure.Calculation{}),
		"mean":       newMeanCalculator,
		"change":     newChangeCalculator,
	}
}
