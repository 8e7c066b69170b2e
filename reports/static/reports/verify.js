// Works out the SHA-256 of a dropped or chosen file and asks for the page about it; the file stays where it is.
"use strict";

const drop = document.getElementById("drop");
const state = document.getElementById("drop-state");
const input = document.getElementById("file");
const LARGEST = 200 * 1024 * 1024;

async function compare(file) {
  if (file.size > LARGEST) {
    state.textContent = "The file is larger than any of ours.";
    return;
  }
  state.textContent = "Working out its SHA-256 …";
  try {
    const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
    location.assign(drop.dataset.address.replace("SHA256", hex));
  } catch {
    state.textContent = "The file could not be read. Choose it once more.";
  }
}

if (globalThis.crypto && crypto.subtle) {
  drop.hidden = false;
  document.getElementById("by-hand").hidden = true;
  input.addEventListener("change", () => input.files.length && compare(input.files[0]));
  // The whole page takes the file: one that misses the box must not be opened in its place.
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) compare(event.dataTransfer.files[0]);
  });
} else {
  document.getElementById("no-hashing").hidden = false;
}
