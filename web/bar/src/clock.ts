// Running times: one timer for all of them.
import type { Ref } from "vue";

/** A length in milliseconds: 4:07, 1:04:07. */
export function clock(length: number): string {
  const seconds = Math.max(0, Math.floor(length / 1000));
  const two = (value: number) => String(value).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours
    ? `${hours}:${two(minutes)}:${two(seconds % 60)}`
    : `${minutes}:${two(seconds % 60)}`;
}

/** Keep the time; returns how to end it. */
export function startClock(now: Ref<number>): () => void {
  const timer = setInterval(() => (now.value = Date.now()), 500);
  return () => clearInterval(timer);
}
