// An idle session expires, and the page gives the reason: in place, or at the next click.
import { expect, test } from "../support/test";
import type { Server } from "../support/server";

/** Waits until an account has no session. Checked on the command line, which does not count as activity. */
async function expectOver(server: Server, username: string): Promise<void> {
  const sessions = async () => /sessions +(\d+)/.exec(await server.run(["account", "show", username]))?.[1];
  await expect.poll(sessions, { timeout: 40_000, intervals: [1000] }).toBe("0");
}

test("an idle page locks in place by itself", { tag: "@scripts" }, async ({ door, ownServer }) => {
  const server = await ownServer();
  await server.run(["policy", "set", "idle=10s"]);
  const ada = await door.at(server).member("ada");
  await ada.open("/account");
  const stayed = ada.staying();
  await expect(ada.title).toHaveText("Account");
  await ada.expectLocked("You were signed out because you were inactive for a while.");
  await expect(ada.page).toHaveURL("/account");
  await expect(ada.page).toHaveTitle("Signed out · Hallpass");
  await expect(ada.field("Username", ada.lock)).toHaveValue(ada.username);
  await expect(ada.field("Password", ada.lock)).toBeFocused();
  await ada.unlock(ada.password);
  await expect(ada.title).toHaveText("Account");
  stayed();
});

test("an idle start page becomes the guest's start page", { tag: "@scripts" }, async ({ door, ownServer }) => {
  const server = await ownServer();
  await server.run(["policy", "set", "idle=10s"]);
  const ada = await door.at(server).member("ada");
  await ada.open("/");
  await expect(ada.chip).toBeVisible();
  await expect(ada.notice).toContainText("you were inactive for a while", { timeout: 40_000 });
  await expect(ada.page).toHaveURL("/");
  await expect(ada.chip).toHaveCount(0);
});

test("without scripts the next click shows the expiry", { tag: "@plain" }, async ({ door, ownServer }) => {
  const server = await ownServer();
  await server.run(["policy", "set", "idle=10s"]);
  const ada = await door.at(server).member("ada");
  await ada.open("/");
  await expectOver(server, ada.username);
  await ada.menu.getByText("Account").click();
  await expect(ada.page).toHaveURL("/sign-in?next=/account");
  await expect(ada.notice).toContainText("You were signed out because you were inactive for a while.");
  await ada.signIn(ada.username, ada.password);
  await expect(ada.title).toHaveText("Account");
});

test("a form sent after expiry keeps its input through signing in", async ({ door, ownServer, watch }) => {
  watch.expect(401, /^\/api\/change_display_name$/);
  const server = await ownServer();
  await server.run(["policy", "set", "idle=10s"]);
  const ada = await door.at(server).member("ada");
  await ada.open("/account");
  await ada.field("Display name").fill("Typed Before It Ended");
  await expectOver(server, ada.username);
  if (ada.scripts) {
    await ada.expectLocked("you were inactive for a while");
    await expect(ada.page).toHaveURL("/account");
  } else {
    await ada.button("Save", ada.form("Display name")).click();
    await expect(ada.page).toHaveURL("/sign-in?next=/account");
    await expect(ada.notice).toContainText("you were inactive for a while");
  }
  await ada.signIn(ada.username, ada.password);
  await expect(ada.title).toHaveText("Account");
  await expect(ada.field("Display name")).toHaveValue("Typed Before It Ended");
});

test("the absolute limit ends an active session", async ({ door, ownServer, scripts }) => {
  const server = await ownServer();
  await server.run(["policy", "set", "idle=10s", "absolute=10s"]);
  const ada = await door.at(server).member("ada");
  await ada.open("/account");
  if (scripts) {
    await ada.expectLocked("You were signed out because your session reached its time limit.");
  } else {
    await expectOver(server, ada.username);
    await ada.open("/account");
    await expect(ada.notice).toContainText("You were signed out because your session reached its time limit.");
  }
});

test("navigating extends the session, and the chip shows it", { tag: "@scripts" }, async ({ door, ownServer }) => {
  const server = await ownServer();
  await server.run(["policy", "set", "idle=16s"]);
  const ada = await door.at(server).member("ada");
  // The idle warning, which appears with eight seconds left, must not interfere.
  await ada.open("/");
  const left = async () => Number(/another (\d+) s/.exec((await ada.chip.textContent()) ?? "")?.[1]);
  // Several rounds of five seconds exceed the idle limit of 16 seconds.
  for (const page of ["Account", "Home", "Account", "Home"]) {
    await expect.poll(left).toBeLessThanOrEqual(11);
    await ada.menu.getByText(page).click();
    await expect.poll(left).toBeGreaterThan(11);
  }
  await expect(ada.title).toContainText("Hello");
});

test("activity in one tab extends the session in the others", { tag: "@scripts" }, async ({ door, ownServer }) => {
  const server = await ownServer();
  await server.run(["policy", "set", "idle=16s"]);
  const ada = await door.at(server).member("ada");
  await ada.open("/");
  const other = await ada.tab("/account");
  const left = async () => Number(/another (\d+) s/.exec((await other.chip.textContent()) ?? "")?.[1]);
  for (const page of ["Account", "Home"]) {
    await expect.poll(left).toBeLessThanOrEqual(11);
    await ada.menu.getByText(page).click();
    await expect.poll(left).toBeGreaterThan(11);
  }
});
