// Runs the release's own binary: as a server on a free port with a folder of its own, and as the
// command line beside it.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const BINARY = resolve(process.env.HALLPASS_BINARY ?? join(__dirname, "../../dist/hallpass/hallpass"));
/** How long a server may take until it is ready, in milliseconds. */
const PATIENCE = 20_000;

type Settings = Record<string, string>;

/** Where a server is, in a form that goes from one process to another. */
export interface Address {
  origin: string;
  folder: string;
  settings: Settings;
}

/** A server that somebody else stops: its address and its command line. */
export class Server {
  constructor(readonly address: Address) {}

  /** The server that the global set-up started. */
  static shared(): Server {
    return new Server(JSON.parse(process.env.HALLPASS_END2END ?? ""));
  }

  get origin(): string {
    return this.address.origin;
  }

  /** Runs `hallpass …` beside the server and answers what it printed. */
  async run(words: string[], input = ""): Promise<string> {
    const child = hallpass(words, this.address);
    // A command that ends early leaves its input unread; its status says why.
    child.stdin?.on("error", () => undefined).end(input);
    const [out, err, code] = await Promise.all([text(child, "stdout"), text(child, "stderr"), ended(child)]);
    if (code !== 0) throw new Error(`hallpass ${words.join(" ")} ended with ${code}: ${err}`);
    return out;
  }
}

/** A server of one's own. */
export class OwnServer extends Server {
  #child: ChildProcess | undefined;
  #printed: string[] = [];
  #log: string[] = [];

  /** The one-time link that its first start printed. */
  get setUpLink(): string {
    return /http\S+\/set-up\?token=\S+/.exec(this.#printed.join(""))?.[0] ?? "";
  }

  /** Starts it and waits until it is ready; after a halt at the same address, with the same folder. */
  async go(): Promise<void> {
    const child = hallpass(["serve"], this.address);
    this.#child = child;
    child.stdout?.on("data", (part) => this.#printed.push(String(part)));
    child.stderr?.on("data", (part) => this.#log.push(String(part)));
    const deadline = Date.now() + PATIENCE;
    while (!(await isReady(this.origin))) {
      if (child.exitCode !== null || Date.now() > deadline) {
        child.kill("SIGKILL");
        throw new Error(`${BINARY} serve is not ready:\n${[...this.#printed, ...this.#log].join("")}`);
      }
      await new Promise((wake) => setTimeout(wake, 50));
    }
  }

  /** Stops it for a while. The command line beside it goes on working. */
  async halt(): Promise<void> {
    if (this.#child === undefined) return;
    this.#child.kill("SIGTERM");
    await ended(this.#child);
    this.#child = undefined;
  }

  /** Stops it and removes its folder. Its log must not hold an error: no test provokes one. */
  async stop(): Promise<void> {
    await this.halt();
    await rm(this.address.folder, { recursive: true, force: true });
    const errors = this.#log.join("").split("\n").filter((line) => / ERROR |panicked/.test(line));
    if (errors.length > 0) throw new Error(`the server logged errors:\n${errors.join("\n")}`);
  }
}

/** Starts a server with a fresh database and waits until it is ready. */
export async function start(settings: Settings = {}): Promise<OwnServer> {
  const server = await place(settings);
  await server.go();
  return server;
}

/** A folder and a free port for a server that does not run yet. */
export async function place(settings: Settings = {}): Promise<OwnServer> {
  if (!existsSync(BINARY)) throw new Error(`${BINARY} is missing: run scripts/dist first, or set HALLPASS_BINARY`);
  const folder = await mkdtemp(join(tmpdir(), "hallpass-end2end-"));
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const address = {
    origin,
    folder,
    settings: {
      HALLPASS_DATABASE_URL: `sqlite://${folder}/hallpass.db`,
      HALLPASS_LISTEN: `127.0.0.1:${port}`,
      HALLPASS_PUBLIC_ORIGIN: origin,
      // Everybody comes from one address, and cheap hashes are as good for these tests.
      HALLPASS_ATTEMPTS_PER_ACCOUNT: "100000/1s",
      HALLPASS_ATTEMPTS_PER_ADDRESS: "100000/1s",
      HALLPASS_RATINGS_PER_ADDRESS: "100000/1s",
      HALLPASS_ARGON2_MEMORY_KIB: "7168",
      HALLPASS_ARGON2_ITERATIONS: "1",
      NO_COLOR: "1",
      ...settings,
    },
  };
  return new OwnServer(address);
}

function hallpass(words: string[], { folder, settings }: Address): ChildProcess {
  // None of the caller's HALLPASS_… variables: an unknown one would stop the start.
  const { PATH, HOME } = process.env;
  return spawn(BINARY, words, { cwd: folder, env: { PATH, HOME, ...settings }, stdio: "pipe" });
}

async function isReady(origin: string): Promise<boolean> {
  try {
    return (await fetch(`${origin}/readyz`)).ok;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const socket = createServer().listen(0, "127.0.0.1");
  await new Promise((ready) => socket.once("listening", ready));
  const address = socket.address();
  await new Promise((closed) => socket.close(closed));
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}

async function text(child: ChildProcess, stream: "stdout" | "stderr"): Promise<string> {
  let all = "";
  for await (const part of child[stream] ?? []) all += part;
  return all;
}

function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve, reject) => child.once("exit", resolve).once("error", reject));
}
