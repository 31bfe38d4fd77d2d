// Form fields out of a schema.
import type { Api, Schema } from "./api";

export type Kind =
  | "text"
  | "number"
  | "switch"
  | "choice"
  | "list"
  | "reference"
  | "references"
  | "skills"
  | "week"
  | "holidays"
  | "dispositions"
  | "retries"
  | "detection"
  | "percent"
  | "secret";

export interface Field {
  name: string;
  kind: Kind;
  required: boolean;
  /** Of a choice. */
  choices: readonly string[];
  /** Whether it may be left without a value. */
  optional: boolean;
  least?: number | undefined;
  most?: number | undefined;
  longest?: number | undefined;
  /** Before anything is entered. */
  first: unknown;
}

/** Members that name another thing: the path of its list, and the member that identifies it. */
export const REFERENCES: Readonly<Record<string, { path: string; key: string }>> = {
  group: { path: "groups", key: "code" },
  supervises: { path: "groups", key: "code" },
  queue: { path: "queues", key: "code" },
  overflow_queue: { path: "queues", key: "code" },
  flow: { path: "flows", key: "code" },
  closed_flow: { path: "flows", key: "code" },
  calendar: { path: "calendars", key: "code" },
  project: { path: "projects", key: "number" },
  abandoned_sound: { path: "sounds", key: "code" },
};

const BY_HAND: Readonly<Record<string, Kind>> = {
  skills: "skills",
  week: "week",
  holidays: "holidays",
  dispositions: "dispositions",
  retries: "retries",
  detection: "detection",
  cap: "percent", // the server has it in hundredths
  secret: "secret",
};
const BY_TYPE: Readonly<Record<string, Kind>> = {
  integer: "number",
  number: "number",
  boolean: "switch",
  array: "list",
};
const FIRST: Readonly<Record<string, unknown>> = {
  switch: false,
  list: [],
  references: [],
  retries: [],
};

/** The identifying member first, then the name, then as the schema has them. */
export function fieldsOf(api: Api, schema: Schema, id = ""): Field[] {
  const required = new Set(schema.required ?? []);
  const names = Object.keys(schema.properties ?? {});
  const order = [id, "name", ...names].filter((one, at, all) => all.indexOf(one) === at);
  return order
    .filter((one) => names.includes(one))
    .map((name) => fieldOf(api, name, schema.properties?.[name] ?? {}, required.has(name)));
}

function fieldOf(api: Api, name: string, given: Schema, required: boolean): Field {
  const either = given.anyOf ?? [given];
  const inner = either.find((one) => !isNull(one)) ?? given;
  const optional = either.some(isNull);
  const schema = api.resolve(inner);
  const { enum: choices = [], minimum: least, maximum: most, maxLength: longest } = schema;
  const kind = kindOf(name, schema);
  const first = given.default ?? schema.default ?? firstOf(kind, optional);
  return { name, kind, required, optional, choices, least, most, longest, first };
}

const isNull = (one: Schema): boolean => one.type === "null";
const firstOf = (kind: Kind, optional: boolean): unknown => (optional ? null : (FIRST[kind] ?? ""));

function kindOf(name: string, schema: Schema): Kind {
  const byHand = BY_HAND[name];
  if (byHand) return byHand;
  if (name in REFERENCES) return schema.type === "array" ? "references" : "reference";
  if (schema.enum) return "choice";
  return BY_TYPE[schema.type ?? ""] ?? "text";
}

export type Values = Record<string, unknown>;

/** What a form begins with: a thing that is there, or the defaults. */
export function begin(fields: readonly Field[], thing?: Values): Values {
  const values = fields.map(({ name, first }) => [name, thing?.[name] ?? first]);
  return JSON.parse(JSON.stringify(Object.fromEntries(values))) as Values;
}

/** What is sent: of a change only what is another value now. */
export function changes(fields: readonly Field[], values: Values, before?: Values): Values {
  const sent = fields.filter(({ name, kind }) => {
    if (kind === "secret" && !values[name]) return false;
    return !before || JSON.stringify(values[name]) !== JSON.stringify(before[name]);
  });
  return Object.fromEntries(sent.map(({ name }) => [name, values[name]]));
}
