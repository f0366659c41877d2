// `/account`: display name, e-mail address and password.
import { OTHER_PASSWORD, PASSWORD, WRONG_PASSWORD } from "../support/people";
import { expect, test } from "../support/test";

test("a new display name appears in the header at once", async ({ door, scripts }) => {
  const ada = await door.member("ada");
  const response = await ada.open("/account");
  expect(response.status()).toBe(200);
  await expect(ada.page).toHaveTitle("Account · Hallpass");
  let loads = 0;
  ada.page.on("request", (request) => (loads += Number(request.isNavigationRequest())));
  const form = ada.form("Display name");
  await ada.field("Display name", form).fill("Ada King");
  await ada.button("Save", form).click();
  await expect(ada.chip).toContainText("Ada King");
  await expect(form.getByRole("status")).toHaveText("Saved.");
  await expect(ada.field("Display name", form)).toHaveValue("Ada King");
  expect(loads > 0, "a page was loaded").toBe(!scripts);
  await ada.open("/");
  await expect(ada.title).toHaveText("Hello, Ada King");
});

test("“Saved.” is shown once", async ({ door }) => {
  const ada = await door.member("ada");
  await ada.open("/account");
  await ada.button("Save", ada.form("Display name")).click();
  await expect(ada.form("Display name").getByRole("status")).toHaveText("Saved.");
  await ada.reload();
  await expect(ada.form("Display name").getByRole("status")).toHaveCount(0);
});

test("an empty display name means the username", async ({ door }) => {
  const ada = await door.member("ada");
  await ada.open("/account");
  const form = ada.form("Display name");
  await ada.field("Display name", form).fill("Countess");
  await ada.button("Save", form).click();
  await expect(ada.chip).toContainText("Countess");
  await ada.field("Display name", form).fill("");
  await ada.button("Save", form).click();
  await expect(ada.chip).toContainText(ada.username);
});

test("a display name that is too long is rejected and stays in its field", async ({ door, watch }) => {
  watch.expect(422, /^\/api\/change_display_name$/);
  const ada = await door.member("ada");
  await ada.open("/account");
  const form = ada.form("Display name");
  await ada.field("Display name", form).fill("x".repeat(65));
  await ada.button("Save", form).click();
  await ada.expectError(ada.field("Display name", form), "Use at most 64 characters.");
  await expect(ada.field("Display name", form)).toHaveValue("x".repeat(65));
  await expect(ada.chip).toContainText(ada.username);
});

test("a display name is escaped", async ({ door }) => {
  const mallory = await door.member("mallory");
  const name = `<img src=x onerror="alert(1)">&amp;</script>`;
  await mallory.open("/account");
  const form = mallory.form("Display name");
  await mallory.field("Display name", form).fill(name);
  await mallory.button("Save", form).click();
  await expect(mallory.chip).toContainText(name);
  await mallory.open("/");
  await expect(mallory.title).toHaveText(`Hello, ${name}`);
  await expect(mallory.page.locator("img")).toHaveCount(0);
  const olga = await door.administrator("olga");
  await olga.open(`/admin/accounts?q=${mallory.username}`);
  await expect(olga.page.getByRole("row", { name: mallory.username })).toContainText(name);
  await expect(olga.page.locator("img")).toHaveCount(0);
});

test("changing the e-mail address requires the password", async ({ door, watch }) => {
  watch.expect(422, /^\/api\/change_email$/);
  const ada = await door.member("ada");
  await ada.open("/account");
  const form = ada.form("Email address");
  await ada.field("Email address", form).fill("ada@example.org");
  await ada.field("Current password", form).fill(WRONG_PASSWORD);
  await ada.button("Save", form).click();
  await ada.expectError(ada.field("Current password", form), "That’s not your current password.");
  await expect(ada.field("Email address", form)).toHaveValue("ada@example.org");
  await expect(ada.form("Password").locator(".error")).toHaveCount(0);
  await ada.field("Current password", form).fill(ada.password);
  await ada.button("Save", form).click();
  await expect(form.getByRole("status")).toHaveText("Saved.");
  await ada.open("/account");
  await expect(ada.field("Email address", form)).toHaveValue("ada@example.org");
});

test("an invalid e-mail address is rejected", async ({ door, watch }) => {
  watch.expect(422, /^\/api\/change_email$/);
  const ada = await door.member("ada");
  await ada.open("/account");
  const form = ada.form("Email address");
  await ada.field("Email address", form).fill("ada@");
  await ada.field("Current password", form).fill(ada.password);
  await ada.button("Save", form).click();
  await ada.expectError(ada.field("Email address", form), "This doesn’t look like an email address.");
});

test("changing the password ends the other sessions but not this one", async ({ door }) => {
  const ada = await door.member("ada");
  const elsewhere = await door.signIn(ada);
  await elsewhere.open("/");
  await ada.open("/account");
  const form = ada.form("Password");
  await ada.field("Current password", form).fill(ada.password);
  await ada.field("New password", form).fill(OTHER_PASSWORD);
  await ada.button("Change password", form).click();
  await expect(form.getByRole("status")).toHaveText("Password changed. You’ve been signed out everywhere else.");
  await ada.reload();
  await expect(ada.chip).toContainText(ada.username);

  await elsewhere.open("/account");
  await expect(elsewhere.page).toHaveURL("/sign-in?next=/account");
  await expect(elsewhere.notice).toContainText("You were signed out because your password was changed.");
  await elsewhere.signIn(ada.username, OTHER_PASSWORD);
  await expect(elsewhere.title).toHaveText("Account");
});

test("after a password change another tab uses the new session", async ({ door }) => {
  const ada = await door.member("ada");
  await ada.open("/account");
  const tab = await ada.page.context().newPage();
  await tab.goto("/account");
  const form = ada.form("Password");
  await ada.field("Current password", form).fill(ada.password);
  await ada.field("New password", form).fill(OTHER_PASSWORD);
  await ada.button("Change password", form).click();
  await expect(form.getByRole("status")).toBeVisible();
  await tab.reload();
  await expect(tab.getByRole("heading", { level: 1 })).toHaveText("Account");
});

test("a rejected password change shows the error at its field", async ({ door, watch }) => {
  watch.expect(422, /^\/api\/change_password$/);
  const ada = await door.member("ada");
  await ada.open("/account");
  const form = ada.form("Password");
  await ada.field("Current password", form).fill(WRONG_PASSWORD);
  await ada.field("New password", form).fill(OTHER_PASSWORD);
  await ada.button("Change password", form).click();
  await ada.expectError(ada.field("Current password", form), "That’s not your current password.");
  await ada.field("Current password", form).fill(ada.password);
  await ada.field("New password", form).fill("aaaaaaaaaaaaaaaaaaaa");
  await ada.button("Change password", form).click();
  await ada.expectError(ada.field("New password", form), /^Too easy to guess/);
});

test("the fields have autocomplete values for password managers", async ({ door }) => {
  const ada = await door.member("ada");
  await ada.open("/account");
  await expect(ada.field("Display name")).toHaveAttribute("autocomplete", "name");
  await expect(ada.field("Email address")).toHaveAttribute("autocomplete", "email");
  for (const field of await ada.field("Current password").all()) {
    await expect(field).toHaveAttribute("autocomplete", "current-password");
  }
  await expect(ada.field("New password")).toHaveAttribute("autocomplete", "new-password");
});

test("the password meter takes the username into account", { tag: "@scripts" }, async ({ door }) => {
  const ada = await door.member("ada");
  await ada.open("/account");
  const meter = ada.form("Password").locator(".meter");
  await ada.field("New password").fill(`${ada.username}1`);
  await expect(meter).toContainText("Too weak");
  await ada.field("New password").fill(PASSWORD);
  await expect(meter).toContainText("Strong enough");
});

test("a guest is asked to sign in", async ({ guest }) => {
  const response = await guest.open("/account");
  expect((await response.request().redirectedFrom()?.response())?.status()).toBe(302);
  await expect(guest.page).toHaveURL("/sign-in?next=/account");
});
