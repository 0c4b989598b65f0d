// Dragging rows of the agenda by their handle. Sugar: the buttons 上移 and 下移 do the same without any script.
(function () {
  "use strict";
  var list = document.querySelector("[data-sortable]");
  if (!list) return;
  var said = document.querySelector("[data-sortable-said]");
  var dragged = null;

  list.querySelectorAll("[data-drag-handle]").forEach(function (handle) {
    handle.draggable = true;
    handle.addEventListener("dragstart", function (event) {
      dragged = handle.closest("[data-sortable-item]");
      dragged.classList.add("is-dragged");
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", dragged.id);
      event.dataTransfer.setDragImage(dragged, 20, 20);
    });
    handle.addEventListener("dragend", function () {
      dragged.classList.remove("is-dragged");
      dragged = null;
    });
  });

  list.addEventListener("dragover", function (event) {
    var over = event.target.closest("[data-sortable-item]");
    if (!dragged) return;
    event.preventDefault();
    if (!over || over === dragged) return;
    var box = over.getBoundingClientRect();
    var below = event.clientY > box.top + box.height / 2;
    list.insertBefore(dragged, below ? over.nextSibling : over);
  });

  list.addEventListener("drop", function (event) {
    if (!dragged) return;
    event.preventDefault();
    var rows = Array.prototype.slice.call(list.children);
    rows.forEach(function (row, n) {
      row.querySelector("[value^=up-]").disabled = n === 0;
      row.querySelector("[value^=down-]").disabled = n === rows.length - 1;
    });
    said.textContent = "已移到第" + (rows.indexOf(dragged) + 1) + "位，保存后生效。";
    dragged.querySelector("input[name=entry]").dispatchEvent(new Event("input", { bubbles: true }));
  });
})();
