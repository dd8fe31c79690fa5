/** The reversed polynomial of CRC-64/NVME (NVM Command Set Specification 1.0c, 5.2.1.3.4), high and low half. */
const polynomialHigh = 0x9a6c9329;
const polynomialLow = 0xac4bc9b5 | 0;

/** Low and high halves of eight tables of 256. */
let tables: readonly [low: Int32Array, high: Int32Array] | undefined;

/** A running CRC-64/NVME: initial value and final XOR all ones, eight bytes at a time. */
export class Crc64Nvme {
  #low = -1;
  #high = -1;

  update(bytes: Uint8Array): void {
    const [tl, th] = (tables ??= makeTables());
    const { length } = bytes;
    let low = this.#low;
    let high = this.#high;
    let i = 0;
    for (const end = length - 7; i < end; i += 8) {
      low ^= bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24);
      high ^= bytes[i + 4]! | (bytes[i + 5]! << 8) | (bytes[i + 6]! << 16) | (bytes[i + 7]! << 24);
      const a = 1792 + (low & 255);
      const b = 1536 + ((low >>> 8) & 255);
      const c = 1280 + ((low >>> 16) & 255);
      const d = 1024 + (low >>> 24);
      const e = 768 + (high & 255);
      const f = 512 + ((high >>> 8) & 255);
      const g = 256 + ((high >>> 16) & 255);
      const h = high >>> 24;
      low = tl[a]! ^ tl[b]! ^ tl[c]! ^ tl[d]! ^ tl[e]! ^ tl[f]! ^ tl[g]! ^ tl[h]!;
      high = th[a]! ^ th[b]! ^ th[c]! ^ th[d]! ^ th[e]! ^ th[f]! ^ th[g]! ^ th[h]!;
    }
    for (; i < length; i++) {
      const at = (low ^ bytes[i]!) & 255;
      low = ((low >>> 8) | (high << 24)) ^ tl[at]!;
      high = (high >>> 8) ^ th[at]!;
    }
    this.#low = low;
    this.#high = high;
  }

  /** Eight bytes, the most significant first. */
  digest(): Uint8Array {
    const bytes = new Uint8Array(8);
    const view = new DataView(bytes.buffer);
    view.setInt32(0, ~this.#high);
    view.setInt32(4, ~this.#low);
    return bytes;
  }
}

function makeTables(): readonly [Int32Array, Int32Array] {
  const lows = new Int32Array(2048);
  const highs = new Int32Array(2048);
  for (let n = 0; n < 2048; n++) {
    let low = n < 256 ? n : lows[n - 256]!;
    let high = n < 256 ? 0 : highs[n - 256]!;
    if (n < 256) {
      for (let bit = 0; bit < 8; bit++) {
        const odd = low & 1;
        low = (low >>> 1) | (high << 31);
        high >>>= 1;
        if (odd) {
          low ^= polynomialLow;
          high ^= polynomialHigh;
        }
      }
    } else {
      const at = low & 255;
      low = ((low >>> 8) | (high << 24)) ^ lows[at]!;
      high = (high >>> 8) ^ highs[at]!;
    }
    lows[n] = low;
    highs[n] = high;
  }
  return [lows, highs];
}
