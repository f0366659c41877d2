// When the server cannot be reached, a page says so, and nothing else is kept.
import { expect, test } from "../support/test";

test.use({ serviceWorkers: "allow" });

test.describe("without a connection", { tag: "@scripts" }, () => {
  test("a page says so, and the page opens once the server is back", async ({ door, ownServer, watch }) => {
    watch.expectCut();
    const server = await ownServer();
    const ada = await door.at(server).member("ada");
    await ada.open("/account");
    await ada.page.evaluate(() => navigator.serviceWorker.ready);
    await expect.poll(() => ada.page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
    await server.halt();
    await ada.page.goto("/account/sessions");
    await expect(ada.page).toHaveTitle("No connection · Keine Verbindung");
    await expect(ada.title).toHaveText("No connection");
    await expect(ada.page.getByRole("heading", { name: "Keine Verbindung" })).toBeVisible();
    await expect(ada.page, "the address stays").toHaveURL(/\/account\/sessions$/);
    expect(await ada.page.evaluate(() => getComputedStyle(document.querySelector("main")!).borderTopWidth)).toBe("1px");
    expect(await ada.page.content()).not.toContain(ada.username);
    await server.go();
    await ada.page.getByRole("link", { name: "Try again" }).click();
    await ada.ready();
    await expect(ada.title).not.toHaveText("No connection");
    await expect(ada.chip).toContainText(ada.username);
  });

  test("only that page and its files are kept", async ({ door }) => {
    const olga = await door.administrator("olga");
    await olga.open("/");
    await olga.page.evaluate(() => navigator.serviceWorker.ready);
    for (const path of ["/account", "/admin", "/admin/accounts"]) await olga.open(path);
    const kept = await olga.page.evaluate(async () => {
      const paths = [];
      for (const name of await caches.keys()) {
        for (const request of await (await caches.open(name)).keys()) paths.push(new URL(request.url).pathname);
      }
      return paths.sort();
    });
    expect(kept).toEqual(["/favicon.svg", "/offline.css", "/offline.html"]);
  });

  test("pages and errors of the server are shown as they are", async ({ door, watch }) => {
    watch.expect(404, /^\/no-such/);
    const ada = await door.member("ada");
    await ada.open("/");
    await ada.page.evaluate(() => navigator.serviceWorker.ready);
    expect((await ada.open("/account")).status()).toBe(200);
    expect((await ada.open("/no-such-page")).status()).toBe(404);
    await expect(ada.title).toHaveText("Page not found");
    await ada.signOut();
  });
});
