// `/tour`: real steps in two windows, which tick themselves, with and without scripts.
import type { Locator } from "@playwright/test";
import { PASSWORD, unique } from "../support/people";
import { expect, test } from "../support/test";
import type { Visitor } from "../support/visitor";

const STEPS = ["Sign in", "Sign in a second time", "Watch the list", "Sign one window out from the other", "Change your theme"] as const;

/** A step in the list. */
function step(visitor: Visitor, title: (typeof STEPS)[number]): Locator {
  const heading = visitor.page.getByRole("heading", { level: 3, name: new RegExp(`^${title}( ?, done)?$`) });
  return visitor.page.getByRole("main").getByRole("listitem").filter({ has: heading });
}

/** Shows what has happened since: pages without scripts do not follow. */
async function look(visitor: Visitor): Promise<void> {
  if (!visitor.scripts) await visitor.open("/tour");
}

async function expectDone(visitor: Visitor, title: (typeof STEPS)[number]): Promise<void> {
  await expect(step(visitor, title).getByRole("heading")).toHaveText(`${title}, done`);
}

async function expectNow(visitor: Visitor, title: (typeof STEPS)[number]): Promise<void> {
  await expect(visitor.page.getByRole("main").locator("[aria-current=step]")).toHaveCount(1);
  await expect(step(visitor, title)).toHaveAttribute("aria-current", "step");
}

/** Starts the tour on its page. */
async function start(visitor: Visitor): Promise<void> {
  await visitor.open("/tour");
  await visitor.button("Start").click();
  await expect(visitor.button("Start again")).toBeVisible();
  await visitor.ready();
}

test("the tour begins as a guest and goes on after signing up", async ({ guest }) => {
  await guest.open("/tour");
  await expect(guest.title).toHaveText("See what a session does");
  await expect(guest.page).toHaveTitle("See what a session does · Hallpass");
  await start(guest);
  await expectNow(guest, "Sign in");
  await step(guest, "Sign in").getByRole("link", { name: "Create an account" }).click();
  await expect(guest.title).toHaveText("Create your account");
  await guest.ready();
  await guest.field("Username").fill(unique("noor"));
  await guest.field("Password").fill(PASSWORD);
  await guest.button("Create account").click();
  await expect(guest.page).toHaveURL("/tour");
  await expectDone(guest, "Sign in");
  await expectNow(guest, "Sign in a second time");
  await expect(guest.page.getByText("1 of 5 done")).toBeVisible();
});

test("the tour, with two windows", async ({ door }) => {
  const account = await door.account("ada");
  const desk = await door.signIn(account, "Firefox on Windows");
  await start(desk);
  await expectNow(desk, "Sign in a second time");
  const stayed = desk.staying();

  const phone = await door.signIn(account, "Safari on iPhone");
  await look(desk);
  await expectDone(desk, "Sign in a second time");
  await expectNow(desk, "Watch the list");
  await phone.open("/tour");
  await expectNow(phone, "Watch the list");

  await step(phone, "Watch the list").getByRole("link", { name: "Open your sessions" }).click();
  await expect(phone.title).toHaveText("Sessions");
  await look(desk);
  await expectDone(desk, "Watch the list");
  if (desk.scripts) stayed();

  await phone.ready();
  await phone.open("/tour");
  await expectNow(phone, "Sign one window out from the other");
  await phone.open("/account/sessions");
  const list = await desk.tab("/account/sessions");
  await list.ending("Safari on iPhone").click();
  await expect(list.ending("Safari on iPhone")).toHaveCount(0);
  if (phone.scripts) await phone.expectLocked("You signed this device out from Firefox on Windows.");
  await look(desk);
  await expectDone(desk, "Sign one window out from the other");
  await expect(step(desk, "Sign one window out from the other")).toContainText("The other window has locked.");
  await expectNow(desk, "Change your theme");

  const again = await door.signIn(account, "Safari on iPhone");
  await again.open("/tour");
  await list.open("/account/preferences");
  await list.page.getByRole("main").getByRole("radio", { name: "Dark" }).check();
  await list.button("Save preferences").click();
  await expect(list.notice).toHaveText("Saved.");
  for (const window of [desk, again]) {
    await look(window);
    await expectDone(window, "Change your theme");
    await expect(window.page.locator("html")).toHaveAttribute("data-theme", "dark");
    await expect(window.notice).toContainText("That’s what a session does.");
  }
});

test("a window on the tour itself says why its session has ended @scripts", async ({ door }) => {
  const account = await door.account("ada");
  const [desk, phone] = [await door.signIn(account, "Firefox on Windows"), await door.signIn(account, "Safari on iPhone")];
  await start(phone);
  await desk.open("/account/sessions");
  await desk.ending("Safari on iPhone").click();
  await expect(phone.notice).toContainText("You signed this device out from Firefox on Windows.");
  await expect(step(phone, "Sign in").getByRole("link", { name: "Sign in" })).toBeVisible();
});

test("the tour can be put away and started again", async ({ door }) => {
  const ada = await door.member("ada");
  await start(ada);
  await ada.button("Not now").click();
  await expect(ada.page.getByText("You’ve set the tour aside.")).toBeVisible();
  await expect(ada.button("Not now")).toHaveCount(0);
  await ada.ready();
  await ada.reload();
  await expect(ada.page.getByText("You’ve set the tour aside.")).toBeVisible();
  await ada.button("Start again").click();
  await expectNow(ada, "Sign in a second time");
});

test("the menu links to the tour under a heading of its own", async ({ door }) => {
  const ada = await door.member("ada");
  await ada.open("/");
  const menu = ada.header.getByRole("navigation", { name: "Account" });
  await expect(menu.getByRole("heading", { name: "Help" })).toBeVisible();
  await menu.getByRole("link", { name: "Take the tour" }).click();
  await expect(ada.title).toHaveText("See what a session does");
  await expect(menu.locator("[aria-current=page]")).toHaveText("Take the tour");
});

test("a step that is ticked is announced, and the next one with it @scripts", async ({ door }) => {
  const account = await door.account("ada");
  const desk = await door.signIn(account);
  await start(desk);
  await door.signIn(account);
  const status = desk.page.getByRole("main").getByRole("status");
  await expect(status.filter({ hasText: "Done: Sign in a second time. Next: Watch the list." })).toBeAttached();
});
