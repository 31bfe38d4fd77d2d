// The REST API with this login's token. What is asked for and answered has the types of
// schema/openapi.json: `get("/contacts", { query: { caller } })`.
import type { paths } from "./openapi";
import { problemOf, Refusal, UNREACHABLE } from "./refusal";
import { token, toLogin } from "./session";

export type Query = Record<string, string | number | boolean | null | undefined>;

export interface Ask {
  query?: Query;
  body?: unknown;
  type?: string;
}

type Json<T> = T extends { content: { "application/json": infer Body } } ? Body : never;
type Operation = { parameters: { query?: object; path?: object }; responses: object };

/** The paths that can be read as JSON. */
export type GetPath = {
  [P in keyof paths]: paths[P] extends { get: Operation } ? P : never;
}[keyof paths];
type Get<P extends GetPath> = paths[P] extends { get: infer O extends Operation } ? O : never;

/** What GET of that path answers. */
export type Answer<P extends GetPath> = Get<P>["responses"] extends { 200: infer R }
  ? Json<R>
  : never;
export type Item<P extends GetPath> = Answer<P> extends { items: (infer I)[] } ? I : never;

export interface Where<P extends GetPath> {
  path?: Get<P>["parameters"]["path"];
  query?: Get<P>["parameters"]["query"];
}

/** Read. Rejects with Refusal. */
export function get<P extends GetPath>(path: P, where: Where<P> = {}): Promise<Answer<P>> {
  const names = (where.path ?? {}) as Record<string, string | number>;
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(names[name])),
  );
  return rest<Answer<P>>("GET", filled.slice(1), { query: (where.query ?? {}) as Query });
}

/** Ask for something in JSON. Rejects with Refusal. */
export async function rest<T>(method: string, path: string, ask: Ask = {}): Promise<T> {
  const answer = await raw(method, path, ask);
  return (answer.status === 204 ? undefined : await answer.json()) as T;
}

/** The answer as it is, once it is a success. Rejects with Refusal. */
export async function raw(method: string, path: string, ask: Ask = {}): Promise<Response> {
  const answer = await send(method, path, ask);
  if (answer.ok) return answer;
  if (answer.status === 401) return toLogin();
  throw new Refusal(await problemOf(answer));
}

/** All things of a list that goes on by `after`. */
export async function all<T>(path: string, query: Query = {}): Promise<T[]> {
  const found: T[] = [];
  for (let after: string | null = ""; after !== null;) {
    const page: { items: T[]; next: string | null } = await rest("GET", path, {
      query: { limit: 1000, ...query, after: after || undefined },
    });
    found.push(...page.items);
    after = page.next;
  }
  return found;
}

async function send(method: string, path: string, { query, body, type }: Ask): Promise<Response> {
  const headers: Record<string, string> = { Authorization: `Bearer ${await token()}` };
  const ready = body === undefined || body instanceof FormData || typeof body === "string";
  if (!ready) headers["Content-Type"] = "application/json";
  else if (type) headers["Content-Type"] = type;
  const sent = ready ? ((body ?? null) as BodyInit | null) : JSON.stringify(body);
  try {
    return await fetch(address(path, query), { method, headers, body: sent });
  } catch {
    throw new Refusal(UNREACHABLE);
  }
}

function address(path: string, query: Query = {}): URL {
  const url = new URL(`/api/v1/${path}`, location.origin);
  for (const [name, value] of Object.entries(query))
    if ((value ?? "") !== "") url.searchParams.set(name, String(value));
  return url;
}
