import { signal } from '@preact/signals';
import { en, type Sentence } from './en.js';
import { fill, type Values } from './fill.js';
import { zh } from './zh.js';

export type Language = 'en' | 'zh';
const dictionaries = { en, zh };
const key = 'rexflow.language';

function first(): Language {
  const remembered = localStorage.getItem(key);
  if (remembered === 'en' || remembered === 'zh') return remembered;
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

/** The language of the page; components that speak are drawn again when it changes. */
export const language = signal<Language>(first());

/** Changes the language and remembers it. */
export function speak(next: Language): void {
  localStorage.setItem(key, next);
  language.value = next;
}

/** A sentence in the language of the page. */
export const t = (sentence: Sentence, values?: Values): string => fill(dictionaries[language.value][sentence], values);

/** The language as the browser's formatters know it. */
export const locale = (): string => (language.value === 'zh' ? 'zh-CN' : 'en-GB');

/** A word of the contract (a state, a step) where there is a sentence for it; otherwise the word itself. */
export function word(family: string, value: string): string {
  const name = `${family}.${value}`;
  return name in en ? t(name as Sentence) : value;
}

export type { Sentence };
