import type * as Texts from '#contract/zh';
import { effect, signal } from '@preact/signals';
import { language } from './index.js';

const loaded = signal<typeof Texts | null>(null);

/** What errors and statements say in Chinese; null until it is loaded, and components that asked are drawn again then. */
export const chineseTexts = (): typeof Texts | null => loaded.value;

/** Loads it: it is a file of its own, which an English page does without. */
export async function loadChinese(): Promise<void> {
  loaded.value ??= await import('#contract/zh');
}

let described = false;

/** Loads what settings are for, too, once somebody looks at some; components that asked for texts are drawn again then. */
export async function loadDescriptions(): Promise<void> {
  if (described) return;
  described = true;
  await import('#contract/descriptions');
  loaded.value &&= { ...loaded.value };
}

effect(() => {
  // Where it cannot be had, errors are said as they came.
  if (language.value === 'zh') loadChinese().catch(() => undefined);
});
