// What a reader of a recording should know after its last line. Read from the recorded bytes alone.
import { decode, readEnvelope } from "./envelope.mjs";

/** Everything that `requests` state, with the links between errors or transactions and replays. */
export function expectedOf(requests) {
  const state = { errors: [], transactions: [], replays: new Map(), items: {} };
  requests.forEach((request, index) => {
    const { header, items } = readEnvelope(decode(request.body, request.headers["content-encoding"]));
    const from = { line: index + 1, project_id: Number(request.path.split("/")[2]) };
    for (const item of items) {
      state.items[item.header.type] = (state.items[item.header.type] ?? 0) + 1;
      take(state, from, header, item);
    }
  });

  const replays = [...state.replays.values()];
  const linked = (observation) => ({ ...observation, links: linksOf(observation, state.replays) });
  return {
    requests: requests.length,
    items: Object.fromEntries(Object.entries(state.items).sort()),
    replays,
    errors: state.errors.map(linked),
    transactions: state.transactions.map(linked),
  };
}

function take(state, from, envelopeHeader, item) {
  const body = () => JSON.parse(item.payload.toString());
  switch (item.header.type) {
    case "event":
    case "feedback":
      state.errors.push(eventOf(from, envelopeHeader, body()));
      break;
    case "transaction":
      state.transactions.push({ form: "transaction", ...eventOf(from, envelopeHeader, body()) });
      break;
    case "span":
      state.transactions.push(...body().items.filter((span) => span.is_segment).map((span) => segmentOf(from, envelopeHeader, span)));
      break;
    case "replay_event":
      takeSegment(state.replays, from, body());
      break;
    default: // sessions, client reports, and the recording beside its replay_event: nothing to link
      break;
  }
}

function eventOf(from, envelopeHeader, body) {
  return {
    ...from,
    event_id: id(body.event_id),
    platform: body.platform,
    sdk: body.sdk.name,
    transaction: body.transaction ?? null,
    trace_id: id(body.contexts.trace.trace_id),
    timestamp: body.timestamp,
    named: named(body.sdk.name, envelopeHeader, {
      context: body.contexts.replay?.replay_id ?? body.contexts.feedback?.replay_id,
      tag: body.tags?.replayId,
    }),
  };
}

function segmentOf(from, envelopeHeader, span) {
  const sdk = span.attributes["sentry.sdk.name"].value;
  const buffering = span.attributes["sentry._internal.replay_is_buffering"]?.value ?? false;
  return {
    form: "segment_span",
    ...from,
    span_id: span.span_id,
    sdk,
    transaction: span.name,
    trace_id: id(span.trace_id),
    timestamp: span.end_timestamp,
    named: named(sdk, envelopeHeader, { attribute: buffering ? undefined : span.attributes["sentry.replay_id"]?.value }),
    buffering,
  };
}

function takeSegment(replays, from, body) {
  const replayId = id(body.replay_id);
  if (!replays.has(replayId)) {
    const fresh = { replay_id: replayId, project_id: from.project_id, replay_type: body.replay_type, fate: "partial" };
    replays.set(replayId, { ...fresh, segments: [], trace_ids: [], error_ids: [] });
  }
  const replay = replays.get(replayId);
  replay.segments.push({ segment_id: body.segment_id, line: from.line, timestamp: body.timestamp, replay_type: body.replay_type });
  replay.fate = replay.segments.some((segment) => segment.segment_id === 0) ? "live" : "partial";
  replay.trace_ids = [...new Set([...replay.trace_ids, ...body.trace_ids.map(id)])];
  replay.error_ids = [...new Set([...replay.error_ids, ...body.error_ids.map(id)])];
}

/** The places that name a replay, strongest first; a reader believes the first. A page's header can be older than its events. */
function named(sdk, envelopeHeader, ownPlaces) {
  const dsc = envelopeHeader.trace?.replay_id;
  const places = sdk === "sentry.javascript.browser" ? { ...ownPlaces, dsc } : { dsc, ...ownPlaces };
  return Object.entries(places).filter(([, value]) => value).map(([place, value]) => ({ place, replay_id: id(value) }));
}

function linksOf(observation, replays) {
  const evidence = new Map();
  const add = (replayId, kind) => evidence.set(replayId, [...(evidence.get(replayId) ?? []), kind]);
  if (observation.named.length > 0) {
    add(observation.named[0].replay_id, "tagged");
  }
  for (const replay of replays.values()) {
    if (observation.event_id && replay.error_ids.includes(observation.event_id)) {
      add(replay.replay_id, "listed");
    }
    if (replay.trace_ids.includes(observation.trace_id)) {
      add(replay.replay_id, "trace");
    }
  }
  const fate = (replayId) => replays.get(replayId)?.fate ?? "pending";
  return [...evidence].map(([replayId, kinds]) => ({ replay_id: replayId, fate: fate(replayId), evidence: kinds }));
}

function id(text) {
  return text.replaceAll("-", "").toLowerCase();
}
