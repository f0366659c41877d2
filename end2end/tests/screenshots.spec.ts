// The screenshots of the README, in docs/screenshots/. Only `npm run screenshots` saves them; other runs take and
// discard them, so that this file keeps working.
import { activeBan, banButton, chooseEnd } from "../support/accounts";
import { statSync } from "node:fs";
import { join } from "node:path";
import type { TestInfo } from "@playwright/test";
import { register, signInUnseen } from "../support/people";
import type { Server } from "../support/server";
import { type Door, expect, test } from "../support/test";
import type { Visitor } from "../support/visitor";
import { Wire } from "../support/wire";

const FOLDER = process.env.HALLPASS_SCREENSHOTS === "1" ? join(__dirname, "../../docs/screenshots") : undefined;
/** The maximum size of a screenshot, in bytes. */
const WEIGHT = 250_000;

const DESK = { width: 1280, height: 760 };
const PHONE = { width: 390, height: 844 };

/** How a screenshot looks; the default is desktop width and light colours. */
interface Look {
  dark?: boolean;
  phone?: boolean;
}

/** All combinations besides the default. */
const EVERY: Look[] = [{ dark: true }, { phone: true }, { dark: true, phone: true }];

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

/** A signed-in person with exactly this username. */
async function person(door: Door, server: Server, username: string, display: string, administrator = false) {
  const somebody = await door.signIn(await register(server, username, { administrator, email: `${username}@example.org` }));
  await somebody.open("/account");
  await somebody.field("Display name").fill(display);
  await somebody.button("Save", somebody.form("Display name")).click();
  await expect(somebody.chip).toContainText(display);
  return somebody;
}

test("the screenshots of pages", { tag: "@scripts" }, async ({ door, ownServer, watch }, info) => {
  test.setTimeout(240_000);
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
  await expect(guest.page.locator(".meter")).toContainText("Strong enough");
  await picture(guest, info, "sign-up");

  const olga = await person(here, server, "olga", "Olga Brandt", true);
  const ada = await person(here, server, "ada", "Ada Lovelace");
  const eve = await person(here, server, "eve", "Eve Moreau");
  for (const [name, display] of [["grace", "Grace Hopper"], ["noor", "Noor Inayat"]]) await person(here, server, name, display);

  await ada.open("/");
  await picture(ada, info, "home-member", { dark: true }, { phone: true }, { dark: true, phone: true });
  await ada.open("/account");
  await picture(ada, info, "account");
  for (const device of ["Safari on iPhone", "Safari on macOS"] as const) await signInUnseen(server, ada, device);
  await ada.open("/account/sessions");
  const phone = ada.page.locator("li").filter({ hasText: "iPhone" });
  await phone.locator("summary").click();
  await ada.field("Device name", phone).fill("Phone");
  await ada.button("Save", phone).click();
  await expect(phone.locator("h3")).toHaveText("Phone");
  await phone.locator("summary").click();
  await picture(ada, info, "sessions", ...EVERY);
  await ada.ending("Safari on macOS").click();
  await expect(ada.page.locator("ul.sessions > li")).toHaveCount(2);
  await ada.open("/account/activity");
  await picture(ada, info, "activity", ...EVERY);
  await ada.open("/nowhere");
  await picture(ada, info, "not-found");

  const id = JSON.parse(await server.run(["account", "show", "eve", "--json"])).id;
  await olga.open(`/admin/accounts/${id}`);
  await picture(olga, info, "admin-account");
  await olga.open(`/admin/accounts/${id}/ban`);
  await olga.field("Reason").fill("Advertising in the forum after two warnings.");
  await chooseEnd(olga, "2030-01-31T18:00");
  await picture(olga, info, "admin-account-ban", ...EVERY);
  const noor = JSON.parse(await server.run(["account", "show", "noor", "--json"])).id;
  const console = await olga.tab(`/admin/accounts/${noor}/sessions`);
  await picture(console, info, "admin-account-sessions", ...EVERY);
  await console.open("/admin/sessions");
  await picture(console, info, "admin-sessions", ...EVERY);
  await console.page.close();
  await banButton(olga).click();
  await expect(activeBan(olga)).toBeVisible();
  await olga.open("/admin/accounts");
  await picture(olga, info, "admin-accounts", { dark: true }, { phone: true });

  await eve.open("/");
  await picture(eve, info, "banned", { dark: true }, { phone: true });
});

test("the screenshots of choices, messages and warnings", { tag: "@scripts" }, async ({ door, ownServer, watch }, info) => {
  // Half a minute of this is spent waiting for the warning.
  test.setTimeout(240_000);
  watch.expect(403, /./);
  const server = await ownServer();
  const here = door.at(server);
  await register(server, "olga", { administrator: true });
  const ada = await person(here, server, "ada", "Ada Lovelace");
  await signInUnseen(server, ada, "Safari on iPhone");
  await server.run(["policy", "set", "sessions=2"]);
  const full = await here.guest();
  watch.expect(409, /^\/api\/sign_in$/);
  await full.open("/sign-in");
  await full.signIn("ada", ada.password);
  await expect(full.page.getByRole("group", { name: "You’ve reached your device limit. Choose a device to sign out." })).toBeVisible();
  await picture(full, info, "sign-in-full", ...EVERY);
  const wire = await Wire.of(ada.page.context());
  await server.run(["policy", "set", "--role", "administrator", "idle=default"]);
  await ada.open("/account");
  await server.run(["account", "role", "ada", "administrator"]);
  await expect(ada.page.locator(".news")).toContainText("Your role has changed");
  await wire.cut();
  await expect(ada.page.getByText("Connection lost. Trying again…")).toBeVisible();
  await picture(ada, info, "connection-lost", ...EVERY);
  wire.mend();
  // The warning appears at half of the idle limit.
  await server.run(["policy", "set", "idle=1m"]);
  const warning = ada.page.getByRole("dialog", { name: "Are you still there?" });
  await expect(warning).toBeVisible({ timeout: 60_000 });
  await picture(ada, info, "idle-warning", ...EVERY);
  // On a phone, the bar of guests has no link to the start page besides the logo.
  await ada.page.setViewportSize(DESK);
  await server.run(["session", "end", "--account", "ada"]);
  await ada.expectLocked("An administrator ended this session.");
  await picture(ada, info, "locked", ...EVERY);
});
