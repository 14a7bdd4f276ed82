"use strict";

// Lets Mermaid draw the texts of the page, as strictly as the sites that show its diagrams do.
(async () => {
  // The label's text, with the lines that Mermaid makes of it kept apart.
  function label(e) {
    const copy = e.cloneNode(true);
    for (const br of copy.querySelectorAll("br")) br.replaceWith("\n");
    return copy.textContent;
  }

  function unsafe(svg) {
    const all = Array.from(svg.querySelectorAll("*"));
    const bad = all.filter((e) => ["script", "a", "img", "image", "iframe", "object", "embed"].includes(e.localName));
    const attributes = all.flatMap((e) => Array.from(e.attributes)).filter((a) => /^on|href$|^src$/i.test(a.name));
    return [...bad.map((e) => e.localName), ...attributes.map((a) => `${a.name}=${a.value}`)];
  }

  async function draw(text, i) {
    const holder = document.body.appendChild(document.createElement("div"));
    try {
      await mermaid.parse(text);
      holder.innerHTML = (await mermaid.render(`m${i}`, text)).svg;
    } catch (e) {
      return { error: String(e.message ?? e) };
    }
    const svg = holder.querySelector("svg");
    return {
      nodes: Array.from(svg.querySelectorAll("g.node .label"), label),
      clusters: Array.from(svg.querySelectorAll("g.cluster .cluster-label"), label),
      links: svg.querySelectorAll("path.flowchart-link").length,
      unsafe: unsafe(svg),
    };
  }

  mermaid.initialize({ startOnLoad: false, securityLevel: "strict" });
  const diagrams = [];
  for (const [i, text] of texts().entries()) diagrams.push(await draw(text, i));
  finish({ diagrams });
})();
