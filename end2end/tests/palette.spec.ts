// The command palette of administrators, and the list of keyboard shortcuts.
import { expect, test } from "../support/test";

test.describe("the command palette", { tag: "@scripts" }, () => {
  test("leads to a page by its name", async ({ door }) => {
    const olga = await door.administrator("olga");
    await olga.open("/");
    await olga.page.keyboard.press("Control+k");
    const palette = olga.page.getByRole("dialog", { name: "Go to" });
    await expect(palette.getByRole("combobox", { name: "Page or person" })).toBeFocused();
    await expect(palette.getByRole("option").first()).toHaveAttribute("aria-selected", "true");
    await olga.page.keyboard.type("audit");
    await expect(palette.getByRole("option")).toHaveCount(1);
    await olga.page.keyboard.press("Enter");
    await expect(palette).toHaveCount(0);
    await expect(olga.title).toHaveText("Audit log");
  });

  test("finds people and their sessions", async ({ door }) => {
    const olga = await door.administrator("olga");
    const eve = await door.member("eve");
    await olga.open("/account");
    await olga.page.keyboard.press("Control+k");
    await expect(olga.page.getByRole("combobox", { name: "Page or person" })).toBeFocused();
    await olga.page.keyboard.type(eve.username);
    const options = olga.page.getByRole("dialog", { name: "Go to" }).getByRole("option");
    await expect(options).toHaveText([new RegExp(`^${eve.username}Account$`), new RegExp(`^Sessions of ${eve.username}1 session$`)]);
    await olga.page.keyboard.press("ArrowDown");
    await expect(options.nth(1)).toHaveAttribute("aria-selected", "true");
    await olga.page.keyboard.press("Enter");
    await expect(olga.page).toHaveURL(/\/admin\/accounts\/[^/]+\/sessions$/);
  });

  test("closes with Escape, and gives the focus back", async ({ door }) => {
    const olga = await door.administrator("olga");
    await olga.open("/account");
    const field = olga.field("Display name");
    await field.focus();
    await olga.page.keyboard.press("Control+k");
    await olga.page.keyboard.type("zzzz");
    await expect(olga.page.getByText("Nothing found.")).toBeVisible();
    const search = olga.page.getByRole("combobox");
    await expect(search).toHaveAttribute("aria-expanded", "false");
    await expect(search).not.toHaveAttribute("aria-activedescendant");
    await olga.page.keyboard.press("Escape");
    await expect(olga.page.getByRole("dialog", { name: "Go to" })).toHaveCount(0);
    await expect(field).toBeFocused();
  });

  test("is for administrators only", async ({ door }) => {
    const ada = await door.member("ada");
    await ada.open("/account");
    await ada.page.keyboard.press("Control+k");
    await ada.page.keyboard.press("?");
    // The list opens after the palette would have.
    await expect(ada.page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
    await expect(ada.page.getByRole("dialog", { name: "Go to" })).toHaveCount(0);
    await expect(ada.page.getByText("Ctrl K")).toHaveCount(0);
  });
});

test("the shortcuts are shown with ?, except while somebody types", { tag: "@scripts" }, async ({ door }) => {
  const olga = await door.administrator("olga");
  await olga.open("/account");
  const shortcuts = olga.page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await olga.field("Display name").focus();
  await olga.page.keyboard.press("?");
  await expect(olga.field("Display name")).toHaveValue(/\?/);
  await expect(shortcuts).toHaveCount(0);
  await olga.field("Display name").blur();
  await olga.page.keyboard.press("?");
  await expect(shortcuts.locator("kbd")).toHaveText(["Ctrl K", "?", "Esc", "Tab"]);
  await olga.button("Close", shortcuts).click();
  await expect(shortcuts).toHaveCount(0);
});

test("the shortcut of a single key can be turned off", { tag: "@scripts" }, async ({ door }) => {
  const ada = await door.member("ada");
  await ada.open("/account/preferences");
  await ada.page.getByRole("switch", { name: "Turn off single-key shortcuts" }).check();
  await ada.button("Save preferences").click();
  await expect(ada.notice).toHaveText("Saved.");
  const shortcuts = ada.page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await ada.button("Save preferences").blur();
  await ada.page.keyboard.press("?");
  await ada.page.getByRole("switch", { name: "Turn off single-key shortcuts" }).uncheck();
  await expect(shortcuts).toHaveCount(0);
  await ada.button("Save preferences").click();
  await expect(async () => {
    await ada.button("Save preferences").blur();
    await ada.page.keyboard.press("?");
    await expect(shortcuts).toBeVisible({ timeout: 500 });
  }).toPass();
});
