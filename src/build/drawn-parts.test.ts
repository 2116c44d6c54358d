/** The controls that the page gets from the tables. What the quick profile fills in is in test/node/profile-request.test.ts. */
import { describe, expect, it } from 'vitest';
import { RUN_OPTIONS } from '../options/run-options';
import { drawn } from './drawn-parts';

describe('what is drawn', () => {
  const form = drawn('run-options');

  it.each(RUN_OPTIONS)('has a labelled control for the option $name', ({ name, control }) => {
    const ids = control.kind === 'boxes' ? control.choices : [name];
    for (const id of ids) expect(form.split(`id="option-${id}"`)).toHaveLength(2);
    expect(form).toContain(control.label);
  });

  it('closes what it opens, and says which name draws nothing', () => {
    for (const tag of ['label', 'div', 'select', 'option', 'p']) {
      expect(form.split(new RegExp(`<${tag}[ >]`)).length, tag).toBe(form.split(`</${tag}>`).length);
    }
    expect(() => drawn('nothing')).toThrow(/Nothing is drawn as nothing: there are run-options/);
  });
});
