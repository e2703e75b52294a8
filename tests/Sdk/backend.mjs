// The shop's back end: serves the page and three calls, two of which fail. Forked by record.mjs, which sends the settings.
import * as Sentry from "@sentry/node";

const { dsn, tracesSampleRate, port, html, script } = await new Promise((resolve) => process.once("message", resolve));

/** Source lines of frames outside the shop belong to others; a recording does without them. */
function dropForeignSource(event) {
  const frames = (event.exception?.values ?? []).flatMap((exception) => exception.stacktrace?.frames ?? []);
  for (const frame of frames.filter((each) => !each.in_app)) {
    delete frame.pre_context;
    delete frame.context_line;
    delete frame.post_context;
  }
  return event;
}

Sentry.init({
  dsn,
  release: "shop-api@1.0.0",
  environment: "production",
  serverName: "api-1",
  tracesSampleRate,
  beforeSend: dropForeignSource,
  // What these would add describes the machine that records.
  integrations: [Sentry.nodeContextIntegration({ os: false, device: false, cloudResource: false })],
});
Sentry.getClient().on("beforeSendEvent", (event) => {
  process.send({ made: true, event_id: event.event_id, type: event.type ?? "error" });
});
Sentry.getClient().on("afterSendEvent", (event, response) => {
  process.send({ event_id: event.event_id, type: event.type ?? "error", status: response?.statusCode });
});

// After init, so that the SDK can instrument it.
const http = await import("node:http");

class PaymentError extends Error {
  name = "PaymentError";
}

// SDKs drop an error that repeats the one before it.
let orders = 0;

function charge() {
  orders++;
  throw new PaymentError(`the bank declined order ${orders}`);
}

const calls = {
  "GET /": (response) => response.setHeader("Content-Type", "text/html").end(html),
  "GET /page.js": (response) => response.setHeader("Content-Type", "text/javascript").end(script),
  "GET /api/products": (response) => response.setHeader("Content-Type", "application/json").end('["tea","coffee"]'),
  "POST /api/checkout": charge,
  // Its event is above 32 KiB, where the SDK's transport starts to gzip.
  "GET /api/report": () => {
    Sentry.getCurrentScope().setExtra("rows", "tea;42;EUR\n".repeat(4000));
    throw new RangeError("report is too large");
  },
};

const server = http.createServer((request, response) => {
  try {
    const call = calls[`${request.method} ${request.url}`];
    if (call) {
      call(response);
    } else {
      response.writeHead(404).end();
    }
  } catch (error) {
    Sentry.captureException(error);
    response.writeHead(500).end("failed");
  }
});

server.listen(port, "127.0.0.1", () => process.send({ ready: true }));

process.once("SIGTERM", async () => {
  await Sentry.close(10_000);
  process.exit(0);
});
