/** What the browser keeps of what was typed in. */
import { describe, expect, it } from 'vitest';
import { EMPTY_FIELDS, readFields } from '../energy/fields';
import type { Texts } from '../dom/browser-texts';
import { hoursOfOld, keptTexts, RESET_NOTICE, takeOver } from './kept-texts';

function memory(...held: readonly (readonly [string, string])[]): Texts & { readonly held: Map<string, string> } {
  const all = new Map(held);
  return {
    held: all,
    getItem: (key) => all.get(key) ?? null,
    setItem: (key, value) => all.set(key, value),
    removeItem: (key) => all.delete(key),
  };
}

describe('what was typed in', () => {
  it.each(['{', '[]', '{"watts":5}', '{"boundary":"moon"}', 'null'])('is reset and said where it reads %s', (text) => {
    const texts = memory(['here', text]);
    expect(keptTexts('here', readFields, texts).restore()).toEqual({ fields: EMPTY_FIELDS, notice: RESET_NOTICE });
    expect(texts.held.size).toBe(0);
  });

  it('is no matter where the browser forbids to keep it', () => {
    const forbid = (): never => {
      throw new Error('forbidden');
    };
    const kept = keptTexts('here', readFields, { getItem: forbid, setItem: forbid, removeItem: forbid });
    expect(() => kept.keep(EMPTY_FIELDS)).not.toThrow();
    expect(() => kept.forget()).not.toThrow();
    expect(kept.restore().fields).toEqual(EMPTY_FIELDS);
  });
});

describe('what an older version kept', () => {
  const taken = (...held: readonly (readonly [string, string])[]) => {
    const texts = memory(...held);
    takeOver(texts, { from: 'old', to: 'new', change: hoursOfOld });
    return [texts.held, keptTexts('new', readFields, texts).restore()] as const;
  };

  it('is taken over once, its share of the time in hours of a day', () => {
    const [held, { fields, notice }] = taken(['old', '{"watts":"120","country":"DE","utilisation":"0,5"}']);
    expect(fields).toMatchObject({ watts: '120', country: 'DE', utilisation: '12' });
    expect(notice).toBe('');
    expect([...held.keys()]).toEqual(['new']);
  });

  it('gives way to what was kept since, and is forgotten where it cannot be read', () => {
    expect(taken(['old', '{"watts":"120"}'], ['new', '{"watts":"90"}'])[1].fields.watts).toBe('90');
    for (const text of ['{', 'null', '[]', '{"utilisation":{}}']) {
      const [held] = taken(['old', text]);
      expect(held.has('old')).toBe(false);
    }
    expect(taken()[1]).toEqual({ fields: EMPTY_FIELDS, notice: '' });
  });
});
