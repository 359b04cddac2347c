// Forms: a dialog opens by itself when it arrives, and is kept when it is left.
(() => {
  "use strict";
  const home = document.getElementById("dialoog");
  const input = document.getElementById("invoer");

  const open = () => {
    const dialog = home.querySelector("dialog[open]");
    if (!dialog || dialog.dataset.modal) return;
    let touched = false;
    dialog.dataset.modal = "ja";
    dialog.removeAttribute("open");
    dialog.showModal();
    dialog.addEventListener("input", () => (touched = true));
    dialog.querySelector("[data-sluit]").addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => {
      if (touched) htmx.trigger(dialog.querySelector(".formulier-midden"), "bewaar");
      history.replaceState(null, "", location.pathname);
      input.focus();
    });
  };

  document.addEventListener("htmx:afterSwap", (e) => {
    if (e.detail.target !== home) return;
    if (home.querySelector("dialog")) open();
    else input.focus();
  });
  open();
})();
