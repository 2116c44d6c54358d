/** The QR code of a pupil, as it is drawn, is read by what a teacher's page reads pictures with. */
import { render } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { FIVE_CODES } from '../../../../test/fixtures/class-codes';
import { QrCode } from './qr-code';
import { qrTexts } from './qr-texts';

/** Pixels of the picture, which the element's own units are spread over. */
function drawn(text: string, pixels: number) {
  const html = render(<QrCode text={text} label="code" />);
  const [, side = '0'] = /viewBox="0 0 (\d+)/.exec(html) ?? [];
  const [, path = ''] = /<path d="([^"]+)"/.exec(html) ?? [];
  const boxes = [...path.matchAll(/M([\d.]+)[ ,]([\d.]+)H([\d.]+)V([\d.]+)H[\d.]+Z/gi)].map((found) =>
    found.slice(1).map((value) => (Number(value) * pixels) / Number(side)),
  );
  const data = new Uint8ClampedArray(4 * pixels * pixels).fill(255);
  for (const [left = 0, top = 0, right = 0, bottom = 0] of boxes) {
    for (let y = Math.round(top); y < Math.round(bottom); y += 1) {
      for (let x = Math.round(left); x < Math.round(right); x += 1)
        data.fill(0, 4 * (y * pixels + x), 4 * (y * pixels + x) + 3);
    }
  }
  return { width: pixels, height: pixels, data };
}

describe('the QR code of a pupil', () => {
  it.each([272, 416, 180])('is read at %i pixels', async (pixels) => {
    for (const code of FIVE_CODES) expect(await qrTexts(drawn(code, pixels))).toEqual([code]);
  });
});
