// The second step of signing in: an authenticator app, recovery codes, and the page that asks for a code.
import { code, setUp } from "../support/authenticator";
import { expect, test } from "../support/test";
import type { Visitor } from "../support/visitor";

/** The page that asks for the code. */
async function expectAsked(visitor: Visitor): Promise<void> {
  await expect(visitor.title).toHaveText("One more step");
  await expect(visitor.menu).toHaveCount(0);
}

// The page that asks for the code has the status 401, and a wrong code is answered with 422.
test.beforeEach(({ watch }) => {
  watch.expect(401, /./);
  watch.expect(422, /_(challenge|authenticator)$/);
});

test("an app is set up, and its code is asked for after the password", async ({ door }) => {
  const account = await door.account("ada");
  const ada = await door.signIn(account);
  const { secret } = await setUp(ada);
  await ada.page.getByRole("link", { name: "Done" }).click();
  await expect(ada.page.getByText("10 of 10 left")).toBeVisible();

  const elsewhere = await door.guest();
  await elsewhere.open("/sign-in?next=/account/sessions");
  await elsewhere.signIn(account.username, account.password);
  await expectAsked(elsewhere);
  if (elsewhere.scripts) await expect(elsewhere.page.getByRole("heading", { name: "One more step" })).toBeFocused();
  await elsewhere.field("Code").fill("000000");
  await elsewhere.button("Sign in").click();
  await elsewhere.expectError(elsewhere.field("Code"), /That code is wrong/);
  await elsewhere.field("Code").fill(code(secret, 1));
  await elsewhere.button("Sign in").click();
  await expect(elsewhere.title).toHaveText("Sessions");
  await expect(elsewhere.page.getByRole("main")).toContainText("with an authenticator code");
});

test("a wrong code does not turn it on, and nothing typed is lost", async ({ door }) => {
  const ada = await door.member("ada");
  await ada.open("/account/security");
  await ada.button("Set up").click();
  await ada.ready();
  await ada.field("Code").fill("123 456");
  await ada.button("Turn on").click();
  await ada.expectError(ada.field("Code"), /That code is wrong/);
  await expect(ada.field("Code")).toHaveValue("123 456");
  await expect(ada.page.locator("svg.qr")).toBeVisible();
});

test("a recovery code signs in, and can be replaced", async ({ door }) => {
  const account = await door.account("ada");
  const ada = await door.signIn(account);
  const { codes } = await setUp(ada);
  const elsewhere = await door.guest();
  await elsewhere.open("/sign-in");
  await elsewhere.signIn(account.username, account.password);
  await expectAsked(elsewhere);
  await elsewhere.field("Code").fill(codes[0].toLowerCase());
  await elsewhere.button("Sign in").click();
  await expect(elsewhere.chip).toBeVisible();
  await elsewhere.open("/account/security");
  await expect(elsewhere.page.getByText("9 of 10 left")).toBeVisible();
  await elsewhere.button("Get new codes").click();
  await expect(elsewhere.page.locator(".codes li")).toHaveCount(10);
  await expect(elsewhere.page.locator(".codes")).not.toContainText(codes[1]);
  await expect(elsewhere.page.getByText("10 of 10 left")).toBeVisible();
});

test("a sign-in that is cancelled leads back to the form", async ({ door }) => {
  const account = await door.account("ada");
  await setUp(await door.signIn(account));
  const elsewhere = await door.guest();
  await elsewhere.open("/sign-in");
  await elsewhere.signIn(account.username, account.password);
  await expectAsked(elsewhere);
  await elsewhere.button("Cancel sign-in").click();
  await expect(elsewhere.field("Password")).toBeVisible();
});

test("it is turned off after a confirmation", async ({ door }) => {
  const account = await door.account("ada");
  const ada = await door.signIn(account);
  await setUp(ada);
  await ada.open("/account/security");
  await ada.button("Turn off").click();
  await expect(ada.button("Set up")).toBeVisible();
  const elsewhere = await door.signIn(account);
  await elsewhere.open("/account");
  await expect(elsewhere.chip).toBeVisible();
});

test.describe("live", { tag: "@scripts" }, () => {
  test("other tabs are asked as well, and follow once the code is entered", async ({ door }) => {
    const account = await door.account("ada");
    const { codes } = await setUp(await door.signIn(account));
    const one = await door.guest();
    await one.open("/sign-in");
    const other = await one.tab("/account");
    await one.signIn(account.username, account.password);
    await expectAsked(one);
    await expectAsked(other);
    await one.field("Code").fill(codes[0]);
    await one.button("Sign in").click();
    await expect(one.chip).toBeVisible();
    await expect(other.chip).toBeVisible();
  });

  test("the other devices are signed out and say why", async ({ door }) => {
    const account = await door.account("ada");
    const phone = await door.signIn(account);
    await phone.open("/account");
    await setUp(await door.signIn(account));
    await phone.expectLocked("the second step of signing in");
  });
});

test("a policy that requires a second step leads to it from every page, also from open ones", async ({ door, ownServer, watch }) => {
  watch.expect(403, /./);
  const server = await ownServer();
  const here = door.at(server);
  const ada = await here.member("ada");
  await ada.open("/account/sessions");
  await server.run(["policy", "set", "second_factor=required"]);
  if (!ada.scripts) await ada.reload();
  await expect(ada.title).toHaveText("One thing before you go on");
  await ada.open("/account");
  await expect(ada.title).toHaveText("One thing before you go on");
  await ada.page.getByRole("link", { name: "Set it up" }).click();
  await expect(ada.title).toHaveText("Security");
  await ada.ready();
  await setUp(ada);
  await ada.page.getByRole("link", { name: "Done" }).click();
  await expect(ada.page.getByText("10 of 10 left")).toBeVisible();
  await expect(ada.button("Turn off")).toHaveCount(0);
  await ada.open("/account/sessions");
  await expect(ada.title).toHaveText("Sessions");
});

test("a bar asks for a second step that is required from a day on, except where it is set up", async ({ door, ownServer }) => {
  const own = await ownServer();
  await own.run(["policy", "set", "second_factor=required", "second_factor_from=2090-01-31"]);
  const ada = await door.at(own).member("ada");
  await ada.open("/");
  const bar = ada.page.getByRole("complementary").filter({ hasText: "you need a second step to sign in" });
  await expect(bar).toBeVisible();
  await bar.getByRole("link", { name: "Set up" }).click();
  await expect(ada.title).toHaveText("Security");
  await expect(bar).toBeVisible();
  await expect(bar.getByRole("link")).toHaveCount(0);
});

test("the page that asks again who it is leads on", async ({ door }) => {
  const ada = await door.member("ada");
  await ada.open("/account/reauthenticate?next=/account/sessions");
  await ada.field("Password").fill(ada.password);
  await ada.button("Continue").click();
  await expect(ada.title).toHaveText("Sessions");
});
