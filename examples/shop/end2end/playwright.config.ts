// Browser tests of the example, which use the support code of Hallpass's own tests. Run `cargo leptos build --split` first.
import { resolve } from "node:path";
import type { PlaywrightTestConfig } from "@playwright/test";
import base from "../../../end2end/playwright.config";

const TARGET = process.env.CARGO_TARGET_DIR ?? resolve(__dirname, "../target");
process.env.HALLPASS_BINARY ??= resolve(TARGET, "debug/shop");

const config: PlaywrightTestConfig = {
  ...base,
  testDir: ".",
  outputDir: "../target/test-results",
  globalSetup: "./global.ts",
};
export default config;
