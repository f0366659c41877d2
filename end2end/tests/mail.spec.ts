// Mail: verifying an address, a forgotten password, and messages about one's account.
import { codeIn, enterAddress, linkIn, Mailbox } from "../support/mail";
import { PASSWORD } from "../support/people";
import { expectSound } from "../support/sound";
import { expect, test } from "../support/test";

const NEW_PASSWORD = "otter piano cobalt lantern";

test("an address is verified with the link after signing up, and then signs in", async ({ door, ownServer }) => {
  const mail = new Mailbox();
  const here = door.at(await ownServer(mail.settings));
  const ada = await here.guest();
  await ada.open("/sign-up");
  await ada.field("Username").fill("ada");
  await ada.field("Email address (optional)").fill("ada@example.org");
  await ada.field("Password").fill(PASSWORD);
  await ada.button("Create account").click();
  await expect(ada.chip).toBeVisible();
  const link = linkIn(await mail.receive("ada@example.org", "Verify your email address for Hallpass"), "/verify-email");
  await ada.open("/account");
  await expect(ada.page.getByText("Open the link in the email to ada@example.org")).toBeVisible();

  const phone = await here.guest();
  await phone.open(link);
  await expect(phone.page.getByText("Is ada@example.org the address of the account ada?")).toBeVisible();
  await expectSound(phone);
  await phone.button("Verify").click();
  await expect(phone.title).toHaveText("Address verified");
  if (!ada.scripts) await ada.reload();
  await expect(ada.page.getByText("Your email address is verified.")).toBeVisible();

  await phone.open("/sign-in");
  await phone.field("Username or email address").fill("ADA@example.org");
  await phone.field("Password").fill(PASSWORD);
  await phone.button("Sign in").click();
  await expect(phone.chip).toBeVisible();
});

test("an address is verified with the code, and a wrong one is kept in the field", async ({ door, ownServer, watch }) => {
  watch.expect(422, /verify_email_with_code$/);
  const mail = new Mailbox();
  const here = door.at(await ownServer(mail.settings));
  const ada = await here.member("ada");
  await ada.open("/account");
  await enterAddress(ada, "ada@example.org");
  await expect(ada.field("Code")).toBeVisible();
  const code = codeIn(await mail.receive("ada@example.org", "Verify your email address for Hallpass"));
  await expectSound(ada);
  await ada.field("Code").fill("BCDF-GHJK");
  await ada.button("Verify").click();
  await ada.expectError(ada.field("Code"), /wrong/);
  await expect(ada.field("Code")).toHaveValue("BCDF-GHJK");
  await ada.button("Send again").click();
  await mail.receive("ada@example.org", "Verify your email address for Hallpass");
  await ada.field("Code").fill(code.toLowerCase());
  await ada.button("Verify").click();
  await expect(ada.page.getByText("Your email address is verified.").first()).toBeVisible();
  await expect(ada.field("Code")).toHaveCount(0);
});

test("a forgotten password is replaced by mail, and “This wasn’t me” ends every session", async ({ door, ownServer }) => {
  const mail = new Mailbox();
  const server = await ownServer(mail.settings);
  const here = door.at(server);
  const ada = await here.member("ada");
  await ada.open("/account");
  await enterAddress(ada, "ada@example.org");
  await expect(ada.field("Code")).toBeVisible();
  await ada.open(linkIn(await mail.receive("ada@example.org", "Verify your email address for Hallpass"), "/verify-email"));
  await ada.button("Verify").click();
  await expect(ada.title).toHaveText("Address verified");
  await ada.open("/account");

  const guest = await here.guest();
  await guest.open("/sign-in");
  await guest.page.getByRole("link", { name: "Forgot your password?" }).click();
  await expect(guest.title).toHaveText("Forgot your password?");
  await guest.ready();
  await expectSound(guest);
  await guest.field("Username or email address").fill("ada@example.org");
  await guest.button("Send the link").click();
  await expect(guest.notice).toContainText("If this account exists");
  await guest.open(linkIn(await mail.receive("ada@example.org", "Set a new password for Hallpass"), "/password-reset"));
  await guest.field("New password").fill(NEW_PASSWORD);
  await guest.button("Set new password").click();
  await expect(guest.title).toHaveText("Password changed");
  if (ada.scripts) await ada.expectLocked("You were signed out because your password was changed.");
  await guest.open("/sign-in");
  await guest.field("Username or email address").fill("ada@example.org");
  await guest.field("Password").fill(NEW_PASSWORD);
  await guest.button("Sign in").click();
  await expect(guest.chip).toBeVisible();
  await guest.open("/account");

  const owner = await here.guest();
  await owner.open(linkIn(await mail.receive("ada@example.org", "Your Hallpass password was changed"), "/not-me"));
  await expectSound(owner);
  await owner.button("Sign out everywhere").click();
  await expect(owner.title).toHaveText("Now set a new password");
  await mail.receive("ada@example.org", "Set a new password for Hallpass");
  if (guest.scripts) await guest.expectLocked("You were signed out on every device because misuse of your account was reported.");
});

test("administrators see what was sent and what was not", async ({ door, ownServer, watch }) => {
  watch.expect(404, /retry_mail$/);
  const mail = new Mailbox();
  const server = await ownServer(mail.settings);
  const here = door.at(server);
  const olga = await here.administrator("olga");
  await olga.open("/admin/mail");
  await expect(olga.page.getByRole("heading", { name: "No emails" })).toBeVisible();
  await server.run(["mail", "test", "somebody@example.org"]);
  await olga.reload();
  const row = olga.page.locator("tbody > tr");
  await expect(row).toHaveCount(1);
  await expect(row).toContainText("Test");
  await expect(row).toContainText("somebody@example.org");
  await expect(row).toContainText("Sent");
  await expectSound(olga);
  await expect(olga.button("Send now")).toHaveCount(0);
});
