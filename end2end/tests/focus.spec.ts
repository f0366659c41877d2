// Where the focus goes and what a screen reader announces when a page is opened within the browser.
import type { Locator } from "@playwright/test";
import { expect, test } from "../support/test";
import type { Visitor } from "../support/visitor";

test.describe("a page opened by navigation", { tag: "@scripts" }, () => {
  /** Asserts that the page's heading has the focus and that its title is announced. */
  async function expectArrival(visitor: Visitor, heading: string | RegExp, title: string): Promise<void> {
    await expect(visitor.title).toHaveText(heading);
    await expect(visitor.title).toBeFocused();
    await expect(visitor.page.getByRole("status").filter({ hasText: `${title} · Hallpass` })).toHaveCount(1);
    await expect(visitor.page).toHaveTitle(`${title} · Hallpass`);
  }

  function side(visitor: Visitor, name: string): Locator {
    return visitor.page.getByRole("navigation", { name: "Admin console" }).getByRole("link", { name, exact: true });
  }

  test("gets the focus and is announced, however it is opened", async ({ door, server }) => {
    const olga = await door.administrator("olga");
    const ada = await door.account("ada");
    await olga.open("/");
    const stayed = olga.staying();
    await expect(olga.page.locator("body"), "a loaded page does not move the focus").toBeFocused();
    await olga.menu.getByText("Admin").click();
    await expectArrival(olga, "Overview", "Overview");
    for (const name of ["Accounts", "Sessions", "Policy", "Roles"]) {
      await side(olga, name).click();
      await expectArrival(olga, name, name);
    }
    await side(olga, "Audit log").focus();
    await olga.page.keyboard.press("Enter");
    await expectArrival(olga, "Audit log", "Audit log");
    await olga.page.goBack();
    await expectArrival(olga, "Roles", "Roles");
    await olga.page.goForward();
    await expectArrival(olga, "Audit log", "Audit log");
    await side(olga, "Accounts").click();
    await olga.field("Search").fill(ada.username);
    await olga.page.keyboard.press("Enter");
    await expect(olga.page).toHaveURL(/q=/);
    await expect(olga.page.getByRole("row")).toHaveCount(2);
    await expect(olga.field("Search"), "a filter leaves the focus where it is").toBeFocused();
    await olga.page.getByRole("link", { name: `Open ${ada.username}` }).click();
    await expectArrival(olga, ada.username, ada.username);
    stayed();
    await server.run(["account", "role", olga.username, "member"]);
    await expect(olga.page).toHaveURL("/");
    await expect(olga.title).toBeFocused();
  });

  test("gets the focus after signing in and out", async ({ door }) => {
    const ada = await door.account("ada");
    const guest = await door.guest();
    await guest.open("/");
    await guest.header.getByRole("link", { name: "Sign in" }).click();
    await expectArrival(guest, "Welcome back", "Sign in");
    await guest.signIn(ada.username, ada.password);
    await expect(guest.title).toHaveText(`Hello, ${ada.username}`);
    await expect(guest.title).toBeFocused();
    await guest.menu.getByText("Account").click();
    await expectArrival(guest, "Account", "Account");
    await guest.signOut();
    await expect(guest.page).toHaveURL("/");
    await expect(guest.title).toBeFocused();
  });

  test("gets the focus after unlocking", async ({ door, server }) => {
    const ada = await door.member("ada");
    await ada.open("/account");
    await server.run(["session", "end", "--account", ada.username]);
    await expect(ada.lock).toBeVisible();
    await ada.unlock(ada.password);
    await expectArrival(ada, "Account", "Account");
  });

  test("is scrolled to its top", async ({ door }) => {
    const olga = await door.administrator("olga");
    await olga.page.setViewportSize({ width: 1280, height: 500 });
    await olga.open("/admin/roles");
    const link = side(olga, "Access");
    await link.scrollIntoViewIfNeeded();
    await link.click();
    await expectArrival(olga, "Access", "Access");
    await expect.poll(() => olga.page.evaluate(() => window.scrollY)).toBe(0);
  });
});

test.describe("reauthentication", { tag: "@scripts" }, () => {
  test("can be cancelled and leaves the form usable", async ({ door, watch }) => {
    const ada = await door.member("ada");
    await ada.open("/account");
    const form = ada.form("Display name");
    // Reauthentication becomes necessary ten minutes after signing in, so the server's response is simulated.
    watch.expect(403, /^\/api\/change_display_name$/);
    await ada.page.route("**/api/change_display_name", (route) =>
      route.fulfill({ status: 403, json: { error: "reauthentication_required" } }),
    );
    await ada.field("Display name").fill("Half a name");
    await ada.button("Save", form).click();
    const dialog = ada.page.getByRole("dialog", { name: "Confirm it’s you" });
    await expect(dialog).toBeVisible();
    await ada.page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
    await expect(ada.alert).toHaveCount(0);
    await expect(ada.field("Display name")).toHaveValue("Half a name");
    await ada.page.unroute("**/api/change_display_name");
    await ada.button("Save", form).click();
    await expect(ada.chip).toContainText("Half a name");
  });

  test("is not asked of the next session", async ({ door, server, watch }) => {
    const ada = await door.member("ada");
    await ada.open("/account");
    watch.expect(403, /^\/api\/change_display_name$/);
    await ada.page.route("**/api/change_display_name", (route) =>
      route.fulfill({ status: 403, json: { error: "reauthentication_required" } }),
    );
    await ada.field("Display name").fill("Half a name");
    await ada.button("Save", ada.form("Display name")).click();
    const dialog = ada.page.getByRole("dialog", { name: "Confirm it’s you" });
    await expect(dialog).toBeVisible();
    await server.run(["session", "end", "--account", ada.username]);
    await expect(ada.lock).toBeVisible();
    await ada.unlock(ada.password);
    await expect(ada.title).toHaveText("Account");
    await expect(dialog).toHaveCount(0);
  });
});
