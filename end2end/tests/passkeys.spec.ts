// Passkeys: adding them, signing in with them, and removing them.
import { setUp } from "../support/authenticator";
import { addPasskey, byName, Device, withoutAutofill } from "../support/passkeys";
import { type Door, expect, type Person, test } from "../support/test";

/** A member with a passkey, who has signed out, and whose device waits for a touch. */
async function withPasskey(door: Door): Promise<{ ada: Person; device: Device }> {
  const ada = await door.member("ada");
  const device = await Device.of(ada);
  await addPasskey(ada);
  await device.touch(false);
  await ada.page.context().clearCookies();
  return { ada, device };
}

test("a passkey is added, named, and signs in by the button @scripts", async ({ door, server }) => {
  const ada = await door.at(byName(server)).member("ada");
  const device = await Device.of(ada);
  await addPasskey(ada);
  const row = ada.page.getByRole("listitem").filter({ has: ada.page.getByText("Rename", { exact: true }) });
  await expect(row).toContainText("Chrome on Linux");
  await row.getByText("Rename", { exact: true }).click();
  await row.getByRole("textbox", { name: "Name" }).fill("Ada’s laptop");
  await row.getByRole("button", { name: "Save" }).click();
  await expect(row.getByRole("heading")).toHaveText("Ada’s laptop");

  await device.touch(false);
  await ada.page.context().clearCookies();
  await withoutAutofill(ada);
  await ada.open("/sign-in?next=/account/sessions");
  await device.touch(true);
  await ada.button("Sign in with a passkey").click();
  await expect(ada.title).toHaveText("Sessions");
  await expect(ada.page.getByRole("main")).toContainText("with a passkey");
  await ada.open("/account/security");
  await expect(row).toContainText("Last used");
});

test("browsers offer a passkey among the suggestions @scripts", async ({ door, server }) => {
  const { ada, device } = await withPasskey(door.at(byName(server)));
  // As when the person chooses the suggestion at once.
  await device.touch(true);
  await ada.page.goto("/sign-in?next=/account/sessions");
  await expect(ada.title).toHaveText("Sessions");
  await expect(ada.page.getByRole("main")).toContainText("with a passkey");
});

test("after the password, a passkey is enough @scripts", async ({ door, server, watch }) => {
  watch.expect(401, /./);
  const ada = await door.at(byName(server)).member("ada");
  const device = await Device.of(ada);
  await addPasskey(ada);
  await setUp(ada);
  await device.touch(false);
  await ada.page.context().clearCookies();
  await ada.open("/sign-in?next=/account/sessions");
  await ada.signIn(ada.username, ada.password);
  await expect(ada.title).toHaveText("One more step");
  await device.touch(true);
  await ada.button("Use a passkey").click();
  await expect(ada.title).toHaveText("Sessions");
  await expect(ada.page.getByRole("main")).toContainText("with password and passkey");
});

test("a finger that is not recognised signs nobody in, and says so @scripts", async ({ door, server }) => {
  const { ada, device } = await withPasskey(door.at(byName(server)));
  await withoutAutofill(ada);
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
  await addPasskey(ada);
  await ada.button("Add a passkey").click();
  await expect(ada.page.getByText("This device or password manager is already registered")).toBeVisible();
  expect(await device.count()).toBe(1);
});

test("who signed in long ago confirms first, and adds one @scripts", async ({ door, server, watch }) => {
  const ada = await door.at(byName(server)).member("ada");
  const device = await Device.of(ada);
  await ada.open("/account/security");
  // Reauthentication becomes necessary ten minutes after signing in, so the server's response is simulated.
  watch.expect(403, /challenge_new_passkey$/);
  await ada.page.route("**/api/challenge_new_passkey", (route) =>
    route.fulfill({ status: 403, json: { error: "reauthentication_required" } }),
  );
  await ada.button("Add a passkey").click();
  const dialog = ada.page.getByRole("dialog", { name: "Confirm it’s you" });
  await expect(dialog).toBeVisible();
  await ada.page.unroute("**/api/challenge_new_passkey");
  await dialog.getByLabel("Password", { exact: true }).fill(ada.password);
  await dialog.getByRole("button", { name: "Continue" }).click();
  await expect(ada.page.getByText("Passkey added.")).toBeVisible();
  await expect(ada.page.getByText("Chrome on Linux")).toBeVisible();
  expect(await device.count()).toBe(1);
});

test("at the session limit, the same passkey signs another device out, or a password does @scripts", async ({
  door,
  ownServer,
  watch,
}) => {
  watch.expect(409, /sign_in$/);
  const own = await ownServer();
  await own.run(["policy", "set", "sessions=1"]);
  const { ada, device } = await withPasskey(door.at(byName(own)));
  await withoutAutofill(ada);
  await ada.open("/sign-in");
  await device.touch(true);
  await ada.button("Sign in with a passkey").click();
  const choice = ada.page.getByRole("radio");
  await expect(choice).toHaveCount(1);
  await choice.check();
  await ada.page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(ada.chip).toBeVisible();
});

test("removing a passkey signs other devices out at once, says why, and the device forgets it @scripts", async ({
  door,
  server,
}) => {
  const home = door.at(byName(server));
  const ada = await home.member("ada");
  const device = await Device.of(ada);
  await addPasskey(ada);
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
  await withoutAutofill(ada);
  await ada.open("/sign-in");
  await device.touch(true);
  await ada.button("Sign in with a passkey").click();
  await expect(ada.page.getByText("This passkey or security key doesn’t work here.")).toBeVisible();
  await expect.poll(() => device.count()).toBe(0);
  await ada.signIn(ada.username, ada.password);
  await expect(ada.chip).toBeVisible();
});

test("under an IP address, the page says why there are none @scripts", async ({ door }) => {
  const ada = await door.member("ada");
  await ada.open("/account/security");
  await expect(ada.page.getByText("Passkeys and security keys don’t work here.").first()).toBeVisible();
  await expect(ada.button("Add a passkey")).toHaveCount(0);
});

test("without scripts, passkeys are not offered @plain", async ({ door }) => {
  const ada = await door.member("ada");
  await ada.open("/account/security");
  await expect(ada.page.getByText("Adding a passkey needs JavaScript")).toBeVisible();
  await expect(ada.page.getByText("Adding a security key needs JavaScript")).toBeVisible();
  await expect(ada.button("Add a passkey")).toHaveCount(0);
  const guest = await door.guest();
  await guest.open("/sign-in");
  await expect(guest.button("Sign in with a passkey")).toHaveCount(0);
});
