import { finding, statement } from '#contract';
import { loadScript } from '#shell';
import type { ServiceType } from './contract.js';

/** An init script, and a word in the command line of the application's processes: `pro_init` and `pro_key` of the catalogue. */
export const initService: ServiceType = {
  script: loadScript('init.sh', import.meta.url),
  values: ({ init, processKey }) => ({ init, key: processKey, become: '' }),
  finding: (facts, { init: script, restarts }) =>
    facts.init === 'executable'
      ? finding('app.init', 'ok', statement('service.executable', { script }))
      : finding(
          'app.init',
          restarts ? 'failed' : 'warning',
          statement(facts.init === 'there' ? 'service.notExecutable' : 'service.absent', { script }),
        ),
};
