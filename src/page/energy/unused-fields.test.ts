/** Every field of the card: a valid value changes what the page shows or is said to play no part, an invalid one is named. */
import { describe, expect, it } from 'vitest';
import { answersOf, workedEntry } from '../../energy/worked-entry';
import { energyDataOf } from '../fixtures/energy-data';
import { entry } from '../fixtures/results';
import { answerTexts, deviceText, rowTexts, tariffText, unusedText } from './energy-model';
import { firstState, withFields } from './energy-state';
import { EMPTY_FIELDS, FIELD_NAMES, type FieldName, type Fields } from './fields';

const data = energyDataOf('ANGLE (NVIDIA, NVIDIA GeForce RTX 4090 (0x00002684) Direct3D11 vs_5_0 ps_5_0, D3D11)');

/** A value that may be, and one that may not; null where a list leaves no wrong one. */
const VALUES: Readonly<Record<FieldName, readonly [string, string | null]>> = {
  device: ['GeForce RTX 3090', 'GeForce RTX 31000'],
  powerLimit: ['300', '-5'],
  watts: ['200', '0'],
  idleWatts: ['10', 'few'],
  boundary: ['wall', null],
  country: ['DE', 'XX'],
  electricityPrice: ['0.31', 'cheap'],
  currency: ['EUR', null],
  gridIntensity: ['50', '-3'],
  pue: ['1.4', '0.5'],
  payment: ['rented', null],
  hardwarePrice: ['1234', '0'],
  lifeYears: ['7', '0'],
  utilisation: ['14', '25'],
  rentPerHour: ['0.7', '-1'],
  promptTokens: ['100', '-1'],
  answerTokens: ['900', '-1'],
  reasoningTokens: ['900', '-1'],
};

const BASES: Readonly<Record<string, Partial<Fields>>> = {
  'nothing else': {},
  'typed watts': { watts: '250' },
  'a machine that is rented': { payment: 'rented', rentPerHour: '1.5' },
  'prices of its own': { electricityPrice: '0.2', gridIntensity: '100', hardwarePrice: '900' },
};

function shown(fields: Partial<Fields>): string {
  const state = withFields(firstState(data), { ...EMPTY_FIELDS, ...fields }, data);
  if (state.problem !== null) return `refused: ${state.problem.field ?? ''}: ${state.problem.error.message}`;
  const { basis } = state;
  const worked = (['decode', 'prefill'] as const).flatMap(
    (phase) => workedEntry(entry('int4', phase, 171), basis, null) ?? [],
  );
  return JSON.stringify([
    worked.map((one) => [rowTexts(one), one.row.provenance.badge]),
    answersOf(worked, basis.prepared).map((answer) => answerTexts(answer, basis)),
    [deviceText(data, basis), tariffText(basis, (code) => code), unusedText(basis)],
  ]);
}

describe.each(Object.entries(BASES))('beside %s', (_name, base) => {
  it.each(FIELD_NAMES)('%s changes what is shown, or is said to play no part', (name) => {
    const [valid] = VALUES[name];
    if (base[name] === valid) return;
    expect(shown({ ...base, [name]: valid })).not.toBe(shown(base));
  });

  it.each(FIELD_NAMES)('%s is refused by name where it is wrong', (name) => {
    const [, invalid] = VALUES[name];
    if (invalid === null) return;
    expect(shown({ ...base, [name]: invalid })).toMatch(new RegExp(`^refused: ${name}: `));
  });
});

it('says where a rent that plays no part here is taken, and asks for the rent of a machine that is rented', () => {
  expect(shown({ rentPerHour: '0.7' })).toContain('said to be owned. It counts in rent against own, below.');
  expect(shown({ payment: 'rented' })).toMatch(/^refused: rentPerHour: rentPerHour is missing/);
});
