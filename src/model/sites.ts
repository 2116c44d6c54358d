/** A site: work in a pass for which there are several variants. Which they are, its phase says (decode.ts, prefill.ts). */
import type { Dispatch } from '../kernels/kernel';
import type { ChosenVariants, Site } from '../tuning/site';

export interface SiteVariant {
  /** Names the variant, and what is fused: `lanes32 rows1 slices8`, `unfused`. */
  readonly id: string;
  /** The dispatches of layer `layer`; a site outside the layers takes no notice of it. */
  readonly build: (layer: number) => Promise<readonly Dispatch[]>;
}

export interface ModelSite {
  readonly phase: 'decode' | 'prefill';
  /** Of the work in a pass: `qkv`, `attention`, ... */
  readonly name: string;
  /** The same for the same work at the same shape: `decode qkv int4 960x576`. */
  readonly id: string;
  /** Tokens of the pass. */
  readonly rows: number;
  /** How often a pass comes here. */
  readonly uses: number;
  /** The default first. */
  readonly variants: readonly [SiteVariant, ...SiteVariant[]];
}

/** The variant that was chosen, or the default: also where another version chose one that is no longer offered. */
export const variantAt = ({ id, variants }: ModelSite, chosen: ChosenVariants): SiteVariant =>
  variants.find((one) => one.id === chosen.get(id)) ?? variants[0];

/** A site as the tuner sees it, with what the work is. */
export interface TuningSite extends Site, Pick<ModelSite, 'phase' | 'name'> {}

/** The first layer stands for all. */
export function siteOf({ phase, name, id, rows, uses, variants: [first, ...others] }: ModelSite): TuningSite {
  const variant = ({ id: named, build }: SiteVariant) => ({ id: named, dispatches: () => build(0) });
  return { phase, name, id, rows, uses, variants: [variant(first), ...others.map(variant)] };
}

export interface RunningVariant extends Pick<ModelSite, 'phase' | 'rows' | 'id'> {
  readonly variant: string;
}

export const runningVariant = (site: ModelSite, chosen: ChosenVariants): RunningVariant => ({
  ...{ phase: site.phase, rows: site.rows, id: site.id },
  variant: variantAt(site, chosen).id,
});

/** Variants by `make`, one for each of `items`, in their order. */
export function variantsOf<T>(items: readonly [T, ...T[]], make: (item: T) => SiteVariant): ModelSite['variants'] {
  const [first, ...others] = items;
  return [make(first), ...others.map((item) => make(item))];
}
