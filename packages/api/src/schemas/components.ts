import type { Schema } from '#contract/schema';
import { bundleSchema, bundleDiffSchema } from './bundle.js';
import { eventSchema } from './event.js';
import { appSchema, appWithHistorySchema, auditLineSchema, groupSchema, hostSchema, leaseSchema } from './inventory.js';
import { logLineSchema } from './log.js';
import { planSchema, plannedAppSchema } from './plan.js';
import { partSchema, partWithStepsSchema, releaseSchema, releaseHeadSchema, stepSchema } from './release.js';
import { requestSchema } from './request.js';
import { newActionSchema } from './actions.js';
import { newPromotionSchema, newReleaseSchema, newRollbackSchema } from './requests.js';
import { tokenSchema } from './session.js';
import { problemSchema, troubleSchema } from './trouble.js';

/** The schemas that have a name. */
export const components: Readonly<Record<string, Schema>> = {
  Problem: problemSchema,
  Trouble: troubleSchema,
  Release: releaseSchema,
  ReleaseHead: releaseHeadSchema,
  Part: partSchema,
  PartWithSteps: partWithStepsSchema,
  Step: stepSchema,
  Event: eventSchema,
  App: appSchema,
  AppWithHistory: appWithHistorySchema,
  Group: groupSchema,
  Host: hostSchema,
  Lease: leaseSchema,
  Token: tokenSchema,
  AuditLine: auditLineSchema,
  Plan: planSchema,
  PlannedApp: plannedAppSchema,
  Bundle: bundleSchema,
  BundleDiff: bundleDiffSchema,
  LogLine: logLineSchema,
  NewRelease: newReleaseSchema,
  NewPromotion: newPromotionSchema,
  NewRollback: newRollbackSchema,
  NewAction: newActionSchema,
  Request: requestSchema,
};
