// Each scenario: how both SDKs are set up, what the visitor does, and what the recording must then contain to be worth keeping.
import { press } from "./shop.mjs";

const sent = 6_500; // ms; the replay flushes 5 to 5.5 s after something was recorded

const segmentIds = (replay) => replay.segments.map((segment) => segment.segment_id);
const evidence = (observation) => observation.links.map((link) => `${link.fate}:${link.evidence.join("+")}`).join(" ");
const errorsOf = (expected, platform) => expected.errors.filter((error) => error.platform === platform).map(evidence);

export const scenarios = [
  {
    name: "session",
    browser: { tracesSampleRate: 1, replay: { session: 1, compressed: true } },
    backend: { tracesSampleRate: 1 },
    async visit(page) {
      await press(page, "list", "200");
      await press(page, "buy", "500");
      await press(page, "break");
      await page.waitForTimeout(sent);
      await press(page, "list", "200");
      await press(page, "buy", "500");
      await page.waitForTimeout(sent);
    },
    holds: (expected) => ({
      "one replay with segments 0 and 1": expected.replays.length === 1 && [0, 1].every((n) => segmentIds(expected.replays[0]).includes(n)),
      "the page error is tagged and listed": errorsOf(expected, "javascript").join() === "live:tagged+listed+trace",
      "both backend errors are tagged": errorsOf(expected, "node").join() === "live:tagged+trace,live:tagged+trace",
    }),
  },
  {
    name: "buffer",
    browser: { tracesSampleRate: 1, replay: { onError: 1, compressed: false } },
    backend: { tracesSampleRate: 1 },
    async visit(page) {
      await press(page, "buy", "500");
      await page.waitForTimeout(sent);
      await press(page, "break");
      await page.waitForTimeout(2_000);
      await press(page, "buy", "500");
      await page.waitForTimeout(sent);
    },
    holds: (expected) => ({
      "one replay with segments 0 and 1": expected.replays.length === 1 && [0, 1].every((n) => segmentIds(expected.replays[0]).includes(n)),
      "the early backend error has the trace alone": errorsOf(expected, "node")[0] === "live:trace",
      "the late one is tagged": errorsOf(expected, "node")[1] === "live:tagged+trace",
      "the page error is tagged and listed": errorsOf(expected, "javascript").join() === "live:tagged+listed+trace",
    }),
  },
  {
    name: "buffered",
    browser: { tracesSampleRate: 1, replay: { onError: 1, compressed: true } },
    backend: { tracesSampleRate: 1 },
    async visit(page) {
      await press(page, "buy", "500");
      await page.waitForTimeout(sent); // and no error of the page: what was recorded is thrown away
    },
    holds: (expected) => ({
      "no replay": expected.replays.length === 0,
      "spans of a session that is buffered": expected.transactions.some((transaction) => transaction.buffering),
      "nothing names a replay": [...expected.errors, ...expected.transactions].every((observation) => observation.named.length === 0),
    }),
  },
  {
    name: "feedback",
    browser: { tracesSampleRate: 1, replay: { onError: 1, compressed: true } },
    backend: {},
    async visit(page) {
      await press(page, "list", "200");
      await page.evaluate(() => globalThis.sendFeedback());
      await page.waitForTimeout(sent);
    },
    holds: (expected) => ({
      "one replay, which was buffered until then": expected.replays.map((replay) => replay.replay_type).join() === "buffer",
      "the feedback is tagged": expected.items.feedback === 1 && evidence(expected.errors[0]).startsWith("live:tagged"),
    }),
  },
  {
    name: "errors",
    browser: {},
    backend: {},
    async visit(page) {
      await press(page, "buy", "500");
      await press(page, "break");
      await page.waitForTimeout(1_000);
    },
    holds: (expected) => ({
      "no replay, no transaction": expected.replays.length === 0 && expected.transactions.length === 0,
      "two errors that name none": expected.errors.length === 2 && expected.errors.every((error) => error.named.length === 0),
    }),
  },
  {
    name: "unsampled",
    browser: { tracesSampleRate: 0, replay: { session: 1, compressed: true } },
    backend: { tracesSampleRate: 0 },
    async visit(page) {
      await press(page, "buy", "500");
      await press(page, "break");
      await page.waitForTimeout(sent);
    },
    holds: (expected) => ({
      "no transaction": expected.transactions.length === 0,
      "the replay lists no trace": expected.replays[0]?.trace_ids.length === 0,
      "the page error is tagged and listed": errorsOf(expected, "javascript").join() === "live:tagged+listed",
      "the backend error is tagged alone": errorsOf(expected, "node").join() === "live:tagged",
    }),
  },
  {
    name: "dangling",
    browser: { tracesSampleRate: 1, replay: { session: 1, compressed: true } },
    backend: { tracesSampleRate: 1 },
    async visit(page) {
      await press(page, "buy", "500"); // and leaves before the first flush
    },
    holds: (expected) => ({
      "no replay": expected.replays.length === 0,
      "the backend error names one": errorsOf(expected, "node").join() === "pending:tagged",
    }),
  },
  {
    name: "backend",
    backend: { tracesSampleRate: 1 },
    async call(origin) {
      for (const [method, path] of [["GET", "/api/products"], ["POST", "/api/checkout"], ["GET", "/api/report"]]) {
        await (await fetch(origin + path, { method })).text();
      }
    },
    holds: (expected, requests) => ({
      "two errors, three transactions": expected.errors.length === 2 && expected.transactions.length === 3,
      "no links": [...expected.errors, ...expected.transactions].every((observation) => observation.links.length === 0),
      "one body is gzip": requests.filter((request) => request.headers["content-encoding"] === "gzip").length === 1,
    }),
  },
];
