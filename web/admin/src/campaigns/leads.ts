// Leads and imports of a campaign, as the pages show them.
import { type Item, type Query, rest } from "@callseat/ui";

export type Lead = Item<"/campaigns/{code}/leads">;
export type Import = Item<"/campaigns/{code}/imports">;
export type Fault = Item<"/campaigns/{code}/imports/{key}/faults">;

interface Page<T> {
  items: T[];
  next?: string | null;
}

export const STATES = ["waiting", "held", "dialling", "done"] as const;
/** The shares of the bar, in its order, each with the number of its colour. */
export const PARTS = [
  ["done", 5],
  ["dialling", 1],
  ["held", 8],
  ["waiting", 0],
  ["withdrawn", 10],
] as const;
export type Counts = Record<(typeof PARTS)[number][0], number>;

export const pathOf = (campaign: string): string => `campaigns/${encodeURIComponent(campaign)}`;

export function page<T>(path: string, query: Query): Promise<Page<T>> {
  return rest<Page<T>>("GET", path, { query });
}

/** A file to be read as CSV, and how. */
export function formOf(file: File, how: Readonly<Record<string, string>>): FormData {
  const form = new FormData();
  form.append("file", file);
  for (const [name, value] of Object.entries(how))
    if (value || name === "region") form.append(name, value);
  return form;
}

/** A code for a new list, out of a file's name. */
export function listNameOf(file: string): string {
  const name = file.replace(/\.[^.]*$/, "").replace(/[^A-Za-z0-9_-]+/g, "-");
  return name.replace(/^-+|-+$/g, "").slice(0, 32) || "list";
}

export const share = (part: number, whole: number): string =>
  whole ? `${((100 * part) / whole).toFixed(1)} %` : "–";
