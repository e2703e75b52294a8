// Takes this machine out of a recording, and refuses to keep one that still names it.
import os from "node:os";
import { inflateSync } from "node:zlib";
import { decode, encode, readEnvelope, writeEnvelope } from "./envelope.mjs";

/** The request with the folder of this script replaced by /app; untouched bytes stay as they came. */
export function neutral(request, folder) {
  const encoding = request.headers["content-encoding"];
  const plain = decode(request.body, encoding);
  if (!plain.includes(folder)) {
    return request;
  }
  const envelope = readEnvelope(plain);
  for (const item of envelope.items) {
    // latin1 maps each byte to one character and back, so binary payloads survive.
    item.payload = Buffer.from(item.payload.toString("latin1").replaceAll(folder, "/app"), "latin1");
  }
  return { ...request, body: encode(writeEnvelope(envelope), encoding) };
}

/** Throws if any byte of the request, compressed ones included, names this machine. */
export function assertNeutral(request, folder) {
  const plain = decode(request.body, request.headers["content-encoding"]);
  const texts = [JSON.stringify({ ...request, body: undefined }), plain.toString("latin1")];
  for (const item of readEnvelope(plain).items) {
    if (item.header.type === "replay_recording") {
      texts.push(recordingText(item.payload));
    }
  }
  const names = [folder, os.homedir(), os.hostname()].filter((name) => name.length > 3 && name !== "localhost");
  for (const name of names) {
    if (texts.some((text) => text.includes(name))) {
      throw new Error(`a request to ${request.path} names this machine: ${name}`);
    }
  }
}

/** A recording's JSON, after its header line; plain or zlib. */
export function recordingText(payload) {
  const recording = payload.subarray(payload.indexOf(0x0a) + 1);
  return (recording[0] === 0x78 ? inflateSync(recording) : recording).toString();
}
