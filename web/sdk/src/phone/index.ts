// The telephone in the browser; loaded when it is wanted.
import { BrowserPhone } from "./phone";
import type { PhoneHost, Telephone } from "./types";

export function createPhone(host: PhoneHost): Telephone {
  return new BrowserPhone(host);
}
