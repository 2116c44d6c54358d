/** What an address means that was typed with capitals or pasted behind another. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressOf, ROOMS, roomOf } from './rooms';
import { settledAddress } from './settled-address';

const address = fc.oneof(
  fc.constantFrom(...ROOMS).map(addressOf),
  fc
    .tuple(fc.constantFrom('learn', 'feel', 'board'), fc.dictionary(fc.string({ minLength: 1 }), fc.string()))
    .map(([room, fields]) => `#/${room}?${new URLSearchParams(fields).toString()}`),
);

describe('an address', () => {
  it.each([
    ['#/Learn', '#/learn'],
    ['#/LEARN?step=3&lang=de', '#/learn?step=3&lang=de'],
    ['#/learn#/learn?step=3', '#/learn?step=3'],
    ['#/learn?step=2https://host.example/#/learn?step=3', '#/learn?step=3'],
    ['#/learn?step=2#/nowhere', '#/learn?step=2'],
    ['#/COST', '#/cost'],
    ['#/Feel?at=94.2m:Apple%20M3', '#/feel?at=94.2m:Apple%20M3'],
  ])('%s means %s', (given, meant) => {
    expect(settledAddress(given)).toBe(meant);
  });

  it('that is well formed stays as it is, and so does one of no room, such as a receipt', () => {
    fc.assert(fc.property(address, (own) => settledAddress(own) === own));
    for (const other of ['', '#', '#/nowhere', '#/cost/', '#receipt=1', '#/__proto__']) {
      expect(settledAddress(other)).toBe(other);
    }
  });

  it('is the last of those that stand behind each other, whatever stands before', () => {
    fc.assert(fc.property(fc.string(), address, (before, own) => settledAddress(`#${before}${own}`) === own));
  });

  it('is settled once, and opens the room that it names, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webFragments(), address), (text) => {
        const settled = settledAddress(`#${text}`);
        expect(settledAddress(settled)).toBe(settled);
        if (settled !== `#${text}`) expect(settled.startsWith(addressOf(roomOf(settled)))).toBe(true);
      }),
    );
  });

  it('whose name is written with any capitals opens its room', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ROOMS), fc.array(fc.boolean()), (room, capitals) => {
        const typed = Array.from(addressOf(room), (letter, i) =>
          capitals[i] === true ? letter.toUpperCase() : letter,
        );
        expect(roomOf(settledAddress(typed.join('')))).toBe(room);
      }),
    );
  });
});
