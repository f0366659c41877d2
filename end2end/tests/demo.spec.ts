// The console with hundreds of accounts and a month of activity: counts, filters, pages, bulk acts and files. Each test
// acts on accounts that no other test uses; see `nameOf`.
import { actLink } from "../support/accounts";
import { readFile } from "node:fs/promises";
import type { Locator } from "@playwright/test";
import { type Demo, nameOf, PEOPLE } from "../support/demo";
import { chooseFilter, typeFilter } from "../support/filters";
import { expectSound } from "../support/sound";
import { type Door, expect, type Person, test } from "../support/test";

/** Signs in as the administrator of the demo data. */
async function enter(door: Door, demo: Demo): Promise<Person> {
  return door.at(demo).signIn(demo.owner);
}

/** Asserts that nothing scrolls sideways, at phone and desktop width. */
async function expectFits(olga: Person): Promise<void> {
  for (const width of [360, 1280]) {
    await olga.page.setViewportSize({ width, height: 800 });
    await olga.expectNoSideways();
  }
}

const rows = (olga: Person): Locator => olga.page.locator("main table > tbody > tr:not(.day)");

/** Asserts that there is at least one, and that each matches. */
async function expectEvery(found: Locator, expected: RegExp): Promise<void> {
  const differing = async () => {
    const all = (await found.allTextContents()).map((text) => text.trim());
    return all.length === 0 ? ["nothing"] : all.filter((text) => !expected.test(text));
  };
  await expect.poll(differing, `every one is ${expected}`).toEqual([]);
}

/** Fills in the filter, submits it, and waits for the resulting URL. */
async function look(olga: Person, fields: Record<string, string>, address: RegExp): Promise<void> {
  for (const [label, value] of Object.entries(fields)) {
    const field = olga.field(label, olga.page.getByRole("search"));
    if (await field.evaluate((element) => element.tagName === "SELECT")) await field.selectOption(value);
    else await field.fill(value);
  }
  await olga.button("Search").click();
  await expect(olga.page).toHaveURL(address);
  await olga.ready();
}

/** Searches a list, and waits for the resulting URL. */
async function search(olga: Person, label: string, words: string, address: RegExp): Promise<void> {
  await olga.field(label).fill(words);
  await olga.field(label).press("Enter");
  await expect(olga.page).toHaveURL(address);
  await olga.ready();
}

interface Listed {
  username: string;
  role: string;
  created_at: number;
  sessions: number;
  ban: unknown;
}

async function everybody(demo: Demo): Promise<Listed[]> {
  return JSON.parse(await demo.run(["account", "list", "--json"]));
}

/** The usernames on the page of accounts, in order. */
async function usernames(olga: Person): Promise<string[]> {
  const names = await rows(olga).locator(".who small").allTextContents();
  return names.map((name) => name.trim());
}

/** The number of accounts according to the page. */
async function total(olga: Person): Promise<number> {
  const words = await olga.page.getByText(/^(\d+|More than 1,000) (person|people)$/).textContent();
  return Number.parseInt(words ?? "", 10);
}

test.describe("the overview", () => {
  test("shows counts and a chart with an equivalent table", async ({ door, demo }) => {
    const olga = await enter(door, demo);
    await olga.open("/admin");
    const figure = (words: string) => olga.page.locator(".stats a").filter({ hasText: words }).locator("b");
    await expect(figure("accounts").first()).toHaveText(String(PEOPLE));
    const signedIn = Number(await figure("live sessions").textContent());
    expect(signedIn).toBeGreaterThan(50);
    expect(Number(await figure("people signed in").textContent())).toBeLessThanOrEqual(signedIn);
    expect(Number(await figure("banned accounts").textContent())).toBeGreaterThan(10);
    await expect(olga.page.locator("ol.feed > li")).toHaveCount(8);
    for (const [range, parts] of [["24 hours", 24], ["30 days", 30], ["60 minutes", 12]] as const) {
      await olga.page.getByRole("link", { name: range, exact: true }).click();
      await expect(olga.page.getByRole("img", { name: `Sign-ins in the last ${range}` })).toBeVisible();
      const table = olga.page.getByRole("table", { name: `Sign-ins in the last ${range}` });
      if (!(await table.isVisible())) await olga.page.getByText("Show as a table").click();
      await expect(table.getByRole("rowheader")).toHaveCount(parts);
      const numbers = await table.getByRole("cell").allTextContents();
      expect(numbers).toHaveLength(2 * parts);
      const done = numbers.filter((_, index) => index % 2 === 0).reduce((sum, number) => sum + Number(number), 0);
      expect(done, range).toBeGreaterThan(range === "30 days" ? 500 : 0);
      await expect(olga.page.locator(".chart rect")).toHaveCount(2 * parts);
    }
    await expectFits(olga);
  });

  test("is accessible", async ({ door, demo }) => {
    const olga = await enter(door, demo);
    await olga.open("/admin?range=month");
    await expectSound(olga);
  });
});

test.describe("the accounts", () => {
  test("are found by prefixes of their names", async ({ door, demo }) => {
    const olga = await enter(door, demo);
    await olga.open("/admin/accounts");
    expect(await total(olga)).toBe(PEOPLE);
    await search(olga, "Search", "quiet", /q=quiet/);
    await expect(rows(olga)).toHaveCount(15);
    expect(await usernames(olga)).toEqual(expect.arrayContaining([nameOf(0), nameOf(160)]));
    // Matches the display name, which contains a space.
    await search(olga, "Search", "Quiet H", /q=Quiet(%20|\+)H/);
    await expect.poll(async () => (await usernames(olga)).sort()).toEqual([nameOf(160), nameOf(0)].sort());
    await search(olga, "Search", "nobody at all", /q=nobody/);
    await expect(olga.page.getByRole("heading", { name: "No accounts found" })).toBeVisible();
    await expectFits(olga);
  });

  test("can be filtered by role and state, separately and together", async ({ door, demo }) => {
    const olga = await enter(door, demo);
    await olga.open("/admin/accounts");
    await chooseFilter(olga, "Role", "moderator");
    await expect(olga.page).toHaveURL(/\?role=moderator$/);
    await expect(rows(olga)).toHaveCount(8);
    await expectEvery(rows(olga), /moderator/);
    await chooseFilter(olga, "Role", "administrator");
    await expect(rows(olga)).toHaveCount(1);
    await olga.open("/admin/accounts");
    await chooseFilter(olga, "Status", "Banned");
    await expect(olga.page).toHaveURL(/\?state=banned$/);
    await expectEvery(rows(olga), /Banned, no end date/);
    await olga.reload();
    expect(await total(olga)).toBeGreaterThan(10);
    await chooseFilter(olga, "Role", "moderator");
    await expect(olga.page).toHaveURL(/\?state=banned&role=moderator$/);
    await expect(olga.page.getByText("No account matches these filters. Try using fewer of them.")).toBeVisible();
    await olga.open("/admin/accounts");
    await chooseFilter(olga, "Status", "Not banned");
    await expect(olga.page).toHaveURL(/\?state=good$/);
    // The menus of rows offer to ban.
    await expectEvery(rows(olga).locator("td:nth-child(3)"), /^((?!banned).)*$/is);
    await chooseFilter(olga, "Status", "Closed");
    await expect(olga.page).toHaveURL(/\?state=closed$/);
    await expect(olga.page.getByRole("heading", { name: "No accounts found" })).toBeVisible();
  });

  test("can be filtered by activity", async ({ door, demo }) => {
    const olga = await enter(door, demo);
    await olga.open("/admin/accounts");
    let before = 0;
    for (const [active, words] of [
      ["hour", "In the last hour"],
      ["day", "In the last 24 hours"],
      ["week", "In the last 7 days"],
      ["month", "In the last 30 days"],
    ]) {
      await chooseFilter(olga, "Last active", words);
      await expect(olga.page).toHaveURL(new RegExp(`active=${active}`));
      await olga.reload();
      const found = await total(olga);
      expect(found, active).toBeGreaterThanOrEqual(Math.max(before, 1));
      before = found;
    }
    expect(before).toBeGreaterThan(250);
    await chooseFilter(olga, "Last active", "Never");
    await expect(olga.page).toHaveURL(/active=never/);
    const nobody = olga.page.getByRole("heading", { name: "No accounts found" });
    await olga.reload();
    if ((await nobody.count()) === 0) await expectEvery(rows(olga), /Never/);
  });

  test("can be sorted by name, age and activity", async ({ door, demo }) => {
    const olga = await enter(door, demo);
    const all = await everybody(demo);
    await olga.open("/admin/accounts");
    const sorted = all.map(({ username }) => username).sort();
    const shown = await usernames(olga);
    expect(shown).toEqual(sorted.slice(0, shown.length));
    await chooseFilter(olga, "Sort", "Newest first");
    await expect(olga.page).toHaveURL(/sort=newest/);
    const newest = all.sort((one, other) => other.created_at - one.created_at);
    const timeOf = (name: string) => all.find(({ username }) => username === name)?.created_at;
    const times = async () => (await usernames(olga)).slice(0, 5).map(timeOf);
    await expect.poll(times).toEqual(newest.slice(0, 5).map(({ created_at }) => created_at));
    await chooseFilter(olga, "Sort", "Last active first");
    await expect(olga.page).toHaveURL(/sort=last_active/);
    await expect.poll(async () => (await usernames(olga))[0]).toBe(demo.owner.username);
  });

  test("can be paged through to the end and back", async ({ door, demo }) => {
    const olga = await enter(door, demo);
    await olga.open("/admin/accounts");
    const seen: string[][] = [await usernames(olga)];
    const next = olga.page.getByRole("link", { name: "Next page" });
    while ((await next.count()) > 0) {
      const before = olga.page.url();
      await expect(next, "it is not the current page").not.toHaveAttribute("aria-current");
      await next.click();
      await expect(olga.page).not.toHaveURL(before);
      await expect.poll(() => usernames(olga)).not.toEqual(seen.at(-1));
      seen.push(await usernames(olga));
    }
    expect(new Set(seen.flat()).size).toBe(PEOPLE);
    expect(seen.flat()).toHaveLength(PEOPLE);
    await expectFits(olga);
    await olga.page.goBack();
    await expect.poll(() => usernames(olga)).toEqual(seen.at(-2));
    await olga.page.getByRole("link", { name: "First page" }).click();
    await expect.poll(() => usernames(olga)).toEqual(seen[0]);
  });

  test("several can be banned after a preview", async ({ door, demo, scripts }) => {
    const people = (scripts ? [18, 21] : [24, 36]).map(nameOf);
    const olga = await enter(door, demo);
    const ids: string[] = [];
    for (const name of people) ids.push(JSON.parse(await demo.run(["account", "show", name, "--json"])).id);
    await olga.open(`/admin/accounts/bulk?${ids.map((id) => `ids=${id}`).join("&")}&act=ban`);
    await expect(rows(olga)).toHaveCount(2);
    await expect(olga.page.getByRole("table")).not.toContainText("Banned, no end date");
    await expectFits(olga);
    expect(JSON.parse(await demo.run(["account", "show", people[0], "--json"])).ban, "a preview does nothing").toBeNull();
    await expect(olga.field("7 days"), "no ban lasts for good by accident").toBeChecked();
    await olga.field("No end date").check();
    await olga.field("Reason").fill("Spam in private messages.");
    await olga.button("Ban 2 accounts").click();
    await expect(olga.page.getByText("Done for 2 accounts.")).toBeVisible();
    for (const row of await rows(olga).all()) await expect(row).toContainText("Banned, no end date");
    for (const name of people) {
      const account = JSON.parse(await demo.run(["account", "show", name, "--json"]));
      expect(account.ban.reason, name).toBe("Spam in private messages.");
      expect(account.sessions, name).toBe(0);
    }
  });

  test("the sessions of ticked accounts can be ended", async ({ door, demo, scripts }) => {
    const people = (scripts ? [90, 150] : [69, 129]).map(nameOf);
    const olga = await enter(door, demo);
    await olga.open(`/admin/accounts?q=${scripts ? "kind" : "jolly"}`);
    for (const name of people) {
      const row = rows(olga).filter({ hasText: name });
      await expect(row.getByRole("cell").nth(3)).toHaveText("1");
      await row.getByRole("checkbox").check();
    }
    const bar = olga.page.getByRole("group", { name: "With selected accounts" });
    if (scripts) await expect(bar).toContainText("2 selected");
    await olga.button("End sessions…", bar).click();
    await expect(rows(olga)).toHaveCount(2);
    for (const name of people) await expect(rows(olga).filter({ hasText: name })).toHaveCount(1);
    await olga.ready();
    await olga.button("End all sessions of 2 accounts").click();
    await expect(olga.page.getByText(/^Done for 2 accounts/)).toBeVisible();
    for (const name of people) {
      expect(JSON.parse(await demo.run(["account", "show", name, "--json"])).sessions, name).toBe(0);
    }
  });

  test("are accessible", async ({ door, demo }) => {
    const olga = await enter(door, demo);
    for (const path of ["/admin/accounts", "/admin/accounts?state=banned&sort=newest"]) {
      await olga.open(path);
      await expectSound(olga);
    }
  });
});

test.describe("the sessions", () => {
  test("can be filtered by username, role, address and device", async ({ door, demo }) => {
    const olga = await enter(door, demo);
    await olga.open("/admin/sessions");
    expect(await rows(olga).count()).toBeGreaterThan(20);
    await expectFits(olga);
    const column = (index: number) => olga.page.locator(`main table > tbody > tr > td:nth-child(${index})`);
    for (const [label, value, address, at, expected] of [
      ["Username", "quiet", /account=quiet/, 2, /^quiet-/],
      ["IP address", "192.0.2.", /address=192/, 4, /^192\.0\.2\.\d+$/],
      ["Device", "phone", /device=phone/, 3, /iPhone|Android/],
      ["Device", "Firefox", /device=Firefox/, 3, /Firefox/],
    ] as const) {
      await olga.open("/admin/sessions");
      if (label === "Username") await search(olga, label, value, address);
      else await typeFilter(olga, label, value);
      await expect(olga.page).toHaveURL(address);
      await expectEvery(column(at), expected);
      expect(await rows(olga).count(), `${label}: ${value}`).toBeGreaterThan(2);
    }
    await chooseFilter(olga, "Role", "administrator");
    await expect(olga.page).toHaveURL(/role=administrator/);
    await expect(olga.page.getByText("No session matches these filters. Try using fewer of them.")).toBeVisible();
    await olga.open("/admin/sessions?role=administrator");
    await expectEvery(column(2), new RegExp(demo.owner.username));
  });

  test("can be paged through", async ({ door, demo }) => {
    const olga = await enter(door, demo);
    await olga.open("/admin/sessions");
    const first = await rows(olga).first().textContent();
    await olga.page.getByRole("link", { name: "Next page" }).click();
    await expect(olga.page).toHaveURL(/after=/);
    await expect.poll(() => rows(olga).first().textContent()).not.toBe(first);
    await olga.page.getByRole("link", { name: "First page" }).click();
    await expect(olga.page).toHaveURL(/\/admin\/sessions$/);
  });

  test("one can be ended without ending others", async ({ door, demo, scripts }) => {
    const name = nameOf(scripts ? 0 : 3);
    const olga = await enter(door, demo);
    await olga.open(`/admin/sessions?account=${name}`);
    await expect(rows(olga)).toHaveCount(1);
    await rows(olga).getByRole("button", { name: /^End/ }).click();
    await expect(olga.page.getByRole("heading", { name: "Nothing found" })).toBeVisible();
    expect(JSON.parse(await demo.run(["account", "show", name, "--json"])).sessions).toBe(0);
    expect(JSON.parse(await demo.run(["account", "show", nameOf(57), "--json"])).sessions).toBe(1);
  });

  test("a selection can be ended", async ({ door, demo, scripts }) => {
    // A prefix shared by several signed-in accounts.
    const prefix = scripts ? "gentle" : "velvet";
    const olga = await enter(door, demo);
    await olga.open(`/admin/sessions?account=${prefix}`);
    const before = await rows(olga).count();
    expect(before).toBeGreaterThan(2);
    for (const row of [0, 1]) await rows(olga).nth(row).getByRole("checkbox").check();
    await olga.button("End selected sessions").click();
    await expect(rows(olga)).toHaveCount(before - 2);
  });

  test("all sessions of a role can be ended without ending others", async ({ door, demo }) => {
    const olga = await enter(door, demo);
    await olga.open("/admin/sessions");
    const stat = (role: string) => olga.page.locator(".stats a").filter({ hasText: `sessions of ${role}` }).locator("b");
    const members = Number(await stat("members").textContent());
    await olga.field("For").selectOption("All moderators");
    await olga.button("End sessions").click();
    await expect(olga.page.getByText("Sessions ended. Everyone affected has been signed out.")).toBeVisible();
    await expect(stat("moderators")).toHaveText("0");
    expect(members).toBeGreaterThan(50);
    await expect(olga.chip).toBeVisible();
  });

  test("are accessible", async ({ door, demo }) => {
    const olga = await enter(door, demo);
    await olga.open("/admin/sessions?device=phone");
    await expectSound(olga);
  });
});

test.describe("the audit", () => {
  test("can be filtered by act, outcome, person, day and address", async ({ door, demo }) => {
    const olga = await enter(door, demo);
    await olga.open("/admin/audit");
    const open = (filter: string) => olga.page.getByRole("search").locator("summary").filter({ hasText: filter }).click();
    const sentences = rows(olga).locator(".who");
    await open("Action");
    await olga.page.getByRole("link", { name: "Account banned", exact: true }).click();
    await expect(olga.page).toHaveURL(/act=account\.ban/);
    await expectEvery(sentences, /banned/);
    await olga.page.getByRole("link", { name: /^Action: Account banned/ }).click();
    await expect(olga.page).not.toHaveURL(/act=/);
    await olga.field("Person (actor or target)").fill(nameOf(40));
    await olga.page.keyboard.press("Enter");
    await expect(olga.page).toHaveURL(new RegExp(`account=${nameOf(40)}`));
    await expectEvery(sentences, new RegExp(nameOf(40)));
    const day = new Date(Date.now() - 10 * 86_400_000).toISOString().slice(0, 10);
    await olga.open("/admin/audit");
    await olga.page.getByText("More filters").click();
    for (const label of ["From", "To"]) await olga.field(label).fill(day);
    await olga.button("Apply").click();
    await expect(olga.page).toHaveURL(/since=.*until=/);
    const days = () => rows(olga).locator("time").evaluateAll((all) => [...new Set(all.map((one) => one.getAttribute("datetime")?.slice(0, 10)))]);
    await expect.poll(days).toEqual([day]);
    await open("Outcome");
    await olga.page.getByRole("link", { name: "Refused", exact: true }).click();
    await expect(olga.page).toHaveURL(/outcome=refused/);
    await expect(olga.page.getByRole("heading", { name: "No events found" })).toBeVisible();
    await olga.open("/admin/audit");
    await olga.page.getByText("More filters").click();
    await olga.field("IP address").fill("192.0.2.1");
    await olga.button("Apply").click();
    await expect(olga.page).toHaveURL(/address=192/);
    await olga.ready();
    await expect(rows(olga).first().locator("dl")).toBeHidden();
    await rows(olga).first().locator("summary").click();
    await expect(rows(olga).first().locator("dl")).toContainText("192.0.2.1");
    await expectFits(olga);
  });

  test("can be paged into the past and back to the newest event", async ({ door, demo }) => {
    const olga = await enter(door, demo);
    await olga.open("/admin/audit?act=session.start");
    const number = async () => {
      const all = await rows(olga).locator("dl > dd:nth-of-type(1)").allTextContents();
      return all.map(Number);
    };
    let before = await number();
    const first = before;
    for (let page = 0; page < 3; page += 1) {
      await olga.page.getByRole("link", { name: "Older" }).click();
      await expect.poll(async () => (await number())[0]).toBeLessThan(before[0]);
      const now = await number();
      expect(Math.max(...now)).toBeLessThan(Math.min(...before));
      before = now;
    }
    await olga.page.getByRole("link", { name: "Newest" }).click();
    await expect.poll(async () => (await number())[0]).toBeGreaterThanOrEqual(first[0]);
  });

  test("can be downloaded with its filter applied", async ({ door, demo }) => {
    const olga = await enter(door, demo);
    await olga.open("/admin/audit?act=account.ban");
    const download = olga.page.waitForEvent("download");
    await olga.page.getByRole("link", { name: "CSV" }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe("hallpass-audit.csv");
    const [head, ...lines] = (await readFile(await file.path(), "utf8")).trim().split(/\r?\n/);
    expect(head).toContain("act");
    expect(lines.length).toBeGreaterThanOrEqual(25);
    for (const line of lines) expect(line).toContain("account.ban");
  });

  test("is accessible", async ({ door, demo }) => {
    const olga = await enter(door, demo);
    await olga.open("/admin/audit?outcome=done");
    await rows(olga).first().locator("summary").click();
    await expectSound(olga);
  });
});

test.describe("the appeals", () => {
  test("one can be answered and its ban lifted", async ({ door, demo, scripts }) => {
    const name = nameOf(scripts ? 5 : 29);
    const olga = await enter(door, demo);
    await olga.open("/admin/appeals");
    expect(await olga.page.locator("#appeals > li").count()).toBeGreaterThan(5);
    await expectFits(olga);
    const card = olga.page.locator("#appeals > li").filter({ hasText: name });
    await olga.field("Answer", card).fill("We have looked again: you are right.");
    await card.getByLabel("Also lift the ban").check();
    await olga.button(`Send answer ${name}`).click();
    await expect(olga.page.getByText("Answer sent.").first()).toBeVisible();
    await expect(card).toHaveCount(0);
    expect(JSON.parse(await demo.run(["account", "show", name, "--json"])).ban, "the ban is lifted").toBeNull();
  });

  test("are accessible", async ({ door, demo }) => {
    const olga = await enter(door, demo);
    await olga.open("/admin/appeals");
    await expectSound(olga);
  });
});
