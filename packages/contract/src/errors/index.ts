export { absentActions, isAbsent } from './absent.js';
export { errorCodes, type Code, type Details, type Kind, type TroubleClass } from './codes.js';
export { toldTrouble, withoutTrouble } from './toldTrouble.js';
export { asTrouble, Trouble, type TroublePlace, type TroubleReport } from './trouble.js';
