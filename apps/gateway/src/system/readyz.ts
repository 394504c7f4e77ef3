import { ownBuild } from '#config';
import { asCodedError, tellDifference, type CodedError, inEnglish } from '#contract';
import { differencesAmong } from '../state/directories.js';
import type { PublicHandler } from '../state/endpoint.js';

/**
 * /readyz: 200 when Redis takes jobs, MySQL answers and a worker is alive; otherwise 503 naming what is missing, and in
 * `reasons` why and what to do. Without Redis nobody knows whether a worker is alive.
 * `differing` names the directories the workers do not share: they work all the same, as far as they can. `held` says why nothing
 * begins, which takes no gateway out of service.
 */
export const readyz: PublicHandler = async (_input, { records, submitter, pingDatabase, directories, closing }) => {
  const [redis, mysql, signs, own, hold] = await Promise.all([
    submitter.ping(true).then(well, asCodedError),
    pingDatabase().then(well, asCodedError),
    submitter.workers().catch(() => null),
    directories(),
    records.hold().catch(() => null),
  ]);
  const workers = signs?.length ?? 0;
  const missing = [
    ...(redis ? ['redis'] : []),
    ...(mysql ? ['mysql'] : []),
    ...(workers === 0 && !redis ? ['worker'] : []),
    ...(closing.aborted ? ['gateway (ending)'] : []),
  ];
  const reasons = [redis, mysql].filter((one) => one !== null).map(sentence);
  const ready = missing.length === 0;
  const differing = differencesAmong(own, signs ?? []).map((one) => inEnglish(tellDifference(one)).message);
  const body = {
    ...ownBuild,
    ready,
    missing,
    workers,
    ...(reasons.length > 0 ? { reasons } : {}),
    ...(differing.length > 0 ? { differing } : {}),
    ...(hold ? { held: hold } : {}),
  };
  return { status: ready ? 200 : 503, body };
};

const well = (): null => null;
const sentence = ({ message, advice }: CodedError): string => (advice === null ? message : `${message}. ${advice}`);
