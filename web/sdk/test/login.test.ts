import { beforeEach, describe, expect, it, vi } from "vitest";
import { Access } from "../src/access";
import type { SeatEvent } from "../src/commands";
import { NotConnected, Rejected, TimedOut } from "../src/errors";
import { Login, type Memory } from "../src/login";
import { FakeSocket, opened, type Request, serve, token } from "./server";

vi.stubGlobal("WebSocket", FakeSocket);
vi.spyOn(Math, "random").mockReturnValue(0);

const access = new Access({ server: "http://cti.example", token: () => token("anna", 3600) });
let heard: SeatEvent[] = [];
let memories: (Memory | null)[] = [];
let resumed: boolean[] = [];

function begin(memory: Memory | null = null, onlyResume = false): Login {
  [heard, memories, resumed] = [[], [], []];
  return new Login(
    access,
    {
      hear: (event) => heard.push(event),
      online: (goesOn) => resumed.push(goesOn),
      offline: () => undefined,
      keep: (kept) => memories.push(kept),
    },
    memory,
    { deadline: 50, onlyResume },
  );
}

/** Accepts everything; `refused` by their reasons. */
function accept(refused: Record<string, string> = {}) {
  return (socket: FakeSocket, { id, method }: Request) => {
    const reason = refused[method];
    const data = reason && { reason, message_en: "No.", message_zh: "不行。" };
    if (data) socket.answer({ id, error: { message: "No.", data } });
    else socket.answer({ id, result: method === "login" ? { token: "t" } : {} });
  };
}

const online = () => vi.waitFor(() => expect(resumed.length).toBeGreaterThan(0));

describe("a login", () => {
  beforeEach(() => serve(accept()));

  it("gives the user of the token and the token in place of a password", async () => {
    void begin().run();
    await online();
    const [login] = opened[0]!.asked;
    expect(opened[0]!.url).toBe("ws://cti.example/ws");
    expect(login).toMatchObject({ method: "login", params: ["anna", await access.token()] });
  });

  it("comes back with what was missed, each event once", async () => {
    void begin().run();
    await online();
    opened[0]!.tell("onQueue", { callers: "1", seq: 1 });
    opened[0]!.tell("onQueue", { callers: "2", seq: 2 });
    opened[0]!.close(1006);
    await vi.waitFor(() => expect(resumed).toEqual([false, true]));
    expect(opened[1]!.asked[0]).toMatchObject({ method: "resume", params: ["t", 2] });
    opened[1]!.tell("onQueue", { callers: "2", seq: 2 });
    opened[1]!.tell("onQueue", { callers: "3", seq: 3 });
    expect(heard.map((event) => event.seq)).toEqual([1, 2, 3]);
  });

  it("logs in anew when the old login is over", async () => {
    serve(accept({ resume: "cannot_resume" }));
    void begin({ token: "old", seq: 7 }).run();
    await online();
    expect(opened[0]!.asked.map((one) => one.method)).toEqual(["resume", "login"]);
    expect(resumed).toEqual([false]);
  });

  it("of another tab is not made anew when it is over", async () => {
    serve(accept({ resume: "cannot_resume" }));
    await expect(begin({ token: "old", seq: 7 }, true).run()).rejects.toThrow(Rejected);
    expect(opened[0]!.asked.map((one) => one.method)).toEqual(["resume"]);
  });

  it("that is refused is not tried again", async () => {
    serve(accept({ login: "account_disabled" }));
    await expect(begin().run()).rejects.toMatchObject({ reason: "account_disabled" });
    expect(opened).toHaveLength(1);
    expect(memories.at(-1)).toBeNull();
  });

  it.each([
    [1000, "logout"],
    [4001, "taken_over"],
    [4003, "forced"],
  ])("is over after close code %i", async (code, reason) => {
    const run = begin().run();
    await online();
    opened[0]!.close(code, reason);
    await expect(run).resolves.toBe(reason);
    expect(opened).toHaveLength(1);
  });
});

describe("a command", () => {
  beforeEach(() => serve(accept()));

  it("is repeated with its number when the login goes on", async () => {
    const login = begin();
    void login.run();
    await online();
    serve((socket, request) => request.method !== "hangUp" && accept()(socket, request));
    const hangUp = login.ask("hangUp", [], 1000);
    await Promise.resolve();
    const before = (login as unknown as { link: { socket: FakeSocket } }).link.socket;
    serve(accept());
    before.close(1006);
    await expect(hangUp).resolves.toEqual({});
    const again = opened[0]!.asked.find((one) => one.method === "hangUp");
    expect(again?.id).toBe(before.asked.find((one) => one.method === "hangUp")?.id);
  });

  it("that went out fails when the login is lost", async () => {
    const login = begin();
    void login.run();
    await online();
    serve((socket, request) => request.method !== "hangUp" && accept()(socket, request));
    const hangUp = login.ask("hangUp", [], 1000);
    await Promise.resolve();
    const before = (login as unknown as { link: { socket: FakeSocket } }).link.socket;
    serve(accept({ resume: "cannot_resume" }));
    before.close(1006);
    await expect(hangUp).rejects.toThrow(NotConnected);
  });

  it("without an answer ends at the deadline, and is refused with a reason", async () => {
    const login = begin();
    void login.run();
    await online();
    serve(() => undefined);
    await expect(login.ask("hangUp", [])).rejects.toThrow(TimedOut);
    serve(accept({ hangUp: "no_call" }));
    await expect(login.ask("hangUp", [])).rejects.toMatchObject({
      reason: "no_call",
      sentence: { en: "No.", zh: "不行。" },
    });
  });
});
