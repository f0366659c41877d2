// The versions of everything that is compared.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { hallpass, root } from "./subjects.mjs";

const here = import.meta.dirname;
const run = (file, ...args) => {
  try {
    return execFileSync(file, args, { encoding: "utf8", cwd: root, stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch (error) {
    // wrk exits with an error after printing its version.
    return error.stdout?.trim() ?? "";
  }
};

function crates(...names) {
  const lock = readFileSync(join(here, "limits/Cargo.lock"), "utf8");
  return names.map((name) => `${name} ${new RegExp(`^name = "${name}"\\nversion = "(.+)"`, "m").exec(lock)?.[1]}`).join(", ");
}

/** The packages that the program itself needs: the lines of its requirements.txt above the comment. */
function requirements(name) {
  const [direct] = readFileSync(join(here, name, "requirements.txt"), "utf8").split("#");
  return direct.trim().split("\n").map((line) => line.replace("==", " ")).join(", ");
}

function packages() {
  const { dependencies } = JSON.parse(readFileSync(join(here, "better-auth/package.json"), "utf8"));
  return Object.entries(dependencies).map(([name, version]) => `${name} ${version}`).join(", ");
}

/** What each subject is made of, for those that were measured. */
export function versions(names) {
  const python = run(join(root, "target/bench/python/bin/python"), "--version");
  const all = {
    "hallpass-sqlite": `${run(hallpass, "--version")}, sources at ${run("git", "rev-parse", "--short", "HEAD")}`,
    "hallpass-postgres": `the same, ${run("bash", "-c", '. scripts/lib.sh; "$(find_postgres)/postgres" --version')}`,
    leptos: crates("leptos", "leptos_axum"),
    axum: crates("axum", "hyper", "tokio"),
    hash: crates("argon2"),
    flask: `${requirements("flask")}; ${python}`,
    django: `${requirements("django")}; ${python}`,
    "better-auth": `${packages()}; Node.js ${process.versions.node}`,
    wrk: run("wrk", "--version").split("\n")[0].replace(/ \[.*/, ""),
  };
  return Object.fromEntries(Object.entries(all).filter(([name]) => ["hash", "wrk"].includes(name) || names.includes(name)));
}
