// `/admin`: the chart with its ranges, and the latest events.
import { expect, test } from "../support/test";

test("the overview shows a chart for each range", async ({ door }) => {
  const olga = await door.administrator("olga");
  await olga.open("/admin");
  const chart = (range: string) => olga.page.getByRole("img", { name: `Sign-ins in the last ${range}` });
  await expect(chart("24 hours")).toBeVisible();
  await olga.page.getByRole("link", { name: "Last 30 days" }).click();
  await expect(chart("30 days")).toBeVisible();
  await olga.page.getByRole("link", { name: "Last 60 minutes" }).click();
  await expect(chart("60 minutes")).toBeVisible();
  await expect(olga.page).toHaveURL(/\/admin\?range=hour$/);
  await olga.page.getByRole("link", { name: "Refresh" }).click();
  await expect(chart("60 minutes")).toBeVisible();
  await expect(olga.page.getByRole("heading", { name: "Recent events" })).toBeVisible();
});
