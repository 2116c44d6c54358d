/** Dawn's two lines are left out, however they are cut, and nothing else is. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { withoutNoise } from './native-noise';

const noise = ['Uniform', 'Storage'].map(
  (kind) =>
    `Warning: maxDynamic${kind}BuffersPerPipelineLayout artificially reduced from 1000000 to 16 to fit dynamic offset allocation limit.\n`,
);

it('noise is left out and everything else stays in its order, however the text is cut', () => {
  const line = fc.oneof(
    fc.constantFrom(...noise),
    fc.constantFrom('Warning: a driver is old.\n', 'MESA: error\n', '\n', 'é\r\n'),
  );
  fc.assert(
    fc.property(
      fc.array(line),
      fc.constantFrom('', 'no newline'),
      fc.array(fc.nat({ max: 40 })),
      (lines, last, cuts) => {
        const filter = withoutNoise();
        let [shown, at] = ['', 0];
        const text = [...lines, last].join('');
        for (const cut of cuts) {
          shown += filter.push(text.slice(at, at + cut));
          at += cut;
        }
        shown += filter.push(text.slice(at)) + filter.end();
        expect(shown).toBe([...lines.filter((one) => !noise.includes(one)), last].join(''));
      },
    ),
  );
});

it('the last line is left out too where it does not end', () => {
  const filter = withoutNoise();
  expect(filter.push(noise.join('').trimEnd()) + filter.end()).toBe('');
});
