// Starts the server that all tests share, and stops it after the last test.
import { resolve } from "node:path";
import { start } from "../../../end2end/support/server";

/** Runs before the first test. Playwright calls the returned function after the last one. */
export default async function global(): Promise<() => Promise<void>> {
  const server = await start({ HALLPASS_SITE_ROOT: resolve(__dirname, "../target/site") });
  process.env.HALLPASS_END2END = JSON.stringify(server.address);
  return () => server.stop();
}
