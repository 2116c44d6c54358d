/** The closing sections of the Markdown report: on what it ran, by which engine, and how it was measured. No figures. */
import { arithmeticOf, MODEL_FORMATS, RECIPES } from '../kernels/recipe';
import { adapterName } from './adapter-name';
import { inMarkdown } from './outside-text';
import { showSeconds } from './quantity';
import type { AdapterDescription, Result } from './schema';
import { tuningSentence } from './tuning';

export function environmentSection({
  adapter,
  environment,
  engine,
  tuning,
  startedAt,
  elapsedSeconds,
}: Result): string {
  const dawn = environment.dawn === null ? '' : ` with Dawn (npm webgpu ${inMarkdown(environment.dawn)})`;
  const isolation =
    environment.runtime === 'node' ? '' : `, ${environment.crossOriginIsolated ? '' : 'not '}cross-origin isolated`;
  const lines = [
    `Adapter: ${inMarkdown(adapterName(adapter))}${adapter.software ? ' (software)' : ''}, power preference ${adapter.powerPreference}`,
    `Features: ${features(adapter)}`,
    `Runs in: ${inMarkdown(environment.name)} ${inMarkdown(environment.version)}${dawn}, ${inMarkdown(environment.operatingSystem)}${isolation}`,
    `Clock: steps of ${showSeconds(environment.clockResolutionSeconds)}`,
    `Engine: ${inMarkdown(engine.name)} ${inMarkdown(engine.version)}, commit ${short(engine.commit)}, shaders ${short(engine.shaderHash)}`,
    `Kernels: ${tuningSentence(tuning)}`,
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

/** What a reader could take for more than it is: four bits that are only stored, and activations that are rounded. */
function arithmeticNotes(results: Result['results']): string[] {
  const formats = MODEL_FORMATS.filter((format) => results.some((entry) => entry.format === format));
  const stored = formats.filter((format) => format === 'mxfp4' || format === 'nvfp4').map(label);
  const storage =
    stored.length === 0
      ? []
      : [
          `${stored.join(' and ')}: FP4 is a storage format here. WebGPU has no FP4 arithmetic; the arithmetic is ${arithmeticOf(RECIPES.mxfp4)}.`,
        ];
  const rounded = formats
    .filter((format) => RECIPES[format].activations !== 'f32')
    .map(
      (format) =>
        `${label(format)} is another arithmetic than ${label(RECIPES[format].weights.qkv)}: activations of linear layers and LM head are rounded to INT8 in blocks of 32; ${arithmeticOf(RECIPES[format])}.`,
    );
  return [...storage, ...rounded];
}

const label = (format: string): string => format.toUpperCase();

const short = (hash: string): string => `\`${hash.slice(0, 12).replace(/[^\w.-]/g, '')}\``;

const ratioMethods = ({ ratioMethod, pairedMethod }: Result['statistics']): string =>
  pairedMethod === undefined ? ratioMethod : `${pairedMethod}; without rounds: ${ratioMethod}`;

const withinOrBetween = ({ betweenRuns }: Result): string =>
  betweenRuns === undefined
    ? 'It comes from this run alone, and does not cover what changes between runs.'
    : `It comes from this run alone, but where it says that it covers what changes between runs (${inMarkdown(betweenRuns.method)}).`;

export function methodSection(result: Result): string {
  const { suite, plan, results, statistics } = result;
  const budget = plan.budgetSeconds === null ? 'no time budget' : `a time budget of ${plan.budgetSeconds} s`;
  const which = plan.headline ? 'the headline workload' : 'a workload of its own, not the headline one';
  const profile =
    suite.profile === 'custom'
      ? 'chosen by hand'
      : `in the profile ${suite.profile} of the suite ${inMarkdown(suite.name)}`;
  return [
    '## Method',
    [
      `This is ${which}, ${profile}, with ${budget}. Each kernel of Tokamark is checked on this device first; then, after a warm-up, repetitions run with the formats interleaved.`,
      `A rate is tokens divided by wall-clock time, from the first submit to the last result read. Figures are medians, with an interval that contains the true median with ${100 * statistics.level} % (${inMarkdown(statistics.method)}; five repetitions: smallest to largest, 93.75 %). ${withinOrBetween(result)} A tie is a ratio whose interval (${inMarkdown(ratioMethods(statistics))}) contains 1.`,
      ...arithmeticNotes(results),
    ].join('\n'),
  ].join('\n\n');
}
