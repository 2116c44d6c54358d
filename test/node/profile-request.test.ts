/** What page, command and receipt ask for under each profile's name: the suite's every setting, in every field. */
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { PROFILE_NAMES, PROFILES, type ProfileName } from '../../src/benchmark/suite/suite';
import { readCommandLine } from '../../src/cli/command-line';
import { settingsOfProfile, textsOf } from '../../src/options/settings';
import { RunForm } from '../../src/page/shell/run-form';
import { RUN_OPTIONS } from '../../src/options/run-options';
import { parseReceipt, receiptText } from '../../src/report/receipt/link';
import { receiptOfShape, receiptRequest } from '../../src/report/receipt/receipt';
import { replaySettings } from '../../src/report/receipt/request';

/** Nothing is tuned off or left out unless somebody says so. */
const SWITCHES = { roofs: true, waterfalls: true, tuning: 'remembered' } as const;

/** Every setting of the profile, by the request's names; a new one must be named here, or this does not compile. */
function wanted(name: ProfileName) {
  const { shape, formats, tests, line, repetitions, budget, sustained, fidelityWindows, seed, about, ...rest } =
    PROFILES[name];
  rest satisfies Record<string, never>;
  expect(about).not.toBe('');
  return {
    ...{ shape, formats, tests, line, repetitions, sustained, seed },
    ...{ budgetSeconds: budget, fidelity: fidelityWindows > 0 ? { windows: fidelityWindows } : null },
    ...SWITCHES,
  };
}

function command(name: ProfileName) {
  const { command: read, options } = readCommandLine(['--profile', name], 100);
  if (read !== 'run') throw new Error('not a run');
  return options;
}

describe.each(PROFILE_NAMES)('the profile %s', (name) => {
  it('is what its texts in the form mean together', () => {
    expect(settingsOfProfile(PROFILES[name])).toMatchObject(wanted(name));
  });

  it('is what the command asks for', () => {
    expect(command(name)).toMatchObject({ settings: { ...wanted(name), receipt: null } });
  });

  it('fills each control with a text that it can hold', () => {
    const texts = textsOf(PROFILES[name]);
    for (const { name: option, control } of RUN_OPTIONS) {
      const text = texts[option];
      if (control.kind === 'tick') expect([control.on, control.off], option).toContain(text);
      if (control.kind === 'select') expect(control.choices, option).toContain(text);
      if (control.kind === 'boxes') expect(control.choices, option).toEqual(expect.arrayContaining(text.split(',')));
      if (control.kind !== 'number' || text === control.empty) continue;
      expect(Number(text), option).toBeGreaterThanOrEqual(control.least);
      expect(Number(text), option).toBeLessThanOrEqual(control.most);
    }
  });

  it('comes back from its receipt, but for the budget, within which nothing of a replay shrinks', () => {
    const { shape, tuning, budgetSeconds, ...rest } = wanted(name);
    const implementation = { name: 'tokamark', version: '0.1.0', commit: 'abc', shaderHash: '0123456789abcdef' };
    const asked = receiptRequest(settingsOfProfile(PROFILES[name]), implementation);
    const replayed = replaySettings(parseReceipt(`#${receiptText(receiptOfShape(shape, asked))}`));
    expect(budgetSeconds).not.toBeNull();
    expect(replayed).toMatchObject({ ...rest, shape, tuning, budgetSeconds: null });
  });
});

it("what stands in the page's form before anybody chose is the profile that is marked there", () => {
  const form = renderToString(h(RunForm, {}));
  const marked = /name="profile" value="(\w+)" checked/.exec(form)?.[1];
  expect(marked).toBe('quick');
  const tag = (id: string): string => new RegExp(`<(?:input|select)[^>]*id="option-${id}"[^>]*>`).exec(form)?.[0] ?? '';
  const texts = textsOf(PROFILES.quick);
  for (const { name, control } of RUN_OPTIONS) {
    const text = texts[name];
    if (control.kind === 'tick') expect([name, tag(name).includes(' checked')]).toEqual([name, text === control.on]);
    if (control.kind === 'number') {
      const value = / value="(\d+)"/.exec(tag(name))?.[1] ?? control.empty;
      expect([name, value]).toEqual([name, text]);
    }
    if (control.kind === 'select') expect(form).toContain(`<option value="${text}" selected>`);
    if (control.kind !== 'boxes') continue;
    for (const one of control.choices) {
      expect([one, tag(one).includes(' checked')]).toEqual([one, text.split(',').includes(one)]);
    }
  }
});
