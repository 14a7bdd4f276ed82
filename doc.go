// Package bsc is a Balanced Scorecard engine for embedding: perspectives, objectives, KPIs, targets and cause-effect
// strategy maps, with pluggable scoring and threshold functions that a host calls directly.
//
// Data flows in one direction:
//
//	Definition ──Compile──▶ Scorecard ──Evaluate──▶ Result ──▶ Outcome, Explanation, Report
//	                                  ──Board──▶ set, set, set ──▶ Result
//
// # I want to
//
//   - read a definition that somebody wrote: [ParseDefinition]; list all that is wrong with it: [Check]; find that in
//     the file: [Problems.Locate]
//   - compute a scorecard: [Compile], [Scorecard.Evaluate]; many periods: [Scorecard.EvaluatePeriods]; many org units:
//     [Scorecard.EvaluateOrgUnits]
//   - look at a node: [Result.Of]; all nodes: [Result.All]; show a score: [Result.Display]; explain it:
//     [Result.Explain]; write JSON: package report; of anything else: json.Marshal; say it in another language: package
//     words
//   - make one definition from another: [Definition.Clone], [Definition.KPIs]
//   - load readings: [Readings], [ParseReadings]; from a database: scan rows into a [Fact] each and add them; from CSV:
//     package csvfile; from a format of your own: [Batch]; from columns: [Table]; from memory of your own: [Source];
//     know what to load: [Scorecard.Needs]
//   - set targets: [Target]; for each org unit: [TargetsByOrgUnit], [TargetSource]; from CSV: package csvfile; measure
//     against a budget or a forecast: [Plan]
//   - write results for a spreadsheet, or totals for payroll: package csvfile
//   - say what missing data does: [Missing], [Quota]; see what is missing: [Outcome], its Window, and [Result.Missing]
//   - add people's judgements, as in an appraisal: [Assessment]; count what they come to: [Result.CountFinalRatings]
//   - write a policy: [Scorer], [Aggregator], [Threshold], [Calculator] and [Registry]; test it: package bsctest
//   - give a built-in policy its arguments: [NewPolicy] and the types named Args; let users write rules as text: module
//     github.com/go-bsc/bsc/formula
//   - try other weights, thresholds or targets: [Scorecard.With]; know what holds for a node: [Scorecard.Rules]
//   - follow values live: [Scorecard.Board]
//   - add org units up: [NewSums]; put a score under another card: [ScoreFrom]; both, for an organisation: package
//     cascade
//   - compare org units: package compare
//   - see trends, and keep versions of a definition: package history; see what changed between two: package diff
//   - say why a score has changed: package bridge; ask what it would be with other parts:
//     [Mix], [Result.Combine]
//   - find which actuals reach a score: package goalseek; which actuals give a KPI one:
//     [Result.Reaching]
//   - know whether a rating, an order or a bonus rests on the weights: package sensitivity
//   - see what needs attention: impact.Shortfalls, impact.EarlyWarnings, [Flags], [Result.Missing]
//   - ask the strategy map: [Scorecard.Map]; what-if and reach: package impact; draw it: package render
//   - review a definition and its KPIs: package lint; choose KPIs: package catalog; find weights: package weights
//
// # Define
//
// A [Definition] is plain data. Build it from literals, from your own tables, or from JSON with [ParseDefinition]. It
// holds perspectives, bottom (drivers) to top (outcomes); perspectives hold objectives; objectives hold KPIs; KPIs have
// targets.
//
//	bsc.KPI{
//		ID: "revenue-growth", Name: "Revenue growth", Unit: "%", Weight: "2",
//		Targets: []bsc.Target{{Baseline: "2", Value: "10"}},
//	}
//
// Numbers in a definition are text ([Number]): "" is unset, which is not 0, and nothing is lost between your table and
// the score. Weights are relative among siblings: unset is 1, and "0" is shown but not counted. Package catalog has
// ready-made sets of perspectives, and KPIs to choose from.
//
// # Compile
//
// [Compile] copies the definition, checks everything, and returns a [Scorecard]. A Scorecard is to a definition what a
// regexp.Regexp is to a pattern: immutable, and shared freely by goroutines. If anything is wrong, the error is a
// [*DefinitionError] that lists every [Problem] in document order. Each has a JSON pointer, the node's [Ref], a [Code]
// for errors.Is, what is allowed, and a hint. To change a scorecard, compile a new one and swap it in with an
// atomic.Pointer.
//
// # Evaluate
//
// [Scorecard.Evaluate] takes an [Input]: a period and a [Source] of readings. [Actuals], a map, is the shortest Source.
// [Readings] keeps facts with the moment each was recorded; package csvfile fills it from a file. A Source does no I/O:
// load first, evaluate after. A KPI without data, or whose policy failed, says so in its own [Outcome] and stops
// nothing else.
//
// The [Result] is immutable. It iterates in definition order ([Result.All]), finds a node by its Ref ([Result.Of]) and
// counts ratings ([Result.CountRatings]). Package report writes it as JSON that a front end can draw without knowing
// Go. Package impact lists what costs the total most.
//
// # Scores
//
// Scores lie on the [Scale], 0 to 100 by default, where Met is the score of a target exactly met. A [Score] is a number
// or no score; no score is not 0. The attainment is the same number before it is clamped to the scale: 137, or -20.
// Only the clamped score rolls up, so that one KPI at 300 cannot hide three red ones.
//
// All scoring is exact decimal arithmetic. Every score is one quotient, rounded once, to 10 places, half away from
// zero, unless the node has a [Rounding] of its own. The same input gives the same digits on every machine, in every
// order, alone or beside others.
//
// # Missing data
//
// No data is not zero, and not one hundred. The [Missing] rule of a node without a score says what it contributes to
// its parent: nothing, so that its siblings carry its weight (exclude, the default); the scale's minimum (zero); an
// earlier reading that is not too old (carry_forward); or its parent gets no score either (require). A [Quota] says how
// much a parent needs to have a score. Every outcome carries its coverage, the share of the weight that has data, and
// bounds, Low and High: what the score could be once the missing data is there.
//
// A node that does not apply, is not due yet, has weight 0 or is not scored is left out: it changes neither score, nor
// coverage, nor bounds.
//
// # Explain
//
// [Result.Explain] shows any node as arithmetic that a person can redo, down to the readings: inputs, the target in
// force and why, weights used, children left out and why, and the band hit. Under weighted means and sums,
// contributions sum to the score exactly. An Explanation is data; its String method is text.
//
// Outcome.Variance says by how much an actual is better than its target, and Outcome.ReadingNotes what people said with
// the readings. Input.FinalOnly leaves provisional readings out. Package diff compares two results, node by node.
//
// # Policies
//
// Four kinds of rules can be replaced, each named in the definition by a [Policy]:
//
//   - a [Scorer] turns an actual and its target into a score,
//   - an [Aggregator] turns children's scores into their parent's,
//   - a [Threshold] turns an outcome into a rating,
//   - a [Calculator] turns readings of others into a KPI's own value.
//
// Each is an interface of one method, a struct in and a struct or number out, with a Func adapter. A host registers its
// own in a [Registry] under a name with a namespace and a version, such as acme.com/nps@1, and gives the Registry to
// Compile in [Options]. Scorers, thresholds, aggregators and missing rules are inherited from the nearest [Defaults]
// above, unless a node has its own. Its input carries the period, and the org unit with its own attributes, such as a
// person's grade. Scorers, thresholds and calculators may read other KPIs and series, which their factories name with
// [Args.Reads]; a threshold's may name its ratings with [Args.Rates]. A policy must be pure; an error or a panic in one
// marks its node Failed, with the cause. Package bsctest checks a host's policies. Module github.com/go-bsc/bsc/formula
// has policies whose rule is text in the definition, for those who write no Go.
//
// In Go, the arguments of built-in policies are types: NewPolicy("range", [RangeArgs]{ZeroAt: BothSides("10%")}).
//
// The built-in scorers:
//
//	linear         from the baseline (Min) to the target (Met); without a baseline from 0,
//	               or from twice the target where lower is better
//	curve          piecewise linear through anchors: {"anchors": [[value, score], …]}
//	range          Met within a distance of the target, falling to Min at another:
//	               {"within": 1, "zero_at": {"low": 5, "high": "10%"}}
//	tolerance      Met at the target, falling to Min at a distance worse: {"zero_at": "5%"}
//	avoid          Min within a distance of the target, rising to Met at another:
//	               {"within": 1, "met_at": 5}
//	percent_of_target
//	               actual/target, or target/actual where lower is better
//	achievement    piecewise linear over how much of the target is reached, as linear measures it:
//	               {"anchors": [[percent, score], …]}
//	log            linear on logarithms, between a baseline and a target above 0
//	goal_flag      the line through ⅓ of the scale at red_flag and ⅔ at goal
//	percent_bands  an equal share of the scale for each band passed: {"limits": [0, 40, 70]}
//	steps          the score of the best limit reached: {"from": [[value, score], …]}
//	binary         Met if the target is reached, else Min
//	points         a score for each label: {"labels": {"yes": 100, "no": 0}}
//	stated         the reading is the score
//	judged         people's judgement is the score, see below: it has no readings and no target
//	none           shown, not counted
//
// The built-in aggregators:
//
//	weighted_mean  Σ(w·s)/Σw, the default
//	weighted_sum   Σ(w·s)/Σw, with weights in percent: what is missing counts Min, what does not apply is not there
//	geometric, harmonic, power ({"p": 2})
//	min, max, median
//	most_frequent  the lower limit of the rating with most weight; ties to the worse
//	veto           a child below a limit caps another aggregator:
//	               {"limit": 50, "cap": 60, "children": ["safety"], "of": "weighted_mean"}
//
// The built-in thresholds:
//
//	bands  limits along the score: {"bands": [{"rating": "red"}, {"rating": "green", "from": 75}]}
//	       or along the line that on names: actual, percent_of_target (above 0), variance, variance_percent
//	rules  the first rule that holds: {"rules": [{"when": {"score": {"from": 60}, "flags": ["held"]},
//	       "rating": "amber"}], "otherwise": "red"}
//	none   no rating
//
// By default bands give red, amber from 60 % and green from 90 % of Min..Met. A limit belongs to the band above it,
// unless the band or all bands say "include": "upper". A band without a rating is a gap. Bands on the actual of a KPI
// where lower is better run from the best rating to the worst. Their limits may be taken from the target, its floor,
// stretch or baseline, or a series: "from": {"of": "target", "times": 0.95}. The variance is how much better the actual
// is than the target. Bands may differ by period: [BandsArgs]. [When] lists the conditions of rules.
//
// The built-in calculators read KPIs and series by their ids:
//
//	ratio                           {"num": "returns", "den": "orders", "times": 100}: a ratio of sums
//	sum, difference, product, mean  {"of": ["a", "b", 12]}: ids, and numbers as constants
//	change                          {"of": "revenue", "against": "last_year", "as": "percent"}: since a time before
//
// # Judgements
//
// An [Assessment] is a person's own score or rating of a node, with role, author and reason. It stands beside the
// computed outcome and never replaces it. If the nearest Defaults say "assessments": "count", the node contributes the
// score of the assessment to its parent; coverage stays that of the data. What does not apply or is not due contributes
// nothing, whatever anybody says.
//
// What only people judge, such as a competency, is a KPI with the scorer judged. Its score is that of the assessment that
// counts, not rounded, whatever the Defaults say; its threshold rates it. Without a score from anybody it has no data:
// its missing rule applies, and coverage shows it. A rating alone is no score. Since, Until and GraceDays mean what
// they mean elsewhere. Such a KPI has no targets, no frequency and no roll-up, which Compile refuses, and no readings,
// which are refused as those of a calculated KPI are.
//
//	bsc.KPI{ID: "teamwork", Name: "Teamwork", Weight: "2", Scorer: bsc.Policy{Name: "judged"}}
//
// An objective without KPIs, and a KPI that is only shown, may be judged, too. Where assessments count, such a node
// counts with the score of its assessment and a coverage of 1; nothing is computed for it, so that nothing is missing.
// Without an assessment it is left out.
//
// A node may have an assessment of each role, such as self, manager and calibration: Outcome.Assessments. The definition
// lists its Roles in ascending order of authority. The assessment of the last role that has spoken counts:
// Outcome.Assessment. Its rating, or what the threshold gives its score, is the FinalRating, which rests on the
// FinalScore. Roles in Advisory are heard and decide nothing. Where the score counts, the node and those above it have
// [FlagJudged], up to the org units that it is contributed to.
//
//	"roles": ["manager", "calibration"], "advisory": ["self"], "defaults": {"assessments": "count"},
//	"perspectives": [{"id": "conduct", "defaults": {"assessment_rollup": "mean"}, …
//
// With assessment_rollup, what is said of a year is made of the last word on each of its quarters: the manager's, or the
// calibration's where there is one. Set it where people judge, and not for the whole card: one judged quarter of a
// computed KPI becomes the judgement of its year, in place of what the year's readings come to.
//
// # Strategy map
//
// [Link] joins a cause to an effect: a hypothesis with a strength, a delay and a direction, which never enters a score.
// [Scorecard.Map] answers what causes a node and what it causes, directly and through others; which nodes drive the
// rest and which are outcomes; and which links lead back through time.
//
//	m := card.Map()
//	for _, ref := range m.Drivers() {
//		fmt.Println(ref, m.AllEffects(ref))
//	}
//
// Package impact lists the paths between two nodes, finds the shortest, the soonest, the strongest and the longest of
// them, and the nodes through which every path runs. It says how far, how soon and which way a change reaches, and
// carries it along the links beside the scores. It lists drivers that are red or falling with the outcomes they pull
// down, dated in the definition's Frequency, in which delays count. Package render draws the map.
//
// # Time
//
// A KPI says how often it is measured, its Frequency, and how its values make up those of longer periods, its [Rollup].
// Then any period can be evaluated:
//
//	bsc.KPI{
//		ID: "sales", Frequency: period.Monthly, Rollup: bsc.RollupSum,
//		Targets: []bsc.Target{{Value: "100"}}, // for every month
//	}
//
// A quarter's sales are those of its months, measured against 300. A KPI that is measured less often than the period
// evaluated shows its last completed period, and is marked held. Values are rolled up first and scored last: scores are
// never averaged over time. A KPI without a Frequency has readings of whatever period is evaluated.
//
// Package period has periods and calendars. A Period is a label, not an instant: period.Month(2026, 7) is 2026-07,
// period.Quarter(2026, 3) is 2026-Q3. The definition's Calendar knows which months make up a quarter: in calendar
// years, fiscal years, years of 52 or 53 weeks, and tables of the host.
//
// Readings come month by month, each with the moment at which it became known:
//
//	readings := new(bsc.Readings)
//	err := csvfile.Dialect{}.AddReadings(readings, file, delivered, nil) // kpi,period,value
//	result, err := card.Evaluate(bsc.Input{Period: period.Quarter(2026, 1), Readings: readings, AsOf: today})
//
// With Input.AsOf, only what was recorded by that moment is known, so that an earlier report comes out again digit for
// digit. The date of the moment, or Input.Today, says what is due:
//
//	before a month's first day             it is not due, whatever readings it has
//	from then on, with a reading           it is due, and provisional until its last day is over
//	without one                            it is not due until its last day and the KPI's GraceDays are over
//	after that                             it is missing, and overdue
//
// Without a moment everything that is known counts, and everything is due.
//
// The [Basis] says which time a value covers. With sales of 80, 90, 100, 110 and 70 since January, May shows
//
//	period                     70 of 100, May
//	quarter_to_date           180 of 200, April and May
//	year_to_date              450 of 500, January to May
//	rolling_3                 280 of 300, March to May
//	period, by the quarter    270 of 300, the first quarter, held
//
// To-date and rolling values end with the last month that is due: with April, while May is not due.
//
// # Like for like
//
// Value and target cover the same months. With sales of 90 in January and in February, and 100 expected of every month,
// the quarter depends on what is known of March:
//
//	90                                        270 of 300, which scores 90
//	0                                         180 of 300, 60: zero is a number like any other
//	not applicable                            180 of 200, 90: March is not there, and nothing is missing
//	missing                                   180 of 200, 90: partial, with coverage 0.66
//	late (missing, and its grace is over)     180 of 200, 90: the same, and overdue
//	not due yet                               180 of 300, 60: partial, since the quarter's target stands
//	not due yet, by the quarter to date       180 of 200, 90: held, and complete
//
// Outcome.Window shows the state of every month. While data is missing, Low and High say what the score could still be.
//
// A value has a score if half of the months that are due and apply are there, or as much of their days as the KPI's
// [Quota] asks for: one month of a year is too little. Missing data never counts as 0; to mean 0, record 0. A KPI
// without a score contributes to its objective what its [Missing] rule says. Beside another KPI with 90 that is
//
//	exclude           90: the other carries its weight; coverage is 0.5
//	zero              45
//	carry_forward     85, where the month before scores 80; an earlier month stands in for one that is missing
//	require           no score
//
// A month of leave is a reading of [StateNotApplicable] for each KPI of the person: neither the month nor its share of
// the target counts. A KPI has a first and a last period, its Since and Until. So may an org unit: they are in the
// [Input] or in a cascade's OrgUnit. With 1200 for the year, linear, June's year to date of 90 a month is
//
//	270 of 400        if the KPI is measured since April: its targets are spread over its own nine months
//	270 of 300        if the org unit is there since April: earlier months do not apply, nor their share of the target
//	270 of 400        if this target is the org unit's own: it is spread over the org unit's own time
//
// # Targets over time
//
// A [Target] is stated for a period or, without one, for every period. If a KPI rolls up by sum, so do its targets. For
// June's year to date:
//
//	100 for every month                       600, standing
//	and 130 for June                          630, rolled up
//	300 and 330 for the first two quarters    630, rolled up
//	1200 for the year, linear                 600, phased
//	and 210 for June                          660: the year's other 990 are spread over the other months
//	1200, seasonal with a profile 1 2 3 4     360
//	1200 in one step                          0: nothing is expected before December, and June is not due
//	1200, not phased                          1200, enclosing: Compile warns of it
//
// In a quarter's first two months a year to date has no target if the quarter's target is not phased: it is not known
// how much of it is due by then. Shares are fixed: a month that is missing, or does not apply, takes its own share out
// of the year's target, and no other month has to make up for it.
//
// Targets of other KPIs, such as means and rates, do not add up. A target stated for a longer period holds for every
// period in it. One stated for an earlier period of the same size holds until another is stated. For June:
//
//	95 for every month                        95, standing
//	96 for the year                           96, enclosing
//	from a baseline of 60 to 120, glide       90, half of the way
//	97 for April                              97, earlier
//
// A target may be taken from the KPI's own past, or from a series of benchmarks: as it is, or changed by one of Times,
// Percent and Plus. Only months that are there are compared: if March is missing, last year's March is left out, too.
// Against last_year, if January was 80 then:
//
//	as it is                                  80
//	times 1.1, or percent 10                  88
//	plus 2                                    82
//	percent 10, where it was a loss of 20     -18; times gives no target for a loss
//
// A target of 0 is a number like any other, except to a scorer that divides by it, as linear does without a baseline.
// There, where lower is better, 0 is met at 0; where higher is better, nothing is expected yet.
//
// A budget or a forecast is a [Plan]: readings like the actuals, to which the same scorecard applies. Every KPI is then
// measured against what it comes to by the plan, over the periods that are in its value: 200 of 210 while March is
// missing, and for a rate the plan's own ratio of sums.
//
// ResolvedTarget.Rule says how a target came to be in force, Explain lists the stated targets it is made of, and [Pace]
// says how far the KPI has come towards the year's. An org unit's own targets come from Input.Targets, a
// [TargetSource].
//
// # Calculated KPIs over time
//
// Inputs that roll up by sum are joined month by month, or at the longest of their frequencies. A month in which one of
// them is missing, or does not apply, is left out of all, so that numerator and denominator of a rate cover the same
// months. With 20 bad of 100 in April and in May, and 100 in June with an unknown number of bad ones, the quarter has
// 40 of 200, 20 %. The calculators sum and mean leave out only the input that does not apply. Rates are ratios of sums:
// 10 of 100 and 90 of 300 are 25 %, not 20 %.
//
// Inputs that roll up in another way, such as a stock, are taken over their own months that are there. Twelve months of
// 100 over a mean stock of 150 are 8, even if three months of the stock are missing. If three months of the sum are
// missing, there is no score, because the sum would cover fewer months than the stock. The KPI's Quota can say how much
// must be there instead.
//
// A calculated sum or difference of what adds up adds up itself, and so do its targets. The calculator change compares
// a measure with its own past: 330 after 300 a year ago is 10 percent.
//
// # Over the years
//
// [Scorecard.EvaluatePeriods] evaluates consecutive periods in one pass. [EvaluatePeriods] does so across several
// scorecards that apply one after the other. Package history puts the results side by side in a trend, and keeps the
// versions of a definition in a timeline: weights, thresholds and structure change only with a version. Package diff
// says what changed between two definitions, and package lint which KPIs are due for review.
//
// # Organisation
//
// Package cascade evaluates a whole organisation. An OrgUnit is a division, a department, a team or a person, with a
// parent and a scorecard, its own or a template that many share. It contributes to another org unit in one of three
// ways: values that add up and are scored then, so that rates are ratios of sums; a score that stands under an
// objective, with its coverage; or a measure that both share. A cascade shows a person which objectives at the top
// their KPI counts in, and how much. A host makes the org units from the rows of its organisation chart.
//
//	org, err := cascade.New(units, nil)
//	result, err := org.Evaluate(bsc.Input{Period: period.Month(2026, 6), Readings: readings})
//	result.Of("north").Score()
//
// An organisation changes: people join, move and leave, and regions are split. A cascade.Timeline has every org unit's
// versions, each with the period from which on it holds and the moment at which it was recorded. Values count where they
// were at the time; any period can be seen by the structure of another, and as of any moment.
//
//	org, err := cascade.NewTimeline(versions, nil)
//	result, err := org.Evaluate(bsc.Input{Period: period.Month(2026, 9), Readings: readings})
//
// A cascade uses two fields of an [Input] that a host can use by itself. Input.Sums are readings of other org units,
// added up month by month; see [Sums]. A [Factor] converts them first: by a number, or by rates of each month, such as
// those of currencies. What has no meaning together is refused: labels, opposite directions, other periods, and
// different units of measure without a factor. Input.Scores are KPIs that stand for nodes of other results; see
// [ScoreFrom]. [Result.Missing] names who has not reported what a value waits for.
//
// Package compare ranks org units by a node that they have in common, says where they are not comparable, and how
// evenly weight and achievement are spread over the perspectives. Package weights finds weights with a team, package
// lint says what is missing or badly defined, and package catalog has KPIs to choose from.
//
// # Many org units
//
// [Scorecard.EvaluateOrgUnits] evaluates one scorecard for many org units, each with readings of its own, on all cores:
// a million KPIs in one pass. Results come in the order of the inputs, one by one, so that a result you do not keep
// takes no memory.
//
//	for result, err := range card.EvaluateOrgUnits(ctx, inputs) {
//		fmt.Println(result.OrgUnit(), result.Score())
//	}
//
// # Live
//
// A [Board] is a scorecard's live state. Set a reading, and only what depends on it is computed again. At every moment
// the board's Result is what Evaluate would give on the same readings. A [Handle], resolved once, stands for an id
// where readings come in fast; [Board.Apply] sets many in one commit. Readers take Results and never wait for writers.
// Subscribers learn which ratings have changed or, with [Board.SubscribeOutcomes], which outcomes: what a page draws again.
//
//	board, err := card.Board(bsc.Input{Period: period.Month(2026, 6), Readings: readings})
//	sales, _ := card.KPI("sales")
//	cancel := board.Subscribe(func(b *bsc.Board, n bsc.Notice) { … })
//	err = board.Set(sales, decimal.NewFromInt(42))
//	board.Result().Score()
//
// What is set is not kept. A fact that is to stay goes in with [Board.Add]: it is recorded in the [Readings] that the
// board was made on, and the board follows. Readings may be read while they are written: evaluations of other periods or
// moments, and trends, see what was there when they began.
//
// # Speed
//
// Speed needs no second API. Compile lays the scorecard out in columns of integers, in which a score is a whole number
// of units of 10^-10. Whatever is built in and fits is computed there, exactly, at tens of millions of KPIs a second.
// Evaluate allocates as often for a million KPIs as for one.
//
// Values over time are scored in rows of integers, one for each KPI and series of an org unit, in which a sum over a
// window is a difference of two. A plan says which periods make up a value, and which targets are in force. It is made
// once for a scorecard and some periods, and shared by all org units.
//
// Rows take sums, means, last, lowest and highest values, ratios, sums and differences of what adds up. They take
// periods, to-date and rolling windows. Their targets stand, are stated, phased or compared with the KPI's own past, or
// are an org unit's own in [OrgUnitTargets] and [TargetsByOrgUnit]. A host's policies and sources of targets, labels,
// values carried forward, and numbers with too many digits are computed beside rows and columns, by the same rules in
// decimals; only their scores enter.
//
// Evaluate many periods at once with [Scorecard.EvaluatePeriods], or many org units and their periods, in order, with
// [Scorecard.EvaluateOrgUnits]: the rows of an org unit are then read once. [Readings] keeps a year of a KPI in one
// place. A host's own Source may give several periods at once, as a [RangeSource]. A [Table] takes the columns that a
// host has.
//
// A Result keeps columns and rows, and makes an Outcome of them on demand; [Result.ScoreOf] needs the least.
// BENCHMARKS.md has the figures, and the work they measure.
//
// # Errors
//
// Compile, NewSums and ParseDefinition return a [*DefinitionError]. Evaluate returns an [*InputError] for an input it
// cannot use, and so do ParseReadings, report.Parse and package csvfile for what they cannot read. Everything else
// returns a [*Problem]. What concerns one node is not returned, but found in its outcome. The package does not panic;
// [MustCompile] does, and says so.
//
// What a problem says, why an outcome has no score, and each line of an explanation is a words.Phrase: a code with
// arguments, which String says in English. Package words says it in German, or in a language of your own, and a front end
// does so from its JSON.
//
// # Loading
//
// What a host's users wrote is read strictly: [ParseDefinition], [ParseReadings] and [ParseCalendar] refuse what they do
// not know, load all or nothing, and list every problem with its line, column and JSON pointer. So do [Unmarshal], for
// a host's own documents that hold definitions, history.ParseVersions and report.Parse. The [Limits] of the Options
// bound how much they read. Every number, wherever it comes from, has at most 34 significant digits and 52 decimal
// places, and is below 10^52. Reading checks the form; [Compile] checks the meaning: ids, references, policies and
// their arguments. [Problems.Locate] finds its problems in the document. [CheckDocument] does all of that at once, for
// editors: what is wrong in form does not hide what is wrong in meaning. Problems have a line, a column and an end, in
// bytes or, with Options.UTF16, as editors in browsers count.
//
//	def, err := bsc.ParseDefinition(document, nil)
//	readings, err := bsc.ParseReadings(document, &bsc.Options{Limits: bsc.Limits{Bytes: 64 << 20, Values: 2_000_000}})
//
// # CSV
//
// Package csvfile reads readings and targets from CSV as strictly. The zero Dialect takes a header kpi,period,value and
// plain numbers. Other separators, decimal commas, percent signs, dates, names of columns and tables with a column a
// month are declared, and what is not declared is refused with a hint at what to declare. It also writes Results, a
// line for each node or for each total.
//
//	dialect := csvfile.Dialect{Separator: ';', Decimal: ',', Thousands: '.', Empty: []string{"n/a"}}
//	readings, err := dialect.Readings(file, nil)
//	err = dialect.WriteResult(w, result)
//
// A format of your own, such as a workbook's rows, is loaded by a [Batch]: all or nothing, too.
//
// # Storage
//
// Definitions, readings and reports are JSON with lower-case keys. What json.Marshal writes of them is read back as the
// same: texts that no document may hold, such as broken UTF-8, are refused by Compile, Readings.Add and Evaluate. Package
// report makes the report of a Result. Everything else that is returned, in any package, is written by json.Marshal in
// the same dialect, which package report describes. A browser would lose digits: for it [Marshal] writes decimals as text
// if Options.TextNumbers is set, and the readers refuse numbers that it may not have kept. Enumerations are strings, a Ref
// is "kpi:17" and a Period "2026-Q3", in JSON and as text. Bare ids in links name objectives.
//
// The same types are columns of a database: period.Period, [Ref], [Score] and [Number] are text or NUMERIC and, unset,
// NULL; enumerations are text, and their Scan refuses unknown ones. Store decimals in columns of type NUMERIC, and in
// SQLite, whose NUMERIC is floating point, of type TEXT: floating point has lost digits, and is refused. In BSON a
// Period and a Ref are strings and a Score is a Decimal128. A row of readings is scanned into a Fact:
//
//	var f bsc.Fact
//	err := rows.Scan(&f.OrgUnit, &f.Ref, &f.Period, &f.Value, &f.RecordedAt)
//	err = readings.Add(f)
//
// # Concurrency
//
// Scorecard, Result, Board, StrategyMap, Sums and Registry may be shared by goroutines. Readings may be read by many
// once it is filled. Definitions are the host's own data.
//
// # Compatibility
//
// Before v1 a break is announced in CHANGELOG.md. The name of a policy never changes its meaning: a changed rule gets a
// new name. Use keyed literals for structs, and have a default case for enumerations: both may grow.
package bsc
