// Made by declare.mjs from outputs.schema.json.

/**
 * A decimal number: a number, or text with all its digits where the host asks for that.
 */
export type Decimal = number | string;
/**
 * A TargetRule says how a target came to be in force.
 *
 * - "stated": Stated for the period.
 * - "rolled_up": Made of several: stated for sub-periods, standing, or phased shares.
 * - "phased": Its share of the target of a period around it.
 * - "glide": A step from the baseline to the target of a period around it.
 * - "enclosing": The whole target of a period around it, less what does not apply.
 * - "earlier": Stated for an earlier period of the same size.
 * - "standing": Stated for every period: three times in a quarter, if months add up.
 * - "compared": Taken from a comparison.
 * - "summed": The sum of the contributors' targets.
 * - "planned": What the KPI comes to by a Plan.
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
 * An argument of a phrase: a text, a number, a phrase, or a list: of these, or of the tokens of a formula.
 */
export type Argument = string | number | Phrase | Argument[];
/**
 * An AssessmentRule says what an assessment's score does.
 *
 * - "beside": It stands beside the computed score and changes nothing.
 * - "count": It is what the node contributes to its parent.
 */
export type AssessmentRule = "beside" | "count";
/**
 * Distances are those below and above the target. The zero value is unset.
 */
export type Distances =
  | Distance
  | {
      /**
       * A Distance is how far something is from the target: an amount such as "5", or a percentage of the target such as "5%". "" is unset.
       */
      low: Distance;
      /**
       * A Distance is how far something is from the target: an amount such as "5", or a percentage of the target such as "5%". "" is unset.
       */
      high: Distance;
    };
/**
 * A Distance is how far something is from the target: an amount such as "5", or a percentage of the target such as "5%". "" is unset.
 */
export type Distance = Decimal | string;
/**
 * A BandLimit is where a band starts: a number or, for bands on the actual, a multiple of something else. The zero value is unset.
 */
export type BandLimit =
  | Decimal
  | string
  | {
      of: string;
      /**
       * A decimal number: a number, or text with all its digits where the host asks for that.
       */
      times: Decimal;
    };
/**
 * A Basis says which time a KPI's value covers, in periods of the KPI's own frequency. A to-date or rolling basis ends with the last of these periods, up to the end of the period evaluated, that is due on the day of Input.AsOf: value and target cover the same time. BasisPeriod covers the whole period evaluated: what is not due yet is missing from the value, but its target counts.
 */
export type Basis = string;
/**
 * A Code names one kind of problem. Codes are errors: errors.Is(err, bsc.ErrCycle) works with any error of this package. Their text never changes.
 *
 * - "syntax": A document is not JSON, or has a field, type or value the format does not know.
 * - "schema": The schema number is newer than this package.
 * - "id": An id is empty, too long, or has spaces or invisible characters.
 * - "duplicate": Two nodes, uses, links, targets of a period or keys of a document are the same.
 * - "similar": A warning: two ids differ only by case, or look the same.
 * - "number": No decimal number, or beyond 34 significant digits, 52 places or 10^52.
 * - "value": A value is not one of those allowed.
 * - "weight": A negative weight, siblings that are all 0, or a weighted_sum that is not 100.
 * - "unknown_ref": Something refers to a node that does not exist.
 * - "cycle": Links without delay, or calculated KPIs, lead back to where they began.
 * - "orphan": A warning: an objective without a link on a map that has links.
 * - "downward": A warning: a link from a higher perspective to a lower one.
 * - "empty": A warning: a perspective or an objective with nothing in it.
 * - "bands": Bands that are not in order, repeat a limit, or use an unknown rating.
 * - "policy_name": A policy that is neither built in nor registered.
 * - "policy_args": Arguments that the policy refuses.
 * - "direction": A scorer, target or band that contradicts the KPI's direction.
 * - "target": A target that contradicts itself, or that nothing can be scored against.
 * - "no_target": A scorer needs a target and none is in force.
 * - "unit": Different units of measure add up; a warning: percentages do.
 * - "label": A label is unknown, or stands where a number should, or the reverse.
 * - "policy": A policy returned an error or a result that is not allowed.
 * - "panic": A policy, a source or a subscriber panicked, or ended its goroutine.
 * - "period": Not a period.
 * - "calendar": A calendar that does not hold together, such as a table with a gap.
 * - "frequency": Readings, a target, a basis or a period that do not fit a KPI's frequency.
 * - "phasing": A phasing that does not fit its target; a warning: a target that should have one.
 * - "input": An input that Evaluate cannot use, or a file that cannot be read at all.
 * - "conflict": Two different readings for one KPI and period, recorded at one moment.
 * - "registration": A policy cannot be registered under this name.
 * - "limit": More, or larger, than Limits allow; also for the line that counts the rest.
 * - "loop": A Board's subscribers keep changing it, or code that it calls sets it.
 */
export type Code =
  | (
      | "syntax"
      | "schema"
      | "id"
      | "duplicate"
      | "similar"
      | "number"
      | "value"
      | "weight"
      | "unknown_ref"
      | "cycle"
      | "orphan"
      | "downward"
      | "empty"
      | "bands"
      | "policy_name"
      | "policy_args"
      | "direction"
      | "target"
      | "no_target"
      | "unit"
      | "label"
      | "policy"
      | "panic"
      | "period"
      | "calendar"
      | "frequency"
      | "phasing"
      | "input"
      | "conflict"
      | "registration"
      | "limit"
      | "loop"
      | "no_data"
    )
  | (string & {});
/**
 * A Comparison takes a KPI's target from its own past, or from a series of benchmarks. "" is none. It covers the counterparts of the periods that are in the KPI's value now. If one of them has no reading of its own, there is no target and no score.
 */
export type Comparison = string;
/**
 * A ContributorRule says what happens to a period of a KPI or series in Sums when some of the contributing org units have no reading for it. "" makes the period missing or not due, as theirs is.
 *
 * - "partial": Those that are there add up; their share is the coverage.
 */
export type ContributorRule = "partial";
/**
 * A Policy names a rule, with its arguments if it takes any: "linear", or {"name": "acme.com/nps@2", "args": {"floor": -20}}. JSON reads and writes both forms. The zero Policy is unset: the node inherits. The names of built-in policies have no slash.
 */
export type Policy =
  | string
  | {
      name: string;
      /**
       * Any JSON, such as the arguments of a host's policy.
       */
      args: Json;
    };
/**
 * Any JSON, such as the arguments of a host's policy.
 */
export type Json =
  | string
  | number
  | boolean
  | null
  | Json[]
  | {
      [k: string]: Json;
    };
/**
 * A MissingRule is a rule for missing scores.
 *
 * - "exclude": Its siblings carry its weight.
 * - "zero": It counts with the scale's Min.
 * - "carry_forward": KPIs: an earlier reading stands in once it is due; else exclude.
 * - "require": Its parent gets no score.
 */
export type MissingRule = "exclude" | "zero" | "carry_forward" | "require";
/**
 * A RoundingMode says how halves and remainders are rounded.
 *
 * - "half_away": To nearest, halves away from zero.
 * - "half_even": To nearest, halves to the even neighbour.
 * - "up": Away from zero.
 * - "down": Towards zero.
 * - "floor": Towards minus infinity.
 * - "ceiling": Towards plus infinity.
 */
export type RoundingMode = "half_away" | "half_even" | "up" | "down" | "floor" | "ceiling";
/**
 * A Rollup says how the values of shorter periods make up the value of a longer one. Do not roll up rates: calculate them with the calculator ratio, from series that add up. "" is none: only the KPI's own periods have a value, and in a longer one it has none.
 *
 * - "sum": Of flows: revenue, hours.
 * - "mean": Weighted by days.
 * - "mean_of_periods": Each period counts alike, part of one by its share.
 * - "last": Of stocks: headcount, cash.
 */
export type Rollup = "sum" | "mean" | "mean_of_periods" | "last" | "min" | "max";
/**
 * A Frequency says how often something is measured, by the kind of its periods.
 *
 * - "week": ISO 8601, Monday to Sunday, in every calendar.
 * - "period": The calendar's numbered periods.
 */
export type PeriodFrequency = "day" | "week" | "month" | "quarter" | "half" | "year" | "period";
/**
 * A YearNaming says which calendar year names a fiscal year that lies in two. In a year of weeks, the end is that of WeekYear.EndMonth, and the start is the first day of the month after it. A few days to one side or the other therefore do not change the name.
 *
 * - "end": October 2025 to September 2026 is 2026.
 * - "start": April 2026 to March 2027 is 2026.
 */
export type PeriodYearNaming = "end" | "start";
/**
 * A WeekPattern says how many weeks the three periods of a quarter have.
 */
export type PeriodWeekPattern = "4-4-5" | "4-5-4" | "5-4-4";
/**
 * A Weekday is a day of the week by its English name.
 */
export type PeriodWeekday = "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";
/**
 * A Direction says which values of a KPI are better.
 *
 * - "closer": The closer to the target, the better.
 */
export type Direction = "higher" | "lower" | "closer";
/**
 * A Timing says whether a KPI leads (drives later results) or lags (shows results).
 */
export type Timing = "lead" | "lag";
/**
 * A TargetOrigin says where a KPI's targets come from. "" is its Targets.
 *
 * - "of_contributors": In Sums: the sum of the contributors' targets.
 */
export type TargetOrigin = "of_contributors";
/**
 * A Phasing says how a target for a longer period, such as a year, is spread over the shorter ones in it. Shares are fixed: a period that is missing, or does not apply, changes no other share. "" does not spread it: each shorter period is measured against the whole.
 *
 * - "linear": The same share for each sub-period.
 * - "seasonal": Shares in proportion to Target.Profile.
 * - "step": All of it in the last sub-period that applies; nothing is expected before.
 * - "glide": For KPIs that do not add up: in equal steps from the baseline to the value.
 */
export type Phasing = "linear" | "seasonal" | "step" | "glide";
/**
 * A LinkKind says what a link claims, and so whether data may test it. All else, such as package impact and the default strength, is the same for every kind.
 *
 * - "hypothesis": A claim that data can support or contradict.
 * - "definitional": True by arithmetic: revenue = price × volume.
 * - "constraint": From limits To: To cannot be reached without it.
 */
export type LinkKind = "hypothesis" | "definitional" | "constraint";
/**
 * A Strength says how much of a change in the cause reaches the effect: weak, moderate, strong, or a number above 0 and up to 1. "" is moderate.
 */
export type Strength = Decimal | ("weak" | "moderate" | "strong");
/**
 * Problems lists problems in document order. It is not an error; Err makes one of it.
 */
export type Problems = Problem[];
/**
 * A State says how firm a reading is.
 *
 * - "not_applicable": Neither the KPI nor its target applies; not the same as no data.
 * - "not_due": The period's reading is not expected yet.
 * - "stale": The value is too old to count; it is shown.
 */
export type State = "final" | "provisional" | "not_applicable" | "not_due" | "stale";
/**
 * A PartState says how a period of a Window stands.
 *
 * - "carried": An earlier value stands in for one that is missing.
 * - "passed": Under the roll-up last: before the one shown, and not looked at.
 */
export type PartState = "there" | "missing" | "not_applicable" | "not_due" | "failed" | "carried" | "passed";
/**
 * A Kind says what a Ref names.
 */
export type Kind = "scorecard" | "perspective" | "objective" | "kpi" | "series" | "theme" | "initiative" | "unit";
/**
 * An Operand is what a calculator reads: a KPI or a series by its id, or a constant. One of both is set.
 */
export type Operand = string | number;
/**
 * A score of at most 10 decimal places, or null: no score, which is not a score of zero.
 */
export type Score = number | string | null;
/**
 * Something to be said of a node's score.
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
 * A Pointer is a JSON pointer (RFC 6901) into a definition, or into the document that was read, such as /perspectives/1/objectives/0/kpis/2. Into a list of facts or updates it is the row, counted from 0, as in /3.
 */
export type Pointer = string;
/**
 * A Rating is the id of one of a definition's rating levels, such as "green". "" is no rating.
 */
export type Rating = string;
/**
 * A moment of RFC 3339, such as 2026-08-03T09:00:00Z.
 */
export type Moment = string;
/**
 * A period: 2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07. Empty text is no period.
 */
export type Period = string;
/**
 * A node by kind and id, such as kpi:17. Empty text is none.
 */
export type Ref = string;
/**
 * A Cause is one of the five reasons why a score is another than before.
 *
 * - "restated": The earlier figures are known otherwise now.
 * - "structure": KPIs were added, retired or moved, or are scored by other policies.
 * - "weights": Nodes weigh otherwise.
 * - "targets": Targets have moved.
 * - "performance": Actuals are others, are there or missing now, or were judged otherwise.
 */
export type BridgeCause = "restated" | "structure" | "weights" | "targets" | "performance";
/**
 * An Event is what happened to a node, where that is more than another number.
 *
 * - "entered": A KPI was added to the scorecard.
 * - "retired": A KPI was taken off the scorecard.
 * - "appeared": A node that had no score has one.
 * - "vanished": A node that had a score has none.
 * - "judged": A person's judgement decides, decided or decides otherwise.
 * - "method": The scorecard computes otherwise: other policies, or nodes in other places.
 */
export type BridgeEvent = "entered" | "retired" | "appeared" | "vanished" | "judged" | "method";
/**
 * A Mode says how a contribution counts.
 */
export type CascadeMode = "additive" | "contributory" | "shared";
/**
 * A Timeline is an organisation over the years: people who join, move and leave, branches that are closed, regions that are split. Reported figures can be computed again from it, digit for digit, as of any moment. It is immutable and safe for concurrent use. The zero Timeline has no org units.
 */
export type CascadeTimeline = CascadeVersion[];
/**
 * TargetsByPeriod is a bsc.TargetSource in memory for several periods, such as the budgets of org units by month. A target without a period is in force where none is stated for a period. Other than of bsc.TargetsByOrgUnit, no evaluation checks its KPIs; a loop finds those that are not on a card:.
 */
export type CsvfileTargetsByPeriod = CsvfileTargetRow[];
/**
 * A Kind is what happened.
 *
 * - "added": A node, a link or a use is new.
 * - "retired": A node, a link or a use is gone.
 * - "renamed": A node has another name.
 * - "reweighted": A node, or a use, has another weight.
 * - "retargeted": A KPI's target is new, revised or gone.
 * - "moved": A node stands under another parent.
 * - "reordered": What stays in a list of the node, named by Field, has another order.
 * - "changed": Any other field has another value.
 */
export type DiffKind =
  "added" | "retired" | "renamed" | "reweighted" | "retargeted" | "moved" | "reordered" | "changed";
/**
 * Changes lists changes in the order that Definitions describes.
 */
export type DiffChanges = DiffChange[];
/**
 * ResultChanges lists nodes in the order of the later result; those that are gone follow.
 */
export type DiffResultChanges = DiffResultChange[];
/**
 * A Movement says which way a score or an actual moved.
 */
export type HistoryMovement = "rising" | "falling" | "steady";
/**
 * A Timeline is a scorecard over the years: the versions of its definition, compiled. Reported figures can be computed again from it, digit for digit. It is immutable and safe for concurrent use. The zero value has no versions.
 */
export type HistoryTimeline = HistoryVersion[];
/**
 * A Polarity says which way a change at one node moves another.
 *
 * - "direct": More of one means more of the other, along every way.
 * - "inverse": More of one means less of the other, along every way.
 * - "mixed": Direct along some ways, Inverse along others.
 */
export type ImpactPolarity = "direct" | "inverse" | "mixed";
/**
 * A Severity says how much a finding matters. A Finding of a host's rule with the Severity "" has that of its rule.
 *
 * - "error": Readers will be told something wrong.
 * - "warning": To be mended, or suppressed with a reason.
 * - "info": Worth a thought.
 */
export type LintSeverity = "error" | "warning" | "info";
/**
 * Errors is everything that is wrong with a Calendar, in its order. errors.Is and errors.As look at each.
 */
export type PeriodErrors = PeriodError[];
/**
 * A Formula is arithmetic with its numbers filled in, such as 100 × (8.4 - 2) / (10 - 2): numbers, which know what they are of, and the signs between them. The zero Formula shows nothing. As JSON it is a list of its tokens.
 */
export type WordsFormula = WordsToken[];
/**
 * A Method names a way to find weights.
 */
export type WeightsMethod = "direct" | "rank_order" | "swing" | "budget" | "best_worst" | "ahp" | "ahp_geometric";

/**
 * AchievementArgs are the arguments of the scorer achievement: two or more pairs of how much of the target is reached, in percent, and its score. Both rise, also where lower is better. What is below the first has its score, and what is above the last has that of the last: no more is gained by going further.
 */
export interface AchievementArgs {
  /**
   * [percent, score] pairs of strictly increasing percentages and scores that never fall, two or more.
   */
  anchors: [Decimal, Decimal][];
}
/**
 * Actuals is the shortest Source: values by KPI or series id, all for the period evaluated. If a KPI and a series have the same id, write "kpi:17" and "series:17". Evaluate refuses keys that name nothing on the scorecard. Actuals ignores the org unit and the moment, and has no labels: see Readings. The zero value has no readings.
 */
export interface Actuals {
  [k: string]: Decimal;
}
/**
 * An Addend is what one org unit brings to a KPI or series whose readings are those of others: see Sums. It is plain data.
 */
export interface Addend {
  /**
   * The KPI or series that it adds up to.
   */
  to: string;
  /**
   * That brings it.
   */
  unit: string;
  /**
   * What adds up: a KPI or series of that org unit.
   */
  ref: string;
  /**
   * A Factor is what the values that an org unit contributes are multiplied by before they add up: pounds become euros, days become hours, and 60 % of a joint venture counts. It is a number, rates by period and a share, or some of them, which are multiplied. The zero Factor is 1.
   */
  factor?: Factor;
  /**
   * Converted; not valid: there is none.
   */
  value?: Decimal;
  /**
   * Of a KPI, over the same time, converted; not valid: there is none.
   */
  target?: Decimal;
  /**
   * The periods that Value is made of, in order.
   */
  parts?: AddendPart[];
}
/**
 * A Factor is what the values that an org unit contributes are multiplied by before they add up: pounds become euros, days become hours, and 60 % of a joint venture counts. It is a number, rates by period and a share, or some of them, which are multiplied. The zero Factor is 1.
 */
export interface Factor {
  /**
   * Not 0; "" is 1. A negative one subtracts, so that lower is better turns into higher is better.
   */
  number?: Decimal;
  /**
   * Of it that counts, above 0 and at most 1: 0.6 of a company owned to 60 %; "" is 1.
   */
  share?: Decimal;
  /**
   * A series, or a KPI, that is neither calculated nor a sum, of the same frequency; zero: no rates.
   */
  rates?: string;
  /**
   * The org unit whose rates they are; "" is the one that contributes.
   */
  unit?: string;
}
/**
 * An AddendPart is what an org unit brings for one period.
 */
export interface AddendPart {
  /**
   * The period of the reading: an earlier one where it was carried forward.
   */
  period: string;
  /**
   * As it was measured.
   */
  value: Decimal;
  /**
   * That converts it: the number times the rate.
   */
  factor: Decimal;
}
/**
 * An AddendTarget is the target of what adds up to a KPI, or of the KPI itself, over the periods in which it counts.
 */
export interface AddendTarget {
  unit: string;
  /**
   * A node by kind and id, such as kpi:17. Empty text is none.
   */
  ref: string;
  /**
   * Converted by the Factor; not valid: there is none.
   */
  target?: Decimal;
  /**
   * Which one it is.
   */
  rule?: TargetRule;
  /**
   * The period it was stated for or compared with.
   */
  from?: string;
  /**
   * In order; none: it does not apply.
   *
   * Items: A period: 2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07. Empty text is no period.
   */
  periods: string[];
  /**
   * Why there is no target.
   */
  reason?: Phrase;
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
 * An AddendTree is an Addend with what that is made of in turn, down to the org units whose readings they are. All are over the same periods, those of the value asked for: for each of them, the Parts below, times their factors, add up to the part's Value, where that has at most 34 digits. In a period in which nothing is brought, a part is the org unit's own.
 */
export interface AddendTree {
  /**
   * The KPI or series that it adds up to.
   */
  to: string;
  /**
   * That brings it.
   */
  unit: string;
  /**
   * What adds up: a KPI or series of that org unit.
   */
  ref: string;
  /**
   * A Factor is what the values that an org unit contributes are multiplied by before they add up: pounds become euros, days become hours, and 60 % of a joint venture counts. It is a number, rates by period and a share, or some of them, which are multiplied. The zero Factor is 1.
   */
  factor?: Factor;
  /**
   * Converted; not valid: there is none.
   */
  value?: Decimal;
  /**
   * Of a KPI, over the same time, converted; not valid: there is none.
   */
  target?: Decimal;
  /**
   * The periods that Value is made of, in order.
   */
  parts?: AddendPart[];
  below?: AddendTree[];
  /**
   * How many of those below are left out.
   */
  more?: number;
}
/**
 * An Adjustment is an amount that enters a score beside the contributions.
 */
export interface Adjustment {
  /**
   * Rounding, cap or clamp.
   */
  name: string;
  /**
   * A decimal number: a number, or text with all its digits where the host asks for that.
   */
  amount: Decimal;
}
/**
 * An Assessment is a person's judgement of a node. It stands beside the computed outcome and never replaces it. Its score rolls up only where the definition's Defaults say so.
 */
export interface Assessment {
  /**
   * OrgUnit is the org unit whose node it is; "": whichever is evaluated. Evaluate does not look at those of other org units, and cannot tell a misspelt one; a cascade refuses unknown ones.
   */
  unit?: string;
  /**
   * Of the scorecard's own total: Scorecard.Ref.
   */
  ref: string;
  /**
   * Zero: whichever is evaluated.
   */
  period?: string;
  /**
   * Of the author: self, manager or another of Definition.Roles.
   */
  role?: string;
  /**
   * On the scale; "" is none.
   */
  score?: Decimal;
  /**
   * "" is none.
   */
  rating?: string;
  author?: string;
  reason?: string;
  /**
   * Zero: always known, also before its period has begun.
   */
  recorded_at?: string;
}
/**
 * AvoidArgs are the arguments of the scorer avoid: how far around the target the score is Min, by default not at all, and how far away it is Met.
 */
export interface AvoidArgs {
  /**
   * How far from the target everything scores min. Left out: 0.
   */
  within?: Distances;
  /**
   * How far from the target everything scores met, beyond within.
   */
  met_at?: Distances;
}
/**
 * A Band is a range with one rating: the one that an outcome hit, or one of a node's bands.
 */
export interface Band {
  /**
   * "": a gap, which gives no rating.
   */
  rating: string;
  /**
   * What was compared: score, actual, percent_of_target, variance or variance_percent.
   */
  on: string;
  /**
   * Not valid: open, as for High.
   */
  low?: Decimal;
  /**
   * A decimal number: a number, or text with all its digits where the host asks for that.
   */
  high?: Decimal;
  /**
   * Low belongs to the band.
   */
  include_lower?: boolean;
  /**
   * High belongs to the band.
   */
  include_upper?: boolean;
}
/**
 * BandArgs are one of the bands of BandsArgs.
 */
export interface BandArgs {
  /**
   * "": a gap, which gives no rating.
   */
  rating?: string;
  /**
   * Unset for the first, which is open downwards.
   */
  from?: BandLimit;
  /**
   * Of From, where it is not that of all bands.
   */
  include?: string;
}
/**
 * BandsArgs are the arguments of the threshold bands. The zero value has the default bands, which are read on the score.
 */
export interface BandsArgs {
  /**
   * Score, the default, actual, percent_of_target, variance or variance_percent.
   */
  on?: string;
  /**
   * A limit belongs to the band above it: lower, the default; or below it: upper.
   */
  include?: string;
  /**
   * Ascending.
   */
  bands?: BandArgs[];
  /**
   * Bands by period. They also hold for shorter periods in it, and for later ones of its size, where nothing closer is given.
   */
  periods?: PeriodBands[];
}
/**
 * PeriodBands are the bands for one period. They also hold for shorter periods in it, and for later ones of its size, where nothing closer is given.
 */
export interface PeriodBands {
  /**
   * A period: 2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07. Empty text is no period.
   */
  period: string;
  bands: BandArgs[];
}
/**
 * ChangeArgs are the arguments of the calculator change.
 */
export interface ChangeArgs {
  /**
   * The id of a KPI or a series.
   */
  of: string;
  /**
   * Default: ComparisonPrevious.
   */
  against?: string;
  /**
   * Absolute, the default, or percent.
   */
  as?: string;
}
/**
 * A Child is a node under a parent, with its weight there as defined.
 */
export interface Child {
  /**
   * A node by kind and id, such as kpi:17. Empty text is none.
   */
  ref: string;
  /**
   * A decimal number: a number, or text with all its digits where the host asks for that.
   */
  weight: Decimal;
}
/**
 * A Contribution is what one child brings to its parent.
 */
export interface Contribution {
  /**
   * A node by kind and id, such as kpi:17. Empty text is none.
   */
  ref: string;
  /**
   * A decimal number: a number, or text with all its digits where the host asks for that.
   */
  score: Decimal;
  /**
   * As defined.
   */
  weight: Decimal;
  /**
   * Of the weights that count, 0 to 1, whatever the aggregator makes of them: see Decided.
   */
  share: Decimal;
  /**
   * Of the parent's score; only where amounts and adjustments sum to it exactly.
   */
  amount?: Decimal;
  /**
   * It has no score; its missing rule, or weighted_sum, counts it with the scale's Min.
   */
  filled?: boolean;
  /**
   * Judged is set if an assessment counts for it and not what was computed: its score or, where the aggregator looks at ratings, its rating. JudgedBy is the author, and JudgedAs the role.
   */
  judged?: boolean;
  judged_by?: string;
  judged_as?: string;
}
/**
 * CurveArgs are the arguments of the scorer curve: two or more pairs of a value and its score, by rising value. Values below the first have its score, and those above the last have that of the last.
 */
export interface CurveArgs {
  /**
   * [value, score] pairs of strictly increasing value, two or more.
   */
  anchors: [Decimal, Decimal][];
}
/**
 * Defaults are what every node below inherits unless it says otherwise; the nearest Defaults win. Those of the definition also hold for the scorecard's own total; those of a perspective or an objective not for that node itself.
 */
export interface Defaults {
  /**
   * Of KPIs.
   */
  scorer?: Policy;
  /**
   * Of all nodes.
   */
  threshold?: Policy;
  /**
   * Of all nodes with children.
   */
  aggregator?: Policy;
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
  assessments?: AssessmentRule;
  /**
   * Makes assessments of those of parts; see Assessment.
   */
  assessment_rollup?: Rollup;
}
/**
 * Missing says what a node contributes to its parent when it has no score: because it has no data, its data is stale, or its policy failed. The zero value is inherited; without any Defaults it is "exclude". The Defaults of a perspective or an objective are for the nodes below it: give the node its own Missing, too, if its parent must not do without it.
 */
export interface Missing {
  /**
   * A MissingRule is a rule for missing scores.
   */
  rule?: MissingRule;
  /**
   * Of carry_forward: how many periods old a reading may be, 1 to 120.
   */
  max_age?: number;
  /**
   * Of carry_forward: periods until freshness halves; 0 is 1.
   */
  half_life?: number;
}
/**
 * A Rounding replaces the rounding of a score to 10 places. The rounded number is the score: it is rated, shown and rolled up.
 */
export interface Rounding {
  /**
   * 0 to 10.
   */
  places: number;
  /**
   * "" is half_away.
   */
  mode?: RoundingMode;
}
/**
 * A Definition describes a scorecard. It is plain data: build it from literals, from your own tables, or from JSON with ParseDefinition. Compile copies it.
 */
export interface Definition {
  /**
   * 0 is SchemaVersion.
   */
  schema?: number;
  /**
   * Names the scorecard.
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
   * Link delays count in it; "": effects have no date.
   */
  frequency?: PeriodFrequency;
  /**
   * The days of periods; zero: the calendar year.
   */
  calendar?: PeriodCalendar;
  /**
   * The range of scores; zero: 0 to 100.
   */
  scale?: Scale;
  /**
   * Worst first; none: DefaultRatings.
   */
  ratings?: RatingLevel[];
  /**
   * Who may assess, by authority: the last that has spoken counts; none: anybody.
   */
  roles?: string[];
  /**
   * Roles that are heard and decide nothing; those of Roles are others.
   */
  advisory?: string[];
  /**
   * Bottom (drivers) to top (outcomes).
   */
  perspectives?: Perspective[];
  /**
   * Data that is only an input.
   */
  series?: Series[];
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
   * Inherited by everything, including the total.
   */
  defaults?: Defaults;
  /**
   * Of the perspectives; default: weighted_mean.
   */
  aggregator?: Policy;
  /**
   * Of the scorecard's own total.
   */
  threshold?: Policy;
  /**
   * What the total needs to have a score.
   */
  quota?: Quota;
  /**
   * Of the total.
   */
  round?: Rounding;
  /**
   * What the host wants to keep with it: texts by key.
   */
  attributes?: {
    [k: string]: string;
  };
}
/**
 * A Calendar says which days the years, halves, quarters and numbered periods of a scorecard have. Months, ISO weeks and days are civil: the same in every calendar. The zero Calendar is the calendar year.
 */
export interface PeriodCalendar {
  /**
   * First month of the year, 1 to 12; 0 is January.
   */
  start_month?: number;
  /**
   * Which calendar year names the year; "" is NamedByEnd.
   */
  named_by?: PeriodYearNaming;
  /**
   * A year of 52 or 53 weeks.
   */
  weeks?: PeriodWeekYear;
  /**
   * A calendar the host lists.
   */
  table?: PeriodCalendarRow[];
}
/**
 * A WeekYear is a year of 52 or 53 whole weeks. It ends on a fixed day of the week: the last such day of a month, or the one nearest to the month's end. Each quarter has 13 weeks in three numbered periods. A 53rd week belongs to the last period, P12.
 */
export interface PeriodWeekYear {
  /**
   * The weeks of a quarter's periods.
   */
  pattern: PeriodWeekPattern;
  /**
   * The last day of every week, and so of the year.
   */
  end_day: PeriodWeekday;
  /**
   * 1 to 12.
   */
  end_month: number;
  /**
   * Nearest ends the year on the end day nearest to the month's last day, not on the last one in the month.
   */
  nearest?: boolean;
}
/**
 * A CalendarRow is one row of a calendar that the host lists, such as Oracle's GL_PERIODS: a year, half, quarter or numbered period with its first and last day. The zero CalendarRow is not valid.
 */
export interface PeriodCalendarRow {
  /**
   * A period: 2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07. Empty text is no period.
   */
  label: string;
  /**
   * A day.
   */
  first: string;
  /**
   * A day, in the period.
   */
  last: string;
}
/**
 * A Scale is the range of scores. The zero value is 0, 100, 100.
 */
export interface Scale {
  /**
   * The worst score; "" is 0.
   */
  min?: Decimal;
  /**
   * The score of a target exactly met; "" is 100.
   */
  met?: Decimal;
  /**
   * The best score that rolls up; "" is Met.
   */
  cap?: Decimal;
}
/**
 * A RatingLevel describes a rating. A definition lists its levels from worst to best.
 */
export interface RatingLevel {
  /**
   * Names the rating, such as green.
   */
  id: string;
  /**
   * Its name.
   */
  name?: string;
  /**
   * #rrggbb.
   */
  color?: string;
  /**
   * A sign that tells it apart without colour.
   */
  symbol?: string;
}
/**
 * A Perspective is one lens on the organisation, with the objectives seen through it. Perspectives are ordered from the bottom of the strategy map (drivers) to its top (outcomes).
 */
export interface Perspective {
  /**
   * Names the perspective.
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
   * Among its siblings; "" is 1, "0" is shown, not counted.
   */
  weight?: Decimal;
  /**
   * Its objectives.
   */
  objectives?: Objective[];
  /**
   * Of its objectives; default: weighted_mean.
   */
  aggregator?: Policy;
  /**
   * Its own; default: what Defaults above it say.
   */
  threshold?: Policy;
  /**
   * What it contributes when it has no score.
   */
  missing?: Missing;
  /**
   * What it needs to have a score.
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
  attributes?: {
    [k: string]: string;
  };
}
/**
 * An Objective is a strategic objective: what the organisation wants to achieve. It is one node of the strategy map, with the KPIs that measure it.
 */
export interface Objective {
  /**
   * Names the objective.
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
   * Ids of the strategic themes it belongs to.
   */
  themes?: string[];
  /**
   * Among its siblings; "" is 1, "0" is shown, not counted.
   */
  weight?: Decimal;
  /**
   * The KPIs that measure it.
   */
  kpis?: KPI[];
  /**
   * KPIs of other objectives, with their own weight here.
   */
  uses?: Use[];
  /**
   * Of its KPIs; default: weighted_mean.
   */
  aggregator?: Policy;
  /**
   * Its own; default: what Defaults above it say.
   */
  threshold?: Policy;
  /**
   * What it contributes when it has no score.
   */
  missing?: Missing;
  /**
   * What it needs to have a score.
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
  attributes?: {
    [k: string]: string;
  };
}
/**
 * A KPI measures an objective. A short one has an id, a name, a weight, a unit and a target.
 */
export interface KPI {
  /**
   * Names the KPI.
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
   * Of measurement: %, EUR, days.
   */
  unit?: string;
  /**
   * The calculation in words; Calculator computes.
   */
  formula?: string;
  /**
   * Where its readings come from, in words.
   */
  source?: string;
  /**
   * Among siblings; "" is 1, "0" is shown, not counted.
   */
  weight?: Decimal;
  /**
   * "" is higher.
   */
  direction?: Direction;
  /**
   * Lead or lag; "" is not stated.
   */
  timing?: Timing;
  /**
   * Of its readings; "": that of the period evaluated.
   */
  frequency?: PeriodFrequency;
  /**
   * Joins shorter periods into longer ones; "": none, and these do not show it.
   */
  rollup?: Rollup;
  /**
   * What its value covers; "": the period evaluated.
   */
  basis?: string;
  /**
   * A reading across two periods is split by days.
   */
  prorate?: boolean;
  /**
   * After a period ends, until a reading is overdue.
   */
  grace_days?: number;
  /**
   * First period, of any size; it is not due before.
   */
  since?: string;
  /**
   * Last period, of any size; does not apply after.
   */
  until?: string;
  /**
   * Its min_coverage is the share of due data it needs.
   */
  quota?: Quota;
  /**
   * In Sums: what a missing contributor does.
   */
  contributors?: ContributorRule;
  /**
   * In Sums: of_contributors adds up theirs.
   */
  target?: TargetOrigin;
  /**
   * By period.
   */
  targets?: Target[];
  /**
   * Of targets; "": Rollup, or sum for calculated sums.
   */
  target_rollup?: Rollup;
  /**
   * Calculates it from other KPIs and from series.
   */
  calculator?: Policy;
  /**
   * Default: linear.
   */
  scorer?: Policy;
  /**
   * Default: bands.
   */
  threshold?: Policy;
  /**
   * What it contributes when it has no score.
   */
  missing?: Missing;
  /**
   * Of its score.
   */
  round?: Rounding;
  /**
   * When to review the KPI itself; see package lint.
   */
  review?: string;
  /**
   * What the host wants to keep with it: texts by key.
   */
  attributes?: {
    [k: string]: string;
  };
}
/**
 * A Quota says how much data a node needs to have a score. It is never inherited. With the zero value a parent needs nothing, and a KPI needs half, by number, of the parts of its window that are due and apply. Coverage is compared to eight places, because it is rounded down at each level: 1/3 and 2/3 still make up a half. A MinCoverage of 1 is met only if nothing is missing.
 */
export interface Quota {
  /**
   * Of parents: counted children with a score of their own.
   */
  min_children?: number;
  /**
   * 0 to 1, of the node's coverage; for a KPI, of what is due.
   */
  min_coverage?: Decimal;
}
/**
 * A Target is what a KPI should reach in one period or, with the zero Period, in every period of the KPI's frequency.
 */
export interface Target {
  /**
   * The period it is stated for. Left out: every period.
   */
  period?: string;
  /**
   * Where the KPI starts: scores Scale.Min.
   */
  baseline?: Decimal;
  /**
   * Scores Scale.Met; "" is no target.
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
  against?: string;
  /**
   * Multiplies it, above 0: 1.05; no target if it is below 0.
   */
  times?: Decimal;
  /**
   * Adds percent of its absolute value: 10 makes -20 a -18.
   */
  percent?: Decimal;
  /**
   * Adds to it: 2; use one of times, percent and plus.
   */
  plus?: Decimal;
  /**
   * How much of it is expected by when; "": not stated.
   */
  phasing?: Phasing;
  /**
   * Of a seasonal phasing: a weight per sub-period.
   */
  profile?: Decimal[];
  /**
   * Where it comes from: agreed, derived, placeholder ….
   */
  origin?: string;
  /**
   * Who set it.
   */
  author?: string;
  /**
   * When it became known; zero: known at any Input.AsOf.
   */
  recorded_at?: string;
}
/**
 * A Use counts a KPI that stands under another objective of the same scorecard.
 */
export interface Use {
  /**
   * Its id.
   */
  kpi: string;
  /**
   * Among the KPIs of the objective that uses it; "" is 1.
   */
  weight?: Decimal;
}
/**
 * A Series holds readings that only feed calculated KPIs, such as orders or headcount. It has no score. Its fields mean the same as in a KPI.
 */
export interface Series {
  /**
   * Names the series.
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
   * Of its values: %, EUR, days.
   */
  unit?: string;
  /**
   * Of its readings. Empty: of whatever period is evaluated.
   */
  frequency?: PeriodFrequency;
  /**
   * Makes a larger period's value of smaller ones. Empty: none can be made.
   */
  rollup?: Rollup;
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
  contributors?: ContributorRule;
  /**
   * What the host wants to keep with it: texts by key.
   */
  attributes?: {
    [k: string]: string;
  };
}
/**
 * A Link is a cause and an effect on the strategy map: a better score at From should bring a better one at To after a delay, Lag, whatever the direction of their KPIs. It is a hypothesis unless Kind says otherwise, and never enters a score. It joins objectives, KPIs and perspectives; in JSON a bare id is an objective.
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
   * "" is hypothesis.
   */
  kind?: LinkKind;
  /**
   * A better score at From brings a worse one at To.
   */
  inverse?: boolean;
  /**
   * "" is moderate.
   */
  strength?: Strength;
  /**
   * Its delay in periods of the definition's frequency, 0 to 1000.
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
 * A Theme is a strategic theme: a vertical slice of the strategy across perspectives.
 */
export interface Theme {
  /**
   * Names the theme.
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
}
/**
 * An Initiative is a funded action, limited in time, to close the gap of one or more objectives. It never enters a score.
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
   */
  objectives?: string[];
  /**
   * Its first period, such as the day 2026-03-01.
   */
  start?: string;
  /**
   * Its last period.
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
  attributes?: {
    [k: string]: string;
  };
}
/**
 * A DefinitionError holds everything wrong with a definition. errors.Is finds the code of any of its problems.
 */
export interface DefinitionError {
  /**
   * Problems lists problems in document order. It is not an error; Err makes one of it.
   */
  problems: Problems;
}
/**
 * A Problem is one thing wrong, or one warning, with its place. Its text is one line.
 */
export interface Problem {
  /**
   * Where in the definition; "" where there is no document.
   */
  path?: string;
  /**
   * The node it concerns, for hosts whose nodes are database rows; may be zero.
   */
  ref?: string;
  /**
   * A Code names one kind of problem. Codes are errors: errors.Is(err, bsc.ErrCycle) works with any error of this package. Their text never changes.
   */
  code: Code;
  /**
   * It compiles all the same.
   */
  warning?: boolean;
  /**
   * What is wrong.
   */
  detail: Phrase;
  /**
   * What would be right; may be zero.
   */
  allowed?: Phrase;
  /**
   * How to fix it; may be zero.
   */
  hint?: Phrase;
  /**
   * 1-based, in the document; 0 without a document.
   */
  line?: number;
  /**
   * 1-based, counted in bytes, or as Options.UTF16 says.
   */
  col?: number;
  /**
   * EndLine and EndCol are behind the last character of what it concerns: a value, a key, or a cell of a file. The column counts as Col. 0 where that is not known.
   */
  end_line?: number;
  end_col?: number;
}
/**
 * An ExplanationLine is one line of an Explanation: what it says, and how deep it is indented. As JSON it has depth and says, so that a front end can show an explanation in the language of its reader.
 */
export interface ExplanationLine {
  /**
   * 0 for the node's own first line.
   */
  depth: number;
  /**
   * Something to say in any language: a code and its arguments. A host's own words have no code.
   */
  says: Phrase;
}
/**
 * A Fact is a reading with its org unit, KPI and period: one line of a data file.
 */
export interface Fact {
  /**
   * The id of a KPI, or series: and the id of a series.
   */
  kpi: string;
  /**
   * A period: 2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07. Empty text is no period.
   */
  period: string;
  /**
   * A decimal number: a number, or text with all its digits where the host asks for that.
   */
  value?: Decimal;
  /**
   * Instead of a value.
   */
  label?: string;
  /**
   * Whose reading it is.
   */
  unit?: string;
  /**
   * A State says how firm a reading is.
   */
  state?: State;
  /**
   * A moment of RFC 3339, such as 2026-08-03T09:00:00Z.
   */
  recorded_at?: string;
  note?: string;
  author?: string;
}
/**
 * A Gap is a period without the reading that a value needs.
 */
export interface Gap {
  /**
   * Whose reading, of what adds up; "": the org unit evaluated.
   */
  unit?: string;
  /**
   * Of the KPI, or of a series it is calculated from.
   */
  ref: string;
  /**
   * A period: 2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07. Empty text is no period.
   */
  period: string;
  /**
   * As of Input.AsOf its reading is not expected yet.
   */
  not_due?: boolean;
  /**
   * As of Input.AsOf its reading should be there.
   */
  overdue?: boolean;
  /**
   * Provisional: there is one, and it is not final; see Input.FinalOnly.
   */
  provisional?: boolean;
}
/**
 * GoalFlagArgs are the arguments of the scorer goal_flag: the values that score two thirds and one third of Min..Cap.
 */
export interface GoalFlagArgs {
  /**
   * Scores two thirds of the scale.
   */
  goal?: Decimal;
  /**
   * Scores one third of the scale; on the worse side of the goal.
   */
  red_flag?: Decimal;
}
/**
 * An InputError holds everything wrong with what was given to Evaluate, or read from a file of readings or targets, or from a report.
 */
export interface InputError {
  /**
   * Problems lists problems in document order. It is not an error; Err makes one of it.
   */
  problems: Problems;
}
/**
 * An InputValue is a value that a calculator read.
 */
export interface InputValue {
  /**
   * A node by kind and id, such as kpi:17. Empty text is none.
   */
  ref: string;
  /**
   * A decimal number: a number, or text with all its digits where the host asks for that.
   */
  value?: Decimal;
  /**
   * If it is made of several readings.
   */
  rollup?: Rollup;
  /**
   * Of those readings.
   */
  window?: Window;
}
/**
 * A Window says which periods a KPI's value is made of, and which are missing from it: why 180 stands against a target of 200. The zero Window is that of a KPI with nothing to show.
 */
export interface Window {
  /**
   * Of Parts; the zero Period where there are none.
   */
  first: string;
  /**
   * A period: 2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07. Empty text is no period.
   */
  last: string;
  /**
   * The periods that the value may use, in order.
   */
  parts?: WindowPart[];
  /**
   * How many of them it uses.
   */
  readings: number;
  /**
   * What is missing.
   */
  gaps?: Gap[];
  /**
   * The periods by which the oldest value used was carried forward.
   */
  age?: number;
  /**
   * 2^(-age/half-life): 1 for values of the periods themselves; 0 where there is no value.
   */
  freshness: Decimal;
}
/**
 * A WindowPart is one period of a Window: of the KPI's own frequency or, if it is calculated, of the periods that its inputs have in common.
 */
export interface WindowPart {
  /**
   * A period: 2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07. Empty text is no period.
   */
  period: string;
  /**
   * A PartState says how a period of a Window stands.
   */
  state: PartState;
  /**
   * Carried: the earlier period whose value stands in; else zero.
   */
  of?: string;
}
/**
 * An Interval is what a number of a condition lies in. The zero value is no condition.
 */
export interface Interval {
  /**
   * Or more.
   */
  from?: Decimal;
  /**
   * More than that.
   */
  above?: Decimal;
  /**
   * Or less.
   */
  to?: Decimal;
  /**
   * Less than that.
   */
  below?: Decimal;
}
/**
 * A Layer is one perspective on a strategy map.
 */
export interface Layer {
  /**
   * A node by kind and id, such as kpi:17. Empty text is none.
   */
  perspective: string;
  /**
   * Nodes are its objectives, linked or not, and itself and its KPIs if they have links; in definition order.
   *
   * Items: A node by kind and id, such as kpi:17. Empty text is none.
   */
  nodes: string[];
}
/**
 * A LeftOut is a child that does not count.
 */
export interface LeftOut {
  /**
   * A node by kind and id, such as kpi:17. Empty text is none.
   */
  ref: string;
  /**
   * Something to say in any language: a code and its arguments. A host's own words have no code.
   */
  reason: Phrase;
}
/**
 * A Level is a rating and the lowest score that has it.
 */
export interface Level {
  /**
   * A Rating is the id of one of a definition's rating levels, such as "green". "" is no rating.
   */
  rating: string;
  /**
   * A decimal number: a number, or text with all its digits where the host asks for that.
   */
  from: Decimal;
}
/**
 * Limits bound what is loaded: documents and files that a host's users wrote. A field that is 0 has the value its comment names. A negative one allows nothing, as a limit of 0 would; of Problems, at least one is listed. There is no value for no limit: a host that trusts its files sets one it can bear.
 */
export interface Limits {
  /**
   * Of a document or file: 8 MiB.
   */
  bytes?: number;
  /**
   * Of objects and lists in one another: 32.
   */
  depth?: number;
  /**
   * In a document, counting objects, lists, texts, numbers, true and false: 200,000.
   */
  values?: number;
  /**
   * Of one text, and of one key: 64 KiB.
   */
  string_bytes?: number;
  /**
   * Of names, owners, units and the like: 200.
   */
  name_runes?: number;
  /**
   * Of descriptions, formulas, notes, attributes and the like: 4,000.
   */
  text_runes?: number;
  /**
   * Combining marks in a row: 8.
   */
  marks?: number;
  /**
   * Perspectives, objectives, KPIs, series, themes and initiatives together: 20,000.
   */
  nodes?: number;
  /**
   * Of the strategy map: 100,000.
   */
  links?: number;
  /**
   * Of one KPI or series of one org unit: 100,000.
   */
  facts?: number;
  /**
   * Listed, and as many warnings; the rest is counted: 100.
   */
  problems?: number;
}
/**
 * ListArgs are the arguments of the calculators sum, difference, product and mean.
 */
export interface ListArgs {
  /**
   * Ids of KPIs or series, in order, at least one; "kpi:17" or "series:17" where both exist. A number among them is a constant.
   */
  of: Operand[];
}
/**
 * A Loop is a part of the map in which every node leads back to itself through time.
 */
export interface Loop {
  /**
   * In Order.
   *
   * Items: A node by kind and id, such as kpi:17. Empty text is none.
   */
  nodes: string[];
  /**
   * Shortest is a shortest way around, which ends where it begins. With an odd number of inverse links the loop balances itself, else it reinforces itself. impact.Path says which, and the delay.
   */
  shortest: Link[];
  /**
   * The links that close it.
   */
  closing: Link[];
}
/**
 * A Need is a range of periods for which an evaluation may ask a Source for the readings of a KPI or series, or a TargetSource for the targets of a KPI. It is plain data; [Needs] lists them.
 */
export interface Need {
  /**
   * "" where there is only one.
   */
  unit?: string;
  /**
   * A node by kind and id, such as kpi:17. Empty text is none.
   */
  ref: string;
  /**
   * The first period.
   */
  from: string;
  /**
   * The last, of the same frequency.
   */
  to: string;
}
/**
 * Needs are the readings and targets to load before an evaluation, so that a host asks its database once instead of once for each reading; see [Scorecard.Needs]. There is one Need for each org unit, KPI or series, and frequency. They are sorted by org unit, reference and frequency, the longest first. The zero Needs are none.
 */
export interface Needs {
  readings: Need[];
  targets: Need[];
}
/**
 * A Note is an intermediate result that a policy noted.
 */
export interface Note {
  name: string;
  /**
   * A decimal number: a number, or text with all its digits where the host asks for that.
   */
  amount: Decimal;
}
/**
 * A Notice tells a board's subscribers about one commit.
 */
export interface Notice {
  /**
   * In definition order.
   */
  changes: RatingChange[];
  /**
   * Outcomes are the nodes whose outcome is another one, each once, in definition order: what a page has to draw again. Only subscribers of SubscribeOutcomes have them.
   *
   * Items: A node by kind and id, such as kpi:17. Empty text is none.
   */
  outcomes?: string[];
}
/**
 * A RatingChange is a node whose rating a commit has changed.
 */
export interface RatingChange {
  /**
   * A node by kind and id, such as kpi:17. Empty text is none.
   */
  ref: string;
  /**
   * "" is none, as for To.
   */
  from?: string;
  /**
   * A Rating is the id of one of a definition's rating levels, such as "green". "" is no rating.
   */
  to?: string;
}
/**
 * OrgUnitTargets is the shortest TargetSource: the targets of one org unit by KPI id, one for each. Evaluate refuses keys that name no KPI of the scorecard. The zero value has none.
 */
export interface OrgUnitTargets {
  [k: string]: Target;
}
/**
 * An OrgUnitTime says what the first and the last period of an org unit were in an earlier time. Who left in March and came back in September has Since September now, and until August had Until March. A period counts as it was on its last day.
 */
export interface OrgUnitTime {
  /**
   * It was so through this period, of any size, from the end of the time before it on.
   */
  through: string;
  /**
   * As in Input; zero: always.
   */
  since?: string;
  /**
   * A period: 2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07. Empty text is no period.
   */
  until?: string;
  /**
   * It was not there at all.
   */
  away?: boolean;
}
/**
 * An Outcome says how one node stands. It belongs to the caller: writing into it, or through its pointers, slices and maps, does not change the Result.
 */
export interface Outcome {
  /**
   * A node by kind and id, such as kpi:17. Empty text is none.
   */
  ref: string;
  /**
   * A Kind says what a Ref names.
   */
  kind: Kind;
  id: string;
  /**
   * The zero Ref for the scorecard itself.
   */
  parent?: string;
  /**
   * Its name.
   */
  name?: string;
  /**
   * On the scale, clamped to Min..Cap.
   */
  score: Score;
  /**
   * The same number before clamping.
   */
  attainment?: Score;
  /**
   * What it brings to its parent: Score, an assessment's if that counts, or Min where Missing says so.
   */
  counted: Score;
  /**
   * "" is none.
   */
  rating?: string;
  /**
   * FinalRating is that of the assessment that counts or, if that has only a score, the one that the node's threshold gives this score, its other inputs as they are. Without an assessment it is Rating. It does not depend on whether assessments count for the parent: then the Rating of the parent is already made of what counts.
   */
  final_rating?: string;
  /**
   * FinalScore is what the FinalRating rests on: the score of the assessment that counts, and no score if that has only a rating. Without an assessment it is Score.
   */
  final_score?: Score;
  /**
   * What is to be said of it.
   */
  flags?: Flag[];
  /**
   * Why there is no score, or why its bands give it no rating; "" where there are both.
   */
  reason?: Phrase;
  /**
   * What the score could be once no data is missing.
   */
  low?: Score;
  /**
   * The most its score can be while data is missing.
   */
  high?: Score;
  /**
   * Among its siblings, as defined.
   */
  weight: Decimal;
  /**
   * Its share of the scorecard's total over what was present, 0 to 1.
   */
  effective_weight: Decimal;
  /**
   * Of KPIs: the value read or calculated.
   */
  actual?: Decimal;
  /**
   * Of KPIs read as labels.
   */
  label?: string;
  /**
   * Of KPIs: the unit of the values.
   */
  unit?: string;
  /**
   * Of objectives and KPIs.
   */
  owner?: string;
  /**
   * Of KPIs.
   */
  timing?: Timing;
  /**
   * Of KPIs: by how much the actual is better than the target.
   */
  variance?: Variance;
  /**
   * ReadingNotes are what people said with the readings in the Window, in the order of their periods: those of the KPI or, if it is calculated, of the KPIs and series that it names. What org units bring in Sums is not among them.
   */
  notes?: ReadingNote[];
  /**
   * Of KPIs measured towards the target of a longer period; nil: of others.
   */
  pace?: Pace;
  /**
   * The host's own, a copy.
   */
  attributes?: {
    [k: string]: string;
  };
  /**
   * Assessments are people's judgements beside the computed outcome: the one of each role that holds, in the order of the definition's Roles or, without, by the names of the roles. Those of its Advisory roles follow.
   */
  assessments?: Assessment[];
  /**
   * The one of them that counts; nil: none.
   */
  assessment?: Assessment;
  /**
   * What went wrong.
   */
  error?: Phrase;
  /**
   * The code of the error.
   */
  error_code?: Code;
  /**
   * How much of its weight has data; left out where the node does not count.
   */
  coverage?: Decimal;
  /**
   * The target in force.
   */
  target?: ResolvedTarget;
  /**
   * Of KPIs.
   */
  window?: Window;
}
/**
 * A Variance says by how much a KPI's actual is better than its target, as bands and rules on variance read it: above 0 better, below 0 worse, whichever direction the KPI has. Where closer is better it is 0 at the target, and below 0 on either side. The zero Variance is that of a KPI without an actual or a target, and of other nodes. Nor has a number of 10^52 or more, which no document may hold.
 */
export interface Variance {
  /**
   * In the unit of the KPI.
   */
  amount?: Decimal;
  /**
   * Of the absolute target, to ten places; none for a target of 0.
   */
  percent?: Decimal;
  /**
   * The actual is as good as the target or better.
   */
  favourable: boolean;
}
/**
 * A ReadingNote is what somebody said with a reading that an Outcome is made of.
 */
export interface ReadingNote {
  /**
   * The KPI, or what it is calculated from.
   */
  ref: string;
  /**
   * A period: 2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07. Empty text is no period.
   */
  period: string;
  note?: string;
  author?: string;
  /**
   * A moment of RFC 3339, such as 2026-08-03T09:00:00Z.
   */
  recorded_at?: string;
}
/**
 * A Pace compares how far a KPI has come towards a target for a longer period, such as the year's, with how far it should be by now: on the last day that the value covers or, if that is earlier, on the day of Input.AsOf. A Progress of 1 means that the target is reached.
 */
export interface Pace {
  /**
   * The period the target is stated for.
   */
  of: string;
  /**
   * The whole of it.
   */
  target: Decimal;
  /**
   * Actual / target if the KPI adds up, else (actual - baseline) / (target - baseline).
   */
  progress: Decimal;
  /**
   * The share expected by now of the parts that are there: phased, else in equal steps.
   */
  expected: Decimal;
}
/**
 * A ResolvedTarget is the target in force for one KPI and period, as policies and outcomes see it. In the zero value nothing is set.
 */
export interface ResolvedTarget {
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
   * As stated; "" where it is made of several that differ.
   */
  origin?: string;
  /**
   * The same.
   */
  author?: string;
  /**
   * How it came to be in force.
   */
  rule: TargetRule;
  /**
   * The period stated for, or compared; zero: every period, or several.
   */
  from?: string;
  /**
   * Given by Input.Targets.
   */
  of_unit?: boolean;
}
/**
 * Overrides replace weights, thresholds and targets of a scorecard: the weights of a department, the targets of a year, thresholds that somebody wants to try. See [Scorecard.With]. The zero value changes nothing.
 */
export interface Overrides {
  /**
   * Of nodes among their siblings; a KPI used from elsewhere keeps its weight there.
   */
  weights?: {
    [k: string]: Decimal;
  };
  /**
   * How nodes are rated.
   */
  thresholds?: {
    [k: string]: Policy;
  };
  /**
   * Of KPIs, instead of all the definition's targets for them.
   */
  targets?: {
    [k: string]: Target[];
  };
}
/**
 * A PanicError is the cause of a Problem with ErrPanic: a host's code panicked, and the evaluation went on.
 */
export interface PanicError {
  /**
   * Panic.
   */
  code: Code;
  /**
   * What panicked.
   */
  detail: Phrase;
}
/**
 * A Part is one child of an aggregate.
 */
export interface Part {
  /**
   * A node by kind and id, such as kpi:17. Empty text is none.
   */
  ref: string;
  /**
   * On the scale, with at most 10 decimal places.
   */
  score: Decimal;
  /**
   * As in the definition, not normalised.
   */
  weight: Decimal;
  /**
   * Its own, or "" if it has none.
   */
  rating?: string;
}
/**
 * PercentBandsArgs are the arguments of the scorer percent_bands: two or more limits from the worst to the best.
 */
export interface PercentBandsArgs {
  /**
   * From the worst to the best value: strictly rising, or strictly falling where lower is better.
   */
  limits: Decimal[];
}
/**
 * PointsArgs are the arguments of the scorer points: the score of each label.
 */
export interface PointsArgs {
  /**
   * A score for each label, such as {"yes": 100, "no": 0}.
   */
  labels: {
    [k: string]: Decimal;
  };
}
/**
 * PowerArgs are the arguments of the aggregator power: the exponent.
 */
export interface PowerArgs {
  /**
   * The exponent; 0 is the geometric mean.
   */
  p?: Decimal;
}
/**
 * A Query asks a Source for one reading, or a TargetSource for one target.
 */
export interface Query {
  /**
   * The org unit, Input.OrgUnit.
   */
  unit?: string;
  /**
   * A KPI or a series.
   */
  ref: string;
  /**
   * A period: 2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07. Empty text is no period.
   */
  period?: string;
  /**
   * Zero: everything known; else nothing recorded later may be returned.
   */
  as_of?: string;
}
/**
 * RangeArgs are the arguments of the scorer range: how far around the target the score is Met, by default not at all, and how far away it is Min.
 */
export interface RangeArgs {
  /**
   * How far from the target everything scores met. Left out: 0.
   */
  within?: Distances;
  /**
   * How far from the target everything scores min, beyond within.
   */
  zero_at?: Distances;
}
/**
 * A RatingRule is a rating and when it is given.
 */
export interface RatingRule {
  /**
   * When are the conditions of a RatingRule; all that are set must hold. A condition on something that is not there does not hold. Only KPIs have more than a score.
   */
  when: When;
  /**
   * "": none.
   */
  rating?: string;
}
/**
 * When are the conditions of a RatingRule; all that are set must hold. A condition on something that is not there does not hold. Only KPIs have more than a score.
 */
export interface When {
  /**
   * An Interval is what a number of a condition lies in. The zero value is no condition.
   */
  score?: Interval;
  /**
   * An Interval is what a number of a condition lies in. The zero value is no condition.
   */
  actual?: Interval;
  /**
   * Of a positive target.
   */
  percent_of_target?: Interval;
  /**
   * How much better than the target.
   */
  variance?: Interval;
  /**
   * The same in percent of the absolute target.
   */
  variance_percent?: Interval;
  /**
   * The actual minus that of the period before; not on a basis to date, which has none.
   */
  movement?: Interval;
  /**
   * All of them are set.
   */
  flags?: Flag[];
  /**
   * None of them is set.
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
 * RatioArgs are the arguments of the calculator ratio: the ids of KPIs or series, and a factor.
 */
export interface RatioArgs {
  /**
   * The id of the KPI or series above the line; "kpi:17" or "series:17" where both exist.
   */
  num: string;
  /**
   * The id of the KPI or series below the line.
   */
  den: string;
  /**
   * Default: 1.
   */
  times?: Decimal;
}
/**
 * Reaching says which actuals give a KPI at least a score: ranges of them or, where readings are labels, the labels. The zero value has none.
 */
export interface Reaching {
  /**
   * Ascending; every actual in one of them reaches the score.
   */
  actuals?: CurveInterval[];
  /**
   * In alphabetical order.
   */
  labels?: string[];
}
/**
 * An Interval is a range of values, ends included. An end that is not valid is open: the range has no bound there.
 */
export interface CurveInterval {
  /**
   * A decimal number: a number, or text with all its digits where the host asks for that.
   */
  low?: Decimal;
  /**
   * A decimal number: a number, or text with all its digits where the host asks for that.
   */
  high?: Decimal;
}
/**
 * A Reading is one observation of a KPI or a series: a value, or the label of an ordinal or yes/no KPI. The zero Reading is a final value of zero. Outcome.ReadingNotes has the notes and authors of what a value is made of.
 */
export interface Reading {
  /**
   * A decimal number: a number, or text with all its digits where the host asks for that.
   */
  value?: Decimal;
  /**
   * Instead of a value, for scorers that read labels.
   */
  label?: string;
  /**
   * "" is final.
   */
  state?: State;
  /**
   * When it became known; zero: known at any Input.AsOf.
   */
  recorded_at?: string;
  /**
   * What is to be said of it, and why it is as it is.
   */
  note?: string;
  /**
   * Who recorded it.
   */
  author?: string;
}
/**
 * Readings is a Source in memory that keeps every fact: a correction is a new fact, and nothing is overwritten. As of a moment, the latest fact recorded at or before it holds. The zero value is empty and ready; do not copy it.
 */
export interface Readings {
  /**
   * The version of the document's form.
   */
  schema: number;
  /**
   * In the order of Facts.
   */
  readings: Fact[];
}
/**
 * A ResolvedScale is a Scale as numbers: Min < Met <= Cap.
 */
export interface ResolvedScale {
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
 * Rules are what holds for one node after defaults are resolved: how it is scored, rolled up and rated. Use them to show a node in a front end, or to compare scorecards. They are plain data that belongs to the caller. Fields for other kinds of nodes have their zero value.
 */
export interface Rules {
  /**
   * What it is for.
   */
  description?: string;
  /**
   * Of objectives and KPIs.
   */
  owner?: string;
  /**
   * Of objectives.
   *
   * Items: A node by kind and id, such as kpi:17. Empty text is none.
   */
  themes?: string[];
  /**
   * Of KPIs: where the readings come from, in words.
   */
  source?: string;
  /**
   * Of KPIs: the calculation in words.
   */
  formula?: string;
  /**
   * Of all but KPIs.
   */
  aggregator?: Policy;
  /**
   * Of how the node is rated.
   */
  threshold?: Policy;
  /**
   * Where its ratings begin, worst first, in no particular period; none: no bands on the score.
   */
  levels?: Level[];
  /**
   * Bands are those of a built-in threshold, ascending. There are none where limits depend on the period, the target or a series: a drawing of a result takes Result.Bands.
   */
  bands?: Band[];
  /**
   * Of KPIs.
   */
  scorer?: Policy;
  /**
   * Of calculated KPIs; zero: the KPI has readings of its own.
   */
  calculator?: Policy;
  /**
   * Of KPIs: what they are measured in.
   */
  unit?: string;
  /**
   * Of KPIs.
   */
  timing?: Timing;
  /**
   * Of KPIs.
   */
  direction?: Direction;
  /**
   * Of KPIs: how often they are measured; "": of the period evaluated.
   */
  frequency?: PeriodFrequency;
  /**
   * Of KPIs: how their values make up those of longer periods.
   */
  rollup?: Rollup;
  /**
   * Of KPIs: what a value covers; "": the period.
   */
  basis?: string;
  /**
   * Of KPIs: when the KPI itself is to be reviewed; zero: not set.
   */
  review?: string;
  /**
   * Of KPIs: they are read as labels.
   */
  labelled?: boolean;
  /**
   * Of KPIs: they are shown and not scored.
   */
  unscored?: boolean;
  /**
   * Of KPIs: the target is the sum of the contributors' targets.
   */
  summed?: boolean;
  /**
   * An assessment's score is what the node brings to its parent.
   */
  judged?: boolean;
  /**
   * How assessments of parts of a period make up one of it; "": not at all.
   */
  joined?: Rollup;
}
/**
 * RulesArgs are the arguments of the threshold rules: the first rule whose conditions all hold gives the rating.
 */
export interface RulesArgs {
  /**
   * The rules, in order.
   */
  rules: RatingRule[];
  /**
   * Where no rule holds; "": no rating.
   */
  otherwise?: string;
}
/**
 * A Share is a node's part of something that is divided.
 */
export interface Share {
  /**
   * A node by kind and id, such as kpi:17. Empty text is none.
   */
  ref: string;
  /**
   * A decimal number: a number, or text with all its digits where the host asks for that.
   */
  share: Decimal;
}
/**
 * StepsArgs are the arguments of the scorer steps: pairs of a limit and the score of what reaches it.
 */
export interface StepsArgs {
  /**
   * [limit, score] pairs of strictly rising or strictly falling limits.
   */
  from: [Decimal, Decimal][];
}
/**
 * A StrategyMap answers questions about a scorecard's links. It is immutable and safe for concurrent use. The zero value has no links.
 */
export interface StrategyMap {
  /**
   * The objectives, in definition order, and the KPIs and perspectives that links name.
   *
   * Items: A node by kind and id, such as kpi:17. Empty text is none.
   */
  nodes: string[];
  /**
   * Each with its kind, and with its strength as a number.
   */
  links: Link[];
  /**
   * The perspectives, each with its nodes.
   */
  layers: Layer[];
  /**
   * Causes before their effects.
   *
   * Items: A node by kind and id, such as kpi:17. Empty text is none.
   */
  order: string[];
  /**
   * What nothing drives.
   *
   * Items: A node by kind and id, such as kpi:17. Empty text is none.
   */
  drivers: string[];
  /**
   * What drives nothing.
   *
   * Items: A node by kind and id, such as kpi:17. Empty text is none.
   */
  outcomes: string[];
  /**
   * What leads back to itself.
   */
  loops: Loop[];
}
/**
 * A Summand is what one org unit brings to a KPI or a series of another, whose readings add up period by period.
 */
export interface Summand {
  unit?: string;
  /**
   * A KPI or series of its scorecard that is not calculated; its readings may be sums in turn.
   */
  ref: string;
  /**
   * Nothing adds up: the readings are those of this one, which stands alone.
   */
  shared?: boolean;
  /**
   * Of what adds up: converts its values first; zero: they add up as they are.
   */
  factor?: Factor;
  /**
   * Since and Until are the first and the last period, of any size, in which it is brought: a person's sales count in the old branch until June, and in the new one from July on. A reading counts where the last day of its period lies in that time. Elsewhere it is as if the summand were not stated. Zero: always.
   */
  since?: string;
  /**
   * A period: 2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07. Empty text is no period.
   */
  until?: string;
}
/**
 * A TakenOff is a period whose share is taken off because the period does not apply or is missing. The target is not phased, or falls due in one step.
 */
export interface TakenOff {
  /**
   * A period: 2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07. Empty text is no period.
   */
  period: string;
  /**
   * A PartState says how a period of a Window stands.
   */
  state: PartState;
  /**
   * Of the target, as a fraction.
   */
  part: string;
}
/**
 * A TargetShare is what one stated target contributes to the target in force: 4 × 100 for every month, or 7/12 of 1,200 for a year.
 */
export interface TargetShare {
  /**
   * The period it is stated for; zero: every period.
   */
  period?: string;
  /**
   * Its value, less what is stated for parts of its period.
   */
  value: Decimal;
  /**
   * How much of that, as a whole number or a fraction: 4, 7/12.
   */
  part: string;
  /**
   * What Part leaves out.
   */
  off?: TakenOff[];
}
/**
 * TargetsByOrgUnit is a TargetSource in memory for many org units: their targets by org unit and KPI id. A cascade refuses unknown org units and KPIs; CheckTargets finds those of one org unit. The zero value has none.
 */
export interface TargetsByOrgUnit {
  [k: string]: OrgUnitTargets;
}
/**
 * ToleranceArgs are the arguments of the scorer tolerance: how much worse than the target the score is Min.
 */
export interface ToleranceArgs {
  /**
   * How much worse than the target scores min: an amount above 0, or a percentage of the target such as 5%.
   */
  zero_at?: Distance;
}
/**
 * A UsedReading is a value that entered a roll-up.
 */
export interface UsedReading {
  /**
   * The period that it counts for.
   */
  period: string;
  /**
   * The period of the reading: an earlier one where it was carried forward.
   */
  of: string;
  label?: string;
  /**
   * A State says how firm a reading is.
   */
  state?: State;
  /**
   * Days of the period that count: fewer than OfDays where it is prorated.
   */
  days: number;
  /**
   * Days that the period has.
   */
  of_days: number;
  /**
   * Note and Author are what somebody said with it, and RecordedAt is when; all zero where nobody said anything.
   */
  note?: string;
  author?: string;
  /**
   * A moment of RFC 3339, such as 2026-08-03T09:00:00Z.
   */
  recorded_at?: string;
  /**
   * A decimal number: a number, or text with all its digits where the host asks for that.
   */
  value?: Decimal;
}
/**
 * VetoArgs are the arguments of the aggregator veto. A child whose score is below Limit caps the score that Of gives.
 */
export interface VetoArgs {
  /**
   * A child with a lower score vetoes.
   */
  limit?: Decimal;
  /**
   * The most the score can then be.
   */
  cap?: Decimal;
  /**
   * Ids; none: every child.
   */
  children?: string[];
  /**
   * An aggregator; default: weighted_mean.
   */
  of?: Policy;
}
/**
 * A Bridge is the way from one score to another: what each cause has brought, and within each cause each node. It is plain data and belongs to the caller.
 */
export interface BridgeBridge {
  /**
   * A node by kind and id, such as kpi:17. Empty text is none.
   */
  ref: string;
  name?: string;
  /**
   * An End is a score at one end of a Bridge.
   */
  from: BridgeEnd;
  /**
   * An End is a score at one end of a Bridge.
   */
  to: BridgeEnd;
  /**
   * To.Score - From.Score, on the scale of the scores.
   */
  change: Decimal;
  /**
   * Steps has every cause, in the order of the constants; the Change of one that did not differ is 0. They add up to Change to the last digit.
   */
  steps: BridgeStep[];
  /**
   * Mixed says that some of the scores between were no scores, as where an actual has no target on the other side. Such a score is taken to lie half-way, so that the causes share what could not be told apart.
   */
  mixed?: boolean;
}
/**
 * An End is a score at one end of a Bridge.
 */
export interface BridgeEnd {
  /**
   * A period: 2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07. Empty text is no period.
   */
  period: string;
  unit?: string;
  /**
   * A moment of RFC 3339, such as 2026-08-03T09:00:00Z.
   */
  as_of?: string;
  /**
   * A score of at most 10 decimal places, or null: no score, which is not a score of zero.
   */
  score: Score;
  /**
   * The score to the places of its scale, consistent with the rating.
   */
  display: string;
  /**
   * A Rating is the id of one of a definition's rating levels, such as "green". "" is no rating.
   */
  rating?: string;
}
/**
 * A Step is what one cause has brought.
 */
export interface BridgeStep {
  /**
   * A Cause is one of the five reasons why a score is another than before.
   */
  cause: BridgeCause;
  /**
   * A decimal number: a number, or text with all its digits where the host asks for that.
   */
  change: Decimal;
  /**
   * Parts say which nodes, the largest first. They add up to Change to the last digit.
   */
  parts: BridgePart[];
}
/**
 * A Part is what a cause has brought by one node: a KPI, a node whose weight has changed, or one that somebody judged.
 */
export interface BridgePart {
  /**
   * A node by kind and id, such as kpi:17. Empty text is none.
   */
  ref: string;
  name?: string;
  /**
   * Of a KPI: what its actual and its target are measured in.
   */
  unit?: string;
  /**
   * Of the score of the Bridge.
   */
  change: Decimal;
  /**
   * An Event is what happened to a node, where that is more than another number.
   */
  event?: BridgeEvent;
  /**
   * A Standing is how a node stood at one end. The zero Standing is that of a node that was not there.
   */
  from?: BridgeStanding;
  /**
   * A Standing is how a node stood at one end. The zero Standing is that of a node that was not there.
   */
  to?: BridgeStanding;
}
/**
 * A Standing is how a node stood at one end. The zero Standing is that of a node that was not there.
 */
export interface BridgeStanding {
  /**
   * Of KPIs.
   */
  actual?: Decimal;
  /**
   * Of KPIs that are read as labels.
   */
  label?: string;
  /**
   * Of KPIs: the target in force.
   */
  target?: Decimal;
  /**
   * Among its siblings.
   */
  weight?: Decimal;
  /**
   * What it counts with.
   */
  score?: Score;
}
/**
 * A CausedPart is a Part with its cause.
 */
export interface BridgeCausedPart {
  /**
   * A Cause is one of the five reasons why a score is another than before.
   */
  cause: BridgeCause;
  /**
   * A node by kind and id, such as kpi:17. Empty text is none.
   */
  ref: string;
  name?: string;
  /**
   * Of a KPI: what its actual and its target are measured in.
   */
  unit?: string;
  /**
   * Of the score of the Bridge.
   */
  change: Decimal;
  /**
   * An Event is what happened to a node, where that is more than another number.
   */
  event?: BridgeEvent;
  /**
   * A Standing is how a node stood at one end. The zero Standing is that of a node that was not there.
   */
  from?: BridgeStanding;
  /**
   * A Standing is how a node stood at one end. The zero Standing is that of a node that was not there.
   */
  to?: BridgeStanding;
}
/**
 * A Range is a way over several results, such as the months of a year. It is plain data.
 */
export interface BridgeRange {
  /**
   * From the first score to the last.
   */
  change: Decimal;
  /**
   * From each result to the next.
   */
  bridges: BridgeBridge[];
  /**
   * Steps has every cause with the sum of what it has brought from each result to the next, and each node's parts added up. Steps add up to Change to the last digit, and so do parts to their step.
   */
  steps: BridgeStep[];
}
/**
 * A Change is an org unit of which a commit has changed outcomes.
 */
export interface CascadeChange {
  unit: string;
  /**
   * In definition order.
   */
  ratings: RatingChange[];
  /**
   * Those whose outcome is another one, in definition order; see bsc.Board.SubscribeOutcomes.
   *
   * Items: A node by kind and id, such as kpi:17. Empty text is none.
   */
  outcomes: string[];
}
/**
 * A Contribution is what an org unit brings to the scorecard of another, usually of the one above it.
 */
export interface CascadeContribution {
  /**
   * A Mode says how a contribution counts.
   */
  mode: CascadeMode;
  /**
   * A KPI or series of this org unit's card that is not calculated; contributory: any node.
   */
  from: string;
  /**
   * A KPI or series of the other card that is not calculated; contributory: an objective.
   */
  to: string;
  /**
   * The other org unit; "" is the parent.
   */
  unit?: string;
  /**
   * Contributory: its weight among what stands under To; "" is 1.
   */
  weight?: Decimal;
  /**
   * Additive: converts its values before they add up; zero: they add up as they are.
   */
  factor?: Factor;
}
/**
 * A Contributor is what one org unit brings to a node of another.
 */
export interface CascadeContributor {
  unit: string;
  /**
   * A node by kind and id, such as kpi:17. Empty text is none.
   */
  from: string;
  /**
   * The KPI or series that it feeds, or the KPI that stands for its score.
   */
  to: string;
  /**
   * A Mode says how a contribution counts.
   */
  mode: CascadeMode;
  /**
   * Its name.
   */
  name?: string;
  /**
   * On the scale, clamped to Min..Cap.
   */
  score: Score;
  /**
   * "" is none.
   */
  rating?: string;
  /**
   * Of a KPI or series: what it measured.
   */
  value?: Decimal;
  /**
   * Of a contributory one.
   */
  weight?: Decimal;
  /**
   * Of an additive one; zero: none.
   */
  factor?: Factor;
  /**
   * Brought is what an additive one adds up, over the periods that entered the value of the node. It is set where that may differ from Value: a factor of one of the contributors converts, the calendars have other days for the period, periods are missing, one is brought for a part of the time, or a calculated KPI reads To.
   */
  brought?: Decimal;
}
/**
 * A Notice tells a board's subscribers about one commit.
 */
export interface CascadeNotice {
  /**
   * In the order of the org units.
   */
  changes: CascadeChange[];
}
/**
 * An OrgUnit is a part of an organisation with a scorecard of its own: a division, a department, a team, a person. It is plain data; a host makes one of each row of its organisation chart, or reads a list of them with bsc.Unmarshal.
 */
export interface CascadeOrgUnit {
  /**
   * Its id, also the OrgUnit of its readings and targets.
   */
  id: string;
  name?: string;
  /**
   * The id of the org unit above; "" for one at the top.
   */
  parent?: string;
  /**
   * Its first period, of any size: what lies before does not apply; zero: always.
   */
  since?: string;
  /**
   * Its last period, of any size; zero: always.
   */
  until?: string;
  /**
   * Attributes are its own, such as a region or a person's grade, for a host's policies.
   */
  attributes?: {
    [k: string]: string;
  };
  /**
   * Definition is its scorecard. Org units that share one pointer share a template, compiled once. In JSON each has its own.
   */
  definition?: Definition;
  /**
   * Its own, in place of the definition's.
   */
  weights?: {
    [k: string]: Decimal;
  };
  /**
   * What it brings to other org units.
   */
  contributes?: CascadeContribution[];
}
/**
 * A Result is a Cascade evaluated: a bsc.Result for every org unit. It is immutable and safe for concurrent use.
 */
export interface CascadeResult {
  /**
   * In the order in which they were given.
   */
  units: CascadeUnitResult[];
  /**
   * Of all org units.
   */
  shares: CascadeShare[];
  /**
   * Of all org units.
   */
  target_gaps: CascadeTargetGap[];
}
/**
 * A cascadeUnit is an org unit of a cascade with its total and its contributors.
 */
export interface CascadeUnitResult {
  /**
   * Its id.
   */
  unit: string;
  name?: string;
  /**
   * The id of the org unit above it.
   */
  parent?: string;
  /**
   * On the scale, clamped to Min..Cap.
   */
  score: Score;
  /**
   * "" is none.
   */
  rating?: string;
  /**
   * What is to be said of it.
   */
  flags?: Flag[];
  /**
   * Why there is no score, or why its bands give it no rating; "" where there are both.
   */
  reason?: Phrase;
  /**
   * Of its whole card.
   */
  contributors: CascadeContributor[];
}
/**
 * A Share is a KPI's share of the scores at the top.
 */
export interface CascadeShare {
  unit: string;
  /**
   * A node by kind and id, such as kpi:17. Empty text is none.
   */
  kpi: string;
  /**
   * A decimal number: a number, or text with all its digits where the host asks for that.
   */
  share: Decimal;
}
/**
 * A TargetGap is an additive KPI whose target differs from the sum of its contributors' targets.
 */
export interface CascadeTargetGap {
  unit: string;
  /**
   * A node by kind and id, such as kpi:17. Empty text is none.
   */
  kpi: string;
  /**
   * In force; not valid: none.
   */
  target?: Decimal;
  /**
   * Of the contributors' targets, converted by their factors.
   */
  sum: Decimal;
  /**
   * Org units that contribute and have no target.
   */
  without?: string[];
  /**
   * Which target is in force.
   */
  rule?: TargetRule;
  /**
   * The period it was stated for or compared with.
   */
  from?: string;
  /**
   * Why there is none.
   */
  reason?: Phrase;
  /**
   * Of the KPI, over which the targets are compared.
   *
   * Items: A period: 2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07. Empty text is no period.
   */
  periods: string[];
  /**
   * Of are the targets of all that contribute, in order: each over the periods in which it applies, or why there is none.
   */
  of: AddendTarget[];
}
/**
 * A Sight is one way from what a person or an org unit does to an objective at the top. It shows their part in it.
 */
export interface CascadeSight {
  /**
   * From the node asked for up to the objective.
   */
  steps: CascadeStep[];
  /**
   * Of the top org unit's score along this way, 0 to 1.
   */
  share: Decimal;
}
/**
 * A Step is one node on the way up.
 */
export interface CascadeStep {
  unit: string;
  /**
   * A node by kind and id, such as kpi:17. Empty text is none.
   */
  ref: string;
}
/**
 * A Version is how an org unit stands in the organisation from the first day of a period on, until a later version of it takes over. One for the same period with a later moment corrects it. It is plain data, a row of a host's organisation chart with its validity; a host reads a list of them with bsc.Unmarshal.
 */
export interface CascadeVersion {
  /**
   * Of any size; zero: always.
   */
  from?: string;
  /**
   * When it was decided; zero: always known.
   */
  recorded_at?: string;
  /**
   * Why.
   */
  note?: string;
  /**
   * Who decided it.
   */
  author?: string;
  /**
   * Gone means that the org unit is not in the organisation from then on, or was entered by mistake. Its values of before still count where they did, and have their shares; it has no Result any more. One that has only ended has an Until instead, and is still shown; a score that it contributes counts with its whole year until it is Gone.
   */
  gone?: boolean;
  /**
   * All of it; where it is Gone, its ID will do.
   */
  unit: CascadeOrgUnit;
}
/**
 * An Update is one reading that is set on a Board, or taken back.
 */
export interface CascadeUpdate {
  unit: string;
  /**
   * A KPI or series of its card with readings of its own.
   */
  ref: string;
  /**
   * Zero: that of the board.
   */
  period?: string;
  /**
   * A Reading is one observation of a KPI or a series: a value, or the label of an ordinal or yes/no KPI. The zero Reading is a final value of zero. Outcome.ReadingNotes has the notes and authors of what a value is made of.
   */
  reading: Reading;
  /**
   * Takes back what was set: what the board started from, and what was added since, shows again.
   */
  unset?: boolean;
}
/**
 * A Query says which templates to find: those that match all of its fields. The zero Query matches every template.
 */
export interface CatalogQuery {
  /**
   * An id.
   */
  department?: string;
  /**
   * An id.
   */
  perspective?: string;
  /**
   * Lead or lag.
   */
  timing?: Timing;
  /**
   * Text is words, or parts of them, in name, question, formula or pitfalls, in any order and case.
   */
  text?: string;
}
/**
 * A Template is a KPI to be completed by the host.
 */
export interface CatalogTemplate {
  id: string;
  name: string;
  /**
   * The question it answers.
   */
  question: string;
  /**
   * In words.
   */
  formula: string;
  /**
   * "currency" stands for the host's.
   */
  unit: string;
  /**
   * A Direction says which values of a KPI are better.
   */
  direction: Direction;
  /**
   * A Timing says whether a KPI leads (drives later results) or lags (shows results).
   */
  timing: Timing;
  /**
   * How often it is worth looking at.
   */
  frequency: PeriodFrequency;
  /**
   * Of its readings; "": calculated.
   */
  rollup?: Rollup;
  /**
   * One of Perspectives.
   */
  perspective: string;
  /**
   * One of Departments: the one that knows the numbers.
   */
  department: string;
  /**
   * How it is gamed or misread, in sentences.
   */
  pitfalls: string[];
  /**
   * Zero: has readings of its own.
   */
  calculator?: Policy;
  /**
   * What its calculator reads, in that order.
   */
  series?: Series[];
}
/**
 * A PerspectiveShare is a perspective's share of the scorecard's weight.
 */
export interface ComparePerspectiveShare {
  /**
   * A node by kind and id, such as kpi:17. Empty text is none.
   */
  ref: string;
  name?: string;
  /**
   * 0 to 1.
   */
  share: Decimal;
}
/**
 * A Ranking compares org units by one node of their scorecards: which is best, how far behind the others are, and whether they can be compared at all. It is plain data; the zero Ranking has no rows.
 */
export interface CompareRanking {
  /**
   * A node by kind and id, such as kpi:17. Empty text is none.
   */
  of?: string;
  /**
   * The best first, those without a score last; equals in the order given.
   */
  rows: CompareRow[];
  /**
   * Of the scores.
   */
  spread: CompareSpread;
  /**
   * Warnings say why the org units are not quite comparable: ErrNotComparable. Their Ref names the org unit or, where the org units have targets of their own, a KPI.
   */
  warnings: Problems;
}
/**
 * A Row is one org unit in a Ranking.
 */
export interface CompareRow {
  /**
   * As Input.OrgUnit names it.
   */
  unit: string;
  /**
   * Names the node, such as kpi:17.
   */
  ref: string;
  /**
   * Its name.
   */
  name?: string;
  /**
   * On the scale, clamped to Min..Cap.
   */
  score: Score;
  /**
   * "" is none.
   */
  rating?: string;
  /**
   * The score as shown.
   */
  shown?: string;
  /**
   * Rank is 1 for the best. Those shown alike share a rank, and the next ranks are skipped; 0: no score.
   */
  rank?: number;
  /**
   * To the best, in points: 0 or more; not valid: no score.
   */
  gap?: Decimal;
  /**
   * Quartile is 1 for scores on or above the upper quartile, and 4 for the lowest; 0: no score.
   */
  quartile?: number;
  /**
   * Percentile is the percentile rank of the score: how many percent of the other org units score lower, counting half of those that score the same. The best alone has 100, and the lowest alone 0; a single score has 50. It turns Ranking.Percentile round, with the middle rank for equals. Rounded to 10 places; not valid: no score.
   */
  percentile?: Decimal;
  /**
   * The share of the node's weight on KPIs that not all org units have, 0 to 1.
   */
  unique: Decimal;
  /**
   * Worth learning from: see OrgUnits.
   */
  best_practice?: boolean;
}
/**
 * A Spread describes scores. Nothing is valid if there are none.
 */
export interface CompareSpread {
  /**
   * How many org units have a score.
   */
  scored: number;
  /**
   * How many have none.
   */
  missing: number;
  /**
   * In points, as all that follow.
   */
  lowest?: Decimal;
  /**
   * A decimal number: a number, or text with all its digits where the host asks for that.
   */
  highest?: Decimal;
  /**
   * Lower, Median and Upper are quartiles, interpolated between the two nearest scores, as in spreadsheets.
   */
  lower?: Decimal;
  /**
   * A decimal number: a number, or text with all its digits where the host asks for that.
   */
  median?: Decimal;
  /**
   * A decimal number: a number, or text with all its digits where the host asks for that.
   */
  upper?: Decimal;
  /**
   * Rounded to 10 places.
   */
  mean?: Decimal;
}
/**
 * A ScoreBalance shows how evenly the perspectives of a scorecard have done. It stands beside the score and never enters it: 60 may be four times 60, or three 80s and a 0. It is plain data.
 */
export interface CompareScoreBalance {
  /**
   * Value is 1 if all perspectives have the same score, and 0 if the whole score comes from the perspective of least weight. It has at most 10 decimal places. It is not valid if fewer than two perspectives have a score and weight.
   */
  value?: Decimal;
  /**
   * The perspective with the lowest score, the first of equals; zero: none has a score.
   */
  weakest?: string;
  /**
   * The perspectives with weight and without a score, in definition order.
   *
   * Items: A node by kind and id, such as kpi:17. Empty text is none.
   */
  unscored: string[];
}
/**
 * A WeightBalance shows how evenly a scorecard's design spreads its weight; readings play no part in it. Shares are nominal: what each node would weigh if every KPI had a score. A node that never counts, because of weight 0, the scorer none, or no KPI below it, has a share of 0, and its siblings carry its weight. Aggregators other than weighted give weights another meaning; shares are then those of the weights alone. All numbers have at most 10 decimal places. It is plain data.
 */
export interface CompareWeightBalance {
  /**
   * In definition order; the shares sum to 1, unless nothing counts.
   */
  perspectives: ComparePerspectiveShare[];
  /**
   * Evenness is H/ln K (Pielou 1966), with the entropy H = -Σ p·ln p of the K perspectives' shares: 1 if all shares are equal, 0 if one perspective has everything. It is not valid if there are fewer than two perspectives, or nothing counts.
   */
  evenness?: Decimal;
  /**
   * Effective is e^H (Hill 1973): the number of perspectives of equal weight that would be as diverse, 1 to K; 0 if nothing counts.
   */
  effective: Decimal;
  /**
   * The shares of KPIs by Timing; they sum to 1, unless nothing counts.
   */
  lead: Decimal;
  /**
   * A decimal number: a number, or text with all its digits where the host asks for that.
   */
  lag: Decimal;
  /**
   * A decimal number: a number, or text with all its digits where the host asks for that.
   */
  undeclared: Decimal;
}
/**
 * A TargetKey says what a target is for. The zero Period is every period.
 */
export interface CsvfileTargetKey {
  unit?: string;
  kpi: string;
  /**
   * A period: 2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07. Empty text is no period.
   */
  period?: string;
}
/**
 * A targetRow is a target of a file.
 */
export interface CsvfileTargetRow {
  /**
   * Whose target it is.
   */
  unit?: string;
  kpi: string;
  /**
   * The period it is stated for. Left out: every period.
   */
  period?: string;
  /**
   * Where the KPI starts: scores Scale.Min.
   */
  baseline?: Decimal;
  /**
   * Scores Scale.Met; "" is no target.
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
  against?: string;
  /**
   * Multiplies it, above 0: 1.05; no target if it is below 0.
   */
  times?: Decimal;
  /**
   * Adds percent of its absolute value: 10 makes -20 a -18.
   */
  percent?: Decimal;
  /**
   * Adds to it: 2; use one of times, percent and plus.
   */
  plus?: Decimal;
  /**
   * How much of it is expected by when; "": not stated.
   */
  phasing?: Phasing;
  /**
   * Of a seasonal phasing: a weight per sub-period.
   */
  profile?: Decimal[];
  /**
   * Where it comes from: agreed, derived, placeholder ….
   */
  origin?: string;
  /**
   * Who set it.
   */
  author?: string;
  /**
   * When it became known; zero: known at any Input.AsOf.
   */
  recorded_at?: string;
}
/**
 * An Anchor is a point of a Curve: the score of one value.
 */
export interface CurveAnchor {
  /**
   * A decimal number: a number, or text with all its digits where the host asks for that.
   */
  value: Decimal;
  /**
   * A decimal number: a number, or text with all its digits where the host asks for that.
   */
  score: Decimal;
}
/**
 * A Curve scores values along straight lines through anchors; outside them it is flat. Between anchors it is exact, and only its result is rounded. It is immutable and safe for concurrent use. The zero Curve has no anchors and scores everything 0.
 */
export interface CurveCurve {
  /**
   * By rising value.
   */
  anchors: CurveAnchor[];
}
/**
 * An Error says why anchors make no curve. Its Code is the text of a code of package bsc: errors.Is(err, bsc.ErrValue) holds if Code is "value", and likewise for bsc.ErrNumber. An Error is plain data, and this package never changes one that it has returned.
 */
export interface CurveError {
  /**
   * Value or number.
   */
  code: string;
  /**
   * Where, as a JSON pointer into the arguments of the scorer "curve": /anchors/2.
   */
  path?: string;
  /**
   * What is wrong.
   */
  detail: Phrase;
  /**
   * What would be right.
   */
  allowed?: Phrase;
}
/**
 * A Change is one difference between two definitions, found by Definitions. It is plain data: it shares nothing with the definitions and survives JSON. The zero Change says nothing.
 */
export interface DiffChange {
  /**
   * A Kind is what happened.
   */
  kind: DiffKind;
  /**
   * The node; of a link, its cause.
   */
  ref: string;
  /**
   * The node's new name, or else its old one.
   */
  name?: string;
  /**
   * Of a link, its effect; of an objective's use of a KPI, the KPI.
   */
  to?: string;
  /**
   * Field is in JSON: scorer, scale/met, attributes/region; links, links/lag, uses, uses/weight.
   */
  field?: string;
  /**
   * Which period's target; zero: the one for every period.
   */
  period?: string;
  before?: string;
  after?: string;
}
/**
 * A Difference is a field with what it was and what it is, as text; "" where there was or is nothing. Numbers have all their digits, policies are their JSON.
 */
export interface DiffDifference {
  field: string;
  before?: string;
  after?: string;
}
/**
 * A ResultChange is a node that stands differently in two results, found by Results. It is plain data: it shares nothing with the results and survives JSON.
 */
export interface DiffResultChange {
  /**
   * Added: only in the later one; Retired: only in the earlier one; Changed: in both.
   */
  kind: DiffKind;
  /**
   * A node by kind and id, such as kpi:17. Empty text is none.
   */
  ref: string;
  /**
   * The node's name in the later result, or else in the earlier one.
   */
  name?: string;
  /**
   * What differs in the outcome: score, counted, rating, final_rating, final_score, flags and reason.
   */
  what?: DiffDifference[];
  /**
   * Why it may: what entered the outcome of the node itself.
   */
  why?: DiffDifference[];
  /**
   * Children are those below it that bring something else than before, have another weight, or are new or gone.
   *
   * Items: A node by kind and id, such as kpi:17. Empty text is none.
   */
  children?: string[];
}
/**
 * An Answer says what the actual of one KPI must be. It is plain data.
 */
export interface GoalseekAnswer {
  /**
   * A node by kind and id, such as kpi:17. Empty text is none.
   */
  ref: string;
  name?: string;
  /**
   * Of the actuals.
   */
  unit?: string;
  /**
   * Now; not valid: there is none.
   */
  actual?: Decimal;
  /**
   * Now, of a KPI that is read as labels.
   */
  label?: string;
  /**
   * Of the KPI, now.
   */
  score?: Score;
  /**
   * Needed is the least demanding actual with which the node reaches the goal: one step nearer to where it is not reached, it does not. If Reached is not set, it is the least demanding one that brings the node as far as it can come. It is not valid where labels are read, where no actual would change anything, and where every actual will do.
   */
  needed?: Decimal;
  needed_label?: string;
  /**
   * Of the KPI, with it.
   */
  needed_score?: Score;
  /**
   * A node by kind and id, such as kpi:17. Empty text is none.
   */
  node: string;
  node_name?: string;
  /**
   * The score that the node should reach.
   */
  goal: Decimal;
  /**
   * Of the node, now.
   */
  node_score?: Score;
  /**
   * Of the node, with Needed; no score: it is not known.
   */
  then?: Score;
  reached: boolean;
  /**
   * Bisected says that Needed was found by trying: the KPI has a host's scorer, or counts in more ways than by its own score. Then it is the nearest of those that were tried, and what was not tried is taken to lie between its neighbours.
   */
  bisected?: boolean;
  /**
   * Why the goal is not reached.
   */
  reason?: Phrase;
}
/**
 * Bounds say which actuals a KPI can have: what the process has ever done, today's best unit, a cap. In the zero value it is any number of six decimal places.
 */
export interface GoalseekBounds {
  /**
   * Not valid: none, as for High.
   */
  low?: Decimal;
  /**
   * A decimal number: a number, or text with all its digits where the host asks for that.
   */
  high?: Decimal;
  /**
   * Step divides every actual that is proposed: 1 for whole numbers, 0.01 for two decimal places, 0.5, 1000. It has at most 18 decimal places. 0 is 0.000001, less for a KPI whose numbers are all below 0.1, and more where they have more than 24 digits before the point.
   */
  step?: Decimal;
}
/**
 * Found is what Seek has found.
 */
export interface GoalseekFound {
  /**
   * Value is the least demanding that reaches the score: nearest to From. If none does, it is To.
   */
  value: Decimal;
  /**
   * With it.
   */
  score: Score;
  reached: boolean;
  /**
   * Of the function.
   */
  calls: number;
}
/**
 * A PeriodNeed is the reading that a period needs.
 */
export interface GoalseekPeriodNeed {
  /**
   * A period: 2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07. Empty text is no period.
   */
  period: string;
  /**
   * A decimal number: a number, or text with all its digits where the host asks for that.
   */
  value: Decimal;
}
/**
 * A Plan says what the actuals of several KPIs must be together. It is plain data.
 */
export interface GoalseekPlan {
  /**
   * A node by kind and id, such as kpi:17. Empty text is none.
   */
  node: string;
  node_name?: string;
  /**
   * The score that the node should reach.
   */
  goal: Decimal;
  /**
   * Of the node, now.
   */
  node_score?: Score;
  /**
   * Of the node, with all moves.
   */
  then?: Score;
  reached: boolean;
  /**
   * Moves are the KPIs whose actuals must be others, in definition order. The Then of each is that of all of them.
   */
  moves: GoalseekAnswer[];
  /**
   * Share is what every KPI gives up of its own shortfall, 0 to 1, to ten places; of Together. It is 0 if the goal is reached now, and 1 if it cannot be.
   */
  share?: Decimal;
  /**
   * Of all moves; of Cheapest.
   */
  cost?: Decimal;
  /**
   * Optimal says that no other moves of these KPIs reach the goal for less, but for the steps of their grids; of Cheapest.
   */
  optimal?: boolean;
  /**
   * Why the goal is not reached, or why the cheapest may not be that.
   */
  reason?: Phrase;
}
/**
 * A Reach asks what a reading of one org unit must be so that the node of another reaches a score: what Ann must sell in June for the region's total to be amber. It is plain data.
 */
export interface GoalseekReach {
  /**
   * Whose reading it is.
   */
  unit: string;
  /**
   * A KPI or series of its scorecard that has readings.
   */
  ref: string;
  /**
   * Of the reading; zero: that of the input.
   */
  period?: string;
  /**
   * The org unit whose score is to be reached.
   */
  of: string;
  /**
   * Of its scorecard; the zero Ref is the scorecard itself.
   */
  node?: string;
  /**
   * To be reached.
   */
  score: Decimal;
  /**
   * To be reached instead of Score, if it is set.
   */
  rating?: string;
  /**
   * Of the reading.
   */
  bounds?: GoalseekBounds;
  /**
   * Direction says which readings are better for the score: "" is the direction of the KPI; of a series, higher.
   */
  direction?: Direction;
}
/**
 * A Remainder says what the readings of the periods that remain must be. It is plain data.
 */
export interface GoalseekRemainder {
  /**
   * A node by kind and id, such as kpi:17. Empty text is none.
   */
  ref: string;
  name?: string;
  unit?: string;
  /**
   * A Rollup says how the values of shorter periods make up the value of a longer one. Do not roll up rates: calculate them with the calculator ratio, from series that add up. "" is none: only the KPI's own periods have a value, and in a longer one it has none.
   */
  rollup: Rollup;
  /**
   * What the periods that have been read come to; not valid: nothing yet.
   */
  so_far?: Decimal;
  /**
   * What all of them must come to, as Then has it.
   */
  needed?: Decimal;
  /**
   * What the periods that remain must come to: their sum or, if it is no sum, what each must be.
   */
  required?: Decimal;
  /**
   * The periods that remain, and what each must bring.
   */
  open?: GoalseekPeriodNeed[];
  /**
   * A node by kind and id, such as kpi:17. Empty text is none.
   */
  node: string;
  node_name?: string;
  /**
   * A decimal number: a number, or text with all its digits where the host asks for that.
   */
  goal: Decimal;
  /**
   * Of the node, evaluated with these readings.
   */
  then?: Score;
  reached: boolean;
  /**
   * Why the goal is not reached.
   */
  reason?: Phrase;
}
/**
 * A Way is the line along which [Seek] looks: multiples of Step between From, where scores are worst, and To, where they are best. If To is below From, less is better.
 */
export interface GoalseekWay {
  /**
   * A decimal number: a number, or text with all its digits where the host asks for that.
   */
  from: Decimal;
  /**
   * A decimal number: a number, or text with all its digits where the host asks for that.
   */
  to: Decimal;
  /**
   * 0: 0.000001; at most 18 places.
   */
  step?: Decimal;
  /**
   * Where to look first; not valid: nowhere in particular.
   */
  guess?: Decimal;
}
/**
 * A Point is one node in one period of a Trend.
 */
export interface HistoryPoint {
  /**
   * Names the node, such as kpi:17.
   */
  ref: string;
  /**
   * Its name.
   */
  name?: string;
  /**
   * On the scale, clamped to Min..Cap.
   */
  score: Score;
  /**
   * "" is none.
   */
  rating?: string;
  /**
   * What is to be said of it.
   */
  flags?: Flag[];
  /**
   * Of KPIs: the value read or calculated.
   */
  actual?: Decimal;
  /**
   * Of KPIs read as labels.
   */
  label?: string;
  /**
   * A period: 2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07. Empty text is no period.
   */
  period: string;
  /**
   * Of the score against the period before, exactly, if both have one.
   */
  change?: Decimal;
  /**
   * Of the score against the same period of last year, if that is in the trend.
   */
  year_change?: Decimal;
  /**
   * Of the score.
   */
  movement?: HistoryMovement;
  /**
   * FinalChange is that of the FinalScore against the period before, if both have one: the Change where nobody has judged.
   */
  final_change?: Decimal;
  /**
   * ActualChange is that of the actual against the period before, in the unit of the KPI, if both have one that counts: also of KPIs that are shown and not scored. Whether more is better, it does not say.
   */
  actual_change?: Decimal;
  /**
   * Of the actual.
   */
  actual_movement?: HistoryMovement;
  /**
   * Streak counts the consecutive periods in which the score has moved this way, including this one; 0 if unknown.
   */
  streak?: number;
  /**
   * InRating counts the consecutive periods with this rating, including this one; 0 without a rating.
   */
  in_rating?: number;
}
/**
 * A Version is a definition with the time it rules: from the first day of a period until a later version takes over. A version for the same period with a later moment corrects it.
 */
export interface HistoryVersion {
  /**
   * A period: 2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07. Empty text is no period.
   */
  from: string;
  /**
   * When it was decided; zero: always known.
   */
  recorded_at?: string;
  /**
   * Why.
   */
  note?: string;
  /**
   * Who decided it.
   */
  author?: string;
  /**
   * Not approved: it is checked, and rules nothing.
   */
  draft?: boolean;
  /**
   * A Definition describes a scorecard. It is plain data: build it from literals, from your own tables, or from JSON with ParseDefinition. Compile copies it.
   */
  definition?: Definition;
}
/**
 * A Trend is a scorecard evaluated for periods in a row. It is immutable and safe for concurrent use. The zero Trend, and a nil one, has no periods.
 */
export interface HistoryTrend {
  /**
   * In order.
   *
   * Items: A period: 2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07. Empty text is no period.
   */
  periods: string[];
  /**
   * Those of the last period in definition order, then those that earlier ones had.
   */
  nodes: HistoryTrendNode[];
}
/**
 * A trendNode is a node with its points in all periods.
 */
export interface HistoryTrendNode {
  /**
   * A node by kind and id, such as kpi:17. Empty text is none.
   */
  ref: string;
  /**
   * The last it had.
   */
  name?: string;
  /**
   * One for each period in which it is there.
   */
  points: HistoryPoint[];
}
/**
 * An Arrival is the part of an Effect that arrives after a number of periods, and stays.
 */
export interface ImpactArrival {
  lag: number;
  /**
   * In points, rounded to 10 places, half away from zero.
   */
  change: Decimal;
}
/**
 * An AtRisk is an outcome that a node in trouble pulls down: along some way without a link that closes a loop, and with an even number of inverse links.
 */
export interface ImpactAtRisk {
  /**
   * A node by kind and id, such as kpi:17. Empty text is none.
   */
  ref: string;
  /**
   * The delay of the soonest such way.
   */
  lag: number;
  /**
   * When it can first be seen there; zero if delays count in no frequency.
   */
  due?: string;
  /**
   * Mixed if other ways lift it; Of says what prevails.
   */
  polarity: ImpactPolarity;
}
/**
 * A DatedArrival is an Arrival with its period and the score that it leads to.
 */
export interface ImpactDatedArrival {
  lag: number;
  /**
   * In points, rounded to 10 places, half away from zero.
   */
  change: Decimal;
  /**
   * In which it arrives; zero if the definition has no frequency for delays to count in.
   */
  period?: string;
  /**
   * Of all arrivals so far, in points.
   */
  sum: Decimal;
  /**
   * The score from then on until the next arrives.
   */
  then?: Score;
}
/**
 * An EarlyWarning is a node in trouble that drives others on the strategy map, with the outcomes that it will pull down. It warns before the outcomes themselves change.
 */
export interface ImpactEarlyWarning {
  /**
   * Names the node, such as kpi:17.
   */
  ref: string;
  /**
   * Its name.
   */
  name?: string;
  /**
   * On the scale, clamped to Min..Cap.
   */
  score: Score;
  /**
   * "" is none.
   */
  rating?: string;
  /**
   * What is to be said of it.
   */
  flags?: Flag[];
  /**
   * Of KPIs: the value read or calculated.
   */
  actual?: Decimal;
  /**
   * Of KPIs read as labels.
   */
  label?: string;
  /**
   * A period: 2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07. Empty text is no period.
   */
  period: string;
  /**
   * Of the score against the period before, exactly, if both have one.
   */
  change?: Decimal;
  /**
   * Of the score against the same period of last year, if that is in the trend.
   */
  year_change?: Decimal;
  /**
   * Of the score.
   */
  movement?: HistoryMovement;
  /**
   * FinalChange is that of the FinalScore against the period before, if both have one: the Change where nobody has judged.
   */
  final_change?: Decimal;
  /**
   * ActualChange is that of the actual against the period before, in the unit of the KPI, if both have one that counts: also of KPIs that are shown and not scored. Whether more is better, it does not say.
   */
  actual_change?: Decimal;
  /**
   * Of the actual.
   */
  actual_movement?: HistoryMovement;
  /**
   * Streak counts the consecutive periods in which the score has moved this way, including this one; 0 if unknown.
   */
  streak?: number;
  /**
   * InRating counts the consecutive periods with this rating, including this one; 0 without a rating.
   */
  in_rating?: number;
  /**
   * It has the worst rating of the scorecard.
   */
  worst?: boolean;
  /**
   * The soonest first; never empty.
   */
  outcomes: ImpactAtRisk[];
  /**
   * Points is what the node costs the scorecard's own score today: its part of what the total would gain if all KPIs reached Met, as for a Shortfall. What it pulls down later comes on top.
   */
  points: Decimal;
}
/**
 * An Effect is what a change at one node brings to another.
 */
export interface ImpactEffect {
  /**
   * A node by kind and id, such as kpi:17. Empty text is none.
   */
  ref: string;
  /**
   * Of all that arrives, in points of its score.
   */
  change: Decimal;
  /**
   * The soonest first.
   */
  arrivals: ImpactArrival[];
}
/**
 * A Path is a chain of causes and effects: links, each starting where the one before it ends. It is plain data; the zero Path has no links.
 */
export interface ImpactPath {
  /**
   * From the first cause to the last effect.
   *
   * Items: A node by kind and id, such as kpi:17. Empty text is none.
   */
  nodes: string[];
  links: Link[];
  /**
   * Of all links.
   */
  lag: number;
  /**
   * A better score at its start brings a worse one at its end.
   */
  inverse?: boolean;
  /**
   * The product of those of the links.
   */
  strength: Decimal;
}
/**
 * A Projected shows a node's outcome, and what it would be if a change elsewhere came through.
 */
export interface ImpactProjected {
  /**
   * Names the node, such as kpi:17.
   */
  ref: string;
  /**
   * Its name.
   */
  name?: string;
  /**
   * On the scale, clamped to Min..Cap.
   */
  score: Score;
  /**
   * "" is none.
   */
  rating?: string;
  /**
   * Of all that arrives, in points.
   */
  change: Decimal;
  /**
   * Its score with the change, kept within the scale; no score if it has none.
   */
  then?: Score;
  /**
   * The soonest first.
   */
  arrivals: ImpactDatedArrival[];
}
/**
 * A Reached is a node that a change at another node reaches along the links. Each of its numbers belongs to the best path for that number; these may be different paths.
 */
export interface ImpactReached {
  /**
   * A node by kind and id, such as kpi:17. Empty text is none.
   */
  ref: string;
  /**
   * Of the shortest path.
   */
  links: number;
  /**
   * The delay of the soonest path: after how many periods the change can first be seen.
   */
  lag: number;
  /**
   * Of the strongest path, above 0 and up to 1.
   */
  strength: Decimal;
  /**
   * See PolarityOf.
   */
  polarity: ImpactPolarity;
}
/**
 * A Shortfall is a KPI below its target, with what that costs.
 */
export interface ImpactShortfall {
  /**
   * Names the node, such as kpi:17.
   */
  ref: string;
  /**
   * Its name.
   */
  name?: string;
  /**
   * On the scale, clamped to Min..Cap.
   */
  score: Score;
  /**
   * "" is none.
   */
  rating?: string;
  /**
   * Points is what it costs of the scorecard's score, to ten places.
   */
  points: Decimal;
  /**
   * Lack is by how much the actual must be better for the KPI to reach Met, in its unit, rounded up to ten places. Not valid: no actual reaches it, it has none now, or nobody can say, as for labels, judgements and a host's scorer.
   */
  lack?: Decimal;
  /**
   * PerUnit is what each unit of that brings on average: Points / Lack, to ten places.
   */
  per_unit?: Decimal;
}
/**
 * A Criterion is met if nothing is missing. The zero Criterion is met.
 */
export interface LintCriterion {
  missing?: Phrase[];
}
/**
 * An Evidence is a named value behind a finding, for tables and for messages in other languages. The names do not change.
 */
export interface LintEvidence {
  name: string;
  /**
   * A number, or text such as ids separated by commas.
   */
  value: string;
}
/**
 * A Finding is one thing that is missing or badly defined. It is plain data and survives JSON.
 */
export interface LintFinding {
  /**
   * The rule's id.
   */
  rule: string;
  /**
   * A Severity says how much a finding matters. A Finding of a host's rule with the Severity "" has that of its rule.
   */
  severity: LintSeverity;
  /**
   * Where in the definition; "" is all of it.
   */
  path: string;
  /**
   * The node, or the cause of a link; zero: no single node.
   */
  ref?: string;
  /**
   * What is wrong, in one line.
   */
  message: Phrase;
  /**
   * The values behind the message.
   */
  evidence?: LintEvidence[];
  /**
   * How to mend it.
   */
  hint?: Phrase;
  /**
   * Why it is intended; "": not suppressed.
   */
  suppressed?: string;
}
/**
 * Limits are the numbers that rules compare with. 0 means the default, and a negative number means no limit.
 */
export interface LintLimits {
  /**
   * S03, in all; 8: two in each of four perspectives. 2GC: 12 to 24; others: 15 to 20.
   */
  min_objectives?: number;
  /**
   * S03; 24. 2GC: 12 to 24; Palladium: fewer than 24.
   */
  max_objectives?: number;
  /**
   * S02, in each perspective; 2. Kaplan and Norton: 3 to 5.
   */
  min_perspective_objectives?: number;
  /**
   * S02; 7.
   */
  max_perspective_objectives?: number;
  /**
   * S04, in all; 25. Kaplan and Norton 1996: 20 to 25.
   */
  max_kpis?: number;
  /**
   * S04, in each perspective; 7. Kaplan and Norton 1996: 4 to 7.
   */
  max_perspective_kpis?: number;
  /**
   * S05, of one objective; 3. Practice: 1 or 2.
   */
  max_objective_kpis?: number;
  /**
   * S06, percent of the objectives that belong to internal processes; 25.
   */
  min_process?: number;
  /**
   * S06; 50. Practice: a third to 40 %. In a small scorecard, one objective is 10 %.
   */
  max_process?: number;
  /**
   * S07, if there are any; 2.
   */
  min_themes?: number;
  /**
   * S07; 5. Practice: 3 to 5.
   */
  max_themes?: number;
  /**
   * S08, percent of the KPIs that are financial; 35: about a third, after Kaplan and Norton 1996.
   */
  max_financial?: number;
  /**
   * K06, objectives that count one KPI; 2: the one it stands under, and one more.
   */
  max_uses?: number;
  /**
   * W01, percent of the siblings' weight; 3: less does not show in the score.
   */
  min_weight?: number;
  /**
   * W01, with three siblings or more; 50: more outweighs all others together.
   */
  max_weight?: number;
  /**
   * K04, periods in a row without a reading; 2.
   */
  stale_periods?: number;
  /**
   * K04, until a KPI itself is due for review; 12.
   */
  review_months?: number;
  /**
   * B01, percent of the weight on KPIs that no other org unit has; 25: as much as one perspective.
   */
  max_unique?: number;
}
/**
 * A NotRun is a rule, or a part of one, that did not run.
 */
export interface LintNotRun {
  rule: string;
  /**
   * What it lacked.
   */
  why: Phrase;
}
/**
 * A Readiness is a checklist that says whether a scorecard is fit to go live. It is plain data and survives JSON.
 */
export interface LintReadiness {
  /**
   * Every item is met.
   */
  ready: boolean;
  items: LintReadinessItem[];
}
/**
 * A ReadinessItem is one line of the checklist. It is met if Have and Excused add up to Of.
 */
export interface LintReadinessItem {
  /**
   * Never changes its meaning.
   */
  id: string;
  /**
   * Something to say in any language: a code and its arguments. A host's own words have no code.
   */
  title: Phrase;
  have: number;
  of: number;
  /**
   * Those for which the item's rule is suppressed; all if it is off.
   */
  excused?: number;
  /**
   * The others.
   *
   * Items: A node by kind and id, such as kpi:17. Empty text is none.
   */
  missing?: string[];
  /**
   * The rule that checks the same.
   */
  rule: string;
}
/**
 * A Report is what Check found. It is plain data and survives JSON.
 */
export interface LintReport {
  /**
   * Its id.
   */
  scorecard: string;
  /**
   * A period: 2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07. Empty text is no period.
   */
  period?: string;
  /**
   * In document order, with the suppressed ones.
   */
  findings: LintFinding[];
  not_run?: LintNotRun[];
}
/**
 * A Review says when a KPI itself is to be reviewed: whether it still measures what it should. It is plain data; the zero Review names no KPI.
 */
export interface LintReview {
  /**
   * A node by kind and id, such as kpi:17. Empty text is none.
   */
  ref: string;
  name?: string;
  owner?: string;
  /**
   * By the end of this period, as KPI.Review says.
   */
  due: string;
  /**
   * It is over.
   */
  overdue: boolean;
  /**
   * For how many days: 1 on the day after its last; 0 where it is not overdue.
   */
  days: number;
}
/**
 * A Rule is one check, built in or of the host. It is plain data except for Check.
 */
export interface LintRule {
  id: string;
  /**
   * Of findings without their own; "" is Warning.
   */
  severity?: LintSeverity;
  /**
   * What should hold.
   */
  title?: Phrase;
  /**
   * Who says so.
   */
  source?: string;
}
/**
 * A SmartKPI says whether a KPI is specific, measurable, achievable, relevant and time-bound, as far as its definition shows. It is plain data and survives JSON.
 */
export interface LintSmartKPI {
  /**
   * A node by kind and id, such as kpi:17. Empty text is none.
   */
  ref: string;
  name?: string;
  /**
   * A Pointer is a JSON pointer (RFC 6901) into a definition, or into the document that was read, such as /perspectives/1/objectives/0/kpis/2. Into a list of facts or updates it is the row, counted from 0, as in /3.
   */
  path: string;
  /**
   * A Criterion is met if nothing is missing. The zero Criterion is met.
   */
  specific: LintCriterion;
  /**
   * A Criterion is met if nothing is missing. The zero Criterion is met.
   */
  measurable: LintCriterion;
  /**
   * A Criterion is met if nothing is missing. The zero Criterion is met.
   */
  achievable: LintCriterion;
  /**
   * A Criterion is met if nothing is missing. The zero Criterion is met.
   */
  relevant: LintCriterion;
  /**
   * A Criterion is met if nothing is missing. The zero Criterion is met.
   */
  time_bound: LintCriterion;
}
/**
 * A Suppression says that findings are intended. One that matches no finding is itself a finding, of the rule "suppression", unless its rule is off or did not run completely.
 */
export interface LintSuppression {
  /**
   * The rule's id.
   */
  rule: string;
  /**
   * Zero: all findings of the rule.
   */
  ref?: string;
  /**
   * Required.
   */
  reason: string;
}
/**
 * An Error says why a label is no period, or why a calendar has no answer. Its Code is the text of a code of package bsc: errors.Is(err, bsc.ErrPeriod) holds if Code is "period", and likewise for bsc.ErrCalendar and bsc.ErrValue. An Error is plain data, and this package never changes one that it has returned.
 */
export interface PeriodError {
  /**
   * Period, calendar or value.
   */
  code: string;
  /**
   * Where in a Calendar, as a JSON pointer; "" is all of it, or no calendar.
   */
  path?: string;
  /**
   * What is wrong.
   */
  detail: Phrase;
  /**
   * What would be right; may be "".
   */
  allowed?: Phrase;
  /**
   * How to mend it; may be "".
   */
  hint?: Phrase;
}
/**
 * A Layout says where everything on a strategy map stands, for front ends that draw it themselves: in their own colours and language, with their own clicks. It is the plan that MapSVG draws, as data. Lengths are whole pixels from the top left corner; y grows downwards. It belongs to the caller. The zero Layout is a map with nothing on it.
 */
export interface RenderLayout {
  width: number;
  height: number;
  /**
   * Of the perspectives, bottom to top; above them there is room for a title.
   */
  bands: RenderLayoutBand[];
  /**
   * In definition order.
   */
  boxes: RenderLayoutBox[];
  links: RenderLayoutLink[];
}
/**
 * A LayoutBand is the background of a perspective. It is as wide as the map, and free of boxes on the left, where its name stands.
 */
export interface RenderLayoutBand {
  /**
   * A node by kind and id, such as kpi:17. Empty text is none.
   */
  ref: string;
  name: string;
  /**
   * The name, as it fits in bold of 15 pixels.
   */
  lines: string[];
  x: number;
  y: number;
  width: number;
  height: number;
}
/**
 * A LayoutBox is a node of the map: an objective, or a KPI or perspective that has links. If the View has scores, there is room for one below the name.
 */
export interface RenderLayoutBox {
  /**
   * A node by kind and id, such as kpi:17. Empty text is none.
   */
  ref: string;
  name: string;
  /**
   * The name, as it fits in type of 13 pixels.
   */
  lines: string[];
  x: number;
  y: number;
  width: number;
  height: number;
}
/**
 * A LayoutLink is a link with its way from box to box.
 */
export interface RenderLayoutLink {
  /**
   * The cause.
   */
  from: string;
  /**
   * The effect.
   */
  to: string;
  /**
   * "" is hypothesis.
   */
  kind?: LinkKind;
  /**
   * A better score at From brings a worse one at To.
   */
  inverse?: boolean;
  /**
   * "" is moderate.
   */
  strength?: Strength;
  /**
   * Its delay in periods of the definition's frequency, 0 to 1000.
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
  /**
   * A loop through time.
   */
  closes?: boolean;
  /**
   * Path is the way as the path data of SVG, which a canvas takes, too. It begins at the box that it comes from and ends upright, nine pixels before the box that it leads to, which is room for an arrow head.
   */
  path: string;
  /**
   * Label is a place on the link, clear of boxes, for its delay and the sign of an inverse link. It is nil if there is nothing to say.
   */
  label?: RenderRect;
}
/**
 * A Rect is where something stands on a map.
 */
export interface RenderRect {
  x: number;
  y: number;
  width: number;
  height: number;
}
/**
 * About says what was evaluated. The neighbours and days of the period are those of the first org unit's calendar.
 */
export interface ReportAbout {
  schema: number;
  /**
   * A period: 2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07. Empty text is no period.
   */
  period: string;
  /**
   * Of the period.
   */
  first_day?: string;
  /**
   * A period: 2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07. Empty text is no period.
   */
  last_day?: string;
  /**
   * The period before.
   */
  previous?: string;
  /**
   * A period: 2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07. Empty text is no period.
   */
  next?: string;
  /**
   * A moment of RFC 3339, such as 2026-08-03T09:00:00Z.
   */
  as_of?: string;
  /**
   * The day that decided what is due.
   */
  today?: string;
  /**
   * Set if only lead or lag KPIs count.
   */
  timing?: Timing;
  /**
   * Provisional readings are missing.
   */
  final_only?: boolean;
}
/**
 * An Addend is a bsc.Addend as plain data.
 */
export interface ReportAddend {
  /**
   * The KPI or series that it adds up to.
   */
  to: string;
  unit: string;
  /**
   * What adds up: a KPI or series of that org unit.
   */
  ref: string;
  /**
   * A Factor is a bsc.Factor as plain data.
   */
  factor?: ReportFactor;
  /**
   * Converted; not valid: there is none.
   */
  value?: Decimal;
  /**
   * Of a KPI, over the same time, converted; not valid: there is none.
   */
  target?: Decimal;
  /**
   * The periods that Value is made of, in order.
   */
  parts?: ReportAddendPart[];
}
/**
 * A Factor is a bsc.Factor as plain data.
 */
export interface ReportFactor {
  /**
   * Not 0; "" is 1. A negative one subtracts, so that lower is better turns into higher is better.
   */
  number?: Decimal;
  /**
   * Of it that counts, above 0 and at most 1: 0.6 of a company owned to 60 %; "" is 1.
   */
  share?: Decimal;
  /**
   * A series, or a KPI, that is neither calculated nor a sum, of the same frequency; zero: no rates.
   */
  rates?: string;
  /**
   * Whose rates; "": those of the org unit that brings it.
   */
  unit?: string;
}
/**
 * An AddendPart is a bsc.AddendPart as plain data.
 */
export interface ReportAddendPart {
  /**
   * The period of the reading: an earlier one where it was carried forward.
   */
  period: string;
  /**
   * As it was measured.
   */
  value: Decimal;
  /**
   * That converts it: the number times the rate.
   */
  factor: Decimal;
}
/**
 * An AddendTarget is a bsc.AddendTarget as plain data.
 */
export interface ReportAddendTarget {
  unit: string;
  /**
   * A node by kind and id, such as kpi:17. Empty text is none.
   */
  ref: string;
  /**
   * Converted by the Factor; not valid: there is none.
   */
  target?: Decimal;
  /**
   * Which one it is.
   */
  rule?: TargetRule;
  /**
   * The period it was stated for or compared with.
   */
  from?: string;
  /**
   * In order; none: it does not apply.
   *
   * Items: A period: 2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07. Empty text is no period.
   */
  periods?: string[];
  /**
   * Why there is no target.
   */
  reason?: Phrase;
}
/**
 * An AddendTree is a bsc.AddendTree as plain data.
 */
export interface ReportAddendTree {
  /**
   * The KPI or series that it adds up to.
   */
  to: string;
  unit: string;
  /**
   * What adds up: a KPI or series of that org unit.
   */
  ref: string;
  /**
   * A Factor is a bsc.Factor as plain data.
   */
  factor?: ReportFactor;
  /**
   * Converted; not valid: there is none.
   */
  value?: Decimal;
  /**
   * Of a KPI, over the same time, converted; not valid: there is none.
   */
  target?: Decimal;
  /**
   * The periods that Value is made of, in order.
   */
  parts?: ReportAddendPart[];
  below?: ReportAddendTree[];
  /**
   * Those below that are left out.
   */
  more?: number;
}
/**
 * An Amount is a policy's note or an adjustment, with its name.
 */
export interface ReportAmount {
  name: string;
  /**
   * A decimal number: a number, or text with all its digits where the host asks for that.
   */
  amount?: Decimal;
}
/**
 * A Band is a rating and where its band starts; the lowest band has no lower end. A gap has no rating.
 */
export interface ReportBand {
  /**
   * The id of the rating. Empty: a gap, which gives none.
   */
  rating: string;
  /**
   * Where it starts; left out of the lowest, which is open downwards.
   */
  from?: Decimal;
  /**
   * From belongs to it.
   */
  include_lower?: boolean;
}
/**
 * Bands are the limits of a node's ratings, ascending, for drawing a gauge.
 */
export interface ReportBands {
  /**
   * What is compared: score, actual, percent_of_target, variance or variance_percent.
   */
  on: string;
  /**
   * Every limit belongs to the band below it.
   */
  include_upper?: boolean;
  /**
   * Worst first, or as the line they lie on ascends.
   */
  bands?: ReportBand[];
}
/**
 * A Brought is a cascade.Brought as plain data: what other org units bring to a KPI.
 */
export interface ReportBrought {
  /**
   * A node by kind and id, such as kpi:17. Empty text is none.
   */
  to: string;
  /**
   * A Mode says how a contribution counts.
   */
  mode: CascadeMode;
  addends?: ReportAddendTree[];
  /**
   * Addends that are left out.
   */
  more?: number;
  /**
   * Whose score it stands for, or whose readings it shares.
   */
  from?: CascadeStep;
  /**
   * A CascadeExplanation is a cascade.Explanation as plain data: how a node of an org unit came to its score, through what others contribute.
   */
  score?: ReportCascadeExplanation;
  /**
   * From is explained elsewhere.
   */
  told?: boolean;
}
/**
 * A CascadeExplanation is a cascade.Explanation as plain data: how a node of an org unit came to its score, through what others contribute.
 */
export interface ReportCascadeExplanation {
  unit: string;
  /**
   * On the card of the org unit.
   */
  of?: ReportExplanation;
  brought?: ReportBrought[];
  /**
   * The ways up.
   */
  counts?: ReportSight[];
  more_counts?: boolean;
  /**
   * Lines are the whole explanation, for showing it as text in any language. Only the outermost one has them.
   */
  lines?: ExplanationLine[];
}
/**
 * An Explanation is a bsc.Explanation as plain data: how one node came to its score, and the nodes below that it is made of. Its JSON uses the keys of a Report for the same things. What is not there is left out.
 */
export interface ReportExplanation {
  /**
   * A Node is a bsc.Outcome as plain data, with what the definition says of the node.
   */
  node: ReportNode;
  /**
   * The scorer's or aggregator's name.
   */
  policy?: string;
  /**
   * The arithmetic, with the numbers filled in; none where the policy gave none.
   */
  formula?: WordsFormula;
  /**
   * The result of the formula, to ten places; with the adjustments it is the score.
   */
  value?: Decimal;
  /**
   * Of calculated KPIs: the calculator's name.
   */
  calculator?: string;
  /**
   * And its arithmetic.
   */
  calculation?: WordsFormula;
  /**
   * And what it read.
   */
  inputs?: ReportInput[];
  /**
   * Of KPIs: what the value covers; "" is the period.
   */
  basis?: string;
  /**
   * Of KPIs whose value is made of several readings: how.
   */
  rollup?: Rollup;
  /**
   * The readings that the value is made of, in order of time.
   */
  readings?: ReportReading[];
  /**
   * Addends are what org units bring to a KPI in Sums, or to what it is calculated from. There are none where no Factor converts any of it.
   */
  addends?: ReportAddend[];
  /**
   * TargetShares are the stated targets that the target of a KPI is made of. There are none where it is one target as it stands.
   */
  target_shares?: ReportTargetShare[];
  /**
   * Intermediate results a host's policies noted, and the values that policies read.
   */
  notes?: ReportAmount[];
  /**
   * Of parents: the children that count, in definition order.
   */
  contributions?: ReportContribution[];
  /**
   * Of parents: the children that do not.
   */
  left_out?: ReportLeftOut[];
  /**
   * Decided are the children that decided under min, max, median, most_frequent and veto, and what a host's aggregator says with Trace.Decided: one that drops the worst names those that it keeps. None: all decided.
   *
   * Items: A node by kind and id, such as kpi:17. Empty text is none.
   */
  decided?: string[];
  /**
   * What else entered the score: rounding, a cap, the clamp to the scale.
   */
  adjustments?: ReportAmount[];
  threshold?: string;
  /**
   * The band hit; nil where another threshold rated it, or none.
   */
  band?: ReportHitBand;
  /**
   * Of the threshold rules: which one holds, such as "rule 2: score 60 to below 90".
   */
  rule?: Phrase;
  /**
   * Judgement is set for a KPI that stands for another result's node: the assessment that counts for that node.
   */
  judgement?: Assessment;
  /**
   * Of the children, in definition order.
   */
  below?: ReportExplanation[];
  /**
   * Lines are the whole explanation, with what is below, for showing it as text in any language. Only the outermost Explanation has them.
   */
  lines?: ExplanationLine[];
}
/**
 * A Node is a bsc.Outcome as plain data, with what the definition says of the node.
 */
export interface ReportNode {
  /**
   * "kpi:17".
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
   * The zero Ref for the scorecard itself.
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
   * Of objectives.
   *
   * Items: A node by kind and id, such as kpi:17. Empty text is none.
   */
  themes?: string[];
  /**
   * Of KPIs, in words.
   */
  source?: string;
  /**
   * Of KPIs, in words.
   */
  formula?: string;
  /**
   * Which values of a KPI are better.
   */
  direction?: Direction;
  /**
   * How often a KPI is measured.
   */
  frequency?: PeriodFrequency;
  /**
   * How a KPI's values make up those of longer periods.
   */
  rollup?: Rollup;
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
   * Of all but KPIs.
   */
  aggregator?: string;
  /**
   * Also KPIs used from elsewhere.
   */
  children?: ReportChild[];
  /**
   * Null: no score.
   */
  score: Score;
  /**
   * The score to the places of its scale, consistent with the rating.
   */
  display?: string;
  /**
   * What it brings to its parent.
   */
  counted: Score;
  /**
   * The same number before clamping.
   */
  attainment?: Score;
  /**
   * "" is none.
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
  error_code?: Code;
  /**
   * Bounds while data is missing.
   */
  low?: Score;
  /**
   * The most its score can be while data is missing.
   */
  high?: Score;
  /**
   * Coverage is 0 to 1; it is left out where the node does not count.
   */
  coverage?: Decimal;
  /**
   * Among its siblings.
   */
  weight?: Decimal;
  /**
   * Of the total, 0 to 1.
   */
  effective_weight?: Decimal;
  /**
   * Of KPIs: the value read or calculated.
   */
  actual?: Decimal;
  /**
   * Of KPIs read as labels.
   */
  label?: string;
  /**
   * Of KPIs: the unit of the values.
   */
  unit?: string;
  /**
   * Of objectives and KPIs.
   */
  owner?: string;
  /**
   * Of KPIs.
   */
  timing?: Timing;
  /**
   * Of KPIs: the target in force.
   */
  target?: ReportTarget;
  /**
   * Of KPIs: by how much the actual is better than the target.
   */
  variance?: ReportVariance;
  /**
   * Window is set for KPIs; it is left out where it is one reading of the period.
   */
  window?: ReportWindow;
  /**
   * Notes are what people said with the readings in the window.
   */
  notes?: ReadingNote[];
  /**
   * Of KPIs measured towards the target of a longer period; nil: of others.
   */
  pace?: ReportPace;
  /**
   * Of the built-in threshold.
   */
  bands?: ReportBands;
  /**
   * Assessments are those that hold, one of each role; Assessment is the one of them that counts, and FinalRating what follows from it, resting on FinalScore. Without any, they are Rating and Score.
   */
  assessments?: Assessment[];
  /**
   * The one of them that counts; nil: none.
   */
  assessment?: Assessment;
  /**
   * FinalRating is that of the assessment that counts or, if that has only a score, the one that the node's threshold gives this score, its other inputs as they are. Without an assessment it is Rating. It does not depend on whether assessments count for the parent: then the Rating of the parent is already made of what counts.
   */
  final_rating?: string;
  /**
   * FinalScore is what the FinalRating rests on: the score of the assessment that counts, and no score if that has only a rating. Without an assessment it is Score.
   */
  final_score?: Score;
  /**
   * The host's own, a copy.
   */
  attributes?: {
    [k: string]: string;
  };
}
/**
 * A Child is a node below its parent, with its weight there.
 */
export interface ReportChild {
  /**
   * Names the node.
   */
  ref: string;
  /**
   * As in the definition.
   */
  weight?: Decimal;
}
/**
 * A Target is a target in force as plain data.
 */
export interface ReportTarget {
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
   * The period it was stated for or compared with.
   */
  from?: string;
  /**
   * It is the unit's own.
   */
  of_unit?: boolean;
}
/**
 * A Variance is that of an Outcome as plain data: by how much the actual of a KPI is better than its target.
 */
export interface ReportVariance {
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
 * A Window is a bsc.Window as plain data: the periods that a KPI's value is made of.
 */
export interface ReportWindow {
  /**
   * Of Parts; the zero Period where there are none.
   */
  first: string;
  /**
   * The last of them.
   */
  last: string;
  /**
   * Where there are several.
   */
  parts?: ReportPart[];
  /**
   * How many of them it uses.
   */
  readings: number;
  /**
   * What is missing.
   */
  gaps?: ReportGap[];
  /**
   * The periods by which the oldest value used was carried forward.
   */
  age?: number;
  /**
   * 2^(-age/half-life): 1 for values of the periods themselves; 0 where there is no value.
   */
  freshness?: Decimal;
}
/**
 * A Part is a bsc.WindowPart as plain data: one period of a Window.
 */
export interface ReportPart {
  /**
   * The period.
   */
  period: string;
  /**
   * How it stands.
   */
  state: PartState;
  /**
   * Carried: the earlier period whose value stands in.
   */
  of?: string;
}
/**
 * A Gap is a bsc.Gap of the org unit evaluated, as plain data: a period without the reading that a value needs.
 */
export interface ReportGap {
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
   * Provisional: there is one, and only final ones count.
   */
  provisional?: boolean;
}
/**
 * A Pace is a bsc.Pace as plain data: how far a KPI is towards the target of a larger period.
 */
export interface ReportPace {
  /**
   * The period the target is stated for.
   */
  of: string;
  /**
   * The whole of it.
   */
  target?: Decimal;
  /**
   * Actual / target if the KPI adds up, else (actual - baseline) / (target - baseline).
   */
  progress?: Decimal;
  /**
   * The share expected by now of the parts that are there: phased, else in equal steps.
   */
  expected?: Decimal;
}
/**
 * A Token is a part of a Formula: one of Number, Text and Phrase.
 */
export interface WordsToken {
  /**
   * A decimal number: a number, or text with all its digits where the host asks for that.
   */
  number?: Decimal;
  of?: string;
  text?: string;
  /**
   * Something to say in any language: a code and its arguments. A host's own words have no code.
   */
  phrase?: Phrase;
}
/**
 * An Input is a bsc.InputValue as plain data.
 */
export interface ReportInput {
  /**
   * A node by kind and id, such as kpi:17. Empty text is none.
   */
  ref: string;
  /**
   * A decimal number: a number, or text with all its digits where the host asks for that.
   */
  value?: Decimal;
  /**
   * If it is made of several readings.
   */
  rollup?: Rollup;
  /**
   * Of those readings.
   */
  window?: ReportWindow;
}
/**
 * A Reading is a bsc.UsedReading as plain data.
 */
export interface ReportReading {
  /**
   * The period that it counts for.
   */
  period: string;
  /**
   * The period of the reading: an earlier one where it was carried forward.
   */
  of: string;
  /**
   * A decimal number: a number, or text with all its digits where the host asks for that.
   */
  value?: Decimal;
  label?: string;
  /**
   * A State says how firm a reading is.
   */
  state?: State;
  /**
   * Days of the period that count: fewer than OfDays where it is prorated.
   */
  days: number;
  /**
   * Days that the period has.
   */
  of_days: number;
  /**
   * Note, Author and RecordedAt are set where somebody said something with it.
   */
  note?: string;
  author?: string;
  /**
   * A moment of RFC 3339, such as 2026-08-03T09:00:00Z.
   */
  recorded_at?: string;
}
/**
 * A TargetShare is a bsc.TargetShare as plain data.
 */
export interface ReportTargetShare {
  /**
   * The period it is stated for; zero: every period.
   */
  period?: string;
  /**
   * Its value, less what is stated for parts of its period.
   */
  value?: Decimal;
  /**
   * How much of that, as a whole number or a fraction: 4, 7/12.
   */
  part: string;
  /**
   * What Part leaves out.
   */
  off?: ReportTakenOff[];
}
/**
 * A TakenOff is a bsc.TakenOff as plain data.
 */
export interface ReportTakenOff {
  /**
   * A period: 2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07. Empty text is no period.
   */
  period: string;
  /**
   * A PartState says how a period of a Window stands.
   */
  state: PartState;
  /**
   * Of the target, as a fraction.
   */
  part: string;
}
/**
 * A Contribution is a bsc.Contribution as plain data.
 */
export interface ReportContribution {
  /**
   * A node by kind and id, such as kpi:17. Empty text is none.
   */
  ref: string;
  /**
   * A decimal number: a number, or text with all its digits where the host asks for that.
   */
  score?: Decimal;
  /**
   * As defined.
   */
  weight?: Decimal;
  /**
   * Of the weights that count, 0 to 1, whatever the aggregator makes of them: see Decided.
   */
  share?: Decimal;
  /**
   * Of the parent's score; only where amounts and adjustments sum to it exactly.
   */
  amount?: Decimal;
  /**
   * It has no score; its missing rule, or weighted_sum, counts it with the scale's Min.
   */
  filled?: boolean;
  /**
   * Judged is set if an assessment counts for it and not what was computed: its score or, where the aggregator looks at ratings, its rating. JudgedBy is the author, and JudgedAs the role.
   */
  judged?: boolean;
  /**
   * The author.
   */
  judged_by?: string;
  /**
   * The role.
   */
  judged_as?: string;
}
/**
 * A LeftOut is a bsc.LeftOut as plain data.
 */
export interface ReportLeftOut {
  /**
   * A node by kind and id, such as kpi:17. Empty text is none.
   */
  ref: string;
  /**
   * Something to say in any language: a code and its arguments. A host's own words have no code.
   */
  reason: Phrase;
}
/**
 * A HitBand is the band of a threshold that a node has hit.
 */
export interface ReportHitBand {
  /**
   * A Rating is the id of one of a definition's rating levels, such as "green". "" is no rating.
   */
  rating: string;
  on: string;
  /**
   * A decimal number: a number, or text with all its digits where the host asks for that.
   */
  low?: Decimal;
  /**
   * A decimal number: a number, or text with all its digits where the host asks for that.
   */
  high?: Decimal;
  include_lower?: boolean;
  include_upper?: boolean;
}
/**
 * A Sight is a cascade.Sight as plain data: a way to an objective at the top.
 */
export interface ReportSight {
  steps?: CascadeStep[];
  /**
   * A decimal number: a number, or text with all its digits where the host asks for that.
   */
  share?: Decimal;
}
/**
 * A Card is what the scorecards of org units have in common that share a definition.
 */
export interface ReportCard {
  /**
   * Of the definition.
   */
  fingerprint: string;
  /**
   * Its id.
   */
  scorecard: string;
  name?: string;
  /**
   * A Scale is the line that the scores of a Report lie on.
   */
  scale: ReportScale;
  /**
   * Worst first, with names, colours and symbols.
   */
  ratings?: RatingLevel[];
}
/**
 * A Scale is the line that the scores of a Report lie on.
 */
export interface ReportScale {
  /**
   * The worst score.
   */
  min?: Decimal;
  /**
   * The score of a target exactly met.
   */
  met?: Decimal;
  /**
   * The best score that rolls up.
   */
  cap?: Decimal;
}
/**
 * A Cell is how a node of one org unit stands.
 */
export interface ReportCell {
  /**
   * Of its column.
   */
  ref: string;
  /**
   * Null: no score.
   */
  score: Score;
  /**
   * The score to the places of its scale, consistent with the rating.
   */
  display?: string;
  /**
   * A Rating is the id of one of a definition's rating levels, such as "green". "" is no rating.
   */
  rating?: string;
  /**
   * If an assessment counts.
   */
  final_rating?: string;
  /**
   * A score of at most 10 decimal places, or null: no score, which is not a score of zero.
   */
  final_score?: Score;
  flags?: Flag[];
  /**
   * Why there is no score, or no rating beside it.
   */
  reason?: Phrase;
  /**
   * Bounds while data is missing.
   */
  low?: Score;
  /**
   * A score of at most 10 decimal places, or null: no score, which is not a score of zero.
   */
  high?: Score;
  /**
   * 0 to 1; it is left out where the node does not count.
   */
  coverage?: Decimal;
  /**
   * A decimal number: a number, or text with all its digits where the host asks for that.
   */
  actual?: Decimal;
  label?: string;
  /**
   * Of Actual and Target.
   */
  unit?: string;
  /**
   * In force.
   */
  target?: Decimal;
}
/**
 * A Column is a perspective, an objective or a KPI that is on a scorecard; its name is that of the first one.
 */
export interface ReportColumn {
  /**
   * A node by kind and id, such as kpi:17. Empty text is none.
   */
  ref: string;
  /**
   * A Kind says what a Ref names.
   */
  kind: Kind;
  id: string;
  /**
   * A node by kind and id, such as kpi:17. Empty text is none.
   */
  parent?: string;
  name?: string;
}
/**
 * A Contributor is a cascade.Contributor as plain data.
 */
export interface ReportContributor {
  unit: string;
  /**
   * A node by kind and id, such as kpi:17. Empty text is none.
   */
  from: string;
  /**
   * A node by kind and id, such as kpi:17. Empty text is none.
   */
  to: string;
  /**
   * A Mode says how a contribution counts.
   */
  mode: CascadeMode;
  /**
   * Of From.
   */
  name?: string;
  /**
   * Of From; null: none.
   */
  score: Score;
  /**
   * A Rating is the id of one of a definition's rating levels, such as "green". "" is no rating.
   */
  rating?: string;
  /**
   * A decimal number: a number, or text with all its digits where the host asks for that.
   */
  value?: Decimal;
  /**
   * A decimal number: a number, or text with all its digits where the host asks for that.
   */
  weight?: Decimal;
  /**
   * A Factor is a bsc.Factor as plain data.
   */
  factor?: ReportFactor;
  /**
   * A decimal number: a number, or text with all its digits where the host asks for that.
   */
  brought?: Decimal;
}
/**
 * A HeatMap is a cascade.Result as plain data, one row for each org unit, one column for each node of their scorecards. A scorecard that has no such node has no cell there. What an org unit contributes by its score stands in its own row and not again in that of the receiver. The zero HeatMap has neither rows nor columns.
 */
export interface ReportHeatMap {
  schema: number;
  /**
   * A period: 2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07. Empty text is no period.
   */
  period: string;
  /**
   * Of the period.
   */
  first_day?: string;
  /**
   * A period: 2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07. Empty text is no period.
   */
  last_day?: string;
  /**
   * The period before.
   */
  previous?: string;
  /**
   * A period: 2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07. Empty text is no period.
   */
  next?: string;
  /**
   * A moment of RFC 3339, such as 2026-08-03T09:00:00Z.
   */
  as_of?: string;
  /**
   * The day that decided what is due.
   */
  today?: string;
  /**
   * Set if only lead or lag KPIs count.
   */
  timing?: Timing;
  /**
   * Provisional readings are missing.
   */
  final_only?: boolean;
  /**
   * In the order of the scorecards.
   */
  columns: ReportColumn[];
  /**
   * Each org unit before those below it.
   */
  rows: ReportRow[];
}
/**
 * A Row is an org unit, with how its scorecard stands and the cells that it has.
 */
export interface ReportRow {
  /**
   * Its id.
   */
  unit: string;
  name?: string;
  parent?: string;
  /**
   * How many org units stand above it.
   */
  depth: number;
  /**
   * Null: no score.
   */
  score: Score;
  /**
   * The score to the places of its scale, consistent with the rating.
   */
  display?: string;
  /**
   * A Rating is the id of one of a definition's rating levels, such as "green". "" is no rating.
   */
  rating?: string;
  /**
   * If an assessment counts.
   */
  final_rating?: string;
  /**
   * A score of at most 10 decimal places, or null: no score, which is not a score of zero.
   */
  final_score?: Score;
  flags?: Flag[];
  /**
   * Why there is no score, or no rating beside it.
   */
  reason?: Phrase;
  /**
   * Bounds while data is missing.
   */
  low?: Score;
  /**
   * A score of at most 10 decimal places, or null: no score, which is not a score of zero.
   */
  high?: Score;
  /**
   * 0 to 1; it is left out where the node does not count.
   */
  coverage?: Decimal;
  /**
   * In the order of the columns.
   */
  cells: ReportCell[];
}
/**
 * A Link is a bsc.Link with its strength as a number.
 */
export interface ReportLink {
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
  kind: LinkKind;
  /**
   * A better score at from brings a worse one at to.
   */
  inverse?: boolean;
  /**
   * How much of a change in the cause reaches the effect, above 0 and up to 1.
   */
  strength?: Decimal;
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
 * An OrgUnit is an org unit with its place in the tree and how its scorecard stands.
 */
export interface ReportOrgUnit {
  /**
   * Its id.
   */
  unit: string;
  name?: string;
  /**
   * The org unit above it.
   */
  parent?: string;
  /**
   * How many stand above it.
   */
  depth: number;
  children?: string[];
  /**
   * Of its Card.
   */
  fingerprint: string;
  /**
   * Null: no score.
   */
  score: Score;
  /**
   * The score to the places of its scale, consistent with the rating.
   */
  display?: string;
  /**
   * A Rating is the id of one of a definition's rating levels, such as "green". "" is no rating.
   */
  rating?: string;
  /**
   * If an assessment counts.
   */
  final_rating?: string;
  /**
   * A score of at most 10 decimal places, or null: no score, which is not a score of zero.
   */
  final_score?: Score;
  flags?: Flag[];
  /**
   * Why there is no score, or no rating beside it.
   */
  reason?: Phrase;
  /**
   * Bounds while data is missing.
   */
  low?: Score;
  /**
   * A score of at most 10 decimal places, or null: no score, which is not a score of zero.
   */
  high?: Score;
  /**
   * 0 to 1; it is left out where the node does not count.
   */
  coverage?: Decimal;
  /**
   * Of its own KPIs in the scores at the top, 0 to 1.
   */
  share?: Decimal;
  /**
   * What others bring to its scorecard.
   */
  contributors?: ReportContributor[];
}
/**
 * An Organisation is a cascade.Result as plain data: the tree of its org units, how each stands, and what each brings to others. The nodes of their scorecards are in a HeatMap, and all of one org unit is in a Page. The zero Organisation has no org units.
 */
export interface ReportOrganisation {
  schema: number;
  /**
   * A period: 2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07. Empty text is no period.
   */
  period: string;
  /**
   * Of the period.
   */
  first_day?: string;
  /**
   * A period: 2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07. Empty text is no period.
   */
  last_day?: string;
  /**
   * The period before.
   */
  previous?: string;
  /**
   * A period: 2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07. Empty text is no period.
   */
  next?: string;
  /**
   * A moment of RFC 3339, such as 2026-08-03T09:00:00Z.
   */
  as_of?: string;
  /**
   * The day that decided what is due.
   */
  today?: string;
  /**
   * Set if only lead or lag KPIs count.
   */
  timing?: Timing;
  /**
   * Provisional readings are missing.
   */
  final_only?: boolean;
  /**
   * Of the org units, each once.
   */
  cards: ReportCard[];
  /**
   * Each before those below it.
   */
  units: ReportOrgUnit[];
  /**
   * Targets that do not add up.
   */
  target_gaps?: ReportTargetGap[];
  /**
   * Who has not reported what.
   */
  missing?: Gap[];
}
/**
 * A TargetGap is a cascade.TargetGap as plain data.
 */
export interface ReportTargetGap {
  unit: string;
  /**
   * A node by kind and id, such as kpi:17. Empty text is none.
   */
  kpi: string;
  /**
   * A decimal number: a number, or text with all its digits where the host asks for that.
   */
  target?: Decimal;
  /**
   * A decimal number: a number, or text with all its digits where the host asks for that.
   */
  sum?: Decimal;
  without?: string[];
  /**
   * A TargetRule says how a target came to be in force.
   */
  rule?: TargetRule;
  /**
   * A period: 2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07. Empty text is no period.
   */
  from?: string;
  /**
   * Something to say in any language: a code and its arguments. A host's own words have no code.
   */
  reason?: Phrase;
  /**
   * Items: A period: 2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07. Empty text is no period.
   */
  periods?: string[];
  of?: ReportAddendTarget[];
}
/**
 * A Page is all about one org unit of a cascade.Result, as plain data: its own Report, its place in the tree, what others bring to it, and what part it has at the top. The zero Page belongs to no org unit.
 */
export interface ReportPage {
  /**
   * Its id.
   */
  unit: string;
  name?: string;
  /**
   * The org unit above it.
   */
  parent?: string;
  /**
   * How many stand above it.
   */
  depth: number;
  children?: string[];
  /**
   * Of its Card.
   */
  fingerprint: string;
  /**
   * Null: no score.
   */
  score: Score;
  /**
   * The score to the places of its scale, consistent with the rating.
   */
  display?: string;
  /**
   * A Rating is the id of one of a definition's rating levels, such as "green". "" is no rating.
   */
  rating?: string;
  /**
   * If an assessment counts.
   */
  final_rating?: string;
  /**
   * A score of at most 10 decimal places, or null: no score, which is not a score of zero.
   */
  final_score?: Score;
  flags?: Flag[];
  /**
   * Why there is no score, or no rating beside it.
   */
  reason?: Phrase;
  /**
   * Bounds while data is missing.
   */
  low?: Score;
  /**
   * A score of at most 10 decimal places, or null: no score, which is not a score of zero.
   */
  high?: Score;
  /**
   * 0 to 1; it is left out where the node does not count.
   */
  coverage?: Decimal;
  /**
   * Of its own KPIs in the scores at the top, 0 to 1.
   */
  share?: Decimal;
  /**
   * What others bring to its scorecard.
   */
  contributors?: ReportContributor[];
  /**
   * The org units above it, from the top.
   */
  above?: string[];
  /**
   * Of its KPIs in the scores at the top.
   */
  shares?: ReportShare[];
  /**
   * Of its KPIs.
   */
  target_gaps?: ReportTargetGap[];
  /**
   * For its scorecard, also at the bottom of what that counts.
   */
  missing?: Gap[];
  /**
   * A Report is a Result as plain data, for front ends and stores that know nothing of package bsc. It is what its JSON holds. Nodes are in definition order and name their parents. Numbers and lists that are not there are left out; every Report made by Of has those that the schema requires. The zero Report belongs to no scorecard.
   */
  report?: ReportReport;
}
/**
 * A Share is a KPI's share of the scores at the top.
 */
export interface ReportShare {
  /**
   * A node by kind and id, such as kpi:17. Empty text is none.
   */
  kpi: string;
  /**
   * A decimal number: a number, or text with all its digits where the host asks for that.
   */
  share?: Decimal;
}
/**
 * A Report is a Result as plain data, for front ends and stores that know nothing of package bsc. It is what its JSON holds. Nodes are in definition order and name their parents. Numbers and lists that are not there are left out; every Report made by Of has those that the schema requires. The zero Report belongs to no scorecard.
 */
export interface ReportReport {
  /**
   * The version of the document's form.
   */
  schema: number;
  /**
   * Its id.
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
   * Of the period.
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
   * The day that decided what is due.
   */
  today?: string;
  /**
   * Whose report it is.
   */
  unit?: string;
  /**
   * Set if only lead or lag KPIs count.
   */
  timing?: Timing;
  /**
   * Provisional readings are missing.
   */
  final_only?: boolean;
  /**
   * The line the scores lie on.
   */
  scale: ReportScale;
  /**
   * Worst first, with names, colours and symbols.
   */
  ratings?: RatingLevel[];
  /**
   * The scorecard, then each perspective with its objectives, each with its KPIs.
   */
  nodes?: ReportNode[];
  /**
   * The strategy map.
   */
  links?: ReportLink[];
  /**
   * The initiatives of the definition.
   */
  initiatives?: Initiative[];
}
/**
 * Rules are what a front end shows of a node's definition: what it is for, and how it is measured and scored. Policies are named; bsc.Rules has their arguments.
 */
export interface ReportRules {
  /**
   * What it is for.
   */
  description?: string;
  /**
   * Of objectives.
   *
   * Items: A node by kind and id, such as kpi:17. Empty text is none.
   */
  themes?: string[];
  /**
   * Of KPIs, in words.
   */
  source?: string;
  /**
   * Of KPIs, in words.
   */
  formula?: string;
  /**
   * Which values of a KPI are better.
   */
  direction?: Direction;
  /**
   * How often a KPI is measured.
   */
  frequency?: PeriodFrequency;
  /**
   * How a KPI's values make up those of longer periods.
   */
  rollup?: Rollup;
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
   * Of all but KPIs.
   */
  aggregator?: string;
}
/**
 * A Standing is how a node stands, with the keys of a Node.
 */
export interface ReportStanding {
  /**
   * Null: no score.
   */
  score: Score;
  /**
   * The score to the places of its scale, consistent with the rating.
   */
  display?: string;
  /**
   * A Rating is the id of one of a definition's rating levels, such as "green". "" is no rating.
   */
  rating?: string;
  /**
   * If an assessment counts.
   */
  final_rating?: string;
  /**
   * A score of at most 10 decimal places, or null: no score, which is not a score of zero.
   */
  final_score?: Score;
  flags?: Flag[];
  /**
   * Why there is no score, or no rating beside it.
   */
  reason?: Phrase;
  /**
   * Bounds while data is missing.
   */
  low?: Score;
  /**
   * A score of at most 10 decimal places, or null: no score, which is not a score of zero.
   */
  high?: Score;
  /**
   * 0 to 1; it is left out where the node does not count.
   */
  coverage?: Decimal;
}
/**
 * An Acceptability says what ranks, scores and ratings results have under many drawn weights. It is plain data.
 */
export interface SensitivityAcceptability {
  /**
   * A node by kind and id, such as kpi:17. Empty text is none.
   */
  ref: string;
  name?: string;
  draws: number;
  seed: number;
  /**
   * The best first, under the weights as defined.
   */
  results: SensitivityAccepted[];
}
/**
 * An Accepted is one result under many drawn weights.
 */
export interface SensitivityAccepted {
  /**
   * As Input.OrgUnit names it.
   */
  unit?: string;
  /**
   * A period: 2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07. Empty text is no period.
   */
  period: string;
  /**
   * A score of at most 10 decimal places, or null: no score, which is not a score of zero.
   */
  score: Score;
  /**
   * A Rating is the id of one of a definition's rating levels, such as "green". "" is no rating.
   */
  rating?: string;
  /**
   * 1 is the best; equals share a rank, and the next ranks are skipped.
   */
  rank: number;
  /**
   * Ranks has the ranks it has in some draw, ascending. All its shares add up to 1, and so do those of one rank over all results. Results of equal score share their ranks evenly: two that lead together have half of rank 1 and half of rank 2 each. Those without a score share the last ranks.
   */
  ranks: SensitivityRankShare[];
  /**
   * Rounded to ten places.
   */
  mean_rank: Decimal;
  /**
   * Those of the scorecard, worst first, then none; all add up to 1.
   */
  ratings: SensitivityRatingShare[];
  /**
   * Of its scores.
   */
  spread: SensitivitySpread;
  /**
   * Something to say in any language: a code and its arguments. A host's own words have no code.
   */
  says: Phrase;
}
/**
 * A RankShare is the share of draws in which a result has a rank.
 */
export interface SensitivityRankShare {
  rank: number;
  /**
   * A decimal number: a number, or text with all its digits where the host asks for that.
   */
  share: Decimal;
}
/**
 * A RatingShare is the share of draws in which a result has a rating.
 */
export interface SensitivityRatingShare {
  /**
   * "": none.
   */
  rating: string;
  /**
   * A decimal number: a number, or text with all its digits where the host asks for that.
   */
  share: Decimal;
}
/**
 * A Spread describes the scores of a result over all draws. Nothing is valid if there are none.
 */
export interface SensitivitySpread {
  /**
   * The draws in which there is a score.
   */
  scored: number;
  /**
   * A decimal number: a number, or text with all its digits where the host asks for that.
   */
  lowest?: Decimal;
  /**
   * A decimal number: a number, or text with all its digits where the host asks for that.
   */
  highest?: Decimal;
  /**
   * A decimal number: a number, or text with all its digits where the host asks for that.
   */
  mean?: Decimal;
  quantiles: SensitivityQuantile[];
}
/**
 * A Quantile is the score below which so many percent of the scores lie.
 */
export interface SensitivityQuantile {
  /**
   * A decimal number: a number, or text with all its digits where the host asks for that.
   */
  percent: Decimal;
  /**
   * A decimal number: a number, or text with all its digits where the host asks for that.
   */
  score?: Decimal;
}
/**
 * A Contender is a result in a ranking: an org unit, or a period.
 */
export interface SensitivityContender {
  /**
   * As Input.OrgUnit names it.
   */
  unit?: string;
  /**
   * A period: 2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07. Empty text is no period.
   */
  period: string;
  /**
   * A score of at most 10 decimal places, or null: no score, which is not a score of zero.
   */
  score: Score;
  /**
   * A Rating is the id of one of a definition's rating levels, such as "green". "" is no rating.
   */
  rating?: string;
  /**
   * 1 is the best; equals share a rank, and the next ranks are skipped.
   */
  rank: number;
}
/**
 * An End is a node's score at an end of a weight's interval.
 */
export interface SensitivityEnd {
  /**
   * A decimal number: a number, or text with all its digits where the host asks for that.
   */
  weight: Decimal;
  /**
   * Of what its siblings and it weigh together.
   */
  share: Decimal;
  /**
   * A score of at most 10 decimal places, or null: no score, which is not a score of zero.
   */
  score: Score;
  /**
   * A Rating is the id of one of a definition's rating levels, such as "green". "" is no rating.
   */
  rating?: string;
}
/**
 * A Flip is one weight, and from where on it changes an answer. It is plain data.
 */
export interface SensitivityFlip {
  /**
   * Whose weight it is.
   */
  ref: string;
  name?: string;
  /**
   * Below which it is.
   */
  parent: string;
  /**
   * As defined.
   */
  weight: Decimal;
  /**
   * Of what its siblings and it weigh together, 0 to 1.
   */
  share: Decimal;
  /**
   * Lighter and Heavier are the nearest turns below and above Weight. Nil: there is none, down to 0, or up to a million times what the siblings weigh.
   */
  lighter?: SensitivityTurn;
  /**
   * A Turn is a weight at which an answer changes.
   */
  heavier?: SensitivityTurn;
  /**
   * Something to say in any language: a code and its arguments. A host's own words have no code.
   */
  says: Phrase;
}
/**
 * A Turn is a weight at which an answer changes.
 */
export interface SensitivityTurn {
  /**
   * Weight is the nearest to the defined one with which the engine gives another answer, its siblings as they are: put it into bsc.Overrides. It is found to the tenth digit of what the siblings and it weigh together.
   */
  weight: Decimal;
  /**
   * Share is what Weight is of that, 0 to 1.
   */
  share: Decimal;
  /**
   * Multiplier is how many times as much as now it weighs against its siblings. Not valid: it weighs 0 now, or they do then.
   */
  multiplier?: Decimal;
  /**
   * Rating is what the node turns to, of a Flip. "": it has none then.
   */
  rating?: string;
  /**
   * Exact: nothing but weighted means and sums lies between the weight and the node, so that Share and Multiplier are the exact point of the turn, rounded to ten places. Otherwise they are those of Weight.
   */
  exact: boolean;
}
/**
 * An Importance sets what weights say against what moves the score. It is plain data.
 */
export interface SensitivityImportance {
  /**
   * A node by kind and id, such as kpi:17. Empty text is none.
   */
  ref: string;
  name?: string;
  /**
   * Of the node, by their weights below it.
   */
  children: SensitivityMovement;
  /**
   * Ends are the KPIs below the node, by their weights on all ways down to them. A node that a person's judgement decides in one of the results is such an end, and nothing below it is.
   */
  ends: SensitivityMovement;
}
/**
 * A Movement says how far each of some nodes has moved a score.
 */
export interface SensitivityMovement {
  /**
   * The results that entered: all nodes count in them.
   */
  entered: number;
  /**
   * Those that did not: see Mover.Lacking.
   */
  left_out: number;
  /**
   * Additive: nothing but means lies between, so that Moves are parts of the score's variance. Otherwise they are only in proportion to weight times covariance.
   */
  additive: boolean;
  /**
   * In definition order.
   */
  movers: SensitivityMover[];
}
/**
 * A Mover is a node that moves a score.
 */
export interface SensitivityMover {
  /**
   * A node by kind and id, such as kpi:17. Empty text is none.
   */
  ref: string;
  name?: string;
  /**
   * What its weight says: its share of the weight; all add up to 1.
   */
  nominal: Decimal;
  /**
   * Moves is its share of what moved the score: w·cov(s, S)/var(S). All add up to 1. It is below 0 where the node moves against the score. Not valid: nothing moved.
   */
  moves?: Decimal;
  /**
   * The results in which it does not count.
   */
  lacking?: number;
  /**
   * Something to say in any language: a code and its arguments. A host's own words have no code.
   */
  says: Phrase;
}
/**
 * An Interval is the range of one weight.
 */
export interface SensitivityInterval {
  /**
   * 0 or more.
   */
  low?: Decimal;
  /**
   * A decimal number: a number, or text with all its digits where the host asks for that.
   */
  high?: Decimal;
}
/**
 * Intervals say how far weights may lie from the defined ones. The zero value lets none move.
 */
export interface SensitivityIntervals {
  /**
   * Each by so many percent of itself, up and down: 0 to 100.
   */
  within?: Decimal;
  /**
   * Of single nodes instead.
   */
  ranges?: {
    [k: string]: SensitivityInterval;
  };
}
/**
 * A LeftOut says what becomes of scores without one node. It is plain data.
 */
export interface SensitivityLeftOut {
  /**
   * That is taken out.
   */
  ref: string;
  name?: string;
  /**
   * A node by kind and id, such as kpi:17. Empty text is none.
   */
  parent: string;
  /**
   * The best first, as they are with the node.
   */
  results: SensitivityMoved[];
  /**
   * How many results get another rating.
   */
  ratings: number;
  /**
   * How many get another rank.
   */
  ranks: number;
  /**
   * Most is the largest change of a score, up or down. Not valid: no result has a score both with the node and without.
   */
  most?: Decimal;
  /**
   * Something to say in any language: a code and its arguments. A host's own words have no code.
   */
  says: Phrase;
}
/**
 * A Moved is a result without a node.
 */
export interface SensitivityMoved {
  /**
   * As Input.OrgUnit names it.
   */
  unit?: string;
  /**
   * A period: 2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07. Empty text is no period.
   */
  period: string;
  /**
   * A score of at most 10 decimal places, or null: no score, which is not a score of zero.
   */
  score: Score;
  /**
   * A Rating is the id of one of a definition's rating levels, such as "green". "" is no rating.
   */
  rating?: string;
  /**
   * 1 is the best; equals share a rank, and the next ranks are skipped.
   */
  rank: number;
  /**
   * A Standing is where a result stands among others.
   */
  without: SensitivityStanding;
  /**
   * Of the score, in points; not valid: there is none, with the node or without.
   */
  change?: Decimal;
}
/**
 * A Standing is where a result stands among others.
 */
export interface SensitivityStanding {
  /**
   * A score of at most 10 decimal places, or null: no score, which is not a score of zero.
   */
  score: Score;
  /**
   * A Rating is the id of one of a definition's rating levels, such as "green". "" is no rating.
   */
  rating?: string;
  /**
   * 1 is the best; equals share a rank, and the next ranks are skipped.
   */
  rank: number;
}
/**
 * Options say how weights are drawn: either by a Concentration, or within Intervals.
 */
export interface SensitivityOptions {
  /**
   * 1 to a million.
   */
  draws: number;
  /**
   * The same seed draws the same weights, on every machine.
   */
  seed: number;
  /**
   * Concentration is that of a Dirichlet distribution around the defined weights, at every parent alone: 1 to 10^9. The higher, the closer do weights stay: a share w of the weight varies by a standard deviation of √(w·(1-w)/(Concentration+1)). Children of weight 0 stay at 0, and so does the weight of KPIs used from elsewhere.
   */
  concentration?: Decimal;
  /**
   * Each by so many percent of itself, up and down: 0 to 100.
   */
  within?: Decimal;
  /**
   * Of single nodes instead.
   */
  ranges?: {
    [k: string]: SensitivityInterval;
  };
  /**
   * Quantiles are those of the scores, in percent. None: 5, 25, 50, 75 and 95.
   */
  quantiles?: Decimal[];
}
/**
 * A Reversal says whether the order of two neighbours in a ranking depends on the weights. It is plain data.
 */
export interface SensitivityReversal {
  /**
   * A Contender is a result in a ranking: an org unit, or a period.
   */
  ahead: SensitivityContender;
  /**
   * A Contender is a result in a ranking: an org unit, or a period.
   */
  behind: SensitivityContender;
  /**
   * Flips has each weight below the node, with the turns at which the one behind leads: the weight of the smallest change first, those that never reverse the order last. None where both have the same score, or none.
   */
  flips: SensitivityFlip[];
  /**
   * Something to say in any language: a code and its arguments. A host's own words have no code.
   */
  says: Phrase;
}
/**
 * A Stability says whether a node's rating depends on the weights below it. It is plain data.
 */
export interface SensitivityStability {
  /**
   * A node by kind and id, such as kpi:17. Empty text is none.
   */
  ref: string;
  name?: string;
  /**
   * A score of at most 10 decimal places, or null: no score, which is not a score of zero.
   */
  score: Score;
  /**
   * "" is none.
   */
  rating?: string;
  /**
   * Flips has each weight below the node: the one of the smallest change of its share first, equals and those that change nothing as they stand in the definition.
   */
  flips: SensitivityFlip[];
  /**
   * Says is what to tell people: the smallest change that changes the rating, or that none does.
   */
  says: Phrase;
}
/**
 * A Swing says what one weight can do to a node, its siblings as they are. It is plain data: the bar of a tornado.
 */
export interface SensitivitySwing {
  /**
   * Whose weight it is.
   */
  ref: string;
  name?: string;
  /**
   * A node by kind and id, such as kpi:17. Empty text is none.
   */
  parent: string;
  /**
   * As defined.
   */
  weight: Decimal;
  /**
   * The lower end of the weight, not of the score.
   */
  low: SensitivityEnd;
  /**
   * An End is a node's score at an end of a weight's interval.
   */
  high: SensitivityEnd;
  /**
   * Range is by how much the score differs between the two ends, 0 or more. Not valid: there is no score at one of them.
   */
  range?: Decimal;
  /**
   * Slope is by how many points the score moves for one more of the weight, at the weight as it is: (s - S)/Σw at its parent, carried upwards. Rounded to ten places. Not valid where other than means lie between.
   */
  slope?: Decimal;
}
/**
 * A Compared is an item compared with the best and the worst one, in whole numbers from 1 to 9. The best item needs no BestOver and the worst no OverWorst; if given, they must be 1.
 */
export interface WeightsCompared {
  id: string;
  /**
   * How many times the best matters as much as this item: a_Bj.
   */
  best_over?: Decimal;
  /**
   * How many times this item matters as much as the worst: a_jW.
   */
  over_worst?: Decimal;
}
/**
 * A Consistency says how well the answers fit together. Numbers have at most 10 decimal places.
 */
export interface WeightsConsistency {
  /**
   * A Method names a way to find weights.
   */
  method: WeightsMethod;
  /**
   * Ratio is CR of AHP, GCI of AHPGeometric and CR^I of BestWorst; 0 is perfect; not valid: nothing to measure.
   */
  ratio?: Decimal;
  /**
   * The largest consistent Ratio; not valid: none.
   */
  limit?: Decimal;
  /**
   * Ratio is within Limit, or is 0; true if there is nothing to measure.
   */
  consistent: boolean;
  /**
   * Of AHP: the principal eigenvalue λ; n if all judgements fit.
   */
  lambda?: Decimal;
  /**
   * Of AHP: CI = (λ - n)/(n - 1).
   */
  index?: Decimal;
  /**
   * The judgement that fits least, the first of equals; nil: all fit, or none.
   */
  worst?: WeightsMisfit;
}
/**
 * A Misfit is a judgement that does not follow from the others.
 */
export interface WeightsMisfit {
  a: string;
  b: string;
  /**
   * How many times A matters as much as B, as judged.
   */
  times: Decimal;
  /**
   * The value that would fit, to 10 places; for AHP the quotient of the weights found.
   */
  fits: Decimal;
}
/**
 * An Expert has divided points among the items. Every expert chooses how many points to divide.
 */
export interface WeightsExpert {
  /**
   * Unique among the experts.
   */
  name: string;
  /**
   * The same items for all, in any order.
   */
  items: WeightsItem[];
}
/**
 * An Item is one of the siblings with its answer: a number, points, a rating or a rank, as the method asks for. An unset Value is an error, not 0.
 */
export interface WeightsItem {
  id: string;
  /**
   * A decimal number: a number, or text with all its digits where the host asks for that.
   */
  value?: Decimal;
}
/**
 * A Judge is an expert with judgements of his own.
 */
export interface WeightsJudge {
  /**
   * Unique among the judges.
   */
  name: string;
  judgements: WeightsJudgement[];
}
/**
 * A Judgement says that A matters Times as much as B: 1 equally, 3 moderately more, 5 strongly, 7 very strongly, 9 extremely (Saaty 1977), and anything between. If B matters more, either give a Times below 1 or swap A and B. Swapping is exact even for 1/3.
 */
export interface WeightsJudgement {
  a: string;
  b: string;
  /**
   * 1/9 to 9.
   */
  times?: Decimal;
}
/**
 * A Spread says how far apart the experts are about one item. Its numbers are shares of an expert's own points, 0 to 1, with at most 10 decimal places.
 */
export interface WeightsSpread {
  id: string;
  /**
   * The lowest and the highest share.
   */
  min: Decimal;
  /**
   * A decimal number: a number, or text with all its digits where the host asks for that.
   */
  max: Decimal;
  /**
   * The standard deviation √(Σ(share - mean)²/n) over the n experts.
   */
  deviation: Decimal;
  /**
   * The expert furthest from the mean, the first of equals; "": all agree.
   */
  furthest?: string;
}
/**
 * A Weight is the weight of one item: 0 to 1, with at most 10 decimal places.
 */
export interface WeightsWeight {
  id: string;
  /**
   * A decimal number: a number, or text with all its digits where the host asks for that.
   */
  weight: Decimal;
}
/**
 * Weights is the result of a method. The zero value has no items.
 */
export interface WeightsWeights {
  /**
   * In the order they were given.
   */
  items: WeightsWeight[];
  /**
   * A Consistency says how well the answers fit together. Numbers have at most 10 decimal places.
   */
  consistency: WeightsConsistency;
  /**
   * For Budget, one for each item; nil for others.
   */
  spread?: WeightsSpread[];
}
/**
 * A Catalogue has the words of one language: a template for each code. A template is text in which {name} stands for the argument of that name, and for nothing where there is no such argument. After a bar stands how it is shown:.
 */
export interface WordsCatalogue {
  [k: string]: string;
}
