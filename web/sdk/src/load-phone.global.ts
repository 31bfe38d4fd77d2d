// The telephone lies beside the script. A plain script of another site knows its own address only while
// it is read: `import("./phone.js")` would look on the site of the page (HTML, "fetch a classic script").
import type { PhoneModule } from "./load-phone";

const script = document.currentScript as HTMLScriptElement | null;
const address = new URL("phone.js", script?.src ?? location.href).href;

export const loadPhone = (): Promise<PhoneModule> =>
  import(/* @vite-ignore */ address) as Promise<PhoneModule>;
