"use strict";

// Measures the drawings of the page with the browser's own geometry, in pixels of the screen,
// once all that a drawing might load has been loaded, or refused.
window.addEventListener("load", () => {
  const elements = new Set(["svg", "title", "desc", "g", "rect", "path", "line", "circle", "text", "tspan"]);
  const attributes = new Set(
    ("xmlns width height viewbox class role transform x y x1 y1 x2 y2 cx cy r rx ry dx dy d opacity fill fill-opacity " +
      "fill-rule stroke stroke-width stroke-opacity stroke-dasharray stroke-linecap stroke-linejoin font-family font-size " +
      "font-weight font-style text-anchor dominant-baseline paint-order direction unicode-bidi lang xml:lang xml:space " +
      "preserveaspectratio textlength lengthadjust letter-spacing").split(" "),
  );
  const free = (name) => attributes.has(name) || /^(data|aria)-[a-z]+$/.test(name);
  const near = 0.5; // what rounding may cost
  const pen = document.createElement("canvas").getContext("2d");

  const box = (left, top, right, bottom) => ({ left, top, right, bottom });
  const boxOf = (e) => e.getBoundingClientRect();
  const grow = (a, by) => box(a.left - by, a.top - by, a.right + by, a.bottom + by);
  const within = (a, b) => a.left >= b.left && a.top >= b.top && a.right <= b.right && a.bottom <= b.bottom;
  const holds = (a, p) => p.x > a.left && p.x < a.right && p.y > a.top && p.y < a.bottom;
  const side = (from, to) => Math.max(0, to - from);
  const overlap = (a, b) =>
    side(Math.max(a.left, b.left), Math.min(a.right, b.right)) * side(Math.max(a.top, b.top), Math.min(a.bottom, b.bottom));

  // fromBorder is how far a point is from the outline of a box, on either side of it.
  function fromBorder(a, p) {
    const dx = Math.max(a.left - p.x, p.x - a.right);
    const dy = Math.max(a.top - p.y, p.y - a.bottom);
    return dx <= 0 && dy <= 0 ? -Math.max(dx, dy) : Math.hypot(Math.max(dx, 0), Math.max(dy, 0));
  }

  // points returns the points of a path, every two pixels and at its end, on the screen.
  function points(path) {
    const onScreen = path.getScreenCTM();
    const length = path.getTotalLength();
    const at = [];
    for (let i = 0; i < length; i += 2) at.push(path.getPointAtLength(i).matrixTransform(onScreen));
    at.push(path.getPointAtLength(length).matrixTransform(onScreen));
    return at;
  }

  // tight returns where the ink of one run of letters is: as wide as the run, and as high as
  // its letters, not as the line that the font would like.
  function tight(run) {
    const range = document.createRange();
    range.selectNodeContents(run);
    const parent = run.parentElement;
    // A range does not know of letters that are squeezed to a textLength; the element does.
    const line = (parent.hasAttribute("textLength") ? parent : range).getBoundingClientRect();
    const style = getComputedStyle(parent);
    if (parent.firstChild !== run || style.dominantBaseline !== "auto" || !parent.getNumberOfChars()) return line;
    const origin = parent.getStartPositionOfChar(0).matrixTransform(parent.getScreenCTM());
    pen.font = style.font;
    const ink = pen.measureText(run.data);
    return box(line.left, origin.y - ink.actualBoundingBoxAscent, line.right, origin.y + ink.actualBoundingBoxDescent);
  }

  function runs(text) {
    const walk = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    const all = [];
    for (let run = walk.nextNode(); run; run = walk.nextNode()) if (run.data.trim()) all.push(tight(run));
    return all;
  }

  // A Drawing is one svg with the faults found in it.
  class Drawing {
    constructor(holder, faults) {
      this.name = holder.dataset.name;
      this.faults = faults;
      this.svg = holder.querySelector("svg");
      if (!this.svg || holder.children.length !== 1) {
        this.fault("form", "the drawing is not one svg element");
        this.svg ??= document.createElementNS("http://www.w3.org/2000/svg", "svg");
      }
      this.frame = boxOf(this.svg);
      this.boxes = this.all(".bsc-box").map((e) => ({ e, at: boxOf(e) }));
      this.layers = this.all(".bsc-layer").map((e) => ({ e, at: boxOf(e) }));
      this.texts = this.all("text").map((e) => ({ e, at: boxOf(e), runs: runs(e) }));
    }

    all(selector) {
      return Array.from(this.svg.querySelectorAll(selector));
    }

    fault(check, where) {
      this.faults.push({ drawing: this.name, check, where });
    }

    // show names an element so that a person finds it.
    show(e) {
      const at = boxOf(e);
      const ref = e.closest("[data-ref],[data-from]")?.dataset ?? {};
      const text = e.textContent.trim().slice(0, 40);
      const place = [at.left - this.frame.left, at.top - this.frame.top, at.width, at.height].map((n) => n.toFixed(1));
      return `${e.localName}.${e.getAttribute("class") ?? ""} ${ref.ref ?? [ref.from, ref.to].join(">")} "${text}" at ${place.join(" ")}`;
    }

    // form checks what stands in the drawing, not where: of the page, and of the same text read as XML.
    form(root) {
      for (const e of [root, ...root.querySelectorAll("*")]) {
        if (!elements.has(e.localName)) this.fault("element", e.localName);
        for (const a of e.attributes) {
          if (!free(a.name.toLowerCase())) this.fault("attribute", `${e.localName} ${a.name}`);
          else if (!/^(aria|data)-/.test(a.name) && /url\(|script:|[<>]/i.test(a.value)) this.fault("value", `${a.name}=${a.value}`);
        }
      }
      const sized = ["width", "height"].every((name) => parseFloat(root.getAttribute(name)) > 0);
      if (!sized || !/^[\d. -]+$/.test(root.getAttribute("viewBox"))) this.fault("size", "width, height or viewBox");
      for (const name of ["title", "desc"]) {
        if (!root.querySelector(`:scope > ${name}`)?.textContent.trim()) this.fault("title", `no ${name}`);
      }
    }

    xml(source) {
      const doc = new DOMParser().parseFromString(source, "image/svg+xml");
      const error = doc.querySelector("parsererror");
      if (error) this.fault("xml", error.textContent);
      else this.form(doc.documentElement);
    }

    frameHoldsAll() {
      const frame = grow(this.frame, near);
      for (const e of this.all("rect,path,line,circle")) if (!within(boxOf(e), frame)) this.fault("outside", this.show(e));
      for (const t of this.texts) if (![t.at, ...t.runs].every((a) => within(a, frame))) this.fault("outside", this.show(t.e));
    }

    // textsIn checks that the texts of every group of a class stay in the group's own box.
    textsIn(group, own, check) {
      for (const g of this.all(group)) {
        const rect = g.querySelector(own);
        if (!rect) this.fault(check, `${group} without ${own}: ${this.show(g)}`);
        const room = rect && grow(boxOf(rect), near);
        for (const t of this.texts.filter((t) => rect && g.contains(t.e))) {
          if (![t.at, ...t.runs].every((a) => within(a, room))) this.fault(check, `${this.show(t.e)}, box ${this.show(rect)}`);
        }
      }
    }

    textsApart() {
      this.texts.forEach((a, i) => {
        for (const b of this.texts.slice(i + 1)) {
          if (a.runs.some((r) => b.runs.some((s) => overlap(grow(r, -1), grow(s, -1)) > 1))) {
            this.fault("texts overlap", `${this.show(a.e)} and ${this.show(b.e)}`);
          }
        }
      });
    }

    boxesApart() {
      this.boxes.forEach((a, i) => {
        for (const b of this.boxes.slice(i + 1)) {
          if (overlap(a.at, b.at) > near) this.fault("boxes overlap", `${this.show(a.e)} and ${this.show(b.e)}`);
        }
        if (!this.layerOf(a)) this.fault("box in band", this.show(a.e));
      });
    }

    layerOf(a) {
      const own = a.e.closest(".bsc-band");
      return this.layers.find((l) => (!own || own.contains(l.e)) && within(a.at, grow(l.at, near)));
    }

    // find returns the box of the node, else of the band, that a link names.
    find(ref) {
      const named = (selector) => this.all(selector).find((e) => e.closest("[data-ref]")?.dataset.ref === ref);
      const rect = named(".bsc-node > .bsc-box") ?? named(".bsc-band > .bsc-layer");
      return rect && boxOf(rect);
    }

    links() {
      const inner = this.boxes.map((b) => ({ e: b.e, at: grow(b.at, -1.5) }));
      for (const g of this.all(".bsc-link")) {
        const [line, head] = [".bsc-line", ".bsc-head"].map((c) => g.querySelector(c)).map((e) => (e ? points(e) : []));
        if (!line.length) {
          this.fault("line start", `no line: ${this.show(g)}`);
          continue;
        }
        this.ends(g, line, head);
        const over = (at) => line.some((p) => holds(at, p));
        for (const b of inner) if (over(b.at)) this.fault("line in box", `${this.show(g)} through ${this.show(b.e)}`);
        for (const t of this.texts) {
          if (!g.contains(t.e) && t.runs.some((r) => over(grow(r, -1)))) this.fault("line in text", `${this.show(g)} through ${this.show(t.e)}`);
        }
      }
    }

    ends(g, line, head) {
      const [from, to] = [this.find(g.dataset.from), this.find(g.dataset.to)];
      if (!from || !to) this.fault("no such node", this.show(g));
      if (from && fromBorder(from, line[0]) > 2) this.fault("line start", `${fromBorder(from, line[0]).toFixed(1)} px off: ${this.show(g)}`);
      const off = to && Math.min(...[line.at(-1), ...head].map((p) => fromBorder(to, p)));
      if (off > 12) this.fault("line end", `${off.toFixed(1)} px off: ${this.show(g)}`);
    }

    // names checks what a screen reader is told.
    names() {
      for (const g of this.all(".bsc-node")) {
        const list = g.parentElement.closest("[role]:not([role=none]):not([role=presentation])");
        if (list?.getAttribute("role") !== "list") this.fault("list", this.show(g));
        if (g.getAttribute("role") !== "listitem") this.fault("role", this.show(g));
        if (!g.getAttribute("aria-label")?.trim()) this.fault("label", this.show(g));
      }
    }

    // computed checks what the browser itself makes of that. It takes seconds, so that only
    // one drawing of a page is asked for.
    computed() {
      const first = this.svg.querySelector(".bsc-node");
      if (first.computedRole !== "listitem") this.fault("role", `${first.computedRole}: ${this.show(first)}`);
      if (!first.computedName) this.fault("label", `none computed: ${this.show(first)}`);
    }

    report() {
      return {
        name: this.name,
        nodes: this.all(".bsc-node").map((g) => {
          const rect = g.querySelector(".bsc-box");
          const layer = rect && this.layerOf({ e: rect, at: boxOf(rect) });
          return { ref: g.dataset.ref, label: g.getAttribute("aria-label"), band: layer?.e.closest(".bsc-band")?.dataset.ref };
        }),
        links: this.all(".bsc-link").map((g) => ({ from: g.dataset.from, to: g.dataset.to })),
        bands: this.all(".bsc-band").map((g) => ({ ref: g.dataset.ref, top: boxOf(g).top - this.frame.top })),
      };
    }
  }

  const faults = [];
  const drawings = Array.from(document.querySelectorAll("body > div"), (holder, i) => {
    const d = new Drawing(holder, faults);
    d.form(d.svg);
    d.xml(texts()[i]);
    d.frameHoldsAll();
    d.textsIn(".bsc-node", ".bsc-box", "text in box");
    d.textsIn(".bsc-cell", "rect", "text in cell");
    d.textsApart();
    d.boxesApart();
    d.links();
    d.names();
    if (i === 0) d.computed();
    return d.report();
  });
  finish({ faults, drawings });
});
