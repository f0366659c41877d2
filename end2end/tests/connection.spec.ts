// Without a connection nothing is lost: the page shows a short message and catches up afterwards.
import type { Locator } from "@playwright/test";
import { expect, test } from "../support/test";
import type { Visitor } from "../support/visitor";
import { Wire } from "../support/wire";

test.describe("connection", { tag: "@scripts" }, () => {
  /** Attempts to reconnect are at most half a minute apart. */
  const PATIENCE = { timeout: 45_000 };

  /** The connection status of the page. */
  function sign(visitor: Visitor): Locator {
    return visitor.page.locator(".connection[role=status]");
  }

  /** Records the connection status from now on, because some messages are visible only for seconds. */
  async function listen(visitor: Visitor): Promise<() => Promise<string[]>> {
    await visitor.page.evaluate(() => {
      const said: string[] = [];
      Object.assign(window, { said });
      const link = document.querySelector(".connection");
      if (link === null) throw new Error("no sign");
      new MutationObserver(() => said.push(link.textContent ?? "")).observe(link, { childList: true, subtree: true });
    });
    return () => visitor.page.evaluate(() => (window as unknown as { said: string[] }).said);
  }

  const LOST = "Connection lost. Trying again…";
  const BACK = "You’re connected again.";

  test("a lost connection and its return are announced", async ({ door }) => {
    const ada = await door.member("ada");
    const wire = await Wire.of(ada.page.context());
    await ada.open("/account");
    const stayed = ada.staying();
    await ada.field("Display name").fill("Half a name");
    await expect.poll(() => wire.heard).toBe(1);
    await expect(sign(ada)).toBeEmpty();
    const said = await listen(ada);
    await wire.cut();
    await expect(sign(ada)).toHaveText(LOST);
    await expect(ada.chip).toBeVisible();
    wire.mend();
    await expect.poll(said, PATIENCE).toEqual([LOST, BACK, ""]);
    await expect(sign(ada)).toBeEmpty();
    await expect(ada.field("Display name")).toHaveValue("Half a name");
    stayed();
  });

  test("a short interruption is not announced", async ({ door }) => {
    const ada = await door.member("ada");
    const wire = await Wire.of(ada.page.context());
    await ada.open("/");
    await expect.poll(() => wire.heard).toBe(1);
    const said = await listen(ada);
    await wire.cut();
    wire.mend();
    await expect.poll(() => wire.heard).toBe(2);
    expect(await said()).toEqual([]);
  });

  test("changes during an interruption appear afterwards", async ({ door, server }) => {
    const ada = await door.member("ada");
    const wire = await Wire.of(ada.page.context());
    await ada.open("/account");
    await expect.poll(() => wire.heard).toBe(1);
    await wire.cut();
    await expect(sign(ada)).toHaveText(LOST);
    await expect(ada.title).toHaveText("Account");
    // A tab without a channel requests the principal whenever it tries to reconnect.
    await server.run(["session", "end", "--account", ada.username]);
    await expect(ada.lock).toBeVisible(PATIENCE);
    await ada.expectLocked("An administrator ended this session.");
    await expect(sign(ada)).toBeEmpty();
  });

  test("guests open no channel", async ({ door }) => {
    const guest = await door.guest();
    const wire = await Wire.of(guest.page.context());
    await wire.cut();
    await guest.open("/sign-in");
    await guest.header.getByText("Home").click();
    await expect(guest.title).toContainText("See who’s signed in");
    expect(wire.attempts).toBe(0);
  });

  test("a device can go offline and come back", async ({ door, server, watch }) => {
    watch.expectCut();
    const ada = await door.member("ada");
    const wire = await Wire.of(ada.page.context());
    await ada.open("/account");
    const stayed = ada.staying();
    await expect.poll(() => wire.heard).toBe(1);
    await ada.field("Display name").fill("Countess Ada");
    const said = await listen(ada);
    await wire.cut();
    await ada.page.context().setOffline(true);
    await expect(sign(ada)).toHaveText(LOST);
    await ada.button("Save", ada.form("Display name")).click();
    await expect(ada.alert).toBeVisible();
    await expect(ada.field("Display name")).toHaveValue("Countess Ada");
    wire.mend();
    await ada.page.context().setOffline(false);
    await expect.poll(said, PATIENCE).toContain(BACK);
    await ada.button("Save", ada.form("Display name")).click();
    await expect(ada.chip).toContainText("Countess Ada");
    await server.run(["session", "end", "--account", ada.username]);
    await ada.expectLocked("An administrator ended this session.");
    stayed();
  });

  test("without a channel, changes appear at the next request", async ({ door, server, watch }) => {
    watch.expect(403, /./);
    const ada = await door.member("ada");
    await (await Wire.of(ada.page.context())).cut();
    await ada.open("/");
    const stayed = ada.staying();
    await ada.menu.getByText("Account").click();
    await ada.field("Display name").fill("Countess Ada");
    await ada.button("Save", ada.form("Display name")).click();
    await expect(ada.chip).toContainText("Countess Ada");
    await server.run(["account", "role", ada.username, "administrator"]);
    await ada.menu.getByText("Home").click();
    await expect(ada.menu).toHaveText(["Home", "Account", "Admin"]);
    await server.run(["account", "ban", ada.username, "--reason", "Spam"]);
    // Not by a link, because a request that was still in progress may have shown the ban before.
    await ada.page.goBack();
    await expect(ada.title).toHaveText(/^You can’t use Hallpass/);
    stayed();
  });

  test("without a channel, tabs of one browser still notify each other", async ({ door }) => {
    const ada = await door.member("ada");
    await (await Wire.of(ada.page.context())).cut();
    await ada.open("/");
    const account = await ada.tab("/account");
    await account.field("Display name").fill("Half a name");
    await ada.signOut();
    await expect(account.menu).toHaveText(["Home"]);
    await expect(account.chip).toHaveCount(0);
    await ada.header.getByRole("link", { name: "Sign in" }).click();
    await ada.signIn(ada.username, ada.password);
    await expect(ada.title).toContainText("Hello");
    await expect(account.chip).toBeVisible();
  });

  test("without a channel, signing out in one tab signs out the others without locking them", async ({ door }) => {
    const ada = await door.member("ada");
    await (await Wire.of(ada.page.context())).cut();
    await ada.open("/");
    const account = await ada.tab("/account");
    await account.field("Display name").fill("Half a name");
    await ada.signOut();
    await expect(account.menu).toHaveText(["Home"]);
    await expect(account.lock, "the page is left, as with a channel").toHaveCount(0);
    await expect(account.page).toHaveURL("/");
  });

  test("tabs reconnect by themselves after a restart of the server", async ({ door, ownServer, watch }) => {
    watch.expectCut();
    const server = await ownServer();
    const here = door.at(server);
    const ada = await here.member("ada");
    await ada.open("/account");
    const home = await ada.tab("/");
    const stayed = [ada, home].map((tab) => tab.staying());
    await ada.field("Display name").fill("Half a name");
    const said = [await listen(ada), await listen(home)];
    await server.halt();
    for (const tab of [ada, home]) {
      await expect(sign(tab)).toHaveText(LOST);
      await expect(tab.chip).toBeVisible();
    }
    await server.go();
    for (const tab of said) await expect.poll(tab, PATIENCE).toEqual([LOST, BACK, ""]);
    await expect(ada.field("Display name")).toHaveValue("Half a name");
    await ada.button("Save", ada.form("Display name")).click();
    for (const tab of [ada, home]) await expect(tab.chip).toContainText("Half a name");
    for (const stay of stayed) stay();
  });

  test("changes while the server was down appear when it is back", async ({ door, ownServer, watch }) => {
    watch.expectCut();
    const server = await ownServer();
    const here = door.at(server);
    const [eve, ada, grace] = [await here.member("eve"), await here.member("ada"), await here.member("grace")];
    for (const person of [eve, ada, grace]) await person.open("/account");
    const stayed = [eve, ada, grace].map((person) => person.staying());
    await server.halt();
    await server.run(["account", "ban", eve.username, "--reason", "Spam"]);
    await server.run(["session", "end", "--account", ada.username]);
    await server.run(["account", "role", grace.username, "administrator"]);
    await server.go();
    await expect(eve.title).toHaveText(/^You can’t use Hallpass/, PATIENCE);
    await expect(ada.lock).toBeVisible(PATIENCE);
    await ada.expectLocked("An administrator ended this session.");
    await expect(grace.menu).toHaveText(["Home", "Account", "Admin"], PATIENCE);
    for (const stay of stayed) stay();
  });

  test("a call while the server is down shows an error and keeps the input", async ({ door, ownServer, watch }) => {
    watch.expectCut();
    const server = await ownServer();
    const ada = await door.at(server).member("ada");
    await ada.open("/account");
    await ada.field("Display name").fill("Countess Ada");
    await server.halt();
    await ada.button("Save", ada.form("Display name")).click();
    await expect(ada.alert).toBeVisible();
    await expect(ada.field("Display name")).toHaveValue("Countess Ada");
    await server.go();
    await ada.button("Save", ada.form("Display name")).click();
    await expect(ada.chip).toContainText("Countess Ada");
  });

  test("an error page of a proxy counts as an unreachable server", async ({ door, watch }) => {
    watch.expect(502, /^\/api\/change_display_name$/);
    const ada = await door.member("ada");
    await ada.open("/account");
    await ada.page.route("/api/change_display_name", (route) =>
      route.fulfill({ status: 502, contentType: "text/html", body: "<html><h1>502 Bad Gateway</h1></html>" }),
    );
    await ada.field("Display name").fill("Countess Ada");
    await ada.button("Save", ada.form("Display name")).click();
    await expect(ada.alert).toContainText("Can’t reach Hallpass.");
    await expect(ada.field("Display name")).toHaveValue("Countess Ada");
    await ada.page.unroute("/api/change_display_name");
    await ada.button("Save", ada.form("Display name")).click();
    await expect(ada.chip).toContainText("Countess Ada");
  });

  test("a page locks at its deadline even if a proxy answers with errors", async ({ door, ownServer, watch }) => {
    watch.expect(502, /^\/api\/principal$/);
    const server = await ownServer();
    await server.run(["policy", "set", "idle=10s", "absolute=10s", "remember_me_idle=10s", "remember_me_absolute=10s"]);
    const ada = await door.at(server).member("ada");
    await (await Wire.of(ada.page.context())).cut();
    await ada.page.route("/api/principal", (route) =>
      route.fulfill({ status: 502, contentType: "text/html", body: "<html><h1>502 Bad Gateway</h1></html>" }),
    );
    await ada.open("/account");
    await expect(ada.lock).toBeVisible(PATIENCE);
  });

  test("a page that locked too early unlocks when the session is confirmed", async ({ door, ownServer, watch }) => {
    watch.expect(502, /^\/api\/principal$/);
    const server = await ownServer();
    await server.run(["policy", "set", "idle=10s"]);
    const ada = await door.at(server).member("ada");
    await (await Wire.of(ada.page.context())).cut();
    await ada.page.route("/api/principal", (route) =>
      route.fulfill({ status: 502, contentType: "text/html", body: "<html><h1>502 Bad Gateway</h1></html>" }),
    );
    await ada.open("/account");
    await ada.field("Display name").fill("Half a name");
    await server.run(["policy", "set", "idle=1h"]);
    await expect(ada.lock).toBeVisible(PATIENCE);
    await ada.page.unroute("/api/principal");
    await expect(ada.lock).toHaveCount(0, PATIENCE);
    await expect(ada.field("Display name")).toHaveValue("Half a name");
  });

  test("a page that was frozen catches up when it resumes", async ({ door, server }) => {
    const ada = await door.member("ada");
    await ada.open("/account");
    const stayed = ada.staying();
    const session = await ada.page.context().newCDPSession(ada.page);
    await session.send("Page.setWebLifecycleState", { state: "frozen" });
    await server.run(["session", "end", "--account", ada.username]);
    await session.send("Page.setWebLifecycleState", { state: "active" });
    await ada.expectLocked("An administrator ended this session.");
    stayed();
  });

  test("without a channel, a page that becomes visible requests the principal", async ({ door, server }) => {
    const ada = await door.member("ada");
    await (await Wire.of(ada.page.context())).cut();
    await ada.open("/account");
    await server.run(["session", "end", "--account", ada.username]);
    await expect(ada.title).toHaveText("Account");
    await ada.page.evaluate(() => document.dispatchEvent(new Event("visibilitychange", { bubbles: true })));
    await ada.expectLocked("An administrator ended this session.");
  });

  test("a browser clock that jumps forward ends no live session", async ({ door, server }) => {
    const ada = await door.member("ada");
    await (await Wire.of(ada.page.context())).cut();
    await ada.page.clock.install();
    await ada.open("/account");
    await expect(ada.chip).toContainText("30 min");
    await ada.page.clock.fastForward("45:00");
    // The server's clock has not jumped, and the page keeps requesting the principal.
    await expect(ada.chip).toContainText("30 min", PATIENCE);
    await expect(ada.title).toHaveText("Account");
    await server.run(["session", "end", "--account", ada.username]);
    await ada.page.clock.fastForward("45:00");
    await ada.expectLocked("An administrator ended this session.");
  });

  test("a silent connection counts as lost, and a new one is opened", async ({ door, server }) => {
    const ada = await door.member("ada");
    // The first channel stays open but silent; later ones work.
    let opened = 0;
    await ada.page.context().routeWebSocket("/live", (socket) => {
      opened += 1;
      if (opened > 1) socket.connectToServer();
    });
    await ada.page.clock.install();
    await ada.open("/account");
    await expect.poll(() => opened).toBe(1);
    await ada.page.clock.fastForward("00:55");
    await expect.poll(() => opened).toBeGreaterThan(1);
    await server.run(["account", "role", ada.username, "administrator"]);
    await expect(ada.menu).toHaveText(["Home", "Account", "Admin"]);
  });
});
