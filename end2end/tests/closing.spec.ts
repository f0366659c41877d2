// Closing and exporting an account: by its owner, and in the console.
import { readFile } from "node:fs/promises";
import { accountHead, actLink, dialog, openAccount, openView } from "../support/accounts";
import { expect, test } from "../support/test";
import type { Visitor } from "../support/visitor";

/** Downloads the file of a link and parses it. */
async function saved(visitor: Visitor, link: string): Promise<{ account: { username: string } }> {
  const download = visitor.page.waitForEvent("download");
  await visitor.page.getByRole("link", { name: link, exact: true }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe("hallpass-account.json");
  return JSON.parse(await readFile(await file.path(), "utf8"));
}

test("an owner can export and close their account", async ({ door, watch, scripts }) => {
  const account = await door.account("ada");
  const ada = await door.signIn(account);
  const elsewhere = await door.signIn(account);
  await elsewhere.open("/account/sessions");
  await ada.open("/account");
  await ada.page.getByRole("link", { name: "Export your data" }).click();
  await expect(ada.title).toHaveText("Your data");
  await ada.ready();
  expect((await saved(ada, "Download my data (JSON)")).account.username).toBe(ada.username);

  await ada.open("/account");
  await ada.page.getByRole("link", { name: "Close your account" }).click();
  await expect(ada.title).toHaveText("Close your account");
  await ada.ready();
  await ada.field("Type your username to confirm").fill(ada.username);
  await ada.field("Current password").fill(ada.password);
  await ada.button("Close my account").click();
  await expect(ada.notice).toContainText("Your account is closed.");
  await expect(ada.page).toHaveURL("/");
  await expect(ada.menu).toHaveText(["Home"]);

  if (!scripts) await elsewhere.reload();
  await expect(elsewhere.notice).toContainText("Your account is closed.");
  await expect(elsewhere.page).toHaveURL("/");

  watch.expect(401, /^\/api\/sign_in$/);
  await ada.open("/sign-in");
  await ada.signIn(ada.username, ada.password);
  await expect(ada.alert).toHaveText("Wrong username or password.");
});

test("closing requires the username and the password", async ({ door, watch }) => {
  watch.expect(422, /^\/api\/close_account$/);
  const ada = await door.member("ada");
  await ada.open("/account/close");
  await ada.field("Type your username to confirm").fill("somebody");
  await ada.field("Current password").fill(ada.password);
  await ada.button("Close my account").click();
  await ada.expectError(ada.field("Type your username to confirm"), "That’s not the username of this account.");
  await ada.field("Type your username to confirm").fill(ada.username);
  await ada.field("Current password").fill("this was never the password");
  await ada.button("Close my account").click();
  await ada.expectError(ada.field("Current password"), "That’s not your current password.");
  await ada.open("/account");
  await expect(ada.title).toHaveText("Account");
});

test("an administrator can export and close another account", async ({ door, watch, scripts }) => {
  watch.expect(422, /^\/api\/close_account_of$/);
  const olga = await door.administrator("olga");
  const eve = await door.member("eve");
  await eve.open("/account");
  await openAccount(olga, eve.username);
  await accountHead(olga).locator("summary").click();
  expect((await saved(olga, "Download data (JSON)")).account.username).toBe(eve.username);
  await openView(olga, "close");
  const name = olga.field("Type the username to confirm");
  await name.fill(olga.username);
  await olga.button("Close account").click();
  await olga.expectError(name, "That’s not the username of this account.");
  await name.fill(eve.username);
  await olga.button("Close account").click();
  await expect(olga.title).toHaveText("Closed account");
  await expect(dialog(olga)).toHaveCount(0);
  const outcome = olga.page.locator(scripts ? ".toast" : "#account-outcome");
  await expect(outcome).toContainText("Account closed.");
  await expect(outcome).toBeInViewport();
  await expect(accountHead(olga)).toContainText("Closed on");
  await expect(actLink(olga, "Ban…")).toHaveCount(0);

  if (!scripts) await eve.reload();
  await expect(eve.notice).toContainText("Your account is closed.");
  await olga.open(`/admin/accounts?q=${eve.username}`);
  await expect(olga.page.getByRole("heading", { name: "No accounts found" })).toBeVisible();
});
