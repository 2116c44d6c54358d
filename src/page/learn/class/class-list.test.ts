/** The teacher's list: texts and pictures join it, duplicates merge, damaged codes are named and stay to be mended, and the address holds it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIVE_CODES } from '../../../../test/fixtures/class-codes';
import { classFrom, classText, reduceClass, type ClassEvent, type ClassList } from './class-list';

const [first = '', second = '', third = ''] = FIVE_CODES;
const after = (events: readonly ClassEvent[], from: ClassList = classFrom('')): ClassList =>
  events.reduce(reduceClass, from);
const take = (text: string): ClassEvent => ({ type: 'take', text });
const codesOf = ({ members }: ClassList): readonly string[] => members.map(({ code }) => code);

describe('the list of a class', () => {
  it('takes all codes of a text, each once, and empties the box', () => {
    const list = after([{ type: 'draft', text: 'typing' }, take(`${first}\n${second} hello\n${first.toLowerCase()}`)]);
    expect(codesOf(list)).toEqual([first, second]);
    expect(list.draft).toBe('');
    expect(list.notes).toEqual([{ kind: 'added', fresh: 2, repeated: 1 }]);
  });

  it('keeps damaged lines in the box, and names each by its line there', () => {
    const typo = first.replace(/.$/, (last) => (last === '2' ? '3' : '2'));
    const list = after([take(`Anna ${second}\nBen ${typo}\nthanks\nCem ${third.slice(0, -2)}`)]);
    expect(codesOf(list)).toEqual([second]);
    expect(list.draft).toBe(`Ben ${typo}\nCem ${third.slice(0, -2)}`);
    expect(list.notes).toMatchObject([
      { kind: 'added', fresh: 1, repeated: 0 },
      { kind: 'bad', from: { line: 1 }, text: typo, problem: { kind: 'typo', at: 28 } },
      { kind: 'bad', from: { line: 2 }, problem: { kind: 'length', has: 26 } },
    ]);
    const mended = after([take(list.draft.replace(typo, first))], list);
    expect(codesOf(mended)).toEqual([second, first]);
  });

  it('says where a text has no code, and leaves it in the box', () => {
    const list = after([take('good morning')]);
    expect(list).toMatchObject({ draft: 'good morning', notes: [{ kind: 'nothing' }] });
    expect(after([take('  ')]).notes).toEqual([]);
  });

  it('takes pictures one by one, sums what came, and names those without a code', () => {
    const picture = (name: string, found: Extract<ClassEvent, { type: 'picture' }>['found']): ClassEvent => ({
      ...{ type: 'picture', name, found },
    });
    const list = after([
      { type: 'reading', pictures: 5 },
      picture('a.jpg', [first, second]),
      picture('b.jpg', [second, third]),
      picture('c.jpg', []),
      picture('d.heic', 'unreadable'),
      picture('e.png', ['https://example.org/?q=1']),
    ]);
    expect(list.reading).toBe(0);
    expect(codesOf(list)).toEqual([first, second, third]);
    expect(list.notes).toMatchObject([
      { kind: 'added', fresh: 3, repeated: 1 },
      { kind: 'no-code', picture: 'c.jpg' },
      { kind: 'unreadable', picture: 'd.heic' },
      { kind: 'bad', from: { picture: 'e.png' }, text: 'https://example.org/?q=1', problem: { kind: 'prefix' } },
    ]);
  });

  it('gives a code back, and all of them', () => {
    const list = after([take(FIVE_CODES.join(' ')), { type: 'remove', code: second }]);
    expect(codesOf(list)).toEqual(FIVE_CODES.filter((code) => code !== second));
    expect(codesOf(after([{ type: 'clear' }], list))).toEqual([]);
  });

  it('is in the address and comes back from it, without the codes that are damaged there', () => {
    const list = after([take(FIVE_CODES.join(' '))]);
    const text = classText(list.members);
    expect(encodeURIComponent(text)).toBe(text);
    expect(codesOf(classFrom(text))).toEqual(FIVE_CODES);
    const damaged = classFrom(`${text.replace('TMK1', 'TMK7')}.%00<b>`);
    expect(codesOf(damaged)).toEqual(FIVE_CODES.slice(1));
    expect(damaged.notes).toEqual([{ kind: 'bad-address' }]);
  });

  it('comes from any address, and from any event', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), fc.string({ maxLength: 200 }), (address, text) => {
        const list = after(
          [take(text), { type: 'picture', name: text, found: [text] }, { type: 'remove', code: text }],
          classFrom(address),
        );
        expect(list.reading).toBe(0);
      }),
    );
  });
});
