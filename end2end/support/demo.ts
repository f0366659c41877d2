// The server with demo data: people and a month of their activity, generated once by `hallpass demo`. It is filled
// while other tests run, so tests that need it wait.
import { existsSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Account } from "./people";
import { type OwnServer, place, Server } from "./server";

/** The number of accounts, including the administrator and the member with a second step. */
export const PEOPLE = 302;
/** How long to wait until the database is filled, in milliseconds. */
export const FILLED_WITHIN = 240_000;

const FIRST = [
  "quiet", "amber", "brisk", "cedar", "dusty", "early", "gentle", "happy", "ivory", "jolly", "kind", "lucky",
  "misty", "noble", "olive", "plucky", "rapid", "sunny", "tidy", "velvet",
];
const SECOND = [
  "heron", "otter", "badger", "cobra", "dingo", "egret", "falcon", "gecko", "hare", "ibis", "jackal", "koala",
  "lynx", "magpie", "newt",
];

/** The username of the demo person with this number, from 0. People with numbers divisible by 3 are signed in. */
export function nameOf(number: number): string {
  return `${FIRST[number % 20]}-${SECOND[Math.floor(number / 20)]}`;
}

/** The server with demo data. */
export class Demo extends Server {
  constructor(
    server: Server,
    /** The administrator. */
    readonly owner: Account,
  ) {
    super(server.address);
  }

  /** Waits until the database is filled. */
  static async ready(): Promise<Demo> {
    const server = new Server(JSON.parse(process.env.HALLPASS_END2END_DEMO ?? ""));
    const deadline = Date.now() + FILLED_WITHIN;
    while (!existsSync(outcome(server))) {
      if (Date.now() > deadline) throw new Error("hallpass demo is not done yet");
      await new Promise((wake) => setTimeout(wake, 250));
    }
    const { owner, error } = JSON.parse(readFileSync(outcome(server), "utf8"));
    if (error !== undefined) throw new Error(error);
    return new Demo(server, owner);
  }
}

/** Starts filling the database without waiting for it. The returned function stops the server. */
export async function startDemo(): Promise<() => Promise<void>> {
  const server = await place();
  process.env.HALLPASS_END2END_DEMO = JSON.stringify(server.address);
  const filling = fill(server).then(
    (owner) => writeFile(outcome(server), JSON.stringify({ owner })),
    (error) => writeFile(outcome(server), JSON.stringify({ error: String(error) })),
  );
  return async () => {
    await filling;
    await server.stop();
  };
}

async function fill(server: OwnServer): Promise<Account> {
  const printed = await server.run(["demo"]);
  const [, username, password] = /Password of (\S+): (\S+)/.exec(printed) ?? [];
  if (username === undefined || password === undefined) throw new Error(`no password in:\n${printed}`);
  // Every test signs in as the owner and none signs out.
  await server.run(["policy", "set", "sessions=1000"]);
  await server.run(["policy", "set", "--role", "administrator", "sessions=1000"]);
  await server.go();
  return { username, password };
}

/** The file that passes the result to other processes. */
function outcome(server: Server): string {
  return join(server.address.folder, "demo.json");
}
