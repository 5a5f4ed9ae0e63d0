// SPDX-License-Identifier: Apache-2.0
/** Changes of inputs: bytes anywhere, words of the dictionary, and values of JSON text. */

/** xorshift32: the same seed gives the same run. */
export class Random {
  #state;

  constructor(seed) {
    this.#state = seed >>> 0 || 1;
  }

  next() {
    let x = this.#state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.#state = x >>> 0;
    return this.#state;
  }

  below(limit) {
    return limit <= 0 ? 0 : this.next() % limit;
  }

  pick(list) {
    return list[this.below(list.length)];
  }
}

const NUMBERS = [
  "0",
  "-0",
  "-1",
  "1",
  "2",
  "127",
  "128",
  "255",
  "256",
  "65535",
  "65536",
  "2147483647",
  "2147483648",
  "4294967294",
  "4294967295",
  "4294967296",
  "9007199254740991",
  "9007199254740993",
  "9223372036854775807",
  "18446744073709551615",
  "18446744073709551616",
  "1e400",
  "0.5",
  "1E2",
  "-9223372036854775809",
];
const VALUES = [
  null,
  true,
  false,
  "",
  "/",
  "..",
  "../x",
  "a\0b",
  "\ud800",
  "\n",
  [],
  {},
  0,
  -1,
  4294967296,
  1.5,
];

const BYTE_CHANGES = [
  (data, random) => {
    const copy = data.slice();
    copy[random.below(copy.length)] ^= 1 << random.below(8);
    return copy;
  },
  (data, random) => {
    const copy = data.slice();
    copy[random.below(copy.length)] = random.below(256);
    return copy;
  },
  (data, random) => {
    const at = random.below(data.length);
    return joined(data.subarray(0, at), data.subarray(at + 1 + random.below(Math.min(64, data.length - at))));
  },
  (data, random) => {
    const at = random.below(data.length);
    const length = 1 + random.below(Math.min(64, data.length - at));
    const to = random.below(data.length + 1);
    return joined(data.subarray(0, to), data.subarray(at, at + length), data.subarray(to));
  },
  (data, random, { words }) => insert(data, random, random.pick(words)),
  (data, random) => insert(data, random, Buffer.from(random.pick(NUMBERS))),
  (data, random) => {
    const text = data.toString("latin1");
    const numbers = [...text.matchAll(/\d+/g)];
    if (numbers.length === 0) return data;
    const { index, 0: digits } = random.pick(numbers);
    return joined(
      data.subarray(0, index),
      Buffer.from(random.pick(NUMBERS)),
      data.subarray(index + digits.length),
    );
  },
  (data, random, { others }) => {
    const other = random.pick(others);
    return joined(
      data.subarray(0, random.below(data.length + 1)),
      other.subarray(random.below(other.length)),
    );
  },
];

function joined(...parts) {
  return Buffer.concat(parts);
}

function insert(data, random, part) {
  const at = random.below(data.length + 1);
  return joined(data.subarray(0, at), part, data.subarray(at + (random.below(2) === 0 ? part.length : 0)));
}

function parsed(data) {
  try {
    return JSON.parse(data.toString());
  } catch {
    return undefined;
  }
}

/** Every object and array of a value. */
function containers(value, found = []) {
  if (typeof value !== "object" || value === null) return found;
  found.push(value);
  for (const member of Object.values(value)) containers(member, found);
  return found;
}

function nameOf(container, random, words) {
  if (Array.isArray(container)) return random.below(container.length + 1);
  const names = Object.keys(container);
  return names.length === 0 || random.below(4) === 0
    ? random.pick(words).toString().replaceAll('"', "")
    : random.pick(names);
}

/** One member of the document is removed, replaced, taken from another document, or repeated. */
function changeJson(data, random, { words, others }) {
  const value = parsed(data);
  const all = containers(value);
  if (all.length === 0) return undefined;
  const container = random.pick(all);
  const name = nameOf(container, random, words);
  const donor = containers(parsed(random.pick(others)));
  const choices = [
    () => (Array.isArray(container) ? container.splice(name, 1) : delete container[name]),
    () => (container[name] = random.pick(VALUES)),
    () => (container[name] = random.pick(words).toString().replaceAll('"', "")),
    () => (container[name] = donor.length === 0 ? null : structuredClone(random.pick(donor))),
    () => {
      if (Array.isArray(container) && container.length > 0)
        for (let left = random.below(40); left >= 0; left--)
          container.push(container[random.below(container.length)]);
    },
  ];
  random.pick(choices)();
  return Buffer.from(JSON.stringify(value));
}

/**
 * @param context words: dictionary; others: the inputs so far
 * @returns a new input of at most `most` bytes
 */
export function mutate(data, random, context, most) {
  let changed = data.length === 0 ? Buffer.from(random.pick(context.words)) : data;
  for (let left = 1 << random.below(4); left > 0; left--) {
    const document = random.below(2) === 0 ? changeJson(changed, random, context) : undefined;
    changed = document ?? random.pick(BYTE_CHANGES)(changed, random, context);
    if (changed.length === 0) changed = Buffer.from("{}");
    if (changed.length > most) changed = changed.subarray(0, most);
  }
  return changed;
}
