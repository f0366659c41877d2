// Impersonation: started in the console, shown in every tab of the browser by a bar, and ended.
import { accountHead, actLink, dialog } from "../support/accounts";
import type { Door, Person } from "../support/test";
import { expect, test } from "../support/test";
import type { Server } from "../support/server";
import type { Visitor } from "../support/visitor";
import { Wire } from "../support/wire";

const REASON = "She cannot find her sessions.";

function bar(visitor: Visitor) {
  return visitor.page.getByRole("complementary", { name: "Viewing as someone else" });
}

/** An administrator in the dialog that begins to view as a member, and the address of that member's page. */
async function scene(door: Door, server: Server): Promise<{ olga: Person; ada: Person; page: string }> {
  const [olga, ada] = [await door.administrator("olga"), await door.member("ada")];
  const id = JSON.parse(await server.run(["account", "show", ada.username, "--json"])).id;
  const page = `/admin/accounts/${id}`;
  await olga.open(`${page}/act-as`);
  return { olga, ada, page };
}

async function begin(olga: Person, ada: Person): Promise<void> {
  const form = dialog(olga);
  await olga.field("Reason for viewing", form).fill(REASON);
  await olga.button(`View as ${ada.username}`, form).click();
  await expect(bar(olga)).toContainText(`Viewing as ${ada.username}`);
}

test("impersonation shows the person's view and ends on the page where it began", async ({ door, server }) => {
  const { olga, ada, page } = await scene(door, server);
  await begin(olga, ada);
  await expect(olga.page).toHaveURL("/");
  await expect(olga.chip).toContainText(ada.username);
  await expect(olga.menu).toHaveText(["Home", "Account"]);
  await expect(olga.page.locator(".news")).toHaveText("");
  if (olga.scripts) await expect(olga.title).toBeFocused();
  for (const path of ["/account", "/account/sessions", "/account/activity", "/account/export", "/account/close"]) {
    await olga.open(path);
    await expect(bar(olga)).toContainText(olga.username);
    await expect(olga.page.getByLabel(/password/i)).toHaveCount(0);
  }
  await olga.button(`Stop viewing as ${ada.username}`).click();
  await expect(olga.page).toHaveURL(page);
  await expect(bar(olga)).toHaveCount(0);
  await expect(olga.chip).toContainText(olga.username);
  await expect(actLink(olga, `View as ${ada.username}…`)).toBeVisible();

  await ada.open("/account/activity");
  const rows = ada.page.getByRole("row");
  await expect(rows.filter({ hasText: "An administrator started viewing as you" })).toContainText(REASON);
  await expect(rows.filter({ hasText: "An administrator stopped viewing as you" })).toBeVisible();
  await expect(ada.page.getByText(olga.username)).toHaveCount(0);
  await olga.open(`/admin/audit?account=${ada.username}`);
  const events = olga.page.getByRole("row");
  await expect(events.filter({ hasText: `${olga.username} started viewing as ${ada.username}` })).toBeVisible();
  await expect(events.filter({ hasText: `${olga.username} (as ${ada.username}) stopped viewing as ${ada.username}` })).toBeVisible();
});

/** Delays requests to this path until `release` is called. */
async function holdBack(olga: Person, path: string): Promise<{ began: Promise<void>; release: () => void }> {
  let [start, release] = [() => {}, () => {}];
  const began = new Promise<void>((resolve) => (start = resolve));
  const gate = new Promise<void>((resolve) => (release = resolve));
  await olga.page.route(path, async (route) => {
    start();
    await gate;
    await route.continue();
  });
  return { began, release };
}

test("the page sends no request of its own during the start", { tag: "@scripts" }, async ({ door, server }) => {
  const { olga, ada, page } = await scene(door, server);
  const wire = await Wire.of(olga.page.context());
  await olga.open(`${page}/act-as`);
  await expect.poll(() => wire.heard).toBe(1);
  const impersonate = await holdBack(olga, "**/api/impersonate");
  const form = dialog(olga);
  await olga.field("Reason for viewing", form).fill(REASON);
  await olga.button(`View as ${ada.username}`, form).click();
  await impersonate.began;
  const asked: string[] = [];
  olga.page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  const before = wire.consoleChanges;
  await server.run(["account", "note", "add", ada.username, "Something to ask about"]);
  await expect.poll(() => wire.consoleChanges).toBeGreaterThan(before);
  impersonate.release();
  await expect(bar(olga)).toContainText(`Viewing as ${ada.username}`);
  await expect(olga.page).toHaveURL("/");
  // The start page asks for what it shows.
  const ofHome = ["/api/list_history", "/api/count_other_sessions", "/api/show_tour"];
  expect(asked.filter((path) => /^\/api\/(list|show|count)_/.test(path) && !ofHome.includes(path))).toEqual([]);
});

test("the page catches up if impersonation does not start", { tag: "@scripts" }, async ({ door, server, watch }) => {
  watch.expect(422, /^\/api\/impersonate$/);
  const { olga, ada, page } = await scene(door, server);
  const wire = await Wire.of(olga.page.context());
  await olga.open(`${page}/act-as`);
  await expect.poll(() => wire.heard).toBe(1);
  const impersonate = await holdBack(olga, "**/api/impersonate");
  await olga.button(`View as ${ada.username}`, dialog(olga)).click();
  await impersonate.began;
  const before = wire.consoleChanges;
  await server.run(["account", "role", ada.username, "moderator"]);
  await expect.poll(() => wire.consoleChanges).toBeGreaterThan(before);
  impersonate.release();
  await expect(accountHead(olga)).toContainText("moderator");
});

test("impersonation requires a valid reason and preserves the input", async ({ door, server, watch }) => {
  watch.expect(422, /^\/api\/impersonate$/);
  const { olga, ada } = await scene(door, server);
  const form = dialog(olga);
  await olga.button(`View as ${ada.username}`, form).click();
  await olga.expectError(olga.field("Reason for viewing", form), "Fill this in.");
  await olga.field("Reason for viewing", form).fill("x".repeat(301));
  await olga.button(`View as ${ada.username}`, form).click();
  await olga.expectError(olga.field("Reason for viewing", form), "Use at most 300 characters.");
  await expect(olga.field("Reason for viewing", form)).toHaveValue("x".repeat(301));
});

test("every tab of that browser follows, but no other", { tag: "@scripts" }, async ({ door, server }) => {
  const { olga, ada, page } = await scene(door, server);
  const tabs = [await olga.tab("/account"), await olga.tab("/admin/audit"), await olga.tab("/")];
  const phone = await door.signIn(olga);
  await phone.open("/admin");
  const stayed = [...tabs, phone].map((tab) => tab.staying());
  await begin(olga, ada);
  for (const tab of tabs) {
    await expect(bar(tab)).toContainText(`Viewing as ${ada.username}`);
    await expect(tab.chip).toContainText(ada.username);
  }
  await expect(tabs[0]!.page.getByText("Not available while you view as someone else: the password.")).toBeVisible();
  await expect(tabs[1]!.page).toHaveURL("/");
  await expect(phone.chip).toContainText(olga.username);
  await expect(bar(phone)).toHaveCount(0);

  await olga.button(`Stop viewing as ${ada.username}`).click();
  await expect(olga.page).toHaveURL(page);
  for (const tab of tabs) {
    await expect(bar(tab)).toHaveCount(0);
    await expect(tab.chip).toContainText(olga.username);
    await expect(tab.page.locator(".news")).toContainText(`You’re no longer viewing as ${ada.username}`);
  }
  await expect(olga.field("Current password", tabs[0]!.form("Password"))).toBeVisible();
  for (const check of stayed) check();
});

test("a ban of the person ends the impersonation in place", async ({ door, server, scripts }) => {
  const { olga, ada } = await scene(door, server);
  await begin(olga, ada);
  await server.run(["account", "ban", ada.username, "--reason", "Rudeness"]);
  if (!scripts) await olga.reload();
  await expect(bar(olga)).toHaveCount(0);
  await expect(olga.chip).toContainText(olga.username);
});

test("the bar stays in view, also on a phone", async ({ door, server }) => {
  const { olga, ada } = await scene(door, server);
  await begin(olga, ada);
  for (const [width, height] of [[360, 640], [1280, 800]] as const) {
    await olga.page.setViewportSize({ width, height });
    for (const path of ["/", "/account", "/account/sessions"]) {
      await olga.open(path);
      await olga.expectNoSideways();
      await olga.page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
      await expect(bar(olga)).toBeInViewport();
    }
  }
});
