// `/admin/roles`: the permissions of each role; `/admin/access`: the resulting access matrix.
import { actLink } from "../support/accounts";
import { unique } from "../support/people";
import { expect, test } from "../support/test";

test("a role can be created, assigned, changed and deleted", async ({ door, server, watch }) => {
  watch.expect(403, /./);
  const olga = await door.administrator("olga");
  const ada = await door.member("ada");
  const name = unique("role").replace(/[^a-z0-9-]/g, "").slice(0, 24);
  await ada.open("/account");
  await olga.open("/admin/roles");
  const form = olga.form("New role");
  await olga.field("Name", form).fill(name);
  await olga.field("Description", form).fill("Answers mail");
  await form.getByRole("checkbox", { name: "See all accounts, with their email addresses, second steps, sessions, history and bans" }).check();
  await olga.button("Create role", form).click();
  const role = olga.page.getByRole("region", { name });
  await expect(role).toContainText("See all accounts, with their email addresses");
  await expect(role).toContainText("No accounts have this role.");
  await expect(role).toContainText("Answers mail");
  for (const label of ["Name", "Description"]) await expect(olga.field(label, form)).toHaveValue("");
  for (const box of await form.getByRole("checkbox").all()) await expect(box).not.toBeChecked();

  await server.run(["account", "role", ada.username, name]);
  if (ada.scripts) await expect(ada.page.locator(".news")).toContainText(`you now have the role ${name}.`);
  else await ada.reload();
  await expect(ada.menu).toHaveText(["Home", "Account", "Admin"]);

  await olga.reload();
  await expect(role).toContainText("1 account has this role.");
  await role.getByText("Edit", { exact: true }).click();
  await role.getByRole("checkbox", { name: "See all accounts, with their email addresses, second steps, sessions, history and bans" }).uncheck();
  await olga.button("Save", role).click();
  await expect(role.getByRole("list", { name: "Permissions" })).toHaveText("Manage their own account");
  if (!ada.scripts) await ada.reload();
  await expect(ada.menu).toHaveText(["Home", "Account"]);

  await server.run(["account", "role", ada.username, "member"]);
  await olga.reload();
  await role.getByText("Delete…", { exact: true }).click();
  await expect(role).toContainText("This can’t be undone.");
  await olga.button(`Delete role ${name}`, role).click();
  await expect(role).toHaveCount(0);
  await expect(olga.notice).toContainText(/^Role .*deleted\.$/);
  await expect(olga.notice).toBeInViewport();
});

test("an invalid role shows an error at its field and preserves the input", async ({ door, watch }) => {
  watch.expect(422, /^\/api\/create_role$/);
  const olga = await door.administrator("olga");
  await olga.open("/admin/roles");
  const form = olga.form("New role");
  await olga.field("Name", form).fill("The Boss");
  await olga.field("Description", form).fill("Everything");
  await form.getByRole("checkbox", { name: "Ban accounts, lift bans" }).check();
  await olga.button("Create role", form).click();
  await expect(form.locator(".error")).toHaveText(/^Use 2 to 32 lower-case letters/);
  await expect(olga.field("Description", form)).toHaveValue("Everything");
  await expect(form.getByRole("checkbox", { name: "Ban accounts, lift bans" })).toBeChecked();
});

test("concurrent changes appear, and input is preserved", { tag: "@scripts" }, async ({ door, server, watch }) => {
  watch.expect(409, /^\/api\/edit_role$/);
  const olga = await door.administrator("olga");
  const name = unique("role").replace(/[^a-z0-9-]/g, "").slice(0, 24);
  await server.run(["role", "create", name, "view_accounts"]);
  await olga.open("/admin/roles");
  const role = olga.page.getByRole("region", { name });
  const may = role.getByRole("list", { name: "Permissions" });
  const box = (what: string) => role.getByRole("checkbox", { name: what });
  await role.getByText("Edit", { exact: true }).click();
  await olga.field("Description", role).fill("Answers mail");
  await server.run(["role", "edit", name, "view_accounts", "ban_accounts"]);
  await expect(may).toContainText("Ban accounts, lift bans");
  await expect(olga.field("Description", role)).toHaveValue("Answers mail");
  await olga.button("Save", role).click();
  await expect(role).toContainText("Answers mail. No accounts have this role.");
  await expect(may, "the other change is preserved").toContainText("Ban accounts, lift bans");
  await expect(box("Ban accounts, lift bans")).toBeChecked();

  await box("End other people’s sessions").check();
  await server.run(["role", "edit", name, "view_accounts"]);
  await expect(may).not.toContainText("Ban accounts");
  await olga.button("Save", role).click();
  await expect(role.getByRole("alert")).toContainText("Someone else has changed this role in the meantime.");
  await expect(box("Ban accounts, lift bans")).not.toBeChecked();
  await expect(box("End other people’s sessions")).toBeChecked();
  await olga.button("Save", role).click();
  await expect(may).toHaveText(/End other people’s sessions$/);
});

test("the access matrix scrolls in its own box on a phone", async ({ door }) => {
  const olga = await door.administrator("olga");
  await olga.page.setViewportSize({ width: 320, height: 800 });
  await olga.open("/admin/access");
  const box = olga.page.getByRole("region", { name: "Access matrix" });
  expect(await box.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeGreaterThan(0);
  await olga.expectNoSideways();
});

test("permissions are grouped", async ({ door }) => {
  const olga = await door.administrator("olga");
  await olga.open("/admin/roles");
  const form = olga.form("New role");
  const rules = form.getByRole("group", { name: "Rules" }).getByRole("checkbox");
  await expect(rules).toHaveCount(3);
  await expect(form.getByRole("group", { name: "People" }).getByRole("checkbox", { name: "End other people’s sessions" })).toBeVisible();
});

test("a moderator sees only what they may", async ({ door, server }) => {
  const judy = await door.member("judy");
  await server.run(["account", "role", judy.username, "moderator"]);
  const olga = await door.administrator("olga");
  const id = JSON.parse(await server.run(["account", "show", olga.username, "--json"])).id;
  await judy.open("/admin/accounts");
  const pages = judy.page.getByRole("navigation", { name: "Admin console" }).getByRole("link");
  await expect(pages).toHaveText([/^Overview/, /^Accounts/, /^Sessions/, /^Appeals/, /^Roles/, /^Access/]);
  await judy.open(`/admin/accounts/${id}`);
  await expect(judy.page.getByText("This account has permissions you don’t have")).toBeVisible();
  await expect(actLink(judy, "Ban…")).toHaveCount(0);
});

test("the access matrix says who may do what, and why", async ({ door }) => {
  const olga = await door.administrator("olga");
  await olga.open("/admin/access");
  await olga.field("Address or permission").fill("ban_account");
  await olga.field("Address or permission").press("Enter");
  const row = olga.page.getByRole("row", { name: "/api/ban_account" });
  await expect(row).toContainText("moderator: allowed, has ban_accounts.");
  await expect(row).toContainText("member: denied, doesn’t have ban_accounts.");
  await expect(olga.page.getByRole("row", { name: "/api/sign_in" })).toHaveCount(0);
});
