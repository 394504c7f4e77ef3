import type { Labels } from '#contract/workflow';
import type { IconName } from '../icons/paths.js';

/** The parts of the side bar, in their order; the first has no head. */
export const sections = {
  work: null,
  fleet: { en: 'Fleet', zh: '资源' },
  administration: { en: 'Administration', zh: '管理' },
} as const satisfies Readonly<Record<string, Labels | null>>;

/** What leads to a page: its name, its icon, its part of the side bar, and the key behind `g`. */
export interface PageRow {
  label: Labels;
  icon: IconName;
  section: keyof typeof sections;
  key: string;
}

/** The pages of the side bar, in their order. */
export const pageRows = {
  home: { label: { en: 'Home', zh: '概览' }, icon: 'home', section: 'work', key: 'h' },
  releases: { label: { en: 'Releases', zh: '发布' }, icon: 'release', section: 'work', key: 'r' },
  groups: { label: { en: 'Groups', zh: '应用组' }, icon: 'groups', section: 'fleet', key: 'g' },
  hosts: { label: { en: 'Hosts', zh: '主机' }, icon: 'hosts', section: 'fleet', key: 'o' },
  problems: { label: { en: 'Problems', zh: '配置问题' }, icon: 'warning', section: 'fleet', key: 'c' },
  audit: { label: { en: 'Audit', zh: '审计' }, icon: 'audit', section: 'administration', key: 'd' },
  system: { label: { en: 'System', zh: '系统状态' }, icon: 'system', section: 'administration', key: 'y' },
} as const satisfies Readonly<Record<string, PageRow>>;

/** A page of the side bar by the first word of its address. */
export type ListedPage = keyof typeof pageRows;
/** A page of the console by the first word of its address. */
export type PageName = ListedPage | 'targets' | 'compare';

/** The page of the side bar that a page belongs to. */
export const listedPageOf = (page: string): string =>
  page === 'targets' ? 'groups' : page === 'compare' ? 'releases' : page;
