// What the tabs of one agent say to each other.
import type { Result, SeatEvent } from "./commands";
import type { PlainError } from "./errors";
import type { Memory } from "./login";
import type { KeptCall, PhoneSettings, PhoneState } from "./phone/types";

/** All that a tab must know to take over. */
export interface Estate {
  memory: Memory | null;
  call: KeptCall | null;
  events: SeatEvent[];
  phone: PhoneState;
}

export type Said =
  | { kind: "hello" }
  | { kind: "welcome"; to: string; estate: Estate }
  | { kind: "event"; event: SeatEvent }
  | { kind: "keep"; memory: Memory | null; call: KeptCall | null }
  | { kind: "online"; online: boolean }
  | { kind: "phone"; state: PhoneState }
  | { kind: "settings"; settings: PhoneSettings }
  | { kind: "ask"; id: string; name: string; params: unknown[]; deadline: number }
  | { kind: "answer"; id: string; result?: Result; error?: PlainError }
  | { kind: "over"; reason: string };

export type Message = Said & { from: string };

/** Everybody hears what the others say; a browser without channels has one tab only. */
export class Channel {
  readonly tab = crypto.randomUUID?.() ?? String(Math.random());
  private channel: BroadcastChannel | undefined;

  constructor(name: string, hear: (message: Message) => void) {
    if (typeof BroadcastChannel === "undefined") return;
    this.channel = new BroadcastChannel(name);
    this.channel.onmessage = ({ data }: MessageEvent<Message>) => hear(data);
  }

  say(said: Said): void {
    this.channel?.postMessage({ ...said, from: this.tab });
  }

  /** What is still said afterwards, as by a telephone that was just starting, nobody hears. */
  close(): void {
    this.channel?.close();
    this.channel = undefined;
  }
}
