// The pictures of the README, in docs/screenshots/. They are made by `npm run screenshots` only;
// otherwise the same pictures are taken and thrown away, so that this file stays alive.
import { statSync } from "node:fs";
import { join } from "node:path";
import type { TestInfo } from "@playwright/test";
import { register } from "../support/people";
import type { Server } from "../support/server";
import { type Door, expect, test } from "../support/test";
import type { Visitor } from "../support/visitor";

const FOLDER = process.env.HALLPASS_SCREENSHOTS === "1" ? join(__dirname, "../../docs/screenshots") : undefined;
/** The most that a picture may weigh, in bytes. */
const WEIGHT = 150_000;

const DESK = { width: 1280, height: 760 };
const PHONE = { width: 390, height: 844 };

/** How a picture is to look: at a desk in daylight unless it says otherwise. */
interface Look {
  dark?: boolean;
  phone?: boolean;
}

async function picture(visitor: Visitor, info: TestInfo, name: string, ...looks: Look[]): Promise<void> {
  for (const { dark = false, phone = false } of [{}, ...looks]) {
    const file = `${name}${dark ? "-dark" : ""}${phone ? "-phone" : ""}.png`;
    const path = FOLDER ? join(FOLDER, file) : info.outputPath(file);
    await visitor.page.emulateMedia({ colorScheme: dark ? "dark" : "light", reducedMotion: "reduce" });
    await visitor.page.setViewportSize(phone ? PHONE : DESK);
    await visitor.page.screenshot({ path, fullPage: true, animations: "disabled" });
    expect(statSync(path).size, file).toBeLessThan(WEIGHT);
  }
}

/** A signed-in person by exactly this name. */
async function person(door: Door, server: Server, username: string, display: string, administrator = false) {
  const somebody = await door.signIn(await register(server, username, { administrator, email: `${username}@example.org` }));
  await somebody.open("/account");
  await somebody.field("Display name").fill(display);
  await somebody.button("Save", somebody.form("Display name")).click();
  await expect(somebody.chip).toContainText(display);
  return somebody;
}

test("the pictures of the README", { tag: "@scripts" }, async ({ door, ownServer, watch }, info) => {
  watch.expect(403, /./);
  watch.expect(404, /^\/nowhere$/);
  const server = await ownServer();
  const here = door.at(server);
  const guest = await here.guest();
  await guest.open("/");
  await picture(guest, info, "home-guest");
  await guest.open("/sign-in");
  await picture(guest, info, "sign-in", { phone: true }, { dark: true });
  await guest.open("/sign-up");
  await guest.field("Username").fill("ada");
  await guest.field("Password").fill("correct horse battery staple");
  await expect(guest.page.locator(".meter")).toContainText("Accepted");
  await picture(guest, info, "sign-up");

  const olga = await person(here, server, "olga", "Olga Brandt", true);
  const ada = await person(here, server, "ada", "Ada Lovelace");
  const eve = await person(here, server, "eve", "Eve Moreau");
  for (const [name, display] of [["grace", "Grace Hopper"], ["noor", "Noor Inayat"]]) await person(here, server, name, display);

  await ada.open("/");
  await picture(ada, info, "home-member", { dark: true }, { phone: true }, { dark: true, phone: true });
  await ada.open("/account");
  await picture(ada, info, "account");
  await ada.open("/nowhere");
  await picture(ada, info, "not-found");

  const id = JSON.parse(await server.run(["account", "show", "eve", "--json"])).id;
  await olga.open(`/admin/accounts/${id}`);
  await olga.field("Reason").fill("Advertising in the forum after two warnings.");
  await olga.field("Until (UTC)").fill("2030-01-31T18:00");
  await picture(olga, info, "admin-account");
  await olga.button("Ban this account").click();
  await expect(olga.form("Ban in force")).toBeVisible();
  await olga.open("/admin");
  await picture(olga, info, "admin-accounts", { dark: true }, { phone: true });

  await eve.open("/");
  await picture(eve, info, "banned", { dark: true }, { phone: true });
});
