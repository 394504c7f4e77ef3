export { checkBody, checkQuery, misfit } from './validate/check.js';
export type { AnswerForm, Endpoint } from './endpoints/endpoint.js';
export {
  endpoints,
  problemsOf,
  type AnswerOf,
  type AuthenticatedId,
  type BodyOf,
  type PublicId,
  type QueryOf,
  type StatusAndBody,
} from './endpoints/endpoints.js';
export { pathTo, routeOf, type EndpointId, type Method, type PathOf } from './routes/routes.js';
export { openApi, schemaByName, statusOf, templateOf } from './openApi/openApi.js';
export type { BundleDiff, BundleView } from './schemas/bundle.js';
export type { TextsView, Comparison } from './schemas/compare/compare.js';
export type { DriftView } from './schemas/difference.js';
export type { BacklogView, InstallationReport } from './schemas/doctor.js';
export type { HoldView } from './schemas/hold.js';
export type { EventView } from './schemas/event.js';
export type {
  AppView,
  AppWithHistory,
  GroupView,
  HostView,
  LeaseView,
  PastView,
  RowProblemView,
  UnusableRowView,
} from './schemas/inventory.js';
export type { FleetEditedView, KeptChangeView } from './schemas/fleet.js';
export type { AdoptionView, HostActivityView, HostCheckView, HostKeysView, NextStepView } from './schemas/hosts.js';
export type { AuditView, LogLine } from './schemas/log.js';
export type { EnvironmentView, MatrixCellView, MatrixView, UnusableCellView } from './schemas/compare/matrix.js';
export type { PlannedApp, PlanView } from './schemas/plan.js';
export type { ProvenanceLinks, ProvenanceView } from './schemas/provenance.js';
export type { PartView, PartWithSteps, ReleaseHead, ReleaseView, StepView } from './schemas/release.js';
export type { NewAction } from './schemas/actions.js';
export type { NewLogSearch, TailItem } from './schemas/operations/logFiles.js';
export type { NewRun } from './schemas/operations/runs.js';
export type { NewPlan, NewPromotion, NewRelease, NewRollback, NewUndo, SourceBody } from './schemas/requests.js';
export type { MixedView } from './schemas/mixed.js';
export type { FinishPlan, UndoPlan } from './schemas/undo.js';
export type { Credentials, NewToken, TokenView } from './schemas/session.js';
export type { ProblemView, TroubleView } from './schemas/trouble.js';
