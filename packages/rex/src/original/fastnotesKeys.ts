import { dropped, replaced, taken, type KeyFate } from './keyFate.js';

const account = {
  en: 'the account is made anew, its password kept as a hash: rexflow admin create-admin <name>',
  zh: '账号需重新创建, 密码以哈希保存: rexflow admin create-admin <name>',
};
const program = { en: 'there is no other program behind the gateway', zh: 'gateway 背后没有其他程序' };
const edited = {
  en: 'no file is edited over HTTP that a caller names',
  zh: '不通过 HTTP 编辑由调用方指定的文件',
};

/** What becomes of each key of RexDeployV3's web/fastnotes.json. */
export const fastnotesKeys: Readonly<Record<string, KeyFate>> = {
  username: replaced('rexflow admin create-admin', account),
  password: replaced('rexflow admin create-admin', account),
  expire: taken('rex.token_life'),
  rex: dropped(program),
  pwd: dropped(program),
  uploadDir: dropped({ en: 'RexDeployV3 reads it nowhere', zh: 'RexDeployV3 本身并未使用' }),
  downloadDir: taken('directories.uploads'),
  rexConfig: dropped(edited),
  ipListsFile: dropped(edited),
  print_stdout: taken('rex.print_stdout'),
  precmdAllow: dropped({
    en: 'options of the rex program are not taken: k names the apps',
    zh: '不接受 rex 程序的选项: 由 k 指定应用',
  }),
  allow: dropped({
    en: 'GET /rex lists the actions there are; what became of each stands in the manual',
    zh: 'GET /rex 列出现有 action; 各自的去向见手册',
  }),
};
