// Proof of work instead of a puzzle: ALTCHA's first scheme, the number whose SHA-256 with the salt is the challenge.
// In slices, so that the page stays awake; and by hand, since crypto.subtle is missing on pages without HTTPS.

const SLICE_MS = 12;

/** Primes whose roots give SHA-256 its constants (FIPS 180-4, 4.2.2 and 5.3.3). */
const PRIMES = [];
for (let n = 2; PRIMES.length < 64; n += 1) if (PRIMES.every((prime) => n % prime)) PRIMES.push(n);
const fraction = (/** @type {number} */ x) => ((x - Math.floor(x)) * 2 ** 32) | 0;
const K = Int32Array.from(PRIMES, (prime) => fraction(Math.cbrt(prime)));
const H = Int32Array.from(PRIMES.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));
const w = new Int32Array(64);

/** @param {number} x @param {number} n */
const turned = (x, n) => (x >>> n) | (x << (32 - n));

/** @param {Uint8Array} bytes @returns {Int32Array} the eight words of the digest */
export function sha256(bytes) {
  const blocks = (bytes.length + 72) >> 6;
  const padded = new DataView(new ArrayBuffer(blocks << 6));
  new Uint8Array(padded.buffer).set(bytes);
  padded.setUint8(bytes.length, 0x80);
  padded.setUint32((blocks << 6) - 4, bytes.length << 3);
  const hash = H.slice();
  for (let block = 0; block < blocks; block += 1) {
    let [a, b, c, d, e, f, g, h] = hash;
    for (let i = 0; i < 64; i += 1) {
      if (i < 16) w[i] = padded.getInt32((block << 6) + (i << 2));
      else {
        const x = w[i - 15];
        const y = w[i - 2];
        const s0 = turned(x, 7) ^ turned(x, 18) ^ (x >>> 3);
        const s1 = turned(y, 17) ^ turned(y, 19) ^ (y >>> 10);
        w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
      }
      const t1 = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
      const t2 = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((word, i) => (hash[i] = (hash[i] + word) | 0));
  }
  return hash;
}

/** @param {{algorithm: string, challenge: string, maxnumber: number, salt: string, signature: string}} challenge */
async function solve(challenge) {
  const { algorithm, salt, signature } = challenge;
  const wanted = Int32Array.from({ length: 8 }, (_, i) => parseInt(challenge.challenge.slice(8 * i, 8 * i + 8), 16));
  const encoder = new TextEncoder();
  let until = performance.now() + SLICE_MS;
  for (let number = 0; number <= challenge.maxnumber; number += 1) {
    const found = sha256(encoder.encode(salt + number));
    if (found[0] === wanted[0] && found.every((word, i) => word === wanted[i])) {
      return btoa(JSON.stringify({ algorithm, challenge: challenge.challenge, number, salt, signature }));
    }
    if (number % 64 === 0 && performance.now() > until) {
      await new Promise((go) => setTimeout(go));
      until = performance.now() + SLICE_MS;
    }
  }
  return "";
}

/** @param {any} ctx @returns {Promise<string>} a proof that serves once */
export async function prove(ctx) {
  return solve(await ctx.api.get("challenge"));
}
