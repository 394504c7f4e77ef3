import { CodedError } from '#contract';
import type { Row } from '#mysql';
import { below, directory, listColumn, textColumn } from './columns.js';

/** Columns that no row may leave empty. */
export const required = [
  'id',
  'app_key',
  'server_name',
  'network_ip',
  'pro_type',
  'config_dir',
  'pro_dir',
  'pro_key',
  'pro_init',
  'local_name',
  'is_deloy_dir',
];

/** Every column a row is judged by. */
export const judged = [...required, 'configure_file_list', 'predir'];

const control = /\p{Cc}/u;
const climbs = (path: string): boolean => path.split('/').includes('..') || control.test(path);

function isFileName(name: string): boolean {
  return !name.includes('/') && name !== '.' && name !== '..' && !control.test(name);
}

function isPlace(path: string): boolean {
  return path.startsWith('/') && below(path) !== '' && !climbs(path);
}

/** A `.rexflow`, the place of an app in it, or a path below that; a directory of that name further up may be anybody's. */
const ownPlace = /\/\.rexflow(\/[^/]+)?(\/(live|pairs|sealed|outcomes|carriers|gone)(\/.*)?)?$/;

/** The rules of columns, beyond not being empty. */
const rules: { column: string; expected: string; holds: (row: Row) => boolean }[] = [
  ...['app_key', 'local_name'].map((column) => ({
    column,
    expected: 'without "/" and control characters, it becomes a file name',
    holds: (row: Row) => isFileName(textColumn(row, column)),
  })),
  ...['pro_dir', 'config_dir'].map((column) => ({
    column,
    expected: 'an absolute path without ".." and control characters',
    holds: (row: Row) => isPlace(textColumn(row, column)),
  })),
  ...['pro_dir', 'config_dir'].map((column) => ({
    column,
    expected: 'outside of .rexflow/<app_key>, where rexflow keeps what it knows of the apps beside it',
    holds: (row: Row) => !ownPlace.test(directory(row, column)),
  })),
  ...['pro_init', 'pro_key'].map((column) => ({
    column,
    expected: 'without control characters',
    holds: (row: Row) => !control.test(textColumn(row, column)),
  })),
  {
    column: 'network_ip',
    expected: 'an address or name of a host',
    holds: (row) => /^[A-Za-z0-9:][\w.:%-]*$/.test(textColumn(row, 'network_ip')),
  },
  { column: 'is_deloy_dir', expected: '1 or 2', holds: (row) => ['1', '2'].includes(textColumn(row, 'is_deloy_dir')) },
  {
    column: 'config_dir',
    expected: 'below pro_dir, as is_deloy_dir is 1',
    holds: (row) =>
      textColumn(row, 'is_deloy_dir') !== '1' ||
      directory(row, 'config_dir').startsWith(`${directory(row, 'pro_dir')}/`),
  },
  {
    column: 'config_dir',
    expected: 'another directory than pro_dir, as is_deloy_dir is 2',
    holds: (row) =>
      textColumn(row, 'is_deloy_dir') !== '2' || directory(row, 'config_dir') !== directory(row, 'pro_dir'),
  },
  {
    column: 'configure_file_list',
    expected: 'paths that stay below config_dir',
    holds: (row) => !listColumn(row, 'configure_file_list').some(climbs),
  },
  { column: 'predir', expected: 'a path that stays below pro_dir', holds: (row) => !climbs(textColumn(row, 'predir')) },
];

/** The columns that make a row unusable: the empty ones by name, the wrong ones with what they have to be. */
export function flaws(row: Row): string[] {
  const empty = required.filter((column) => textColumn(row, column) === '');
  const wrong = rules.filter(({ column, holds }) => !empty.includes(column) && !holds(row));
  return [...empty, ...wrong.map(({ column, expected }) => `${column} (${expected})`)];
}

/** The error APP_INCOMPLETE of a row, naming its columns. */
export function incomplete(row: Row, columns: readonly string[]): CodedError {
  return new CodedError('APP_INCOMPLETE', {
    app: textColumn(row, 'app_key') || `the row with id ${textColumn(row, 'id')}`,
    columns,
  });
}
