/** A model folder that is nowhere but in memory, as transformers.js asks for it: by fetch. */
import { decodeBlob } from '../../foundation/decode-text';
import { parseJsonObject } from '../../model/files/json';

const MOST_CONFIG = 1024 * 1024;

/** Answers for the files below `place`, says of all others that they are not there, and asks the network for nothing. */
export function memoryFolder(place: string, files: ReadonlyMap<string, Blob>): typeof fetch {
  return (asked) => {
    const path = new URL(asked instanceof Request ? asked.url : asked, self.location.href).pathname;
    const file = path.startsWith(place) ? files.get(path.slice(place.length)) : undefined;
    if (file === undefined) return Promise.resolve(new Response(null, { status: 404, statusText: 'not in memory' }));
    return Promise.resolve(new Response(file, { headers: { 'Content-Length': String(file.size) } }));
  };
}

/** The settings of a model that writes on where a text would end. */
export async function withoutEnd(config: Blob): Promise<Blob> {
  const said = parseJsonObject(await decodeBlob(config, 'config.json', 'config', MOST_CONFIG), 'config.json', 'config');
  return new Blob([JSON.stringify({ ...said, eos_token_id: null })]);
}
