/** What the makers of Fable's ONNX and GGUF files share: templates that come from outside, and files that must be the ones they say. */
import type { z } from 'zod';
import { TokamarkError } from '../foundation/errors';
import { sha256Of } from './sha256';

const REMEDY =
  'Reload the page, or install Tokamark again; where you host the page, copy its folder models/fable again.';

export interface TemplatesOf {
  /** `ONNX` */
  readonly kind: string;
  /** In the page's folder. */
  readonly file: string;
}

/** What of the templates cannot be used. */
export const badTemplateOf =
  ({ kind, file }: TemplatesOf) =>
  (problem: string, cause?: unknown): TokamarkError =>
    new TokamarkError(
      {
        ...{ code: 'weights', where: file, remedy: REMEDY },
        message: `${file} does not say how Fable's ${kind} file is made: ${problem}.`,
      },
      { cause },
    );

/** @throws what `bad` makes, with the field */
export function readTemplatesAs<T>(schema: z.ZodType<T>, text: string, bad: ReturnType<typeof badTemplateOf>): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw bad('it is not valid JSON', cause);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw bad(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'another schema'}`);
}

interface Made {
  readonly file: Uint8Array<ArrayBuffer>;
  readonly variant: string;
  readonly where: string;
  /** `exported` */
  readonly how: string;
}

/** Another version's weights or templates make a file that loads, and is not what it is said to be. @throws TokamarkError `weights` */
export async function assertMade({ file, variant, where, how }: Made, sha256: string): Promise<void> {
  const found = await sha256Of(file);
  if (found === sha256) return;
  throw new TokamarkError({
    ...{ code: 'weights', where, remedy: REMEDY },
    message: `Fable's weights do not make the ${variant} file that was ${how} of them: its SHA-256 is ${found}, not ${sha256}.`,
  });
}
