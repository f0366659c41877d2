// axe on every page, as each kind of visitor sees it: light and dark, at phone and desktop width.
import { signInUnseen } from "../support/people";
import { expectSound } from "../support/sound";
import { expect, test } from "../support/test";
import { Wire } from "../support/wire";

test("a guest's pages are accessible", async ({ guest, watch }) => {
  watch.expect(404, /^\/no-such-page$/);
  watch.expect(410, /^\/set-up$/);
  for (const path of ["/", "/tour", "/sign-in", "/sign-up", "/forgot-password", "/no-such-page", "/set-up?token=invented"]) {
    await guest.open(path);
    await expectSound(guest);
  }
});

test("a guest's errors are accessible", async ({ guest, watch }) => {
  watch.expect(401, /^\/api/);
  watch.expect(422, /^\/api/);
  await guest.open("/sign-up");
  await guest.field("Username").fill("a b");
  await guest.field("Password").fill("short");
  await guest.button("Create account").click();
  await guest.expectError(guest.field("Username"), /Use only letters, numbers/);
  await expectSound(guest);
  await guest.open("/sign-in");
  await guest.signIn("nobody", "nothing");
  await expect(guest.alert).toBeVisible();
  await expectSound(guest);
});

test("the password meter is accessible", { tag: "@scripts" }, async ({ guest }) => {
  await guest.open("/sign-up");
  for (const password of ["short", "passwordpassword", "gravel tulip eleven harbour"]) {
    await guest.field("Password").fill(password);
    await expect(guest.page.locator(".meter")).toContainText(password.startsWith("gravel") ? "Strong enough" : "Too weak");
    await expectSound(guest);
  }
});

test("pages of one-time links are accessible", async ({ door, ownServer }) => {
  const server = await ownServer();
  const here = door.at(server);
  const guest = await here.guest();
  await guest.open(server.setUpLink);
  await expectSound(guest);
  const ada = await here.account("ada");
  await guest.open((await server.run(["account", "password-reset-link", ada.username])).trim());
  await expectSound(guest);
});

test("a member's pages are accessible", async ({ door, watch }) => {
  watch.expect(403, /^\/admin$/);
  watch.expect(404, /^\/no-such-page$/);
  const ada = await door.member("ada");
  for (const path of ["/", "/tour", "/account", "/account/sessions", "/account/activity", "/account/security", "/account/security/authenticator", "/account/preferences", "/account/export", "/account/close", "/admin", "/no-such-page"]) {
    await ada.open(path);
    await expectSound(ada);
  }
});

test("the impersonation bar is accessible", async ({ door, server }) => {
  const [olga, ada] = [await door.administrator("olga"), await door.member("ada")];
  const id = JSON.parse(await server.run(["account", "show", ada.username, "--json"])).id;
  await olga.open(`/admin/accounts/${id}`);
  await expectSound(olga);
  await olga.open(`/admin/accounts/${id}/act-as`);
  await expectSound(olga);
  await olga.field("Reason for viewing").fill("A question of hers.");
  await olga.button(`View as ${ada.username}`).click();
  await expect(olga.button(`Stop viewing as ${ada.username}`)).toBeVisible();
  for (const path of ["/account", "/account/sessions", "/account/close"]) {
    await olga.open(path);
    await expectSound(olga);
  }
});

test("a member's sessions and activity are accessible", async ({ door, server, watch }) => {
  watch.expect(422, /^\/api/);
  const ada = await door.signIn(await door.account("ada"), "Firefox on Windows");
  for (const device of ["Safari on iPhone", "Safari on macOS"] as const) await signInUnseen(server, ada, device);
  await ada.open("/account/sessions");
  const row = ada.page.locator("ul.sessions > li").first();
  await row.locator("summary").click();
  await ada.field("Device name", row).fill("x".repeat(41));
  await ada.button("Save", row).click();
  await expect(row.locator(".error")).toBeAttached();
  await expectSound(ada);
  await ada.page.getByRole("button", { name: /^Sign out all \d+ others$/ }).click();
  await expect(ada.page.locator("ul.sessions > li")).toHaveCount(1);
  await ada.open("/account/activity");
  await expectSound(ada);
});

test("the idle warning and a locked page are accessible", { tag: "@scripts" }, async ({ door, ownServer }) => {
  const server = await ownServer();
  const ada = await door.at(server).member("ada");
  // The warning appears at half of the idle limit.
  await server.run(["policy", "set", "idle=40s"]);
  await ada.open("/account");
  await expect(ada.page.getByRole("dialog", { name: "Are you still there?" })).toBeVisible({ timeout: 40_000 });
  await expectSound(ada);
  await server.run(["session", "end", "--account", ada.username]);
  await ada.expectLocked("An administrator ended this session.");
  await expectSound(ada);
});

test("news and a lost connection are accessible", { tag: "@scripts" }, async ({ door, server }) => {
  const ada = await door.member("ada");
  const wire = await Wire.of(ada.page.context());
  await ada.open("/account");
  await server.run(["account", "role", ada.username, "administrator"]);
  await expect(ada.page.locator(".news")).toContainText("Your role has changed");
  await wire.cut();
  await expect(ada.page.getByText("Connection lost. Trying again…")).toBeVisible();
  await expectSound(ada);
});

test("the choice of a session to end is accessible", async ({ door, ownServer, watch }) => {
  watch.expect(409, /^\/api\/sign_in$/);
  const server = await ownServer();
  await server.run(["policy", "set", "sessions=1"]);
  const here = door.at(server);
  const ada = await here.account("ada");
  await signInUnseen(server, ada, "Safari on iPhone");
  const guest = await here.guest();
  await guest.open("/sign-in");
  await guest.signIn(ada.username, ada.password);
  await expect(guest.page.getByRole("group", { name: "You’ve reached your device limit. Choose a device to sign out." })).toBeVisible();
  await expectSound(guest);
});

test("a member's forms are accessible after submitting them", async ({ door, watch }) => {
  watch.expect(422, /^\/api/);
  const ada = await door.member("ada");
  await ada.open("/account");
  await ada.button("Save", ada.form("Display name")).click();
  await expect(ada.form("Display name").getByRole("status")).toBeVisible();
  await expectSound(ada);
  await ada.button("Change password").click();
  await expect(ada.form("Password").getByRole("alert")).toBeVisible();
  await expectSound(ada);
});

test("an administrator's lists are accessible", async ({ door }) => {
  const olga = await door.administrator("olga");
  const eve = await door.account("eve");
  const accounts = [`/admin/accounts?q=${eve.username}`, "/admin/accounts?q=nobody%20here"];
  for (const path of [...accounts, "/admin", "/admin/sessions", "/admin/appeals", "/admin/audit"]) {
    await olga.open(path);
    await expectSound(olga);
  }
});

test("the pages with an administrator's settings are accessible", async ({ door }) => {
  test.slow();
  const olga = await door.administrator("olga");
  const policy = ["/admin/policy?id=everyone&idle=2m", "/admin/policy?id=member"];
  for (const path of ["/", "/account", "/admin/roles", "/admin/access", ...policy, "/admin/invitations"]) {
    await olga.open(path);
    await expectSound(olga);
  }
});

test("the page of an account is accessible", async ({ door, server }) => {
  test.slow();
  const olga = await door.administrator("olga");
  const eve = await door.member("eve");
  const id = JSON.parse(await server.run(["account", "show", eve.username, "--json"])).id;
  for (const view of ["", "/sessions", "/bans", "/history", "/notes", "/ban", "/role", "/close"]) {
    await olga.open(`/admin/accounts/${id}${view}`);
    await expectSound(olga);
  }
  await server.run(["account", "ban", eve.username, "--reason", "Spam", "--until", "2099-01-31"]);
  for (const view of ["", "/bans", "/change-ban", "/lift"]) {
    await olga.open(`/admin/accounts/${id}${view}`);
    await expectSound(olga);
  }
  await olga.open(`/admin/accounts?q=${eve.username}`);
  await expectSound(olga);
});

test("a banned person's page is accessible", async ({ door, server, watch }) => {
  watch.expect(403, /./);
  for (const until of [["--until", "2099-01-31"], []]) {
    const eve = await door.member("eve");
    await server.run(["account", "ban", eve.username, "--reason", "Spam", ...until]);
    await eve.open("/");
    await expectSound(eve);
    await eve.field("Your message").fill("It was not me.");
    await eve.button("Send appeal").click();
    await expect(eve.page.getByText("You sent your appeal on")).toBeVisible();
    await expectSound(eve);
  }
});

test("pages after the end of a session are accessible", async ({ door, server }) => {
  const ada = await door.member("ada");
  await server.run(["account", "ban", ada.username, "--reason", "A mistake"]);
  await server.run(["account", "unban", ada.username]);
  for (const path of ["/", "/account"]) {
    await ada.open(path);
    await expect(ada.notice).toBeVisible();
    await expectSound(ada);
  }
});
