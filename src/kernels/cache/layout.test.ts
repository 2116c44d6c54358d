/** That each element of the cache has a place of its own within it, and that what is said of its size follows from the shape. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cacheBytes, cacheBytesRead, cachedHead, cacheElements, cacheIndex, headRegion } from './layout';
import { cachedValue, readHead, writeHead } from './reference';

const shape = fc.record({
  keyValueHeads: fc.integer({ min: 1, max: 4 }),
  headDim: fc.integer({ min: 1, max: 9 }).map((half) => 2 * half),
  capacity: fc.integer({ min: 1, max: 6 }),
});
const sequences = fc.integer({ min: 1, max: 4 });

describe('the layout of the cache', () => {
  it('gives each head at each position of each sequence a place of its own, and leaves none over', () => {
    fc.assert(
      fc.property(shape, sequences, (of, count) => {
        const places = new Set<number>();
        for (let sequence = 0; sequence < count; sequence++) {
          for (let position = 0; position < of.capacity; position++) {
            for (let head = 0; head < of.keyValueHeads; head++)
              places.add(cacheIndex(of, { sequence, position }, head));
          }
        }
        const width = cachedHead(of.headDim);
        expect([...places].sort((a, b) => a - b)).toEqual(
          Array.from({ length: cacheElements(of, count) / width }, (_, i) => i * width),
        );
      }),
    );
  });

  it('keeps the positions of a head one behind the other', () => {
    fc.assert(
      fc.property(shape, sequences, (of, count) => {
        const sequence = count - 1;
        const { offset, size } = headRegion(of, sequence, of.keyValueHeads - 1, of.capacity);
        expect(offset).toBe(2 * cacheIndex(of, { sequence, position: 0 }, of.keyValueHeads - 1));
        // The last head of the last sequence is the end of the buffer.
        expect(offset + size).toBe(cacheBytes(of, count));
      }),
    );
  });

  it('reads keys and values of as many positions as a row sees', () => {
    const llama = { keyValueHeads: 8, headDim: 128 };
    expect(cacheBytesRead(llama, 100)).toBe(100 * 2 * 8 * 128 * 2);
    expect(cacheBytes({ ...llama, capacity: 100 }, 3)).toBe(3 * 100 * 8 * 128 * 2);
  });

  it('pads a head to whole reads of eight', () => {
    expect([2, 8, 10, 64].map(cachedHead)).toEqual([8, 8, 16, 64]);
  });
});

it('a head that is written is read again as binary16, with zeros behind it', () => {
  const of = { keyValueHeads: 2, headDim: 10, capacity: 3 };
  const halves = new Uint16Array(cacheElements(of, 2)).fill(0x7e00);
  const head = [0.1, -2, 1e6, -1e6, 0, 1, 2, 3, 4, 5];
  writeHead(halves, of, { row: { sequence: 1, position: 2 }, head: 1 }, head);
  const held = [...readHead(halves, of, { sequence: 1, position: 2 }, 1)];
  expect(held.slice(0, 10)).toEqual(head.map(cachedValue));
  expect(held[2]).toBe(65504);
  expect(held.slice(10)).toEqual([0, 0, 0, 0, 0, 0]);
  expect(readHead(halves, of, { sequence: 1, position: 1 }, 1)[0]).toBeNaN();
});
