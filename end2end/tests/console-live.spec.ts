// The console's pages follow changes while they are open, without disturbing what is in use.
import { accountHead, activeBan, actLink, dialog } from "../support/accounts";
import { signInUnseen } from "../support/people";
import { expect, type Person, test } from "../support/test";
import { Wire } from "../support/wire";

test.describe("the console, live", { tag: "@scripts" }, () => {
  /** The ID of an account. */
  async function idOf(server: { run(words: string[]): Promise<string> }, username: string): Promise<string> {
    return JSON.parse(await server.run(["account", "show", username, "--json"])).id;
  }

  const rows = (person: Person) => person.page.locator("tbody > tr:not(.day)");
  const changed = (person: Person) => person.page.getByText("This list has changed.");

  test("a sign-in elsewhere appears in every list that shows it", async ({ door, server }) => {
    const olga = await door.administrator("olga");
    const ada = await door.account("ada");
    await olga.open(`/admin/sessions?account=${ada.username}`);
    await expect(olga.page.getByRole("heading", { name: "Nothing found" })).toBeVisible();
    const audit = await olga.tab(`/admin/audit?account=${ada.username}`);
    const accounts = await olga.tab(`/admin/accounts?q=${ada.username}`);
    const account = await olga.tab(`/admin/accounts/${await idOf(server, ada.username)}/sessions`);
    const overview = await olga.tab("/admin");
    const tabs = [olga, audit, accounts, account, overview];
    const stayed = tabs.map((tab) => tab.staying());
    await signInUnseen(server, ada, "Safari on iPhone");
    await expect(rows(olga)).toHaveCount(1);
    await expect(rows(olga)).toContainText("Safari on iPhone");
    await expect(rows(audit).filter({ hasText: `${ada.username} signed in` })).toHaveCount(1);
    await expect(accounts.page.locator("tbody > tr > td").nth(3)).toHaveText("1");
    await expect(rows(account)).toHaveCount(1);
    await expect(accountHead(account)).toContainText("1 live session");
    await expect(overview.page.locator("ol.feed")).toContainText(`${ada.username} signed in`);
    for (const stay of stayed) stay();
  });

  test("a ban appears in the list of accounts and on the account's page", async ({ door, server }) => {
    const olga = await door.administrator("olga");
    const eve = await door.account("eve");
    await olga.open(`/admin/accounts?q=${eve.username}`);
    const account = await olga.tab(`/admin/accounts/${await idOf(server, eve.username)}`);
    const bans = await olga.tab(`/admin/accounts/${await idOf(server, eve.username)}/bans`);
    await expect(actLink(account, "Ban…")).toBeVisible();
    await server.run(["account", "ban", eve.username, "--reason", "Spam"]);
    await expect(rows(olga)).toContainText("Banned, no end date");
    await expect(activeBan(account)).toBeVisible();
    await expect(actLink(account, "Lift ban…")).toBeVisible();
    await expect(bans.page.getByRole("list", { name: "Bans" }).getByRole("listitem")).toHaveCount(1);
    await server.run(["account", "unban", eve.username]);
    await expect(rows(olga)).not.toContainText("Banned");
    await expect(actLink(account, "Ban…")).toBeVisible();
  });

  test("a new account is counted on the overview at once", async ({ door, ownServer }) => {
    const server = await ownServer();
    const olga = await door.at(server).administrator("olga");
    await olga.open("/admin");
    const accounts = olga.page.locator(".stats > *").filter({ hasText: /accounts?$/ }).first().locator("b");
    await expect(accounts).toHaveText("1");
    await server.run(["account", "create", "ada", "--password-stdin"], "gravel tulip eleven harbour\n");
    await expect(accounts).toHaveText("2");
  });

  test("a role created elsewhere gets a column in the access matrix", async ({ door, ownServer }) => {
    const server = await ownServer();
    const olga = await door.at(server).administrator("olga");
    await olga.open("/admin/access?q=note");
    const columns = olga.page.locator("thead th");
    await expect(columns).toHaveText(["Address", "Permission needed", "guest", "member", "moderator", "administrator", "code due", "banned"]);
    await server.run(["role", "create", "support", "view_accounts"]);
    await expect(columns).toHaveText(["Address", "Permission needed", "guest", "member", "moderator", "administrator", "support", "code due", "banned"]);
    await expect(olga.page.locator("tbody tr")).toHaveCount(3);
  });

  test("ticked rows stay, and new rows wait until they are requested", async ({ door, server }) => {
    const olga = await door.administrator("olga");
    const ada = await door.account("ada");
    for (const device of ["Safari on iPhone", "Safari on macOS"] as const) await signInUnseen(server, ada, device);
    await olga.open(`/admin/sessions?account=${ada.username}`);
    const tick = olga.page.getByLabel(`Select Safari on iPhone of ${ada.username}`);
    await tick.check();
    await signInUnseen(server, ada, "Chrome on Linux");
    await expect(changed(olga)).toBeVisible();
    await expect(rows(olga)).toHaveCount(2);
    await expect(tick).toBeChecked();
    await olga.button("Show changes").click();
    await expect(rows(olga)).toHaveCount(3);
    await expect(tick).toBeChecked();
    await expect(changed(olga)).toHaveCount(0);
    await olga.button("End selected sessions").click();
    await expect(rows(olga)).toHaveCount(2);
    await expect(olga.page.getByRole("table")).not.toContainText("Safari on iPhone");
  });

  test("an open event stays open and does not move", async ({ door, server }) => {
    const olga = await door.administrator("olga");
    const ada = await door.account("ada");
    await olga.open(`/admin/audit?account=${ada.username}`);
    await rows(olga).first().locator("summary").click();
    await signInUnseen(server, ada, "Safari on iPhone");
    await expect(changed(olga)).toBeVisible();
    await expect(rows(olga)).toHaveCount(1);
    await expect(rows(olga).locator("dl")).toBeVisible();
    await olga.button("Show changes").click();
    await expect(rows(olga)).toHaveCount(2);
    await expect(rows(olga).last().locator("dl")).toBeVisible();
    await expect(rows(olga).first().locator("dl")).toBeHidden();
  });

  test("unsent input is preserved when the account changes", async ({ door, server }) => {
    const olga = await door.administrator("olga");
    const eve = await door.account("eve");
    await olga.open(`/admin/accounts/${await idOf(server, eve.username)}/ban`);
    await olga.field("Reason").fill("Half a reas");
    await server.run(["account", "ban", eve.username, "--reason", "Spam"]);
    await expect(olga.page.getByText("This account was changed elsewhere.")).toBeVisible();
    await expect(accountHead(olga)).toContainText("Banned, no end date");
    await expect(olga.field("Reason")).toHaveValue("Half a reas");
    await olga.button("Show changes").click();
    await expect(dialog(olga)).toHaveCount(0);
    await expect(activeBan(olga)).toBeVisible();
  });

  test("an unfinished filter keeps its input and the focus", async ({ door, server }) => {
    const olga = await door.administrator("olga");
    const ada = await door.account("ada");
    const label = "IP address";
    await olga.open("/admin/audit");
    // What is typed into a search is applied at once; the plain fields wait for their button.
    await olga.page.getByText("More filters").click();
    const before = await olga.page.locator("tbody").textContent();
    await olga.field(label).fill("half a na");
    await signInUnseen(server, ada, "Safari on iPhone");
    await expect.poll(() => olga.page.locator("tbody").textContent()).not.toBe(before);
    await expect(olga.field(label)).toHaveValue("half a na");
    await expect(olga.field(label)).toBeFocused();
  });

  test("a search keeps its input and the focus while its list changes", async ({ door, server }) => {
    const olga = await door.administrator("olga");
    const ada = await door.account("ada");
    const half = ada.username.slice(0, -1);
    const found = rows(olga).filter({ hasText: ada.username });
    for (const [path, label, name] of [["sessions", "Username", "account"], ["accounts", "Search", "q"]] as const) {
      await olga.open(`/admin/${path}`);
      await olga.field(label).fill(half);
      await expect(olga.page).toHaveURL(`/admin/${path}?${name}=${half}`);
      await signInUnseen(server, ada, "Safari on iPhone");
      if (path === "sessions") await expect(found).toHaveCount(1);
      else await expect(found.getByRole("cell").nth(3)).toHaveText("2");
      await expect(olga.field(label)).toHaveValue(half);
      await expect(olga.field(label)).toBeFocused();
    }
  });

  test("a half-written answer stays when another appeal arrives", async ({ door, server, watch }) => {
    watch.expect(403, /./);
    const olga = await door.administrator("olga");
    const [eve, noor] = [await door.member("eve"), await door.member("noor")];
    for (const who of [eve, noor]) {
      await server.run(["account", "ban", who.username, "--reason", "Spam"]);
      await who.open("/");
      await who.field("Your message").fill("It was not me.");
    }
    await eve.button("Send appeal").click();
    await olga.open("/admin/appeals");
    const card = olga.page.locator("#appeals > li").filter({ hasText: eve.username });
    await olga.field("Answer", card).fill("You are right, and");
    await noor.button("Send appeal").click();
    // Appeals of other tests arrive as well.
    await expect(async () => {
      await olga.button("Show changes").click({ timeout: 2000 });
      await expect(olga.button(`Send answer ${noor.username}`)).toBeVisible({ timeout: 2000 });
    }).toPass();
    await expect(olga.field("Answer", card)).toHaveValue("You are right, and");
  });

  test("a new appeal appears and is counted", async ({ door, server, watch }) => {
    watch.expect(403, /./);
    const olga = await door.administrator("olga");
    const eve = await door.member("eve");
    await server.run(["account", "ban", eve.username, "--reason", "Spam"]);
    await eve.open("/");
    await olga.open("/admin/appeals");
    await eve.field("Your message").fill("It was not me.");
    await eve.button("Send appeal").click();
    await expect(olga.button(`Send answer ${eve.username}`)).toBeVisible();
    await expect(olga.page.getByRole("link", { name: /^Appeals \d+ to answer$/ })).toBeVisible();
  });

  test("changes during an interruption appear after reconnecting", async ({ door, server, watch }) => {
    watch.expectCut();
    const olga = await door.administrator("olga");
    const ada = await door.account("ada");
    const wire = await Wire.of(olga.page.context());
    await olga.open(`/admin/sessions?account=${ada.username}`);
    await expect.poll(() => wire.heard).toBe(1);
    await wire.cut();
    await signInUnseen(server, ada, "Safari on iPhone");
    await expect(rows(olga)).toHaveCount(0);
    wire.mend();
    await expect(rows(olga)).toHaveCount(1, { timeout: 40_000 });
  });
});
