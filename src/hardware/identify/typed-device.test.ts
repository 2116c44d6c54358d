/** What a person types: a device of the catalogue, or those that may be meant. */
import { beforeAll, describe, expect, it } from 'vitest';
import { loadCatalogue, type Catalogue } from '../catalogue';
import { thrown } from '../../../test/fixtures/thrown';
import { presetOf } from './typed-device';

let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = await loadCatalogue();
});

const refusal = (text: string) => thrown(() => presetOf(text, catalogue));

describe('a typed name', () => {
  it.each([
    ['RTX-4070', 'rtx-4070'],
    ['geforce rtx 4070 ti super', 'rtx-4070-ti-super'],
    ['h100 80gb hbm3', 'h100-sxm'],
    ['  Apple M4 Max ', 'apple-m4-max'],
  ])('"%s" is %s', (text, id) => {
    expect(presetOf(text, catalogue).id).toBe(id);
  });

  it('of several says so', () => {
    expect(refusal('RTX 2060').message).toBe(
      'Several devices of the catalogue answer to "RTX 2060": rtx-2060, rtx-2060-laptop.',
    );
  });

  it.each([
    ['RTX 409', '; near it are rtx-4090, rtx-4090-laptop.'],
    // An RX 6900 XT begins with its number, but another maker's.
    ['Adreno 690', '.'],
    ['rtx', '.'],
  ])('"%s" is none, and only its maker’s are near it', (text, near) => {
    expect(refusal(text).message).toBe(`The catalogue has no device "${text}"${near}`);
  });
});
