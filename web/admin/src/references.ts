// The things that others name, for choices: asked for once a minute at most.
import { all } from "@callseat/ui";
import { REFERENCES } from "./fields";

export interface Choice {
  value: string;
  text: string;
}

const KEPT = 60_000; // milliseconds
const asked = new Map<string, { at: number; found: Promise<Choice[]> }>();

/** What the member can name. Empty if it cannot be read. */
export function choicesFor(name: string): Promise<Choice[]> {
  const reference = REFERENCES[name];
  if (!reference) return Promise.resolve([]);
  const { path, key } = reference;
  const kept = asked.get(path);
  if (kept && Date.now() - kept.at < KEPT) return kept.found;
  const found = all<Record<string, string>>(path).then(
    (list) => list.map((one) => choice(one[key] ?? "", one.name)),
    () => [],
  );
  asked.set(path, { at: Date.now(), found });
  return found;
}

/** Something was changed: ask again. */
export function forgetChoices(): void {
  asked.clear();
}

function choice(value: string, name?: string): Choice {
  return { value, text: name && name !== value ? `${name} (${value})` : value };
}
