import en from "./en";
import zh from "./zh-CN";

export type Words = typeof en;
export type Language = "en" | "zh-CN";

export const words = (language: Language): Words => (language === "en" ? en : zh);

/** The language that is asked for, else the page's, else the browser's. */
export function languageOf(asked: string | undefined): Language {
  const told = asked || document.documentElement.lang || navigator.language;
  return told.toLowerCase().startsWith("zh") ? "zh-CN" : "en";
}

/** A sentence with its gap filled. */
export const filled = (sentence: string, value: string | number): string =>
  sentence.replace("{0}", String(value));
