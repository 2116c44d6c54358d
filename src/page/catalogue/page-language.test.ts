import { expect, it } from 'vitest';
import { inPageLanguage } from './page-language';

const BOTH = { en: { run: 'Run' }, de: { run: 'Starten' } };

it('a part of the page says its words in the language of the page', () => {
  expect(inPageLanguage(BOTH, 'de').run).toBe('Starten');
});

it('a part that has no words in the page’s language says them in English', () => {
  expect(inPageLanguage<{ run: string }>({ en: BOTH.en }, 'de').run).toBe('Run');
});

it('a page that is written out before it is loaded is English', () => {
  expect(inPageLanguage(BOTH).run).toBe('Run');
});
