// `/admin/roles`: the permissions of each role; `/admin/access`: the resulting access matrix.
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
  await olga.field("What it is for", form).fill("Answers mail");
  await form.getByRole("checkbox", { name: "May see every account with its e-mail address, sessions, history and bans" }).check();
  await olga.button("Make this role", form).click();
  const role = olga.page.getByRole("region", { name });
  await expect(role).toContainText("see every account with its e-mail address");
  await expect(role).toContainText("nobody has it");
  await expect(role).toContainText("Answers mail");
  for (const label of ["Name", "What it is for"]) await expect(olga.field(label, form)).toHaveValue("");
  for (const box of await form.getByRole("checkbox").all()) await expect(box).not.toBeChecked();

  await server.run(["account", "role", ada.username, name]);
  if (ada.scripts) await expect(ada.page.locator(".news")).toContainText(`you are in the role ${name} now`);
  else await ada.reload();
  await expect(ada.menu).toHaveText(["Home", "Account", "Admin"]);

  await olga.reload();
  await expect(role).toContainText("1 account has it");
  await role.getByText("Change", { exact: true }).click();
  await role.getByRole("checkbox", { name: "May see every account with its e-mail address, sessions, history and bans" }).uncheck();
  await olga.button("Save", role).click();
  await expect(role.locator("p").filter({ hasText: /^May / })).toHaveText("May see and change their own account.");
  if (!ada.scripts) await ada.reload();
  await expect(ada.menu).toHaveText(["Home", "Account"]);

  await server.run(["account", "role", ada.username, "member"]);
  await olga.reload();
  await olga.button(`Delete ${name}`, role).click();
  await expect(role).toHaveCount(0);
  await expect(olga.notice).toContainText(/^The role .*is deleted\.$/);
  await expect(olga.notice).toBeInViewport();
});

test("an invalid role shows an error at its field and preserves the input", async ({ door, watch }) => {
  watch.expect(422, /^\/api\/create_role$/);
  const olga = await door.administrator("olga");
  await olga.open("/admin/roles");
  const form = olga.form("New role");
  await olga.field("Name", form).fill("The Boss");
  await olga.field("What it is for", form).fill("Everything");
  await form.getByRole("checkbox", { name: "May ban accounts and lift bans" }).check();
  await olga.button("Make this role", form).click();
  await expect(form.locator(".error")).toHaveText(/^2 to 32 lower-case letters/);
  await expect(olga.field("What it is for", form)).toHaveValue("Everything");
  await expect(form.getByRole("checkbox", { name: "May ban accounts and lift bans" })).toBeChecked();
});

test("concurrent changes appear, and input is preserved", { tag: "@scripts" }, async ({ door, server, watch }) => {
  watch.expect(409, /^\/api\/edit_role$/);
  const olga = await door.administrator("olga");
  const name = unique("role").replace(/[^a-z0-9-]/g, "").slice(0, 24);
  await server.run(["role", "create", name, "view_accounts"]);
  await olga.open("/admin/roles");
  const role = olga.page.getByRole("region", { name });
  const may = role.locator("p").filter({ hasText: /^May / });
  const box = (what: string) => role.getByRole("checkbox", { name: what });
  await role.getByText("Change", { exact: true }).click();
  await olga.field("What it is for", role).fill("Answers mail");
  await server.run(["role", "edit", name, "view_accounts", "ban_accounts"]);
  await expect(may).toContainText("ban accounts and lift bans");
  await expect(olga.field("What it is for", role)).toHaveValue("Answers mail");
  await olga.button("Save", role).click();
  await expect(role).toContainText("Answers mail. At present");
  await expect(may, "the other change is preserved").toContainText("ban accounts and lift bans");
  await expect(box("May ban accounts and lift bans")).toBeChecked();

  await box("May end other people’s sessions").check();
  await server.run(["role", "edit", name, "view_accounts"]);
  await expect(may).not.toContainText("ban accounts");
  await olga.button("Save", role).click();
  await expect(role.getByRole("alert")).toContainText("Somebody else has changed this role meanwhile.");
  await expect(box("May ban accounts and lift bans")).not.toBeChecked();
  await expect(box("May end other people’s sessions")).toBeChecked();
  await olga.button("Save", role).click();
  await expect(may).toHaveText(/end other people’s sessions\.$/);
});

test("a moderator sees only what they may", async ({ door, server }) => {
  const judy = await door.member("judy");
  await server.run(["account", "role", judy.username, "moderator"]);
  const olga = await door.administrator("olga");
  const id = JSON.parse(await server.run(["account", "show", olga.username, "--json"])).id;
  await judy.open("/admin/accounts");
  const pages = judy.page.getByRole("navigation", { name: "Administration" }).getByRole("link");
  await expect(pages).toHaveText([/^Overview/, /^Accounts/, /^Sessions/, /^Appeals/, /^Roles/, /^Access/]);
  await judy.open(`/admin/accounts/${id}`);
  await expect(judy.page.getByText("This account may do things that you may not")).toBeVisible();
  await expect(judy.button("Ban this account")).toHaveCount(0);
});

test("the access matrix says who may do what, and why", async ({ door }) => {
  const olga = await door.administrator("olga");
  await olga.open("/admin/access");
  await olga.field("Address or permission").fill("ban_account");
  await olga.button("Search").click();
  const row = olga.page.getByRole("row", { name: "/api/ban_account" });
  await expect(row).toContainText("moderator: let in, holds ban_accounts.");
  await expect(row).toContainText("member: refused, does not hold ban_accounts.");
  await expect(olga.page.getByRole("row", { name: "/api/sign_in" })).toHaveCount(0);
});
