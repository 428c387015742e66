/* The counter's search box: arrow keys walk through what was found, Enter opens the first. Without this file, Enter lists. */
(() => {
  "use strict";

  document.addEventListener("keydown", (event) => {
    const finder = event.target.closest?.("[data-finder]");
    if (!finder || event.isComposing) return;
    const box = finder.querySelector("input[type=search]");
    const links = [...finder.querySelectorAll("li a")];
    const place = links.indexOf(document.activeElement);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const next = place + (event.key === "ArrowDown" ? 1 : -1);
      const target = next < 0 ? box : links[Math.min(next, links.length - 1)];
      if (target) {
        event.preventDefault();
        target.focus();
      }
    } else if (event.key === "Enter" && event.target === box) {
      finder.querySelector("input[name=buka]").disabled = false;
    } else if (event.key === "Escape" && place >= 0) {
      box.focus();
    }
  });

  /* `autofocus` waits until the page is drawn; fingers do not. */
  document.querySelector("[data-finder] input[type=search]")?.focus();

  /* Letters typed before the page could listen are searched for as soon as it can. */
  document.addEventListener("htmx:after:init", ({ target }) => {
    const isAhead = target.matches("[data-finder] input[type=search]") && target.value &&
      !document.querySelector("#temuan").childElementCount;
    if (isAhead) target.dispatchEvent(new Event("input", { bubbles: true }));
  });

  addEventListener("pageshow", () => {
    const open = document.querySelector("[data-finder] input[name=buka]");
    if (open) open.disabled = true;
  });
})();
