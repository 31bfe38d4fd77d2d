// Several tabs of one agent share one login and one telephone. The tab that holds the lock leads: it
// has the connection. The others follow: they hear through it, and ask through it. When the leader
// is closed, another one gets the lock and goes on with the login, and with the call.
import type { Access } from "./access";
import { Board } from "./board";
import { Channel, type Estate, type Message } from "./channel";
import type { Result, SeatEvent } from "./commands";
import { fromPlain, NotConnected, TimedOut, toPlain } from "./errors";
import { Login, type Memory } from "./login";
import { PhoneDesk } from "./phone-desk";
import {
  type KeptCall,
  PHONE_OFF,
  type PhoneSettings,
  type PhoneState,
  type Quality,
} from "./phone/types";

// Asked of the leading tab, like commands.
const QUALITY = "phone.quality";
const RETRY = "phone.retry";

export interface TabsOptions {
  /** Milliseconds for each command. */
  deadline: number;
  /** Whether there is a telephone in the browser. */
  phone: boolean;
}

export interface TabsHost {
  tell(event: SeatEvent): void;
  online(online: boolean): void;
  phone(state: PhoneState): void;
  over(reason: string): void;
}

interface Waiting {
  resolve: (result: Result) => void;
  reject: (error: Error) => void;
}

export class Tabs {
  readonly board = new Board();
  phone: PhoneState = PHONE_OFF;
  online = false;
  private memory: Memory | null = null;
  private call: KeptCall | null = null;
  private login: Login | undefined;
  private ended = "";
  private serial = 0;
  private readonly desk: PhoneDesk;
  private readonly channel: Channel;
  private readonly waiting = new Map<string, Waiting>();
  private readonly giveUp = new AbortController();
  private opened: Waiting | undefined;

  constructor(
    private readonly key: string,
    private readonly access: Access,
    private readonly options: TabsOptions,
    private readonly host: TabsHost,
  ) {
    this.channel = new Channel(key, (message) => this.heard(message));
    this.desk = new PhoneDesk(access, {
      changed: (state) => this.phoneChanged(state),
      keep: (call) => {
        this.call = call;
        this.channel.say({ kind: "keep", memory: this.memory, call });
      },
    });
  }

  get leads(): boolean {
    return this.login !== undefined;
  }

  /** Resolves when logged in, by this tab or another; rejects when that cannot be. */
  async open(): Promise<void> {
    const opening = new Promise<Result>((resolve, reject) => {
      this.opened = { resolve, reject };
    });
    this.channel.say({ kind: "hello" });
    addEventListener("pagehide", this.save);
    this.queue().catch((error: unknown) => this.finish("failed", error));
    await opening;
  }

  ask(name: string, params: unknown[], deadline = this.options.deadline): Promise<Result> {
    if (this.ended) return Promise.reject(new NotConnected(`${name}: the login is over`));
    if (this.login) return this.serve(this.login, name, params, deadline);
    const id = `${this.channel.tab}.${++this.serial}`;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(id);
        reject(new TimedOut(`${name}: no answer within ${deadline / 1000} s`));
      }, deadline);
      const done = () => (clearTimeout(timer), this.waiting.delete(id));
      this.waiting.set(id, {
        resolve: (result) => (done(), resolve(result)),
        reject: (error) => (done(), reject(error)),
      });
      this.channel.say({ kind: "ask", id, name, params, deadline });
    });
  }

  usePhone(settings: PhoneSettings): void {
    this.desk.use(settings);
    this.channel.say({ kind: "settings", settings });
  }

  /** Of the call at the telephone, which is the leading tab's. */
  async quality(): Promise<Quality | null> {
    const { quality = "null" } = await this.ask(QUALITY, []);
    return JSON.parse(quality) as Quality | null;
  }

  /** Try again to get the telephone to work, as when the microphone was allowed. */
  async retryPhone(): Promise<void> {
    if (this.options.phone) await this.ask(RETRY, []);
  }

  /** This tab goes; the login goes on in the others, or for the time of grace. */
  leave(): void {
    this.save();
    this.finish("left");
  }

  // --- leading -----------------------------------------------------------------------------------

  private async queue(): Promise<void> {
    if (!navigator.locks) return this.lead();
    await navigator.locks
      .request(this.key, { signal: this.giveUp.signal }, () => this.lead())
      .catch((error: unknown) => {
        if (!this.ended) throw error;
      });
  }

  /** Until the login is over. */
  private async lead(): Promise<void> {
    if (this.ended) return;
    const succeeds = this.memory !== null;
    const restored = succeeds ? false : this.restore();
    this.login = new Login(
      this.access,
      {
        hear: (event) => this.hear(event),
        online: (resumed) => this.came(resumed, restored && resumed),
        offline: () => this.connection(false),
        keep: (memory) => {
          this.memory = memory;
          this.channel.say({ kind: "keep", memory, call: this.call });
        },
      },
      this.memory,
      { deadline: this.options.deadline, onlyResume: succeeds },
    );
    const reason = await this.login.run();
    this.channel.say({ kind: "over", reason });
    this.finish(reason);
  }

  private came(resumed: boolean, restored: boolean): void {
    if (restored) for (const event of this.board.state()) this.host.tell(event);
    this.connection(true);
    // Its credentials are good for as long as the login.
    if (this.options.phone && !(resumed && this.desk.started)) void this.desk.start(this.call);
  }

  private connection(online: boolean): void {
    this.channel.say({ kind: "online", online });
    if (online) this.channel.say({ kind: "welcome", to: "", estate: this.estate() });
    this.nowOnline(online);
  }

  private hear(event: SeatEvent): void {
    this.channel.say({ kind: "event", event });
    this.take(event);
  }

  private serve(login: Login, name: string, params: unknown[], deadline: number): Promise<Result> {
    if (name === QUALITY)
      return this.desk.quality().then((one) => ({ quality: JSON.stringify(one) }));
    if (name === RETRY) return this.desk.start(this.call).then(() => ({}));
    return login.ask(name, params, deadline);
  }

  private phoneChanged(state: PhoneState): void {
    this.channel.say({ kind: "phone", state });
    this.phone = state;
    this.host.phone(state);
  }

  // --- following ---------------------------------------------------------------------------------

  private heard(message: Message): void {
    if (this.login) this.heardAsLeader(message, this.login);
    else this.heardAsFollower(message);
  }

  private heardAsLeader(message: Message, login: Login): void {
    switch (message.kind) {
      case "hello":
        if (login.online)
          this.channel.say({ kind: "welcome", to: message.from, estate: this.estate() });
        break;
      case "ask": {
        const { id, name, params, deadline } = message;
        this.serve(login, name, params, deadline).then(
          (result) => this.channel.say({ kind: "answer", id, result }),
          (error: unknown) => this.channel.say({ kind: "answer", id, error: toPlain(error) }),
        );
        break;
      }
      case "settings":
        this.desk.use(message.settings);
    }
  }

  private heardAsFollower(message: Message): void {
    switch (message.kind) {
      case "welcome":
        this.welcomed(message.to, message.estate);
        break;
      case "event":
        if (this.opened === undefined) this.take(message.event);
        break;
      case "keep":
        [this.memory, this.call] = [message.memory, message.call];
        break;
      case "online":
        if (this.opened === undefined) this.nowOnline(message.online);
        break;
      case "phone":
        this.phone = message.state;
        this.host.phone(message.state);
        break;
      case "answer":
        this.answered(message);
        break;
      case "over":
        this.finish(message.reason);
    }
  }

  private welcomed(to: string, estate: Estate): void {
    if (this.opened === undefined || (to !== "" && to !== this.channel.tab)) return;
    [this.memory, this.call, this.phone] = [estate.memory, estate.call, estate.phone];
    for (const event of estate.events) this.take(event);
    this.host.phone(this.phone);
    this.nowOnline(true);
  }

  private answered({ id, result, error }: Extract<Message, { kind: "answer" }>): void {
    const waiting = this.waiting.get(id);
    if (error) waiting?.reject(fromPlain(error));
    else waiting?.resolve(result ?? {});
  }

  // --- both --------------------------------------------------------------------------------------

  private take(event: SeatEvent): void {
    if (this.memory) this.memory.seq = Math.max(this.memory.seq, event.seq);
    this.board.follow(event);
    this.host.tell(event);
  }

  private nowOnline(online: boolean): void {
    this.online = online;
    this.host.online(online);
    if (online) {
      this.opened?.resolve({});
      this.opened = undefined;
    }
  }

  private estate(): Estate {
    const { memory, call, phone } = this;
    return { memory, call, phone, events: this.board.state() };
  }

  private finish(reason: string, error?: unknown): void {
    if (this.ended) return;
    this.ended = reason;
    this.login?.stop();
    this.desk.stop();
    removeEventListener("pagehide", this.save);
    if (reason !== "left") sessionStorage.removeItem(this.key);
    this.board.clear();
    this.opened?.reject(error instanceof Error ? error : new NotConnected(reason));
    this.opened = undefined;
    for (const one of [...this.waiting.values()]) one.reject(new NotConnected(reason));
    this.giveUp.abort();
    this.channel.close();
    this.host.online(false);
    this.host.over(reason);
  }

  /** What this page, loaded anew, needs in order to go on. */
  private readonly save = (): void => {
    if (this.login && this.memory?.token)
      sessionStorage.setItem(this.key, JSON.stringify(this.estate()));
  };

  private restore(): boolean {
    const saved = sessionStorage.getItem(this.key);
    sessionStorage.removeItem(this.key);
    if (!saved) return false;
    const { memory, call, events } = JSON.parse(saved) as Estate;
    [this.memory, this.call] = [memory, call];
    for (const event of events) this.board.follow(event);
    return true;
  }
}
