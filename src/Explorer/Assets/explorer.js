// What script adds: copying ids, "/" for the box, and a graph that changes in place. Every page works without it.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    const text = button.textContent;
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = text; }, 1500);
  });
}

document.addEventListener("keydown", event => {
  const isTyping = event.target.closest("input, textarea, select");
  if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const boxes = document.querySelectorAll("[data-find]");
    event.preventDefault();
    boxes[boxes.length - 1]?.focus();
  }
});

document.querySelector("[aria-current]")?.scrollIntoView({ block: "center" });

// Completes transaction names. The last request wins.
for (const box of document.querySelectorAll("[data-complete]")) {
  let typed = 0;
  box.addEventListener("input", () => {
    clearTimeout(typed);
    typed = setTimeout(async () => {
      const text = box.value;
      if (text.length < 2 || text.length > 200) return;
      const answer = await fetch(`${box.dataset.complete}?q=${encodeURIComponent(text)}`);
      if (!answer.ok || box.value !== text) return;
      box.list.replaceChildren(...(await answer.json()).map(name => new Option("", name)));
    }, 150);
  });
}

// What takes longer than the rest of a page comes after it.
for (const place of document.querySelectorAll("[data-fill]")) {
  fetch(place.dataset.fill).then(async answer => {
    if (answer.ok) place.replaceWith(...new DOMParser().parseFromString(await answer.text(), "text/html").body.childNodes);
  }).catch(() => {});
}

// The start page turns once something has arrived.
if (document.querySelector("[data-until-changed]")) {
  const textOf = page => page.querySelector("[data-until-changed]")?.textContent;
  const shown = textOf(document);
  setInterval(async () => {
    if (document.hidden) return;
    const answer = await fetch("/", { headers: { Accept: "text/html" } }).catch(() => null);
    if (!answer?.ok) return;
    const next = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (textOf(next) !== shown) location.reload();
  }, 2000);
}

// The graph. Arrows walk between its nodes, one node is in the order of tabs, and links to other states of the drawing change it in place.
let shown = location.href.split("#")[0];
let latest = 0;
let focused = null;

function enlivenGraph() {
  const graph = document.querySelector(".graph");
  if (!graph) return;
  let active = null;
  const enter = node => {
    active?.querySelectorAll("a").forEach(link => link.setAttribute("tabindex", "-1"));
    node.querySelectorAll("a").forEach(link => link.removeAttribute("tabindex"));
    active = node;
  };
  graph.querySelectorAll(".node a").forEach(link => link.setAttribute("tabindex", "-1"));
  enter(graph.querySelector(".in-focus") ?? graph.querySelector(".node"));
  graph.addEventListener("focusin", event => {
    const node = event.target.closest(".node");
    if (!node) return;
    focused = { id: node.id, place: [...node.querySelectorAll("a")].indexOf(event.target) };
    enter(node);
  });
  graph.addEventListener("keydown", event => {
    const [dx, dy] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key] ?? [0, 0];
    const from = event.target.closest(".node");
    if (!from || (dx === 0 && dy === 0) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const placeOf = node => { const { e, f } = node.transform.baseVal[0].matrix; return [e, f]; };
    const [x, y] = placeOf(from);
    let best = null, least = Infinity;
    for (const node of graph.querySelectorAll(".node")) {
      const [nodeX, nodeY] = placeOf(node);
      const isThere = dx === 0 ? nodeX === x && Math.sign(nodeY - y) === dy : Math.sign(nodeX - x) === dx;
      const distance = Math.abs(nodeX - x) * 1000 + Math.abs(nodeY - y);
      if (isThere && distance < least) [best, least] = [node, distance];
    }
    best?.querySelector("a").focus();
  });
}

async function showGraph(url, link) {
  const mine = ++latest;
  let page = null;
  try {
    const answer = await fetch(url);
    if (answer.ok) page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch { /* The browser goes there itself, and says what is wrong. */ }
  if (mine !== latest) return;
  const main = page?.querySelector("main:has(.graph)");
  if (!main) return location.assign(url);

  const old = document.querySelector("main");
  const held = link?.closest(".node") ?? document.getElementById(focused?.id);
  const place = link ? [...held.querySelectorAll("a")].indexOf(link) : focused?.place;
  const top = held?.getBoundingClientRect().top, left = old.querySelector(".scroll").scrollLeft;
  if (link) history.pushState(null, "", url);
  shown = location.href.split("#")[0];
  old.replaceWith(main);
  document.title = page.title;
  enlivenGraph();
  main.querySelector(".scroll").scrollLeft = left;
  const node = (held && document.getElementById(held.id)) ?? (link && main.querySelector(".in-focus"));
  if (!node) return;
  if (held) scrollBy(0, node.getBoundingClientRect().top - top);
  const links = node.querySelectorAll("a");
  (links[place] ?? links[0]).focus({ preventScroll: node.id === held?.id });
}

document.addEventListener("click", event => {
  const link = event.target.closest?.(".graph a");
  if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const url = new URL(link.getAttribute("href"), location.href);
  if (url.pathname !== location.pathname) return;
  event.preventDefault();
  showGraph(url.href, link);
});

addEventListener("popstate", () => {
  if (document.querySelector(".graph") && location.href.split("#")[0] !== shown) showGraph(location.href, null);
});

enlivenGraph();
