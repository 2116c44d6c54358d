/** The pupil's code and the teacher's class, without a browser. */
import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { CLASS_OF_FIVE, FIVE_CODES, measured, SOFTWARE } from '../../../../test/fixtures/class-codes';
import { CLASS_DE } from '../catalogue/class-de';
import { CLASS_EN } from '../catalogue/class-en';
import { classFrom, reduceClass } from './class-list';
import { ClassRoom } from './class-room';
import { ClassView } from './class-view';
import { OwnCode } from './own-code';

const nothing = (): void => undefined;
const acts = { onDraft: nothing, onTake: nothing, onPictures: nothing, onRemove: nothing, onClear: nothing };
const plain = (html: string): string => html.replace(/<[^>]*>/g, '');
const [first = ''] = FIVE_CODES;
const five = () => reduceClass(classFrom(''), { type: 'take', text: FIVE_CODES.join('\n') });

describe('your code', () => {
  const own = (measurement: Parameters<typeof OwnCode>[0]['measurement'], words = CLASS_EN): string =>
    renderToString(<OwnCode measurement={measurement} words={words} copied={false} onCopy={nothing} />);

  it('is large, without a blank in it, beside a QR code, with all that it holds in words', () => {
    const text = own(CLASS_OF_FIVE[0] ?? null);
    const [, shown = ''] = /<p class="class-code"[^>]*>(.*?)<\/p>/s.exec(text) ?? [];
    expect(plain(shown)).toBe(first);
    expect(text).toContain('<svg class="class-qr"');
    expect(plain(text)).toContain('integrated GPU, Intel gen-12-lp · Fable · FP16 100 tokens/s, INT8 150 tokens/s');
    expect(text).not.toContain('style=');
  });

  it('says that it comes when something has been measured, and of a software adapter that it is one', () => {
    expect(own(null)).toContain(CLASS_EN.own.none);
    const text = own(measured([12, 10, 7], SOFTWARE), CLASS_DE);
    expect(plain(text)).toContain(
      'Software-Adapter, keine GPU · Fable · FP16 12 Token/s, INT8 10 Token/s, INT4 7 Token/s',
    );
  });
});

describe('the class', () => {
  const view = (list = five(), words = CLASS_EN, projected = false): string =>
    renderToString(<ClassView {...{ list, words, acts, projected }} width={720} />);

  it('has a box, a way in for pictures, the picture with its table and files, and the list with a way out for each', () => {
    const text = view();
    for (const id of ['class-paste', 'class-add', 'class-pictures', 'class-file', 'class-clear']) {
      expect(text).toContain(`id="${id}"`);
    }
    expect(text).toContain('viewBox="0 0 720 ');
    expect(plain(text)).toContain('INT4 is 1.3 to 2.9 times as fast as FP16 on the GPUs of this class');
    for (const code of FIVE_CODES) expect(text).toContain(`<code>${code}</code>`);
    expect(text.match(/aria-label="Remove \d: /g)).toHaveLength(5);
    expect(text).toContain('>PNG<');
    expect(text).not.toContain('style=');
  });

  it('is German in every word where it is asked for', () => {
    const text = view(five(), CLASS_DE);
    expect(text).toContain('Dasselbe als Tabelle');
    expect(plain(text)).not.toMatch(/\b(?:the|Remove|device|speed|table)\b/);
  });

  it('shows its picture first on a wall, once there is one', () => {
    const places = (text: string) => [text.indexOf('picture-card'), text.indexOf('class-collect')];
    const [picture = NaN, box = NaN] = places(view(five(), CLASS_EN, true));
    expect(picture).toBeGreaterThan(0);
    expect(picture).toBeLessThan(box);
    const [after = NaN, before = NaN] = places(view());
    expect(after).toBeGreaterThan(before);
  });

  it('says what the page for teachers is before it leads there', () => {
    const text = view(five(), CLASS_DE);
    expect(text).toContain('<details class="class-teacher"><summary>Für Lehrkräfte</summary>');
    expect(text).toContain('href="learn/teacher-de.html"');
  });

  it('has no picture before the first code, and says so', () => {
    const text = view(classFrom(''));
    expect(text).toContain(CLASS_EN.list.empty);
    expect(text).not.toContain('<svg');
  });

  it('says what is wrong with a code, in words', () => {
    const typo = first.replace(/.$/, (last) => (last === '2' ? '3' : '2'));
    const swapped = `${first.slice(0, 5)}${first[6] ?? ''}${first[5] ?? ''}${first.slice(7)}`;
    const bad = (text: string) => plain(view(reduceClass(classFrom(''), { type: 'take', text })));
    expect(bad(typo)).toMatch(/Line 1, TMK1-.*: character 4 of group 7, “.”, is wrong\./);
    expect(bad(swapped)).toMatch(/“..” from character 1 of group 2 are in each other’s place\./);
    expect(bad(first.slice(0, -1))).toContain('it has 27 characters, and a code has 28.');
    expect(bad('<img src=x>')).toContain(CLASS_EN.list.nothing);
  });

  it('begins with the list of the address', () => {
    const text = renderToString(
      <ClassRoom words={CLASS_EN} projected={false} initial={first.replaceAll('-', '')} onList={nothing} />,
    );
    expect(text).toContain(`<code>${first}</code>`);
  });
});
