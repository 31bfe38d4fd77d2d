import { createApp } from "vue";
import { languages } from "./language";
import LoginPage from "./LoginPage.vue";
import "./login.css";
import "./theme.css";

createApp(LoginPage)
  .use(languages({ en: {}, "zh-CN": {} }))
  .mount("#app");
