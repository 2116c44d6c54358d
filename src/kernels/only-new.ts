/** Programs of many shapes on many devices. Most devices lead to the same ones, and rendering tens of thousands of texts takes seconds. */
import type { Granted, Kernel } from './kernel';

/** What `programs` gives, but nothing where a device that agrees in all that they were made of has had them at that shape. */
export function onlyNew<Shape>(programs: Kernel<Shape>['programs']): Kernel<Shape>['programs'] {
  /** By shape, what was read of each device. */
  const known = new Map<string, (readonly (readonly [PropertyKey, unknown])[])[]>();
  return ({ granted }, shape) => {
    const key = JSON.stringify(shape);
    const before = known.get(key) ?? [];
    if (before.some((read) => read.every(([name, value]) => Reflect.get(granted, name) === value))) return [];
    const read: [PropertyKey, unknown][] = [];
    known.set(key, [...before, read]);
    return programs({ granted: reading(granted, (name, value) => read.push([name, value])) }, shape);
  };
}

const reading = (granted: Granted['granted'], onRead: (name: PropertyKey, value: unknown) => void) =>
  new Proxy(granted, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name);
      onRead(name, value);
      return value;
    },
  });
