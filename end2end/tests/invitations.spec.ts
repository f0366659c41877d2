// `/admin/invitations` and `/sign-up`: open, by invitation, and closed.
import { PASSWORD, unique } from "../support/people";
import { expect, test } from "../support/test";

test("an invitation can be created, used and revoked", async ({ door, ownServer, watch }) => {
  watch.expect(410, /^\/sign-up$/);
  const server = await ownServer();
  await server.run(["policy", "set", "sign_up=invitation"]);
  const here = door.at(server);
  const olga = await here.administrator("olga");
  await olga.open("/admin/invitations");
  await olga.field("Maximum sign-ups").fill("2");
  await olga.field("Note (optional)").fill("The choir");
  await olga.button("Create link").click();
  const link = await olga.page.locator("code.handed").innerText();
  const row = olga.page.locator("tbody > tr");
  await expect(row).toContainText("2 of 2 sign-ups left.");
  await expect(olga.field("Maximum sign-ups"), "the form is reset").toHaveValue("1");
  await expect(olga.field("Note (optional)")).toHaveValue("");
  await olga.expectNoSideways();

  const noor = await here.guest();
  await noor.open("/sign-up");
  await expect(noor.page.getByText("You need an invitation to sign up.")).toBeVisible();
  await expect(noor.header.getByRole("link", { name: "Sign up" })).toHaveCount(0);
  await noor.open(link);
  const name = unique("noor");
  await noor.field("Username").fill(name);
  await noor.field("Password").fill(PASSWORD);
  await noor.button("Create account").click();
  await expect(noor.title).toHaveText(`Hello, ${name}`);

  await olga.open("/admin/invitations");
  await expect(olga.page.locator("code.handed"), "the link is shown once").toHaveCount(0);
  await expect(row).toContainText("1 of 2 sign-ups left.");
  await row.locator("summary").filter({ hasText: "Revoke… The choir" }).click();
  await expect(row, "it asks first").toContainText("Nobody will be able to sign up with this link.");
  await expect(row).toContainText("Active");
  await olga.button("Revoke The choir").click();
  await expect(row.getByText("Revoked", { exact: true })).toBeVisible();
  await expect(row.locator("summary")).toHaveCount(0);
  await expect(olga.page.getByRole("button", { name: /^Revoke/ })).toHaveCount(0);
  const late = await here.guest();
  expect((await late.open(link)).status()).toBe(410);
  await expect(late.title).toHaveText("This link no longer works");
  await expect(late.page.getByText("This link has been used, has expired or was revoked.")).toBeVisible();
});

test("the page follows the sign-up mode and preserves input", { tag: "@scripts" }, async ({ door, ownServer }) => {
  const server = await ownServer();
  const olga = await door.at(server).administrator("olga");
  await olga.open("/admin/invitations");
  await expect(olga.page.getByText("Anyone can sign up")).toBeVisible();
  await olga.field("Note (optional)").fill("The choir");
  await server.run(["policy", "set", "sign_up=closed"]);
  await expect(olga.page.getByText("Sign-up is closed")).toBeVisible();
  await server.run(["policy", "set", "sign_up=invitation"]);
  await expect(olga.page.getByText("People need an invitation")).toBeVisible();
  await expect(olga.field("Note (optional)")).toHaveValue("The choir");
});

test("the new link is in view below the button", async ({ door, ownServer }) => {
  const olga = await door.at(await ownServer()).administrator("olga");
  await olga.page.setViewportSize({ width: 390, height: 700 });
  await olga.open("/admin/invitations");
  await olga.button("Create link").click();
  await expect(olga.page.locator("code.handed")).toBeInViewport();
});

test("problems of an invitation are shown at their fields", async ({ door, ownServer, watch }) => {
  watch.expect(422, /^\/api\/create_invitation$/);
  const olga = await door.at(await ownServer()).administrator("olga");
  await olga.open("/admin/invitations");
  await olga.field("Maximum sign-ups").fill("0");
  await olga.field("Valid for").selectOption("30 days");
  await olga.field("Note (optional)").fill("The choir");
  await olga.button("Create link").click();
  await olga.expectError(olga.field("Maximum sign-ups"), "Use a value between 1 and 1000.");
  await expect(olga.field("Valid for")).toHaveValue("30d");
  await expect(olga.field("Note (optional)")).toHaveValue("The choir");
});

test("closed sign-up says so and is not linked", async ({ door, ownServer }) => {
  const server = await ownServer();
  await server.run(["policy", "set", "sign_up=closed"]);
  const guest = await door.at(server).guest();
  await guest.open("/");
  await expect(guest.header.getByRole("link", { name: "Sign up" })).toHaveCount(0);
  await expect(guest.page.getByRole("link", { name: "Create your account" })).toHaveCount(0);
  await guest.open("/sign-up");
  await expect(guest.page.getByText("Sign-up is closed. Ask an administrator to create an account for you.")).toBeVisible();
  await expect(guest.field("Username")).toHaveCount(0);
});

test("closing sign-up preserves the input of an open form", async ({ door, ownServer, watch }) => {
  watch.expect(409, /^\/api\/sign_up$/);
  const server = await ownServer();
  const guest = await door.at(server).guest();
  await guest.open("/sign-up");
  await guest.field("Username").fill("noor");
  await guest.field("Password").fill(PASSWORD);
  await server.run(["policy", "set", "sign_up=closed"]);
  await guest.button("Create account").click();
  await expect(guest.page.getByText("Sign-up is closed. Ask an administrator to create an account for you.")).toBeVisible();
  if (guest.scripts) await expect(guest.field("Username")).toHaveValue("noor");
});
