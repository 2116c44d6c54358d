/** Codes: what goes in comes out, each typo and each swap is caught, hostile text ends in a typed problem, and the lists fit the catalogue. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CLASS_OF_FIVE, measured, SOFTWARE } from '../../../test/fixtures/class-codes';
import { tokensPerSecond } from '../../foundation/units';
import { loadCatalogue } from '../../hardware/catalogue';
import { DEVICE_KINDS, VENDORS } from '../../hardware/device-kinds';
import { MODEL_FORMATS } from '../../kernels/recipe';
import { SYMBOLS, valueOf } from './alphabet';
import { classCode, CODE_LENGTH, FASTEST, readClassCode, SLOWEST } from './class-code';
import { CLASS_ARCHITECTURES, CLASS_FORMATS, CLASS_KINDS, CLASS_MAKERS, CLASS_MODELS } from './fields';
import { classDevice, MEASURED_AS, type ClassMeasurement } from './measurement';
import { isWhole } from './reed-solomon';

const speed = fc.double({ min: Math.log(SLOWEST), max: Math.log(FASTEST), noNaN: true }).map((one) => {
  const rate = Math.min(FASTEST, Math.max(SLOWEST, Math.exp(one)));
  return tokensPerSecond(rate);
});
const listed = <T>(list: readonly T[]) => fc.constantFrom(null, ...list);

const measurements: fc.Arbitrary<ClassMeasurement> = fc.record({
  tokensPerSecond: fc
    .dictionary(fc.constantFrom(...CLASS_FORMATS), speed, { minKeys: 1 })
    .map((rates): ClassMeasurement['tokensPerSecond'] => ({ ...rates })),
  model: fc.constantFrom(...CLASS_MODELS),
  measuredAs: fc.constantFrom(...MEASURED_AS),
  device: fc.record({
    kind: listed(CLASS_KINDS),
    maker: listed(CLASS_MAKERS),
    architecture: listed(CLASS_ARCHITECTURES),
  }),
});

const codes = measurements.map(classCode);
const symbol = fc.constantFrom(...Array.from(SYMBOLS));
/** Without dashes. */
const plain = (code: string): string => code.replaceAll('-', '');
const problemOf = (text: string) => {
  const read = readClassCode(text);
  return read.ok ? null : read.problem;
};

describe('a code', () => {
  it('gives back what went in, each speed to three digits', () => {
    fc.assert(
      fc.property(measurements, (given) => {
        const read = readClassCode(classCode(given));
        if (!read.ok) throw new Error(read.problem.kind);
        const { tokensPerSecond: rates, ...others } = read.measurement;
        const { tokensPerSecond: givenRates, ...givenOthers } = given;
        expect(others).toEqual(givenOthers);
        expect(Object.keys(rates).sort()).toEqual(Object.keys(givenRates).sort());
        for (const format of CLASS_FORMATS) {
          const [got, wanted] = [rates[format], givenRates[format]];
          expect(got).toBe(wanted === undefined ? undefined : Number(wanted.toPrecision(3)));
        }
      }),
    );
  });

  it('has at most 60 characters that can be read aloud, begins with TMK1, and is the same when it is made again', () => {
    fc.assert(
      fc.property(measurements, (given) => {
        const code = classCode(given);
        expect(code).toMatch(/^TMK1(-[0-9A-HJKMNP-TV-Z]{4}){6}$/);
        expect(code).toHaveLength(34);
        const read = readClassCode(code);
        expect(read.ok && classCode(read.measurement)).toBe(code);
      }),
    );
  });

  it('has what this code had on the day when pupils first wrote it down', () => {
    expect(CLASS_OF_FIVE.map(classCode)).toEqual([
      'TMK1-451K-BGHE-8DST-G000-0000-5S28',
      'TMK1-451K-BA9E-5XT9-G000-0000-0VZ9',
      'TMK1-44RN-VSXF-M5YT-G000-0000-2V5A',
      'TMK1-45AP-TTNB-Q5J0-G000-0000-NMHE',
      'TMK1-4480-2N1A-HN5G-G000-0000-GTE5',
    ]);
  });

  it('is not made of no speed, or of one that it cannot hold', () => {
    const only = (fp16: number) => measured([fp16, 1, 1], SOFTWARE);
    for (const rate of [0, -1, NaN, Infinity, 2e7, 0.001]) expect(() => classCode(only(rate))).toThrow(/no place/);
    expect(() => classCode(measured([1, 1, 1], SOFTWARE, { tokensPerSecond: {} }))).toThrow('There is no speed');
  });
});

describe('a code that was typed', () => {
  it('may be in small letters, in other groups, with O for 0 and I or L for 1, and with any dash', () => {
    fc.assert(
      fc.property(codes, fc.constantFrom('', ' ', '\u2013', ' \u2212 ', '\u00a0', '\u200b-\t'), (code, between) => {
        const typed = Array.from(plain(code).toLowerCase(), (one, i) => {
          const like = one === '0' ? 'o' : one === '1' ? (i % 2 === 0 ? 'l' : 'I') : one;
          return i % 5 === 4 ? like + between : like;
        }).join('');
        const read = readClassCode(typed);
        expect(read.ok && read.code).toBe(code);
      }),
    );
  });

  it('with one wrong character is refused, wherever it is, and the place is named', () => {
    fc.assert(
      fc.property(codes, fc.nat(CODE_LENGTH - 1), symbol, (code, at, other) => {
        const letters = Array.from(plain(code));
        fc.pre(letters[at] !== other);
        expect(problemOf(letters.with(at, other).join(''))).toEqual({ kind: 'typo', at: at + 1, character: other });
      }),
    );
  });

  it('with every single wrong character there is, of one code, is refused', () => {
    const letters = Array.from(plain(classCode(measured([100, 150, 200], SOFTWARE))));
    for (const [at, right] of letters.entries()) {
      for (const other of SYMBOLS) {
        if (other !== right) expect(problemOf(letters.with(at, other).join(''))?.kind).toBe('typo');
      }
    }
  });

  it('with any two characters swapped is refused, and neighbours are named', () => {
    fc.assert(
      fc.property(codes, (code) => {
        const letters = Array.from(plain(code));
        for (const [a, one] of letters.entries()) {
          for (const [b, other] of letters.entries()) {
            if (b <= a || one === other) continue;
            const problem = problemOf(letters.with(a, other).with(b, one).join(''));
            expect(problem).not.toBeNull();
            if (b === a + 1) expect(problem).toEqual({ kind: 'swapped', at: a + 1, characters: other + one });
          }
        }
      }),
      { numRuns: 20 },
    );
  });

  it('with up to four wrong characters is refused', () => {
    const places = fc.uniqueArray(fc.tuple(fc.nat(CODE_LENGTH - 1), fc.integer({ min: 1, max: 31 })), {
      ...{ minLength: 1, maxLength: 4, selector: ([at]) => at },
    });
    fc.assert(
      fc.property(codes, places, (code, wrong) => {
        const word = Array.from(plain(code), (one) => valueOf(one) ?? 0);
        for (const [at, by] of wrong) word[at] = (word[at] ?? 0) ^ by;
        expect(isWhole(word)).toBe(false);
      }),
    );
  });

  it('with a character too few or too many says how many it has', () => {
    const code = classCode(measured([100, 150, 200], SOFTWARE));
    expect(problemOf(code.slice(0, -1))).toEqual({ kind: 'length', has: 27 });
    expect(problemOf(`${code}7`)).toEqual({ kind: 'length', has: 29 });
  });

  it('with a character that no code has says which, and with another beginning that it is none', () => {
    const code = classCode(measured([100, 150, 200], SOFTWARE));
    expect(problemOf(code.replace(/.$/, 'U'))).toEqual({ kind: 'character', at: 28, character: 'U' });
    expect(problemOf(code.replace(/.$/, '?'))).toEqual({ kind: 'character', at: 28, character: '?' });
    expect(problemOf('HELLO')).toEqual({ kind: 'prefix' });
  });
});

describe('hostile text', () => {
  it('ends in a measurement or in a problem, and never in an error', () => {
    const texts = fc.oneof(
      fc.array(fc.nat(0xffff), { maxLength: 80 }).map((all) => String.fromCharCode(...all)),
      fc.string({ unit: symbol, minLength: CODE_LENGTH, maxLength: CODE_LENGTH }),
      fc.string({ unit: symbol, maxLength: CODE_LENGTH }).map((one) => `TMK1${one}`),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const read = readClassCode(text);
        if (read.ok) expect(classCode(read.measurement)).toBe(read.code);
        else expect(read.problem.kind).not.toBe('');
      }),
    );
  });

  it('that is long takes no time', () => {
    const before = performance.now();
    readClassCode('TMK1-'.repeat(1_000_000));
    expect(performance.now() - before).toBeLessThan(100);
  });
});

describe('the lists of a code', () => {
  it('have every kind, maker and format that there is', () => {
    expect(CLASS_KINDS).toEqual(expect.arrayContaining(DEVICE_KINDS.slice()));
    expect(CLASS_MAKERS).toEqual(expect.arrayContaining(VENDORS.slice()));
    expect(CLASS_FORMATS).toEqual(expect.arrayContaining(MODEL_FORMATS.slice()));
  });

  it('have every architecture of the catalogue and of its families', async () => {
    const { presets, families } = await loadCatalogue();
    const ofRows = presets.flatMap(({ webgpuArchitecture }) =>
      (webgpuArchitecture ?? '').split('/').map((name) => name.replace(/\(.*\)/, '').trim()),
    );
    const all = [...ofRows, ...families.architectures.flatMap(({ architectures }) => architectures)];
    expect(CLASS_ARCHITECTURES).toEqual(expect.arrayContaining(all.filter((name) => name !== '')));
    expect(new Set(CLASS_ARCHITECTURES).size).toBe(CLASS_ARCHITECTURES.length);
  });

  it('take a device by what the browser and the catalogue say, and of a software adapter only that it is one', () => {
    const identity = { class: 'integrated', maker: 'intel' } as const;
    const device = { software: false, identity, architecture: 'Gen_12LP' };
    expect(classDevice(device)).toEqual({ kind: 'integrated', maker: 'intel', architecture: 'gen-12-lp' });
    expect(classDevice({ ...device, architecture: 'unheard-of' }).architecture).toBeNull();
    expect(classDevice({ ...device, software: true })).toEqual(SOFTWARE);
  });
});
