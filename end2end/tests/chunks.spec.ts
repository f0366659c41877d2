// Code splitting: chunks are loaded on demand.
import type { Page } from "@playwright/test";
import { expect, test } from "../support/test";

const ACCOUNT = "**/split_account.*.wasm";
const CONSOLE = "**/split_console.*.wasm";

/** Collects the names of the chunks that a page loads, such as `account`. */
function chunks(page: Page): string[] {
  const loaded: string[] = [];
  page.on("request", (request) => {
    const [, name] = /\/split_(\w+)\.[^/]*\.wasm$/.exec(new URL(request.url()).pathname) ?? [];
    if (name !== undefined && !loaded.includes(name)) loaded.push(name);
  });
  return loaded;
}

test.describe("a chunk", { tag: "@scripts" }, () => {
  test("is not loaded for pages that do not need it", async ({ door, guest }) => {
    const loaded = chunks(guest.page);
    await guest.open("/");
    await guest.open("/sign-up");
    expect(loaded, "pages for guests need no chunk").toEqual([]);
    const olga = await door.administrator("olga");
    const hers = chunks(olga.page);
    await olga.open("/account/sessions");
    await olga.page.waitForLoadState("networkidle");
    expect(hers).toEqual(["account"]);
    await olga.menu.getByText("Admin").click();
    await expect(olga.title).toHaveText("Overview");
    expect(hers).toEqual(["account", "console"]);
  });

  test("for the account is preloaded for guests who are about to sign in", async ({ guest }) => {
    const loaded = chunks(guest.page);
    await guest.open("/sign-in");
    await expect.poll(() => loaded).toEqual(["account"]);
  });

  test("is preloaded when the pointer reaches a link", async ({ door }) => {
    const olga = await door.administrator("olga");
    const loaded = chunks(olga.page);
    await olga.open("/account");
    await olga.page.waitForLoadState("networkidle");
    expect(loaded).toEqual(["account"]);
    await olga.menu.getByText("Admin").hover();
    await expect.poll(() => loaded).toEqual(["account", "console"]);
  });

  test("that takes long does not hold up another link", async ({ door }) => {
    const olga = await door.administrator("olga");
    await olga.open("/");
    let release = () => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    await olga.page.route(CONSOLE, async (route) => {
      await released;
      await route.continue();
    });
    await olga.menu.getByText("Admin").click();
    await expect(olga.page.getByRole("main")).toHaveText("Loading…");
    await expect(olga.page).toHaveURL("/admin");
    await olga.page.getByRole("navigation", { name: "Admin console" }).getByRole("link", { name: "Roles" }).click();
    await expect(olga.page).toHaveURL("/admin/roles");
    release();
    await expect(olga.title).toHaveText("Roles");
    await expect(olga.title).toBeFocused();
  });

  test("that cannot be loaded can be asked for again", async ({ door, watch }) => {
    const olga = await door.administrator("olga");
    await olga.open("/");
    watch.expectCut();
    watch.expectMessage(/^TypeError: Failed to fetch/);
    await olga.page.route(CONSOLE, (route) => route.abort("internetdisconnected"));
    await olga.menu.getByText("Admin").click();
    await expect(olga.title).toHaveText("This page couldn’t be loaded");
    await expect(olga.page).toHaveURL("/admin");
    await olga.page.unroute(CONSOLE);
    await olga.page.getByRole("link", { name: "Try again" }).click();
    await expect(olga.title).toHaveText("Overview");
  });

  test("that fails to load leaves the page working as without JavaScript", async ({ door, watch }) => {
    const ada = await door.member("ada");
    watch.expectCut();
    watch.expectMessage(/^TypeError: Failed to fetch|^a chunk could not be loaded/);
    await ada.page.route(ACCOUNT, (route) => route.abort("internetdisconnected"));
    const refused = ada.page.waitForEvent("console", (message) => message.text() === "a chunk could not be loaded");
    await ada.page.goto("/account");
    await refused;
    await ada.field("Display name").fill("Ada L.");
    await ada.button("Save", ada.form("Display name")).click();
    await expect(ada.page.getByText("Saved.")).toBeVisible();
    await expect(ada.field("Display name")).toHaveValue("Ada L.");
    await expect(ada.page.locator("html[data-hydrated]")).toHaveCount(0);
  });
});
