// The lines: who waits now (asked for every 2 s), and how the day went (every 30 s).
import { all, rest } from "@callseat/ui";
import type { LineNow } from "./alarms";

interface Waiting {
  code: string;
  name: string;
  waiting: number;
  since: number;
  staff: number;
  ready: number;
}

export interface QueueLine {
  queue: string;
  from: string;
  offered: number;
  answered: number;
  in_time: number;
  abandoned: number;
  waiting: number;
  service_level: number | null;
}

export interface GroupLine {
  group: string;
  from: string;
  talk_ms: number;
  hold_ms: number;
  idle_ms: number;
  rest_ms: number;
  work_ms: number;
  busy_ms: number;
  handled: number;
  occupancy: number | null;
}

interface Report<L> {
  lines: L[];
}

export type Day = ReadonlyMap<string, QueueLine>;

export const waitingNow = (): Promise<Waiting[]> => all<Waiting>("waiting");

export async function today(): Promise<Day> {
  const { lines } = await rest<Report<QueueLine>>("GET", "reports/queues");
  return new Map(lines.map((one) => [one.queue, one]));
}

/** The day by half hours. */
export async function course(): Promise<{ queues: QueueLine[]; groups: GroupLine[] }> {
  const query = { by: "30m" };
  const [queues, groups] = await Promise.all([
    rest<Report<QueueLine>>("GET", "reports/queues", { query }),
    rest<Report<GroupLine>>("GET", "reports/groups", { query }),
  ]);
  return { queues: queues.lines, groups: groups.lines };
}

const NO_DAY = { service_level: null, offered: 0, answered: 0, abandoned: 0 };

/** Those in trouble first: who waits longest. */
export function linesNow(waiting: readonly Waiting[], day: Day): LineNow[] {
  return waiting
    .map((one) => {
      const { service_level, offered, answered, abandoned } = day.get(one.code) ?? NO_DAY;
      const name = one.name || one.code;
      return { ...one, name, serviceLevel: service_level, offered, answered, abandoned };
    })
    .sort((a, b) => longest(a) - longest(b) || (a.code < b.code ? -1 : 1));
}

function longest(line: { since: number }): number {
  return line.since || Number.MAX_SAFE_INTEGER;
}

/** The service level of all lines together, 0 to 1; null before the first call. */
export function levelOfAll(day: Day): number | null {
  let [inTime, over] = [0, 0];
  for (const one of day.values()) {
    inTime += one.in_time;
    over += one.offered - one.waiting;
  }
  return over ? inTime / over : null;
}
