/** The shapes of published models, with licence and context length: data that a schema has validated, loaded when first asked for. */
import { z } from 'zod';
import { once } from '../foundation/once';

export const ARCHITECTURES = [
  ...(['llama', 'mistral', 'qwen2', 'qwen3', 'gemma3', 'phi3', 'smollm3', 'olmo2'] as const),
  ...(['mixtral', 'qwen3-moe', 'gpt-oss'] as const),
] as const;
export type Architecture = (typeof ARCHITECTURES)[number];

const count = z.number().int().positive();
/** What of a shape says how much a token computes and reads. */
export const sizes = {
  ...{ hiddenSize: count, layers: count, heads: count, keyValueHeads: count, headDim: count },
  ...{ intermediateSize: count, vocabSize: count },
};

const name = z.string().min(1).max(100);
/** The address of a page that says so; null where none was read. */
const source = z.string().min(1).nullable();

const modelSchema = z
  .strictObject({
    name,
    hub: name,
    architecture: z.enum(ARCHITECTURES),
    /** `intermediateSize` is that of one expert, where there are several. */
    ...sizes,
    tiedEmbeddings: z.boolean(),
    experts: z
      .strictObject({ count, perToken: count })
      .refine(({ count: all, perToken }) => perToken <= all, 'a token passes through more experts than there are')
      .nullable(),
    parameters: count,
    /** That a token of decode reads: without an untied embedding, and with the chosen experts alone. */
    activeParameters: count,
    licence: z.strictObject({ name, source }),
    contextLength: z.strictObject({ tokens: count, source }),
  })
  .refine(({ heads, keyValueHeads }) => heads % keyValueHeads === 0, 'keyValueHeads does not divide heads');

export const publishedModelsSchema = z.strictObject({
  meta: z.strictObject({ checked: z.iso.date(), rule: z.string().min(1) }),
  models: z.array(modelSchema).min(1),
});

export type PublishedModel = z.infer<typeof modelSchema>;
export type PublishedModels = z.infer<typeof publishedModelsSchema>;

export const loadPublishedModels = once((): Promise<PublishedModels> =>
  import('./data/models.json').then((module) => publishedModelsSchema.parse(module.default)),
);

/** Why our kernels do not compute a model; null where they do. */
export function whyNotRun({ architecture }: Pick<PublishedModel, 'architecture'>): string | null {
  return NOT_RUN[architecture];
}

const NOT_RUN: Readonly<Record<Architecture, string | null>> = {
  llama: null,
  mistral: null,
  qwen2: null,
  qwen3: 'no kernel normalises each head of queries and keys',
  gemma3: 'no kernel computes its sliding windows, its GELU and its norms after a block',
  phi3: 'no kernel turns a part of a head alone, nor stretches RoPE as it does',
  smollm3: 'no kernel leaves RoPE out of every fourth layer',
  olmo2: 'no kernel normalises after a block, nor all queries and keys together',
  mixtral: 'no kernel chooses experts',
  'qwen3-moe': 'no kernel chooses experts',
  'gpt-oss': 'no kernel chooses experts, nor has attention with sinks',
};
