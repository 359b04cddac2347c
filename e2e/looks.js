// What can be measured of how the page looks. Every function of lists reports problems.
window.looks = {
  shown: (el) => el.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && el.getClientRects().length > 0,
  where: (el) => el.tagName.toLowerCase() + (el.id ? "#" + el.id : "") + " “" + eyes.words(el).slice(0, 40) + "”",

  frame() {
    const problems = [];
    const d = document;
    if (d.documentElement.lang !== "nl") problems.push("the language is " + d.documentElement.lang);
    if (!d.title.includes("Regiebot")) problems.push("the title is " + d.title);
    if (d.querySelectorAll("h1").length !== 1) problems.push(d.querySelectorAll("h1").length + " main headings");
    if (d.querySelectorAll("main").length !== 1) problems.push(d.querySelectorAll("main").length + " main parts");
    const ids = [...d.querySelectorAll("[id]")].map((e) => e.id);
    ids.filter((id, i) => ids.indexOf(id) !== i).forEach((id) => problems.push("twice the id " + id));
    for (const e of d.querySelectorAll("[aria-describedby], [aria-labelledby], [aria-controls], [for]")) {
      const refs = ["aria-describedby", "aria-labelledby", "aria-controls", "for"].flatMap((a) => (e.getAttribute(a) || "").split(" "));
      refs.filter((id) => id && !d.getElementById(id)).forEach((id) => problems.push("nothing has the id " + id));
    }
    return problems;
  },

  // The page itself never scrolls, and nothing sticks out at the right.
  overflow() {
    const problems = [];
    const page = document.documentElement;
    if (page.scrollWidth > innerWidth) problems.push("the page is " + page.scrollWidth + " wide");
    if (page.scrollHeight > innerHeight) problems.push("the page is " + page.scrollHeight + " high");
    for (const e of document.querySelectorAll("main, .formulier-midden, .zij, .ballon, .kaart, .voorstellen, button")) {
      if (looks.shown(e) && e.scrollWidth > e.clientWidth + 1) problems.push(looks.where(e) + " is wider than its frame");
    }
    for (const e of document.querySelectorAll("button, a, input, textarea, select")) {
      const r = e.getBoundingClientRect();
      if (looks.shown(e) && r.width > 1 && (r.right > innerWidth + 1 || r.left < -1)) problems.push(looks.where(e) + " sticks out");
    }
    return problems;
  },

  // Every text stands out from what is behind it: 4.5 to 1.
  contrast() {
    const problems = new Set();
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const top = eyes.dialog();
    for (let n = texts.nextNode(); n; n = texts.nextNode()) {
      const e = n.parentElement;
      if (!n.data.trim() || !looks.shown(e) || e.closest(".vh, script") || (top && !top.contains(e))) continue;
      const ratio = looks.ratio(looks.channels(getComputedStyle(e).color), looks.behind(e));
      if (ratio < 4.5) problems.add(looks.where(e) + " has a contrast of " + ratio.toFixed(2));
    }
    return [...problems];
  },
  channels: (color) => color.match(/[\d.]+/g).map(Number),
  behind(e) {
    for (; e; e = e.parentElement) {
      const c = looks.channels(getComputedStyle(e).backgroundColor);
      if (c.length < 4 || c[3] === 1) return c;
    }
    return [255, 255, 255];
  },
  light([r, g, b]) {
    const part = (v) => ((v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  },
  ratio(a, b) {
    const [dark, bright] = [looks.light(a), looks.light(b)].sort((x, y) => x - y);
    return (bright + 0.05) / (dark + 0.05);
  },

  // What has the focus, by its name; with a complaint when that cannot be seen.
  focused() {
    const e = document.activeElement;
    const label = e.labels && e.labels[0] ? eyes.words(e.labels[0]) : "";
    const name = e.getAttribute("aria-label") || label || eyes.words(e) || e.tagName;
    const r = e.getBoundingClientRect();
    const inView = r.right > 0 && r.left < innerWidth && r.bottom > 0 && r.top < innerHeight;
    const outlined = [e, e.parentElement].some((x) => {
      const s = getComputedStyle(x);
      return s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2;
    });
    return inView && outlined ? name : "something that cannot be seen: " + e.tagName;
  },
};
