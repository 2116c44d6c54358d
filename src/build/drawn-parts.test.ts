/** The controls that the page gets from the tables. What the quick profile fills in is in test/node/profile-request.test.ts. */
import { describe, expect, it } from 'vitest';
import { ENERGY_FIELDS } from '../energy/fields';
import { RUN_OPTIONS } from '../options/run-options';
import { drawn } from './drawn-parts';

describe('what is drawn', () => {
  const form = drawn('run-options');
  const [top, more] = [drawn('energy-fields'), drawn('energy-more-fields')];

  it.each(RUN_OPTIONS)('has a labelled control for the option $name', ({ name, control }) => {
    const ids = control.kind === 'boxes' ? control.choices : [name];
    for (const id of ids) expect(form.split(`id="option-${id}"`)).toHaveLength(2);
    expect(form).toContain(control.label);
  });

  it.each(ENERGY_FIELDS)(
    'has a labelled control for the energy field $name, in one place',
    ({ name, first, control }) => {
      const [own, other] = first === true ? [top, more] : [more, top];
      expect(own).toMatch(
        new RegExp(`<label>${control.label.replace(/[()]/g, '\\$&')} <(input|select)[^>]* id="energy-field-${name}"`),
      );
      expect(other).not.toContain(`"energy-field-${name}"`);
    },
  );

  it('closes what it opens, and says which name draws nothing', () => {
    for (const html of [form, top, more]) {
      for (const tag of ['label', 'div', 'select', 'option', 'p']) {
        expect(html.split(new RegExp(`<${tag}[ >]`)).length, tag).toBe(html.split(`</${tag}>`).length);
      }
    }
    expect(() => drawn('nothing')).toThrow(/Nothing is drawn as nothing: there are run-options/);
  });
});
