/** An engine that is fast at something else: no figure of it stands beside ours. */
import { describe, expect, it } from 'vitest';
import { compared } from '../../test/fixtures/compared';
import { engineRows } from './engine-rows';
import { formatRatios } from './format-ratio';
import type { Result } from './schema';
import { withoutUnlike } from './unlike-model';

type Row = NonNullable<Result['passage']>['rows'][number];

function read(format: 'fp16' | 'int4', change: Partial<Row>, engine = 'onnxruntime-web') {
  const { results, passage } = compared();
  const rows = passage?.rows.map((row) =>
    row.engine === engine && row.format === format ? { ...row, ...change } : row,
  );
  return withoutUnlike(results, passage === null ? null : { ...passage, rows: rows ?? [] });
}

const withoutSpeed = (results: Result['results']): readonly string[] => [
  ...new Set(results.filter((one) => one.tokensPerSecond === null).map(({ engine, format }) => `${engine} ${format}`)),
];

describe('another engine', () => {
  it('keeps its speed where it rounds, and where nobody knows', () => {
    const { results, passage } = compared();
    expect(withoutUnlike(results, passage)).toEqual(results);
    expect(withoutUnlike(results, null)).toEqual(results);
    expect(read('int4', { kl: 0.8 })).toEqual(results);
    expect(read('fp16', { kl: null, top1: null, perplexity: null })).toEqual(results);
  });

  it.each([
    ['fp16', { kl: 0.06 }],
    ['int4', { kl: 4 }],
  ] as const)('whose %s is far from ours has neither speed nor ratio, and says why', (format, change) => {
    const results = read(format, change);
    expect(withoutSpeed(results)).toEqual([`onnxruntime-web ${format}`]);
    expect(formatRatios(results).filter(({ engines, than }) => engines !== undefined && than === format)).toEqual([]);
    expect(engineRows({ ...compared(), results }).find(({ error }) => error !== null)).toMatchObject({
      ...{ name: `onnxruntime-web ${format.toUpperCase()}`, ratio: null },
      error: { code: 'kernel-check', message: expect.stringContaining('does not compute this model here') },
    });
  });

  it('that gives what is no number has none either', () => {
    const error = { code: 'kernel-check', message: 'Not numbers.', where: 'x', remedy: 'Do not trust it.' } as const;
    const results = read('fp16', { kl: null, top1: null, perplexity: null, error });
    expect(withoutSpeed(results)).toEqual(['onnxruntime-web fp16']);
    expect(results.find((one) => one.error !== null)?.error).toEqual(error);
  });

  it('is never ours, whose kernels are checked one by one', () => {
    expect(withoutSpeed(read('int4', { kl: 9 }, 'tokamark'))).toEqual([]);
  });
});
