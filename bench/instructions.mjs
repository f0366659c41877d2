// Counts the instructions that the release runs for some acts of a signed-in person, with Valgrind, and prints a line
// for each act: its name, a tab, the number. `scripts/instructions` compares the numbers with the recorded ones. No
// server may outlive this process.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort, killAll, start, stop } from "./compare/processes.mjs";

const BINARY = resolve(process.env.HALLPASS_BINARY ?? join(import.meta.dirname, "../dist/hallpass/hallpass"));
const PERSON = { username: "lovelace", password: "gravel tulip eleven harbour" };
/**
 * How many tabs receive a push, so that it outweighs the change that causes it. Each has a session of its own, because
 * the server looks up a session only once for all of its tabs, or a few times, as chance has it.
 */
const TABS = 8;
/** How often each act is done before it is counted, which fills caches. */
const WARM_UP = 12;
/** How long the server gets to finish what follows an answer, such as the log, in ms. */
const SETTLE = 15;
/** A random pause of up to this many ms precedes each batch, so that none keep step with the server's timers. */
const SPREAD = 500;
/** How long an answer may take, in ms. Valgrind is slow, most of all with code that runs for the first time. */
const PATIENCE = 60_000;

const folder = mkdtempSync(join(tmpdir(), "hallpass-instructions-"));
process.on("exit", () => {
  killAll();
  rmSync(folder, { recursive: true, force: true });
});
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(name, () => process.exit(1));

const port = await freePort();
const origin = `http://127.0.0.1:${port}`;
// None of the caller's variables, which could change what the server does.
const env = {
  PATH: process.env.PATH,
  HALLPASS_DATABASE_URL: `sqlite://${join(folder, "hallpass.db")}`,
  HALLPASS_LISTEN: `127.0.0.1:${port}`,
  HALLPASS_PUBLIC_ORIGIN: origin,
  // The numbers must depend neither on how many processors there are nor on how threads share the work. Each connection
  // to the database prepares its own statements, and reads again what others have changed.
  HALLPASS_DATABASE_CONNECTIONS: "1",
  HALLPASS_HASH_WORKERS: "1",
  TOKIO_WORKER_THREADS: "1",
  // The sign-in is not counted; cheap hashes make it faster.
  HALLPASS_ARGON2_MEMORY_KIB: "7168",
  HALLPASS_ARGON2_ITERATIONS: "1",
};

/** One connection that stays open, like a browser's: opening connections is not counted. */
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

/** Fails when something takes too long. */
function late(what) {
  const failing = new Promise((_, failed) => {
    setTimeout(() => failed(new Error(`${what} takes too long`)), PATIENCE).unref();
  });
  // In time, nobody waits for it any more.
  failing.catch(() => {});
  return failing;
}

/** Requests a path, or posts fields to it. Returns the headers and the text of the answer. */
function ask(path, cookie, fields) {
  const body = fields && new URLSearchParams(fields).toString();
  const form = fields && { origin, "content-type": "application/x-www-form-urlencoded", "content-length": body.length };
  return new Promise((done, failed) => {
    const asked = request(origin + path, { method: fields ? "POST" : "GET", agent, headers: { cookie, ...form } });
    asked.setTimeout(PATIENCE, () => asked.destroy(new Error(`no answer from ${path}`)));
    asked.on("error", failed).on("response", (response) => {
      let text = "";
      response.setEncoding("utf8").on("error", failed).on("data", (part) => { text += part; });
      response.on("end", () => {
        if (response.statusCode === 200) done({ headers: response.headers, text });
        else failed(new Error(`${path} answered ${response.statusCode}: ${text.slice(0, 300)}`));
      });
    });
    asked.end(body);
  });
}

/** An open tab: a WebSocket, which Node.js 20 does not have. */
class Tab {
  #bytes = Buffer.alloc(0);
  #messages = [];
  #arrived = () => {};

  /** Opens the channel and waits for its first message. */
  static async open(cookie) {
    const tab = new Tab();
    const headers = {
      cookie, origin, connection: "Upgrade", upgrade: "websocket",
      "sec-websocket-version": "13", "sec-websocket-key": Buffer.alloc(16).toString("base64"),
    };
    await new Promise((done, failed) => {
      const asked = request(`${origin}/live`, { agent: false, headers });
      asked.on("error", failed).on("response", (response) => failed(new Error(`/live answered ${response.statusCode}`)));
      asked.on("upgrade", (_, socket, head) => {
        tab.#read(socket, head);
        socket.on("data", (part) => tab.#read(socket, part)).on("error", () => {});
        done();
      });
      asked.end();
    });
    await tab.receive("");
    return tab;
  }

  /** Takes whole frames. The server's are neither masked nor fragmented, and shorter than 64 KiB (RFC 6455, 5.2). */
  #read(socket, part) {
    this.#bytes = Buffer.concat([this.#bytes, part]);
    for (;;) {
      const [first, short] = this.#bytes;
      const begin = short === 126 ? 4 : 2;
      if (this.#bytes.length < begin) return;
      const end = begin + (short === 126 ? this.#bytes.readUInt16BE(2) : short);
      if (this.#bytes.length < end) return;
      const kind = first & 0x0f;
      if (kind === 1) this.#messages.push(this.#bytes.toString("utf8", begin, end));
      // Answers a ping. With zeros as the mask, there is nothing to mask.
      if (kind === 9) socket.write(Buffer.from([0x8a, 0x80, 0, 0, 0, 0]));
      this.#bytes = this.#bytes.subarray(end);
      this.#arrived();
    }
  }

  /** Waits for a message that contains the text. */
  async receive(text) {
    const tooLate = late("a push to a tab");
    for (;;) {
      while (this.#messages.length > 0) {
        if (this.#messages.shift().includes(text)) return;
      }
      await Promise.race([tooLate, new Promise((done) => { this.#arrived = done; })]);
    }
  }
}

/** A server under Valgrind. */
class Counted {
  #child;
  #dumps = 0;
  #leaving = Promise.resolve();

  async start() {
    const counts = `--callgrind-out-file=${join(folder, "counts")}`;
    const { child } = await start("Hallpass under Valgrind", {
      file: "valgrind", args: ["--tool=callgrind", "--instr-atstart=no", counts, this.#prefix, BINARY, "serve"],
      env, cwd: folder, port, ready: "/readyz", log: join(folder, "log"),
    });
    this.#child = child;
  }

  get #prefix() {
    return `--vgdb-prefix=${join(folder, "vgdb")}`;
  }

  /**
   * Gives Valgrind a command. The answer to `status` shows that it was carried out: vgdb may take another 100 ms to
   * exit, while the server is already running again.
   */
  async command(...words) {
    await this.#leaving;
    const child = spawn("vgdb", ["--max-invoke-ms=1", this.#prefix, `--pid=${this.#child.pid}`, ...words, "-c", "status"]);
    let problem = "";
    child.stderr.on("data", (part) => { problem += part; });
    this.#leaving = new Promise((left) => { child.once("close", left); });
    const answer = new Promise((done, failed) => {
      child.stdout.once("data", done);
      child.once("error", failed);
      child.once("close", () => failed(new Error(`Valgrind did not take a command: ${problem}`)));
    });
    await Promise.race([answer, late("a command to Valgrind")]);
  }

  /** The number of instructions in all threads of the server while the batch is done. */
  async count(batch) {
    await sleep(SETTLE + Math.random() * SPREAD);
    await this.command("zero");
    await batch();
    await sleep(SETTLE);
    await this.command("dump");
    this.#dumps += 1;
    const file = join(folder, `counts.${this.#dumps}`);
    const [, total] = /^totals: (\d+)$/m.exec(readFileSync(file, "utf8")) ?? [];
    rmSync(file);
    if (!total) throw new Error("Valgrind has counted nothing");
    return Number(total);
  }

  /**
   * Counts an act in batches of some size, and prints the lowest count. Meanwhile, the server also does what it does on
   * its own every few seconds, such as the write probe, and threads sometimes wake up in vain. That only adds
   * instructions, so one batch without it is enough.
   */
  async measure(name, { batches, size }, act) {
    const repeat = async (times) => {
      for (let done = 0; done < times; done += 1) await act();
    };
    await repeat(WARM_UP);
    let lowest = Infinity;
    for (let done = 0; done < batches; done += 1) lowest = Math.min(lowest, await this.count(() => repeat(size)));
    console.log(`${name}\t${Math.round(lowest / size)}`);
  }

  stop() {
    return stop(this.#child);
  }
}

function hallpass(words, input = "") {
  execFileSync(BINARY, words, { env, cwd: folder, input, stdio: ["pipe", "ignore", "inherit"] });
}

hallpass(["migrate"]);
hallpass(["account", "create", PERSON.username, "--password-stdin"], `${PERSON.password}\n`);
const server = new Counted();
await server.start();
const cookies = [];
while (cookies.length < TABS) {
  const { headers } = await ask("/api/sign_in", "", PERSON);
  cookies.push(headers["set-cookie"].map((line) => line.split(";")[0]).join("; "));
}
const [cookie] = cookies;
const page = () => ask("/account", cookie);
const who = () => ask("/api/principal", cookie, {});
for (const { text } of [await page(), await who()]) {
  if (!text.includes(PERSON.username)) throw new Error(`this does not show who is signed in: ${text.slice(0, 300)}`);
}
await server.command("instrumentation", "on");
await server.measure("GET /account", { batches: 10, size: 2 }, page);
await server.measure("POST /api/principal", { batches: 10, size: 10 }, who);

const tabs = await Promise.all(cookies.map((own) => Tab.open(own)));
let clock = "h12";
// While tabs are open, the server looks for changes of other processes, so few batches are without that.
await server.measure(`POST /api/change_preferences, pushed to ${TABS} tabs`, { batches: 40, size: 1 }, async () => {
  // The tabs are told only what is new to them.
  clock = clock === "h12" ? "h23" : "h12";
  const changed = ask("/api/change_preferences", cookie, { theme: "", hour_cycle: clock });
  await Promise.all([changed, ...tabs.map((tab) => tab.receive(clock))]);
});

await server.stop();
