// SPDX-License-Identifier: Apache-2.0
/** Ids of test/security/ids.ts that a test's title names: "S07", "F01", "J1", "rule 2.1.3". */
export function idsOf(title) {
  const found = title.matchAll(/\b(S\d\d|F\d\d|[JQKICLW]\d)\b|\brule (\d+\.\d+\.\d+)\b/g);
  return [...new Set([...found].map(([, id, rule]) => id ?? rule))];
}
