// Bans: imposed by an administrator or on the command line, seen by the banned person, and lifted.
import { accountHead, activeBan, actLink, banButton, chooseEnd, dialog, openAccount, openView } from "../support/accounts";
import type { Server } from "../support/server";
import { type Door, expect, type Person, test } from "../support/test";
import type { Visitor } from "../support/visitor";
import { Wire } from "../support/wire";

const REASON = "Advertising in every thread, twice.";

/** Asserts that the ban page is shown, with its reason. */
async function expectBanPage(visitor: Visitor, reason = REASON): Promise<void> {
  await expect(visitor.title).toHaveText(/^You can’t use Hallpass (until|any more)/);
  await expect(visitor.page.getByRole("article")).toContainText(reason);
  await expect(visitor.menu).toHaveCount(0);
  await expect(visitor.button("Sign out")).toBeVisible();
}

const APPEAL = "It was my brother, who knows my password.";

/** A banned person who has appealed, on the ban page. */
async function appealing(door: Door, server: Server): Promise<Person> {
  const eve = await door.member("eve");
  await server.run(["account", "ban", eve.username, "--reason", REASON]);
  await eve.open("/");
  await eve.field("Your message").fill(APPEAL);
  await eve.button("Send appeal").click();
  await expect(eve.page.getByText("You sent your appeal on")).toBeVisible();
  return eve;
}

/** The entries under this heading of an account's page. */
function entries(visitor: Visitor, name: "Bans" | "Notes") {
  return visitor.page.getByRole("list", { name, exact: true }).getByRole("listitem");
}

test("a ban is imposed, shown on every page, and lifted", async ({ door, watch }) => {
  watch.expect(403, /./);
  const olga = await door.administrator("olga");
  const eve = await door.member("eve");
  await eve.open("/account");

  await openAccount(olga, eve.username, "ban");
  await expect(dialog(olga)).toContainText("Ends 1 session now");
  await olga.field("Reason").fill(REASON);
  await chooseEnd(olga, "2099-01-31T18:00");
  await banButton(olga).click();
  await expect(dialog(olga)).toHaveCount(0);
  await expect(activeBan(olga)).toContainText(REASON);
  await expect(activeBan(olga).locator("time").last()).toHaveAttribute("datetime", "2099-01-31T18:00:00Z");
  await expect(accountHead(olga)).toContainText("Banned until");
  await expect(olga.page.locator("dl.facts").last().getByRole("definition").last()).toHaveText("0");

  for (const path of ["/", "/account", "/admin", "/sign-in", "/sign-up", "/no-such-page"]) {
    expect((await eve.open(path)).status(), path).toBe(403);
    await expect(eve.page).toHaveURL(path);
    await expectBanPage(eve);
  }
  const pass = eve.page.getByRole("article");
  await expect(pass).toContainText(eve.username);
  await expect(pass.locator("time").first()).toHaveAttribute("datetime", "2099-01-31T18:00:00Z");
  await expect(eve.page).toHaveTitle("Your pass has been revoked · Hallpass");
  await expect(eve.title).toHaveText("You can’t use Hallpass until 31 Jan 2099");

  await openView(olga, "lift");
  await olga.button("Lift ban").click();
  await expect(actLink(olga, "Ban…")).toBeVisible();
  await expect(accountHead(olga)).not.toContainText("Banned");

  expect((await eve.open("/")).status()).toBe(200);
  await expect(eve.notice).toContainText("Your ban has ended.");
  await eve.open("/account");
  await expect(eve.page).toHaveURL("/sign-in?next=/account");
  await expect(eve.notice).toContainText("Your ban has ended. Sign in again");
  await eve.signIn(eve.username, eve.password);
  await expect(eve.title).toHaveText("Account");
});

test("a banned person can only sign out", async ({ door, server, watch }) => {
  watch.expect(403, /./);
  const eve = await door.member("eve");
  await server.run(["account", "ban", eve.username, "--reason", REASON]);
  await eve.open("/account");
  await expectBanPage(eve);
  await expect(eve.page.getByRole("article")).toContainText("No end date");
  await expect(eve.title).toHaveText("You can’t use Hallpass any more");
  await eve.signOut();
  await expect(eve.menu).toHaveText(["Home"]);
  expect((await eve.open("/")).status()).toBe(200);
  await expect(eve.title).toHaveText("See who’s signed in. Change their access while they work.");
});

test("only the right password shows the ban", async ({ door, server, watch, guest }) => {
  watch.expect(403, /./);
  watch.expect(401, /^\/api\/sign_in$/);
  const eve = await door.account("eve");
  await server.run(["account", "ban", eve.username, "--reason", REASON]);
  await guest.open("/sign-in?next=/account");
  await guest.signIn(eve.username, "this was never the password");
  await expect(guest.alert).toHaveText("Wrong username or password.");
  await guest.field("Password").fill(eve.password);
  await guest.button("Sign in", guest.page.getByRole("main")).click();
  await expectBanPage(guest);
  expect((await guest.open("/")).status()).toBe(403);
  await expectBanPage(guest);
});

test("a ban imposed on the command line is shown at the next request", async ({ door, server, watch }) => {
  watch.expect(403, /./);
  const eve = await door.member("eve");
  expect((await eve.open("/account")).status()).toBe(200);
  await server.run(["account", "ban", eve.username, "--reason", REASON, "--until", "2099-01-31"]);
  expect((await eve.reload()).status()).toBe(403);
  await expectBanPage(eve);
  await server.run(["account", "unban", eve.username]);
  await eve.reload();
  await expect(eve.page).toHaveURL("/sign-in?next=/account");
  await expect(eve.notice).toContainText("Your ban has ended.");
});

test("a person who is banned while editing sees the ban in place", async ({ door, server, watch, scripts }) => {
  watch.expect(403, /./);
  const eve = await door.member("eve");
  // This browser's tabs receive no messages: the ban shows through a rejected call or the page's own request.
  if (scripts) await (await Wire.of(eve.page.context())).cut();
  await eve.open("/account");
  await eve.field("Display name").fill("Never Saved");
  await server.run(["account", "ban", eve.username, "--reason", REASON]);
  let loads = 0;
  eve.page.on("request", (request) => (loads += Number(request.isNavigationRequest())));
  const save = eve.button("Save", eve.form("Display name")).click({ timeout: 3000 });
  await (scripts ? save.catch(() => undefined) : save);
  await expectBanPage(eve);
  await expect(eve.page).toHaveURL("/account");
  expect(loads > 0, "a page was loaded").toBe(!scripts);
  expect(await server.run(["account", "show", eve.username])).not.toContain("Never Saved");
});

test("an expired ban makes the person a guest and says so", async ({ door, server, watch, scripts }) => {
  watch.expect(403, /./);
  const eve = await door.member("eve");
  const soon = new Date(Date.now() + 6000).toISOString();
  await server.run(["account", "ban", eve.username, "--reason", REASON, "--until", soon]);
  await eve.open("/");
  await expectBanPage(eve);
  if (scripts) {
    await expect(eve.notice).toContainText("Your ban has ended.", { timeout: 30_000 });
  } else {
    await expect(async () => {
      await eve.reload();
      await expect(eve.notice).toContainText("Your ban has ended.", { timeout: 1000 });
    }).toPass();
  }
  await expect(eve.menu).toHaveText(["Home"]);
});

test("a ban needs a reason and an end in the future", async ({ door, watch }) => {
  watch.expect(422, /^\/api\/ban_account$/);
  const olga = await door.administrator("olga");
  const eve = await door.account("eve");
  await openAccount(olga, eve.username, "ban");
  await banButton(olga).click();
  await olga.expectError(olga.field("Reason"), "Fill this in.");
  await olga.field("Reason").fill(REASON);
  await chooseEnd(olga, "2001-01-31T18:00");
  await banButton(olga).click();
  await olga.expectError(olga.field("End of the ban"), "Choose a time in the future.");
  await expect(olga.field("Reason")).toHaveValue(REASON);
  await expect(olga.field("End of the ban")).toHaveValue("2001-01-31T18:00");
});

test("administrators cannot ban, close or annotate their own account", async ({ door }) => {
  const olga = await door.administrator("olga");
  await openAccount(olga, olga.username);
  await expect(actLink(olga, "Change role…").first()).toBeAttached();
  for (const name of ["Ban…", "Close account…", "Notes"]) await expect(actLink(olga, name)).toHaveCount(0);
  await openView(olga, "notes");
  await expect(olga.page.getByText("You can’t see notes about this account.")).toBeVisible();
  await expect(olga.button("Add note")).toHaveCount(0);
  for (const view of ["ban", "close"] as const) {
    await openView(olga, view);
    await expect(dialog(olga)).toHaveCount(0);
  }
});

test("an account that was banned meanwhile is not banned twice", async ({ door, server, watch }) => {
  watch.expect(409, /^\/api\/ban_account$/);
  const olga = await door.administrator("olga");
  const eve = await door.account("eve");
  await openAccount(olga, eve.username, "ban");
  // The new ban does not remove the input.
  await olga.field("Reason").fill("Second");
  await server.run(["account", "ban", eve.username, "--reason", "First"]);
  await banButton(olga).click();
  await expect(olga.page.getByText("First").first()).toBeVisible();
  expect(await server.run(["account", "show", eve.username])).toContain("First");
});

test("an appeal is sent and answered", async ({ door, server, watch, scripts }) => {
  watch.expect(403, /./);
  const olga = await door.administrator("olga");
  const eve = await door.member("eve");
  await server.run(["account", "ban", eve.username, "--reason", REASON]);
  await eve.open("/account");
  await eve.field("Your message").fill(APPEAL);
  await eve.button("Send appeal").click();
  const appeal = eve.page.getByRole("status").filter({ hasText: "You sent your appeal on" });
  await expect(appeal).toContainText("You’ll see the answer on this page.");
  await expect(eve.button("Send appeal")).toHaveCount(0);

  await olga.open("/admin/appeals");
  const card = olga.page.locator("#appeals > li").filter({ hasText: eve.username });
  await expect(card).toContainText(APPEAL);
  await olga.field("Answer", card).fill("Then change it, and be welcome.");
  await olga.button(`Send answer ${eve.username}`).click();
  await expect(scripts ? olga.page.locator("#toast") : olga.notice).toContainText("Answer sent.");
  await expect(card).toHaveCount(0);
  expect(JSON.parse(await server.run(["account", "show", eve.username, "--json"])).ban, "the ban stays").not.toBeNull();
  await openAccount(olga, eve.username, "bans");
  await expect(entries(olga, "Bans")).toContainText("Then change it, and be welcome.");
  await expect(olga.button("Send answer")).toHaveCount(0);
  await expect(entries(olga, "Bans")).toContainText("Active");

  if (!scripts) await eve.reload();
  await expect(eve.page.getByRole("main")).toContainText("Then change it, and be welcome.");
});

test("an answer in the queue needs words, and can lift the ban", async ({ door, server, watch, scripts }) => {
  watch.expect(403, /./);
  watch.expect(422, /^\/api\/answer_appeal$/);
  const olga = await door.administrator("olga");
  const eve = await appealing(door, server);
  await olga.open("/admin/appeals");
  const card = olga.page.locator("#appeals > li").filter({ hasText: eve.username });
  await olga.button(`Send answer ${eve.username}`).click();
  await olga.expectError(olga.field("Answer", card), "Fill this in.");
  await olga.field("Answer", card).fill("You are right.");
  await card.getByLabel("Also lift the ban").check();
  await olga.button(`Send answer ${eve.username}`).click();
  await expect(card).toHaveCount(0);
  if (!scripts) await eve.reload();
  await expect(eve.notice).toContainText("Your ban has ended.");
});

test("an answer can lift the ban", async ({ door, server, watch, scripts }) => {
  watch.expect(403, /./);
  const olga = await door.administrator("olga");
  const eve = await appealing(door, server);
  await openAccount(olga, eve.username, "bans");
  await olga.field("Answer").fill("You are right.");
  await olga.page.getByLabel("Also lift the ban").check();
  await olga.button("Send answer").click();
  await expect(actLink(olga, "Ban…")).toBeVisible();
  await expect(entries(olga, "Bans")).toContainText(`by ${olga.username}`);
  if (!scripts) await eve.reload();
  await expect(eve.notice).toContainText("Your ban has ended.");
});

test("an unfinished answer survives the lifting of the ban", { tag: "@scripts" }, async ({ door, server, watch }) => {
  watch.expect(403, /./);
  watch.expect(409, /^\/api\/answer_appeal$/);
  const olga = await door.administrator("olga");
  const eve = await appealing(door, server);
  await openAccount(olga, eve.username, "bans");
  await olga.field("Answer").fill("You are right, and");
  await server.run(["account", "unban", eve.username]);
  await expect(entries(olga, "Bans")).toContainText("Lifted");
  await expect(olga.field("Answer")).toHaveValue("You are right, and");
  await olga.button("Send answer").click();
  await expect(olga.page.getByText("This account isn’t banned.")).toBeVisible();
  await expect(olga.field("Answer")).toHaveValue("You are right, and");
});

test("an appeal that is too short is rejected and stays in its field", async ({ door, server, watch }) => {
  watch.expect(403, /./);
  watch.expect(422, /^\/api\/appeal_ban$/);
  const eve = await door.member("eve");
  await server.run(["account", "ban", eve.username, "--reason", REASON]);
  await eve.open("/account");
  await eve.field("Your message").fill("No!");
  await eve.button("Send appeal").click();
  await eve.expectError(eve.field("Your message"), "Use at least 10 characters; this has 3.");
  await expect(eve.field("Your message")).toHaveValue("No!");
});

test("changed terms appear on the open page and preserve unsent input", async ({ door, watch, scripts }) => {
  watch.expect(403, /./);
  const olga = await door.administrator("olga");
  const eve = await door.member("eve");
  await openAccount(olga, eve.username, "ban");
  await olga.field("Reason").fill(REASON);
  await olga.field("Private note (optional)").fill("Only for us");
  await banButton(olga).click();
  await expect(activeBan(olga)).toContainText("Only for us");
  await eve.open("/");
  await expectBanPage(eve);
  await eve.field("Your message").fill("I am still");

  await openView(olga, "change-ban");
  await expect(olga.field("Private note (optional)")).toHaveValue("Only for us");
  await olga.field("Reason").fill("A milder reason");
  await chooseEnd(olga, "2099-01-31T18:00");
  await olga.button("Change ban").click();
  await expect(activeBan(olga)).toContainText("A milder reason");
  if (scripts) {
    await expectBanPage(eve, "A milder reason");
    await expect(eve.field("Your message")).toHaveValue("I am still");
  } else {
    await eve.reload();
    await expectBanPage(eve, "A milder reason");
  }
  await expect(eve.page.getByRole("article").locator("time").first()).toHaveAttribute("datetime", "2099-01-31T18:00:00Z");
  expect(await eve.page.content()).not.toContain("Only for us");
});

test("every ban is listed with how it ended", async ({ door, server }) => {
  const olga = await door.administrator("olga");
  const eve = await door.account("eve");
  const soon = new Date(Date.now() + 5000).toISOString();
  await server.run(["account", "ban", eve.username, "--reason", "The first one", "--until", soon]);
  await expect(async () => {
    await server.run(["account", "ban", eve.username, "--reason", "The second one"]);
  }).toPass();
  await openAccount(olga, eve.username, "bans");
  await expect(entries(olga, "Bans")).toHaveCount(2);
  await expect(entries(olga, "Bans").first()).toContainText("Active");
  await expect(entries(olga, "Bans").last()).toContainText("Ended on schedule");
});

test("notes can be added and deleted", async ({ door }) => {
  const olga = await door.administrator("olga");
  const ada = await door.account("ada");
  await openAccount(olga, ada.username, "notes");
  await expect(olga.page.getByText("No notes yet.")).toBeVisible();
  await olga.field("New note").fill("Asked about the second key");
  await olga.button("Add note").click();
  await expect(entries(olga, "Notes")).toContainText("Asked about the second key");
  await expect(entries(olga, "Notes")).toContainText(`by ${olga.username}`);
  await expect(olga.field("New note")).toHaveValue("");
  if (olga.scripts) await expect(olga.button("Add note"), "the focus stays").toBeFocused();
  await olga.page.getByRole("button", { name: /^Delete the note/ }).click();
  await expect(olga.page.getByText("No notes yet.")).toBeVisible();
});

test("the results of banning and lifting are in view", async ({ door, scripts }) => {
  const olga = await door.administrator("olga");
  const eve = await door.account("eve");
  await olga.page.setViewportSize({ width: 390, height: 700 });
  const outcome = olga.page.locator(scripts ? ".toast" : "#account-outcome");
  await openAccount(olga, eve.username, "ban");
  await olga.field("Reason").fill(REASON);
  await banButton(olga).click();
  await expect(outcome).toContainText(scripts ? `Banned ${eve.username} for 7 days.` : "Account banned and signed out everywhere.");
  await expect(outcome).toBeInViewport();
  if (!scripts) await expect(outcome).toBeFocused();
  await openView(olga, "lift");
  await olga.button("Lift ban").click();
  await expect(outcome).toContainText("Ban lifted.");
  await expect(outcome).toBeInViewport();
});

test("a ban can be undone", { tag: "@scripts" }, async ({ door, server }) => {
  const olga = await door.administrator("olga");
  const eve = await door.account("eve");
  await openAccount(olga, eve.username);
  const stayed = olga.staying();
  const page = new URL(olga.page.url()).pathname;
  await actLink(olga, "Ban…").click();
  await expect(olga.page).toHaveURL(`${page}/ban`);
  await olga.field("Reason").fill(REASON);
  await dialog(olga).getByRole("radio", { name: "1 hour" }).check();
  await olga.button("Ban for 1 hour").click();
  await expect(dialog(olga)).toHaveCount(0);
  await expect(olga.page).toHaveURL(page);
  await expect(accountHead(olga)).toContainText("Banned until");
  await expect(olga.page.locator(".toast")).toContainText(`Banned ${eve.username} for 1 hour.`);
  await olga.button("Undo").click();
  await expect(olga.page.locator(".toast")).toContainText("Ban lifted.");
  await expect(accountHead(olga)).not.toContainText("Banned");
  expect(JSON.parse(await server.run(["account", "show", eve.username, "--json"])).ban).toBeNull();
  stayed();
});

test("the tabs of an account share what is loaded", { tag: "@scripts" }, async ({ door }) => {
  const olga = await door.administrator("olga");
  const eve = await door.account("eve");
  await openAccount(olga, eve.username);
  const stayed = olga.staying();
  const picture = accountHead(olga).locator(".avatar");
  await picture.evaluate((element) => element.setAttribute("data-kept", ""));
  const tabs = olga.page.getByRole("navigation", { name: eve.username });
  for (const tab of ["Sessions", "Bans", "History", "Notes", "Overview"]) {
    await tabs.getByRole("link", { name: tab }).click();
    await expect(tabs.locator("[aria-current=page]")).toHaveText(tab);
    await expect(olga.title).toBeFocused();
  }
  await expect(picture, "the head is still the first one").toHaveAttribute("data-kept", "");
  stayed();
});

test("without scripts the page scrolls back to its form", { tag: "@plain" }, async ({ door }) => {
  const olga = await door.administrator("olga");
  const eve = await door.account("eve");
  await olga.page.setViewportSize({ width: 390, height: 700 });
  await openAccount(olga, eve.username, "notes");
  await olga.field("New note").fill("Called twice.");
  await olga.button("Add note").click();
  await expect(olga.notice).toHaveText("Note added.");
  await expect(olga.notice).toBeInViewport();
  await openView(olga, "ban");
  await olga.field("Private note (optional)").fill("Seen before.");
  await banButton(olga).click();
  await expect(olga.field("Reason")).toBeFocused();
  await expect(olga.field("Reason")).toBeInViewport();
  await expect(olga.field("Private note (optional)")).toHaveValue("Seen before.");
});

// Without scripts, times are in UTC unless a zone is set.
test.describe("in another time zone", { tag: "@scripts" }, () => {
  test.use({ timezoneId: "America/New_York" });

  test("the end of a ban is typed and shown in the zone of the device", async ({ door }) => {
    const olga = await door.administrator("olga");
    const eve = await door.account("eve");
    await openAccount(olga, eve.username, "ban");
    await olga.field("Reason").fill(REASON);
    await chooseEnd(olga, "2099-01-31T18:00");
    await expect(dialog(olga)).toContainText("Time zone: America/New York");
    await banButton(olga).click();
    const end = activeBan(olga).locator("time").last();
    await expect(end).toHaveAttribute("datetime", "2099-01-31T23:00:00Z");
    await expect(end).toHaveText("31 Jan 2099, 18:00");
    // Changing something else keeps it.
    await openView(olga, "change-ban");
    await expect(olga.field("End of the ban")).toHaveValue("2099-01-31T18:00");
    await olga.field("Private note (optional)").fill("Only for us");
    await olga.button("Change ban").click();
    await expect(activeBan(olga)).toContainText("Only for us");
    await expect(end).toHaveAttribute("datetime", "2099-01-31T23:00:00Z");
  });
});
