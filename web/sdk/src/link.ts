// One WebSocket: texts out; answers and events in.
import type { SeatEvent } from "./commands";
import { NotConnected } from "./errors";

export const SUBPROTOCOL = "callseat.v1";

/** How a connection ended: the close code, and the server's token for it. */
export interface Closed {
  code: number;
  reason: string;
}

export interface Answer {
  id: number;
  result?: Record<string, string>;
  error?: {
    message: string;
    data?: { reason: string; message_en: string; message_zh: string; parameter?: string };
  };
}

export interface Ears {
  hear(event: SeatEvent): void;
  take(answer: Answer): void;
}

interface Message extends Answer {
  method?: string;
  params?: Record<string, unknown>;
}

export class Link {
  /** Rejects with NotConnected when the server cannot be reached. */
  readonly opened: Promise<void>;
  readonly closed: Promise<Closed>;
  private readonly socket: WebSocket;

  constructor(address: string, ears: Ears) {
    const socket = (this.socket = new WebSocket(address, SUBPROTOCOL));
    this.opened = new Promise((resolve, reject) => {
      socket.onopen = () => resolve();
      socket.addEventListener("close", () => reject(new NotConnected(`${address}: unreachable`)));
    });
    this.opened.catch(() => undefined);
    this.closed = new Promise((resolve) => {
      socket.addEventListener("close", ({ code, reason }) => resolve({ code, reason }));
    });
    socket.onmessage = ({ data }: MessageEvent<string>) => {
      const message = JSON.parse(data) as Message;
      if (message.method === undefined) ears.take(message);
      else ears.hear({ ...message.params, name: message.method } as SeatEvent);
    };
  }

  send(text: string): void {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(text);
  }

  close(): void {
    this.socket.close(1000);
  }
}
