// A small front end, which must compile: it writes a definition with every form of a policy that is documented, and
// readings, and shows what it gets back.

import type { Aggregator, Calculator, Definition, KPI, Scorer, Threshold } from "./definition";
import type {
  DefinitionError,
  DiffChanges,
  HistoryTrend,
  ImpactEarlyWarning,
  ImpactProjected,
  LintReport,
  Needs,
  Phrase,
  ReportExplanation,
  StrategyMap,
} from "./outputs";
import type { Readings } from "./readings";
import type { Decimal, Node, Report } from "./report";

export const scorers: Scorer[] = [
  "linear",
  "log",
  "percent_of_target",
  "binary",
  "stated",
  "judged",
  "none",
  "",
  "acme/rule@1",
  "acme.com/nps@2",
  {},
  { name: "" },
  { name: "linear" },
  { name: "binary", args: {} },
  { name: "curve", args: { anchors: [[0, 0], ["10", 70], [20, "100"]] } },
  { name: "achievement", args: { anchors: [[80, 0], [100, 100]] } },
  { name: "range", args: { within: "5%", zero_at: { low: 50, high: "60%" } } },
  { name: "range", args: { zero_at: "10" } },
  { name: "avoid", args: { within: 1, met_at: 5 } },
  { name: "tolerance", args: { zero_at: "2.5%" } },
  { name: "goal_flag", args: { goal: 10, red_flag: 20 } },
  { name: "percent_bands", args: { limits: [0, 50, 100] } },
  { name: "steps", args: { from: [[10, 100], [20, 50]] } },
  { name: "points", args: { labels: { yes: 100, no: "0" } } },
  { name: "acme/rule@1" },
  { name: "acme/rule@1", args: { anything: [1, null, { deep: true }] } },
  { name: "acme.com/deep/rule@12", args: 7 },
];

export const aggregators: Aggregator[] = [
  "weighted_mean",
  "weighted_sum",
  "geometric",
  "harmonic",
  "min",
  "max",
  "median",
  "most_frequent",
  "",
  "acme.com/worst@2",
  { name: "median" },
  { name: "power", args: { p: -1 } },
  { name: "veto", args: { limit: 20, cap: 50 } },
  { name: "veto", args: { limit: 20, cap: 50, children: ["skills"], of: { name: "power", args: { p: 2 } } } },
  { name: "acme.com/worst@2", args: { of: [1, null] } },
];

export const thresholds: Threshold[] = [
  "none",
  "bands",
  "",
  "acme.com/watch@1",
  { name: "none" },
  { name: "bands" },
  { name: "bands", args: {} },
  { name: "bands", args: { include: "upper", bands: [{ rating: "red" }, { rating: "green", from: 90, include: "lower" }] } },
  {
    name: "bands",
    args: {
      on: "actual",
      bands: [{ rating: "red" }, { from: "floor" }, { rating: "green", from: { of: "target", times: 0.95 } }],
      periods: [{ period: "2027", bands: [{ rating: "red" }, { rating: "green", from: "series:orders" }] }],
    },
  },
  {
    name: "rules",
    args: {
      rules: [
        { when: { score: { from: 60, below: "90" }, flags: ["carried"], without: ["overdue"] }, rating: "amber" },
        { when: { movement: { to: 0 }, after: "2026-06-30", before: "" } },
      ],
      otherwise: "green",
    },
  },
];

export const calculators: Calculator[] = [
  "",
  "acme.com/calc@1",
  { name: "ratio", args: { num: "returns", den: "series:orders", times: 100 } },
  { name: "sum", args: { of: ["kpi:revenue", "orders"] } },
  { name: "difference", args: { of: ["revenue", "cost"] } },
  { name: "product", args: { of: ["price", 1.19] } },
  { name: "mean", args: { of: ["a", "b", "c"] } },
  { name: "change", args: { of: "sales", against: "last_year", as: "percent" } },
  { name: "bsc/formula@1", args: { formula: "a / b" } },
];

export function kpi(id: string): KPI {
  return {
    id,
    name: "Sales",
    unit: "EUR",
    weight: "2.5",
    direction: "higher",
    timing: "lag",
    frequency: "month",
    rollup: "sum",
    basis: "rolling_3",
    grace_days: 5,
    quota: { min_coverage: 0.5 },
    missing: { rule: "carry_forward", max_age: 3 },
    targets: [
      { period: "2026", value: 480, phasing: "seasonal", profile: [1, 1, 2, 1] },
      { against: "last_year", times: 1.05 },
      { period: "2026-Q2", against: "series:orders" },
    ],
    ...(scorers[0] === undefined ? {} : { scorer: scorers[0] }),
  };
}

export const definition: Definition = {
  id: "bakery",
  calendar: { weeks: { pattern: "4-5-4", end_day: "saturday", end_month: 1, nearest: true } },
  perspectives: [{ id: "money", objectives: ["bread", "cake"].map((id) => ({ id, kpis: [kpi(id + "-sales")] })) }],
  links: [{ from: "bread", to: "objective:cake", strength: "strong", lag: 2 }, { from: "kpi:a", to: "b", strength: 0.3 }],
  defaults: { scorer: { name: "linear" }, assessments: "count", assessment_rollup: "last" },
  attributes: { anything: "text" },
};

export const readings: Readings = {
  readings: [
    { kpi: "sales", period: "2026-07", value: 4.5, state: "provisional" },
    { kpi: "series:orders", period: "2026-W31", value: "12345678901234567891.5" },
    { kpi: "mood", period: "2026", label: "good" },
  ],
};

const number = (d: Decimal | undefined): string => (d === undefined ? "–" : String(d));

/** A line for each node, with its rating's colour. */
export function rows(report: Report): string[] {
  const colours = new Map(report.ratings.map((r) => [r.id, r.color ?? ""]));
  const children = (n: Node) => (n.children ?? []).map((c) => c.ref).join();
  return report.nodes.map((n) =>
    [n.ref, n.kind === "kpi" ? number(n.actual) : children(n), n.score === null ? "no score" : n.display, colours.get(n.rating ?? ""), n.flags?.includes("overdue") ? "!" : ""].join(" "),
  );
}

/** How a score came about, node by node. */
export function story(e: ReportExplanation, depth = 0): string {
  const parts = (e.contributions ?? []).map((c) => `${c.ref} × ${number(c.weight)}`);
  const left = (e.left_out ?? []).map((l) => l.ref);
  const below = (e.below ?? []).map((b) => story(b, depth + 1));
  return [`${" ".repeat(depth)}${e.node.ref}: ${parts.join(" + ")}`, ...left, e.policy ?? "", ...below].join("\n");
}

/** The arrows of a strategy map, and which nodes stand where. */
export function arrows(map: StrategyMap): { lanes: string[][]; arrows: string[] } {
  return {
    lanes: map.layers.map((l) => l.nodes),
    arrows: map.links.map((l) => `${l.from} ${l.inverse ? "⊣" : "→"} ${l.to} (${l.lag ?? 0}, ${l.kind ?? "hypothesis"})`),
  };
}

export function line(trend: HistoryTrend): (number | null)[] {
  return (trend.nodes[0]?.points ?? []).map((p) => (p.score === null ? null : Number(p.score)));
}

export function alarms(warnings: ImpactEarlyWarning[], then: ImpactProjected[], lint: LintReport, needs: Needs): string[] {
  return [
    ...warnings.flatMap((w) => w.outcomes.map((o) => `${w.ref} endangers ${o.ref} (${o.polarity})`)),
    ...then.map((p) => `${p.ref} ${number(p.change)}`),
    ...lint.findings.filter((f) => f.severity === "error").map((f) => f.path),
    ...needs.readings.map((n) => n.ref),
  ];
}

export function mistakes(e: DefinitionError, changes: DiffChanges): string[] {
  const cycle = e.problems.filter((p) => p.code === "cycle").map((p) => `${p.line ?? 0}:${p.col ?? 0}`);
  return [...cycle, ...changes.filter((c) => c.kind === "renamed").map((c) => `${c.before} → ${c.after}`)];
}

export function translated(p: Phrase, catalogue: Record<string, string>): string {
  const template = catalogue[p.code ?? ""];
  return template === undefined ? (p.text ?? "") : template.replace(/\{(\w+)\}/g, (_, key: string) => String(p[key]));
}
