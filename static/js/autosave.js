// Sugar only: keeps what is typed in <form data-autosave="/…/"> every eight seconds, for the editor alone.
(function () {
  "use strict";
  var form = document.querySelector("form[data-autosave]");
  if (!form || !window.fetch) return;
  var note = document.querySelector("[data-autosave-note]");
  var waiting = false;

  form.addEventListener("input", function () { waiting = true; });
  form.addEventListener("submit", function () { waiting = false; });

  setInterval(function () {
    if (!waiting) return;
    waiting = false;
    fetch(form.dataset.autosave, { method: "POST", body: new FormData(form), credentials: "same-origin" })
      .then(function (answer) { if (!answer.ok) throw answer; return answer.json(); })
      .then(function (kept) { say("已自动保存 " + kept.saved_at); })
      .catch(function () { waiting = true; say("自动保存未成功，请及时点击“保存”。"); });
  }, 8000);

  function say(words) { if (note) note.textContent = words; }
})();
