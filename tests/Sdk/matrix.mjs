// Runs the shop against a running ReplayGraph with each way to set up replays and tracing; every error must find the replay. See README.md.
import { parseArgs } from "node:util";
import { forwardTo, startCapture } from "./capture.mjs";
import { expectedOf } from "./expected.mjs";
import { bundlePage, chosen, press, runShop, shopOptions } from "./shop.mjs";

const { values: options, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: { send: { type: "string", default: "http://127.0.0.1:5000" }, org: { type: "string", default: "default" }, ...shopOptions },
});

const flushed = 6_500; // ms; the replay flushes 5 to 5.5 s after something was recorded

const modes = [["session", { session: 1 }], ["buffer", { onError: 1 }]];
const rates = [["off", 0], ["unset", undefined], ["low", 0.1], ["full", 1]];

const rows = modes.flatMap(([mode, replay]) => rates.map(([rate, tracesSampleRate]) => ({
  name: `${mode}-${rate}`,
  browser: { tracing: true, tracesSampleRate, replay: { ...replay, compressed: true } },
  backend: { tracesSampleRate },
  // An error of the back end before the page's error, which flushes a buffered replay, and one after it.
  async visit(page) {
    await press(page, "buy", "500");
    await page.waitForTimeout(1_000);
    await press(page, "break");
    await page.waitForTimeout(2_000);
    await press(page, "buy", "500");
    await page.waitForTimeout(flushed);
  },
})));

/** The three errors in the order in which they happened, with the ids that they carry. */
function errorsOf(requests) {
  const { errors, replays } = expectedOf(requests);
  const inOrder = errors.sort((one, other) => seconds(one.timestamp) - seconds(other.timestamp));
  return { errors: inOrder, listed: replays.flatMap((replay) => replay.trace_ids) };
}

function seconds(timestamp) {
  return typeof timestamp === "number" ? timestamp : Date.parse(timestamp) / 1000;
}

async function linksOf(event) {
  const response = await fetch(`${options.send}/api/v1/${options.org}/events/${event}/replays`);
  if (response.status !== 200) {
    throw new Error(`${event}: ${response.status} ${await response.text()}`);
  }
  return (await response.json()).replays;
}

/** Runs a row; answers whether every error was accepted and finds the replay of the page. */
async function runRow(row, script) {
  const capture = await startCapture(0, forwardTo(options.send));
  const { page, backend, replayId } = await runShop(row, capture.origin, script, options);
  capture.close();
  const { errors, listed } = errorsOf(capture.requests);
  const accepted = [...page, ...backend].filter((event) => event.type === "error" && event.status === 200).map((event) => event.event_id);
  process.stdout.write(`${row.name} (${options.backend}): replay ${replayId}\n`);
  let isRight = errors.length === 3;
  for (const { event_id: id, platform, trace_id: trace, named } of errors) {
    const link = (await linksOf(id)).find((each) => each.replay_id === replayId);
    const carries = named.filter((each) => each.replay_id === replayId).map((each) => each.place).join("+") || "no id";
    const traced = listed.includes(trace) ? "listed" : "not listed";
    process.stdout.write(`  ${platform} ${id}: ${carries}, trace ${trace} ${traced}: ${link ? link.evidence.join("+") : "NOT FOUND"}\n`);
    isRight &&= accepted.includes(id) && link !== undefined;
  }
  return isRight;
}

const script = await bundlePage();
const wrong = [];
for (const row of chosen(rows, wanted)) {
  if (!(await runRow(row, script))) {
    wrong.push(row.name);
  }
}
if (wrong.length > 0) {
  process.stderr.write(`not every error was accepted and found: ${wrong.join(", ")}\n`);
  process.exitCode = 1;
}
