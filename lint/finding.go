package lint

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// A Severity says how much a finding matters. A Finding of a host's rule with the Severity "" has that of its
// rule.
type Severity string

// The severities.
const (
	SeverityError   Severity = "error"   // readers will be told something wrong
	SeverityWarning Severity = "warning" // to be mended, or suppressed with a reason
	SeverityInfo    Severity = "info"    // worth a thought
)

// A Finding is one thing that is missing or badly defined. It is plain data and survives JSON.
type Finding struct {
	Rule       string       `json:"rule"` // the rule's id
	Severity   Severity     `json:"severity"`
	Path       bsc.Pointer  `json:"path"`                 // where in the definition; "" is all of it
	Ref        bsc.Ref      `json:"ref,omitzero"`         // the node, or the cause of a link; zero: no single node
	Message    words.Phrase `json:"message"`              // what is wrong, in one line
	Evidence   []Evidence   `json:"evidence,omitempty"`   // the values behind the message
	Hint       words.Phrase `json:"hint,omitzero"`        // how to mend it
	Suppressed string       `json:"suppressed,omitempty"` // why it is intended; "": not suppressed
}

// An Evidence is a named value behind a finding, for tables and for messages in other languages. The names do
// not change.
type Evidence struct {
	Name  string `json:"name"`
	Value string `json:"value"` // a number, or text such as ids separated by commas
}

// String returns the finding as one printable line.
func (f Finding) String() string { return f.Phrase().String() }

// Phrase returns what String says, for other languages.
func (f Finding) Phrase() words.Phrase {
	says := f.Message
	if !f.Hint.IsZero() {
		says = words.New("with_hint", "what", says, "hint", f.Hint)
	}
	if f.Suppressed != "" {
		says = words.New("suppressed", "says", says, "why", f.Suppressed)
	}
	severity := words.Name("severity", string(f.Severity))
	if place := cmp.Or(f.Ref.String(), string(f.Path)); place != "" {
		return words.New("finding", "rule", f.Rule, "severity", severity, "place", place, "says", says)
	}
	return words.New("finding_of_all", "rule", f.Rule, "severity", severity, "says", says)
}

// A Report is what Check found. It is plain data and survives JSON.
type Report struct {
	Scorecard string        `json:"scorecard"` // its id
	Period    period.Period `json:"period,omitzero"`
	Findings  []Finding     `json:"findings"` // in document order, with the suppressed ones
	NotRun    []NotRun      `json:"not_run,omitempty"`
}

// A NotRun is a rule, or a part of one, that did not run.
type NotRun struct {
	Rule string       `json:"rule"`
	Why  words.Phrase `json:"why"` // what it lacked
}

// Count returns the number of findings of a severity that are not suppressed; "" counts every severity.
func (r Report) Count(severity Severity) int {
	n := 0
	for _, f := range r.Findings {
		if f.Suppressed == "" && (severity == "" || f.Severity == severity) {
			n++
		}
	}
	return n
}

// String returns the findings, one a line; "" if there are none.
func (r Report) String() string {
	var b strings.Builder
	for _, f := range r.Findings {
		b.WriteString(f.String() + "\n")
	}
	return b.String()
}

// A Suppression says that findings are intended. One that matches no finding is itself a finding, of the rule
// "suppression", unless its rule is off or did not run completely.
type Suppression struct {
	Rule   string  `json:"rule"`         // the rule's id
	Ref    bsc.Ref `json:"ref,omitzero"` // zero: all findings of the rule
	Reason string  `json:"reason"`       // required
}

// matches reports whether s suppresses a finding. That a definition does not compile cannot be suppressed.
func (s Suppression) matches(f Finding) bool {
	broken := f.Rule == ruleCompile && f.Severity == SeverityError
	return s.Rule == f.Rule && !broken && (s.Ref == bsc.Ref{} || s.Ref == f.Ref)
}

// found makes a finding.
func found(path bsc.Pointer, ref bsc.Ref, says string, args ...any) Finding {
	return Finding{Path: path, Ref: ref, Message: words.New(says, args...)}
}

// with adds evidence.
func (f Finding) with(name string, value any) Finding {
	f.Evidence = append(f.Evidence, Evidence{name, text(value)})
	return f
}

// advise adds a hint.
func (f Finding) advise(hint words.Phrase) Finding {
	f.Hint = hint
	return f
}

func (f Finding) error() Finding {
	f.Severity = SeverityError
	return f
}

func (f Finding) info() Finding {
	f.Severity = SeverityInfo
	return f
}

// text writes a value of evidence. Decimals do not depend on the host's package settings.
func text(value any) string {
	switch v := value.(type) {
	case decimal.Decimal:
		return string(bsc.NumberOf(v))
	case []bsc.Ref:
		names := make([]string, len(v))
		for i, ref := range v {
			names[i] = ref.String()
		}
		return strings.Join(names, ", ")
	case []string:
		return strings.Join(v, ", ")
	}
	return fmt.Sprint(value)
}
