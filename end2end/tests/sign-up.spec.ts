// `/sign-up`: a new account, signed in at once; errors at their fields, and no input is lost.
import { PASSWORD, unique } from "../support/people";
import { expect, test } from "../support/test";

test("a second person signs up in another browser", async ({ door }) => {
  const ada = await door.member("ada");
  await ada.open("/");
  const noor = await door.guest();
  const name = unique("noor");
  const response = await noor.open("/sign-up");
  expect(response.status()).toBe(200);
  await noor.field("Username").fill(name);
  await noor.field("Email address (optional)").fill(`${name}@example.org`);
  await noor.field("Password").fill(PASSWORD);
  await noor.button("Create account").click();
  await expect(noor.title).toHaveText(`Hello, ${name}`);
  await expect(noor.menu).toHaveText(["Home", "Account"]);
  await ada.reload();
  await expect(ada.title).toHaveText(`Hello, ${ada.username}`);
});

test("all problems are shown together, each at its field", async ({ guest, watch }) => {
  watch.expect(422, /^\/api\/sign_up$/);
  await guest.open("/sign-up");
  await guest.field("Username").fill("a b");
  await guest.field("Email address (optional)").fill("nowhere");
  await guest.field("Password").fill("short");
  await guest.button("Create account").click();
  await guest.expectError(guest.field("Username"), "Use only letters, numbers, and . _ -, and start and end with a letter or number.");
  await guest.expectError(guest.field("Email address (optional)"), "This doesn’t look like an email address.");
  await guest.expectError(guest.field("Password"), "Use at least 15 characters; this has 5.");
  await expect(guest.field("Username")).toHaveValue("a b");
  await expect(guest.field("Email address (optional)")).toHaveValue("nowhere");
  await expect(guest.alert).toHaveText("Fix the highlighted fields.");
});

test("with scripts the password stays and the first error has focus", { tag: "@scripts" }, async ({ guest, watch }) => {
  watch.expect(422, /^\/api\/sign_up$/);
  await guest.open("/sign-up");
  await guest.field("Username").fill("a b");
  await guest.field("Password").fill(PASSWORD);
  await guest.button("Create account").click();
  await expect(guest.field("Username")).toBeFocused();
  await expect(guest.field("Password")).toHaveValue(PASSWORD);
});

test("without scripts the password is never sent back", { tag: "@plain" }, async ({ guest }) => {
  await guest.open("/sign-up");
  await guest.field("Username").fill("a b");
  await guest.field("Password").fill(PASSWORD);
  await guest.button("Create account").click();
  await guest.expectError(guest.field("Username"), /Use only letters, numbers/);
  await expect(guest.field("Password")).toHaveValue("");
  expect(await guest.page.content()).not.toContain(PASSWORD);
});

test("an error disappears when its field is edited", { tag: "@scripts" }, async ({ guest, watch }) => {
  watch.expect(422, /^\/api\/sign_up$/);
  await guest.open("/sign-up");
  await guest.field("Username").fill("a b");
  await guest.field("Email address (optional)").fill("nowhere");
  await guest.field("Password").fill("too short");
  await guest.button("Create account").click();
  await guest.expectError(guest.field("Password"), "Use at least 15 characters; this has 9.");
  await guest.field("Password").fill(PASSWORD);
  await expect(guest.page.locator(".meter")).toContainText("Strong enough");
  await expect(guest.page.locator(".error")).toHaveCount(2);
  await expect(guest.field("Password")).not.toHaveAttribute("aria-invalid");
  await expect(guest.field("Password"), "the focus stays in the field").toBeFocused();
  await guest.expectError(guest.field("Username"), /Use only letters, numbers/);
  await guest.field("Username").fill("ab");
  await guest.field("Email address (optional)").fill("");
  await expect(guest.page.locator(".error")).toHaveCount(0);
  await expect(guest.alert).toHaveCount(0);
  // Problems of the new values are shown again.
  await guest.button("Create account").click();
  await expect(guest.field("Username")).toHaveAttribute("aria-invalid", "true");
});

test("a corrected error does not come back", async ({ guest, watch }) => {
  watch.expect(422, /^\/api\/sign_up$/);
  const name = unique("eve");
  await guest.open("/sign-up");
  await guest.field("Username").fill("a b");
  await guest.field("Password").fill(PASSWORD);
  await guest.button("Create account").click();
  await guest.expectError(guest.field("Username"), /Use only letters, numbers/);
  await guest.field("Username").fill(name);
  await guest.field("Password").fill(PASSWORD);
  await guest.button("Create account").click();
  await expect(guest.title).toHaveText(`Hello, ${name}`);
});

test("a username that is taken in any case is rejected", async ({ guest, door, watch }) => {
  watch.expect(422, /^\/api\/sign_up$/);
  const ada = await door.account("ada");
  await guest.open("/sign-up");
  await guest.field("Username").fill(ada.username.toUpperCase());
  await guest.field("Password").fill(PASSWORD);
  await guest.button("Create account").click();
  await guest.expectError(guest.field("Username"), "That name is taken. Choose another.");
});

test("a username that looks like another is rejected", async ({ guest, door, watch }) => {
  watch.expect(422, /^\/api\/sign_up$/);
  const paul = await door.account("paul");
  await guest.open("/sign-up");
  await guest.field("Username").fill(paul.username.replace("paul", "pau1"));
  await guest.field("Password").fill(PASSWORD);
  await guest.button("Create account").click();
  await guest.expectError(guest.field("Username"), "That name looks too much like an existing one. Choose another.");
});

test("a password that is easy to guess is rejected with a reason", async ({ guest, watch }) => {
  watch.expect(422, /^\/api\/sign_up$/);
  await guest.open("/sign-up");
  await guest.field("Username").fill(unique("ada"));
  await guest.field("Password").fill("passwordpassword");
  await guest.button("Create account").click();
  await guest.expectError(guest.field("Password"), /^Too easy to guess\. .{10,}/);
});

test("the password meter shows what is missing while typing", { tag: "@scripts" }, async ({ guest }) => {
  await guest.open("/sign-up");
  const meter = guest.page.locator(".meter");
  await expect(meter).toHaveCount(0);
  await guest.field("Password").pressSequentially("tulip");
  await expect(meter).toContainText("Too weak");
  await expect(meter).toContainText("Use at least 15 characters; this has 5.");
  await guest.field("Password").fill("passwordpassword");
  await expect(meter).toContainText("Too easy to guess.");
  await guest.field("Password").fill(PASSWORD);
  await expect(meter).toContainText("Strong enough");
  await expect(meter).toContainText("Very hard to guess.");
  await expect(guest.page.getByRole("meter", { name: "Password strength" })).toBeVisible();
  await guest.field("Password").fill("");
  await expect(meter).toHaveCount(0);
});

test("the password meter takes the username into account", { tag: "@scripts" }, async ({ guest }) => {
  await guest.open("/sign-up");
  await guest.field("Username").fill("wolfgang-amadeus");
  await guest.field("Password").fill("wolfgang-amadeus");
  await expect(guest.page.locator(".meter")).toContainText("Too weak");
});

test("the fields have autocomplete values for password managers", async ({ guest }) => {
  await guest.open("/sign-up");
  await expect(guest.field("Username")).toHaveAttribute("autocomplete", "username");
  await expect(guest.field("Email address (optional)")).toHaveAttribute("autocomplete", "email");
  await expect(guest.field("Password")).toHaveAttribute("autocomplete", "new-password");
  await expect(guest.field("Password")).toHaveAccessibleDescription(/At least 15 characters/);
});

test("letters of other alphabets are accepted and shown as typed", async ({ guest }) => {
  const name = `Zoë.${unique("x")}`;
  await guest.open("/sign-up");
  await guest.field("Username").fill(name);
  await guest.field("Password").fill("påsk lök ström åska");
  await guest.button("Create account").click();
  await expect(guest.title).toHaveText(`Hello, ${name}`);
  await guest.signOut();
  await guest.open("/sign-in");
  await guest.signIn(name, "påsk lök ström åska");
  await expect(guest.title).toHaveText(`Hello, ${name}`);
});
