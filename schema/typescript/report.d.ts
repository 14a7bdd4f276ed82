// Made by declare.mjs from report.schema.json.

/**
 * lead drives later results, lag shows results. Empty: not said.
 *
 * - "lead": Leading indicator
 * - "lag": Lagging indicator
 */
export type Timing = "lead" | "lag" | "";
/**
 * A decimal number, plain or as text: at most 34 significant digits and 52 decimal places, and below 10^52.
 */
export type Decimal = number | string;
/**
 * What a node is. Empty: of a node that is none.
 *
 * - "scorecard": Scorecard
 * - "perspective": Perspective
 * - "objective": Objective
 * - "kpi": KPI
 * - "series": Series
 * - "theme": Theme
 * - "initiative": Initiative of a scorecard
 * - "unit": Unit
 */
export type Kind = "scorecard" | "perspective" | "objective" | "kpi" | "series" | "theme" | "initiative" | "unit" | "";
/**
 * Which values of a KPI are better.
 *
 * - "higher": Higher is better
 * - "lower": Lower is better
 * - "closer": Closer to the target is better
 */
export type Direction = "higher" | "lower" | "closer";
/**
 * How often a KPI is measured.
 *
 * - "day": Daily
 * - "week": Weekly
 * - "month": Monthly
 * - "quarter": Quarterly
 * - "half": Half-yearly
 * - "year": Yearly
 * - "period": By numbered period
 */
export type Frequency = "day" | "week" | "month" | "quarter" | "half" | "year" | "period";
/**
 * How a KPI's values make up those of longer periods.
 *
 * - "sum": Sum of the periods
 * - "mean": Mean by days
 * - "mean_of_periods": Mean of the periods
 * - "last": Last value
 * - "min": Smallest value
 * - "max": Largest value
 */
export type RollUp = "sum" | "mean" | "mean_of_periods" | "last" | "min" | "max";
/**
 * A score of at most 10 decimal places, or null: no score, which is not a score of zero.
 */
export type Score = number | string | null;
/**
 * Something to be said of a node's score.
 *
 * - "no_data": No data
 * - "not_applicable": Not applicable
 * - "not_due": Not due
 * - "stale": Stale
 * - "failed": Failed
 * - "unscored": Without a score
 * - "partial": Partial
 * - "capped": Capped
 * - "provisional": Provisional
 * - "held": Held
 * - "carried": Carried forward
 * - "overdue": Overdue
 * - "judged": Judged
 */
export type Flag =
  | "no_data"
  | "not_applicable"
  | "not_due"
  | "stale"
  | "failed"
  | "unscored"
  | "partial"
  | "capped"
  | "provisional"
  | "held"
  | "carried"
  | "overdue"
  | "judged";
/**
 * An argument of a phrase: a text, a number, a phrase, or a list of these.
 */
export type Argument = string | number | Phrase | Argument[];
/**
 * stated: for the period; rolled_up: made of those for sub-periods; phased: its share of one for a period around it; glide: on the way from the baseline to one; enclosing: the whole of one for a period around it; earlier: stated for an earlier period; standing: for every period; compared: taken from a comparison; summed: the sum of the contributors' targets; planned: what it comes to by a plan.
 *
 * - "stated": Stated
 * - "rolled_up": Rolled up
 * - "phased": Phased
 * - "glide": On the way
 * - "enclosing": Of a larger period
 * - "earlier": Of an earlier period
 * - "standing": Standing
 * - "compared": Compared
 * - "summed": Summed
 * - "planned": Planned
 */
export type TargetRule =
  | "stated"
  | "rolled_up"
  | "phased"
  | "glide"
  | "enclosing"
  | "earlier"
  | "standing"
  | "compared"
  | "summed"
  | "planned";
/**
 * there: its value entered; carried: that of an earlier period did; passed: nobody has looked at it, since a later one shows the value; missing, not_applicable, not_due, failed: none did.
 *
 * - "there": There
 * - "missing": Missing
 * - "not_applicable": Does not apply
 * - "not_due": Not expected yet
 * - "failed": Did not work
 * - "carried": Earlier value
 * - "passed": Passed over
 */
export type StateOfAPart = "there" | "missing" | "not_applicable" | "not_due" | "failed" | "carried" | "passed";
/**
 * What the limits of bands are compared with.
 *
 * - "score": The score
 * - "actual": The actual
 * - "percent_of_target": The percent of the target
 * - "variance": The variance
 * - "variance_percent": The variance in percent
 */
export type BandLine = "score" | "actual" | "percent_of_target" | "variance" | "variance_percent";
/**
 * What a link claims. hypothesis: what data can support or contradict; definitional: true by arithmetic; constraint: without the cause the effect cannot be had. Empty: hypothesis.
 *
 * - "hypothesis": Hypothesis
 * - "definitional": True by definition
 * - "constraint": Constraint
 */
export type KindOfClaim = "hypothesis" | "definitional" | "constraint" | "";

/**
 * What report.Of of github.com/go-bsc/bsc makes of a Result: what was computed for one unit and period, as plain data. Nodes stand in definition order and name their parents. report.Parse reads it, and also a report in which keys are missing that every report has, or that has words which are not known.
 */
export interface Report {
  /**
   * The version of the document's form.
   */
  schema: number;
  /**
   * The id of the scorecard.
   */
  scorecard: string;
  /**
   * Its name.
   */
  name?: string;
  /**
   * Of its definition.
   */
  fingerprint?: string;
  /**
   * The period that was evaluated.
   */
  period: string;
  /**
   * The first day of the period.
   */
  first_day?: string;
  /**
   * The last day of the period.
   */
  last_day?: string;
  /**
   * The period before.
   */
  previous?: string;
  /**
   * The period after.
   */
  next?: string;
  /**
   * Only what was recorded by then is in it. Left out: everything known.
   */
  as_of?: string;
  /**
   * The day that decided what is due. Left out: everything is due.
   */
  today?: string;
  /**
   * Whose report it is.
   */
  unit?: string;
  /**
   * Where only lead or lag KPIs count.
   */
  timing?: Timing;
  /**
   * Provisional readings are taken for missing.
   */
  final_only?: boolean;
  /**
   * The line the scores lie on.
   */
  scale: Scale;
  /**
   * Worst first, with names, colours and symbols.
   */
  ratings: Rating[];
  /**
   * The scorecard, then each perspective with its objectives, each with its KPIs.
   */
  nodes: Node[];
  /**
   * The strategy map.
   */
  links?: Link[];
  /**
   * The initiatives of the definition.
   */
  initiatives?: Initiative[];
}
/**
 * The line the scores of the report lie on.
 */
export interface Scale {
  /**
   * The worst score.
   */
  min: Decimal;
  /**
   * The score of a target exactly met.
   */
  met: Decimal;
  /**
   * The best score that rolls up.
   */
  cap: Decimal;
}
/**
 * A rating. Their order is from worst to best.
 */
export interface Rating {
  /**
   * Names the rating, such as green.
   */
  id: string;
  /**
   * Its name for people.
   */
  name?: string;
  /**
   * Its colour, #rrggbb.
   */
  color?: string;
  /**
   * A sign that tells it apart without colour.
   */
  symbol?: string;
}
/**
 * The outcome of one node. Numbers that are not there are left out.
 */
export interface Node {
  /**
   * Names the node, such as kpi:17.
   */
  ref: string;
  /**
   * What it is.
   */
  kind: Kind;
  /**
   * Its id.
   */
  id: string;
  /**
   * The node above it.
   */
  parent?: string;
  /**
   * Its name.
   */
  name?: string;
  /**
   * What it is for.
   */
  description?: string;
  /**
   * Of objectives: the themes they serve.
   *
   * Items: A node by kind and id, such as kpi:17.
   */
  themes?: string[];
  /**
   * Where a KPI's readings come from, in words.
   */
  source?: string;
  /**
   * How a KPI is calculated, in words.
   */
  formula?: string;
  /**
   * Which values of a KPI are better.
   */
  direction?: Direction;
  /**
   * How often a KPI is measured.
   */
  frequency?: Frequency;
  /**
   * How a KPI's values make up those of longer periods.
   */
  rollup?: RollUp;
  /**
   * What a KPI's value covers: year_to_date, rolling_3. Left out: the period.
   */
  basis?: string;
  /**
   * The policy that scores a KPI.
   */
  scorer?: string;
  /**
   * The policy that calculates a KPI.
   */
  calculator?: string;
  /**
   * The policy that makes its score of those below it.
   */
  aggregator?: string;
  /**
   * The nodes below it, also KPIs that are used from elsewhere.
   */
  children?: Child[];
  /**
   * Its score; null: no score.
   */
  score: Score;
  /**
   * The score as it is shown, with places that suit the scale and the rating: 72.4, or 3.38 on a scale of 1 to 5.
   */
  display?: string;
  /**
   * What it brings to its parent.
   */
  counted: Score;
  /**
   * The score before it was limited to the scale.
   */
  attainment?: Score;
  /**
   * The id of its rating.
   */
  rating?: string;
  /**
   * What is to be said of it.
   */
  flags?: Flag[];
  /**
   * Why there is no score, or no rating beside it.
   */
  reason?: Phrase;
  /**
   * What went wrong.
   */
  error?: Phrase;
  /**
   * The code of the error.
   */
  error_code?: string;
  /**
   * The least its score can be while data is missing.
   */
  low?: Score;
  /**
   * The most its score can be while data is missing.
   */
  high?: Score;
  /**
   * How much of its weight has data, 0 to 1; left out where the node does not count.
   */
  coverage?: Decimal;
  /**
   * Among its siblings.
   */
  weight: Decimal;
  /**
   * Of the total, 0 to 1.
   */
  effective_weight: Decimal;
  /**
   * The value of a KPI.
   */
  actual?: Decimal;
  /**
   * The label that was read instead of a value.
   */
  label?: string;
  /**
   * Of a KPI's values.
   */
  unit?: string;
  /**
   * Who answers for it.
   */
  owner?: string;
  /**
   * lead or lag.
   */
  timing?: Timing;
  /**
   * The target in force.
   */
  target?: Target;
  /**
   * By how much the actual is better than the target.
   */
  variance?: Variance;
  /**
   * Of KPIs: the periods the value is made of, where that is not just one reading of the period.
   */
  window?: Window;
  /**
   * What people said with the readings of its window, in the order of their periods.
   */
  notes?: ReadingNote[];
  /**
   * How far a target for a larger period has been reached.
   */
  pace?: Pace;
  /**
   * Of the built-in threshold.
   */
  bands?: Bands;
  /**
   * People's judgements beside the computed score: the one of each role that holds.
   */
  assessments?: Assessment[];
  /**
   * The one of them that counts.
   */
  assessment?: Assessment;
  /**
   * The rating of the assessment that counts, or what its score is rated. Left out: none, or, without an assessment, that of rating.
   */
  final_rating?: string;
  /**
   * The score that the final rating rests on: that of the assessment that counts. Left out: it has only a rating, or, without an assessment, that of score.
   */
  final_score?: Score;
  /**
   * What the host keeps with it: texts by key.
   */
  attributes?: Attributes;
}
/**
 * A node under its parent, with its weight there.
 */
export interface Child {
  /**
   * Names the node.
   */
  ref: string;
  /**
   * As in the definition.
   */
  weight: Decimal;
}
/**
 * Something to say in any language: a code and its arguments. A host's own words have no code.
 */
export interface Phrase {
  /**
   * Says what is said. It never changes.
   */
  code?: string;
  /**
   * The same in English, or a host's own words.
   */
  text?: string;
  [k: string]: Argument | string | undefined;
}
/**
 * A target in force.
 */
export interface Target {
  /**
   * Where the KPI starts: scores the scale's min.
   */
  baseline?: Decimal;
  /**
   * Scores the scale's met.
   */
  value?: Decimal;
  /**
   * Better than the target.
   */
  stretch?: Decimal;
  /**
   * The least that is acceptable.
   */
  floor?: Decimal;
  /**
   * Where it comes from: agreed, derived, placeholder.
   */
  origin?: string;
  /**
   * Who set it.
   */
  author?: string;
  /**
   * How it came to be in force.
   */
  rule: TargetRule;
  /**
   * The period it was stated for, or compared with.
   */
  from?: string;
  /**
   * It is the unit's own.
   */
  of_unit?: boolean;
}
/**
 * By how much the actual of a KPI is better than its target: above 0 better, below 0 worse, whichever direction the KPI has.
 */
export interface Variance {
  /**
   * In the unit of the KPI.
   */
  amount?: Decimal;
  /**
   * Of the absolute target.
   */
  percent?: Decimal;
  /**
   * The actual is as good as the target or better.
   */
  favourable: boolean;
}
/**
 * The periods a value is made of.
 */
export interface Window {
  /**
   * The first of them.
   */
  first: string;
  /**
   * The last of them.
   */
  last: string;
  /**
   * Where there are several: each, and how it stands.
   */
  parts?: Part[];
  /**
   * How many readings it is made of.
   */
  readings: number;
  /**
   * The periods without a reading.
   */
  gaps?: Gap[];
  /**
   * How many periods old a reading is that was carried forward.
   */
  age?: number;
  /**
   * 1, or less of a reading that was carried forward.
   */
  freshness: Decimal;
}
/**
 * A period of a window.
 */
export interface Part {
  /**
   * The period.
   */
  period: string;
  /**
   * How it stands.
   */
  state: StateOfAPart;
  /**
   * The earlier period whose value stands in.
   */
  of?: string;
}
/**
 * A reading that is not there.
 */
export interface Gap {
  /**
   * What it would be a reading of.
   */
  ref: string;
  /**
   * The period it would be of.
   */
  period: string;
  /**
   * It is not expected yet.
   */
  not_due?: boolean;
  /**
   * It is late.
   */
  overdue?: boolean;
  /**
   * There is one, and only final ones count.
   */
  provisional?: boolean;
}
/**
 * What somebody said with a reading.
 */
export interface ReadingNote {
  /**
   * The KPI, or what it is calculated from.
   */
  ref: string;
  /**
   * The period of the reading.
   */
  period: string;
  /**
   * What was said.
   */
  note?: string;
  /**
   * Who recorded the reading.
   */
  author?: string;
  /**
   * When it became known. Left out: always.
   */
  recorded_at?: string;
}
/**
 * How far a target for a larger period has been reached.
 */
export interface Pace {
  /**
   * The larger period.
   */
  of: string;
  /**
   * What is to be reached by its end.
   */
  target: Decimal;
  /**
   * What has been reached so far.
   */
  progress: Decimal;
  /**
   * What should have been reached so far.
   */
  expected: Decimal;
}
/**
 * The limits of a node's ratings, ascending, for drawing a gauge.
 */
export interface Bands {
  /**
   * What is compared.
   */
  on: BandLine;
  /**
   * Every limit itself belongs to the band below it.
   */
  include_upper?: boolean;
  /**
   * Worst first, or as the line they lie on ascends.
   */
  bands: Band[];
}
/**
 * A rating and where its band starts.
 */
export interface Band {
  /**
   * The id of the rating. Empty: a gap, which gives none.
   */
  rating: string;
  /**
   * Where it starts; left out of the lowest, which is open downwards.
   */
  from?: Decimal;
  /**
   * Where it starts belongs to it, not to the band below.
   */
  include_lower?: boolean;
}
/**
 * A person's judgement of a node. It stands beside the computed outcome and never replaces it.
 */
export interface Assessment {
  /**
   * Whose node. Empty: of whatever unit is evaluated.
   */
  unit?: string;
  /**
   * The node.
   */
  ref: string;
  /**
   * Left out: whatever period is evaluated.
   */
  period?: string;
  /**
   * Of its author, such as self or manager.
   */
  role?: string;
  /**
   * On the scale; left out: none.
   */
  score?: Decimal;
  /**
   * The id of a rating; empty: none.
   */
  rating?: string;
  /**
   * Whose judgement.
   */
  author?: string;
  /**
   * Why.
   */
  reason?: string;
  /**
   * When it became known. Left out: always.
   */
  recorded_at?: string;
}
/**
 * What the host wants to keep with it: texts by key.
 */
export interface Attributes {
  /**
   * Text that may have several lines, at most 4,000 characters unless the host allows more.
   */
  [k: string]: string;
}
/**
 * A cause and an effect on the strategy map.
 */
export interface Link {
  /**
   * The cause.
   */
  from: string;
  /**
   * The effect.
   */
  to: string;
  /**
   * What the link claims.
   */
  kind: KindOfClaim;
  /**
   * A better score at from brings a worse one at to.
   */
  inverse?: boolean;
  /**
   * How much of a change in the cause reaches the effect, above 0 and up to 1.
   */
  strength: Decimal;
  /**
   * In periods of the definition's frequency.
   */
  lag?: number;
  /**
   * Who answers for the claim.
   */
  owner?: string;
  /**
   * Why it is believed, in words.
   */
  note?: string;
}
/**
 * A funded action, limited in time, that is meant to close the gap of one or more objectives. It never enters a score.
 */
export interface Initiative {
  /**
   * Names the initiative.
   */
  id: string;
  /**
   * Its name.
   */
  name?: string;
  /**
   * What it is, in words.
   */
  description?: string;
  /**
   * Who answers for it.
   */
  owner?: string;
  /**
   * Ids of the objectives it serves.
   *
   * Items: One line of text, at most 200 characters unless the host allows more.
   */
  objectives?: string[];
  /**
   * Its first period, such as the day 2026-03-01.
   */
  start?: string;
  /**
   * Its last period, not before the start.
   */
  end?: string;
  /**
   * In the host's currency.
   */
  budget?: Decimal;
  /**
   * Percent, 0 to 100.
   */
  progress?: Decimal;
  /**
   * What the host wants to keep with it: texts by key.
   */
  attributes?: Attributes;
}
