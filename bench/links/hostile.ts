/** What somebody would put into a link to harm whoever opens it. */

export const TEXTS: readonly string[] = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'-alert(1)-'",
  '<svg/onload=alert(1)>',
  'javascript:alert(1)',
  '&lt;b&gt;&#x3c;b&#x3e;',
  ']]><b>',
  '{{7*7}}${7*7}',
  '[a](javascript:alert(1)) `x` | x',
  'Apple \u202e3M\u202c',
  '\u2066\u2067\u2068\u2069',
  '\u200b\u200d\ufeff\u00ad',
  '\u0000\u0007\u001b[31m\u009b31m\u007f',
  'a\r\nb\u2028c\u2029d\te',
  '\ud800',
  '\udfff\ud800',
  '\ufffe\uffff',
  `Z${'\u0301'.repeat(80)}`,
  '\u{e0041}\u{e0042}\u{1f468}\u200d\u{1f469}',
  '%00%0a%3Cscript%3E',
  '__proto__',
  'constructor',
  'x'.repeat(5000),
  '\u0130\u1e9e\ufb03',
  '',
];

export const VALUES: readonly unknown[] = [
  ...[null, true, false, [], {}, [[]], [null], 0, 1, -0, -1, 0.5, 2 ** 31, 2 ** 53, 1e21, 1e-320, 1e308, -1e308],
  ...['1e999', 'NaN', '1', '0x10', [1, [2, [3]]], { length: 1e9 }, { toString: 1 }, { __proto__: null }],
  Array.from({ length: 300 }, () => 1),
  ...TEXTS,
];

/** Single characters that end something somewhere. */
export const CHARACTERS: readonly string[] = [
  ...Array.from('.-_=&#?/\\%+<>"\'`{}[]|;:,~!*()@^$ \t\n\r\0'),
  ...['\u202e', '\u200f', '\ufeff', '\ud83d', '\u0660', '\u00e9', '\u{1d7d8}', '\uff11', '%00', '%2e', '&#60;', 'Ａ'],
];
