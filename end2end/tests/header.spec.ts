// The header of every page: the menu and the chip follow the principal; signing out.
import { expect, test } from "../support/test";

test("a guest's menu has only the home page", async ({ guest }) => {
  await guest.open("/");
  await expect(guest.menu).toHaveText(["Home"]);
  await expect(guest.header.getByRole("link", { name: "Sign in" })).toBeVisible();
  await expect(guest.header.getByRole("link", { name: "Sign up" })).toBeVisible();
  await expect(guest.button("Sign out")).toHaveCount(0);
});

test("a member's menu has the account page", async ({ door }) => {
  const ada = await door.member("ada");
  await ada.open("/");
  await expect(ada.menu).toHaveText(["Home", "Account"]);
  await expect(ada.chip).toContainText(ada.username);
  await expect(ada.chip).toHaveAccessibleName(/signed in for another \d+ (seconds?|min)/);
  await expect(ada.chip).not.toContainText("administrator");
  await expect(ada.header.getByRole("link", { name: "Sign in" })).toHaveCount(0);
  await expect(ada.button("Sign out")).toBeVisible();
});

test("an administrator's menu has the console", async ({ door }) => {
  const olga = await door.administrator("olga");
  await olga.open("/");
  await expect(olga.menu).toHaveText(["Home", "Account", "Admin"]);
  await expect(olga.chip).toContainText("administrator");
});

test("a banned person has no menu", async ({ door, server, watch }) => {
  watch.expect(403, /./);
  const eve = await door.member("eve");
  await server.run(["account", "ban", eve.username, "--reason", "Spam"]);
  await eve.open("/");
  await expect(eve.menu).toHaveCount(0);
  await expect(eve.chip).toHaveCount(0);
  await expect(eve.header.getByRole("link", { name: /Sign|Account|Admin/ })).toHaveCount(0);
  await expect(eve.button("Sign out")).toBeVisible();
});

test("the menu marks the current page", async ({ door }) => {
  const olga = await door.administrator("olga");
  for (const [path, name] of [["/", "Home"], ["/account", "Account"], ["/admin", "Admin"]]) {
    await olga.open(path);
    await expect(olga.menu.and(olga.page.locator("[aria-current=page]"))).toHaveText([name]);
  }
});

test("the menu leads from page to page", async ({ door }) => {
  const olga = await door.administrator("olga");
  await olga.open("/");
  await olga.menu.getByText("Account").click();
  await expect(olga.title).toHaveText("Account");
  await olga.ready();
  await olga.menu.getByText("Admin").click();
  await expect(olga.title).toHaveText("Overview");
  await olga.ready();
  await olga.menu.getByText("Home").click();
  await expect(olga.title).toContainText("Hello");
});

test("the chip links to the account", async ({ door }) => {
  const ada = await door.member("ada");
  await ada.open("/");
  await ada.chip.click();
  await expect(ada.title).toHaveText("Account");
});

test("signing out ends the session and removes the cookie", async ({ door }) => {
  const ada = await door.member("ada");
  await ada.open("/account");
  const cookies = await ada.page.context().cookies();
  await ada.signOut();
  await expect(ada.page).toHaveURL("/");
  await expect(ada.menu).toHaveText(["Home"]);
  await expect(ada.title).toHaveText("See who’s signed in. Change their access while they work.");
  // The channel may report the ending before the response that removes the cookie arrives.
  await expect.poll(async () => (await ada.page.context().cookies()).filter(({ name }) => name === "hallpass")).toEqual([]);

  // A stolen copy of the cookie is worthless.
  const thief = await door.guest();
  await thief.page.context().addCookies(cookies.filter(({ name }) => name === "hallpass"));
  await thief.open("/account");
  await expect(thief.menu).toHaveText(["Home"]);
  await expect(thief.page.getByText("You sign in as")).toHaveCount(0);
});

test("after signing out the back button shows no private page", async ({ door }) => {
  const ada = await door.member("ada");
  await ada.open("/");
  await ada.open("/account");
  await expect(ada.page.getByText("You sign in as")).toBeVisible();
  await ada.signOut();
  await ada.page.goBack();
  await expect(ada.header.getByRole("link", { name: "Sign in" })).toBeVisible();
  await expect(ada.page.getByText("You sign in as")).toHaveCount(0);
  await expect(ada.chip).toHaveCount(0);
  await expect(ada.page.getByText(ada.username)).toHaveCount(0);
});

test("the skip link leads past the header", async ({ guest }) => {
  await guest.open("/sign-in");
  await guest.page.keyboard.press("Tab");
  const skip = guest.page.getByRole("link", { name: "Skip to content" });
  await expect(skip).toBeFocused();
  await skip.press("Enter");
  await guest.page.keyboard.press("Tab");
  await expect(guest.field("Username")).toBeFocused();
});
