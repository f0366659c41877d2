// The channel of a browser's tabs, in the hands of a test: it can be cut and mended.
import type { BrowserContext, WebSocketRoute } from "@playwright/test";

/** The channels of all tabs that a browser opens from now on. */
export class Wire {
  #open: WebSocketRoute[] = [];
  #cut = false;
  #attempts = 0;
  #heard = 0;
  #consoleChanges = 0;

  /** Takes the wire into the hand, before a page is opened. */
  static async of(context: BrowserContext): Promise<Wire> {
    const wire = new Wire();
    await context.routeWebSocket("/live", (socket) => wire.#take(socket));
    return wire;
  }

  /** How often tabs have tried to open a channel. */
  get attempts(): number {
    return this.#attempts;
  }

  /** How many channels have come about: something has been said on them. */
  get heard(): number {
    return this.#heard;
  }

  /** How often tabs have been told that something has changed which they may show. */
  get consoleChanges(): number {
    return this.#consoleChanges;
  }

  #take(socket: WebSocketRoute): void {
    this.#attempts += 1;
    if (this.#cut) {
      void socket.close({ code: 1001 });
      return;
    }
    let isFirst = true;
    const server = socket.connectToServer();
    server.onMessage((message) => {
      if (isFirst) this.#heard += 1;
      isFirst = false;
      socket.send(message);
      if (message === "console_changed") this.#consoleChanges += 1;
    });
    this.#open.push(socket);
  }

  /** Cuts what is open, and lets nothing new through. */
  async cut(): Promise<void> {
    this.#cut = true;
    const open = this.#open;
    this.#open = [];
    await Promise.all(open.map((socket) => socket.close({ code: 1001 })));
  }

  /** Lets the next attempts through. */
  mend(): void {
    this.#cut = false;
  }
}
