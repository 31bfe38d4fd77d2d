// What is wrong with the telephone, in plain words.
import type { PhoneProblem } from "./phone/types";

const WORDS: Record<PhoneProblem, readonly [en: string, zh: string]> = {
  insecure_page: [
    "The browser gives a microphone to https pages only.",
    "浏览器只允许 https 页面使用麦克风。",
  ],
  microphone_refused: [
    "The microphone is not allowed for this page. Allow it beside the address, then try again.",
    "本页面未获准使用麦克风。请在地址栏旁允许后重试。",
  ],
  microphone_missing: ["No microphone was found. Plug one in.", "没有找到麦克风，请接入设备。"],
  microphone_busy: [
    "The microphone is used by another program. Close that one.",
    "麦克风被其他程序占用，请先关闭该程序。",
  ],
  sound_blocked: [
    "The browser plays no sound until you click on the page.",
    "请先点击页面，浏览器才能播放声音。",
  ],
  not_registered: [
    "The telephone cannot reach the server. It tries again by itself.",
    "电话未能连接服务器，正在自动重试。",
  ],
  no_telephony: ["This server has no telephones for browsers.", "本服务器不支持浏览器电话。"],
};

/** A problem of the telephone as a sentence. */
export function describe(problem: PhoneProblem, language: "en" | "zh-CN"): string {
  return WORDS[problem][language === "en" ? 0 : 1];
}
