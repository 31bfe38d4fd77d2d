// The language of a page: the one chosen before, else the browser's.
import { createI18n, type I18n } from "vue-i18n";
import { type WritableComputedRef, watch } from "vue";
import en from "./messages/en";
import zh from "./messages/zh-CN";

export type Tongue = "zh-CN" | "en";
export type Messages = Record<string, unknown>;

const KEY = "callseat:language";

/** The messages that all pages share: `shell`, `status`, `glyph`. */
export const SHARED: Readonly<Record<Tongue, Messages>> = { en, "zh-CN": zh };

export function chosenLanguage(): Tongue {
  const kept = localStorage.getItem(KEY);
  if (kept === "en" || kept === "zh-CN") return kept;
  return navigator.language.startsWith("zh") ? "zh-CN" : "en";
}

/** The page's messages beside the shared ones; a change of the language is kept. */
export function languages(own: Record<Tongue, Messages>, shared = SHARED): I18n {
  const i18n = createI18n({
    legacy: false,
    locale: chosenLanguage(),
    fallbackLocale: "en",
    messages: {
      "zh-CN": { ...shared["zh-CN"], ...own["zh-CN"] },
      en: { ...shared.en, ...own.en },
    } as never,
  });
  const locale = i18n.global.locale as unknown as WritableComputedRef<Tongue>;
  watch(locale, keep, { immediate: true });
  return i18n as unknown as I18n;
}

function keep(tongue: Tongue): void {
  localStorage.setItem(KEY, tongue);
  document.documentElement.lang = tongue;
}
