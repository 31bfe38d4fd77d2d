import { inject, type InjectionKey } from "vue";
import type { DeskState } from "./use-desk";

export const DESK: InjectionKey<DeskState> = Symbol("desk");

/** The state that the page holds for its parts. */
export function deskState(): DeskState {
  const state = inject(DESK);
  if (!state) throw new Error("outside of the desk");
  return state;
}
