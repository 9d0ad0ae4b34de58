// Small comforts. Every page works without this script.
"use strict";

// A link with data-dialog opens that dialog; without the dialog it stays a link.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  const dialog = opener && document.getElementById(opener.dataset.dialog);
  if (dialog && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    dialog.showModal();
  } else if (event.target.matches("dialog")) {
    event.target.close(); // a click beside the box
  }
});

// Menus close on Escape and on a click elsewhere.
const openMenus = () => document.querySelectorAll("details[data-closes][open]");
document.addEventListener("click", (event) => {
  for (const menu of openMenus()) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// Light and dark without a new page; the cookie lets the server draw the next page right from the start.
document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-theme-form]");
  if (!form || !event.submitter) return;
  event.preventDefault();
  const theme = event.submitter.value;
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `theme=${theme}; Path=/; SameSite=Lax; Max-Age=${theme ? 31536000 : 0}${secure}`;
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  document.querySelector("meta[name=color-scheme]").content = theme || "light dark";
  for (const button of form.querySelectorAll("button")) {
    button.setAttribute("aria-pressed", String(button === event.submitter));
  }
});

// Messages can be put away.
for (const toast of document.querySelectorAll("[data-toast]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "icon-btn";
  button.textContent = "×";
  button.setAttribute("aria-label", toast.dataset.dismiss);
  button.addEventListener("click", () => toast.remove());
  toast.append(button);
}

// The second press of a button that saves does nothing.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || "again" in form.dataset) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
});
// ... and what is being sent is no draft any more.
document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.target.matches("[data-draft]") && event.target.closest("form").dataset.sent) event.preventDefault();
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// The find box: Ctrl-K or "/" opens it, arrow keys walk through what was found.
const finder = document.getElementById("finder");
if (finder) {
  const text = finder.querySelector("input[type=search]");
  const hits = () => [...finder.querySelectorAll("[data-hit]")];
  const typing = (target) => target.closest("input, select, textarea, [contenteditable]") && !finder.contains(target);
  document.addEventListener("keydown", (event) => {
    const asked = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "k";
    const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target);
    if ((asked || slash) && !document.querySelector("dialog[open]")) {
      event.preventDefault();
      finder.showModal();
      text.select();
    }
  });
  finder.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.preventDefault(); // or the field would swallow it to empty itself
      finder.close();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const stops = [text, ...hits()];
    const at = stops.indexOf(document.activeElement);
    stops[(at + step + stops.length) % stops.length].focus();
  });
  // Enter opens the first hit of what has just been found.
  finder.querySelector("[data-finder]").addEventListener("submit", (event) => {
    event.preventDefault();
    if (text.value === finder.dataset.found) hits()[0]?.click();
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id === "finder-found") finder.dataset.found = text.value;
  });
}

// Selecting rows: all of a page at once, and how many there are.
const picks = () => [...document.querySelectorAll("[name=pick][form=bulk]")];
const told = () => {
  const all = document.querySelector("[data-pick-all]");
  const place = document.querySelector("[data-picked]");
  if (!all || !place) return;
  const rows = picks();
  const chosen = rows.filter((row) => row.checked).length;
  all.hidden = false;
  all.checked = chosen > 0 && chosen === rows.length;
  all.indeterminate = chosen > 0 && chosen < rows.length;
  place.dataset.words ??= place.textContent;
  place.textContent = `${place.dataset.words} (${chosen})`;
};
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-pick-all]")) for (const row of picks()) row.checked = event.target.checked;
  if (event.target.matches("[data-pick-all], [name=pick]")) told();
});
document.addEventListener("htmx:afterSettle", told);
told();

// Columns of a list: dragged, or moved by the arrows beside them, which without this script lead to the list so ordered.
const columnOf = (target) => target.closest?.("[data-column]");
const moveColumn = (line, step) => {
  const other = step < 0 ? line.previousElementSibling : line.nextElementSibling;
  if (!other?.matches("[data-column]")) return;
  if (step < 0) other.before(line);
  else other.after(line);
};
document.addEventListener("click", (event) => {
  const arrow = event.target.closest("[data-column-move]");
  if (!arrow || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  moveColumn(columnOf(arrow), Number(arrow.dataset.columnMove));
  arrow.focus();
});
document.addEventListener("pointerover", (event) => {
  const line = columnOf(event.target);
  if (line && event.pointerType === "mouse") line.draggable = true;
});
document.addEventListener("dragstart", (event) => {
  const line = columnOf(event.target);
  if (line) line.dataset.dragged = "yes";
});
document.addEventListener("dragover", (event) => {
  const line = columnOf(event.target);
  const dragged = document.querySelector("[data-dragged]");
  if (!line || !dragged || line.parentElement !== dragged.parentElement) return;
  event.preventDefault();
  if (line === dragged) return;
  const box = line.getBoundingClientRect();
  if (event.clientY < box.top + box.height / 2) line.before(dragged);
  else line.after(dragged);
});
document.addEventListener("dragend", () => {
  for (const line of document.querySelectorAll("[data-dragged]")) delete line.dataset.dragged;
});

// Print pages: the button stands there only where it works.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

// Nobody at the desk: a warning before the server ends the session. Asking is no activity; pressing the button is.
const idle = document.getElementById("idle");
if (idle) {
  const warn = Number(idle.dataset.warn);
  const token = idle.querySelector("[name=csrfmiddlewaretoken]").value;
  let timer;
  const wait = (seconds) => {
    clearTimeout(timer);
    timer = setTimeout(ask, Math.max(seconds, 1) * 1000);
  };
  const told = (left) => {
    if (left <= 0) location.assign(idle.dataset.door); // what stands on the screen is for nobody's eyes now
    else if (left > warn) idle.close();
    else if (!idle.open) idle.showModal();
    wait(left > warn ? left - warn : Math.min(left, 15));
  };
  const ask = async (method) => {
    try {
      const headers = { "X-CSRFToken": token };
      const answer = await fetch(idle.dataset.address, { method: method === "POST" ? method : "GET", headers, redirect: "manual" });
      told(answer.ok ? (await answer.json()).left : 0);
    } catch {
      wait(15); // no network: the server cannot be asked
    }
  };
  const stay = (event) => {
    event.preventDefault();
    ask("POST");
  };
  idle.querySelector("form").addEventListener("submit", stay);
  idle.addEventListener("cancel", stay); // Escape
  document.addEventListener("visibilitychange", () => document.hidden || ask());
  wait(Number(idle.dataset.left) - warn);
}
