/** What the page shows before any code runs. What the quick profile fills in is in test/node/profile-request.test.ts. */
import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { RUN_OPTIONS } from '../../options/run-options';
import { ROOMS } from '../rooms/rooms';
import { PageShell } from './page-shell';

const html = renderToString(<PageShell />);

describe('the page before any code runs', () => {
  it('has no id twice', () => {
    const ids = Array.from(html.matchAll(/ id="([^"]+)"/g), ([, id]) => id);
    expect(ids.length).toBeGreaterThan(50);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it.each(ROOMS)('has the room %s with a heading, and all but the benchmark closed', (room) => {
    const tag = new RegExp(`<section [^>]*id="room-${room}"[^>]*>`).exec(html)?.[0] ?? '';
    expect(tag).toContain(`aria-labelledby="${room}-title"`);
    expect(tag.includes(' hidden')).toBe(room !== 'benchmark');
    expect(html).toMatch(new RegExp(`<h1 [^>]*id="${room}-title"`));
  });

  it('says what Run does, cannot be pressed yet, and waits for the browser to name a GPU', () => {
    expect(html).toMatch(/<button [^>]*id="run-button"[^>]* disabled/);
    expect(html).toContain('How many tokens per second does this machine’s GPU make?');
    expect(html).toMatch(/<section [^>]*id="gpu" [^>]*data-state="asking"/);
  });

  it.each(RUN_OPTIONS)('has a labelled control for the option $name', ({ name, control }) => {
    const ids = control.kind === 'boxes' ? control.choices : [name];
    for (const id of ids) expect(html.split(`id="option-${id}"`)).toHaveLength(2);
    expect(html).toContain(control.label);
  });
});
