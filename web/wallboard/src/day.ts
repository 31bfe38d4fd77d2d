// Reports by half hours, as the charts draw them.
import type { GroupLine, QueueLine } from "./lines";

export interface CallsPiece {
  at: string;
  answered: number;
  abandoned: number;
  /** Percent; null where nobody called. */
  level: number | null;
}

export const KINDS = ["talk", "hold", "work", "idle", "rest", "busy"] as const;
export type Kind = (typeof KINDS)[number];

/** Minutes of all seats together. */
export type TimesPiece = { at: string } & Record<Kind, number>;

/** All queues together, by the beginning of the piece. */
export function callsOf(lines: readonly QueueLine[]): CallsPiece[] {
  return pieces(lines).map(([at, found]) => {
    const sum = (read: (one: QueueLine) => number): number =>
      found.reduce((total, one) => total + read(one), 0);
    const over = sum((one) => one.offered - one.waiting);
    return {
      at,
      answered: sum((one) => one.answered),
      abandoned: sum((one) => one.abandoned),
      level: over ? Math.round((sum((one) => one.in_time) / over) * 100) : null,
    };
  });
}

export function timesOf(lines: readonly GroupLine[]): TimesPiece[] {
  return pieces(lines).map(([at, found]) => {
    const minutes = (kind: Kind): number =>
      Math.round(found.reduce((total, one) => total + one[`${kind}_ms`], 0) / 6000) / 10;
    return {
      at,
      ...(Object.fromEntries(KINDS.map((one) => [one, minutes(one)])) as Record<Kind, number>),
    };
  });
}

function pieces<L extends { from: string }>(lines: readonly L[]): [string, L[]][] {
  const found = new Map<string, L[]>();
  for (const one of lines) found.set(one.from, [...(found.get(one.from) ?? []), one]);
  const sorted = [...found].sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([from, each]) => [from.slice(11, 16), each]);
}
