// <replay-graph org="acme" issue="4000000017" token="..." src="https://replaygraph.example.com"></replay-graph>
// Lists the best replays of an issue, transaction, trace or event. All texts are set as text, so that none becomes markup.
(() => {
  const own = document.currentScript?.src;
  const styles = `
    :host { display: block; font: 14px/1.5 system-ui, sans-serif; }
    a { color: inherit; font-weight: 600; }
    p, ol, ul { margin: 0; padding: 0; list-style: none; }
    ol > li { padding: .45rem 0; border-top: 1px solid color-mix(in srgb, currentColor 20%, transparent); }
    ul { display: inline-flex; flex-wrap: wrap; gap: .3rem; margin-left: .5rem; }
    ul > li { padding: 0 .45rem; border: 1px solid currentColor; border-radius: 1rem; font-size: .85em; opacity: .8; }
    time { margin-left: .5rem; } div { font-size: .9em; opacity: .8; overflow-wrap: anywhere; } bdi + bdi::before { content: " "; }`;
  const kinds = { issue: "issues", transaction: "transactions", trace: "traces", event: "events" };

  class ReplayGraph extends HTMLElement {
    static observedAttributes = ["org", "src", "token", ...Object.keys(kinds)];
    #shown = this.attachShadow({ mode: "open" });
    #under = null;
    #waits = false;

    constructor() {
      super();
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(styles);
      this.#shown.adoptedStyleSheets = [sheet];
    }

    connectedCallback() { this.#later(); }
    disconnectedCallback() { this.#under?.abort(); }
    attributeChangedCallback() { if (this.isConnected) this.#later(); }

    // Several attributes that change at a time are one request.
    #later() {
      if (this.#waits) return;
      this.#waits = true;
      queueMicrotask(() => { this.#waits = false; this.#load(); });
    }

    async #load() {
      this.#under?.abort();
      const { signal } = (this.#under = new AbortController());
      const kind = Object.keys(kinds).find((name) => this.getAttribute(name));
      const base = this.getAttribute("src") || own;
      if (!kind || !base) return this.#say(`Set ${base ? "issue, transaction, trace or event" : "src"}.`);
      const org = encodeURIComponent(this.getAttribute("org") || "default");
      const id = encodeURIComponent(this.getAttribute(kind));
      const url = new URL(`/embed/${org}/${kinds[kind]}${kind === "transaction" ? `?name=${id}` : `/${id}`}`, base);
      const token = this.getAttribute("token");
      this.#say("Looking for replays …");
      try {
        const answer = await fetch(url, {
          signal, credentials: "omit", referrerPolicy: "no-referrer", cache: "no-store",
          headers: { accept: "application/json", ...(token && { authorization: `Bearer ${token}` }) },
        });
        const body = await answer.json();
        if (!signal.aborted) this.#show(body, url);
      } catch (error) {
        if (!signal.aborted) this.#say("ReplayGraph cannot be reached, or its token is not for pages of this site.");
      }
    }

    #say(message) { this.#show({ message, replays: [] }); }

    #show({ message, detail, replays = [], more }, base) {
      const rows = replays.map((row) => make("li", {},
        link(row.url, base, row.moment ? `Watch at ${row.moment}` : "Watch", `Open in ${row.opens}`),
        make("time", { dateTime: row.started_at }, row.when),
        make("ul", {}, ...row.evidence.map((kind) => make("li", { title: kind.explanation }, kind.word))),
        make("div", {}, make("bdi", {}, row.who ?? ""), make("bdi", {}, row.where ?? ""))));
      this.#shown.replaceChildren(
        make("p", { role: "status" }, message ?? detail ?? "ReplayGraph has no answer."),
        make("ol", {}, ...rows),
        ...(more && rows.length ? [make("p", {}, link(more, base, "All in ReplayGraph"))] : []));
    }
  }

  function make(name, properties, ...content) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...content);
    return made;
  }

  function link(to, base, text, title = "") {
    const { href, protocol } = new URL(to, base);
    return /^https?:$/.test(protocol) ? make("a", { href, title, target: "_blank", rel: "noreferrer noopener" }, text) : make("span", {}, text);
  }

  if (!customElements.get("replay-graph")) customElements.define("replay-graph", ReplayGraph);
})();
