// Long words and narrow windows: nothing scrolls sideways, at phone and desktop width.
import { openAccount } from "../support/accounts";
import { expect, test } from "../support/test";
import { register, unique } from "../support/people";
import type { Visitor } from "../support/visitor";
import { Wire } from "../support/wire";

const WIDTHS = [320, 360, 768, 1280];

/** 64 code points each, the maximum length of a display name. */
const DISPLAY_NAMES = ["W".repeat(64), "🦊".repeat(64), "سلامعليكم".repeat(8).slice(0, 64), "Ada Augusta King-Noel, Countess of Lovelace, née Byron at Ockham"];
const REASON = `${"Pneumonoultramicroscopicsilicovolcanoconiosis".repeat(6)} ${"and more words ".repeat(20)}`.slice(0, 500);

async function expectFits(visitor: Visitor, path: string, widths = WIDTHS): Promise<void> {
  await visitor.page.setViewportSize({ width: widths[0], height: 800 });
  await visitor.open(path);
  for (const width of widths) {
    await visitor.page.setViewportSize({ width, height: 800 });
    await visitor.expectNoSideways();
  }
}

test("a guest's pages fit", async ({ guest, watch }) => {
  watch.expect(404, /^\/no-such/);
  for (const path of ["/", "/sign-in", "/sign-up", "/forgot-password", `/no-such-${"page".repeat(40)}`]) await expectFits(guest, path);
});

// Texts with accents and twice as long: they fit, and none is left in plain English.
test("pages in a longer language fit, and every text is translated", async ({ door, server }) => {
  const olga = await door.administrator("olga");
  await server.run(["account", "create", unique("long"), "--password-stdin"], "gravel tulip eleven harbour\n");
  await olga.page.context().request.post("/api/change_look", {
    headers: { origin: server.origin },
    form: { language: "en-XA" },
  });
  const own = ["/", "/tour", "/account", "/account/sessions", "/account/activity", "/account/security", "/account/security/authenticator", "/account/preferences", "/account/export", "/account/close"];
  const console = ["/admin", "/admin/accounts", "/admin/sessions", "/admin/appeals", "/admin/roles", "/admin/access", "/admin/policy", "/admin/invitations", "/admin/mail", "/admin/audit"];
  for (const path of [...own, ...console]) {
    // Words twice as long as English need more room for tables than a tablet has.
    await expectFits(olga, path, [320, 360, 1280]);
    await expect(olga.page.locator("html")).toHaveAttribute("lang", "en-XA");
    const plain = await olga.page.locator("h1, h2, main button, main label, nav a, main legend, main thead th").evaluateAll((found) =>
      found.map((one) => (one.textContent ?? "").trim()).filter((text) => /[aeiou]/i.test(text) && /^[\x20-\x7e’“”…–]+$/.test(text)),
    );
    // Usernames of tests and the names of roles, languages and the application stay as they are.
    const named = new Set(["Hallpass", "English", "Deutsch", "member", "moderator", "administrator"]);
    expect(plain.filter((text) => !named.has(text) && !/-[bcdfghkptxz]{8}/.test(text)), path).toEqual([]);
  }
});

test("errors of a form fit", async ({ guest, watch }) => {
  watch.expect(422, /^\/api\/sign_up$/);
  await guest.page.setViewportSize({ width: 320, height: 800 });
  await guest.open("/sign-up");
  await guest.field("Username").fill("W".repeat(80));
  await guest.field("Email address (optional)").fill("nowhere");
  await guest.field("Password").fill("short");
  await guest.button("Create account").click();
  await guest.expectError(guest.field("Username"), "Use at most 32 characters.");
  for (const width of WIDTHS) {
    await guest.page.setViewportSize({ width, height: 800 });
    await guest.expectNoSideways();
  }
});

for (const [index, display] of DISPLAY_NAMES.entries()) {
  test(`the longest names fit: ${["wide", "emoji", "right to left", "with spaces"][index]}`, async ({ door }) => {
    // The username has the maximum length, too.
    const olga = await door.signIn(await door.account(unique("w".repeat(12)), { administrator: true }));
    expect(olga.username.length).toBe(32);
    await olga.open("/account");
    await olga.field("Display name").fill(display);
    await olga.button("Save", olga.form("Display name")).click();
    await expect(olga.chip).toContainText(display);
    const own = ["/", "/account", "/account/sessions", "/account/activity", "/account/export", "/account/close"];
    const console = ["/admin", "/admin/sessions", "/admin/appeals", "/admin/roles", "/admin/access", "/admin/policy", "/admin/invitations", "/admin/mail", "/admin/audit"];
    for (const path of [...own, ...console, `/admin/accounts?q=${olga.username}`]) await expectFits(olga, path);
    await olga.page.locator("tbody a.name").click();
    await expect(olga.title).toHaveText(display);
    await expectFits(olga, olga.page.url());
  });
}

test("the longest reason of a ban fits", async ({ door, server, watch }) => {
  watch.expect(403, /./);
  const eve = await door.signIn(await door.account(unique("w".repeat(12))));
  await server.run(["account", "ban", eve.username, "--reason", REASON, "--until", "2099-01-31"]);
  await expectFits(eve, "/");
  const olga = await door.administrator("olga");
  await olga.open(`/admin/accounts?q=${eve.username}`);
  await olga.page.getByRole("link", { name: `Open ${eve.username}` }).click();
  await expect(olga.page.getByRole("heading", { name: "Active ban" })).toBeVisible();
  await expectFits(olga, olga.page.url());
  await expectFits(olga, `/admin/accounts?q=${eve.username}`);
});

test("news, warnings and locked pages fit", { tag: "@scripts" }, async ({ door, ownServer }) => {
  const server = await ownServer();
  const here = door.at(server);
  const ada = await here.signIn(await register(server, unique("w".repeat(12))));
  const wire = await Wire.of(ada.page.context());
  await server.run(["policy", "set", "idle=1h", "idle_warning=1h"]);
  await server.run(["policy", "set", "--role", "administrator", "idle=1h"]);
  await ada.page.clock.install();
  await ada.open("/account");
  const fits = async () => {
    for (const width of WIDTHS) {
      await ada.page.setViewportSize({ width, height: 800 });
      await ada.expectNoSideways();
    }
  };
  await server.run(["account", "role", ada.username, "administrator"]);
  await expect(ada.page.locator(".news")).toContainText("Your role has changed");
  await expect.poll(() => wire.heard).toBe(1);
  await wire.cut();
  await ada.page.clock.fastForward("00:05");
  await expect(ada.page.getByText("Connection lost. Trying again…")).toBeVisible();
  await fits();
  wire.mend();
  await server.run(["policy", "set", "idle=40s"]);
  const warning = ada.page.getByRole("dialog", { name: "Are you still there?" });
  await expect(warning).toBeVisible({ timeout: 45_000 });
  await fits();
  await server.run(["session", "end", "--account", ada.username]);
  await ada.expectLocked("An administrator ended this session.");
  await fits();
});

test("pages fit at twice the text size", { tag: "@scripts" }, async ({ door }) => {
  const ada = await door.member("ada");
  await ada.page.setViewportSize({ width: 640, height: 800 });
  for (const path of ["/", "/account", "/account/sessions", "/account/activity"]) {
    await ada.open(path);
    await ada.page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
    await ada.expectNoSideways();
  }
});

test("names are not broken into many lines beside a dated ban", async ({ door, server }) => {
  const eve = await door.member("rosalind");
  await eve.page.context().request.post("/api/change_display_name", {
    headers: { origin: server.origin },
    form: { display_name: "Rosalind Elsie Franklin" },
  });
  await server.run(["account", "ban", eve.username, "--reason", "Spam", "--until", "2099-09-30"]);
  const olga = await door.administrator("olga");
  await olga.open(`/admin/accounts?q=${eve.username}`);
  const name = olga.page.locator("tbody a.name");
  await expect(olga.page.getByRole("cell").getByText("Banned until")).toBeVisible();
  for (const width of [390, 768, 1280]) {
    await olga.page.setViewportSize({ width, height: 800 });
    const lines = await name.evaluate((element) => {
      const words = document.createRange();
      words.selectNodeContents(element);
      return new Set([...words.getClientRects()].map(({ top }) => top)).size;
    });
    expect(lines, `lines at ${width} px`).toBeLessThanOrEqual(width === 1280 ? 1 : 2);
    await olga.expectNoSideways();
  }
});

test("placeholders of fields are not cut off", async ({ door }) => {
  const olga = await door.administrator("olga");
  for (const path of ["/admin/accounts", "/admin/sessions", "/admin/audit", "/admin/access"]) {
    await olga.open(path);
    await olga.page.evaluate(() => document.querySelectorAll("details.more").forEach((details) => details.setAttribute("open", "")));
    for (const width of [320, 390, 768, 1024, 1280]) {
      await olga.page.setViewportSize({ width, height: 800 });
      const cut = await olga.page.evaluate(() => {
        // Of those that share a name, only one is open at a time.
        for (const menu of document.querySelectorAll<HTMLDetailsElement>("details.pick")) {
          menu.removeAttribute("name");
          menu.open = true;
        }
        const pen = document.createElement("canvas").getContext("2d");
        return [...document.querySelectorAll("input[placeholder]")].filter((input) => {
          const { font, paddingLeft, paddingRight } = getComputedStyle(input);
          if (pen === null) return true;
          pen.font = font;
          const words = pen.measureText(input.getAttribute("placeholder") ?? "").width;
          return words > input.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
        }).map((input) => input.getAttribute("placeholder"));
      });
      expect(cut, `${path} at ${width} px`).toEqual([]);
    }
  }
});

test("a guest's menu stays inside the window", async ({ guest }) => {
  await guest.open("/");
  const menu = guest.page.locator("header details.pick");
  await menu.locator("summary").click();
  for (const width of [320, 390, 480, 768, 1280]) {
    await guest.page.setViewportSize({ width, height: 800 });
    const { left, right } = await menu.locator(".menu").evaluate((element) => element.getBoundingClientRect());
    expect(left, `${width} px`).toBeGreaterThanOrEqual(0);
    expect(right, `${width} px`).toBeLessThanOrEqual(width);
  }
});

test("the buttons of a dialog stay in view after an error", { tag: "@scripts" }, async ({ door, watch }) => {
  watch.expect(422, /^\/api\/ban_account$/);
  const olga = await door.administrator("olga");
  const ada = await door.account("ada");
  await olga.open(`/admin/accounts?q=${ada.username}`);
  await openAccount(olga, ada.username, "ban");
  const dialog = olga.page.getByRole("dialog");
  const button = dialog.getByRole("button", { name: /^Ban for/ });
  await button.click();
  await olga.expectError(olga.field("Reason"), "Fill this in.");
  const within = async () => {
    const [outer, inner] = [await dialog.boundingBox(), await button.boundingBox()];
    return outer !== null && inner !== null && inner.y + inner.height <= outer.y + outer.height;
  };
  expect(await within(), "the button is inside the dialog").toBe(true);
});

test("open menus stay inside the window", { tag: "@scripts" }, async ({ door }) => {
  const olga = await door.administrator("olga");
  const ada = await door.account("ada");
  const lists = ["/admin/accounts", "/admin/sessions", "/admin/audit"];
  await olga.open(`/admin/accounts?q=${ada.username}`);
  await olga.page.getByRole("link", { name: `Open ${ada.username}` }).click();
  await expect(olga.title).toContainText(ada.username);
  for (const path of [...lists, new URL(olga.page.url()).pathname]) {
    await olga.open(path);
    const menus = olga.page.locator("main details.pick");
    expect(await menus.count(), path).toBeGreaterThan(0);
    for (const width of [320, 768, 1024, 1280]) {
      await olga.page.setViewportSize({ width, height: 800 });
      const outside = await menus.evaluateAll((all) =>
        all.filter((one) => one.checkVisibility()).flatMap((one) => {
          if (!(one instanceof HTMLDetailsElement)) return ["no details"];
          one.open = true;
          const menu = one.querySelector(".menu, form")?.getBoundingClientRect();
          // The side bar is beside the page's content.
          const left = document.querySelector("main")?.getBoundingClientRect().left ?? 0;
          const fits = menu !== undefined && menu.left >= left && menu.right <= document.documentElement.clientWidth;
          one.open = false;
          return fits ? [] : [`${one.querySelector("summary")?.textContent}: ${menu?.left} to ${menu?.right}`];
        }),
      );
      expect.soft(outside, `${path} at ${width} px`).toEqual([]);
    }
  }
});

test("the access matrix fits a desktop window and scrolls visibly on a phone", async ({ door, ownServer }) => {
  const olga = await door.at(await ownServer()).administrator("olga");
  await olga.open("/admin/access");
  const beyond = () => olga.page.locator(".scroll").evaluate((element) => element.scrollWidth - element.clientWidth);
  expect(await beyond()).toBeLessThanOrEqual(0);
  await olga.page.setViewportSize({ width: 390, height: 800 });
  expect(await beyond()).toBeGreaterThan(0);
  await expect(olga.page.locator(".scroll")).toHaveCSS("background-image", /linear-gradient/);
});

test("narrow forms and fields keep their sizes", async ({ door, guest }) => {
  const pixels = (element: Element, name: string) => parseFloat(getComputedStyle(element).getPropertyValue(name));
  await guest.open("/sign-up");
  expect(await guest.page.locator(".pass.tall").evaluate(pixels, "max-width"), "26.5rem").toBe(424);
  const olga = await door.administrator("olga");
  const ada = await door.account("ada");
  await olga.open("/admin/sessions");
  expect(await olga.field("For").evaluate(pixels, "padding-inline-end"), "clear of the arrow").toBeCloseTo(30.4);
  await olga.open(`/admin/accounts?q=${ada.username}`);
  await openAccount(olga, ada.username, "ban");
  expect(await olga.field("Reason").evaluate(pixels, "min-height"), "4.75rem").toBe(76);
});
