import { languages } from "@callseat/ui";
import "@callseat/ui/theme.css";
import { createApp } from "vue";
import App from "./App.vue";
import { en, zh } from "./messages";
import "./wall.css";

createApp(App)
  .use(languages({ en, "zh-CN": zh }))
  .mount("#app");
