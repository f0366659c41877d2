// Sessions in the console: one account's on its page, and all on `/admin/sessions`.
import { accountHead, openAccount } from "../support/accounts";
import { signInUnseen } from "../support/people";
import { expect, test } from "../support/test";

test("an account's page lists its sessions and can end one", async ({ door, server }) => {
  const olga = await door.administrator("olga");
  const ada = await door.signIn(await door.account("ada"), "Firefox on Windows");
  await signInUnseen(server, ada, "Safari on iPhone");
  await ada.open("/account");
  await openAccount(olga, ada.username, "sessions");
  const rows = olga.page.locator("tbody > tr");
  await expect(rows).toHaveCount(2);
  await expect(rows.filter({ hasText: "This device" })).toHaveCount(0);
  await expect(accountHead(olga)).toContainText("2 live sessions");
  await olga.ending("Firefox on Windows").click();
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText("Safari on iPhone");
  const why = "An administrator ended this session.";
  if (ada.scripts) {
    await ada.expectLocked(why);
  } else {
    await ada.reload();
    await expect(ada.notice).toContainText(why);
  }
});

test("ending a session updates the number of sessions", async ({ door, server }) => {
  const olga = await door.administrator("olga");
  const ada = await door.account("ada");
  for (const device of ["Safari on iPhone", "Safari on macOS"] as const) await signInUnseen(server, ada, device);
  await openAccount(olga, ada.username, "sessions");
  await expect(accountHead(olga)).toContainText("2 live sessions");
  await olga.ending("Safari on iPhone").click();
  await expect(olga.page.locator("tbody > tr")).toHaveCount(1);
  await expect(accountHead(olga)).toContainText("1 live session");
});

test("all sessions of an account can be ended at once", async ({ door, server }) => {
  const olga = await door.administrator("olga");
  const ada = await door.account("ada");
  for (const device of ["Safari on iPhone", "Safari on macOS"] as const) await signInUnseen(server, ada, device);
  await openAccount(olga, ada.username, "sessions");
  await olga.button("End all sessions").click();
  await expect(olga.page.getByText("Not signed in anywhere.")).toBeVisible();
  expect(await server.run(["session", "list", ada.username, "--json"])).toMatch(/^\[\]/);
});

test("an administrator who ends their own session is asked to sign in", async ({ door }) => {
  const olga = await door.signIn(await door.account("olga", { administrator: true }), "Firefox on Windows");
  await openAccount(olga, olga.username, "sessions");
  await olga.ending("Firefox on Windows").click();
  if (olga.scripts) await olga.expectLocked("An administrator ended this session.");
  else await expect(olga.notice).toContainText("An administrator ended this session.");
  await olga.signIn(olga.username, olga.password);
  await expect(olga.title).toHaveText(olga.username);
});

test("ending the sessions of all members ends no others", async ({ door, ownServer }) => {
  const server = await ownServer();
  const here = door.at(server);
  const olga = await here.administrator("olga");
  const [ada, grace] = [await here.member("ada"), await here.member("grace")];
  for (const person of [ada, grace]) await person.open("/account");
  await olga.open("/admin");
  await olga.page.getByRole("navigation", { name: "Admin console" }).getByText("Sessions").click();
  await expect(olga.title).toHaveText("Sessions");
  await olga.ready();
  await expect(olga.page.locator(".stats a")).toHaveText(["2sessions of members", "0sessions of moderators", "1session of administrators"]);
  await olga.field("For").selectOption("All members");
  await olga.button("End sessions").click();
  await expect(olga.page.getByRole("main").getByText("Sessions ended. Everyone affected has been signed out.")).toBeVisible();
  await expect(olga.page.locator(".stats a")).toHaveText(["0sessions of members", "0sessions of moderators", "1session of administrators"]);
  for (const person of [ada, grace]) {
    if (!person.scripts) await person.reload();
    if (person.scripts) await person.expectLocked("An administrator ended this session.");
    else await expect(person.notice).toContainText("An administrator ended this session.");
  }
  await expect(olga.chip).toContainText(olga.username);
});

test("ending everyone's sessions spares one's own unless unchecked", async ({ door, ownServer }) => {
  const server = await ownServer();
  const here = door.at(server);
  const olga = await here.administrator("olga");
  const petra = await here.administrator("petra");
  await petra.open("/");
  await olga.open("/admin/sessions");
  await expect(olga.page.getByLabel("Except my current session")).toBeChecked();
  await olga.field("For").selectOption("Everyone");
  await olga.button("End sessions").click();
  await expect(olga.page.locator(".stats a")).toHaveText(["0sessions of members", "0sessions of moderators", "1session of administrators"]);
  if (!petra.scripts) await petra.reload();
  await expect(petra.notice).toContainText("An administrator ended this session.");
  await expect(olga.chip).toContainText(olga.username);
  await olga.field("For").selectOption("Everyone");
  await olga.page.getByLabel("Except my current session").uncheck();
  await olga.button("End sessions").click();
  if (olga.scripts) await olga.expectLocked("An administrator ended this session.");
  else await expect(olga.notice).toContainText("An administrator ended this session.");
  expect(await server.run(["session", "list", olga.username, "--json"])).toMatch(/^\[\]/);
});

test("a session of the list can be ended, and a toast says so", async ({ door, server, scripts }) => {
  const olga = await door.administrator("olga");
  const ada = await door.account("ada");
  for (const device of ["Safari on iPhone", "Safari on macOS"] as const) await signInUnseen(server, ada, device);
  await olga.open(`/admin/sessions?account=${ada.username}`);
  const rows = olga.page.locator("tbody > tr");
  await expect(rows).toHaveCount(2);
  await olga.button(`End Safari on iPhone of ${ada.username}`).click();
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText("Safari on macOS");
  if (scripts) await expect(olga.page.locator("#toast")).toContainText("Session ended.");
});

test("members cannot open the page of all sessions", async ({ door, watch }) => {
  watch.expect(403, /^\/admin\/sessions$/);
  const ada = await door.member("ada");
  expect((await ada.open("/admin/sessions")).status()).toBe(403);
  await expect(ada.title).toHaveText("You don’t have access to this page");
});

test("the command line lists and ends sessions", async ({ door, server }) => {
  const ada = await door.signIn(await door.account("ada"), "Firefox on Windows");
  await signInUnseen(server, ada, "Safari on iPhone");
  await ada.open("/account");
  const list = await server.run(["session", "list", ada.username]);
  expect(list).toMatch(/^ID +DEVICE +ADDRESS +LAST ACTIVE/);
  expect(list).toContain("Firefox on Windows");
  expect(list).toContain("Safari on iPhone");
  const id = /(\S+) +Firefox on Windows/.exec(list)?.[1] ?? "";
  expect(await server.run(["session", "end", id])).toBe("Ended 1 session.\n");
  if (ada.scripts) await ada.expectLocked("An administrator ended this session.");
  expect(await server.run(["session", "end", "--account", ada.username])).toMatch(/^Ended 1 session/);
});

test("the command line ends the sessions of a role and of everyone", async ({ door, ownServer }) => {
  const server = await ownServer();
  const here = door.at(server);
  const [olga, ada] = [await here.administrator("olga"), await here.member("ada")];
  for (const person of [olga, ada]) await person.open("/");
  expect(await server.run(["session", "end", "--role", "member"])).toMatch(/^Ended 1 session/);
  if (!ada.scripts) await ada.reload();
  await expect(ada.notice).toContainText("An administrator ended this session.");
  await expect(olga.chip).toContainText(olga.username);
  expect(await server.run(["session", "end", "--all"])).toMatch(/^Ended 1 session/);
  if (!olga.scripts) await olga.reload();
  await expect(olga.notice).toContainText("An administrator ended this session.");
});
