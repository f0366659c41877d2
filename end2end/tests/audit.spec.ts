// `/admin/audit`: searching, opening and exporting events and refusals.
import { expect, type Person, test } from "../support/test";

/** Opens the audit filtered by an account. */
async function look(olga: Person, username: string): Promise<void> {
  await olga.open("/admin/audit");
  await olga.field("Person (actor or target)").fill(username);
  await olga.page.keyboard.press("Enter");
  await expect(olga.page).toHaveURL(new RegExp(`account=${username}`));
  await expect(olga.page.getByRole("row").filter({ hasText: `created an account for ${username}` })).toHaveCount(1);
}

/** Chooses a value of a filter that opens a list. */
async function choose(olga: Person, filter: string, value: string): Promise<void> {
  await olga.page.getByRole("search").locator("summary").filter({ hasText: filter }).click();
  await olga.page.getByRole("search").getByRole("link", { name: value, exact: true }).click();
}

test("a ban is listed with its actor, subject and details", async ({ door, server }) => {
  const olga = await door.administrator("olga");
  const eve = await door.member("eve");
  await server.run(["account", "ban", eve.username, "--reason", "Spam"]);
  await look(olga, eve.username);
  const row = olga.page.getByRole("row").filter({ hasText: `banned ${eve.username}` });
  await expect(row).toContainText("The server’s operator");
  await expect(row.locator("small"), "it was not refused").toHaveCount(0);
  await expect(row.locator("dl")).toBeHidden();
  await row.locator("summary").click();
  await expect(row.locator("dl")).toContainText("Until");
  await expect(row.locator("dl")).toContainText("No end date");
});

test("refusals can be filtered by outcome, and the filter survives a reload", async ({ door, watch }) => {
  watch.expect(403, /^\/admin$/);
  const olga = await door.administrator("olga");
  const ada = await door.member("ada");
  expect((await ada.open("/admin")).status()).toBe(403);
  await look(olga, ada.username);
  await choose(olga, "Outcome", "Refused");
  await expect(olga.page).toHaveURL(/outcome=refused/);
  const rows = olga.page.locator("tbody > tr:not(.day)");
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText(`${ada.username} was denied access to /admin`);
  await expect(rows).toContainText("Not allowed for this role");
  await olga.reload();
  await expect(rows).toHaveCount(1);
  await expect(olga.field("Person (actor or target)")).toHaveValue(ada.username);
  await olga.page.getByRole("link", { name: /^Outcome: Refused\s*, remove this filter$/ }).click();
  await expect(olga.page).not.toHaveURL(/outcome=/);
  await expect(olga.page).toHaveURL(new RegExp(`account=${ada.username}`));
  await expect(rows.filter({ hasText: "created an account" })).toHaveCount(1);
});

test("days and addresses are typed, applied together, and cleared one by one", async ({ door }) => {
  const olga = await door.administrator("olga");
  await look(olga, olga.username);
  await olga.page.getByText("More filters").click();
  await olga.field("From").fill("2001-01-31");
  await olga.field("IP address").fill("192.0.2.77");
  await olga.button("Apply").click();
  await expect(olga.page).toHaveURL(/since=2001-01-31.*address=192\.0\.2\.77/);
  await expect(olga.page.getByRole("heading", { name: "No events found" })).toBeVisible();
  await olga.page.getByRole("link", { name: /^IP address: 192\.0\.2\.77/ }).click();
  await expect(olga.page).toHaveURL(new RegExp(`account=${olga.username}.*since=2001-01-31|since=2001-01-31.*account=${olga.username}`));
  await expect(olga.page.getByRole("table")).toBeVisible();
  await expect(olga.page.locator("#audit-address")).toHaveValue("");
  await expect(olga.page.locator("#audit-since")).toHaveValue("2001-01-31");
});

test("each day has a heading", async ({ door }) => {
  const olga = await door.administrator("olga");
  await look(olga, olga.username);
  await expect(olga.page.locator("tr.day")).toHaveCount(1);
  await expect(olga.page.getByRole("rowheader")).toHaveText(/^(Today|Yesterday), \d+ \w+$/);
});

test("an invalid filter shows an error and keeps its input", async ({ door }) => {
  const olga = await door.administrator("olga");
  await olga.open("/admin/audit?since=soon&account=nobody-at-all");
  await expect(olga.alert).toContainText("From: Enter a date");
  await olga.page.getByText("More filters").click();
  await expect(olga.field("From")).toHaveValue("soon");
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

test.describe("in another time zone", { tag: "@scripts" }, () => {
  test.use({ timezoneId: "America/New_York" });

  test("days follow the zone of the device, and a shared link keeps its zone", async ({ door }) => {
    const olga = await door.administrator("olga");
    await olga.open("/admin/audit");
    await olga.page.getByText("More filters").click();
    await expect(olga.page.getByText("Time zone: America/New York")).toBeVisible();
    await olga.field("From").fill("2001-01-31");
    await olga.button("Apply").click();
    await expect(olga.page).toHaveURL(/since=2001-01-31.*zone=America\/New_York/);
    await expect(olga.page.getByRole("link", { name: /^From: 2001-01-31 \(America\/New York\)/ })).toBeVisible();
    await olga.open("/admin/audit?since=2001-01-31&zone=Asia%2FTokyo");
    await olga.page.getByText("More filters").click();
    await expect(olga.page.getByText("Time zone: Asia/Tokyo")).toBeVisible();
    await olga.field("To").fill("2001-02-28");
    await olga.button("Apply").click();
    await expect(olga.page).toHaveURL(/until=2001-02-28.*zone=Asia\/Tokyo/);
  });
});
