import { signal } from '@preact/signals';
import { fill, type Values } from '#api/client';
import { phaseLabel, stepLabel, type Labels } from '#contract/workflow';
import { en, type MessageKey } from './en.js';
import { zh } from './zh.js';

export type Language = 'en' | 'zh';
const dictionaries = { en, zh };
const key = 'rexflow.language';

function first(): Language {
  const remembered = localStorage.getItem(key);
  if (remembered === 'en' || remembered === 'zh') return remembered;
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

/** The language of the page; components with text are drawn again when it changes. */
export const language = signal<Language>(first());

/** Changes the language and remembers it. */
export function setLanguage(next: Language): void {
  localStorage.setItem(key, next);
  language.value = next;
}

/** A message in the language of the page. */
export const t = (sentence: MessageKey, values?: Values): string =>
  fill(dictionaries[language.value][sentence], values);

/** Words of the contract or of a table, in the language of the page. */
export const inLanguage = (labels: Labels): string => labels[language.value];

/** The language as the browser's formatters know it. */
export const locale = (): string => (language.value === 'zh' ? 'zh-CN' : 'en-GB');

/** The label of a word of the contract (a state, a step); the word itself where there is none. */
export function label(family: string, value: string): string {
  const ofWorkflow = { phase: phaseLabel, step: stepLabel }[family];
  if (ofWorkflow) return ofWorkflow(value, language.value);
  const name = `${family}.${value}`;
  return name in en ? t(name as MessageKey) : value;
}

export type { MessageKey };
