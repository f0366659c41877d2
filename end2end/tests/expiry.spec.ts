// A session that is left alone ends, and the page says why: by itself, or at the next click.
import { expect, test } from "../support/test";

test("an idle page goes to the sign-in page by itself", { tag: "@scripts" }, async ({ door, ownServer }) => {
  const here = door.at(await ownServer({ HALLPASS_SESSION_IDLE: "10s" }));
  const ada = await here.member("ada");
  await ada.open("/account");
  await expect(ada.title).toHaveText("Account");
  await expect(ada.page).toHaveURL("/sign-in?next=/account", { timeout: 40_000 });
  await expect(ada.notice).toContainText("You were signed out because nothing happened for a while.");
  await expect(ada.menu).toHaveText(["Home"]);
  await ada.signIn(ada.username, ada.password);
  await expect(ada.title).toHaveText("Account");
});

test("an idle start page turns into the guest's", { tag: "@scripts" }, async ({ door, ownServer }) => {
  const here = door.at(await ownServer({ HALLPASS_SESSION_IDLE: "10s" }));
  const ada = await here.member("ada");
  await ada.open("/");
  await expect(ada.chip).toBeVisible();
  await expect(ada.notice).toContainText("nothing happened for a while", { timeout: 40_000 });
  await expect(ada.page).toHaveURL("/");
  await expect(ada.chip).toHaveCount(0);
});

test("the next click says that the session is over", { tag: "@plain" }, async ({ door, ownServer }) => {
  const server = await ownServer({ HALLPASS_SESSION_IDLE: "10s" });
  const ada = await door.at(server).member("ada");
  await ada.open("/");
  // Looked at from the terminal, which keeps nothing alive.
  const sessions = async () => /sessions +(\d+)/.exec(await server.run(["account", "show", ada.username]))?.[1];
  await expect.poll(sessions, { timeout: 40_000, intervals: [1000] }).toBe("0");
  await ada.menu.getByText("Account").click();
  await expect(ada.page).toHaveURL("/sign-in?next=/account");
  await expect(ada.notice).toContainText("You were signed out because nothing happened for a while.");
  await ada.signIn(ada.username, ada.password);
  await expect(ada.title).toHaveText("Account");
});

test("a form sent too late says so, and what was typed is there after signing in", async ({ door, ownServer, watch }) => {
  watch.expect(401, /^\/api\/change_display_name$/);
  const server = await ownServer({ HALLPASS_SESSION_IDLE: "10s" });
  const ada = await door.at(server).member("ada");
  await ada.open("/account");
  await ada.field("Display name").fill("Typed Before It Ended");
  const sessions = async () => /sessions +(\d+)/.exec(await server.run(["account", "show", ada.username]))?.[1];
  await expect.poll(sessions, { timeout: 40_000, intervals: [1000] }).toBe("0");
  if (!ada.scripts) await ada.button("Save", ada.form("Display name")).click();
  await expect(ada.page).toHaveURL("/sign-in?next=/account", { timeout: 40_000 });
  await expect(ada.notice).toContainText("nothing happened for a while");
  await ada.signIn(ada.username, ada.password);
  await expect(ada.title).toHaveText("Account");
  if (!ada.scripts) await expect(ada.field("Display name")).toHaveValue("Typed Before It Ended");
});

test("going from page to page keeps the session alive, and the chip shows it", { tag: "@scripts" }, async ({ door, ownServer }) => {
  const ada = await door.at(await ownServer({ HALLPASS_SESSION_IDLE: "10s" })).member("ada");
  await ada.open("/");
  const left = async () => Number(/another (\d+) s/.exec((await ada.chip.textContent()) ?? "")?.[1]);
  // Three times four seconds are more than the session would last by itself.
  for (const page of ["Account", "Home", "Account"]) {
    await expect.poll(left).toBeLessThanOrEqual(6);
    await ada.menu.getByText(page).click();
    await expect.poll(left).toBeGreaterThan(6);
  }
  await expect(ada.title).toHaveText("Account");
});
