/** What a person types: a device of the catalogue, or those that may be meant. */
import { beforeAll, describe, expect, it } from 'vitest';
import { loadCatalogue, type Catalogue } from '../catalogue';
import { notFound, typedDevice } from './typed-device';

let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = await loadCatalogue();
});

/** The device's id, or what is said instead. */
function typed(text: string): string {
  const found = typedDevice(text, catalogue);
  return found.preset === null ? notFound(text, found) : found.preset.id;
}

describe('a typed name', () => {
  it.each([
    ['RTX-4070', 'rtx-4070'],
    ['geforce rtx 4070 ti super', 'rtx-4070-ti-super'],
    ['h100 80gb hbm3', 'h100-sxm'],
    ['  Apple M4 Max ', 'apple-m4-max'],
  ])('"%s" is %s', (text, id) => {
    expect(typed(text)).toBe(id);
  });

  it('of several says so', () => {
    expect(typed('RTX 2060')).toBe('Several devices of the catalogue answer to "RTX 2060": rtx-2060, rtx-2060-laptop.');
  });

  it.each([
    ['RTX 409', '; near it are rtx-4090, rtx-4090-laptop.'],
    // An RX 6900 XT begins with its number, but another maker's.
    ['Adreno 690', '.'],
    ['rtx', '.'],
  ])('"%s" is none, and only its maker’s are near it', (text, near) => {
    expect(typed(text)).toBe(`The catalogue has no device "${text}"${near}`);
  });
});
