// SPDX-License-Identifier: Apache-2.0
/** A bar chart of the rows in milliseconds, as SVG that reads on a light and on a dark page. */
const COLOURS = { runt: "#2563eb", crun: "#d97706", runc: "#6b7280", floor: "#16a34a" };
const BAR = 14;
const LABEL = 230;
const WIDTH = 560;

function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

export function chart(rows) {
  const timed = rows.filter(({ unit }) => unit === "ms");
  const greatest = Math.max(...timed.flatMap(({ summary }) => summary.map(({ median }) => median)));
  const parts = [];
  let y = 24;
  for (const { title, summary } of timed) {
    const middle = y + (summary.length * BAR) / 2 + 4;
    parts.push(`<text x="${LABEL - 8}" y="${middle}" text-anchor="end" class="row">${escaped(title)}</text>`);
    for (const { name, median } of summary) {
      const length = Math.max(1, (median / greatest) * WIDTH);
      parts.push(
        `<rect x="${LABEL}" y="${y}" width="${length.toFixed(1)}" height="${BAR - 2}" fill="${COLOURS[name]}"/>`,
        `<text x="${(LABEL + length + 4).toFixed(1)}" y="${y + BAR - 4}">${name} ${median.toFixed(2)}</text>`,
      );
      y += BAR;
    }
    y += 10;
  }
  const style =
    "text{font:11px system-ui,sans-serif;fill:#777}.row{font-size:12px}@media(prefers-color-scheme:dark){text{fill:#bbb}}";
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${LABEL + WIDTH + 90}" height="${y}" role="img" aria-label="Median times in milliseconds">`,
    `<style>${style}</style>`,
    `<text x="${LABEL}" y="14" class="row">milliseconds, median; less is better</text>`,
    ...parts,
    "</svg>\n",
  ].join("\n");
}
