import { redact } from '#contract';
import type { FetchFindings } from '#contract';
import { inner, type Presenter } from './settled.js';
import { whyNotDone } from './wording.js';

/** Enter:route:downloadCombile: the fetched package, unpacked and merged. Its inner code is 1 for success. */
export const presentEnterRouteDownloadCombile: Presenter = (settled) => {
  const { request, settlement } = settled;
  const { k, url = '', downdir = '', set = '', full = '', dest = '' } = redact(request.wire.parameters);
  const facts = settlement.facts as Partial<FetchFindings>;
  const why = whyNotDone(settlement);
  const { file, unpacked } = facts;
  return inner(settled, [
    {
      params: { k, url, downdir, set, full, dest },
      downdir: facts.downdir ?? null,
      ...(file !== undefined && {
        download: {
          code: 0,
          download: { code: 0, download_method: 'http', localPath: file },
          msg: 'download success',
          params: { app_key: null, dir1: url, dir2: facts.downdir ?? null, http: '1', ipsep: null, w: null },
          server: null,
          size: facts.size ?? null,
          take: facts.seconds === undefined ? null : String(facts.seconds),
        },
      }),
      ...(unpacked !== undefined && {
        unzip: { code: 1, res: unpacked ?? { kind: 'file', entries: 1 }, cmd: '' },
        checkRes: 1,
      }),
      ...(facts.merged && { combileRes: { code: 1, msg: 'combile success' } }),
      code: why === null ? 1 : -1,
      msg: why ?? 'success',
    },
  ]);
};
