// The folder into which a server writes its mail instead of sending it.
import { mkdtempSync } from "node:fs";
import { readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { PASSWORD } from "./people";
import type { Visitor } from "./visitor";

/** A message, as its recipient sees it. */
export interface Letter {
  to: string;
  subject: string;
  text: string;
}

export class Mailbox {
  readonly folder = mkdtempSync(join(tmpdir(), "hallpass-mail-"));

  /** The settings of a server that writes its mail here. */
  get settings(): Record<string, string> {
    return { HALLPASS_MAIL_URL: `file://${this.folder}`, HALLPASS_MAIL_FROM: "Hallpass <no-reply@pass.example>" };
  }

  /** Waits for a message to this address with this subject, and removes it. */
  async receive(to: string, subject: string): Promise<Letter> {
    let found: Letter | undefined;
    await expect(async () => {
      for (const file of (await readdir(this.folder)).sort()) {
        const letter = read(await readFile(join(this.folder, file), "utf8"));
        if (letter.to !== to || letter.subject !== subject) continue;
        found = letter;
        await rm(join(this.folder, file));
        return;
      }
      throw new Error(`no message “${subject}” to ${to}`);
    }).toPass();
    return found as Letter;
  }

  /** The number of messages to this address that have arrived and were not taken with `receive`. */
  async count(to: string): Promise<number> {
    const files = await readdir(this.folder);
    const letters = await Promise.all(files.map(async (file) => read(await readFile(join(this.folder, file), "utf8"))));
    return letters.filter((letter) => letter.to === to).length;
  }
}

/** Reads the headers and the plain text of a message. */
function read(message: string): Letter {
  const header = (name: string) => {
    const line = new RegExp(`^${name}: (.*(?:\\r\\n[ \\t].*)*)`, "im").exec(message)?.[1] ?? "";
    return decodeWords(line.replace(/\r\n[ \t]/g, " "));
  };
  const part = /Content-Type: text\/plain[^]*?\r\n\r\n([^]*?)\r\n--/.exec(message);
  const encoding = /Content-Transfer-Encoding: (\S+)/i.exec(part?.[0] ?? "")?.[1] ?? "7bit";
  return { to: header("To"), subject: header("Subject"), text: decode(part?.[1] ?? "", encoding.toLowerCase()) };
}

function decode(body: string, encoding: string): string {
  if (encoding === "base64") return Buffer.from(body, "base64").toString("utf8");
  if (encoding !== "quoted-printable") return body;
  const bytes = body.replace(/=\r\n/g, "").replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}

/** Decodes words such as `=?utf-8?b?…?=` (RFC 2047). */
function decodeWords(text: string): string {
  return text.replace(/\?=\s+=\?/g, "?==?").replace(/=\?utf-8\?b\?([^?]*)\?=/gi, (_, base64) => Buffer.from(base64, "base64").toString("utf8"));
}

/** The path with the token of the link in a message. */
export function linkIn({ text }: Letter, path: string): string {
  const found = new RegExp(`https?://[^\\s]*(${path}\\?token=\\S+)`).exec(text);
  if (found === null) throw new Error(`no link to ${path}: ${text}`);
  return found[1];
}

/** The code in a message. */
export function codeIn({ text }: Letter): string {
  return /^[0-9A-Z]{4}-[0-9A-Z]{4}$/m.exec(text.replace(/\r/g, ""))?.[0] ?? "";
}

/** Changes the address on the open account page. */
export async function enterAddress(visitor: Visitor, address: string): Promise<void> {
  const form = visitor.page.locator("form").filter({ has: visitor.field("Email address") });
  await visitor.field("Email address", form).fill(address);
  await visitor.field("Current password", form).fill(PASSWORD);
  await visitor.button("Save", form).click();
}
