/**
 * Reads apt's source lists, both the deb822 format and the older one-line format, and derives from them the source that
 * offers backports on the very mirror that the machine already uses. Text in, text out: it neither reads files nor runs apt.
 */

/** One entry of apt's sources; options keep their deb822 names (`Signed-By`), values verbatim. */
export interface AptSource {
  readonly types: readonly string[];
  readonly uris: readonly string[];
  readonly suites: readonly string[];
  readonly components: readonly string[];
  readonly options: Readonly<Record<string, string>>;
}

/** Options of a machine's own source that a derived source must repeat to be trusted and fetched in the same way. */
const INHERITED_OPTIONS = ['Architectures', 'Signed-By', 'Trusted', 'Check-Valid-Until'] as const;

const words = (text: string | undefined): string[] => (text ?? '').split(/\s+/).filter((word) => word !== '');

/** `*.sources`: paragraphs of `Field: value`, continued on indented lines; a field name is case-insensitive. */
export function parseDeb822Sources(text: string): AptSource[] {
  return text
    .split(/\n[ \t]*(?:\n|$)/)
    .map(parseParagraph)
    .filter((fields) => fields.has('types') && fields.get('enabled')?.toLowerCase() !== 'no')
    .map((fields) => ({
      types: words(fields.get('types')),
      uris: words(fields.get('uris')),
      suites: words(fields.get('suites')),
      components: words(fields.get('components')),
      options: inheritedOptions((name) => fields.get(name.toLowerCase())),
    }));
}

function parseParagraph(paragraph: string): Map<string, string> {
  const fields = new Map<string, string>();
  let current = '';
  for (const line of paragraph.split('\n')) {
    if (line.startsWith('#')) continue;
    if (/^[ \t]/.test(line)) {
      // A key given in place is a block of such lines: keep them as they stand.
      if (current !== '') fields.set(current, `${fields.get(current) ?? ''}\n${line}`);
      continue;
    }
    const colon = line.indexOf(':');
    if (colon < 0) continue;
    current = line.slice(0, colon).trim().toLowerCase();
    fields.set(current, line.slice(colon + 1).trim());
  }
  return fields;
}

/** `sources.list` and `*.list`: `deb [option=value ...] URI suite component...`. */
export function parseOneLineSources(text: string): AptSource[] {
  return text.split('\n').flatMap((raw): AptSource[] => {
    const line = raw.replace(/#.*/, '').trim();
    const match = /^(deb|deb-src)\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)\s*(.*)$/.exec(line);
    if (match === null) return [];
    const [, type = '', optionText = '', uri = '', suite = '', components = ''] = match;
    const options = new Map(words(optionText).map((pair) => splitOption(pair)));
    return [
      {
        types: [type],
        uris: [uri],
        suites: [suite],
        components: words(components),
        // `arch=` is the one option whose one-line name is not simply the deb822 name in lower case.
        options: inheritedOptions((name) => options.get(name === 'Architectures' ? 'arch' : name.toLowerCase())),
      },
    ];
  });
}

function splitOption(pair: string): [string, string] {
  const equals = pair.indexOf('=');
  return [pair.slice(0, equals).toLowerCase(), pair.slice(equals + 1).replaceAll(',', ' ')];
}

function inheritedOptions(read: (name: string) => string | undefined): Record<string, string> {
  return Object.fromEntries(
    INHERITED_OPTIONS.flatMap((name) => {
      const value = read(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

export type BackportsSource =
  | { readonly kind: 'present' }
  | { readonly kind: 'derived'; readonly text: string }
  /** No source of the distribution's own archive was found to derive it from. */
  | { readonly kind: 'unknown' };

/** The source that offers `<codename>-backports`: already among `sources`, or as a deb822 paragraph to add. */
export function backportsSource(sources: readonly AptSource[], codename: string): BackportsSource {
  const suite = `${codename}-backports`;
  const binary = sources.filter((source) => source.types.includes('deb'));
  if (binary.some((source) => source.suites.includes(suite))) return { kind: 'present' };
  const archive = binary.find((source) => source.suites.includes(codename) && networkUri(source) !== undefined);
  const uri = archive === undefined ? undefined : networkUri(archive);
  if (archive === undefined || uri === undefined) return { kind: 'unknown' };
  const options = Object.entries(archive.options).map(([name, value]) => `${name}: ${value}`);
  const lines = ['Types: deb', `URIs: ${uri}`, `Suites: ${suite}`, 'Components: main', ...options];
  return { kind: 'derived', text: `${lines.join('\n')}\n` };
}

/** The first URI that can also hold another suite: an installation disc or a local folder holds only its own. */
function networkUri(source: AptSource): string | undefined {
  return source.uris.find((uri) => !/^(cdrom|file|copy):/.test(uri));
}
