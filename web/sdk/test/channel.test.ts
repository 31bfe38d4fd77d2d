import { expect, test } from "vitest";
import { Channel, type Message } from "../src/channel";

test("what is said after the end is heard by nobody, and is no error", async () => {
  const heard: Message[] = [];
  const [one, other] = [
    new Channel("x", () => undefined),
    new Channel("x", (it) => heard.push(it)),
  ];
  one.say({ kind: "hello" });
  await expect.poll(() => heard.length).toBe(1);
  one.close();
  one.say({ kind: "over", reason: "logout" });
  one.close();
  other.close();
  expect(heard.map(({ kind }) => kind)).toEqual(["hello"]);
});
