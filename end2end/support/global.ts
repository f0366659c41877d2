// Starts the servers that tests share, and stops them when all are done.
import { startDemo } from "./demo";
import { register, unique } from "./people";
import { start } from "./server";

/** Runs before the first test; what it returns runs after the last. */
export default async function global(): Promise<() => Promise<void>> {
  const server = await start();
  // The last administrator can be neither demoted nor banned; tests that do so must not be about that.
  await register(server, unique("steward"), { administrator: true });
  process.env.HALLPASS_END2END = JSON.stringify(server.address);
  const stopDemo = await startDemo();
  return async () => {
    await stopDemo();
    await server.stop();
  };
}
