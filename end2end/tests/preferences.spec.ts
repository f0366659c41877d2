// Theme and language: for guests in the header, for members with their account, in every tab and on every device.
import { expect, test } from "../support/test";
import type { Visitor } from "../support/visitor";

const MENU = "Theme and language";
const MENU_DE = "Design und Sprache";

/** Opens the menu in the header. */
async function openMenu(visitor: Visitor, name = MENU): Promise<void> {
  const menu = visitor.header.locator("#look-menu");
  if ((await menu.getAttribute("open")) === null) await menu.getByLabel(name, { exact: true }).click();
}

/** Chooses something in the menu, which applies at once with scripts, and by its button without. */
async function choose(visitor: Visitor, label: string, option: string): Promise<void> {
  await openMenu(visitor);
  await visitor.header.getByLabel(label, { exact: true }).selectOption({ label: option });
  if (!visitor.scripts) await visitor.button("Apply", visitor.header).click();
}

function root(visitor: Visitor) {
  return visitor.page.locator("html");
}

test("a guest chooses a theme and a language, and the next page has them in its first HTML", async ({ guest }) => {
  await guest.open("/sign-in");
  await choose(guest, "Theme", "Dark");
  await expect(root(guest)).toHaveAttribute("data-theme", "dark");
  await choose(guest, "Language", "Deutsch");
  await expect(root(guest)).toHaveAttribute("lang", "de");
  await expect(guest.title).toHaveText("Willkommen zurück");
  const html = await (await guest.open("/sign-up")).text();
  expect(html).toMatch(/<html [^>]*lang="de"[^>]*data-theme="dark"/);
  await expect(guest.title).toHaveText("Erstelle dein Konto");
  await expect(guest.page).toHaveTitle(/· Hallpass$/);
});

test("a language is changed in place, in every tab, and what is typed stays @scripts", async ({ guest }) => {
  await guest.open("/sign-up");
  const other = await guest.tab("/sign-in");
  const [stayed, otherStayed] = [guest.staying(), other.staying()];
  await guest.field("Username").fill("noor.ha");
  await choose(guest, "Language", "Deutsch");
  await expect(guest.title).toHaveText("Erstelle dein Konto");
  await expect(guest.page.locator(".toast")).toContainText("Sprache auf Deutsch geändert.");
  await expect(guest.field("Benutzername")).toHaveValue("noor.ha");
  await expect(other.title).toHaveText("Willkommen zurück");
  await openMenu(other, MENU_DE);
  await other.header.getByLabel("Sprache", { exact: true }).selectOption({ label: "English" });
  await expect(guest.title).toHaveText("Create your account");
  await expect(guest.field("Username")).toHaveValue("noor.ha");
  stayed();
  otherStayed();
});

test("a choice of language keeps a theme that was chosen in another tab @scripts", async ({ guest }) => {
  await guest.open("/sign-in");
  const other = await guest.tab("/sign-up");
  await choose(other, "Theme", "Dark");
  await expect(root(guest)).toHaveAttribute("data-theme", "dark");
  await choose(guest, "Language", "Deutsch");
  await expect(root(other)).toHaveAttribute("lang", "de");
  await expect(root(other)).toHaveAttribute("data-theme", "dark");
  await expect(root(guest)).toHaveAttribute("data-theme", "dark");
});

test("a member's preferences follow to another device at once @scripts", async ({ door }) => {
  const account = await door.account("ada");
  const [phone, laptop] = [await door.signIn(account), await door.signIn(account)];
  await laptop.open("/account/sessions");
  await phone.open("/account/preferences");
  const stayed = laptop.staying();
  await phone.page.getByRole("main").getByRole("radio", { name: "High contrast" }).check();
  await phone.field("Language", phone.page.getByRole("main")).selectOption({ label: "Deutsch" });
  await phone.button("Save preferences").click();
  await expect(root(laptop)).toHaveAttribute("data-theme", "contrast");
  await expect(laptop.title).toHaveText("Sitzungen");
  await expect(root(laptop)).toHaveAttribute("lang", "de");
  stayed();
});

test("preferences are saved, and the page shows them again", async ({ door }) => {
  const ada = await door.member("ada");
  await ada.open("/account/preferences");
  const main = ada.page.getByRole("main");
  await main.getByRole("radio", { name: "Light" }).check();
  await ada.field("Time zone", main).selectOption({ label: "Asia/Kolkata" });
  await main.getByText("10:31 pm", { exact: true }).click();
  await main.getByText("2026-12-04", { exact: true }).click();
  await main.getByRole("switch", { name: "Reduce motion" }).check();
  await ada.button("Save preferences").click();
  await expect(ada.notice).toHaveText("Saved.");
  await ada.open("/account/preferences");
  await expect(main.getByRole("radio", { name: "Light" })).toBeChecked();
  await expect(ada.field("Time zone", main)).toHaveValue("Asia/Kolkata");
  await expect(main.getByRole("radiogroup", { name: "Time of day" }).getByRole("radio", { name: "10:31 pm" })).toBeChecked();
  await expect(main.getByRole("radio", { name: "2026-12-04" })).toBeChecked();
  await expect(main.getByRole("switch", { name: "Reduce motion" })).toBeChecked();
  await expect(root(ada)).toHaveAttribute("data-motion", "less");
  await ada.open("/account/sessions");
  await expect(ada.page.getByRole("main").locator("time").first()).toHaveAttribute("title", /^\d{4}-\d{2}-\d{2} \d{1,2}:\d{2}\s(am|pm) (IST|GMT\+5:30)$/i);
  await expect(ada.page.getByRole("contentinfo")).toContainText("Times are in Asia/Kolkata.");
});

test("after signing out, pages keep the look of the person who was signed in", async ({ door }) => {
  const ada = await door.member("ada");
  await ada.open("/account/preferences");
  await ada.page.getByRole("main").getByRole("radio", { name: "Dark" }).check();
  await ada.button("Save preferences").click();
  await expect(root(ada)).toHaveAttribute("data-theme", "dark");
  await ada.button("Sign out", ada.header).click();
  await expect(ada.header.getByRole("link", { name: "Sign in" })).toBeVisible();
  await expect(root(ada)).toHaveAttribute("data-theme", "dark");
  await ada.open("/sign-in");
  await expect(root(ada)).toHaveAttribute("data-theme", "dark");
});

test("of two quick choices, the last one wins @scripts", async ({ guest }) => {
  await guest.open("/sign-in");
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  let calls = 0;
  await guest.page.route("**/api/change_look", async (route) => {
    calls += 1;
    if (calls === 1) await held;
    await route.continue();
  });
  await choose(guest, "Theme", "Dark");
  await expect.poll(() => calls).toBe(1);
  await choose(guest, "Theme", "High contrast");
  await choose(guest, "Theme", "Light");
  release();
  await expect(root(guest)).toHaveAttribute("data-theme", "light");
  await expect(guest.field("Theme", guest.header)).toHaveValue("light");
  expect(calls, "what was chosen in between is not sent").toBe(2);
  await guest.reload();
  await expect(root(guest)).toHaveAttribute("data-theme", "light");
});

test("a choice that is made while a language is still pending is kept @scripts", async ({ guest }) => {
  await guest.open("/sign-in");
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  let calls = 0;
  await guest.page.route("**/api/change_look", async (route) => {
    calls += 1;
    if (calls === 1) await held;
    await route.continue();
  });
  await choose(guest, "Language", "Deutsch");
  await expect.poll(() => calls).toBe(1);
  await choose(guest, "Theme", "Dark");
  release();
  await expect(guest.title).toHaveText("Willkommen zurück");
  await expect(root(guest)).toHaveAttribute("data-theme", "dark");
  await expect(root(guest)).toHaveAttribute("lang", "de");
});

test("the header changes the theme of the page of preferences, too @scripts", async ({ door }) => {
  const ada = await door.member("ada");
  await ada.open("/account/preferences");
  await choose(ada, "Theme", "Dark");
  await expect(ada.page.getByRole("main").getByRole("radio", { name: "Dark" })).toBeChecked();
});

test("the time in a zone is shown when it is chosen @scripts", async ({ door }) => {
  const ada = await door.member("ada");
  await ada.open("/account/preferences");
  const zone = ada.field("Time zone", ada.page.getByRole("main"));
  await expect(zone).toHaveAccessibleDescription(/^Times are in the zone of the device/);
  await zone.selectOption({ label: "Asia/Kolkata" });
  const there = new Intl.DateTimeFormat("en-GB", { timeZone: "Asia/Kolkata", hour: "2-digit", minute: "2-digit" });
  await expect(async () => {
    await expect(zone).toHaveAccessibleDescription(`It’s ${there.format(new Date())} there now.`, { timeout: 1_000 });
  }).toPass();
});

test("the chosen start page opens after signing in", async ({ door, guest }) => {
  const ada = await door.member("ada");
  await ada.open("/account/preferences");
  await ada.field("Start page").selectOption({ label: "Your sessions" });
  await ada.button("Save preferences").click();
  await expect(ada.notice).toHaveText("Saved.");
  await guest.open("/sign-in");
  await guest.signIn(ada.username, ada.password);
  await expect(guest.page).toHaveURL("/account/sessions");
  await expect(guest.title).toHaveText("Sessions");
});

test.describe("in a German browser", () => {
  test.use({ locale: "de-DE" });

  test("the first visit is in German", async ({ page, server, scripts }) => {
    const response = await page.goto(`${server.origin}/sign-in`);
    expect(response?.headers()["content-language"]).toBe("de");
    if (scripts) await expect(page.locator("html[data-hydrated]")).toBeAttached();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Willkommen zurück");
    await expect(page.locator("html")).toHaveAttribute("lang", "de");
  });
});
