// The shop: a page with the browser SDK in Chromium, and the back end that it calls.
import { fork, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { chromium } from "playwright-core";

export const folder = path.dirname(fileURLToPath(import.meta.url));
const browserKey = "b".repeat(32);
const backendKey = "a".repeat(32);

/** The options of every script that opens the shop, for parseArgs. */
export const shopOptions = {
  dsn: { type: "string" },
  port: { type: "string", default: "3000" },
  backend: { type: "string", default: "node" },
};

/** The page's script, with the SDK in it. */
export async function bundlePage() {
  const entryPoints = [path.join(folder, "page.mjs")];
  const result = await build({ entryPoints, bundle: true, write: false, target: "es2022", logLevel: "error" });
  return result.outputFiles[0].text;
}

/** The DSNs of page and back end; two projects, unless a DSN was given. */
function dsnsFor(origin, { dsn }) {
  const of = (key, project) => dsn ?? origin.replace("://", `://${key}@`) + `/${project}`;
  return { browser: of(browserKey, 1), backend: of(backendKey, 2) };
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

async function startBackend(scenario, dsns, script, options) {
  const page = await readFile(path.join(folder, "page.html"), "utf8");
  const html = page.replace("__SETTINGS__", JSON.stringify({ ...scenario.browser, dsn: dsns.browser }));
  const settings = { ...scenario.backend, dsn: dsns.backend, port: Number(options.port), html, script };
  const events = [];
  const { child, messages } = options.backend === "aspnet" ? startAspNet(settings) : startNode(settings);
  const ready = new Promise((resolve, reject) => {
    messages((message) => (message.ready ? resolve() : events.push(message)));
    child.once("exit", (code) => reject(new Error(`the back end stopped with ${code}; is port ${options.port} free?`)));
  });
  await ready;
  const exited = new Promise((resolve) => child.once("exit", resolve));
  return { events, stop: () => (child.kill("SIGTERM"), exited) };
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

/** Opens the page in an own, empty browser profile; answers what the page's SDK reported. */
async function visit(scenario, origin) {
  const profile = await mkdtemp(path.join(os.tmpdir(), "shop-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: browserPath(),
    headless: true,
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync"],
  });
  try {
    const page = await context.newPage();
    await page.goto(origin);
    await scenario.visit(page);
    const report = await page.evaluate(() => ({ page: globalThis.events, replayId: globalThis.replayId() }));
    await page.goto("about:blank"); // a visitor leaves; the SDK sends what it still has
    await page.waitForTimeout(500);
    return report;
  } finally {
    await context.close();
    await rm(profile, { recursive: true, force: true });
  }
}

/** Runs one scenario against `origin`; answers which events the SDKs of page and back end made and sent, and the page's replay. */
export async function runShop(scenario, origin, script, options) {
  const shopOrigin = `http://127.0.0.1:${options.port}`;
  const backend = await startBackend(scenario, dsnsFor(origin, options), script, options);
  let report = { page: [] };
  try {
    if (scenario.visit) {
      report = await visit(scenario, shopOrigin);
    } else {
      await scenario.call(shopOrigin);
    }
  } finally {
    await backend.stop();
  }
  return { ...report, backend: backend.events };
}

/** Clicks a button of the page; waits until its status ends with `done`. */
export async function press(page, button, done) {
  await page.click(`#${button}`);
  if (done) {
    await page.waitForFunction((text) => document.getElementById("status").textContent.endsWith(text), done);
  }
}

/** The rows with these names, or all without any. */
export function chosen(rows, names) {
  const unknown = names.filter((name) => !rows.some((row) => row.name === name));
  if (unknown.length > 0) {
    throw new Error(`unknown: ${unknown.join(", ")}; there are ${rows.map((row) => row.name).join(", ")}`);
  }
  return names.length > 0 ? rows.filter((row) => names.includes(row.name)) : rows;
}
