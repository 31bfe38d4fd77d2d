// A seat with what is known of it, shared by all that show it.
import {
  CallseatError,
  type PhoneState,
  Rejected,
  type Result,
  type Seat,
  type SeatEvent,
} from "@callseat/sdk";
import { reactive, shallowRef, type ShallowRef } from "vue";
import { done, type Facts, follow, nothing } from "./model";
import { hindrance } from "./possible";

export interface Desk {
  seat: Seat;
  facts: Facts;
  phone: ShallowRef<PhoneState>;
  /** Why the login is over, "" while it is not. */
  ended: ShallowRef<string>;
  /** Give a command; what it changes is in the facts. Rejects as the SDK does. */
  give(command: string, ...params: unknown[]): Promise<Result>;
  hindrance(command: string): ReturnType<typeof hindrance>;
}

const desks = new WeakMap<Seat, Desk>();

/** The one of this seat: made before the seat is opened, so that nothing is missed. */
export function deskOf(seat: Seat): Desk {
  const known = desks.get(seat);
  if (known) return known;
  const facts = reactive(nothing());
  const phone = shallowRef(seat.phone);
  const ended = shallowRef("");
  seat.on("*", (event: SeatEvent) => follow(facts, event));
  seat.onConnection = (online) => (facts.online = online);
  seat.onPhone = (state) => (phone.value = state);
  seat.onEnd = (reason) => {
    Object.assign(facts, nothing());
    ended.value = reason;
  };
  const desk: Desk = {
    seat,
    facts,
    phone,
    ended,
    give: (command, ...params) => give(seat, facts, command, params),
    hindrance: (command) => hindrance(command, facts),
  };
  desks.set(seat, desk);
  return desk;
}

async function give(seat: Seat, facts: Facts, command: string, params: unknown[]): Promise<Result> {
  try {
    const result = await seat.command(command, ...params);
    done(facts, command, params);
    return result;
  } catch (error) {
    if (error instanceof Rejected && error.reason === "not_permitted")
      facts.forbidden.push(command);
    throw error;
  }
}

/** Any error as a sentence: refusals in the language that is asked for. */
export function saying(error: unknown, language: string): string {
  if (error instanceof Rejected) return language === "en" ? error.sentence.en : error.sentence.zh;
  if (error instanceof CallseatError)
    return language === "en" ? "The server does not answer." : "服务器没有应答。";
  return String(error);
}
