import type { Step } from '../model/step.js';
import { hostScript } from './hostScript.js';

const body = String.raw`
enter
! noted 'watch fired' || die NOT_CONFIRMED "seconds=$confirm"
note 'watch ended'
rm -f "$state/watch.$request"
say confirmed yes
`;

/** Tells a host that waits for word (`confirm`) that its application is healthy. */
export const confirm: Step = {
  name: 'confirm',
  applies: (context) => context.confirm > 0,
  instruct: (context) => hostScript(context, 'confirm', context.settings.command, [body], { confirm: context.confirm }),
};
