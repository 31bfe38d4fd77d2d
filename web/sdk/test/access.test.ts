import { afterEach, expect, it, vi } from "vitest";
import { Access } from "../src/access";
import { Rejected } from "../src/errors";
import { token } from "./server";

const asked: { path: string; body: unknown; authorization: string | null }[] = [];

function answer(status: number, body: object): void {
  asked.length = 0;
  vi.stubGlobal("fetch", (address: URL, request: RequestInit) => {
    const authorization = new Headers(request.headers).get("Authorization");
    const given = request.body ? (JSON.parse(String(request.body)) as unknown) : null;
    asked.push({ path: address.pathname, body: given, authorization });
    return Promise.resolve(new Response(JSON.stringify(body), { status }));
  });
}

afterEach(() => vi.useRealTimers());

it("gets a token for a password, and keeps it", async () => {
  const issued = token("anna", 3600);
  answer(201, { access_token: issued });
  const access = new Access({ server: "https://cti.example", user: "anna", password: "secret" });
  expect(await access.token()).toBe(issued);
  expect(await access.token()).toBe(issued);
  expect(asked).toEqual([
    {
      path: "/api/v1/tokens",
      body: { user: "anna", password: "secret" },
      authorization: null,
    },
  ]);
});

it("renews a token before it ends", async () => {
  const [old, fresh] = [token("anna", 300), token("anna", 3600)];
  const source = vi.fn(() => old);
  const access = new Access({ server: "https://cti.example", token: source });
  expect(await access.token()).toBe(old);
  answer(201, { access_token: fresh });
  expect(await access.token()).toBe(fresh);
  expect(asked[0]).toMatchObject({ path: "/api/v1/tokens/renew", authorization: `Bearer ${old}` });
  expect(source).toHaveBeenCalledTimes(1);
});

it("asks for another token when one cannot be renewed", async () => {
  const source = vi.fn(() => token("anna", 300));
  const access = new Access({ server: "https://cti.example", token: source });
  await access.token();
  answer(401, { reason: "not_logged_in", detail: "No." });
  await access.token();
  expect(source).toHaveBeenCalledTimes(2);
});

it("rejects with the server's reason", async () => {
  answer(401, { reason: "wrong_credentials", detail: "Wrong." });
  const access = new Access({ server: "https://cti.example", user: "anna", password: "x" });
  await expect(access.token()).rejects.toThrow(Rejected);
  await expect(access.token()).rejects.toMatchObject({ reason: "wrong_credentials" });
});

it("reads names in any script from a token", async () => {
  const access = new Access({ server: "https://cti.example", token: token("安娜", 3600) });
  expect(await access.user()).toBe("安娜");
});

it("finds the WebSocket beside the server", () => {
  expect(new Access({ server: "https://cti.example/crm" }).socket("/ws")).toBe(
    "wss://cti.example/ws",
  );
});
