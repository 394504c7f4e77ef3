export { command, quote } from './quote.js';
export { succeeded, type CommandResult } from './result.js';
export { facts, script } from './script.js';
export { loadScript, scriptFile, type ScriptFile } from './load.js';
export { Secret } from './secret.js';
export { temporaryName } from './temporaryName.js';
