// Runs the shop with real Sentry SDKs and records what they send, or sends it to a running ReplayGraph. See README.md.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { isUtf8 } from "node:buffer";
import { parseArgs } from "node:util";
import { startCapture } from "./capture.mjs";
import { expectedOf } from "./expected.mjs";
import { assertNeutral, neutral } from "./neutral.mjs";
import { scenarios } from "./scenarios.mjs";
import { bundlePage, chosen, folder, runShop, shopOptions } from "./shop.mjs";

const recorded = path.join(folder, "recorded");

const { values: options, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: { send: { type: "string" }, org: { type: "string", default: "default" }, ...shopOptions },
});

const say = (text) => process.stderr.write(`${text}\n`);

function lineOf({ body, ...request }) {
  const text = isUtf8(body) ? { body: body.toString() } : { body_base64: body.toString("base64") };
  return `${JSON.stringify({ ...request, ...text })}\n`;
}

async function record(script) {
  const file = path.join(recorded, "expected.json");
  const all = wanted.length > 0 ? JSON.parse(await readFile(file, "utf8")) : {};
  await mkdir(recorded, { recursive: true });
  for (const scenario of chosen(scenarios, wanted)) {
    const capture = await startCapture(0);
    await runShop(scenario, capture.origin, script, options);
    capture.close();
    const requests = capture.requests.map((request) => neutral(request, folder));
    requests.forEach((request) => assertNeutral(request, folder));
    const expected = expectedOf(requests);
    const text = requests.map(lineOf).join("");
    say(`${scenario.name}: ${requests.length} requests, ${text.length} bytes`);
    const broken = Object.entries(scenario.holds(expected, requests)).filter(([, holds]) => !holds).map(([promise]) => promise);
    if (broken.length > 0) {
      throw new Error(`${scenario.name} is not as it must be: ${broken.join("; ")}\n${JSON.stringify(expected, null, 1)}`);
    }
    await writeFile(path.join(recorded, `${scenario.name}.ndjson`), text);
    all[scenario.name] = expected;
  }
  await writeFile(file, `${JSON.stringify(all, null, 2)}\n`);
}

async function send(script) {
  const origin = new URL(options.send).origin;
  for (const scenario of chosen(scenarios, wanted)) {
    const { page, backend, replayId } = await runShop(scenario, origin, script, options);
    const sent = [...page, ...backend].filter((event) => !event.made);
    say(`\n${scenario.name}: ${sent.length} events sent${replayId ? `, replay ${replayId}` : ""}`);
    for (const { event_id: event, type, status } of sent.filter((each) => each.type !== "transaction")) {
      const response = await fetch(`${origin}/api/v1/${options.org}/events/${event}/replays`);
      process.stdout.write(`${type} ${event} sent: ${status}, looked up: ${response.status} ${await response.text()}\n`);
      if (status !== 200 || response.status !== 200) {
        process.exitCode = 1;
      }
    }
  }
}

try {
  const script = await bundlePage();
  await (options.send ? send(script) : record(script));
} catch (error) {
  say(error.message);
  process.exitCode = 1;
}
