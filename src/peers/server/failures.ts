/** What may go wrong with a server, in words, with what to do. None has its address, its key, or more of its words than a line. */
import { TokamarkError } from '../../foundation/errors';

const failure = (message: string, remedy: string, details = ''): TokamarkError =>
  new TokamarkError({ code: 'peer', message, where: '', remedy, ...(details === '' ? {} : { details }) });

/** A page is not told whether nobody listens or its origin is refused: both are said. */
export const unreachableFromPage = (origin: string): TokamarkError =>
  failure(
    'The server could not be reached from this page: nothing answers at that address, or it does not allow this page to ask (CORS).',
    `See that it runs. Then allow this page, ${origin}: Ollama by the environment variable OLLAMA_ORIGINS=${origin} and a restart; LM Studio by “Enable CORS” in its server’s settings, or lms server start --cors; llama-server by --cors-origins, where it was narrowed; vLLM by --allowed-origins '["${origin}"]'. Where the browser asks whether this page may reach this machine or its network, allow it. The command needs none of this: tokamark run --against ADDRESS.`,
  );

export const unreachable = (why: string): TokamarkError =>
  failure(
    `The server could not be reached${why === '' ? '' : `: ${why}`}.`,
    'See that it runs, and at that address and port: Ollama has 11434, LM Studio 1234, llama-server 8080, vLLM 8000.',
  );

/** A page asks this machine alone; see server/headers.ts. */
export const elsewhereFromPage = (): TokamarkError =>
  failure(
    'A page may ask a server of this machine alone, as localhost or 127.0.0.1.',
    'For one of another machine, use the command: tokamark run --against ADDRESS, with --browser to measure in a browser.',
  );

export const refusedKey = (status: number): TokamarkError =>
  failure(
    `The server asks for a key, or refuses the one that it was given (HTTP ${status}).`,
    'Give its key: in the page in its field, to the command in the environment variable TOKAMARK_AGAINST_KEY.',
  );

export const notFound = (what: string): TokamarkError =>
  failure(
    `The server has no ${what} (HTTP 404).`,
    'Give the address below which /v1/models lies, and a name as that list has it.',
  );

export const refused = (status: number, said: string): TokamarkError =>
  failure(
    `The server answered with HTTP ${status}${said === '' ? '' : `: “${said}”`}.`,
    'See what it has written about it, and try again.',
  );

export const notUnderstood = (what: string): TokamarkError =>
  failure(
    `The server answered ${what}.`,
    'It must speak as OpenAI does: GET /v1/models, and POST /v1/completions that streams. See that the address is that of such a server.',
  );

export const tooLarge = (): TokamarkError => notUnderstood('more than any such answer has, and was cut off');

export const brokeOff = (tokens: number): TokamarkError =>
  failure(
    `The server ended its answer in the middle, after ${tokens} pieces of text.`,
    'See what it has written about it: it may have run out of memory.',
  );

export const saidError = (said: string): TokamarkError =>
  failure(
    `The server ended its answer with an error${said === '' ? '' : `: “${said}”`}.`,
    'See what it has written about it, and try again.',
  );

export const noModel = (): TokamarkError =>
  failure('The server has no model.', 'Load one there, such as by ollama pull or in LM Studio, and try again.');

export const whichModel = (models: readonly string[]): TokamarkError =>
  failure(
    `The server has ${models.length} models, and none was chosen.`,
    `Choose one by its name (--against-model): ${models.slice(0, 8).join(', ')}${models.length > 8 ? ', …' : ''}`,
  );

export const unknownModel = (models: readonly string[]): TokamarkError =>
  failure(
    'The server has no model of that name.',
    `It has ${models.slice(0, 8).join(', ')}${models.length > 8 ? ', …' : ''}`,
  );

export const endedEarly = (written: number, asked: number): TokamarkError =>
  failure(
    `The server’s model ended its text after ${written} of ${asked} tokens: too few to time.`,
    'llama-server and vLLM can go on after the end of a text (ignore_eos); elsewhere choose another model.',
  );

export const uncounted = (): TokamarkError =>
  failure(
    'The server answers chats alone, and does not say how many tokens its template makes of a prompt (usage).',
    'Use a server with /v1/completions, or one that counts in its stream (stream_options.include_usage).',
  );

export const noInstant = (): TokamarkError =>
  failure(
    'The server gave all of its text at once: it does not stream, or something between buffers it.',
    'Ask it directly, without a proxy between.',
  );
