// Better Auth with Hono, and its sessions in SQLite. BENCH_FOLDER holds the database, page.html and static/.
//   node server.mjs create   creates the tables and the account
//   node server.mjs          serves, with a process for each processor
import cluster from "node:cluster";
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { serve } from "@hono/node-server";
import { serveStatic } from "@hono/node-server/serve-static";
import { betterAuth } from "better-auth";
import { getMigrations } from "better-auth/db/migration";
import { username } from "better-auth/plugins";
import Database from "better-sqlite3";
import { Hono } from "hono";

const { BENCH_FOLDER: folder, BENCH_PORT: port, BENCH_SECRET: secret } = process.env;

const database = new Database(`${folder}/app.db`);
database.pragma("journal_mode = WAL");
database.pragma("synchronous = NORMAL");

// The cookie cache stays off, which is the default: with it, a session that was ended would stay valid for a while.
export const auth = betterAuth({
  database,
  secret,
  baseURL: `http://127.0.0.1:${port}`,
  emailAndPassword: { enabled: true },
  plugins: [username()],
  telemetry: { enabled: false },
});

const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escape = (text) => text.replace(/[&<>"']/g, (character) => ESCAPES[character]);

/** Makes a function of page.html, which consists of texts and, between them, the names of values. */
function template(source) {
  const parts = source.split(/\{\{ (\w+) \}\}/);
  return (values) => parts.map((part, index) => (index % 2 ? escape(values[part]) : part)).join("");
}

function application() {
  const page = template(readFileSync(`${folder}/page.html`, "utf8"));
  const app = new Hono();
  app.on(["GET", "POST"], "/api/auth/*", (context) => auth.handler(context.req.raw));
  app.get("/account", async (context) => {
    const session = await auth.api.getSession({ headers: context.req.raw.headers });
    return session ? context.html(page(session.user)) : context.redirect("/sign-in");
  });
  app.get("/api/me", async (context) => {
    const session = await auth.api.getSession({ headers: context.req.raw.headers });
    if (!session) return context.json({ error: "not signed in" }, 401);
    const { username, name, email } = session.user;
    return context.json({ username, name, email });
  });
  app.use("/static/*", serveStatic({ root: folder }));
  return app;
}

if (process.argv[2] === "create") {
  await (await getMigrations(auth.options)).runMigrations();
  const { BENCH_USERNAME, BENCH_NAME: name, BENCH_EMAIL: email, BENCH_PASSWORD: password } = process.env;
  await auth.api.signUpEmail({ body: { username: BENCH_USERNAME, name, email, password } });
} else if (cluster.isPrimary) {
  for (let count = 0; count < availableParallelism(); count += 1) cluster.fork();
} else {
  serve({ fetch: application().fetch, hostname: "127.0.0.1", port: Number(port) });
}
