package lint

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/oneline"
	"github.com/go-bsc/bsc/words"
)

// Options change what is checked, and how. The zero value and nil mean the defaults.
type Options struct {
	Registry   *bsc.Registry       // the host's policies, as for bsc.Compile
	Off        []string            // ids of rules that do not run
	Severities map[string]Severity // by rule id, for all findings of the rule
	Limits     Limits
	Suppress   []Suppression
	Rules      []Rule // the host's own; they run after the others

	Weasel   []string // words and phrases for K07; nil: WeaselWords
	Activity []string // words and phrases for K08; nil: ActivityWords

	Process   string // id of the perspective of internal processes, for S06; "": process
	Financial string // id of the financial perspective, for S08; "": financial

	// The attributes of a KPI that say, for G01, that pay depends on it and that its owner reports it. Any
	// value but "", "no", "false" and "0" means yes. "": bonus, self_reported
	Bonus, SelfReported string

	_ struct{}
}

// Limits are the numbers that rules compare with. 0 means the default, and a negative number means no limit.
//
// Sources differ. A default is the outermost value that one of them would defend, so that a finding
// contradicts them all: a small scorecard may have two objectives in a perspective, though three to five are
// recommended.
type Limits struct {
	// S03, in all; 8: two in each of four perspectives. 2GC: 12 to 24; others: 15 to 20.
	MinObjectives int `json:"min_objectives,omitempty"`
	MaxObjectives int `json:"max_objectives,omitempty"` // S03; 24. 2GC: 12 to 24; Palladium: fewer than 24

	// S02, in each perspective; 2. Kaplan and Norton: 3 to 5.
	MinPerspectiveObjectives int `json:"min_perspective_objectives,omitempty"`
	MaxPerspectiveObjectives int `json:"max_perspective_objectives,omitempty"` // S02; 7

	MaxKPIs int `json:"max_kpis,omitempty"` // S04, in all; 25. Kaplan and Norton 1996: 20 to 25
	// S04, in each perspective; 7. Kaplan and Norton 1996: 4 to 7.
	MaxPerspectiveKPIs int `json:"max_perspective_kpis,omitempty"`
	MaxObjectiveKPIs   int `json:"max_objective_kpis,omitempty"` // S05, of one objective; 3. Practice: 1 or 2

	// S06, percent of the objectives that belong to internal processes; 25.
	MinProcess int `json:"min_process,omitempty"`
	// S06; 50. Practice: a third to 40 %. In a small scorecard, one objective is 10 %.
	MaxProcess int `json:"max_process,omitempty"`

	MinThemes int `json:"min_themes,omitempty"` // S07, if there are any; 2
	MaxThemes int `json:"max_themes,omitempty"` // S07; 5. Practice: 3 to 5

	// S08, percent of the KPIs that are financial; 35: about a third, after Kaplan and Norton 1996.
	MaxFinancial int `json:"max_financial,omitempty"`
	// K06, objectives that count one KPI; 2: the one it stands under, and one more.
	MaxUses int `json:"max_uses,omitempty"`
	// W01, percent of the siblings' weight; 3: less does not show in the score.
	MinWeight int `json:"min_weight,omitempty"`
	// W01, with three siblings or more; 50: more outweighs all others together.
	MaxWeight    int `json:"max_weight,omitempty"`
	StalePeriods int `json:"stale_periods,omitempty"` // K04, periods in a row without a reading; 2
	ReviewMonths int `json:"review_months,omitempty"` // K04, until a KPI itself is due for review; 12
	// B01, percent of the weight on KPIs that no other org unit has; 25: as much as one perspective.
	MaxUnique int `json:"max_unique,omitempty"`
}

// DefaultLimits returns the limits that apply unless Options set others.
func DefaultLimits() Limits {
	return Limits{
		MinObjectives: 8, MaxObjectives: 24,
		MinPerspectiveObjectives: 2, MaxPerspectiveObjectives: 7,
		MaxKPIs: 25, MaxPerspectiveKPIs: 7, MaxObjectiveKPIs: 3,
		MinProcess: 25, MaxProcess: 50, MinThemes: 2, MaxThemes: 5, MaxFinancial: 35,
		MaxUses: 2, MinWeight: 3, MaxWeight: 50, StalePeriods: 2, ReviewMonths: 12, MaxUnique: 25,
	}
}

// orDefaults fills in the defaults.
func (l Limits) orDefaults() Limits {
	d := DefaultLimits()
	for _, limit := range []struct {
		own *int
		or  int
	}{
		{&l.MinObjectives, d.MinObjectives},
		{&l.MaxObjectives, d.MaxObjectives},
		{&l.MinPerspectiveObjectives, d.MinPerspectiveObjectives},
		{&l.MaxPerspectiveObjectives, d.MaxPerspectiveObjectives},
		{&l.MaxKPIs, d.MaxKPIs},
		{&l.MaxPerspectiveKPIs, d.MaxPerspectiveKPIs},
		{&l.MaxObjectiveKPIs, d.MaxObjectiveKPIs},
		{&l.MinProcess, d.MinProcess},
		{&l.MaxProcess, d.MaxProcess},
		{&l.MinThemes, d.MinThemes},
		{&l.MaxThemes, d.MaxThemes},
		{&l.MaxFinancial, d.MaxFinancial},
		{&l.MaxUses, d.MaxUses},
		{&l.MinWeight, d.MinWeight},
		{&l.MaxWeight, d.MaxWeight},
		{&l.StalePeriods, d.StalePeriods},
		{&l.ReviewMonths, d.ReviewMonths},
		{&l.MaxUnique, d.MaxUnique},
	} {
		*limit.own = cmp.Or(*limit.own, limit.or)
	}
	return l
}

// above reports whether n exceeds a limit that is set.
func above(n, limit int) bool { return limit >= 0 && n > limit }

// settings are Options with the defaults filled in.
type settings struct {
	registry         *bsc.Registry
	rules            []Rule
	off              map[string]bool
	severities       map[string]Severity
	limits           Limits
	suppress         []Suppression
	weasel, activity []string
	process          string
	financial        string
	bonus            string
	selfReported     string
}

// settings fills in the defaults, and returns what is wrong with the options.
func (o *Options) settings() (settings, bsc.Problems) {
	if o == nil {
		o = &Options{}
	}
	s := settings{
		registry: o.Registry, rules: Rules(), off: map[string]bool{}, severities: maps.Clone(o.Severities),
		limits: o.Limits.orDefaults(), suppress: slices.Clone(o.Suppress),
		weasel: o.Weasel, activity: o.Activity,
		process: cmp.Or(o.Process, "process"), financial: cmp.Or(o.Financial, "financial"),
		bonus: cmp.Or(o.Bonus, "bonus"), selfReported: cmp.Or(o.SelfReported, "self_reported"),
	}
	if s.weasel == nil {
		s.weasel = WeaselWords()
	}
	if s.activity == nil {
		s.activity = ActivityWords()
	}
	for _, id := range o.Off {
		s.off[id] = true
	}
	problems := s.adopt(o.Rules)
	problems = append(problems, s.checkRules(o.Off)...)
	return s, append(problems, s.checkSuppressions()...)
}

// adopt adds the host's own rules.
func (s *settings) adopt(own []Rule) bsc.Problems {
	var problems bsc.Problems
	for _, r := range own {
		switch {
		case !isHostID(r.ID):
			problems = append(problems, refuse(words.New("host_rule_id", "id", r.ID), words.New("host_rule_ids")))
		case s.known(r.ID):
			problems = append(problems, refuse(words.New("rule_given_twice", "id", r.ID), words.New("changed_rule_gets_new_version")))
		case r.Check == nil:
			problems = append(problems, refuse(words.New("rule_without_check", "id", r.ID), words.Phrase{}))
		case r.Severity != "" && !isSeverity(r.Severity):
			problems = append(problems, notSeverity(r.ID, r.Severity))
		default:
			s.rules = append(s.rules, r)
		}
	}
	return problems
}

// checkRules checks the rules that are off or have another severity.
func (s *settings) checkRules(off []string) bsc.Problems {
	var problems bsc.Problems
	for _, id := range slices.Concat(off, slices.Sorted(maps.Keys(s.severities))) {
		switch severity, changed := s.severities[id]; {
		case !s.known(id):
			problems = append(problems, s.unknown(id))
		case id == ruleCompile:
			problems = append(problems, refuse(words.New("rule_compile_changed"), words.New("suppress_warnings")))
		case changed && !isSeverity(severity):
			problems = append(problems, notSeverity(id, severity))
		}
	}
	return problems
}

func (s *settings) checkSuppressions() bsc.Problems {
	var problems bsc.Problems
	for _, own := range s.suppress {
		switch {
		case !s.known(own.Rule):
			problems = append(problems, s.unknown(own.Rule))
		case own.Rule == ruleSuppression:
			problems = append(problems, refuse(words.New("rule_suppression_suppressed"), words.New("turn_rule_off")))
		case strings.TrimSpace(own.Reason) == "":
			problems = append(problems, refuse(words.New("suppression_without_reason", "rule", own.Rule), words.New("suppression_reason")))
		}
	}
	return problems
}

func (s *settings) known(id string) bool {
	return slices.ContainsFunc(s.rules, func(r Rule) bool { return r.ID == id })
}

// unknown is the problem of an id that no rule has.
func (s *settings) unknown(id string) *bsc.Problem {
	ids := make([]string, len(s.rules))
	for i, r := range s.rules {
		ids[i] = r.ID
	}
	return refuse(words.New("no_such_rule", "id", id), words.New("one_of", "values", ids))
}

// severity returns the severity of a finding: from the options, else the finding, else its rule.
func (s *settings) severity(rule Rule, own Severity) Severity {
	if set := s.severities[rule.ID]; set != "" {
		return set
	}
	if !isSeverity(own) {
		own = ""
	}
	return cmp.Or(own, rule.Severity, SeverityWarning)
}

func isSeverity(s Severity) bool {
	return s == SeverityError || s == SeverityWarning || s == SeverityInfo
}

func notSeverity(id string, s Severity) *bsc.Problem {
	return refuse(words.New("rule_severity", "severity", string(s), "rule", id), words.New("severities"))
}

func refuse(detail, allowed words.Phrase) *bsc.Problem {
	return &bsc.Problem{Code: bsc.ErrInput, Detail: detail, Allowed: allowed}
}

// isHostID reports whether an id is namespace/name@version.
func isHostID(id string) bool {
	path, version, ok := strings.Cut(id, "@")
	if !ok || version == "" || strings.Trim(version, "0123456789") != "" || oneline.Printable(id) != id || strings.Contains(id, " ") {
		return false
	}
	parts := strings.Split(path, "/")
	return len(parts) > 1 && !slices.Contains(parts, "")
}
