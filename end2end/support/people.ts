// The people in tests. Each test creates its own, so that tests can run at the same time.
import { randomInt } from "node:crypto";
import type { Server } from "./server";

/** Strong enough for every account. */
export const PASSWORD = "gravel tulip eleven harbour";
export const OTHER_PASSWORD = "seven quiet lanterns drift";
export const WRONG_PASSWORD = "this was never anybody's password";

/** Letters that do not look alike, because usernames that look like others are rejected. */
const LETTERS = "bcdfghkptxz";

/** User agents of some devices, by the names that Hallpass shows for them. */
export const DEVICES = {
  "Firefox on Windows": "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:146.0) Gecko/20100101 Firefox/146.0",
  "Safari on macOS":
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Safari/605.1.15",
  "Safari on iPhone":
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
  "Chrome on Linux": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36",
} as const;

export type Device = keyof typeof DEVICES;

/** Somebody with an account. */
export interface Account {
  username: string;
  password: string;
}

/** Options for a new account. */
export interface Wishes {
  administrator?: boolean;
  email?: string;
  password?: string;
}

/** A username that is not in use. */
export function unique(name: string): string {
  const ending = Array.from({ length: 9 }, () => LETTERS[randomInt(LETTERS.length)]);
  return `${name}-${ending.join("")}`;
}

/** Creates an account with the command line while the server runs. */
export async function register(server: Server, username: string, wishes: Wishes = {}): Promise<Account> {
  const password = wishes.password ?? PASSWORD;
  const role = wishes.administrator ? "administrator" : "member";
  const words = ["account", "create", username, "--role", role, "--password-stdin"];
  if (wishes.email) words.push("--email", wishes.email);
  await server.run(words, `${password}\n`);
  return { username, password };
}

/** Signs in without a browser, which gives the account another session. */
export async function signInUnseen(server: Server, account: Account, device: Device): Promise<void> {
  const answer = await fetch(`${server.origin}/api/sign_in`, {
    method: "POST",
    headers: { origin: server.origin, "user-agent": DEVICES[device] },
    body: new URLSearchParams({ username: account.username, password: account.password }),
  });
  if (!answer.ok) throw new Error(`signing in: ${answer.status} ${await answer.text()}`);
}
