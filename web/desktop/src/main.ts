import { createApp } from "vue";
import { languages } from "@callseat/ui";
import "@callseat/ui/theme.css";
import "@callseat/bar";
import App from "./App.vue";
import "./desk.css";
import en from "./messages/en";
import zh from "./messages/zh-CN";

createApp(App)
  .use(languages({ en, "zh-CN": zh }))
  .mount("#app");
