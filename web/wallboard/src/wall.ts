// What the wallboard knows of seats, by user: fed by events, drawn in batches.
import type { OnStatus, SeatEvent } from "@callseat/sdk";
import { Status } from "@callseat/sdk";

/** As `GET /seats/status` tells it. */
export interface SeatFacts {
  user: string;
  name: string;
  extension: string;
  group: string;
  status: number;
  since: number;
  pending: number | null;
  cause: string;
}

export type SeatNow = Readonly<SeatFacts>;

/** How many seats are in each status, by the status' number. */
export type Counts = readonly number[];

const STATUSES = Object.keys(Status).length;
const UNKNOWN = { name: "", extension: "", group: "" };

/**
 * Takes every event as it comes; whoever draws asks `take` for the seats that changed since it asked
 * last, so that a burst costs one drawing and nothing is missed.
 */
export class Wall {
  readonly seats = new Map<string, SeatNow>();
  /** Counts every event that was taken. */
  heard = 0;
  private changed = new Set<string>();
  private watched = new Set<string>(); // told by the feed
  private strangers = false;

  /**
   * The REST API's whole list: names, groups, and the status of those whom the feed has not told.
   * Without a feed, who is not in it is gone.
   */
  describe(list: readonly SeatFacts[]): void {
    this.strangers = false;
    const listed = new Set(list.map((one) => one.user));
    for (const user of [...this.seats.keys()])
      if (!listed.has(user) && !this.watched.has(user)) this.remove(user);
    for (const facts of list) {
      const before = this.seats.get(facts.user);
      const told = before && this.watched.has(facts.user);
      const { name, extension, group } = facts;
      this.put(told ? { ...before, name, extension, group } : facts);
    }
  }

  hear(event: SeatEvent): void {
    switch (event.name) {
      case "onStatus":
        this.heard += 1;
        this.follow(event);
        break;
      case "onWatch": // the whole picture follows
        for (const user of [...this.seats.keys()]) this.remove(user);
        this.watched.clear();
        break;
      case "onUnwatch":
        this.remove(event.targetUserName);
    }
  }

  /** Seats that changed, came or went since the last time. */
  take(): ReadonlySet<string> {
    const taken = this.changed;
    this.changed = new Set();
    return taken;
  }

  get unread(): boolean {
    return this.changed.size > 0;
  }

  /** Whether a seat is there whose name is not known. */
  get hasStrangers(): boolean {
    return this.strangers;
  }

  private follow(event: OnStatus): void {
    const user = event.targetUserName;
    const before = this.seats.get(user);
    if (!before) this.strangers = true;
    this.watched.add(user);
    this.put({
      ...(before ?? { ...UNKNOWN, user }),
      status: Number(event.status),
      since: event.since,
      pending: event.pending === "" ? null : Number(event.pending),
      cause: event.cause,
    });
  }

  private put(seat: SeatNow): void {
    this.seats.set(seat.user, seat);
    this.changed.add(seat.user);
  }

  private remove(user: string): void {
    this.watched.delete(user);
    if (this.seats.delete(user)) this.changed.add(user);
  }
}

export function counts(seats: Iterable<SeatNow>): Counts {
  const found = new Array<number>(STATUSES).fill(0);
  for (const { status } of seats) found[status] = (found[status] ?? 0) + 1;
  return found;
}

export type Order = "extension" | "name" | "status" | "longest";

// Who can be helped first comes first: calls, then those who could take some, then the absent.
const RANK = [11, 4, 1, 2, 8, 3, 5, 6, 7, 0, 9, 10];
const COLLATOR = new Intl.Collator(["zh-CN", "en"], { numeric: true });

const ORDERS: Record<Order, (a: SeatNow, b: SeatNow) => number> = {
  extension: (a, b) => COLLATOR.compare(a.extension, b.extension),
  name: (a, b) => COLLATOR.compare(a.name || a.user, b.name || b.user),
  status: (a, b) => (RANK[a.status] ?? 99) - (RANK[b.status] ?? 99) || a.since - b.since,
  longest: (a, b) => a.since - b.since,
};

export interface View {
  /** Empty: all. */
  groups: readonly string[];
  statuses: readonly number[];
  /** Part of a name, user or extension. */
  search: string;
  order: Order;
  /** Whether seats that are not logged in are shown. */
  absent: boolean;
}

/** The seats to show, in their order; equal ones by user, so that nothing jumps about. */
export function chosen(seats: Iterable<SeatNow>, view: View): SeatNow[] {
  const found = [...seats].filter((one) => isChosen(one, view));
  const order = ORDERS[view.order];
  return found.sort((a, b) => order(a, b) || (a.user < b.user ? -1 : 1));
}

function isChosen(seat: SeatNow, view: View): boolean {
  const { groups, statuses, absent } = view;
  if (groups.length && !groups.includes(seat.group)) return false;
  if (statuses.length) return statuses.includes(seat.status) && matches(seat, view.search);
  if (!absent && seat.status === Status.OFFLINE) return false;
  return matches(seat, view.search);
}

function matches(seat: SeatNow, search: string): boolean {
  const wanted = search.trim().toLowerCase();
  if (!wanted) return true;
  return [seat.name, seat.user, seat.extension].some((one) => one.toLowerCase().includes(wanted));
}
