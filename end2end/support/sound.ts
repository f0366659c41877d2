// axe, on the page that is open: light and dark, on a phone and at a desk.
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import type { Visitor } from "./visitor";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Width and colours; without scripts the styles are the same, so that fewer will do. */
const LOOKS = [[360, "dark"], [1280, "light"], [360, "light"], [1280, "dark"]] as const;

/** Looks at the page that is open. */
export async function expectSound(visitor: Visitor): Promise<void> {
  const page = visitor.scripts ? visitor.page : await twin(visitor.page);
  for (const [width, colorScheme] of visitor.scripts ? LOOKS : LOOKS.slice(0, 2)) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const { violations } = await new AxeBuilder({ page }).withTags(TAGS).setLegacyMode(true).analyze();
    const found = violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html.slice(0, 160)}`));
    expect.soft(found, `${page.url()} at ${width} px, ${colorScheme}`).toEqual([]);
  }
  if (!visitor.scripts) await page.context().close();
}

/** The same document, scripts taken out, in a browser where axe's own can run. */
async function twin(page: Page): Promise<Page> {
  const body = (await page.content()).replaceAll(/<script.*?<\/script>|<link[^>]*preload[^>]*>/gs, "");
  const context = await page.context().browser()?.newContext({ javaScriptEnabled: true });
  if (context === undefined) throw new Error("no browser");
  const copy = await context.newPage();
  await copy.route(page.url(), (route) => route.fulfill({ body, contentType: "text/html" }));
  await copy.goto(page.url());
  return copy;
}
