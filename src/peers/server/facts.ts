/** What is said of a server beside its figures: its name among engines, its recipe as far as it is known, and why its work may not be ours. */
import type { EngineFacts, ServerFacts } from '../../benchmark/contestant';
import { recipeOf, type AnyRecipe, type ModelFormat } from '../../kernels/recipe';
import { formatLike } from './format-like';
import { OWN_SERVER } from '../../benchmark/whose';
import { hostOf, type ServerAsked } from './asked';
import type { Found } from './probe';

export interface KnownServer {
  readonly engine: string;
  readonly recipe: AnyRecipe;
  readonly about: EngineFacts;
}

export function knownServer(asked: ServerAsked, found: Found): KnownServer {
  const { said } = asked;
  const isFable = said.isFable || found.writesAsFable;
  const like = formatLike(said.quantisation);
  const model = isFable ? 'Fable' : `another model: ${found.name}`;
  const quantisation = said.quantisation ?? (isFable ? 'quantisation not known' : null);
  const server: ServerFacts = {
    ...{ host: hostOf(asked.address), model: found.name, otherModel: !isFable },
    ...{ quantisation: said.quantisation, gpu: said.gpu },
    apart: apartOf(isFable, asked, found),
  };
  return {
    engine: `${OWN_SERVER} (${[model, ...(quantisation === null ? [] : [quantisation])].join(', ')})`,
    // What it is shown as where nothing is known: its name says that.
    recipe: recipeLike(like ?? 'fp16'),
    about: {
      version: `A server on ${server.host} that the person runs: model “${found.name}”, by its own word`,
      settings: settingsOf(asked, found, server),
      server,
    },
  };
}

/** Of a server that was not reached. */
export const unknownServer = ({ address, said }: ServerAsked): KnownServer => ({
  engine: OWN_SERVER,
  recipe: recipeLike('fp16'),
  about: {
    ...{ version: `A server on ${hostOf(address)} that the person runs`, settings: [] },
    server: {
      ...{ host: hostOf(address), model: 'not known', otherModel: !said.isFable },
      ...{ quantisation: said.quantisation, gpu: said.gpu, apart: 'it was not reached' },
    },
  },
});

const recipeLike = (format: ModelFormat): AnyRecipe => {
  const stored = format === 'int8' || format === 'int4' ? format : 'fp16';
  return { ...recipeOf(format, stored, stored === 'int4' ? 'int8' : stored), activations: 'f16 or int8' };
};

function apartOf(isFable: boolean, { said }: ServerAsked, found: Found): string | null {
  if (!isFable) return `another model: ${found.name}`;
  if (found.manner.path === 'chat') return 'a chat’s template is around the prompt';
  if (said.quantisation === null) return 'quantisation not known';
  return formatLike(said.quantisation) === null ? `no format of ours is like ${said.quantisation}` : null;
}

function settingsOf({ said }: ServerAsked, found: Found, { host, otherModel }: ServerFacts): readonly string[] {
  const { manner, counts, writesAsFable, firstAnswer } = found;
  return [
    otherModel
      ? 'Its model is another than ours: what it does in a second is no ratio to what ours does.'
      : `Its weights are taken for Fable’s: ${writesAsFable ? 'it goes on with a text as Fable does' : 'the person says so'}.`,
    `Quantisation: ${said.quantisation === null ? 'not known' : `${said.quantisation}, as the person says`}. GPU: ${said.gpu === null ? 'not known' : `${said.gpu}, as the person says`}.`,
    manner.path === 'completions'
      ? 'Asked by POST /v1/completions, streamed, at temperature 0, for the same prompt as text and as many tokens.'
      : 'It has /v1/chat/completions alone: its template adds tokens to the prompt, and it counts them.',
    counts
      ? 'How many tokens it wrote is what it counts (usage), held against the pieces of its stream.'
      : 'It does not count its tokens: the pieces of its stream are counted, which may hold more than one.',
    manner.extras
      ? 'Asked to go on after the end of a text (ignore_eos) and to read each prompt anew (cache_prompt: false); who does not know these passes over them.'
      : 'It refused to be asked to go on after the end of a text (ignore_eos).',
    'A prompt that is timed begins with two other words each time, so that none lies in its cache. What comes before the first token of a text is not counted as writing, and of two tokens more than the others write, the last is not timed.',
    'Its times are from the request until its pieces arrive: HTTP, its tokenizer and its sampling are part of them, as a person has it.',
    'A native engine may switch off what a page cannot: checks of each access to a buffer, and zeroing of a workgroup’s memory.',
    ...(host === 'another machine' ? ['It runs on another machine: the network is part of its times.'] : []),
    `Its first answer took ${firstAnswer.toPrecision(2)} s, with what it did to load its model.`,
  ];
}
