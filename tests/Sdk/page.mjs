// The shop's front end, with the browser SDK as a user would set it up. The server writes globalThis.shop into the page.
import * as Sentry from "@sentry/browser";

const { dsn, tracing, tracesSampleRate, replay } = globalThis.shop;

// Without a rate the integration still propagates traces: "tracing without performance".
const integrations = [];
if (tracing || tracesSampleRate !== undefined) {
  integrations.push(Sentry.browserTracingIntegration());
}
if (replay) {
  integrations.push(Sentry.replayIntegration({ useCompression: replay.compressed }));
}

const client = Sentry.init({
  dsn,
  release: "shop-web@1.0.0",
  environment: "production",
  integrations,
  tracesSampleRate,
  replaysSessionSampleRate: replay?.session ?? 0,
  replaysOnErrorSampleRate: replay?.onError ?? 0,
});

// What the driving script reads: which events were made, what became of them, and the replay.
globalThis.events = [];
client.on("beforeSendEvent", (event) => {
  globalThis.events.push({ made: true, event_id: event.event_id, type: event.type ?? "error" });
});
client.on("afterSendEvent", (event, response) => {
  globalThis.events.push({ event_id: event.event_id, type: event.type ?? "error", status: response?.statusCode });
});
globalThis.flushReplay = () => Sentry.getReplay()?.flush();
globalThis.sendFeedback = () =>
  Sentry.captureFeedback({ message: "the cart is empty", email: "ada@example.com", source: "api" }, { includeReplay: true });
globalThis.replayId = () => Sentry.getReplay()?.getReplayId();

function say(text) {
  document.getElementById("status").textContent = text;
}

async function call(method, path) {
  say("waiting");
  const response = await fetch(path, { method });
  await response.text();
  say(`${path} answered ${response.status}`);
}

class CartError extends Error {
  name = "CartError";
}

// The SDK drops an error that repeats the one before it.
let opened = 0;

function openCart() {
  opened++;
  throw new CartError(`cart ${opened} is empty`);
}

document.getElementById("list").addEventListener("click", () => call("GET", "/api/products"));
document.getElementById("buy").addEventListener("click", () => call("POST", "/api/checkout"));
document.getElementById("break").addEventListener("click", () => openCart());
