// Codes that the policy requires after a password in a new browser, and emails about new browsers.
import { codeIn, enterAddress, linkIn, Mailbox } from "../support/mail";
import { expectSound } from "../support/sound";
import { type Door, expect, type Person, test } from "../support/test";

const ADDRESS = "ada@example.org";

// The page that asks for the code has the status 401, and a wrong code is answered with 422.
test.beforeEach(({ watch }) => {
  watch.expect(401, /./);
  watch.expect(422, /_challenge$/);
});

/** A member whose address is verified. */
async function verified(here: Door, mail: Mailbox): Promise<Person> {
  const ada = await here.member("ada");
  await ada.open("/account");
  await enterAddress(ada, ADDRESS);
  await ada.open(linkIn(await mail.receive(ADDRESS, "Verify your email address for Hallpass"), "/verify-email"));
  await ada.button("Verify").click();
  await expect(ada.title).toHaveText("Address verified");
  return ada;
}

test("the code in the email signs in, and the browser is known from then on", async ({ door, ownServer }) => {
  const mail = new Mailbox();
  const own = await ownServer(mail.settings);
  const here = door.at(own);
  const ada = await verified(here, mail);
  await own.run(["policy", "set", "new_device_code=required"]);

  const laptop = await here.guest();
  await laptop.open("/sign-in?next=/account/sessions");
  await laptop.signIn(ada.username, ada.password);
  await expect(laptop.title).toHaveText("One more step");
  await expect(laptop.page.getByRole("main")).toContainText("we’ve emailed to a…@example.org");
  await expectSound(laptop);
  const sent = codeIn(await mail.receive(ADDRESS, "Your code to sign in to Hallpass"));
  await laptop.button("Send again").click();
  await expect(laptop.page.getByText("We’ve sent another email.")).toBeVisible();
  const newest = codeIn(await mail.receive(ADDRESS, "Your code to sign in to Hallpass"));
  await laptop.field("Code").fill(sent);
  await laptop.button("Sign in").click();
  await laptop.expectError(laptop.field("Code"), /wrong/);
  await expect(laptop.field("Code")).toHaveValue(sent);
  await laptop.field("Code").fill(newest.toLowerCase());
  await laptop.button("Sign in").click();
  await expect(laptop.title).toHaveText("Sessions");
  await expect(laptop.page.getByRole("main")).toContainText("with password and emailed code");

  await laptop.signOut();
  await laptop.open("/sign-in");
  await laptop.signIn(ada.username, ada.password);
  await expect(laptop.chip, "the browser is known").toBeVisible();
});

test("a sign-in in a new browser is announced by email until the owner turns that off", async ({ door, ownServer }) => {
  const mail = new Mailbox();
  const own = await ownServer(mail.settings);
  const here = door.at(own);
  const ada = await verified(here, mail);
  const first = await here.guest();
  await first.open("/sign-in");
  await first.signIn(ada.username, ada.password);
  await expect(first.chip).toBeVisible();
  const letter = await mail.receive(ADDRESS, "New sign-in to Hallpass");
  expect(linkIn(letter, "/not-me")).toContain("token=");

  await first.open("/account/security");
  const emails = first.page.getByRole("region", { name: "Emails" });
  await first.button("Turn off", emails).click();
  await expect(first.button("Turn on", emails)).toBeVisible();
  await first.reload();
  await expect(first.button("Turn on", emails)).toBeVisible();
  const second = await here.guest();
  await second.open("/sign-in");
  await second.signIn(ada.username, ada.password);
  await expect(second.chip).toBeVisible();
  await own.run(["mail", "test", "olga@example.org"]);
  await mail.receive("olga@example.org", "Mail from Hallpass works");
  expect(await mail.count(ADDRESS), "messages are sent in turn").toBe(0);
});
