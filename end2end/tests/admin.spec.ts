// `/admin/accounts`: searching accounts, opening one, and changing its role.
import { accountHead, dialog, openView } from "../support/accounts";
import { unique } from "../support/people";
import { chooseFilter } from "../support/filters";
import { expect, type Person, test } from "../support/test";
import { Wire } from "../support/wire";

/** Searches as people do who press Enter. */
async function search(olga: Person, words: string): Promise<void> {
  await olga.field("Search").fill(words);
  await olga.field("Search").press("Enter");
}

/** Opens an account's page through the search. */
async function find(olga: Person, username: string): Promise<void> {
  await olga.open("/admin/accounts");
  await search(olga, username);
  await expect(olga.page.getByRole("main").getByText("1 person", { exact: true })).toBeVisible();
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
  await expect(row.getByRole("cell")).toHaveText([/^Select olga/, /olga/, /administrator/, "1", /now|ago|\d/, /^Actions for olga/]);
});

test("a person has the same colour in the document and after a click", async ({ door }) => {
  const olga = await door.administrator("olga");
  const eve = await door.account("long-enough");
  await olga.open(`/admin/accounts?q=${eve.username}`);
  const avatar = olga.page.getByRole("main").locator(".avatar");
  const colour = () => avatar.first().evaluate((element) => getComputedStyle(element).backgroundColor);
  const before = await colour();
  await olga.page.getByRole("link", { name: `Open ${eve.username}` }).click();
  await expect(olga.title).toHaveText(eve.username);
  expect(await colour()).toBe(before);
  await expect(olga.page).toHaveTitle(`${eve.username} · Hallpass`);
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
    await search(olga, words);
    await expect(olga.page.getByRole("row")).toHaveCount(2);
    await expect(olga.page.getByRole("row", { name: display })).toContainText(grace.username);
    await expect(olga.field("Search")).toHaveValue(words);
  }
});

test("a search without results says so and links to all accounts", async ({ door }) => {
  const olga = await door.administrator("olga");
  await olga.open("/admin/accounts");
  await search(olga, "nobody % _ here");
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
  await search(olga, olga.username);
  await expect(olga.page).toHaveURL(`/admin/accounts?q=${olga.username}`);
  await expect(olga.page.getByRole("row")).toHaveCount(2);
  await olga.reload();
  await expect(olga.page.getByRole("row")).toHaveCount(2);
  await expect(olga.field("Search")).toHaveValue(olga.username);
  await chooseFilter(olga, "Role", "administrator");
  await expect(olga.page).toHaveURL(`/admin/accounts?q=${olga.username}&role=administrator`);
  await olga.page.goBack();
  await expect(olga.page).toHaveURL(`/admin/accounts?q=${olga.username}`);
  await expect(olga.field("Search")).toHaveValue(olga.username);
});

test("a filter applies at once, beside the search, and is cleared by itself", async ({ door }) => {
  const olga = await door.administrator("olga");
  await olga.open(`/admin/accounts?q=${olga.username}`);
  await chooseFilter(olga, "Role", "member");
  await expect(olga.page.getByText("No account matches these filters.")).toBeVisible();
  await olga.ready();
  await olga.page.getByRole("link", { name: /^Role: member/ }).click();
  await expect(olga.page).toHaveURL(`/admin/accounts?q=${olga.username}`);
  await expect(olga.page.getByRole("row")).toHaveCount(2);
});

test("the search applies while it is typed", { tag: "@scripts" }, async ({ door }) => {
  const olga = await door.administrator("olga");
  await olga.open("/admin/accounts?role=administrator");
  await olga.field("Search").pressSequentially(olga.username);
  await expect(olga.page).toHaveURL(`/admin/accounts?q=${olga.username}&role=administrator`);
  await expect(olga.page.getByRole("row")).toHaveCount(2);
  await expect(olga.field("Search")).toBeFocused();
});

test("the menu of a row offers what the viewer may do", async ({ door, server }) => {
  const olga = await door.administrator("olga");
  const ada = await door.account("ada");
  const judy = await door.member("judy");
  await server.run(["account", "role", judy.username, "moderator"]);
  const items = async (who: Person, username: string) => {
    await who.open(`/admin/accounts?q=${username}`);
    const row = who.page.getByRole("row", { name: username });
    await row.locator("summary").click();
    return row.locator(".menu").getByRole("link");
  };
  await expect(await items(olga, ada.username)).toHaveText(["Open", "See sessions", "Change role…", "Ban…"]);
  await expect(await items(olga, olga.username)).toHaveText(["Open", "See sessions", "Change role…"]);
  await expect(await items(judy, ada.username)).toHaveText(["Open", "See sessions", "Ban…"]);
  await expect(await items(judy, olga.username)).toHaveText(["Open", "See sessions"]);
});

test("a click in a row opens the account, but not one on its controls", { tag: "@scripts" }, async ({ door }) => {
  const olga = await door.administrator("olga");
  const ada = await door.account("ada");
  await olga.open(`/admin/accounts?q=${ada.username}`);
  const row = olga.page.getByRole("row", { name: ada.username });
  await row.getByRole("checkbox").check();
  await row.locator("summary").click();
  await expect(olga.page).toHaveURL(/\?q=/);
  await row.getByText("Never").click();
  await expect(olga.page).toHaveURL(/\/admin\/accounts\/[^?]+$/);
  await expect(olga.title).toHaveText(ada.username);
});

test("selected accounts are counted, and cleared at once", { tag: "@scripts" }, async ({ door }) => {
  const olga = await door.administrator("olga");
  const family = unique("kin");
  for (const name of ["ada", "eve"]) await door.account(name, { email: `${family}.${name}@example.org` });
  await olga.open(`/admin/accounts?q=${family}`);
  const bar = olga.page.getByRole("group", { name: "With selected accounts" });
  await expect(olga.page.getByRole("row")).toHaveCount(3);
  await expect(bar).toBeHidden();
  await olga.page.getByRole("row").nth(1).getByRole("checkbox").check();
  await expect(bar).toContainText("1 selected");
  await olga.page.getByLabel("Select all on this page").check();
  await expect(bar).toContainText("2 selected");
  await olga.button("Clear the selection").click();
  await expect(bar).toBeHidden();
  for (const box of await olga.page.getByRole("checkbox").all()) await expect(box).not.toBeChecked();
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
  await expect(olga.page.getByRole("main").getByText("52 people", { exact: true })).toBeVisible();
  await expect(olga.page.getByRole("row")).toHaveCount(51);
  const pager = olga.page.getByRole("navigation", { name: "More accounts" });
  await pager.getByRole("link", { name: "Next page" }).click();
  await expect(olga.page.getByRole("row")).toHaveCount(3);
  await expect(pager.getByRole("link", { name: "Next page" })).toHaveCount(0);
  await pager.getByRole("link", { name: "First page" }).click();
  await expect(olga.page.getByRole("row")).toHaveCount(51);
});

test("a list with set filters can be left", { tag: "@scripts" }, async ({ door }) => {
  const olga = await door.administrator("olga");
  // Any panic of the page fails the test.
  for (const list of ["/admin/accounts?role=member&state=banned", "/admin/sessions?role=member&device=phone"]) {
    await olga.open(list);
    await expect(olga.page.locator(".fchip.on")).toHaveCount(2);
    await olga.page.getByRole("navigation", { name: "Admin console" }).getByText("Roles").click();
    await expect(olga.title).toHaveText("Roles");
    await olga.page.goBack();
    await expect(olga.page.locator(".fchip.on")).toHaveCount(2);
    await olga.page.locator(".fchip.on").first().click();
    await expect(olga.page.locator(".fchip.on")).toHaveCount(1);
  }
});
