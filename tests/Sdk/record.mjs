// Runs the shop with real Sentry SDKs and records what they send, or sends it to a running ReplayGraph. See README.md.
import { fork, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { isUtf8 } from "node:buffer";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { startCapture } from "./capture.mjs";
import { expectedOf } from "./expected.mjs";
import { assertNeutral, neutral } from "./neutral.mjs";
import { scenarios } from "./scenarios.mjs";

const folder = path.dirname(fileURLToPath(import.meta.url));
const recorded = path.join(folder, "recorded");
const browserKey = "b".repeat(32);
const backendKey = "a".repeat(32);

const { values: options, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: {
    send: { type: "string" },
    dsn: { type: "string" },
    org: { type: "string", default: "default" },
    port: { type: "string", default: "3000" },
    backend: { type: "string", default: "node" },
  },
});

const shopOrigin = `http://127.0.0.1:${options.port}`;
const say = (text) => process.stderr.write(`${text}\n`);

function chosen() {
  const unknown = wanted.filter((name) => !scenarios.some((scenario) => scenario.name === name));
  if (unknown.length > 0) {
    throw new Error(`no such scenario: ${unknown.join(", ")}; there are ${scenarios.map((scenario) => scenario.name).join(", ")}`);
  }
  return wanted.length > 0 ? scenarios.filter((scenario) => wanted.includes(scenario.name)) : scenarios;
}

/** The DSNs of page and back end; two projects, unless a DSN was given. */
function dsnsFor(origin) {
  const dsn = (key, project) => options.dsn ?? origin.replace("://", `://${key}@`) + `/${project}`;
  return { browser: dsn(browserKey, 1), backend: dsn(backendKey, 2) };
}

async function bundlePage() {
  const entryPoints = [path.join(folder, "page.mjs")];
  const result = await build({ entryPoints, bundle: true, write: false, target: "es2022", logLevel: "error" });
  return result.outputFiles[0].text;
}

function startNode(settings) {
  // A bare environment: the SDK reads several variables, and would send what they say.
  const child = fork(path.join(folder, "backend.mjs"), { cwd: folder, env: { PATH: process.env.PATH } });
  child.send(settings);
  return { child, messages: (take) => child.on("message", take) };
}

function startAspNet(settings) {
  const child = spawn("dotnet", [path.join(folder, "AspNet/bin/Debug/net10.0/ReplayGraph.AspNet.dll")],
    { env: { PATH: process.env.PATH, HOME: process.env.HOME }, stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.write(`${JSON.stringify(settings)}\n`);
  return { child, messages: (take) => createInterface({ input: child.stdout }).on("line", (line) => take(JSON.parse(line))) };
}

async function startBackend(scenario, dsns, script) {
  const page = await readFile(path.join(folder, "page.html"), "utf8");
  const html = page.replace("__SETTINGS__", JSON.stringify({ ...scenario.browser, dsn: dsns.browser }));
  const settings = { ...scenario.backend, dsn: dsns.backend, port: Number(options.port), html, script };
  const sent = [];
  const { child, messages } = options.backend === "aspnet" ? startAspNet(settings) : startNode(settings);
  const ready = new Promise((resolve, reject) => {
    messages((message) => (message.ready ? resolve() : sent.push(message)));
    child.once("exit", (code) => reject(new Error(`the back end stopped with ${code}; is port ${options.port} free?`)));
  });
  await ready;
  const exited = new Promise((resolve) => child.once("exit", resolve));
  return { sent, stop: () => (child.kill("SIGTERM"), exited) };
}

function browserPath() {
  if (process.env.CHROMIUM) {
    return process.env.CHROMIUM;
  }
  const names = ["chromium", "chromium-browser", "google-chrome"];
  const places = (process.env.PATH ?? "").split(path.delimiter).flatMap((place) => names.map((name) => path.join(place, name)));
  const found = places.find((place) => existsSync(place));
  if (!found) {
    throw new Error(`no ${names.join(", ")} on PATH; name one in CHROMIUM`);
  }
  return found;
}

/** Opens the page in an own, empty browser profile; answers what the page's SDK said. */
async function visit(scenario) {
  const profile = await mkdtemp(path.join(os.tmpdir(), "shop-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: browserPath(),
    headless: true,
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync"],
  });
  try {
    const page = await context.newPage();
    await page.goto(shopOrigin);
    await scenario.visit(page);
    const said = await page.evaluate(() => ({ sent: globalThis.sent, replayId: globalThis.replayId() }));
    await page.goto("about:blank"); // a visitor leaves; the SDK sends its last words
    await page.waitForTimeout(500);
    return said;
  } finally {
    await context.close();
    await rm(profile, { recursive: true, force: true });
  }
}

/** Runs one scenario against `origin`; answers which events the SDKs say that they sent. */
async function run(scenario, origin, script) {
  const backend = await startBackend(scenario, dsnsFor(origin), script);
  let said = { sent: [] };
  try {
    if (scenario.visit) {
      said = await visit(scenario);
    } else {
      await scenario.call(shopOrigin);
    }
  } finally {
    await backend.stop();
  }
  return { ...said, sent: [...said.sent, ...backend.sent] };
}

function lineOf({ body, ...request }) {
  const text = isUtf8(body) ? { body: body.toString() } : { body_base64: body.toString("base64") };
  return `${JSON.stringify({ ...request, ...text })}\n`;
}

async function record(script) {
  const file = path.join(recorded, "expected.json");
  const all = wanted.length > 0 ? JSON.parse(await readFile(file, "utf8")) : {};
  await mkdir(recorded, { recursive: true });
  for (const scenario of chosen()) {
    const capture = await startCapture(0);
    await run(scenario, capture.origin, script);
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
  for (const scenario of chosen()) {
    const { sent, replayId } = await run(scenario, origin, script);
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
