// `/admin/audit`: searching, opening and exporting events and refusals.
import { expect, type Person, test } from "../support/test";

/** Opens the audit filtered by an account. */
async function look(olga: Person, username: string): Promise<void> {
  await olga.open("/admin/audit");
  await olga.field("Person (actor or target)").fill(username);
  await olga.button("Search").click();
  await expect(olga.page.getByRole("row").filter({ hasText: `created an account for ${username}` })).toHaveCount(1);
}

test("a ban is listed with its actor, subject and outcome", async ({ door, server }) => {
  const olga = await door.administrator("olga");
  const eve = await door.member("eve");
  await server.run(["account", "ban", eve.username, "--reason", "Spam"]);
  await look(olga, eve.username);
  const row = olga.page.getByRole("row").filter({ hasText: `banned ${eve.username}` });
  await expect(row.getByRole("cell").last()).toHaveText("Done");
  await expect(row.locator("dl")).toBeHidden();
  await row.locator("summary").click();
  await expect(row.locator("dl")).toContainText("for good");
});

test("refusals can be filtered by outcome, and the filter survives a reload", async ({ door, watch }) => {
  watch.expect(403, /^\/admin$/);
  const olga = await door.administrator("olga");
  const ada = await door.member("ada");
  expect((await ada.open("/admin")).status()).toBe(403);
  await look(olga, ada.username);
  await olga.field("Outcome").selectOption("Refused");
  await olga.button("Search").click();
  const rows = olga.page.locator("tbody > tr");
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText(`${ada.username} was denied access to /admin`);
  await olga.reload();
  await expect(rows).toHaveCount(1);
  await expect(olga.field("Person (actor or target)")).toHaveValue(ada.username);
  await expect(olga.field("Outcome")).toHaveValue("refused");
});

test("an invalid filter shows an error and keeps its input", async ({ door }) => {
  const olga = await door.administrator("olga");
  await olga.open("/admin/audit?since=soon&account=nobody-at-all");
  await expect(olga.alert).toContainText("From: Use a date");
  await expect(olga.field("From (UTC)")).toHaveValue("soon");
  await olga.open("/admin/audit?account=nobody-at-all");
  await expect(olga.page.getByRole("heading", { name: "No events found" })).toBeVisible();
});

test("the audit can be downloaded as CSV and JSON Lines", async ({ door }) => {
  const olga = await door.administrator("olga");
  const ada = await door.member("ada");
  await look(olga, ada.username);
  for (const [name, file] of [["CSV", "hallpass-audit.csv"], ["JSON Lines", "hallpass-audit.jsonl"]] as const) {
    const downloading = olga.page.waitForEvent("download");
    await olga.page.getByRole("link", { name }).click();
    expect((await downloading).suggestedFilename()).toBe(file);
  }
});
