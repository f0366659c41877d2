// `/styleguide`: every component in every theme. Its pictures are in the folder beside this file; to take new ones:
// `npm run screenshots:styleguide`.
import { expect, test } from "../support/test";

const THEMES = ["light", "dark", "contrast"] as const;

test("components look as before, in every theme", { tag: "@scripts" }, async ({ guest, ownServer }) => {
  const server = await ownServer({ HALLPASS_STYLEGUIDE: "true" });
  await guest.page.setViewportSize({ width: 1280, height: 800 });
  for (const theme of THEMES) {
    await guest.page.goto(`${server.origin}/styleguide?theme=${theme}`);
    await guest.page.evaluate(() => document.fonts.ready);
    await expect(guest.page).toHaveScreenshot(`${theme}.png`, { fullPage: true, animations: "disabled", maxDiffPixelRatio: 0.01 });
  }
  await guest.page.setViewportSize({ width: 360, height: 800 });
  await guest.page.goto(`${server.origin}/styleguide?theme=light`);
  await guest.page.evaluate(() => document.fonts.ready);
  await expect(guest.page).toHaveScreenshot("phone.png", { fullPage: true, animations: "disabled", maxDiffPixelRatio: 0.01 });
  await guest.expectNoSideways();
});

test("components can be told apart in forced colours", { tag: "@scripts" }, async ({ guest, ownServer }) => {
  const server = await ownServer({ HALLPASS_STYLEGUIDE: "true" });
  await guest.page.emulateMedia({ forcedColors: "active" });
  await guest.page.goto(`${server.origin}/styleguide`);
  const painted = (selector: string, property: string) =>
    guest.page.locator(selector).first().evaluate((element, property) => getComputedStyle(element).getPropertyValue(property), property);
  // What is on differs from what is off by more than a background, which forced colours remove.
  expect(await painted(".pips .on", "background-color")).not.toBe(await painted(".pips i:not(.on)", "background-color"));
  expect(await painted(".segment > :has(:checked)", "outline-style")).toBe("solid");
  expect(await painted(".segment > :not(:has(:checked)):not(legend)", "outline-style")).toBe("none");
  expect(await painted(".tabs [aria-current]", "outline-style")).toBe("solid");
  expect(await painted(".pass", "border-top-style")).toBe("solid");
});

test("the page exists only if the configuration asks for it", async ({ guest, watch }) => {
  watch.expect(404, /^\/styleguide$/);
  expect((await guest.open("/styleguide")).status()).toBe(404);
});
