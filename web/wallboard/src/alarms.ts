// Limits that a supervisor sets, kept in the browser, and what crosses them.
import { Status } from "@callseat/sdk";
import type { CampaignNow } from "./campaigns";
import type { SeatNow } from "./wall";

/** null is no limit. Times are seconds; the service level and `capUsed` (how much of a campaign's
 * limit of abandoned calls is used up) are percent. */
export interface Limits {
  wait: number | null;
  waiting: number | null;
  serviceLevel: number | null;
  idle: number | null;
  rest: number | null;
  talk: number | null;
  work: number | null;
  capUsed: number | null;
  sound: boolean;
}

export interface LineNow {
  code: string;
  name: string;
  waiting: number;
  /** When the longest began to wait, milliseconds; 0 if nobody does. */
  since: number;
  staff: number;
  ready: number;
  /** Of today, 0 to 1; null before the first call. */
  serviceLevel: number | null;
  offered: number;
  answered: number;
  abandoned: number;
}

export interface Alarm {
  /** Stays the same while the alarm lasts. */
  key: string;
  kind: Exclude<keyof Limits, "sound">;
  /** A line's or campaign's code or a seat's user; empty for all seats. */
  of: string;
  name: string;
  value: number;
}

export const NO_LIMITS: Limits = {
  wait: 60,
  waiting: null,
  serviceLevel: null,
  idle: null,
  rest: null,
  talk: null,
  work: null,
  capUsed: 90,
  sound: false,
};

const LONG: Partial<Record<number, "rest" | "talk" | "work">> = {
  [Status.REST]: "rest",
  [Status.TALKING]: "talk",
  [Status.CONFERENCE]: "talk",
  [Status.WORK]: "work",
};

export function alarms(
  limits: Limits,
  lines: readonly LineNow[],
  seats: Iterable<SeatNow>,
  now: number,
  campaigns: readonly CampaignNow[] = [],
): Alarm[] {
  return [
    ...lines.flatMap((one) => ofLine(limits, one, now)),
    ...campaigns.flatMap((one) => ofCampaign(limits, one)),
    ...ofSeats(limits, seats, now),
  ];
}

function ofCampaign(limits: Limits, { code, name, capUsed }: CampaignNow): Alarm[] {
  const value = capUsed === null ? 0 : Math.round(capUsed * 100);
  if (!over(value, limits.capUsed)) return [];
  return [{ key: `capUsed:${code}`, kind: "capUsed", of: code, name, value }];
}

function ofLine(limits: Limits, line: LineNow, now: number): Alarm[] {
  const found: Alarm[] = [];
  const add = (kind: Alarm["kind"], value: number): void => {
    found.push({ key: `${kind}:${line.code}`, kind, of: line.code, name: line.name, value });
  };
  const waited = line.since ? seconds(line.since, now) : 0;
  const percent = line.serviceLevel === null ? 100 : line.serviceLevel * 100;
  if (line.since && over(waited, limits.wait)) add("wait", waited);
  if (over(line.waiting, limits.waiting)) add("waiting", line.waiting);
  if (limits.serviceLevel !== null && percent < limits.serviceLevel) add("serviceLevel", percent);
  return found;
}

function ofSeats(limits: Limits, seats: Iterable<SeatNow>, now: number): Alarm[] {
  const found: Alarm[] = [];
  let [idle, present] = [0, 0];
  for (const seat of seats) {
    present += Number(seat.status !== Status.OFFLINE);
    idle += Number(seat.status === Status.IDLE);
    const long = tooLong(limits, seat, now);
    if (long) found.push(long);
  }
  if (limits.idle !== null && present && idle < limits.idle)
    found.unshift({ key: "idle:", kind: "idle", of: "", name: "", value: idle });
  return found;
}

function tooLong(
  limits: Limits,
  { user, name, status, since }: SeatNow,
  now: number,
): Alarm | null {
  const kind = LONG[status];
  const value = seconds(since, now);
  if (!kind || !over(value, limits[kind])) return null;
  return { key: `${kind}:${user}`, kind, of: user, name: name || user, value };
}

function over(value: number, limit: number | null): boolean {
  return limit !== null && value > limit;
}

function seconds(since: number, now: number): number {
  return Math.max(0, Math.floor((now - since) / 1000));
}

const KEY = "callseat:wall:limits";

export function savedLimits(storage: Pick<Storage, "getItem">): Limits {
  try {
    return { ...NO_LIMITS, ...(JSON.parse(storage.getItem(KEY) ?? "{}") as Partial<Limits>) };
  } catch {
    return { ...NO_LIMITS };
  }
}

export function saveLimits(storage: Pick<Storage, "setItem">, limits: Limits): void {
  storage.setItem(KEY, JSON.stringify(limits));
}
