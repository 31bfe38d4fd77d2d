import { languages } from "@callseat/ui";
import "@callseat/ui/theme.css";
import { createApp } from "vue";
import "./admin.css";
import App from "./App.vue";
import en from "./messages/en";
import zh from "./messages/zh-CN";

createApp(App)
  .use(languages({ en, "zh-CN": zh }))
  .mount("#app");
