// Stands where ReplayGraph would, or in front of it: keeps every request, and how it was answered.
import http from "node:http";

const keptHeaders = ["content-type", "content-encoding", "origin", "x-sentry-auth"];

/** Answers as Sentry does. */
function acknowledge() {
  return { status: 200, headers: { "content-type": "application/json", "access-control-allow-origin": "*" }, body: "{}" };
}

/** A server on loopback; its `requests` grow in the order in which bodies were complete. */
export async function startCapture(port, answer = acknowledge) {
  const requests = [];
  const server = http.createServer(async (request, response) => {
    const parts = [];
    for await (const part of request) {
      parts.push(part);
    }
    const [path, query = ""] = request.url.split("?");
    const headers = Object.fromEntries(keptHeaders.filter((name) => name in request.headers).map((name) => [name, request.headers[name]]));
    const kept = { method: request.method, path, query, headers, body: Buffer.concat(parts) };
    requests.push(kept);
    const { status, headers: answered, body } = await answer(kept);
    response.writeHead(status, answered).end(body);
  });
  await new Promise((resolve, reject) => server.once("error", reject).listen(port, "127.0.0.1", resolve));
  return { requests, origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

/** An answer for startCapture: that of the program at `origin`. */
export function forwardTo(origin) {
  return ({ method, path, query, headers, body }) => new Promise((resolve, reject) => {
    const request = http.request(`${origin}${path}?${query}`, { method, headers }, async (response) => {
      const parts = [];
      for await (const part of response) {
        parts.push(part);
      }
      const { "transfer-encoding": ignored, ...rest } = response.headers;
      resolve({ status: response.statusCode, headers: rest, body: Buffer.concat(parts) });
    });
    request.once("error", reject).end(body);
  });
}
