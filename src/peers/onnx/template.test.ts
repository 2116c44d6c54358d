/** Templates come from outside: one that is wrong in any way is refused with what is wrong in it, before anything is made of it. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeSafetensors } from '../../../test/fixtures/safetensors-writer';
import { rejection, thrown } from '../../../test/fixtures/thrown';
import { TokamarkError } from '../../foundation/errors';
import { openSafetensors } from '../../model/files/safetensors';
import { filled } from './fill';
import { parseTemplate } from './template';

/** A file of 300 bytes: 8 literal ones, a matrix of 2 × 64 in f16, 20 literal ones, a vector of 4 in f32. */
function small() {
  const empty = { bytes: 1, sha256: '0'.repeat(64), literals: { at: 0, bytes: 1 }, holes: [] as unknown[] };
  const matrix = { at: 8, bytes: 256, type: 'f16', as: 'transposed', of: ['matrix'] };
  const vector = { at: 284, bytes: 16, type: 'f32', as: 'values', of: ['vector'] };
  return {
    schema: 1,
    ...{ licence: 'CC0-1.0', source: 'a test' },
    constants: { table: { at: 0, values: 4 } } as Record<string, { at: number; values: number }>,
    tensors: { matrix: [2, 64], vector: [4] } as Record<string, number[]>,
    files: {
      fp32: { ...empty, bytes: 300, literals: { at: 0, bytes: 28 }, holes: [matrix, vector] as unknown[] },
      ...{ fp16: empty, 'int4-fp32': empty, int4: empty },
    },
    ...{ matrix, vector },
  };
}

type Small = ReturnType<typeof small>;

function text(change: (document: Small) => unknown): string {
  const document = small();
  change(document);
  const { schema, licence, source, constants, tensors, files } = document;
  return JSON.stringify({ schema, licence, source, constants, tensors, files });
}

const refused = (change: (document: Small) => unknown): TokamarkError =>
  thrown(() => parseTemplate(text(change), 'fp32'));

describe('a template', () => {
  it('is taken when it fits', () => {
    expect(
      parseTemplate(
        text(() => null),
        'fp32',
      ).holes.map(({ at, bytes }) => [at, bytes]),
    ).toEqual([
      [8, 256],
      [284, 16],
    ]);
  });

  const WRONG: readonly (readonly [what: string, change: (document: Small) => unknown, says: RegExp])[] = [
    ['a hole beyond the file', ({ vector }) => (vector.at = 285), /hole 1 .* ends behind the file's 300 bytes/],
    ['a hole within another', ({ vector }) => (vector.at = 263), /hole 1 .* begins before .* at 264/],
    ['holes in another order', ({ files }) => files.fp32.holes.reverse(), /hole 1 .* begins before/],
    ['a hole twice', ({ files, matrix }) => (files.fp32.holes = [matrix, matrix]), /hole 1 .* begins before/],
    ['a tensor that nobody knows', ({ vector }) => (vector.of = ['constructor']), /constructor, which is not among/],
    ['another length than its tensor’s', ({ vector }) => (vector.bytes = 12), /filled with 16 bytes of vector/],
    ['another shape', ({ tensors }) => (tensors['matrix'] = [3, 64]), /hole 0 .* filled with 384 bytes of matrix/],
    ['another type', ({ matrix }) => (matrix.type = 'f32'), /filled with 512 bytes/],
    ['matrices that do not stack', ({ matrix }) => (matrix.of = ['matrix', 'vector']), /differ in their columns/],
    ['a row of no whole blocks', ({ vector }) => (vector.as = 'scales'), /no whole blocks of 32/],
    ['a tensor for a constant', ({ vector }) => (vector.as = 'constant'), /names no constant/],
    ['two constants', ({ vector }) => Object.assign(vector, { as: 'constant', of: ['table', 'table'] }), /no constant/],
    ['too few literal bytes', ({ files }) => (files.fp32.literals.bytes = 27), /has 27 literal .* leave 28/],
    ['a huge file', ({ files }) => (files.fp32.bytes = 2 ** 40), /files\.fp32\.bytes/],
    ['a huge hole', ({ matrix }) => (matrix.bytes = 2 ** 52), /holes\.0\.bytes/],
    ['a hole before the file', ({ matrix }) => (matrix.at = -1), /holes\.0\.at/],
    ['half a byte', ({ matrix }) => (matrix.at = 7.5), /holes\.0\.at/],
    ['an empty hole', ({ matrix }) => (matrix.bytes = 0), /holes\.0\.bytes/],
    [
      'very many holes',
      ({ files, matrix }) => (files.fp32.holes = Array.from({ length: 501 }, () => matrix)),
      /fp32\.holes/,
    ],
    ['a use that nobody knows', ({ matrix }) => (matrix.as = 'squared'), /holes\.0\.as/],
    ['another schema', (document) => (document.schema = 2), /schema/],
    ['a variant too few', ({ files }) => Reflect.deleteProperty(files, 'int4'), /files\.int4/],
    ['a field too many', ({ matrix }) => Object.assign(matrix, { more: 1 }), /holes\.0/],
  ];

  it.each(WRONG)('is refused with %s', (_, change, says) => {
    const error = refused(change);
    expect(error).toMatchObject({ code: 'weights', where: 'models/fable/onnx/templates.json' });
    expect(error.message).toMatch(says);
    expect(error.remedy).not.toBe('');
  });

  it('is refused when it is no JSON', () => {
    expect(thrown(() => parseTemplate('{', 'fp32')).message).toContain('not valid JSON');
  });

  it('is taken, or refused with a typed error, with any hole whatsoever', () => {
    const some = fc.oneof(fc.nat(320), fc.integer(), fc.double(), fc.constantFrom('f16', 'f32', 'levels', 'table'));
    const anyHole = fc.record({ at: some, bytes: some, type: some, as: some, of: fc.array(fc.string()) });
    fc.assert(
      fc.property(fc.array(fc.oneof(anyHole, fc.jsonValue()), { maxLength: 3 }), (holes) => {
        try {
          parseTemplate(
            text(({ files }) => (files.fp32.holes = holes)),
            'fp32',
          );
        } catch (error) {
          expect(error).toBeInstanceOf(TokamarkError);
        }
      }),
    );
  });
});

describe('a filled template', () => {
  const matrix = Float32Array.from({ length: 128 }, (_, index) => index);
  const written = encodeSafetensors(
    new Map([
      ['matrix', { dtype: 'F16', shape: [2, 64], values: matrix }],
      ['vector', { dtype: 'F32', shape: [4], values: Float32Array.of(0.25, -1, 3, 1e-9) }],
    ]),
  );
  const literals = Uint8Array.from({ length: 40 }, (_, index) => index + 1);
  const make = async (change: (document: Small) => unknown) => {
    const weights = await openSafetensors(new Blob([written.bytes]), 'model.safetensors');
    return filled(parseTemplate(text(change), 'fp32'), { literals: new Blob([literals]), weights }, null);
  };

  it('has its literals around the holes, and a matrix turned', async () => {
    const file = await make(() => null);
    const view = new DataView(file.buffer);
    expect([...file.subarray(0, 8), ...file.subarray(264, 284)]).toEqual([...literals.subarray(0, 28)]);
    // 0, 64, 1, 65 as f16
    expect([8, 10, 12, 14].map((at) => view.getUint16(at, true))).toEqual([0, 0x5400, 0x3c00, 0x5410]);
    expect([284, 288, 292, 296].map((at) => view.getFloat32(at, true))).toEqual([0.25, -1, 3, Math.fround(1e-9)]);
  });

  it('is not made of weights that lack its tensors, or have them in another shape', async () => {
    const lacking = make(({ tensors, vector }) => {
      tensors['other'] = [4];
      vector.of = ['other'];
    });
    expect((await rejection(lacking)).message).toContain('a tensor other, which model.safetensors lacks');
    const turned = make(({ tensors }) => (tensors['matrix'] = [64, 2]));
    expect((await rejection(turned)).message).toContain('matrix for [64, 2], which it is not in model.safetensors');
  });

  it('is not made of literals that end too early', async () => {
    const late = make(({ files }) => (files.fp32.literals.at = 13));
    expect((await rejection(late)).message).toContain('behind the end of that file, 40');
    const far = make(({ constants, vector }) => {
      constants['table'] = { at: 25, values: 4 };
      Object.assign(vector, { as: 'constant', of: ['table'] });
    });
    expect((await rejection(far)).message).toContain('bytes 25 to 41 of templates.bin');
  });

  it('of the package holds no more than its README says', () => {
    const sizes = ['templates.json', 'templates.bin'].map(
      (name) => readFileSync(`public/models/fable/onnx/${name}`).length,
    );
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(330_000);
  });
});
