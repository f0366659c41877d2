// `/password-reset`: setting a new password once, with a link from the command line.
import { OTHER_PASSWORD } from "../support/people";
import { expect, test } from "../support/test";

test("a reset link sets a new password once and ends every session", async ({ door, server, guest, watch }) => {
  const ada = await door.member("ada");
  await ada.open("/account");
  const link = (await server.run(["account", "password-reset-link", ada.username])).trim();
  await guest.open(link);
  await expect(guest.title).toHaveText(`New password for ${ada.username}`);
  await guest.field("New password").fill(OTHER_PASSWORD);
  await guest.button("Set new password").click();
  await expect(guest.notice).toHaveText("Your new password is set. You’ve been signed out on every device.");
  await guest.page.getByRole("main").getByRole("link", { name: "Sign in" }).click();
  await guest.ready();
  await guest.signIn(ada.username, OTHER_PASSWORD);
  await expect(guest.title).toHaveText(`Hello, ${ada.username}`);

  await ada.reload();
  await expect(ada.page).toHaveURL("/sign-in?next=/account");
  await expect(ada.notice).toContainText("You were signed out because your password was changed.");

  watch.expect(410, /^\/password-reset$/);
  const late = await door.guest();
  expect((await late.open(link)).status()).toBe(410);
  await expect(late.title).toHaveText("This link no longer works");
});

test("a rejected password does not use up the reset link", async ({ door, server, guest, watch }) => {
  watch.expect(422, /^\/api\/reset_password$/);
  const ada = await door.account("ada");
  await guest.open((await server.run(["account", "password-reset-link", ada.username])).trim());
  await guest.field("New password").fill("short");
  await guest.button("Set new password").click();
  await guest.expectError(guest.field("New password"), "Use at least 15 characters; this has 5.");
  await guest.field("New password").fill(OTHER_PASSWORD);
  await guest.button("Set new password").click();
  await expect(guest.notice).toContainText("Your new password is set.");
});
