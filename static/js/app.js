// Sugar only: every page works without it. Once-only buttons, a warning for typed text, native dialogs.
(function () {
  "use strict";
  var changed = new Set();
  var sent = new WeakSet();

  // Text that came back with errors is unsaved, too. The summary gets the focus so that it is read first.
  document.querySelectorAll(".error-summary").forEach(function (summary) {
    var form = summary.closest("form.form");
    if (form) changed.add(form);
    summary.focus();
  });

  document.addEventListener("input", function (event) {
    var form = event.target.form;
    if (form && form.matches("form.form[method=post]")) changed.add(form);
  });

  document.addEventListener("submit", function (event) {
    var form = event.target;
    changed.delete(form);
    if (event.defaultPrevented || form.method !== "post") return;
    if (sent.has(form)) return event.preventDefault();
    sent.add(form);
    // After this turn, so that the pressed button's own value is still sent; a download leaves the page in use.
    setTimeout(function () { lock(form, true); }, 0);
    setTimeout(function () { lock(form, false); }, 8000);
  });

  function lock(form, on) {
    if (!on) sent.delete(form);
    form.querySelectorAll("button:not([type=button])").forEach(function (button) {
      if (on && !button.disabled) {
        button.disabled = true;
        button.dataset.locked = "";
      } else if (!on && "locked" in button.dataset) {
        button.disabled = false;
        delete button.dataset.locked;
      }
    });
  }

  // A page taken from the back-forward cache must be usable again.
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) Array.prototype.forEach.call(document.forms, function (form) { lock(form, false); });
  });

  window.addEventListener("beforeunload", function (event) {
    if (changed.size === 0) return;
    event.preventDefault();
    event.returnValue = "";
  });

  // <a href="/…/" data-dialog="id"> opens <dialog id="id"> where there is one; else the link is followed.
  document.addEventListener("click", function (event) {
    var opener = event.target.closest("[data-dialog]");
    var dialog = opener && document.getElementById(opener.dataset.dialog);
    if (!dialog || !dialog.showModal || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    dialog.showModal();
  });
})();
