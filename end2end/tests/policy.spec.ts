// `/admin/policy`: a change is previewed, applies at once, and can be undone.
import { signInUnseen } from "../support/people";
import { expect, test } from "../support/test";
import type { Visitor } from "../support/visitor";

/** What says that a change was saved: a toast, or a notice on the page that a plain form led to. */
const result = (olga: Visitor) => (olga.scripts ? olga.page.locator(".toast") : olga.notice);

/** The button that undoes what was just saved. */
const undoSaved = (olga: Visitor) =>
  olga.scripts ? olga.button("Undo", olga.page.locator(".toast")) : olga.button("Undo the change you just saved");

/** The rows of the latest changes. */
const changesOf = (olga: Visitor) => olga.page.locator(".feed > li");

/** Asserts the number and the unit of a duration. */
async function expectDuration(olga: Visitor, label: string, number: string, unit: string): Promise<void> {
  await expect(olga.field(label)).toHaveValue(number);
  await expect(olga.field(`Unit of ${label}`)).toHaveValue(unit);
}

test("a change can be previewed, saved and undone", async ({ door, ownServer }) => {
  const server = await ownServer();
  const here = door.at(server);
  const olga = await here.administrator("olga");
  const ada = await here.account("ada");
  await signInUnseen(server, ada, "Safari on iPhone");
  await olga.open("/admin/policy");
  const cap = olga.field("Maximum sessions per account");
  await expect(cap).toHaveValue("20");
  await expect(cap).toHaveAccessibleDescription(/1 to 1000\. Default: 20\./);
  await cap.fill("5");
  const preview = olga.page.locator(".preview");
  if (!olga.scripts) await olga.button("Preview").click();
  await expect(preview).toContainText("No sessions end.");
  await expect(preview).toContainText("Maximum sessions per account (member): 20 → 5.");
  await expect(cap).toHaveValue("5");
  await expect(olga.page.getByText("1 unsaved change")).toBeInViewport();
  await olga.button("Save").click();
  await expect(result(olga)).toContainText("1 setting changed. No sessions ended.");
  await expect(olga.field("Maximum sessions per account")).toHaveValue("5");
  await olga.ready();
  const changes = changesOf(olga);
  await expect(changes).toHaveCount(1);
  await expect(changes).toContainText("Maximum sessions per account (everyone): 20 → 5");
  await undoSaved(olga).click();
  await expect(olga.field("Maximum sessions per account")).toHaveValue("20");
  await expect(changes).toHaveCount(2);
});

test("an invalid value shows an error at its field and is preserved", async ({ door, ownServer, watch }) => {
  watch.expect(422, /^\/api\/(change|preview)_policy$/);
  const olga = await door.at(await ownServer()).administrator("olga");
  await olga.open("/admin/policy");
  await olga.field("Idle limit").fill("soon");
  await olga.field("Maximum session length").fill("6h");
  await olga.button("Save").click();
  await olga.expectError(olga.field("Idle limit"), "Enter a whole number and a unit, such as 30 minutes.");
  await expect(olga.field("Idle limit")).toHaveValue("soon");
  await expect(olga.field("Maximum session length")).toHaveValue("6h");
});

test("several invalid values are all marked and linked", async ({ door, ownServer, watch }) => {
  watch.expect(422, /^\/api\/(change|preview)_policy$/);
  const olga = await door.at(await ownServer()).administrator("olga");
  await olga.open("/admin/policy");
  const [idle, cap, history] = ["Idle limit", "Maximum sessions per account", "Session history"].map((label) => olga.field(label));
  await idle.fill("soon");
  await cap.fill("0");
  await history.fill("1h");
  await olga.field("Maximum session length").fill("6h");
  const expectMarked = async () => {
    await olga.expectError(idle, "Enter a whole number and a unit, such as 30 minutes.");
    await olga.expectError(cap, "Use a value between 1 and 1000.");
    await olga.expectError(history, /^Use a value between 1 day and /);
    await expect(olga.page.locator("[aria-invalid=true]")).toHaveCount(3);
    for (const [field, value] of [[idle, "soon"], [cap, "0"], [history, olga.scripts ? "1h" : "1"]] as const) await expect(field).toHaveValue(value);
    // Without scripts, a number and its unit come back in separate fields.
    if (olga.scripts) await expect(olga.field("Maximum session length")).toHaveValue("6h");
    else await expectDuration(olga, "Maximum session length", "6", "h");
    await expect(olga.page.locator(".preview.bad").getByRole("link")).toHaveText([/^Idle limit: /, /^Maximum sessions per account: /, /^Session history: /]);
  };
  if (olga.scripts) {
    // Shown while typing, without taking the focus.
    await expectMarked();
    await expect(olga.field("Maximum session length")).toBeFocused();
  }
  for (const button of ["Preview", "Save"]) {
    await olga.button(button).click();
    await expect(idle, `${button} focuses the first invalid field`).toBeFocused();
    await expect(idle).toBeInViewport();
    await expectMarked();
    await olga.page.locator(".preview.bad").getByRole("link", { name: /^Session history/ }).click();
    await expect(history).toBeFocused();
    await expect(history).toBeInViewport();
  }
  await idle.fill("20m");
  await cap.fill("5");
  await history.fill("30d");
  if (!olga.scripts) await olga.button("Preview").click();
  await expect(olga.page.locator(".preview")).toContainText("No sessions end.");
  await expect(olga.page.locator("[aria-invalid=true]")).toHaveCount(0);
  await expect(olga.alert).toHaveCount(0);
});

for (const [width, height] of [[390, 700], [1280, 800]] as const) {
  test(`the result of a change is in view at ${width} px`, async ({ door, ownServer }) => {
    const olga = await door.at(await ownServer()).administrator("olga");
    await olga.page.setViewportSize({ width, height });
    await olga.open("/admin/policy");
    await olga.field("Session history").fill("60d");
    await olga.button("Save").click();
    await expect(result(olga)).toContainText("1 setting changed. No sessions ended.");
    await expect(result(olga)).toBeInViewport();
    await expect(undoSaved(olga)).toBeInViewport();
    await olga.ready();
    await olga.page.getByRole("button", { name: "Undo Session history (everyone): 90 days → 60 days" }).click();
    await expect(changesOf(olga)).toHaveCount(2);
    await expect(undoSaved(olga)).toBeInViewport();
    if (!olga.scripts) await expect(olga.page.locator("#policy-undone")).toContainText("1 setting changed. No sessions ended.");
    await expect(result(olga)).toContainText("1 setting changed. No sessions ended.");
    await expect(result(olga)).toHaveCount(1);
    await expectDuration(olga, "Session history", "90", "d");
  });
}

test("a change elsewhere appears at once and preserves input", { tag: "@scripts" }, async ({ door, ownServer }) => {
  const server = await ownServer();
  const olga = await door.at(server).administrator("olga");
  await olga.open("/admin/policy");
  const stay = olga.staying();
  const form = olga.form("For everyone");
  const changes = changesOf(olga);
  await server.run(["policy", "set", "idle=20m"]);
  await expect(olga.field("Idle limit", form)).toHaveValue("20");
  await expect(changes).toHaveCount(1);
  await expect(changes).toContainText("Idle limit (everyone): 30 min → 20 min");
  // An earlier result of the form must not be mistaken for the result of later input.
  await olga.field("Idle limit", form).fill("25m");
  await olga.button("Save").click();
  await expect(changes).toHaveCount(2);
  await olga.field("Maximum sessions per account").fill("5");
  await server.run(["policy", "set", "absolute=10h", "sessions=7"]);
  await expect(olga.page.getByText("The policy was changed elsewhere.")).toBeInViewport();
  await expect(changes).toHaveCount(3);
  await expect(olga.field("Maximum sessions per account")).toHaveValue("5");
  await expect(olga.field("Maximum sessions per account")).toBeFocused();
  await expect(olga.field("Maximum session length", form)).toHaveValue("12");
  await olga.button("Show changes").click();
  await expect(olga.field("Maximum session length", form)).toHaveValue("10");
  await expect(olga.field("Maximum sessions per account")).toHaveValue("5");
  await expect(olga.field("Maximum sessions per account")).toHaveAccessibleDescription(/In effect: 7\./);
  await expect(olga.page.getByText("The policy was changed elsewhere.")).toHaveCount(0);
  await expect(olga.page.locator("#policy-form"), "the button that had the focus has disappeared").toBeFocused();
  await server.run(["policy", "set", "absolute=11h"]);
  await expect(changes).toHaveCount(4);
  await expect(olga.field("Maximum session length", form)).toHaveValue("11");
  await expect(olga.field("Maximum sessions per account")).toHaveValue("5");
  await olga.button("Save").click();
  await expect(changes).toHaveCount(5);
  await expect(result(olga)).toContainText("1 setting changed. No sessions ended.");
  await expect(olga.field("Maximum session length", form)).toHaveValue("11");
  stay();
});

test("a role created elsewhere gets a tab", { tag: "@scripts" }, async ({ door, ownServer }) => {
  const server = await ownServer();
  const olga = await door.at(server).administrator("olga");
  await olga.open("/admin/policy");
  const tab = olga.page.getByRole("navigation", { name: "Choose a role" }).getByRole("link", { name: "support" });
  await server.run(["role", "create", "support", "view_accounts"]);
  await tab.click();
  await expect(olga.page.getByRole("heading", { name: "For the role support" })).toBeVisible();
});

test("a concurrent change is not overwritten, and unsent input is preserved", async ({ door, ownServer, watch }) => {
  watch.expect(409, /^\/api\/change_policy$/);
  const server = await ownServer();
  const olga = await door.at(server).administrator("olga");
  await olga.open("/admin/policy");
  await olga.field("Maximum sessions per account").fill("5");
  await server.run(["policy", "set", "sessions=7", "idle=20m"]);
  await olga.button("Save").click();
  await expect(olga.alert).toContainText("changed since you opened this page");
  await expect(olga.field("Maximum sessions per account")).toHaveValue("5");
  await expect(olga.field("Maximum sessions per account")).toHaveAccessibleDescription(/In effect: 7\./);
  await expect(olga.field("Idle limit", olga.form("For everyone"))).toHaveValue("20");
  if (olga.scripts) await expect(olga.page.locator(".preview")).toContainText("(member): 7 → 5.");
  await olga.ready();
  await olga.button("Save").click();
  await expect(result(olga)).toContainText("1 setting changed. No sessions ended.");
  await expect(olga.field("Idle limit", olga.form("For everyone"))).toHaveValue("20");
});

test("input for one role is preserved while viewing another", { tag: "@scripts" }, async ({ door, ownServer }) => {
  const server = await ownServer();
  const olga = await door.at(server).administrator("olga");
  await olga.open("/admin/policy");
  await olga.field("Maximum sessions per account").fill("5");
  await olga.page.getByRole("link", { name: "Members", exact: true }).click();
  await expect(olga.page.getByRole("heading", { name: "For members" })).toBeVisible();
  await server.run(["policy", "set", "idle=20m"]);
  await olga.page.getByRole("link", { name: "Everyone", exact: true }).click();
  await expect(olga.page.getByRole("heading", { name: "For everyone" })).toBeVisible();
  await expect(olga.field("Maximum sessions per account")).toHaveValue("5");
  await expect(olga.field("Idle limit")).toHaveValue("20");
  await expect(olga.page.locator(".preview")).toContainText("Maximum sessions per account (member): 20 → 5.");
  await olga.button("Save").click();
  await expect(result(olga)).toContainText("1 setting changed. No sessions ended.");
  await expect(olga.field("Idle limit")).toHaveValue("20");
});

test("each role has its own page", async ({ door, ownServer }) => {
  const olga = await door.at(await ownServer()).administrator("olga");
  await olga.open("/admin/policy");
  await olga.page.getByRole("navigation", { name: "Choose a role" }).getByRole("link", { name: "Members" }).click();
  await expect(olga.page).toHaveURL("/admin/policy?id=member");
  await expect(olga.page.getByRole("heading", { name: "For members" })).toBeVisible();
  await olga.ready();
  await expect(olga.field("Sign-up")).toHaveCount(0);
  await olga.field("Idle limit").fill("10m");
  await olga.button("Save").click();
  await expect(result(olga)).toContainText("1 setting changed");
  await expectDuration(olga, "Idle limit", "10", "m");
  await expect(olga.page).toHaveURL("/admin/policy?id=member");
});

test("a shorter limit ends sessions at once, and open pages say so", async ({ door, ownServer }) => {
  const server = await ownServer();
  const here = door.at(server);
  const olga = await here.administrator("olga");
  const ada = await here.member("ada");
  await ada.open("/account");
  await olga.open("/admin/policy?id=member");
  await new Promise((wake) => setTimeout(wake, 11_000));
  await olga.field("Maximum session length").fill("10s");
  await olga.field("Idle limit").fill("10s");
  await olga.field("Maximum session length with “Keep me signed in”").fill("10s");
  await olga.field("Idle limit with “Keep me signed in”").fill("10s");
  await olga.button("Save").click();
  await expect(result(olga)).toContainText("4 settings changed. 1 session ended.");
  if (ada.scripts) {
    await ada.expectLocked("an administrator shortened the time limits for sessions");
  } else {
    await ada.reload();
    await expect(ada.page).toHaveURL("/sign-in?next=/account");
  }
});

test("the policy page fits on a phone", async ({ door, ownServer }) => {
  const olga = await door.at(await ownServer()).administrator("olga");
  await olga.page.setViewportSize({ width: 360, height: 800 });
  for (const path of ["/admin/policy", "/admin/policy?id=administrator"]) {
    await olga.open(path);
    await olga.expectNoSideways();
  }
});

test("a duration is a number and a unit", async ({ door, ownServer }) => {
  const olga = await door.at(await ownServer()).administrator("olga");
  await olga.open("/admin/policy");
  await expectDuration(olga, "Idle limit", "30", "m");
  await olga.field("Idle limit").fill("2");
  await olga.field("Unit of Idle limit").selectOption("hours");
  await olga.button("Save").click();
  await expect(result(olga)).toContainText("1 setting changed");
  await expect(changesOf(olga)).toContainText("Idle limit (everyone): 30 min → 2 hours");
  await expectDuration(olga, "Idle limit", "2", "h");
  await olga.ready();
  // A text with its own unit counts as it is.
  await olga.field("Idle limit").fill("45m");
  await olga.button("Save").click();
  await expect(changesOf(olga)).toHaveCount(2);
  await expectDuration(olga, "Idle limit", "45", "m");
});

test("a value that differs from the default is marked and can be reset", async ({ door, ownServer }) => {
  const server = await ownServer();
  await server.run(["policy", "set", "sessions=5", "history=30d"]);
  const olga = await door.at(server).administrator("olga");
  await olga.open("/admin/policy");
  await expect(olga.page.getByText("Default: 20", { exact: true })).toBeVisible();
  await expect(olga.page.getByText("Default: 90 days", { exact: true })).toBeVisible();
  await olga.page.getByRole("link", { name: "Reset Maximum sessions per account" }).click();
  await expect(olga.field("Maximum sessions per account")).toHaveValue("20");
  await expect(olga.page.getByText("Default: 20", { exact: true })).toHaveCount(0);
  await expect(olga.page.getByText("Unsaved, was 5", { exact: true })).toBeVisible();
  if (olga.scripts) await expect(olga.field("Maximum sessions per account")).toBeFocused();
  await olga.ready();
  await olga.button("Save").click();
  await expect(result(olga)).toContainText("1 setting changed");
  await expect(olga.page.getByRole("link", { name: /^Reset / })).toHaveCount(1);
});

test("leaving with unsaved changes asks first", { tag: "@scripts" }, async ({ door }) => {
  const olga = await door.administrator("olga");
  await olga.open("/admin/policy");
  const asked: string[] = [];
  let answer = false;
  olga.page.on("dialog", (dialog) => {
    asked.push(dialog.type() === "beforeunload" ? "beforeunload" : dialog.message());
    return answer ? dialog.accept() : dialog.dismiss();
  });
  const question = "Leave this page? Your unsaved changes will be lost.";
  const field = olga.field("Maximum sessions per account");
  const away = olga.page.getByRole("navigation", { name: "Admin" }).getByRole("link", { name: "Accounts" });
  await field.fill("17");
  await expect(olga.page.getByText("1 unsaved change")).toBeVisible();
  await olga.page.getByRole("link", { name: "Members", exact: true }).click();
  await expect(olga.page.getByRole("heading", { name: "For members" })).toBeVisible();
  await olga.page.getByRole("link", { name: "Everyone", exact: true }).click();
  await expect(field, "the tabs belong to the page").toHaveValue("17");
  expect(asked).toEqual([]);
  await away.click();
  expect(asked).toEqual([question]);
  await expect(field).toHaveValue("17");
  await olga.page.close({ runBeforeUnload: true });
  await expect.poll(() => asked).toEqual([question, "beforeunload"]);
  await expect(field).toHaveValue("17");
  answer = true;
  await away.click();
  await expect(olga.title).toHaveText("Accounts");
  expect(asked).toHaveLength(3);
  await olga.open("/admin/policy");
  await away.click();
  await expect(olga.title).toHaveText("Accounts");
  expect(asked, "nothing is unsaved").toHaveLength(3);
});

test("what is unsaved is counted, marked, and can be discarded", { tag: "@scripts" }, async ({ door, ownServer }) => {
  const olga = await door.at(await ownServer()).administrator("olga");
  await olga.open("/admin/policy");
  const stay = olga.staying();
  await expect(olga.page.getByText("No unsaved changes")).toBeInViewport();
  await olga.field("Maximum sessions per account").fill("5");
  await olga.field("Unit of Idle limit").selectOption("hours");
  await expect(olga.page.getByText("2 unsaved changes")).toBeInViewport();
  await expect(olga.page.locator(".setting.unsaved")).toHaveCount(2);
  await olga.page.getByRole("link", { name: "Discard" }).click();
  await expect(olga.page.getByText("No unsaved changes")).toBeInViewport();
  await expect(olga.field("Maximum sessions per account")).toHaveValue("20");
  await expectDuration(olga, "Idle limit", "30", "m");
  await expect(olga.page.locator("#policy-form")).toBeFocused();
  // Nothing of it comes back.
  await olga.page.getByRole("link", { name: "Members", exact: true }).click();
  await expect(olga.page.getByRole("heading", { name: "For members" })).toBeVisible();
  await olga.page.getByRole("link", { name: "Everyone", exact: true }).click();
  await expect(olga.field("Maximum sessions per account")).toHaveValue("20");
  stay();
});
