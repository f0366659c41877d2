// `/admin/accounts/bulk`: an act on several accounts at once.
import { expect, test } from "../support/test";

test("a ban or a role change of several can be undone", { tag: "@scripts" }, async ({ door, server }) => {
  const olga = await door.administrator("olga");
  const people = [(await door.account("ada")).username, (await door.account("bob")).username];
  const account = async (name: string) => JSON.parse(await server.run(["account", "show", name, "--json"]));
  const ids = await Promise.all(people.map(async (name) => `ids=${(await account(name)).id}`));
  const address = `/admin/accounts/bulk?${ids.join("&")}&act=`;
  const toast = olga.page.locator(".toast");

  await olga.open(`${address}ban`);
  await expect(olga.title).toHaveText("Ban 2 accounts");
  await olga.field("Reason").fill("By mistake.");
  await olga.button("Ban 2 accounts").click();
  await expect(toast).toContainText("2 accounts banned.");
  await toast.getByRole("button", { name: "Undo" }).click();
  await expect(toast).toContainText("Change undone for 2 accounts.");
  await expect(olga.page, "not back at the form, one click from banning again").toHaveURL(/\/admin\/accounts$/);
  for (const name of people) expect((await account(name)).ban, name).toBeNull();

  await server.run(["account", "role", people[0], "moderator"]);
  await olga.open(`${address}change_role:administrator`);
  await olga.button("Change the role of 2 accounts to administrator").click();
  await expect(toast).toContainText("2 accounts now have the role administrator.");
  await toast.getByRole("button", { name: "Undo" }).click();
  await expect(toast).toContainText("Change undone for 2 accounts.");
  expect((await account(people[0])).role).toBe("moderator");
  expect((await account(people[1])).role).toBe("member");
});
