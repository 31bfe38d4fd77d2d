// Registers with the server's credentials, and answers as the server asks.
import UA from "jssip/lib/UA.js";
import type { RTCSession } from "jssip/lib/RTCSession";
import type { IncomingRequest } from "jssip/lib/SIPMessage";
import type { RTCSessionEvent, UA as UserAgent } from "jssip/lib/UA";
import { closeStream, MicrophoneError, openMicrophone } from "./microphone";
import { QualityMeter } from "./quality";
import { recover } from "./recover";
import { Ringtone } from "./ringtone";
import { SipSocket } from "./socket";
import {
  type KeptCall,
  PHONE_OFF,
  type PhoneHost,
  type PhoneSettings,
  type PhoneState,
  type Quality,
  type Telephone,
} from "./types";

const RECOVERY = 5; // seconds between attempts to connect at most
const EXPIRES = 120; // seconds

interface Listening {
  receiveRequest(request: IncomingRequest): void;
}

export class BrowserPhone implements Telephone {
  private state: PhoneState = PHONE_OFF;
  private settings: PhoneSettings = {};
  private ua: UserAgent | undefined;
  private extension = "";
  private session: RTCSession | undefined;
  private microphone: MediaStream | undefined;
  private kept: KeptCall | null = null;
  private reconnected = false;
  private meter = new QualityMeter();
  private readonly ringtone = new Ringtone();
  private readonly speaker = new Audio();

  constructor(private readonly host: PhoneHost) {
    this.speaker.autoplay = true;
  }

  async start(kept: KeptCall | null): Promise<void> {
    if (!this.session) this.kept = kept;
    try {
      // Asked for at once, not when the first customer waits for an answer.
      if (!this.session) closeStream(await openMicrophone(this.settings.microphone));
      const { extension, secret, path } = await this.host.credentials();
      this.register(extension, secret, path);
    } catch (error) {
      this.fail(error);
    }
  }

  stop(): void {
    this.ringtone.stop();
    this.over();
    this.ua?.stop();
    this.ua = undefined;
    this.change(PHONE_OFF);
  }

  use(settings: PhoneSettings): void {
    const other = settings.microphone !== this.settings.microphone;
    this.settings = settings;
    this.chooseSpeaker();
    if (other && this.session && this.microphone) void this.replaceMicrophone(this.session);
  }

  async quality(): Promise<Quality | null> {
    const connection = this.session?.connection;
    return connection && this.state.call === "talking" ? this.meter.measure(connection) : null;
  }

  // --- the line ----------------------------------------------------------------------------------

  private register(extension: string, secret: string, path: string): void {
    if (this.ua && this.extension === extension) {
      this.ua.set("password", secret);
      if (this.ua.isConnected()) this.ua.register();
      return;
    }
    this.ua?.stop();
    this.extension = extension;
    const address = this.host.address(path);
    const host = new URL(address).hostname;
    const ua = (this.ua = new UA({
      sockets: new SipSocket(this.host, address),
      uri: `sip:${extension}@${host}`,
      password: secret,
      register_expires: EXPIRES,
      session_timers: false,
      connection_recovery_min_interval: 1,
      connection_recovery_max_interval: RECOVERY,
    }));
    this.change({ line: "connecting" });
    ua.on("registered", () => this.registered(ua));
    ua.on("disconnected", () => this.lost());
    ua.on("registrationFailed", () =>
      this.change({ line: "connecting", problem: "not_registered" }),
    );
    ua.on("newRTCSession", (event: RTCSessionEvent) =>
      this.called(event.session, event.request as IncomingRequest),
    );
    ua.start();
  }

  private registered(ua: UserAgent): void {
    this.change({ line: "registered", problem: "" });
    if (this.kept) void this.goOn(ua, this.kept);
    // The switch must learn over which connection the call's requests are to come now.
    else if (this.reconnected && this.session?.isEstablished()) this.session.renegotiate();
    this.reconnected = false;
  }

  private lost(): void {
    this.reconnected = true;
    if (this.ua) this.change({ line: "connecting", problem: "not_registered" });
  }

  private async goOn(ua: UserAgent, kept: KeptCall): Promise<void> {
    this.kept = null;
    try {
      const sound = await this.openMicrophone();
      const next = { ...kept, pages: kept.pages + 1 };
      if (recover(ua, next, sound)) {
        this.host.keep(next);
        this.change({ call: "talking" });
      } else this.over();
    } catch (error) {
      this.fail(error);
    }
  }

  // --- the call ----------------------------------------------------------------------------------

  private called(session: RTCSession, request: IncomingRequest): void {
    // A seat has one call at a time: one that is there still is over at the switch, which could not
    // say so while there was no connection.
    if (this.session) this.end(this.session);
    this.session = session;
    this.meter = new QualityMeter();
    session.on("peerconnection", ({ peerconnection }) => this.listen(peerconnection));
    session.on("accepted", () => this.talking(session, request));
    for (const end of ["ended", "failed"] as const)
      session.on(end, () => session === this.session && this.over());
    this.heed(session);
    if (session.isEstablished()) return;
    this.change({ call: "ringing" });
    if (/answer-after\s*=\s*0/i.test(request.getHeader("Call-Info") ?? ""))
      void this.answer(session);
    else if (this.settings.ringtone !== false) this.ringtone.start(this.settings.ringer ?? "");
  }

  /** NOTIFY with `Event: talk` while it rings: the server asks for an answer. JsSIP would refuse. */
  private heed(session: RTCSession): void {
    const listening = session as unknown as Listening;
    const usual = listening.receiveRequest.bind(session);
    listening.receiveRequest = (request) => {
      if (String(request.method) !== "NOTIFY" || request.getHeader("Event") !== "talk")
        return usual(request);
      (request as unknown as { reply(code: number): void }).reply(200);
      if (this.state.call === "ringing") void this.answer(session);
    };
  }

  private async answer(session: RTCSession): Promise<void> {
    try {
      const mediaStream = await this.openMicrophone();
      if (!session.isEnded()) session.answer({ mediaStream, pcConfig: {} });
    } catch (error) {
      session.terminate({ status_code: 480 });
      this.fail(error);
    }
  }

  private talking(session: RTCSession, request: IncomingRequest): void {
    this.ringtone.stop();
    const { data, to_tag } = request as unknown as { data: string; to_tag: string };
    this.host.keep({ invite: data, tag: to_tag, pages: 1 });
    if (session === this.session) this.change({ call: "talking" });
  }

  private listen(connection: RTCPeerConnection): void {
    connection.addEventListener("track", ({ track }) => {
      this.speaker.srcObject = new MediaStream([track]);
      this.chooseSpeaker();
      this.speaker.play().catch(() => this.change({ problem: "sound_blocked" }));
    });
  }

  private end(session: RTCSession): void {
    this.over();
    if (!session.isEnded()) session.terminate();
  }

  private over(): void {
    this.ringtone.stop();
    closeStream(this.microphone);
    this.session = this.microphone = undefined;
    this.kept = null;
    this.speaker.srcObject = null;
    this.host.keep(null);
    this.change({ call: "none" });
  }

  // --- devices -----------------------------------------------------------------------------------

  private async openMicrophone(): Promise<MediaStream> {
    closeStream(this.microphone);
    return (this.microphone = await openMicrophone(this.settings.microphone));
  }

  private async replaceMicrophone(session: RTCSession): Promise<void> {
    try {
      const [track] = (await this.openMicrophone()).getAudioTracks();
      await session.connection.getSenders()[0]?.replaceTrack(track ?? null);
    } catch (error) {
      this.fail(error);
    }
  }

  private chooseSpeaker(): void {
    const speaker = this.speaker as HTMLAudioElement & {
      setSinkId?: (id: string) => Promise<void>;
    };
    speaker.setSinkId?.(this.settings.speaker ?? "").catch(() => undefined);
  }

  private fail(error: unknown): void {
    this.change({ problem: error instanceof MicrophoneError ? error.problem : "not_registered" });
  }

  private change(changes: Partial<PhoneState>): void {
    const next = { ...this.state, ...changes };
    if (JSON.stringify(next) === JSON.stringify(this.state)) return;
    this.state = next;
    this.host.changed(next);
  }
}
