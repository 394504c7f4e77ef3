import type { serviceStatements } from '../services.js';
import type { ChineseOf } from './entry.js';

/** How variables reach the processes of an app, and what keeps them from it. */
export const serviceStatementsZh: ChineseOf<typeof serviceStatements> = {
  'variables.file': { message: '其变量位于主机上的一个文件中，并会被读取：{names}' },
  'variables.noLine': {
    message: '{unit} 不读取其变量：其 [Service] 中缺少 EnvironmentFile=-{file}',
    advice: '请在主机上加上该行（systemctl edit {unit}），然后执行 systemctl daemon-reload。',
  },
  'variables.noCommand': {
    message: '看不到 supervisor 的 {program} 有读取 {file} 中变量的配置',
    advice: "请让其 command 以 /bin/sh -c 'set -a; . {file}; exec …' 开头，然后执行 supervisorctl update。",
  },
  'variables.noNames': {
    message: '{file} 没有写出这些变量，容器得不到它们：{names}',
    advice: '请在下一个发布中写到其服务的 environment 下，如 environment: [NAME]。',
  },
};
