/* The report's editor: rows that come, go and move, words that follow the yardstick, and a preview of what is typed.
   Everything here is a comfort: without it the same form is saved and previewed by its own buttons. */
"use strict";

(() => {
  const editor = document.querySelector(".editor");
  const form = document.getElementById("editor-form");
  if (!editor || !form || form.querySelector(".editor-all").disabled) return;

  const PAUSE = 400;
  const all = (where, selector) => [...where.querySelectorAll(selector)];
  const state = form.querySelector(".editor-state");
  const told = editor.querySelector(".editor-told");

  /* --- Rows: the first free index is never used twice, so a row that went leaves a gap that the server reads as empty. */
  const rowsOf = (list) => all(list, ":scope > .editor-row");

  const renumber = (list) => {
    rowsOf(list).forEach((row, at) => {
      row.querySelector(".editor-number").textContent = at + 1;
      const order = row.querySelector("input.order");
      if (order) order.value = at + 1;
    });
    const count = list.closest(".editor-group").querySelector(".editor-count");
    if (count) count.textContent = rowsOf(list).length || "";
  };

  const prepare = (row) => {
    all(row, "[data-move]").forEach((button) => { button.hidden = false; });
    all(row, ".editor-order").forEach((order) => { order.hidden = true; });
  };

  const add = (list) => {
    const total = form.elements[`${list.dataset.prefix}-TOTAL_FORMS`];
    const pattern = list.parentElement.querySelector(":scope > template");
    const row = pattern.content.firstElementChild.cloneNode(true);
    for (const element of all(row, "*")) {
      for (const { name, value } of [...element.attributes]) {
        if (value.includes("__prefix__")) element.setAttribute(name, value.replaceAll("__prefix__", total.value));
      }
    }
    total.value = Number(total.value) + 1;
    list.append(row);
    prepare(row);
    followYardstick(row);
    renumber(list);
    row.querySelector(".editor-line :is(textarea, input, select)").focus();
  };

  for (const list of all(form, ".editor-rows")) {
    all(list, "[data-blank]").forEach((row) => { if (!row.classList.contains("errors")) row.remove(); });
    rowsOf(list).forEach(prepare);
    renumber(list);
    const button = list.parentElement.querySelector(":scope > .editor-add");
    button.hidden = false;
    button.addEventListener("click", () => add(list));
  }

  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    if (!button) return;
    const row = button.closest(".editor-row");
    const other = button.dataset.move === "1" ? row.nextElementSibling : row.previousElementSibling;
    if (!other) return;
    if (button.dataset.move === "1") other.after(row); else other.before(row);
    renumber(row.parentElement);
    button.focus();
    changed();
  });

  /* --- The words of a likelihood are those of the report's yardstick. */
  const bands = JSON.parse(document.getElementById("bands").textContent);

  function followYardstick(where) {
    const words = bands[form.elements.yardstick.value] || [];
    for (const select of all(where, ".field-likelihood select")) {
      if (!select.closest(".field-likelihood").nextElementSibling?.matches(".field-percent")) continue;
      const chosen = select.value;
      const options = [new Option("–", ""), ...words.map(([word, range]) => new Option(`${word}  ${range}`, word))];
      if (chosen && !words.some(([word]) => word === chosen)) {
        options.push(new Option(`${chosen}  (another yardstick’s)`, chosen));
      }
      select.replaceChildren(...options);
      select.value = chosen;
    }
  }
  form.elements.yardstick.addEventListener("change", () => followYardstick(form));

  /* --- A picture is taken in as soon as it is chosen. */
  form.addEventListener("change", async (event) => {
    const input = event.target;
    if (input.type !== "file" || !input.files.length) return;
    const row = input.closest(".editor-row");
    const field = input.closest(".editor-field");
    const body = new FormData();
    body.append("upload", input.files[0]);
    body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    all(field, ".errorlist").forEach((list) => list.remove());
    let answer;
    try {
      const response = await fetch(form.dataset.picture, { method: "POST", body });
      answer = await response.json();
    } catch {
      answer = { error: "The picture could not be sent. It goes with the report when you save." };
      complain(field, answer.error);
      return;
    }
    input.value = "";
    if (answer.error) { complain(field, answer.error); return; }
    row.querySelector("input[name$='-kept']").value = answer.token;
    const thumb = row.querySelector(".editor-thumb");
    thumb.src = answer.address;
    thumb.hidden = false;
    changed();
  });

  const complain = (field, sentence) => {
    const list = document.createElement("ul");
    list.className = "errorlist";
    list.setAttribute("role", "alert");
    list.append(Object.assign(document.createElement("li"), { textContent: sentence }));
    field.append(list);
  };

  /* --- Preview: one request at a time, the newest wins; it begins when somebody stops typing. */
  const frame = document.getElementById("preview-page");
  const paper = document.getElementById("preview-pdf");
  const checks = document.getElementById("checks");
  let pane = "page", timer = 0, request = null, dirty = "changed" in form.dataset, leaving = false;

  const typed = () => {
    const data = new FormData(form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    return data;
  };

  const send = (address, accept, signal) =>
    fetch(address, { method: "POST", body: typed(), headers: { Accept: accept }, signal });

  const showPage = async (signal) => {
    const answer = await (await asked(send(form.dataset.page, "application/json", signal))).json();
    const main = frame.contentDocument?.querySelector("main");
    if (main) main.innerHTML = answer.html;
    if (!checks.contains(document.activeElement)) checks.innerHTML = answer.checks;
    told.textContent = `As typed, ${answer.count ? `${answer.count} to look at` : "nothing to mend"}`;
  };

  const showPaper = async (signal) => {
    told.textContent = "Printing…";
    const response = await asked(send(form.dataset.pdf, "application/pdf", signal));
    if (response.headers.get("Content-Type") !== "application/pdf") {
      const { error } = await response.json();
      paper.replaceChildren(Object.assign(document.createElement("p"), { textContent: error, className: "errornote" }));
      told.textContent = "";
      return;
    }
    const address = URL.createObjectURL(await response.blob());
    const view = Object.assign(document.createElement("iframe"), { title: "Preview of the PDF", src: `${address}#navpanes=0&view=FitH` });
    all(paper, "iframe").forEach((old) => URL.revokeObjectURL(old.src.split("#")[0]));
    paper.replaceChildren(view);
    const pages = response.headers.get("X-Pages");
    told.textContent = `${pages} page${pages === "1" ? "" : "s"}, as typed`;
  };

  const asked = async (sending) => {
    const response = await sending;
    if (response.redirected) throw new Error("You have been signed out: sign in in another tab; your text stays here.");
    if (response.status >= 500 || response.status === 403) throw new Error("The preview was refused; reload the page if it goes on.");
    return response;
  };

  const refresh = async () => {
    request?.abort();
    const mine = request = new AbortController();
    try {
      await showPage(mine.signal);
      if (pane === "pdf") await showPaper(mine.signal);
    } catch (problem) {
      if (problem.name !== "AbortError") told.textContent = problem.name === "TypeError" ? "No connection; your text is still here." : problem.message;
    }
  };

  function changed() {
    dirty = true;
    editor.classList.add("is-changed");
    state.textContent = "Not saved yet";
    clearTimeout(timer);
    timer = setTimeout(refresh, PAUSE);
  }
  form.addEventListener("input", changed);

  for (const button of all(editor, "[data-pane]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      pane = button.dataset.pane;
      all(editor, "[data-pane]").forEach((each) => each.setAttribute("aria-pressed", String(each === button)));
      frame.hidden = pane !== "page";
      paper.hidden = pane !== "pdf";
      refresh();
    });
  }

  const views = editor.querySelector(".editor-views");
  views.hidden = false;
  for (const button of all(views, "[data-show]")) {
    button.addEventListener("click", () => {
      editor.dataset.view = button.dataset.show;
      all(views, "[data-show]").forEach((each) => each.setAttribute("aria-pressed", String(each === button)));
      editor.scrollIntoView();
    });
  }
  all(form, "[data-plain]").forEach((button) => { button.hidden = true; });

  /* --- Saving by keyboard, a word before what is typed is lost, and groups that stay as they were left. */
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "s") {
      event.preventDefault();
      form.requestSubmit(form.querySelector("[data-save]"));
    }
  });
  form.addEventListener("submit", (event) => { leaving = !event.submitter?.formTarget; });
  window.addEventListener("beforeunload", (event) => { if (dirty && !leaving) event.preventDefault(); });

  const kept = `editor-open-${form.dataset.key}`;
  const groups = all(form, ".editor-group");
  try {
    const opened = JSON.parse(localStorage.getItem(kept) || "null");
    if (opened) groups.forEach((group) => { group.open = opened.includes(group.id) || "errors" in group.dataset; });
    groups.forEach((group) => group.addEventListener("toggle", () => {
      localStorage.setItem(kept, JSON.stringify(groups.filter((each) => each.open).map((each) => each.id)));
    }));
  } catch { /* a browser that keeps nothing opens the groups as the server says */ }

  /* A link to a field opens the group that it is folded away in. */
  editor.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const target = link && document.getElementById(link.hash.slice(1));
    if (!target) return;
    event.preventDefault();
    editor.dataset.view = "write";
    target.closest("details.editor-group")?.setAttribute("open", "");
    target.focus();
    target.scrollIntoView({ block: "center" });
  });
  if (dirty) changed();
})();
