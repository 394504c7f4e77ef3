import type { Schema } from './schema.js';
import { bundle, bundleDiff } from './schemas/bundle.js';
import { event } from './schemas/event.js';
import { app, appWithHistory, auditLine, group, host, lease } from './schemas/house.js';
import { logLine } from './schemas/log.js';
import { plan, plannedApp } from './schemas/plan.js';
import { part, partWithSteps, release, releaseHead, step } from './schemas/release.js';
import { request } from './schemas/request.js';
import { newAction, newPromotion, newRelease, newRollback } from './schemas/requests.js';
import { token } from './schemas/session.js';
import { problem, trouble } from './schemas/trouble.js';

/** The schemas that have a name. */
export const components: Readonly<Record<string, Schema>> = {
  Problem: problem,
  Trouble: trouble,
  Release: release,
  ReleaseHead: releaseHead,
  Part: part,
  PartWithSteps: partWithSteps,
  Step: step,
  Event: event,
  App: app,
  AppWithHistory: appWithHistory,
  Group: group,
  Host: host,
  Lease: lease,
  Token: token,
  AuditLine: auditLine,
  Plan: plan,
  PlannedApp: plannedApp,
  Bundle: bundle,
  BundleDiff: bundleDiff,
  LogLine: logLine,
  NewRelease: newRelease,
  NewPromotion: newPromotion,
  NewRollback: newRollback,
  NewAction: newAction,
  Request: request,
};
