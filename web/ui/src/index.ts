// What the pages share: login, REST, languages, times, and the head of each page.
export { differences } from "./differences";
export { chosenLanguage, languages, type Messages, SHARED, type Tongue } from "./language";
export { type Fault, type Problem, Refusal, sentenceOf } from "./refusal";
export { all, type Answer, type Ask, get, type Item, type Query, raw, rest } from "./rest";
export * from "./session";
export { default as StatusBadge } from "./StatusBadge.vue";
export { clock, day, moment, shortMoment } from "./time";
export { default as TopBar } from "./TopBar.vue";
