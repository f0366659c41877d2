// What is compared: how each subject is started, gets its account, and is signed in to.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { freePort, request } from "./processes.mjs";

const here = import.meta.dirname;
export const root = resolve(here, "../..");
export const tools = join(root, "target/bench");
export const limits = process.env.BENCH_LIMITS ?? join(tools, "cargo/release/limits");
/** The folder of the release. BENCH_RELEASE names another one, to compare two builds. */
const delivered = process.env.BENCH_RELEASE ?? join(root, "dist/hallpass");
export const hallpass = join(delivered, "hallpass");
const python = join(tools, "python/bin");

export const PERSON = { username: "lovelace", name: "Ada Lovelace", email: "ada@example.org", password: "gravel tulip eleven harbour" };
const FORM = { "content-type": "application/x-www-form-urlencoded" };
export const SIGN_IN_ACCOUNTS = 50;

/** The environment variables of this process, without those that configure Hallpass or the benchmark. */
const cleanEnv = Object.fromEntries(Object.entries(process.env).filter(([key]) => !/^(HALLPASS|BENCH)_/.test(key)));

const form = (fields) => new URLSearchParams(fields).toString();

/** Checks that a sign-in has succeeded, and returns its cookies. */
function cookiesOf(answer, what) {
  if (answer.status >= 400 || answer.cookies.length === 0) throw new Error(`${what} answered ${answer.status}: ${answer.body.toString().slice(0, 300)}`);
  return answer.cookies.join("; ");
}

/** Hallpass with its defaults, except for the limits on attempts, which the sign-ins would exceed. */
async function hallpassOn(name, title, folder, databaseUrl) {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const env = {
    ...cleanEnv,
    HALLPASS_DATABASE_URL: databaseUrl,
    HALLPASS_LISTEN: `127.0.0.1:${port}`,
    HALLPASS_PUBLIC_ORIGIN: origin,
    HALLPASS_ATTEMPTS_PER_ACCOUNT: "1000000/1s",
    HALLPASS_ATTEMPTS_PER_ADDRESS: "1000000/1s",
  };
  const run = (args, input = "") => execFileSync(hallpass, args, { env, cwd: folder, input, stdio: ["pipe", "ignore", "pipe"] });
  const post = (path, fields, headers = {}) =>
    request(port, path, { method: "POST", headers: { ...FORM, origin, ...headers }, body: form(fields) });
  return {
    name, title, port, works: ["page", "who", "file", "start", "sign-in"],
    server: { file: hallpass, args: ["serve"], cwd: folder, env, port, ready: "/readyz" },
    create() {
      run(["migrate"]);
      run(["account", "create", PERSON.username, "--email", PERSON.email, "--password-stdin"], `${PERSON.password}\n`);
    },
    createMore() {
      run(["policy", "set", "sessions=1000"]);
      for (let count = 1; count <= SIGN_IN_ACCOUNTS; count += 1) {
        run(["account", "create", `person-${count}`, "--password-stdin"], `${PERSON.password}\n`);
      }
    },
    async signIn() {
      const cookie = cookiesOf(await post("/api/sign_in", { username: PERSON.username, password: PERSON.password }), "Hallpass");
      const named = await post("/api/change_display_name", { display_name: PERSON.name }, { cookie });
      if (named.status >= 400) throw new Error(`Hallpass refused the display name: ${named.body}`);
      return cookie;
    },
    page: { path: "/account" },
    who: { path: "/api/principal", method: "POST", headers: { ...FORM, origin } },
    file: { path: `/pkg/${mainScript()}` },
    "sign-in": { path: "/api/sign_in", headers: { ...FORM, origin } },
  };
}

/** The script that every page loads first; its name contains a hash. */
export const mainScript = () => {
  const name = readdirSync(join(delivered, "site/pkg")).find((file) => /^hallpass\.[^.]+\.js$/.test(file));
  if (!name) throw new Error("the release has no main script");
  return name;
};

/** A peer that keeps everything in one folder, which an environment variable names. */
async function peer(name, title, folder, { create, serve, ready, signIn, environment }) {
  const port = await freePort();
  const fields = Object.entries(PERSON).map(([key, value]) => [`BENCH_${key.toUpperCase()}`, value]);
  const env = {
    ...cleanEnv, ...Object.fromEntries(fields), ...environment,
    BENCH_FOLDER: folder, BENCH_PORT: String(port), BENCH_SECRET: "for a benchmark only, and thus no secret",
  };
  const server = serve(port);
  return {
    name, title, port, works: ["page", "who", "file", "start"], isPeer: true,
    server: { ...server, env, port, ready },
    create: () => execFileSync(create.file, create.args, { cwd: server.cwd, env, stdio: ["ignore", "ignore", "pipe"] }),
    signIn: () => signIn(port),
    page: { path: "/account" },
    who: { path: "/api/me" },
    file: { path: "/static/script.js" },
  };
}

/**
 * Two workers of four threads. With workers of one thread, which close every connection, Flask and Django were half as
 * fast here; so they were with eight threads or five workers.
 */
const gunicorn = (app, cwd) => ({
  create: { file: join(python, "python"), args: ["app.py"] },
  serve: (port) => ({
    file: join(python, "gunicorn"), cwd,
    args: ["--bind", `127.0.0.1:${port}`, "--workers", "2", "--threads", "4", "--no-control-socket", app],
  }),
  // Keeps compiled files out of the repository. Those of the packages, which pip has compiled, are still used.
  environment: { PYTHONDONTWRITEBYTECODE: "1" },
  ready: "/sign-in",
});

async function flaskSignIn(port) {
  const { username, password } = PERSON;
  return cookiesOf(await request(port, "/sign-in", { method: "POST", headers: FORM, body: form({ username, password }) }), "Flask");
}

async function djangoSignIn(port) {
  const page = await request(port, "/sign-in");
  const [, token] = /name="csrfmiddlewaretoken" value="([^"]+)"/.exec(page.body);
  const { username, password } = PERSON;
  const answer = await request(port, "/sign-in", {
    method: "POST",
    headers: { ...FORM, cookie: page.cookies.join("; ") },
    body: form({ username, password, csrfmiddlewaretoken: token }),
  });
  return cookiesOf(answer, "Django");
}

async function betterAuthSignIn(port) {
  const { email, password } = PERSON;
  const headers = { "content-type": "application/json", origin: `http://127.0.0.1:${port}` };
  return cookiesOf(await request(port, "/api/auth/sign-in/email", { method: "POST", headers, body: JSON.stringify({ email, password }) }), "Better Auth");
}

/** Node.js looks for packages in the program's folder and above it, so the program is copied to its packages. */
function betterAuth() {
  const cwd = join(tools, "better-auth");
  copyFileSync(join(here, "better-auth/server.mjs"), join(cwd, "server.mjs"));
  return {
    create: { file: process.execPath, args: ["server.mjs", "create"] },
    serve: () => ({ file: process.execPath, args: ["server.mjs"], cwd }),
    environment: { NODE_ENV: "production" },
    ready: "/api/auth/ok",
    signIn: betterAuthSignIn,
  };
}

/** All subjects. Hallpass on SQLite is first: the others show what it shows. Without a URL, PostgreSQL is left out. */
export async function subjects(folder, postgresUrl) {
  const own = (name) => {
    const path = join(folder, name);
    mkdirSync(path);
    return path;
  };
  const limit = async (name, title, works, more) => {
    const port = await freePort();
    const server = { file: limits, cwd: folder, env: cleanEnv, port };
    return { name, title, port, works, create() {}, signIn: () => "", isLimit: true, ...more(server, port) };
  };
  const sqlite = own("hallpass-sqlite");
  return [
    await hallpassOn("hallpass-sqlite", "Hallpass on SQLite", sqlite, `sqlite://${join(sqlite, "hallpass.db")}`),
    ...(postgresUrl ? [await hallpassOn("hallpass-postgres", "Hallpass on PostgreSQL", own("hallpass-postgres"), postgresUrl)] : []),
    await limit("leptos", "bare Leptos", ["page"], (server, port) => ({
      server: { ...server, args: ["leptos", String(port)], ready: "/account" },
      page: { path: "/account" },
    })),
    await limit("axum", "bare axum", ["page", "who", "file"], (server, port) => ({
      server: { ...server, args: ["axum", String(port), join(folder, "captured")], ready: "/page" },
      page: { path: "/page" },
      who: { path: "/who", method: "POST", headers: FORM },
      file: { path: "/file" },
    })),
    await peer("flask", "Flask", own("flask"), { ...gunicorn("app:app", join(here, "flask")), signIn: flaskSignIn }),
    await peer("django", "Django", own("django"), { ...gunicorn("app:application", join(here, "django")), signIn: djangoSignIn }),
    await peer("better-auth", "Better Auth", own("better-auth"), betterAuth()),
  ];
}

/** Gives the limits what Hallpass answered, and the peers a template of its page and its script. */
export function hand(folder, names, { page, who, file }) {
  const captured = join(folder, "captured");
  mkdirSync(captured);
  for (const [name, bytes] of Object.entries({ page, who, file })) writeFileSync(join(captured, name), bytes);
  let template = page.toString();
  if (/\{[{%#]/.test(template)) throw new Error("the page contains template syntax");
  for (const key of ["name", "username", "email"]) template = template.replaceAll(PERSON[key], `{{ ${key} }}`);
  for (const name of names) {
    mkdirSync(join(folder, name, "static"));
    writeFileSync(join(folder, name, "static/script.js"), file);
    writeFileSync(join(folder, name, "page.html"), template);
  }
}
