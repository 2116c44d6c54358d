/** Pictures of QR codes as a pupil's page shows them: one, several in one photo, small, turned, darkened and with noise. */
import { encode } from 'uqr';
import { describe, expect, it } from 'vitest';
import { FIVE_CODES } from '../../../../test/fixtures/class-codes';
import { uniform } from '../../../foundation/random';
import { qrTexts } from './qr-texts';

const [first = ''] = FIVE_CODES;

interface Placed {
  readonly text: string;
  readonly left: number;
  readonly top: number;
  /** Pixels of a module. */
  readonly module: number;
  /** Radians. */
  readonly turn?: number;
}

/** A photo: codes on grey, with light from one side. */
function photo(width: number, height: number, codes: readonly Placed[], noise = 0) {
  const random = uniform(7);
  const data = new Uint8ClampedArray(4 * width * height);
  const drawn = codes.map((one) => ({ ...one, modules: encode(one.text, { ecc: 'M', border: 4 }).data }));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      let light = 150;
      for (const { left, top, module, turn = 0, modules } of drawn) {
        const [dx, dy] = [(x - left) / module, (y - top) / module];
        const column = Math.floor(dx * Math.cos(turn) + dy * Math.sin(turn));
        const row = Math.floor(dy * Math.cos(turn) - dx * Math.sin(turn));
        const dark = modules[row]?.[column];
        if (dark !== undefined) light = dark ? 40 : 225;
      }
      const value = light * (0.7 + (0.3 * x) / width) + noise * (random() - 0.5);
      data.set([value, value, value, 255], 4 * (y * width + x));
    }
  }
  return { width, height, data };
}

describe('a picture of QR codes', () => {
  it('with one gives its text', async () => {
    expect(await qrTexts(photo(240, 240, [{ text: first, left: 20, top: 20, module: 5 }]))).toEqual([first]);
  });

  it('with a class of five gives all of them, turned and with noise', async () => {
    const codes = FIVE_CODES.map((text, i) => ({
      ...{ text, left: 60 + 300 * (i % 3), top: 60 + 330 * Math.floor(i / 3) },
      ...{ module: 6, turn: 0.08 * (i - 2) },
    }));
    const found = await qrTexts(photo(1000, 720, codes, 40));
    expect(found.toSorted()).toEqual(FIVE_CODES.toSorted());
  });

  it('without any gives none, and ends', async () => {
    expect(await qrTexts(photo(400, 300, [], 120))).toEqual([]);
    expect(await qrTexts(photo(3, 3, []))).toEqual([]);
  });
});
