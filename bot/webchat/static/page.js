// The frame of the page: the menu on a narrow screen, the clock, what went wrong.
(() => {
  "use strict";
  const menu = document.getElementById("menuknop");
  const clock = document.getElementById("klok");
  const state = document.getElementById("toestand");

  const fold = (open) => {
    menu.setAttribute("aria-expanded", String(open));
    document.getElementById("zij").classList.toggle("open", open);
  };
  menu.addEventListener("click", () => fold(menu.getAttribute("aria-expanded") !== "true"));
  document.addEventListener("keydown", (e) => {
    if (e.key !== "Escape" || menu.getAttribute("aria-expanded") !== "true") return;
    fold(false);
    menu.focus();
  });
  document.getElementById("gesprek").addEventListener("click", () => fold(false));

  const busy = (on) => (e) => {
    if (clock.contains(e.detail.elt)) clock.setAttribute("aria-busy", String(on));
  };
  document.addEventListener("htmx:beforeRequest", busy(true));
  document.addEventListener("htmx:afterRequest", busy(false));

  const tell = (text) => {
    state.textContent = text;
    state.hidden = false;
  };
  document.addEventListener("htmx:responseError", (e) => tell(e.detail.xhr.responseText));
  document.addEventListener("htmx:sendError", () => tell("Geen verbinding met de demo. Er is niets verstuurd; probeer het zo opnieuw."));
  document.addEventListener("htmx:afterRequest", (e) => {
    if (e.detail.successful) state.hidden = true;
  });
})();
