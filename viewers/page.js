"use strict";

// What a drawing must never do is run: whatever calls alert while the page is read is written down.
const ran = [];
window.alert = (what) => ran.push(String(what));
window.onerror = (message) => finish({ error: String(message) });

// finish leaves the report as the only text of the page, in letters that HTML does not change.
function finish(report) {
  report.ran = ran;
  document.documentElement.replaceChildren(document.createElement("body"));
  document.body.textContent = "report:" + encodeURIComponent(JSON.stringify(report)) + ":end";
}

// texts returns the list that the page holds as JSON.
function texts() {
  return JSON.parse(document.getElementById("texts").textContent);
}
