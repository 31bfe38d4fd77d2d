// A page that was loaded anew goes on with its call: the SIP dialog is still there at the switch, only
// the sound's way is gone. The dialog is made again from the INVITE that began it, and a re-INVITE
// (RFC 3261 section 14) brings a new way for the sound. Asterisk begins no new DTLS association in a
// stream that has one (measured; see docs/asterisk.md), so the stream is given up first, while a
// second one keeps the session alive, and then its place is taken by a new one (RFC 3264 section 8).
//
// JsSIP has no public way to do so; what is used of its innards is named here and nowhere else.
import { parseMessage } from "jssip/lib/Parser.js";
import RTCSession from "jssip/lib/RTCSession.js";
import type { RTCSession as Session } from "jssip/lib/RTCSession";
import type { UA } from "jssip/lib/UA";
import type { KeptCall } from "./types";

const MOST_REQUESTS = 10; // of a page within the second in which it is loaded
const CONFIRMED = 9; // RTCSession.C.STATUS_CONFIRMED

interface Invite {
  to_tag: string;
  from_tag: string;
  call_id: string;
  to: unknown;
  from: unknown;
}

interface Innards {
  _id: string;
  _status: number;
  _direction: string;
  _request: Invite;
  _contact: string;
  _local_identity: unknown;
  _remote_identity: unknown;
  _is_confirmed: boolean;
  _dialog: { local_seqnum: number };
  _createDialog(invite: Invite, type: "UAS"): boolean;
  _createRTCConnection(configuration: RTCConfiguration): void;
  _newRTCSession(originator: "remote", invite: Invite): void;
  sendRequest(method: "INVITE" | "ACK", options?: object): void;
}

/** The call as it was, in JsSIP's `newRTCSession` first; false when it cannot be gone on with. */
export function recover(ua: UA, kept: KeptCall, sound: MediaStream): boolean {
  const invite = parseMessage(kept.invite, ua) as Invite | undefined;
  if (!invite) return false;
  const session = new RTCSession(ua) as Innards & Session;
  invite.to_tag = kept.tag;
  session._id = invite.call_id + invite.from_tag;
  session._direction = "incoming";
  session._request = invite;
  session._contact = String((ua as unknown as { contact: object }).contact);
  session._local_identity = invite.to;
  session._remote_identity = invite.from;
  session._status = CONFIRMED;
  session._is_confirmed = true;
  if (!session._createDialog(invite, "UAS")) return false;
  // Requests of the page before had lower numbers: seconds grow faster than anybody asks, but for
  // a page that is loaded twice in one.
  session._dialog.local_seqnum = Math.floor(Date.now() / 1000) + kept.pages * MOST_REQUESTS;
  session._newRTCSession("remote", invite);
  session._createRTCConnection({});
  for (const track of sound.getAudioTracks()) session.connection.addTrack(track, sound);
  session.on("sdp", (sdp) => {
    sdp.sdp = sdp.originator === "local" ? withDeadSecond(sdp.sdp) : firstAlone(sdp.sdp);
  });
  void giveUpStream(session).then(() => session.renegotiate());
  return true;
}

/** The stream of the page before ends; the one in its place goes nowhere. */
async function giveUpStream(session: Innards & Session): Promise<void> {
  const offer = await session.connection.createOffer();
  const body = withDeadFirst(nowhere(offer.sdp ?? ""));
  const extraHeaders = [`Contact: ${session._contact}`, "Content-Type: application/sdp"];
  await new Promise<void>((resolve) => {
    const fail = () => session.terminate({ status_code: 500 });
    session.sendRequest("INVITE", {
      extraHeaders,
      body,
      eventHandlers: {
        onSuccessResponse: () => (session.sendRequest("ACK"), resolve()),
        onErrorResponse: fail,
        onTransportError: fail,
        onRequestTimeout: fail,
        onDialogError: fail,
      },
    });
  });
}

const DEAD = "m=audio 0 UDP/TLS/RTP/SAVPF 0\r\nc=IN IP4 0.0.0.0\r\na=inactive\r\n";

function withDeadFirst(sdp: string): string {
  return sdp.replace("m=audio", `${DEAD}m=audio`);
}

export function withDeadSecond(sdp: string): string {
  return sdp + DEAD;
}

/** As the browser knows it: one stream. */
export function firstAlone(sdp: string): string {
  return sdp
    .split(/(?=^m=)/m)
    .slice(0, 2)
    .join("");
}

/** Nobody answers there: no candidate, and a secret that is nobody's. */
function nowhere(sdp: string): string {
  const secret = crypto.getRandomValues(new Uint8Array(12)).join("").padEnd(24, "0");
  return sdp.replace(/^a=candidate.*\r\n/gm, "").replace(/^a=ice-pwd:.*$/m, `a=ice-pwd:${secret}`);
}
