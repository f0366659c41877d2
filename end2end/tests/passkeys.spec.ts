// Passkeys: adding them, signing in with them, and removing them.
import { code } from "../support/authenticator";
import { byName, Device } from "../support/passkeys";
import { type Door, expect, type Person, test } from "../support/test";
import type { Visitor } from "../support/visitor";

/** Adds a passkey. */
async function add(ada: Visitor): Promise<void> {
  await ada.open("/account/security");
  await ada.button("Add a passkey").click();
  await expect(ada.page.getByText("Passkey added.")).toBeVisible();
}

/** A member with a passkey, who has signed out, and whose device waits for a touch. */
async function withPasskey(door: Door): Promise<{ ada: Person; device: Device }> {
  const ada = await door.member("ada");
  const device = await Device.of(ada);
  await add(ada);
  await device.touch(false);
  await ada.page.context().clearCookies();
  return { ada, device };
}

test("a passkey is added, named, and signs in by the button @scripts", async ({ door, server }) => {
  const ada = await door.at(byName(server)).member("ada");
  const device = await Device.of(ada);
  await add(ada);
  const row = ada.page.getByRole("listitem").filter({ has: ada.page.getByText("Rename", { exact: true }) });
  await expect(row).toContainText("Chrome on Linux");
  await row.getByText("Rename", { exact: true }).click();
  await row.getByLabel("Name").fill("Ada’s laptop");
  await row.getByRole("button", { name: "Save" }).click();
  await expect(row.getByRole("heading")).toHaveText("Ada’s laptop");

  await device.touch(false);
  await ada.page.context().clearCookies();
  await ada.open("/sign-in?next=/account/sessions");
  await ada.button("Sign in with a passkey").click();
  await device.touch(true);
  await expect(ada.title).toHaveText("Sessions");
  await expect(ada.page.getByRole("main")).toContainText("with a passkey");
  await ada.open("/account/security");
  await expect(row).toContainText("Last used");
});

test("browsers offer a passkey among the suggestions @scripts", async ({ door, server }) => {
  const { ada, device } = await withPasskey(door.at(byName(server)));
  await ada.open("/sign-in");
  await expect(ada.field("Username")).toHaveAttribute("autocomplete", "username webauthn");
  // As when the person chooses the suggestion.
  await device.touch(true);
  await expect(ada.chip).toBeVisible();
});

test("after the password, a passkey is enough @scripts", async ({ door, server, watch }) => {
  watch.expect(401, /./);
  const ada = await door.at(byName(server)).member("ada");
  const device = await Device.of(ada);
  await add(ada);
  await ada.button("Set up").click();
  await ada.ready();
  const secret = (await ada.page.locator("code.handed").textContent()) ?? "";
  await ada.field("Code").fill(code(secret));
  await ada.button("Turn on").click();
  await expect(ada.page.getByText("Keep these recovery codes.")).toBeVisible();
  await device.touch(false);
  await ada.page.context().clearCookies();
  await ada.open("/sign-in?next=/account/sessions");
  await ada.signIn(ada.username, ada.password);
  await expect(ada.title).toHaveText("One more step");
  await ada.button("Use a passkey").click();
  await device.touch(true);
  await expect(ada.title).toHaveText("Sessions");
  await expect(ada.page.getByRole("main")).toContainText("with password and passkey");
});

test("a finger that is not recognised signs nobody in, and says so @scripts", async ({ door, server }) => {
  const { ada, device } = await withPasskey(door.at(byName(server)));
  await ada.open("/sign-in");
  await ada.field("Username").fill("typed before");
  await device.unlocks(false);
  await device.touch(true);
  await ada.button("Sign in with a passkey").click();
  await expect(ada.page.getByText("it was cancelled, took too long")).toBeVisible();
  await expect(ada.field("Username")).toHaveValue("typed before");
  await device.unlocks(true);
  await ada.button("Sign in with a passkey").click();
  await expect(ada.chip).toBeVisible();
});

test("a device has one passkey for an account @scripts", async ({ door, server }) => {
  const ada = await door.at(byName(server)).member("ada");
  const device = await Device.of(ada);
  await add(ada);
  await ada.button("Add a passkey").click();
  await expect(ada.page.getByText("This device or password manager already has a passkey")).toBeVisible();
  expect(await device.count()).toBe(1);
});

test("removing a passkey signs other devices out at once, says why, and the device forgets it @scripts", async ({
  door,
  server,
}) => {
  const home = door.at(byName(server));
  const ada = await home.member("ada");
  const device = await Device.of(ada);
  await add(ada);
  const elsewhere = await home.signIn(ada);
  await elsewhere.open("/account");
  const stays = elsewhere.staying();
  await ada.page.getByText("Remove", { exact: true }).click();
  await expect(ada.page.getByText("your other devices will be signed out")).toBeVisible();
  await ada.button("Remove passkey").click();
  await expect(ada.page.getByText("You don’t have any passkeys yet.")).toBeVisible();
  await expect(elsewhere.page.getByText("because a passkey was removed")).toBeVisible();
  stays();
  await expect.poll(() => device.count()).toBe(0);
});

test("a passkey that is no longer known is refused, and the device forgets it @scripts", async ({
  door,
  server,
  watch,
}) => {
  watch.expect(409, /sign_in$/);
  const { ada, device } = await withPasskey(door.at(byName(server)));
  await server.run(["factor", "remove", ada.username, "passkeys"]);
  await ada.open("/sign-in");
  await ada.button("Sign in with a passkey").click();
  await device.touch(true);
  await expect(ada.page.getByText("This passkey doesn’t work here.")).toBeVisible();
  await expect.poll(() => device.count()).toBe(0);
  await ada.signIn(ada.username, ada.password);
  await expect(ada.chip).toBeVisible();
});

test("under an IP address, the page says why there are none @scripts", async ({ door }) => {
  const ada = await door.member("ada");
  await ada.open("/account/security");
  await expect(ada.page.getByText("Passkeys don’t work here.")).toBeVisible();
  await expect(ada.button("Add a passkey")).toHaveCount(0);
});

test("without scripts, passkeys are not offered @plain", async ({ door }) => {
  const ada = await door.member("ada");
  await ada.open("/account/security");
  await expect(ada.page.getByText("Passkeys need JavaScript")).toBeVisible();
  await expect(ada.button("Add a passkey")).toHaveCount(0);
  const guest = await door.guest();
  await guest.open("/sign-in");
  await expect(guest.button("Sign in with a passkey")).toHaveCount(0);
});
