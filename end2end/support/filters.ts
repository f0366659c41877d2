// The chips above a list, which narrow it.
import { expect } from "@playwright/test";
import type { Visitor } from "./visitor";

/** Opens the chip with this label; if its filter is set, clears it first. */
async function openChip(visitor: Visitor, chip: string): Promise<void> {
  const filters = visitor.page.getByRole("search");
  const set = filters.getByRole("link", { name: new RegExp(`^${chip}: `) });
  if ((await set.count()) > 0) {
    await set.click();
    await expect(set).toHaveCount(0);
    await visitor.ready();
  }
  await filters.locator("summary").filter({ hasText: `${chip}:` }).click();
}

/** Chooses a filter's value from the list of its chip. */
export async function chooseFilter(visitor: Visitor, chip: string, choice: string): Promise<void> {
  await openChip(visitor, chip);
  const filters = visitor.page.getByRole("search");
  await filters.getByRole("link", { name: choice, exact: true }).click();
  await expect(filters.getByRole("link", { name: new RegExp(`^${chip}: ${choice}`) })).toBeVisible();
  await visitor.ready();
}

/** Types a filter's value into the field of its chip. */
export async function typeFilter(visitor: Visitor, chip: string, words: string): Promise<void> {
  await openChip(visitor, chip);
  const filters = visitor.page.getByRole("search");
  await visitor.field(chip, filters).fill(words);
  await visitor.field(chip, filters).press("Enter");
  await expect(filters.getByRole("link", { name: new RegExp(`^${chip}: `) })).toContainText(words);
  await visitor.ready();
}
