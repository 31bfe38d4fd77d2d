// Parts of JsSIP that it has no declarations for.
declare module "jssip/lib/UA.js" {
  export { UA as default } from "jssip/lib/UA";
}

declare module "jssip/lib/RTCSession.js" {
  const RTCSession: new (ua: object) => object;
  export default RTCSession;
}

declare module "jssip/lib/Parser.js" {
  export function parseMessage(text: string, ua: object): object | undefined;
}
