/** A chain leads to another last link whatever of it is changed, and its writer says when a link is due. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChainWriter, chainStart, linksOf, nextLink } from './chain';
import { blockSchema, type Block } from './commitment';

const OWNER = { nonce: 'n', publicKey: 'k' };

const item = fc.record({
  workloadId: fc.constantFrom('a'.repeat(64), 'b'.repeat(64)),
  order: fc.nat(1000),
  seconds: fc.double({ min: 1e-6, max: 1e5, noNaN: true }),
  passes: fc.integer({ min: 1, max: 1e6 }),
});
const block: fc.Arbitrary<Block> = fc.record({ measured: fc.array(item, { maxLength: 5 }) });
const blocks = fc.array(block, { minLength: 1, maxLength: 8 });

describe('the last link', () => {
  it('is another one where a block is changed, left out, doubled or moved', () => {
    fc.assert(
      fc.property(blocks, fc.nat(), block, (all, at, other) => {
        const i = at % all.length;
        const last = linksOf(OWNER, all).at(-1);
        const variants = [all.toSpliced(i, 1), all.toSpliced(i, 0, other), all.toSpliced(i, 1, other)];
        for (const one of variants) {
          if (JSON.stringify(one) !== JSON.stringify(all)) expect(linksOf(OWNER, one).at(-1)).not.toBe(last);
        }
      }),
    );
  });

  it('is of this nonce and this device alone', () => {
    const all = [{ measured: [] }];
    const links = [OWNER, { ...OWNER, nonce: 'm' }, { ...OWNER, publicKey: 'l' }].map(
      (owner) => linksOf(owner, all)[0],
    );
    expect(new Set(links).size).toBe(3);
  });

  it('is the same after JSON, in whatever order a block has its fields', () => {
    const one = { workloadId: 'a'.repeat(64), order: 1, seconds: 0.1 + 0.2, passes: 2 };
    const turned = { passes: 2, seconds: 0.1 + 0.2, order: 1, workloadId: 'a'.repeat(64) };
    const read = blockSchema.parse(JSON.parse(JSON.stringify({ measured: [turned] })));
    expect(nextLink(chainStart(OWNER), read)).toBe(nextLink(chainStart(OWNER), { measured: [one] }));
  });
});

describe('a writer', () => {
  const measured = { workloadId: 'a'.repeat(64), order: 0, seconds: 1, passes: 1 };

  it('begins with a link that holds nothing', () => {
    const writer = new ChainWriter(OWNER);
    expect(() => writer.add(measured)).toThrow(RangeError);
    expect(writer.isDue(0)).toBe(true);
    expect(writer.link(0)).toEqual({ nonce: 'n', k: 1, hash: nextLink(chainStart(OWNER), { measured: [] }) });
  });

  it('has a link due two seconds after the last, and puts into it all that was measured since', () => {
    const writer = new ChainWriter(OWNER);
    writer.link(10);
    writer.add(measured);
    expect([writer.isDue(11.9), writer.isDue(12)]).toEqual([false, true]);
    writer.add({ ...measured, order: 1 });
    const { k, hash } = writer.link(12, [1, 2]);
    expect([k, hash]).toEqual([2, linksOf(OWNER, writer.blocks)[1]]);
    expect(writer.blocks[1]).toEqual({ measured: [measured, { ...measured, order: 1 }], proof: [1, 2] });
    for (let order = 2; order < 40; order++) writer.add({ ...measured, order });
    expect(writer.isDue(12.1)).toBe(true);
    writer.link(12.1);
    writer.link(15);
    expect(writer.blocks[3]).toEqual({ measured: [] });
  });
});
