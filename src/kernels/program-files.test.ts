/** That a person can read what runs, and that it is what runs. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEVICE_CLASSES } from './device-classes';
import { ENTRY_POINT } from './kernel';
import { indented, programFiles, programText } from './program-files';
import { KERNELS } from './registry';

const request = (label: string) => ({ label, code: 'fn main() {}', entryPoint: ENTRY_POINT, constants: {} });

/** Each once, of one class of device: a text that looks odd on one looks odd on all. */
const codes = KERNELS.flatMap(({ name, hashed }) => {
  const [device] = DEVICE_CLASSES.slice(-1);
  const all = device === undefined ? [] : hashed(device).map(({ code }) => code);
  return [...new Set(all)].map((code) => ({ name, code }));
});
const words = (code: string): readonly string[] =>
  code
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

describe('the text of a program', () => {
  it('says at its head all that the compiler gets beside it, and how it is dispatched', () => {
    const text = programText({
      ...{
        label: 'swiglu 1536',
        code: 'fn main() {\nx();\n}',
        entryPoint: 'main',
        constants: { WIDTH: 1536, STRIDE: 3072 },
      },
      bindings: ['gate_up', 'out'],
      workgroups: (rows) => [24, rows, 1],
    });
    expect(text).toBe(
      `// swiglu 1536
//
// Entry point: main
// Constants: WIDTH = 1536, STRIDE = 3072
// Buffers: 0 gate_up, 1 out
// Workgroups: 24 x 1 x 1 for a pass of one row, 24 x 64 x 1 for one of 64

fn main() {
  x();
}
`,
    );
  });

  it('says where there are no constants, and where rows do not matter', () => {
    const text = programText({ ...request('roof-empty 0'), workgroups: () => [1, 1, 1] });
    expect(text).toContain('// Constants: none\n// Workgroups: 1 x 1 x 1 for any number of rows\n');
  });

  it('changes by nothing but blanks at the ends of lines, whatever the kernel', () => {
    expect(codes.length).toBeGreaterThan(100);
    for (const { code } of codes) expect(words(indented(code))).toEqual(words(code));
  });

  it('is set in so that every kernel’s declarations stand at the margin', () => {
    const wrong = codes.filter(({ code }) => {
      const lines = indented(code).split('\n');
      return (
        lines.some((line) => /^ +(?:fn|struct|override|enable|@compute) /.test(line)) ||
        !lines.some((line) => line.startsWith('  ')) ||
        lines.at(-2) !== '}'
      );
    });
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  it('is set in by open brackets, with `} else {` at their own level', () => {
    const code = 'fn f() {\nif (a) { // not (this\nb(\nc,\n);\n} else {\n    d();\n\n\n\n}\n}';
    expect(indented(code)).toBe(
      'fn f() {\n  if (a) { // not (this\n    b(\n      c,\n    );\n  } else {\n    d();\n\n  }\n}\n',
    );
  });
});

describe('the name of a program’s file', () => {
  it('is the use’s id in letters that any file system takes', () => {
    const label = 'attention decode 9/3 heads of 64, room for 577 (rows8 splits16)';
    expect(programFiles([request(label)])[0]?.name).toBe(
      'attention-decode-9-3-heads-of-64-room-for-577-rows8-splits16.wgsl',
    );
  });

  it('is no other’s', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a 1', 'a (1)', 'A 1', 'b', 'a 1 '.repeat(90))), (labels) => {
        const names = programFiles(labels.map(request)).map(({ name }) => name);
        expect(new Set(names).size).toBe(labels.length);
        for (const name of names) expect(name).toMatch(/^[a-z0-9][a-z0-9.-]{0,199}\.wgsl$/);
      }),
    );
  });
});
