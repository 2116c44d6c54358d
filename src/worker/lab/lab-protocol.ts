/** What the lab asks of an engine about Fable, and what it answers: a part of the worker's protocol (../protocol.ts), plain data. */
import type { PowerPreference } from '../../device/probe';
import type { ErrorData } from '../../foundation/errors';
import type { Choice } from '../../lab/choice';
import type { LonePart, ModelChoice } from '../../lab/model-choice';
import type { Quality } from '../../lab/quality';
import type { ChoiceText } from '../../lab/text';
import type { ModelFiles } from '../../model/files/folder';

/** The model and a text that it was not trained on (heldout.txt). FidelityFiles serve. */
export interface LabFiles {
  readonly model: ModelFiles;
  readonly passage: Blob;
}

/** One prompt, continued greedily by each choice: what ships at its true speed, all else simulated. */
export interface LabTextsRequest {
  readonly powerPreference: PowerPreference;
  readonly model: ModelFiles;
  readonly prompt: string;
  /** Most tokens of each text. */
  readonly tokens: number;
  readonly choices: readonly ModelChoice[];
}

/** What is to be ready before it is asked for: the models that would write. */
export type LabReadyRequest = Pick<LabTextsRequest, 'powerPreference' | 'model' | 'choices'>;

export type LabTextsEvent =
  | { readonly type: 'begin'; readonly choice: ModelChoice }
  /** Told as each token is read back. `text` is what it adds; empty where it is only a part of a character. */
  | { readonly type: 'token'; readonly choice: ModelChoice; readonly text: string }
  /** It is done; its candidates are known. */
  | { readonly type: 'text'; readonly text: ChoiceText };

export interface LabTexts {
  /** Those that could be written, in the order that was asked for. */
  readonly texts: readonly ChoiceText[];
  /** What this device cannot run, and why. */
  readonly failures: readonly { readonly choice: ModelChoice; readonly error: ErrorData }[];
  /** False where another tab used the GPU meanwhile: then the speeds are too low. */
  readonly alone: boolean;
}

export interface LabQualityRequest {
  readonly powerPreference: PowerPreference;
  readonly files: LabFiles;
  readonly choice: ModelChoice;
  /** Of 512 tokens, from the beginning of the passage; a figure needs eight (FEWEST_WINDOWS). */
  readonly windows: number;
}

/** 0..1 of all that there is to do. */
export interface LabProgress {
  readonly type: 'progress';
  readonly fraction: number;
}

/** Each part of the model alone at a choice, the rest FP16: simulated. */
export interface LabLayersRequest {
  readonly powerPreference: PowerPreference;
  readonly files: LabFiles;
  readonly choice: Choice;
  /** One transformer layer at a time, or one role in all layers (then the embedding, too). */
  readonly by: 'layer' | 'role';
  readonly windows: number;
}

export interface PartQuality {
  readonly part: LonePart;
  readonly quality: Quality;
}

export type LabLayersEvent = LabProgress | ({ readonly type: 'part' } & PartQuality);

/** Of what rounding does to the weights themselves; needs no GPU and waits for none. */
export interface LabTensorsRequest {
  readonly model: ModelFiles;
  readonly choice: ModelChoice;
}
