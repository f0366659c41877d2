// Rates the pages of a release build with Lighthouse, as a phone and as a desktop computer, and prints a table. Run
// after `make dist`:
//   node bench/lighthouse.mjs [RUNS]
// It installs Lighthouse in a temporary folder, starts the release on a new database, and takes the median of several
// runs (by default 3) of each page. CHROME_PATH names the browser; the default is /usr/bin/chromium.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const LIGHTHOUSE = "12.8.2";
const ORIGIN = "http://127.0.0.1:4180";
const PASSWORD = "gravel tulip eleven harbour";
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
const METRICS = { "first-contentful-paint": "FCP", "largest-contentful-paint": "LCP", "total-blocking-time": "TBT" };
/** Pages, and whether they need a session. Only public pages are rated for search engines. */
const PAGES = [["/", false], ["/sign-in", false], ["/account/sessions", true]];

const runs = Number(process.argv[2] ?? 3);
const binary = resolve(import.meta.dirname, "../dist/hallpass/hallpass");
const folder = mkdtempSync(join(tmpdir(), "lighthouse-"));
const env = {
  ...process.env,
  HALLPASS_DATABASE_URL: `sqlite://${join(folder, "hallpass.db")}`,
  HALLPASS_LISTEN: ORIGIN.replace("http://", ""),
  HALLPASS_PUBLIC_ORIGIN: ORIGIN,
};

/** The middle one of some numbers. */
const median = (numbers) => numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)];

/** Signs in, and returns the cookies. */
async function signIn() {
  const response = await fetch(`${ORIGIN}/api/sign_in`, {
    method: "POST",
    redirect: "manual",
    headers: { origin: ORIGIN },
    body: new URLSearchParams({ username: "ada", password: PASSWORD }),
  });
  return response.headers.getSetCookie().map((cookie) => cookie.split(";")[0]).join("; ");
}

/** The report on a page. */
function rate(path, preset, cookie) {
  const report = join(folder, "report.json");
  const headers = cookie ? [`--extra-headers=${JSON.stringify({ Cookie: cookie })}`] : [];
  const desktop = preset === "desktop" ? ["--preset=desktop"] : [];
  execFileSync(
    join(folder, "node_modules/.bin/lighthouse"),
    [`${ORIGIN}${path}`, "--quiet", "--output=json", `--output-path=${report}`, `--only-categories=${CATEGORIES}`,
      "--chrome-flags=--headless=new --no-sandbox", ...desktop, ...headers],
    { env: { CHROME_PATH: "/usr/bin/chromium", ...process.env }, stdio: ["ignore", "ignore", "inherit"] },
  );
  return JSON.parse(readFileSync(report, "utf8"));
}

execFileSync("npm", ["install", "--silent", "--prefix", folder, `lighthouse@${LIGHTHOUSE}`], { stdio: "inherit" });
execFileSync(binary, ["migrate"], { env, stdio: "ignore" });
execFileSync(binary, ["account", "create", "ada", "--password-stdin"], { env, input: `${PASSWORD}\n`, stdio: ["pipe", "ignore", "inherit"] });
const server = spawn(binary, ["serve"], { env, stdio: "ignore" });
try {
  while (!(await fetch(ORIGIN).then(() => true, () => false))) await new Promise((done) => setTimeout(done, 100));
  console.log("| page | device | performance | accessibility | best practices | SEO | FCP, s | LCP, s | TBT, ms |");
  console.log("|---|---|---|---|---|---|---|---|---|");
  for (const [path, isPrivate] of PAGES) {
    for (const preset of ["mobile", "desktop"]) {
      const cookie = isPrivate ? await signIn() : "";
      const reports = Array.from({ length: runs }, () => rate(path, preset, cookie));
      const scores = CATEGORIES.map((name) => median(reports.map(({ categories }) => Math.round(categories[name].score * 100))));
      if (isPrivate) scores[3] = "–";
      const [fcp, lcp, tbt] = Object.keys(METRICS).map((name) => median(reports.map(({ audits }) => audits[name].numericValue)));
      const times = [(fcp / 1000).toFixed(1), (lcp / 1000).toFixed(1), tbt.toFixed(0)];
      console.log(`| \`${path}\` | ${preset} | ${[...scores, ...times].join(" | ")} |`);
    }
  }
} finally {
  server.kill();
  rmSync(folder, { recursive: true, force: true });
}
