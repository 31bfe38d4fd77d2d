import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vitest/config";

// Where a running callseat listens, for `npm run dev`.
const server = process.env.CALLSEAT_URL ?? "http://127.0.0.1:8080";
const shells: Record<string, string> = {
  "/": "/ui/index.html",
  "/desk": "/desktop/index.html",
  "/wall": "/wallboard/index.html",
  "/admin": "/admin/index.html",
};

export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    vue({ template: { compilerOptions: { isCustomElement: (tag) => tag === "callseat-bar" } } }),
    {
      name: "callseat-shells",
      configureServer(dev) {
        // The same addresses as on the server: see src/callseat/wire/pages.py.
        dev.middlewares.use((request, _response, next) => {
          const [path = "/"] = (request.url ?? "/").split("?");
          request.url = shells[path] ?? request.url;
          next();
        });
      },
    },
  ],
  server: {
    proxy: {
      "/api": { target: server, changeOrigin: true },
      "/ws": { target: server, ws: true, changeOrigin: true, rewriteWsOrigin: true },
      "/sip": { target: server, ws: true, changeOrigin: true, rewriteWsOrigin: true },
    },
  },
  test: { include: ["*/test/**/*.test.ts"], environment: "node" },
});
