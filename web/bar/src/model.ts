// What a seat's program knows of its seat, from the events and from its own commands.
import {
  type OnPreview,
  type OnRest,
  type OnStatus,
  type QueuedCaller,
  type SeatEvent,
  Status,
} from "@callseat/sdk";

/** The seat's part of a call, as far as the events tell. */
export interface Part {
  callNo: string;
  contactId: string;
  /** Who is at the other end. */
  other: string;
  caller: string;
  callee: string;
  project: string;
  queue: string;
  msg: string;
  data: Record<string, string>;
  incoming: boolean;
  /** Whether one asks somebody about the call that is on hold meanwhile. */
  consults: boolean;
  /** Whether it is somebody who is to join: one talks on meanwhile. */
  invited: boolean;
  /** Milliseconds since the epoch, by this machine's clock; `answered` 0 before. */
  began: number;
  answered: number;
  recorded: boolean;
}

export interface Facts {
  online: boolean;
  status: number;
  pending: number;
  mode: string;
  /** When the status began, by this machine's clock. */
  since: number;
  user: string;
  extension: string;
  /** Open parts by callNo, the oldest first. */
  parts: Part[];
  /** The callNo of the part in which one talks, rings or dials; "" with none but held ones. */
  active: string;
  muted: boolean;
  paused: boolean;
  /** The command that plays a sound now, "" if none. */
  playing: "" | "playFile" | "playConfFile";
  /** The extension that was called last. */
  called: string;
  /** Whom a campaign shows to be called next. */
  preview: OnPreview | null;
  /** Whether there was a talk of a project, which can be given a disposition. */
  talked: boolean;
  /** Whether it must be given one before the seat is idle again. */
  owed: boolean;
  rest: OnRest["state"];
  restPlace: number;
  /** Who waits in the seat's lines, the longest first. */
  waiting: QueuedCaller[];
  /** Of every seat that is watched, by user. */
  seats: Record<string, OnStatus>;
  /** Commands that were refused as `not_permitted`: they always will be. */
  forbidden: string[];
}

export const nothing = (): Facts => ({
  online: false,
  status: Status.OFFLINE,
  pending: -1,
  mode: "manual",
  since: 0,
  user: "",
  extension: "",
  parts: [],
  active: "",
  muted: false,
  paused: false,
  playing: "",
  called: "",
  preview: null,
  talked: false,
  owed: false,
  rest: "",
  restPlace: 0,
  waiting: [],
  seats: {},
  forbidden: [],
});

const TALKS: readonly number[] = [Status.TALKING, Status.CONFERENCE];

export const activePart = (facts: Facts): Part | undefined =>
  facts.parts.find((one) => one.callNo === facts.active);
export const heldParts = (facts: Facts): Part[] =>
  facts.parts.filter((one) => one.callNo !== facts.active && !one.invited);

const lastHeld = (facts: Facts): string => heldParts(facts).at(-1)?.callNo ?? "";

/** Whether one talks with a colleague: calls of customers that come in have a project. */
export const isInside = (facts: Facts, part: Part): boolean =>
  part.incoming ? part.project === "" : part.callee === facts.called;

/** Bring the facts up to an event. */
export function follow(facts: Facts, event: SeatEvent, now = Date.now()): void {
  const { name } = event;
  if (name === "onStatus") return followStatus(facts, event, now);
  if ("callNo" in event && name !== "onMute") return followCall(facts, event, now);
  followRest(facts, event);
}

function followRest(facts: Facts, event: SeatEvent): void {
  switch (event.name) {
    case "onLoginSuccess":
      if (!event.resumed) Object.assign(facts, nothing(), { online: true });
      Object.assign(facts, { user: event.user, extension: event.extension });
      break;
    case "onRest":
      facts.rest = ["ended", "withdrawn"].includes(event.state) ? "" : event.state;
      facts.restPlace = event.position;
      break;
    case "onMute":
      facts.muted = event.muted;
      break;
    case "onPlayEnd":
      facts.playing = "";
      break;
    default:
      followOthers(facts, event);
  }
}

function followOthers(facts: Facts, event: SeatEvent): void {
  switch (event.name) {
    case "onQueue":
      facts.waiting = [...without(facts.waiting, event.queued), ...event.queued].sort(
        (one, other) => one.since - other.since,
      );
      break;
    case "onQueueOff":
      facts.waiting = without(facts.waiting, event.queued);
      break;
    case "onWatch":
      facts.seats = {};
      break;
    case "onPreview":
    case "onPreviewEnd":
      facts.preview = event.name === "onPreview" ? event : null;
      break;
    case "onUnwatch":
      facts.seats = Object.fromEntries(
        Object.entries(facts.seats).filter(([user]) => user !== event.targetUserName),
      );
  }
}

const without = (list: QueuedCaller[], gone: QueuedCaller[]): QueuedCaller[] =>
  list.filter((one) => !gone.some((other) => other.contactId === one.contactId));

function followStatus(facts: Facts, event: OnStatus, now: number): void {
  facts.seats[event.targetUserName] = event;
  if (event.targetUserName !== facts.user) return;
  const status = Number(event.status);
  if (event.cause === "forced") facts.owed = false; // a supervisor overruled it
  if (status !== facts.status) facts.since = now - Number(event.statustime) * 1000;
  facts.status = status;
  facts.pending = event.pending === "" ? -1 : Number(event.pending);
  facts.mode = event.mode;
  followActive(facts, status);
}

function followActive(facts: Facts, status: number): void {
  if (status === Status.REST) facts.rest ||= "granted";
  if (status === Status.HOLDING) facts.active = "";
  if (status === Status.DIALING) notInvited(facts);
  if (TALKS.includes(status)) facts.active ||= lastHeld(facts);
}

/** The newest part is a call of its own. */
function notInvited(facts: Facts): void {
  const part = facts.parts.at(-1);
  if (!part?.invited) return;
  part.invited = false;
  facts.active = part.callNo;
}

type CallEvent = Extract<SeatEvent, { callNo: string }>;

function followCall(facts: Facts, event: CallEvent, now: number): void {
  switch (event.name) {
    case "onRing":
    case "onDialing":
      begin(facts, event, now);
      break;
    case "onAnswer":
    case "onDialSuccess": {
      const part =
        facts.parts.find((one) => one.callNo === event.callNo) ?? begin(facts, event, now);
      part.answered ||= now;
      if (part.project) facts.owed = event.dispositionRequired;
      facts.talked ||= part.project !== "";
      part.recorded = event.fileName !== "";
      if (!part.invited) facts.active = part.callNo;
      if (facts.parts.length === 1) facts.paused = false;
      break;
    }
    default:
      end(facts, event.callNo);
  }
}

function begin(facts: Facts, event: CallEvent, now: number): Part {
  const known = facts.parts.find((one) => one.callNo === event.callNo);
  // Dialled out of a talk: a consultation, as the status will tell, or an invitation.
  const invited = event.name === "onDialing" && !known && TALKS.includes(facts.status);
  if (!invited) facts.active = event.callNo;
  if (known) return known;
  const told = {
    project_no: "",
    queue: "",
    msg: "",
    data: {},
    iCallType: "1",
    caller: "",
    callee: "",
    contactId: "",
    ...event,
  };
  const incoming = event.name !== "onDialing" && told.iCallType !== "1";
  facts.parts.push({
    callNo: event.callNo,
    contactId: told.contactId,
    other: incoming ? told.caller : told.callee,
    caller: told.caller,
    callee: told.callee,
    project: told.project_no,
    queue: told.queue,
    msg: told.msg,
    data: told.data,
    incoming,
    consults: !incoming && facts.parts.length > 0,
    invited,
    began: now,
    answered: 0,
    recorded: false,
  });
  return facts.parts[facts.parts.length - 1] as Part;
}

function end(facts: Facts, callNo: string): void {
  facts.parts = facts.parts.filter((one) => one.callNo !== callNo);
  if (facts.active === callNo) facts.active = "";
  if (!facts.parts.length) Object.assign(facts, { muted: false, paused: false, playing: "" });
}

/** What a command that was accepted changes without an event. */
export function done(facts: Facts, command: string, params: readonly unknown[] = []): void {
  const [first = "", second = ""] = params.map(String);
  CHANGES[command]?.(facts, first, second);
}

type Change = (facts: Facts, first: string, second: string) => void;
const CHANGES: Readonly<Record<string, Change>> = {
  muteOn: (facts) => void (facts.muted = true),
  muteOff: (facts) => void (facts.muted = false),
  pauseRecording: (facts) => void (facts.paused = true),
  resumeRecording: (facts) => void (facts.paused = false),
  playFile: (facts) => void (facts.playing = "playFile"),
  playConfFile: (facts) => void (facts.playing = "playConfFile"),
  callSeat: (facts, extension) => void (facts.called = extension),
  fetchHold: (facts) => void (facts.active = lastHeld(facts) || facts.active),
  setDisposition: (facts) => void (facts.owed = false),
  attachData: (facts, key, value) => {
    const part = activePart(facts) ?? facts.parts.at(-1);
    if (part) part.data = attached(part.data, key, value);
  },
};

function attached(data: Part["data"], key: string, value: string): Part["data"] {
  const rest = Object.fromEntries(Object.entries(data).filter(([one]) => one !== key));
  return value ? { ...rest, [key]: value } : rest;
}
