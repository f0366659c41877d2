// Runs axe on the open page: light, dark and high contrast, at phone and desktop width.
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import type { Visitor } from "./visitor";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * Widths, colour schemes and contrasts. High contrast changes only colours, so only they are checked again. Without
 * scripts the styles are the same, so high contrast is left out.
 */
const LOOKS = [
  [1280, "light", "no-preference"],
  [360, "dark", "no-preference"],
  [360, "light", "more"],
  [1280, "dark", "more"],
] as const;

/** Asserts that axe finds no violations on the open page. */
export async function expectSound(visitor: Visitor): Promise<void> {
  const page = visitor.scripts ? visitor.page : await twin(visitor.page);
  for (const [width, colorScheme, contrast] of visitor.scripts ? LOOKS : LOOKS.slice(0, 2)) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme, contrast, reducedMotion: "reduce" });
    const axe = new AxeBuilder({ page }).setLegacyMode(true);
    const { violations } = await (contrast === "more" ? axe.withRules("color-contrast") : axe.withTags(TAGS)).analyze();
    const found = violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html.slice(0, 160)}`));
    expect.soft(found, `${page.url()} at ${width} px, ${colorScheme}, contrast: ${contrast}`).toEqual([]);
  }
  if (!visitor.scripts) await page.context().close();
}

/** The same document without its scripts, in a browser where axe's script can run. */
async function twin(page: Page): Promise<Page> {
  const body = (await page.content()).replaceAll(/<script.*?<\/script>|<link[^>]*preload[^>]*>/gs, "");
  const context = await page.context().browser()?.newContext({ javaScriptEnabled: true });
  if (context === undefined) throw new Error("no browser");
  const copy = await context.newPage();
  await copy.route(page.url(), (route) => route.fulfill({ body, contentType: "text/html" }));
  await copy.goto(page.url());
  return copy;
}
