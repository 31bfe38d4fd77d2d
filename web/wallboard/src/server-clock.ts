// The server's clock, as far as its events tell it: people's clocks are often wrong.
import type { OnStatus } from "@callseat/sdk";

/**
 * An event says since when a status lasts and for how many whole seconds: the server's clock shows
 * at least their sum. The greatest difference to our clock is the closest to the truth.
 */
export class ServerClock {
  private ahead: number | undefined;

  /** `at` is our clock's time, in milliseconds. */
  hear(event: Pick<OnStatus, "since" | "statustime">, at = Date.now()): void {
    const difference = event.since + Number(event.statustime) * 1000 - at;
    if (this.ahead === undefined || difference > this.ahead) this.ahead = difference;
  }

  /** Milliseconds since the epoch. */
  now(at = Date.now()): number {
    return at + (this.ahead ?? 0);
  }
}
