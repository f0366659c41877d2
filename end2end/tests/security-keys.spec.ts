// Security keys, which are asked for after the password, and accounts without a password.
import { addPasskey, byName, Device, withoutAutofill } from "../support/passkeys";
import { expect, test } from "../support/test";

test("a security key is the second step, and comes with recovery codes @scripts", async ({ door, server, watch }) => {
  watch.expect(401, /./);
  const ada = await door.at(byName(server)).member("ada");
  const key = await Device.securityKey(ada);
  await ada.open("/account/security");
  await ada.button("Add a security key").click();
  await expect(ada.page.getByText("Keep these recovery codes.")).toBeVisible();
  await expect(ada.page.getByText("10 of 10 left")).toBeVisible();
  const codes = await ada.page.locator(".codes li").allTextContents();
  expect(codes.length).toBe(10);

  expect(await key.count()).toBe(1);
  await ada.button("Add a security key").click();
  await expect(ada.page.getByText("is already registered for your account")).toBeVisible();
  expect(await key.count()).toBe(1);

  await key.touch(false);
  await ada.page.context().clearCookies();
  await ada.open("/sign-in?next=/account/sessions");
  await ada.signIn(ada.username, ada.password);
  await expect(ada.title).toHaveText("One more step");
  await expect(ada.page.getByText(`Now use the security key of ${ada.username}.`)).toBeVisible();
  // The page as the server renders it, and not as it came after the sign-in form.
  await ada.reload();
  await key.touch(true);
  await ada.button("Use a security key").click();
  await expect(ada.title).toHaveText("Sessions");
  await expect(ada.page.getByRole("main")).toContainText("with password and security key");

  await ada.open("/account/security");
  const row = ada.page.getByRole("region", { name: "Security keys" }).getByRole("listitem");
  await row.getByText("Remove", { exact: true }).click();
  await row.getByRole("button", { name: "Remove security key" }).click();
  await expect(ada.page.getByText("You don’t have any security keys yet.")).toBeVisible();
  await expect(ada.page.getByRole("region", { name: "Second step" })).toContainText("Off");
});

test("without a password, a passkey signs in and confirms who it is @scripts", async ({ door, server, watch }) => {
  watch.expect(401, /./);
  watch.expect(409, /^\/api\/remove_password$/);
  const ada = await door.at(byName(server)).member("ada");
  const phone = await Device.of(ada);
  await addPasskey(ada);
  await ada.open("/account");
  await ada.button("Remove password").click();
  await expect(ada.alert).toContainText("you need two passkeys");
  await phone.remove();
  const laptop = await Device.of(ada);
  await addPasskey(ada);
  await ada.open("/account");
  await ada.button("Remove password").click();
  await expect(ada.button("Set password")).toBeVisible();
  await expect(ada.page.getByLabel("Current password")).toHaveCount(0);

  await laptop.touch(false);
  await ada.page.context().clearCookies();
  await withoutAutofill(ada);
  await ada.open("/sign-in");
  await ada.signIn(ada.username, ada.password);
  await expect(ada.alert).toBeVisible();
  await laptop.touch(true);
  await ada.button("Sign in with a passkey").click();
  await expect(ada.title).toHaveText(`Hello, ${ada.username}`);
});
