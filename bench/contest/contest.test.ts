import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { importResult } from '../../src/report/import/import-result';
import { toMarkdown } from '../../src/report/markdown';

const inBench = (file: string): string => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');

it('of the repository is a result that this version imports, with each row of its report', () => {
  const rows = (text: string) => text.split('\n').filter((line) => /^\| (tg|pp)\d.*(onnxruntime|llama)/.test(line));
  const kept = rows(inBench('CONTEST.md'));
  expect(kept.length).toBeGreaterThan(10);
  expect(rows(toMarkdown(importResult(inBench('contest.json'))))).toEqual(kept);
});
