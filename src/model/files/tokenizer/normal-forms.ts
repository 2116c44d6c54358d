/** NFC and its kin as the reference has them: what is younger than its tables stays as it is, and nothing joins it. */

import { WITHOUT_NORMAL_FORM } from './unicode/sets';

type Form = 'NFC' | 'NFD' | 'NFKC' | 'NFKD';

const inert = new RegExp(
  `([${WITHOUT_NORMAL_FORM.ranges()
    .map(([first, last]) => `\\u{${first.toString(16)}}-\\u{${last.toString(16)}}`)
    .join('')}]+)`,
  'u',
);

export function normalForm(form: Form): (text: string) => string {
  return (text) => {
    if (!inert.test(text)) return text.normalize(form);
    // Every second part is what stood between.
    const parts = text.split(inert);
    return parts.map((part, index) => (index % 2 === 1 ? part : part.normalize(form))).join('');
  };
}
