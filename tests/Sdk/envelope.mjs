// Sentry envelopes, read and written as bytes. Kept apart from ReplayGraph's own reader on purpose: it is what that one is checked against.
import { gunzipSync, gzipSync } from "node:zlib";

const newline = 0x0a;

/** The bytes of a body without its Content-Encoding. The SDKs use gzip or none. */
export function decode(body, encoding) {
  if (encoding === undefined) {
    return body;
  }
  if (encoding !== "gzip") {
    throw new Error(`no SDK was seen to send Content-Encoding ${encoding}`);
  }
  return gunzipSync(body);
}

/** The reverse of decode. */
export function encode(body, encoding) {
  return encoding === undefined ? body : gzipSync(body);
}

/** {header, items: [{header, payload}]}; payloads are bytes. */
export function readEnvelope(bytes) {
  let position = 0;
  const line = () => {
    const found = bytes.indexOf(newline, position);
    const end = found < 0 ? bytes.length : found;
    const read = bytes.subarray(position, end);
    position = end + 1;
    return read;
  };

  const header = JSON.parse(line().toString());
  const items = [];
  while (position < bytes.length) {
    const itemLine = line();
    if (itemLine.length === 0) {
      continue;
    }
    const itemHeader = JSON.parse(itemLine.toString());
    if (itemHeader.length === undefined) {
      items.push({ header: itemHeader, payload: line() });
    } else {
      const payload = bytes.subarray(position, position + itemHeader.length);
      position += itemHeader.length + 1;
      items.push({ header: itemHeader, payload });
    }
  }
  return { header, items };
}

/** The bytes of an envelope; an item that states its length states the new one. */
export function writeEnvelope({ header, items }) {
  const lines = [Buffer.from(JSON.stringify(header))];
  for (const item of items) {
    const itemHeader = item.header.length === undefined ? item.header : { ...item.header, length: item.payload.length };
    lines.push(Buffer.from(JSON.stringify(itemHeader)), item.payload);
  }
  return Buffer.concat(lines.flatMap((part) => [part, Buffer.from([newline])])).subarray(0, -1);
}
