// Every open tab follows the principal in place, whatever changes and wherever the change was made.
import { OTHER_PASSWORD, unique } from "../support/people";
import { expect, type Person, test } from "../support/test";
import type { Visitor } from "../support/visitor";

test.describe("live", { tag: "@scripts" }, () => {
  /** Asserts that another person's tab has noticed nothing. */
  async function expectUntouched(bystander: Person, path: string): Promise<void> {
    await expect(bystander.page).toHaveURL(path);
    await expect(bystander.chip).toContainText(bystander.username);
    await expect(bystander.page.locator(".notice")).toHaveCount(0);
    await expect(bystander.field("Display name")).toHaveValue("Half a name");
  }

  /** Another person at the same time, with unsent input. */
  async function bystander(person: Promise<Person>): Promise<Person> {
    const grace = await person;
    await grace.open("/account");
    await grace.field("Display name").fill("Half a name");
    return grace;
  }

  /** One person in six tabs: four in the first browser, then two in the second. */
  async function sixTabs(first: Person, second: Person): Promise<Person[]> {
    await first.open("/");
    await second.open("/account/sessions");
    const paths = ["/account", "/account/sessions", "/account/activity"];
    const more: Person[] = [];
    for (const path of paths) more.push(await first.tab(path));
    return [first, ...more, second, await second.tab("/account")];
  }

  /** The session ID of a person's device, from the command line. */
  async function sessionOf(server: { run(words: string[]): Promise<string> }, username: string, system: string) {
    const sessions = JSON.parse(await server.run(["session", "list", username, "--json"]));
    return sessions.find(({ device }: { device: { system: string } }) => device.system === system).id as string;
  }

  /** Asserts that the document, apart from its scripts, contains none of these words; for scripts, see below. */
  async function expectNothingOf(visitor: Visitor, ...words: string[]): Promise<void> {
    const all = await visitor.page.evaluate(() => {
      const typed = [...document.querySelectorAll<HTMLInputElement>("input, textarea, select")].map(({ value }) => value);
      const copy = document.documentElement.cloneNode(true) as Element;
      for (const script of copy.querySelectorAll("script")) script.remove();
      return [copy.outerHTML, ...typed].join("\n");
    });
    for (const word of words) expect(all.includes(word), `${word} is in ${visitor.page.url()}`).toBe(false);
  }

  test("signing out in one tab signs out only the tabs of that browser", async ({ door }) => {
    const account = await door.account("ada");
    const tabs = await sixTabs(await door.signIn(account, "Firefox on Windows"), await door.signIn(account, "Safari on iPhone"));
    const grace = await bystander(door.member("grace"));
    const stayed = tabs.slice(1).map((tab) => tab.staying());
    await tabs[0].signOut();
    for (const tab of tabs.slice(0, 4)) {
      await expect(tab.menu).toHaveText(["Home"]);
      await expect(tab.page).toHaveURL("/");
      await expect(tab.notice).toContainText("You’re signed out.");
      await expectNothingOf(tab, account.username);
    }
    for (const tab of tabs.slice(4)) await expect(tab.chip).toContainText(account.username);
    for (const stay of stayed) stay();
    await expectUntouched(grace, "/account");
  });

  test("a session ended from another device says so in all its tabs", async ({ door }) => {
    const account = await door.account("ada");
    const tabs = await sixTabs(await door.signIn(account, "Firefox on Windows"), await door.signIn(account, "Safari on iPhone"));
    const grace = await bystander(door.member("grace"));
    const stayed = tabs.map((tab) => tab.staying());
    await tabs[4].ending("Firefox on Windows").click();
    await expect(tabs[0].notice).toContainText("You signed this device out from Safari on iPhone.");
    for (const tab of tabs.slice(1, 4)) {
      await tab.expectLocked("You signed this device out from Safari on iPhone.");
      await expect(tab.field("Username", tab.lock)).toHaveValue(account.username);
    }
    await expect(tabs[1].page).toHaveURL("/account");
    for (const tab of tabs.slice(4)) await expect(tab.chip).toContainText(account.username);
    // One tab signs in again, and the others of that browser unlock as well.
    await tabs[2].unlock(account.password);
    await expect(tabs[2].title).toHaveText("Sessions");
    await expect(tabs[0].title).toContainText("Hello");
    await expect(tabs[1].title).toHaveText("Account");
    await expect(tabs[3].title).toHaveText("Activity");
    for (const stay of stayed) stay();
    await expectUntouched(grace, "/account");
  });

  test("a session ended by an administrator says so", async ({ door, server }) => {
    const account = await door.account("ada");
    const tabs = await sixTabs(await door.signIn(account, "Firefox on Windows"), await door.signIn(account, "Safari on iPhone"));
    const olga = await bystander(door.administrator("olga"));
    const console = await olga.tab(`/admin/accounts?q=${account.username}`);
    await console.page.getByRole("link", { name: `Open ${account.username}` }).click();
    await console.page.getByRole("navigation", { name: account.username }).getByRole("link", { name: "Sessions" }).click();
    await console.ending("Safari on iPhone").click();
    for (const tab of tabs.slice(4)) await tab.expectLocked("An administrator ended this session.");
    for (const tab of tabs.slice(0, 4)) await expect(tab.chip).toContainText(account.username);
    // And on the command line, which is another process.
    await server.run(["session", "end", await sessionOf(server, account.username, "Windows")]);
    await expect(tabs[0].notice).toContainText("An administrator ended this session.");
    for (const tab of tabs.slice(1, 4)) await tab.expectLocked("An administrator ended this session.");
    await expectUntouched(olga, "/account");
  });

  test("a ban and its lifting appear in all tabs", async ({ door, server, watch }) => {
    watch.expect(403, /./);
    const account = await door.account("eve");
    const tabs = await sixTabs(await door.signIn(account, "Firefox on Windows"), await door.signIn(account, "Safari on iPhone"));
    const grace = await bystander(door.member("grace"));
    const paths = tabs.map((tab) => new URL(tab.page.url()).pathname);
    const stayed = tabs.map((tab) => tab.staying());
    await server.run(["account", "ban", account.username, "--reason", "Spam in every thread"]);
    for (const [index, tab] of tabs.entries()) {
      await expect(tab.title).toHaveText(/^You can’t use Hallpass/);
      await expect(tab.page.getByRole("article")).toContainText("Spam in every thread");
      await expect(tab.menu).toHaveCount(0);
      await expect(tab.page).toHaveURL(paths[index]);
    }
    await server.run(["account", "unban", account.username]);
    for (const tab of tabs) {
      await expect(tab.notice).toContainText("Your ban has ended.");
      await expect(tab.page.getByText("Spam in every thread")).toHaveCount(0);
    }
    for (const stay of stayed) stay();
    await tabs[5].page.bringToFront();
    await tabs[5].signIn(account.username, account.password);
    await expect(tabs[5].title).toHaveText("Account");
    await expectUntouched(grace, "/account");
  });

  test("a new role changes the menu of all tabs and leaves forbidden pages", async ({ door, server }) => {
    const account = await door.account("ada");
    const tabs = await sixTabs(await door.signIn(account, "Firefox on Windows"), await door.signIn(account, "Safari on iPhone"));
    const stayed = tabs.map((tab) => tab.staying());
    await tabs[1].field("Display name").fill("Not sent yet");
    await server.run(["account", "role", account.username, "administrator"]);
    for (const tab of tabs) {
      await expect(tab.menu).toHaveText(["Home", "Account", "Admin"]);
      await expect(tab.page.locator(".news")).toContainText("Your role has changed: you’re now an administrator.");
    }
    await expect(tabs[1].field("Display name"), "the input is preserved").toHaveValue("Not sent yet");
    await tabs[0].button("Close").click();
    await expect(tabs[0].page.locator(".news .notice")).toHaveCount(0);
    await tabs[0].menu.getByText("Admin").click();
    await expect(tabs[0].title).toHaveText("Overview");
    await tabs[0].page.getByRole("navigation", { name: "Admin console" }).getByText("Accounts").click();
    await expect(tabs[0].title).toHaveText("Accounts");
    await server.run(["account", "role", account.username, "member"]);
    for (const tab of tabs) {
      await expect(tab.menu).toHaveText(["Home", "Account"]);
      await expect(tab.page.locator(".news")).toContainText("Your role has changed: you’re now a member.");
    }
    await expect(tabs[0].page).toHaveURL("/");
    await expect(tabs[0].title).toContainText("Hello");
    await expect(tabs[5].page).toHaveURL("/account");
    await expectNothingOf(tabs[0], "Name or email");
    for (const stay of stayed) stay();
    // Going back does not open the page again.
    await tabs[0].page.goBack();
    await expect(tabs[0].title).toHaveText("You don’t have access to this page");
  });

  test("a new role ends the session if the policy says so", async ({ door, ownServer }) => {
    const server = await ownServer();
    await server.run(["policy", "set", "role_change_ends=yes"]);
    const ada = await door.at(server).member("ada");
    await ada.open("/account");
    await server.run(["account", "role", ada.username, "administrator"]);
    await ada.expectLocked("You were signed out because your role was changed.");
    await ada.unlock(ada.password);
    await expect(ada.menu).toHaveText(["Home", "Account", "Admin"]);
  });

  test("a new display name appears in all tabs", async ({ door }) => {
    const account = await door.account("ada");
    const tabs = await sixTabs(await door.signIn(account, "Firefox on Windows"), await door.signIn(account, "Safari on iPhone"));
    const stayed = tabs.map((tab) => tab.staying());
    await tabs[5].field("Display name").fill("Countess Ada");
    await tabs[5].button("Save", tabs[5].form("Display name")).click();
    for (const tab of tabs) await expect(tab.chip).toContainText("Countess Ada");
    await expect(tabs[0].title).toHaveText("Hello, Countess Ada");
    for (const stay of stayed) stay();
  });

  test("a new policy appears in the chip and ends sessions that exceed it", async ({ door, ownServer }) => {
    const server = await ownServer();
    const here = door.at(server);
    const ada = await here.member("ada");
    await ada.open("/account");
    const home = await ada.tab("/");
    await expect(home.chip).toContainText("min");
    await server.run(["policy", "set", "idle=5h"]);
    for (const tab of [ada, home]) await expect(tab.chip).toContainText("5 hours");
    const signedIn = Date.now();
    await expect.poll(() => Date.now() - signedIn, { timeout: 20_000 }).toBeGreaterThan(11_000);
    await server.run(["policy", "set", "idle=10s", "absolute=10s"]);
    await ada.expectLocked("an administrator shortened the time limits for sessions");
    await expect(home.notice).toContainText("an administrator shortened the time limits for sessions");
  });

  test("signing in in one tab signs in the other tabs of that browser", async ({ door }) => {
    const account = await door.account("ada");
    const guest = await door.guest();
    await guest.open("/");
    const asked = await guest.tab("/account");
    await expect(asked.page).toHaveURL("/sign-in?next=/account");
    const other = await door.guest();
    await other.open("/");
    const stayed = [guest, asked].map((tab) => tab.staying());
    const last = await guest.tab("/sign-in");
    await last.signIn(account.username, account.password);
    await expect(last.chip).toContainText(account.username);
    await expect(guest.title).toHaveText(`Hello, ${account.username}`);
    await expect(asked.title).toHaveText("Account");
    await expect(asked.page).toHaveURL("/account");
    for (const stay of stayed) stay();
    await expect(other.menu).toHaveText(["Home"]);
    // From then on, they follow like any other tab.
    await last.signOut();
    for (const tab of [guest, asked]) await expect(tab.menu).toHaveText(["Home"]);
  });

  test("signing up in one tab signs in the others", async ({ door }) => {
    const guest = await door.guest();
    await guest.open("/");
    const tab = await guest.tab("/sign-up");
    const username = unique("ada");
    await tab.field("Username").fill(username);
    await tab.field("Password").fill("gravel tulip eleven harbour");
    await tab.button("Create account").click();
    await expect(guest.title).toHaveText(`Hello, ${username}`);
  });

  test("when another person signs in, all tabs show them and nothing of the first person", async ({ door, server }) => {
    const email = `${unique("ada")}@example.org`;
    const ada = await door.member("ada", { email });
    const grace = await door.account("grace");
    await ada.open("/account");
    await ada.field("Display name").fill("Typed by Ada");
    const [sessions, home] = [await ada.tab("/account/sessions"), await ada.tab("/")];
    const stayed = [ada, sessions, home].map((tab) => tab.staying());
    await server.run(["session", "end", "--account", ada.username]);
    await ada.expectLocked("An administrator ended this session.");
    await expectNothingOf(ada, email, "Typed by Ada");
    await sessions.expectLocked("An administrator ended this session.");
    await sessions.field("Username", sessions.lock).fill(grace.username);
    await sessions.unlock(grace.password);
    await expect(sessions.title).toHaveText("Sessions");
    for (const tab of [ada, sessions, home]) await expect(tab.chip).toContainText(grace.username);
    await expect(ada.field("Display name")).toHaveValue(grace.username);
    await expect(home.title).toHaveText(`Hello, ${grace.username}`);
    for (const tab of [ada, sessions, home]) await expectNothingOf(tab, ada.username, email, "Typed by Ada");
    for (const stay of stayed) stay();
  });

  test("a sign-in as another person outside the tabs reaches all of them", async ({ door, server }) => {
    const email = `${unique("ada")}@example.org`;
    const ada = await door.member("ada", { email });
    const grace = await door.account("grace");
    await ada.open("/account");
    await ada.field("Display name").fill("Typed by Ada");
    const activity = await ada.tab("/account/activity");
    // Like a page without scripts, which does not notify other tabs.
    const form = { username: grace.username, password: grace.password };
    await ada.page.context().request.post("/api/sign_in", { headers: { origin: server.origin }, form });
    for (const tab of [ada, activity]) {
      await expect(tab.chip).toContainText(grace.username);
      await expectNothingOf(tab, ada.username, email, "Typed by Ada");
    }
    await expect(ada.field("Display name")).toHaveValue(grace.username);
    expect(await server.run(["account", "show", ada.username])).toMatch(/sessions +0/);
  });

  test("the page's embedded data is removed when the session ends", async ({ door, server }) => {
    const email = `${unique("ada")}@example.org`;
    const ada = await door.member("ada", { email });
    await ada.open("/account");
    await server.run(["session", "end", "--account", ada.username]);
    await ada.expectLocked("An administrator ended this session.");
    expect((await ada.page.content()).includes(email), "the e-mail address is in the document").toBe(false);
  });

  test("news about a person is removed when the session ends", async ({ door, server }) => {
    const ada = await door.member("ada");
    await ada.open("/account");
    await server.run(["account", "role", ada.username, "administrator"]);
    await expect(ada.page.locator(".news")).toContainText("you’re now an administrator");
    await server.run(["session", "end", "--account", ada.username]);
    await ada.expectLocked("An administrator ended this session.");
    await expect(ada.page.locator(".news")).toBeEmpty();
  });

  test("changing the password keeps the tabs of that browser and locks the others", async ({ door }) => {
    const account = await door.account("ada");
    const tabs = await sixTabs(await door.signIn(account, "Firefox on Windows"), await door.signIn(account, "Safari on iPhone"));
    const grace = await bystander(door.member("grace"));
    const stayed = tabs.map((tab) => tab.staying());
    const form = tabs[1].form("Password");
    await tabs[1].field("Current password", form).fill(account.password);
    await tabs[1].field("New password", form).fill(OTHER_PASSWORD);
    await tabs[1].button("Change password", form).click();
    await expect(form.getByRole("status")).toHaveText("Password changed. You’ve been signed out everywhere else.");
    for (const tab of tabs.slice(4)) await tab.expectLocked("You were signed out because your password was changed.");
    for (const tab of tabs.slice(0, 4)) {
      await expect(tab.chip).toContainText(account.username);
      await expect(tab.lock).toHaveCount(0);
    }
    await expect(tabs[2].page.locator("ul.sessions > li")).toHaveCount(1);
    await expect(tabs[2].page.locator("ul.sessions > li")).toContainText("with a new password");
    await expect(tabs[2].page.getByRole("region", { name: "This device" })).toContainText("Firefox on Windows");
    // They keep following the new session.
    await tabs[1].field("Display name").fill("Countess Ada");
    await tabs[1].button("Save", tabs[1].form("Display name")).click();
    for (const tab of tabs.slice(0, 4)) await expect(tab.chip).toContainText("Countess Ada");
    for (const stay of stayed) stay();
    await expectUntouched(grace, "/account");
  });

  test("a password reset ends every session and gives the reason", async ({ door, server, guest }) => {
    const ada = await door.member("ada");
    await ada.open("/account");
    await guest.open((await server.run(["account", "password-reset-link", ada.username])).trim());
    await guest.field("New password").fill(OTHER_PASSWORD);
    await guest.button("Set new password").click();
    await ada.expectLocked("You were signed out because your password was changed.");
    await ada.unlock(OTHER_PASSWORD);
    await expect(ada.title).toHaveText("Account");
  });
});
