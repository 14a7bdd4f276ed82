package lint

import "github.com/go-bsc/bsc/words"

// The rules that are not about the content of a scorecard.
const (
	ruleCompile     = "compile"
	ruleSuppression = "suppression"
)

// A Rule is one check, built in or of the host. It is plain data except for Check.
//
// The id of a host's rule has a namespace and a version: acme.com/owner-in-hr@1. Check returns its findings,
// with Path, Ref, Message and, if useful, Evidence and Hint. The id is filled in, and so is a Severity that
// is "". Check must be pure, and must not change the Subject. If it panics, the panic is its finding, and the
// other rules still run.
type Rule struct {
	ID       string                   `json:"id"`
	Severity Severity                 `json:"severity,omitempty"` // of findings without their own; "" is Warning
	Title    words.Phrase             `json:"title,omitzero"`     // what should hold
	Source   string                   `json:"source,omitempty"`   // who says so
	Check    func(*Subject) []Finding `json:"-"`
}

// Rules returns the built-in rules in the order in which they run. Ids never change their meaning. The rule
// "compile" stands for what bsc.Compile finds, and "suppression" for suppressions that match nothing.
func Rules() []Rule {
	const (
		kaplanNorton = "Kaplan and Norton 1996"
		practice     = "practice"
		barr         = "Barr, Practical Performance Measurement"
	)
	return []Rule{
		builtin(ruleCompile, SeverityError, "package bsc", compiles),
		builtin("S01", SeverityError, practice, checkEmpty),
		builtin("S02", SeverityWarning, kaplanNorton, checkPerspectiveObjectives),
		builtin("S03", SeverityWarning, "2GC", checkObjectives),
		builtin("S04", SeverityWarning, kaplanNorton, checkKPIs),
		builtin("S05", SeverityWarning, practice, checkObjectiveKPIs),
		builtin("S06", SeverityInfo, practice, checkProcess),
		builtin("S07", SeverityInfo, practice, checkThemes),
		builtin("S08", SeverityWarning, kaplanNorton, checkLead),
		builtin("M01", SeverityWarning, "Kaplan and Norton 2004", checkPaths),
		builtin("M02", SeverityWarning, "Kaplan and Norton 2004", checkOrphans),
		builtin("M03", SeverityInfo, "Kaplan and Norton 2004", checkDownward),
		builtin("M04", SeverityWarning, "Kaplan and Norton 2004", checkHypotheses),
		builtin("K01", SeverityWarning, "SMART", checkAttributes),
		builtin("K02", SeverityError, "SMART", checkTargets),
		builtin("K04", SeverityWarning, practice, checkStale),
		builtin("K05", SeverityError, "package bsc, Time", checkRollups),
		builtin("K06", SeverityWarning, "OECD and JRC 2008, double counting", checkCountedTwice),
		builtin("K07", SeverityInfo, barr, checkWeasel),
		builtin("K08", SeverityInfo, barr, checkActivity),
		builtin("W01", SeverityWarning, practice, checkWeights),
		builtin("G01", SeverityWarning, "Jensen 2003", checkGaming),
		builtin("I01", SeverityWarning, practice, checkInitiatives),
		builtin("C01", SeverityWarning, practice, checkOwners),
		builtin("B01", SeverityInfo, "Lipe and Salterio 2000", checkUnique),
		builtin(ruleSuppression, SeverityWarning, "package lint", nil),
	}
}

func builtin(id string, severity Severity, source string, check func(*Subject) []Finding) Rule {
	return Rule{ID: id, Severity: severity, Title: words.New("rule." + id), Source: source, Check: check}
}
