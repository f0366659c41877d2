// Runs the release binary: as a server on a free port with its own folder, and as the command line.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const BINARY = resolve(process.env.HALLPASS_BINARY ?? join(__dirname, "../../dist/hallpass/hallpass"));
/** How long a server may take to become ready, in milliseconds. */
const PATIENCE = 20_000;

type Settings = Record<string, string>;

/** Where a server is, in a form that can be passed between processes. */
export interface Address {
  origin: string;
  folder: string;
  settings: Settings;
}

/** A server that another owner stops: its address and its command line. */
export class Server {
  constructor(readonly address: Address) {}

  /** The server that the global set-up started. */
  static shared(): Server {
    return new Server(JSON.parse(process.env.HALLPASS_END2END ?? ""));
  }

  get origin(): string {
    return this.address.origin;
  }

  /** Runs `hallpass …` with the server's settings and returns its output. */
  async run(words: string[], input = ""): Promise<string> {
    const child = hallpass(words, this.address);
    // A command that ends early leaves its input unread; its exit code gives the reason.
    child.stdin?.on("error", () => undefined).end(input);
    const [out, err, code] = await Promise.all([text(child, "stdout"), text(child, "stderr"), ended(child)]);
    if (code !== 0) throw new Error(`hallpass ${words.join(" ")} ended with ${code}: ${err}`);
    return out;
  }
}

/** A server that belongs to one test. */
export class OwnServer extends Server {
  #child: ChildProcess | undefined;
  #printed: string[] = [];
  #log: string[] = [];

  /** The one-time link printed at the first start. */
  get setUpLink(): string {
    return /http\S+\/set-up\?token=\S+/.exec(this.#printed.join(""))?.[0] ?? "";
  }

  /** Starts the server and waits until it is ready. After a halt, it has the same address and folder. */
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

  /** Stops the server for a while. The command line keeps working. */
  async halt(): Promise<void> {
    if (this.#child === undefined) return;
    this.#child.kill("SIGTERM");
    await ended(this.#child);
    this.#child = undefined;
  }

  /** Stops the server and removes its folder. Throws if the log contains an error, which no test should cause. */
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

/** Prepares a folder and a free port for a server, without starting it. */
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
      // All tests have one address, so limits must be high; cheap hashes make them faster.
      HALLPASS_ATTEMPTS_PER_ACCOUNT: "100000/1s",
      HALLPASS_ATTEMPTS_PER_ADDRESS: "100000/1s",
      HALLPASS_RATINGS_PER_ADDRESS: "100000/1s",
      HALLPASS_ARGON2_MEMORY_KIB: "7168",
      HALLPASS_ARGON2_ITERATIONS: "1",
      HALLPASS_PSEUDO_LANGUAGE: "true",
      NO_COLOR: "1",
      ...settings,
    },
  };
  return new OwnServer(address);
}

function hallpass(words: string[], { folder, settings }: Address): ChildProcess {
  // Not the caller's HALLPASS_… variables: an unknown one would prevent the start.
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
