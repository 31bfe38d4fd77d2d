// A server of a few lines, and what a browser has that Node lacks.
import type { Answer } from "../src/link";

type Script = (socket: FakeSocket, message: Request) => void;

export interface Request {
  id: number;
  method: string;
  params: unknown[];
}

/** Sockets that were opened, the newest last; `script` answers what is asked. */
export const opened: FakeSocket[] = [];
let script: Script = () => undefined;

export class FakeSocket extends EventTarget {
  static readonly OPEN = 1;
  readyState = 0;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  asked: Request[] = [];

  constructor(readonly url: string) {
    super();
    opened.push(this);
    queueMicrotask(() => {
      this.readyState = 1;
      this.onopen?.();
    });
  }

  send(text: string): void {
    const request = JSON.parse(text) as Request;
    this.asked.push(request);
    queueMicrotask(() => script(this, request));
  }

  answer(answer: Answer): void {
    this.onmessage?.({ data: JSON.stringify({ jsonrpc: "2.0", ...answer }) });
  }

  tell(method: string, params: object): void {
    this.onmessage?.({ data: JSON.stringify({ jsonrpc: "2.0", method, params }) });
  }

  close(code = 1000, reason = ""): void {
    this.readyState = 3;
    this.dispatchEvent(Object.assign(new Event("close"), { code, reason }));
  }
}

export function serve(next: Script): void {
  opened.length = 0;
  script = next;
}

/** A token that nobody has signed. */
export function token(user: string, seconds: number): string {
  const claims = { sub: user, exp: Date.now() / 1000 + seconds };
  const bytes = new TextEncoder().encode(JSON.stringify(claims));
  return `e30.${btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")}.x`;
}
