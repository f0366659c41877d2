// An authenticator app, which computes its codes independently of the server (RFC 6238).
import { createHmac } from "node:crypto";
import { expect } from "@playwright/test";
import type { Visitor } from "./visitor";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** Decodes Base32 with spaces (RFC 4648, 6). */
function decode(text: string): Buffer {
  const bits = [...text.replace(/\s/g, "")].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, "0")).join("");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

/** The code that an app with this secret shows, now or a number of steps of 30 seconds later. */
export function code(secret: string, steps = 0): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const digest = createHmac("sha1", decode(secret)).update(counter).digest();
  const offset = digest[19] & 15;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/** Sets up an app. Returns its secret and the recovery codes. */
export async function setUp(ada: Visitor): Promise<{ secret: string; codes: string[] }> {
  await ada.open("/account/security");
  await ada.button("Set up").click();
  await expect(ada.title).toHaveText("Set up an authenticator app");
  await ada.ready();
  const secret = (await ada.page.locator("code.handed").textContent()) ?? "";
  await ada.field("Code").fill(code(secret));
  await ada.button("Turn on").click();
  await expect(ada.page.getByText("Keep these recovery codes.")).toBeVisible();
  await expect(ada.title).toHaveText("Authenticator app turned on");
  const codes = await ada.page.locator(".codes li").allTextContents();
  expect(codes).toHaveLength(10);
  return { secret, codes };
}
