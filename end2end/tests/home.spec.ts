// `/`: an invitation for guests, the pass for members, and a link for administrators.
import { expect, test } from "../support/test";

test("a guest is invited to sign up", async ({ guest }) => {
  const response = await guest.open("/");
  expect(response.status()).toBe(200);
  await expect(guest.title).toHaveText("See who’s signed in. Change their access while they work.");
  await expect(guest.page).toHaveTitle("Hallpass");
  await expect(guest.page.getByRole("article")).toContainText("Not signed in");
  await expect(guest.menu).toHaveText(["Home"]);
  await guest.page.getByRole("main").getByRole("link", { name: "Create your account" }).click();
  await expect(guest.page).toHaveURL("/sign-up");
  await expect(guest.title).toHaveText("Create your account");
});

test("a member sees their pass", async ({ door }) => {
  const ada = await door.member("ada");
  await ada.open("/");
  await expect(ada.title).toHaveText(`Hello, ${ada.username}`);
  const pass = ada.page.getByRole("article");
  await expect(pass.getByRole("heading", { name: ada.username })).toBeVisible();
  await expect(pass.getByRole("term")).toHaveText(["Username", "Role", "Signed in", "Session ends by", "Keep me signed in"]);
  await expect(pass.getByRole("definition")).toContainText([ada.username, "member", /\d/, /\d/, "off"]);
  await expect(pass).toContainText("until you’re signed out for inactivity");
  await expect(ada.page.getByRole("link", { name: "Open the admin console" })).toHaveCount(0);
});

test("an administrator sees a link to the accounts", async ({ door }) => {
  const olga = await door.administrator("olga");
  await olga.open("/");
  await olga.page.getByRole("link", { name: "Open the admin console" }).click();
  await expect(olga.title).toHaveText("Accounts");
});
