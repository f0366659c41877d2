// Steps on the page of an account in the console.
import { expect, type Locator } from "@playwright/test";
import type { Visitor } from "./visitor";

/** A tab of the page other than the overview, or a dialog over it. */
export type AccountView =
  | "sessions" | "bans" | "history" | "notes"
  | "ban" | "change-ban" | "lift" | "role" | "act-as" | "close";

/** Opens an account's page, found in the list, or another view of it. */
export async function openAccount(olga: Visitor, username: string, view?: AccountView): Promise<void> {
  await olga.open(`/admin/accounts?q=${username}`);
  const page = await olga.page.getByRole("link", { name: `Open ${username}` }).getAttribute("href");
  await olga.open(view === undefined ? `${page}` : `${page}/${view}`);
  await expect(accountHead(olga)).toBeVisible();
}

/** Opens another view of the account's page that is open. */
export async function openView(olga: Visitor, view: AccountView): Promise<void> {
  const [page] = /^\/admin\/accounts\/[^/]+/.exec(new URL(olga.page.url()).pathname) ?? [];
  await olga.open(`${page}/${view}`);
  await expect(accountHead(olga)).toBeVisible();
}

/** The head of the account's page: the name, the state and the actions. */
export function accountHead(olga: Visitor): Locator {
  return olga.page.getByRole("main").locator("header.head");
}

/** The link to the dialog of an act, wherever on the page it is; also in a closed menu. */
export function actLink(olga: Visitor, name: string): Locator {
  return olga.page.getByRole("main").getByRole("link", { name, exact: true, includeHidden: true });
}

/** The dialog over the page. */
export function dialog(olga: Visitor): Locator {
  return olga.page.getByRole("dialog");
}

/** The card with the ban that is active. */
export function activeBan(olga: Visitor): Locator {
  return olga.page.getByRole("region", { name: "Active ban", includeHidden: true });
}

/** The button that bans. With scripts, it says for how long. */
export function banButton(olga: Visitor): Locator {
  return dialog(olga).getByRole("button", { name: /^Ban / });
}

/** Chooses when a ban ends: a time such as `2099-01-31T18:00`, in the zone of the browser. */
export async function chooseEnd(olga: Visitor, until: string): Promise<void> {
  await dialog(olga).getByRole("radio", { name: "Another date" }).check();
  await olga.field("End of the ban").fill(until);
}
