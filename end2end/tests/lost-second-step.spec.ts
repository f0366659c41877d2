// Somebody who has lost the second step asks to remove it, and its owner hears of it on every open page.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { setUp } from "../support/authenticator";
import { enterAddress, linkIn, Mailbox } from "../support/mail";
import { expectSound } from "../support/sound";
import { expect, test } from "../support/test";

/** Makes every password and address two days older. */
const AGE = `
import sqlite3, sys
database = sqlite3.connect(sys.argv[1], timeout=10)
database.execute("UPDATE accounts SET password_changed_at = password_changed_at - 172800, email_verified_at = email_verified_at - 172800")
database.execute("UPDATE challenges SET password_changed_at = password_changed_at - 172800")
database.commit()
`;

test("a request to remove the second step is shown on every open page, and can be cancelled there", async ({
  door,
  ownServer,
  watch,
}) => {
  watch.expect(401, /./);
  watch.expect(409, /request_removal$/);
  const mail = new Mailbox();
  const own = await ownServer(mail.settings);
  const here = door.at(own);
  const ada = await here.member("ada");
  await ada.open("/account");
  await enterAddress(ada, "ada@example.org");
  await ada.open(linkIn(await mail.receive("ada@example.org", "Verify your email address for Hallpass"), "/verify-email"));
  await ada.button("Verify").click();
  await setUp(ada);
  await ada.open("/account/sessions");

  const elsewhere = await here.guest();
  await elsewhere.open("/sign-in");
  await elsewhere.signIn(ada.username, ada.password);
  await expect(elsewhere.title).toHaveText("One more step");
  await elsewhere.page.getByText("Don’t have your phone?").click();
  await expect(elsewhere.page.getByText("That takes 3 days")).toBeVisible();
  await elsewhere.button("Ask to remove the second step").click();
  if (!elsewhere.scripts) await elsewhere.page.getByText("Don’t have your phone?").click();
  await expect(elsewhere.page.getByText("was changed only recently")).toBeVisible();
  await own.run(["policy", "set", "second_factor_removal=1d"]);
  execFileSync("python3", ["-c", AGE, join(own.address.folder, "hallpass.db")]);
  await elsewhere.button("Ask to remove the second step").click();
  if (!elsewhere.scripts) await elsewhere.page.getByText("Don’t have your phone?").click();
  await expect(elsewhere.page.getByText("The second step will be removed")).toBeVisible();
  await expectSound(elsewhere);
  const letter = await mail.receive(
    "ada@example.org",
    "The second step of signing in to Hallpass is about to be removed",
  );
  expect(letter.text).toContain("Keep the second step");

  if (!ada.scripts) await ada.reload();
  const bar = ada.page.getByRole("complementary").filter({ hasText: "The second step of signing in will be removed" });
  await expect(bar).toBeVisible();
  await expectSound(ada);
  await bar.getByRole("button", { name: "Keep the second step" }).click();
  await expect(bar).toHaveCount(0);
  if (elsewhere.scripts) return;
  await elsewhere.reload();
  await elsewhere.page.getByText("Don’t have your phone?").click();
  await expect(elsewhere.button("Ask to remove the second step")).toBeVisible();
});
