// What a person can see and point at on the page, for the tests. It is put into every
// page before its own scripts, and changes nothing there.
window.eyes = {
  words: (node) => (node ? node.innerText.replace(/\s+/g, " ").trim() : ""),
  // The words of a message: it is replaced when it changes, so they are read once.
  read: new WeakMap(),
  says(item) {
    if (!eyes.read.has(item)) eyes.read.set(item, eyes.words(item));
    return eyes.read.get(item);
  },
  items: () => [...document.querySelectorAll("#berichten > .item")],
  mine: (item) => item.querySelector(":scope > .mijn") !== null,

  // The first answer to what was said after so many messages.
  answer(after) {
    const items = eyes.items().slice(after);
    const said = items.findIndex(eyes.mine);
    return said < 0 ? null : items.slice(said + 1).find((i) => !eyes.mine(i)) || null;
  },
  // The newest message of somebody else that contains all of these texts.
  message: (...texts) =>
    eyes.items().findLast((i) => !eyes.mine(i) && texts.every((t) => eyes.says(i).includes(t))) || null,
  // The card of a message that contains all of these texts.
  card: (item, ...texts) =>
    [...item.querySelectorAll(".kaart")].find((k) => texts.every((t) => eyes.words(k).includes(t))) || null,

  among: (nodes, text) => [...nodes].find((n) => eyes.words(n) === text) || null,
  button: (within, label) => eyes.among(within.querySelectorAll("button, a"), label),
  dialog: (title) => {
    const d = document.querySelector("dialog[open]");
    return d && (!title || eyes.words(d.querySelector("h2")) === title) ? d : null;
  },
  // The question of a form with this label: a field, or a group of choices.
  question: (label) =>
    [...eyes.dialog().querySelectorAll(".veld")].find(
      (v) => eyes.words(v.querySelector("label, legend")).replace(" (mag leeg blijven)", "") === label) || null,
  value(label) {
    const q = eyes.question(label);
    const picked = [...q.querySelectorAll(":checked")].map((c) => c.value);
    return q.matches("fieldset") ? picked.join(",") : q.querySelector("input, textarea, select").value;
  },

  // Where to click on something: its middle, when nothing lies over it and it stood
  // there a moment ago too, because a message that comes in moves everything.
  aimed: {},
  spot(node) {
    if (!node) return null;
    node.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
    const r = node.getBoundingClientRect();
    const x = r.x + r.width / 2, y = r.y + r.height / 2;
    const before = eyes.aimed;
    eyes.aimed = { node, x, y };
    if (before.node !== node || before.x !== x || before.y !== y || r.width === 0 || r.height === 0) return null;
    const top = document.elementFromPoint(x, y);
    return top && (node.contains(top) || top.contains(node)) ? { x, y } : null;
  },
  // Put a message at the end of the window; a long one, or an item of one, at the top,
  // with the question it answers.
  show(item) {
    const talk = document.querySelector("#gesprek");
    const before = item.matches(".item") && item.previousElementSibling;
    const start = (before && eyes.mine(before) ? before : item).offsetTop - 12;
    const end = item.offsetTop + item.offsetHeight - talk.clientHeight + 8;
    talk.scrollTop = item.matches(".item") && item.offsetHeight < talk.clientHeight ? end : start;
    document.activeElement.blur();
  },

  clock: () => eyes.words(document.querySelector(".klok-tijd")),
  told: () => eyes.words(document.querySelector("#klok-melding")),
  unread: (member) => parseInt(eyes.words(document.querySelector("#persoon-" + member + " .teller")) || "0"),
  screen: () => eyes.words(document.body).slice(-6000),
};
