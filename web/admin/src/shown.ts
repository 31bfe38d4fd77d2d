// Values as a table shows them.
import { clock, moment } from "@callseat/ui";
import { useI18n } from "vue-i18n";

type Shown = (name: string, value: unknown) => string;

const TIMES = /(_at|^at)$/;
const WORDS = new Set([
  "role",
  "strategy",
  "dtmf",
  "outcome",
  "kind",
  "released_by",
  "state",
  "mode",
  "reach",
]);

/** How a member's value is written in the chosen language. */
export function useShown(): Shown {
  const { t, te } = useI18n();
  const word = (name: string, value: string): string =>
    WORDS.has(name) && te(`choices.${value}`) ? t(`choices.${value}`) : value;
  return (name, value) => {
    if (typeof value === "boolean") return t(value ? "table.yes" : "table.no");
    if (Array.isArray(value)) return listed(value);
    return number(name, Number(value)) ?? (word(name, String(value ?? "")) || "–");
  };
}

/** Times and lengths; undefined for what is neither. */
function number(name: string, value: number): string | undefined {
  if (TIMES.test(name)) return moment(value) || "–";
  return name.endsWith("_ms") ? clock(value / 1000) : undefined;
}

interface Skilled {
  queue: string;
  level: number;
}

function listed(value: unknown[]): string {
  if (!value.length) return "–";
  if (typeof value[0] !== "object") return value.join(", ");
  if ("queue" in (value[0] as object))
    return (value as Skilled[]).map((one) => `${one.queue} ${one.level}`).join(", ");
  return String(value.length);
}
