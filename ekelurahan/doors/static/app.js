/* e-Kelurahan: what the pages can do besides plain HTML. Every page works without this file. */
(() => {
  "use strict";

  const TYPED = new Set(["text", "search", "password", "email", "tel", "url", "number", "date"]);
  const PHOTO_EDGE = 1280, PHOTO_QUALITY = 0.7, PHOTO_SMALL_ENOUGH = 300_000;
  const POLL_MS = 10_000, DOUBLE_CLICK_MS = 8_000;

  const isTyping = (el) => el instanceof HTMLTextAreaElement || el?.isContentEditable ||
    (el instanceof HTMLInputElement && TYPED.has(el.type));
  const isSeen = (el) => !el.disabled && el.getClientRects().length > 0;

  /* ---- Keys: digits choose numbered options, Ctrl+Enter sends the form, F-keys press their button. */

  function choiceFor(key) {
    const found = [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].filter(isSeen);
    const groupOf = (el) => el.closest("[data-keys]");
    const active = document.activeElement?.closest("[data-keys]");
    const isOpen = (el) => !groupOf(el)?.querySelector("input:checked");
    return found.find((el) => active && groupOf(el) === active && isOpen(el)) || found.find(isOpen) ||
      found.find((el) => active && groupOf(el) === active) || found[0];
  }

  function press(el) {
    if (el.matches("input[type=radio], input[type=checkbox]")) {
      el.focus();
      el.click();
      const text = el.dataset.opens && document.getElementById(el.dataset.opens);
      if (text) text.focus();
    } else {
      el.click();
    }
  }

  function mainForm() {
    return document.activeElement?.closest("form") || document.querySelector("form[data-main]") ||
      document.querySelector("main form[method=post]");
  }

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.repeat) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      const named = choiceFor("Ctrl+Enter");
      const form = named ? null : mainForm();
      if (named) named.click();
      else if (form) form.requestSubmit();
      if (named || form) event.preventDefault();
      return;
    }
    const isDigit = /^[1-9]$/.test(event.key) || (event.altKey && /^Digit[1-9]$/.test(event.code));
    const isFunction = /^F([2-9]|10)$/.test(event.key);
    if (event.ctrlKey || event.metaKey || !(isDigit || isFunction)) return;
    if (isDigit && !event.altKey && isTyping(document.activeElement)) return;
    const target = choiceFor(isDigit ? event.key.replace(/\D/, "") || event.code.slice(-1) : event.key);
    if (target) {
      event.preventDefault();
      press(target);
    } else if (event.key === "F9") {
      event.preventDefault();
      window.print();
    }
  });

  /* Typing into the free text of a list of suggestions chooses it. */
  document.addEventListener("input", (event) => {
    const radio = event.target.dataset?.picks && document.getElementById(event.target.dataset.picks);
    if (radio) radio.checked = event.target.value !== "" || radio.checked;
  });

  /* ---- Printing: buttons that print the page, or a document at an address (an issued letter) through a hidden frame. */

  function printDocument(address) {
    const frame = document.createElement("iframe");
    frame.hidden = true;
    frame.title = "";
    frame.addEventListener("load", () => {
      try {
        frame.contentWindow.focus();
        frame.contentWindow.print();
      } catch {
        window.open(address, "_blank", "noopener");
      }
    });
    frame.src = address;
    document.body.append(frame);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-print]");
    if (!button) return;
    event.preventDefault();
    if (button.dataset.print) printDocument(button.dataset.print);
    else window.print();
  });

  /* ---- A form is sent once, however often its button is pressed. */

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.matches("[data-hx-post], [data-hx-get], [method=get], [target=_blank]")) return;
    if (event.submitter?.formTarget === "_blank") return; // a look at the draft: the form itself is not sent yet
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    const button = event.submitter;
    button?.setAttribute("aria-disabled", "true");
    setTimeout(() => release(form, button), DOUBLE_CLICK_MS);
  });

  function release(form, button) {
    delete form.dataset.sent;
    button?.removeAttribute("aria-disabled");
  }

  addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) {
      release(form, form.querySelector("[aria-disabled]"));
    }
  });

  /* ---- Photos are shrunk here, so that a phone sends 170 kB and not 2 MB. What cannot be read is sent as it is. */

  async function shrunk(file) {
    if (!file.type.startsWith("image/") || file.size < PHOTO_SMALL_ENOUGH) return file;
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, PHOTO_EDGE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", PHOTO_QUALITY));
    if (!blob || blob.size >= file.size) return file;
    return new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
  }

  document.addEventListener("change", async (event) => {
    const field = event.target;
    if (!field.matches?.("input[type=file][data-shrink]") || field.dataset.shrunk) return;
    const buttons = field.form ? [...field.form.querySelectorAll("button:not([type=button])")] : [];
    buttons.forEach((button) => { button.disabled = true; });
    try {
      const files = new DataTransfer();
      for (const file of field.files) files.items.add(await shrunk(file).catch(() => file));
      field.files = files.files;
    } finally {
      buttons.forEach((button) => { button.disabled = false; });
      field.dataset.shrunk = "1";
      field.dispatchEvent(new Event("change", { bubbles: true }));
      delete field.dataset.shrunk;
    }
  });

  /* ---- Live: the server says what changed, the page fetches it. Without a stream, ask every ten seconds. */

  function live(address) {
    const tell = (detail) => document.body.dispatchEvent(new CustomEvent("application-changed", { detail }));
    let polling = 0, failures = 0;
    const poll = () => { polling ||= setInterval(() => document.hidden || tell({ polled: true }), POLL_MS); };
    const rest = () => { clearInterval(polling); polling = 0; };
    if (!("EventSource" in window)) return poll();
    const connect = () => {
      const stream = new EventSource(address);
      stream.addEventListener("open", () => { failures = 0; rest(); }); // the server then says: look again
      stream.addEventListener("application-changed", (event) => {
        let detail = {};
        try { detail = JSON.parse(event.data); } catch { /* a bare signal is enough */ }
        tell(detail);
      });
      stream.addEventListener("error", () => {
        failures += 1;
        if (failures > 1) poll();
        if (stream.readyState === EventSource.CLOSED) {
          poll();
          setTimeout(connect, Math.min(60_000, 3_000 * failures));
        }
      });
      addEventListener("pagehide", () => stream.close(), { once: true });
    };
    connect();
  }

  addEventListener("DOMContentLoaded", () => {
    for (const button of document.querySelectorAll("[data-print]")) button.hidden = false;
    document.querySelector("[data-focus]")?.focus();
    if (document.body.dataset.live) live(document.body.dataset.live);
  });
  document.addEventListener("htmx:after:swap", () => {
    for (const button of document.querySelectorAll("[data-print][hidden]")) button.hidden = false;
  });
})();
