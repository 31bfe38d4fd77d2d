// A login that lasts: connects, logs in, and comes back whenever the connection is lost.
import type { Access } from "./access";
import type { Result, SeatEvent } from "./commands";
import { NotConnected, Rejected } from "./errors";
import { type Closed, Link } from "./link";
import { Requests } from "./requests";

/** What is needed to go on with a login: kept over a page's refresh, and by the other tabs. */
export interface Memory {
  token: string;
  /** The last event told; -1: everything is to be told anew. */
  seq: number;
}

export interface Listener {
  hear(event: SeatEvent): void;
  /** Logged in, or back. */
  online(resumed: boolean): void;
  /** The connection is lost; it is being renewed. */
  offline(): void;
  keep(memory: Memory | null): void;
}

export interface LoginOptions {
  /** Milliseconds for each command. */
  deadline: number;
  /** Another tab made the login: if it is over, there is to be none. */
  onlyResume: boolean;
}

// After these the login is over; any other close is answered by coming back.
const FINAL = new Set([1000, 4000, 4001, 4003, 4004, 4006]);
const COME_BACK = 1000; // milliseconds at most, so that not all seats come back at once
const SLOWEST = 10_000; // milliseconds between attempts at most

export class Login {
  private readonly requests: Requests;
  private was = false;
  private stopped = false;
  private link: Link | undefined;

  constructor(
    private readonly access: Access,
    private readonly listener: Listener,
    private memory: Memory | null,
    private readonly options: LoginOptions,
  ) {
    this.requests = new Requests(memory ? Date.now() : 0);
  }

  get online(): boolean {
    return this.requests.online;
  }

  ask(name: string, params: unknown[], deadline = this.options.deadline): Promise<Result> {
    return this.requests.ask(name, params, deadline);
  }

  /** Resolves when the login is over for good, with the reason; rejects if it cannot be made. */
  async run(): Promise<string> {
    try {
      return await this.comeAndGo();
    } finally {
      this.stopped = true;
      this.requests.end("the login is over");
      this.listener.keep(null);
    }
  }

  /** Leave the connection without logging out: another tab goes on, or nobody within the grace. */
  stop(): void {
    this.stopped = true;
    this.link?.close();
  }

  private async comeAndGo(): Promise<string> {
    for (let failures = 0; ;) {
      const closed = await this.session().catch((error: unknown) => this.judge(error));
      this.listener.offline();
      if (this.stopped) return "stopped";
      if (closed && FINAL.has(closed.code)) return closed.reason || "ended";
      failures = closed ? 0 : failures + 1;
      const most = Math.min(COME_BACK * 2 ** Math.max(0, failures - 1), SLOWEST);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * most));
    }
  }

  /** Whether to try again: never before the first login, and not when the server says no. */
  private judge(error: unknown): null {
    const hopeless = error instanceof Rejected && error.reason !== "not_ready";
    if (hopeless || !(this.was || this.memory)) throw error;
    return null;
  }

  private async session(): Promise<Closed> {
    const link = (this.link = new Link(this.access.socket("/ws"), {
      hear: (event) => this.hear(event),
      take: (answer) => this.requests.take(answer),
    }));
    try {
      await link.opened;
      void link.closed.then(() => this.requests.lost(link));
      const resumed = (await this.resume(link)) || (await this.logIn(link));
      this.was = true;
      this.requests.goOn(link, resumed);
      this.listener.online(resumed);
      return await link.closed;
    } catch (error) {
      link.close();
      if (error instanceof NotConnected && this.was) return await link.closed;
      throw error;
    } finally {
      this.requests.lost(link);
    }
  }

  /** Whether the login that was lost goes on here. */
  private async resume(link: Link): Promise<boolean> {
    if (!this.memory) return false;
    const { token, seq } = this.memory;
    try {
      await this.requests.ask("resume", [token, seq], this.options.deadline, link);
    } catch (error) {
      if (!(error instanceof Rejected) || (this.options.onlyResume && !this.was)) throw error;
      this.remember(null);
      return false;
    }
    return true;
  }

  /** A login of its own; false, for it is not the one before. */
  private async logIn(link: Link): Promise<false> {
    const [user, token] = [await this.access.user(), await this.access.token()];
    this.remember({ token: "", seq: 0 });
    try {
      const answer = await this.requests.ask("login", [user, token], this.options.deadline, link);
      const seq = this.memory?.seq ?? 0;
      this.remember({ token: answer.token ?? "", seq });
    } catch (error) {
      this.remember(null);
      if (error instanceof Rejected && error.reason === "wrong_credentials") this.access.forget();
      throw error;
    }
    return false;
  }

  private hear(event: SeatEvent): void {
    const last = this.memory?.seq ?? 0;
    if (event.seq > 0 && event.seq <= last) return; // told before
    if (this.memory) this.remember({ ...this.memory, seq: Math.max(last, event.seq) });
    this.listener.hear(event);
  }

  private remember(memory: Memory | null): void {
    this.memory = memory;
    if (memory?.token !== "") this.listener.keep(memory);
  }
}
