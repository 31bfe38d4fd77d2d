import { describe, expect, it, vi } from "vitest";
import { Board } from "../src/board";
import { PARAMETERS, Protocol, type Result, type SeatEvent } from "../src/commands";
import { fromPlain, Rejected, TimedOut, toPlain } from "../src/errors";
import { Handlers } from "../src/handlers";
import { problemOf } from "../src/phone/microphone";
import { opinion } from "../src/phone/quality";
import { firstAlone, withDeadSecond } from "../src/phone/recover";
import { describe as inWords } from "../src/words";

const event = (name: string, params: object = {}) => ({ name, seq: 1, ...params }) as SeatEvent;

class Recorder extends Protocol {
  given: unknown[] = [];
  command(name: string, ...params: unknown[]): Promise<Result> {
    this.given.push([name, ...params]);
    return Promise.resolve({});
  }
}

describe("events", () => {
  it("come by position in the manual's order, the event last, and as objects", () => {
    const [seat, handlers, ring] = [new Recorder(), new Handlers(), vi.fn()];
    const [one, all] = [vi.fn(), vi.fn()];
    seat.onRing = ring;
    const end = handlers.on("onRing", one);
    handlers.on("*", all);
    const rings = event("onRing", {
      msg: "m",
      callee: "4001",
      caller: "139",
      project_no: "P1",
      iCallType: "0",
      callNo: "p-1",
    });
    handlers.tell(rings, seat);
    expect(ring).toHaveBeenCalledWith("p-1", "0", "139", "4001", "P1", "m", rings);
    end();
    handlers.tell(rings, seat);
    expect(one).toHaveBeenCalledTimes(1);
    expect(all).toHaveBeenCalledTimes(2);
  });

  it("reach the others when one handler throws", () => {
    const reported = vi.fn();
    vi.stubGlobal("reportError", reported);
    const [handlers, second] = [new Handlers(), vi.fn()];
    handlers.on("onQueue", () => {
      throw new Error("theirs");
    });
    handlers.on("onQueue", second);
    handlers.tell(event("onQueue"), new Recorder());
    expect(second).toHaveBeenCalled();
    expect(reported).toHaveBeenCalled();
  });

  it("are all in the table", () => {
    expect(Object.keys(PARAMETERS)).toContain("onSessionEnd");
    expect(PARAMETERS.onStatus).toEqual(["targetUserName", "status", "statustime"]);
  });
});

describe("the board", () => {
  it("tells a page that comes later the present state, and nothing that is over", () => {
    const board = new Board();
    board.follow(event("onLoginSuccess", { user: "anna" }));
    board.follow(event("onStatus", { targetUserName: "anna", status: "1" }));
    board.follow(event("onStatus", { targetUserName: "anna", status: "5" }));
    for (const callNo of ["p-1", "p-2"]) board.follow(event("onRing", { callNo }));
    board.follow(event("onAnswer", { callNo: "p-1" }));
    board.follow(event("onRingEnd", { callNo: "p-2" }));
    expect(board.status).toBe(5);
    expect(board.state().map((one) => one.name)).toEqual([
      "onLoginSuccess",
      "onStatus",
      "onRing",
      "onAnswer",
    ]);
    board.follow(event("onOffTalk", { callNo: "p-1" }));
    expect(board.state()).toHaveLength(2);
    board.follow(event("onLoginSuccess", { user: "anna" }));
    expect(board.watched.size).toBe(0);
  });
});

describe("errors", () => {
  it("are the same in another tab", () => {
    const refused = new Rejected("hangUp", "no_call", { en: "No.", zh: "不行。" });
    expect(fromPlain(structuredClone(toPlain(refused)))).toEqual(refused);
    expect(fromPlain(toPlain(new TimedOut("late")))).toBeInstanceOf(TimedOut);
  });
});

describe("the telephone", () => {
  it("says what is wrong with the microphone", () => {
    expect(problemOf("NotAllowedError")).toBe("microphone_refused");
    expect(problemOf("NotFoundError")).toBe("microphone_missing");
    expect(problemOf("NotReadableError")).toBe("microphone_busy");
    expect(inWords("microphone_refused", "zh-CN")).toContain("麦克风");
  });

  it("judges quality by the E-model", () => {
    expect(opinion(20, 0)).toBeCloseTo(4.4, 1);
    expect(opinion(20, 5)).toBeLessThan(3.2);
    expect(opinion(400, 0)).toBeLessThan(3.8);
    expect(opinion(2000, 50)).toBe(1);
  });

  it("hides the second stream of a call that goes on from the browser", () => {
    const own = "v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 8\r\na=mid:0\r\n";
    const told = withDeadSecond(own);
    expect(told.match(/^m=/gm)).toHaveLength(2);
    expect(firstAlone(told)).toBe(own);
  });
});
