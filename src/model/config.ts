/** The shape and arithmetic of a Llama-architecture model, whatever its source. Not the config.json of a folder: files/config.ts reads that. */

/** Llama 3's stretching of the slow RoPE frequencies, as in transformers' `rope_type: llama3`. */
export interface Llama3RopeScaling {
  readonly type: 'llama3';
  /** By how much the slowest frequencies are divided. */
  readonly factor: number;
  /** Wavelengths above originalMaxPositions / lowFrequencyFactor are divided in full. */
  readonly lowFrequencyFactor: number;
  /** Wavelengths below originalMaxPositions / highFrequencyFactor stay as they are. */
  readonly highFrequencyFactor: number;
  readonly originalMaxPositions: number;
}

export interface RopeConfig {
  /** The base of the frequencies theta^(-2i/headDim). */
  readonly theta: number;
  readonly scaling: Llama3RopeScaling | null;
}

export interface ModelConfig {
  readonly name: string;
  readonly hiddenSize: number;
  readonly layers: number;
  readonly heads: number;
  /** Divides `heads`: each key/value head serves heads / keyValueHeads query heads. */
  readonly keyValueHeads: number;
  /** Even, at most 256; heads * headDim need not equal hiddenSize. */
  readonly headDim: number;
  readonly intermediateSize: number;
  readonly vocabSize: number;
  /** The LM head is the embedding matrix. */
  readonly tiedEmbeddings: boolean;
  /** The Q, K and V projections each add a bias. */
  readonly qkvBias: boolean;
  /** The attention output projection adds a bias. */
  readonly outputBias: boolean;
  readonly rope: RopeConfig;
  readonly rmsNormEpsilon: number;
  readonly maxPositions: number;
  /** Tokens that end a text; empty where none is known. */
  readonly eosTokenIds: readonly number[];
}

/** The sizes that decide a model's matrices. */
export type ModelSizes = Pick<
  ModelConfig,
  'hiddenSize' | 'layers' | 'heads' | 'keyValueHeads' | 'headDim' | 'intermediateSize' | 'vocabSize' | 'tiedEmbeddings'
>;
