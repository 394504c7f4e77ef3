import type { headMessages as en } from '../en/heads.js';

/** Heads of columns. */
export const headMessages: Record<keyof typeof en, string> = {
  'head.app': '应用',
  'head.host': '主机',
  'head.batch': '批次',
  'head.from': '从',
  'head.to': '到',
  'head.ofRelease': '所属发布',
  'head.isNow': '现属于',
  'head.wasOf': '原属于',
  'head.when': '时间',
  'head.who': '操作者',
  'head.what': '对象',
  'head.name': '名称',
  'head.settings': '设置',
};
