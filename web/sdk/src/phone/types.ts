// The telephone as the rest of the SDK sees it; the telephone itself is loaded when it is wanted.

/** What keeps the telephone from working; `describe` says it in words. */
export type PhoneProblem =
  | "insecure_page"
  | "microphone_refused"
  | "microphone_missing"
  | "microphone_busy"
  | "sound_blocked"
  | "not_registered"
  | "no_telephony";

export interface PhoneState {
  /** `off` until it is wanted and works. */
  line: "off" | "connecting" | "registered";
  call: "none" | "ringing" | "talking";
  problem: PhoneProblem | "";
}

/** Device ids as `navigator.mediaDevices.enumerateDevices` gives them; empty is the system's choice. */
export interface PhoneSettings {
  microphone?: string;
  speaker?: string;
  ringer?: string;
  /** Whether it rings aloud. */
  ringtone?: boolean;
}

/** Of the last five seconds. Times are milliseconds, loss is per cent, `mos` is 1 (bad) to 4.5. */
export interface Quality {
  codec: string;
  roundTrip: number;
  jitter: number;
  lost: number;
  /** Loudness of what is heard, 0 to 1. */
  level: number;
  mos: number;
}

/** A call that a page loaded anew can go on with. */
export interface KeptCall {
  invite: string;
  tag: string;
  /** How many pages it has been on. */
  pages: number;
}

/** What the telephone needs from its surroundings. */
export interface PhoneHost {
  /** Of `createPhone` in the REST API: new for each login. */
  credentials(): Promise<{ extension: string; secret: string; path: string }>;
  token(): Promise<string>;
  address(path: string): string;
  changed(state: PhoneState): void;
  keep(call: KeptCall | null): void;
}

export interface Telephone {
  start(kept: KeptCall | null): Promise<void>;
  stop(): void;
  use(settings: PhoneSettings): void;
  quality(): Promise<Quality | null>;
}

export const PHONE_OFF: PhoneState = { line: "off", call: "none", problem: "" };
