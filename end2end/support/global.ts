// Starts the server that most tests share, and stops it when all are done.
import { start } from "./server";

/** Runs before the first test; what it returns runs after the last. */
export default async function global(): Promise<() => Promise<void>> {
  const server = await start();
  process.env.HALLPASS_END2END = JSON.stringify(server.address);
  return () => server.stop();
}
