// Makes the declarations beside this file from the schemas:
//
//	npm ci
//	npm run declare
//
// Copy the .d.ts files into a front end; they stand alone. With --check it writes nothing, and fails where a file is
// not what it would write.
//
// json-schema-to-typescript reads the schemas as they are. This makes more of them: titles are labels for forms and name
// types only in $defs, words stand in unions, what only has a pattern in JSON Schema is a template here, and a list
// that needs an element is a list.

import { readFileSync, writeFileSync } from "node:fs";
import { compile } from "json-schema-to-typescript";

const banner = (name) => `// Made by declare.mjs from ${name}.schema.json.`;

// templates are the types of texts that patterns describe, by their names in $defs.
const templates = {
  hostPolicyName: "`${string}/${string}@${number}`",
  rolling: "`rolling_${number}`",
  seriesRef: "`series:${string}`",
  anySeries: "`series:${string}`",
  distance: "number | `${number}` | `${number}%`",
  noArgs: "Record<string, never>",
};

// exact are the unions in which a number as text stands beside words.
const exact = ["strength", "limit"];

const isObject = (v) => v !== null && typeof v === "object" && !Array.isArray(v);

const isNumber = (s) =>
  s.anyOf?.length === 2 && s.anyOf[0].type === "number" && s.anyOf[1].type === "string" && "pattern" in s.anyOf[1];

// open declares the texts beside known words so that editors still offer the words.
const open = (made) =>
  made.some((s) => s.enum) ? made.map((s) => (s.type === "string" && !s.enum ? { tsType: "(string & {})" } : s)) : made;

// isPlain reports whether a definition is told where it is used, and has no name of its own: a label with one type.
const isPlain = (s) => ["string", "integer", "boolean"].includes(s.type) || (s.allOf && s.title) || (isNumber(s) && s.title);

// words returns an enumeration as a union, with what its words mean in its description.
function words({ title, description, oneOf }) {
  const meanings = oneOf
    .filter((w) => w.title ?? w.description)
    .map((w) => `- ${JSON.stringify(w.const)}: ${[w.title, w.description].filter(Boolean).join(". ")}`);
  return { title, description: [description, meanings.join("\n")].filter(Boolean).join("\n\n"), enum: oneOf.map((w) => w.const) };
}

// declared returns a schema as this package wants it declared. name is set for what stands in $defs.
function declared(schema, defs, name) {
  if (!isObject(schema)) return schema;
  if (templates[name]) return { title: schema.title, description: schema.description, tsType: templates[name] };
  if (schema.$ref) {
    const target = schema.$ref.replace("#/$defs/", "");
    if (target !== "decimal" && isNumber(defs[target]) && !templates[target]) return { tsType: "Decimal" };
    return isPlain(defs[target]) && !templates[target] && target !== "id" ? declared(unnamed(defs[target]), defs) : schema;
  }
  if (isNumber(schema) && name !== "decimal") return { description: schema.description, tsType: "Decimal" };
  if (schema.oneOf?.every((w) => "const" in w)) return words(schema);
  const made = {};
  for (const [key, value] of Object.entries(schema)) {
    if (["default", "if", "then", "else", "not", "contains", "maxContains", "propertyNames", "pattern"].includes(key)) continue;
    if (key === "title" && !name) continue;
    if (key === "type" && schema.allOf) continue;
    if (["minItems", "maxItems"].includes(key) && schema.minItems !== schema.maxItems) continue;
    if (key === "properties") {
      made.properties = Object.fromEntries(Object.entries(value).map(([k, v]) => [k, property(v, defs)]));
    } else if (["anyOf", "allOf"].includes(key)) {
      made[key] = open(value.map((v) => (exact.includes(name) ? numbersExactly(v, defs) : declared(v, defs))));
    } else if (["items", "additionalProperties"].includes(key)) {
      made[key] = declared(value, defs);
    } else {
      made[key] = value;
    }
  }
  // What the words of an alternative mean is said of the whole.
  const meanings = (made.anyOf ?? []).filter((s) => s.enum && !s.title).map((s) => s.description);
  if (meanings.length > 0) made.description = [made.description, ...meanings].filter(Boolean).join("\n\n");
  return made;
}

// property keeps the description of what a property refers to, where it has none of its own.
function property(schema, defs) {
  const { description } = schema.$ref ? defs[schema.$ref.replace("#/$defs/", "")] : schema;
  let made = declared(schema, defs);
  while (made.allOf?.length === 1) made = declared(made.allOf[0], defs);
  if (made.$ref) return { description, allOf: [made] };
  return { ...made, description };
}

function numbersExactly(schema, defs) {
  if (schema.$ref === "#/$defs/decimal") return { tsType: "number | `${number}`" };
  if (schema.type === "string") return { tsType: "`${number}`" };
  return declared(schema, defs);
}

const unnamed = ({ title, ...rest }) => rest;

// used returns the definitions that a schema leads to.
function used(schema, defs, found = new Set()) {
  for (const [, name] of JSON.stringify(schema).matchAll(/"#\/\$defs\/([^"]+)"/g)) {
    if (found.has(name)) continue;
    found.add(name);
    used(defs[name], defs, found);
  }
  if (JSON.stringify(schema).includes('"tsType":"Decimal"')) found.add("decimal");
  return found;
}

async function declarations(name) {
  const schema = JSON.parse(readFileSync(new URL(`../${name}.schema.json`, import.meta.url), "utf8"));
  const { $defs: defs, ...root } = schema;
  const made = Object.fromEntries(Object.entries(defs).map(([k, v]) => [k, declared(v, defs, k)]));
  const whole = declared(root, defs, name);
  const kept = root.properties ? used(whole, made) : new Set(Object.keys(made));
  whole.$defs = Object.fromEntries(Object.entries(made).filter(([k]) => kept.has(k)));
  if (!root.properties) delete whole.description;
  const text = await compile(whole, name, {
    bannerComment: banner(name),
    unreachableDefinitions: true,
    additionalProperties: false,
    style: { printWidth: 120 },
  });
  const own = text.replace(/\n \*\n \* This interface was referenced by `\w+`'s JSON-Schema\n \* via the `definition` "[^"]+"\./g, "");
  return root.properties ? own : own.replace(/export interface Outputs \{[^}]*\}\n/, "");
}

const check = process.argv.includes("--check");
for (const name of ["definition", "readings", "report", "outputs"]) {
  const file = new URL(`${name}.d.ts`, import.meta.url);
  const text = await declarations(name);
  if (check && readFileSync(file, "utf8") !== text) {
    console.error(`${name}.d.ts is not what its schema says: run npm run declare`);
    process.exit(1);
  }
  if (!check) writeFileSync(file, text);
}
