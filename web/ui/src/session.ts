// Who is logged in on this tab: the token, its renewal, the account, and the ways in and out.
import { ref } from "vue";
import type { components } from "./openapi";
import { problemOf, Refusal, UNREACHABLE } from "./refusal";

export type Me = components["schemas"]["UserShown"];
export type Page = "desk" | "wall" | "admin";

const KEY = "callseat:token";
const RENEWED_BEFORE = 600; // seconds before the end
const PATHS: Readonly<Record<Page, string>> = { desk: "/desk", wall: "/wall", admin: "/admin" };

/** Of whom the page is; null until `enter`. */
export const me = ref<Me | null>(null);

let renewing: Promise<void> | undefined;

/** A good token of this login; "" without one. */
export async function token(): Promise<string> {
  const kept = sessionStorage.getItem(KEY) ?? "";
  const left = kept ? endOf(kept) - Date.now() / 1000 : 0;
  if (left > 0 && left < RENEWED_BEFORE) {
    renewing ??= renew(kept).finally(() => (renewing = undefined));
    await renewing;
  }
  return left > 0 ? (sessionStorage.getItem(KEY) ?? "") : "";
}

export function keepToken(text: string): void {
  sessionStorage.setItem(KEY, text);
}

/** Give name and password for a token. Rejects with Refusal: `wrong_credentials`, `account_locked`,
 * `account_disabled`, `not_ready`, `unreachable`. */
export async function logIn(user: string, password: string): Promise<Me> {
  keepToken(await issued("tokens", {}, JSON.stringify({ user, password })));
  return whoAmI();
}

/** Who is logged in; without a login the login page comes instead. Rejects with Refusal. */
export async function enter(): Promise<Me> {
  if (!(await token())) return toLogin();
  try {
    return await whoAmI();
  } catch (error) {
    if (error instanceof Refusal && error.status === 401) return toLogin();
    throw error;
  }
}

/** Who is logged in already, or null. */
export async function enterIfLoggedIn(): Promise<Me | null> {
  if (!(await token())) return null;
  return whoAmI().catch(() => null);
}

/** Log out and go to the login page. */
export function leave(): Promise<never> {
  sessionStorage.removeItem(KEY);
  location.assign("/");
  return new Promise(() => undefined);
}

/** To the login page, since the login is over, and back here after the next one. */
export function toLogin(): Promise<never> {
  sessionStorage.removeItem(KEY);
  location.assign(`/?to=${encodeURIComponent(location.pathname)}`);
  return new Promise(() => undefined);
}

/** The pages that this account may see, the one it works with first. */
export function pagesOf({ role, extension }: Pick<Me, "role" | "extension">): Page[] {
  const desk: Page[] = extension ? ["desk"] : [];
  if (role === "administrator") return ["admin", "wall", ...desk];
  return role === "supervisor" ? ["wall", ...desk, "admin"] : ["desk"];
}

/** Where to go after the login: where one wanted to, if one may, else the page of the role. */
export function pageAfterLogin(account: Me, wanted: string | null): string {
  const paths = pagesOf(account).map((page) => PATHS[page]);
  return paths.find((path) => path === wanted) ?? paths[0] ?? "/";
}

export const pathOf = (page: Page): string => PATHS[page];

async function whoAmI(): Promise<Me> {
  const headers = { Authorization: `Bearer ${await token()}` };
  const answer = await fetch("/api/v1/me", { headers }).catch(() => null);
  if (!answer) throw new Refusal(UNREACHABLE);
  if (!answer.ok) throw new Refusal(await problemOf(answer));
  return (me.value = (await answer.json()) as Me);
}

async function renew(kept: string): Promise<void> {
  const fresh = issued("tokens/renew", { Authorization: `Bearer ${kept}` });
  await fresh.then(keepToken, () => undefined); // the old one is still good for a while
}

async function issued(
  path: string,
  headers: Record<string, string>,
  body?: string,
): Promise<string> {
  const all = body ? { ...headers, "Content-Type": "application/json" } : headers;
  const sent = { method: "POST", headers: all, body: body ?? null };
  const answer = await fetch(`/api/v1/${path}`, sent).catch(() => null);
  if (!answer) throw new Refusal(UNREACHABLE);
  if (!answer.ok) throw new Refusal(await problemOf(answer));
  return ((await answer.json()) as { access_token: string }).access_token;
}

/** When a token ends, in seconds since the epoch; 0 if it is none (RFC 7519). */
function endOf(text: string): number {
  const part = text.split(".")[1] ?? "";
  try {
    const claims = JSON.parse(atob(part.replace(/-/g, "+").replace(/_/g, "/"))) as { exp: number };
    return claims.exp;
  } catch {
    return 0;
  }
}
