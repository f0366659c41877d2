// A TCP proxy that can go silent: nothing passes any more, and neither side is notified. Held data continues once it
// is mended.
import { connect, createServer, type Server as Listener, type Socket } from "node:net";
import { Server } from "./server";

/** The proxy, listening on its own port. */
export class Tunnel {
  #sockets = new Set<Socket>();
  #swallows = false;
  #target = 0;

  private constructor(
    private readonly listener: Listener,
    /** The proxy's address, to be used as the server's public origin. */
    readonly origin: string,
  ) {
    listener.on("connection", (near) => this.#join(near));
  }

  static async open(): Promise<Tunnel> {
    const listener = createServer().listen(0, "127.0.0.1");
    await new Promise((ready) => listener.once("listening", ready));
    const address = listener.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    return new Tunnel(listener, `http://127.0.0.1:${address.port}`);
  }

  /** Connects the proxy to a server, and returns that server as reached through the proxy. */
  to(server: Server): Server {
    this.#target = Number(new URL(server.origin).port);
    return new Server({ ...server.address, origin: this.origin });
  }

  /** Stops all data in both directions. */
  swallow(): void {
    this.#swallows = true;
    for (const socket of this.#sockets) socket.pause();
  }

  /** Lets data pass again. */
  mend(): void {
    this.#swallows = false;
    for (const socket of this.#sockets) socket.resume();
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((closed) => this.listener.close(closed));
  }

  #join(near: Socket): void {
    const far = connect(this.#target, "127.0.0.1");
    for (const [one, other] of [[near, far], [far, near]] as const) {
      this.#sockets.add(one);
      one.on("data", (part) => other.write(part));
      one.on("end", () => other.end());
      one.on("error", () => other.destroy());
      one.on("close", () => {
        this.#sockets.delete(one);
        other.destroy();
      });
      if (this.#swallows) one.pause();
    }
  }
}
