/** What the browser keeps of the card's fields. */
import { describe, expect, it } from 'vitest';
import { EMPTY_FIELDS } from './fields';
import { keepFields, RESET_NOTICE, restoreFields, type Texts } from './stored-fields';

function memory(): Texts & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, value),
    removeItem: (key) => kept.delete(key),
  };
}

describe('what was typed in', () => {
  it('comes back at the next visit', () => {
    const texts = memory();
    const fields = { ...EMPTY_FIELDS, watts: '120', country: 'DE' };
    keepFields(texts, fields);
    expect(restoreFields(texts)).toEqual({ fields, notice: '' });
  });

  it.each(['{', '[]', '{"watts":5}', '{"boundary":"moon"}', 'null'])('is reset and said where it reads %s', (text) => {
    const texts = memory();
    keepFields(texts, EMPTY_FIELDS);
    const [key = ''] = texts.kept.keys();
    texts.kept.set(key, text);
    expect(restoreFields(texts)).toEqual({ fields: EMPTY_FIELDS, notice: RESET_NOTICE });
    expect(texts.kept.size).toBe(0);
  });

  it('is no matter where the browser forbids to keep it', () => {
    const forbid = (): never => {
      throw new Error('forbidden');
    };
    const texts = { getItem: forbid, setItem: forbid, removeItem: forbid };
    expect(() => keepFields(texts, EMPTY_FIELDS)).not.toThrow();
    expect(restoreFields(texts).fields).toEqual(EMPTY_FIELDS);
    expect(restoreFields(null)).toEqual({ fields: EMPTY_FIELDS, notice: '' });
  });
});
