// Checks the schemas in the tools of front ends: the strict mode of Ajv, HTML's pattern, json-schema-to-typescript as
// it is, and every document of the repository.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { compile } from "json-schema-to-typescript";

const root = new URL("../../", import.meta.url);
const read = (path) => JSON.parse(readFileSync(new URL(path, root), "utf8"));
const names = ["definition", "readings", "report", "outputs"];
const schemas = Object.fromEntries(names.map((name) => [name, read(`schema/${name}.schema.json`)]));

// Ajv refuses what it does not know, what it would ignore, and what may be a mistake.
const ajv = new Ajv2020({ strict: true, strictTypes: true, strictTuples: true, strictRequired: true, allErrors: true });
const validators = Object.fromEntries(names.map((name) => [name, ajv.compile(schemas[name])]));
const validator = (name) =>
  validators[name] ?? ajv.getSchema(`${schemas.outputs.$id}#/$defs/${name}`) ?? assert.fail(`no schema of ${name}`);

// An input of HTML compiles its pattern with the flag v.
let patterns = 0;
for (const schema of Object.values(schemas)) {
  JSON.stringify(schema, (key, value) => {
    if (key === "pattern" && typeof value === "string") {
      patterns++;
      new RegExp(value, "v");
      new RegExp(`^(?:${value})$`, "v");
    }
    return value;
  });
}

// The names of types are those of the schemas, and nothing is of a type that is not known.
for (const [name, schema] of Object.entries(schemas)) {
  const made = await compile(structuredClone(schema), name, { format: false, unreachableDefinitions: true });
  const twice = [...made.matchAll(/^export (?:type|interface) (\w*\d)\b/gm)].map(([, type]) => type);
  assert.deepEqual(twice, [], `${name}: types with one name`);
  if (name !== "outputs") assert.doesNotMatch(made, /: (unknown|any)\b/, name);
}

let taken = 0;
function takes(name, document, where) {
  const validate = validator(name);
  assert.ok(validate(document), `${where} as ${name}: ${ajv.errorsText(validate.errors)}`);
  taken++;
}

function refuses(name, document) {
  assert.ok(!validator(name)(document), `${name} takes ${JSON.stringify(document).slice(0, 200)}`);
}

// The documents of the examples and of tests.
const found = readdirSync(new URL("examples", root), { recursive: true }).filter((f) => f.endsWith(".json") && !f.includes("node_modules"));
const kinds = { perspectives: "definition", readings: "readings", nodes: "report" };
for (const file of found) {
  const document = read(`examples/${file}`);
  for (const each of Array.isArray(document) ? document.map((v) => v.definition) : [document]) {
    const key = Object.keys(kinds).find((k) => k in each); // else it is no document of the library
    if (key) takes(kinds[key], each, file);
  }
}
assert.ok(taken >= 8);
takes("definition", read("conformance/testdata/definition.json"), "conformance/testdata");
takes("report", read("report/testdata/report.json"), "report/testdata");
takes("report.Report", read("report/testdata/report.json"), "report/testdata");
takes("report.Explanation", read("report/testdata/explanation.json"), "report/testdata");
takes("readings", { readings: [{ kpi: "a", period: "2026-07", value: "1.50" }, { kpi: "a", period: "2026", state: "not_due" }] }, "here");

// What is written of every type, and of real results; none with a key that is not known.
const dialect = "internal/tests/dialect/testdata/";
for (const [name, document] of Object.entries(read(dialect + "filled.json"))) {
  takes(name, document, "filled.json");
  const def = schemas.outputs.$defs[name];
  if (def.properties && def.additionalProperties === false) refuses(name, { ...document, unknown: 1 });
}
for (const { of, is } of read(dialect + "real.json")) {
  takes(of, is, "real.json");
  if (of === "report.Report") takes("report", is, "real.json");
  if (of === "Readings") takes("readings", is, "real.json");
  if (of === "history.Timeline") is.forEach((v) => takes("definition", v.definition, "real.json"));
}

const kpi = (fields) => ({ id: "c", perspectives: [{ id: "p", objectives: [{ id: "o", kpis: [{ id: "k", ...fields }] }] }] });
takes("definition", kpi({ scorer: "linear" }), "here");
refuses("definition", kpi({ scorer: "lineaar" }));
refuses("definition", kpi({ scorer: { nmae: "linear" } }));
refuses("definition", kpi({ scorer: { name: "points", args: { lables: {} } } }));
refuses("definition", kpi({ threshold: { name: "bands", args: { bands: [{ rating: "a" }, { rating: "b" }] } } }));
refuses("definition", kpi({ threshold: { name: "rules", args: { rules: [{ when: {} }] } } }));
refuses("readings", { readings: [{ kpi: "a", period: "2026", valeu: 1 }] });
refuses("readings", { readings: [{ kpi: "a", period: "2026" }] });
refuses("report", { ...read("report/testdata/report.json"), scale: {} });

console.log(`${names.length} schemas and ${patterns} patterns hold; ${taken} documents are what they say`);
