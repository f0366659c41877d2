// The browser tests: every flow twice, with scripts and without, against the release.
import { defineConfig } from "@playwright/test";

/** Tests that make sense with scripts only carry this tag; they are no part of the other project. */
const SCRIPTS_ONLY = /@scripts/;
/** And the other way round. */
const PLAIN_ONLY = /@plain/;

export default defineConfig({
  testDir: "./tests",
  outputDir: "../test-results",
  globalSetup: "./support/global.ts",
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: "list",
  use: {
    locale: "en-GB",
    timezoneId: "UTC",
    viewport: { width: 1280, height: 800 },
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env.HALLPASS_CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  projects: [
    { name: "scripts", grepInvert: PLAIN_ONLY, use: { javaScriptEnabled: true } },
    { name: "plain", grepInvert: SCRIPTS_ONLY, use: { javaScriptEnabled: false } },
  ],
});
