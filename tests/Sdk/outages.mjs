// Runs the shop while ReplayGraph refuses or is away, and prints what each SDK lost. See README.md.
import { parseArgs } from "node:util";
import { forwardTo, startCapture } from "./capture.mjs";
import { programAt } from "./program.mjs";
import { bundlePage, chosen, press, runShop, shopOptions } from "./shop.mjs";

const { values: options, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: { program: { type: "string" }, "program-port": { type: "string", default: "5001" }, ...shopOptions },
});

const flushed = 6_500; // ms; the replay flushes 5 to 5.5 s after something was recorded
const phases = ["before", "away", "back", "later"];

// How the program is away, and for how long, in ms. A replay tries a segment again after 5, 10 and 30 s if nothing answers.
const rows = [
  { name: "503", refusal: 503, away: 8_000 },
  { name: "429", refusal: 429, away: 8_000 },
  { name: "restart", away: 8_000 },
  { name: "down", away: 60_000 },
];

/** A proxy in front of the program that can refuse as the program does. */
async function refusing(program, status) {
  const forward = forwardTo(program.origin);
  const cors = { "access-control-allow-origin": "*", "access-control-expose-headers": "x-sentry-error, x-sentry-rate-limits, retry-after" };
  const refused = { status, headers: { "retry-after": "5", ...cors }, body: "" };
  let isAway = false;
  const proxy = await startCapture(0, (request) => (isAway ? refused : forward(request)));
  return { origin: proxy.origin, leave: () => (isAway = true), comeBack: () => (isAway = false), close: proxy.close };
}

/** The program itself, which is killed and started again. */
function restarting(program) {
  return { origin: program.origin, leave: program.kill, comeBack: program.start, close() {} };
}

async function segmentsOf(program, replay) {
  const response = await fetch(`${program.origin}/api/v1/default/replays/${replay}`);
  return response.ok ? (await response.json()).segments : 0;
}

async function hasArrived(program, event) {
  const response = await fetch(`${program.origin}/api/v1/default/events/${event}/replays`);
  return (await response.json()).known !== false;
}

/** One error of the page and one of the back end in each phase, and the replay's segments at its end. */
function visitOf(program, gate, away, segments) {
  return async (page) => {
    const replay = await page.evaluate(() => globalThis.replayId());
    const act = async (ms) => {
      await press(page, "buy", "500");
      await press(page, "break");
      await page.waitForTimeout(ms);
    };
    await act(flushed);
    segments.push(await segmentsOf(program, replay));
    await gate.leave();
    await act(away);
    await gate.comeBack();
    for (let n = 0; n < 2; n++) {
      segments.push(await segmentsOf(program, replay));
      await act(flushed);
    }
    segments.push(await segmentsOf(program, replay));
  };
}

/** What became of the errors of one SDK, in the order in which it made them. */
async function fatesOf(program, events) {
  const made = events.filter((event) => event.made && event.type === "error").map((event) => event.event_id);
  return Promise.all(made.map(async (id) => {
    const answer = events.find((event) => !event.made && event.event_id === id)?.status ?? "no answer";
    return { answer, arrived: await hasArrived(program, id) };
  }));
}

const written = ({ answer, arrived }) => `${answer}, ${arrived ? "arrived" : "lost"}`.padEnd(22);

/** Runs a row; answers whether everything that was acknowledged is there. */
async function runRow({ name, refusal, away }, script) {
  const program = await programAt(options.program, options["program-port"]);
  await program.start();
  const gate = refusal ? await refusing(program, refusal) : restarting(program);
  try {
    const segments = [];
    const scenario = {
      browser: { tracing: true, tracesSampleRate: 0, replay: { session: 1, compressed: true } },
      backend: { tracesSampleRate: 0 },
      visit: visitOf(program, gate, away, segments),
    };
    const { page, backend } = await runShop(scenario, gate.origin, script, options);
    const [ofPage, ofBackend] = await Promise.all([fatesOf(program, page), fatesOf(program, backend)]);
    process.stdout.write(`${name}: ${away / 1000} s\n  phase   ${"browser".padEnd(22)}${options.backend.padEnd(22)}segments\n`);
    phases.forEach((phase, n) => {
      process.stdout.write(`  ${phase.padEnd(8)}${written(ofPage[n])}${written(ofBackend[n])}${segments[n]}\n`);
    });
    return [...ofPage, ...ofBackend].every(({ answer, arrived }) => arrived || answer !== 200);
  } finally {
    gate.close();
    await program.kill();
    await program.remove();
  }
}

const script = await bundlePage();
for (const row of chosen(rows, wanted)) {
  if (!(await runRow(row, script))) {
    process.stderr.write(`${row.name}: an acknowledged event is missing\n`);
    process.exitCode = 1;
  }
}
