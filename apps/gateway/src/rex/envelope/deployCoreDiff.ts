import type { AppDifference, CompareFindings, TreeDifference } from '#contract';
import { inner, type Presenter } from './settled.js';
import { whyNotDone } from './wording.js';

const counts = ({ total, changed, deleted, added }: TreeDifference): string =>
  [total, changed, deleted, added].join(',');

/** Deploy:Core:diff: the number of entries that differ for each app, in the original's four sentences and its JSON texts. */
export const presentDeployCoreDiff: Presenter = (settled) => {
  const { apps = [], missing } = settled.settlement.facts as Partial<CompareFindings>;
  const why = whyNotDone(settled.settlement);
  const sentence = (say: (app: AppDifference) => string): string => apps.map((app) => `[${say(app)}]`).join(',');
  return inner(settled, [
    {
      code: why === null ? 1 : 0,
      ...(why !== null && { msg: why }),
      errDownloadpro: missing?.downloadedProgram.join(',') ?? '',
      errDownloadconf: missing?.downloadedConfig.join(',') ?? '',
      errpro: missing?.program.join(',') ?? '',
      errconf: missing?.config.join(',') ?? '',
      proChange: sentence(({ appKey, program }) => `${appKey}程序:${program.total}`),
      enproChange: sentence(({ appKey, program }) => `${appKey} pro:${program.total}`),
      confChange: sentence(({ appKey, config }) => `${appKey}配置:${config.total}`),
      enconfChange: sentence(({ appKey, config }) => `${appKey} conf:${config.total}`),
      differcount: [
        apps.map(({ appKey, program, config }) =>
          JSON.stringify({ app_key: appKey, prodiffercount: counts(program), confdiffercount: counts(config) }),
        ),
      ],
    },
  ]);
};
