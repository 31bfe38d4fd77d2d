// JsSIP's connection to the server: SIP over WebSocket (RFC 7118), with the access token shown as a
// subprotocol. JsSIP's own would connect with one fixed address and no token.
import type { Socket } from "jssip/lib/Socket";
import type { PhoneHost } from "./types";

export class SipSocket implements Socket {
  readonly via_transport = "WSS";
  readonly sip_uri: string;
  onconnect: () => void = () => undefined;
  ondisconnect: (error: boolean, code?: number, reason?: string) => void = () => undefined;
  ondata: <T>(text: T) => void = () => undefined;
  private socket: WebSocket | undefined;
  private wanted = false;

  constructor(
    private readonly host: PhoneHost,
    readonly url: string,
  ) {
    this.sip_uri = `sip:${new URL(url).host};transport=ws`;
  }

  connect(): void {
    if (this.socket) {
      this.onconnect();
      return;
    }
    this.wanted = true;
    this.host.token().then(
      (token) => this.wanted && this.open(token),
      () => this.ondisconnect(true),
    );
  }

  disconnect(): void {
    this.wanted = false;
    this.socket?.close(1000);
  }

  send(text: Parameters<Socket["send"]>[0]): boolean {
    if (this.socket?.readyState !== WebSocket.OPEN) return false;
    this.socket.send(text);
    return true;
  }

  isConnected(): boolean {
    return this.socket?.readyState === WebSocket.OPEN;
  }

  isConnecting(): boolean {
    return this.wanted && !this.isConnected();
  }

  private open(token: string): void {
    const socket = (this.socket = new WebSocket(this.url, ["sip", `bearer.${token}`]));
    socket.onopen = () => this.onconnect();
    socket.onmessage = ({ data }: MessageEvent<string>) => this.ondata(data);
    socket.onclose = ({ code, reason }) => {
      this.socket = undefined;
      this.ondisconnect(this.wanted, code, reason);
    };
  }
}
