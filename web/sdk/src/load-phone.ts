// Where the telephone comes from, for modules; load-phone.global.ts is for the plain script.
import type { PhoneHost, Telephone } from "./phone/types";

export interface PhoneModule {
  createPhone(host: PhoneHost): Telephone;
}

export const loadPhone = (): Promise<PhoneModule> => import("./phone/index");
