// Opening hours as people write them: "09:00-12:00, 13:30-18:00".
export interface Span {
  day: number;
  begin: string;
  end: string;
}

export type Hours = [begin: string, end: string];

export interface Holiday {
  date: string;
  name: string;
  spans: Hours[];
}

export function written(hours: readonly Hours[]): string {
  return hours.map(([begin, end]) => `${begin}-${end}`).join(", ");
}

/** What cannot be read is left to the server, which says what is wrong with it. */
export function read(text: string): Hours[] {
  return text
    .split(/[,，;\s]+/)
    .filter((one) => one !== "")
    .map((one) => {
      const [begin = "", end = ""] = one.split(/[-–—~]/);
      return [padded(begin), padded(end)];
    });
}

function padded(time: string): string {
  return /^\d:\d\d$/.test(time) ? `0${time}` : time;
}

export function hoursOf(week: readonly Span[], day: number): Hours[] {
  return week.filter((one) => one.day === day).map(({ begin, end }) => [begin, end]);
}

/** The week with other hours on a day. */
export function withHours(week: readonly Span[], day: number, hours: readonly Hours[]): Span[] {
  const others = week.filter((one) => one.day !== day);
  const own = hours.map(([begin, end]) => ({ day, begin, end }));
  return [...others, ...own].sort((a, b) => a.day - b.day);
}
