import type { Labels } from '#contract/workflow';

/** What leads to a page: its name, and the key behind `g`. */
export interface PageRow {
  label: Labels;
  key: string;
}

/** The pages the head of every page leads to, in their order. */
export const pageRows = {
  releases: { label: { en: 'Releases', zh: '发布' }, key: 'r' },
  apps: { label: { en: 'Apps', zh: '应用' }, key: 'a' },
  hosts: { label: { en: 'Hosts', zh: '主机' }, key: 'h' },
  problems: { label: { en: 'Problems', zh: '问题' }, key: 'p' },
  history: { label: { en: 'History', zh: '历史' }, key: 't' },
  system: { label: { en: 'System', zh: '系统状态' }, key: 'q' },
} as const satisfies Readonly<Record<string, PageRow>>;

/** A page of the console by the first word of its address. */
export type PageName = keyof typeof pageRows | 'start';
