// What can go wrong with a command or a login.
import type { Reason } from "./commands";

/** Anything that the SDK rejects with. */
export class CallseatError extends Error {
  override name = "CallseatError";
}

/** The server refused: `reason` is stable, the sentences are for people. */
export class Rejected extends CallseatError {
  override name = "Rejected";
  constructor(
    readonly command: string,
    readonly reason: Reason,
    readonly sentence: { en: string; zh: string },
    readonly parameter = "",
  ) {
    super(`${command}: ${sentence.en} (${reason})`);
  }
}

/** There is no connection, or it was lost before the answer came. */
export class NotConnected extends CallseatError {
  override name = "NotConnected";
}

/** No answer came within the deadline. */
export class TimedOut extends CallseatError {
  override name = "TimedOut";
}

/** Errors cross from tab to tab as plain data. */
export interface PlainError {
  kind: string;
  message: string;
  command?: string;
  reason?: Reason;
  sentence?: { en: string; zh: string };
  parameter?: string;
}

export function toPlain(error: unknown): PlainError {
  if (error instanceof Rejected) {
    const { command, reason, sentence, parameter, message } = error;
    return { kind: "Rejected", message, command, reason, sentence, parameter };
  }
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return { kind: name, message };
}

export function fromPlain(plain: PlainError): CallseatError {
  const { command = "", reason = "internal", sentence, parameter, message } = plain;
  switch (plain.kind) {
    case "Rejected":
      return new Rejected(command, reason, sentence ?? { en: message, zh: message }, parameter);
    case "TimedOut":
      return new TimedOut(message);
    case "NotConnected":
      return new NotConnected(message);
    default:
      return new CallseatError(message);
  }
}
