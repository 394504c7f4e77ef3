export { absentActions, isAbsent } from './absent.js';
export { errorCodes, type Code, type Details, type Kind, type ErrorClass } from './codes.js';
export { debianPackage, packagePrograms } from './packagePrograms.js';
export { hostError, withoutHostError } from './hostError.js';
export { asCodedError, CodedError, type ErrorLocation, type ErrorReport } from './codedError.js';
