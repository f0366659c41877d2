// Somebody in front of a browser: opens pages, and reads the header that stands on each.
import { expect, type Locator, type Page, type Response } from "@playwright/test";

/** Somebody in front of a browser, with or without scripts. */
export class Visitor {
  constructor(
    readonly page: Page,
    readonly scripts: boolean,
  ) {}

  /** Opens a page by its address and waits until it is ready to be used. */
  async open(path: string): Promise<Response> {
    const response = await this.page.goto(path);
    if (response === null) throw new Error(`${path} gave no response`);
    await this.ready();
    return response;
  }

  /** Loads the page anew. */
  async reload(): Promise<Response> {
    const response = await this.page.reload();
    if (response === null) throw new Error("no response");
    await this.ready();
    return response;
  }

  /** Waits until scripts have taken over, where there are any. */
  async ready(): Promise<void> {
    if (this.scripts) await expect(this.page.locator("html[data-hydrated]")).toBeAttached();
  }

  /** One more tab of the same browser. */
  async tab(path: string): Promise<Visitor> {
    const tab = new Visitor(await this.page.context().newPage(), this.scripts);
    await tab.open(path);
    return tab;
  }

  /** From now on no document may be loaded in this tab; the answer says so, and fails otherwise. */
  staying(): () => void {
    let loads = 0;
    this.page.on("request", (request) => (loads += Number(request.isNavigationRequest())));
    return () => expect(loads, `documents loaded in ${this.page.url()}`).toBe(0);
  }

  get header(): Locator {
    return this.page.getByRole("banner");
  }

  /** The links to pages. */
  get menu(): Locator {
    return this.header.getByRole("navigation", { name: "Pages" }).getByRole("link");
  }

  /** The chip: who is signed in. */
  get chip(): Locator {
    return this.header.locator(".chip");
  }

  get title(): Locator {
    return this.page.getByRole("heading", { level: 1 });
  }

  /** Bad news. */
  get alert(): Locator {
    return this.page.getByRole("main").getByRole("alert");
  }

  /** Good news and warnings. */
  get notice(): Locator {
    return this.page.getByRole("main").locator(".notice[role=status]");
  }

  field(label: string, within: Locator | Page = this.page): Locator {
    return within.getByLabel(label, { exact: true });
  }

  button(name: string, within: Locator | Page = this.page): Locator {
    return within.getByRole("button", { name, exact: true });
  }

  /** The button that ends a session on that device. */
  ending(device: string): Locator {
    return this.page.getByRole("button", { name: new RegExp(`^End ${escape(device)}(,|$)`) });
  }

  /** The form under that heading. */
  form(heading: string): Locator {
    return this.page.locator("form").filter({ has: this.page.getByRole("heading", { name: heading, exact: true }) });
  }

  /** What stands as an error at a field. */
  async expectError(field: Locator, words: string | RegExp): Promise<void> {
    await expect(field).toHaveAttribute("aria-invalid", "true");
    await expect(field).toHaveAccessibleDescription(words instanceof RegExp ? words : new RegExp(escape(words)));
    await expect(field.locator("xpath=ancestor::*[contains(@class,'field')][1]").locator(".error")).toHaveText(words);
  }

  /** What stands in place of a page whose session is over. */
  get lock(): Locator {
    return this.page.getByRole("region", { name: "Your pass is not valid any more" });
  }

  /** The page is closed in place, and says why. */
  async expectLocked(why: string | RegExp): Promise<void> {
    await expect(this.lock).toBeVisible({ timeout: 30_000 });
    await expect(this.title).toHaveText("Your pass is not valid any more");
    await expect(this.notice).toContainText(why);
    await expect(this.menu).toHaveText(["Home"]);
    await expect(this.chip).toHaveCount(0);
  }

  /** Comes back through the lock, where the name stands already. */
  async unlock(password: string): Promise<void> {
    await this.field("Password", this.lock).fill(password);
    await this.button("Sign in", this.lock).click();
    await expect(this.lock).toHaveCount(0);
  }

  /** Signs in with the form that is on the page. */
  async signIn(username: string, password: string, remembered = false): Promise<void> {
    await this.field("Username").fill(username);
    await this.field("Password").fill(password);
    await this.page.getByLabel("Keep me signed in on this device").setChecked(remembered);
    await this.button("Sign in", this.page.getByRole("main")).click();
  }

  async signOut(): Promise<void> {
    await this.button("Sign out", this.header).click();
    await expect(this.header.getByRole("link", { name: "Sign in" })).toBeVisible();
    await this.ready();
  }

  /** The page is no wider than the window, and nothing in it is either. */
  async expectNoSideways(): Promise<void> {
    const { wide, window } = await this.page.evaluate(() => {
      const window = document.documentElement.clientWidth;
      const tooFar = (element: Element) => element.getBoundingClientRect().right > window + 0.5;
      // A table of two dimensions may scroll by itself (WCAG 1.4.10).
      const isShown = (element: Element) => element.closest(".visually-hidden, thead, .skip, .scroll *") === null;
      const wide = [...document.querySelectorAll("body *")].filter((element) => tooFar(element) && isShown(element));
      return { wide: wide.map((element) => element.outerHTML.slice(0, 120)), window };
    });
    expect(wide, `wider than ${window} px at ${this.page.url()}`).toEqual([]);
    const scrolls = await this.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(scrolls, `scrolls sideways at ${this.page.url()}`).toBeLessThanOrEqual(0);
  }
}

function escape(words: string): string {
  return words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
