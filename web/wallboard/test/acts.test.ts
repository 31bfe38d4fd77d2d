import { Status } from "@callseat/sdk";
import { describe, expect, it } from "vitest";
import { type Act, FORCING, hindrance, LISTENING, type Own } from "../src/acts";

const OWN: Own = { user: "sue", online: true, seated: true, status: Status.IDLE, target: "" };
const SEAT = { user: "anna", name: "", extension: "1001", group: "front", since: 0, cause: "" };
const why = (act: Act, status: number, own: Partial<Own> = {}): string =>
  hindrance(act, { ...SEAT, status, pending: null }, { ...OWN, ...own });

describe("hindrance", () => {
  it("lets listen to a talk only", () => {
    for (const act of LISTENING) {
      expect(why(act, Status.TALKING)).toBe("");
      expect(why(act, Status.CONFERENCE)).toBe("");
      expect(why(act, Status.HOLDING)).toBe("target_not_talking");
      expect(why(act, Status.IDLE)).toBe("target_not_talking");
      expect(why(act, Status.OFFLINE)).toBe("target_offline");
    }
  });

  it("lets change the way of listening at the same seat, not begin at another", () => {
    const busy = { status: Status.MONITORING, target: "anna" };
    expect(why("whisperSlic", Status.TALKING, busy)).toBe("");
    expect(why("insertSlic", Status.TALKING, { ...busy, target: "ben" })).toBe("wrong_status");
    expect(why("listenSlic", Status.TALKING, { status: Status.TALKING })).toBe("wrong_status");
  });

  it("needs a telephone and a seat of one's own", () => {
    expect(why("listenSlic", Status.TALKING, { status: Status.UNREACHABLE })).toBe(
      "phone_unreachable",
    );
    expect(why("listenSlic", Status.TALKING, { user: "anna" })).toBe("own_seat");
    expect(why("forceIdle", Status.BUSY, { seated: false })).toBe("no_seat");
    expect(why("forceIdle", Status.BUSY, { online: false })).toBe("offline");
  });

  it("lets force whoever is logged in", () => {
    for (const act of FORCING) {
      expect(why(act, Status.REST)).toBe("");
      expect(why(act, Status.OFFLINE)).toBe("target_offline");
    }
  });
});
