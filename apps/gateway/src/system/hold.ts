import { asCodedError, CodedError, endsHold, holdDetails, type Finding } from '#contract';
import type { GatewayDeps } from '../state/dependencies.js';
import { warning, well } from './finding.js';

/** Tells whether the installation is held: then nothing begins that changes hosts. */
export async function examineHold({ records }: Pick<GatewayDeps, 'records'>): Promise<Finding[]> {
  const name = 'hold';
  try {
    const hold = await records.hold();
    if (hold === null) return [well(name, 'the installation is not held')];
    const { message } = new CodedError('HOLD', holdDetails(hold));
    return [warning(name, message, `When the reason is gone: ${endsHold}.`)];
  } catch (thrown) {
    return [warning(name, `not known: ${asCodedError(thrown).message}`, 'Bring MySQL back first.')];
  }
}
