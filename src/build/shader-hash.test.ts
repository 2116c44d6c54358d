/** What the shader hash covers: every text and constant of every kernel, and nothing besides. */
import { resolve } from 'node:path';
import { SHADER_HASH } from 'virtual:shader-hash';
import { runnerImport } from 'vite';
import { describe, expect, it } from 'vitest';
import { MARK, markTexts } from '../../test/fixtures/mark-texts';
import { compiled, type Program } from '../kernels/kernel';
import type * as Programs from '../kernels/programs';
import { compiledPrograms } from '../kernels/programs';
import { hashOf } from './shader-hash';

const root = resolve(import.meta.dirname, '../..');

it('the hash that is built in is that of the kernels as they are', () => {
  expect(SHADER_HASH).toBe(hashOf(compiledPrograms()));
});

/** Of a text within JSON. */
const END_OF_LINE = '\\n';
const linesOf = (program: string): readonly string[] => program.split(END_OF_LINE);

describe('with a mark in every text, template value and constant of the kernels', () => {
  const places: string[] = [];
  const marked = async () => {
    const { module } = await runnerImport<typeof Programs>(resolve(root, 'src/kernels/programs.ts'), {
      ...{ root, configFile: false, logLevel: 'silent' },
      plugins: [markTexts(root, places)],
    });
    return module.compiledPrograms();
  };

  it('each mark is in the hash, which differs by nothing else', async () => {
    const programs = await marked();
    // The same lines stand in thousands of programs: each is looked at once.
    const lines = new Set(programs.flatMap(linesOf));
    const seen = new Set<string>();
    for (const line of lines) for (const [, number = ''] of line.matchAll(MARK)) seen.add(number);
    expect(places.filter((_, number) => !seen.has(String(number)))).toEqual([]);
    for (const folder of ['shaders/', 'src/kernels/matrix/']) {
      expect(places.filter((place) => place.startsWith(folder)).length).toBeGreaterThan(50);
    }
    expect(hashOf(programs)).not.toBe(SHADER_HASH);
    // A marked constant is text. Without marks all is as before, although each file has a comment more.
    const unmarked = new Map(
      [...lines].map((line) => [line, line.replace(/"([^"⟦]*)⟦\d+⟧"/g, '$1').replace(MARK, '')]),
    );
    const bare = programs.map((program) =>
      linesOf(program)
        .map((line) => unmarked.get(line) ?? '')
        .join(END_OF_LINE),
    );
    expect(hashOf([...new Set(bare)].sort())).toBe(SHADER_HASH);
  });
});

describe('the hash of a list of programs', () => {
  const program: Program = {
    code: 'fn main() {}',
    bindings: [],
    constants: { A: 1, B: 2 },
    workgroups: () => [1, 1, 1],
  };
  const hash = (changed: Partial<Program>, kernel = 'one') =>
    hashOf([compiled(kernel, { ...program, ...changed }), 'another']);

  it('changes with a text, a constant’s value or name, and the kernel', () => {
    const others = [
      hash({ code: 'fn main() { }' }),
      hash({ constants: { A: 1, B: 3 } }),
      hash({ constants: { A: 2, B: 1 } }),
      hash({ constants: { A: 1, C: 2 } }),
      hash({}, 'two'),
    ];
    expect(new Set([hash({}), ...others]).size).toBe(others.length + 1);
  });

  it('does not change with the order in which constants are given', () => {
    expect(hash({ constants: { B: 2, A: 1 } })).toBe(hash({}));
  });

  it('tells where one program ends', () => {
    expect(hashOf(['ab', 'c'])).not.toBe(hashOf(['a', 'bc']));
  });
});
