// Listens to everything a browser has to complain about. What a test did not announce fails it.
import type { BrowserContext, Page, Response } from "@playwright/test";

interface Announced {
  status: number;
  path: RegExp;
}

/** What a browser says about a refused request; the response itself is judged instead. */
const REFUSED = /^Failed to load resource: the server responded with a status of [45]/;
/** What it says, and what requests fail with, while a server cannot be reached. */
const UNREACHABLE = /net::ERR_(CONNECTION_|INTERNET_DISCONNECTED|NETWORK_|EMPTY_RESPONSE|SOCKET_NOT_CONNECTED)|^WebSocket connection to '\S+\/live' failed/;
/** What it says when a page gives up a channel that is still being opened, as it does when it is left. */
const GIVEN_UP = /\/live' failed: WebSocket is closed before the connection is established/;
/** What it says where scripts are switched off: they were announced and never came. */
const UNUSED = /was preloaded using link preload but not used/;
/** What changes who is asking, done in a tab: it asks nothing by itself meanwhile. */
const CHANGE = /^\/api\/(impersonate|end_impersonation|sign_(in|out|up|in_again)|set_up|change_password|end_all_sessions|close_account)$/;
/** What pages of the console ask by themselves when they hear that something has changed. */
const OWN_QUESTION = /^\/api\/(list|show|count)_/;

/** One test's ear. */
export class Watch {
  #complaints: string[] = [];
  #announced: Announced[] = [];
  #cut = false;
  /** What each tab has been refused that it asked by itself, since it was last answered. */
  #crossed = new WeakMap<Page, Set<string>>();
  /** The tabs that have just changed who is asking by themselves. */
  #changed = new WeakSet<Page>();

  constructor(private readonly scripts: boolean) {}

  /** Announces that a request to such a path may be answered with this status. */
  expect(status: number, path: RegExp): void {
    this.#announced.push({ status, path });
  }

  /** Announces that the server will be out of reach for a while. */
  expectCut(): void {
    this.#cut = true;
  }

  /** Listens to all pages of a context. */
  follow(context: BrowserContext): void {
    context.on("console", (message) => {
      const said = message.text();
      if (!["error", "warning"].includes(message.type()) || REFUSED.test(said) || GIVEN_UP.test(said)) return;
      if (!this.scripts && UNUSED.test(said)) return;
      if (this.#cut && UNREACHABLE.test(said)) return;
      this.#complaints.push(`console ${message.type()}: ${said} (${message.location().url})`);
    });
    context.on("weberror", (error) => this.#complaints.push(`uncaught: ${error.error()}`));
    context.on("requestfailed", (request) => {
      const cause = request.failure()?.errorText ?? "";
      // A page that is left gives up what it was still loading.
      if (cause === "net::ERR_ABORTED") return;
      if (this.#cut && UNREACHABLE.test(cause)) return;
      // Switched off scripts are not loaded ahead either.
      if (!this.scripts && request.resourceType() === "script") return;
      this.#complaints.push(`failed: ${request.url()} ${cause}`);
    });
    context.on("request", (request) => {
      const page = request.frame()?.page();
      if (page === undefined) return;
      if (request.isNavigationRequest()) this.#changed.delete(page);
      else if (CHANGE.test(new URL(request.url()).pathname)) this.#changed.add(page);
    });
    context.on("response", (response) => {
      const [status, path] = [response.status(), new URL(response.url()).pathname];
      const announced = this.#announced.some((one) => one.status === status && one.path.test(path));
      if (CHANGE.test(path)) {
        const page = response.frame().page();
        // What the tab itself may still have asked before is answered by then.
        setTimeout(() => this.#changed.delete(page), response.ok() ? 1_000 : 0);
      }
      if (this.#hasCrossed(response, path)) return;
      if (status >= 400 && !announced) this.#complaints.push(`${status} for ${response.request().method()} ${path}`);
    });
  }

  /**
   * A question that a tab asks by itself may cross with the end of what allowed it, by somebody else or in
   * another tab, and is then refused, rightly. Once: a tab that goes on asking after its refusal is at fault,
   * and so is one that has ended it itself.
   */
  #hasCrossed(response: Response, path: string): boolean {
    const page = response.frame().page();
    const crossed = this.#crossed.get(page) ?? new Set<string>();
    this.#crossed.set(page, crossed);
    // Whoever signs in, or loads a page, begins anew.
    if (response.ok() && (path === "/api/sign_in" || response.request().isNavigationRequest())) crossed.clear();
    if (!OWN_QUESTION.test(path)) return false;
    if (response.ok()) crossed.delete(path);
    if (![401, 403, 409].includes(response.status()) || crossed.has(path) || this.#changed.has(page)) return false;
    crossed.add(path);
    return true;
  }

  /** Fails when there were complaints. */
  verdict(): void {
    if (this.#complaints.length > 0) throw new Error(`The browser complained:\n${this.#complaints.join("\n")}`);
  }
}
