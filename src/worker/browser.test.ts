/** Browsers and systems by the user agents that they send (collected from the browsers' own documentation). */
import { expect, it } from 'vitest';
import { browserOf } from './browser';

const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)';
const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)';
const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X)';
const ANDROID = 'Mozilla/5.0 (Linux; Android 10; K)';
const CHROME = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0';
const IOS = 'AppleWebKit/605.1.15 (KHTML, like Gecko)';

it.each([
  ['Chrome', '141', 'Windows', `${WINDOWS} ${CHROME} Safari/537.36`],
  ['Chrome', '141', 'macOS', `${MAC} ${CHROME} Safari/537.36`],
  ['Chrome', '141', 'Linux', `Mozilla/5.0 (X11; Linux x86_64) ${CHROME} Safari/537.36`],
  ['Chrome', '141', 'ChromeOS', `Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${CHROME} Safari/537.36`],
  ['Chrome', '141', 'Android', `${ANDROID} ${CHROME} Mobile Safari/537.36`],
  ['Chrome', '141', 'iOS', `${IPHONE} ${IOS} CriOS/141.0.7390.41 Mobile/15E148 Safari/604.1`],
  [
    'Chrome',
    '140',
    'Linux',
    `Mozilla/5.0 (X11; Linux x86_64) ${CHROME.replace('Chrome/141', 'HeadlessChrome/140')} Safari/537.36`,
  ],
  ['Edge', '141', 'Windows', `${WINDOWS} ${CHROME} Safari/537.36 Edg/141.0.3537.57`],
  ['Edge', '141', 'Android', `${ANDROID} ${CHROME} Mobile Safari/537.36 EdgA/141.0.3537.57`],
  ['Edge', '141', 'iOS', `${IPHONE} ${IOS} Version/18.0 EdgiOS/141.0.3537.57 Mobile/15E148 Safari/604.1`],
  ['Opera', '122', 'Windows', `${WINDOWS} ${CHROME} Safari/537.36 OPR/122.0.0.0`],
  ['Firefox', '144', 'Windows', 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0'],
  ['Firefox', '144', 'macOS', 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:144.0) Gecko/20100101 Firefox/144.0'],
  ['Firefox', '144', 'Android', 'Mozilla/5.0 (Android 15; Mobile; rv:144.0) Gecko/144.0 Firefox/144.0'],
  ['Firefox', '144', 'iOS', `${IPHONE} ${IOS} FxiOS/144.0 Mobile/15E148 Safari/605.1.15`],
  ['Safari', '26', 'macOS', `${MAC} ${IOS} Version/26.0 Safari/605.1.15`],
  ['Safari', '26', 'iOS', `${IPHONE} ${IOS} Version/26.0 Mobile/15E148 Safari/604.1`],
])('%s %s on %s', (name, version, operatingSystem, userAgent) => {
  expect(browserOf(userAgent)).toEqual({ name, version, operatingSystem });
});

it('a browser that nobody knows is called that', () => {
  expect(browserOf('curl/8')).toEqual({ name: 'unknown browser', version: '', operatingSystem: 'unknown' });
});
