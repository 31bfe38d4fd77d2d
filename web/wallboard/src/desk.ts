// The supervisor's login: its seat where the account has one, else what the REST API tells.
import { CallseatError, Rejected, Seat, type SeatEvent } from "@callseat/sdk";
import { all, type Me, token } from "@callseat/ui";
import type { SeatFacts } from "./wall";

const EVERY = 2000; // milliseconds, without a seat of one's own

export interface Ears {
  hear(event: SeatEvent): void;
  describe(list: SeatFacts[]): void;
  online(there: boolean): void;
  over(reason: string): void;
}

export const seatsNow = (): Promise<SeatFacts[]> => all<SeatFacts>("seats/status");

export class Desk {
  seat: Seat | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly ears: Ears) {}

  /** Log in with a seat and hear its feed; who has none is told by REST. Rejects as the SDK does. */
  async open(me: Me, phone: boolean): Promise<void> {
    if (!me.extension) return this.poll();
    const seat = new Seat({ user: me.user, token, phone });
    seat.on("*", (event) => this.ears.hear(event));
    // A login that was lost is made anew, and a new one watches nobody yet.
    seat.on("onLoginSuccess", ({ resumed }) => {
      if (this.seat && !resumed) void seat.subscribeClientStatus("1").catch(() => undefined);
    });
    seat.onConnection = (online) => this.ears.online(online);
    seat.onEnd = (reason) => this.ears.over(reason);
    try {
      await seat.open();
      await seat.subscribeClientStatus("1");
    } catch (error) {
      if (error instanceof Rejected && error.reason === "no_seat") return this.poll();
      throw error;
    }
    this.seat = seat;
    this.ears.online(true);
    this.ears.describe(await seatsNow());
  }

  close(): void {
    clearTimeout(this.timer);
    this.seat?.leave();
  }

  private async poll(): Promise<void> {
    try {
      this.ears.describe(await seatsNow());
      this.ears.online(true);
    } catch {
      this.ears.online(false);
    }
    this.timer = setTimeout(() => void this.poll(), EVERY);
  }
}

/** The reason of a refusal, as a token. */
export function reasonOf(error: unknown): string {
  if (error instanceof Rejected) return error.reason;
  return error instanceof CallseatError ? "offline" : "internal";
}
