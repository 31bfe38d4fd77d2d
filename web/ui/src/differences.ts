type Messages = Record<string, unknown>;

/** Where two trees of messages differ in their keys: dotted paths. For tests of message files. */
export function differences(one: unknown, other: unknown, at = ""): string[] {
  if (typeof one !== "object" || typeof other !== "object" || !one || !other)
    return typeof one === typeof other ? [] : [at];
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].flatMap((key) =>
    differences((one as Messages)[key], (other as Messages)[key], at ? `${at}.${key}` : key),
  );
}
