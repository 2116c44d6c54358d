import { expect, it } from 'vitest';
import { result } from '../../../../test/fixtures/result';
import { voiceOf } from './voice';

const { adapter, environment } = result();
const chrome = {
  adapter: { ...adapter, vendor: 'nvidia', architecture: 'lovelace', device: '', description: '' },
  environment: { ...environment, name: 'Chrome', version: '156.0', operatingSystem: 'Windows 11' },
};
const dawn = {
  adapter: { ...adapter, device: 'NVIDIA GeForce RTX 4090', description: 'NVIDIA: 570.86' },
  environment: { ...environment, operatingSystem: 'Debian GNU/Linux 12 (bookworm)' },
};

it('results in a person’s folder, and in all below it, are one voice', () => {
  const voices = ['ada/run.json', 'ada/again.json', 'Ada/laptop/run.json'].map((path) => voiceOf(path, chrome));
  expect(new Set(voices).size).toBe(1);
  const alike = ['ada\u200b/run.json', 'ada /run.json', 'a\u202eda/run.json'];
  for (const path of alike) expect(voiceOf(path, chrome)).toBe(voices[0]);
  expect(voiceOf('jose\u0301/run.json', chrome)).toBe(voiceOf('jos\u00e9/run.json', chrome));
  expect(voiceOf('grace/run.json', chrome)).not.toBe(voices[0]);
  expect(voiceOf('ada/run.json', dawn)).toBe(voices[0]);
});

it('results beside all folders are one voice where the machine looks alike, whatever was updated between them', () => {
  const later = { ...chrome, environment: { ...chrome.environment, version: '157.0', operatingSystem: 'Windows 12' } };
  expect(voiceOf('second.json', later)).toBe(voiceOf('first.json', chrome));
  const updated = {
    adapter: { ...dawn.adapter, description: 'NVIDIA: 575.51' },
    environment: { ...dawn.environment, operatingSystem: 'Debian GNU/Linux 13 (trixie)' },
  };
  expect(voiceOf('second.json', updated)).toBe(voiceOf('first.json', dawn));
});

it('results beside all folders are two voices where system, browser or adapter are others', () => {
  const { environment: own } = chrome;
  const others = [
    dawn,
    { ...chrome, environment: { ...own, operatingSystem: 'Linux' } },
    { ...chrome, environment: { ...own, name: 'Firefox' } },
    { ...chrome, adapter: { ...chrome.adapter, architecture: 'ampere' } },
  ];
  expect(new Set([chrome, ...others].map((one) => voiceOf('run.json', one))).size).toBe(5);
});
