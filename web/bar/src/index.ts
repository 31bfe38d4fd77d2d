// <callseat-bar>: the bar of a seat for any page.
import { defineCustomElement } from "vue";
import CallseatBar from "./CallseatBar.vue";

export { type Desk, deskOf, saying } from "./desk";
export * from "./model";
export { hindrance } from "./possible";

if (!customElements.get("callseat-bar"))
  customElements.define("callseat-bar", defineCustomElement(CallseatBar));
