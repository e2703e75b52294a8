// Stands where ReplayGraph would: keeps every request, answers as Sentry does.
import http from "node:http";

const keptHeaders = ["content-type", "content-encoding", "origin", "x-sentry-auth"];

/** A server on loopback; its `requests` grow in the order in which bodies were complete. */
export async function startCapture(port) {
  const requests = [];
  const server = http.createServer(async (request, response) => {
    const parts = [];
    for await (const part of request) {
      parts.push(part);
    }
    const [path, query = ""] = request.url.split("?");
    const headers = Object.fromEntries(keptHeaders.filter((name) => name in request.headers).map((name) => [name, request.headers[name]]));
    requests.push({ method: request.method, path, query, headers, body: Buffer.concat(parts) });
    response.writeHead(200, { "Content-Type": "application/json", "Access-Control-Allow-Origin": "*" }).end("{}");
  });
  await new Promise((resolve, reject) => server.once("error", reject).listen(port, "127.0.0.1", resolve));
  return { requests, origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}
