// The server with the demonstration: people who do not exist and what lies behind them, made once by
// `hallpass demo`. It is filled while other tests run; who needs it waits.
import { existsSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Account } from "./people";
import { type OwnServer, place, Server } from "./server";

/** How many people it holds, with the one who may do everything. */
export const PEOPLE = 301;
/** How long whoever needs it waits, in milliseconds. */
export const FILLED_WITHIN = 240_000;

const FIRST = [
  "quiet", "amber", "brisk", "cedar", "dusty", "early", "gentle", "happy", "ivory", "jolly", "kind", "lucky",
  "misty", "noble", "olive", "plucky", "rapid", "sunny", "tidy", "velvet",
];
const SECOND = [
  "heron", "otter", "badger", "cobra", "dingo", "egret", "falcon", "gecko", "hare", "ibis", "jackal", "koala",
  "lynx", "magpie", "newt",
];

/** The username of the person of that number, from 0: those of a third number are signed in. */
export function nameOf(number: number): string {
  return `${FIRST[number % 20]}-${SECOND[Math.floor(number / 20)]}`;
}

/** The server with the demonstration. */
export class Demo extends Server {
  constructor(
    server: Server,
    /** The only one there who can sign in. */
    readonly owner: Account,
  ) {
    super(server.address);
  }

  /** Waits until it is filled. */
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

/** Has it filled and started, without waiting; the answer stops it. */
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
  // Every test signs in as the owner, and none signs out.
  await server.run(["policy", "set", "sessions=1000"]);
  await server.run(["policy", "set", "--role", "administrator", "sessions=1000"]);
  await server.go();
  return { username, password };
}

/** Says what became of it, from one process to another. */
function outcome(server: Server): string {
  return join(server.address.folder, "demo.json");
}
