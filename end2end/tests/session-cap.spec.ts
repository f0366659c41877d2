// The session limit of the policy: a sign-in above it asks which session to end.
import { signInUnseen } from "../support/people";
import { expect, test } from "../support/test";
import type { Visitor } from "../support/visitor";

/** The choice in the sign-in form. */
function choice(visitor: Visitor) {
  return visitor.page.getByRole("group", { name: "You’ve reached your device limit. Choose a device to sign out." });
}

test("a sign-in over the limit asks which session to end", async ({ door, ownServer, watch }) => {
  watch.expect(409, /^\/api\/sign_in$/);
  const server = await ownServer();
  await server.run(["policy", "set", "sessions=2"]);
  const here = door.at(server);
  const ada = await here.signIn(await here.account("ada"), "Firefox on Windows");
  await ada.open("/account");
  await signInUnseen(server, ada, "Safari on iPhone");
  const third = await here.guest("Safari on macOS");
  await third.open("/sign-in?next=/account");
  await third.signIn(ada.username, ada.password);
  await expect(choice(third)).toBeVisible();
  await expect(third.alert).toBeVisible();
  await expect(third.field("Username")).toHaveValue(ada.username);
  await expect(choice(third).getByRole("radio")).toHaveCount(2);
  await expect(choice(third).getByRole("radio", { checked: true })).toHaveCount(0);
  await expect(choice(third)).toContainText(/Firefox on Windows.*Signed in.*127\.0\.0\.1/);
  await choice(third).getByRole("radio", { name: /Firefox on Windows/ }).check();
  // Without scripts the password must be entered again.
  await third.field("Password").fill(ada.password);
  await third.button("Sign in", third.page.getByRole("main")).click();
  await expect(third.title).toHaveText("Account");
  await third.ready();
  // The chosen session shows the reason; the other one stays alive.
  const why = "You were signed out to make room for a new sign-in.";
  if (ada.scripts) {
    await ada.expectLocked(why);
  } else {
    await ada.reload();
    await expect(ada.page).toHaveURL("/sign-in?next=/account");
    await expect(ada.notice).toContainText(why);
  }
  await third.open("/account/sessions");
  await expect(third.page.locator("ul.sessions > li")).toHaveCount(2);
  await expect(third.page.locator("ul.sessions > li").last()).toContainText("Safari on iPhone");
  await third.open("/account/activity");
  await expect(third.page.getByRole("row", { name: /Ended to make room for a new sign-in/ })).toContainText("Firefox on Windows");
});

test("a wrong password does not reveal the sessions", async ({ door, ownServer, watch }) => {
  watch.expect(401, /^\/api\/sign_in$/);
  const server = await ownServer();
  await server.run(["policy", "set", "sessions=1"]);
  const here = door.at(server);
  const ada = await here.account("ada");
  await signInUnseen(server, ada, "Safari on iPhone");
  const guest = await here.guest();
  await guest.open("/sign-in");
  await guest.signIn(ada.username, "this was never the password");
  await expect(guest.alert).toHaveText("Wrong username or password.");
  await expect(choice(guest)).toHaveCount(0);
});

test("signing in again in the same browser works at the limit", async ({ door, ownServer }) => {
  const server = await ownServer();
  await server.run(["policy", "set", "sessions=1"]);
  const here = door.at(server);
  const ada = await here.member("ada");
  await ada.open("/");
  await ada.signOut();
  await ada.open("/sign-in");
  await ada.signIn(ada.username, ada.password);
  await expect(ada.title).toContainText("Hello");
});

test("the lock asks which session to end", { tag: "@scripts" }, async ({ door, ownServer, watch }) => {
  watch.expect(409, /^\/api\/sign_in$/);
  const server = await ownServer();
  await server.run(["policy", "set", "sessions=1"]);
  const here = door.at(server);
  const ada = await here.member("ada");
  await ada.open("/account");
  await ada.field("Display name").fill("Half a name");
  await server.run(["session", "end", "--account", ada.username]);
  await ada.expectLocked("An administrator ended this session.");
  await signInUnseen(server, ada, "Safari on iPhone");
  await ada.field("Password", ada.lock).fill(ada.password);
  await ada.button("Sign in", ada.lock).click();
  await choice(ada).getByRole("radio", { name: /Safari on iPhone/ }).check();
  await ada.unlock(ada.password);
  await expect(ada.title).toHaveText("Account");
  await expect(ada.field("Display name")).toHaveValue("Half a name");
});
