/** The parts of a run, in their order. */
export const partNames = [
  'release',
  'url',
  'switch',
  'bytes',
  'first-byte',
  'nothing',
  'fair',
  'fleet',
  'looks',
  'http',
  'watchers',
  'memory',
  'rows',
  'growth',
  'profile',
] as const;

export type PartName = (typeof partNames)[number];
