// The `test` object that all files use: a server, visitors with and without an account, and a watch for browser
// errors.
import { type Browser, type BrowserContext, test as base } from "@playwright/test";
import { Demo, FILLED_WITHIN } from "./demo";
import { type Account, type Device, DEVICES, register, unique, type Wishes } from "./people";
import { type OwnServer, Server, start } from "./server";
import { Tunnel } from "./tunnel";
import { Visitor } from "./visitor";
import { Watch } from "./watch";

export { expect } from "@playwright/test";

/** A visitor with an account, signed in. */
export class Person extends Visitor implements Account {
  readonly username: string;
  readonly password: string;

  constructor(visitor: Visitor, account: Account) {
    super(visitor.page, visitor.scripts);
    this.username = account.username;
    this.password = account.password;
  }

  /** Opens another tab of the same browser. */
  override async tab(path: string): Promise<Person> {
    return new Person(await super.tab(path), this);
  }
}

/** Creates visitors, each with a separate browser profile. */
export class Door {
  constructor(
    private readonly browser: Browser,
    private readonly watch: Watch,
    private readonly scripts: boolean,
    private readonly server: Server,
    private readonly contexts: BrowserContext[] = [],
  ) {}

  /** A door to another server. */
  at(server: Server): Door {
    return new Door(this.browser, this.watch, this.scripts, server, this.contexts);
  }

  /** Closes all browsers. */
  async close(): Promise<void> {
    for (const context of this.contexts) await context.close();
  }

  /** A visitor without an account. */
  async guest(device?: Device): Promise<Visitor> {
    const userAgent = device && DEVICES[device];
    const context = await this.browser.newContext({ baseURL: this.server.origin, userAgent });
    this.contexts.push(context);
    await prepare(context, this.watch);
    return new Visitor(await context.newPage(), this.scripts);
  }

  /** A new account, created on the command line, that has not signed in. */
  async account(name: string, wishes: Wishes = {}): Promise<Account> {
    return register(this.server, unique(name), wishes);
  }

  /** A visitor with a new account, signed in. */
  async member(name: string, wishes: Wishes = {}): Promise<Person> {
    return this.signIn(await this.account(name, wishes));
  }

  async administrator(name: string): Promise<Person> {
    return this.member(name, { administrator: true });
  }

  /** Signs in without the form, for tests of other things. */
  async signIn(account: Account, device?: Device): Promise<Person> {
    const visitor = await this.guest(device);
    const answer = await visitor.page.context().request.post("/api/sign_in", {
      headers: { origin: this.server.origin },
      form: { username: account.username, password: account.password },
    });
    if (!answer.ok()) throw new Error(`signing in: ${answer.status()} ${await answer.text()}`);
    return new Person(visitor, account);
  }
}

async function prepare(context: BrowserContext, watch: Watch): Promise<void> {
  watch.follow(context);
}

interface Fixtures {
  /** Whether the pages' scripts run. */
  scripts: boolean;
  watch: Watch;
  door: Door;
  /** A visitor without an account. */
  guest: Visitor;
  /** Starts a server for this test alone. */
  ownServer: (settings?: Record<string, string>) => Promise<OwnServer>;
  /** A connection to a server that can be made to drop everything. */
  tunnel: Tunnel;
}

interface Shared {
  server: Server;
  /** The server with demo data. */
  demo: Demo;
}

export const test = base.extend<Fixtures, Shared>({
  server: [async ({}, use) => use(Server.shared()), { scope: "worker" }],
  demo: [async ({}, use) => use(await Demo.ready()), { scope: "worker", timeout: FILLED_WITHIN }],
  baseURL: async ({ server }, use) => use(server.origin),
  scripts: async ({ javaScriptEnabled }, use) => use(javaScriptEnabled !== false),
  watch: [
    async ({ scripts }, use) => {
      const watch = new Watch(scripts);
      await use(watch);
      watch.verdict();
    },
    { auto: true },
  ],
  context: async ({ context, watch }, use) => {
    await prepare(context, watch);
    await use(context);
  },
  // Depends on `ownServer` only so that such servers are stopped after the visitors have left.
  door: async ({ browser, watch, scripts, server, ownServer: _ }, use) => {
    const door = new Door(browser, watch, scripts, server);
    await use(door);
    await door.close();
  },
  guest: async ({ page, scripts }, use) => use(new Visitor(page, scripts)),
  ownServer: async ({}, use) => {
    const servers: OwnServer[] = [];
    await use(async (settings) => {
      const server = await start(settings);
      servers.push(server);
      return server;
    });
    for (const server of servers) await server.stop();
  },
  tunnel: async ({}, use) => {
    const tunnel = await Tunnel.open();
    await use(tunnel);
    await tunnel.close();
  },
});
