// Made by declare.mjs from definition.schema.json.

/**
 * An id: 1 to 128 bytes, printable, no spaces. It does not begin with a kind and a colon.
 */
export type ID = string;
/**
 * How often something is measured; week is an ISO 8601 week, period the calendar's numbered period. Empty: not said.
 *
 * - "day": Daily
 * - "week": Weekly
 * - "month": Monthly
 * - "quarter": Quarterly
 * - "half": Half-yearly
 * - "year": Yearly
 * - "period": By numbered period
 */
export type Frequency = "day" | "week" | "month" | "quarter" | "half" | "year" | "period" | "";
/**
 * Which calendar year names a year that lies in two. end: October 2025 to September 2026 is 2026; start: April 2026 to March 2027 is 2026. Empty: end.
 *
 * - "end": The year it ends in
 * - "start": The year it starts in
 */
export type YearIsNamedBy = "end" | "start" | "";
/**
 * The weeks of a quarter's three periods.
 *
 * - "4-4-5": Four, four, five
 * - "4-5-4": Four, five, four
 * - "5-4-4": Five, four, four
 */
export type WeeksOfAQuarter = "4-4-5" | "4-5-4" | "5-4-4";
/**
 * The last day of every week, and so of the year.
 *
 * - "monday": Monday
 * - "tuesday": Tuesday
 * - "wednesday": Wednesday
 * - "thursday": Thursday
 * - "friday": Friday
 * - "saturday": Saturday
 * - "sunday": Sunday
 */
export type LastDayOfTheWeek = "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";
/**
 * Which values of a KPI are better; closer: the closer to the target, the better. Empty: higher.
 *
 * - "higher": Higher is better
 * - "lower": Lower is better
 * - "closer": Closer to the target is better
 */
export type Direction = "higher" | "lower" | "closer" | "";
/**
 * lead drives later results, lag shows results. Empty: not said.
 *
 * - "lead": Leading indicator
 * - "lag": Lagging indicator
 */
export type Timing = "lead" | "lag" | "";
/**
 * How a larger period's value is made of smaller ones. sum: of flows; mean: weighted by days; mean_of_periods: each alike; last: of stocks; min; max. Empty: none.
 *
 * - "sum": Sum of the periods
 * - "mean": Mean by days
 * - "mean_of_periods": Mean of the periods
 * - "last": Last value
 * - "min": Smallest value
 * - "max": Largest value
 */
export type RollUp = "sum" | "mean" | "mean_of_periods" | "last" | "min" | "max" | "";
/**
 * The time a value covers: period, period_to_date, year_to_date, half_to_date, quarter_to_date, month_to_date, or the last periods, rolling_1 to rolling_400. Empty: period.
 *
 * - "period": The period
 * - "period_to_date": Numbered period to date
 * - "year_to_date": Year to date
 * - "half_to_date": Half-year to date
 * - "quarter_to_date": Quarter to date
 * - "month_to_date": Month to date
 */
export type Basis =
  | ("period" | "period_to_date" | "year_to_date" | "half_to_date" | "quarter_to_date" | "month_to_date" | "")
  | RollingPeriods;
/**
 * The last periods, rolling_1 to rolling_400.
 */
export type RollingPeriods = `rolling_${number}`;
/**
 * Of a period for which some contributing units have no reading. partial: those that are there add up, and the share of them is the coverage. Empty: all are needed.
 *
 * - "partial": Those that are there
 */
export type Contributors = "partial" | "";
/**
 * of_contributors: in a cascade, the sum of the contributors' targets. Empty: what targets states.
 *
 * - "of_contributors": The contributors
 */
export type TargetsFrom = "of_contributors" | "";
/**
 * A decimal number, plain or as text: at most 34 significant digits and 52 decimal places, and below 10^52.
 */
export type Decimal = number | string;
/**
 * previous: the KPI's value in the period before; last_year: in the periods of the same names a year earlier; series:industry: the value of that series. Empty: none.
 *
 * - "previous": Its value in the period before
 * - "last_year": Its value a year before
 */
export type Comparison = ("previous" | "last_year" | "") | SeriesCompared;
/**
 * series: and the id of a series.
 */
export type SeriesCompared = `series:${string}`;
/**
 * How a target for a larger period is spread over the smaller ones in it. linear: the same share each; seasonal: in proportion to profile; step: all in the last that applies; glide: of KPIs that do not add up, in equal steps from the baseline. Empty: nothing is said.
 *
 * - "linear": Linearly
 * - "seasonal": By its profile
 * - "step": All at the end
 * - "glide": In equal steps
 */
export type Phasing = "linear" | "seasonal" | "step" | "glide" | "";
/**
 * Turns the values of other KPIs and of series into this KPI's actual: an object with a name and arguments, or the name of a host's own. Empty text: the KPI has readings.
 */
export type Calculator =
  NoCalculator | ListCalculator | RatioCalculator | ChangeCalculator | InheritedPolicy | NameOfAHostPolicy | HostPolicy;
/**
 * Empty text: the KPI has readings.
 */
export type NoCalculator = "";
/**
 * What is done with the list.
 *
 * - "sum": Sum
 * - "difference": Difference
 * - "product": Product
 * - "mean": Mean
 */
export type NameOfAListCalculator = "sum" | "difference" | "product" | "mean";
/**
 * A number among what a sum, difference, product or mean is made of.
 */
export type Constant = number;
/**
 * Since when. Empty: previous.
 *
 * - "previous": The period before
 * - "last_year": A year before
 */
export type SinceWhen = "previous" | "last_year" | "";
/**
 * absolute, or percent of the absolute value before. Empty: absolute.
 *
 * - "absolute": An amount
 * - "percent": A percentage
 */
export type ChangeAs = "absolute" | "percent" | "";
/**
 * The name of a host's own policy: a namespace, a name and a version, such as acme.com/nps@2.
 */
export type NameOfAHostPolicy = `${string}/${string}@${number}`;
/**
 * Any JSON of which the texts are printable.
 */
export type Value = string | number | boolean | null | Value[] | Values;
/**
 * Turns a KPI's actual and target into a score: a name, or an object with a name and arguments. Empty text: inherited.
 */
export type Scorer =
  | NameOfAScorer
  | Inherited
  | ScorerWithoutArguments
  | CurveScorer
  | RangeScorer
  | AvoidScorer
  | ToleranceScorer
  | AchievementScorer
  | GoalFlagScorer
  | PercentBandsScorer
  | StepsScorer
  | PointsScorer
  | InheritedPolicy
  | NameOfAHostPolicy
  | HostPolicy;
/**
 * A built-in scorer that takes no arguments, by its name.
 *
 * - "linear": Linear
 * - "log": Logarithmic
 * - "percent_of_target": Percent of the target
 * - "binary": Met or not met
 * - "stated": Stated
 * - "judged": Judged by people
 * - "none": Not scored
 */
export type NameOfAScorer = "linear" | "log" | "percent_of_target" | "binary" | "stated" | "judged" | "none";
/**
 * Empty text: inherited.
 */
export type Inherited = "";
/**
 * An object without keys.
 */
export type NoArguments = Record<string, never>;
/**
 * [value, score].
 *
 * @minItems 2
 * @maxItems 2
 */
export type Pair = [Decimal, Decimal];
/**
 * A distance from the target, such as 5 or "5%", or one below and one above it.
 */
export type Tolerance = Distance | TwoSides;
/**
 * A distance from the target: absolute, or as text with % a percentage of the target.
 */
export type Distance = number | `${number}` | `${number}%`;
/**
 * Turns an outcome into a rating: a name, or an object with a name and arguments. Empty text: inherited.
 */
export type Threshold =
  | NameOfAThreshold
  | Inherited
  | ThresholdWithoutArguments
  | BandsThreshold
  | RulesThreshold
  | InheritedPolicy
  | NameOfAHostPolicy
  | HostPolicy;
/**
 * A built-in threshold by its name.
 *
 * - "none": Not rated
 * - "bands": The default bands
 */
export type NameOfAThreshold = "none" | "bands";
/**
 * Where a band starts: a number or, for bands on the actual, a number of the target or a series, also times a factor.
 */
export type From = number | `${number}` | TakenFrom | Multiple;
/**
 * A number of the target, or a series.
 *
 * - "baseline": The target's baseline
 * - "target": The target's value
 * - "stretch": The target's stretch
 * - "floor": The target's floor
 */
export type TakenFrom = ("baseline" | "target" | "stretch" | "floor") | SeriesOfLimits;
/**
 * series: and the id of a series.
 */
export type SeriesOfLimits = `series:${string}`;
/**
 * The side of a limit to which it belongs.
 *
 * - "lower": The band above
 * - "upper": The band below
 */
export type LimitsBelongTo = "lower" | "upper" | "";
/**
 * Bands, ascending. The lowest is open downwards and has no from; the others start at theirs, strictly rising. At least one has a rating.
 */
export type Bands = Band[];
/**
 * What is compared: the score, a KPI's actual, the actual in percent of the target, or how much better it is than the target, also in percent of that. Empty: score.
 *
 * - "score": The score
 * - "actual": The actual
 * - "percent_of_target": The percent of the target
 * - "variance": The variance
 * - "variance_percent": The variance in percent
 */
export type ReadOn = "score" | "actual" | "percent_of_target" | "variance" | "variance_percent" | "";
/**
 * A flag of an outcome that can have a rating.
 *
 * - "not_due": Not due
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
  "not_due" | "failed" | "unscored" | "partial" | "capped" | "provisional" | "held" | "carried" | "overdue" | "judged";
/**
 * exclude: its siblings carry its weight; zero: it counts with the scale's min; carry_forward: of KPIs, an earlier reading stands in that is not too old; require: its parent gets no score. Empty: inherited.
 *
 * - "exclude": Siblings carry its weight
 * - "zero": Counts with the worst score
 * - "carry_forward": An earlier reading stands in
 * - "require": The parent gets no score
 */
export type Rule = "exclude" | "zero" | "carry_forward" | "require" | "";
/**
 * half_away: halves away from zero; half_even: halves to the even neighbour; up: away from zero; down: towards zero; floor; ceiling. Empty: half_away.
 *
 * - "half_away": Halves away from zero
 * - "half_even": Halves to even
 * - "up": Away from zero
 * - "down": Towards zero
 * - "floor": Rounded down
 * - "ceiling": Rounded up
 */
export type RoundingMode = "half_away" | "half_even" | "up" | "down" | "floor" | "ceiling" | "";
/**
 * Turns children's scores and weights into their parent's score: a name, or an object with a name and arguments. Empty text: inherited.
 */
export type Aggregator =
  | NameOfAnAggregator
  | Inherited
  | AggregatorWithoutArguments
  | PowerAggregator
  | VetoAggregator
  | InheritedPolicy
  | NameOfAHostPolicy
  | HostPolicy;
/**
 * A built-in aggregator that takes no arguments, by its name.
 *
 * - "weighted_mean": Weighted mean
 * - "weighted_sum": Weighted sum
 * - "geometric": Geometric mean
 * - "harmonic": Harmonic mean
 * - "min": Lowest score
 * - "max": Highest score
 * - "median": Median
 * - "most_frequent": Most frequent rating
 */
export type NameOfAnAggregator =
  "weighted_mean" | "weighted_sum" | "geometric" | "harmonic" | "min" | "max" | "median" | "most_frequent";
/**
 * beside: an assessment stands beside the computed score and changes nothing; count: it is what the node contributes to its parent. Empty: beside.
 *
 * - "beside": Beside the score
 * - "count": Instead of the score
 */
export type Assessments = "beside" | "count" | "";
/**
 * How the assessments of parts of a period, of each the last word of the roles, make up one of it. mean: of the scores, each counting once; last: the one of the period that ends last; min and max: the worst and the best. none: not at all, whatever is inherited. Left out: as inherited.
 *
 * - "mean": Mean of the assessments
 * - "last": Last assessment
 * - "min": Worst assessment
 * - "max": Best assessment
 * - "none": No assessment
 */
export type RollUpOfAssessments = "mean" | "last" | "min" | "max" | "none" | "";
/**
 * What a link claims. hypothesis: what data can support or contradict; definitional: true by arithmetic; constraint: without the cause the effect cannot be had. Empty: hypothesis.
 *
 * - "hypothesis": Hypothesis
 * - "definitional": True by definition
 * - "constraint": Constraint
 */
export type KindOfClaim = "hypothesis" | "definitional" | "constraint" | "";
/**
 * weak (0.25), moderate (0.5), strong (0.75), or a number above 0 and up to 1. Empty: moderate.
 *
 * - "weak": Weak
 * - "moderate": Moderate
 * - "strong": Strong
 */
export type Strength = ("weak" | "moderate" | "strong" | "") | number | `${number}`;

/**
 * What ParseDefinition of github.com/go-bsc/bsc reads and Compile takes. It cannot say that references lead somewhere, that ids are unique, or that fields fit one another; Compile does.
 */
export interface Definition {
  /**
   * The version of the document's form; 0 or left out: the newest.
   */
  schema?: number;
  /**
   * Names the scorecard.
   */
  id: ID;
  /**
   * Its name.
   */
  name?: string;
  /**
   * What it is, in words.
   */
  description?: string;
  /**
   * What the lags of links count in. Empty: not said, so that effects have no date.
   */
  frequency?: Frequency;
  /**
   * The days of years, quarters and numbered periods. Left out: the calendar year.
   */
  calendar?: Calendar;
  /**
   * The line scores lie on. Left out: 0 to 100.
   */
  scale?: Scale;
  /**
   * Worst first. None: red, amber and green.
   */
  ratings?: Rating[];
  /**
   * Who may assess, in ascending order of authority: the assessment of the last that has spoken counts. None: anybody.
   */
  roles?: ID[];
  /**
   * Roles that are heard and decide nothing; those of roles are others.
   */
  advisory?: ID[];
  /**
   * Bottom (drivers) to top (outcomes).
   */
  perspectives?: Perspective[];
  /**
   * Data that is only an input.
   */
  series?: DataSeries[];
  /**
   * The strategy map.
   */
  links?: Link[];
  /**
   * The strategic themes.
   */
  themes?: Theme[];
  /**
   * The actions that are meant to close gaps.
   */
  initiatives?: Initiative[];
  /**
   * Inherited by everything, and by the scorecard's own total.
   */
  defaults?: Defaults;
  /**
   * Of the perspectives. Left out: what defaults say, and in the end weighted_mean.
   */
  aggregator?: Aggregator;
  /**
   * Of the scorecard's own total.
   */
  threshold?: Threshold;
  /**
   * When the total has a score at all.
   */
  quota?: Quota;
  /**
   * Of the total.
   */
  round?: Rounding;
  /**
   * What the host wants to keep with it: texts by key.
   */
  attributes?: Attributes;
}
/**
 * The days of years, halves, quarters and numbered periods, in one of three forms or none: a fiscal year of months by start_month, a year of 52 or 53 weeks by weeks, or a table. Months, ISO weeks and days are the same in every calendar.
 */
export interface Calendar {
  /**
   * The first month of the year; 0 is January.
   */
  start_month?: number;
  named_by?: YearIsNamedBy;
  /**
   * A year of whole weeks: 52, or 53 where the calendar makes it so. Each quarter has 13 weeks in three numbered periods; a 53rd week belongs to the last of them, P12.
   */
  weeks?: YearOfWeeks;
  /**
   * A calendar the host lists: rows of one kind ascend without a gap or an overlap, and rows of larger kinds are unions of rows of smaller ones of the same year.
   */
  table?: RowOfACalendar[];
}
/**
 * A year of whole weeks: 52, or 53 where the calendar makes it so. Each quarter has 13 weeks in three numbered periods; a 53rd week belongs to the last of them, P12.
 */
export interface YearOfWeeks {
  pattern: WeeksOfAQuarter;
  end_day: LastDayOfTheWeek;
  /**
   * The month in which, or near whose end, the year ends.
   */
  end_month: number;
  /**
   * The year ends on the end day nearest to the month's last day; else on the last one in the month.
   */
  nearest?: boolean;
}
/**
 * A year, half, quarter or numbered period with its first and last day.
 */
export interface RowOfACalendar {
  /**
   * The period: 2026, 2026-H1, 2026-Q3 or 2026-P07.
   */
  label: string;
  /**
   * Its first day.
   */
  first: string;
  /**
   * Its last day, in the period.
   */
  last: string;
}
/**
 * The line scores lie on: min below met, and cap not below met.
 */
export interface Scale {
  /**
   * The worst score. Left out: 0.
   */
  min?: Decimal;
  /**
   * The score of a target exactly met. Left out: 100.
   */
  met?: Decimal;
  /**
   * The best score that rolls up. Left out: met.
   */
  cap?: Decimal;
}
/**
 * A rating. Their order is from worst to best.
 */
export interface Rating {
  /**
   * Names the rating, such as green.
   */
  id: ID;
  /**
   * Its name.
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
 * One lens on the organisation, with the objectives seen through it.
 */
export interface Perspective {
  /**
   * Names the perspective.
   */
  id: ID;
  /**
   * Its name.
   */
  name?: string;
  /**
   * What it is, in words.
   */
  description?: string;
  /**
   * Relative to its siblings. Left out: 1; 0 is shown but not counted.
   */
  weight?: Decimal;
  /**
   * Its objectives.
   */
  objectives?: Objective[];
  /**
   * Of its objectives. Left out: what defaults say, and in the end weighted_mean.
   */
  aggregator?: Aggregator;
  /**
   * Its own. Left out: what the defaults above it say.
   */
  threshold?: Threshold;
  /**
   * What a parent contributes when it has no score: as of a KPI, but it has no readings to carry forward.
   */
  missing?: Missing;
  /**
   * When it has a score at all.
   */
  quota?: Quota;
  /**
   * Of its own score.
   */
  round?: Rounding;
  /**
   * Inherited by everything below it.
   */
  defaults?: Defaults;
  /**
   * What the host wants to keep with it: texts by key.
   */
  attributes?: Attributes;
}
/**
 * A strategic objective: what the organisation wants to achieve, as one node of the strategy map, with the KPIs that measure it.
 */
export interface Objective {
  /**
   * Names the objective.
   */
  id: ID;
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
   * Ids of the strategic themes it belongs to.
   *
   * Items: One line of text, at most 200 characters unless the host allows more.
   */
  themes?: string[];
  /**
   * Relative to its siblings. Left out: 1; 0 is shown but not counted.
   */
  weight?: Decimal;
  /**
   * The KPIs that measure it.
   */
  kpis?: KPI[];
  /**
   * KPIs of other objectives, with a weight of their own here.
   */
  uses?: UseOfAKPI[];
  /**
   * Of its KPIs. Left out: what defaults say, and in the end weighted_mean.
   */
  aggregator?: Aggregator;
  /**
   * Its own. Left out: what the defaults above it say.
   */
  threshold?: Threshold;
  /**
   * What a parent contributes when it has no score: as of a KPI, but it has no readings to carry forward.
   */
  missing?: Missing;
  /**
   * When it has a score at all.
   */
  quota?: Quota;
  /**
   * Of its own score.
   */
  round?: Rounding;
  /**
   * Inherited by its KPIs.
   */
  defaults?: Defaults;
  /**
   * What the host wants to keep with it: texts by key.
   */
  attributes?: Attributes;
}
/**
 * A KPI measures an objective.
 */
export interface KPI {
  /**
   * Names the KPI.
   */
  id: ID;
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
   * Of its values: %, EUR, days.
   */
  unit?: string;
  /**
   * How it is calculated, in words; calculator is what computes.
   */
  formula?: string;
  /**
   * Where its readings come from, in words.
   */
  source?: string;
  /**
   * Relative to its siblings. Left out: 1; 0 is shown but not counted.
   */
  weight?: Decimal;
  /**
   * Which of its values are better.
   */
  direction?: Direction;
  timing?: Timing;
  /**
   * Of its readings. Empty: of whatever period is evaluated.
   */
  frequency?: Frequency;
  /**
   * Makes a larger period's value of smaller ones. Empty: none can be made.
   */
  rollup?: RollUp;
  /**
   * What its value covers.
   */
  basis?: Basis;
  /**
   * Readings of periods that lie in two count in both by their days. It needs a frequency.
   */
  prorate?: boolean;
  /**
   * Days after a period's end until its reading is overdue.
   */
  grace_days?: number;
  /**
   * The first period it is measured in: before, it is not due.
   */
  since?: string;
  /**
   * The last period it is measured in, not before since: after, it does not apply.
   */
  until?: string;
  /**
   * How much of a KPI's window must be there: how much of what is due and applies must be there for a score. Left out: half of the periods, by their number.
   */
  quota?: KPIQuota;
  /**
   * What a missing contributor does in a cascade.
   */
  contributors?: Contributors;
  /**
   * Where its targets come from.
   */
  target?: TargetsFrom;
  /**
   * Its targets, by period.
   */
  targets?: Target[];
  /**
   * Of targets. Empty: as rollup, or sum where it is calculated and adds up.
   */
  target_rollup?: RollUp;
  /**
   * Makes this a KPI calculated from others and from series.
   */
  calculator?: Calculator;
  /**
   * Turns actual and target into a score. Left out: what defaults say, and in the end linear.
   */
  scorer?: Scorer;
  /**
   * Turns the outcome into a rating. Left out: what defaults say, and in the end bands.
   */
  threshold?: Threshold;
  /**
   * What it contributes when it has no score.
   */
  missing?: Missing;
  /**
   * Of its score.
   */
  round?: Rounding;
  /**
   * When the KPI itself is to be reviewed.
   */
  review?: string;
  /**
   * What the host wants to keep with it: texts by key.
   */
  attributes?: Attributes;
}
/**
 * How much of a KPI's window must be there: how much of what is due and applies must be there for a score. Left out: half of the periods, by their number.
 */
export interface KPIQuota {
  /**
   * Of parents alone.
   */
  min_children?: 0;
  /**
   * 0 to 1, compared with the share of the days that are due and apply.
   */
  min_coverage?: Decimal;
}
/**
 * What a KPI should reach in one period or, without one, in every period. A second one for a period, with a later recorded_at, revises the first.
 */
export interface Target {
  /**
   * The period it is stated for. Left out: every period.
   */
  period?: string;
  /**
   * Where the KPI starts: scores the scale's min.
   */
  baseline?: Decimal;
  /**
   * Scores the scale's met. Left out: no target.
   */
  value?: Decimal;
  /**
   * Better than the target; for policies that read it.
   */
  stretch?: Decimal;
  /**
   * The least that is acceptable; for policies that read it.
   */
  floor?: Decimal;
  /**
   * Takes the value from a comparison instead.
   */
  against?: Comparison;
  /**
   * Multiplies the comparison, above 0: 1.05 is five percent more; no target where the comparison is below 0. One of times, percent and plus.
   */
  times?: Decimal;
  /**
   * Adds so many percent of its absolute value to the comparison: 10 makes -18 of -20.
   */
  percent?: Decimal;
  /**
   * Adds to the comparison.
   */
  plus?: Decimal;
  /**
   * How much of it is expected by when.
   */
  phasing?: Phasing;
  /**
   * Of a seasonal phasing: the weight of each sub-period, such as 4 of a year's quarters or 12 of its months.
   */
  profile?: Decimal[];
  /**
   * Where it comes from: agreed, derived, placeholder.
   */
  origin?: string;
  /**
   * Who set it.
   */
  author?: string;
  /**
   * When it became known. Left out: always.
   */
  recorded_at?: string;
}
/**
 * A calculator of a list.
 */
export interface ListCalculator {
  /**
   * The policy's name.
   */
  name: NameOfAListCalculator;
  /**
   * Its arguments.
   */
  args: ListArguments;
}
/**
 * What a sum, difference, product or mean is made of.
 */
export interface ListArguments {
  /**
   * Ids of KPIs or series, in order, at least one; "kpi:17" or "series:17" where both exist. A number among them is a constant.
   */
  of: (string | Constant)[];
}
/**
 * num / den, times a factor; of rolled-up inputs it is the ratio of their sums.
 */
export interface RatioCalculator {
  /**
   * The policy's name.
   */
  name: "ratio";
  /**
   * Its arguments.
   */
  args: RatioArguments;
}
/**
 * num / den, times a factor; of rolled-up inputs it is the ratio of their sums.
 */
export interface RatioArguments {
  /**
   * The id of the KPI or series above the line; "kpi:17" or "series:17" where both exist.
   */
  num: string;
  /**
   * The id of the KPI or series below the line.
   */
  den: string;
  /**
   * Multiplies the ratio, such as 100 for percent. Left out: 1.
   */
  times?: Decimal;
}
/**
 * What a measure has changed by.
 */
export interface ChangeCalculator {
  /**
   * The policy's name.
   */
  name: "change";
  /**
   * Its arguments.
   */
  args: ChangeArguments;
}
/**
 * What a measure has changed by.
 */
export interface ChangeArguments {
  /**
   * The id of a KPI or a series.
   */
  of: string;
  against?: SinceWhen;
  as?: ChangeAs;
}
/**
 * An object without a name: inherited.
 */
export interface InheritedPolicy {
  /**
   * No name.
   */
  name?: "";
}
/**
 * A host's own policy, with the arguments that it takes.
 */
export interface HostPolicy {
  /**
   * The policy's name.
   */
  name: NameOfAHostPolicy;
  /**
   * What its policy takes.
   */
  args?: Value;
}
/**
 * Values by key.
 */
export interface Values {
  [k: string]: Value;
}
/**
 * A built-in scorer that takes no arguments.
 */
export interface ScorerWithoutArguments {
  /**
   * The policy's name.
   */
  name: NameOfAScorer;
  /**
   * It has none.
   */
  args?: NoArguments;
}
/**
 * A piecewise-linear line through two or more anchors; outside them it is flat.
 */
export interface CurveScorer {
  /**
   * The policy's name.
   */
  name: "curve";
  /**
   * Its arguments.
   */
  args: CurveArguments;
}
/**
 * A piecewise-linear line through two or more anchors; outside them it is flat.
 */
export interface CurveArguments {
  /**
   * [value, score] pairs of strictly increasing value, two or more.
   */
  anchors: Pair[];
}
/**
 * Scores the scale's met inside target +/- within, falling linearly to its min at target +/- zero_at.
 */
export interface RangeScorer {
  /**
   * The policy's name.
   */
  name: "range";
  /**
   * Its arguments.
   */
  args: RangeArguments;
}
/**
 * Scores the scale's met inside target +/- within, falling linearly to its min at target +/- zero_at.
 */
export interface RangeArguments {
  /**
   * How far from the target everything scores met. Left out: 0.
   */
  within?: Tolerance;
  /**
   * How far from the target everything scores min, beyond within.
   */
  zero_at: Tolerance;
}
/**
 * The two sides of the target.
 */
export interface TwoSides {
  /**
   * Below the target.
   */
  low: Distance;
  /**
   * Above the target.
   */
  high: Distance;
}
/**
 * Scores the scale's min inside target +/- within, rising linearly to its met at target +/- met_at.
 */
export interface AvoidScorer {
  /**
   * The policy's name.
   */
  name: "avoid";
  /**
   * Its arguments.
   */
  args: AvoidArguments;
}
/**
 * Scores the scale's min inside target +/- within, rising linearly to its met at target +/- met_at.
 */
export interface AvoidArguments {
  /**
   * How far from the target everything scores min. Left out: 0.
   */
  within?: Tolerance;
  /**
   * How far from the target everything scores met, beyond within.
   */
  met_at: Tolerance;
}
/**
 * Scores the scale's met at the target, falling linearly to its min at a distance worse.
 */
export interface ToleranceScorer {
  /**
   * The policy's name.
   */
  name: "tolerance";
  /**
   * Its arguments.
   */
  args: ToleranceArguments;
}
/**
 * Scores the scale's met at the target, falling linearly to its min at a distance worse.
 */
export interface ToleranceArguments {
  /**
   * How much worse than the target scores min: an amount above 0, or a percentage of the target such as 5%.
   */
  zero_at: Distance;
}
/**
 * A piecewise-linear line over how much of the target is reached in percent: 0 at the baseline, 100 at the target.
 */
export interface AchievementScorer {
  /**
   * The policy's name.
   */
  name: "achievement";
  /**
   * Its arguments.
   */
  args: AchievementArguments;
}
/**
 * A piecewise-linear line over how much of the target is reached in percent: 0 at the baseline, 100 at the target.
 */
export interface AchievementArguments {
  /**
   * [percent, score] pairs of strictly increasing percentages and scores that never fall, two or more.
   */
  anchors: Pair[];
}
/**
 * The line through a third of the scale at the red flag and two thirds at the goal.
 */
export interface GoalFlagScorer {
  /**
   * The policy's name.
   */
  name: "goal_flag";
  /**
   * Its arguments.
   */
  args: GoalFlagArguments;
}
/**
 * The line through a third of the scale at the red flag and two thirds at the goal.
 */
export interface GoalFlagArguments {
  /**
   * Scores two thirds of the scale.
   */
  goal: Decimal;
  /**
   * Scores one third of the scale; on the worse side of the goal.
   */
  red_flag: Decimal;
}
/**
 * Gives every band between two limits an equal share of the scale.
 */
export interface PercentBandsScorer {
  /**
   * The policy's name.
   */
  name: "percent_bands";
  /**
   * Its arguments.
   */
  args: PercentBandsArguments;
}
/**
 * Gives every band between two limits an equal share of the scale.
 */
export interface PercentBandsArguments {
  /**
   * From the worst to the best value: strictly rising, or strictly falling where lower is better.
   */
  limits: Decimal[];
}
/**
 * Gives the score of the highest limit reached.
 */
export interface StepsScorer {
  /**
   * The policy's name.
   */
  name: "steps";
  /**
   * Its arguments.
   */
  args: StepsArguments;
}
/**
 * Gives the score of the highest limit reached.
 */
export interface StepsArguments {
  /**
   * [limit, score] pairs of strictly rising or strictly falling limits.
   */
  from: Pair[];
}
/**
 * Gives each label its score.
 */
export interface PointsScorer {
  /**
   * The policy's name.
   */
  name: "points";
  /**
   * Its arguments.
   */
  args: PointsArguments;
}
/**
 * Gives each label its score.
 */
export interface PointsArguments {
  /**
   * A score for each label, such as {"yes": 100, "no": 0}.
   */
  labels: {
    [k: string]: Decimal;
  };
}
/**
 * The threshold that gives no rating.
 */
export interface ThresholdWithoutArguments {
  /**
   * The policy's name.
   */
  name: "none";
  /**
   * It has none.
   */
  args?: NoArguments;
}
/**
 * Rates by bands that ascend along the line they are read on.
 */
export interface BandsThreshold {
  /**
   * The policy's name.
   */
  name: "bands";
  /**
   * Its arguments.
   */
  args?: BandsArguments;
}
/**
 * Rates by bands that ascend along the line they are read on.
 */
export interface BandsArguments {
  /**
   * The bands of periods without bands of their own. None: red, amber from 60 % and green from 90 % of the way from min to met.
   */
  bands?: Bands;
  /**
   * Bands by period. They also hold for shorter periods in it, and for later ones of its size, where nothing closer is given.
   */
  periods?: BandsOfAPeriod[];
  /**
   * Whether limits belong to the band above them (lower) or below them (upper), unless a band says otherwise. Empty: lower.
   */
  include?: LimitsBelongTo;
  on?: ReadOn;
}
/**
 * A band, from its limit on.
 */
export interface Band {
  /**
   * The id of its rating. Left out: a gap, which gives none.
   */
  rating?: string;
  /**
   * Where it starts; left out of the lowest, which is open downwards.
   */
  from?: From;
  /**
   * Whether its own limit belongs to it (lower) or to the band below it (upper). Empty: as for all bands.
   */
  include?: LimitsBelongTo;
}
/**
 * Something else, times a factor.
 */
export interface Multiple {
  /**
   * What it is taken from.
   */
  of: TakenFrom;
  /**
   * Multiplies it, above 0. Left out: 1.
   */
  times?: Decimal;
}
/**
 * The bands of one period.
 */
export interface BandsOfAPeriod {
  /**
   * The period.
   */
  period: string;
  /**
   * Its bands.
   */
  bands: Bands;
}
/**
 * Rates by the first rule whose conditions all hold.
 */
export interface RulesThreshold {
  /**
   * The policy's name.
   */
  name: "rules";
  /**
   * Its arguments.
   */
  args: RulesArguments;
}
/**
 * Rates by the first rule whose conditions all hold.
 */
export interface RulesArguments {
  /**
   * The rules, in order.
   */
  rules: RatingRule[];
  /**
   * The id of the rating where no rule holds. Left out: none.
   */
  otherwise?: string;
}
/**
 * A rating and when it is given.
 */
export interface RatingRule {
  /**
   * Conditions, all of which must hold. One on something that is not there does not.
   */
  when: When;
  /**
   * The id of the rating. Left out: none.
   */
  rating?: string;
}
/**
 * Conditions, all of which must hold. One on something that is not there does not.
 */
export interface When {
  /**
   * The score.
   */
  score?: Interval;
  /**
   * A KPI's actual.
   */
  actual?: Interval;
  /**
   * The actual in percent of a positive target.
   */
  percent_of_target?: Interval;
  /**
   * How much better the actual is than the target.
   */
  variance?: Interval;
  /**
   * The same in percent of the absolute target.
   */
  variance_percent?: Interval;
  /**
   * The actual minus that of the period before.
   */
  movement?: Interval;
  /**
   * All of these are set.
   */
  flags?: Flag[];
  /**
   * None of these is set.
   */
  without?: Flag[];
  /**
   * The evaluated period ends after this day.
   */
  after?: string;
  /**
   * The evaluated period ends before this day.
   */
  before?: string;
}
/**
 * What a number lies in.
 */
export interface Interval {
  /**
   * It is this or more.
   */
  from?: Decimal;
  /**
   * It is more than this.
   */
  above?: Decimal;
  /**
   * It is this or less.
   */
  to?: Decimal;
  /**
   * It is less than this.
   */
  below?: Decimal;
}
/**
 * What a node contributes to its parent when it has no score because of no data, because its data is stale, or because its policy failed. Left out: inherited, and in the end exclude.
 */
export interface Missing {
  rule?: Rule;
  /**
   * Under carry_forward: how many periods old a reading may be, 1 to 120.
   */
  max_age?: number;
  /**
   * Under carry_forward: the periods in which its freshness halves; 0 is 1.
   */
  half_life?: number;
}
/**
 * Replaces the rounding of a score to 10 places: the rounded number is the score, which is rated, shown and rolled up.
 */
export interface Rounding {
  /**
   * Decimal places.
   */
  places?: number;
  /**
   * How halves and remainders are rounded.
   */
  mode?: RoundingMode;
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
 * Counts a KPI that stands under another objective of the same scorecard.
 */
export interface UseOfAKPI {
  /**
   * Its id.
   */
  kpi: ID;
  /**
   * Among the KPIs of the objective that uses it. Left out: 1.
   */
  weight?: Decimal;
}
/**
 * A built-in aggregator that takes no arguments.
 */
export interface AggregatorWithoutArguments {
  /**
   * The policy's name.
   */
  name: NameOfAnAggregator;
  /**
   * It has none.
   */
  args?: NoArguments;
}
/**
 * The power mean of the children's scores.
 */
export interface PowerAggregator {
  /**
   * The policy's name.
   */
  name: "power";
  /**
   * Its arguments.
   */
  args: PowerArguments;
}
/**
 * The power mean of the children's scores.
 */
export interface PowerArguments {
  /**
   * The exponent; 0 is the geometric mean.
   */
  p: Decimal;
}
/**
 * Caps another aggregator's score where a child is below a limit.
 */
export interface VetoAggregator {
  /**
   * The policy's name.
   */
  name: "veto";
  /**
   * Its arguments.
   */
  args: VetoArguments;
}
/**
 * Caps another aggregator's score where a child is below a limit.
 */
export interface VetoArguments {
  /**
   * A child with a lower score vetoes.
   */
  limit: Decimal;
  /**
   * The most the score can then be.
   */
  cap: Decimal;
  /**
   * Ids of the children that may veto; none: every child.
   *
   * Items: The id of a KPI or a series; "kpi:17" or "series:17" where both exist.
   */
  children?: string[];
  /**
   * The aggregator whose score is capped. Left out: weighted_mean.
   */
  of?: Aggregator;
}
/**
 * How much a parent needs to have a score at all. Left out: nothing.
 */
export interface Quota {
  /**
   * Counted children with a score of their own.
   */
  min_children?: number;
  /**
   * 0 to 1, compared with the node's coverage.
   */
  min_coverage?: Decimal;
}
/**
 * What every node below inherits unless it says otherwise; the nearest defaults win. Those of the definition also hold for the scorecard's own total.
 */
export interface Defaults {
  /**
   * Of KPIs.
   */
  scorer?: Scorer;
  /**
   * Of all nodes.
   */
  threshold?: Threshold;
  /**
   * Of all nodes with children.
   */
  aggregator?: Aggregator;
  /**
   * Of all nodes.
   */
  missing?: Missing;
  /**
   * Of all scores.
   */
  round?: Rounding;
  /**
   * What an assessment's score does.
   */
  assessments?: Assessments;
  assessment_rollup?: RollUpOfAssessments;
}
/**
 * Data that is only an input to calculated KPIs, such as orders or headcount: readings without a score.
 */
export interface DataSeries {
  /**
   * Names the series.
   */
  id: ID;
  /**
   * Its name.
   */
  name?: string;
  /**
   * What it is, in words.
   */
  description?: string;
  /**
   * Of its values: %, EUR, days.
   */
  unit?: string;
  /**
   * Of its readings. Empty: of whatever period is evaluated.
   */
  frequency?: Frequency;
  /**
   * Makes a larger period's value of smaller ones. Empty: none can be made.
   */
  rollup?: RollUp;
  /**
   * Readings of periods that lie in two count in both by their days. It needs a frequency.
   */
  prorate?: boolean;
  /**
   * Days after a period's end until its reading is overdue.
   */
  grace_days?: number;
  /**
   * The first period it is measured in: before, it is not due.
   */
  since?: string;
  /**
   * The last period it is measured in, not before since: after, it does not apply.
   */
  until?: string;
  /**
   * What a missing contributor does in a cascade.
   */
  contributors?: Contributors;
  /**
   * What the host wants to keep with it: texts by key.
   */
  attributes?: Attributes;
}
/**
 * A cause and an effect on the strategy map: a better score at from should bring a better one at to after the lag. It never enters a score. Links without lag form no cycle.
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
  kind?: KindOfClaim;
  /**
   * A better score at from brings a worse one at to.
   */
  inverse?: boolean;
  /**
   * How much of a change in the cause reaches the effect.
   */
  strength?: Strength;
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
 * A strategic theme: a vertical slice of the strategy across perspectives.
 */
export interface Theme {
  /**
   * Names the theme.
   */
  id: ID;
  /**
   * Its name.
   */
  name?: string;
  /**
   * What it is, in words.
   */
  description?: string;
}
/**
 * A funded action, limited in time, that is meant to close the gap of one or more objectives. It never enters a score.
 */
export interface Initiative {
  /**
   * Names the initiative.
   */
  id: ID;
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
