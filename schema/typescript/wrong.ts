// Each line after "@ts-expect-error" must not compile; where it does, the compiler complains of the comment.

import type { Aggregator, Basis, Calculator, Comparison, Definition, KPI, Scorer, Strength, Threshold } from "./definition";
import type { HistoryPoint, ReportExplanation, StrategyMap } from "./outputs";
import type { Reading, Readings } from "./readings";
import type { Node, Report } from "./report";

export const scorers: Scorer[] = [
  // @ts-expect-error
  "lineaar",
  // @ts-expect-error
  "curve",
  // @ts-expect-error
  "acme/rule",
  // @ts-expect-error
  { nmae: "linear" },
  // @ts-expect-error
  { name: "lineaar" },
  // @ts-expect-error
  { name: "linear", args: { anchors: [] } },
  // @ts-expect-error
  { name: "linear", arguments: {} },
  // @ts-expect-error
  { name: "curve" },
  // @ts-expect-error
  { name: "curve", args: { anchor: [[0, 0], [1, 1]] } },
  // @ts-expect-error
  { name: "curve", args: { anchors: [[0, 0, 0]] } },
  // @ts-expect-error
  { name: "points", args: { labels: { yes: true } } },
  // @ts-expect-error
  { name: "points", args: { lables: { yes: 1 } } },
  // @ts-expect-error
  { name: "range", args: { within: "5%" } },
  // @ts-expect-error
  { name: "range", args: { zero_at: "5 percent" } },
  // @ts-expect-error
  { name: "range", args: { zero_at: { low: 5 } } },
  // @ts-expect-error
  { name: "goal_flag", args: { goal: 1, redflag: 2 } },
  // @ts-expect-error
  { args: {} },
  // @ts-expect-error
  { name: "acme/rule@1", arg: 1 },
];

export const aggregators: Aggregator[] = [
  // @ts-expect-error
  "mean",
  // @ts-expect-error
  { name: "power" },
  // @ts-expect-error
  { name: "veto", args: { limit: 1, cap: 2, of: "averagely" } },
];

export const thresholds: Threshold[] = [
  // @ts-expect-error
  "rules",
  // @ts-expect-error
  { name: "bands", args: { bands: [{ ratings: "red" }] } },
  // @ts-expect-error
  { name: "bands", args: { on: "actuals", bands: [] } },
  // @ts-expect-error
  { name: "bands", args: { bands: [{ rating: "red", from: "tarrget" }] } },
  // @ts-expect-error
  { name: "rules", args: { rules: [{ when: { scores: { from: 1 } } }] } },
  // @ts-expect-error
  { name: "rules", args: { rules: [{ when: { flags: ["no_data"] } }] } },
  // @ts-expect-error
  { name: "rules", args: { otherwise: "green" } },
];

export const calculators: Calculator[] = [
  // @ts-expect-error
  "ratio",
  // @ts-expect-error
  { name: "ratio", args: { num: "a" } },
  // @ts-expect-error
  { name: "sum", args: { of: "a" } },
  // @ts-expect-error
  { name: "change", args: { of: "a", as: "percentage" } },
];

// @ts-expect-error
export const basis: Basis = "rolling_three";
// @ts-expect-error
export const against: Comparison = "kpi:sales";
// @ts-expect-error
export const strength: Strength = "stong";
// @ts-expect-error
export const noID: KPI = { name: "Sales" };
// @ts-expect-error
export const direction: KPI = { id: "a", direction: "up" };
// @ts-expect-error
export const owner: KPI = { id: "a", onwer: "Ann" };
// @ts-expect-error
export const grace: KPI = { id: "a", grace_days: "5" };
// @ts-expect-error
export const misspelt: Definition = { id: "a", perspective: [] };
// @ts-expect-error
export const deep: Definition = { id: "a", perspectives: [{ id: "p", objectives: [{ id: "o", kpi: [] }] }] };
// @ts-expect-error
export const value: Reading = { kpi: "a", period: "2026", valeu: 1 };
// @ts-expect-error
export const state: Reading = { kpi: "a", period: "2026", state: "finel" };
// @ts-expect-error
export const list: Readings = { reading: [] };

export function shown(report: Report, node: Node, e: ReportExplanation, map: StrategyMap, point: HistoryPoint): unknown[] {
  return [
    // @ts-expect-error
    report.node,
    // @ts-expect-error
    node.score.toFixed(1),
    // @ts-expect-error
    node.kind === "kpis",
    // @ts-expect-error
    node.flags?.includes("late"),
    // @ts-expect-error
    e.contribution,
    // @ts-expect-error
    e.below?.[0]?.nodes,
    // @ts-expect-error
    map.edges,
    // @ts-expect-error
    point.movement === "up",
    // @ts-expect-error
    point.Change,
  ];
}
