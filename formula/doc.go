// Package formula lets a definition hold its own rules as text. A user of the host writes
//
//	{"name": "bsc/formula@1", "args": {"expr": "(won + 0.5 * drawn) / played * 100"}}
//
// where a calculator, a scorer, a threshold or an aggregator is named, and no Go code is needed. Register makes the
// policies known:
//
//	registry := new(bsc.Registry)
//	err := formula.Register(registry)
//	card, err := bsc.Compile(def, &bsc.Options{Registry: registry})
//
// In Go, Policy writes the same: formula.Policy("actual >= 3 ? 100 : 0").
//
// # The language
//
// Numbers are decimals, and exact: 0.1 + 0.2 == 0.3. A quotient has at most 34 significant digits and 52 decimal places,
// rounded half away from zero. There are
//
//   - numbers such as 12, 0.5 and 1e-3, texts such as "red" or 'red', true and false;
//   - + - * / and %, the remainder with the sign of what is divided;
//   - == != < <= > >=, in chains too: 0 <= actual < 10;
//   - and, or, not, also written && || !;
//   - condition ? a : b, and if condition { a } else { b };
//   - abs(x), round(x, places), round_up(x, places), round_down(x, places);
//   - min, max, sum and mean of numbers or of a list, count(list);
//   - attribute("name") of the node and org_attribute("name") of the org unit, texts; "" where there is none; org_unit, its id;
//   - number(text), for attributes: number(org_attribute("quota")).
//
// The names of values depend on what the formula is:
//
//   - calculator: ids of KPIs and series. Ids that are no names, such as net-sales or kpi:17, are written value("net-sales"),
//     since net-sales is net minus sales. The result is a number.
//   - scorer: actual, label, target, baseline, floor, stretch, direction, scale_min, scale_met, scale_cap, and ids as in a
//     calculator, for values beside the actual. The result is a number, the score before it is clamped.
//   - threshold: score, and what a scorer knows, but for label. The result is a text: the id of a rating, or "" for none.
//   - aggregator: scores and weights, which are lists, weighted_mean, scale_min, scale_met, scale_cap. score("quality") and
//     weight("quality") are those of one child, by its id. The result is a number.
//
// A formula's targets do not add up over time by themselves. Where its result does, as that of sales - cost, set
// KPI.TargetRollup to sum, and state the KPI's Frequency.
//
// What is not there, such as a target where none is in force, is no data: the node has no score. has(target), has(market)
// or has(value("net-sales")) asks first.
// A division by 0 is no data, too.
//
// # Errors and bounds
//
// Compile reports what is wrong with a formula, with line and column in its text: syntax, unknown names and functions,
// and texts where numbers belong. Ids are checked like those of every calculator, and texts that a threshold gives must
// be ratings of the definition. A formula has at
// most 4,000 bytes and 200 parts. There are no loops, so one evaluation takes time in proportion to its length. It reads no
// clock, no file and nothing else but its input.
//
// The language is that of github.com/expr-lang/expr, whose parser reads it, without what has no place in a formula: its
// other functions, its floating-point numbers, arrays, maps and closures.
package formula
