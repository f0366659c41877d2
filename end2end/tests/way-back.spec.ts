// Somebody who sets up everything, loses it all, and comes back by each way.
import { code, setUp } from "../support/authenticator";
import { enterAddress, linkIn, Mailbox } from "../support/mail";
import { addPasskey, byName, Device, withoutAutofill } from "../support/passkeys";
import { type Door, expect, test } from "../support/test";
import type { Visitor } from "../support/visitor";

/** Enters the password in a browser without a session. */
async function enterPassword(door: Door, ada: { username: string; password: string }): Promise<Visitor> {
  const browser = await door.guest();
  await browser.open("/sign-in?next=/account/sessions");
  await browser.signIn(ada.username, ada.password);
  await expect(browser.title).toHaveText("One more step");
  return browser;
}

test("a recovery code, a passkey, a ticket and a new password each lead back @scripts", async ({ door, ownServer, watch }) => {
  watch.expect(401, /./);
  const mail = new Mailbox();
  const own = await ownServer(mail.settings);
  const here = door.at(byName(own));
  const ada = await here.member("ada");
  await ada.open("/account");
  await enterAddress(ada, "ada@example.org");
  await ada.open(linkIn(await mail.receive("ada@example.org", "Verify your email address for Hallpass"), "/verify-email"));
  await ada.button("Verify").click();
  await expect(ada.page.getByText("You can now sign in with this address")).toBeVisible();
  const device = await Device.of(ada);
  await addPasskey(ada);
  const { secret, codes } = await setUp(ada);

  const withCode = await enterPassword(here, ada);
  await withCode.field("Code").fill(codes[0]);
  await withCode.button("Sign in").click();
  await expect(withCode.page.getByRole("main")).toContainText("with a recovery code");

  await device.touch(false);
  await ada.page.context().clearCookies();
  await withoutAutofill(ada);
  await ada.open("/sign-in?next=/account/sessions");
  await device.touch(true);
  await ada.button("Sign in with a passkey").click();
  await expect(ada.title).toHaveText("Sessions");

  // Everything is lost: an administrator has made sure who is asking.
  const ticket = (await own.run(["factor", "ticket", ada.username])).trim();
  expect(ticket).toMatch(/^[0-9A-Z-]{20,}$/);
  const withTicket = await enterPassword(here, ada);
  await withTicket.field("Code").fill(ticket);
  await withTicket.button("Sign in").click();
  await expect(withTicket.title).toHaveText("Sessions");
  await expect(withTicket.page.getByRole("main")).toContainText("with password and a ticket");
  await ada.expectLocked(/ticket/);

  const { secret: next } = await setUp(withTicket);
  expect(next).not.toBe(secret);
  const again = await here.guest();
  await again.open("/forgot-password");
  await again.field("Username or email address").fill("ada@example.org");
  await again.button("Send the link").click();
  await again.open(linkIn(await mail.receive("ada@example.org", "Set a new password for Hallpass"), "/password-reset"));
  await again.field("New password").fill("otter piano cobalt lantern");
  await again.button("Set new password").click();
  await expect(again.title).toHaveText("Password changed");
  const back = await enterPassword(here, { username: ada.username, password: "otter piano cobalt lantern" });
  await back.field("Code").fill(code(next, 1));
  await back.button("Sign in").click();
  await expect(back.title).toHaveText("Sessions");
});
