// The SDK of Callseat: a seat's program in the browser. See docs/howto/javascript.md.
export type { Credentials, TokenSource } from "./access";
export * from "./commands";
export { CallseatError, NotConnected, Rejected, TimedOut } from "./errors";
export { SUBPROTOCOL } from "./link";
export type { PhoneProblem, PhoneSettings, PhoneState, Quality } from "./phone/types";
export { describe } from "./words";
export { Seat, type SeatOptions } from "./seat";
