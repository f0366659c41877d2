// The channels of a browser's tabs, which a test can cut and mend.
import type { BrowserContext, WebSocketRoute } from "@playwright/test";

/** The channels of all tabs that a browser opens from now on. */
export class Wire {
  #open: WebSocketRoute[] = [];
  #cut = false;
  #attempts = 0;
  #heard = 0;
  #consoleChanges = 0;

  /** Intercepts the channels; to be called before a page is opened. */
  static async of(context: BrowserContext): Promise<Wire> {
    const wire = new Wire();
    await context.routeWebSocket("/live", (socket) => wire.#take(socket));
    return wire;
  }

  /** How many times tabs have tried to open a channel. */
  get attempts(): number {
    return this.#attempts;
  }

  /** How many channels have been established, which means that a message has arrived. */
  get heard(): number {
    return this.#heard;
  }

  /** How many change signals the tabs have received. */
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

  /** Closes all open channels and rejects new ones. */
  async cut(): Promise<void> {
    this.#cut = true;
    const open = this.#open;
    this.#open = [];
    await Promise.all(open.map((socket) => socket.close({ code: 1001 })));
  }

  /** Accepts new channels again. */
  mend(): void {
    this.#cut = false;
  }
}
