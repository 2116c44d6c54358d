/** Predictions against runs of devices that are known: the same device is inside, another is not, and what was fitted does not count. */
import { expect, it } from 'vitest';
import { runOn, type KnownDevice } from '../../src/predict/fixtures/known-device';
import { loadPublishedModels } from '../../src/predict/published-models';
import { comparisons, comparisonText, isInside } from './compare';

const { models } = await loadPublishedModels();
const named = (...names: readonly string[]) => models.filter(({ name }) => names.includes(name));
const DEVICE: KnownDevice = { t0: 1e-3, bandwidth: 2e11, flopsPerSecond: 5e12 };
const BASE = runOn(DEVICE, named('Llama-3.2-1B', 'SmolLM2-360M', 'SmolLM2-135M'));
const OTHERS = named('Qwen2.5-0.5B', 'SmolLM2-1.7B', 'Llama-3.1-8B');

it('finds each shape and phase of the same device inside', () => {
  const found = comparisons(BASE, [runOn(DEVICE, OTHERS)]);
  expect(found).toHaveLength(6);
  expect(found.filter((one) => !isInside(one))).toEqual([]);
  expect(comparisonText(BASE, found)).toContain('6 of 6 are inside their interval');
});

it('says where it fails: on a device of half the bandwidth and arithmetic', () => {
  const slower = { t0: 2e-3, bandwidth: 1e11, flopsPerSecond: 2.5e12 };
  const found = comparisons(BASE, [runOn(slower, named('Qwen2.5-0.5B'))]);
  expect(found.some(isInside)).toBe(false);
  expect(comparisonText(BASE, found)).toContain('0 of 2 are inside');
});

it('leaves out what the prediction was made of, and never calls few a success', () => {
  const found = comparisons(BASE, [BASE]);
  expect(found).toEqual([]);
  expect(comparisonText(BASE, found)).toContain('not met');
});
