// What a supervisor can do from a seat's row, and why not: as src/callseat/domain/supervision.py
// and permission.py judge it. The server has the last word.
import { type Reason, type Seat, Status } from "@callseat/sdk";
import type { SeatNow } from "./wall";

export const LISTENING = ["listenSlic", "whisperSlic", "insertSlic", "requestIntercept"] as const;
export const FORCING = ["forceIdle", "forceBusy", "forceOut"] as const;
export type Act = (typeof LISTENING)[number] | (typeof FORCING)[number];

/** The supervisor's own seat. */
export interface Own {
  user: string;
  online: boolean;
  /** Whether it may command seats, or only look on. */
  seated: boolean;
  status: number;
  /** The seat at which it listens, "" if none. */
  target: string;
}

const TALKS: readonly number[] = [Status.TALKING, Status.CONFERENCE];
const FREE: readonly number[] = [Status.IDLE, Status.WORK, Status.BUSY];
/** Why an act is not possible; "" if it is. `own_seat` is ours, all others are the server's. */
export type Hindrance = Reason | "own_seat" | "offline" | "";

export function hindrance(act: Act, seat: SeatNow, own: Own): Hindrance {
  if (!own.seated) return "no_seat";
  if (!own.online) return "offline";
  if (seat.status === Status.OFFLINE) return "target_offline";
  return isListening(act) ? listening(seat, own) : "";
}

function isListening(act: Act): act is (typeof LISTENING)[number] {
  return (LISTENING as readonly string[]).includes(act);
}

function listening(seat: SeatNow, own: Own): Hindrance {
  if (seat.user === own.user) return "own_seat";
  if (!TALKS.includes(seat.status)) return "target_not_talking";
  if (own.status === Status.UNREACHABLE) return "phone_unreachable";
  // Who listens there already changes the way of it.
  return own.target === seat.user || FREE.includes(own.status) ? "" : "wrong_status";
}

/** Give the command. Rejects as the SDK does. */
export function act(desk: Seat, which: Act, seat: SeatNow): Promise<unknown> {
  return desk.command(which, isListening(which) ? seat.extension : seat.user);
}
