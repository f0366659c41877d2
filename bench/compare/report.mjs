// The report: a table for each workload.

/** The middle one of some numbers, or the mean of the two in the middle. */
export function median(numbers) {
  const sorted = numbers.toSorted((one, other) => one - other);
  const half = sorted.length / 2;
  return Number.isInteger(half) ? (sorted[half - 1] + sorted[half]) / 2 : sorted[Math.floor(half)];
}

const thousands = (number) => Math.round(number).toLocaleString("en");
const count = (number) => (number < 100 ? number.toFixed(1) : thousands(number));
const precise = (number) => (number < 1 ? number.toFixed(3) : number.toFixed(2));
const times = (number) => (number < 10 ? number.toFixed(2) : number.toFixed(1));
const row = (cells) => `| ${cells.join(" | ")} |\n`;
const table = (heads, rows) => row(heads) + row(heads.map((_, index) => (index ? "---:" : "---"))) + rows.map(row).join("");

/** The rate of each subject, and how it compares with the limits and with Hallpass. */
function rates(found, limitNames) {
  const rate = ({ rounds }) => median(rounds.map((round) => round.rate));
  const limits = limitNames.map((name) => found.find((one) => one.name === name)).filter(Boolean);
  const own = found.filter(({ name }) => name.startsWith("hallpass"));
  const heads = ["", "a second, median", "least to most", "p50, ms", "p99, ms", "processor time each, ms", ...limits.map(({ title }) => `of ${title}`), ...own.map(({ title }) => `${title} ÷ this`)];
  return table(heads, found.map((one) => {
    const all = one.rounds.map((round) => round.rate);
    const time = (key) => (one.rounds[0][key] === undefined ? "" : median(one.rounds.map((round) => round[key])).toFixed(1));
    return [
      one.title, count(rate(one)), `${count(Math.min(...all))} to ${count(Math.max(...all))}`, time("p50"), time("p99"),
      precise(median(one.rounds.map((round) => round.cost))),
      ...limits.map((limit) => (limit === one ? "" : `${(rate(one) / rate(limit) * 100).toFixed(0)} %`)),
      ...own.map((hallpass) => (hallpass === one ? "" : times(rate(hallpass) / rate(one)))),
    ];
  }));
}

function starts(found) {
  const middle = (one, key) => median(one.rounds.map((round) => round[key]));
  return table(["", "first answer, ms, median", "least to most", "resident, MiB", "shared pages once, MiB"], found.map((one) => {
    const all = one.rounds.map(({ took }) => took);
    return [one.title, thousands(middle(one, "took")), `${thousands(Math.min(...all))} to ${thousands(Math.max(...all))}`,
      thousands(middle(one, "resident")), thousands(middle(one, "shared"))];
  }));
}

const SECTIONS = {
  page: ["A signed-in page", (found) => rates(found, ["leptos", "axum"])],
  who: ["Who am I, as JSON", (found) => rates(found, ["axum"])],
  file: ["A static file", (found) => rates(found, ["axum"])],
  start: ["Start and memory", starts],
  "sign-in": ["Sign-ins", (found) => rates(found, ["hash"])],
};

export function markdown({ date, command, rounds, seconds, starts: startCount, machine, versions, bytes, results }) {
  const about = {
    page: `Bytes of the page: ${Object.entries(bytes.page).map(([title, size]) => `${title} ${thousands(size)}`).join(", ")}.`,
    who: `16 connections; Hallpass answers ${thousands(bytes.who)} bytes.`,
    file: `16 connections; ${thousands(bytes.file)} bytes, not compressed.`,
    start: `Medians of ${startCount} starts; memory two seconds after the first answer, of all processes of the server.`,
    "sign-in": "4 connections; the limit is what all processors hash when they do nothing else.",
  };
  const sections = Object.entries(results).map(([work, found]) => {
    const [title, draw] = SECTIONS[work];
    return `## ${title}\n\n${about[work]}\n\n${draw(found)}`;
  });
  return `# Performance compared

\`${command}\`, ${date}: medians of ${rounds} rounds of ${seconds} seconds. ${machine.processor}, ${machine.cores} cores,
${machine.memory} GiB, Linux ${machine.kernel}; load ${machine.load.map((load) => load.toFixed(1)).join(" at the beginning, ")} at the end.

${sections.join("\n")}
## Versions

${Object.entries(versions).map(([name, version]) => `- ${name}: ${version}\n`).join("")}`;
}
