export { errorInside, inEnglish, statement, type StatementId } from './statement.js';
