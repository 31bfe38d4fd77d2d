// Lists that are the server's: filtered and ordered there, a page at a time, the newest first.
import { type Query, rest, sentenceOf } from "@callseat/ui";
import { ref, shallowRef } from "vue";
import { useI18n } from "vue-i18n";

interface Page<T> {
  items: T[];
  next: string | null;
}

export function useListing<T>(path: string, filter: () => Query) {
  const { locale } = useI18n();
  const rows = shallowRef<T[]>([]);
  const next = ref<string | null>(null);
  const loading = ref(false);
  const failed = ref("");
  let asked = 0;

  async function load(before = ""): Promise<void> {
    const mine = ++asked;
    loading.value = true;
    failed.value = "";
    try {
      const page = await pageOf<T>(path, { ...filter(), before, limit: 100 });
      if (mine !== asked) return; // another filter was chosen meanwhile
      rows.value = before ? [...rows.value, ...page.items] : page.items;
      next.value = page.next;
    } catch (error) {
      if (mine === asked) failed.value = sentenceOf(error, locale.value);
    } finally {
      if (mine === asked) loading.value = false;
    }
  }

  return {
    ...{ rows, next, loading, failed },
    load: (): Promise<void> => load(),
    more: (): Promise<void> => load(next.value ?? ""),
    everything: (count: (found: number) => void) => everything<T>(path, filter(), count),
  };
}

const pageOf = <T>(path: string, query: Query): Promise<Page<T>> => rest("GET", path, { query });

/** All of them, for an export; `count` is told as it goes on. */
async function everything<T>(
  path: string,
  filter: Query,
  count: (found: number) => void,
): Promise<T[]> {
  const found: T[] = [];
  for (let before: string | null = ""; before !== null;) {
    const page: Page<T> = await pageOf(path, { ...filter, before, limit: 1000 });
    found.push(...page.items);
    count(found.length);
    before = page.next;
  }
  return found;
}

/** A moment as `<input type="datetime-local">` has it, in milliseconds; undefined if none. */
export function millis(entered: string): number | undefined {
  const at = entered ? new Date(entered).getTime() : NaN;
  return Number.isNaN(at) ? undefined : at;
}
