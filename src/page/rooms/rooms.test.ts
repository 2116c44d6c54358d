/** What an address opens. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ROOMS, addressOf, roomOf } from './rooms';

describe('an address', () => {
  it.each(ROOMS)('of the room %s opens it', (room) => {
    expect(roomOf(addressOf(room))).toBe(room);
  });

  it('of a speed to feel opens that room with whatever it says', () => {
    expect(roomOf('#/feel?at=94.2m:Apple%20M3')).toBe('feel');
    expect(roomOf('#/feeling')).toBe('benchmark');
  });

  it('that names no room opens the benchmark', () => {
    for (const fragment of [
      '',
      '#',
      '#/',
      '#/nowhere',
      '#/Compare',
      '#/cost/',
      '#/cost?x',
      '#receipt=1',
      '#/__proto__',
    ]) {
      expect(roomOf(fragment), fragment).toBe('benchmark');
    }
  });

  it('opens a room only where it is that room’s own, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webFragments()), (text) => {
        const room = roomOf(`#${text}`);
        const [own] = ['board', 'feel', 'learn'].includes(room) ? text.split('?') : [text];
        expect(room === 'benchmark' || addressOf(room) === `#${String(own)}`).toBe(true);
      }),
    );
  });
});
