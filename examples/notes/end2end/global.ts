// Starts the server that the tests share, and stops it when all are done.
import { resolve } from "node:path";
import { start } from "../../../end2end/support/server";

/** Runs before the first test; what it returns runs after the last. */
export default async function global(): Promise<() => Promise<void>> {
  const server = await start({ HALLPASS_SITE_ROOT: resolve(__dirname, "../target/site") });
  process.env.HALLPASS_END2END = JSON.stringify(server.address);
  return () => server.stop();
}
