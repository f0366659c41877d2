// A server behind TLS with a certificate of its own, and a Chromium that binds sessions to keys in software.
import { execFileSync } from "node:child_process";
import { createHash, X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer, type Server as Listener } from "node:tls";
import { type Browser, chromium } from "@playwright/test";
import { type OwnServer, start } from "../support/server";

const CHROMIUM = process.env.HALLPASS_FULL_CHROMIUM ?? "/usr/bin/chromium";

/** Everything that a test uses. */
export interface Scene {
  /** The server; its own origin has no TLS. */
  server: OwnServer;
  /** The origin with TLS. */
  origin: string;
  browser: Browser;
  stop(): Promise<void>;
}

/** Starts a server whose policy binds sessions, and a browser that can do it. */
export async function scene(): Promise<Scene> {
  const folder = mkdtempSync(join(tmpdir(), "hallpass-bound-"));
  const [key, certificate] = [join(folder, "key.pem"), join(folder, "certificate.pem")];
  const request = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost";
  const names = ["-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate];
  execFileSync("openssl", [...request.split(" "), ...names], { stdio: "ignore" });
  const cert = readFileSync(certificate);
  const publicKey = new X509Certificate(cert).publicKey.export({ type: "spki", format: "der" });
  let port = 0;
  const listener: Listener = createServer({ key: readFileSync(key), cert }, (near) => {
    const far = connect(port, "127.0.0.1");
    near.on("error", () => far.destroy()).on("close", () => far.destroy());
    far.on("error", () => near.destroy());
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((ready) => listener.listen(0, "127.0.0.1", ready));
  rmSync(folder, { recursive: true });
  const origin = `https://localhost:${(listener.address() as AddressInfo).port}`;
  const server = await start({
    HALLPASS_PUBLIC_ORIGIN: origin,
    HALLPASS_BEHIND_TLS_PROXY: "true",
    HALLPASS_TRUSTED_PROXIES: "127.0.0.1",
  });
  port = Number(new URL(server.origin).port);
  await server.run(["policy", "set", "device_bound=yes"]);
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      // Chrome signs at most six times in nine minutes, with a key in hardware.
      "--enable-features=DeviceBoundSessions:RefreshQuota/false,EnableBoundSessionCredentialsSoftwareKeysForManualTesting",
      // Playwright's own `ignoreHTTPSErrors` alone would turn bound sessions off.
      `--ignore-certificate-errors-spki-list=${createHash("sha256").update(publicKey).digest("base64")}`,
    ],
  });
  const stop = async () => {
    await browser.close();
    listener.close();
    await server.stop();
  };
  return { server, origin, browser, stop };
}
