// The main flows with the keyboard alone. Whatever has the focus is visibly marked.
import type { Locator } from "@playwright/test";
import { expect, test } from "../support/test";
import type { Visitor } from "../support/visitor";

/** Presses Tab until the element has the focus, and asserts that each element on the way shows that it has it. */
async function tabTo(visitor: Visitor, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let presses = 0; presses < 80; presses += 1) {
    await visitor.page.keyboard.press("Tab");
    const unmarked = await visitor.page.evaluate(() => {
      const focused = document.activeElement;
      if (focused === null || focused === document.body) return null;
      // A segment marks the whole of a choice, because its radio button is not visible.
      const marked = focused.matches(".visually-hidden") ? focused.closest("label") ?? focused : focused;
      return getComputedStyle(marked).outlineStyle === "none" ? focused.outerHTML.slice(0, 120) : null;
    });
    expect(unmarked, "has the focus but does not show it").toBeNull();
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`not reached with Tab: ${target}`);
}

test("a person signs in, names a device and signs out", { tag: "@scripts" }, async ({ door, guest }) => {
  const ada = await door.account("ada");
  await guest.open("/sign-in");
  const keys = guest.page.keyboard;
  await tabTo(guest, guest.field("Username"));
  await keys.type(ada.username);
  await tabTo(guest, guest.field("Password"));
  await keys.type(ada.password);
  await keys.press("Enter");
  await expect(guest.title).toHaveText(`Hello, ${ada.username}`);
  await guest.page.keyboard.press("Shift+Tab");
  await tabTo(guest, guest.page.getByRole("link", { name: "All activity" }));
  await keys.press("Enter");
  await expect(guest.title).toHaveText("Activity");
  await guest.open("/account/sessions");
  const row = guest.page.getByRole("main").getByRole("listitem").first();
  await tabTo(guest, row.locator("summary"));
  await keys.press("Enter");
  await tabTo(guest, guest.field("Device name", row));
  await keys.press("Control+a");
  await keys.type("Kitchen tablet");
  await keys.press("Enter");
  await expect(row.getByRole("heading", { name: "Kitchen tablet" })).toBeVisible();
  await guest.open("/");
  await tabTo(guest, guest.button("Sign out", guest.header));
  await keys.press("Enter");
  await expect(guest.header.getByRole("link", { name: "Sign in" })).toBeVisible();
});

test("an administrator bans somebody, and lifts the ban", { tag: "@scripts" }, async ({ door }) => {
  const olga = await door.administrator("olga");
  const eve = await door.member("eve");
  await olga.open("/");
  const keys = olga.page.keyboard;
  await keys.press("Control+k");
  await expect(olga.page.getByRole("combobox", { name: "Page or person" })).toBeFocused();
  await keys.type(eve.username);
  await expect(olga.page.getByRole("dialog", { name: "Go to" }).getByRole("option")).toHaveCount(2);
  await keys.press("Enter");
  await expect(olga.title).toHaveText(eve.username);
  await olga.ready();
  await tabTo(olga, olga.page.getByRole("link", { name: "Ban…", exact: true }));
  await keys.press("Enter");
  const dialog = olga.page.getByRole("dialog");
  await expect(dialog.getByRole("radio", { name: "7 days" })).toBeFocused();
  await keys.press("ArrowLeft");
  await expect(dialog.getByRole("radio", { name: "1 day" })).toBeChecked();
  await tabTo(olga, olga.field("Reason", dialog));
  await keys.type("Spam");
  await tabTo(olga, dialog.getByRole("button", { name: "Ban for 1 day" }));
  await keys.press("Enter");
  await expect(dialog).toHaveCount(0);
  const undo = olga.page.getByRole("button", { name: "Undo" });
  await tabTo(olga, undo);
  await keys.press("Enter");
  await expect(olga.page.getByRole("link", { name: "Ban…", exact: true })).toBeVisible();
});

test("somebody changes their preferences", { tag: "@scripts" }, async ({ door }) => {
  const ada = await door.member("ada");
  await ada.open("/account/preferences");
  await tabTo(ada, ada.page.getByRole("radio", { name: "Match device" }));
  await ada.page.keyboard.press("ArrowRight");
  await ada.page.keyboard.press("ArrowRight");
  await expect(ada.page.getByRole("radio", { name: "Dark" })).toBeChecked();
  await tabTo(ada, ada.button("Save preferences"));
  await ada.page.keyboard.press("Enter");
  await expect(ada.page.locator("html")).toHaveAttribute("data-theme", "dark");
});
