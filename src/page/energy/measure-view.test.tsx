/** The ways to measure the power of this machine, without a browser. */
import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { wattHours } from '../../foundation/energy-units';
import type { ErrorData } from '../../foundation/errors';
import { seconds } from '../../foundation/units';
import { INITIAL_STATE } from '../state/page-state';
import { reduce } from '../state/reduce';
import { entry, final, runOf } from '../fixtures/results';
import { beginSession } from './battery-session';
import { chosenFormat } from './calibration';
import { NOTHING_MEASURED, reduceMeasure, type MeasureEvent, type MeasureState } from './measure-state';
import { MeasureView } from './measure-view';

const ignore = (): void => undefined;
const acts = {
  ...{ onType: ignore, onMeter: ignore, onBegin: ignore, onStop: ignore },
  ...{ onTake: ignore, onFile: ignore, onRemove: ignore },
};
const drawn = (measure: MeasureState, given: Partial<Parameters<typeof MeasureView>[0]> = {}): string =>
  renderToString(
    <MeasureView
      {...{ measure, acts, better: null, known: true, battery: true, formats: [['fp16', 'FP16']] }}
      {...given}
    />,
  );
const after = (...events: readonly MeasureEvent[]): MeasureState => events.reduce(reduceMeasure, NOTHING_MEASURED);
const field = (html: string, id: string): string =>
  new RegExp(`<(?:input|select)[^>]* id="${id}"[^>]*>`).exec(html)?.[0] ?? '';
const wrong = (way: 'meter' | 'battery' | 'file', where: string): MeasureEvent => ({
  ...{ type: 'wrong', way },
  error: { code: 'energy', where, message: 'idle is NaN <b>.', remedy: 'Read it again.' } satisfies ErrorData,
});

describe('a wall meter', () => {
  it('asks for watts, or for the counter before and after, and keeps what was typed', () => {
    const typed: MeasureEvent = { type: 'typed', field: 'meter-load-watts', value: '180,5' };
    expect(field(drawn(after(typed)), 'meter-load-watts')).toContain('value="180,5"');
    const counter = after(typed, { type: 'typed', field: 'meter-way', value: 'counter' });
    expect(field(drawn(counter), 'meter-load-watts')).toBe('');
    expect(field(drawn(counter), 'meter-from')).not.toBe('');
  });

  it('says what is wrong as text, beside its own form, and marks the fields that it is about', () => {
    const html = drawn(after(wrong('meter', 'idle')));
    expect(html).toContain('Idle is no number &lt;b>. Read it again. The figures have not changed.');
    expect(field(html, 'meter-idle-watts')).toContain('aria-invalid="true"');
    expect(field(html, 'meter-load-watts')).toContain('aria-invalid="false"');
    expect(html.match(/role="alert" hidden/g)).toHaveLength(2);
    const mended = after(wrong('meter', 'idle'), { type: 'wrong', way: 'meter', error: null });
    expect(drawn(mended).match(/role="alert" hidden/g)).toHaveLength(3);
  });
});

describe('a battery', () => {
  it('says what to do while it is read, and holds its capacity', () => {
    const begun: MeasureEvent = { type: 'session', session: beginSession(wattHours(60), false) };
    expect(drawn(NOTHING_MEASURED)).toContain('Not started.');
    const html = drawn(after(begun));
    expect(html).not.toContain('Not started.');
    expect(field(html, 'battery-capacity')).toContain('disabled');
    // The focus stays on what was pressed.
    expect(html).toContain('id="battery-begin" aria-disabled="true"');
    const off = { type: 'level', time: seconds(1), level: 0.9, charging: false } as const;
    const heard = after(begun, { type: 'heard', event: off });
    expect(heard.session?.flow.phase).toBe('idle');
    // Nothing is heard of one that was stopped.
    expect(after(begun, { type: 'session', session: null }, { type: 'heard', event: off }).session).toBeNull();
  });

  it('is offered where the browser tells of one', () => {
    expect(drawn(NOTHING_MEASURED, { battery: false })).toContain('does not show the battery level');
    expect(drawn(NOTHING_MEASURED, { battery: false })).not.toContain('battery-capacity');
  });
});

describe('the ways to measure', () => {
  it('are there where the device is known, and say which measurement counts', () => {
    expect(drawn(NOTHING_MEASURED, { known: false })).toMatch(/^<details class="better" hidden/);
    expect(drawn(NOTHING_MEASURED)).toContain('No power has been measured yet.');
  });

  it('take the format that is shown as chosen, also where the one chosen before is gone', () => {
    const run = runOf(final(entry('fp16', 'decode', 1000)), final(entry('int4', 'decode', 3000)));
    expect(['int4', 'int8', undefined].map((typed) => chosenFormat(typed, run))).toEqual(['int4', 'fp16', 'fp16']);
    expect(chosenFormat('int4', runOf())).toBe('');
  });

  it('are in the state of the page', () => {
    const change: MeasureEvent = { type: 'typed', field: 'battery-capacity', value: '60' };
    expect(reduce(INITIAL_STATE, { type: 'measure-changed', change }).measure).toEqual(after(change));
  });
});
