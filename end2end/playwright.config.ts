// Browser tests against the release build: every flow with scripts and without.
import { defineConfig } from "@playwright/test";

/** The tag of tests that need scripts; they do not run in the project without scripts. */
const SCRIPTS_ONLY = /@scripts/;
/** The tag of tests that only make sense without scripts. */
const PLAIN_ONLY = /@plain/;

export default defineConfig({
  testDir: "./tests",
  outputDir: "../test-results",
  snapshotPathTemplate: "{testDir}/{testFileName}-snapshots/{arg}{ext}",
  globalSetup: "./support/global.ts",
  fullyParallel: true,
  forbidOnly: true,
  // More than there are cores: tests mostly wait.
  workers: 4,
  // Machines that test are often busy. A test that needs its second attempt is listed at the end as flaky, with its error.
  retries: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: "list",
  use: {
    locale: "en-GB",
    timezoneId: "UTC",
    viewport: { width: 1280, height: 800 },
    // Tests watch and intercept the pages' requests; those of a service worker would go past them. Its own tests allow it.
    serviceWorkers: "block",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env.HALLPASS_CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        // As on a desktop: without it, Chromium without windows makes text wider.
        "--font-render-hinting=none",
      ],
    },
  },
  projects: [
    { name: "scripts", grepInvert: PLAIN_ONLY, use: { javaScriptEnabled: true } },
    { name: "plain", grepInvert: SCRIPTS_ONLY, use: { javaScriptEnabled: false } },
  ],
});
