/** The environment of this very process, as a result records it. */
import { expect, it } from 'vitest';
import { environmentSchema } from '../report/schema/device';
import { nodeEnvironment } from './environment';

it('names Node, Dawn and the operating system, and is valid in a result', () => {
  const environment = nodeEnvironment(1e-6);
  expect(environmentSchema.parse(environment)).toEqual(environment);
  expect(environment).toMatchObject({ runtime: 'node', version: process.versions.node, clockResolutionSeconds: 1e-6 });
  expect(environment.dawn).toMatch(/^\d+\.\d+\.\d+/);
  expect(environment.operatingSystem).not.toBe('');
});
