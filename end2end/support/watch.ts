// Collects everything that a browser complains about. A complaint that the test did not announce fails it.
import type { BrowserContext, Page, Request, Response } from "@playwright/test";

interface Announced {
  status: number;
  path: RegExp;
}

/** The browser's message about an error response; the response itself is judged instead. */
const REFUSED = /^Failed to load resource: the server responded with a status of [45]/;
/** Messages and request failures while a server is unreachable. */
const UNREACHABLE = /net::ERR_(CONNECTION_|INTERNET_DISCONNECTED|NETWORK_|EMPTY_RESPONSE|SOCKET_NOT_CONNECTED)|^WebSocket connection to '\S+\/live' failed/;
/** The message when a page closes a channel that is still being opened, as happens when it is left. */
const GIVEN_UP = /\/live' failed: WebSocket is closed before the connection is established/;
/** The message about a file that no script has used a few seconds after loading: on a busy machine, or without scripts. */
const UNUSED = /was preloaded using link preload but not used/;
/** The message when a service worker is blocked, as it is except in tests of its own. */
const BLOCKED = /^Service Worker registration blocked by Playwright/;
/** Calls that change the principal. The tab sends no requests of its own while one is in progress. */
const CHANGE = /^\/api\/(impersonate|end_impersonation|sign_(in|out|up|in_again)|(answer|cancel)_challenge|set_up|change_password|end_all_sessions|close_account)$/;
/** Requests that console pages send by themselves after a change signal. */
const OWN_QUESTION = /^\/api\/(list|show|count)_/;

/** The tab that sends a request: none for a service worker, or while a new tab opens. */
function tabOf(request: Request): Page | undefined {
  if (request.serviceWorker() !== null) return undefined;
  try {
    return request.frame().page();
  } catch {
    return undefined;
  }
}

/** The watch of one test. */
export class Watch {
  #complaints: string[] = [];
  #announced: Announced[] = [];
  #messages: RegExp[] = [];
  #cut = false;
  /** For each tab, the requests of its own that were rejected since they last succeeded. */
  #crossed = new WeakMap<Page, Set<string>>();
  /** Tabs that have just changed the principal themselves. */
  #changed = new WeakSet<Page>();

  constructor(private readonly scripts: boolean) {}

  /** Announces that a request to such a path may have this status. */
  expect(status: number, path: RegExp): void {
    this.#announced.push({ status, path });
  }

  /** Announces that the page may write such a message. */
  expectMessage(message: RegExp): void {
    this.#messages.push(message);
  }

  /** Announces that the server will be unreachable for a while. */
  expectCut(): void {
    this.#cut = true;
  }

  /** Watches all pages of a context. */
  follow(context: BrowserContext): void {
    context.on("console", (message) => {
      const said = message.text();
      if (!["error", "warning"].includes(message.type()) || REFUSED.test(said) || GIVEN_UP.test(said)) return;
      if (BLOCKED.test(said) || UNUSED.test(said)) return;
      if (this.#cut && UNREACHABLE.test(said)) return;
      if (this.#messages.some((message) => message.test(said))) return;
      this.#complaints.push(`console ${message.type()}: ${said} (${message.location().url})`);
    });
    context.on("weberror", (error) => {
      const said = String(error.error());
      if (!this.#messages.some((message) => message.test(said))) this.#complaints.push(`uncaught: ${said}`);
    });
    context.on("requestfailed", (request) => {
      const cause = request.failure()?.errorText ?? "";
      if (this.#cut && request.serviceWorker() !== null) return;
      // A page that is left aborts what it was still loading.
      if (cause === "net::ERR_ABORTED") return;
      if (this.#cut && UNREACHABLE.test(cause)) return;
      // Disabled scripts are not preloaded either.
      if (!this.scripts && request.resourceType() === "script") return;
      this.#complaints.push(`failed: ${request.url()} ${cause}`);
    });
    context.on("request", (request) => {
      const page = tabOf(request);
      if (page === undefined) return;
      if (request.isNavigationRequest()) this.#changed.delete(page);
      else if (CHANGE.test(new URL(request.url()).pathname)) this.#changed.add(page);
    });
    context.on("response", (response) => {
      // The page gets the same response, and is judged by it.
      if (response.request().serviceWorker() !== null) return;
      const [status, path] = [response.status(), new URL(response.url()).pathname];
      const announced = this.#announced.some((one) => one.status === status && one.path.test(path));
      if (CHANGE.test(path)) {
        const page = tabOf(response.request());
        // By then, earlier requests of the tab have been answered.
        if (page !== undefined) setTimeout(() => this.#changed.delete(page), response.ok() ? 1_000 : 0);
      }
      if (this.#hasCrossed(response, path)) return;
      if (status >= 400 && !announced) this.#complaints.push(`${status} for ${response.request().method()} ${path}`);
    });
  }

  /**
   * A request that a tab sends by itself may coincide with losing the permission for it, through somebody else or
   * another tab, and is then rightly rejected. This is acceptable once: a tab that repeats it after the rejection is
   * at fault, and so is a tab that gave up the permission itself.
   */
  #hasCrossed(response: Response, path: string): boolean {
    const page = tabOf(response.request());
    if (page === undefined) return false;
    const crossed = this.#crossed.get(page) ?? new Set<string>();
    this.#crossed.set(page, crossed);
    // Signing in or loading a page starts anew.
    if (response.ok() && (path === "/api/sign_in" || response.request().isNavigationRequest())) crossed.clear();
    if (!OWN_QUESTION.test(path)) return false;
    if (response.ok()) crossed.delete(path);
    if (![401, 403, 409].includes(response.status()) || crossed.has(path) || this.#changed.has(page)) return false;
    crossed.add(path);
    return true;
  }

  /** Throws if there were complaints. */
  verdict(): void {
    if (this.#complaints.length > 0) throw new Error(`The browser complained:\n${this.#complaints.join("\n")}`);
  }
}
