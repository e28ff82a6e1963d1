"use strict";
// The page can be read without this script. It adds: themes, filters, two articles side by side, keys,
// links to a finding, copying. Text from articles is only ever set with textContent.
(() => {
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);

  // What the reader chose stays, where the browser lets a page keep it.
  const kept = {
    get(key) { try { return localStorage.getItem(`crosscheck-${key}`); } catch { return null; } },
    set(key, value) { try { localStorage.setItem(`crosscheck-${key}`, value); } catch { /* private window */ } },
  };

  root.classList.add("js");
  if (kept.get("theme")) root.dataset.theme = kept.get("theme");
  document.addEventListener("DOMContentLoaded", start);

  let findings, cards, marks;
  let current = -1; // the finding chosen last, by its index on the page
  let onDesk = -1; // the finding that was last shown side by side
  let letters = kept.get("keys") !== "off"; // whether keys of one letter work

  function start() {
    findings = JSON.parse(byId("data").textContent).findings;
    cards = [...document.querySelectorAll(".finding")];
    setUpTheme();
    setUpDesk();
    if (findings.length) setUpFilters();
    setUpKeys();
    setUpPrinting();
    document.addEventListener("click", onClick);
    window.addEventListener("popstate", followAddress);
    window.addEventListener("hashchange", followAddress);
    followAddress();
  }

  function say(words) {
    const region = byId("desk").open ? byId("desk").querySelector(".status") : byId("page-status");
    region.textContent = "";
    requestAnimationFrame(() => { region.textContent = words; });
  }

  // --- Theme

  function setUpTheme() {
    const button = byId("theme");
    const dark = () => (root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
    const show = () => button.setAttribute("aria-pressed", String(dark()));
    button.addEventListener("click", () => {
      root.dataset.theme = dark() ? "light" : "dark";
      kept.set("theme", root.dataset.theme);
      show();
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show);
    show();
  }

  // --- Filters

  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  /** What the search looks at: the card without its buttons. */
  function searchText(i) {
    const parts = cards[i].querySelectorAll(".labels, h3, .sides, .also, .ids");
    return (findings[i].searched ??= plain([...parts].map((part) => part.textContent).join("\n")));
  }

  function setUpFilters() {
    for (const id of ["words", "slot", "source", "qualifier"]) byId(id).addEventListener("input", filter);
    byId("reset").addEventListener("click", () => { clearFilters(); byId("words").focus(); });
    filter();
  }

  function clearFilters() {
    for (const id of ["words", "slot", "source", "qualifier"]) byId(id).value = "";
    for (const chip of document.querySelectorAll(".chip")) chip.setAttribute("aria-pressed", "false");
    filter();
  }

  function filter() {
    const words = plain(byId("words").value).split(/\s+/).filter(Boolean);
    const kinds = [...document.querySelectorAll('.chip[aria-pressed="true"]')].map((chip) => chip.dataset.kind);
    const slot = byId("slot").value, source = byId("source").value, qualifier = byId("qualifier").value;
    const matches = (finding, i) =>
      (!kinds.length || kinds.includes(finding.kind)) &&
      (!slot || finding.slot === slot) &&
      (!qualifier || finding.qualifiers.includes(qualifier)) &&
      (!source || [finding.left.source, finding.right.source, ...finding.also].includes(Number(source))) &&
      words.every((word) => searchText(i).includes(word));
    let shown = 0;
    findings.forEach((finding, i) => {
      const match = matches(finding, i);
      shown += match;
      if (cards[i].hidden === match) cards[i].hidden = !match;
    });
    for (const section of document.querySelectorAll(".findings")) {
      const some = section.querySelector(".finding");
      section.querySelector(".no-match").hidden = !some || Boolean(section.querySelector(".finding:not([hidden])"));
    }
    filterClaims(words, source);
    byId("count").textContent = `${shown.toLocaleString("en")} of ${findings.length.toLocaleString("en")} findings shown`;
  }

  function filterClaims(words, source) {
    for (const group of document.querySelectorAll(".only details")) {
      let some = !words.length;
      for (const item of words.length ? group.querySelectorAll("li") : group.querySelectorAll("li[hidden]")) {
        const text = plain(item.textContent);
        item.hidden = !words.every((word) => text.includes(word));
        some ||= !item.hidden;
      }
      group.hidden = !some || Boolean(source && group.dataset.source !== source);
    }
  }

  // --- Two articles side by side

  function setUpDesk() {
    const desk = byId("desk");
    byId("previous").addEventListener("click", () => step(-1));
    byId("next").addEventListener("click", () => step(1));
    desk.addEventListener("close", () => {
      unmark();
      putTextsBack();
      if (location.hash.startsWith("#finding-")) setAddress("");
      focusCard(onDesk); // not 'current': the browser has given the focus back to where it was before
    });
    for (const button of document.querySelectorAll("dialog .close")) {
      button.addEventListener("click", () => button.closest("dialog").close());
    }
  }

  const TWIN = "-twin"; // ends the ids in the copy of an article that stands beside itself

  /** Show a finding's two articles, scrolled to its places. */
  function open(i, { record = true } = {}) {
    const desk = byId("desk"), finding = findings[i];
    current = onDesk = i;
    byId("desk-labels").replaceChildren(...[...cards[i].querySelector(".labels").children].map((label) => label.cloneNode(true)));
    byId("desk-title").textContent = finding.explanation;
    const order = visible(), place = order.indexOf(i);
    byId("desk-position").textContent = place < 0 ? "" : `${place + 1} of ${order.length}`;
    byId("previous").disabled = place <= 0;
    byId("next").disabled = place < 0 || place === order.length - 1;
    byId("desk-copy").dataset.i = i;
    if (record) setAddress(`#finding-${finding.id}`, { add: !desk.open });
    if (!desk.open) {
      desk.showModal();
      byId("desk-title").focus();
    } else {
      if (document.activeElement.disabled || !desk.contains(document.activeElement)) byId("desk-title").focus();
      say(finding.explanation);
    }
    showTexts(finding);
    mark(i);
    scrollTo(byId("pane-left"), finding.left);
    const same = finding.left.source === finding.right.source;
    scrollTo(byId("pane-right"), same ? { anchor: finding.right.anchor + TWIN } : finding.right);
  }

  function showTexts(finding) {
    const left = byId(`text-${finding.left.source}`), right = byId(`text-${finding.right.source}`);
    if (left?.parentElement === byId("pane-left") && right?.parentElement === byId("pane-right")) return;
    putTextsBack();
    if (left) byId("pane-left").append(left);
    if (right) byId("pane-right").append(right === left ? twinOf(right) : right);
    byId("pane-left").setAttribute("aria-label", finding.left.name);
    byId("pane-right").setAttribute("aria-label", finding.right.name);
  }

  /** A copy of an article, for a finding within it: ids are unique on a page. */
  function twinOf(text) {
    const twin = text.cloneNode(true);
    twin.classList.add("twin");
    twin.removeAttribute("aria-labelledby");
    for (const element of [twin, ...twin.querySelectorAll("[id]")]) element.id += TWIN;
    return twin;
  }

  function putTextsBack() {
    for (const twin of document.querySelectorAll(".twin")) twin.remove();
    const texts = byId("texts");
    const all = [...document.querySelectorAll(".text")];
    if (!texts || all.every((text) => text.parentElement === texts)) return;
    all.sort((a, b) => a.id.slice(5) - b.id.slice(5));
    texts.append(...all);
  }

  function mark(i) {
    if (!marks) {
      marks = findings.map(() => []);
      for (const element of document.querySelectorAll(`:is([data-f], [data-v]):not(.twin *)`)) {
        for (const index of indices(element)) marks[index].push(element);
      }
    }
    unmark();
    const twins = [...document.querySelectorAll(".twin :is([data-f], [data-v])")];
    for (const element of [...marks[i], ...twins.filter((twin) => indices(twin).includes(String(i)))]) {
      element.classList.add("active");
    }
  }

  const indices = (element) => (element.dataset.f ?? element.dataset.v).split(" ");

  function unmark() {
    for (const element of document.querySelectorAll(".text .active")) element.classList.remove("active");
  }

  function scrollTo(pane, side) {
    const element = side.anchor && byId(side.anchor);
    if (!element || !pane.contains(element)) return;
    const top = pane.scrollTop + element.getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientHeight / 3;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    pane.scrollTo({ top, behavior: still ? "instant" : "smooth" });
  }

  const visible = () => findings.map((_, i) => i).filter((i) => !cards[i].hidden);

  function step(by) {
    const order = visible(), place = order.indexOf(current);
    const next = order[place < 0 ? (by > 0 ? 0 : order.length - 1) : place + by];
    if (next === undefined) return;
    if (byId("desk").open) open(next);
    else focusCard(next);
  }

  function focusCard(i) {
    cards[current]?.classList.remove("current");
    current = i;
    cards[i].classList.add("current");
    cards[i].scrollIntoView({ block: "nearest", behavior: "instant" });
    cards[i].querySelector("a.open").focus({ preventScroll: true });
  }

  // --- Addresses: #finding-ID opens a finding, and choosing one sets it

  function setAddress(hash, { add = false } = {}) {
    const address = hash || location.pathname + location.search;
    try {
      if (add) history.pushState(null, "", address);
      else history.replaceState(null, "", address);
    } catch { // some browsers refuse both on local files
      if (hash) location.hash = hash;
    }
  }

  function followAddress() {
    const match = /^#finding-(.+)$/.exec(location.hash);
    if (!match) {
      if (byId("desk").open) byId("desk").close();
      return;
    }
    let id = match[1];
    try { id = decodeURIComponent(id); } catch { /* keep it as it stands */ }
    const i = findings.findIndex((finding) => finding.id === id);
    if (i < 0) {
      say("This report has no finding of that address.");
    } else if (!byId("desk").open || current !== i) {
      if (cards[i].hidden) clearFilters();
      open(i, { record: false });
    }
  }

  // --- Clicks: one listener for all

  function onClick(event) {
    const target = event.target;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const button = target.closest("button"), link = target.closest("a");
    if (button?.classList.contains("chip")) {
      button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
      filter();
    } else if (button?.classList.contains("copy")) {
      copy(Number(button.dataset.i ?? button.closest(".finding").dataset.i), button);
    } else if (button?.classList.contains("open") || link?.matches(".open, .place")) {
      event.preventDefault();
      open(Number(target.closest(".finding").dataset.i));
    } else if (link?.matches(".value, .fact") || (!link && target.closest(".claim"))) {
      event.preventDefault();
      openFrom(link ?? target.closest(".claim"));
    }
  }

  /** Open the finding that a marked passage or a fact leads to; of several, the one after the current. */
  function openFrom(element) {
    const listed = element.dataset.v ?? element.dataset.f;
    const those = listed ? listed.split(" ").map(Number) : [findings.findIndex((f) => `#finding-${f.id}` === element.getAttribute("href"))];
    const next = those[(those.indexOf(current) + 1) % those.length];
    if (cards[next].hidden) clearFilters();
    open(next);
  }

  // --- Keys

  function setUpKeys() {
    byId("help-button").addEventListener("click", () => byId("help").showModal());
    byId("keys").checked = letters;
    byId("keys").addEventListener("change", (event) => {
      letters = event.target.checked;
      kept.set("keys", letters ? "on" : "off");
    });
    document.addEventListener("focusin", (event) => {
      const card = event.target.closest(".finding");
      if (card && !byId("desk").open) {
        cards[current]?.classList.remove("current");
        current = Number(card.dataset.i);
      }
    });
    document.addEventListener("keydown", onKey);
  }

  function onKey(event) {
    const typing = event.target.closest("input:not([type=checkbox]), select, textarea");
    if (event.key === "Escape" && event.target.id === "words" && event.target.value) {
      event.preventDefault();
      event.target.value = "";
      filter();
    }
    if (typing || !letters || event.ctrlKey || event.metaKey || event.altKey || byId("help").open) return;
    const actions = {
      j: () => step(1),
      k: () => step(-1),
      "/": () => {
        if (byId("desk").open) byId("desk").close();
        byId("words")?.focus();
      },
      "?": () => byId("help").showModal(),
    };
    if (Object.hasOwn(actions, event.key)) {
      event.preventDefault();
      actions[event.key]();
    }
  }

  // --- Copying

  async function copy(i, button) {
    const text = findings[i].markdown;
    if (await copied(text)) {
      button.textContent = "Copied";
      setTimeout(() => { button.textContent = "Copy as Markdown"; }, 1500);
      say("Copied as Markdown.");
    } else {
      showToCopy(text);
    }
  }

  async function copied(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch { // no permission, or no secure context: the older way
      const area = textArea(text);
      const dialog = byId("desk");
      const focused = document.activeElement;
      (dialog.open ? dialog : document.body).append(area);
      area.classList.add("quiet");
      area.select();
      let done = false;
      try { done = document.execCommand("copy"); } catch { /* told by the result */ }
      area.remove();
      focused?.focus({ preventScroll: true });
      return done;
    }
  }

  function textArea(text) {
    const area = document.createElement("textarea");
    area.value = text;
    area.readOnly = true;
    area.className = "copy-text";
    area.setAttribute("aria-label", "The finding as Markdown");
    return area;
  }

  /** The last resort: show the text, selected, for the reader to copy. */
  function showToCopy(text) {
    const dialog = document.createElement("dialog");
    dialog.id = "copy";
    dialog.setAttribute("aria-label", "Copy as Markdown");
    const hint = document.createElement("p");
    hint.textContent = "This browser does not let the page copy. The text is selected: press Ctrl+C (or ⌘C), then Escape.";
    const area = textArea(text);
    dialog.append(hint, area);
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
    area.select();
  }

  // --- Printing: on paper everything is open but the ways to the verdicts that the reader left closed

  function setUpPrinting() {
    let opened = [];
    window.addEventListener("beforeprint", () => {
      putTextsBack();
      opened = [...document.querySelectorAll("details:not([open], .way)")];
      for (const details of opened) details.open = true;
    });
    window.addEventListener("afterprint", () => {
      for (const details of opened) details.open = false;
      if (byId("desk").open) open(onDesk, { record: false });
    });
  }
})();
