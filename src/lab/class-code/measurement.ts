/** What a pupil's code holds: speeds and a kind of device. No name, no identifier, nothing that a person wrote. */
import type { TokensPerSecond } from '../../foundation/units';
import type { Vendor } from '../../hardware/identify/vendor';
import type { ModelFormat } from '../../kernels/recipe';
import { CLASS_ARCHITECTURES, type ClassKind, type ClassModel } from './fields';

export interface ClassDevice {
  /** Null where not even that is known; so are the others. */
  readonly kind: ClassKind | null;
  readonly maker: Vendor | null;
  readonly architecture: (typeof CLASS_ARCHITECTURES)[number] | null;
}

export interface ClassMeasurement {
  /** Of decode; a format that was not measured is absent. */
  readonly tokensPerSecond: Readonly<Partial<Record<ModelFormat, TokensPerSecond>>>;
  readonly model: ClassModel;
  /** How it was measured: only speeds of one way are compared. */
  readonly measuredAs: MeasuredAs;
  readonly device: ClassDevice;
}

/** `lab-1`: by the texts of the Learn room; `tokamark-2`: by a benchmark of that suite. A change of either way is a new name at the end. */
export const MEASURED_AS = ['lab-1', 'tokamark-2'] as const;
export type MeasuredAs = (typeof MEASURED_AS)[number];

interface Told {
  readonly software: boolean;
  /** What `identify` has found (hardware/identify/resolve.ts). */
  readonly identity: { readonly class: Exclude<ClassKind, 'software'> | null; readonly maker: Vendor | null };
  /** What GPUAdapterInfo says; empty where the browser hides it. */
  readonly architecture: string;
}

/** Of a software adapter nothing else is said: the processor behind it is not known. */
export function classDevice({ software, identity, architecture }: Told): ClassDevice {
  if (software) return { kind: 'software', maker: null, architecture: null };
  const known = CLASS_ARCHITECTURES.find((one) => plain(one) === plain(architecture)) ?? null;
  return { kind: identity.class, maker: identity.maker, architecture: known };
}

const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');
