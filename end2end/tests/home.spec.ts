// `/`: an invitation for guests; for members their pass, what happened lately, and what makes the account safer.
import { signInUnseen } from "../support/people";
import { expect, test } from "../support/test";

test("a guest is invited to sign up", async ({ guest }) => {
  const response = await guest.open("/");
  expect(response.status()).toBe(200);
  await expect(guest.title).toHaveText("See who’s signed in. Change their access while they work.");
  await expect(guest.page).toHaveTitle("Hallpass");
  await expect(guest.page.getByRole("article")).toContainText("Not signed in");
  await expect(guest.menu).toHaveText(["Home"]);
  await guest.page.getByRole("main").getByRole("link", { name: "Create your account" }).click();
  await expect(guest.page).toHaveURL("/sign-up");
  await expect(guest.title).toHaveText("Create your account");
});

test("a member sees their pass", async ({ door }) => {
  const ada = await door.member("ada");
  await ada.open("/");
  await expect(ada.title).toHaveText(`Hello, ${ada.username}`);
  const pass = ada.page.getByRole("article");
  await expect(pass.getByRole("heading", { name: ada.username })).toBeVisible();
  await expect(pass).toContainText(`member, ${ada.username}`);
  await expect(pass.getByRole("term")).toHaveText(["Signed in", "Session ends"]);
  await expect(pass.getByRole("definition")).toContainText(["just now", /today at \d|tomorrow at \d/]);
  await expect(pass).toContainText("until you’re signed out for inactivity");
});

test("the pass says that somebody stays signed in", async ({ door, guest }) => {
  const ada = await door.account("ada");
  await guest.open("/sign-in");
  await guest.signIn(ada.username, ada.password, true);
  await expect(guest.page.getByRole("article").getByRole("term")).toHaveText(["Signed in", "Session ends", "Keep me signed in"]);
});

test("a member sees what happened lately, and what makes the account safer", async ({ door, server }) => {
  const ada = await door.signIn(await door.account("ada"), "Firefox on Windows");
  await ada.open("/");
  const lately = ada.page.getByRole("region", { name: "Lately" });
  await expect(lately.getByRole("listitem")).toHaveCount(1);
  await expect(lately).toContainText("Firefox on Windows");
  const safety = ada.page.getByRole("region", { name: "Keep your account safe" });
  await expect(safety).toContainText("2 of 4 done");
  await expect(safety.getByRole("link")).toHaveText([
    "Add your email address",
    "Add a second step or a passkey",
  ]);
  await signInUnseen(server, ada, "Safari on iPhone");
  if (!ada.scripts) await ada.reload();
  await expect(lately.getByRole("listitem")).toHaveCount(2);
  await expect(lately.getByRole("listitem").first()).toContainText("Safari on iPhone");
  await expect(safety).toContainText("1 of 4 done");
  await safety.getByRole("link", { name: "Check your other device" }).click();
  await expect(ada.title).toHaveText("Sessions");
  await ada.page.goBack();
  await ada.page.getByRole("link", { name: "All activity" }).click();
  await expect(ada.title).toHaveText("Activity");
});
