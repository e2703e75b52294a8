// What script adds: copying ids, and "/" for the box. Every page works without it.
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

// The start page turns once something has arrived.
if (document.querySelector("[data-until-changed]")) {
  const shown = document.querySelector("[data-until-changed]").innerHTML;
  setInterval(async () => {
    if (document.hidden) return;
    const answer = await fetch("/", { headers: { Accept: "text/html" } }).catch(() => null);
    if (!answer?.ok) return;
    const next = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (next.querySelector("[data-until-changed]")?.innerHTML !== shown) location.reload();
  }, 2000);
}
