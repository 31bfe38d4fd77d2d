// Times as people read them, always of the same width for the same length.

/** A length, in seconds: 4:07, 1:04:07. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const tail = String(whole % 60).padStart(2, "0");
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${tail}` : `${minutes}:${tail}`;
}

/** A moment, in milliseconds: 2026-11-25 04:12:09; empty for 0. */
export function moment(at: number): string {
  if (!at) return "";
  const local = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 19).replace("T", " ");
}

/** A moment, short: 04:12 today, 11-24 04:12 on another day, with the year in another one. */
export function shortMoment(at: number, now = Date.now()): string {
  const [text, today] = [moment(at), moment(now)];
  if (text.slice(0, 10) === today.slice(0, 10)) return text.slice(11, 16);
  return text.slice(text.slice(0, 4) === today.slice(0, 4) ? 5 : 0, 16);
}

/** The day of a moment as the reports name it: 2026-11-25. */
export function day(at = Date.now()): string {
  return moment(at).slice(0, 10);
}
