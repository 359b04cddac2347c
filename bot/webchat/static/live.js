// The live connection: what arrives goes to the right place, once.
(() => {
  "use strict";
  const talk = document.getElementById("gesprek");
  const state = document.getElementById("toestand");
  const lost = "Geen verbinding met de demo. Er wordt opnieuw verbonden…";
  let source = null;
  let timer = 0;
  let atEnd = true;

  htmx.createEventSource = (url) => {
    source = new EventSource(url);
    source.addEventListener("ververs", () => location.reload());
    if (document.hidden) setTimeout(() => document.hidden && source.close());
    return source;
  };

  // A hidden tab gives its connection back: a browser allows six to one server.
  // The extension connects again when a closed source reports an error.
  document.addEventListener("visibilitychange", () => {
    if (!source) return;
    if (document.hidden) source.close();
    else if (source.readyState === EventSource.CLOSED) source.dispatchEvent(new Event("error"));
  });

  document.addEventListener("htmx:sseError", () => {
    timer ||= setTimeout(() => {
      timer = 0;
      if (document.hidden || source.readyState === EventSource.OPEN) return;
      state.textContent = lost;
      state.hidden = false;
    }, 2000);
  });
  document.addEventListener("htmx:sseOpen", () => {
    clearTimeout(timer);
    timer = 0;
    if (state.textContent === lost) state.hidden = true;
  });

  // Show a message whole. One that is longer than the window is shown from its start,
  // with the question it answers: of a long answer the most urgent stands first.
  const show = (item) => {
    const before = item.previousElementSibling;
    const start = before?.querySelector(":scope > .mijn") ? before : item;
    talk.scrollTop = item.offsetHeight < talk.clientHeight ? talk.scrollHeight : start.offsetTop - 12;
  };

  // An entry that is there already stays as it is, or is replaced by a newer state.
  document.addEventListener("htmx:sseBeforeMessage", (e) => {
    if (e.detail.type !== "bericht") return;
    atEnd = talk.scrollHeight - talk.scrollTop - talk.clientHeight < 120;
    const [id, rev] = e.detail.lastEventId.split(".");
    const old = document.getElementById("b" + id);
    if (!old) return;
    e.preventDefault();
    if (old.dataset.rev === rev) return;
    htmx.swap(old, e.detail.data, { swapStyle: "outerHTML" });
    if (atEnd) talk.scrollTop = talk.scrollHeight;
  });
  document.addEventListener("htmx:sseMessage", (e) => {
    if (e.detail.type !== "bericht") return;
    const last = talk.querySelector(".item:last-child");
    if (atEnd || last.querySelector(":scope > .mijn")) show(last);
  });

  const fresh = document.getElementById("nieuw");
  if (fresh) fresh.scrollIntoView({ block: "start" });
  else if (talk.querySelector(".item + .item")) show(talk.querySelector(".item:last-child"));
})();
