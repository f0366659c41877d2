// `/admin/accounts`: searching accounts, opening one, and changing its role.
import { accountHead, dialog, openView } from "../support/accounts";
import { unique } from "../support/people";
import { expect, type Person, test } from "../support/test";
import { Wire } from "../support/wire";

/** Opens an account's page through the search. */
async function find(olga: Person, username: string): Promise<void> {
  await olga.open("/admin/accounts");
  await olga.field("Search").fill(username);
  await olga.button("Search").click();
  await expect(olga.page.getByRole("main").getByText("1 account", { exact: true })).toBeVisible();
  await olga.ready();
  await olga.page.getByRole("link", { name: `Open ${username}` }).click();
  await expect(olga.title).toHaveText(username);
  await olga.ready();
}

test("the list shows accounts with role, sessions and activity", async ({ door }) => {
  const olga = await door.administrator("olga");
  const response = await olga.open(`/admin/accounts?q=${olga.username}`);
  expect(response.status()).toBe(200);
  expect(await response.text(), "the list is in the HTML").toContain(`Open ${olga.username}`);
  const row = olga.page.getByRole("row", { name: olga.username });
  await expect(row.getByRole("cell")).toHaveText([/olga/, /administrator/, "1", /\d/, "Open"]);
});

test("accounts are found by username, display name and e-mail address", async ({ door }) => {
  const olga = await door.administrator("olga");
  const address = `${unique("grace")}@example.org`;
  const grace = await door.member("grace", { email: address });
  const display = unique("Amazing Grace");
  await grace.open("/account");
  await grace.field("Display name").fill(display);
  await grace.button("Save", grace.form("Display name")).click();
  await expect(grace.chip).toContainText(display);
  for (const words of [grace.username, grace.username.toUpperCase(), display, address]) {
    await olga.open("/admin/accounts");
    await olga.field("Search").fill(words);
    await olga.button("Search").click();
    await expect(olga.page.getByRole("row")).toHaveCount(2);
    await expect(olga.page.getByRole("row", { name: display })).toContainText(grace.username);
    await expect(olga.field("Search")).toHaveValue(words);
  }
});

test("a search without results says so and links to all accounts", async ({ door }) => {
  const olga = await door.administrator("olga");
  await olga.open("/admin/accounts");
  await olga.field("Search").fill("nobody % _ here");
  await olga.button("Search").click();
  await expect(olga.page.getByRole("heading", { name: "No accounts found" })).toBeVisible();
  await olga.ready();
  await olga.page.getByRole("link", { name: "Show all accounts" }).click();
  await expect(olga.page.getByRole("heading", { name: "No accounts found" })).toHaveCount(0);
  await expect(olga.page.getByRole("table")).toBeVisible();
  await expect(olga.field("Search")).toHaveValue("");
});

test("a search is part of the URL, so back and reload work", async ({ door }) => {
  const olga = await door.administrator("olga");
  await olga.open("/admin/accounts");
  await olga.field("Search").fill(olga.username);
  await olga.button("Search").click();
  // Without scripts, the URL also contains empty filters.
  await expect(olga.page).toHaveURL(new RegExp(`/admin/accounts\\?q=${olga.username}(&|$)`));
  await expect(olga.page.getByRole("row")).toHaveCount(2);
  await olga.reload();
  await expect(olga.page.getByRole("row")).toHaveCount(2);
  await expect(olga.field("Search")).toHaveValue(olga.username);
  await olga.page.goBack();
  await expect(olga.page).toHaveURL("/admin/accounts");
  await expect(olga.field("Search")).toHaveValue("");
});

test("an account's page shows its facts", async ({ door }) => {
  const olga = await door.administrator("olga");
  const ada = await door.account("ada", { email: `${unique("ada")}@example.org` });
  await find(olga, ada.username);
  await expect(accountHead(olga)).toContainText(ada.username);
  await expect(accountHead(olga)).toContainText("member");
  await expect(olga.page.getByRole("region", { name: "Details" })).toContainText("@example.org");
  const facts = olga.page.getByRole("region", { name: "At a glance" }).getByRole("definition");
  await expect(facts).toHaveText([/\S/, "Never", "0"]);
});

test("a new role applies to the person's next request", async ({ door, watch, scripts }) => {
  const olga = await door.administrator("olga");
  const ada = await door.member("ada");
  await ada.open("/");
  await expect(ada.menu).toHaveText(["Home", "Account"]);
  await find(olga, ada.username);
  await openView(olga, "role");
  await olga.field("Role").selectOption("administrator");
  await olga.button("Change role").click();
  if (scripts) await expect(olga.page.locator(".toast")).toContainText(`${ada.username} now has the role administrator.`);
  else await expect(dialog(olga).getByRole("status")).toHaveText("Role changed.");
  await expect(accountHead(olga)).toContainText("administrator");
  await ada.reload();
  await expect(ada.menu).toHaveText(["Home", "Account", "Admin"]);
  expect((await ada.open("/admin")).status()).toBe(200);

  await openView(olga, "role");
  await olga.field("Role").selectOption("member");
  await olga.button("Change role").click();
  await expect(accountHead(olga)).toContainText("member");
  watch.expect(403, /^\/admin$/);
  // With scripts, the browser has already left the page.
  if (scripts) await expect(ada.page).toHaveURL("/");
  expect((await ada.open("/admin")).status()).toBe(403);
  await expect(ada.title).toHaveText("You don’t have access to this page");
  await expect(ada.menu).toHaveText(["Home", "Account"]);
});

test("a change of a role can be undone", { tag: "@scripts" }, async ({ door, server }) => {
  const olga = await door.administrator("olga");
  const ada = await door.account("ada");
  await find(olga, ada.username);
  await openView(olga, "role");
  await olga.field("Role").selectOption("moderator");
  await olga.button("Change role").click();
  await expect(dialog(olga)).toHaveCount(0);
  await expect(accountHead(olga)).toContainText("moderator");
  await olga.button("Undo").click();
  await expect(olga.page.locator(".toast")).toHaveText(/Role changed\./);
  await expect(accountHead(olga)).toContainText("member");
  expect(await server.run(["account", "show", ada.username])).toContain("role          member");
});

test("a demotion takes effect at the first rejected call", { tag: "@scripts" }, async ({ door, server, watch }) => {
  watch.expect(403, /^\/api\/change_role$/);
  const olga = await door.administrator("olga");
  // This browser's tabs receive no messages.
  await (await Wire.of(olga.page.context())).cut();
  const ada = await door.account("ada");
  await find(olga, ada.username);
  await openView(olga, "role");
  // Without a channel the tab requests the principal; hold that request until the call has been rejected.
  const refused = olga.page.waitForResponse(/\/api\/change_role$/);
  await olga.page.route("**/api/principal", async (route) => {
    await refused;
    await route.continue();
  });
  await server.run(["account", "role", olga.username, "member"]);
  await olga.field("Role").selectOption("administrator");
  await olga.button("Change role").click();
  await expect(olga.page).toHaveURL("/");
  await expect(olga.title).toContainText("Hello");
  await expect(olga.page.locator(".news")).toContainText("Your role has changed: you’re now a member.");
  await expect(olga.menu).toHaveText(["Home", "Account"]);
  expect(await server.run(["account", "show", ada.username])).toContain("role          member");
});

test("the last administrator cannot be demoted", async ({ door, ownServer, watch }) => {
  watch.expect(409, /^\/api\/change_role$/);
  const here = door.at(await ownServer());
  const olga = await here.administrator("olga");
  await find(olga, olga.username);
  await openView(olga, "role");
  await olga.field("Role").selectOption("member");
  await olga.button("Change role").click();
  await expect(olga.alert).toHaveText("This is the last administrator. Make someone else an administrator first.");
  await expect(olga.menu).toHaveText(["Home", "Account", "Admin"]);
});

test("an administrator who gives up the role loses access to the page", async ({ door, watch, scripts }) => {
  watch.expect(403, /^\/admin/);
  const olga = await door.administrator("olga");
  await find(olga, olga.username);
  await openView(olga, "role");
  await olga.field("Role").selectOption("member");
  await olga.button("Change role").click();
  if (scripts) await expect(olga.title).toContainText("Hello");
  else await expect(olga.title).toHaveText("You don’t have access to this page");
  await expect(olga.menu).toHaveText(["Home", "Account"]);
});

test("a long list of accounts is split into pages", async ({ door, ownServer }) => {
  const server = await ownServer();
  const here = door.at(server);
  const olga = await here.administrator("olga");
  const names = Array.from({ length: 51 }, () => unique("crowd"));
  for (const name of names) await server.run(["account", "create", name, "--password-stdin"], "gravel tulip eleven\n");
  await olga.open("/admin/accounts");
  await expect(olga.page.getByRole("main").getByText("52 accounts", { exact: true })).toBeVisible();
  await expect(olga.page.getByRole("row")).toHaveCount(51);
  const pager = olga.page.getByRole("navigation", { name: "More accounts" });
  await pager.getByRole("link", { name: "Next page" }).click();
  await expect(olga.page.getByRole("row")).toHaveCount(3);
  await expect(pager.getByRole("link", { name: "Next page" })).toHaveCount(0);
  await pager.getByRole("link", { name: "First page" }).click();
  await expect(olga.page.getByRole("row")).toHaveCount(51);
});
