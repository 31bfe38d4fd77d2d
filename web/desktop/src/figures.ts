// An agent's own day, out of the report of seats.
import type { Answer } from "@callseat/ui";

type Line = Answer<"/reports/seats">["lines"][number];

export interface Figures {
  handled: number;
  missed: number;
  /** Seconds. */
  talk: number;
  handling: number;
  idle: number;
  rest: number;
  busy: number;
  work: number;
}

export function figuresOf(line: Line | undefined): Figures {
  const seconds = (of: keyof Line): number => Math.round(Number(line?.[of] ?? 0) / 1000);
  return {
    handled: line?.handled ?? 0,
    missed: (line?.missed ?? 0) + (line?.refused ?? 0),
    talk: seconds("talk_ms"),
    handling: seconds("average_handling_ms"),
    idle: seconds("idle_ms"),
    rest: seconds("rest_ms"),
    busy: seconds("busy_ms"),
    work: seconds("work_ms"),
  };
}

/** When today began here, in milliseconds since the epoch. */
export function midnight(now = new Date()): number {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime();
}
