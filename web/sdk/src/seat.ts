// A seat at work, in the browser.
import { Access, type Credentials } from "./access";
import { type EventName, type Events, type OnStatus, Protocol, type Result } from "./commands";
import { NotConnected } from "./errors";
import { type Handler, Handlers } from "./handlers";
import { savedSettings } from "./phone-desk";
import { PHONE_OFF, type PhoneSettings, type PhoneState, type Quality } from "./phone/types";
import { Tabs } from "./tabs";

export interface SeatOptions extends Credentials {
  /** Whether to be a telephone, too; else the seat has one on the desk. */
  phone?: boolean;
  /** Milliseconds for each command; 10,000 if left out. */
  deadline?: number;
}

/**
 * Commands are methods (`await seat.callOut("13800138000")`), events are handlers, by position
 * (`seat.onRing = (callNo, iCallType, caller, ...) => ...`) or as objects (`seat.on("onRing", ...)`).
 *
 * A broken connection is renewed by itself, and what was told meanwhile is told then, each event once.
 * Tabs of one agent share one login. A page loaded anew goes on with its login and its call.
 */
export class Seat extends Protocol {
  /** Whether the connection is there now. */
  onConnection?: ((online: boolean) => void) | undefined;
  /** The telephone in the browser changed. */
  onPhone?: ((state: PhoneState) => void) | undefined;
  /** The login is over for good: `logout`, `taken_over`, `forced` ... */
  onEnd?: ((reason: string) => void) | undefined;

  private readonly handlers = new Handlers();
  private readonly access: Access;
  private tabs: Tabs | undefined;

  constructor(private readonly options: SeatOptions = {}) {
    super();
    this.access = new Access(options);
  }

  /** A new seat that is logged in. */
  static async connect(options: SeatOptions): Promise<Seat> {
    const seat = new Seat(options);
    await seat.open();
    return seat;
  }

  /** Log in. Rejects with Rejected (see its `reason`) or NotConnected. */
  async open(): Promise<void> {
    const { server } = this.access;
    const key = `callseat:${server.host}:${await this.access.user()}`;
    const { deadline = 10_000, phone = false } = this.options;
    this.tabs = new Tabs(
      key,
      this.access,
      { deadline, phone },
      {
        tell: (event) => this.handlers.tell(event, this),
        online: (online) => this.onConnection?.(online),
        phone: (state) => this.onPhone?.(state),
        over: (reason) => this.onEnd?.(reason),
      },
    );
    await this.tabs.open();
  }

  /** Leave without logging out: the other tabs go on, or this page when it is loaded anew. */
  leave(): void {
    this.tabs?.leave();
  }

  override command(name: string, ...params: unknown[]): Promise<Result> {
    if (!this.tabs) return Promise.reject(new NotConnected(`${name}: the seat was never opened`));
    while (params.length && params[params.length - 1] === undefined) params.pop();
    return this.tabs.ask(name, params);
  }

  /** Hear an event as an object; `*` hears all. Returns how to end it. */
  on<N extends EventName>(name: N | "*", handler: Handler<Events[N]>): () => void {
    return this.handlers.on(name, handler);
  }

  /** Logged in at this moment. */
  get connected(): boolean {
    return this.tabs?.online ?? false;
  }

  /** Of the seat itself: see Status. */
  get status(): number {
    return this.tabs?.board.status ?? 0;
  }

  /** The last onStatus of each seat known, by user. */
  get watched(): ReadonlyMap<string, OnStatus> {
    return this.tabs?.board.watched ?? new Map();
  }

  /** Whether this tab has the connection and the telephone. */
  get leads(): boolean {
    return this.tabs?.leads ?? false;
  }

  get phone(): PhoneState {
    return this.tabs?.phone ?? PHONE_OFF;
  }

  /** What the telephone uses in this browser; change it with `usePhone`. */
  get phoneSettings(): PhoneSettings {
    return savedSettings();
  }

  usePhone(settings: PhoneSettings): void {
    this.tabs?.usePhone(settings);
  }

  /** Try again after a problem, as when the microphone was allowed. */
  async retryPhone(): Promise<void> {
    await this.tabs?.retryPhone();
  }

  /** Of the call at this telephone; null without one. */
  async quality(): Promise<Quality | null> {
    return this.connected ? ((await this.tabs?.quality()) ?? null) : null;
  }
}
