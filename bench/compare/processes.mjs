// Starts and ends servers, sends them requests, and reads how much memory and processor time they take. No server may
// outlive this process.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { openSync, closeSync, readFileSync } from "node:fs";
import { request as ask } from "node:http";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

const running = new Set();

/** Kills all servers, for the end of this process. */
export function killAll() {
  for (const child of running) signal(child, "SIGKILL");
  running.clear();
}

/** Signals a server and its workers: each server leads a process group. */
function signal(child, name) {
  try {
    process.kill(-child.pid, name);
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}

export async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

/** One request on a connection of its own. */
export function request(port, path, { method = "GET", headers = {}, body = "" } = {}) {
  return new Promise((done, failed) => {
    const length = method === "GET" ? {} : { "content-length": Buffer.byteLength(body) };
    const asked = ask({ host: "127.0.0.1", port, path, method, headers: { ...headers, ...length }, agent: false, timeout: 10_000 });
    asked.on("error", failed).on("timeout", () => asked.destroy(new Error(`no answer from ${path}`)));
    asked.on("response", (response) => {
      const chunks = [];
      response.on("error", failed).on("data", (chunk) => chunks.push(chunk));
      response.on("end", () => done({
        status: response.statusCode,
        headers: response.headers,
        cookies: (response.headers["set-cookie"] ?? []).map((cookie) => cookie.split(";")[0]),
        body: Buffer.concat(chunks),
      }));
    });
    asked.end(body);
  });
}

/** Starts a server and waits for its first good answer; returns the process and how long it took, in ms. */
export async function start(name, { file, args = [], cwd, env, port, ready, log }) {
  const output = openSync(log, "w");
  const begun = performance.now();
  const child = spawn(file, args, { cwd, env, detached: true, stdio: ["ignore", output, output] });
  closeSync(output);
  let failure;
  child.on("error", (error) => { failure = error; });
  if (child.pid) running.add(child);
  while (performance.now() - begun < 30_000 && !failure && child.exitCode === null && child.signalCode === null) {
    const answer = await request(port, ready).catch(() => null);
    if (answer?.status === 200) return { child, took: performance.now() - begun };
    await sleep(2);
  }
  await stop(child);
  throw new Error(`${name} did not start: ${failure ?? readFileSync(log, "utf8").slice(-2000)}`);
}

export async function stop(child) {
  if (child.exitCode === null && child.signalCode === null && child.pid) {
    const ended = once(child, "exit");
    signal(child, "SIGTERM");
    await Promise.race([ended, sleep(5000, null, { ref: false })]);
  }
  if (child.pid) signal(child, "SIGKILL");
  running.delete(child);
}

const read = (path) => { try { return readFileSync(path, "utf8"); } catch { return ""; } };
const childrenOf = (pid) => read(`/proc/${pid}/task/${pid}/children`).split(" ").filter(Boolean);

/** The processor time that a process and its descendants have taken, in ms. Linux counts in hundredths of a second. */
export function processorTime(pid) {
  const fields = read(`/proc/${pid}/stat`).split(") ").at(-1).split(" ");
  const own = (Number(fields[11]) + Number(fields[12])) * 10 || 0;
  return childrenOf(pid).reduce((sum, child) => sum + processorTime(child), own);
}

/** The memory of a process and its descendants, in MiB: resident, and with each shared page counted once. */
export function memory(pid) {
  const children = childrenOf(pid).map((child) => memory(child));
  const number = (path, key) => Number(new RegExp(`^${key}:\\s+(\\d+)`, "m").exec(read(path))?.[1] ?? 0) / 1024;
  const own = { resident: number(`/proc/${pid}/status`, "VmRSS"), shared: number(`/proc/${pid}/smaps_rollup`, "Pss") };
  return children.reduce((sum, child) => ({ resident: sum.resident + child.resident, shared: sum.shared + child.shared }), own);
}
