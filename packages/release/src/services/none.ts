import { finding, statement } from '#contract';
import { loadScript } from '#shell';
import type { ServiceType } from './contract.js';

/** Nothing: files that others read. */
export const noService: ServiceType = {
  script: loadScript('none.sh', import.meta.url),
  values: ({ appKey }) => ({ of_app: appKey, become: '' }),
  finding: () => finding('app.service', 'ok', statement('service.none')),
};
