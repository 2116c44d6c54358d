/** An adapter in words, the same in Node and in a page. */
import type { GpuContext } from '../../src/device/context';
import { adapterName } from '../../src/report/adapter-name';

export const adapterOf = ({ granted }: GpuContext): string =>
  `${adapterName(granted)}${granted.software ? ' (software adapter)' : ''}`;
