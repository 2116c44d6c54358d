/** Whose fidelity a reader sees, and how a report says so. */
import { describe, expect, it } from 'vitest';
import { fidelity, fidelityRow } from '../../../test/fixtures/fidelity';
import { result } from '../../../test/fixtures/result';
import { thrown } from '../../../test/fixtures/thrown';
import { trueResult } from '../../../test/fixtures/true-ids';
import { TokamarkError } from '../../foundation/errors';
import { importResult } from '../import/import-result';
import { parseResult, toJson } from '../json';
import { toMarkdown } from '../markdown';
import type { Fidelity } from '../schema';
import { referenceBeside, referenceOf } from './reference';
import { passageText, shownFidelity } from './shown';

/** With the figures that documents before this rule hold. */
const few = (windows: number, over: Partial<Fidelity> = {}): Fidelity =>
  fidelity({ passage: { ...fidelity().passage, windows, windowsAsked: 8 }, ...over });
const both = (own: Fidelity | null) => ({ fidelity: own, fidelityReference: referenceBeside(own, ['fp16', 'int4']) });
const perplexities = (own: Fidelity | null) => shownFidelity(both(own)).map(({ perplexity }) => perplexity?.toFixed(4));

describe('a run that read eight windows', () => {
  it('shows its own figures, and holds no reference', () => {
    const parts = both(fidelity());
    expect(parts.fidelityReference).toBeNull();
    expect(shownFidelity(parts).map(({ basis, perplexity }) => [basis, perplexity])).toEqual([
      ['measured', 20.92],
      ['measured', 21.22],
    ]);
    expect(passageText(parts)).toBe(
      'Fable on 8 windows of 512 tokens of a text that it was not trained on, with 95 % intervals over windows.',
    );
    const shortened = fidelity({ passage: { ...fidelity().passage, windowsAsked: 12 } });
    expect(passageText(both(shortened))).toContain('(of 12 that were asked for)');
  });
});

describe('a run that read none', () => {
  it('shows the reference of FP16 and its formats, said to be one, from what, and when', () => {
    expect(shownFidelity(both(null))).toMatchObject([
      { format: 'fp16', basis: 'reference', check: 'not measured here', kl: null },
      { format: 'int4', basis: 'reference', check: 'not measured here' },
    ]);
    expect(perplexities(null)).toEqual(['20.9237', '21.2168']);
    expect(passageText(both(null))).toMatch(
      /^Reference, not measured here: Fable on 32 windows .* \(llvmpipe: .*, a software adapter; Tokamark \S+, 2026-11-28\)\.$/,
    );
  });

  it('says so in a report, has it in a field of its own, and reads it back', () => {
    const made = result(both(null));
    const text = toMarkdown(made);
    expect(text).toContain('Fidelity: Reference, not measured here: Fable on 32 windows');
    expect(text).toMatch(/\| INT4 .*\| +21\.22 \| \+1\.40 % \| .*not measured here \|/);
    const read = parseResult(toJson(made));
    expect(read.fidelity).toBeNull();
    expect(read.fidelityReference).toEqual(referenceOf(['int4']));
    expect(parseResult(JSON.stringify({ ...made, fidelityReference: undefined })).fidelityReference).toBeNull();
  });
});

describe('an import', () => {
  const reference = referenceOf(['int4']) ?? expect.fail('no reference');
  const imported = (change: Partial<typeof reference>) =>
    importResult(toJson(trueResult({ fidelityReference: { ...reference, ...change } })));

  it('with the frozen reference is what was exported', () => {
    expect(imported({}).fidelityReference).toEqual(reference);
  });

  it('that changes the frozen reference is refused by the field', () => {
    const rows = reference.rows.map((row) => ({ ...row, perplexity: 1 }));
    expect(thrown(() => imported({ rows })).where).toBe('fidelityReference.rows[0].perplexity');
    expect(thrown(() => imported({ software: false })).where).toBe('fidelityReference.software');
    expect(thrown(() => imported({ rows: reference.rows.slice(1) })).where).toBe('fidelityReference.rows');
  });

  it('with another reference is shown as that', () => {
    const other = imported({ startedAt: '2026-01-01T00:00:00.000Z' });
    expect(toMarkdown(other)).toContain('Another reference than this version has, and which it cannot check');
    expect(toMarkdown(imported({}))).not.toContain('Another reference');
  });
});

describe('a run that read fewer than eight', () => {
  it('shows the reference’s figures, whatever it holds itself, and its own check', () => {
    for (const windows of [1, 2, 7]) {
      expect(perplexities(few(windows))).toEqual(['20.9237', '21.2168']);
      expect(shownFidelity(both(few(windows))).map(({ check }) => check)).toEqual(
        Array.from({ length: 2 }, () => 'agrees with the reference'),
      );
    }
    expect(passageText(both(few(1)))).toContain('This run read 1 window, which checks that its kernels agree');
  });

  it('shows no figure of a format that failed here, and those of the others', () => {
    const error = new TokamarkError({ code: 'kernel-check', message: 'No numbers.', where: 'x', remedy: 'Report it.' });
    const failed = fidelityRow('int4', { status: 'failed', windows: [], check: null, error: { ...error.toData() } });
    const shown = shownFidelity(both(few(2, { rows: [fidelityRow('fp16'), failed] })));
    expect(shown.map(({ check, perplexity }) => [check, perplexity === null])).toEqual([
      ['agrees with the reference', false],
      ['failed', true],
    ]);
  });

  it('shows no figure of a format that reads otherwise than the reference, and those of the others', () => {
    const { check } = fidelityRow('int4');
    if (check === null) throw new Error('no check');
    const other = fidelityRow('int4', { check: { ...check, passed: false } });
    const parts = both(few(2, { rows: [fidelityRow('fp16'), other] }));
    expect(shownFidelity(parts).map(({ check: said, perplexity, kl }) => [said, perplexity === null, kl])).toEqual([
      ['agrees with the reference', false, null],
      ['differs from the reference', true, null],
    ]);
    expect(toMarkdown(result(parts))).not.toMatch(/21\.22/);
  });

  it('shows no figure at all in an older document, which holds no reference', () => {
    const old = result({ fidelity: few(2) });
    expect(shownFidelity(old).map(({ perplexity, kl, check }) => [perplexity, kl, check])).toEqual([
      [null, null, 'agrees with the reference'],
      [null, null, 'agrees with the reference'],
    ]);
    expect(toMarkdown(old)).not.toMatch(/20\.92|21\.22/);
    expect(toMarkdown(old)).toContain('This run read 2 windows');
  });
});
