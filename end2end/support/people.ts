// The people of the tests. Each test makes its own, so that all run at the same time.
import { randomInt } from "node:crypto";
import type { Server } from "./server";

/** Good enough for everybody. */
export const PASSWORD = "gravel tulip eleven harbour";
export const OTHER_PASSWORD = "seven quiet lanterns drift";
export const WRONG_PASSWORD = "this was never anybody's password";

/** Letters that cannot be taken for one another: names that look alike are refused. */
const LETTERS = "bcdfghkptxz";

/** Somebody who has an account. */
export interface Account {
  username: string;
  password: string;
}

/** What may be said of a new account. */
export interface Wishes {
  administrator?: boolean;
  email?: string;
  password?: string;
}

/** A username that nobody has yet. */
export function unique(name: string): string {
  const ending = Array.from({ length: 9 }, () => LETTERS[randomInt(LETTERS.length)]);
  return `${name}-${ending.join("")}`;
}

/** Makes an account at the terminal, beside the running server. */
export async function register(server: Server, username: string, wishes: Wishes = {}): Promise<Account> {
  const password = wishes.password ?? PASSWORD;
  const role = wishes.administrator ? "administrator" : "member";
  const words = ["account", "create", username, "--role", role, "--password-stdin"];
  if (wishes.email) words.push("--email", wishes.email);
  await server.run(words, `${password}\n`);
  return { username, password };
}
