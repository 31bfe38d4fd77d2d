// The server's refusals at the fields that they are about, in the chosen language.
import { Refusal } from "@callseat/ui";

export type Say = (key: string, values?: Record<string, unknown>) => string;

/** `fields` is by the member's name; `whole` is about all of it. */
export interface Told {
  whole: string;
  fields: Record<string, string>;
}

// The server's words for what is wrong with a member (pydantic's, English), as keys of `refusals`.
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/^Field required/, "missing"],
  [/greater than or equal to (-?\d+)/, "least"],
  [/less than or equal to (-?\d+)/, "most"],
  [/at least (\d+) character/, "short"],
  [/at most (\d+) character/, "long"],
  [/at most (\d+) item/, "manyItems"],
  [/match pattern/, "form"],
  [/valid integer|valid number/, "number"],
  [/Input should be '/, "choice"],
  [/Extra inputs/, "extra"],
  [/still used by (.+)\.$/, "used"],
  [/There is already/, "exists"],
  [/There is no /, "unknown"],
];

// Where the server says a sentence about the whole: the field that it is about, by its words.
const PLACES: readonly (readonly [RegExp, readonly string[]])[] = [
  [/extension/i, ["extension"]],
  [/overflow/i, ["overflow_queue"]],
  [/service number/i, ["service_numbers"]],
  [/calendar/i, ["calendar", "timezone"]],
  [/time ?zone/i, ["timezone"]],
  [/group/i, ["supervises", "group"]],
  [/flow/i, ["flow", "closed_flow"]],
  [/queue/i, ["queue", "skills", "overflow_queue"]],
  [/holiday|date/i, ["holidays"]],
  [/span/i, ["week"]],
  [/host/i, ["host", "inbound_hosts"]],
  [/number/i, ["callers", "caller_id", "always", "number"]],
  [/password/i, ["password"]],
  [/already/i, ["user", "code", "number"]],
  [/name/i, ["name"]],
];

/** `names` are the fields that are shown. */
export function told(error: unknown, names: readonly string[], language: string, say: Say): Told {
  if (!(error instanceof Refusal)) return { whole: String(error), fields: {} };
  const fields: Record<string, string> = {};
  const beside: string[] = [];
  for (const { where, message } of error.faults) {
    const name = where.split(".").find((part) => names.includes(part));
    if (name) fields[name] ??= sentence(message, language, say);
    else beside.push(`${where}: ${sentence(message, language, say)}`);
  }
  const { detail } = error.problem;
  const sure = error.faults.length ? undefined : placeOf(detail, names);
  if (sure) fields[sure] = sentence(detail, language, say);
  const whole = Object.keys(fields).length ? say("refusals.bad") : wholeOf(error, language, say);
  return { whole: [whole, ...beside].join(" "), fields };
}

function wholeOf(error: Refusal, language: string, say: Say): string {
  const [own, detail] = [error.sentence(language), error.problem.detail];
  const more = detail && detail !== error.problem.message_en ? sentence(detail, language, say) : "";
  return [own, more].join(" ").trim();
}

function placeOf(detail: string, names: readonly string[]): string | undefined {
  for (const [words, places] of PLACES) {
    const place = words.test(detail) ? places.find((one) => names.includes(one)) : undefined;
    if (place) return place;
  }
  return undefined;
}

/** In English the server's own words are the most exact. */
export function sentence(message: string, language: string, say: Say): string {
  if (language === "en") return friendly(message, say);
  const known = match(message);
  return known ? say(`refusals.${known[0]}`, { n: known[1] }) : message;
}

function friendly(message: string, say: Say): string {
  const known = match(message);
  const shown = known && !["used", "exists", "unknown"].includes(known[0]);
  return shown ? say(`refusals.${known[0]}`, { n: known[1] }) : message;
}

function match(message: string): [string, string] | undefined {
  for (const [words, key] of WORDS) {
    const found = words.exec(message);
    if (found) return [key, found[1] ?? ""];
  }
  return undefined;
}
