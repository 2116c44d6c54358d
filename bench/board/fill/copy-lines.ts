/** Rows as the text format of PostgreSQL's COPY has them: fields apart by tabs, rows by line ends. */

export type Field = string | number | boolean | null | readonly number[];

export const copyLine = (fields: readonly Field[]): string => `${fields.map(copyField).join('\t')}\n`;

/** Bytes, as bytea reads them. */
export const copyBytes = (bytes: Uint8Array): string => `\\x${Buffer.from(bytes).toString('hex')}`;

function copyField(field: Field): string {
  if (field === null) return '\\N';
  if (typeof field === 'boolean') return field ? 't' : 'f';
  if (typeof field === 'number') return String(field);
  if (typeof field !== 'string') return `{${field.join(',')}}`;
  return SPECIAL.test(field) ? field.replace(EACH_SPECIAL, (letter) => ESCAPES[letter] ?? letter) : field;
}

const SPECIAL = /[\\\t\n\r]/;
const EACH_SPECIAL = /[\\\t\n\r]/g;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
