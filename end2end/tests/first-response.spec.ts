// The first response is already correct: status, menu and page, before any script runs; and hydration changes nothing
// visible.
import { expect, type Person, test } from "../support/test";
import type { Visitor } from "../support/visitor";

/** The texts of the header's links in the HTML as sent. */
function menuOf(html: string): string[] {
  const nav = /<nav aria-label="Main menu"[^>]*>(.*?)<\/nav>/s.exec(html)?.[1] ?? "";
  return [...nav.matchAll(/<a [^>]*>(.*?)<\/a>/gs)].map(([, words]) => words.replaceAll(/<[^>]*>/g, ""));
}

test("the first response to a guest", async ({ guest, watch }) => {
  watch.expect(404, /^\/no-such-page$/);
  for (const [path, status] of [["/", 200], ["/sign-in", 200], ["/sign-up", 200], ["/no-such-page", 404]] as const) {
    const response = await guest.open(path);
    expect(response.status(), path).toBe(status);
    const html = await response.text();
    expect(menuOf(html), path).toEqual(["Home"]);
    expect(html).toContain("Sign up");
    expect(html).not.toContain("Sign out");
  }
  for (const path of ["/account", "/admin", "/admin/accounts/some-id"]) {
    const response = await guest.open(path);
    expect((await response.request().redirectedFrom()?.response())?.status(), path).toBe(302);
    expect(new URL(response.url()).searchParams.get("next")).toBe(path);
  }
});

test("the first response to a member", async ({ door, watch }) => {
  watch.expect(403, /^\/admin/);
  watch.expect(404, /^\/no-such-page$/);
  const ada = await door.member("ada");
  for (const [path, status] of [["/", 200], ["/account", 200], ["/admin", 403], ["/no-such-page", 404]] as const) {
    const response = await ada.open(path);
    expect(response.status(), path).toBe(status);
    const html = await response.text();
    expect(menuOf(html), path).toEqual(["Home", "Account"]);
    expect(html).toContain("Sign out");
    expect(html).not.toContain("Sign up");
  }
});

test("the first response to an administrator", async ({ door }) => {
  const olga = await door.administrator("olga");
  for (const path of ["/", "/account", "/admin"]) {
    const response = await olga.open(path);
    expect(response.status(), path).toBe(200);
    expect(menuOf(await response.text()), path).toEqual(["Home", "Account", "Admin"]);
  }
});

test("the first response to a banned person", async ({ door, server, watch }) => {
  watch.expect(403, /./);
  const eve = await door.member("eve");
  await server.run(["account", "ban", eve.username, "--reason", "Spam of the worst kind"]);
  for (const path of ["/", "/account", "/admin", "/sign-in", "/no-such-page"]) {
    const response = await eve.open(path);
    expect(response.status(), path).toBe(403);
    const html = await response.text();
    expect(menuOf(html), path).toEqual([]);
    expect(html).toContain("Spam of the worst kind");
  }
});

/** Records every state of the header's menu and of the heading that the page goes through. */
const NOTE_STATES = `{
  const states = (window.states = []);
  const note = () => {
    const words = (selector) => document.querySelector(selector)?.textContent;
    const forms = document.querySelectorAll("form").length;
    const state = JSON.stringify([words("header nav"), words(".chip .name"), words("main h1"), forms]);
    if (document.querySelector("footer") && states.at(-1) !== state) states.push(state);
  };
  new MutationObserver(note).observe(document, { subtree: true, childList: true, characterData: true });
}`;

async function expectStill(visitor: Visitor, path: string): Promise<void> {
  await visitor.page.addInitScript(NOTE_STATES);
  await visitor.open(path);
  // Two frames after hydration, when effects have run, too.
  await visitor.page.evaluate(() => new Promise((frame) => requestAnimationFrame(() => requestAnimationFrame(frame))));
  const states = await visitor.page.evaluate("window.states");
  expect(states, `${path} changed during hydration`).toHaveLength(1);
}

test("nothing visible changes during hydration", { tag: "@scripts" }, async ({ guest, door, server, watch }) => {
  watch.expect(403, /./);
  const people: [Visitor | Person, string[]][] = [
    [guest, ["/", "/sign-in", "/sign-up"]],
    [await door.member("ada"), ["/", "/account", "/admin"]],
    [await door.administrator("olga"), ["/", "/admin"]],
  ];
  const eve = await door.member("eve");
  await server.run(["account", "ban", eve.username, "--reason", "Spam"]);
  people.push([eve, ["/", "/account"]]);
  for (const [visitor, paths] of people) for (const path of paths) await expectStill(visitor, path);
});

test("the texts that a page preloads are the ones it uses", { tag: "@scripts" }, async ({ guest }) => {
  const loaded: string[] = [];
  guest.page.on("request", (request) => {
    if (new URL(request.url()).pathname.startsWith("/texts/")) loaded.push(request.url());
  });
  const html = await (await guest.open("/")).text();
  await guest.ready();
  expect(loaded).toHaveLength(1);
  expect(html).toContain(new URL(loaded[0]).pathname);
});
