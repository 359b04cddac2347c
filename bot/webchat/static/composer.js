// The input field: earlier lines with the arrow keys, completion after "/".
(() => {
  "use strict";
  const bar = document.getElementById("invoerbalk");
  const input = document.getElementById("invoer");
  const list = document.getElementById("voorstellen");
  const usage = document.getElementById("gebruik");
  const amount = document.getElementById("aantal");
  const options = [...list.children];
  let shown = [];
  let active = -1;
  let back = 0; // how many lines back in the history
  let draft = "";

  const close = () => {
    list.hidden = true;
    shown = [];
    mark(-1);
    input.setAttribute("aria-expanded", "false");
    amount.textContent = "";
  };

  const mark = (i) => {
    active = i;
    options.forEach((o) => o.setAttribute("aria-selected", String(o === shown[i])));
    if (i < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", shown[i].id);
      shown[i].scrollIntoView({ block: "nearest" });
    }
  };

  // Show the commands that begin with what was typed, and the usage of a complete one.
  const look = () => {
    const text = input.value.toLowerCase();
    const word = text.replace(/^\//, "").split(" ")[0];
    const known = options.find((o) => o.dataset.naam === word);
    usage.hidden = !known;
    usage.textContent = known ? known.dataset.gebruik : "";
    const match = text.startsWith("/") && !text.includes(" ");
    shown = options.filter((o) => match && o.dataset.naam.startsWith(word));
    if (known && shown.length === 1) shown = [];
    options.forEach((o) => (o.hidden = !shown.includes(o)));
    if (!shown.length) return close();
    list.hidden = false;
    mark(-1);
    input.setAttribute("aria-expanded", "true");
    amount.textContent = shown.length === 1 ? "1 opdracht, kies met de pijltjes" : shown.length + " opdrachten, kies met de pijltjes";
  };

  const put = (text) => {
    input.value = text;
    input.setSelectionRange(text.length, text.length);
    look();
  };
  const choose = (option) => put("/" + option.dataset.naam + " ");

  const history = (step) => {
    const lines = [...document.querySelectorAll(".mijn [data-regel]")].map((p) => p.textContent);
    const next = Math.min(Math.max(back + step, 0), lines.length);
    if (next === back) return;
    if (back === 0) draft = input.value;
    back = next;
    put(back === 0 ? draft : lines[lines.length - back]);
    close();
  };

  const move = (step) => {
    if (list.hidden) return history(-step);
    mark((active + step + shown.length + (active < 0 && step < 0 ? 1 : 0)) % shown.length);
  };

  const keys = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Escape: () => !list.hidden && close(),
    Tab: (e) => !list.hidden && !e.shiftKey && choose(shown[Math.max(active, 0)]),
    Enter: () => !list.hidden && active >= 0 && choose(shown[active]),
  };
  input.addEventListener("keydown", (e) => {
    if (e.isComposing || !(e.key in keys)) return;
    if (keys[e.key](e) !== false) e.preventDefault();
  });
  input.addEventListener("input", () => {
    back = 0;
    look();
  });
  input.addEventListener("blur", () => setTimeout(close, 100));
  list.addEventListener("mousedown", (e) => {
    e.preventDefault();
    const option = e.target.closest("[role=option]");
    if (option) choose(option);
  });

  // Lines go out one by one, in order; the field is free for the next at once. A
  // line that could not be sent comes back.
  const queue = [];
  let busy = false;
  const pump = () => {
    if (busy || !queue.length) return;
    busy = true;
    htmx.trigger(bar, "zeg");
  };
  bar.addEventListener("submit", (e) => {
    e.preventDefault();
    const text = input.value.trim();
    if (!text) return;
    queue.push(text);
    back = 0;
    put("");
    pump();
  });
  bar.addEventListener("htmx:configRequest", (e) => (e.detail.parameters.regel = queue[0]));
  bar.addEventListener("htmx:afterRequest", (e) => {
    busy = false;
    const text = queue.shift();
    if (e.detail.successful) return pump();
    if (input.value === "") put(text);
  });
  if (matchMedia("(hover: hover)").matches) input.focus({ preventScroll: true });
})();
