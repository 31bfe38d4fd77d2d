import { describe, expect, it } from "vitest";
import { ServerClock } from "../src/server-clock";

describe("ServerClock", () => {
  it("comes closest by the greatest difference, and is ours before the first event", () => {
    const clock = new ServerClock();
    expect(clock.now(500)).toBe(500);
    clock.hear({ since: 9_000, statustime: "3" }, 2_900); // 12,000 at least
    expect(clock.now(3_000)).toBe(12_100);
    clock.hear({ since: 1_000, statustime: "2" }, 3_000); // told long after
    expect(clock.now(3_000)).toBe(12_100);
    clock.hear({ since: 12_500, statustime: "0" }, 3_000);
    expect(clock.now(3_000)).toBe(12_500);
  });
});
