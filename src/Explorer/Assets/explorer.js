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
