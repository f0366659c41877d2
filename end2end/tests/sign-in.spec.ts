// `/sign-in`: username and password, errors, and the page that is opened afterwards.
import { PASSWORD, unique, WRONG_PASSWORD } from "../support/people";
import { expect, test } from "../support/test";

test("the right username and password sign in", async ({ guest, door }) => {
  const ada = await door.account("ada");
  const response = await guest.open("/sign-in");
  expect(response.status()).toBe(200);
  await expect(guest.page).toHaveTitle("Sign in · Hallpass");
  await guest.signIn(ada.username, ada.password);
  await expect(guest.title).toHaveText(`Hello, ${ada.username}`);
  await expect(guest.page).toHaveURL("/");
  await expect(guest.chip).toContainText(ada.username);
});

test("usernames are case-insensitive", async ({ guest, door }) => {
  const ada = await door.account("ada");
  await guest.open("/sign-in");
  await guest.signIn(ada.username.toUpperCase(), ada.password);
  await expect(guest.title).toHaveText(`Hello, ${ada.username}`);
});

for (const who of ["a wrong password", "an unknown name"]) {
  test(`${who} gives the same message and keeps the username`, async ({ guest, door, watch }) => {
    watch.expect(401, /^\/api\/sign_in$/);
    const username = who === "an unknown name" ? unique("nobody") : (await door.account("ada")).username;
    await guest.open("/sign-in");
    await guest.signIn(username, WRONG_PASSWORD, true);
    await expect(guest.alert).toHaveText("Wrong username or password.");
    await expect(guest.page).toHaveURL("/sign-in");
    await expect(guest.field("Username")).toHaveValue(username);
    await expect(guest.page.getByLabel("Keep me signed in")).toBeChecked();
    await expect(guest.chip).toHaveCount(0);
  });
}

test("after a wrong password the right one signs in", async ({ guest, door, watch }) => {
  watch.expect(401, /^\/api\/sign_in$/);
  const ada = await door.account("ada");
  await guest.open("/sign-in");
  await guest.signIn(ada.username, WRONG_PASSWORD);
  await expect(guest.alert).toBeVisible();
  await guest.field("Password").fill(ada.password);
  await guest.button("Sign in", guest.page.getByRole("main")).click();
  await expect(guest.title).toHaveText(`Hello, ${ada.username}`);
});

test("an error disappears when the page is reloaded", async ({ guest, door, watch }) => {
  watch.expect(401, /^\/api\/sign_in$/);
  const ada = await door.account("ada");
  await guest.open("/sign-in");
  await guest.signIn(ada.username, WRONG_PASSWORD);
  await expect(guest.alert).toBeVisible();
  await guest.reload();
  await expect(guest.title).toHaveText("Welcome back");
  await expect(guest.alert).toHaveCount(0);
  await guest.signIn(ada.username, ada.password);
  await expect(guest.title).toHaveText(`Hello, ${ada.username}`);
});

test("signing in returns to the gated page", async ({ guest, door }) => {
  const olga = await door.account("olga", { administrator: true });
  const response = await guest.open("/admin/accounts?q=a%20b%26c");
  const first = await response.request().redirectedFrom()?.response();
  expect(first?.status()).toBe(302);
  expect(response.status()).toBe(200);
  await expect(guest.page).toHaveURL(/\/sign-in\?next=/);
  await guest.signIn(olga.username, olga.password);
  await expect(guest.title).toHaveText("Accounts");
  await expect(guest.field("Search")).toHaveValue("a b&c");
});

test("the way to a gated page survives an error and a detour to sign-up", async ({ guest, watch }) => {
  watch.expect(401, /^\/api\/sign_in$/);
  await guest.open("/account");
  await guest.signIn(unique("nobody"), WRONG_PASSWORD);
  await expect(guest.alert).toBeVisible();
  await expect(guest.page).toHaveURL("/sign-in?next=/account");
  await guest.page.getByRole("main").getByRole("link", { name: "Create an account" }).click();
  await expect(guest.title).toHaveText("Create your account");
  await guest.ready();
  await guest.field("Username").fill(unique("noor"));
  await guest.field("Password").fill(PASSWORD);
  await guest.button("Create account").click();
  await expect(guest.title).toHaveText("Account");
  await expect(guest.page).toHaveURL("/account");
});

for (const elsewhere of ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]) {
  test(`signing in does not redirect to ${elsewhere}`, async ({ guest, door }) => {
    const ada = await door.account("ada");
    await guest.open(`/sign-in?next=${encodeURIComponent(elsewhere)}`);
    await guest.signIn(ada.username, ada.password);
    await expect(guest.title).toHaveText(`Hello, ${ada.username}`);
    await expect(guest.page).toHaveURL("/");
  });
}

test("the sign-in page redirects members", async ({ door }) => {
  const ada = await door.member("ada");
  await ada.open("/sign-in?next=/account");
  await expect(ada.page).toHaveURL("/account");
  await expect(ada.title).toHaveText("Account");
});

test("with remember me the cookie is persistent", async ({ guest, door }) => {
  const ada = await door.account("ada");
  await guest.open("/sign-in");
  await guest.signIn(ada.username, ada.password, true);
  await expect(guest.page.getByRole("article").getByRole("definition").last()).toHaveText("on for this device");
  const cookie = (await guest.page.context().cookies()).find(({ name }) => name === "hallpass");
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/" });
  const days = ((cookie?.expires ?? 0) - Date.now() / 1000) / 86_400;
  expect(Math.round(days)).toBe(366);
});

test("without remember me the cookie is a session cookie", async ({ guest, door }) => {
  const ada = await door.account("ada");
  await guest.open("/sign-in");
  await guest.signIn(ada.username, ada.password);
  await expect(guest.page.getByRole("article").getByRole("term")).toHaveText(["Signed in", "Session ends"]);
  const cookie = (await guest.page.context().cookies()).find(({ name }) => name === "hallpass");
  expect(cookie?.expires).toBe(-1);
});

test("the fields have autocomplete values for password managers", async ({ guest }) => {
  await guest.open("/sign-in");
  await expect(guest.field("Username")).toHaveAttribute("autocomplete", "username webauthn");
  await expect(guest.field("Password")).toHaveAttribute("autocomplete", "current-password");
  await expect(guest.field("Password")).toHaveAttribute("type", "password");
});

test("the password can be shown and pasted", { tag: "@scripts" }, async ({ guest }) => {
  await guest.open("/sign-in");
  const field = guest.field("Password");
  await guest.page.evaluate((words) => {
    document.querySelector<HTMLInputElement>("#sign_in-password")?.focus();
    const data = new DataTransfer();
    data.setData("text/plain", words);
    const paste = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
    if (document.activeElement?.dispatchEvent(paste)) document.execCommand("insertText", false, words);
  }, PASSWORD);
  await expect(field).toHaveValue(PASSWORD);
  const toggle = guest.button("Show Password");
  await expect(toggle).toHaveAttribute("aria-pressed", "false");
  await toggle.click();
  await expect(field).toHaveAttribute("type", "text");
  await expect(toggle).toHaveAttribute("aria-pressed", "true");
  await toggle.click();
  await expect(field).toHaveAttribute("type", "password");
  await expect(field).toHaveValue(PASSWORD);
});

test("without scripts there is no button to show the password", { tag: "@plain" }, async ({ guest }) => {
  await guest.open("/sign-in");
  await expect(guest.button("Show Password")).toHaveCount(0);
});

test("Enter submits the form", async ({ guest, door }) => {
  const ada = await door.account("ada");
  await guest.open("/sign-in");
  await guest.field("Username").fill(ada.username);
  await guest.field("Password").fill(ada.password);
  await guest.field("Password").press("Enter");
  await expect(guest.title).toHaveText(`Hello, ${ada.username}`);
});
