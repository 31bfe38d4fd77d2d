// Which command is possible now, and why not: as the server would judge it. The test holds this
// against what the server's own code answered in each situation (test/refusals.json). Where the
// answer hangs on a parameter, only the server knows: such a command is possible here.
import { type Reason, Status } from "@callseat/sdk";
import { activePart, type Facts, heldParts, isInside } from "./model";

/** `offline` is ours, all others are the server's. */
export type Hindrance = Reason | "offline" | "";
type Rule = (facts: Facts) => Hindrance;

const FREE: readonly number[] = [Status.IDLE, Status.WORK, Status.BUSY];
const TALKS: readonly number[] = [Status.TALKING, Status.CONFERENCE];
const IN_CALL: readonly number[] = [...TALKS, Status.HOLDING];
const MOST_PARTS = 4;

const talks = (facts: Facts): boolean =>
  TALKS.includes(facts.status) && activePart(facts) !== undefined;
const supervises = ({ status, parts }: Facts): boolean =>
  status === Status.MONITORING || (status === Status.CONFERENCE && parts.length === 0);
const always: Rule = () => "";

const ringing: Rule = ({ status }) => (status === Status.RINGING ? "" : "not_ringing");
const talking: Rule = (facts) => (talks(facts) ? "" : "no_call");
const held: Rule = (facts) => (heldParts(facts).length ? "" : "no_held_call");

const first =
  (...rules: Rule[]): Rule =>
  (facts) => {
    for (const rule of rules) {
      const hindrance = rule(facts);
      if (hindrance) return hindrance;
    }
    return "";
  };

const free: Rule = ({ status }) => {
  if (FREE.includes(status)) return "";
  return status === Status.UNREACHABLE ? "phone_unreachable" : "wrong_status";
};
const mayCall: Rule = (facts) => {
  if (!IN_CALL.includes(facts.status) || supervises(facts)) return free(facts);
  return facts.parts.length >= MOST_PARTS ? "too_many_calls" : "";
};
const recorded =
  (paused: boolean): Rule =>
  (facts) => {
    const contact = activePart(facts)?.contactId;
    if (!facts.parts.some((one) => one.contactId === contact && one.recorded))
      return "not_recorded";
    return facts.paused === paused ? "" : "wrong_status";
  };
const conference: Rule = ({ status }) => (status === Status.CONFERENCE ? "" : "not_in_conference");
const silent: Rule = ({ playing }) => (playing ? "already_playing" : "");
const plays =
  (which: Facts["playing"]): Rule =>
  ({ playing }) =>
    playing === which ? "" : "not_playing";
const awake: Rule = ({ status }) => (status === Status.REST ? "wrong_status" : "");
/** What came of the last call must be said before. */
const said: Rule = ({ status, owed }) =>
  owed && (status === Status.WORK || status === Status.BUSY) ? "disposition_required" : "";
const withCustomer: Rule = (facts) => {
  const part = activePart(facts);
  return part && (part.consults || isInside(facts, part)) ? "no_call" : "";
};
const previewed: Rule = ({ preview }) => (preview ? "" : "no_preview");
const anyCall: Rule = ({ parts }) => (parts.length ? "" : "no_call");

const RULES: Readonly<Record<string, Rule>> = {
  answerCall: ringing,
  refuse: ringing,
  hangUp: (facts) =>
    talks(facts) || facts.status === Status.DIALING || supervises(facts) ? "" : "no_call",
  requestHold: talking,
  fetchHold: first(held, ({ status }) =>
    status === Status.DIALING || status === Status.RINGING ? "wrong_status" : "",
  ),
  muteOn: talking,
  muteOff: first(talking, ({ muted }) => (muted ? "" : "not_muted")),
  sendDigits: talking,
  turnSlic: talking,
  turnOut: talking,
  requestSlic: talking,
  gotoFlow: first(talking, withCustomer),
  attachData: anyCall,
  playFile: first(talking, silent),
  stopPlayFile: first(talking, plays("playFile")),
  playConfFile: first(talking, conference, silent),
  stopPlayConfFile: first(talking, conference, plays("playConfFile")),
  pauseRecording: first(talking, recorded(false)),
  resumeRecording: first(talking, recorded(true)),
  completeTransfer: first(talking, held),
  cancelTransfer: first((facts) => (activePart(facts) ? "" : "no_call"), held),
  setDisposition: ({ talked }) => (talked ? "" : "no_call"),
  dialPreview: first(previewed, mayCall),
  skipPreview: previewed,
  callOut: mayCall,
  callSeat: mayCall,
  connectQueue: free,
  listenSlic: free,
  whisperSlic: free,
  insertSlic: free,
  requestIntercept: free,
  ready: first(awake, said),
  doNotDisturb: awake,
  workBusy: awake,
  changeStatus: awake,
  workFree: first(
    ({ status, pending }) =>
      status === Status.WORK || pending === Status.WORK ? "" : "wrong_status",
    said,
  ),
  cancelRest: ({ rest }) => (rest ? "" : "rest_not_requested"),
  logout: ({ status }) =>
    FREE.includes(status) || [Status.REST, Status.UNREACHABLE].includes(status as never)
      ? ""
      : "wrong_status",
};
const IN_PLACE: readonly string[] = ["listenSlic", "whisperSlic", "insertSlic", "requestIntercept"];

/** Why the server would refuse the command now; "" if it would not. */
export function hindrance(command: string, facts: Facts): Hindrance {
  if (!facts.online) return "offline";
  if (facts.forbidden.includes(command)) return "not_permitted";
  // Who listens at a seat may change the way of it, or take over.
  if (IN_PLACE.includes(command) && supervises(facts)) return "";
  return (RULES[command] ?? always)(facts);
}
