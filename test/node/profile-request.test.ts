/** What page, command and receipt ask for under each profile's name: the suite's every setting, in every field. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROFILE_NAMES, PROFILES, type ProfileName } from '../../src/benchmark/suite/suite';
import { PROTOCOL } from '../../src/benchmark/workload';
import { readCommandLine } from '../../src/cli/command-line';
import { fieldsOf, optionsOf } from '../../src/page/view/option-fields';
import { parseReceipt, receiptText } from '../../src/report/receipt/link';
import { receiptOfShape } from '../../src/report/receipt/receipt';
import { replaySettings } from '../../src/report/receipt/request';

/** Nothing is tuned off or left out unless somebody says so. */
const SWITCHES = { roofs: true, waterfalls: true, tuning: 'remembered' } as const;

/** Every setting of the profile, by the request's names; a new one must be named here, or this does not compile. */
function wanted(name: ProfileName) {
  const { shape, formats, tests, repetitions, budget, sustained, fidelityWindows, seed, about, ...rest } =
    PROFILES[name];
  rest satisfies Record<string, never>;
  expect(about).not.toBe('');
  return {
    ...{ shape, formats, tests, repetitions, sustained, seed, receipt: null },
    ...{ budgetSeconds: budget, fidelity: { windows: fidelityWindows } },
    ...SWITCHES,
  };
}

function command(name: ProfileName) {
  const read = readCommandLine(['--profile', name], [PROFILES[name].shape], 100);
  if (read.command !== 'run') throw new Error('not a run');
  return read;
}

describe.each(PROFILE_NAMES)('the profile %s', (name) => {
  it('is what the page asks for once it is chosen', () => {
    const { boxes, ...fields } = fieldsOf(name);
    const untouched = { roofs: true, waterfalls: true, tune: true, retune: false };
    expect(optionsOf({ ...fields, boxes: { ...boxes, ...untouched } })).toEqual(wanted(name));
  });

  it('is what the command asks for', () => {
    expect(command(name)).toMatchObject(wanted(name));
  });

  it('comes back from its receipt, but for the budget, within which nothing of a replay shrinks', () => {
    const { shape, tuning, budgetSeconds, receipt: none, ...rest } = wanted(name);
    const implementation = { name: 'tokamark', version: '0.1.0', commit: 'abc', shaderHash: '0123456789abcdef' };
    const asked = { ...rest, protocol: PROTOCOL, tuned: true, implementation };
    const replayed = replaySettings(parseReceipt(`#${receiptText(receiptOfShape(shape, asked))}`));
    expect({ budgetSeconds, none }).toEqual({ budgetSeconds: PROFILES[name].budget, none: null });
    expect(replayed).toMatchObject({ ...rest, shape, tuning, budgetSeconds: null });
  });
});

it("what stands in the page's form before anybody chose is the profile that is marked there", () => {
  const html = readFileSync(join(import.meta.dirname, '..', '..', 'src', 'page', 'parts', 'run.html'), 'utf8');
  const marked = /name="profile" value="(\w+)" checked/.exec(html)?.[1];
  expect(marked).toBe('quick');
  const field = (id: string): string => new RegExp(`<input[^>]*id="option-${id}"[^>]*>`).exec(html)?.[0] ?? '';
  const { numbers, boxes, formats } = fieldsOf('quick');
  for (const [name, value] of Object.entries(numbers)) {
    const written = / value="(\d+)"/.exec(field(name))?.[1] ?? null;
    expect([name, written]).toEqual([name, value === null ? null : String(value)]);
  }
  for (const [name, ticked] of Object.entries(boxes))
    expect([name, / checked/.test(field(name))]).toEqual([name, ticked]);
  for (const name of ['fp16', 'int8', 'int4', 'mxfp4', 'nvfp4', 'w4a8'] as const) {
    expect([name, / checked/.test(field(name))]).toEqual([name, formats.includes(name)]);
  }
});
