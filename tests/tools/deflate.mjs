/**
 * Deflates as small as can be had for a few seconds: of all ways to write a stretch the cheapest by what its own signs cost, and a block wherever another
 * code pays. Some four per cent below zlib's best, which the package needs more than the build needs its seconds.
 *
 * Source  RFC 1951; the way of looking for it is Zopfli's (Alakuijala and Vandevenne, 2013).
 */
const WINDOW = 32_768;
const LONGEST = 258;
const CHAIN = 600; // places looked at for each position
const ROUNDS = 6; // of finding the cheapest way, each by the costs of the one before
const CHUNK = 1_500; // signs that a block has at least

const LENGTH_BASE = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
const LENGTH_EXTRA = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const DISTANCE_BASE = Array.from({ length: 30 }, (_, at) => (at < 4 ? at + 1 : 1 + ((2 + (at & 1)) << ((at >> 1) - 1))));
const DISTANCE_EXTRA = Array.from({ length: 30 }, (_, at) => (at < 4 ? 0 : (at >> 1) - 1));
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

const lengthSign = new Uint8Array(LONGEST + 1);
for (let length = 3; length <= LONGEST; length++) lengthSign[length] = LENGTH_BASE.findLastIndex((base) => base <= length);
const distanceSign = new Uint8Array(WINDOW + 1);
for (let sign = 0; sign < 30; sign++) distanceSign.fill(sign, DISTANCE_BASE[sign]);

/** @typedef {{ from: Uint32Array, lengths: Uint16Array, distances: Uint16Array }} Matches */
/** @typedef {{ lengths: number[], distances: number[] }} Way  a distance of 0: a byte as it is */

/**
 * @param {Uint8Array} bytes
 * @returns {Uint8Array}
 */
export function deflated(bytes) {
  const matches = matchesIn(bytes);
  const whole = cheapest(bytes, matches, 0, bytes.length);
  const ends = blockEnds(bytes, whole);
  const out = bitWriter();
  let from = 0;
  for (const [at, to] of ends.entries()) {
    writeBlock(out, bytes, from, cheapest(bytes, matches, from, to), at === ends.length - 1);
    from = to;
  }
  return out.done();
}

/**
 * For each position the longer and longer stretches that stood before, each where it is nearest.
 * @param {Uint8Array} bytes
 * @returns {Matches}
 */
function matchesIn(bytes) {
  const n = bytes.length;
  const [heads, before] = [new Int32Array(65_536).fill(-1), new Int32Array(n)];
  const from = new Uint32Array(n + 1);
  let [lengths, distances] = [new Uint16Array(n + 1_024), new Uint16Array(n + 1_024)];
  let count = 0;
  for (let at = 0; at < n; at++) {
    from[at] = count;
    if (at + 2 >= n) continue;
    const key = ((bytes[at] ?? 0) * 2_654_435_761 + (bytes[at + 1] ?? 0) * 40_503 + (bytes[at + 2] ?? 0) * 2_246_822_519) & 65_535;
    const most = Math.min(LONGEST, n - at);
    let best = 2;
    let place = heads[key] ?? -1;
    for (let looked = 0; place >= 0 && at - place <= WINDOW && looked < CHAIN && best < most; looked++, place = before[place] ?? -1) {
      if (bytes[place + best] !== bytes[at + best]) continue;
      let length = 0;
      while (length < most && bytes[place + length] === bytes[at + length]) length++;
      if (length <= best) continue;
      if (count + 1 >= lengths.length) [lengths, distances] = [grown(lengths), grown(distances)];
      lengths[count] = length;
      distances[count++] = at - place === WINDOW ? 0 : at - place; // 32,768 has no room, and stands as 0
      best = length;
    }
    before[at] = heads[key] ?? -1;
    heads[key] = at;
  }
  from[n] = count;
  return { from, lengths, distances };
}

/** @param {Uint16Array} array */
function grown(array) {
  const more = new Uint16Array(array.length * 2);
  more.set(array);
  return more;
}

/**
 * @param {Uint8Array} bytes
 * @param {Matches} matches
 * @param {number} start
 * @param {number} end
 * @returns {Way}
 */
function cheapest(bytes, { from, lengths, distances }, start, end) {
  const n = end - start;
  let byteCost = new Float64Array(256).fill(6.5);
  let lengthCost = Float64Array.from({ length: LONGEST + 1 }, (_, length) => 7 + (LENGTH_EXTRA[lengthSign[length] ?? 0] ?? 0));
  let distanceCost = Float64Array.from({ length: 30 }, (_, sign) => 5 + (DISTANCE_EXTRA[sign] ?? 0));
  const cost = new Float64Array(n + 1);
  const [stepLength, stepDistance] = [new Uint16Array(n + 1), new Uint16Array(n + 1)];
  /** @type {Way} */
  let way = { lengths: [], distances: [] };
  for (let round = 0; round < ROUNDS; round++) {
    cost.fill(Number.POSITIVE_INFINITY);
    cost[0] = 0;
    for (let at = 0; at < n; at++) {
      const here = /** @type {number} */ (cost[at]);
      const asByte = here + /** @type {number} */ (byteCost[/** @type {number} */ (bytes[start + at])]);
      if (asByte < /** @type {number} */ (cost[at + 1])) {
        cost[at + 1] = asByte;
        stepLength[at + 1] = 1;
        stepDistance[at + 1] = 0;
      }
      let shortest = 3;
      const last = /** @type {number} */ (from[start + at + 1]);
      for (let match = /** @type {number} */ (from[start + at]); match < last; match++) {
        const distance = /** @type {number} */ (distances[match]) || WINDOW;
        const base = here + /** @type {number} */ (distanceCost[/** @type {number} */ (distanceSign[distance])]);
        const longest = Math.min(/** @type {number} */ (lengths[match]), n - at);
        for (let length = shortest; length <= longest; length++) {
          const total = base + /** @type {number} */ (lengthCost[length]);
          if (total < /** @type {number} */ (cost[at + length])) {
            cost[at + length] = total;
            stepLength[at + length] = length;
            stepDistance[at + length] = distance === WINDOW ? 0xffff : distance;
          }
        }
        shortest = longest + 1;
      }
    }
    way = { lengths: [], distances: [] };
    for (let at = n; at > 0; at -= /** @type {number} */ (stepLength[at])) {
      way.lengths.push(/** @type {number} */ (stepLength[at]));
      const distance = /** @type {number} */ (stepDistance[at]);
      way.distances.push(distance === 0xffff ? WINDOW : distance);
    }
    way.lengths.reverse();
    way.distances.reverse();
    const { signs, places } = countsOf(bytes, start, way, 0, way.lengths.length);
    const [signBits, placeBits] = [bitsOf(signs), bitsOf(places)];
    byteCost = signBits.slice(0, 256);
    lengthCost = lengthCost.map(
      (_, length) => (signBits[257 + (lengthSign[length] ?? 0)] ?? 15) + (LENGTH_EXTRA[lengthSign[length] ?? 0] ?? 0),
    );
    distanceCost = distanceCost.map((_, sign) => (placeBits[sign] ?? 15) + (DISTANCE_EXTRA[sign] ?? 0));
  }
  return way;
}

/** @param {Uint32Array} counts */
function bitsOf(counts) {
  const all = counts.reduce((sum, count) => sum + count, 0);
  return Float64Array.from(counts, (count) => Math.min(15, Math.log2(Math.max(1, all) / Math.max(0.4, count))));
}

/**
 * @param {Uint8Array} bytes
 * @param {number} start
 * @param {Way} way
 * @param {number} first
 * @param {number} last
 */
function countsOf(bytes, start, { lengths, distances }, first, last) {
  const [signs, places] = [new Uint32Array(286), new Uint32Array(30)];
  let at = start;
  for (let step = first; step < last; step++) {
    const [length = 1, distance = 0] = [lengths[step], distances[step]];
    const sign = distance === 0 ? (bytes[at] ?? 0) : 257 + (lengthSign[length] ?? 0);
    signs[sign] = (signs[sign] ?? 0) + 1;
    const place = distanceSign[distance] ?? 0;
    if (distance !== 0) places[place] = (places[place] ?? 0) + 1;
    at += length;
  }
  signs[256] = 1;
  return { signs, places, end: at };
}

/**
 * Where another code pays: chunks that lie beside each other are joined as long as one code for both is cheaper than two.
 * @param {Uint8Array} bytes
 * @param {Way} way
 */
function blockEnds(bytes, way) {
  /** @type {{ signs: Uint32Array, places: Uint32Array, end: number, cost: number }[]} */
  const blocks = [];
  let at = 0;
  for (let step = 0; step < way.lengths.length; step += CHUNK) {
    const counts = countsOf(bytes, at, way, step, Math.min(way.lengths.length, step + CHUNK));
    at = counts.end;
    blocks.push({ ...counts, cost: roughCost(counts) });
  }
  for (;;) {
    let [best, gain] = [-1, 0];
    for (let left = 0; left + 1 < blocks.length; left++) {
      const both = joined(blocks[left], blocks[left + 1]);
      const saved = (blocks[left]?.cost ?? 0) + (blocks[left + 1]?.cost ?? 0) - both.cost;
      if (saved > gain) [best, gain] = [left, saved];
    }
    if (best < 0) return blocks.length === 0 ? [bytes.length] : blocks.map(({ end }) => end);
    blocks.splice(best, 2, joined(blocks[best], blocks[best + 1]));
  }
}

/**
 * @param {{ signs: Uint32Array, places: Uint32Array, end: number } | undefined} a
 * @param {{ signs: Uint32Array, places: Uint32Array, end: number } | undefined} b
 */
function joined(a, b) {
  const signs = Uint32Array.from({ length: 286 }, (_, at) => (a?.signs[at] ?? 0) + (b?.signs[at] ?? 0));
  const places = Uint32Array.from({ length: 30 }, (_, at) => (a?.places[at] ?? 0) + (b?.places[at] ?? 0));
  const counts = { signs, places, end: b?.end ?? 0 };
  return { ...counts, cost: roughCost(counts) };
}

/** @param {{ signs: Uint32Array, places: Uint32Array }} counts */
function roughCost({ signs, places }) {
  let cost = 14 + 57;
  for (const counts of [signs, places]) {
    const all = counts.reduce((sum, count) => sum + count, 0);
    for (const count of counts) if (count > 0) cost += count * Math.log2(all / count) + 3.7;
  }
  return cost;
}

/**
 * @param {ReturnType<typeof bitWriter>} out
 * @param {Uint8Array} bytes
 * @param {number} start
 * @param {Way} way
 * @param {boolean} isLast
 */
function writeBlock(out, bytes, start, way, isLast) {
  const { signs, places } = countsOf(bytes, start, way, 0, way.lengths.length);
  if (places.every((count) => count === 0)) places[0] = 1;
  const [signLengths, placeLengths] = [codeLengths(signs, 15), codeLengths(places, 15)];
  const [signCount, placeCount] = [Math.max(257, lastOf(signLengths) + 1), Math.max(1, lastOf(placeLengths) + 1)];
  const runs = runsOf([...signLengths.subarray(0, signCount), ...placeLengths.subarray(0, placeCount)]);
  const runCounts = new Uint32Array(19);
  for (const [sign] of runs) runCounts[sign] = (runCounts[sign] ?? 0) + 1;
  const runLengths = codeLengths(runCounts, 7);
  const runCodes = codesOf(runLengths);
  let shown = 19;
  while (shown > 4 && runLengths[ORDER[shown - 1] ?? 0] === 0) shown--;
  out.bits(isLast ? 1 : 0, 1);
  out.bits(2, 2);
  out.bits(signCount - 257, 5);
  out.bits(placeCount - 1, 5);
  out.bits(shown - 4, 4);
  for (const sign of ORDER.slice(0, shown)) out.bits(runLengths[sign] ?? 0, 3);
  for (const [sign, extra, width] of runs) {
    out.bits(runCodes[sign] ?? 0, runLengths[sign] ?? 0);
    if (width > 0) out.bits(extra, width);
  }
  const [signCodes, placeCodes] = [codesOf(signLengths), codesOf(placeLengths)];
  let at = start;
  for (let step = 0; step < way.lengths.length; step++) {
    const [length = 1, distance = 0] = [way.lengths[step], way.distances[step]];
    if (distance === 0) {
      const byte = bytes[at] ?? 0;
      out.bits(signCodes[byte] ?? 0, signLengths[byte] ?? 0);
    } else {
      const [sign = 0, place = 0] = [lengthSign[length], distanceSign[distance]];
      out.bits(signCodes[257 + sign] ?? 0, signLengths[257 + sign] ?? 0);
      out.bits(length - (LENGTH_BASE[sign] ?? 0), LENGTH_EXTRA[sign] ?? 0);
      out.bits(placeCodes[place] ?? 0, placeLengths[place] ?? 0);
      out.bits(distance - (DISTANCE_BASE[place] ?? 0), DISTANCE_EXTRA[place] ?? 0);
    }
    at += length;
  }
  out.bits(signCodes[256] ?? 0, signLengths[256] ?? 0);
}

/** @param {Uint8Array} lengths */
const lastOf = (lengths) => lengths.findLastIndex((length) => length > 0);

/**
 * Huffman's code, none longer than `most`: the lightest signs are taken for heavier until it fits.
 * @param {Uint32Array} counts
 * @param {number} most
 */
function codeLengths(counts, most) {
  for (let least = 1; ; least *= 2) {
    const lengths = new Uint8Array(counts.length);
    /** @type {{ weight: number, signs: number[] }[]} */
    let nodes = [...counts].flatMap((count, sign) => (count === 0 ? [] : [{ weight: Math.max(count, least), signs: [sign] }]));
    if (nodes.length === 1) lengths[nodes[0]?.signs[0] ?? 0] = 1;
    nodes.sort((a, b) => a.weight - b.weight || (a.signs[0] ?? 0) - (b.signs[0] ?? 0));
    while (nodes.length > 1) {
      const [a, b, ...rest] = nodes;
      const signs = [...(a?.signs ?? []), ...(b?.signs ?? [])];
      for (const sign of signs) lengths[sign] = (lengths[sign] ?? 0) + 1;
      const weight = (a?.weight ?? 0) + (b?.weight ?? 0);
      const place = rest.findIndex((each) => each.weight > weight);
      nodes = place === -1 ? [...rest, { weight, signs }] : [...rest.slice(0, place), { weight, signs }, ...rest.slice(place)];
    }
    if (lengths.every((length) => length <= most)) return lengths;
  }
}

/**
 * Turned round, as the bits are written.
 * @param {Uint8Array} lengths
 */
function codesOf(lengths) {
  const codes = new Uint16Array(lengths.length);
  let code = 0;
  for (let length = 1; length <= 15; length++) {
    for (let sign = 0; sign < lengths.length; sign++) {
      if (lengths[sign] !== length) continue;
      let turned = 0;
      for (let bit = 0; bit < length; bit++) turned |= ((code >> bit) & 1) << (length - 1 - bit);
      codes[sign] = turned;
      code++;
    }
    code <<= 1;
  }
  return codes;
}

/**
 * @param {readonly number[]} lengths
 * @returns {[sign: number, extra: number, width: number][]}
 */
function runsOf(lengths) {
  /** @type {[number, number, number][]} */
  const runs = [];
  for (let at = 0; at < lengths.length; ) {
    const length = lengths[at] ?? 0;
    let count = 1;
    while (lengths[at + count] === length) count++;
    at += count;
    if (length !== 0) {
      runs.push([length, 0, 0]);
      count--;
    }
    while (count >= 3) {
      const some = Math.min(count, length === 0 ? 138 : 6);
      if (length !== 0) runs.push([16, some - 3, 2]);
      else if (some < 11) runs.push([17, some - 3, 3]);
      else runs.push([18, some - 11, 7]);
      count -= some;
    }
    for (; count > 0; count--) runs.push([length, 0, 0]);
  }
  return runs;
}

function bitWriter() {
  let bytes = new Uint8Array(65_536);
  let [size, held, width] = [0, 0, 0];
  const put = (/** @type {number} */ byte) => {
    if (size === bytes.length) {
      const more = new Uint8Array(size * 2);
      more.set(bytes);
      bytes = more;
    }
    bytes[size++] = byte;
  };
  return {
    /**
     * @param {number} value
     * @param {number} count
     */
    bits(value, count) {
      held |= value << width;
      width += count;
      while (width >= 8) {
        put(held & 255);
        held >>>= 8;
        width -= 8;
      }
    },
    done() {
      if (width > 0) put(held & 255);
      return bytes.slice(0, size);
    },
  };
}
