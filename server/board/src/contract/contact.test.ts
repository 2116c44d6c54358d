import { expect, test } from 'vitest';
import { contactSchema } from './contact';

test.each([
  'mailto:ada@example.org',
  'mailto:ada@example.org?subject=A%20board',
  'https://example.org/contact?of=board',
])('%s is a contact', (text) => expect(contactSchema.safeParse(text).success).toBe(true));

test.each([
  ...['', 'ada@example.org', 'mailto:', 'mailto:ada', 'mailto:a@b, c@d', 'http://example.org', 'javascript:alert(1)'],
  ...[
    'https://',
    'https://ada:secret@example.org',
    'https://example.org/"onclick="x',
    `https://x.org/${'x'.repeat(300)}`,
  ],
])('%s is none', (text) => expect(contactSchema.safeParse(text).success).toBe(false));
