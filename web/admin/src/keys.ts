// What the page gives to all its parts.
import { inject, type InjectionKey, type ShallowRef } from "vue";
import type { Api } from "./api";

export const API: InjectionKey<ShallowRef<Api | undefined>> = Symbol("api");

/** The API's description; only for parts that are shown once it is there. */
export function useApi(): Api {
  const api = inject(API)?.value;
  if (!api) throw new Error("the API's description is not there yet");
  return api;
}
