export { catalogue, type Code, type Details, type Kind } from './catalogue.js';
export type { AppResult, Outcome, Phase, RequestState, Settlement, Standing, TreeDifference } from './release.js';
export { asTrouble, Trouble, type TroubleReport } from './trouble.js';
