// Sugar only: keeps what is typed in <form data-autosave="/…/"> every eight seconds, for the editor alone. Once the login
// has run out nothing is sent that would be lost: the page waits until its person has logged in again elsewhere.
(function () {
  "use strict";
  var form = document.querySelector("form[data-autosave]");
  if (!form || !window.fetch) return;
  var note = document.querySelector("[data-autosave-note]");
  var waiting = false;
  var loggedOut = false;

  form.addEventListener("input", function () { waiting = true; });
  form.addEventListener("submit", function (event) {
    if (!loggedOut) { waiting = false; return; }
    event.preventDefault();
    keep();
  });
  setInterval(function () { if (waiting || loggedOut) keep(); }, 8000);

  function keep() {
    waiting = false;
    var token = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie); // a new login has a new one
    if (token) form.elements.csrfmiddlewaretoken.value = token[1];
    fetch(form.dataset.autosave, { method: "POST", body: new FormData(form), credentials: "same-origin" })
      .then(function (answer) {
        loggedOut = answer.redirected;
        if (!answer.ok || loggedOut) throw answer;
        return answer.json();
      })
      .then(function (kept) { say("已自动保存 " + kept.saved_at); })
      .catch(function () {
        waiting = true;
        say(loggedOut ? "登录已过期。请在新窗口重新登录，再回到本页继续，已填写的内容都在。" : "自动保存未成功，请及时点击“保存”。");
      });
  }

  function say(words) { if (note) note.textContent = words; }
})();
