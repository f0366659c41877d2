// Browser tests that need a full Chromium: the build without windows has no Device Bound Session Credentials. They start their
// own browser, over HTTPS, without scripts.
import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: ".",
  outputDir: "../../test-results",
  forbidOnly: true,
  retries: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: "list",
});
