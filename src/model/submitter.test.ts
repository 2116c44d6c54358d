/** When submits are made, and when they are waited for: on Dawn, with a device that is done only when the test says so. */
import { describe, expect, it } from 'vitest';
import { withDevice } from '../../test/fixtures/device';
import { GpuContext } from '../device/context';
import { bytes, flops } from '../foundation/units';
import { WorkCounter } from './counters';
import { Submitter } from './submitter';
import * as empty from '../../shaders/roof-empty';

/** Says that work is done in the order in which it was asked for, one at a time. */
class Slow extends GpuContext {
  private readonly asked: (() => void)[] = [];

  override settled(): Promise<void> {
    return new Promise((resolve) => this.asked.push(resolve));
  }

  async finishOne(): Promise<void> {
    this.asked.shift()?.();
    // All that follows from it.
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
}

const context = withDevice();

describe('a submitter', () => {
  it('cuts before a dispatch that would exceed the limit, so that no submit holds more than that or one dispatch', async () => {
    const dispatches = await Promise.all(
      [3, 3, 5, 9, 1, 1, 1, 4].map(async (work) => {
        const made = await empty.create(
          context(),
          { marking: 0 },
          {
            mark: context().buffers.create('mark', 64),
            work: context().buffers.upload('work', Uint32Array.of(0)),
          },
        );
        return { ...made, use: { ...made.use, cost: { flops: flops(work), bytes: bytes(0) } } };
      }),
    );
    const cuts = async (flopsPerSubmit: number) => {
      const counter = new WorkCounter();
      const submitter = new Submitter(context(), { flopsPerSubmit, inFlight: 2 }, { counter, signal: null });
      const held: number[] = [];
      for (let before = counter.total, i = 0; i < dispatches.length; i++) {
        await submitter.add(dispatches.slice(i, i + 1), 1);
        if (i === dispatches.length - 1) await submitter.finish();
        held.push(counter.total.submits - before.submits);
        before = counter.total;
      }
      return held;
    };
    // After each dispatch, the submits that it caused: 3 + 3, 5, 9, 1 + 1 + 1 + 4.
    expect(await cuts(7)).toEqual([0, 0, 1, 2, 0, 0, 0, 1]);
    expect(await cuts(100)).toEqual([0, 0, 0, 0, 0, 0, 0, 1]);
  });

  it.each([
    { delivery: 'batched', made: [4, 4, 4, 7, 7, 7, 9], what: 'until one is left, and so records several in a row' },
    { delivery: 'streamed', made: [4, 5, 6, 7, 8, 9, 9], what: 'for one alone' },
  ] as const)('lets so many submits be under way and then waits $what ($delivery)', async ({ delivery, made }) => {
    const { adapter, device, granted } = context();
    const slow = new Slow(adapter, device, granted);
    const counter = new WorkCounter();
    const submitter = new Submitter(slow, { flopsPerSubmit: 1, inFlight: 3 }, { counter, signal: null }, delivery);
    const mark = slow.buffers.create('mark', 64);
    const work = slow.buffers.upload('work', Uint32Array.of(0));
    const dispatch = await empty.create(slow, { marking: 0 }, { mark, work });
    const all = (async () => {
      for (let i = 0; i < 9; i++) {
        await submitter.add([dispatch], 1);
        await submitter.submit();
      }
    })();
    const seen: number[] = [];
    await new Promise((resolve) => setTimeout(resolve, 0));
    seen.push(counter.total.submits);
    for (let i = 0; i < 6; i++) {
      await slow.finishOne();
      seen.push(counter.total.submits);
    }
    expect(seen).toEqual(made);
    await all;
    slow.buffers.destroyAll();
  });
});
