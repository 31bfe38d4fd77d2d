// Commands that are not answered yet, over as many connections as it takes.
//
// Numbers are never used twice in a login, so that a command may be repeated after a loss: the server
// carries out a number once, and gives the first answer again.
import type { Reason, Result } from "./commands";
import { NotConnected, Rejected, TimedOut } from "./errors";
import type { Answer, Link } from "./link";

interface Pending {
  method: string;
  text: string;
  on: Link | undefined;
  sent: boolean;
  resolve: (result: Result) => void;
  reject: (error: Error) => void;
}

export class Requests {
  private serial: number;
  private over = "";
  private way: Link | undefined;
  private readonly pending = new Map<number, Pending>();

  /** A page that was loaded anew goes on with a login whose numbers it does not know: it starts higher. */
  constructor(first: number) {
    this.serial = first;
  }

  get online(): boolean {
    return this.way !== undefined;
  }

  /**
   * Give a command, as soon as there is a connection, or `on` this one and no other.
   * Rejects with Rejected, TimedOut or NotConnected. `deadline` is milliseconds.
   */
  ask(method: string, params: unknown[], deadline: number, on?: Link): Promise<Result> {
    if (this.over) return Promise.reject(new NotConnected(`${method}: ${this.over}`));
    const id = ++this.serial;
    const text = JSON.stringify({ jsonrpc: "2.0", id, method, params });
    return new Promise((resolve, reject) => {
      const pending: Pending = { method, text, on, sent: false, resolve, reject };
      const timer = setTimeout(() => this.fail(id, lateness(pending, deadline)), deadline);
      pending.resolve = (result) => (clearTimeout(timer), resolve(result));
      pending.reject = (error) => (clearTimeout(timer), reject(error));
      this.pending.set(id, pending);
      this.send(pending, on ?? this.way);
    });
  }

  take(answer: Answer): void {
    const pending = this.pending.get(answer.id);
    if (!pending) return;
    const data = answer.error?.data;
    if (answer.result) {
      this.pending.delete(answer.id);
      pending.resolve(answer.result);
    } else if (data) {
      const sentence = { en: data.message_en, zh: data.message_zh };
      const reason = data.reason as Reason;
      this.fail(answer.id, new Rejected(pending.method, reason, sentence, data.parameter));
    }
  }

  /**
   * Commands go this way now. Those that went out before are repeated if the login goes on, else they
   * fail: nobody knows whether they were carried out.
   */
  goOn(way: Link, resumed: boolean): void {
    this.way = way;
    for (const [id, pending] of [...this.pending]) {
      if (pending.sent && !resumed)
        this.fail(id, new NotConnected(`${pending.method}: the login was lost before the answer`));
      else this.send(pending, way);
    }
  }

  /** This connection is gone. */
  lost(way: Link): void {
    if (this.way === way) this.way = undefined;
    for (const [id, pending] of [...this.pending])
      if (pending.on === way)
        this.fail(id, new NotConnected(`${pending.method}: the connection broke`));
  }

  /** There will be no connection any more. */
  end(why: string): void {
    this.way = undefined;
    this.over = why;
    for (const [id, pending] of [...this.pending])
      this.fail(id, new NotConnected(`${pending.method}: ${why}`));
  }

  private send(pending: Pending, way: Link | undefined): void {
    if (!way) return;
    pending.sent = true;
    way.send(pending.text);
  }

  private fail(id: number, error: Error): void {
    const pending = this.pending.get(id);
    this.pending.delete(id);
    pending?.reject(error);
  }
}

function lateness(pending: Pending, deadline: number): Error {
  const seconds = deadline / 1000;
  return pending.sent
    ? new TimedOut(`${pending.method}: no answer within ${seconds} s`)
    : new NotConnected(`${pending.method}: no connection within ${seconds} s`);
}
