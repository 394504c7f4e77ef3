/** The client of the HTTP API, for the command line and the browser. It loads neither schemas nor what checks them. */
export { type Board, type BoardCell, type BoardColumn, type BoardRow, type StepCells } from './client/board.js';
export { applyEvents, cellKey, emptyRow, openBoard, rowOfSteps, updateRelease } from './client/board.js';
export { createClient, type Client, type ClientSettings, type UploadRequest } from './client/call.js';
export { GatewayUnreachable, ProblemError } from './client/errors.js';
export { type Following, type FollowOptions } from './client/follow.js';
export { fill, type Values, type ValuesOf } from './client/fill.js';
export { formatBytes, formatCompactDuration, formatDuration, formatElapsed } from './client/format.js';
export { type RecordedOptions } from './client/recorded.js';
export { listAll, type ListPage, type PagedId } from './client/listAll.js';
export { createRequest } from './client/createRequest.js';
export { awaitSettled } from './client/awaitSettled.js';
export { awaitPlan } from './client/awaitPlan.js';
export { awaitTexts } from './client/awaitTexts.js';
export { type CallInput, type CallQuery, type StreamItem } from './client/input.js';
export type { EndpointId } from './routes/routes.js';
export type { AnswerOf, StreamId } from './endpoints/endpoints.js';
