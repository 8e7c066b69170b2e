// Keys for the queue: a shorter way to what Tab reaches as well. Without this script nothing is missing.
"use strict";
(() => {
  const KEPT = "desk-keys";
  const dialog = document.getElementById("keys");
  const button = document.getElementById("keys-button");
  const choice = document.getElementById("keys-on");
  const rows = [...document.querySelectorAll("#result_list tbody tr")];
  if (!dialog || !button || !choice) return;

  const stored = () => { try { return localStorage.getItem(KEPT); } catch { return null; } };
  const keep = (value) => { try { localStorage.setItem(KEPT, value); } catch { /* a private window */ } };

  choice.checked = stored() !== "off";
  choice.addEventListener("change", () => keep(choice.checked ? "on" : "off"));
  button.hidden = false;
  button.addEventListener("click", () => dialog.showModal());

  const link = (row) => row.querySelector("th a");
  const here = () => rows.findIndex((row) => row.contains(document.activeElement));
  const step = (by) => {
    if (!rows.length) return;
    const at = here();
    const next = at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + by));
    link(rows[next])?.focus();
  };
  const tick = () => rows[here()]?.querySelector("input.action-select")?.click();
  const open = () => { const row = rows[here()]; if (row) link(row)?.click(); };

  const keys = {
    j: () => step(1),
    k: () => step(-1),
    o: open,
    x: tick,
    "/": () => document.getElementById("searchbar")?.focus(),
    "?": () => dialog.showModal(),
  };
  const typing = (target) => target.closest("input:not([type=checkbox]), textarea, select, dialog");

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !choice.checked || typing(event.target)) return;
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
})();
