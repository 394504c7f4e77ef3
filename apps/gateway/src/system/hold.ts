import { endsHold, errorInside, holdDetails, statement, type Finding } from '#contract';
import type { GatewayDeps } from '../state/dependencies.js';
import { notKnown, warning, well } from './finding.js';

/** Tells whether the installation is held: then nothing begins that changes hosts. */
export async function examineHold({ records }: Pick<GatewayDeps, 'records'>): Promise<Finding[]> {
  const name = 'hold';
  try {
    const hold = await records.hold();
    if (hold === null) return [well(name, statement('hold.none'))];
    const held = errorInside({ code: 'HOLD', details: holdDetails(hold) });
    return [warning(name, statement('hold.held', { hold: held, command: endsHold }))];
  } catch (thrown) {
    return [notKnown(name, thrown, 'unknown.mysql')];
  }
}
