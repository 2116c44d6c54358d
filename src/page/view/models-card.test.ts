/** What the card of published models says, with a run and without one, and what its button may take. No elements. */
import { expect, it } from 'vitest';
import { bytes } from '../../foundation/units';
import { runOn } from '../../predict/fixtures/known-device';
import { loadPublishedModels } from '../../predict/published-models';
import { aboutAllocating, modelsText, mostHere } from './models-card';

const { models } = await loadPublishedModels();
const RUN = runOn(
  { t0: 1e-3, bandwidth: 5e11, flopsPerSecond: 2e13 },
  models.filter(({ name }) => ['Llama-3.2-1B', 'SmolLM2-360M', 'SmolLM2-135M'].includes(name)),
);
const FORMATS = ['fp16', 'int4'] as const;

it('names of every model and format whether it fits and how fast it would be, as a range', async () => {
  const { about, sheet } = await modelsText(RUN, FORMATS, null);
  expect(about).toContain(`From the run of ${RUN.startedAt}`);
  const titles = sheet.columns.map(({ title }) => title);
  expect(titles).toEqual(['model', 'format', 'weights', 'fits', 'decode, tokens/s', 'first token, s']);
  expect(sheet.rows).toHaveLength(2 * models.length);
  const row = sheet.rows.find(([model, format]) => model === 'Llama-3.2-3B' && format === 'INT4');
  expect(row?.[4]).toMatch(/^[\d,.]+ to [\d,.]+ \(/);
  for (const each of sheet.rows) expect(each).toHaveLength(titles.length);
});

it('tells bytes alone without a run, and that what just fits may still fail', async () => {
  const { sheet, notes } = await modelsText(null, FORMATS, null);
  for (const [, , weights, fits, decode] of sheet.rows) {
    expect(weights).toMatch(/B$/);
    expect([fits, decode]).toEqual(['unknown', '-']);
  }
  expect(notes.join(' ')).toContain('Activations and the system’s share are not counted');
  // Of columns that the page leaves out.
  expect(notes.join(' ')).not.toContain('‡');
});

it('goes by the memory that a test was given, and calls it all there is where the GPU refused more', async () => {
  const fits = async (refusal: string | null) => {
    const { about, sheet } = await modelsText(null, ['int4'], { bytes: bytes(2e9), refusal });
    expect(about).toContain('an allocation test was given 1.86 GiB');
    return sheet.rows.map(([model, , , fit]) => `${model} ${fit}`);
  };
  expect(await fits('no more')).toEqual(expect.arrayContaining(['Llama-3.2-1B yes', 'Mistral-7B-v0.3 no']));
  expect(await fits(null)).toEqual(expect.arrayContaining(['Llama-3.2-1B yes', 'Mistral-7B-v0.3 unknown']));
});

it('takes no more of a phone than 700 MB, which is 668 MiB, and says how much before it does', () => {
  expect(mostHere(true)).toBe(700e6);
  expect(mostHere(false)).toBeGreaterThan(2e9);
  expect(aboutAllocating(true)).toContain('668 MiB at most');
});
