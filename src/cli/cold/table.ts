// SPDX-License-Identifier: Apache-2.0
/** Columns as other runtimes set them: at least 12 wide, three spaces between, the last one as it is. */
const LEAST_WIDTH = 12;
const GAP = 3;

export function formatTable(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? LEAST_WIDTH, cell.length + GAP);
    });
  }
  let text = "";
  for (const row of rows) {
    const cells = row.map((cell, column) =>
      column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0),
    );
    text += `${cells.join("")}\n`;
  }
  return text;
}
