// `/admin`: the chart with its ranges, and the latest events.
import { expect, test } from "../support/test";

test("the overview shows a chart for each range", async ({ door }) => {
  const olga = await door.administrator("olga");
  await olga.open("/admin");
  const chart = (range: string) => olga.page.getByRole("img", { name: `Sign-ins in the last ${range}` });
  await expect(chart("24 hours")).toBeVisible();
  await olga.page.getByRole("link", { name: "30 days" }).click();
  await expect(chart("30 days")).toBeVisible();
  await olga.page.getByRole("link", { name: "60 minutes" }).click();
  await expect(chart("60 minutes")).toBeVisible();
  await expect(olga.page).toHaveURL(/\/admin\?range=hour$/);
  await olga.page.getByRole("link", { name: "Refresh" }).click();
  await expect(chart("60 minutes")).toBeVisible();
  await expect(olga.page.getByRole("heading", { name: "Just happened" })).toBeVisible();
});

test("the numbers of the chart can be read as a table", async ({ door }) => {
  const olga = await door.administrator("olga");
  await olga.open("/admin?range=hour");
  const table = olga.page.getByRole("table", { name: "Sign-ins in the last 60 minutes" });
  await expect(table).toBeHidden();
  await olga.page.getByText("Show as a table").click();
  await expect(table.getByRole("row")).toHaveCount(13);
});

test("a figure leads to its list", async ({ door }) => {
  const olga = await door.administrator("olga");
  await olga.open("/admin");
  await olga.page.getByRole("main").getByRole("link", { name: /banned accounts?$/ }).click();
  await expect(olga.page).toHaveURL(/\/admin\/accounts\?state=banned$/);
  await expect(olga.title).toHaveText("Accounts");
});

test("an update does not replace the links, so no click or focus is lost", { tag: "@scripts" }, async ({ door, ownServer }) => {
  const server = await ownServer();
  const olga = await door.at(server).administrator("olga");
  await olga.open("/admin");
  const main = olga.page.getByRole("main");
  const links = [main.getByRole("link", { name: /banned accounts?$/ }), main.getByRole("link", { name: "30 days" })];
  const marks = () => Promise.all(links.map((link) => link.evaluate((element) => Reflect.get(element, "mark"))));
  for (const link of links) await link.evaluate((element) => Reflect.set(element, "mark", "same"));
  await links[0].focus();
  const eve = await door.at(server).account("eve");
  await server.run(["account", "ban", eve.username, "--reason", "Spam"]);
  await expect(links[0]).toHaveText(/^1 banned/);
  expect(await marks()).toEqual(["same", "same"]);
  await expect(links[0]).toBeFocused();
});

test("events lead to the account that they concern", async ({ door, server }) => {
  const olga = await door.administrator("olga");
  const eve = await door.account("eve");
  await server.run(["account", "ban", eve.username, "--reason", "Spam"]);
  await olga.open(`/admin/audit?account=${eve.username}&act=account.ban`);
  await olga.page.getByRole("row").getByRole("link", { name: eve.username }).click();
  await expect(olga.page).toHaveURL(/\/admin\/accounts\/[0-9a-f-]{36}$/);
});

test("the page says that it is live only if it updates itself", async ({ door, scripts }) => {
  const olga = await door.administrator("olga");
  await olga.open("/admin");
  await expect(olga.page.locator(".tag.live")).toHaveCount(scripts ? 1 : 0);
});
