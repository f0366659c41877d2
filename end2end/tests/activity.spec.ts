// `/account/activity`: the history of one's sessions, with reasons and devices.
import type { Locator } from "@playwright/test";
import { OTHER_PASSWORD, signInUnseen, unique, WRONG_PASSWORD } from "../support/people";
import { expect, test } from "../support/test";
import type { Visitor } from "../support/visitor";

/** The listed events, newest first. */
function events(visitor: Visitor): Locator {
  return visitor.page.getByRole("main").locator("tbody tr");
}

/** The events of one kind. */
function happened(visitor: Visitor, words: string): Locator {
  return events(visitor).filter({ has: visitor.page.getByRole("cell", { name: words, exact: true }) });
}

test("each ending is listed with its reason and device", async ({ door, server, watch }) => {
  watch.expect(403, /./);
  const ada = await door.signIn(await door.account("ada"), "Firefox on Windows");
  const phone = await door.signIn(ada, "Safari on iPhone");
  await phone.open("/");
  await phone.signOut();
  await signInUnseen(server, ada, "Safari on macOS");
  await ada.open("/account/sessions");
  await ada.ending("Safari on macOS").click();
  await expect(ada.ending("Safari on macOS")).toHaveCount(0);
  await signInUnseen(server, ada, "Chrome on Linux");
  const listed = JSON.parse(await server.run(["session", "list", ada.username, "--json"]));
  const linux = listed.find(({ device }: { device: { system: string } }) => device.system === "Linux");
  await server.run(["session", "end", linux.id]);

  const response = await ada.open("/account/activity");
  expect(await response.text(), "the list is in the HTML").toContain("Signed out");
  await expect(ada.title).toHaveText("Activity");
  await expect(ada.page).toHaveTitle("Activity · Hallpass");
  await expect(happened(ada, "Signed in with password")).toHaveCount(4);
  await expect(happened(ada, "Signed out")).toContainText(["Safari on iPhone"]);
  await expect(happened(ada, "You signed this device out from Firefox on Windows")).toContainText(["Safari on macOS"]);
  await expect(happened(ada, "Ended by an administrator")).toContainText(["Chrome on Linux"]);
  await expect(events(ada)).toHaveCount(7);
  await expect(events(ada).first()).toContainText("127.0.0.1");
  // Newest first, also among events of the same second.
  const ended = events(ada).filter({ hasText: "Safari on macOS" });
  await expect(ended).toContainText(["You signed this device out", "Signed in"]);
});

test("a password change and a ban are listed", async ({ door, server, watch }) => {
  watch.expect(403, /./);
  const ada = await door.signIn(await door.account("ada"), "Firefox on Windows");
  await signInUnseen(server, ada, "Safari on iPhone");
  await ada.open("/account");
  const form = ada.form("Password");
  await ada.field("Current password", form).fill(ada.password);
  await ada.field("New password", form).fill(OTHER_PASSWORD);
  await ada.button("Change password", form).click();
  await expect(form.getByRole("status")).toBeVisible();
  await ada.open("/account/activity");
  await expect(happened(ada, "Ended by a password change, from Firefox on Windows")).toContainText(["Safari on iPhone"]);
  await expect(happened(ada, "Signed in with a new password")).toHaveCount(1);
  await expect(happened(ada, "Replaced by a new sign-in in the same browser")).toHaveCount(1);
  await server.run(["account", "ban", ada.username, "--reason", "A mistake"]);
  await server.run(["account", "unban", ada.username]);
  const again = await door.signIn({ ...ada, password: OTHER_PASSWORD });
  await again.open("/account/activity");
  await expect(happened(again, "Ended by a ban")).toHaveCount(1);
});

test("signing up is listed", async ({ guest }) => {
  await guest.open("/sign-up");
  await guest.field("Username").fill(unique("ada"));
  await guest.field("Password").fill("gravel tulip eleven harbour");
  await guest.button("Create account").click();
  await expect(guest.chip).toBeVisible();
  await guest.open("/account/activity");
  await expect(happened(guest, "Signed up")).toHaveCount(1);
});

test("the activity of others is not listed", async ({ door }) => {
  const grace = await door.signIn(await door.account("grace"), "Safari on iPhone");
  const ada = await door.signIn(await door.account("ada"), "Firefox on Windows");
  await grace.open("/");
  await ada.open("/account/activity");
  await expect(events(ada)).toHaveCount(1);
  await expect(ada.page.getByText("Safari on iPhone")).toHaveCount(0);
});

test("failed sign-ins are listed for the account's owner only", async ({ door, guest, watch }) => {
  watch.expect(401, /^\/api\/sign_in$/);
  const [ada, grace] = [await door.member("ada"), await door.member("grace")];
  const failed = (visitor: Visitor) => visitor.page.getByRole("region", { name: "Failed sign-ins" });
  await ada.open("/account/activity");
  await expect(failed(ada)).toHaveCount(0);
  await guest.open("/sign-in");
  await guest.signIn(ada.username, WRONG_PASSWORD);
  await expect(guest.alert).toBeVisible();
  await ada.reload();
  await expect(failed(ada).getByRole("listitem")).toHaveCount(1);
  await expect(failed(ada).getByRole("listitem")).toContainText("Wrong password");
  await expect(failed(ada).getByRole("listitem")).toContainText("127.0.0.1");
  await grace.open("/account/activity");
  await expect(failed(grace)).toHaveCount(0);
});

test("new events appear while the page is open", { tag: "@scripts" }, async ({ door }) => {
  const ada = await door.signIn(await door.account("ada"), "Firefox on Windows");
  await ada.open("/account/activity");
  const stayed = ada.staying();
  await expect(events(ada)).toHaveCount(1);
  const phone = await door.signIn(ada, "Safari on iPhone");
  await expect(events(ada)).toHaveCount(2);
  await phone.open("/");
  await phone.signOut();
  await expect(happened(ada, "Signed out")).toContainText(["Safari on iPhone"]);
  stayed();
});

test("a long history is split into pages, newest first", async ({ door, server }) => {
  const ada = await door.signIn(await door.account("ada"), "Firefox on Windows");
  // Each session gives two events; the oldest event is the sign-in above.
  for (let round = 0; round < 2; round++) {
    for (let more = 0; more < 15; more++) await signInUnseen(server, ada, "Safari on iPhone");
    await ada.open("/account/sessions");
    await ada.page.getByRole("button", { name: /^Sign out all \d+ others$/ }).click();
    await expect(ada.page.getByRole("button", { name: /^Sign out all \d+ others$/ })).toHaveCount(0);
  }
  await ada.open("/account/activity");
  await expect(events(ada)).toHaveCount(50);
  const pager = ada.page.getByRole("navigation", { name: "More activity" });
  await expect(pager.getByRole("link")).toHaveText(["Older"]);
  await pager.getByText("Older").click();
  await expect(events(ada)).toHaveCount(11);
  await expect(events(ada).last()).toContainText("Firefox on Windows");
  await expect(pager.getByRole("link")).toHaveText(["Newest"]);
  await ada.reload();
  await expect(events(ada)).toHaveCount(11);
  await pager.getByText("Newest").click();
  await expect(events(ada)).toHaveCount(50);
  await expect(ada.page).toHaveURL("/account/activity");
  await ada.ready();
  await ada.open("/account/activity?after=0-nothing");
  await expect(ada.page.getByRole("heading", { name: "No older activity" })).toBeVisible();
  await ada.page.getByRole("link", { name: "Show newest activity" }).click();
  await expect(events(ada)).toHaveCount(50);
});

test("the activity page fits on a phone", async ({ door, server }) => {
  const ada = await door.signIn(await door.account("ada"), "Firefox on Windows");
  await signInUnseen(server, ada, "Safari on iPhone");
  await ada.open("/account/sessions");
  const row = ada.page.getByRole("region", { name: "This device" }).getByRole("listitem");
  await row.locator("summary").click();
  await ada.field("Device name", row).fill("W".repeat(40));
  await ada.button("Save", row).click();
  await expect(row.locator("h3")).toHaveText("W".repeat(40));
  await ada.ending("Safari on iPhone").click();
  await expect(ada.ending("Safari on iPhone")).toHaveCount(0);
  await ada.page.setViewportSize({ width: 320, height: 800 });
  await ada.open("/account/activity");
  for (const width of [320, 360, 768, 1280]) {
    await ada.page.setViewportSize({ width, height: 800 });
    await ada.expectNoSideways();
  }
});
