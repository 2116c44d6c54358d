/** What a command found: as JSON where --json asks for it, in words where standard output is free for them. */
import { checkWritable, saveDocument, type Destination } from './destination';
import { EXIT, type ExitCode } from './exit-codes';
import type { CliHost } from './host';

/** @param name of the document, where it finds no other place than a folder of its own */
export async function answer(
  json: Destination | null,
  name: string,
  { streams }: CliHost,
  find: () => Promise<{ readonly document: unknown; readonly text: string }>,
): Promise<ExitCode> {
  await checkWritable(json, '--json');
  const { document, text } = await find();
  if (json !== null) await saveDocument(json, `${JSON.stringify(document, null, 2)}\n`, streams, `${name}.json`);
  if (json?.kind !== 'stdout') streams.stdout.write(text);
  return EXIT.ok;
}
