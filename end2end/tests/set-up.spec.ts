// `/set-up`: creating the owner's account once, with the link that the server prints at its first start.
import { PASSWORD } from "../support/people";
import { expect, test } from "../support/test";

test("the printed link creates the owner's account once", async ({ door, ownServer, watch }) => {
  const server = await ownServer();
  const here = door.at(server);
  const owner = await here.guest();
  const response = await owner.open(server.setUpLink);
  expect(response.status()).toBe(200);
  await expect(owner.title).toHaveText("Set up Hallpass");
  await owner.field("Username").fill("olga");
  await owner.field("Email address (optional)").fill("olga@example.org");
  await owner.field("Password").fill(PASSWORD);
  await owner.button("Create the owner’s account").click();
  // Administrators need a second step, which the owner can put off once.
  if (owner.scripts) {
    await expect(owner.title).toHaveText("One thing before you go on");
    await owner.page.getByRole("link", { name: "Set it up" }).click();
  }
  await expect(owner.title).toHaveText("Security");
  await owner.button("Set up later").click();
  await expect(owner.page.getByText("Your next sign-in will ask you to set up a second step")).toBeVisible();
  if (owner.scripts) await owner.page.getByRole("link", { name: "Home" }).click();
  await expect(owner.title).toHaveText("Hello, olga");
  await expect(owner.page).toHaveURL("/");
  await expect(owner.menu).toHaveText(["Home", "Account", "Admin"]);
  await expect(owner.chip).toContainText("administrator");

  watch.expect(410, /^\/set-up$/);
  const late = await here.guest();
  expect((await late.open(server.setUpLink)).status()).toBe(410);
  await expect(late.title).toHaveText("This link no longer works");
  await expect(late.page.getByRole("button", { name: "Create" })).toHaveCount(0);
});

test("invalid input shows errors and does not use up the link", async ({ door, ownServer, watch }) => {
  watch.expect(422, /^\/api\/set_up$/);
  const server = await ownServer();
  const owner = await door.at(server).guest();
  await owner.open(server.setUpLink);
  await owner.field("Username").fill("o");
  await owner.field("Password").fill("hallpasshallpass");
  await owner.button("Create the owner’s account").click();
  await owner.expectError(owner.field("Username"), "Use at least 3 characters; this has 1.");
  await owner.expectError(owner.field("Password"), /^Too easy to guess/);
  await owner.field("Username").fill("olga");
  await owner.field("Password").fill(PASSWORD);
  await owner.button("Create the owner’s account").click();
  await expect(owner.title).toHaveText(owner.scripts ? "One thing before you go on" : "Security");
});

test("an invalid link does not work", async ({ guest, watch }) => {
  watch.expect(410, /^\/set-up$/);
  expect((await guest.open("/set-up?token=invented")).status()).toBe(410);
  await expect(guest.title).toHaveText("This link no longer works");
});

test("the link is invalid once an administrator exists", async ({ door, ownServer, watch }) => {
  watch.expect(410, /^\/set-up$/);
  const server = await ownServer();
  const here = door.at(server);
  await here.account("olga", { administrator: true });
  const guest = await here.guest();
  expect((await guest.open(server.setUpLink)).status()).toBe(410);
});
