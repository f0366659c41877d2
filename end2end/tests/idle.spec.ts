// A warning precedes expiry, and unsent input survives the end of a session.
import { chooseEnd, dialog, openAccount } from "../support/accounts";
import type { Locator, Page } from "@playwright/test";
import { expect, test } from "../support/test";
import type { Visitor } from "../support/visitor";
import { Wire } from "../support/wire";

test.describe("idle", { tag: "@scripts" }, () => {
  /** Long enough to act and short enough to wait for. The warning appears at half of it. */
  const IDLE = ["policy", "set", "idle=24s"];
  /** How long the warning may take to appear. */
  const SOON = { timeout: 30_000 };

  function warning(visitor: Visitor): Locator {
    return visitor.page.getByRole("dialog", { name: "Are you still there?" });
  }

  /** Whether the focus is in a dialog. */
  async function focusIsIn(dialog: Locator): Promise<boolean> {
    return dialog.evaluate((element) => element.contains(document.activeElement));
  }

  /**
   * Holds back the page's questions for its principal until the returned function is called: the page then learns from
   * its own call that its session has ended.
   */
  async function holdPrincipal(page: Page): Promise<() => void> {
    let release = () => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    await page.route("**/api/principal", async (route) => {
      await released;
      await route.continue();
    });
    return release;
  }

  test("the warning traps the focus, and Escape extends the session in all tabs", async ({ door, ownServer }) => {
    const server = await ownServer();
    await server.run(IDLE);
    const ada = await door.at(server).member("ada");
    await ada.open("/account");
    const other = await ada.tab("/");
    await ada.page.bringToFront();
    await ada.field("Display name").fill("Half a name");
    for (const tab of [ada, other]) await expect(warning(tab)).toBeVisible(SOON);
    await expect(warning(ada)).toHaveText(/You’ve been inactive, so you’ll be signed out soon/);
    await expect(warning(ada).getByRole("timer")).toHaveText(/^0:[01]\d$/);
    await expect(ada.button("Stay signed in", warning(ada))).toBeFocused();
    for (const key of ["Shift+Tab", "Shift+Tab", "Shift+Tab", "Tab", "Tab", "Tab", "Tab"]) {
      await ada.page.keyboard.press(key);
      const outside = await ada.page.evaluate(() => document.activeElement?.closest("header, main, footer") !== null);
      expect(outside, "the focus is behind the dialog").toBe(false);
    }
    await ada.page.keyboard.press("Escape");
    for (const tab of [ada, other]) await expect(warning(tab)).toHaveCount(0);
    await expect(ada.field("Display name"), "the focus is where it was").toBeFocused();
    await expect(ada.field("Display name")).toHaveValue("Half a name");
    // It appears again later; the button has the same effect.
    for (const tab of [ada, other]) await expect(warning(tab)).toBeVisible(SOON);
    expect(await focusIsIn(warning(ada))).toBe(true);
    await other.button("Stay signed in", warning(other)).click();
    for (const tab of [ada, other]) await expect(warning(tab)).toHaveCount(0);
    for (const tab of [ada, other]) await expect(tab.chip).toBeVisible();
  });

  test("the warning stays if the session could not be extended", async ({ door, ownServer, watch }) => {
    watch.expectCut();
    const server = await ownServer();
    await server.run(IDLE);
    const ada = await door.at(server).member("ada");
    await ada.open("/account");
    await expect(warning(ada)).toBeVisible(SOON);
    await ada.page.route("**/api/visit", (route) => route.abort("connectionfailed"));
    await ada.page.keyboard.press("Escape");
    await ada.page.keyboard.press("Escape");
    await expect(ada.chip).toContainText(/another [1-5] seconds?$/, SOON);
    expect(await warning(ada).count(), "the warning is still shown").toBe(1);
  });

  /** Counts the warnings that open from now on, however briefly. */
  async function countWarnings(visitor: Visitor): Promise<() => Promise<number>> {
    await visitor.page.evaluate(() => {
      const warned: Node[] = [];
      Object.assign(window, { warned });
      const look = () => {
        const warning = document.getElementById("idle-warning");
        if (warning !== null && !warned.includes(warning)) warned.push(warning);
      };
      new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
    });
    return () => visitor.page.evaluate(() => (window as unknown as { warned: Node[] }).warned.length);
  }

  test("typing prevents the warning and expiry in all tabs", async ({ door, ownServer }) => {
    test.setTimeout(120_000);
    const server = await ownServer();
    await server.run(["policy", "set", "idle=24s"]);
    const ada = await door.at(server).member("ada");
    await ada.open("/account");
    const other = await ada.tab("/");
    await ada.page.bringToFront();
    const warned = [await countWarnings(ada), await countWarnings(other)];
    const visits: string[] = [];
    ada.page.on("request", (request) => visits.push(new URL(request.url()).pathname));
    const text = "as long as a session may stay idle";
    await ada.field("Display name").fill("");
    await ada.field("Display name").pressSequentially(text, { delay: 1_000 });
    await expect(ada.field("Display name")).toHaveValue(text);
    await expect(ada.field("Display name")).toBeFocused();
    for (const count of warned) expect(await count()).toBe(0);
    for (const tab of [ada, other]) await expect(tab.chip).toBeVisible();
    expect(visits.filter((path) => path === "/api/visit").length, "not for every key").toBeLessThan(text.length / 2);
  });

  test("a warning does not take the focus from somebody who types", async ({ door, ownServer, watch }) => {
    watch.expectCut();
    const server = await ownServer();
    await server.run(IDLE);
    const ada = await door.at(server).member("ada");
    await ada.open("/account");
    await ada.page.route("**/api/visit", (route) => route.abort("connectionfailed"));
    const beside = ada.page.getByRole("alert", { name: "Are you still there?" });
    let typed = "";
    await ada.field("Display name").fill("");
    await expect.poll(async () => {
      await ada.page.keyboard.press("x");
      typed += "x";
      return beside.count();
    }, { ...SOON, intervals: [500] }).toBe(1);
    await ada.page.keyboard.type("yz");
    await expect(ada.field("Display name")).toBeFocused();
    await expect(ada.field("Display name")).toHaveValue(`${typed}yz`);
    await expect(warning(ada)).toHaveCount(0);
    // It disappears once the server has answered, and the focus returns to the field.
    await ada.page.unroute("**/api/visit");
    await beside.getByRole("button", { name: "Stay signed in" }).press("Enter");
    await expect(beside).toHaveCount(0);
    await expect(ada.field("Display name")).toBeFocused();
    await expect(ada.chip).toBeVisible();
  });

  test("signing out in the warning signs out all tabs", async ({ door, ownServer }) => {
    const server = await ownServer();
    await server.run(IDLE);
    const ada = await door.at(server).member("ada");
    await ada.open("/account");
    const other = await ada.tab("/account/sessions");
    await expect(warning(ada)).toBeVisible(SOON);
    await ada.button("Sign out", warning(ada)).click();
    for (const tab of [ada, other]) {
      await expect(tab.page).toHaveURL("/");
      await expect(tab.notice).toContainText("You’re signed out.");
      await expect(warning(tab)).toHaveCount(0);
      // The page behind the warning is usable again.
      await tab.header.getByRole("link", { name: "Sign in" }).click();
      await expect(tab.title).toHaveText("Welcome back");
    }
  });

  test("an unanswered warning locks the page in place, and signing in resumes it", async ({ door, ownServer }) => {
    const server = await ownServer();
    await server.run(IDLE);
    const ada = await door.at(server).member("ada");
    await ada.open("/account");
    const stayed = ada.staying();
    await ada.field("Display name").fill("Half a name");
    await expect(warning(ada)).toBeVisible(SOON);
    await ada.expectLocked("You were signed out because you were inactive for a while.");
    await expect(warning(ada)).toHaveCount(0);
    await expect(ada.page).toHaveURL("/account");
    await ada.unlock(ada.password);
    await expect(ada.title).toHaveText("Account");
    await expect(ada.field("Display name")).toHaveValue("Half a name");
    stayed();
  });

  test("the absolute limit is announced and cannot be extended", async ({ door, ownServer }) => {
    const server = await ownServer();
    await server.run(["policy", "set", "idle=20s", "absolute=20s"]);
    const ada = await door.at(server).member("ada");
    await ada.open("/account");
    const coming = ada.page.getByRole("dialog", { name: "Your session is about to end" });
    await expect(coming).toBeVisible(SOON);
    await expect(coming).toContainText("It’s about to reach its time limit.");
    await ada.button("Got it", coming).click();
    await expect(coming).toHaveCount(0);
    await ada.field("Display name").fill("Quickly");
    await ada.expectLocked("You were signed out because your session reached its time limit.");
    await ada.unlock(ada.password);
    await expect(ada.field("Display name")).toHaveValue("Quickly");
  });

  test("unsent input survives the session, except passwords", async ({ door, server }) => {
    const olga = await door.administrator("olga");
    const eve = await door.account("eve");
    await openAccount(olga, eve.username, "ban");
    const role = await olga.tab(new URL("role", olga.page.url()).pathname);
    const forms = await olga.tab("/account");
    const every = await olga.tab("/admin/sessions");
    await olga.field("Reason").fill("A reason\nof two lines");
    await chooseEnd(olga, "2099-01-31T18:00");
    await role.field("Role").selectOption("administrator");
    await forms.field("Email address").fill("olga@example.org");
    await forms.field("Current password", forms.form("Email address")).fill(olga.password);
    await forms.field("New password").fill("never to be kept anywhere");
    await every.field("For").selectOption("All members");
    await every.page.getByLabel("Except my current session").uncheck();
    await server.run(["session", "end", "--account", olga.username]);
    for (const tab of [olga, role, forms, every]) await tab.expectLocked("An administrator ended this session.");
    await forms.unlock(olga.password);
    await expect(olga.field("Reason")).toHaveValue("A reason\nof two lines");
    await expect(dialog(olga).getByRole("radio", { name: "Another date" })).toBeChecked();
    await expect(olga.field("End of the ban")).toHaveValue("2099-01-31T18:00");
    await expect(role.field("Role")).toHaveValue("administrator");
    await expect(forms.field("Email address")).toHaveValue("olga@example.org");
    for (const field of await forms.page.locator("input[type=password]").all()) await expect(field).toHaveValue("");
    await expect(every.field("For")).toHaveValue("member");
    await expect(every.page.getByLabel("Except my current session")).not.toBeChecked();
    // Nothing was submitted.
    expect(await server.run(["account", "show", eve.username])).toMatch(/role +member/);
    expect(await server.run(["account", "show", eve.username])).not.toContain("A reason");
  });

  test("another person who signs in sees no input of the first", async ({ door, server }) => {
    const olga = await door.administrator("olga");
    const petra = await door.account("petra", { administrator: true });
    const eve = await door.account("eve");
    await openAccount(olga, eve.username, "ban");
    await olga.field("Reason").fill("Known to Olga only");
    await dialog(olga).getByRole("radio", { name: "1 hour" }).check();
    await server.run(["session", "end", "--account", olga.username]);
    await olga.expectLocked("An administrator ended this session.");
    await olga.field("Username", olga.lock).fill(petra.username);
    await olga.unlock(petra.password);
    await expect(olga.title).toHaveText(eve.username);
    await expect(olga.field("Reason")).toHaveValue("");
    await expect(dialog(olga).getByRole("radio", { name: "7 days" })).toBeChecked();
    await expect(olga.page.getByText("Known to Olga only")).toHaveCount(0);
  });

  test("another person without permission sees nothing of the page", async ({ door, server }) => {
    const olga = await door.administrator("olga");
    const eve = await door.account("eve");
    await olga.open(`/admin/accounts?q=${eve.username}`);
    await server.run(["session", "end", "--account", olga.username]);
    await olga.expectLocked("An administrator ended this session.");
    await olga.field("Username", olga.lock).fill(eve.username);
    await olga.unlock(eve.password);
    await expect(olga.title).toHaveText("You don’t have access to this page");
    await expect(olga.menu).toHaveText(["Home", "Account"]);
    await expect(olga.page.getByRole("row")).toHaveCount(0);
  });

  test("a person banned meanwhile sees the ban after unlocking", async ({ door, server, watch }) => {
    watch.expect(403, /^\/api\/sign_in$/);
    const eve = await door.member("eve");
    await eve.open("/account");
    await server.run(["session", "end", "--account", eve.username]);
    await eve.expectLocked("An administrator ended this session.");
    await server.run(["account", "ban", eve.username, "--reason", "Spam"]);
    await eve.unlock(eve.password);
    await expect(eve.title).toHaveText(/^You can’t use Hallpass/);
    await expect(eve.page).toHaveURL("/account");
  });

  test("signing out discards unsent input", async ({ door }) => {
    const ada = await door.member("ada");
    await ada.open("/account");
    await ada.field("Display name").fill("Half a name");
    await ada.signOut();
    await ada.header.getByRole("link", { name: "Sign in" }).click();
    await ada.signIn(ada.username, ada.password);
    await expect(ada.title).toContainText("Hello");
    await ada.menu.getByText("Account").click();
    await expect(ada.field("Display name")).toHaveValue(ada.username);
  });

  test("a rejected call is repeated after signing in", async ({ door, server, watch }) => {
    watch.expect(401, /^\/api\/change_display_name$/);
    const ada = await door.member("ada");
    const wire = await Wire.of(ada.page.context());
    await wire.cut();
    await ada.open("/account");
    const stayed = ada.staying();
    await ada.field("Display name").fill("Countess Ada");
    const release = await holdPrincipal(ada.page);
    await server.run(["session", "end", "--account", ada.username]);
    await ada.button("Save", ada.form("Display name")).click();
    release();
    await ada.expectLocked("An administrator ended this session.");
    expect(await server.run(["account", "show", ada.username])).not.toContain("Countess Ada");
    await ada.unlock(ada.password);
    await expect(ada.chip).toContainText("Countess Ada");
    await expect(ada.form("Display name").getByRole("status")).toHaveText("Saved.");
    expect(await server.run(["account", "show", ada.username])).toContain("Countess Ada");
    stayed();
  });

  test("a rejected call is not repeated for another person", async ({ door, server, watch }) => {
    watch.expect(401, /^\/api\/change_display_name$/);
    const ada = await door.member("ada");
    const grace = await door.account("grace");
    await (await Wire.of(ada.page.context())).cut();
    await ada.open("/account");
    await ada.field("Display name").fill("Countess Ada");
    const release = await holdPrincipal(ada.page);
    await server.run(["session", "end", "--account", ada.username]);
    await ada.button("Save", ada.form("Display name")).click();
    release();
    await ada.expectLocked("An administrator ended this session.");
    const sent: string[] = [];
    ada.page.on("request", (request) => sent.push(new URL(request.url()).pathname));
    await ada.field("Username", ada.lock).fill(grace.username);
    await ada.unlock(grace.password);
    await expect(ada.field("Display name")).toHaveValue(grace.username);
    await expect(ada.chip).toContainText(grace.username);
    expect(sent).not.toContain("/api/change_display_name");
    expect(await server.run(["account", "show", grace.username])).not.toContain("Countess Ada");
  });

  test("a form with a password is not sent again by itself and says so", async ({ door, server, watch }) => {
    watch.expect(401, /^\/api\/change_email$/);
    const ada = await door.member("ada");
    await (await Wire.of(ada.page.context())).cut();
    await ada.open("/account");
    const form = ada.form("Email address");
    await ada.field("Email address", form).fill("ada@example.org");
    await ada.field("Current password", form).fill(ada.password);
    const release = await holdPrincipal(ada.page);
    await server.run(["session", "end", "--account", ada.username]);
    await ada.button("Save", form).click();
    release();
    await ada.expectLocked("An administrator ended this session.");
    await ada.unlock(ada.password);
    await expect(form).toContainText("You were signed out before this was sent. Enter your password again, then send the form again.");
    await expect(ada.field("Email address", form)).toHaveValue("ada@example.org");
    await expect(ada.field("Current password", form)).toHaveValue("");
    expect(await server.run(["account", "show", ada.username])).not.toContain("ada@example.org");
    await ada.field("Current password", form).fill(ada.password);
    await ada.button("Save", form).click();
    await expect(form.getByRole("status")).toHaveText("Saved.");
    expect(await server.run(["account", "show", ada.username])).toContain("ada@example.org");
  });

  test("a wrong password keeps the page locked and the input preserved", async ({ door, server, watch }) => {
    watch.expect(401, /^\/api\/sign_in$/);
    const ada = await door.member("ada");
    await ada.open("/account");
    await ada.field("Display name").fill("Half a name");
    await server.run(["session", "end", "--account", ada.username]);
    await ada.expectLocked("An administrator ended this session.");
    await ada.field("Password", ada.lock).fill("this was never the password");
    await ada.button("Sign in", ada.lock).click();
    await expect(ada.alert).toHaveText("Wrong username or password.");
    await expect(ada.field("Username", ada.lock)).toHaveValue(ada.username);
    await ada.unlock(ada.password);
    await expect(ada.field("Display name")).toHaveValue("Half a name");
  });
});
