import type { Schema } from '#contract/schema';
import { bundle, bundleDiff } from './bundle.js';
import { event } from './event.js';
import { app, appWithHistory, auditLine, group, host, lease } from './inventory.js';
import { logLine } from './log.js';
import { plan, plannedApp } from './plan.js';
import { part, partWithSteps, release, releaseHead, step } from './release.js';
import { request } from './request.js';
import { newAction, newPromotion, newRelease, newRollback } from './requests.js';
import { token } from './session.js';
import { problem, trouble } from './trouble.js';

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
