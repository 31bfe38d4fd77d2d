// What is known of seats, line and call: enough to show a page that came later the present state.
import { type OnStatus, type SeatEvent, Status } from "./commands";

const BEGINS = new Set(["onRing", "onDialing"]);
const GOES_ON = new Set(["onAnswer", "onDialSuccess"]);
const ENDS = new Set(["onOffTalk", "onRingEnd", "onNoAnswer", "onDialFail"]);

export class Board {
  status: number = Status.OFFLINE;
  user = "";
  /** The last onStatus of each seat known, by user. */
  readonly watched = new Map<string, OnStatus>();
  private login: SeatEvent | undefined;
  private feed: SeatEvent | undefined;
  private queue: SeatEvent[] = [];
  private readonly calls = new Map<string, SeatEvent[]>(); // by callNo

  follow(event: SeatEvent): void {
    if ("callNo" in event) this.followCall(event, event.callNo);
    switch (event.name) {
      case "onLoginSuccess": // the whole state follows
        this.clear();
        this.login = event;
        this.user = event.user;
        break;
      case "onWatch": // all the others follow
        this.feed = event;
        for (const user of [...this.watched.keys()])
          if (user !== this.user) this.watched.delete(user);
        break;
      case "onUnwatch":
        this.watched.delete(event.targetUserName);
        break;
      case "onStatus":
        this.watched.set(event.targetUserName, event);
        if (event.targetUserName === this.user) this.status = Number(event.status);
        break;
      case "onQueue":
      case "onQueueOff":
        this.queue = [...this.queue, event].slice(-200);
    }
  }

  /** Events that tell the present state to who heard none of those before. */
  state(): SeatEvent[] {
    const known = [this.login, this.watched.get(this.user), this.feed];
    const others = [...this.watched.values()].filter((one) => one.targetUserName !== this.user);
    const calls = [...this.calls.values()].flat();
    return [...known, ...others, ...this.queue, ...calls].filter((one) => one !== undefined);
  }

  clear(): void {
    this.status = Status.OFFLINE;
    this.watched.clear();
    this.calls.clear();
    this.queue = [];
    this.login = this.feed = undefined;
  }

  private followCall(event: SeatEvent, callNo: string): void {
    if (BEGINS.has(event.name)) this.calls.set(callNo, [event]);
    else if (GOES_ON.has(event.name))
      this.calls.set(callNo, [...(this.calls.get(callNo) ?? []), event]);
    else if (ENDS.has(event.name)) this.calls.delete(callNo);
  }
}
