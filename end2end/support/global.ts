// Starts the servers that tests share, and stops them after the last test.
import { startDemo } from "./demo";
import { register, unique } from "./people";
import { start } from "./server";

/** Runs before the first test. Playwright calls the returned function after the last one. */
export default async function global(): Promise<() => Promise<void>> {
  const server = await start();
  // The last administrator can be neither demoted nor banned; this one keeps other tests from hitting that rule.
  await register(server, unique("steward"), { administrator: true });
  process.env.HALLPASS_END2END = JSON.stringify(server.address);
  const stopDemo = await startDemo();
  return async () => {
    await stopDemo();
    await server.stop();
  };
}
