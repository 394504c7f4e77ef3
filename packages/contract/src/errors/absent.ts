interface Way {
  en: string;
  zh: string;
}

const logs: Way = {
  en: 'lookLog, getLog and grepLog read logs; rexflow tail follows one, and GET /v1/logs/tail does',
  zh: '查看日志请用 lookLog、getLog、grepLog; 实时跟踪请用 rexflow tail 或 GET /v1/logs/tail',
};
const weights: Way = {
  en: 'change the weights at the balancer itself; batch and confirm of release switch a few hosts at a time',
  zh: '请直接在负载均衡上修改权重; release 的 batch、confirm 参数可分批切换',
};
const runByKey: Way = {
  en: 'action=run does it on the apps that k names',
  zh: '请用 action=run, 由 k 指定应用',
};
const carry: Way = {
  en: 'Enter:route:download brings files here; a release carries files to the hosts',
  zh: '下载请用 Enter:route:download, 上传到主机请用 release',
};
const gray: Way = {
  en: 'action=release with batch and confirm switches a few hosts at a time',
  zh: '请用 action=release 及 batch、confirm 参数分批发布',
};
const jobs: Way = {
  en: 'GET /rex/jobs/<job> tells the result of each request; async=1 gives the job at once',
  zh: '请用 GET /rex/jobs/<job> 查询结果, async=1 立即返回 job',
};
const outside: Way = {
  en: 'use the tool that is made for it; rexflow does not do it',
  zh: 'rexflow 不提供该功能, 请使用专门的工具',
};
const health: Way = {
  en: 'a release asks the url of an app by itself; action=check and action=doctor look at hosts',
  zh: '发布时会自动校验 url; action=check 和 action=doctor 可检查主机',
};
const settings: Way = {
  en: 'change config.yml itself and restart gateway and workers',
  zh: '请直接修改 config.yml 并重启 gateway 和 worker',
};

/** What RexDeployV3 takes and rexflow does not have: how one gets there all the same. */
const actions: Readonly<Record<string, Way>> = {
  deploy: gray,
  'Enter:deploy:main': gray,
  checkurl: health,
  'loadService:main:check': health,
  'logCenter:main:liveLog': logs,
  'logCenter:main:queryList': logs,
  'Predeploy:Judge:accesslog': logs,
  queryk: weights,
  updatek: weights,
  'loadService:main:query': weights,
  'loadService:main:queryk': weights,
  'loadService:main:update': weights,
  download: carry,
  upload: carry,
  'Common:Use:download': carry,
  'Common:Use:upload': carry,
  'Common:Use:syncFiles': carry,
  'User:main:route': runByKey,
  json: jobs,
  'Common:Use:getJson': jobs,
  'Common:Use:get': outside,
  'Common:Use:post': outside,
  'Cos:Upload:query': outside,
  'Cos:Upload:txy': outside,
  clean: { en: 'there is nothing to clean: leave it out', zh: '无需清理, 请去掉该调用' },
  'Enter:route:rollback': { en: 'action=rollback does the same', zh: '请用 action=rollback' },
  'Enter:route:service': { en: 'action=service does the same', zh: '请用 action=service' },
  'Deploy:Configure:sync': {
    en: 'put the files into the update directory and post action=release, which carries the configuration, too',
    zh: '请将配置放入 updatedir 后执行 action=release, 配置会一并发布',
  },
};

const routes: Readonly<Record<string, Way>> = {
  '/rex/config': settings,
  '/rex/config/add': settings,
  '/rex/config/delete': settings,
  '/rex/groupconfig': {
    en: 'hosts are grouped by local_name in the catalogue; name the group in k',
    zh: '主机按 local_name 分组, 请在 k 中指定',
  },
  '/help': { en: 'see /docs', zh: '请看 /docs' },
};

const all = { ...actions, ...routes };

/** Whether RexDeployV3 has an action, or a path, that rexflow does not have. */
export const isAbsent = (name: string): boolean => Object.hasOwn(all, name);

/** Every action of RexDeployV3 that rexflow does not have. */
export const absentActions: readonly string[] = Object.keys(actions);

/** How one gets there instead, in English or Chinese; empty for what is not absent. */
export const instead = (name: string, language: 'en' | 'zh'): string => (isAbsent(name) ? all[name]![language] : '');
