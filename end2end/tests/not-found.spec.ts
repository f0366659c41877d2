// Missing and forbidden pages: the right status, and the header still shows the principal.
import { expect, test } from "../support/test";

test("a guest sees a 404 page at an unknown path", async ({ guest, watch }) => {
  watch.expect(404, /^\/no-such/);
  expect((await guest.open("/no-such/page")).status()).toBe(404);
  await expect(guest.title).toHaveText("Page not found");
  await expect(guest.page).toHaveTitle("Page not found · Hallpass");
  await expect(guest.menu).toHaveText(["Home"]);
  await guest.page.getByRole("main").getByRole("link", { name: "Go to home page" }).click();
  await expect(guest.page).toHaveURL("/");
});

test("a member at an unknown path is still signed in", async ({ door, watch }) => {
  watch.expect(404, /^\/no-such/);
  const ada = await door.member("ada");
  const response = await ada.open("/no-such-page");
  expect(response.status()).toBe(404);
  expect(await response.text()).toContain(ada.username);
  await expect(ada.chip).toContainText(ada.username);
  await expect(ada.menu).toHaveText(["Home", "Account"]);
});

for (const path of ["/admin", "/admin/accounts/some-id"]) {
  test(`a member at ${path} gets a 403 in place`, async ({ door, watch }) => {
    watch.expect(403, /^\/admin/);
    const ada = await door.member("ada");
    expect((await ada.open(path)).status()).toBe(403);
    await expect(ada.page).toHaveURL(path);
    await expect(ada.title).toHaveText("You don’t have access to this page");
    await expect(ada.menu).toHaveText(["Home", "Account"]);
  });
}

test("an unknown account gives a 404 page", async ({ door, watch }) => {
  watch.expect(404, /^\/admin/);
  const olga = await door.administrator("olga");
  expect((await olga.open("/admin/accounts/nobody")).status()).toBe(404);
  await expect(olga.title).toHaveText("Nothing here");
  await expect(olga.menu).toHaveText(["Home", "Account", "Admin"]);
});

test("an unknown view of an account gives a 404 page", async ({ door, server, watch }) => {
  watch.expect(404, /^\/admin/);
  const olga = await door.administrator("olga");
  const { id } = JSON.parse(await server.run(["account", "show", olga.username, "--json"]));
  for (const [view, status] of [["", 200], ["/history", 200], ["/nothing", 404], ["/bans/nothing", 404]] as const) {
    expect((await olga.open(`/admin/accounts/${id}${view}`)).status(), view).toBe(status);
  }
});

test("signing out works on a 404 page", async ({ door, watch }) => {
  watch.expect(404, /^\/no-such/);
  const ada = await door.member("ada");
  await ada.open("/no-such-page");
  await ada.signOut();
  await expect(ada.chip).toHaveCount(0);
});
