// SPDX-License-Identifier: Apache-2.0
export function quantile(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
}

export function median(values) {
  return quantile(values, 0.5);
}

/** Median and spread of each contender; ratios are medians over the pairs of one round. */
export function summarise(title, row, names, valuesOf) {
  const first = valuesOf(names[0]);
  const summary = names.map((name) => {
    const own = valuesOf(name);
    return {
      name,
      median: median(own),
      p5: quantile(own, 0.05),
      p95: quantile(own, 0.95),
      ratio: median(own.map((value, index) => first[index] / value)),
    };
  });
  const { unit, higherIsBetter = false } = row;
  return { title, unit, higherIsBetter, rounds: first.length, summary };
}
