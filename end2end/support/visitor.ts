// A person in front of a browser, who opens pages and reads their headers.
import { expect, type Locator, type Page, type Response } from "@playwright/test";

/** A person in front of a browser, with or without scripts. */
export class Visitor {
  constructor(
    readonly page: Page,
    readonly scripts: boolean,
  ) {}

  /** Opens a page and waits until it is ready for input. */
  async open(path: string): Promise<Response> {
    const response = await this.page.goto(path);
    if (response === null) throw new Error(`${path} gave no response`);
    await this.ready();
    return response;
  }

  /** Reloads the page. */
  async reload(): Promise<Response> {
    const response = await this.page.reload();
    if (response === null) throw new Error("no response");
    await this.ready();
    return response;
  }

  /** Waits until scripts have hydrated the page, if there are any. */
  async ready(): Promise<void> {
    if (this.scripts) await expect(this.page.locator("html[data-hydrated]")).toBeAttached();
  }

  /** Opens another tab of the same browser. */
  async tab(path: string): Promise<Visitor> {
    const tab = new Visitor(await this.page.context().newPage(), this.scripts);
    await tab.open(path);
    return tab;
  }

  /** Watches this tab for document loads; the returned function asserts that there were none. */
  staying(): () => void {
    let loads = 0;
    this.page.on("request", (request) => (loads += Number(request.isNavigationRequest())));
    return () => expect(loads, `documents loaded in ${this.page.url()}`).toBe(0);
  }

  get header(): Locator {
    return this.page.getByRole("banner");
  }

  /** The links of the menu. */
  get menu(): Locator {
    return this.header.getByRole("navigation", { name: "Main menu" }).getByRole("link");
  }

  /** The chip with the name of the signed-in person. */
  get chip(): Locator {
    return this.header.locator(".chip");
  }

  get title(): Locator {
    return this.page.getByRole("heading", { level: 1 });
  }

  /** Error messages. */
  get alert(): Locator {
    return this.page.getByRole("main").getByRole("alert");
  }

  /** Success messages and warnings. */
  get notice(): Locator {
    return this.page.getByRole("main").locator(".notice[role=status]");
  }

  field(label: string, within: Locator | Page = this.page): Locator {
    return within.getByLabel(label, { exact: true });
  }

  button(name: string, within: Locator | Page = this.page): Locator {
    return within.getByRole("button", { name, exact: true });
  }

  /** The button that ends the session on this device. */
  ending(device: string): Locator {
    return this.page.getByRole("button", { name: new RegExp(`^(End session|Sign out) ${escape(device)}(,|$)`) });
  }

  /** The form with this heading. */
  form(heading: string): Locator {
    return this.page.locator("form").filter({ has: this.page.getByRole("heading", { name: heading, exact: true }) });
  }

  /** Asserts that the field shows this error. */
  async expectError(field: Locator, words: string | RegExp): Promise<void> {
    await expect(field).toHaveAttribute("aria-invalid", "true");
    await expect(field).toHaveAccessibleDescription(words instanceof RegExp ? words : new RegExp(escape(words)));
    await expect(field.locator("xpath=ancestor::*[contains(@class,'field')][1]").locator(".error")).toHaveText(words);
  }

  /** The sign-in region that replaces a page whose session has ended. */
  get lock(): Locator {
    return this.page.getByRole("region", { name: "You’ve been signed out" });
  }

  /** Asserts that the page is locked in place and gives this reason. */
  async expectLocked(why: string | RegExp): Promise<void> {
    await expect(this.lock).toBeVisible({ timeout: 30_000 });
    await expect(this.title).toHaveText("You’ve been signed out");
    await expect(this.notice).toContainText(why);
    await expect(this.menu).toHaveText(["Home"]);
    await expect(this.chip).toHaveCount(0);
  }

  /** Signs in again through the lock, where the username is filled in. */
  async unlock(password: string): Promise<void> {
    await this.field("Password", this.lock).fill(password);
    await this.button("Sign in", this.lock).click();
    await expect(this.lock).toHaveCount(0);
  }

  /** Fills in and submits the sign-in form of the page. */
  async signIn(username: string, password: string, rememberMe = false): Promise<void> {
    await this.page.getByLabel(/^Username( or email address)?$/).fill(username);
    await this.field("Password").fill(password);
    await this.page.getByLabel("Keep me signed in").setChecked(rememberMe);
    await this.button("Sign in", this.page.getByRole("main")).click();
  }

  async signOut(): Promise<void> {
    await this.button("Sign out", this.header).click();
    await expect(this.header.getByRole("link", { name: "Sign in" })).toBeVisible();
    await this.ready();
  }

  /** Asserts that neither the page nor any element is wider than the window. */
  async expectNoSideways(): Promise<void> {
    const { wide, window } = await this.page.evaluate(() => {
      const window = document.documentElement.clientWidth;
      const tooFar = (element: Element) => element.getBoundingClientRect().right > window + 0.5;
      // Two-dimensional tables may scroll by themselves (WCAG 1.4.10).
      const isShown = (element: Element) =>
        element.checkVisibility() && element.closest(".visually-hidden, thead, .skip, .scroll *") === null;
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
