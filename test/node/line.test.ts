/** A run of three models on the adapter at hand: the headline's, and two smaller ones from which it tells what a token costs. */
import { expect, it } from 'vitest';
import { importResult } from '../../src/report/import/import-result';
import { toJson } from '../../src/report/json';
import { engineOn, runOn } from '../fixtures/engine';

const { engine } = engineOn();

it('measures two smaller models in the same rounds, and tells what a token costs', async () => {
  const { result } = await runOn(engine, { formats: ['fp16', 'int4'], line: ['int4'] });
  expect(result.status).toBe('complete');
  expect(result.results.map(({ model, format, test }) => `${model.name} ${format} ${test}`)).toEqual([
    ...['fp16', 'int4'].flatMap((format) => ['tg8', 'pp32'].map((test) => `Fable ${format} ${test}`)),
    ...['Fable-mini', 'stories260K'].map((model) => `${model} int4 tg8`),
  ]);
  expect(result.lines).toHaveLength(1);
  expect(result.lines[0]).toMatchObject({ format: 'int4', model: 'Fable', test: 'tg8', rounds: 5 });
  expect(result.lines[0]?.points.map(({ model }) => model)).toEqual(['Fable', 'Fable-mini', 'stories260K']);
  expect(importResult(toJson(result))).toMatchObject({ status: 'complete' });
});
