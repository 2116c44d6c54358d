/** The table of a run's options: that form, command and receipt can hold what it says, and what the options mean together. */
import { describe, expect, it } from 'vitest';
import { HEADLINE, HEADLINE_TESTS, PROFILE_NAMES, PROFILES, testsAt } from '../benchmark/suite/suite';
import { ownOptions, RUN_OPTIONS, runOptions, type RunOptionTexts } from './run-options';
import { headlineTexts, ownOptionsOf, ownTextsOf, settingsOf, settingsOfProfile, textsOf } from './settings';

const settings = (texts: Partial<RunOptionTexts>) =>
  settingsOf(runOptions.parse({ ...textsOf(PROFILES.quick), ...texts }));

describe.each(RUN_OPTIONS)('the option $name', ({ name, flag, control, initial }) => {
  const schema = runOptions.shape[name];
  const reads = (text: string) => schema.safeParse(text).success;

  it('reads every text that its control can hold', () => {
    const texts =
      control.kind === 'tick'
        ? [control.on, control.off]
        : control.kind === 'number'
          ? [String(control.least), String(control.most), ...(control.empty === undefined ? [] : [control.empty])]
          : control.kind === 'boxes'
            ? [...control.choices, control.choices.join(',')]
            : control.choices;
    expect(texts.filter((text) => !reads(text))).toEqual([]);
  });

  it('has a flag of its own, and a text where nobody gives one', () => {
    expect(RUN_OPTIONS.filter((other) => other.flag === flag)).toHaveLength(1);
    for (const profile of Object.values(PROFILES)) {
      expect(reads(typeof initial === 'string' ? initial : initial(profile))).toBe(true);
    }
  });

  it('refuses hostile text in words', () => {
    for (const text of ['', '\0', 'x'.repeat(5000), '-1', '1e999', '__proto__']) {
      const { error } = schema.safeParse(text);
      expect(error?.issues[0]?.message, JSON.stringify(text.slice(0, 9))).toMatch(/^(must|has|is) /);
    }
  });
});

describe('what options mean together', () => {
  it.each(PROFILE_NAMES)('is the tests of the profile %s for its own texts', (name) => {
    expect(settingsOfProfile(PROFILES[name]).tests).toEqual(PROFILES[name].tests);
  });

  it('is for the texts of the headline its two tests alone, of its shape, with no limit of time and no format decided', () => {
    const texts = headlineTexts();
    const asked = settings({ ...textsOf(PROFILES.standard), formats: 'int8', budget: '5', ...texts });
    expect(asked).toMatchObject({ shape: HEADLINE.shape, formats: ['int8'], line: [], sustained: null });
    expect(asked).toMatchObject({ repetitions: 5, budgetSeconds: null, tests: HEADLINE_TESTS });
  });

  it('is each test at each depth and each number of sequences, in each delivery of decode', () => {
    const asked = { prompt: '32', generate: '8', depth: '0,64', batch: '1,4' };
    const tests = testsAt(32, 8, [0, 64], [1, 4]);
    expect(settings({ ...asked, delivery: 'streamed' }).tests).toEqual(tests);
    const decode = tests.filter(({ phase }) => phase === 'decode');
    const batched = settings({ ...asked, delivery: 'batched,streamed' }).tests.filter((test) => 'delivery' in test);
    expect(batched).toEqual(decode.map((test) => ({ ...test, delivery: 'batched' })));
  });

  it('is a sustained decode in INT4 where that is measured, and in the first format where it is not', () => {
    expect(settings({ sustain: '9' }).sustained).toEqual({ format: 'int4', seconds: 9 });
    expect(settings({ sustain: '9', formats: 'int8,fp16' }).sustained).toEqual({ format: 'int8', seconds: 9 });
    expect(settings({ sustain: 'none' }).sustained).toBeNull();
  });

  it('is no fidelity and no tuning where they are switched off, whatever else is said of them', () => {
    expect(settings({ fidelity: '0', windows: '7' }).fidelity).toBeNull();
    expect(settings({ windows: '0' }).fidelity).toBeNull();
    expect(settings({ tune: '0', retune: '1' }).tuning).toBe('off');
    expect(settings({ retune: '1' }).tuning).toBe('again');
  });
});

it('the options that are settings by themselves come back from their texts, without the rest', () => {
  const all = settings({ repetitions: '7', seed: '4294967295', roofs: '0' });
  expect(ownTextsOf(all)).toMatchObject({ repetitions: '7', seed: '4294967295', roofs: '0', waterfalls: '1' });
  const own = ownOptionsOf(all);
  expect(Object.keys(own).sort()).toEqual([...ownOptions.keyof().options].sort());
  expect(all).toMatchObject(own);
});
