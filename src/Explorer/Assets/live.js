// What an open page adds: how many replays are new.
for (const notice of document.querySelectorAll("[data-live]")) follow(notice);

// Rows never move by themselves: a link shows what is new. A hidden page has no stream, and continues where it ended.
function follow(notice) {
  const total = Number(notice.dataset.total);
  const isWhole = document.querySelectorAll("tbody tr").length >= total;
  const found = new Set();
  let stream = null, lastId = "", retry = 0;

  const offer = text => {
    const link = document.createElement("a");
    link.href = location.pathname + location.search;
    link.textContent = text;
    notice.replaceChildren(link);
  };
  const offerAll = () => offer("The replays have changed: show them");
  const on = (name, take) => stream.addEventListener(name, event => {
    lastId = event.lastEventId || lastId;
    take(JSON.parse(event.data));
  });
  const close = () => { clearTimeout(retry); stream?.close(); stream = null; };
  const open = () => {
    close();
    if (document.hidden) return;
    const url = new URL(notice.dataset.live, location);
    if (lastId) url.searchParams.set("last_event_id", lastId);
    stream = new EventSource(url);
    on("replay", replay => {
      if (document.querySelector(`tbody a[href*="/replays/${CSS.escape(replay.replay_id)}"]`)) return;
      found.add(replay.replay_id);
      offer(`${found.size} new ${isWhole ? "" : "or changed "}${found.size === 1 ? "replay: show it" : "replays: show them"}`);
    });
    on("reload", offerAll);
    on("heartbeat", state => { if (state.total !== total && found.size === 0) offerAll(); });
    // The browser connects again by itself, unless the answer was an error.
    stream.onerror = () => { if (stream?.readyState === EventSource.CLOSED) retry = setTimeout(open, 30000); };
  };
  document.addEventListener("visibilitychange", open);
  open();
}
