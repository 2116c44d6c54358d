import { expect, it } from 'vitest';
import { nameOf } from './prepared';

it('a statement that ends with the mark has a name by its text, and no other has one', () => {
  const [one, other] = ['select 1 /* prepared */', 'select 2 /* prepared */'].map(nameOf);
  expect(one).toMatch(/^board_[0-9a-f]{16}$/);
  expect(nameOf('select 1 /* prepared */')).toBe(one);
  expect(other).not.toBe(one);
  expect(nameOf('select 1')).toBeNull();
  expect(nameOf('/* prepared */ select 1')).toBeNull();
});
