// Grids: fields of many rows in one table. Without this script they are a form like any other.
"use strict";
{
  const CONTROL = "input:not([type=hidden]), select, textarea";
  const YES = ["1", "是", "有", "对", "√", "✓", "y", "yes", "true", "x", "on"];
  const NO = ["", "0", "否", "无", "×", "n", "no", "false", "off"];
  const before = new WeakMap(); // table → what stood in its cells before the last filling

  // One spelling for comparing: full width is narrow, no spaces, no colon at the end.
  const plain = (text) => text.normalize("NFKC").replace(/\s+/g, "").replace(/[::*]+$/, "").toLowerCase();
  const rowsOf = (grid) => [...grid.tBodies[0].rows];
  const placeOf = (cell) => [cell.parentElement.rowIndex - cell.closest("table").tHead.rows.length, cell.cellIndex];
  const controls = (cell) => [...cell.querySelectorAll(CONTROL)];
  const focusIn = (cell) => {
    const all = controls(cell);
    const one = all.find((control) => control.checked && control.type === "radio") || all[0];
    one?.focus();
    if (one?.select && one.type !== "checkbox" && one.type !== "radio") one.select();
    return Boolean(one);
  };

  const valueOf = (cell) => {
    const all = controls(cell);
    if (all[0]?.type === "radio") return all.find((radio) => radio.checked)?.value ?? "";
    return all[0]?.type === "checkbox" ? (all[0].checked ? "1" : "") : (all[0]?.value ?? "");
  };
  const labelOf = (control) => control.labels?.[0]?.textContent ?? "";
  const chosen = (options, text) => {
    const wanted = plain(text);
    return (
      options.find(([value, label]) => plain(label) === wanted || plain(value) === wanted) ||
      (wanted && options.filter(([, label]) => plain(label).startsWith(wanted)).length === 1
        ? options.find(([, label]) => plain(label).startsWith(wanted))
        : undefined)
    );
  };
  const day = (text) => {
    const narrow = text.normalize("NFKC").trim();
    const parts = narrow.match(/^(\d{4})\D+(\d{1,2})\D+(\d{1,2})\D*$/) || narrow.match(/^(\d{4})(\d{2})(\d{2})$/);
    return parts && `${parts[1]}-${parts[2].padStart(2, "0")}-${parts[3].padStart(2, "0")}`;
  };

  // Puts a text into a cell as somebody would type it; false when it cannot stand there.
  const put = (cell, text) => {
    const all = controls(cell);
    const [control] = all;
    if (!control || control.disabled || control.readOnly) return false;
    if (control.type === "radio") {
      const found = chosen(all.map((radio) => [radio.value, labelOf(radio)]), text);
      if (!found) return false;
      all.find((radio) => radio.value === found[0]).checked = true;
    } else if (control.type === "checkbox") {
      if (!YES.includes(plain(text)) && !NO.includes(plain(text))) return false;
      control.checked = YES.includes(plain(text));
    } else if (control.tagName === "SELECT") {
      const found = chosen([...control.options].map((option) => [option.value, option.textContent]), text);
      if (!found) return false;
      control.value = found[0];
    } else if (control.type === "number" || control.inputMode === "decimal") {
      const number = text.normalize("NFKC").trim().replace(/(?<=\d),(?=\d{3})/g, "");
      if (control.type === "number" && number && !/^-?\d+(\.\d+)?$/.test(number)) return false;
      control.value = number;
    } else if (control.type === "date") {
      const found = text.trim() && day(text);
      if (text.trim() && !found) return false;
      control.value = found || "";
      if (found && !control.value) return false; // 30 February
    } else {
      control.value = text.trim();
    }
    control.dispatchEvent(new Event("input", { bubbles: true }));
    control.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  };

  const part = (grid, name) => grid.closest(".grid-part").querySelector(`[data-grid-${name}]`);
  const remember = (grid) => {
    before.set(grid, rowsOf(grid).map((row) => [...row.cells].map((cell) => (controls(cell).length ? valueOf(cell) : null))));
    part(grid, "undo").hidden = false;
  };
  const say = (grid, filled, beyond, unread) => {
    const place = part(grid, "status");
    const words = [place.dataset.filled.replace("{n}", filled)];
    if (beyond) words.push(place.dataset.beyond.replace("{n}", beyond));
    if (unread.length) words.push(place.dataset.unread.replace("{t}", unread.slice(0, 8).join("、")));
    place.textContent = words.join(" ");
    place.classList.toggle("grid-status-bad", Boolean(beyond || unread.length));
  };
  const sum = (grid) => {
    for (const cell of grid.querySelectorAll("[data-grid-total]")) {
      const numbers = rowsOf(grid).map((row) => Number(valueOf(row.cells[cell.cellIndex])) || 0);
      cell.textContent = numbers.reduce((one, other) => one + other, 0);
    }
  };

  const more = (grid) => {
    const blank = part(grid, "blank");
    if (!blank) return null;
    const numbers = [...grid.querySelectorAll("[name^=new]")].map((one) => parseInt(one.name.slice(3), 10) || 0);
    const holder = document.createElement("template");
    holder.innerHTML = blank.innerHTML.replaceAll("__n__", `new${Math.max(0, ...numbers) + 1}`);
    const row = holder.content.querySelector("tr");
    row.cells[0].textContent = rowsOf(grid).length + 1;
    const width = grid.tHead.rows[0].cells.length;
    while (row.cells.length < width) row.insertCell();
    grid.tBodies[0].append(row);
    return row;
  };

  // Which column of the grid each column of the pasted text belongs to: by its headings where it brings some.
  const byHeadings = (grid, first) => {
    const headings = [...grid.tHead.rows[0].cells].map((cell) => plain((cell.querySelector("[data-grid-heading]") || cell).textContent));
    const places = first.map((text) => (text.trim() ? headings.indexOf(plain(text)) : -1));
    const known = places.filter((place) => place >= 0).length;
    return places.some((place) => place > 0) && known * 2 >= first.filter((text) => text.trim()).length ? places : null;
  };
  // ... and each row: by the names at its beginning where all of them are in the grid.
  const byNames = (grid, lines, column) => {
    if (part(grid, "blank")) return null; // rows that are only numbered
    const names = rowsOf(grid).map((row) => plain(row.cells[0].textContent));
    const places = lines.map((line) => names.indexOf(plain(line[column] ?? "")));
    return places.length && places.some((place) => place >= 0) && new Set(names).size === names.length ? places : null;
  };

  const paste = (grid, cell, text) => {
    let lines = text.replace(/\r/g, "").replace(/\n$/, "").split("\n").map((line) => line.split("\t"));
    const [top, left] = placeOf(cell);
    let columns = byHeadings(grid, lines[0]);
    if (columns) lines = lines.slice(1);
    const nameColumn = columns ? columns.indexOf(0) : 0;
    const rows = nameColumn >= 0 && lines[0]?.length > 1 ? byNames(grid, lines, nameColumn) : null;
    if (!columns) columns = lines[0].map((_one, place) => (rows ? (place === 0 ? 0 : Math.max(left, 1) + place - 1) : left + place));
    remember(grid);
    let filled = 0;
    let beyond = 0;
    const unread = [];
    lines.forEach((line, at) => {
      const place = rows ? rows[at] : (columns.includes(0) && !rows ? at : top + at);
      if (rows && place < 0) {
        if (line[nameColumn]?.trim()) unread.push(line[nameColumn].trim());
        return;
      }
      let row = rowsOf(grid)[place];
      while (!row && !rows && more(grid)) row = rowsOf(grid)[place];
      line.forEach((value, index) => {
        const column = columns[index] ?? -1;
        if (column === 0) return;
        const target = column > 0 && row ? row.cells[column] : null;
        if (!target || !controls(target).length) beyond += value.trim() ? 1 : 0;
        else if (put(target, value)) filled += 1;
        else unread.push(value.trim());
      });
    });
    say(grid, filled, beyond, unread);
    sum(grid);
  };

  const undo = (grid) => {
    const kept = before.get(grid);
    if (!kept) return;
    rowsOf(grid).forEach((row, place) => {
      [...row.cells].forEach((cell, column) => {
        if (!controls(cell).length) return;
        const was = kept[place]?.[column] ?? "";
        const radios = controls(cell).filter((one) => one.type === "radio");
        if (radios.length) for (const radio of radios) radio.checked = radio.value === was;
        else if (valueOf(cell) !== was) {
          const [control] = controls(cell);
          if (control.type === "checkbox") control.checked = was === "1";
          else control.value = was;
          control.dispatchEvent(new Event("input", { bubbles: true }));
        }
      });
    });
    before.delete(grid);
    part(grid, "undo").hidden = true;
    const place = part(grid, "status");
    place.textContent = place.dataset.undone;
    place.classList.remove("grid-status-bad");
    sum(grid);
  };

  // What is common to all, into empty cells alone; a tick and a longer text are about one person.
  const repeatRow = (grid) => {
    const [first, ...others] = rowsOf(grid);
    remember(grid);
    let filled = 0;
    for (const row of others) {
      [...row.cells].forEach((cell, column) => {
        const [control] = controls(cell);
        const personal = !control || control.type === "checkbox" || control.tagName === "TEXTAREA";
        const value = personal ? "" : valueOf(first.cells[column]);
        if (value && !valueOf(cell) && put(cell, value)) filled += 1;
      });
    }
    say(grid, filled, 0, []);
    sum(grid);
  };

  const step = (cell, down, right) => {
    const grid = cell.closest("table");
    let [row, column] = placeOf(cell);
    for (;;) {
      row += down;
      column += right;
      const next = rowsOf(grid)[row]?.cells[column];
      if (!next) return false;
      if (focusIn(next)) return true;
    }
  };

  const cellOf = (target) => target.closest?.("[data-grid] td");

  document.addEventListener("keydown", (event) => {
    const cell = cellOf(event.target);
    if (!cell || event.altKey || event.isComposing) return;
    const { target, key } = event;
    const far = event.ctrlKey || event.metaKey;
    if (key === "Enter" && !far) {
      if (target.tagName === "TEXTAREA" && event.shiftKey) return; // a new line in a long text
      event.preventDefault(); // or the whole form would be sent
      step(cell, event.shiftKey && target.tagName !== "TEXTAREA" ? -1 : 1, 0);
    } else if (far && key.toLowerCase() === "d") {
      event.preventDefault();
      const [row, column] = placeOf(cell);
      const above = rowsOf(cell.closest("table"))[row - 1]?.cells[column];
      if (above && controls(above).length) put(cell, valueOf(above));
      sum(cell.closest("table"));
    } else if (key === "ArrowUp" || key === "ArrowDown") {
      const own = target.tagName === "SELECT" || target.type === "date" || (target.tagName === "TEXTAREA" && target.value.includes("\n"));
      if (own && !far) return; // the keys choose there
      event.preventDefault();
      step(cell, key === "ArrowUp" ? -1 : 1, 0);
    } else if (key === "ArrowLeft" || key === "ArrowRight") {
      if (!far && (target.tagName === "SELECT" || target.type === "date" || target.type === "radio")) return;
      const text = typeof target.selectionStart === "number" ? target : null;
      const edge = key === "ArrowLeft" ? 0 : text?.value.length;
      const whole = text && text.selectionStart === 0 && text.selectionEnd === text.value.length;
      if (!far && text && !whole && (text.selectionStart !== edge || text.selectionEnd !== edge)) return;
      if (step(cell, 0, key === "ArrowLeft" ? -1 : 1)) event.preventDefault();
    }
  });

  document.addEventListener("paste", (event) => {
    const cell = cellOf(event.target);
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!cell || !/[\t\n]/.test(text.trimEnd())) return; // one value: as everywhere
    event.preventDefault();
    paste(cell.closest("table"), cell, text);
  });

  document.addEventListener("input", (event) => {
    const cell = cellOf(event.target);
    if (!cell) return;
    const grid = cell.closest("table");
    sum(grid);
    if (part(grid, "blank") && cell.parentElement === rowsOf(grid).at(-1) && valueOf(cell)) more(grid);
  });

  document.addEventListener("click", (event) => {
    const fill = event.target.closest("[data-grid-fill]");
    const button = event.target.closest("[data-grid-undo], [data-grid-more], [data-grid-fill-all]");
    if (fill) {
      const grid = fill.closest("table");
      const column = fill.closest("th").cellIndex;
      const cells = rowsOf(grid).map((row) => row.cells[column]).filter((cell) => cell && controls(cell).length);
      const first = cells.findIndex((cell) => valueOf(cell) !== "");
      if (first < 0) return;
      remember(grid);
      const numbered = part(grid, "blank"); // new rows stay blank
      const empty = cells.slice(first + 1).filter((cell) => valueOf(cell) === "" && !(numbered && [...cell.parentElement.cells].every((one) => !valueOf(one))));
      say(grid, empty.filter((cell) => put(cell, valueOf(cells[first]))).length, 0, []);
    } else if (button) {
      const grid = button.closest(".grid-part").querySelector("[data-grid]");
      if ("gridUndo" in button.dataset) undo(grid);
      else if ("gridFillAll" in button.dataset) repeatRow(grid);
      else focusIn(more(grid).cells[1]);
    }
  });

  const wake = (root) => {
    for (const one of root.querySelectorAll("[data-grid-tools]")) one.hidden = false;
    for (const one of root.querySelectorAll("[data-grid-fill]")) {
      const place = one.closest("th").cellIndex;
      one.hidden = !rowsOf(one.closest("table")).some((row) => row.cells[place] && controls(row.cells[place]).length);
    }
  };
  wake(document);
  document.addEventListener("htmx:afterSettle", (event) => wake(event.target));
}
