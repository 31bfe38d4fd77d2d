// Files for the user: tables as CSV, and what the server gives.
import Papa from "papaparse";

/** Names that begin like a formula get an apostrophe; the mark keeps Chinese readable. */
export function csv(columns: readonly string[], rows: readonly object[]): string {
  const lines = rows.map((row) =>
    columns.map((one) => flat((row as Record<string, unknown>)[one])),
  );
  return "\ufeff" + Papa.unparse({ fields: [...columns], data: lines }, { escapeFormulae: true });
}

function flat(value: unknown): unknown {
  return typeof value === "object" && value !== null ? JSON.stringify(value) : value;
}

export function saveFile(content: BlobPart, name: string, type = "text/csv"): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
