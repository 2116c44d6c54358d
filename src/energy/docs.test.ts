/** docs/ENERGY.md holds the table that the command prints today. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { checkModel } from './check-model';
import { checkTable } from './check-table';
import { loadPowerMeasurements } from './power/measurements';

const DOCUMENT = join(import.meta.dirname, '..', '..', 'docs', 'ENERGY.md');

it("docs/ENERGY.md's table is the command's", async () => {
  const printed = checkTable(checkModel(await loadPowerMeasurements()));
  const held =
    /<!-- check-model:.*?-->\n([\s\S]*?)<!-- \/check-model -->/.exec(readFileSync(DOCUMENT, 'utf8'))?.[1] ?? '';
  expect(lines(held)).toEqual(lines(printed));
});

/** Blank lines and the width of columns are the formatter's. */
const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) =>
      line
        .replace(/\s+/g, ' ')
        .replace(/-+(?=:? ?\|)/g, '-')
        .trim(),
    )
    .filter((line) => line !== '');
