"use strict";
// All text goes into the page as text, never as markup.
const data = JSON.parse(document.getElementById("data").textContent);
const place = document.getElementById("cell");
const svgSpace = document.getElementById("blank").namespaceURI;
const colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#7a5c00", "#444444", "#56b4e9", "#8b0000"];
const el = (name, text, kind) => { const e = document.createElement(name); if (text) e.textContent = text; if (kind) e.className = kind; return e; };
const draw = (name, fields, text) => {
  const e = document.createElementNS(svgSpace, name);
  for (const key in fields) e.setAttribute(key, fields[key]);
  if (text !== undefined) e.textContent = text;
  return e;
};
let story = null, at = 0, keep = null;

// One colour for each owner of the whole story, so that it does not change from step to step.
function coloursOf(steps) {
  const owners = [...new Set(steps.flatMap(step => step.s.f.map(frame => frame[0])))];
  return owner => colours[owners.indexOf(owner) % colours.length];
}

function picture(step, before, colour) {
  const { p, f } = step.s, high = 30, height = 34 + high * Math.max(p.length, f.length);
  const svg = draw("svg", { viewBox: "0 0 380 " + height, role: "img", "aria-label": "vmemmap pages and the frames they are mapped to" });
  svg.style.maxWidth = "620px";
  svg.append(draw("text", { x: 4, y: 16 }, "vmemmap page"), draw("text", { x: 212, y: 16 }, "frame, and who has it"));
  const y = n => 40 + high * n;
  p.forEach((page, n) => {
    const old = before && before.s.p[n], changed = old && JSON.stringify(old) !== JSON.stringify(page);
    svg.append(draw("rect", { x: 4, y: y(n) - 14, width: 92, height: 24, fill: page[3] ? "#f6d5d5" : "#fff", stroke: "#000", "stroke-width": changed ? 3 : 1 }));
    svg.append(draw("text", { x: 9, y: y(n) + 3 }, page[0] + (page[1] < 0 ? "" : page[2] ? " rw" : " ro") + (page[3] ? " \u2620" : "")));
    const arrow = (frame, dashed) => {
      const fill = colour(f[frame][0]), x1 = 98, x2 = 206, y1 = y(n), y2 = y(frame), a = Math.atan2(y2 - y1, x2 - x1);
      const line = { x1, y1, x2, y2, stroke: fill, "stroke-width": dashed ? 2 : 2.5 };
      if (dashed) line["stroke-dasharray"] = "6 5";
      svg.append(draw("line", line));
      const tip = d => (x2 - 9 * Math.cos(a + d)).toFixed(1) + "," + (y2 - 9 * Math.sin(a + d)).toFixed(1);
      svg.append(draw("polygon", { points: x2 + "," + y2 + " " + tip(0.4) + " " + tip(-0.4), fill }));
    };
    page[4].forEach(frame => arrow(frame, true));
    if (page[1] >= 0) arrow(page[1], false);
  });
  f.forEach((frame, n) => {
    const old = before && before.s.f[n], changed = old && JSON.stringify(old) !== JSON.stringify(frame);
    svg.append(draw("rect", { x: 208, y: y(n) - 14, width: 168, height: 24, fill: frame[1] ? "#f6d5d5" : "#fff", stroke: colour(frame[0]), "stroke-width": changed ? 4 : 2 }));
    svg.append(draw("text", { x: 214, y: y(n) + 3 }, "f" + n + "  " + frame[0] + (frame[1] ? " \u2620" : "")));
  });
  return svg;
}

// Who acts when: a lane for each, a mark for each step, numbered; what was is filled, what is to come is not.
function lanes() {
  const { who, steps } = story, left = 14 + 7.4 * Math.max(...who.map(name => name.length)), across = 26, high = 30;
  const x = n => across * (n - 0.5), y = w => 18 + high * w, width = x(steps.length), height = high * who.length + 6;
  const sized = (wide, label) => {
    const svg = draw("svg", { viewBox: "0 0 " + wide + " " + height, role: "img", "aria-label": label });
    svg.style.width = wide + "px";
    return svg;
  };
  // The names stay where they are when the steps are scrolled.
  const names = sized(left, "who acts: " + who.join(", ")), svg = sized(width, "who acts in which step");
  who.forEach((name, w) => {
    names.append(draw("text", { x: 2, y: y(w) + 4 }, name));
    svg.append(draw("line", { x1: 0, x2: width, y1: y(w), y2: y(w), stroke: "#999" }));
  });
  for (let n = 2; n < steps.length; n++) svg.append(draw("line", { x1: x(n - 1), y1: y(steps[n - 1].w), x2: x(n), y2: y(steps[n].w), stroke: "#555" }));
  const marks = steps.map((step, n) => {
    if (n === 0) return null;
    const mark = draw("g", { class: "mark" });
    mark.append(draw("circle", { cx: x(n), cy: y(step.w), r: 10 }), draw("text", { x: x(n), y: y(step.w) + 4, "text-anchor": "middle" }, n), draw("title", {}, n + ". " + step.line));
    mark.addEventListener("click", () => go(n - at));
    svg.append(mark);
    return mark;
  });
  return { names, svg, x, show: now => marks.forEach((mark, n) => mark && mark.setAttribute("class", n === now ? "mark now" : n < now ? "mark past" : "mark")) };
}

function show() {
  const step = story.steps[at], last = at === story.steps.length - 1, box = keep.box;
  box.replaceChildren(
    el("p", (at === 0 ? "" : at + ". ") + step.line, "line"));
  const list = el("ul", "", "changes");
  step.changes.forEach(change => list.append(el("li", change)));
  if (last) list.append(el("li", "Wrong: " + story.wrong, "line"));
  box.append(list, picture(step, at > 0 ? story.steps[at - 1] : null, keep.colour));
  keep.lanes.show(at);
  keep.track.scrollLeft = Math.max(0, keep.lanes.x(at) + 60 - keep.track.clientWidth);
  keep.count.textContent = at + " of " + (story.steps.length - 1);
  keep.back.disabled = at === 0;
  keep.on.disabled = last;
}

function go(by) {
  if (!story) return;
  at = Math.min(Math.max(at + by, 0), story.steps.length - 1);
  show();
  history.replaceState(null, "", "#" + keep.name + "/" + at);
}

function open(design, invariant, step) {
  const verdict = data.verdicts.find(v => v.d === design && v.i === invariant);
  const about = data.invariants.find(i => i.name === invariant);
  document.querySelectorAll("#matrix button").forEach(b => b.setAttribute("aria-pressed", b.dataset.d === design && b.dataset.i === invariant));
  place.replaceChildren(el("h2", invariant + (about ? " (" + about.ids + ")" : "")));
  if (about) place.append(el("p", about.sentence), el("p", "Origin: " + about.origin, "small"));
  const each = el("ul", "", "verdicts");
  data.verdicts.filter(v => v.i === invariant).forEach(v => each.append(el("li", v.d + ": " + v.v, v.v[0])));
  // One for each design is as high as a small window: folded there, so that the story is not below it.
  const verdicts = el("details");
  verdicts.open = window.innerWidth > 700;
  verdicts.append(el("summary", "its verdicts, design by design"), each);
  place.append(verdicts, el("h2", design + ": " + verdict.v + (verdict.expected ? "" : ", NOT EXPECTED")));
  const of = data.designs.find(d => d.name === design);
  place.append(el("p", of.title + ". Read in: " + of.source, "small"));
  if (verdict.reason) place.append(el("p", verdict.reason));
  if (verdict.told) {
    // The state from which the proof does not go on, as it is told on a terminal.
    const box = el("div", "", "wide");
    box.tabIndex = 0;
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", "why it is undecided");
    box.append(el("pre", verdict.told));
    place.append(box);
  }
  story = verdict.story;
  if (story) {
    const box = el("div", "", "story"), bar = el("div", "", "step");
    keep = { name: design + "/" + invariant, box: el("div"), count: el("span"), back: el("button", "\u2190 back"), on: el("button", "next \u2192"), colour: coloursOf(story.steps) };
    keep.back.onclick = () => go(-1);
    keep.on.onclick = () => go(1);
    keep.lanes = lanes();
    keep.track = el("div", "", "wide");
    keep.track.append(keep.lanes.svg);
    const acting = el("div", "", "acting");
    acting.append(keep.lanes.names, keep.track);
    bar.append(keep.back, keep.on, keep.count);
    if (story.title) box.append(
      el("p", story.title, "telling"),
      el("p", story.source, "small"),
      el("p", "This is the run that the mail or commit is about. The shortest counterexample takes a short cut: it has " + story.shortest + (story.shortest === 1 ? " step" : " steps") + ", and the command below tells it too.", "small shortest"));
    box.append(el("p", story.scope, "small"), bar, acting, keep.box,
      el("p", "Above: who acts in which step. Thick ring: the step that is shown; filled: those before it.", "small"),
      el("p", "Arrow: the page is mapped to the frame, in the colour of who has the frame. Dashed: a CPU may still go there. rw, ro: stores allowed or not. \u2620: bad memory. Thick frame: changed by this step.", "small"));
    place.append(box);
    at = Math.min(step, story.steps.length - 1);
    show();
  }
  if (verdict.remedy) {
    place.append(el("p", (verdict.remedied ? "Proved with" : "NOT PROVED with") + ":"));
    const list = el("ul");
    verdict.remedy.forEach(r => list.append(el("li", r)));
    place.append(list);
  }
  const found = data.findings.filter(f => f.d.includes(design) && f.i.includes(invariant));
  if (found.length > 0) {
    place.append(el("p", "Findings that concern this design and name this invariant:"));
    const list = el("ul");
    found.forEach(f => { const item = el("li"), link = el("a", f.title); link.href = "#" + f.at; item.append(link, ". " + f.status); list.append(item); });
    place.append(list);
  }
  const again = el("p", "Again: ");
  again.append(el("code", verdict.command));
  place.append(again);
  place.scrollIntoView({ block: "start" });
}

// An address is #design/invariant/step, or that of a finding, so that it can be sent to somebody.
function fromAddress() {
  const fold = document.getElementById(location.hash.slice(1));
  if (fold && fold.localName === "details") { fold.open = true; fold.scrollIntoView({ block: "start" }); fold.firstElementChild.focus(); return; }
  const [design, invariant, step] = decodeURIComponent(location.hash.slice(1)).split("/");
  if (data.verdicts.some(v => v.d === design && v.i === invariant)) open(design, invariant, /^[0-9]+$/.test(step) ? Number(step) : 0);
}

document.addEventListener("click", event => {
  const button = event.target.closest("button[data-d]");
  if (!button) return;
  const address = "#" + button.dataset.d + "/" + button.dataset.i;
  // Not by setting location.hash: what is pressed next must find the cell open.
  if (location.hash !== address) history.pushState(null, "", address);
  fromAddress();
});
document.addEventListener("keydown", event => {
  // What scrolls sideways has the arrow keys to itself.
  if (event.target.closest && event.target.closest("[role=region]")) return;
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (story && by && !event.altKey && !event.ctrlKey && !event.metaKey) { event.preventDefault(); go(by); }
});
window.addEventListener("hashchange", fromAddress);
fromAddress();
