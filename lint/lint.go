// Package lint finds what is missing from a scorecard or badly defined: objectives without KPIs, KPIs without
// owners, targets on the wrong side of their baselines, a measure counted twice, drivers that lead to no
// outcome.
//
//	report, err := lint.Check(lint.Input{Definition: def}, nil)
//	fmt.Print(report)
//
// prints one line for each finding:
//
//	K01 warning kpi:turnover: without an owner; name who answers for it
//
// A [Finding] has the id of its [Rule], a severity, its place in the document, a message with the numbers,
// the same numbers as [Evidence], and a hint. Rules come from practice and the literature; bsc.Compile checks
// what the engine needs. [Rules] lists them with their sources. Some rules need more than the definition,
// such as a Period or a Trend. Without it, the rule or the part that needs it does not run, and Report.NotRun
// says so.
//
// A host can turn rules off, and change severities, limits and word lists, in [Options]. A suppression with a
// reason marks a finding as intended; the finding stays in the report. A host adds its own rules as a [Rule].
//
// Two views serve other readers. [Smart] tells for each KPI whether it is specific, measurable, achievable,
// relevant and time-bound. [CheckReadiness] tells whether the scorecard is fit to go live.
// [Reviews] lists the KPIs by the date when they are to be reviewed themselves.
//
// No rule checks what only statistics can tell, such as targets outside the limits of a process, or what only
// other scorecards can tell, such as whether the targets of org units add up to that of the whole.
package lint

import (
	"cmp"
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/history"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
)

// An Input is what Check looks at. Definition is required. The more of the rest is set, the more rules run.
// It is plain data, and this package does not change it.
type Input struct {
	Definition *bsc.Definition
	// Period decides what is in force and what is over; zero: the Result's.
	Period period.Period
	Result *bsc.Result       // of the same definition; nil: that of the Trend's last period
	Trend  *history.Trend    // must end with the Result; may be nil
	Others []*bsc.Definition // the scorecards of other org units, to compare measures with
	_      struct{}
}

// Check runs the rules and returns their findings in document order, and at one place in the order of the
// rules. If the definition does not compile, its problems are the findings, of the rule "compile", and no
// other rule runs.
//
// The error is a *bsc.InputError: for options with unknown rules or severities, for a Result or a Trend of
// another definition or period, and for a Period that the calendar does not have.
func Check(in Input, o *Options) (Report, error) {
	s, err := newSubject(in, o)
	if err != nil {
		return Report{}, err
	}
	return s.report(), nil
}

// report runs every rule that is on.
func (s *Subject) report() Report {
	report := Report{Period: s.Period, Findings: []Finding{}}
	if s.Definition != nil {
		report.Scorecard = s.Definition.ID
	}
	for _, r := range s.settings.rules {
		report.run(s, r)
	}
	report.suppress(s)
	report.sort()
	return report
}

// run runs one rule.
func (r *Report) run(s *Subject, rule Rule) {
	if s.Card == nil && rule.ID != ruleCompile {
		if rule.ID != ruleSuppression {
			r.NotRun = append(r.NotRun, NotRun{rule.ID, words.New("definition_does_not_compile")})
		}
		return
	}
	if s.settings.off[rule.ID] || rule.Check == nil {
		return
	}
	own := *s // a copy: a host's rule cannot change the Subject of the others
	own.notRun = nil
	for _, f := range guarded(rule, &own) {
		f.Rule = rule.ID
		f.Severity = s.settings.severity(rule, f.Severity)
		f.Suppressed = ""
		r.Findings = append(r.Findings, f)
	}
	for _, why := range own.notRun {
		r.NotRun = append(r.NotRun, NotRun{rule.ID, why})
	}
}

// guarded calls a rule. If it panics, the panic is its finding.
func guarded(rule Rule, s *Subject) (findings []Finding) {
	done := false
	defer func() {
		if !done {
			text := (&bsc.PanicError{Value: recover()}).Error()
			findings = []Finding{found("", bsc.Ref{}, "rule_did_not_finish", "why", text).with("panic", text).error()}
		}
	}()
	findings = rule.Check(s)
	done = true
	return findings
}

// suppress marks the findings that are intended, and reports suppressions that match nothing.
func (r *Report) suppress(s *Subject) {
	for _, own := range s.settings.suppress {
		matched := false
		for i := range r.Findings {
			if f := &r.Findings[i]; own.matches(*f) {
				matched = true
				f.Suppressed = own.Reason
			}
		}
		if matched || s.settings.off[own.Rule] || s.settings.off[ruleSuppression] || r.partly(own.Rule) {
			continue
		}
		f := found(s.PathOf(own.Ref), own.Ref, "suppression_matches_nothing", "rule", own.Rule)
		if own.Ref != (bsc.Ref{}) {
			f.Message = words.New("suppression_of_node_matches_nothing", "rule", own.Rule, "node", own.Ref)
		}
		f = f.with("rule", own.Rule).with("reason", own.Reason).advise(words.New("remove_suppression"))
		f.Rule, f.Severity = ruleSuppression, s.settings.severity(Rule{ID: ruleSuppression, Severity: SeverityWarning}, "")
		r.Findings = append(r.Findings, f)
	}
}

// partly reports whether a rule, or a part of it, did not run.
func (r *Report) partly(rule string) bool {
	return slices.ContainsFunc(r.NotRun, func(n NotRun) bool { return n.Rule == rule })
}

// compiles reports the problems of Compile or, if there are none, the warnings that no other rule reports.
func compiles(s *Subject) []Finding {
	var findings []Finding
	for _, p := range s.problems {
		if s.Card == nil || !slices.Contains(ruledCodes(), p.Code) {
			f := ofProblem(p)
			if !p.Warning {
				f = f.error()
			}
			findings = append(findings, f)
		}
	}
	return findings
}

// ruledCodes are the codes of the warnings that have rules of their own.
func ruledCodes() []bsc.Code {
	return []bsc.Code{bsc.ErrEmpty, bsc.ErrOrphan, bsc.ErrDownward, bsc.ErrNoTarget, bsc.ErrPhasing, bsc.ErrFrequency}
}

// ofProblem makes a finding of a problem or a warning.
func ofProblem(p *bsc.Problem) Finding {
	f := Finding{Severity: SeverityWarning, Path: p.Path, Ref: p.Ref, Message: said(p), Hint: p.Hint}
	return f.with("code", p.Code)
}

// said says what is wrong and what is allowed, without the place and the hint.
func said(p *bsc.Problem) words.Phrase {
	if (p.Err == nil || p.Err == p.Code) && p.Allowed.IsZero() {
		return p.Detail
	}
	alone := *p
	alone.Path, alone.Ref, alone.Hint = "", bsc.Ref{}, words.Phrase{}
	return alone.Phrase()
}

// hinted gives a hint to the findings that have none.
func hinted(findings []Finding, hint words.Phrase) []Finding {
	for i := range findings {
		findings[i].Hint = cmp.Or(findings[i].Hint, hint)
	}
	return findings
}

// warnings makes findings of the compiler's warnings with a code.
func (s *Subject) warnings(code bsc.Code, severity Severity) []Finding {
	var findings []Finding
	for _, p := range s.problems {
		if p.Code == code {
			f := ofProblem(p)
			f.Severity = severity
			findings = append(findings, f)
		}
	}
	return findings
}
