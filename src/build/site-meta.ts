/**
 * A Vite plugin: what a browser shows around the page and of it when it is installed, and what a page that links here shows of it. Such a
 * picture needs an address that begins with https.
 */

import { readFileSync } from 'node:fs';
import type { HtmlTagDescriptor, Plugin } from 'vite';

const MANIFEST = 'manifest.webmanifest';
const PICTURE = { file: 'og.png', width: '1200', height: '630' } as const;

interface Backgrounds {
  readonly light: string;
  readonly dark: string;
}

/** @param address where the page will be found; empty where nobody has said, and then nothing is shown of it elsewhere */
export function siteMeta(address: string, tokens: string): Plugin {
  const backgrounds = (): Backgrounds => backgroundsOf(readFileSync(tokens, 'utf8'));
  return {
    name: 'site-meta',
    transformIndexHtml: {
      order: 'post',
      handler: (html, { filename }) => [
        ...themeTags(backgrounds()),
        ...(filename.endsWith('index.html') ? [tag('link', { rel: 'manifest', href: `./${MANIFEST}` })] : []),
        ...(filename.endsWith('index.html') ? linkTags(html, address) : []),
      ],
    },
    generateBundle() {
      const source = `${JSON.stringify(manifestOf(backgrounds()), null, 2)}\n`;
      this.emitFile({ type: 'asset', fileName: MANIFEST, source });
    },
  };
}

/** Of the page's own tokens. @throws Error where they have no background for each theme */
export function backgroundsOf(css: string): Backgrounds {
  const [light, dark] = [...css.matchAll(/--background: (#\w+);/g)].map(([, colour]) => colour);
  if (light === undefined || dark === undefined) throw new Error('The tokens have no --background for both themes.');
  return { light, dark };
}

const tag = (name: string, attrs: Record<string, string>): HtmlTagDescriptor => ({
  ...{ tag: name, attrs, injectTo: 'head' },
});

export const themeTags = (backgrounds: Backgrounds): HtmlTagDescriptor[] =>
  (['light', 'dark'] as const).map((theme) =>
    tag('meta', { name: 'theme-color', media: `(prefers-color-scheme: ${theme})`, content: backgrounds[theme] }),
  );

export function linkTags(html: string, address: string): HtmlTagDescriptor[] {
  if (address === '') return [];
  const folder = address.endsWith('/') ? address : `${address}/`;
  const [, title = ''] = /<title>([^<]*)<\/title>/.exec(html) ?? [];
  const [, description = ''] = /name="description"\s+content="([^"]*)"/.exec(html) ?? [];
  const properties = {
    'og:type': 'website',
    'og:title': title,
    'og:description': description,
    'og:url': folder,
    'og:image': `${folder}${PICTURE.file}`,
    'og:image:width': PICTURE.width,
    'og:image:height': PICTURE.height,
    'og:image:alt': 'A ring that does not close, and the question: how many tokens per second does your GPU make?',
  };
  return [
    ...Object.entries(properties).map(([property, content]) => tag('meta', { property, content })),
    tag('meta', { name: 'twitter:card', content: 'summary_large_image' }),
  ];
}

/** Everything below its own folder, wherever that is. */
export const manifestOf = ({ light }: Backgrounds) => ({
  name: 'Tokamark',
  short_name: 'Tokamark',
  description: 'How many tokens per second does this machine’s GPU make?',
  ...{ start_url: './', scope: './', display: 'standalone' },
  ...{ background_color: light, theme_color: light },
  icons: [
    { src: 'icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
    ...[192, 512].map((side) => ({
      ...{ src: `icon-${side}.png`, sizes: `${side}x${side}`, type: 'image/png', purpose: 'any maskable' },
    })),
  ],
});
