// Sessions bound to devices, in a real browser: it creates a key at sign-in, and refreshes the bound cookie by itself.
import { expect, type Page, test } from "@playwright/test";
import { PASSWORD, register, unique } from "../support/people";
import { type Scene, scene } from "./support";

const BOUND = "__Host-hallpass-bound";

let own: Scene;
test.beforeAll(async () => {
  own = await scene();
});
test.afterAll(() => own.stop());

const cookie = async (page: Page, name: string) =>
  (await page.context().cookies()).find((cookie) => cookie.name === name);

/** Waits until the browser has another bound cookie than this one. */
async function isBound(page: Page, before = ""): Promise<string> {
  await expect.poll(async () => (await cookie(page, BOUND))?.value ?? before).not.toBe(before);
  return (await cookie(page, BOUND))?.value ?? "";
}

/** Signs a new person in, in a browser profile of their own. */
async function signIn(): Promise<Page> {
  const { username } = await register(own.server, unique("ada"));
  const context = await own.browser.newContext({ baseURL: own.origin, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto("/sign-in");
  await page.getByLabel("Username").fill(username);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL("/");
  return page;
}

test("a session is bound at sign-in and refreshed when the bound cookie is gone", async () => {
  const page = await signIn();
  await isBound(page);
  await page.goto("/account/sessions");
  await expect(page.getByText("Bound to its device")).toBeVisible();
  for (const path of ["/account", "/account/sessions"]) {
    await page.context().clearCookies({ name: BOUND });
    await page.goto(path);
    await expect(page).toHaveURL(path);
    await isBound(page);
  }
});

test("reauthentication binds the new session, and the old one is forgotten", async () => {
  const page = await signIn();
  const first = await isBound(page);
  const session = (await cookie(page, "__Host-hallpass"))?.value;
  await page.goto("/account/reauthenticate?next=/account/sessions");
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("main").locator("form[action='/api/sign_in_again'] button[type=submit]").first().click();
  await expect(page).toHaveURL("/account/sessions");
  expect((await cookie(page, "__Host-hallpass"))?.value).not.toBe(session);
  await isBound(page, first);
  await page.context().clearCookies({ name: BOUND });
  await page.goto("/account/sessions");
  await expect(page.getByText("Bound to its device")).toBeVisible();
});

test("signing out removes both cookies, and the next page is a guest's", async () => {
  const page = await signIn();
  await isBound(page);
  await page.goto("/account/sessions");
  await page.locator("form[action='/api/sign_out'] button").first().dispatchEvent("click");
  await expect.poll(() => cookie(page, "__Host-hallpass")).toBeUndefined();
  expect(await cookie(page, BOUND)).toBeUndefined();
  await page.goto("/account");
  await expect(page).toHaveURL("/sign-in?next=/account");
});
