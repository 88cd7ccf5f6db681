
"use strict";
document.documentElement.classList.add("script");

const mended = article => [...article.querySelectorAll(".after")].map(line => line.textContent).join("");

// Where the clipboard is closed to scripts (a page that came over plain HTTP), an event may still fill it.
const copied = text => navigator.clipboard?.writeText(text) ?? new Promise(done => {
  document.addEventListener("copy", event => {
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
    done();
  }, {once: true});
  document.execCommand("copy");
});

document.addEventListener("click", async event => {
  const button = event.target.closest("button.copy");
  if (!button) return;
  await copied(mended(button.closest("article")));
  button.textContent = "Copied";
  setTimeout(() => { button.textContent = "Copy"; }, 2000);
});

// The column where a selection begins is the one that can be selected.
document.addEventListener("pointerdown", event => {
  const article = event.target.closest("article");
  article?.classList.toggle("from-before", Boolean(event.target.closest(".before")));
});

const unfold = () => document.getElementById(location.hash.slice(1))?.closest("details")?.setAttribute("open", "");
addEventListener("hashchange", unfold);
unfold();
