// Compares Hallpass with the limits (bare Leptos, bare axum, hashing alone) and with its peers: how many requests each
// answers per second. `make bench` prepares everything and runs it; README.md says what is measured, and how.
import { execFile, execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg, release, tmpdir, totalmem } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs, promisify } from "node:util";
import { killAll, memory, processorTime, request, start, stop } from "./processes.mjs";
import { markdown } from "./report.mjs";
import { hand, limits, mainScript, PERSON, root, SIGN_IN_ACCOUNTS, subjects, tools } from "./subjects.mjs";
import { versions } from "./versions.mjs";

const here = import.meta.dirname;
const LOADED = ["page", "who", "file"];
const WORKS = [...LOADED, "start", "sign-in"];
const NAMES = ["hallpass-sqlite", "hallpass-postgres", "leptos", "axum", "flask", "django", "better-auth"];
const STARTS = 5;
/** By how much the size of bare Leptos's page may differ from that of Hallpass's page. */
const TOLERANCE = 0.05;
const USAGE = `usage: scripts/bench [--rounds N] [--seconds N] [--only WORKLOADS] [--subjects SUBJECTS] | --capture FILE
  workloads: ${WORKS.join(",")}
  subjects: ${NAMES.join(",")}`;

function readOptions() {
  const text = { type: "string" };
  const { values } = parseArgs({ options: { rounds: text, seconds: text, only: text, subjects: text, capture: text, help: { type: "boolean" } } });
  const number = (given, fallback, most) => {
    const value = Number(given ?? fallback);
    if (!Number.isInteger(value) || value < 1 || value > most) throw new Error(USAGE);
    return value;
  };
  const works = values.capture ? [] : values.only?.split(",") ?? WORKS;
  const names = values.subjects?.split(",") ?? NAMES;
  if (values.help || works.some((work) => !WORKS.includes(work)) || names.some((name) => !NAMES.includes(name))) throw new Error(USAGE);
  return {
    rounds: number(values.rounds, 3, 100),
    seconds: number(values.seconds, 5, 600),
    works: WORKS.filter((work) => works.includes(work)),
    names,
    capture: values.capture,
  };
}

const say = (text) => process.stderr.write(`    ${text}\n`);
const folder = mkdtempSync(join(tmpdir(), "hallpass-compare-"));
let postgres;

function end() {
  killAll();
  if (postgres) execFileSync(join(root, "scripts/postgres"), ["stop", postgres.folder], { stdio: "ignore" });
  postgres = undefined;
  rmSync(folder, { recursive: true, force: true });
}
process.on("exit", end);
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(name, () => process.exit(1));

/** Starts a separate PostgreSQL server, which ends with this process, if PostgreSQL is installed. */
function startPostgres() {
  try {
    // The script prints assignments that bash has quoted, so bash evaluates them.
    const lines = execFileSync("bash", ["-c", 'set -e; lines=$("$0" start "$1"); eval "$lines"; echo "$HALLPASS_TEST_DATABASE_URL"; echo "$HALLPASS_POSTGRES"',
      join(root, "scripts/postgres"), String(process.pid)], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
    const [url, place] = lines.trim().split("\n");
    return { url, folder: place, pid: Number(readFileSync(join(place, "data/postmaster.pid"), "utf8").split("\n")[0]) };
  } catch (error) {
    say(`Without Hallpass on PostgreSQL: ${error.stderr?.trim().split("\n").join(" ") || error.message}`);
    return undefined;
  }
}

const begin = (subject) => start(subject.title, { ...subject.server, log: join(folder, `${subject.name}.log`) });

async function whileRunning(subject, act) {
  const { child } = await begin(subject);
  try {
    return await act(child);
  } finally {
    await stop(child);
  }
}

const requestOf = (subject, work, cookie = subject.cookie) => {
  const { path, method = "GET", headers = {} } = subject[work];
  return { path, method, headers: cookie ? { ...headers, cookie } : headers };
};

/** Sends one request, and throws if the answer is not the expected one. Returns its body. */
async function check(subject, work, captured) {
  const { path, ...options } = requestOf(subject, work);
  const { status, body } = await request(subject.port, path, options);
  const fail = (why) => { throw new Error(`${subject.title}, ${work}: ${why} (${status}): ${body.toString().slice(0, 300)}`); };
  if (status !== 200) fail("unexpected status");
  const wanted = { page: PERSON.name, who: PERSON.username, file: "" }[work];
  if (!body.includes(wanted)) fail(`does not contain ${wanted}`);
  if (work === "who") JSON.parse(body);
  if (work === "file" && captured && !body.equals(captured.file)) fail("not the same file");
  if (work === "page" && captured && !subject.name.startsWith("hallpass")) {
    const difference = body.length / captured.page.length - 1;
    // Only bare Leptos renders a page of its own; all others must answer the identical page.
    const same = subject.name === "leptos" ? Math.abs(difference) <= TOLERANCE : body.toString().trim() === captured.page.toString().trim();
    if (!same) fail(`not Hallpass's page, ${(difference * 100).toFixed(1)} % longer; see README.md on how to generate limits/src/page.rs`);
  }
  return body;
}

/** Without the cookie, the person must not be shown. Not for the limits, which have no sessions, nor for files. */
async function checkRefused(subject, work) {
  const { path, ...options } = requestOf(subject, work, "");
  const { status, body } = await request(subject.port, path, options);
  if (body.includes(PERSON.username) || body.includes(PERSON.name)) throw new Error(`${subject.title}, ${work}: answers ${status} without the cookie`);
}

/** Creates the account, signs in, and checks every answer. */
async function prepare(subject, captured, options) {
  say(`Preparing ${subject.title}`);
  await subject.create();
  if (subject["sign-in"] && options.works.includes("sign-in")) subject.createMore();
  return whileRunning(subject, async () => {
    subject.cookie = await subject.signIn();
    const bodies = {};
    for (const work of LOADED.filter((work) => subject.works.includes(work))) {
      bodies[work] = await check(subject, work, captured);
      if (!subject.isLimit && work !== "file") await checkRefused(subject, work);
    }
    return bodies;
  });
}

/** Runs wrk for some seconds, and returns what measure.lua prints. */
async function wrk(url, { script, words, headers, seconds, connections }) {
  const given = Object.entries(headers).flatMap(([key, value]) => ["-H", `${key}: ${value}`]);
  const args = ["-t1", `-c${connections}`, `-d${seconds}s`, "--latency", "-s", join(here, script), ...given, url, "--", ...words];
  const { stdout } = await promisify(execFile)("wrk", args, { timeout: (seconds + 30) * 1000 });
  return JSON.parse(stdout.trim().split("\n").at(-1));
}

/** One measurement: starts the server, warms it up, and measures it under load. */
async function load(subject, work, seconds) {
  return whileRunning(subject, async ({ pid }) => {
    const { path, method, headers } = requestOf(subject, work, work === "sign-in" ? "" : subject.cookie);
    const options = work === "sign-in"
      ? { script: "sign-in.lua", words: [String(SIGN_IN_ACCOUNTS), PERSON.password], connections: 4 }
      : { script: "measure.lua", words: [method], connections: 16 };
    const url = `http://127.0.0.1:${subject.port}${path}`;
    await wrk(url, { ...options, headers, seconds: 1 });
    const taken = () => processorTime(pid) + (subject.name === "hallpass-postgres" ? processorTime(postgres.pid) : 0);
    const before = taken();
    const found = await wrk(url, { ...options, headers, seconds });
    const cost = (taken() - before) / found.requests;
    if (found.refused || found.broken) throw new Error(`${subject.title}, ${work}: ${found.refused} refused, ${found.broken} broken of ${found.requests}`);
    // A session that was lost meanwhile would have been answered with a redirect, which wrk takes for a success.
    if (work !== "sign-in") await check(subject, work);
    return { rate: found.requests / found.seconds, cost, p50: found.p50, p99: found.p99, bytes: found.bytes / found.requests };
  });
}

/** One start, and the memory two seconds later. */
async function measureStart(subject) {
  const { child, took } = await begin(subject);
  try {
    await sleep(2000);
    return { took, ...memory(child.pid) };
  } finally {
    await stop(child);
  }
}

async function hash(seconds) {
  const { stdout } = await promisify(execFile)(limits, ["hash", String(seconds)], { timeout: (seconds + 30) * 1000 });
  const [rate, cost] = stdout.trim().split(" ").map(Number);
  return { rate, cost };
}

/** What is measured for a workload, in order: each has a name, a title and the measurement. */
function measurements(work, all, { seconds }) {
  const of = (subject, measure) => ({ name: subject.name, title: subject.title, measure });
  const able = all.filter((subject) => subject.works.includes(work));
  if (work === "start") return able.map((subject) => of(subject, () => measureStart(subject)));
  const loaded = able.map((subject) => of(subject, () => load(subject, work, seconds)));
  return work === "sign-in" ? [...loaded, { name: "hash", title: "hashing alone", measure: () => hash(seconds) }] : loaded;
}

/** Rounds of all subjects, every second one backwards, so that no subject always has the better place. */
async function measure(work, all, options) {
  const list = measurements(work, all, options);
  const found = new Map(list.map(({ name, title }) => [name, { name, title, rounds: [] }]));
  const rounds = work === "start" ? STARTS : options.rounds;
  for (let round = 1; round <= rounds; round += 1) {
    for (const { name, title, measure } of round % 2 ? list : list.toReversed()) {
      const one = await measure();
      found.get(name).rounds.push(one);
      say(`${work}, round ${round} of ${rounds}: ${title} ${one.rate ? `${one.rate.toFixed(0)} a second` : `${one.took.toFixed(0)} ms`}`);
    }
  }
  return [...found.values()];
}

async function main() {
  const options = readOptions();
  const wanted = (name) => name === "hallpass-sqlite" || options.names.includes(name);
  if (!options.capture && wanted("hallpass-postgres")) postgres = startPostgres();
  const all = (await subjects(folder, postgres?.url)).filter(({ name }) => wanted(name));
  const [hallpass, ...others] = all;
  const captured = await prepare(hallpass, null, options);
  if (options.capture) {
    writeFileSync(resolve(options.capture), captured.page);
    return;
  }
  hand(folder, others.filter(({ isPeer }) => isPeer).map(({ name }) => name), captured);
  const sizes = { Hallpass: captured.page.length };
  for (const subject of others) {
    const { page } = await prepare(subject, captured, options);
    if (page) sizes[subject.title] = page.length;
  }
  const before = loadavg()[0];
  const results = {};
  for (const work of options.works) results[work] = await measure(work, all, options);
  const result = {
    date: new Date().toISOString().slice(0, 10),
    command: process.argv.length > 2 ? `make bench ARGS='${process.argv.slice(2).join(" ")}'` : "make bench",
    rounds: options.rounds, seconds: options.seconds, starts: STARTS,
    machine: {
      processor: cpus()[0].model.trim(), cores: availableParallelism(), memory: Math.round(totalmem() / 2 ** 30),
      kernel: release(), load: [before, loadavg()[0]],
    },
    versions: versions(all.map(({ name }) => name)),
    bytes: { page: sizes, file: captured.file.length, who: captured.who.length, script: mainScript() },
    results,
  };
  const report = markdown(result);
  mkdirSync(tools, { recursive: true });
  writeFileSync(join(tools, "result.json"), `${JSON.stringify(result, null, 2)}\n`);
  writeFileSync(join(tools, "result.md"), report);
  process.stdout.write(report);
}

try {
  await main();
} catch (error) {
  process.stderr.write(`\nhallpass: ${error.message}\n`);
  process.exitCode = 1;
} finally {
  end();
}
