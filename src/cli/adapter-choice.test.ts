/** How an adapter is picked from the list by what a person says. */
import { describe, expect, it } from 'vitest';
import { TokamarkError } from '../foundation/errors';
import { chooseAdapter, type AdapterChoice } from './adapter-choice';
import { ADAPTER } from './fixtures/scripted-host';

const LISTED = [
  ADAPTER,
  { ...ADAPTER, index: 1, name: 'Acme R-1 Ti', description: 'Acme R-1 Ti' },
  { ...ADAPTER, index: 2, name: 'llvmpipe (LLVM 15)', description: 'llvmpipe: Mesa 25', software: true },
];

const choose = (choice: Exclude<AdapterChoice, { kind: 'preferred' }>) => chooseAdapter(choice, LISTED).index;

describe('an adapter is chosen', () => {
  it('by its index', () => {
    expect(choose({ kind: 'index', index: 1 })).toBe(1);
  });

  it('by a part of its name or description, in any case', () => {
    expect(choose({ kind: 'name', name: 'LLVMpipe' })).toBe(2);
    expect(choose({ kind: 'name', name: 'mesa 25' })).toBe(2);
    expect(choose({ kind: 'name', name: 'r-1 ti' })).toBe(1);
  });

  it('by its whole name before another that merely contains it', () => {
    const reversed = [...LISTED].reverse();
    expect(chooseAdapter({ kind: 'name', name: 'acme r-1' }, reversed).index).toBe(0);
  });

  it('as the first software adapter', () => {
    expect(choose({ kind: 'software' })).toBe(2);
  });

  it.each([{ kind: 'index', index: 7 } as const, { kind: 'name', name: 'Geforce' } as const])(
    'or refused with the list of what there is',
    (choice) => {
      expect(() => choose(choice)).toThrow(TokamarkError);
      expect(() => choose(choice)).toThrow('0: Acme R-1, 1: Acme R-1 Ti, 2: llvmpipe (LLVM 15)');
    },
  );

  it.each([
    [[], 'There is no adapter "X-9"; WebGPU finds none that can be used here.'],
    [LISTED.slice(0, 1), 'There is no adapter "X-9"; the only one is 0: Acme R-1.'],
    [LISTED.slice(0, 2), 'There is no adapter "X-9"; there are 2, by index 0: Acme R-1, 1: Acme R-1 Ti.'],
  ])('%j: a refusal says how many there are', (listed, message) => {
    expect(() => chooseAdapter({ kind: 'name', name: 'X-9' }, listed)).toThrow(message);
  });

  it('says of each way to ask what is not there', () => {
    const only = LISTED.slice(0, 1);
    expect(() => chooseAdapter({ kind: 'software' }, only)).toThrow('There is no software adapter; the only one');
    expect(() => chooseAdapter({ kind: 'index', index: 4 }, only)).toThrow('no adapter with the index 4; the only one');
  });
});
