/** That a card is a picture wherever it is drawn, and what becomes of its thread. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { run } from '../../../../src/page/fixtures/board-answers';
import { CARD_HEIGHT, CARD_WIDTH } from '../../../../src/report/links/card-scene';
import { createDrawing, type Drawing } from './png';
import { runCard } from './run-card';

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** A thread that says what it was sent: `end` ends it, and `never` occupies it for ever. */
const FAKE = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort, threadId } from 'node:worker_threads';
    parentPort.on('message', (svg) => {
      if (svg === 'end') process.exit(3);
      while (svg === 'never');
      parentPort.postMessage(Uint8Array.of(threadId, svg.length));
    });
  `)}`,
);

describe('a drawing', () => {
  let drawing: Drawing | null = null;
  const open = (thread?: URL): Drawing => (drawing = createDrawing(thread));
  afterEach(() => drawing?.dispose());
  afterEach(() => vi.useRealTimers());

  it('is PNG with fonts that come along', async () => {
    const { png: by } = open();
    const draw = async (name: string) => {
      const [one] = run().figures;
      const figures = one === undefined ? {} : { figures: [one] };
      const svg = runCard(run({ gpu: null, declaredGpu: name, ...figures }), 'https://page.example/');
      return Buffer.from(await by(svg ?? ''));
    };
    const [png, other] = await Promise.all([draw('Apple M3'), draw('Apple M4')]);
    expect(png.subarray(0, 8)).toEqual(PNG);
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([CARD_WIDTH, CARD_HEIGHT]);
    // One figure of its name is all that differs: letters are drawn.
    expect(other.equals(png)).toBe(false);
    expect((await draw('</text><script>&\u0000\ud800\u202e')).subarray(0, 8)).toEqual(PNG);
  });

  it('of what is no picture fails alone, and the next is drawn', async () => {
    const { png } = open();
    await expect(png('no picture')).rejects.toMatchObject({ code: 'internal' });
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>';
    expect(Buffer.from(await png(svg)).subarray(0, 8)).toEqual(PNG);
  });

  it('is made once of what is asked for twice', async () => {
    const { png } = open(FAKE);
    const [first, second, other] = await Promise.all(['a', 'a', 'bc'].map(png));
    expect(second).toBe(first);
    expect(other?.[1]).toBe(2);
  });

  it('whose thread ends, or is occupied too long, fails, and another thread draws the next', async () => {
    const { png } = open(FAKE);
    const first = await png('a');
    await expect(png('end')).rejects.toMatchObject({ details: 'it ended with 3' });
    const second = await png('b');
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const never = png('never');
    const late = expect(never).rejects.toMatchObject({ details: 'a picture took longer than 15 s' });
    await vi.advanceTimersByTimeAsync(15_000);
    await late;
    const third = await png('c');
    expect(new Set([first, second, third].map(([thread]) => thread)).size).toBe(3);
  });

  it('is refused for a moment where many wait', async () => {
    const { png } = open(FAKE);
    const all = await Promise.allSettled(Array.from({ length: 20 }, (_, i) => png('a'.repeat(i))));
    const refused = all.flatMap((one): unknown[] => (one.status === 'rejected' ? [one.reason] : []));
    expect(refused).toHaveLength(3);
    expect(refused[0]).toMatchObject({ said: { status: 503, code: 'busy', retryAfter: 3 } });
  });

  it('is none once it is over', async () => {
    const { png, dispose } = open(FAKE);
    const under = png('never');
    const heard = expect(under).rejects.toMatchObject({ details: 'it was ended' });
    await dispose();
    await heard;
    await expect(png('a')).rejects.toMatchObject({ code: 'internal' });
  });
});
