// Made by declare.mjs from readings.schema.json.

/**
 * A decimal number, plain or as text: at most 34 significant digits and 52 decimal places, and below 10^52.
 */
export type Decimal = number | string;
/**
 * How firm a reading is. not_applicable: the KPI does not apply in the period, which is not the same as no data; not_due: not expected yet; stale: too old to count, and shown. Empty: final.
 *
 * - "final": Final
 * - "provisional": Provisional
 * - "not_applicable": Not applicable
 * - "not_due": Not due
 * - "stale": Stale
 */
export type State = "final" | "provisional" | "not_applicable" | "not_due" | "stale" | "";

/**
 * What ParseReadings of github.com/go-bsc/bsc reads, and what Readings are written as: the columns of a CSV file as keys. It cannot say that two readings of one moment are alike, or that a scorecard has what they name.
 */
export interface Readings {
  /**
   * The version of the document's form; 0 or left out: the newest.
   */
  schema?: number;
  /**
   * The readings, in any order.
   */
  readings?: Reading[];
}
/**
 * One observation of a KPI or a series. It has a value or a label, unless its state says that there is none.
 */
export interface Reading {
  /**
   * The id of a KPI, or series: and the id of a series.
   */
  kpi: string;
  /**
   * The period it is of: 2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07.
   */
  period: string;
  /**
   * The value.
   */
  value?: Decimal;
  /**
   * Instead of a value, for scorers that read labels.
   */
  label?: string;
  /**
   * Whose reading it is. Empty: where there is only one unit.
   */
  unit?: string;
  /**
   * How firm it is.
   */
  state?: State;
  /**
   * When it became known. Left out: always.
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
