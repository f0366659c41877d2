// `/admin/policy`: a change is previewed, applies at once, and can be undone.
import { signInUnseen } from "../support/people";
import { expect, test } from "../support/test";

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
  await olga.button("Save").click();
  await expect(olga.notice).toContainText("1 setting changed. No sessions ended.");
  await expect(olga.field("Maximum sessions per account")).toHaveValue("5");
  await olga.ready();
  const changes = olga.page.locator("ul.plain").first().locator(":scope > li");
  await expect(changes).toHaveCount(1);
  await expect(changes).toContainText("Maximum sessions per account (everyone): 20 → 5");
  await olga.page.getByRole("button", { name: "Undo the change you just saved" }).click();
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
  await olga.expectError(olga.field("Idle limit"), "Use a duration such as 90s, 30m, 12h or 14d.");
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
    await olga.expectError(idle, "Use a duration such as 90s, 30m, 12h or 14d.");
    await olga.expectError(cap, "Use a value between 1 and 1000.");
    await olga.expectError(history, /^Use a value between 1d and /);
    await expect(olga.page.locator("[aria-invalid=true]")).toHaveCount(3);
    for (const [field, value] of [[idle, "soon"], [cap, "0"], [history, "1h"]] as const) await expect(field).toHaveValue(value);
    await expect(olga.field("Maximum session length")).toHaveValue("6h");
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
    const undo = olga.page.getByRole("button", { name: "Undo the change you just saved" });
    await expect(olga.notice).toContainText("1 setting changed. No sessions ended.");
    await expect(olga.notice).toBeInViewport();
    await expect(undo).toBeInViewport();
    await olga.ready();
    await olga.page.getByRole("button", { name: "Undo Session history (everyone): 90d → 60d" }).click();
    await expect(undo).toBeInViewport();
    await expect(olga.page.locator("#policy-undone")).toContainText("1 setting changed. No sessions ended.");
    await expect(olga.notice).toHaveCount(1);
    await expect(olga.field("Session history")).toHaveValue("90d");
  });
}

test("a change elsewhere appears at once and preserves input", { tag: "@scripts" }, async ({ door, ownServer }) => {
  const server = await ownServer();
  const olga = await door.at(server).administrator("olga");
  await olga.open("/admin/policy");
  const stay = olga.staying();
  const form = olga.form("For everyone");
  const changes = olga.page.locator("ul.plain").first().locator(":scope > li");
  await server.run(["policy", "set", "idle=20m"]);
  await expect(olga.field("Idle limit", form)).toHaveValue("20m");
  await expect(changes).toHaveCount(1);
  await expect(changes).toContainText("Idle limit (everyone): 30m → 20m");
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
  await expect(olga.field("Maximum session length", form)).toHaveValue("12h");
  await olga.button("Show changes").click();
  await expect(olga.field("Maximum session length", form)).toHaveValue("10h");
  await expect(olga.field("Maximum sessions per account")).toHaveValue("5");
  await expect(olga.field("Maximum sessions per account")).toHaveAccessibleDescription(/In effect: 7\./);
  await expect(olga.page.getByText("The policy was changed elsewhere.")).toHaveCount(0);
  await expect(olga.page.locator("#policy-form"), "the button that had the focus has disappeared").toBeFocused();
  await server.run(["policy", "set", "absolute=11h"]);
  await expect(changes).toHaveCount(4);
  await expect(olga.field("Maximum session length", form)).toHaveValue("11h");
  await expect(olga.field("Maximum sessions per account")).toHaveValue("5");
  await olga.button("Save").click();
  await expect(olga.notice).toContainText("1 setting changed. No sessions ended.");
  await expect(olga.field("Maximum session length", form)).toHaveValue("11h");
  stay();
});

test("a role created elsewhere gets a tab", { tag: "@scripts" }, async ({ door, ownServer }) => {
  const server = await ownServer();
  const olga = await door.at(server).administrator("olga");
  await olga.open("/admin/policy");
  const tab = olga.page.getByRole("link", { name: "Role: support" });
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
  await expect(olga.field("Idle limit", olga.form("For everyone"))).toHaveValue("20m");
  if (olga.scripts) await expect(olga.page.locator(".preview")).toContainText("(member): 7 → 5.");
  await olga.ready();
  await olga.button("Save").click();
  await expect(olga.notice).toContainText("1 setting changed. No sessions ended.");
  await expect(olga.field("Idle limit", olga.form("For everyone"))).toHaveValue("20m");
});

test("input for one role is preserved while viewing another", { tag: "@scripts" }, async ({ door, ownServer }) => {
  const server = await ownServer();
  const olga = await door.at(server).administrator("olga");
  await olga.open("/admin/policy");
  await olga.field("Maximum sessions per account").fill("5");
  await olga.page.getByRole("link", { name: "Role: member" }).click();
  await expect(olga.page.getByRole("heading", { name: "For the role member" })).toBeVisible();
  await server.run(["policy", "set", "idle=20m"]);
  await olga.page.getByRole("link", { name: "Everyone" }).click();
  await expect(olga.page.getByRole("heading", { name: "For everyone" })).toBeVisible();
  await expect(olga.field("Maximum sessions per account")).toHaveValue("5");
  await expect(olga.field("Idle limit")).toHaveValue("20m");
  await expect(olga.page.locator(".preview")).toContainText("Maximum sessions per account (member): 20 → 5.");
  await olga.button("Save").click();
  await expect(olga.notice).toContainText("1 setting changed. No sessions ended.");
  await expect(olga.field("Idle limit")).toHaveValue("20m");
});

test("each role has its own page", async ({ door, ownServer }) => {
  const olga = await door.at(await ownServer()).administrator("olga");
  await olga.open("/admin/policy");
  await olga.page.getByRole("link", { name: "Role: member" }).click();
  await expect(olga.page).toHaveURL("/admin/policy?id=member");
  await expect(olga.page.getByRole("heading", { name: "For the role member" })).toBeVisible();
  await olga.ready();
  await expect(olga.field("Sign-up")).toHaveCount(0);
  await olga.field("Idle limit").fill("10m");
  await olga.button("Save").click();
  await expect(olga.notice).toContainText("1 setting changed");
  await expect(olga.field("Idle limit")).toHaveValue("10m");
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
  await expect(olga.notice).toContainText("4 settings changed. 1 session ended.");
  if (ada.scripts) {
    await ada.expectLocked("an administrator shortened the session limit");
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
