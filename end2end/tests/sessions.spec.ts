// `/account/sessions`: one's sessions, which can be named and ended, in a list that updates itself.
import type { Locator } from "@playwright/test";
import { DEVICES, type Device, register, signInUnseen, unique } from "../support/people";
import { expect, test } from "../support/test";
import type { Visitor } from "../support/visitor";

/** The listed sessions. */
function rows(visitor: Visitor): Locator {
  return visitor.page.getByRole("main").locator("ul.sessions > li");
}

/** The card of this device. */
function here(visitor: Visitor): Locator {
  return visitor.page.getByRole("region", { name: "This device" });
}

/** The button that signs out all other devices; shown if there are several. */
function endOthers(visitor: Visitor): Locator {
  return visitor.page.getByRole("button", { name: /^Sign out all \d+ others$/ });
}

/** The row of one device. */
function row(visitor: Visitor, title: string): Locator {
  return rows(visitor).filter({ has: visitor.page.locator("h3", { hasText: title }) });
}

/** Names a session with the form in its row. */
async function name(visitor: Visitor, title: string, name: string): Promise<void> {
  await row(visitor, title).locator("summary").click();
  await visitor.field("Device name", row(visitor, title)).fill(name);
  await visitor.button("Save", row(visitor, title)).click();
}

test("the list shows each device, with this one first and marked", async ({ door, server }) => {
  const ada = await door.signIn(await door.account("ada"), "Firefox on Windows");
  await signInUnseen(server, ada, "Safari on iPhone");
  const response = await ada.open("/account/sessions");
  expect(await response.text(), "the list is in the HTML").toContain("Safari on iPhone");
  await expect(ada.title).toHaveText("Sessions");
  await expect(ada.page).toHaveTitle("Sessions · Hallpass");
  await expect(rows(ada)).toHaveCount(2);
  await expect(rows(ada).first()).toContainText("Firefox on Windows");
  await expect(here(ada).getByRole("listitem")).toHaveCount(1);
  await expect(here(ada).getByRole("heading", { level: 3 })).toHaveText("Firefox on Windows");
  await expect(rows(ada).first()).toContainText("Active now");
  await expect(rows(ada).first()).toContainText("with password");
  await expect(rows(ada).first()).toContainText("Same network as you");
  await expect(rows(ada).first()).toContainText("127.0.0.1");
  await expect(ada.ending("Firefox on Windows")).toHaveCount(0);
  await expect(rows(ada).last()).toContainText("Safari on iPhone");
  await expect(rows(ada).last()).toContainText("Active just now");
  await expect(ada.page.getByRole("region", { name: "Other devices" })).toContainText("1 more");
  await expect(endOthers(ada)).toHaveCount(0);
});

test("the account menu links to sessions and activity", async ({ door }) => {
  const ada = await door.member("ada");
  await ada.open("/account");
  const menu = ada.page.getByRole("navigation", { name: "Account" });
  await expect(menu.getByRole("link")).toHaveText(["Sessions", "Activity", "Security", "Preferences", "Take the tour"]);
  for (const page of ["Sessions", "Activity"]) {
    await menu.getByText(page).click();
    await expect(ada.title).toHaveText(page);
    await expect(menu.locator("[aria-current=page]")).toHaveText(page);
    await ada.ready();
  }
});

test("a session can be named, and an empty name restores the device's", async ({ door, server }) => {
  const ada = await door.signIn(await door.account("ada"), "Firefox on Windows");
  await signInUnseen(server, ada, "Safari on iPhone");
  await ada.open("/account/sessions");
  await name(ada, "Safari on iPhone", "The phone in the kitchen");
  const kitchen = row(ada, "The phone in the kitchen");
  await expect(kitchen.getByText("Safari on iPhone", { exact: true })).toBeVisible();
  await expect(kitchen.locator("h3")).toHaveText("The phone in the kitchen");
  await ada.reload();
  await name(ada, "The phone in the kitchen", "");
  await expect(row(ada, "Safari on iPhone")).toBeVisible();
  await expect(row(ada, "The phone in the kitchen")).toHaveCount(0);
});

test("a name that is too long is rejected and stays in its field", async ({ door, watch }) => {
  watch.expect(422, /^\/api\/name_session$/);
  const ada = await door.signIn(await door.account("ada"), "Firefox on Windows");
  await ada.open("/account/sessions");
  await name(ada, "Firefox on Windows", "x".repeat(41));
  const field = ada.field("Device name");
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(field).toHaveValue("x".repeat(41));
  await ada.expectError(field, "Use at most 40 characters.");
});

test("the error of a name is visible", async ({ door, watch }) => {
  watch.expect(422, /^\/api\/name_session$/);
  const ada = await door.signIn(await door.account("ada"), "Firefox on Windows");
  await ada.open("/account/sessions");
  await name(ada, "Firefox on Windows", "x".repeat(41));
  await expect(ada.field("Device name")).toHaveAttribute("aria-invalid", "true");
  await expect(ada.page.getByText("Use at most 40 characters.")).toBeVisible();
});

test("a row keeps space for its text while its name is edited", async ({ door, watch, scripts }) => {
  watch.expect(422, /^\/api\/name_session$/);
  const ada = await door.signIn(await door.account("ada"), "Firefox on Windows");
  await ada.open("/account/sessions");
  const words = row(ada, "Firefox on Windows").locator("h3");
  const width = async () => (await words.locator("xpath=..").boundingBox())?.width ?? 0;
  await row(ada, "Firefox on Windows").locator("summary").click();
  for (const wide of [360, 768, 1280]) {
    await ada.page.setViewportSize({ width: wide, height: 800 });
    expect(await width(), `at ${wide} px`).toBeGreaterThan(200);
  }
  if (!scripts) return;
  await ada.field("Device name").fill("x".repeat(41));
  await ada.button("Save").click();
  await expect(ada.page.getByText("Use at most 40 characters.")).toBeVisible();
  for (const wide of [360, 768, 1280]) {
    await ada.page.setViewportSize({ width: wide, height: 800 });
    expect(await width(), `with an error, at ${wide} px`).toBeGreaterThan(200);
  }
});

test("a name is escaped", async ({ door }) => {
  const mallory = await door.signIn(await door.account("mallory"), "Firefox on Windows");
  await mallory.open("/account/sessions");
  await name(mallory, "Firefox on Windows", "<img src=x onerror=alert(1)>");
  await expect(rows(mallory).locator("h3")).toHaveText("<img src=x onerror=alert(1)>");
  await expect(mallory.page.locator("img")).toHaveCount(0);
});

test("renaming can be cancelled", { tag: "@scripts" }, async ({ door }) => {
  const ada = await door.signIn(await door.account("ada"), "Firefox on Windows");
  await ada.open("/account/sessions");
  const field = ada.field("Device name");
  await name(ada, "Firefox on Windows", "Laptop");
  await expect(rows(ada).locator("h3")).toHaveText("Laptop");
  await row(ada, "Laptop").locator("summary").click();
  await expect(field).toHaveValue("Laptop");
  await expect(field).toHaveAttribute("placeholder", "Firefox on Windows");
  await field.fill("Half a na");
  await ada.button("Cancel").click();
  await expect(field).toBeHidden();
  await expect(row(ada, "Laptop").locator("summary")).toBeFocused();
  await row(ada, "Laptop").locator("summary").click();
  await expect(field).toHaveValue("Laptop");
});

test("ending one session ends no other", async ({ door, server }) => {
  const ada = await door.signIn(await door.account("ada"), "Firefox on Windows");
  const phone = await door.signIn(ada, "Safari on iPhone");
  await signInUnseen(server, ada, "Safari on macOS");
  await ada.open("/account/sessions");
  await expect(rows(ada)).toHaveCount(3);
  await ada.ending("Safari on iPhone").click();
  await expect(row(ada, "Safari on iPhone")).toHaveCount(0);
  await expect(rows(ada)).toHaveCount(2);
  await phone.open("/account");
  await expect(phone.page).toHaveURL("/sign-in?next=/account");
  await expect(phone.notice).toContainText("You signed this device out from Firefox on Windows.");
  await phone.signIn(ada.username, ada.password);
  await expect(phone.title).toHaveText("Account");
});

test("a session ended here is confirmed by its name, and listed as ended", async ({ door, server }) => {
  const ada = await door.signIn(await door.account("ada"), "Firefox on Windows");
  await signInUnseen(server, ada, "Safari on iPhone");
  await ada.open("/account/sessions");
  await expect(ada.page.getByRole("region", { name: "Recently ended" })).toHaveCount(0);
  await name(ada, "Safari on iPhone", "Kitchen tablet");
  await ada.ready();
  await ada.ending("Kitchen tablet").click();
  await expect(row(ada, "Kitchen tablet")).toHaveCount(0);
  if (ada.scripts) await expect(ada.page.locator(".toasts")).toContainText("You signed out Kitchen tablet.");
  const ended = ada.page.getByRole("region", { name: "Recently ended" }).getByRole("listitem");
  await expect(ended).toHaveCount(1);
  await expect(ended).toContainText("Kitchen tablet");
  await expect(ended).toContainText("You signed this device out");
});

test("this device can be signed out in its row", async ({ door }) => {
  const ada = await door.signIn(await door.account("ada"), "Firefox on Windows");
  await ada.open("/account/sessions");
  await ada.button("Sign out", here(ada)).click();
  await expect(ada.header.getByRole("link", { name: "Sign in" })).toBeVisible();
  await expect(ada.chip).toHaveCount(0);
});

test("a session that has ended cannot be ended again", async ({ door, server, watch }) => {
  watch.expect(404, /^\/api\/end_session$/);
  const ada = await door.signIn(await door.account("ada"), "Firefox on Windows");
  await signInUnseen(server, ada, "Safari on iPhone");
  // This tab receives no messages.
  if (ada.scripts) await ada.page.routeWebSocket("/live", (socket) => socket.close());
  await ada.open("/account/sessions");
  const sessions = JSON.parse(await server.run(["session", "list", ada.username, "--json"]));
  const phone = sessions.find(({ device }: { device: { system: string } }) => device.system === "iPhone");
  await server.run(["session", "end", phone.id]);
  await ada.ending("Safari on iPhone").click();
  if (ada.scripts) await expect(ada.alert).toBeVisible();
  else await expect(row(ada, "Safari on iPhone")).toHaveCount(0);
  await ada.reload();
  await expect(rows(ada)).toHaveCount(1);
});

test("ending all other sessions leaves this one", async ({ door, server }) => {
  const ada = await door.signIn(await door.account("ada"), "Firefox on Windows");
  for (const device of ["Safari on iPhone", "Safari on macOS"] as const) await signInUnseen(server, ada, device);
  await ada.open("/account/sessions");
  await expect(endOthers(ada)).toHaveText("Sign out all 2 others");
  await endOthers(ada).click();
  await expect(rows(ada)).toHaveCount(1);
  await expect(here(ada).getByRole("listitem")).toHaveCount(1);
  await expect(endOthers(ada)).toHaveCount(0);
  if (ada.scripts) await expect(ada.page.locator(".toasts")).toContainText("You signed out 2 devices.");
  await ada.reload();
  await expect(rows(ada)).toHaveCount(1);
});

test("ending all sessions ends this one, too, and leaves no data behind", async ({ door, server }) => {
  const ada = await door.signIn(await door.account("ada"), "Firefox on Windows");
  await signInUnseen(server, ada, "Safari on iPhone");
  await ada.open("/");
  await ada.open("/account/sessions");
  await ada.button("Sign out everywhere").click();
  await expect(ada.header.getByRole("link", { name: "Sign in" })).toBeVisible();
  // The response and the channel word it differently, and either may arrive last.
  if (ada.scripts) await expect(ada.notice).toContainText(/You(’re signed out| signed this device out)\./);
  await expect(ada.chip).toHaveCount(0);
  const cookies = await ada.page.context().cookies();
  expect(cookies.filter(({ name }) => name === "hallpass"), "the cookie is gone").toEqual([]);
  expect(await server.run(["account", "show", ada.username])).toMatch(/sessions +0/);
  await ada.page.goBack();
  await expect(ada.header.getByRole("link", { name: "Sign in" })).toBeVisible();
  await expect(rows(ada)).toHaveCount(0);
  await expect(ada.page.getByText("Safari on iPhone")).toHaveCount(0);
  await expect(ada.chip).toHaveCount(0);
});

test("the list updates while it is open", { tag: "@scripts" }, async ({ door, server }) => {
  const ada = await door.signIn(await door.account("ada"), "Firefox on Windows");
  await ada.open("/account/sessions");
  const stayed = ada.staying();
  await expect(rows(ada)).toHaveCount(1);
  await expect(endOthers(ada)).toHaveCount(0);
  const phone = await door.signIn(ada, "Safari on iPhone");
  await expect(row(ada, "Safari on iPhone")).toContainText("New");
  await expect(ada.page.getByRole("status").filter({ hasText: "New sign-in: Safari on iPhone." })).toHaveCount(1);
  await signInUnseen(server, ada, "Safari on macOS");
  await expect(endOthers(ada)).toBeVisible();
  await phone.open("/account/sessions");
  await name(phone, "Firefox on Windows", "The old laptop");
  await expect(here(ada)).toContainText("The old laptop");
  await phone.signOut();
  await expect(row(ada, "Safari on iPhone")).toHaveCount(0);
  await expect(ada.page.getByRole("status").filter({ hasText: "Safari on iPhone was signed out." })).toHaveCount(1);
  await expect(ada.page.locator(".toast"), "only what was done here is confirmed").toHaveCount(0);
  await expect(endOthers(ada)).toHaveCount(0);
  stayed();
});

test("unsent input is preserved while the list changes", { tag: "@scripts" }, async ({ door, server }) => {
  const ada = await door.signIn(await door.account("ada"), "Firefox on Windows");
  await ada.open("/account/sessions");
  await row(ada, "Firefox on Windows").locator("summary").click();
  await ada.field("Device name").fill("Half a na");
  await signInUnseen(server, ada, "Safari on iPhone");
  await expect(row(ada, "Safari on iPhone")).toBeVisible();
  const field = ada.field("Device name", row(ada, "Firefox on Windows"));
  await expect(field).toBeFocused();
  await expect(field).toHaveValue("Half a na");
});

test("twenty sessions with the longest names fit on a phone", async ({ door, server }) => {
  const account = await register(server, unique("w".repeat(12)));
  const ada = await door.signIn(account, "Firefox on Windows");
  const devices = Object.keys(DEVICES) as Device[];
  for (let more = 1; more < 20; more++) await signInUnseen(server, account, devices[more % devices.length]);
  await ada.page.setViewportSize({ width: 320, height: 800 });
  await ada.open("/account/sessions");
  await expect(rows(ada)).toHaveCount(20);
  for (const words of ["W".repeat(40), "سلامعليكم".repeat(5).slice(0, 40)]) {
    const latest = rows(ada).nth(words.startsWith("W") ? 0 : 1);
    await latest.locator("summary").click();
    await ada.expectNoSideways();
    await ada.field("Device name", latest).fill(words);
    await ada.button("Save", latest).click();
    await expect(row(ada, words)).toBeVisible();
    await ada.ready();
  }
  for (const width of [320, 360, 768, 1280]) {
    await ada.page.setViewportSize({ width, height: 800 });
    await ada.expectNoSideways();
  }
});

test("a guest is asked to sign in", async ({ guest }) => {
  for (const path of ["/account/sessions", "/account/activity"]) {
    await guest.open(path);
    await expect(guest.page).toHaveURL(`/sign-in?next=${path}`);
  }
});
