// Access tokens of the REST API: got, kept, renewed silently, and used.
import type { Reason } from "./commands";
import { NotConnected, Rejected } from "./errors";

export type TokenSource = string | (() => string | Promise<string>);

export interface Credentials {
  /** The server, such as "https://cti.example"; the page's own if left out. */
  server?: string;
  /** An access token, or a function that gives one whenever it is needed. */
  token?: TokenSource;
  /** Instead of a token. */
  user?: string;
  password?: string;
}

interface Claims {
  sub: string;
  exp: number;
}

interface Problem {
  reason: string;
  detail: string;
  message_en?: string;
  message_zh?: string;
}

const RENEWED_BEFORE = 600_000; // milliseconds before the end

export class Access {
  readonly server: URL;
  private kept = "";

  constructor(private readonly given: Credentials) {
    this.server = new URL(given.server ?? location.origin);
    this.server.protocol = this.server.protocol.replace("ws", "http");
  }

  /** Where the WebSocket of that name is. */
  socket(name: string): string {
    const address = new URL(name, this.server);
    address.protocol = this.server.protocol.replace("http", "ws");
    return address.href;
  }

  /** The account that is to log in. */
  async user(): Promise<string> {
    return this.given.user ?? claims(await this.token()).sub;
  }

  /** A good token. Rejects with Rejected when there is none to be had. */
  async token(): Promise<string> {
    const left = this.kept ? claims(this.kept).exp * 1000 - Date.now() : 0;
    if (left > RENEWED_BEFORE) return this.kept;
    if (left > 0) {
      try {
        return (this.kept = await this.issued("tokens/renew", this.kept));
      } catch {
        // It may not be renewed any more: another one is asked for.
      }
    }
    return (this.kept = await this.fresh());
  }

  /** The token is refused: the next one is a new one. */
  forget(): void {
    this.kept = "";
  }

  /** POST to the REST API. Rejects with Rejected or NotConnected. */
  async post<T>(path: string, body?: object, token = ""): Promise<T> {
    const address = new URL(`/api/v1/${path}`, this.server);
    const headers: Record<string, string> = { "Content-Type": "application/json" };
    if (token) headers.Authorization = `Bearer ${token}`;
    let response: Response;
    try {
      response = await fetch(address, {
        method: "POST",
        headers,
        body: body ? JSON.stringify(body) : null,
      });
    } catch (error) {
      throw new NotConnected(`${address.origin}: ${String(error)}`);
    }
    if (!response.ok) throw await refusal(path, response);
    return (await response.json()) as T;
  }

  private async fresh(): Promise<string> {
    const { token, user, password } = this.given;
    if (typeof token === "function") return token();
    if (token) return token;
    return this.issued("tokens", "", { user, password });
  }

  private async issued(path: string, token: string, body?: object): Promise<string> {
    return (await this.post<{ access_token: string }>(path, body, token)).access_token;
  }
}

async function refusal(path: string, response: Response): Promise<Error> {
  const problem = (await response.json().catch(() => null)) as Problem | null;
  if (!problem) return new NotConnected(`${path}: HTTP ${response.status}`);
  const en = problem.message_en ?? problem.detail;
  return new Rejected(path, problem.reason as Reason, { en, zh: problem.message_zh ?? en });
}

/** What a token says; it is the server that checks it (RFC 7519). */
function claims(token: string): Claims {
  const [, body = ""] = token.split(".");
  try {
    return JSON.parse(decodeUtf8(body.replace(/-/g, "+").replace(/_/g, "/"))) as Claims;
  } catch {
    return { sub: "", exp: 0 };
  }
}

function decodeUtf8(base64: string): string {
  return new TextDecoder().decode(Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0)));
}
