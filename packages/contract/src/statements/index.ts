export { errorInside, inEnglish, statement, statements, type StatementId } from './statement.js';
