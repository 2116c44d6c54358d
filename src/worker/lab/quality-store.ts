/** What the lab has measured, kept between visits under all that decides it. What comes back is outside input. */
import { z } from 'zod';
import { modelChoiceText, type ModelChoice } from '../../lab/model-choice';
import type { Quality } from '../../lab/quality';
import type { TuningStore } from '../../tuning/store';
import type { Passage } from './quality';

const windowSchema = z.object({
  nll: z.number().nonnegative(),
  kl: z.number().nonnegative(),
  top1: z.number().min(0).max(1),
});

const qualitySchema = z
  .object({
    choice: z.string(),
    simulated: z.boolean(),
    windowTokens: z.number().int().positive(),
    windows: z.array(windowSchema).min(1),
    fp16Nll: z.array(z.number().nonnegative()).min(1),
  })
  .refine(({ windows, fp16Nll }) => windows.length === fp16Nll.length);

type Digests = Pick<Passage, 'weightsSha256' | 'passageSha256'>;

export class QualityStore {
  constructor(
    private readonly store: TuningStore,
    /** Other kernels may give other figures. */
    private readonly shaderHash: string,
  ) {}

  /** Of the first `windows`, where as many or more are kept. */
  async read(of: Digests, choice: ModelChoice, windows: number): Promise<Quality | null> {
    try {
      const kept = qualitySchema.safeParse(await this.store.read(this.key(of, modelChoiceText(choice))));
      if (!kept.success || kept.data.windows.length < windows) return null;
      const { windows: all, fp16Nll, ...others } = kept.data;
      return { ...others, windows: all.slice(0, windows), fp16Nll: fp16Nll.slice(0, windows) };
    } catch {
      // A browser may refuse storage: then everything is measured.
      return null;
    }
  }

  async write(of: Digests, quality: Quality): Promise<void> {
    await this.store.write(this.key(of, quality.choice), quality).catch(() => undefined);
  }

  private key({ weightsSha256, passageSha256 }: Digests, choice: string): string {
    return JSON.stringify(['tokamark-lab/1', weightsSha256, passageSha256, this.shaderHash, choice]);
  }
}
