/** The closing sections of the Markdown report: on what it ran, by which engine, and how it was measured. No figures. */
import { adapterName } from './adapter-name';
import { inMarkdown } from './outside-text';
import { showSeconds } from './quantity';
import type { AdapterDescription, Result } from './schema';

export function environmentSection({ adapter, environment, engine, startedAt, elapsedSeconds }: Result): string {
  const dawn = environment.dawn === null ? '' : ` with Dawn (npm webgpu ${inMarkdown(environment.dawn)})`;
  const isolation =
    environment.runtime === 'node' ? '' : `, ${environment.crossOriginIsolated ? '' : 'not '}cross-origin isolated`;
  const lines = [
    `Adapter: ${inMarkdown(adapterName(adapter))}${adapter.software ? ' (software)' : ''}, ${adapter.powerPreference} asked for`,
    `Features: ${features(adapter)}`,
    `Runs in: ${inMarkdown(environment.name)} ${inMarkdown(environment.version)}${dawn}, ${inMarkdown(environment.operatingSystem)}${isolation}`,
    `Clock: steps of ${showSeconds(environment.clockResolutionSeconds)}`,
    `Engine: ${inMarkdown(engine.name)} ${inMarkdown(engine.version)}, commit ${short(engine.commit)}, shaders ${short(engine.shaderHash)}`,
    `Started: ${inMarkdown(startedAt)}, took ${showSeconds(elapsedSeconds)}`,
  ];
  return `## Environment\n\n${lines.map((line) => `- ${line}`).join('\n')}`;
}

function features({ shaderF16, subgroups, timestampQuery }: AdapterDescription): string {
  const sizes = subgroups === null ? '' : ` (${subgroups.minSize} to ${subgroups.maxSize})`;
  return [
    `${shaderF16 ? '' : 'no '}shader-f16`,
    subgroups === null ? 'no subgroups' : `subgroups${sizes}`,
    `${timestampQuery === null ? 'no ' : ''}timestamp-query`,
  ].join(', ');
}

const short = (hash: string): string => `\`${hash.slice(0, 12).replace(/[^\w.-]/g, '')}\``;

export function methodSection({ plan }: Result): string {
  const budget = plan.budgetSeconds === null ? 'no time budget' : `a time budget of ${plan.budgetSeconds} s`;
  const which = plan.headline ? 'the headline workload' : 'a workload of its own, not the headline one';
  return [
    '## Method',
    [
      `This is ${which}, with ${budget}. Each kernel is checked on this device first; then, after a warm-up, repetitions run with the formats interleaved.`,
      'A rate is tokens divided by wall-clock time, first submit to last result read; figures are medians with the order statistics that hold the true median with at least 93 % (5 repetitions or more), from within this run: what changes between runs they do not cover.',
    ].join('\n'),
  ].join('\n\n');
}
