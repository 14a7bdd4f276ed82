package lint

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
	Title    string                   `json:"title,omitempty"`    // what should hold
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
		{ruleCompile, SeverityError, "The definition compiles", "package bsc", compiles},
		{"S01", SeverityError, "Every perspective has objectives, and every objective KPIs", practice, checkEmpty},
		{"S02", SeverityWarning, "A perspective has three to five objectives", kaplanNorton, checkPerspectiveObjectives},
		{"S03", SeverityWarning, "A strategy map has 12 to 24 objectives", "2GC", checkObjectives},
		{"S04", SeverityWarning, "A scorecard has at most 25 KPIs, a perspective four to seven", kaplanNorton, checkKPIs},
		{"S05", SeverityWarning, "An objective has one or two KPIs", practice, checkObjectiveKPIs},
		{"S06", SeverityInfo, "A third of the objectives are of internal processes", practice, checkProcess},
		{"S07", SeverityInfo, "A strategy has three to five themes", practice, checkThemes},
		{"S08", SeverityWarning, "At most a third of the KPIs are financial, and every outcome has a leading KPI before it", kaplanNorton, checkLead},
		{"M01", SeverityWarning, "Every objective leads to an outcome on top of the map; off where perspectives are no hierarchy", "Kaplan and Norton 2004", checkPaths},
		{"M02", SeverityWarning, "Every objective is on the map, and loops through time are meant", "Kaplan and Norton 2004", checkOrphans},
		{"M03", SeverityInfo, "Links lead up the map, or have a note", "Kaplan and Norton 2004", checkDownward},
		{"M04", SeverityWarning, "A hypothesis has an owner and a lag, and its ends are measured often enough to see it", "Kaplan and Norton 2004", checkHypotheses},
		{"K01", SeverityWarning, "A KPI has an owner, a unit, a frequency, a roll-up, and a source or a formula", "SMART", checkAttributes},
		{"K02", SeverityError, "A KPI has a target in force, on the better side of its baseline", "SMART", checkTargets},
		{"K04", SeverityWarning, "A KPI has recent readings, and is itself reviewed every year", practice, checkStale},
		{"K05", SeverityError, "Rates are not averaged, and what is compared covers the same time", "package bsc, Time", checkRollups},
		{"K06", SeverityWarning, "A measure is counted once", "OECD and JRC 2008, double counting", checkCountedTwice},
		{"K07", SeverityInfo, "Names say what can be seen", barr, checkWeasel},
		{"K08", SeverityInfo, "An outcome is not measured by what was done", barr, checkActivity},
		{"W01", SeverityWarning, "No weight is negligible, and none outweighs all others", practice, checkWeights},
		{"G01", SeverityWarning, "Pay does not hang on one self-reported KPI with a cliff", "Jensen 2003", checkGaming},
		{"I01", SeverityWarning, "Initiatives serve objectives, and objectives in trouble have initiatives", practice, checkInitiatives},
		{"C01", SeverityWarning, "Every objective and KPI has one accountable owner", practice, checkOwners},
		{"B01", SeverityInfo, "Units are compared by what they have in common", "Lipe and Salterio 2000", checkUnique},
		{ruleSuppression, SeverityWarning, "Suppressions are needed", "package lint", nil},
	}
}
