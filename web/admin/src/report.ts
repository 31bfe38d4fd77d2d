// Reports: which columns are shown, how their cells are written, and what the charts draw.
import { clock } from "@callseat/ui";
import type { Schema } from "./api";

export const KINDS = ["seats", "groups", "queues", "flows", "campaigns"] as const;
export type Kind = (typeof KINDS)[number];
export type Line = Record<string, unknown>;

export const MAIN: Readonly<Record<Kind, readonly string[]>> = {
  seats: [
    ...["name", "from", "logged_in_ms", "idle_ms", "rest_ms", "work_ms", "busy_ms"],
    ...["offered", "handled", "missed", "refused", "talk_ms", "hold_ms"],
    ...["average_handling_ms", "occupancy"],
  ],
  groups: [
    ...["name", "from", "seats", "logged_in_ms", "idle_ms", "rest_ms", "work_ms", "busy_ms"],
    ...["offered", "handled", "missed", "talk_ms", "hold_ms", "average_handling_ms", "occupancy"],
  ],
  queues: [
    ...["name", "from", "offered", "answered", "in_time", "abandoned", "overflowed", "waiting"],
    ...["service_level", "average_wait_ms", "average_answer_ms", "longest_wait_ms"],
  ],
  campaigns: [
    ...["name", "from", "attempts", "answered", "answer_rate", "connected", "abandoned"],
    ...["abandoned_share", "cap_used", "machine", "busy", "no_answer", "average_talk_ms"],
    "average_idle_ms",
  ],
  flows: [
    "flow",
    "node",
    "from",
    "entered",
    "hung_up",
    "here",
    "branches",
    "average_ms",
    "longest_ms",
  ],
};

/** What a line is called, where it has no name. */
const CALLED: Readonly<Record<Kind, string>> = {
  seats: "user",
  groups: "group",
  queues: "queue",
  flows: "flow",
  campaigns: "campaign",
};

/** The headings of the server's columns: "English 中文", as the schema describes them. */
export function headings(schema: Schema | undefined, language: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, column] of Object.entries(schema?.properties ?? {})) {
    const both = (column as Schema & { description?: string }).description ?? name;
    const at = both.search(/[\u4e00-\u9fff]/);
    const [en, zh] = at < 0 ? [both, both] : [both.slice(0, at).trim(), both.slice(at)];
    found[name] = language === "en" ? en || zh : zh;
  }
  return found;
}

export function cell(kind: Kind, line: Line, name: string): string {
  const value = line[name] ?? "";
  if (name === "name" && !value) return String(line[CALLED[kind]] || "–");
  return value === "" ? "–" : written(name, value);
}

const MOMENTS = new Set(["from", "to"]);
const SHARES = new Set([
  "occupancy",
  "service_level",
  "answer_rate",
  "abandoned_share",
  "cap_used",
]);

function written(name: string, value: unknown): string {
  if (MOMENTS.has(name)) return String(value).slice(0, 16).replace("T", " ");
  if (name.endsWith("_ms")) return clock(Number(value) / 1000);
  if (SHARES.has(name)) return `${(Number(value) * 100).toFixed(1)} %`;
  return typeof value === "object" && value ? branches(value) : String(value);
}

function branches(value: object): string {
  return Object.entries(value)
    .map(([name, count]) => `${name} ${String(count)}`)
    .join(", ");
}

export interface Series {
  name: string;
  colour: number;
  values: number[];
}

const PARTS = ["talk", "hold", "work", "idle", "rest", "busy"] as const;
const COLOURS = { talk: 5, hold: 6, work: 8, idle: 1, rest: 4, busy: 10 };
const MOST = 40; // bars that can be told apart

/** Bars for the first lines: their names, and what is stacked on them. */
export function bars(kind: Kind, lines: readonly Line[]): { labels: string[]; series: Series[] } {
  const shown = lines.slice(0, MOST);
  const cut = new Set(shown.map((one) => one.from)).size > 1;
  const label = (line: Line): string => {
    const name = kind === "flows" ? String(line.node) : cell(kind, line, "name");
    return cut ? `${cell(kind, line, "from").slice(5)} ${name}` : name;
  };
  return { labels: shown.map(label), series: SERIES[kind](shown) };
}

const numbers = (lines: readonly Line[], name: string): number[] =>
  lines.map((one) => Number(one[name] ?? 0));
const hours = (lines: readonly Line[], name: string): number[] =>
  numbers(lines, name).map((one) => Math.round(one / 36_000) / 100);
const times = (lines: readonly Line[]): Series[] =>
  PARTS.map((one) => ({
    name: `${one}_ms`,
    colour: COLOURS[one],
    values: hours(lines, `${one}_ms`),
  }));
const counted =
  (...names: [string, number][]) =>
  (lines: readonly Line[]): Series[] =>
    names.map(([name, colour]) => ({ name, colour, values: numbers(lines, name) }));

const SERIES: Readonly<Record<Kind, (lines: readonly Line[]) => Series[]>> = {
  seats: times,
  groups: times,
  queues: counted(["answered", 5], ["abandoned", 10], ["overflowed", 2], ["waiting", 8]),
  flows: counted(["entered", 5]),
  campaigns: counted(
    ["connected", 5],
    ["abandoned", 10],
    ["machine", 6],
    ["no_answer", 0],
    ["busy", 2],
  ),
};
